package risk

import (
	"cmp"
	"slices"
)

// promising sorts sets by what they are thought to save, most first.
func promising(sets [][]int, saves func([]int) float64) {
	type scored struct {
		set []int
		x   float64
	}
	all := make([]scored, len(sets))
	for i, s := range sets {
		all[i] = scored{s, saves(s)}
	}
	slices.SortStableFunc(all, func(a, b scored) int { return cmp.Compare(b.x, a.x) })
	for i, s := range all {
		sets[i] = s.set
	}
}

// likely are the fixes of which every pair is weighed, in order: all, or where
// there are very many those that save most alone and those without which all the
// others save least. The second finds doors that only help when all are shut, of
// which none saves anything alone; last is what each adds to all the others.
func (p *planner) likely(single []float64) (fixes []int, last []float64) {
	n := len(p.fixes)
	fixes = make([]int, n)
	for i := range fixes {
		fixes[i] = i
	}
	if n <= pairedFixes {
		return fixes, nil
	}
	sets := [][]int{fixes}
	for i := range n {
		sets = append(sets, slices.Delete(slices.Clone(fixes), i, i+1))
	}
	value := p.value(sets)
	for _, x := range value[1:] {
		last = append(last, value[0]-x)
	}
	alone, end := slices.Clone(fixes), slices.Clone(fixes)
	slices.SortStableFunc(alone, func(a, b int) int { return cmp.Compare(single[b], single[a]) })
	slices.SortStableFunc(end, func(a, b int) int { return cmp.Compare(last[b]-single[b], last[a]-single[a]) })
	fixes = append(alone[:pairedFixes/2:pairedFixes/2], end[:pairedFixes/2]...)
	slices.Sort(fixes)
	return slices.Compact(fixes), last
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
	value := p.value(sets)
	single := value[:n]
	likely, last := p.likely(single)
	sets = sets[:0]
	for a, j := range likely {
		for _, i := range likely[:a] {
			sets = append(sets, []int{i, j})
		}
	}
	value = p.value(sets)
	both := make([][]float64, n)
	for i := range both {
		both[i] = make([]float64, n)
	}
	type pair struct {
		i, j int
		gain float64
	}
	var pairs []pair
	for k, s := range sets {
		i, j := s[0], s[1]
		x := value[k] - single[i] - single[j]
		both[i][j], both[j][i] = x, x
		pairs = append(pairs, pair{i, j, value[k]})
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
	gains := make([]float64, n)
	grow := func(s []int) []int {
		eur, minutes := p.cost(s)
		in := make([]bool, n)
		copy(gains, single)
		add := func(j int) {
			in[j] = true
			for i := range gains {
				gains[i] += both[i][j]
			}
		}
		for _, j := range s {
			add(j)
		}
		for {
			best, most := -1, 0.0
			for i := range n {
				if in[i] || !p.budget.fits(eur+p.fixes[i].EUR, minutes+p.fixes[i].Minutes) {
					continue
				}
				if d := max(0, gains[i]) / price(i); best < 0 || d > most {
					best, most = i, d
				}
			}
			if best < 0 {
				slices.Sort(s)
				return s
			}
			s = append(s, best)
			add(best)
			eur, minutes = eur+p.fixes[best].EUR, minutes+p.fixes[best].Minutes
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
	promising(rest, surrogate)
	p.weigh(append(slices.Clone(first), rest[:min(len(rest), topSets)]...))
	rounds := min(n, swapRounds)
	if n > pairedFixes {
		rounds = manyRounds
	}
	for range rounds { // swaps to a local optimum: one or two go, what then fits best comes in
		most := p.best[0].drop
		var tries [][]int
		for rank, now := range p.best[:min(len(p.best), 4)] {
			for a := range now.fixes {
				for b := 0; b <= a; b++ { // b == a: only one goes
					if b < a && (rank > 0 && n > manyFixes || n > pairedFixes) {
						continue
					}
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
		promising(tries, surrogate)
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
		if !slices.Contains(likely, i) {
			most[i] = max(single[i], last[i])
		}
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
