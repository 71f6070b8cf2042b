package evidence

import (
	"cmp"
	"math"
	"slices"
)

// turns calls each with the prints that a record, which s.print was called with
// last, may be drawn by: those of its values or, when these join nobody, its own.
func (s *sample) turns(r []Key, own uint64, each func(uint64)) {
	some := false
	for j, k := range r {
		if strong(k.Type) && s.shut.get(s.hashes[j]) == 0 {
			some = true
			each(s.hashes[j])
		}
	}
	if !some {
		each(own)
	}
}

// of is the keys of a node.
func (s *sample) of(node int32) []Key { return s.drawn[s.start[node]:s.start[node+1]] }

// weights are how many people each root stands for; 0: it was drawn in only.
func (s *sample) weights(g *graph, f forest) []float64 {
	p := newPeople(g, f, nil)
	w := make([]float64, g.nodes())
	type turn struct {
		print uint64
		share float64
	}
	var turns []turn
	p.each(func(nodes []int32, _ float64) {
		// Of somebody who is known by more than a name, records of the bare name do
		// not count: they are not looked for.
		full := false
		for _, n := range nodes {
			full = full || g.mask[n]&^named != 0
		}
		turns = turns[:0]
		drawn := false
		for _, n := range nodes {
			set, keys := g.set(n), s.of(n)
			own, bare := s.print(int(set), keys)
			if bare && full {
				continue
			}
			s.turns(keys, own, func(h uint64) {
				turns = append(turns, turn{h, s.share[set]})
				drawn = drawn || h <= s.upto[set]
			})
		}
		if !drawn {
			return
		}
		slices.SortFunc(turns, func(a, b turn) int { return cmp.Or(cmp.Compare(a.print, b.print), cmp.Compare(b.share, a.share)) })
		not := 1.0
		for i, t := range turns {
			if i == 0 || t.print != turns[i-1].print {
				not *= 1 - t.share
			}
		}
		w[nodes[0]] = 1 / (1 - not)
	})
	return w
}

// total is how many people weights stand for, and the standard deviation of that.
func total(weights []float64) (n, off float64) {
	for _, w := range weights {
		n += w
		off += w * max(0, w-1)
	}
	return n, math.Sqrt(off * families)
}
