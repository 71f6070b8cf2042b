package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
)

// key tells findings apart. The id alone would do but for its subject being cut
// to 32 bits there: with tens of thousands of subjects two may share one.
type key struct{ id, subject string }

func keyOf(f *chain.Finding) key { return key{f.ID, f.Subject} }

// byKey are findings by what they are told apart by. They stay where they are:
// a firm of thousands of places has a hundred thousand.
func byKey(findings []chain.Finding) (map[key]*chain.Finding, error) {
	out := make(map[key]*chain.Finding, len(findings))
	for i := range findings {
		f := &findings[i]
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
	finding *chain.Finding
}

// plan is what one run does to the spans.
type plan struct {
	changes []chain.Changed
	close   []string         // ids of spans that end with the run before
	open    []*chain.Finding // spans that begin with this run
	detail  []detail         // spans that go on, with other evidence or another next step
}

// comparison holds the findings of a run against the open spans, one by one.
type comparison struct {
	now      map[key]*chain.Finding // that no span was held against yet
	complete func(string) bool
	p        plan
}

// hold holds them against one span. No two are of the same finding.
func (c *comparison) hold(s *span) error {
	old := &s.Finding
	f, still := c.now[keyOf(old)]
	delete(c.now, keyOf(old))
	switch {
	case !still && c.complete != nil && c.complete(old.Subject):
		c.p.add(old.ID, chain.Gone)
		c.p.close = append(c.p.close, s.id)
	case !still:
		c.p.add(old.ID, chain.UnseenNow)
	case f.Grip == old.Grip && f.Pass == old.Pass && f.Of == old.Of && f.Say == old.Say:
		c.p.add(f.ID, chain.Same)
		if f.Control != old.Control || f.Why != old.Why || f.Next != old.Next || !slices.Equal(f.Evidence, old.Evidence) {
			c.p.detail = append(c.p.detail, detail{s.id, f})
		}
	default:
		c.p.add(f.ID, chain.Step(*old, *f))
		c.p.close = append(c.p.close, s.id)
		c.p.open = append(c.p.open, f)
	}
	return nil
}

// holdAll holds them against every span of a firm that was open in its run number
// seq, and reads of each what it takes for that.
func (c *comparison) holdAll(ctx context.Context, tx *sql.Tx, firm string, seq int64) error {
	if seq < 1 {
		return nil
	}
	return each(ctx, tx, func(scan func(...any) error) error {
		var s span
		var list string
		var grip int
		f := &s.Finding
		err := scan(&s.id, &f.ID, &f.Subject, &grip, &f.Say, &f.Pass, &f.Of, &f.Control, &f.Why, &f.Next, &list)
		if err != nil {
			return err
		}
		f.Grip = chain.Grip(grip)
		if f.Evidence, err = digestsIn(list); err != nil {
			return fmt.Errorf("read the evidence of %s: %w", f.ID, err)
		}
		return c.hold(&s)
	}, "select s.id, s.finding, s.subject, s.grip, s.say, s.passed, s.total, d.control, d.why, d.next, d.evidence "+openSpan, firm, seq)
}

// plan is what follows when all spans were held.
func (c *comparison) plan() plan {
	for _, f := range c.now {
		c.p.add(f.ID, chain.New)
		c.p.open = append(c.p.open, f)
	}
	slices.SortFunc(c.p.changes, func(a, b chain.Changed) int {
		return cmp.Or(strings.Compare(a.Finding, b.Finding), strings.Compare(string(a.Change), string(b.Change)))
	})
	return c.p
}

func (p *plan) add(finding string, c chain.Change) {
	p.changes = append(p.changes, chain.Changed{Finding: finding, Change: c})
}

func sortSpans(s []span) {
	slices.SortFunc(s, func(a, b span) int {
		return cmp.Or(strings.Compare(a.Finding.ID, b.Finding.ID), strings.Compare(a.Finding.Subject, b.Finding.Subject))
	})
}
