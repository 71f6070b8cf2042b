package queue

import (
	"context"

	"github.com/weaklink/weaklink/internal/metrics"
)

// Metrics are what an operator watches: how much waits in the database for all
// workers, and what this one has done.
func (q *Queue) Metrics(ctx context.Context) []metrics.Family {
	up := 1.0
	waiting, running, err := q.db.Waiting(ctx)
	if err != nil {
		up = 0
		q.home.Log.Error("count for the metrics", "error", err)
	}
	if err == nil { // one that is empty says so
		for _, name := range Queues() {
			waiting[name], running[name] = waiting[name]+0, running[name]+0
		}
	}
	c := &q.counts
	return []metrics.Family{
		metrics.One("weaklink_database_up", "gauge", "1 when the database answered.", up),
		metrics.By("weaklink_steps_waiting", "gauge", "Steps that wait, over all workers.", "queue", waiting),
		metrics.By("weaklink_steps_running", "gauge", "Steps that are worked on, over all workers.", "queue", running),
		metrics.By("weaklink_steps_total", "counter", "What became of the steps that this process began: seen or unseen looks, runs that could not be judged, steps handed back or taken over by another.", "outcome", map[string]int64{
			"seen": c.done.Load() - c.unseen.Load(), "unseen": c.unseen.Load(), "failed": c.failed.Load(), "handed_back": c.handed.Load(), "taken_over": c.taken.Load()}),
	}
}

// Healthy says whether the database answers.
func (q *Queue) Healthy(ctx context.Context) error { return q.db.SQL().PingContext(ctx) }
