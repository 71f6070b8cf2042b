package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
)

const runColumns = "id, firm, started, finished, today, version, model, seed, root, partial, plan"

func scanRun(scan func(...any) error) (chain.Run, error) {
	var r chain.Run
	var started, today, seed, partial int64
	var finished sql.NullInt64
	err := scan(&r.ID, &r.Firm, &started, &finished, &today, &r.Version, &r.Model, &seed, &r.Root, &partial, &r.Plan)
	if err != nil {
		return chain.Run{}, err
	}
	r.Started, r.Now, r.Seed, r.Partial = when(started), when(today), uint64(seed), partial != 0
	if finished.Valid {
		r.Finished = when(finished.Int64)
	}
	return r, nil
}

func when(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// Begin keeps run, so that facts can be added to it. Beginning a run again
// that has not finished changes nothing: that is how one is taken up again.
func (db *DB) Begin(ctx context.Context, run chain.Run) error {
	if err := db.change(ctx, func(tx *sql.Tx) error { return begin(ctx, tx, run) }); err != nil {
		return fmt.Errorf("begin run %s: %w", run.ID, err)
	}
	return nil
}

func begin(ctx context.Context, tx *sql.Tx, run chain.Run) error {
	if run.ID == "" {
		return errors.New("it has no id")
	}
	if _, err := tx.ExecContext(ctx, "insert into firm (id, runs) values ($1, 0) on conflict (id) do nothing", run.Firm); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `insert into run (id, firm, started, today, version, model, seed, root, partial, plan)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
		run.ID, run.Firm, run.Started.UnixMilli(), run.Now.UnixMilli(), run.Version, run.Model, int64(run.Seed), run.Root, bit(run.Partial), run.Plan)
	if err != nil {
		return err
	}
	firm, err := running(ctx, tx, run.ID)
	if err == nil && firm != run.Firm {
		err = errors.New("it is kept as the run of another firm")
	}
	return err
}

// running returns the firm of a run and fails when it is not there or has
// finished: what a finished run saw never changes.
func running(ctx context.Context, tx *sql.Tx, id string) (firm string, err error) {
	var finished sql.NullInt64
	err = tx.QueryRowContext(ctx, "select firm, finished from run where id = $1", id).Scan(&firm, &finished)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", fmt.Errorf("the run is %w", ErrNotFound)
	case err == nil && finished.Valid:
		return "", errors.New("the run has finished already")
	}
	return firm, err
}

// Run finds a run: by its whole id, by the first 4 or more characters of it,
// or, when id is "", the newest that finished. The error wraps ErrNotFound when
// there is none; a beginning that fits several runs is a UsageError. Times come
// back as UTC milliseconds.
func (db *DB) Run(ctx context.Context, id string) (chain.Run, error) {
	var found []chain.Run
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		collect := func(scan func(...any) error) error {
			r, err := scanRun(scan)
			found = append(found, r)
			return err
		}
		if id == "" {
			return each(ctx, tx, collect, "select "+runColumns+" from run where finished is not null order by finished desc, seq desc, id desc limit 1")
		}
		if err := each(ctx, tx, collect, "select "+runColumns+" from run where id = $1", id); err != nil || len(found) > 0 || len(id) < 4 {
			return err
		}
		return each(ctx, tx, collect, "select "+runColumns+" from run where substr(id, 1, $1) = $2 order by id limit 2", len([]rune(id)), id)
	})
	switch {
	case err != nil:
		return chain.Run{}, fmt.Errorf("look for run %q: %w", id, err)
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return chain.Run{}, &UsageError{fmt.Sprintf("more than one run begins with %q", id), "give more of its id"}
	case id == "":
		return chain.Run{}, fmt.Errorf("a finished run is %w", ErrNotFound)
	}
	return chain.Run{}, fmt.Errorf("run %q is %w", id, ErrNotFound)
}

// Runs lists the runs of a firm, or of every firm when firm is "", the newest
// first, finished or not. limit 0 means all.
func (db *DB) Runs(ctx context.Context, firm string, limit int) ([]chain.Run, error) {
	if limit <= 0 {
		limit = math.MaxInt32
	}
	var out []chain.Run
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(scan func(...any) error) error {
			r, err := scanRun(scan)
			out = append(out, r)
			return err
		}, "select "+runColumns+" from run where $1 = '' or firm = $1 order by started desc, id desc limit $2", firm, limit)
	})
	if err != nil {
		return nil, fmt.Errorf("list the runs of %q: %w", firm, err)
	}
	return out, nil
}

// Previous is the run of the same firm that finished before runID did, or, when
// runID is still running, that finished last. The error wraps ErrNotFound when
// there is none.
func (db *DB) Previous(ctx context.Context, runID string) (chain.Run, error) {
	var r chain.Run
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		var firm string
		var seq sql.NullInt64
		err := tx.QueryRowContext(ctx, "select firm, seq from run where id = $1", runID).Scan(&firm, &seq)
		if err != nil {
			return err
		}
		if !seq.Valid {
			seq.Int64 = math.MaxInt64
		}
		r, err = scanRun(tx.QueryRowContext(ctx, "select "+runColumns+" from run where firm = $1 and seq < $2 order by seq desc limit 1", firm, seq.Int64).Scan)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return chain.Run{}, fmt.Errorf("a run before %q is %w", runID, ErrNotFound)
	}
	if err != nil {
		return chain.Run{}, fmt.Errorf("look for the run before %q: %w", runID, err)
	}
	return r, nil
}

// Unfinished is the newest run of a firm that never finished, unless a run
// that began later did, with the sightings of it that are complete: those need
// not be looked at again when the run is taken up. A run that another process
// is busy with looks the same. The error wraps ErrNotFound when there is none.
func (db *DB) Unfinished(ctx context.Context, firm string) (chain.Run, []evidence.Sighting, error) {
	var r chain.Run
	var done []evidence.Sighting
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		var err error
		r, err = scanRun(tx.QueryRowContext(ctx, "select "+runColumns+` from run u where firm = $1 and finished is null
			and not exists (select 1 from run l where l.firm = $1 and l.finished is not null and l.started > u.started)
			order by started desc, id desc limit 1`, firm).Scan)
		if err != nil {
			return err
		}
		all, err := sightings(ctx, tx, r.ID)
		for _, s := range all {
			if s.complete {
				done = append(done, s.Sighting)
			}
		}
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return chain.Run{}, nil, fmt.Errorf("an unfinished run of %q is %w", firm, ErrNotFound)
	}
	if err != nil {
		return chain.Run{}, nil, fmt.Errorf("look for an unfinished run of %q: %w", firm, err)
	}
	return r, done, nil
}

// known fails with ErrNotFound when there is no such run.
func known(ctx context.Context, tx *sql.Tx, id string) (r chain.Run, seq int64, err error) {
	var n sql.NullInt64
	r, err = scanRun(func(dest ...any) error {
		return tx.QueryRowContext(ctx, "select "+runColumns+", seq from run where id = $1", id).Scan(append(dest, &n)...)
	})
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("the run is %w", ErrNotFound)
	}
	return r, n.Int64, err
}
