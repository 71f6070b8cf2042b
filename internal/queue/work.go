package queue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/store"
)

type rowOfJob = rivertype.JobRow

// workers are those of every kind of job.
func (q *Queue) workers() *river.Workers {
	w := river.NewWorkers()
	river.AddWorker(w, &planner{q: q})
	river.AddWorker(w, &looker{q: q})
	river.AddWorker(w, &judge{q: q})
	return w
}

// add puts steps on the list of their run, and a job for each into the queue.
func (q *Queue) add(ctx context.Context, tx *sql.Tx, steps []store.Step) error {
	if err := q.db.AddSteps(ctx, tx, steps, time.Now()); err != nil {
		return err
	}
	return q.insert(ctx, tx, steps)
}

// insert puts a job for each step into the queue. Two jobs for one step do no
// harm: the second finds that it is done, or being done.
func (q *Queue) insert(ctx context.Context, tx *sql.Tx, steps []store.Step) error {
	var jobs []river.InsertManyParams
	for _, s := range steps {
		var args river.JobArgs = lookArgs{s.Run, s.N, s.Limit.Milliseconds()}
		switch s.N {
		case store.PlanStep:
			args = planArgs{s.Run}
		case store.JudgeStep:
			args = judgeArgs{s.Run}
		}
		jobs = append(jobs, river.InsertManyParams{Args: args, InsertOpts: &river.InsertOpts{Queue: s.Queue}})
	}
	made, err := q.client.InsertManyTx(ctx, tx, jobs)
	if err != nil {
		return fmt.Errorf("put jobs into the queue: %w", err)
	}
	ids := make([]int64, len(made))
	for i := range made {
		ids[i] = made[i].Job.ID
	}
	if err := q.db.SetJobs(ctx, tx, steps, ids); err != nil {
		return fmt.Errorf("put jobs into the queue: %w", err)
	}
	return nil
}

// task is what is done for a step. then runs in the transaction that completes
// it, perhaps more than once; open is how many looks are left, -1 for a step
// that is none. giveUp is called instead of do when the step was begun too
// often; nil: it fails the run.
type task struct {
	do     func(ctx context.Context, h *hold) error
	giveUp func(ctx context.Context, h *hold, cause error) error
	then   func(ctx context.Context, tx *sql.Tx, h *hold, open int64) error
}

// hostSlots is how many steps at once may look at one host, over all workers.
const hostSlots = 2

// errCut is the cause of a context that ends because the run was cancelled.
var errCut = errors.New("the run was cancelled")

// work does a step once: claimed, kept alive, and completed together with its
// job and what follows from it.
func work[T river.JobArgs](ctx context.Context, q *Queue, job *river.Job[T], run string, n int64, t task) error {
	keep := context.WithoutCancel(ctx)
	h := &hold{q: q, holder: fmt.Sprintf("%s/%d/%d", river.ClientFromContext[*sql.Tx](ctx).ID(), job.ID, job.Attempt)}
	step, ok, err := q.db.Claim(keep, run, n, h.holder, time.Now(), q.timing.stale)
	if err != nil {
		return err
	}
	if !ok { // it is done, or somebody is at it, or its firm was forgotten
		return nil
	}
	h.Step, h.beaten = step, time.Now()
	if step.Host != "" {
		now := time.Now()
		free, err := q.db.Lease(keep, step.Host, h.holder, hostSlots, now, now.Add(q.timing.stale))
		if err != nil || !free {
			if giveErr := h.giveBack(keep); err != nil || giveErr != nil {
				return errors.Join(err, giveErr)
			}
			return river.JobSnooze(time.Second)
		}
		defer q.db.Release(keep, step.Host, h.holder) //nolint:errcheck // it runs out by itself
	}
	ctx, stop := h.alive(ctx)
	if step.Tries > q.timing.tries {
		err = q.abandon(keep, h, t, nil)
	} else {
		err = t.do(ctx, h)
	}
	cause := context.Cause(ctx)
	stop()
	switch {
	case errors.Is(cause, errTaken) || errors.Is(err, errTaken):
		q.counts.taken.Add(1)
		return nil
	case cause != nil && !errors.Is(cause, errCut) && step.Tries <= q.timing.tries:
		// This worker stops, or the job ran out of time: another begins anew.
		q.counts.handed.Add(1)
		if err := h.giveBack(keep); err != nil {
			return err
		}
		return river.JobSnooze(0)
	case err != nil && step.Tries < q.timing.tries:
		q.home.Log.Warn("a step failed", "run", run, "step", n, "target", step.Target, "collector", step.Collector, "try", step.Tries, "error", err)
		return errors.Join(err, h.forLater(keep))
	case err != nil:
		q.home.Log.Error("a step is given up", "run", run, "step", n, "target", step.Target, "collector", step.Collector, "error", err)
		if err := q.abandon(keep, h, t, err); err != nil {
			return errors.Join(err, h.forLater(keep))
		}
	}
	end, cancel := context.WithTimeout(keep, margin)
	defer cancel()
	err = q.db.Tx(end, func(tx *sql.Tx) error {
		own, open, err := q.db.Finished(end, tx, run, n, h.holder)
		if err != nil {
			return err
		}
		if own && t.then != nil {
			if err := t.then(end, tx, h, open); err != nil {
				return err
			}
		}
		_, err = river.JobCompleteTx[riverdriver.Driver[*sql.Tx]](end, tx, job)
		return err
	})
	if err != nil {
		return fmt.Errorf("complete step %d of run %s: %w", n, run, err)
	}
	return nil
}

