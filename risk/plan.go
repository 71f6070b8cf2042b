package risk

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// Budget is what may be spent on repairs. 0: as much as it takes.
type Budget struct {
	EUR   float64 `json:"eur"`
	Hours float64 `json:"hours"`
}

func (b Budget) fits(eur, minutes float64) bool {
	const slack = 1e-9
	return (b.EUR <= 0 || eur <= b.EUR+slack) && (b.Hours <= 0 || minutes <= float64(60*b.Hours)+slack)
}

// Plan is the set of fixes that lowers the expected yearly loss most within a
// budget, in the order in which to do them.
type Plan struct {
	Steps  []Step  `json:"steps"`
	Method string  `json:"method"` // exact: every set was weighed; search: the best that was found
	EUR    float64 `json:"eur"`
	Hours  float64 `json:"hours"`
	Drop   Range   `json:"drop"`            // of all of it, EUR a year
	Bound  float64 `json:"bound,omitempty"` // search: no set saves more than about this, EUR a year
}

// Step is one fix of a plan.
type Step struct {
	Fix     string  `json:"fix"`
	EUR     float64 `json:"eur"`
	Minutes float64 `json:"minutes"`
	Drop    Range   `json:"drop"`  // beyond the steps before it, EUR a year
	Alone   Range   `json:"alone"` // if nothing else were done
	Left    float64 `json:"left"`  // expected loss after it, EUR a year
	Quick   bool    `json:"quick"` // free or within an hour, and nearly sure to help
	Pays    bool    `json:"pays"`  // saves more than it costs within the horizon
}

const (
	exactFixes  = 14 // up to here every set is weighed
	planWorlds  = 64 // 4,096 samples
	pairSeeds   = 200
	topSets     = 20 // plans that compete when the worth of finding out is asked
	quickMinute = 60
	sure        = .95
)

// saved is the mean yearly drop of each set of fixes.
type saved func(sets [][]int) []float64

// planner chooses among fixes.
type planner struct {
	fixes  []Fix
	budget Budget
	value  saved
	known  map[uint64]float64 // by set, when there are no more than 64 fixes
	best   []set              // the best sets met, best first
}

type set struct {
	fixes []int
	drop  float64
}

func (p *planner) cost(fixes []int) (eur, minutes float64) {
	for _, i := range fixes {
		eur += p.fixes[i].EUR
		minutes += p.fixes[i].Minutes
	}
	return eur, minutes
}

// weigh the sets and remember the best.
func (p *planner) weigh(sets [][]int) []float64 {
	out := p.value(sets)
	for i, s := range sets {
		p.best = append(p.best, set{slices.Clone(s), out[i]})
	}
	slices.SortStableFunc(p.best, func(a, b set) int {
		return cmp.Or(cmp.Compare(b.drop, a.drop), cmp.Compare(len(a.fixes), len(b.fixes)), slices.Compare(a.fixes, b.fixes))
	})
	if len(p.best) > topSets {
		p.best = p.best[:topSets]
	}
	return out
}

// choose the set. Repairs on one route are substitutes, repairs of parallel
// routes are complements: neither adding up nor greed is enough.
func (p *planner) choose() (fixes []int, method string, bound float64) {
	all := make([]int, len(p.fixes))
	for i := range all {
		all[i] = i
	}
	switch {
	case len(all) == 0:
		return nil, "exact", 0
	case p.budget.fits(p.cost(all)):
		p.weigh([][]int{all})
		return p.lean(all), "exact", 0
	case len(all) <= exactFixes:
		p.everySet()
		return p.lean(p.best[0].fixes), "exact", 0
	}
	bound = p.search()
	return p.lean(p.best[0].fixes), "search", bound
}

// everySet weighs every set that fits and to which nothing can be added: since
// a repair never makes anything worse, the best is among them.
func (p *planner) everySet() {
	n := len(p.fixes)
	var sets [][]int
	for mask := range 1 << n {
		var s []int
		for m := uint(mask); m != 0; m &= m - 1 {
			s = append(s, bits.TrailingZeros(m))
		}
		eur, minutes := p.cost(s)
		if !p.budget.fits(eur, minutes) {
			continue
		}
		maximal := true
		for i := range n {
			if mask>>i&1 == 0 && p.budget.fits(eur+p.fixes[i].EUR, minutes+p.fixes[i].Minutes) {
				maximal = false
				break
			}
		}
		if maximal {
			sets = append(sets, s)
		}
	}
	p.weigh(sets)
}

