package risk

import (
	"math"
	"slices"
)

// conclude turns the draws into the answer. The headline competes only among
// links with something weak or broken that was seen, and repairs only what was
// looked at: a verdict about what nobody saw would be a horoscope.
func (m *Model) conclude(sc []scenario, t *tally) Verdict {
	c := m.Constants
	v := Verdict{Alternatives: []Candidate{}, Subjects: []Candidate{}, Repairs: []Candidate{}}
	find := func(link, kind string) int {
		return slices.IndexFunc(sc, func(s scenario) bool { return s.link == link && s.kind == kind })
	}
	var all [][]float64
	for _, l := range Chain {
		all = append(all, t.drop[find(l, "all")])
	}
	plain := first(all)

	var bad []string
	var seen, attack [][]float64
	for _, l := range Chain {
		if m.any(l, func(s State) bool { return s.Seen && s.Bad }) {
			bad = append(bad, l)
			seen = append(seen, t.drop[find(l, "seen")])
			attack = append(attack, t.attack[find(l, "seen")])
		}
	}
	confidence := first(seen)
	for i, l := range Chain {
		drop := interval(all[i])
		worse := interval(t.drop[find(l, "none")])
		k := LinkRisk{Link: l, Drop: drop, DropSeen: interval(t.drop[find(l, "seen")]), Rank1: plain[i]}
		if j := slices.Index(bad, l); j >= 0 {
			k.Confidence = confidence[j]
		}
		k.Strength = strength(all[i], t.drop[find(l, "none")], drop.Best-worse.Best)
		v.Links = append(v.Links, k)
	}
	v.Loss = m.loss(t)
	v.Second = m.second(sc, t, plain)
	for i, s := range sc {
		c := Candidate{Link: s.link, Subject: s.subject, Drop: interval(t.drop[i]), Controls: m.controls(s.states)}
		switch s.kind {
		case "subject":
			v.Subjects = append(v.Subjects, c)
		case "control":
			v.Repairs = append(v.Repairs, c)
		}
	}
	slices.SortFunc(v.Subjects, byDrop)
	slices.SortFunc(v.Repairs, byDrop)

	if len(bad) == 0 {
		v.Wording = Unknown
		if !slices.ContainsFunc(Chain, func(l string) bool { return !m.any(l, func(s State) bool { return s.Seen }) }) {
			v.Wording = None
		}
		return v
	}
	var ranked []Candidate
	for i, l := range bad {
		ranked = append(ranked, Candidate{Link: l, Subject: m.subject(v.Subjects, l), Confidence: confidence[i], Drop: interval(seen[i])})
	}
	slices.SortFunc(ranked, byDrop)
	top := ranked[0]
	v.Link, v.Subject, v.Confidence, v.DropIfFixed, v.Alternatives = top.Link, top.Subject, top.Confidence, top.Drop, ranked[1:]
	switch {
	case top.Confidence >= c.Value("word.is"):
		v.Wording = Is
	case top.Confidence >= c.Value("word.probably"):
		v.Wording = Probably
	case top.Confidence >= c.Value("word.either"):
		v.Wording = Either
	default:
		v.Wording = Unknown
	}
	most, name := math.Inf(-1), ""
	for i, l := range bad {
		if mean := interval(attack[i]).Best; mean > most {
			most, name = mean, l
		}
	}
	if name != v.Link {
		v.ClientData = name
	}
	return v
}

func (m *Model) any(link string, is func(State) bool) bool {
	for i, s := range m.States {
		if is(s) && m.linkOf(i) == link {
			return true
		}
	}
	return false
}

func (m *Model) subject(ranked []Candidate, link string) string {
	for _, s := range ranked {
		if s.Link == link {
			return s.Subject
		}
	}
	return ""
}

func (m *Model) controls(states []int) []string {
	var out []string
	for _, i := range states {
		if id := m.States[i].Control; !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// strength is 1 - E[drop] / E[what the link is worth between nothing and the
// state of practice], with the interval of the share over the draws.
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
	r.Best = clip(1 - interval(drop).Best/whole)
	r.Low, r.High = min(r.Low, r.Best), max(r.High, r.Best)
	return r
}

// loss is what a year may cost as things stand.
func (m *Model) loss(t *tally) Loss {
	c := m.Constants
	k := c.Value("nb.k")
	p := make([]float64, len(t.rate))
	for i, r := range t.rate {
		p[i] = 1 - math.Pow(1+r/k, -k)
	}
	column := func(f func(parts) float64) Range {
		x := make([]float64, len(t.base))
		for i, b := range t.base {
			x[i] = f(b)
		}
		return interval(x)
	}
	l := Loss{PYear: interval(p), Currency: "EUR",
		Expected:   column(parts.total),
		Business:   column(func(p parts) float64 { return p.business }),
		Claims:     column(func(p parts) float64 { return p.claims }),
		CleanUp:    column(func(p parts) float64 { return p.cleanUp }),
		Reputation: column(func(p parts) float64 { return p.reputation })}
	// One event spreads around its mean like the sum it mostly is: a lognormal
	// with the spread of the records and response parts together.
	sigma := c.Value("loss.records.sigma")
	mean := interval(t.event)
	median := float64(mean.Best * math.Exp(-float64(sigma*sigma/2)))
	const z90, z95 = 1.6448536269514722, 1.6448536269514722
	l.Typical = Range{Low: float64(median * math.Exp(-float64(z90*sigma/2))), Best: median, High: float64(median * math.Exp(float64(z90*sigma/2)))}
	l.OneIn20 = float64(median * math.Exp(float64(z95*sigma)))
	return l
}

// second is the biggest thing that nobody looked at: the link that would be
// first if controls with prior only could be named, and how likely it is that
// looking would put it there.
func (m *Model) second(sc []scenario, t *tally, plain []float64) *Second {
	best := -1
	for i, l := range Chain {
		if m.any(l, func(s State) bool { return !s.Seen }) && !m.any(l, func(s State) bool { return s.Seen }) && (best < 0 || plain[i] > plain[best]) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	out := &Second{Link: Chain[best], Probability: plain[best]}
	for i, s := range m.States {
		if m.linkOf(i) == out.Link && !s.Seen && !slices.Contains(out.Controls, s.Control) {
			out.Controls = append(out.Controls, s.Control)
			k, _ := m.Constants.Control(s.Control)
			out.Minutes = max(out.Minutes, k.Minutes)
		}
	}
	return out
}
