package risk

import (
	"maps"
	"slices"
)

// Change is what a what-if does to a model.
type Change struct {
	Fix []int           // indexes into Model.Fixes: done
	Set map[int]float64 // indexes into Model.States: exactly this
}

// Changed is the model after a change, with the same random numbers wherever
// nothing was changed. What is repaired or set counts as seen.
func (m *Model) Changed(c Change) *Model {
	n := *m
	n.States, n.Edges = slices.Clone(m.States), slices.Clone(m.Edges)
	looked := map[string]bool{}
	for _, s := range m.States {
		looked[s.Control] = looked[s.Control] || s.Seen
	}
	know := func(s *State) {
		if !looked[s.Control] { // else the firm's own mean would begin to count what stands for the rest
			s.Seen = true
			if s.Subject == "" {
				s.Subject = theFirm
			}
		}
	}
	lift := func(i int, to float64) {
		s := &n.States[i]
		s.Least, s.Bad = max(s.Least, to), false
		know(s)
	}
	for _, i := range c.Fix {
		f := &m.Fixes[i]
		for _, s := range f.States {
			k, _ := m.control(m.States[s].Control)
			lift(s, k.SoP)
		}
		for _, s := range slices.Sorted(maps.Keys(f.Set)) {
			lift(s, f.Set[s])
		}
		for e, p := range f.Edges {
			edge := &n.Edges[e]
			if done := edge.Beta.Nu == 0 && edge.States == nil && edge.Share <= 1 && !edge.Guard; done && edge.Beta.Mean < p {
				continue
			}
			*edge = Edge{From: edge.From, To: edge.To, Beta: Chance{Mean: p}, Vector: edge.Vector, Only: edge.Only}
		}
	}
	for i, x := range c.Set {
		s := &n.States[i]
		k, _ := m.control(s.Control)
		s.A, s.B, s.Known, s.Least = x, 1-x, true, 0
		know(s)
		if s.Seen && !s.Face {
			s.Bad = x < k.SoP
		}
	}
	n.Variants = nil
	for _, v := range m.Variants {
		n.Variants = append(n.Variants, v.Changed(c))
	}
	return &n
}

// theFirm is the subject of what holds for the firm as a whole.
const theFirm = "firm"

// Year is what a year brings.
type Year struct {
	P        Range `json:"p_year"`   // probability of at least one event
	Expected Range `json:"expected"` // EUR
}

// Comparison is a model before and after a change of it.
type Comparison struct {
	Before Year  `json:"before"`
	After  Year  `json:"after"`
	Saves  Range `json:"saves"` // EUR a year; below 0: the change costs
	Same   bool  `json:"same"`  // not one world came out differently
}

// Compare plays both in the same worlds with the same random numbers.
func Compare(before, after *Model, opt Options) (Comparison, error) {
	w, err := compile(before)
	if err != nil {
		return Comparison{}, err
	}
	g, err := compile(after)
	if err != nil {
		return Comparison{}, err
	}
	return compared(w, g, opt), nil
}

func compared(before, after *engine, opt Options) (out Comparison) {
	var base [2][]yearly
	for i, g := range []*engine{before, after} {
		base[i] = g.play(opt.Seed, 0, opt.worlds(), 1, nil, wantBase).base
		y := []*Year{&out.Before, &out.After}[i]
		var p, sum []float64
		for w := range base[i] {
			one, _ := g.atLeastOne(base[i][w].rate, 1)
			p, sum = append(p, one), append(sum, base[i][w].total())
		}
		y.P, y.Expected = interval(p), interval(sum)
	}
	saves := make([]float64, len(base[0]))
	out.Same = true
	for w := range saves {
		saves[w] = base[0][w].total() - base[1][w].total()
		out.Same = out.Same && saves[w] == 0 && base[0][w].rate == base[1][w].rate
	}
	out.Saves = interval(saves)
	return out
}

// WhatIf is the model with chosen fixes done: what it saves, and the verdict
// that then stands.
func WhatIf(m *Model, ids []string, opt Options) (saves Range, after Verdict, err error) {
	var c Change
	for i, f := range m.Fixes {
		if slices.Contains(ids, f.ID) {
			c.Fix = append(c.Fix, i)
		}
	}
	n := m.Changed(c)
	both, err := Compare(m, n, opt)
	if err != nil {
		return Range{}, Verdict{}, err
	}
	after, err = Weigh(n, opt)
	return both.Saves, after, err
}