// search is for more fixes than can be tried in every combination: greed by
// density from nothing, from the best single fix and from the pairs that help
// each other most, judged first by what singles and pairs say, the most
// promising then for real, and improved by swaps. It returns what singles and
// pairs say no set can exceed.
func (p *planner) search() float64 {
	n := len(p.fixes)
	var sets [][]int
	for i := range n {
		sets = append(sets, []int{i})
	}
	for i := range n {
		for j := range i {
			sets = append(sets, []int{j, i})
		}
	}
	value := p.value(sets)
	single := value[:n]
	both := make([][]float64, n)
	for i := range both {
		both[i] = make([]float64, n)
	}
	type pair struct {
		i, j int
		gain float64
	}
	var pairs []pair
	k := n
	for i := range n {
		for j := range i {
			x := value[k] - single[i] - single[j]
			both[i][j], both[j][i] = x, x
			pairs = append(pairs, pair{j, i, value[k]})
			k++
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.gain, a.gain) })
	room := func(s []int, i int) bool {
		eur, minutes := p.cost(s)
		return !slices.Contains(s, i) && p.budget.fits(eur+p.fixes[i].EUR, minutes+p.fixes[i].Minutes)
	}
	price := func(i int) float64 { // share of the budget
		var x float64
		if p.budget.EUR > 0 {
			x += p.fixes[i].EUR / p.budget.EUR
		}
		if p.budget.Hours > 0 {
			x += p.fixes[i].Minutes / float64(60*p.budget.Hours)
		}
		return x + 1e-6
	}
	grow := func(s []int) []int {
		for {
			best, most := -1, 0.0
			for i := range n {
				if !room(s, i) {
					continue
				}
				gain := single[i]
				for _, j := range s {
					gain += both[i][j]
				}
				if d := max(0, gain) / price(i); best < 0 || d > most {
					best, most = i, d
				}
			}
			if best < 0 {
				slices.Sort(s)
				return s
			}
			s = append(s, best)
		}
	}
	seeds := [][]int{nil}
	top := -1
	for i := range n {
		if room(nil, i) && (top < 0 || single[i] > single[top]) {
			top = i
		}
	}
	if top >= 0 {
		seeds = append(seeds, []int{top})
	}
	for _, q := range pairs[:min(len(pairs), pairSeeds)] {
		if room([]int{q.i}, q.j) && room(nil, q.i) {
			seeds = append(seeds, []int{q.i, q.j})
		}
	}
	surrogate := func(s []int) float64 {
		var x float64
		for a, i := range s {
			x += single[i]
			for _, j := range s[:a] {
				x += both[i][j]
			}
		}
		return x
	}
	var grown [][]int
	for _, s := range seeds {
		g := grow(slices.Clone(s))
		if !slices.ContainsFunc(grown, func(o []int) bool { return slices.Equal(o, g) }) {
			grown = append(grown, g)
		}
	}
	// The plain greedy and the best single stay in, whatever the pairs say.
	first, rest := grown[:min(2, len(grown))], slices.Clone(grown[min(2, len(grown)):])
	slices.SortStableFunc(rest, func(a, b []int) int { return cmp.Compare(surrogate(b), surrogate(a)) })
	p.weigh(append(slices.Clone(first), rest[:min(len(rest), topSets)]...))
	for range n { // swaps to a local optimum: one or two go, what then fits best comes in
		most := p.best[0].drop
		var tries [][]int
		for _, now := range p.best[:min(len(p.best), 4)] {
			for a := range now.fixes {
				for b := 0; b <= a; b++ { // b == a: only one goes
					var less []int
					for k, i := range now.fixes {
						if k != a && k != b {
							less = append(less, i)
						}
					}
					for i := range n {
						if i != now.fixes[a] && i != now.fixes[b] && room(less, i) {
							tries = append(tries, grow(append(slices.Clone(less), i)))
						}
					}
				}
			}
		}
		slices.SortFunc(tries, slices.Compare)
		tries = slices.CompactFunc(tries, slices.Equal)
		slices.SortStableFunc(tries, func(a, b []int) int { return cmp.Compare(surrogate(b), surrogate(a)) })
		if len(tries) == 0 {
			break
		}
		p.weigh(tries[:min(len(tries), 2*topSets)])
		if p.best[0].drop <= most {
			break
		}
	}
	// Fractional knapsack over what each adds with all help it can get.
	order := make([]int, n)
	most := make([]float64, n)
	for i := range n {
		order[i], most[i] = i, single[i]
		for j := range n {
			most[i] += max(0, both[i][j]) / 2
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(most[b]/price(b), most[a]/price(a)) })
	left, bound := float64(2), 0.0 // both budgets, each a share of 1
	if p.budget.EUR <= 0 || p.budget.Hours <= 0 {
		left = 1
	}
	for _, i := range order {
		take := min(1, left/price(i))
		bound += float64(take * most[i])
		if left -= float64(take * price(i)); left <= 0 {
			break
		}
	}
	return max(bound, p.best[0].drop)
}

