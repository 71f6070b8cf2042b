package risk

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// Options of a weighing.
type Options struct {
	Seed    uint64
	Samples int // graph samples; 0: 32,768. Each draw of the world takes 64.
}

const (
	lanes          = 64
	defaultSamples = 512 * lanes
	maxSinks       = 64
)

// Chain is the order in which links are listed.
var Chain = []string{"data", "website", "hosting", "devices", "access", "policies", "payments", "backups"}

// scenario is the firm with some controls brought to another state.
type scenario struct {
	link, subject string
	kind          string // all | seen | none | subject | control
	states        []int
}

// Weigh draws possible worlds, lets campaigns run through each, and says which
// link the firm would gain most by repairing. It fails when the graph has no
// asset or is not well formed.
func Weigh(m *Model, opt Options) (Verdict, error) {
	if err := m.check(); err != nil {
		return Verdict{}, err
	}
	m.index()
	outer := defaultSamples / lanes
	if opt.Samples > 0 {
		outer = max(16, opt.Samples/lanes)
	}
	sc := m.scenarios()
	t := newTally(len(sc), outer)
	for i := range outer {
		m.one(newDraws(opt.Seed, uint64(i)), sc, t, i)
	}
	v := m.conclude(sc, t)
	v.Samples, v.Seed, v.Model = outer*lanes, opt.Seed, m.Constants.Digest()
	return v, nil
}

func (m *Model) check() error {
	n := 0
	for _, k := range m.Nodes {
		if k.Sink != nil {
			n++
		}
	}
	if n == 0 {
		return errors.New("the attack graph has no asset: there is nothing to lose in it")
	}
	if n > maxSinks {
		return fmt.Errorf("the attack graph has %d assets, more than the %d that can be told apart", n, maxSinks)
	}
	for _, e := range m.Edges {
		if e.From < Source || e.From >= len(m.Nodes) || e.To < 0 || e.To >= len(m.Nodes) || e.Vector >= len(Vectors) {
			return fmt.Errorf("the attack graph has an edge from %d to %d by vector %d, which is not there", e.From, e.To, e.Vector)
		}
	}
	for _, s := range m.States {
		if _, ok := m.Constants.Control(s.Control); !ok {
			return fmt.Errorf("no control is called %q", s.Control)
		}
		if !(s.A >= 0) || !(s.B >= 0) || s.A+s.B <= 0 || math.IsInf(s.A+s.B, 0) {
			return fmt.Errorf("control %s has the impossible state Beta(%g, %g)", s.Control, s.A, s.B)
		}
	}
	return nil
}

func (m *Model) linkOf(i int) string {
	k, _ := m.Constants.Control(m.States[i].Control)
	return k.Link
}

func (m *Model) scenarios() []scenario {
	var out []scenario
	for _, l := range Chain {
		var all, seen []int
		for i, s := range m.States {
			if m.linkOf(i) == l {
				all = append(all, i)
				if s.Seen {
					seen = append(seen, i)
				}
			}
		}
		out = append(out, scenario{link: l, kind: "all", states: all}, scenario{link: l, kind: "seen", states: seen}, scenario{link: l, kind: "none", states: all})
	}
	type key struct{ link, subject string }
	group := map[key][]int{}
	var order []key
	for i, s := range m.States {
		if s.Seen && s.Bad {
			k := key{m.linkOf(i), s.Subject}
			if _, ok := group[k]; !ok {
				order = append(order, k)
			}
			group[k] = append(group[k], i)
		}
	}
	for _, k := range order {
		out = append(out, scenario{link: k.link, subject: k.subject, kind: "subject", states: group[k]})
		for _, i := range group[k] {
			out = append(out, scenario{link: k.link, subject: k.subject, kind: "control", states: []int{i}})
		}
	}
	return out
}

// tally holds what each draw of the world came to.
type tally struct {
	base   []parts     // per draw
	event  []float64   // mean loss of one event
	rate   []float64   // events a year
	drop   [][]float64 // per scenario and draw
	attack [][]float64 // the same, campaigns only
}

func newTally(scenarios, outer int) *tally {
	t := &tally{base: make([]parts, outer), event: make([]float64, outer), rate: make([]float64, outer)}
	for range scenarios {
		t.drop = append(t.drop, make([]float64, outer))
		t.attack = append(t.attack, make([]float64, outer))
	}
	return t
}

// one plays one possible world: as the firm stands, and again in every
// scenario with the same random numbers.
func (m *Model) one(d draws, sc []scenario, t *tally, at int) {
	w := m.draw(d)
	p0 := make([][]float64, len(Vectors))
	words := make([][]uint64, len(Vectors))
	reached := make([]uint64, len(m.Nodes))
	for v := range Vectors {
		p0[v], words[v] = make([]float64, len(m.Edges)), make([]uint64, len(m.Edges))
		for e := range m.Edges {
			if ev := m.Edges[e].Vector; ev >= 0 && ev != v {
				continue
			}
			p0[v][e] = m.pass(w, w.s, e, v)
			words[v][e] = d.bern(p0[v][e])
		}
	}
	purse := m.purse(w, w.s)
	base := m.year(w, w.s, purse, words, reached, nil)
	t.base[at], t.rate[at] = base.all, base.rate
	if base.rate > 0 {
		t.event[at] = base.attack.total() / base.rate
	}
	s := make([]float64, len(w.s))
	touched := make([]bool, len(w.s))
	for i, c := range sc {
		copy(s, w.s)
		clear(touched)
		changed := false
		for _, k := range c.states {
			control, _ := m.Constants.Control(m.States[k].Control)
			to := max(s[k], control.SoP)
			if c.kind == "none" {
				to = 0
			}
			if to != s[k] {
				s[k], touched[k], changed = to, true, true
			}
		}
		if !changed {
			continue
		}
		other := make([][]uint64, len(Vectors)) // nil: nothing moved
		for v := range Vectors {
			for e := range m.Edges {
				if ev := m.Edges[e].Vector; ev >= 0 && ev != v || !slices.ContainsFunc(m.Edges[e].States, func(k int) bool { return touched[k] }) {
					continue
				}
				if other[v] == nil {
					other[v] = slices.Clone(words[v])
				}
				other[v][e] = d.move(words[v][e], p0[v][e], m.pass(w, s, e, v))
			}
		}
		// The money of an event changes with two controls only; else what was
		// worked out for the firm as it stands serves again.
		p, kept := purse, &base
		if q := m.purse(w, s); q.minimise != p.minimise || q.plan != p.plan {
			p, kept = q, nil
			for v := range Vectors {
				if other[v] == nil {
					other[v] = words[v]
				}
			}
		}
		y := m.year(w, s, p, other, reached, kept)
		t.drop[i][at] = base.all.total() - y.all.total()
		t.attack[i][at] = base.attack.total() - y.attack.total()
	}
}

