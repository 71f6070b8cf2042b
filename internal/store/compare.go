package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
)

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

// comparison holds the findings of a run against the open spans.
type comparison struct {
	now      []keyed
	complete func(string) bool
	p        plan
	stands   []stand // of the spans that go on
	met      []bool  // which of now a span was held against
	buf      []byte
}

// hold holds them against one span. No two are of the same finding.
func (c *comparison) hold(s *span) error {
	old := &s.Finding
	key, buf := keySum(c.buf, old)
	c.buf = buf
	at, still := slices.BinarySearchFunc(c.now, key, against)
	stays := old
	switch {
	case !still && c.complete != nil && c.complete(old.Subject):
		c.p.add(old.ID, chain.Gone)
		c.p.close = append(c.p.close, s.id)
		return nil
	case !still:
		c.p.add(old.ID, chain.UnseenNow)
	default:
		f := c.now[at].Finding
		c.met[at] = true
		if f.Grip != old.Grip || f.Pass != old.Pass || f.Of != old.Of || f.Say != old.Say {
			c.p.add(f.ID, chain.Step(*old, *f))
			c.p.close = append(c.p.close, s.id)
			c.p.open = append(c.p.open, f)
			return nil
		}
		c.p.add(f.ID, chain.Same)
		if f.Control != old.Control || f.Why != old.Why || f.Next != old.Next || !slices.Equal(f.Evidence, old.Evidence) {
			c.p.detail = append(c.p.detail, detail{s.id, f})
		}
		stays = f
	}
	m, err := c.stand(key, stays, s.id, s.first)
	c.stands = append(c.stands, m)
	return err
}

func (c *comparison) stand(key sum, f *chain.Finding, span string, first int64) (stand, error) {
	m := stand{key: key, first: first}
	m.says, c.buf = saySum(c.buf, f)
	if n, err := hex.Decode(m.span[:], []byte(span)); err != nil || n != len(m.span) {
		return m, fmt.Errorf("span %q has no id", span)
	}
	return m, nil
}

// holdAll holds them against every span of a firm that was open in its run number
// seq. Of those that its stands say are as they were none is read.
func (c *comparison) holdAll(ctx context.Context, tx *sql.Tx, firm string, seq int64) error {
	c.met = make([]bool, len(c.now))
	stands, ok, err := standsOf(ctx, tx, firm, seq)
	if err != nil || seq < 1 {
		return err
	}
	if !ok {
		return c.holdSpans(ctx, tx, firm, seq, nil)
	}
	c.stands = make([]stand, 0, len(stands))
	var read []string
	at := -1
	pair(stands, c.now, func(m *stand, f *keyed) {
		if f != nil {
			at++
		}
		var says sum
		if m != nil && f != nil {
			says, c.buf = saySum(c.buf, f.Finding)
		}
		switch {
		case m == nil:
		case f == nil || says != m.says:
			read = append(read, m.id())
		default:
			c.met[at] = true
			c.p.add(f.ID, chain.Same)
			c.stands = append(c.stands, *m)
		}
	})
	for left := read; len(left) > 0 && err == nil; left = left[min(together, len(left)):] {
		err = c.holdSpans(ctx, tx, firm, seq, left[:min(together, len(left))])
	}
	return err
}

// holdSpans holds them against spans that were open in the run number seq, of
// each of which it reads what it takes for that. No ids are all.
func (c *comparison) holdSpans(ctx context.Context, tx *sql.Tx, firm string, seq int64, ids []string) error {
	from, args := openSpan, []any{firm, seq}
	if len(ids) > 0 { // by their ids alone: an engine may prefer to go through all of the firm
		marks, some := make([]string, len(ids)), []any{seq}
		for i, id := range ids {
			marks[i], some = fmt.Sprintf("$%d", i+2), append(some, id)
		}
		from, args = newestDetail("$1")+" where s.id in ("+strings.Join(marks, ", ")+")", some
	}
	return each(ctx, tx, func(scan func(...any) error) error {
		var s span
		var list string
		var grip int
		f := &s.Finding
		err := scan(&s.id, &f.ID, &f.Subject, &grip, &f.Say, &f.Pass, &f.Of, &s.first, &f.Control, &f.Why, &f.Next, &list)
		if err != nil {
			return err
		}
		f.Grip = chain.Grip(grip)
		if f.Evidence, err = digestsIn(list); err != nil {
			return fmt.Errorf("read the evidence of %s: %w", f.ID, err)
		}
		return c.hold(&s)
	}, "select s.id, s.finding, s.subject, s.grip, s.say, s.passed, s.total, s.first_seq, d.control, d.why, d.next, d.evidence "+from, args...)
}

// plan is what follows when all spans were held.
func (c *comparison) plan() plan {
	for i, f := range c.now {
		if !c.met[i] {
			c.p.add(f.ID, chain.New)
			c.p.open = append(c.p.open, f.Finding)
		}
	}
	slices.SortFunc(c.p.changes, func(a, b chain.Changed) int {
		return cmp.Or(strings.Compare(a.Finding, b.Finding), strings.Compare(string(a.Change), string(b.Change)))
	})
	return c.p
}

// keepStands keeps the stands of what is open now, for the run that comes next.
func (c *comparison) keepStands(ctx context.Context, tx *sql.Tx, firm string, seq int64) error {
	c.stands = slices.Grow(c.stands, len(c.p.open))
	for _, f := range c.p.open {
		key, buf := keySum(c.buf, f)
		c.buf = buf
		m, err := c.stand(key, f, spanID(firm, f, seq), seq)
		if err != nil {
			return err
		}
		c.stands = append(c.stands, m)
	}
	return keepStands(ctx, tx, firm, seq, c.stands)
}

func (p *plan) add(finding string, c chain.Change) {
	p.changes = append(p.changes, chain.Changed{Finding: finding, Change: c})
}

func sortSpans(s []span) {
	slices.SortFunc(s, func(a, b span) int {
		return cmp.Or(strings.Compare(a.Finding.ID, b.Finding.ID), strings.Compare(a.Finding.Subject, b.Finding.Subject))
	})
}