// lean leaves out what adds nothing to the set, the dearest first.
func (p *planner) lean(fixes []int) []int {
	fixes = slices.Clone(fixes)
	for len(fixes) > 1 {
		var tries [][]int
		for i := range fixes {
			tries = append(tries, slices.Delete(slices.Clone(fixes), i, i+1))
		}
		value := p.value(append(tries, fixes))
		whole := value[len(tries)]
		drop := -1
		for i := range fixes {
			if value[i] >= whole-float64(1e-9*math.Abs(whole)) && (drop < 0 || p.fixes[fixes[i]].EUR > p.fixes[fixes[drop]].EUR) {
				drop = i
			}
		}
		if drop < 0 {
			break
		}
		fixes = slices.Delete(fixes, drop, drop+1)
	}
	return fixes
}

// moves of a set of fixes.
func (g *engine) scenarioOf(fixes []Fix, chosen []int) scenario {
	sc := scenario{kind: "fix"}
	for _, i := range chosen {
		f := fixes[i]
		sc.moves = append(sc.moves, atLeast(f.States, g.sop)...)
		for s, to := range f.Set {
			sc.moves = append(sc.moves, move{state: s, to: to})
		}
		for e, p := range f.Edges {
			if sc.edges == nil {
				sc.edges = map[int]float64{}
			}
			if had, ok := sc.edges[e]; !ok || p < had {
				sc.edges[e] = p
			}
		}
	}
	slices.SortFunc(sc.moves, func(a, b move) int { return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(a.to, b.to)) })
	return sc
}

// savedBy plays sets of fixes in worlds, all with the same random numbers.
func (g *engine) savedBy(fixes []Fix, seed uint64, worlds int) saved {
	return func(sets [][]int) []float64 {
		out := make([]float64, 0, len(sets))
		const batch = 512
		for lo := 0; lo < len(sets); lo += batch {
			var list []scenario
			for _, s := range sets[lo:min(len(sets), lo+batch)] {
				list = append(list, g.scenarioOf(fixes, s))
			}
			for _, d := range g.play(seed, 0, worlds, 1, list, false, false).drops {
				out = append(out, mean(totals(d)))
			}
		}
		return out
	}
}

// Planned is the plan for a model's fixes, those of unseen things left out.
func Planned(m *Model, budget Budget, opt Options) (Plan, error) {
	g, err := compile(m)
	if err != nil {
		return Plan{}, err
	}
	fixes := seenFixes(m.Fixes)
	p, _ := g.plan(fixes, budget, opt, g.savedBy(fixes, opt.Seed, min(planWorlds, opt.worlds())))
	return p, nil
}

func seenFixes(all []Fix) []Fix {
	return slices.DeleteFunc(slices.Clone(all), func(f Fix) bool { return f.Unseen })
}

