package risk

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Answer is what the engine says about a graph; docs/schema/model.schema.json.
type Answer struct {
	Schema  string                        `json:"schema"`
	Verdict GraphVerdict                  `json:"verdict"`
	Reach   map[string]map[string]float64 `json:"reach"` // asset -> vector -> probability for one campaign
	EAL     Spread                        `json:"eal"`   // expected loss in a year
	PYear   float64                       `json:"p_year"`
	Links   []LinkDrop                    `json:"links"` // largest drop first
	Edges   []EdgeMatter                  `json:"edges"` // as in the graph
	Fixes   []FixDrop                     `json:"fixes"` // as in the graph
	Plan    []PlanStep                    `json:"plan"`  // in the order in which to do them
	Planned PlanSum                       `json:"planned"`
	Next    []NextLook                    `json:"next"` // the best use of a minute first
	Notes   []string                      `json:"notes"`
	Exact   bool                          `json:"exact"`
	Samples int                           `json:"samples"` // campaigns by vector; exact: draws of what is uncertain, 0 when nothing is
	SE      float64                       `json:"se"`      // standard error of eal.mean
	Seed    uint64                        `json:"seed"`
	Model   string                        `json:"model"`
}

// GraphVerdict names the weakest link, as firmly as that can be done.
type GraphVerdict struct {
	Wording    Wording `json:"wording"`
	Link       string  `json:"link"` // empty: none can be named
	Confidence float64 `json:"confidence"`
	Sentence   string  `json:"sentence"`
}

// Spread is a mean with its 90 % interval and median over what is not known.
type Spread struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	Best float64 `json:"best"` // the median
	High float64 `json:"high"`
}

// LinkDrop is what repairing a link to the state of practice saves in a year.
type LinkDrop struct {
	Link       string  `json:"link"`
	Drop       MeanOf  `json:"drop"`
	Confidence float64 `json:"confidence"` // P(no other link saves more)
}

// MeanOf is a mean with its 90 % interval over what is not known.
type MeanOf struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// EdgeMatter is how much an edge matters.
type EdgeMatter struct {
	From     string  `json:"from"`
	To       string  `json:"to"`
	Birnbaum float64 `json:"birnbaum"` // loss in a year if it always passes, less that if it never does
	FV       float64 `json:"fv"`       // share of the loss that is gone if it never passes
}

// FixDrop is what a fix saves in a year, alone.
type FixDrop struct {
	ID     string   `json:"id"`
	Drop   float64  `json:"drop"`
	PerEUR *float64 `json:"per_eur"` // null: it is free
}

// PlanStep is a fix of the plan.
type PlanStep struct {
	ID   string  `json:"id"`
	Drop float64 `json:"drop"` // beyond the steps before it
	Pays bool    `json:"pays"` // saves more than it costs within the horizon
}

// PlanSum is the plan as a whole.
type PlanSum struct {
	Method  string  `json:"method"` // exact: every set was weighed; search: the best that was found
	EUR     float64 `json:"eur"`
	Minutes float64 `json:"minutes"`
	Drop    float64 `json:"drop"`
}

// NextLook is what finding out the state of a control is worth.
type NextLook struct {
	Control   string   `json:"control"`
	EVPPI     float64  `json:"evppi"`
	PerMinute *float64 `json:"per_minute"` // null: nobody said how long it takes
}

// The work of an exact answer with uncertain numbers is bounded by the draws it
// is spread over: nodes of diagrams looked at, and no more draws than this.
// So is that of comparing links by sampling: edges looked at.
const (
	graphSamples = 1024 * lanes
	graphWords   = 8 // for the comparison of links
	exactWork    = 1 << 28
	rankWork     = 1 << 29
	mostDraws    = 1 << 14
	leastDraws   = 1 << 8
	manySets     = 1 << 12 // of fixes that an exact plan weighs
	manyEdges    = 1024
	fewSets      = 5   // plans that compete in so large a graph when the worth of finding out is asked
	exactPlans   = 256 // draws by which plans are compared, and their steps are shown
)

