package scan

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
)

// Step is one collector on one target.
type Step struct {
	Target    collectors.Target
	Collector collectors.Collector
}

// Plan is every step that a run takes, in the order of the targets, and the
// targets that nothing in this build looks at.
func Plan(targets []collectors.Target, only []chain.Link, env collectors.Env) (steps []Step, blind []collectors.Target) {
	all := collectors.All(env)
	kinds := asked(only)
	for _, t := range targets {
		found := collectors.For(all, t.Scheme)
		if len(found) == 0 {
			blind = append(blind, t)
		}
		for _, c := range found {
			if len(only) == 0 || slices.ContainsFunc(c.Emits(), func(kind string) bool { return kinds[kind] }) {
				steps = append(steps, Step{t, c})
			}
		}
	}
	return steps, blind
}

// asked are the kinds of fact that the checks of the links read, whichever link
// they are named after: the forms that take cards are seen by the website's
// collector.
func asked(only []chain.Link) map[string]bool {
	out := map[string]bool{}
	for _, c := range checks.Registered() {
		if slices.Contains(only, c.Doc.Link()) {
			for _, kind := range c.Kinds {
				out[kind] = true
			}
		}
	}
	return out
}

// seen is what all collectors of a run saw.
type seen struct {
	mu     sync.Mutex
	facts  []evidence.Item
	at     map[string]evidence.Sighting
	gaps   []evidence.Gap
	states []chain.TargetState
}

// complete says whether every target was collected in full.
func (s *seen) complete() bool {
	return !slices.ContainsFunc(s.states, func(t chain.TargetState) bool { return !t.Complete })
}

// copyPlaces are the paths of the targets that are places for copies.
func copyPlaces(targets []collectors.Target) []string {
	var out []string
	for _, t := range targets {
		if t.Scheme != "dump" {
			continue
		}
		if p, err := filepath.Abs(t.Addr); err == nil {
			if real, err := filepath.EvalSymlinks(p); err == nil {
				p = real
			}
			out = append(out, p)
		}
	}
	return out
}

const (
	defaultSide    = 4
	defaultMaxTime = 10 * time.Minute
)

func collect(ctx context.Context, st Store, run chain.Run, opt Options) *seen {
	out := &seen{at: map[string]evidence.Sighting{}}
	steps, blind := opt.Steps()
	why := make(map[string]string) // target -> why it is not complete
	for _, t := range blind {
		g := blindness(t)
		out.gaps = append(out.gaps, g)
		why[t.ID] = g.Why
		if err := st.Gap(context.WithoutCancel(ctx), run.ID, planner, g); err != nil {
			opt.Progress.Note("error", err.Error())
		}
	}

	side := opt.Side
	if side == 0 {
		side = defaultSide
	}
	slots := make(chan struct{}, side)
	reasons := make([]string, len(steps))
	var wg sync.WaitGroup
	for i, step := range steps {
		wg.Add(1)
		go func() {
			defer wg.Done()
			slots <- struct{}{}
			defer func() { <-slots }()
			var err error
			if reasons[i], err = take(ctx, st, run, opt, step, out); err != nil {
				opt.Progress.Note("error", err.Error())
			}
		}()
	}
	wg.Wait()
	// The first in the order of the plan, whichever came first in time.
	for i, step := range steps {
		why[step.Target.ID] = cmp.Or(why[step.Target.ID], reasons[i])
	}
	out.settle(opt.Targets, why)
	slices.SortFunc(out.gaps, func(a, b evidence.Gap) int {
		return strings.Compare(a.Target+"\x00"+a.Subject+"\x00"+a.Why, b.Target+"\x00"+b.Subject+"\x00"+b.Why)
	})
	return out
}

// planner is whom a target that nothing looks at was missed by.
const planner = "scan.plan"

// blindness is what is said of such a target.
func blindness(t collectors.Target) evidence.Gap {
	return evidence.Gap{Target: t.ID, Subject: t.ID,
		Why:  fmt.Sprintf("this build has nothing that looks at %s: targets", t.Scheme),
		Next: "run `weaklink checks` to see what it can look at"}
}

// Steps is the Plan of a run.
func (o Options) Steps() (steps []Step, blind []collectors.Target) {
	o.Env.Backups, o.Env.Country = copyPlaces(o.Targets), o.Firm.Country
	return Plan(o.Targets, o.Only, o.Env)
}

// Limit is how long a step may take.
func (o Options) Limit(step Step) time.Duration {
	return cmp.Or(step.Target.MaxTime, o.MaxTime, defaultMaxTime)
}

// settle says of every target how far it was collected.
func (s *seen) settle(targets []collectors.Target, why map[string]string) {
	for _, t := range targets {
		if !slices.ContainsFunc(s.states, func(had chain.TargetState) bool { return had.Target == t.ID }) {
			s.states = append(s.states, chain.TargetState{Target: t.ID, Complete: why[t.ID] == "", Why: why[t.ID]})
		}
	}
}

