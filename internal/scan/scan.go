package scan

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
)

// Store is where runs are kept. internal/store satisfies it.
type Store interface {
	Begin(ctx context.Context, run chain.Run) error
	// Keep keeps what a collector saw and could not see as it comes, so that a
	// run that is cut short loses nothing. Fact and Gap are Keep of one.
	Keep(ctx context.Context, runID, target, collector string, facts []evidence.Item, gaps []evidence.Gap) error
	Fact(ctx context.Context, runID, target, collector string, it evidence.Item) error
	Gap(ctx context.Context, runID, collector string, g evidence.Gap) error
	// Seal says that a collector is done with a target. last is what it saw that was
	// not kept yet.
	Seal(ctx context.Context, runID string, s evidence.Sighting, state chain.TargetState, last ...evidence.Item) error
	// Conclude ends a run with what it found, and with its Record as write writes it.
	Conclude(ctx context.Context, run chain.Run, findings []chain.Finding, complete func(subject string) bool, write func(io.Writer) error) ([]chain.Changed, error)
	Facts(ctx context.Context, runID string) ([]evidence.Item, map[string]evidence.Sighting, error)
	// Targets is the target of each fact of a run, by its digest.
	Targets(ctx context.Context, runID string) (map[string]string, error)
	Previous(ctx context.Context, runID string) (chain.Run, error)
	Findings(ctx context.Context, runID string) ([]chain.Span, error)
	// FindingsAbout is what was said of some subjects, in no order.
	FindingsAbout(ctx context.Context, runID string, subjects []string) ([]chain.Finding, error)
	// Absent are the subjects of what a run found and that is not among the findings of now.
	Absent(ctx context.Context, runID string, now []chain.Finding) ([]string, error)
	// Since says of findings since when they are like that, by id: most of them since
	// one moment, those in by since another.
	Since(ctx context.Context, runID string, findings []chain.Finding) (by map[string]time.Time, most time.Time, err error)
	// Sources are the targets at which facts were ever seen, by digest.
	Sources(ctx context.Context, firm string, digests []string) (map[string][]string, error)
	// Earlier is the newest fact of a kind about a subject in the finished runs of a firm.
	Earlier(ctx context.Context, firm, kind, subject string) (it evidence.Item, at evidence.Sighting, ok bool, err error)
	// Withdraw takes an acceptance back.
	Withdraw(ctx context.Context, firm, finding string) (bool, error)
	// Acceptances are the findings that the firm lives with at a moment.
	Acceptances(ctx context.Context, firm string, at time.Time) ([]chain.Acceptance, error)
}

// Progress is told how far the work is. It is called from several goroutines.
type Progress interface {
	Update(target string, done, of int64, say string)
	Note(level, say string)
}

// Options is what a run is asked to do.
type Options struct {
	Firm      chain.Firm
	Answers   map[string]checks.Answer
	Targets   []collectors.Target
	Only      []chain.Link // empty: all
	Env       collectors.Env
	OpenBlob  func(digest string) (io.ReadCloser, error)
	Joined    Joined       // nil: all people are joined anew each time
	Settle    func() error // makes blobs that were put outlive a machine that stops; nil: they do
	Seed      *uint64      // nil: made from what is weighed
	Samples   int          // 0: the model's default
	Constants map[string]any
	MadeUp    bool // a demo: what is said of it is no forecast
	Version   string
	Maker     string // names the program, build by build; empty: what was weighed before is not taken
	Now       func() time.Time
	Progress  Progress
	Log       *slog.Logger
	Side      int             // steps side by side; 0: 4
	Plan      string          // digest of what is asked; kept with the run
	Resume    []evidence.Seen // what a run that was cut short saw in full: it is not looked at again
	MaxTime   time.Duration   // for one collector on one target that names no limit itself; 0: 10 minutes
}

