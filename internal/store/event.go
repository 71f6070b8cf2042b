package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/weaklink/weaklink/chain"
)

// Event is something that a page which watches a run can show. It holds no
// personal value: counts, names of targets and sentences of the program.
type Event struct {
	Run    string     `json:"run"`
	Seq    int64      `json:"seq"` // 1, 2, ... within the run
	At     time.Time  `json:"at"`
	Link   chain.Link `json:"link"`   // empty: the run as a whole
	Target string     `json:"target"` // empty: the run as a whole
	State  string     `json:"state"`  // asked, looking, seen, unseen, note, judging, done, failed
	Done   int64      `json:"done"`
	Of     int64      `json:"of"` // 0: not known
	Say    string     `json:"say"`
}

// AddEvent adds an event to its run and returns its number. Numbers have no
// gap, and whoever sees one has seen all before it.
func (db *DB) AddEvent(ctx context.Context, tx *sql.Tx, e Event) (seq int64, err error) {
	err = tx.QueryRowContext(ctx, "update ask set events = events + 1 where run = $1 returning events", e.Run).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) { // no jobs make this run, or its firm was forgotten
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, "insert into event (run, seq, at, link, target, state, done, total, say) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		e.Run, seq, e.At.UnixMilli(), string(e.Link), e.Target, e.State, e.Done, e.Of, readable(e.Say))
	return seq, err
}

// Events are those of a run after number after, in order, at most limit.
func (db *DB) Events(ctx context.Context, run string, after int64, limit int) ([]Event, error) {
	var out []Event
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(scan func(...any) error) error {
			e := Event{Run: run}
			var at int64
			var link string
			err := scan(&e.Seq, &at, &link, &e.Target, &e.State, &e.Done, &e.Of, &e.Say)
			e.At, e.Link = when(at), chain.Link(link)
			out = append(out, e)
			return err
		}, "select seq, at, link, target, state, done, total, say from event where run = $1 and seq > $2 order by seq limit $3", run, after, limit)
	})
	if err != nil {
		return nil, fmt.Errorf("read the events of run %q: %w", run, err)
	}
	return out, nil
}

// Prune deletes the events and steps of runs that were asked before a moment
// and have ended: what they came to is kept elsewhere.
func (db *DB) Prune(ctx context.Context, before time.Time) error {
	err := db.Tx(ctx, func(tx *sql.Tx) error {
		for _, t := range []string{"event", "step"} {
			_, err := tx.ExecContext(ctx, "delete from "+t+" where run in (select run from ask where asked < $1 and (state = $2 or state = $3))", before.UnixMilli(), Done, Failed)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("delete the events of old runs: %w", err)
	}
	return nil
}
