package risk

import (
	"cmp"
	"math"
	"slices"
)

// conclude turns the worlds into the answer. The headline competes only among
// links with something weak or broken that was seen, and repairs only what was
// looked at: a verdict about what nobody saw would be a horoscope.
func (g *engine) conclude(r *ranking, d *details) Verdict {
	v := Verdict{Alternatives: []Candidate{}, Subjects: []Candidate{}, Repairs: []Candidate{}}
	var all [][]float64
	for _, l := range g.links {
		all = append(all, totals(r.drops[r.all[l]]))
	}
	all = append(all, totals(r.drops[r.routes]))
	plain := first(all)
	low, high := ranks(all)

	var seen, attack [][]float64
	for _, l := range r.bad {
		seen = append(seen, totals(r.drops[r.seen[l]]))
		attack = append(attack, attacks(r.drops[r.seen[l]]))
	}
	confidence := first(seen)
	none := map[string][]float64{}
	for i, s := range d.list {
		c := Candidate{Link: s.link, Subject: s.subject, Drop: d.drop[i], Controls: g.named(s.moves)}
		switch s.kind {
		case "none":
			none[s.link] = d.sums[i]
		case "subject":
			v.Subjects = append(v.Subjects, c)
		case "control":
			v.Repairs = append(v.Repairs, c)
		}
	}
	for i, l := range g.links {
		drop := interval(all[i])
		k := LinkRisk{Link: l, Drop: drop, DropSeen: interval(totals(r.drops[r.seen[l]])), Rank1: plain[i], RankLow: low[i], RankHigh: high[i],
			Parts: partsOf(r.drops[r.all[l]])}
		if j := slices.Index(r.bad, l); j >= 0 {
			k.Confidence = confidence[j]
		}
		k.Strength = strength(all[i], none[l], drop.Best-mean(none[l]))
		v.Links = append(v.Links, k)
	}
	v.Routes = Routes{Drop: interval(all[len(all)-1]), Rank1: plain[len(all)-1]}
	v.Loss = g.loss(r)
	v.Second = g.second(plain, all, seen)
	slices.SortStableFunc(v.Subjects, byDrop)
	slices.SortStableFunc(v.Repairs, byDrop)

	if len(r.bad) == 0 {
		v.Wording = Unknown
		if !slices.ContainsFunc(g.links, func(l string) bool { return !g.any(l, func(s State) bool { return s.Seen }) }) {
			v.Wording = None
		}
		return v
	}
	subjects := map[string][]float64{} // drops, by subject: no two links share one
	for i, s := range d.list {
		if s.kind == "subject" {
			subjects[s.link+s.subject] = d.sums[i]
		}
	}
	rank := map[string]int{}
	for i, s := range g.whole.States {
		if _, ok := rank[s.Subject]; !ok {
			rank[s.Subject] = i
		}
	}
	rows := map[string][]float64{}
	var ranked []Candidate
	for i, l := range r.bad {
		rows[l] = seen[i]
		ranked = append(ranked, Candidate{Link: l, Subject: subjectOf(v.Subjects, l, subjects, rank), Confidence: confidence[i], Drop: interval(seen[i])})
	}
	slices.SortStableFunc(ranked, byDrop)
	g.settle(ranked, rows)
	top := ranked[0]
	v.Link, v.Subject, v.Confidence, v.DropIfFixed, v.Alternatives = top.Link, top.Subject, top.Confidence, top.Drop, ranked[1:]
	v.Wording = g.wording(top.Confidence)
	most, name := math.Inf(-1), ""
	for i, l := range r.bad {
		if m := mean(attack[i]); m > most {
			most, name = m, l
		}
	}
	if name != v.Link {
		v.ClientData = name
	}
	return v
}

func (g *engine) wording(confidence float64) Wording {
	c := g.m.Constants
	switch {
	case confidence >= c.Value("word.is"):
		return Is
	case confidence >= c.Value("word.probably"):
		return Probably
	case confidence >= c.Value("word.either"):
		return Either
	}
	return Unknown
}

func (g *engine) any(link string, is func(State) bool) bool {
	for i, s := range g.m.States {
		if is(s) && g.controls[g.of[i]].Link == link {
			return true
		}
	}
	return false
}

