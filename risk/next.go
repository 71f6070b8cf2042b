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
	bins       = 16
	permutes   = 20
	lookWorlds = 256

	nullSpreads = 3 // standard deviations of the shuffled within which a gain is chance
)

// FindOut works out the value of finding out each unknown: the expected gain
// from deciding with it known over deciding now (EVPPI), from the worlds that
// were drawn anyway.
func FindOut(m *Model, opt Options) (Next, error) {
	w, err := Open(m, opt)
	if err != nil {
		return Next{}, err
	}
	return w.Next(), nil
}

func (g *engine) next(opt Options) Next {
	fixes := g.gathered(g.whole.Fixes, false)
	return g.findOut(fixes, g.decisions(fixes, g.savedBy(fixes, opt.Seed, min(planWorlds, opt.worlds()))), opt)
}

// decisions are what is worth considering: the set of fixes - of what was seen
// to be bad and of what nobody looked at - with the largest net benefit, the
// same with one more or one less, and the best single one. To decide between
// everything and a single fix only would make every unknown look neutral.
func (g *engine) decisions(fixes []Fix, value saved) [][]int {
	if len(fixes) == 0 {
		return nil
	}
	horizon := g.m.Constants.Value("plan.horizon")
	p := &planner{fixes: fixes, value: value}
	net := func(sets [][]int) (best int, out []float64) {
		for k, x := range value(sets) {
			eur, _ := p.cost(sets[k])
			out = append(out, float64(horizon*x)-eur)
			if out[k] > out[best] {
				best = k
			}
		}
		return best, out
	}
	near := func(s []int) (out [][]int) {
		for i := range fixes {
			if k := slices.Index(s, i); k >= 0 {
				out = append(out, slices.Delete(slices.Clone(s), k, k+1))
			} else {
				o := append(slices.Clone(s), i)
				slices.Sort(o)
				out = append(out, o)
			}
		}
		return out
	}
	var now []int
	for i, f := range fixes {
		if !f.Unseen {
			now = append(now, i)
		}
	}
	_, at := net([][]int{now})
	for range 2 * len(fixes) {
		tries := near(now)
		k, all := net(tries)
		if all[k] <= at[0] {
			break
		}
		next, most := tries[k], all[k]
		var every []int // all changes at once that help
		for i := range fixes {
			if slices.Contains(now, i) != (all[i] > at[0]) {
				every = append(every, i)
			}
		}
		if _, x := net([][]int{every}); x[0] > most {
			next, most = every, x[0]
		}
		now, at[0] = next, most
	}
	var single [][]int
	for i := range fixes {
		single = append(single, []int{i})
	}
	k, _ := net(single)
	return append([][]int{now, single[k]}, near(now)...)
}

// findOut decides between these sets of fixes and doing nothing.
func (g *engine) findOut(fixes []Fix, sets [][]int, opt Options) Next {
	var list []scenario
	var cost []float64
	p := &planner{fixes: fixes}
	for _, s := range sets {
		list = append(list, g.scenarioOf(fixes, s))
		eur, _ := p.cost(s)
		cost = append(cost, eur)
	}
	horizon := g.m.Constants.Value("plan.horizon")
	out := Next{Looks: []Look{}, Horizon: horizon}
	played := g.play(opt.Seed, 0, min(lookWorlds, opt.worlds()), 1, list, wantStates)
	n := played.worlds
	nb := make([][]float64, len(list)+1) // decision -> world: net benefit; the last is to do nothing
	for d := range list {
		nb[d] = make([]float64, n)
		for i, x := range played.drops[d] {
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
	seen := map[string]bool{} // controls that were looked at on something: what is left is not a look of its own
	for _, s := range g.m.States {
		seen[s.Control] = seen[s.Control] || s.Seen
	}
	for i, s := range g.m.States {
		if s.Seen || s.Known || s.Face || s.Subject == "" && seen[s.Control] {
			continue
		}
		k := g.controls[g.of[i]]
		u := make([]float64, n)
		for w := range u {
			u[w] = played.states[w][i]
		}
		groups := binned(u)
		gain, changes := known(nb, groups, now, best)
		var null, square float64
		shuffle := stream(place(opt.Seed, forShuffle, uint64(i)))
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
			square += float64(x*x) / permutes
		}
		x := Look{Control: s.Control, Subject: s.Subject, Link: k.Link, Minutes: k.Minutes}
		// What a number that says nothing reaches now and then is no worth: of
		// thirty unknowns some always come out above the mean of the shuffled.
		spread := math.Sqrt(max(0, square-float64(null*null)))
		if gain > null+float64(nullSpreads*spread)+float64(rounding*max(1, math.Abs(now))) {
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