// grapher is one run over a graph.
type grapher struct {
	*engine
	in   *Graph
	opt  Options
	sure bool // nothing is uncertain
	out  Answer
}

// Answer weighs the graph. It fails when no asset can be reached, or when an
// exact answer would be too large.
func (g *Graph) Answer(c *Constants) (Answer, error) {
	m, err := g.model(c)
	if err != nil {
		return Answer{}, err
	}
	e, err := compile(m)
	if err != nil {
		return Answer{}, err
	}
	unreached := e.unreached()
	if len(unreached) == len(e.sinks) {
		return Answer{}, errNoRoute
	}
	r := &grapher{engine: e, in: g, opt: Options{Seed: g.Seed, Samples: cmp.Or(g.Samples, graphSamples)}, sure: !e.uncertain()}
	r.out = Answer{Schema: "weaklink.model/1", Seed: g.Seed, Model: c.Digest(), Exact: g.Exact, Notes: []string{},
		Reach: map[string]map[string]float64{}, Links: []LinkDrop{}, Edges: []EdgeMatter{}, Fixes: []FixDrop{}, Plan: []PlanStep{}, Next: []NextLook{}}
	for _, a := range unreached {
		r.note("no source leads to %s: its 0 says that no way there was written down, not that there is none", a)
	}
	if !slices.ContainsFunc(g.Nodes, func(n GraphNode) bool { return n.Priced }) {
		r.note("no node has a loss: each asset that is reached counts 1, and eal is how many of them a year")
	}
	for i, k := range m.Controls {
		if len(e.guarded[i]) == 0 {
			r.note("control %s stands on no edge: it changes nothing", k.ID)
		}
	}
	if g.Exact {
		if err := e.makeExact(); err != nil {
			return Answer{}, err
		}
	}
	r.weigh()
	r.edges()
	r.plans()
	r.conclude()
	return r.out, nil
}

func (r *grapher) note(format string, a ...any) {
	r.out.Notes = append(r.out.Notes, fmt.Sprintf(format, a...))
}

// worlds, and words of campaigns in each, for the main pass.
func (r *grapher) size() (worlds, words int) {
	switch {
	case r.exact != nil && r.sure:
		return 1, 1
	case r.exact != nil:
		nodes := 1
		for _, d := range r.exact {
			nodes += len(d.place)
		}
		most := exactWork / (nodes * (1 + len(r.links) + len(r.m.Fixes)))
		return max(leastDraws, min(most, mostDraws)), 1
	case r.sure:
		return r.opt.worlds(), 1
	}
	worlds = r.opt.worlds()
	edges := 0
	for v := range r.ways {
		edges += len(r.ways[v].edges)
	}
	for words = graphWords; words > 2 && worlds*words*(1+len(r.links))*edges > rankWork; {
		words /= 2
	}
	if words < graphWords {
		r.note("the graph is large: links were compared with %d campaigns in each draw instead of %d, which pulls their confidence towards a tie", words*lanes, graphWords*lanes)
	}
	return worlds, words
}