// Result is a judged run.
type Result struct {
	Run     chain.Run
	Firm    chain.Firm
	Facts   []evidence.Item
	Seen    map[string]evidence.Sighting // by fact digest
	Gaps    []evidence.Gap
	States  []chain.TargetState
	Since   map[string]time.Time // finding id -> when it was first found like this; one that is not in it: Most
	Most    time.Time
	Changes []chain.Changed
	// Accepted is what the firm lives with for now. It changes no verdict.
	Accepted []chain.Acceptance
	// Record is what replay compares, in the result of a run that was read back. One
	// that was judged just now has it in the store: it may be larger than all the rest.
	Record json.RawMessage
	Judgement
}

// Scan looks at every target, judges what was seen and keeps it in st. A
// cancelled ctx ends the looking, not the run: what was seen until then is
// judged and kept, and the run is marked partial.
func Scan(ctx context.Context, st Store, opt Options) (*Result, error) {
	run, err := NewRun(opt)
	if err != nil {
		return nil, err
	}
	if err := st.Begin(ctx, run); err != nil {
		return nil, fmt.Errorf("begin run: %w", err)
	}
	seen := collect(ctx, st, run, opt)
	run.Partial = ctx.Err() != nil
	return conclude(context.WithoutCancel(ctx), st, run, seen, opt)
}

// NewRun is a run that begins now.
func NewRun(opt Options) (chain.Run, error) {
	started := opt.Now().UTC().Truncate(time.Millisecond) // as finely as it is kept
	id, err := uuid.NewV7()
	if err != nil {
		return chain.Run{}, fmt.Errorf("make a run id: %w", err)
	}
	return chain.Run{ID: id.String(), Firm: opt.Firm.Name, Started: started,
		Now: started.Truncate(24 * time.Hour), Version: opt.Version, Plan: opt.Plan}, nil
}

// eachOnce is the gaps as a store gives them back: what two collectors could not
// see is one thing that was not seen.
func eachOnce(gaps []evidence.Gap) []evidence.Gap {
	slices.SortFunc(gaps, func(a, b evidence.Gap) int {
		return cmp.Or(cmp.Compare(a.Target, b.Target), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Why, b.Why), cmp.Compare(a.Next, b.Next))
	})
	return slices.Compact(gaps)
}

// conclude judges what a run has seen and keeps the verdict. A run that was cut
// short says so itself.
func conclude(keep context.Context, st Store, run chain.Run, seen *seen, opt Options) (*Result, error) {
	seen.facts = once(seen.facts)
	kept := shelfOf(keep, st, run, opt)
	union, ok, err := join(keep, seen.facts, opt, kept)
	if err != nil {
		g := evidence.Gap{Target: firmTarget, Subject: firmTarget, Why: err.Error(),
			Next: "make room for temporary files, or name another folder for them in TMPDIR, and run the same scan again"}
		if err := st.Gap(keep, run.ID, joiner, g); err != nil {
			return nil, fmt.Errorf("keep that people could not be counted: %w", err)
		}
		seen.gaps = append(seen.gaps, g)
	}
	if ok {
		if err := st.Fact(keep, run.ID, firmTarget, joiner, union); err != nil {
			return nil, fmt.Errorf("keep the joined count of people: %w", err)
		}
		s := evidence.Sighting{Target: firmTarget, Collector: joiner, Version: opt.Version, Seen: run.Started}
		if err := st.Seal(keep, run.ID, s, chain.TargetState{Target: firmTarget, Complete: seen.complete()}); err != nil {
			return nil, fmt.Errorf("keep the joined count of people: %w", err)
		}
		seen.states = append(seen.states, chain.TargetState{Target: firmTarget, Complete: seen.complete()})
		seen.facts = append(seen.facts, union)
		seen.at[union.Digest] = s
	}
	spent, err := compareFiles(keep, st, run, seen, opt)
	if err != nil {
		return nil, err
	}
	if err := keepAnswers(keep, st, run, seen, opt); err != nil {
		return nil, err
	}
	sortFacts(seen.facts)
	run.Root = evidence.Root(seen.facts)

	c := Case{
		Facts: seen.facts, Seen: seen.at, States: seen.states, Firm: opt.Firm, Answers: opt.Answers,
		Now: run.Now, Seed: opt.Seed, Samples: opt.Samples, Constants: opt.Constants, Only: opt.Only, MadeUp: opt.MadeUp,
	}
	j, err := judge(c, kept)
	if err != nil {
		return nil, err
	}
	run.Model, run.Seed = j.Verdict.Model, j.Verdict.Seed
	run.Finished = opt.Now().UTC().Truncate(time.Millisecond)

	r := &Result{Run: run, Firm: opt.Firm, Facts: seen.facts, Seen: seen.at, Gaps: eachOnce(seen.gaps), States: seen.states, Judgement: *j}
	complete, err := completeness(keep, st, run.ID, j.Findings, seen.states, opt.Only)
	if err != nil {
		return nil, err
	}
	if r.Changes, err = st.Conclude(keep, run, j.Findings, complete, recordOf(c, opt.Version, j).write); err != nil {
		return nil, fmt.Errorf("keep the findings: %w", err)
	}
	for _, finding := range spent {
		if _, err := st.Withdraw(keep, run.Firm, finding); err != nil {
			return nil, err
		}
	}
	if r.Since, r.Most, err = st.Since(keep, run.ID, j.Findings); err != nil {
		return nil, err
	}
	if r.Accepted, err = st.Acceptances(keep, run.Firm, run.Started); err != nil {
		return nil, err
	}
	return r, nil
}