// take runs one step and returns why the target was not collected in full, or
// "". The error says that the store did not keep that it is done.
func take(ctx context.Context, st Store, run chain.Run, opt Options, step Step, out *seen) (string, error) {
	limit := opt.Limit(step)
	v := &view{st: st, run: run.ID, step: step, emits: step.Collector.Emits(), opt: opt, keep: context.WithoutCancel(ctx),
		sighting: evidence.Sighting{Target: step.Target.ID, Collector: step.Collector.Name(),
			Version: opt.Version, Seen: run.Started}}
	if had := resumed(opt, step); had != nil {
		return again(st, v, had, out)
	}
	var err error
	if err = ctx.Err(); err == nil {
		sub, cancel := context.WithTimeout(ctx, limit)
		opt.Progress.Update(step.Target.ID, 0, 0, step.Collector.Needs().Touches)
		err = guard(sub, step, v)
		cancel()
	}
	if err == nil {
		err = v.failure()
	}
	if err != nil {
		v.Unseen(step.Target.ID, reasonOf(ctx, err, limit), nextOf(ctx, err))
	}
	opt.Progress.Update(step.Target.ID, 1, 1, "done")
	return v.done(st, out)
}

// done seals what the step saw and adds it to the run. It returns why the
// target was not collected in full, or "".
func (v *view) done(st Store, out *seen) (string, error) {
	facts, last, gaps, lost := v.close()
	if v.opt.Settle != nil && lost == nil {
		lost = v.opt.Settle()
	}
	state := chain.TargetState{Target: v.sighting.Target, Complete: len(gaps) == 0 && lost == nil}
	if len(gaps) > 0 {
		state.Why = gaps[len(gaps)-1].Why
	} else if lost != nil {
		state.Why = lost.Error()
	}
	err := st.Seal(v.keep, v.run, v.sighting, state, last...)
	if err != nil {
		facts = without(facts, last) // nothing is judged that is not kept
		err = fmt.Errorf("keep what %s saw at %s: %w", v.sighting.Collector, v.sighting.Target, err)
		state.Why = cmp.Or(state.Why, err.Error())
	}
	out.mu.Lock()
	defer out.mu.Unlock()
	out.facts = append(out.facts, facts...)
	for _, it := range facts {
		// Of two that saw the same the first by name, as the store says it.
		had, dup := out.at[it.Digest]
		if !dup || cmp.Or(strings.Compare(v.sighting.Target, had.Target), strings.Compare(v.sighting.Collector, had.Collector)) < 0 {
			out.at[it.Digest] = v.sighting
		}
	}
	out.gaps = append(out.gaps, gaps...)
	return state.Why, err
}

// resumed is what a run that was cut short saw in full in this step.
func resumed(opt Options, step Step) *evidence.Seen {
	for i, s := range opt.Resume {
		if s.Sighting.Target == step.Target.ID && s.Sighting.Collector == step.Collector.Name() {
			return &opt.Resume[i]
		}
	}
	return nil
}

// again keeps for this run what the one before saw, with the time at which it
// was seen.
func again(st Store, v *view, had *evidence.Seen, out *seen) (string, error) {
	v.sighting = had.Sighting
	for _, it := range had.Items {
		if err := v.Fact(it); err != nil {
			v.Unseen("", "what was seen before the run was cut short could not be kept: "+err.Error(), "scan again with --fresh")
			break
		}
	}
	v.opt.Progress.Update(v.step.Target.ID, 1, 1, "seen before the last run was cut short")
	return v.done(st, out)
}

// panicked is the error of a collector that died. The value it died of is not
// kept: it may hold what the collector had just read.
type panicked struct{ kind string }

func (p panicked) Error() string { return "the collector itself failed (" + p.kind + ")" }

func guard(ctx context.Context, step Step, v *view) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = panicked{fmt.Sprintf("%T", r)}
		}
	}()
	return step.Collector.Collect(ctx, step.Target, v)
}

func reasonOf(ctx context.Context, err error, limit time.Duration) string {
	switch {
	case ctx.Err() != nil:
		return "the run was cut short"
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("it took longer than the %s allowed", limit)
	}
	return err.Error()
}

// nextOf is the step that would let us look. A collector that knows better
// returns an error with a Hint.
func nextOf(ctx context.Context, err error) string {
	var hinted interface{ Hint() string }
	var died panicked
	switch {
	case ctx.Err() != nil:
		return "run the same scan again"
	case errors.As(err, &hinted):
		return hinted.Hint()
	case errors.As(err, &died):
		return "report this; the rest of the run is not affected"
	case errors.Is(err, context.DeadlineExceeded):
		return "give it more time with max_time in weaklink.yaml, or a smaller part of it"
	}
	return "check the address and that this machine may reach it, then scan again"
}

