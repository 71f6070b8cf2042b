package scan

import (
	"cmp"
	"context"
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
)

// A run whose steps are taken one by one, perhaps by several processes, and
// judged by whoever comes last. It comes to the same verdict as Scan: the steps
// are the same, and so is what follows from them.

// StepStore is what such a run needs of a store beyond Store.
type StepStore interface {
	Store
	Gaps(ctx context.Context, runID string) ([]evidence.Gap, error)
	// Sealed is how far every collector that is done with a target came, by
	// target and collector.
	Sealed(ctx context.Context, runID string) (map[[2]string]chain.TargetState, error)
	// Restart forgets what a collector saw at a target, or at all of them (""), in
	// a run that goes on.
	Restart(ctx context.Context, runID, target, collector string) error
}

// Look takes one step of a run and seals what it saw. The error says that this
// could not be kept; what could not be seen is none.
func Look(ctx context.Context, st Store, run chain.Run, opt Options, step Step) (why string, err error) {
	return take(ctx, st, run, opt, step, &seen{at: map[string]evidence.Sighting{}})
}

// Conclude judges what the steps of a run saw, and finishes it. A step that was
// never taken is a gap: the run was cut short.
func Conclude(ctx context.Context, st StepStore, run chain.Run, opt Options) (*Result, error) {
	out := &seen{at: map[string]evidence.Sighting{}}
	// What an earlier attempt at this worked out itself is worked out again.
	for _, own := range []string{planner, joiner, differ, answerer} {
		if err := st.Restart(ctx, run.ID, "", own); err != nil {
			return nil, err
		}
	}
	sealed, err := st.Sealed(ctx, run.ID)
	if err != nil {
		return nil, err
	}
	why := make(map[string]string)
	steps, blind := opt.Steps()
	for _, t := range blind {
		g := blindness(t)
		why[t.ID] = g.Why
		if err := st.Gap(ctx, run.ID, planner, g); err != nil {
			return nil, err
		}
	}
	for _, step := range steps {
		s, done := sealed[[2]string{step.Target.ID, step.Collector.Name()}]
		if !done {
			run.Partial = true
			if s, err = skip(ctx, st, run, step); err != nil {
				return nil, err
			}
		}
		why[step.Target.ID] = cmp.Or(why[step.Target.ID], s.Why)
	}
	if out.facts, out.at, err = st.Facts(ctx, run.ID); err != nil {
		return nil, err
	}
	if out.gaps, err = st.Gaps(ctx, run.ID); err != nil {
		return nil, err
	}
	out.settle(opt.Targets, why)
	return conclude(ctx, st, run, out, opt)
}

// skip seals a step that was not taken.
func skip(ctx context.Context, st Store, run chain.Run, step Step) (chain.TargetState, error) {
	g := evidence.Gap{Target: step.Target.ID, Subject: step.Target.ID, Why: "the run was cut short", Next: "run the same scan again"}
	state := chain.TargetState{Target: step.Target.ID, Why: g.Why}
	if err := st.Gap(ctx, run.ID, step.Collector.Name(), g); err != nil {
		return state, err
	}
	s := evidence.Sighting{Target: step.Target.ID, Collector: step.Collector.Name(), Version: run.Version, Seen: run.Started}
	if err := st.Seal(ctx, run.ID, s, state); err != nil {
		return state, fmt.Errorf("keep that %s was not looked at: %w", step.Target.ID, err)
	}
	return state, nil
}