func (g *engine) plan(fixes []Fix, budget Budget, opt Options, value saved) (Plan, []set) {
	p := &planner{fixes: fixes, budget: budget, value: value}
	chosen, method, bound := p.choose()
	out := Plan{Steps: []Step{}, Method: method, Bound: bound}
	eur, minutes := p.cost(chosen)
	out.EUR, out.Hours = eur, minutes/60
	if len(chosen) == 0 {
		return out, p.best
	}
	// What each does alone, and who comes first: quick wins, then by what they
	// save for their price beyond those before them.
	worlds := opt.worlds()
	var list []scenario
	for _, i := range chosen {
		list = append(list, g.scenarioOf(fixes, []int{i}))
	}
	alone := g.play(opt.Seed, 0, worlds, 1, list, false, false)
	horizon := g.m.Constants.Value("plan.horizon")
	helps := func(d []drop) float64 {
		n := 0
		for _, x := range d {
			if x.total() > 0 {
				n++
			}
		}
		return float64(n) / float64(len(d))
	}
	quick := make([]bool, len(chosen))
	for a, i := range chosen {
		f := fixes[i]
		quick[a] = (f.EUR == 0 || f.Minutes > 0 && f.Minutes <= quickMinute) && helps(alone.drops[a]) > sure
	}
	left := make([]int, len(chosen))
	for a := range left {
		left[a] = a
	}
	var order, done []int
	for len(left) > 0 {
		var sets [][]int
		for _, a := range left {
			sets = append(sets, append(slices.Clone(done), chosen[a]))
		}
		value := p.value(sets)
		best := 0
		density := func(k int) float64 { return value[k] / (fixes[chosen[left[k]]].EUR + 1) }
		for k := range left {
			a, b := left[k], left[best]
			if c := cmp.Or(cmp.Compare(boolInt(quick[a]), boolInt(quick[b])), cmp.Compare(density(k)-float64(0), density(best))); c > 0 {
				best = k
			}
		}
		order, done = append(order, left[best]), append(done, chosen[left[best]])
		left = slices.Delete(left, best, best+1)
	}
	list = list[:0]
	for k := range order {
		list = append(list, g.scenarioOf(fixes, done[:k+1]))
	}
	along := g.play(opt.Seed, 0, worlds, 1, list, false, false)
	base := make([]float64, worlds)
	for i := range base {
		base[i] = along.base[i].total()
	}
	had := make([]float64, worlds)
	for k, a := range order {
		f := fixes[chosen[a]]
		now := totals(along.drops[k])
		more := make([]float64, worlds)
		for i := range now {
			more[i] = now[i] - had[i]
		}
		st := Step{Fix: f.ID, EUR: f.EUR, Minutes: f.Minutes, Drop: interval(more), Alone: interval(totals(alone.drops[a])),
			Left: max(0, mean(base)-mean(now)), Quick: quick[a]}
		st.Pays = float64(horizon*st.Drop.Best) >= f.EUR
		out.Steps = append(out.Steps, st)
		had = now
	}
	out.Drop = interval(had)
	return out, p.best
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// WhatIf is the model with chosen fixes done: what it saves, and the verdict
// that then stands.
func WhatIf(m *Model, ids []string, opt Options) (saves Range, after Verdict, err error) {
	g, err := compile(m)
	if err != nil {
		return Range{}, Verdict{}, err
	}
	var chosen []int
	for i, f := range m.Fixes {
		if slices.Contains(ids, f.ID) {
			chosen = append(chosen, i)
		}
	}
	sc := g.scenarioOf(m.Fixes, chosen)
	p := g.play(opt.Seed, 0, opt.worlds(), 1, []scenario{sc}, false, false)
	saves = interval(totals(p.drops[0]))
	n := *m
	n.States = slices.Clone(m.States)
	for _, mv := range sc.moves { // what is repaired is seen and holds
		s := &n.States[mv.state]
		s.A, s.B, s.Known = mv.to, 1-mv.to, true
		s.Seen, s.Bad, s.Standing = true, false, false
	}
	after, err = Weigh(&n, opt)
	return saves, after, err
}
