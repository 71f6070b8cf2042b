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
	Rest   []Rest  `json:"rest,omitempty"`  // what is not in it
}

// Rest is a fix that is not in a plan: it does not fit the budget beside what
// saves more, or, with More 0, saves nothing once the plan is done.
type Rest struct {
	Fix     string  `json:"fix"`
	EUR     float64 `json:"eur"`
	Minutes float64 `json:"minutes"`
	More    float64 `json:"more"` // beyond the plan, EUR a year

	Findings []string `json:"findings,omitempty"`
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

	Findings []string `json:"findings,omitempty"` // that it settles
	Together []string `json:"together,omitempty"` // fixes of the plan without which this one hardly helps
}

const (
	exactFixes  = 14 // up to here every set is weighed
	planWorlds  = 64 // 4,096 samples
	pairSeeds   = 200
	topSets     = 20 // sets that a search goes on with
	swapRounds  = 24
	manyRounds  = 4  // of swaps, where not every pair is weighed
	manyFixes   = 32 // beyond this not everything is tried at every step
	pairedFixes = 64 // of more than these not every pair is weighed
	quickMinute = 60
	sure        = .95
	rounding    = 1e-9 // of a sum: less is no difference
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
		cost, minutes := p.cost(a.fixes)
		other, more := p.cost(b.fixes)
		return cmp.Or(cmp.Compare(b.drop, a.drop), cmp.Compare(cost, other), cmp.Compare(minutes, more), slices.Compare(a.fixes, b.fixes))
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

// lean leaves out what adds nothing to the set, the dearest first.
func (p *planner) lean(fixes []int) []int {
	fixes = slices.Clone(fixes)
	for len(fixes) > 0 {
		var tries [][]int
		for i := range fixes {
			tries = append(tries, slices.Delete(slices.Clone(fixes), i, i+1))
		}
		value := p.value(append(tries, fixes))
		whole := value[len(tries)]
		drop := -1
		var idle []int
		for i := range fixes {
			if value[i] >= whole-float64(rounding*math.Abs(whole)) {
				idle = append(idle, fixes[i])
				if drop < 0 || p.dearer(fixes[i], fixes[drop]) {
					drop = i
				}
			}
		}
		if drop < 0 {
			break
		}
		// Those that add nothing to the others mostly add nothing together either.
		less := slices.DeleteFunc(slices.Clone(fixes), func(i int) bool { return slices.Contains(idle, i) })
		if v := p.value([][]int{less})[0]; v >= whole-float64(rounding*math.Abs(whole)) {
			fixes = less
			continue
		}
		fixes = slices.Delete(fixes, drop, drop+1)
	}
	return fixes
}

func (p *planner) dearer(a, b int) bool {
	return cmp.Or(cmp.Compare(p.fixes[a].EUR, p.fixes[b].EUR), cmp.Compare(p.fixes[a].Minutes, p.fixes[b].Minutes)) > 0
}

// moves of a set of fixes.
func (g *engine) scenarioOf(fixes []Fix, chosen []int) scenario {
	sc := scenario{kind: "fix"}
	for _, i := range chosen {
		f := fixes[i]
		if f.moves != nil {
			sc.moves = append(sc.moves, f.moves...)
		} else {
			sc.moves = append(sc.moves, g.raised(f.States)...)
		}
		for s, to := range f.Set {
			if g.to != nil {
				s = int(g.to[s])
			}
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
	sc.moves = joined(sc.moves)
	return sc
}

func byState(a, b move) int { return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(a.to, b.to)) }

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
			out = append(out, g.saves(seed, worlds, list)...)
		}
		return out
	}
}

// Planned is the plan for a model's fixes, those of unseen things left out.
func Planned(m *Model, budget Budget, opt Options) (Plan, error) {
	w, err := Open(m, opt)
	if err != nil {
		return Plan{}, err
	}
	return w.Plan(budget), nil
}

func (g *engine) planned(budget Budget, opt Options) Plan {
	fixes := g.gathered(seenFixes(g.whole.Fixes), budget != Budget{})
	p, _ := g.plan(fixes, budget, opt, g.savedBy(fixes, opt.Seed, min(planWorlds, opt.worlds())))
	return p
}

func seenFixes(all []Fix) []Fix {
	return slices.DeleteFunc(slices.Clone(all), func(f Fix) bool { return f.Unseen })
}
