package attack

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Of many stores, what stands before no step of a campaign - data kept without
// need, mostly - counts by its mean over all of them alone. So it is told of all
// stores alike together, by the mean of what passes in them, however large they
// are and whatever else is said of them; what it saves to mend one of them goes
// by how much it lacks.

// freed takes those findings from stores: what is left with a store is what
// guards steps. What visitors notice stays.
func (s *Scene) freed(all []*store) (free []*store) {
	guards := map[string]bool{}
	for _, e := range s.t.Edges {
		for _, id := range e.Controls {
			guards[id] = true
		}
	}
	for _, p := range all {
		if p.noticed() {
			continue
		}
		of := map[string]*store{}
		at := func(control string) *store {
			f := of[control]
			if f == nil {
				f = &store{name: p.name, says: p.says}
				of[control], free = f, append(free, f)
			}
			return f
		}
		var sights []sight
		for _, x := range p.sights {
			if guards[x.control] {
				sights = append(sights, x)
			} else {
				f := at(x.control)
				f.sights = append(f.sights, x)
			}
		}
		var repairs []repair
		for _, x := range p.repairs {
			if f := of[x.control]; f != nil {
				f.repairs = append(f.repairs, x)
			} else {
				repairs = append(repairs, x)
			}
		}
		p.sights, p.repairs = sights, repairs
	}
	return free
}

// noticed says whether visitors can notice something of what is found.
func (p *store) noticed() bool {
	return slices.ContainsFunc(p.sights, func(x sight) bool {
		return slices.ContainsFunc(x.findings, func(f based) bool { return f.Unnoticed || f.TurnsAway })
	})
}

// looseParts is into how many parts of all stores the share of those alike is told
// at most.
const looseParts = 12

// loosely tells what was freed.
func (t *told) loosely(r resolution, free []*store) {
	r.loose, r.parts = true, min(r.parts, looseParts)
	by := map[string][]*store{}
	var controls []string
	said, known := newSayings(), map[[2]string]string{}
	for _, p := range free {
		id := p.sights[0].control
		if by[id] == nil {
			controls = append(controls, id)
		}
		key, ok := [2]string{id, p.says}, false
		if p.roughly, ok = known[key]; !ok {
			p.roughly = said.of(p.sights, &r)
			known[key] = p.roughly
		}
		by[id] = append(by[id], p)
	}
	slices.Sort(controls)
	for _, id := range controls {
		at := map[string]int{}
		var together [][]*store
		for _, p := range by[id] {
			i, ok := at[p.roughly]
			if !ok {
				i = len(together)
				at[p.roughly], together = i, append(together, nil)
			}
			together[i] = append(together[i], p)
		}
		slices.SortFunc(together, func(a, b []*store) int { return strings.Compare(a[0].roughly, b[0].roughly) })
		together = r.settled(together)
		counts := r.count(together)
		for i, like := range together {
			all := *like[0]
			all.sights = r.mean(like)
			parts := lacking(like)
			order := make([]int, len(like))
			for k := range order {
				order[k] = k
			}
			slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(parts[b], parts[a]) })
			sorted, share := make([]*store, len(like)), make([]float64, len(like))
			for k, n := range order {
				sorted[k], share[k] = like[n], parts[n]
			}
			sights := sorted[0].sights
			sorted[0].sights = all.sights
			t.add(nil, sorted, counts[i])
			sorted[0].sights = sights
			t.names.Parts[sorted[0].token] = share
		}
	}
}

// meanParts is into how many parts the mean of what passes is told: it moves little
// when one of many changes.
const meanParts = 32

// mean is what findings say of stores alike in the mean, in steps.
func (r *resolution) mean(like []*store) []sight {
	one := like[0]
	out := slices.Clone(one.sights)
	for i := range out {
		out[i].findings = slices.Clone(out[i].findings)
		for j := range out[i].findings {
			f := &out[i].findings[j]
			var age, of, share, n float64
			for _, p := range like {
				if p.roughly == one.roughly {
					x := &p.sights[i].findings[j]
					age, of, share, n = age+x.age, of+x.of, share+x.share, n+1
				}
			}
			f.age, f.of = stepped(age/n, r.counts), stepped(of/n, 1) // more objects hardly say more
			if f.share = share / n; f.share > 0 && f.share < 1 {
				const least = 1.0 / 32 // few are not none
				f.share = min(1-least, max(least, math.Round(meanParts*f.share)/meanParts))
			}
		}
	}
	return out
}

// lacking is how much less than the mean of them each has of what does not pass.
func lacking(like []*store) []float64 {
	const least = 1.0 / 32
	out := make([]float64, len(like))
	var sum float64
	for i, p := range like {
		out[i] = least
		for _, x := range p.sights {
			for _, f := range x.findings {
				if lacks := 1 - f.share; f.of > 0 {
					out[i] = max(out[i], lacks)
				}
			}
		}
		sum += out[i]
	}
	for i := range out {
		out[i] *= float64(len(like)) / sum
	}
	return out
}
