package risk

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
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
	exactWork  = 1 << 28
	rankWork   = 1 << 29
	mostDraws  = 1 << 14
	leastDraws = 1 << 8
	manySets   = 1 << 12 // of fixes that an exact plan weighs
	manyEdges  = 1024
	fewSets    = 5   // plans that compete in so large a graph when the worth of finding out is asked
	exactPlans = 256 // draws by which plans are compared, and their steps are shown
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
	r := &grapher{engine: e, in: g, opt: Options{Seed: g.Seed, Samples: g.Samples}, sure: !e.uncertain()}
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
	for words = rankWords; words > 2 && worlds*words*(1+len(r.links))*edges > rankWork; {
		words /= 2
	}
	if words < rankWords {
		r.note("the graph is large: links were compared with %d campaigns in each draw instead of %d, which pulls their confidence towards a tie", words*lanes, rankWords*lanes)
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
	p := r.play(r.opt.Seed, 0, worlds, words, list, false, false)
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
	p := r.play(r.opt.Seed, 0, worlds, 1, list, false, false)
	for i, f := range r.m.Fixes {
		x := FixDrop{ID: f.ID, Drop: mean(totals(p.drops[i]))}
		if f.EUR > 0 {
			per := x.Drop / f.EUR
			x.PerEUR = &per
		}
		r.out.Fixes = append(r.out.Fixes, x)
	}
}

// spread is the mean and the interval over the worlds. Where campaigns were
// sampled, part of what the worlds differ by is the luck of those campaigns and
// not what is unknown: two halves of them tell how much, and it is taken out.
func (r *grapher) spread(total, odd []float64) Spread {
	m := mean(total)
	if r.sure {
		return Spread{m, m, m, m}
	}
	keep := 1.0
	if r.exact == nil {
		var both, all float64
		mo := mean(odd)
		for i, x := range total {
			o := odd[i] - mo
			both += float64(4 * o * (x - m - o))
			all += float64((x - m) * (x - m))
		}
		if all > 0 {
			keep = math.Sqrt(min(1, max(0, both/all)))
		}
	}
	x := slices.Clone(total)
	for i := range x {
		x[i] = m + float64(keep*(x[i]-m))
	}
	slices.Sort(x)
	at := func(q float64) float64 { return x[min(len(x)-1, int(float64(q*float64(len(x)))))] }
	return Spread{Mean: m, Low: at(tail), Best: at(half), High: at(1 - tail)}
}

// standardError of the mean of independent numbers.
func standardError(x []float64) float64 {
	if len(x) < 2 {
		return 0
	}
	m := mean(x)
	var sum float64
	for _, v := range x {
		sum += float64((v - m) * (v - m))
	}
	n := float64(len(x))
	return math.Sqrt(sum / (n * (n - 1)))
}

// rounded takes from numbers what is below the accuracy of arithmetic, so that
// what is equal ties.
func rounded(rows [][]float64) [][]float64 {
	var most float64
	for _, r := range rows {
		for _, x := range r {
			most = max(most, math.Abs(x))
		}
	}
	grid := math.Ldexp(most, -40)
	out := make([][]float64, len(rows))
	for i, r := range rows {
		out[i] = slices.Clone(r)
		for j, x := range r {
			if grid > 0 {
				out[i][j] = math.Round(x/grid) * grid
			}
		}
	}
	return out
}

