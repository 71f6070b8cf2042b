package queue

import (
	"context"
	"database/sql"
	"os"
	"time"

	"github.com/riverqueue/river"

	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

const judgeLimit = 10 * time.Minute

// judgeArgs is the job that judges what the steps of a run saw.
type judgeArgs struct {
	Run string `json:"run"`
}

func (judgeArgs) Kind() string { return "judge" }

type judge struct {
	river.WorkerDefaults[judgeArgs]
	q *Queue
}

func (w *judge) Timeout(*river.Job[judgeArgs]) time.Duration { return judgeLimit }

// Work finishes the run. One that has finished already, by a worker that died
// before it could say so, is left as it is.
func (w *judge) Work(ctx context.Context, job *river.Job[judgeArgs]) error {
	ended := store.Done
	say := ""
	return work(ctx, w.q, job, job.Args.Run, store.JudgeStep, task{
		do: func(ctx context.Context, h *hold) error {
			h.tell("judging", "weighing what was seen")
			return w.q.conclude(ctx, h)
		},
		giveUp: func(_ context.Context, _ *hold, cause error) error {
			ended, say = store.Failed, "it could not be judged"
			if cause != nil {
				say += ": " + cause.Error()
			}
			w.q.counts.failed.Add(1)
			return nil
		},
		then: func(ctx context.Context, tx *sql.Tx, h *hold, _ int64) error {
			if err := w.q.db.SetAsk(ctx, tx, h.Run, ended); err != nil {
				return err
			}
			_, err := w.q.db.AddEvent(ctx, tx, h.event(ended, say))
			return err
		},
	})
}

func (q *Queue) conclude(ctx context.Context, h *hold) error {
	run, err := q.db.Run(ctx, h.Run)
	if err != nil || !run.Finished.IsZero() {
		return err
	}
	ask, err := q.db.Ask(ctx, h.Run)
	if err != nil {
		return err
	}
	opt, err := q.optionsOf(ask)
	if err != nil {
		return err
	}
	opt.Version, opt.Maker, opt.Progress = run.Version, q.home.Maker, &teller{q: q, h: h}
	if q.home.Maker != "" {
		opt.Joined = store.Joined{DB: q.db, Blobs: q.home.Blobs, Firm: opt.Firm.Name, Maker: q.home.Maker}
	}
	run.Partial = ask.Cut
	if asked, err := readAsk(ask.Body); err == nil && asked.Once != nil && !run.Partial {
		if before, err := q.db.Run(ctx, asked.Once.Run); err == nil {
			run.Partial = before.Partial // what that one did not get to is not seen now, either
		}
	}
	temp, err := os.MkdirTemp("", "weaklink-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	if err := q.equip(ctx, &opt, temp); err != nil {
		return err
	}
	r, err := scan.Conclude(ctx, q.db, run, opt)
	if err == nil && q.home.Concluded != nil {
		if err := q.home.Concluded(ctx, r); err != nil {
			q.home.Log.Warn("keep the report of a run", "run", run.ID, "error", err)
		}
	}
	return err
}

// toJudge puts the judgement of a run into the queue.
func (q *Queue) toJudge(ctx context.Context, tx *sql.Tx, run string) error {
	if err := q.db.SetAsk(ctx, tx, run, store.Judging); err != nil {
		return err
	}
	return q.add(ctx, tx, []store.Step{{Run: run, N: store.JudgeStep, Queue: Judge, Limit: judgeLimit}})
}
