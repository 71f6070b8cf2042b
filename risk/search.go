package risk

import (
	"cmp"
	"slices"
)

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
	slices.SortStableFunc(rest, func(a, b []int) int { return cmp.Compare(surrogate(b), surrogate(a)) })
	p.weigh(append(slices.Clone(first), rest[:min(len(rest), topSets)]...))
	for range min(n, swapRounds) { // swaps to a local optimum: one or two go, what then fits best comes in
		most := p.best[0].drop
		var tries [][]int
		for rank, now := range p.best[:min(len(p.best), 4)] {
			for a := range now.fixes {
				for b := 0; b <= a; b++ { // b == a: only one goes
					if b < a && rank > 0 && n > manyFixes {
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
