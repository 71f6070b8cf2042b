package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
)

// The steps that are no look at a target.
const (
	PlanStep  = 0
	JudgeStep = -1
)

// Step is one thing to do for a run that is made by jobs.
type Step struct {
	Run               string
	N                 int64
	Queue             string
	Target, Collector string
	Host              string        // that it looks at and that is to be spared; may be empty
	Limit             time.Duration // it may take
	Tries             int64         // how often it was begun
}

// AddSteps puts steps on the list of a run. Those that are looks are open.
func (db *DB) AddSteps(ctx context.Context, tx *sql.Tx, steps []Step, now time.Time) error {
	looks := int64(0)
	listed := &rows{into: "step (run, n, queue, target, collector, host, millis, state, holder, beat, tries, job)", fresh: true}
	for _, s := range steps {
		listed.add(s.Run, s.N, s.Queue, s.Target, s.Collector, s.Host, s.Limit.Milliseconds(), "waiting", "", now.UnixMilli(), 0, 0)
		if s.N > 0 {
			looks++
		}
	}
	if err := db.insert(ctx, tx, listed); err != nil {
		return fmt.Errorf("put %d steps on the list: %w", len(steps), err)
	}
	if looks == 0 {
		return nil
	}
	_, err := db.closeSteps(ctx, tx, steps[0].Run, -looks)
	return err
}

const stepColumns = "run, n, queue, target, collector, host, millis, tries"

func scanStep(scan func(...any) error) (Step, error) {
	var s Step
	var millis int64
	err := scan(&s.Run, &s.N, &s.Queue, &s.Target, &s.Collector, &s.Host, &millis, &s.Tries)
	s.Limit = time.Duration(millis) * time.Millisecond
	return s, err
}

// Claim begins a step for holder. It reports false when it is done, or when
// somebody else is at it whose beat is not older than stale.
func (db *DB) Claim(ctx context.Context, run string, n int64, holder string, now time.Time, stale time.Duration) (Step, bool, error) {
	var s Step
	err := db.Tx(ctx, func(tx *sql.Tx) (err error) {
		s, err = scanStep(tx.QueryRowContext(ctx, `update step set state = 'running', holder = $3, beat = $4, tries = tries + 1
			where run = $1 and n = $2 and (state = 'waiting' or state = 'running' and (holder = $3 or beat < $5)) returning `+stepColumns,
			run, n, holder, now.UnixMilli(), now.Add(-stale).UnixMilli()).Scan)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return Step{}, false, nil
	}
	if err != nil {
		return Step{}, false, fmt.Errorf("begin step %d of run %s: %w", n, run, err)
	}
	return s, true, nil
}

// Beat says that holder is still at a step. It reports whether the step is
// still its own, and whether the run was cancelled.
func (db *DB) Beat(ctx context.Context, run string, n int64, holder string, now time.Time) (own, cut bool, err error) {
	err = db.Tx(ctx, func(tx *sql.Tx) error {
		own, cut = false, false
		res, err := tx.ExecContext(ctx, "update step set beat = $4 where run = $1 and n = $2 and holder = $3 and state = 'running'", run, n, holder, now.UnixMilli())
		if err != nil {
			return err
		}
		rows, err := res.RowsAffected()
		if err != nil {
			return err
		}
		own = rows > 0
		var bit int64
		err = tx.QueryRowContext(ctx, "select cut from ask where run = $1", run).Scan(&bit)
		if errors.Is(err, sql.ErrNoRows) { // its firm was forgotten
			bit, err = 1, nil
		}
		cut = bit != 0
		return err
	})
	if err != nil {
		return false, false, fmt.Errorf("say that step %d of run %s goes on: %w", n, run, err)
	}
	return own, cut, nil
}

// Unclaim gives a step back: another may begin it at once. counts says that
// this was a try.
func (db *DB) Unclaim(ctx context.Context, tx *sql.Tx, run string, n int64, holder string, now time.Time, counts bool) error {
	_, err := tx.ExecContext(ctx, `update step set state = 'waiting', holder = '', beat = $4, tries = tries - $5
		where run = $1 and n = $2 and holder = $3 and state = 'running'`, run, n, holder, now.UnixMilli(), 1-bit(counts))
	return err
}

// Finished says that holder is done with a step. It reports false when the step
// is not its own any more. open is how many looks of the run are left, -1 when
// this was none.
func (db *DB) Finished(ctx context.Context, tx *sql.Tx, run string, n int64, holder string) (own bool, open int64, err error) {
	res, err := tx.ExecContext(ctx, "update step set state = 'done' where run = $1 and n = $2 and holder = $3 and state = 'running'", run, n, holder)
	if err != nil {
		return false, -1, err
	}
	rows, err := res.RowsAffected()
	if err != nil || rows == 0 || n < 1 {
		return rows > 0, -1, err
	}
	open, err = db.closeSteps(ctx, tx, run, 1)
	return true, open, err
}

// SetJobs says which job was made for each of some steps.
func (db *DB) SetJobs(ctx context.Context, tx *sql.Tx, steps []Step, jobs []int64) error {
	for len(steps) > 0 {
		n := min(together, len(steps))
		var args []any
		marks := make([]string, n)
		for i, s := range steps[:n] {
			marks[i] = fmt.Sprintf("($%d, cast($%d as bigint), cast($%d as bigint))", 3*i+1, 3*i+2, 3*i+3)
			args = append(args, s.Run, s.N, jobs[i])
		}
		// An engine calls the columns of such a list column1, column2 and column3.
		_, err := tx.ExecContext(ctx, "update step set job = v.column3 from (values "+strings.Join(marks, ", ")+") v where run = v.column1 and n = v.column2", args...)
		if err != nil {
			return err
		}
		steps, jobs = steps[n:], jobs[n:]
	}
	return nil
}

// Lost takes the steps away from holders that have not been heard of since
// before. Each is waiting from now on, so only one caller gets it.
func (db *DB) Lost(ctx context.Context, tx *sql.Tx, now, before time.Time) ([]Step, error) {
	return steps(ctx, tx, "update step set state = 'waiting', holder = '', beat = $1 where state = 'running' and beat < $2 returning "+stepColumns, now.UnixMilli(), before.UnixMilli())
}

// Orphans takes, of the steps that wait, those whose job is one of jobs, which
// will not begin them: each waits from now on.
func (db *DB) Orphans(ctx context.Context, tx *sql.Tx, jobs []int64, now, before time.Time) ([]Step, error) {
	var out []Step
	for _, job := range jobs {
		got, err := steps(ctx, tx, "update step set beat = $1 where state = 'waiting' and beat < $2 and job = $3 returning "+stepColumns, now.UnixMilli(), before.UnixMilli(), job)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	return out, nil
}

// WaitingJobs are the jobs of the steps that have waited longest, since before
// some moment.
func (db *DB) WaitingJobs(ctx context.Context, before time.Time, limit int) ([]int64, error) {
	var out []int64
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(scan func(...any) error) error {
			var job int64
			err := scan(&job)
			out = append(out, job)
			return err
		}, "select job from step where state = 'waiting' and beat < $1 order by beat limit $2", before.UnixMilli(), limit)
	})
	if err != nil {
		return nil, fmt.Errorf("look which steps wait: %w", err)
	}
	return out, nil
}

