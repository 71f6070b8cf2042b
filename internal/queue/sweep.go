package queue

import (
	"context"
	"database/sql"
	"time"

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

func (q *Queue) recover(ctx context.Context) error {
	var lost []store.Step
	err := q.db.Tx(ctx, func(tx *sql.Tx) (err error) {
		now := time.Now()
		if lost, err = q.db.Lost(ctx, tx, now, now.Add(-q.timing.stale), now.Add(-q.timing.wait)); err != nil || len(lost) == 0 {
			return err
		}
		return q.insert(ctx, tx, lost)
	})
	for _, s := range lost {
		q.home.Log.Warn("a step is put back into the queue: nobody was at it any more", "run", s.Run, "step", s.N, "target", s.Target, "collector", s.Collector, "try", s.Tries)
	}
	return err
}