// view is what one collector on one target writes into.
type view struct {
	st       Store
	run      string
	step     Step
	opt      Options
	keep     context.Context // outlives a cancelled run
	sighting evidence.Sighting
	emits    []string // kinds

	mu     sync.Mutex
	facts  []evidence.Item
	known  map[string]bool
	gaps   []evidence.Gap
	missed map[evidence.Gap]bool
	failed error
	closed bool

	newFacts []evidence.Item // that are not kept yet
	oldFacts []evidence.Item // that an earlier run kept, and this one has to be noted to have seen
	newGaps  []evidence.Gap
	size     int         // of their bodies, in bytes
	timer    *time.Timer // that will keep them
}

// Fact keeps it. It fails when the store does, when the kind is none that the
// collector said it emits, or when the collector is already done.
func (v *view) Fact(it evidence.Item) error { return v.fact(it, false) }

// Again is Fact of what an earlier run kept.
func (v *view) Again(it evidence.Item) error { return v.fact(it, true) }

func (v *view) fact(it evidence.Item, old bool) error {
	if !slices.Contains(v.emits, it.Kind) {
		return fmt.Errorf("collector %s emits no %s", v.sighting.Collector, it.Kind)
	}
	if err := it.Verify(); err != nil {
		return err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return fmt.Errorf("collector %s is done", v.sighting.Collector)
	}
	if v.known[it.Digest] {
		return nil
	}
	if v.failed != nil {
		return v.failed
	}
	if v.known == nil {
		v.known = map[string]bool{}
	}
	v.known[it.Digest] = true
	v.facts = append(v.facts, it)
	if old { // it is there, and who is killed now recalls it again
		v.oldFacts = append(v.oldFacts, it)
		return nil
	}
	v.newFacts = append(v.newFacts, it)
	v.size += len(it.Body)
	return v.soon()
}

func (v *view) Unseen(subject, why, next string) {
	if subject == "" {
		subject = v.sighting.Target
	}
	g := evidence.Gap{Target: v.sighting.Target, Subject: subject, Why: why, Next: next}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed || v.missed[g] {
		return
	}
	if v.missed == nil {
		v.missed = map[evidence.Gap]bool{}
	}
	v.missed[g] = true
	v.gaps, v.newGaps = append(v.gaps, g), append(v.newGaps, g)
	_ = v.soon() // the next fact fails of it, or the end
}

// What was seen is kept in batches: on a server that is far away a transaction
// for each fact would take most of the time of a scan. A process that is killed
// loses at most what came within one moment, of a step that is begun anew.
const (
	batch  = 256
	heavy  = 1 << 20 // bytes
	moment = 200 * time.Millisecond
)

// soon keeps what is new, at once when it is much. v.mu is held.
func (v *view) soon() error {
	if len(v.newFacts)+len(v.newGaps) >= batch || v.size >= heavy {
		return v.flush()
	}
	if v.timer == nil {
		v.timer = time.AfterFunc(moment, func() {
			v.mu.Lock()
			defer v.mu.Unlock()
			_ = v.flush()
		})
	}
	return nil
}

// flush keeps what is new. v.mu is held.
func (v *view) flush() error {
	if v.timer != nil {
		v.timer.Stop()
		v.timer = nil
	}
	if len(v.newFacts)+len(v.newGaps) == 0 {
		return v.failed
	}
	if err := v.st.Keep(v.keep, v.run, v.sighting.Target, v.sighting.Collector, v.newFacts, v.newGaps); err != nil {
		v.facts = without(v.facts, v.newFacts) // nothing is judged that is not kept
		if v.failed == nil {
			v.failed = fmt.Errorf("keep what was seen: %w", err)
		}
	}
	v.newFacts, v.newGaps, v.size = nil, nil, 0
	return v.failed
}

func (v *view) Progress(done, of int64, say string) {
	v.opt.Progress.Update(v.step.Target.ID, done, of, say)
}

func (v *view) Log() *slog.Logger {
	return v.opt.Log.With("target", v.sighting.Target, "collector", v.sighting.Collector)
}

func (v *view) failure() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.failed
}

// close ends the view. last are the facts that are still to be kept.
func (v *view) close() (facts, last []evidence.Item, gaps []evidence.Gap, err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.closed = true
	if last = v.oldFacts; v.failed == nil {
		last = append(last, v.newFacts...)
		v.newFacts = nil
	}
	err = v.flush()
	return v.facts, last, v.gaps, err
}

// without is some facts without others.
func without(facts, others []evidence.Item) []evidence.Item {
	gone := make(map[string]bool, len(others))
	for _, it := range others {
		gone[it.Digest] = true
	}
	return slices.DeleteFunc(facts, func(it evidence.Item) bool { return gone[it.Digest] })
}
