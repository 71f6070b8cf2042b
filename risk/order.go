package risk

import (
	"cmp"
	"slices"
)

const (
	refresh     = 12        // units that are weighed anew at each step, when there are many
	mostPairs   = 48        // fixes of a plan up to which each pair is looked at
	partnership = .5        // of what a fix adds to the plan hangs on the other: they belong together
	worthPair   = 1.0 / 100 // of what the plan saves: less is no reason to speak of it
)

// plan chooses the fixes and puts them into order: quick wins first, then by
// what they save for their price beyond those before them. Fixes that only help
// together stay together. The best sets that were met come with it.
func (g *engine) plan(fixes []Fix, budget Budget, opt Options, value saved) (Plan, []set) {
	p := &planner{fixes: fixes, budget: budget, value: value}
	chosen, method, bound := p.choose()
	out := Plan{Steps: []Step{}, Method: method, Bound: bound, Rest: p.rest(chosen)}
	eur, minutes := p.cost(chosen)
	out.EUR, out.Hours = eur, minutes/60
	if len(chosen) == 0 {
		return out, p.best
	}
	worlds := fewer(opt.worlds(), len(chosen)*len(chosen)/16) // each along with all before it: the work grows with the square
	var list []scenario
	for _, i := range chosen {
		list = append(list, g.scenarioOf(fixes, []int{i}))
	}
	alone := map[int][]drop{}
	quick := map[int]bool{}
	for a, d := range g.drops(opt.Seed, worlds, list) {
		i := chosen[a]
		alone[i], quick[i] = d, fixes[i].quick() && helps(d) > sure
	}
	order, with := p.order(chosen, quick)
	list = list[:0]
	for k := range order {
		list = append(list, g.scenarioOf(fixes, order[:k+1]))
	}
	along := g.play(opt.Seed, 0, worlds, 1, list, wantBase)
	var base float64
	for i := range along.base {
		base += along.base[i].total() / float64(worlds)
	}
	horizon := g.m.Constants.Value("plan.horizon")
	had := make([]float64, worlds)
	for k, i := range order {
		f := fixes[i]
		now := totals(along.drops[k])
		more := make([]float64, worlds)
		for w := range now {
			more[w] = now[w] - had[w]
		}
		each := f.each()
		subjects, done := f.subjects(), 0
		drop, lone, before := interval(more).over(subjects), interval(totals(alone[i])).over(subjects), base-mean(had)
		var together []string
		for _, j := range with[i] {
			for _, o := range fixes[j].each() {
				together = append(together, o.ID)
			}
		}
		for x, f := range each { // of fixes alike each saves its share
			left, many := base-mean(now), max(1, f.Many)
			if done += many; x+1 < len(each) {
				left = before - float64(drop.Best*float64(done))
			}
			out.Steps = append(out.Steps, Step{Fix: f.ID, Findings: f.Findings, EUR: f.EUR, Minutes: f.Minutes, Drop: drop.times(float64(many)), Alone: lone.times(float64(many)),
				Left: max(0, left), Quick: quick[i], Together: together})
		}
		had = now
	}
	pays(out.Steps, horizon)
	out.Drop = interval(had)
	if out.Bound > 0 { // it stands on fewer worlds than the steps do
		if v := value([][]int{chosen})[0]; v > 0 {
			out.Bound = float64(out.Bound * out.Drop.Best / v)
		}
		out.Bound = max(out.Bound, out.Drop.Best)
	}
	return out, p.best
}

// quick is whether it is free or done within an hour.
func (f *Fix) quick() bool {
	minutes := f.Minutes / float64(f.subjects())
	return f.EUR == 0 || minutes > 0 && minutes <= quickMinute
}

// helps is the share of worlds in which something is saved that 64 campaigns of
// each vector can show.
func helps(d []drop) float64 {
	n := 0
	for _, x := range d {
		if x.total() > 0 {
			n++
		}
	}
	return float64(n) / float64(max(1, len(d)))
}

// pays says of each step whether it saves more than it costs within the
// horizon; fixes that only help together are one purchase.
func pays(steps []Step, horizon float64) {
	for lo := 0; lo < len(steps); {
		hi := lo + 1
		for hi < len(steps) && slices.Contains(steps[lo].Together, steps[hi].Fix) {
			hi++
		}
		var saves, costs float64
		for _, s := range steps[lo:hi] {
			saves, costs = saves+s.Drop.Best, costs+s.EUR
		}
		for i := range steps[lo:hi] {
			steps[lo+i].Pays = float64(horizon*saves) >= costs
		}
		lo = hi
	}
}