// abandon gives a step up.
func (q *Queue) abandon(ctx context.Context, h *hold, t task, cause error) error {
	if t.giveUp != nil {
		return t.giveUp(ctx, h, cause)
	}
	return nil
}

// hold is a step that this process is at.
type hold struct {
	store.Step
	q      *Queue
	holder string

	mu     sync.Mutex
	beaten time.Time // when it last knew that the step is its own
	taken  bool
}

// alive says from time to time that the step goes on. The context ends when
// another has taken it over or the run is cancelled.
func (h *hold) alive(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		tick := time.NewTicker(min(h.q.timing.beat, time.Second))
		defer tick.Stop()
		for {
			cut, err := h.beat(context.WithoutCancel(ctx))
			switch {
			case errors.Is(err, errTaken):
				cancel(errTaken)
			case cut && h.N > 0: // the judgement of a run that was cancelled goes on
				cancel(errCut)
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
	return ctx, func() { cancel(nil); <-gone }
}

// beat says that the step goes on. It fails with errTaken when it is another's.
func (h *hold) beat(ctx context.Context) (cut bool, err error) {
	now := time.Now()
	own, cut, err := h.q.db.Beat(ctx, h.Run, h.N, h.holder, now)
	if err != nil {
		return false, err
	}
	if own && h.Host != "" {
		if _, err := h.q.db.Lease(ctx, h.Host, h.holder, hostSlots, now, now.Add(h.q.timing.stale)); err != nil {
			return cut, err
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if !own {
		h.taken = true
		return cut, errTaken
	}
	h.beaten = now
	return cut, nil
}

// fence fails when the step is not its own any more. A process that was stopped
// for a while asks before it writes again.
func (h *hold) fence(ctx context.Context) error {
	h.mu.Lock()
	taken, fresh := h.taken, time.Since(h.beaten) < h.q.timing.stale/2
	h.mu.Unlock()
	if taken {
		return errTaken
	}
	if fresh {
		return nil
	}
	_, err := h.beat(ctx)
	return err
}

// giveBack lets another begin the step at once; it does not count as a try.
func (h *hold) giveBack(ctx context.Context) error {
	return h.q.db.Tx(ctx, func(tx *sql.Tx) error {
		return h.q.db.Unclaim(ctx, tx, h.Run, h.N, h.holder, time.Now(), false)
	})
}

// forLater lets the next try begin it; this one counts.
func (h *hold) forLater(ctx context.Context) error {
	return h.q.db.Tx(ctx, func(tx *sql.Tx) error {
		return h.q.db.Unclaim(ctx, tx, h.Run, h.N, h.holder, time.Now(), true)
	})
}

// link is that of the collector.
func (h *hold) link() chain.Link {
	for _, l := range chain.Links() {
		if len(h.Collector) > len(l) && h.Collector[:len(l)+1] == string(l)+"." {
			return l
		}
	}
	return ""
}
