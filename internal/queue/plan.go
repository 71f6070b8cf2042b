package queue

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

const (
	planLimit = 2 * time.Minute
	margin    = 30 * time.Second // after its limit a job is taken for lost
)

// planArgs is the job that makes a plan of what a run was asked.
type planArgs struct {
	Run string `json:"run"`
}

func (planArgs) Kind() string { return "plan" }

type planner struct {
	river.WorkerDefaults[planArgs]
	q *Queue
}

func (w *planner) Timeout(*river.Job[planArgs]) time.Duration { return planLimit }

// Work puts one step for every collector and target on the list.
func (w *planner) Work(ctx context.Context, job *river.Job[planArgs]) error {
	var steps []store.Step
	return work(ctx, w.q, job, job.Args.Run, store.PlanStep, task{
		do: func(ctx context.Context, h *hold) error {
			ask, err := w.q.db.Ask(ctx, h.Run)
			if err != nil {
				return err
			}
			opt, err := w.q.optionsOf(ask)
			if err != nil {
				return err
			}
			// A look at one finding begins with what was seen before.
			seen, err := w.q.db.Sealed(ctx, h.Run)
			if err != nil {
				return err
			}
			steps = nil
			plan, _ := opt.Steps()
			for i, s := range plan {
				if _, had := seen[[2]string{s.Target.ID, s.Collector.Name()}]; had {
					continue
				}
				steps = append(steps, stepOf(h.Run, int64(i+1), s, opt.Limit(s)))
			}
			return nil
		},
		then: func(ctx context.Context, tx *sql.Tx, h *hold, _ int64) error {
			// Cancelled before there was a plan: it is judged already.
			if cut, err := w.q.db.IsCut(ctx, tx, h.Run); err != nil || cut {
				return err
			}
			if err := w.q.db.SetAsk(ctx, tx, h.Run, store.Looking); err != nil {
				return err
			}
			_, err := w.q.db.AddEvent(ctx, tx, store.Event{Run: h.Run, At: time.Now(), State: "looking", Of: int64(len(steps)), Say: fmt.Sprintf("%d looks to take", len(steps))})
			if err != nil {
				return err
			}
			if len(steps) == 0 {
				return w.q.toJudge(ctx, tx, h.Run)
			}
			return w.q.add(ctx, tx, steps)
		},
	})
}

func (q *Queue) optionsOf(a store.Ask) (scan.Options, error) {
	ask, err := readAsk(a.Body)
	if err != nil {
		return scan.Options{}, err
	}
	return ask.options(q.home.Version)
}

func stepOf(run string, n int64, s scan.Step, limit time.Duration) store.Step {
	out := store.Step{Run: run, N: n, Queue: queueOf(s), Target: s.Target.ID, Collector: s.Collector.Name(), Limit: limit}
	if out.Queue != Files {
		out.Host = hostOf(s.Target)
	}
	return out
}

// queueOf is the queue of what a step wears.
func queueOf(s scan.Step) string {
	needs := s.Collector.Needs()
	switch {
	case needs.Browser:
		return Browser
	case databases[s.Target.Scheme]:
		return DB
	case needs.Network:
		return Net
	}
	return Files
}

var databases = map[string]bool{"postgres": true, "mysql": true, "sqlserver": true, "mongodb": true, "redis": true}

// hostOf is the host that a step looks at, by its name: two names of one server
// are two hosts here.
func hostOf(t collectors.Target) string {
	if u, err := url.Parse(t.Addr); err == nil && u.Hostname() != "" {
		return strings.ToLower(u.Hostname())
	}
	name := t.Addr
	if _, rest, ok := strings.Cut(name, ":"); ok && !strings.Contains(rest, ":") {
		name = rest
	}
	return strings.ToLower(strings.Trim(name, "/"))
}
