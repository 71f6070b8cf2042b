package scan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// Case is all that a verdict depends on.
type Case struct {
	Facts     []evidence.Item
	Seen      map[string]evidence.Sighting
	States    []chain.TargetState
	Firm      chain.Firm
	Answers   map[string]checks.Answer
	Now       time.Time
	Seed      *uint64 // nil: made from what is weighed
	Samples   int
	Constants map[string]any
	Only      []chain.Link
	MadeUp    bool // a demo: what is said of it is no forecast
}

// Judgement is what follows from a Case.
type Judgement struct {
	Findings   []chain.Finding
	Verdict    risk.Verdict
	Advice     *Advice
	Measures   *risk.Measures // nil: a quick look. Not part of the record, as nothing is decided by them,
	Mended     *[2]risk.Range // nor this: P(damage in a year) before and after the named link is mended
	Union      *facts.Union
	Protection map[string]facts.Protection // by store id
	Hints      []Hint
}

// Judge runs every check over the facts, weighs what they say, and works out
// for each store how much of the protection it calls for was proven. It is
// pure: the same Case gives the same Judgement.
func Judge(c Case) (*Judgement, error) { return judge(c, nil) }

// judge is Judge with what was weighed before, if that is kept.
func judge(c Case, kept *shelf) (*Judgement, error) { return c.judged(c.findings(), kept) }

// judged is what follows from the findings.
func (c Case) judged(findings []chain.Finding, kept *shelf) (*Judgement, error) {
	j := &Judgement{Findings: findings}
	build, constants, known, err := c.builders(j.Findings)
	if err != nil {
		return nil, err
	}
	seed, err := c.seed(build.digest)
	if err != nil {
		return nil, err
	}
	key, err := c.key(build.digest, seed)
	if err != nil {
		return nil, err
	}
	var w weighed
	if !kept.take(key, &w) || w.Advice == nil {
		if w, err = c.weigh(build, constants, risk.Options{Seed: seed, Samples: c.Samples}); err != nil {
			return nil, err
		}
		put(kept, key, &w)
	}
	w = w.named(build.names, constants)
	w.Advice.Overrides = known
	if c.thorough() {
		var v risk.Varied
		if w.Verdict.Link != "" {
			if v, err = c.varied(build, constants, kept); err != nil {
				return nil, err
			}
		}
		if w.Advice.Stability, err = risk.Steady(constants, w.Verdict, v); err != nil {
			return nil, err
		}
	}
	j.Advice, j.Measures, j.Mended = w.Advice, w.Measures, w.Mended
	j.Verdict = modest(w.Verdict, j.Findings, c.Facts)
	if unions := facts.DataUnion.Select(c.Facts); len(unions) > 0 {
		j.Union = &unions[0]
	}
	j.Protection = protection(c.Facts, j.Findings)
	j.Hints = hints(j.Findings)
	return j, nil
}

// findings is what the checks say of the facts.
func (c Case) findings() []chain.Finding {
	full := make(map[string]bool, len(c.States))
	for _, s := range c.States {
		full[s.Target] = s.Complete
	}
	sc := checks.Scene{Now: c.Now, Firm: c.Firm, Answers: c.Answers, Complete: func(target string) bool { return full[target] }}
	var all [][]chain.Finding // there may be a hundred thousand: they are copied once
	stock := checks.NewStock(c.Facts)
	for _, check := range checks.Registered() {
		if len(c.Only) > 0 && !slices.Contains(c.Only, check.Doc.Link()) {
			continue
		}
		all = append(all, check.Of(sc, stock))
	}
	if out := slices.Concat(all...); out != nil {
		return out
	}
	return []chain.Finding{}
}

// ErrNoFacts is returned by Replay when the facts of a run are not here.
var ErrNoFacts = errors.New("the facts of this run are not here")

// Replay judges stored facts again and compares the outcome with the record of
// the first time. differs is empty when both agree, else the first difference.
func Replay(raw json.RawMessage, items []evidence.Item, at map[string]evidence.Sighting, root string) (j *Judgement, differs string, err error) {
	c, rec, differs, err := reread(raw, items, at, root)
	if differs != "" || err != nil {
		return nil, differs, err
	}
	if j, err = Judge(c); err != nil {
		return nil, "", err
	}
	var again bytes.Buffer
	if err := recordOf(c, rec.Version, j).write(&again); err != nil {
		return nil, "", err
	}
	return j, difference(raw, again.Bytes()), nil
}

// Measured works out the other measures of a run that was judged before, and
// nothing else: for who asks why.
func Measured(rec Record, items []evidence.Item, at map[string]evidence.Sighting) (*risk.Measures, error) {
	sortFacts(items)
	c := Case{Facts: items, Seen: at, States: rec.States, Firm: rec.Firm, Answers: rec.Answers, Now: rec.Now, Constants: rec.Constants, Only: rec.Only}
	build, constants, _, err := c.builders(rec.Findings)
	if err != nil {
		return nil, err
	}
	model, err := build.told(constants)
	if err != nil {
		return nil, fmt.Errorf("build the attack graph: %w", err)
	}
	m, err := measured(model, risk.Options{Seed: rec.Seed, Samples: rec.Samples})
	if m != nil {
		*m = build.names.Measures(*m)
	}
	return m, err
}

// reread is the case of a record with its facts; differs says where the facts
// are not what they were.
func reread(raw json.RawMessage, items []evidence.Item, at map[string]evidence.Sighting, root string) (c Case, rec Record, differs string, err error) {
	if err := json.Unmarshal(raw, &rec); err != nil {
		return c, rec, "", fmt.Errorf("read the record of the run: %w", err)
	}
	for _, it := range items {
		if err := it.Verify(); err != nil {
			return c, rec, err.Error(), nil
		}
	}
	sortFacts(items)
	if got := evidence.Root(items); got != root {
		if len(items) == 0 {
			return c, rec, "", ErrNoFacts
		}
		return c, rec, fmt.Sprintf("root digest: the run says %.12s, its facts say %.12s", root, got), nil
	}
	return Case{Facts: items, Seen: at, States: rec.States, Firm: rec.Firm, Answers: rec.Answers, Now: rec.Now,
		Seed: &rec.Seed, Samples: rec.Samples, Constants: rec.Constants, Only: rec.Only, MadeUp: rec.MadeUp}, rec, "", nil
}