type year struct {
	attack, all parts
	rate        float64 // events a year
	vectors     [7]campaigns
}

// campaigns is what the 64 campaigns of one vector came to.
type campaigns struct {
	sum parts // of all that had an effect
	hit int   // how many had
}

// year is the expected loss of a year: campaigns at their rates, each costing
// the mean for what it reached, and what no campaign causes.
// Vectors without words are as in base.
func (m *Model) year(w *world, s []float64, p *purse, words [][]uint64, reached []uint64, base *year) year {
	var y year
	for v, name := range Vectors {
		if words[v] == nil {
			y.vectors[v] = base.vectors[v]
		} else {
			m.sweep(v, words[v], reached)
			y.vectors[v] = m.campaigns(p, reached, name == "E")
		}
		y.attack = y.attack.add(y.vectors[v].sum, w.rate[v]/lanes)
		y.rate += float64(w.rate[v] * float64(y.vectors[v].hit) / lanes)
	}
	unlawful, distrusted, breakdown := m.aside(w, s, p)
	y.all = y.attack.add(unlawful, 1).add(distrusted, 1).add(breakdown, 1)
	return y
}

// campaigns adds up what 64 campaigns cost that reached these nodes.
func (m *Model) campaigns(p *purse, reached []uint64, misdelivery bool) campaigns {
	var c campaigns
	var sets [lanes]uint64
	m.sets(reached, &sets)
	slices.Sort(sets[:])
	for i := 0; i < lanes; {
		n := i
		for n < lanes && sets[n] == sets[i] {
			n++
		}
		if sets[i] != 0 {
			c.sum = c.sum.add(m.eventOf(p, sets[i], misdelivery), float64(n-i))
			c.hit += n - i
		}
		i = n
	}
	return c
}

// eventOf is the mean loss of an event that reached this set of sinks, worked
// out once for each set and purse.
func (m *Model) eventOf(p *purse, set uint64, misdelivery bool) parts {
	k := effect{set, misdelivery}
	if e, ok := p.events[k]; ok {
		return e
	}
	var sinks []*Sink
	for i, node := range m.sinks {
		if set&(1<<i) != 0 {
			sinks = append(sinks, m.Nodes[node].Sink)
		}
	}
	e := p.event(sinks, misdelivery)
	p.events[k] = e
	return e
}

// interval is the mean with the 5th and 95th percentile.
func interval(x []float64) Range {
	s := slices.Clone(x)
	slices.Sort(s)
	var sum float64
	for _, v := range s {
		sum += v
	}
	at := func(q float64) float64 { return s[min(len(s)-1, int(float64(q*float64(len(s)))))] }
	return Range{Low: at(.05), Best: sum / float64(len(s)), High: at(.95)}
}

// first is the share of draws in which each of the rows is the largest; ties share.
func first(rows [][]float64) []float64 {
	out := make([]float64, len(rows))
	if len(rows) == 0 {
		return out
	}
	for d := range rows[0] {
		best, n := math.Inf(-1), 0.0
		for _, r := range rows {
			switch {
			case r[d] > best:
				best, n = r[d], 1
			case r[d] == best:
				n++
			}
		}
		for i, r := range rows {
			if r[d] == best {
				out[i] += 1 / n
			}
		}
	}
	for i := range out {
		out[i] /= float64(len(rows[0]))
	}
	return out
}

func byDrop(a, b Candidate) int {
	return cmp.Or(cmp.Compare(b.Drop.Best, a.Drop.Best), cmp.Compare(a.Link+a.Subject, b.Link+b.Subject))
}

// Reach is the probability that a campaign of each vector has any effect,
// averaged over everything that is not known. Seven numbers, as in Vectors.
func Reach(m *Model, opt Options) ([]float64, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	m.index()
	outer := max(16, opt.Samples/lanes)
	out := make([]float64, len(Vectors))
	reached := make([]uint64, len(m.Nodes))
	words := make([]uint64, len(m.Edges))
	for i := range outer {
		d := newDraws(opt.Seed, uint64(i))
		w := m.draw(d)
		for v := range Vectors {
			for e := range m.Edges {
				words[e] = d.bern(m.pass(w, w.s, e, v))
			}
			m.sweep(v, words, reached)
			var any uint64
			for _, n := range m.sinks {
				any |= reached[n]
			}
			out[v] += float64(bits.OnesCount64(any)) / float64(lanes*outer)
		}
	}
	return out, nil
}
