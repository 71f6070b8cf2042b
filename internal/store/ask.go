package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/weaklink/weaklink/chain"
)

// The states of a run that is made by jobs.
const (
	Asked   = "asked"   // nothing of it has begun
	Looking = "looking" // its steps are taken
	Judging = "judging" // all of them were
	Done    = "done"    // there is a verdict
	Failed  = "failed"  // there is none, and none will come
)

// Ask is a run that is made by jobs, and how far it is.
type Ask struct {
	Run   string
	Firm  string
	Body  json.RawMessage // what it was asked
	State string
	Cut   bool  // it was cancelled
	Open  int64 // steps that are still to be taken
	At    time.Time
}

// Ended says that nothing more will happen to it.
func (a Ask) Ended() bool { return a.State == Done || a.State == Failed }

// SQL is the pool of the writer, for the queue that lies in the same database.
func (db *DB) SQL() *sql.DB { return db.write }

// AddAsk begins a run that jobs will make.
func (db *DB) AddAsk(ctx context.Context, tx *sql.Tx, run chain.Run, body json.RawMessage) error {
	if err := begin(ctx, tx, run); err != nil {
		return fmt.Errorf("begin run %s: %w", run.ID, err)
	}
	_, err := tx.ExecContext(ctx, `insert into ask (run, firm, body, state, cut, open, events, asked) values ($1, $2, $3, $4, 0, 0, 0, $5)`,
		run.ID, run.Firm, string(body), Asked, run.Started.UnixMilli())
	if err != nil {
		return fmt.Errorf("keep what run %s was asked: %w", run.ID, err)
	}
	return nil
}

const askColumns = "run, firm, body, state, cut, open, asked"

func scanAsk(scan func(...any) error) (Ask, error) {
	var a Ask
	var body string
	var cut, at int64
	err := scan(&a.Run, &a.Firm, &body, &a.State, &cut, &a.Open, &at)
	a.Body, a.Cut, a.At = json.RawMessage(body), cut != 0, when(at)
	return a, err
}

// Ask finds what a run was asked. The error wraps ErrNotFound when no jobs make it.
func (db *DB) Ask(ctx context.Context, run string) (Ask, error) {
	var a Ask
	err := db.snapshot(ctx, func(tx *sql.Tx) (err error) {
		a, err = scanAsk(tx.QueryRowContext(ctx, "select "+askColumns+" from ask where run = $1", run).Scan)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = ErrNotFound
	}
	if err != nil {
		return Ask{}, fmt.Errorf("what run %q was asked: %w", run, err)
	}
	return a, nil
}

// Asks lists the newest first: those of a firm, or of every firm when firm is
// "". limit 0 means all.
func (db *DB) Asks(ctx context.Context, firm string, limit int) ([]Ask, error) {
	if limit <= 0 {
		limit = 1 << 30
	}
	var out []Ask
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(scan func(...any) error) error {
			a, err := scanAsk(scan)
			out = append(out, a)
			return err
		}, "select "+askColumns+" from ask where $1 = '' or firm = $1 order by asked desc, run desc limit $2", firm, limit)
	})
	if err != nil {
		return nil, fmt.Errorf("list what %q asked: %w", firm, err)
	}
	return out, nil
}

// SetAsk says how far a run is. One that has ended stays as it is.
func (db *DB) SetAsk(ctx context.Context, tx *sql.Tx, run, state string) error {
	_, err := tx.ExecContext(ctx, "update ask set state = $2 where run = $1 and state <> $3 and state <> $4", run, state, Done, Failed)
	return err
}

// CutAsk marks a run as cancelled and takes what nobody has begun off its list. It
// returns how many steps are still open, or -1 when there is nothing to cancel:
// no such run, one whose looking is over, or one that was cancelled before.
func (db *DB) CutAsk(ctx context.Context, tx *sql.Tx, run string) (open int64, err error) {
	err = tx.QueryRowContext(ctx, "update ask set cut = 1 where run = $1 and cut = 0 and (state = $2 or state = $3) returning open", run, Asked, Looking).Scan(&open)
	if errors.Is(err, sql.ErrNoRows) {
		return -1, nil
	}
	if err != nil {
		return 0, err
	}
	res, err := tx.ExecContext(ctx, "update step set state = 'done' where run = $1 and n > 0 and state = 'waiting'", run)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return open, err
	}
	return db.closeSteps(ctx, tx, run, n)
}

// IsCut says whether a run was cancelled. Until tx ends it stays as it is.
func (db *DB) IsCut(ctx context.Context, tx *sql.Tx, run string) (bool, error) {
	var cut int64
	err := tx.QueryRowContext(ctx, "update ask set events = events where run = $1 returning cut", run).Scan(&cut)
	return cut != 0, err
}

// SetKeyMark keeps what a firm's key is recognised by (Keys.Mark), unless
// something else is kept already, and returns what is kept then.
func (db *DB) SetKeyMark(ctx context.Context, firm, mark string) (kept string, err error) {
	err = db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `insert into firm (id, runs, key_mark) values ($1, 0, $2)
			on conflict (id) do update set key_mark = excluded.key_mark where firm.key_mark = ''`, firm, mark)
		if err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, "select key_mark from firm where id = $1", firm).Scan(&kept)
	})
	if err != nil {
		return "", fmt.Errorf("keep the mark of the key of %q: %w", firm, err)
	}
	return kept, nil
}

// closeSteps is the fan-in: it takes n steps off the list of a run and returns
// how many are left. The last one to be done sees 0, whoever else is at it.
func (db *DB) closeSteps(ctx context.Context, tx *sql.Tx, run string, n int64) (open int64, err error) {
	err = tx.QueryRowContext(ctx, "update ask set open = open - $2 where run = $1 returning open", run, n).Scan(&open)
	return open, err
}
