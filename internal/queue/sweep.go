package queue

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/weaklink/weaklink/internal/store"
)

// eventsKept is how long the events of a run are kept after it was asked.
const eventsKept = 14 * 24 * time.Hour

// sweep puts the steps of workers that are not heard of any more back into the
// queue, until ctx is done. Every worker does; each step is found by one.
func (q *Queue) sweep(ctx context.Context) {
	tick := time.NewTicker(max(q.timing.stale/6, 100*time.Millisecond))
	defer tick.Stop()
	var pruned time.Time
	for {
		if err := q.recover(ctx); err != nil && ctx.Err() == nil {
			q.home.Log.Error("look for steps that were lost", "error", err)
		}
		if now := time.Now(); now.Sub(pruned) > time.Hour {
			pruned = now
			if err := q.db.Prune(ctx, now.Add(-eventsKept)); err != nil && ctx.Err() == nil {
				q.home.Log.Error("delete old events", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// recover puts back what nobody is at any more: steps whose holder is not heard
// of, and steps that wait for a job that will not come. A worker that is killed
// between fetching a job and beginning its step leaves one of those behind.
func (q *Queue) recover(ctx context.Context) error {
	now := time.Now()
	before := now.Add(-q.timing.stale)
	dead, err := q.deadJobs(ctx, before)
	if err != nil {
		return err
	}
	var lost []store.Step
	err = q.db.Tx(ctx, func(tx *sql.Tx) (err error) {
		if lost, err = q.db.Lost(ctx, tx, now, before); err != nil {
			return err
		}
		orphans, err := q.db.Orphans(ctx, tx, dead, now, before)
		if lost = append(lost, orphans...); err != nil || len(lost) == 0 {
			return err
		}
		return q.insert(ctx, tx, lost)
	})
	for _, s := range lost {
		q.home.Log.Warn("a step is put back into the queue: nobody was at it any more", "run", s.Run, "step", s.N, "target", s.Target, "collector", s.Collector, "try", s.Tries)
	}
	return err
}

// looked is how many of the jobs that wait longest are looked at each time.
const looked = 500

// deadJobs are those of steps that wait which have ended, or were fetched long
// ago: what is fetched begins at once, if it begins.
func (q *Queue) deadJobs(ctx context.Context, before time.Time) ([]int64, error) {
	ids, err := q.db.WaitingJobs(ctx, before, looked)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	found, err := q.client.JobList(ctx, river.NewJobListParams().IDs(ids...).First(looked))
	if err != nil {
		return nil, err
	}
	alive := map[int64]bool{}
	for _, job := range found.Jobs {
		fetched := job.State == rivertype.JobStateRunning && job.AttemptedAt != nil && job.AttemptedAt.Before(before)
		alive[job.ID] = !fetched && job.FinalizedAt == nil
	}
	return slices.DeleteFunc(ids, func(id int64) bool { return alive[id] }), nil
}
