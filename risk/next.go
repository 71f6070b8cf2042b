package risk

import (
	"cmp"
	"math"
	"slices"
)

// Look is something that nobody has looked at, and what knowing it is worth.
type Look struct {
	Control   string  `json:"control"`
	Subject   string  `json:"subject,omitempty"`
	Link      string  `json:"link"`
	Minutes   int     `json:"minutes"`    // to find out
	EVPPI     float64 `json:"evppi"`      // EUR over the horizon; 0: what it is does not change what to do
	PerMinute float64 `json:"per_minute"` // EUR
	Changes   float64 `json:"changes"`    // probability that knowing it changes what to do first
}

// Next is what to find out, the best use of a minute first.
type Next struct {
	Looks   []Look  `json:"looks"`
	Neutral int     `json:"neutral"` // how many of them do not change what to do
	EVPI    float64 `json:"evpi"`    // EUR: what knowing everything would be worth, the ceiling
	Horizon float64 `json:"horizon"` // years
}

const (
	bins     = 16
	permutes = 20
)

// FindOut works out the value of finding out each unknown: the expected gain
// from deciding with it known over deciding now (EVPPI), from the worlds that
// were drawn anyway.
func FindOut(m *Model, opt Options) (Next, error) {
	g, err := compile(m)
	if err != nil {
		return Next{}, err
	}
	fixes := seenFixes(m.Fixes)
	_, top := g.plan(fixes, Budget{}, Options{Seed: opt.Seed, Samples: planWorlds * lanes}, g.savedBy(fixes, opt.Seed, planWorlds))
	var sets [][]int
	for _, s := range top {
		sets = append(sets, s.fixes)
	}
	return g.findOut(m.Fixes, fixes, sets, opt), nil
}

// findOut decides between nothing, each single fix (of what was seen to be bad
// and of what nobody looked at) and the best plans.
func (g *engine) findOut(singles, planned []Fix, plans [][]int, opt Options) Next {
	var list []scenario
	var cost []float64
	for i, f := range singles {
		list = append(list, g.scenarioOf(singles, []int{i}))
		cost = append(cost, f.EUR)
	}
	for _, s := range plans {
		if len(s) < 2 {
			continue
		}
		list = append(list, g.scenarioOf(planned, s))
		var sum float64
		for _, i := range s {
			sum += planned[i].EUR
		}
		cost = append(cost, sum)
	}
	horizon := g.m.Constants.Value("plan.horizon")
	out := Next{Looks: []Look{}, Horizon: horizon}
	p := g.play(opt.Seed, 0, opt.worlds(), 1, list, false, true)
	n := p.worlds
	nb := make([][]float64, len(list)+1) // decision -> world: net benefit; the last is to do nothing
	for d := range list {
		nb[d] = make([]float64, n)
		for i, x := range p.drops[d] {
			nb[d][i] = float64(horizon*x.total()) - cost[d]
		}
	}
	nb[len(list)] = make([]float64, n)
	now, best := math.Inf(-1), 0
	for d := range nb {
		if m := mean(nb[d]); m > now {
			now, best = m, d
		}
	}
	for i := range n {
		most := 0.0
		for d := range nb {
			most = max(most, nb[d][i])
		}
		out.EVPI += (most - now) / float64(n)
	}
	for i, s := range g.m.States {
		if s.Seen || s.Known || s.Face {
			continue
		}
		k := g.controls[g.of[i]]
		u := make([]float64, n)
		for w := range u {
			u[w] = p.states[w][i]
		}
		groups := binned(u)
		gain, changes := known(nb, groups, now, best)
		var null float64
		shuffle := stream(place(opt.Seed, uint64(i)))
		order := make([]int, n)
		for range permutes {
			for w := range order {
				order[w] = w
			}
			for w := n - 1; w > 0; w-- {
				j := int(shuffle.next() % uint64(w+1))
				order[w], order[j] = order[j], order[w]
			}
			mixed := make([][]int, len(groups))
			at := 0
			for b, members := range groups {
				mixed[b] = order[at : at+len(members)]
				at += len(members)
			}
			x, _ := known(nb, mixed, now, best)
			null += x / permutes
		}
		x := Look{Control: s.Control, Subject: s.Subject, Link: k.Link, Minutes: k.Minutes}
		if gain > null {
			x.EVPPI, x.Changes = gain-null, changes
			x.PerMinute = x.EVPPI / float64(max(1, k.Minutes))
		} else {
			out.Neutral++
		}
		out.Looks = append(out.Looks, x)
	}
	slices.SortStableFunc(out.Looks, func(a, b Look) int { return cmp.Compare(b.PerMinute, a.PerMinute) })
	return out
}

// binned puts the worlds into groups by the value of u: one group for each
// value when there are few, else sixteen of equal size.
func binned(u []float64) [][]int {
	order := make([]int, len(u))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(u[a], u[b]) })
	distinct := 1
	for i := 1; i < len(order); i++ {
		if u[order[i]] != u[order[i-1]] {
			distinct++
		}
	}
	var out [][]int
	if distinct <= bins {
		for lo := 0; lo < len(order); {
			hi := lo
			for hi < len(order) && u[order[hi]] == u[order[lo]] {
				hi++
			}
			out, lo = append(out, order[lo:hi]), hi
		}
		return out
	}
	for b := range bins {
		out = append(out, order[b*len(order)/bins:(b+1)*len(order)/bins])
	}
	return out
}

// known is the gain from choosing in each group for itself, and the share of
// worlds in which that choice is another one.
func known(nb [][]float64, groups [][]int, now float64, best int) (gain, changes float64) {
	n := float64(len(nb[0]))
	for _, members := range groups {
		if len(members) == 0 {
			continue
		}
		most, which := math.Inf(-1), best
		for d := range nb {
			var sum float64
			for _, i := range members {
				sum += nb[d][i]
			}
			if sum > most || sum == most && d == best {
				most, which = sum, d
			}
		}
		gain += most / n
		if which != best {
			changes += float64(len(members)) / n
		}
	}
	return gain - now, changes
}