// settle brings the link to name to the front of what is ranked by its mean. A
// difference that another seed could turn round says nothing (MODEL section 11):
// among the links as good as level with the first it is the one that comes first
// most often, and where that is level too, the first in the order of the chain.
func (g *engine) settle(ranked []Candidate, rows map[string][]float64) {
	n := float64(max(1, len(rows[ranked[0].Link])))
	best := 0
	for i := 1; i < len(ranked); i++ {
		if !level(rows[ranked[0].Link], rows[ranked[i].Link]) {
			continue
		}
		a, b := ranked[best].Confidence, ranked[i].Confidence
		se := math.Sqrt(max(0, a+b-float64((a-b)*(a-b))) / n)
		before := slices.Index(g.links, ranked[i].Link) < slices.Index(g.links, ranked[best].Link)
		if b > a+float64(telling*se) || before && b >= a-float64(telling*se) {
			best = i
		}
	}
	named := ranked[best]
	copy(ranked[1:best+1], ranked[:best])
	ranked[0] = named
}

// telling is how many standard errors of the simulation a difference must have.
const telling = 2

// level says whether the means of two rows over the same worlds differ by less
// than the simulation can tell.
func level(a, b []float64) bool {
	each := make([]float64, len(a))
	for i := range a {
		each[i] = a[i] - b[i]
	}
	return math.Abs(mean(each)) <= float64(telling*standardError(each))
}

// subjectOf is the subject to name of a link: the first in the model of those that
// are as good as level with the one whose repair saves most.
func subjectOf(ranked []Candidate, link string, rows map[string][]float64, rank map[string]int) string {
	first, name := "", ""
	for _, s := range ranked {
		switch {
		case s.Link != link:
		case first == "":
			first, name = s.Subject, s.Subject
		case rank[s.Subject] < rank[name] && level(rows[link+first], rows[link+s.Subject]):
			name = s.Subject
		}
	}
	return name
}

// named are the controls that a scenario moves.
func (g *engine) named(moves []move) []string {
	var out []string
	for _, mv := range moves {
		if id := g.m.States[mv.state].Control; !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// ranks is the interval in which the rank of each row lies with 90 %.
func ranks(rows [][]float64) (low, high []int) {
	low, high = make([]int, len(rows)), make([]int, len(rows))
	if len(rows) == 0 || len(rows[0]) == 0 {
		return low, high
	}
	count := make([][]int, len(rows)) // row -> rank -> worlds
	for i := range count {
		count[i] = make([]int, len(rows)+1)
	}
	order := make([]int, len(rows))
	for d := range rows[0] {
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rows[b][d], rows[a][d]) })
		for rank, i := range order {
			count[i][rank+1]++
		}
	}
	n := float64(len(rows[0]))
	for i := range rows {
		sum := 0
		for rank, c := range count[i] {
			before := float64(sum) / n
			sum += c
			if now := float64(sum) / n; before <= tail && now > tail {
				low[i] = rank
			}
			if now := float64(sum) / n; before < 1-tail && now >= 1-tail {
				high[i] = rank
			}
		}
	}
	return low, high
}

// tail is what lies beyond either end of a 90 % interval.
const tail = .05

// strength is 1 - E[drop] / E[what the link is worth between nothing and the
// state of practice], with the interval of the share over the worlds.
func strength(drop, none []float64, whole float64) Range {
	clip := func(x float64) float64 { return min(1, max(0, x)) }
	if whole <= 0 {
		return Range{Low: 1, Best: 1, High: 1}
	}
	each := make([]float64, len(drop))
	for i := range drop {
		each[i] = 1
		if span := drop[i] - none[i]; span > 0 {
			each[i] = clip(1 - drop[i]/span)
		}
	}
	r := interval(each)
	r.Best = clip(1 - mean(drop)/whole)
	r.Low, r.High = min(r.Low, r.Best), max(r.High, r.Best)
	return r
}