func steps(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]Step, error) {
	var out []Step
	err := each(ctx, tx, func(scan func(...any) error) error {
		s, err := scanStep(scan)
		out = append(out, s)
		return err
	}, query, args...)
	return out, err
}

// Waiting is how many steps wait and run, by queue.
func (db *DB) Waiting(ctx context.Context) (waiting, running map[string]int64, err error) {
	waiting, running = map[string]int64{}, map[string]int64{}
	err = db.snapshot(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(scan func(...any) error) error {
			var queue, state string
			var n int64
			err := scan(&queue, &state, &n)
			if state == "waiting" {
				waiting[queue] = n
			} else {
				running[queue] = n
			}
			return err
		}, "select queue, state, count(*) from step where state <> 'done' group by queue, state")
	})
	if err != nil {
		return nil, nil, fmt.Errorf("count the steps that wait: %w", err)
	}
	return waiting, running, nil
}

// Sealed is how far every collector that is done with a target of a run came,
// by target and collector.
func (db *DB) Sealed(ctx context.Context, runID string) (map[[2]string]chain.TargetState, error) {
	out := map[[2]string]chain.TargetState{}
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		all, err := sightings(ctx, tx, runID)
		for _, s := range all {
			out[[2]string{s.Target, s.Collector}] = chain.TargetState{Target: s.Target, Complete: s.complete, Why: s.why}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what is done of run %q: %w", runID, err)
	}
	return out, nil
}

// Restart forgets what a collector saw at a target in a run that has not
// finished, or at every target when it is "": somebody begins anew.
func (db *DB) Restart(ctx context.Context, runID, target, collector string) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		if _, err := running(ctx, tx, runID); err != nil {
			return err
		}
		for _, t := range []string{"arrival", "arrival_gap", "sighting"} {
			if _, err := tx.ExecContext(ctx, "delete from "+t+" where run = $1 and collector = $3 and ($2 = '' or target = $2)", runID, target, collector); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("begin %s at %q in run %s anew: %w", collector, target, runID, err)
	}
	return nil
}