// firstOfMeans shares the first place among the rows whose mean cannot be told
// from the largest: all that differs is the luck of sampling.
func firstOfMeans(rows [][]float64) []float64 {
	out := make([]float64, len(rows))
	best := -1
	for i, r := range rows {
		if best < 0 || mean(r) > mean(rows[best]) {
			best = i
		}
	}
	var ties []int
	for i, r := range rows {
		more := make([]float64, len(r))
		var size float64
		for w := range r {
			more[w] = rows[best][w] - r[w]
			size = max(size, math.Abs(rows[best][w]))
		}
		if mean(more) <= max(float64(2*standardError(more)), math.Ldexp(size, -40)) {
			ties = append(ties, i)
		}
	}
	for _, i := range ties {
		out[i] = 1 / float64(len(ties))
	}
	return out
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

// plans chooses among the fixes, and weighs what finding out would change.
func (r *grapher) plans() {
	var budget Budget
	if r.in.Budget != nil {
		budget = *r.in.Budget
	}
	worlds := min(planWorlds, r.opt.worlds())
	opt := r.opt
	opt.Samples = min(opt.worlds(), exactPlans) * lanes // the means of steps need no more
	if r.exact != nil {
		nodes := 1
		for _, d := range r.exact {
			nodes += len(d.place)
		}
		worlds = min(exactPlans, max(leastWorlds, exactWork/(nodes*manySets)))
		if r.sure {
			worlds, opt.Samples = 1, lanes
		}
	}
	plan, top := r.plan(r.m.Fixes, budget, opt, r.savedBy(r.m.Fixes, r.opt.Seed, worlds))
	r.out.Planned = PlanSum{Method: plan.Method}
	for _, s := range plan.Steps {
		if s.Drop.Best <= 0 {
			continue // it would be paid for nothing
		}
		r.out.Plan = append(r.out.Plan, PlanStep{s.Fix, s.Drop.Best, s.Pays})
		r.out.Planned.EUR += s.EUR
		r.out.Planned.Minutes += s.Minutes
		r.out.Planned.Drop += s.Drop.Best
	}
	if !slices.ContainsFunc(r.m.States, func(s State) bool { return !s.Seen && !s.Known }) {
		return
	}
	singles, sets := r.m.Fixes, [][]int{}
	if len(r.m.Edges) > manyEdges {
		top = top[:min(len(top), fewSets)]
	}
	for _, s := range top {
		sets = append(sets, s.fixes)
	}
	if len(singles) == 0 { // then it is chosen which link to repair
		for _, l := range r.links {
			all, _, _ := r.statesOf(l)
			singles = append(singles, Fix{ID: l, States: all})
		}
	}
	minutes := map[string]GraphUnknown{}
	for _, u := range r.in.Unknowns {
		minutes[u.Control] = u
	}
	for _, l := range r.findOut(singles, r.m.Fixes, sets, r.opt).Looks {
		x := NextLook{Control: l.Control, EVPPI: l.EVPPI}
		if u := minutes[l.Control]; u.Minutes > 0 {
			per := l.EVPPI / u.Minutes
			x.PerMinute = &per
		}
		r.out.Next = append(r.out.Next, x)
	}
	per := func(x NextLook) float64 {
		if x.PerMinute == nil {
			return -1
		}
		return *x.PerMinute
	}
	slices.SortStableFunc(r.out.Next, func(a, b NextLook) int {
		return cmp.Or(cmp.Compare(per(b), per(a)), cmp.Compare(b.EVPPI, a.EVPPI), strings.Compare(a.Control, b.Control))
	})
}

// conclude says which link it is, or what to find out before that can be told.
func (r *grapher) conclude() {
	v := &r.out.Verdict
	links := r.out.Links
	if len(links) == 0 || links[0].Drop.Mean <= 0 {
		v.Wording = None
		v.Sentence = "No repair of a link lowers the expected loss."
		if len(links) == 0 {
			v.Wording, v.Sentence = Unknown, "The graph has no controls, so no link can be compared; reach, edges and fixes are answered."
		} else if r.out.EAL.Mean == 0 && r.out.SE > 0 {
			v.Wording, v.Sentence = Unknown, "It cannot be told yet: losses are rarer than sampling can see; ask for the exact answer."
		}
		return
	}
	top := links[0]
	v.Wording, v.Link, v.Confidence = r.wording(top.Confidence), top.Link, top.Confidence
	seen := map[string]bool{} // links about which something is known
	for i, k := range r.in.Controls {
		seen[r.m.Controls[i].Link] = seen[r.m.Controls[i].Link] || !r.in.unknown(k)
	}
	if !seen[top.Link] {
		v.Wording, v.Link = Unknown, ""
	}
	switch v.Wording {
	case Is:
		v.Sentence = fmt.Sprintf("The weakest link is %s.", top.Link)
	case Probably:
		v.Sentence = fmt.Sprintf("The weakest link is probably %s.", top.Link)
	case Either:
		v.Sentence = fmt.Sprintf("The weakest link is %s.", top.Link)
		if len(links) > 1 {
			v.Sentence = fmt.Sprintf("The weakest link is %s or %s.", top.Link, links[1].Link)
		}
	default:
		if r.sure {
			v.Sentence = "No link comes first: " + strings.Join(r.alike(), ", ") + " save the same."
			return
		}
		v.Sentence = fmt.Sprintf("It cannot be told yet: find out %s first.", r.firstToFindOut(top.Link))
	}
}

// alike are the links that share the first place.
func (r *grapher) alike() []string {
	var out []string
	for _, l := range r.out.Links {
		if l.Confidence > 0 {
			out = append(out, l.Link)
		}
	}
	return out
}

// firstToFindOut is the unknown whose answer is worth most a minute, else one of the link.
func (r *grapher) firstToFindOut(link string) string {
	if len(r.out.Next) > 0 && r.out.Next[0].EVPPI > 0 {
		return r.out.Next[0].Control
	}
	for i, k := range r.in.Controls {
		if r.m.Controls[i].Link == link && !k.State.Known {
			return k.ID
		}
	}
	if len(r.out.Next) > 0 {
		return r.out.Next[0].Control
	}
	return "how the controls of " + link + " stand"
}