// loss is what a year may cost as things stand.
func (g *engine) loss(r *ranking) Loss {
	one, independent, persistent := make([]float64, r.worlds), make([]float64, r.worlds), make([]float64, r.worlds)
	const years = 5
	for i, b := range r.base {
		one[i], _ = g.atLeastOne(b.rate, 1)
		independent[i], persistent[i] = g.atLeastOne(b.rate, years)
	}
	column := func(f func(parts) float64) Range {
		x := make([]float64, r.worlds)
		of := func(b *yearly) (attack, aside float64) {
			return f(b.attack), f(b.aside.unlawful) + f(b.aside.distrusted) + f(b.aside.breakdown)
		}
		for i := range r.base {
			attack, aside := of(&r.base[i])
			x[i] = attack + aside
		}
		if g.m.Rates != nil {
			return interval(x)
		}
		return g.ends(r.base, mean(x), of)
	}
	year := interval(one)
	if g.m.Rates == nil {
		rate := g.ends(r.base, 0, func(b *yearly) (attack, aside float64) { return b.rate, 0 })
		year.Low, _ = g.atLeastOne(rate.Low, 1)
		year.High, _ = g.atLeastOne(rate.High, 1)
	}
	l := Loss{PYear: year, Currency: "EUR",
		Expected:   column(parts.total),
		Business:   column(func(p parts) float64 { return p.business }),
		Claims:     column(func(p parts) float64 { return p.claims }),
		CleanUp:    column(func(p parts) float64 { return p.cleanUp }),
		Reputation: column(func(p parts) float64 { return p.reputation })}
	if g.m.Additive { // its parts are not told apart
		sums := make([]float64, r.worlds)
		for i := range r.base {
			sums[i] = r.base[i].sum
		}
		l.Expected = interval(sums)
		l.Parts.Attack = l.Expected.Best
	}
	l.PFive = Range{Low: mean(persistent), Best: half * (mean(persistent) + mean(independent)), High: mean(independent)}
	n := float64(r.worlds)
	for _, b := range r.base {
		l.Parts.Attack += b.attack.total() / n
		l.Parts.Unlawful += b.aside.unlawful.total() / n
		l.Parts.Distrusted += b.aside.distrusted.total() / n
		l.Parts.Breakdown += b.aside.breakdown.total() / n
	}
	l.Typical = Range{Low: weighted(r.events, tail), Best: weighted(r.events, half), High: weighted(r.events, 1-tail)}
	l.OneIn20 = l.Typical.High
	return l
}

// ends are the 5th and 95th percentile of what a year comes to: by campaigns, and
// beside them. How often campaigns come at all hangs on nothing else that is
// drawn, and moves the ends most; so each world is taken at every rate, as rates
// are distributed, and not at the one that it happened to draw.
func (g *engine) ends(worlds []yearly, mean float64, of func(b *yearly) (attack, aside float64)) Range {
	type line struct{ aside, median, sigma float64 } // median: of what campaigns cost at any rate
	lines := make([]line, len(worlds))
	for i := range worlds {
		b, c := &worlds[i], &g.variants[i%len(g.variants)].c
		attack, aside := of(b)
		lines[i] = line{aside: aside, sigma: c.lambdaSigma}
		if b.base > 0 {
			lines[i].median = float64(attack * float64(c.lambda*c.sector(g.m.Firm)) / b.base)
		}
	}
	below := func(x float64) (share float64) {
		for _, l := range lines {
			switch over := x - l.aside; {
			case over <= 0:
			case l.median <= 0 || l.sigma <= 0 && over >= l.median:
				share++
			case l.sigma > 0:
				share += phi(math.Log(over/l.median) / l.sigma)
			}
		}
		return share / float64(len(lines))
	}
	at := func(q float64) float64 {
		low, high := 0.0, 1.0
		for below(high) < q {
			low, high = high, 2*high
		}
		for range endSteps {
			if x := half * (low + high); below(x) < q {
				low = x
			} else {
				high = x
			}
		}
		return high
	}
	return Range{Low: at(tail), Best: mean, High: at(1 - tail)}
}

// endSteps halve what is not known of an end: beyond its twelfth digit.
const endSteps = 40

// weighted is the quantile of sampled events, each counting as often as it happens.
func weighted(events []event, q float64) float64 {
	s := slices.Clone(events)
	slices.SortFunc(s, func(a, b event) int { return cmp.Compare(a.loss, b.loss) })
	var sum, at float64
	for _, e := range s {
		sum += e.weight
	}
	for _, e := range s {
		if at += e.weight; at >= float64(q*sum) {
			return e.loss
		}
	}
	return 0
}

// second is the biggest thing that nobody looked at: the link that comes first
// most often among those without any sighting, and how often knowing would put
// it before all that was seen.
func (g *engine) second(plain []float64, all, seen [][]float64) *Second {
	best := -1
	for i, l := range g.links {
		if g.any(l, func(s State) bool { return !s.Seen }) && !g.any(l, func(s State) bool { return s.Seen }) && (best < 0 || plain[i] > plain[best]) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	out := &Second{Link: g.links[best], Probability: plain[best]}
	if len(seen) > 0 {
		out.Probability = first(append([][]float64{all[best]}, seen...))[0]
	}
	for i, s := range g.m.States {
		if k := g.controls[g.of[i]]; k.Link == out.Link && !s.Seen && !slices.Contains(out.Controls, s.Control) {
			out.Controls = append(out.Controls, s.Control)
			out.Minutes = max(out.Minutes, k.Minutes)
		}
	}
	return out
}
