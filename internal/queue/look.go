package queue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/riverqueue/river"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// lookArgs is the job that looks at one target with one collector.
type lookArgs struct {
	Run    string `json:"run"`
	Step   int64  `json:"step"`
	Millis int64  `json:"millis"` // it may take
}

func (lookArgs) Kind() string { return "look" }

type looker struct {
	river.WorkerDefaults[lookArgs]
	q *Queue
}

// Timeout leaves time to keep that the limit was reached.
func (w *looker) Timeout(job *river.Job[lookArgs]) time.Duration {
	return time.Duration(job.Args.Millis)*time.Millisecond + margin
}

// Work takes the step as a scan would. Whoever is last puts the judgement into
// the queue.
func (w *looker) Work(ctx context.Context, job *river.Job[lookArgs]) error {
	var why string
	return work(ctx, w.q, job, job.Args.Run, job.Args.Step, task{
		do: func(ctx context.Context, h *hold) (err error) {
			why, err = w.q.look(ctx, h)
			return err
		},
		giveUp: func(ctx context.Context, h *hold, cause error) error {
			why = fmt.Sprintf("it was begun %d times, and each time the worker ended before it was done", w.q.timing.tries)
			if cause != nil {
				why = cause.Error()
			}
			return w.q.unseen(ctx, h, why)
		},
		then: func(ctx context.Context, tx *sql.Tx, h *hold, open int64) error {
			state := "seen"
			w.q.counts.done.Add(1)
			if why != "" {
				state = "unseen"
				w.q.counts.unseen.Add(1)
			}
			if _, err := w.q.db.AddEvent(ctx, tx, h.event(state, why)); err != nil {
				return err
			}
			if open == 0 {
				return w.q.toJudge(ctx, tx, h.Run)
			}
			return nil
		},
	})
}

// look begins anew what another attempt may have begun, and takes the step.
func (q *Queue) look(ctx context.Context, h *hold) (why string, err error) {
	keep := context.WithoutCancel(ctx)
	temp, err := os.MkdirTemp("", "weaklink-")
	if err != nil {
		return "", fmt.Errorf("make a folder for temporary files: %w", err)
	}
	defer os.RemoveAll(temp)
	run, opt, step, err := q.step(keep, h, temp)
	if err != nil {
		return "", err
	}
	if err := q.db.Restart(keep, h.Run, h.Target, h.Collector); err != nil {
		return "", err
	}
	t := &teller{q: q, h: h}
	opt.Progress = t
	if q.wrap != nil {
		step.Collector = q.wrap(step.Collector)
	}
	return scan.Look(ctx, fenced{q.db, h}, run, opt, step)
}

// step is the run of a hold, its options and the step of the plan that it holds.
func (q *Queue) step(ctx context.Context, h *hold, temp string) (chain.Run, scan.Options, scan.Step, error) {
	run, err := q.db.Run(ctx, h.Run)
	if err != nil {
		return run, scan.Options{}, scan.Step{}, err
	}
	ask, err := q.db.Ask(ctx, h.Run)
	if err != nil {
		return run, scan.Options{}, scan.Step{}, err
	}
	opt, err := q.optionsOf(ask)
	if err != nil {
		return run, opt, scan.Step{}, err
	}
	opt.Version = run.Version
	// Before the steps: a collector takes with it what it is made with.
	if err := q.equip(ctx, &opt, temp); err != nil {
		return run, opt, scan.Step{}, err
	}
	plan, _ := opt.Steps()
	for _, s := range plan {
		if s.Target.ID == h.Target && s.Collector.Name() == h.Collector {
			return run, opt, s, nil
		}
	}
	return run, opt, scan.Step{}, fmt.Errorf("this build has no collector %s for %s", h.Collector, h.Target)
}

// unseen keeps that a step was given up.
func (q *Queue) unseen(ctx context.Context, h *hold, why string) error {
	err := q.db.Restart(ctx, h.Run, h.Target, h.Collector)
	if err != nil {
		return err
	}
	run, err := q.db.Run(ctx, h.Run)
	if err != nil {
		return err
	}
	g := evidence.Gap{Target: h.Target, Subject: h.Target, Why: why, Next: "look at the worker's log, then scan again"}
	if err := q.db.Gap(ctx, h.Run, h.Collector, g); err != nil {
		return err
	}
	s := evidence.Sighting{Target: h.Target, Collector: h.Collector, Version: run.Version, Seen: run.Started}
	return q.db.Seal(ctx, h.Run, s, chain.TargetState{Target: h.Target, Why: why})
}

// fenced is the store for somebody who holds a step: when another has taken it
// over meanwhile, nothing more is written.
type fenced struct {
	*store.DB
	h *hold
}

func (f fenced) Keep(ctx context.Context, run, target, collector string, facts []evidence.Item, gaps []evidence.Gap) error {
	if err := f.h.fence(ctx); err != nil {
		return err
	}
	return f.DB.Keep(ctx, run, target, collector, facts, gaps)
}

func (f fenced) Fact(ctx context.Context, run, target, collector string, it evidence.Item) error {
	if err := f.h.fence(ctx); err != nil {
		return err
	}
	return f.DB.Fact(ctx, run, target, collector, it)
}

func (f fenced) Gap(ctx context.Context, run, collector string, g evidence.Gap) error {
	if err := f.h.fence(ctx); err != nil {
		return err
	}
	return f.DB.Gap(ctx, run, collector, g)
}

func (f fenced) Seal(ctx context.Context, run string, s evidence.Sighting, state chain.TargetState, last ...evidence.Item) error {
	if err := f.h.fence(ctx); err != nil {
		return err
	}
	return f.DB.Seal(ctx, run, s, state, last...)
}

var errTaken = errors.New("another worker has taken this over")