// order of the chosen, and for each those without which it hardly helps.
func (p *planner) order(chosen []int, quick map[int]bool) (order []int, with map[int][]int) {
	left := p.partners(chosen)
	with = map[int][]int{}
	for _, unit := range left {
		for _, i := range unit {
			for _, j := range unit {
				if i != j {
					with[i] = append(with[i], j)
				}
			}
		}
	}
	soon := func(u []int) int {
		return boolInt(!slices.ContainsFunc(u, func(i int) bool { return !quick[i] }))
	}
	was := map[int]float64{} // first of a unit -> what it last was worth for its price
	// next takes from the units the one that saves most for its price beyond
	// what is done, quick wins before others. Of many only those are weighed anew
	// that were near the front, all of them now and then.
	next := func(units [][]int) int {
		try := make([]int, len(units))
		for k := range try {
			try[k] = k
		}
		if len(units) > manyFixes && len(order)%refresh != 0 {
			slices.SortStableFunc(try, func(a, b int) int {
				return cmp.Or(cmp.Compare(soon(units[b]), soon(units[a])), cmp.Compare(was[units[b][0]], was[units[a][0]]))
			})
			try = try[:refresh]
		}
		sets := [][]int{order}
		for _, k := range try {
			sets = append(sets, append(slices.Clone(order), units[k]...))
		}
		value := p.value(sets)
		for x, k := range try {
			eur, _ := p.cost(units[k])
			n := 1.0 // fixes alike count by what one of them saves and costs
			if len(units[k]) == 1 {
				n = float64(p.fixes[units[k][0]].subjects())
			}
			was[units[k][0]] = (value[x+1] - value[0]) / (eur + n)
		}
		best := try[0]
		for _, k := range try {
			_, minutes := p.cost(units[k])
			_, fewest := p.cost(units[best])
			if cmp.Or(cmp.Compare(soon(units[k]), soon(units[best])), cmp.Compare(was[units[k][0]], was[units[best][0]]), cmp.Compare(fewest, minutes)) > 0 {
				best = k
			}
		}
		return best
	}
	for len(left) > 0 {
		k := next(left)
		unit := left[k]
		left = slices.Delete(left, k, k+1)
		for len(unit) > 0 {
			var each [][]int
			for _, i := range unit {
				each = append(each, []int{i})
			}
			i := next(each)
			order, unit = append(order, unit[i]), slices.Delete(unit, i, i+1)
		}
	}
	return order, with
}

// partners are the chosen as units: fixes each of which hardly helps without
// the others, as both back doors or neither.
func (p *planner) partners(chosen []int) [][]int {
	n := len(chosen)
	unit := make([]int, n)
	for a := range unit {
		unit[a] = a
	}
	without := func(a, b int) (s []int) {
		for k, i := range chosen {
			if k != a && k != b {
				s = append(s, i)
			}
		}
		return s
	}
	sets := [][]int{chosen}
	for a, i := range chosen {
		sets = append(sets, []int{i}, without(a, a))
	}
	value := p.value(sets)
	whole := value[0]
	adds := make([]float64, n) // to all the others
	var shy []int              // adds to the others much more than it saves alone
	for a := range chosen {
		adds[a] = whole - value[2+2*a]
		if adds[a] > worthPair*whole && value[1+2*a] < partnership*adds[a] {
			shy = append(shy, a)
		}
	}
	sets = sets[:0]
	for x, a := range shy {
		for _, b := range shy[:x] {
			sets = append(sets, without(a, b))
		}
	}
	if len(sets) > 0 {
		value = p.value(sets)
	}
	k := 0
	for x, a := range shy {
		for _, b := range shy[:x] {
			// What a adds, less what it adds without b.
			if hangs := adds[a] + adds[b] - (whole - value[k]); hangs > partnership*min(adds[a], adds[b]) {
				from, to := unit[a], unit[b]
				for i := range unit {
					if unit[i] == from {
						unit[i] = to
					}
				}
			}
			k++
		}
	}
	var out [][]int
	for a := range n {
		var u []int
		for b := range n {
			if unit[b] == a {
				u = append(u, chosen[b])
			}
		}
		if len(u) > 0 {
			out = append(out, u)
		}
	}
	return out
}

// rest is what is not chosen, with what it would still save.
func (p *planner) rest(chosen []int) []Rest {
	sets := [][]int{chosen}
	var others []int
	for i := range p.fixes {
		if !slices.Contains(chosen, i) {
			others = append(others, i)
			sets = append(sets, append(slices.Clone(chosen), i))
		}
	}
	if len(others) == 0 {
		return nil
	}
	value := p.value(sets)
	var out []Rest
	for k, i := range others {
		more := value[k+1] - value[0]
		if more <= rounding*value[0] {
			more = 0
		}
		of := float64(p.fixes[i].subjects())
		for _, f := range p.fixes[i].each() {
			out = append(out, Rest{Fix: f.ID, EUR: f.EUR, Minutes: f.Minutes, More: float64(more * float64(max(1, f.Many)) / of), Findings: f.Findings})
		}
	}
	slices.SortStableFunc(out, func(a, b Rest) int { return cmp.Compare(b.More, a.More) })
	return out
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