// weigh plays the graph as it stands, with each link repaired, and with each fix.
func (r *grapher) weigh() {
	var list []scenario
	for _, l := range r.links {
		all, _, _ := r.statesOf(l)
		list = append(list, scenario{link: l, moves: atLeast(all, r.sop)})
	}
	worlds, words := r.size()
	p := r.play(r.opt.Seed, 0, worlds, words, list, wantBase)
	r.out.Samples = worlds * lanes
	if r.exact != nil {
		r.out.Samples = worlds
		r.opt.Samples = min(worlds, r.opt.worlds()) * lanes // for what follows
		if r.sure {
			r.out.Samples = 0
		}
	}
	for i, n := range r.sinks {
		by := map[string]float64{}
		for v, name := range r.vectors {
			by[name] = min(1, p.sinks[v][i])
		}
		r.out.Reach[r.m.Nodes[n].ID] = by
	}
	base, odd, years, rate := make([]float64, worlds), make([]float64, worlds), 0.0, 0.0
	for i, b := range p.base {
		base[i], odd[i] = b.sum, b.odd
		y, _ := r.atLeastOne(b.rate, 1)
		years += y / float64(worlds)
		rate += b.rate / float64(worlds)
	}
	if r.sure {
		years, _ = r.atLeastOne(rate, 1)
	}
	r.out.PYear = years
	s := r.spread(base, odd)
	r.out.EAL = s
	r.out.SE = standardError(base)
	if r.sure && r.exact != nil {
		r.out.SE = 0
	}
	r.zeros(p)
	var rows [][]float64
	for i := range r.links {
		rows = append(rows, totals(p.drops[i]))
	}
	confidence := first(rounded(rows))
	if r.sure {
		confidence = firstOfMeans(rows)
	}
	for i, l := range r.links {
		odd := make([]float64, worlds)
		for w, d := range p.drops[i] {
			odd[w] = d.odd
		}
		s := r.spread(rows[i], odd)
		r.out.Links = append(r.out.Links, LinkDrop{l, MeanOf{s.Mean, s.Low, s.High}, confidence[i]})
	}
	slices.SortStableFunc(r.out.Links, func(a, b LinkDrop) int { return cmp.Compare(b.Drop.Mean, a.Drop.Mean) })
	r.fixes(worlds)
}

// zeros are explained: an asset that no sampled campaign reached may still be
// reached, and the standard error has to know of it.
func (r *grapher) zeros(p *played) {
	q := r.player(nil, 1)
	q.prepare(r.opt.Seed, 0)
	campaigns := float64(p.worlds * p.words * lanes)
	square := float64(r.out.SE * r.out.SE)
	for v := range r.ways {
		words, open := q.words[v], q.reached[v]
		for j, x := range q.p[v] {
			words[j] = 0
			if x > 0 {
				words[j] = 1
			}
		}
		r.ways[v].sweep(words, open)
		for i, n := range r.sinks {
			if p.sinks[v][i] > 0 || r.exact != nil || open[n] == 0 {
				continue
			}
			one := float64(r.m.Rates[v]*r.m.Nodes[n].Sink.Loss) / campaigns // what a single one would have added
			square += float64(one * one)
			r.note("none of %.0f campaigns of %s reached %s: its 0 means rarer than about 3 in that many; exact works it out", campaigns, r.vectors[v], r.m.Nodes[n].ID)
		}
	}
	r.out.SE = math.Sqrt(square)
	if r.out.EAL.Mean == 0 && len(r.out.Notes) == 0 {
		r.note("every way to an asset has an edge with probability 0, or nothing is lost there: the 0 is what the graph says")
	}
}

// fixes need fewer lanes: only their means are shown.
func (r *grapher) fixes(worlds int) {
	var list []scenario
	for i := range r.m.Fixes {
		list = append(list, r.scenarioOf(r.m.Fixes, []int{i}))
	}
	if len(list) == 0 {
		return
	}
	p := r.play(r.opt.Seed, 0, worlds, 1, list, wantBase)
	for i, f := range r.m.Fixes {
		x := FixDrop{ID: f.ID, Drop: mean(totals(p.drops[i]))}
		if f.EUR > 0 {
			per := x.Drop / f.EUR
			x.PerEUR = &per
		}
		r.out.Fixes = append(r.out.Fixes, x)
	}
}

func (r *grapher) edges() {
	worlds := r.opt.worlds()
	var m mattered
	if r.exact != nil {
		m = r.matterExact(r.opt.Seed, worlds)
	} else {
		m = r.matterSampled(r.opt.Seed, worlds)
	}
	for i, e := range r.in.Edges {
		x := EdgeMatter{From: e.From, To: e.To, Birnbaum: m.birnbaum[i]}
		if r.out.EAL.Mean > 0 {
			x.FV = min(1, m.share[i]/r.out.EAL.Mean)
		}
		r.out.Edges = append(r.out.Edges, x)
	}
}