// completeness tells of a finding of an earlier run that is absent from those of
// now whether that means that it is gone: only if every target that its evidence
// came from was collected in full this time and its link was judged.
func completeness(ctx context.Context, st Store, runID string, now []chain.Finding, states []chain.TargetState, only []chain.Link) (func(string) bool, error) {
	none := func(string) bool { return false }
	prev, err := st.Previous(ctx, runID)
	if err != nil { // there is none: nothing to compare with
		return none, nil
	}
	absent, err := st.Absent(ctx, prev.ID, now)
	if err != nil {
		return nil, err
	}
	if len(absent) == 0 {
		return none, nil
	}
	old, err := st.FindingsAbout(ctx, prev.ID, absent)
	if err != nil {
		return nil, fmt.Errorf("read the findings of the run before: %w", err)
	}
	return looked(ctx, st, prev, old, states, only)
}

// looked tells of the subjects of old findings whether all that their evidence
// came from was collected in full and judged again.
func looked(ctx context.Context, st Store, before chain.Run, old []chain.Finding, states []chain.TargetState, only []chain.Link) (func(string) bool, error) {
	full := make(map[string]bool, len(states))
	for _, s := range states {
		full[s.Target] = s.Complete
	}
	at, err := st.Targets(ctx, before.ID)
	if err != nil {
		return nil, fmt.Errorf("read the facts of the run before: %w", err)
	}
	// What the run before could not look at either came from an earlier one.
	var earlier []string
	asked := map[string]bool{}
	for _, f := range old {
		for _, digest := range f.Evidence {
			if at[digest] == "" && !asked[digest] {
				asked[digest] = true
				earlier = append(earlier, digest)
			}
		}
	}
	sources := map[string][]string{}
	if len(earlier) > 0 {
		if sources, err = st.Sources(ctx, before.Firm, earlier); err != nil {
			return nil, err
		}
	}
	whole := make(map[string]bool)
	for _, f := range old {
		ok := len(f.Evidence) > 0 && (len(only) == 0 || slices.Contains(only, f.Link))
		for _, digest := range f.Evidence {
			if target := at[digest]; target != "" {
				ok = ok && full[target]
				continue
			}
			ok = ok && len(sources[digest]) > 0
			for _, target := range sources[digest] {
				ok = ok && full[target]
			}
		}
		if had, dup := whole[f.Subject]; dup {
			ok = ok && had
		}
		whole[f.Subject] = ok
	}
	return func(subject string) bool { return whole[subject] }, nil
}
