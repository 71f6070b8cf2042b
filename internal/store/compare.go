package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
)

// key tells findings apart. The id alone would do but for its subject being cut
// to 32 bits there: with tens of thousands of subjects two may share one.
type key struct{ id, subject string }

func keyOf(f chain.Finding) key { return key{f.ID, f.Subject} }

func byKey(findings []chain.Finding) (map[key]chain.Finding, error) {
	out := make(map[key]chain.Finding, len(findings))
	for _, f := range findings {
		if !f.Grip.Valid() {
			return nil, fmt.Errorf("finding %s has no valid grip", f.ID)
		}
		had, dup := out[keyOf(f)]
		if !dup || f.Grip < had.Grip || f.Grip == had.Grip && f.Say < had.Say {
			out[keyOf(f)] = f
		}
	}
	return out, nil
}

type detail struct {
	span    string
	finding chain.Finding
}

// plan is what one run does to the spans.
type plan struct {
	changes []chain.Changed
	close   []string        // ids of spans that end with the run before
	open    []chain.Finding // spans that begin with this run
	detail  []detail        // spans that go on, with other evidence or another next step
}

// compare holds the findings of a run against the open spans.
func compare(open []span, now map[key]chain.Finding, complete func(string) bool) plan {
	var p plan
	seen := make(map[key]bool, len(open))
	for _, s := range open {
		old := s.Finding
		seen[keyOf(old)] = true
		f, still := now[keyOf(old)]
		switch {
		case !still && complete != nil && complete(old.Subject):
			p.add(old.ID, chain.Gone)
			p.close = append(p.close, s.id)
		case !still:
			p.add(old.ID, chain.UnseenNow)
		case f.Grip == old.Grip && f.Pass == old.Pass && f.Of == old.Of && f.Say == old.Say:
			p.add(f.ID, chain.Same)
			if f.Control != old.Control || f.Why != old.Why || f.Next != old.Next || !slices.Equal(f.Evidence, old.Evidence) {
				p.detail = append(p.detail, detail{s.id, f})
			}
		default:
			p.add(f.ID, chain.Step(old, f))
			p.close = append(p.close, s.id)
			p.open = append(p.open, f)
		}
	}
	for k, f := range now {
		if !seen[k] {
			p.add(f.ID, chain.New)
			p.open = append(p.open, f)
		}
	}
	slices.SortFunc(p.changes, func(a, b chain.Changed) int {
		return cmp.Or(strings.Compare(a.Finding, b.Finding), strings.Compare(string(a.Change), string(b.Change)))
	})
	return p
}

func (p *plan) add(finding string, c chain.Change) {
	p.changes = append(p.changes, chain.Changed{Finding: finding, Change: c})
}

func sortSpans(s []span) {
	slices.SortFunc(s, func(a, b span) int {
		return cmp.Or(strings.Compare(a.Finding.ID, b.Finding.ID), strings.Compare(a.Finding.Subject, b.Finding.Subject))
	})
}
