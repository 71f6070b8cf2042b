package risk

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Options of a weighing.
type Options struct {
	Seed    uint64
	Samples int // graph samples of one vector; 0: 32,768. Each world takes 64, and 128 where ranks depend on it.
}

const (
	defaultSamples = 512 * lanes
	leastWorlds    = 16
	rankWords      = 2 // 64 lanes flatten the probability of being first towards ties
)

func (o Options) worlds() int {
	if o.Samples <= 0 {
		return defaultSamples / lanes
	}
	return max(leastWorlds, o.Samples/lanes)
}

// Weigh draws possible worlds, lets campaigns run through each, and says which
// link the firm would gain most by repairing. It fails when the graph has no
// asset or is not well formed.
func Weigh(m *Model, opt Options) (Verdict, error) {
	g, err := compile(m)
	if err != nil {
		return Verdict{}, err
	}
	return g.verdict(opt), nil
}

func (g *engine) verdict(opt Options) Verdict {
	v := g.conclude(g.weigh(opt.Seed, opt.worlds(), rankWords))
	v.Samples, v.Seed, v.Model = opt.worlds()*lanes, opt.Seed, g.m.Constants.Digest()
	return v
}

// ranking is the worlds as they stand, and with each link repaired.
type ranking struct {
	*played
	all, seen map[string]int // link -> scenario
	routes    int
	bad       []string // links with something weak or broken seen, in chain order
}

func (g *engine) sop(i int) float64 { return g.controls[g.of[i]].SoP }

// weigh ranks the links with so many words of lanes in each world, and tries
// every repair with one, all in the same worlds.
func (g *engine) weigh(seed uint64, worlds, words int) (*ranking, *details) {
	r, list := g.ranks()
	d := g.details()
	at := len(list)
	for _, s := range d.none {
		s.words = 1
		list = append(list, s)
	}
	few := fewer(worlds, len(d.tried))
	for _, s := range d.tried {
		s.words, s.worlds = 1, few
		list = append(list, s)
	}
	r.played = g.play(seed, 0, worlds, words, list, wantBase|wantEvents)
	d.read(r.drops[at:])
	g.remember(d.tried, r.drops[at+len(d.none):])
	return r, d
}

// ranks are the worlds as they stand and with each link repaired.
func (g *engine) ranks() (*ranking, []scenario) {
	r := &ranking{all: map[string]int{}, seen: map[string]int{}}
	var list []scenario
	for _, l := range g.links {
		all, seen, bad := g.statesOf(l)
		r.all[l] = len(list)
		list = append(list, scenario{link: l, kind: "all", moves: atLeast(all, g.sop)})
		r.seen[l] = len(list)
		list = append(list, scenario{link: l, kind: "seen", moves: atLeast(seen, g.sop)})
		if bad {
			r.bad = append(r.bad, l)
		}
	}
	r.routes = len(list)
	return r, append(list, scenario{kind: "routes", noGuard: true})
}

func (g *engine) statesOf(link string) (all, seen []int, bad bool) {
	for i, s := range g.m.States {
		if g.controls[g.of[i]].Link == link {
			all = append(all, i)
			if s.Seen {
				seen = append(seen, i)
				bad = bad || s.Bad
			}
		}
	}
	return all, seen, bad
}

// details are scenarios that need fewer lanes: their means are shown, not how
// often they come first.
type details struct {
	list []scenario
	sums [][]float64 // scenario -> world: what it saves
	drop []Range     // and that as a range; of what makes nothing worse

	none, tried []scenario // those that are played
	at          []int      // scenario -> which of them speaks for it
}

// alike is how many subjects are tried of those that the model cannot tell
// apart: of a thousand files with the same fault, each repair is worth the same.
const alike = 8

func (g *engine) details() *details {
	var list []scenario
	for _, l := range g.links {
		all, _, _ := g.statesOf(l)
		var none []move
		for _, i := range all {
			none = append(none, move{state: i, exactly: true})
		}
		list = append(list, scenario{link: l, kind: "none", moves: none})
	}
	type key struct{ link, subject string }
	group := map[key][]int{}
	var order []key
	link := func(i int) string {
		if g.to != nil {
			i = int(g.to[i])
		}
		return g.controls[g.of[i]].Link
	}
	for i, s := range g.whole.States {
		if s.Seen && s.Bad {
			k := key{link(i), s.Subject}
			if _, ok := group[k]; !ok {
				order = append(order, k)
			}
			group[k] = append(group[k], i)
		}
	}
	for _, k := range order {
		list = append(list, scenario{link: k.link, subject: k.subject, many: g.whole.States[group[k][0]].Many, kind: "subject", moves: g.raised(group[k])})
		for _, i := range group[k] {
			list = append(list, scenario{link: k.link, subject: k.subject, many: g.whole.States[i].Many, kind: "control", moves: g.raised([]int{i})})
		}
	}
	// What is left out is worth what the one of its kind is worth that is tried in
	// its place.
	d := &details{list: list, at: make([]int, len(list))}
	kinds := map[string][]int{}
	for i, s := range list {
		if s.kind == "none" {
			d.at[i], d.none = len(d.none), append(d.none, s)
			continue
		}
		kind := g.kindOf(s)
		most := alike
		if !slices.ContainsFunc(s.moves, func(mv move) bool { return mv.subjects == 0 }) {
			most = 1 // no world tells them apart
		}
		if of := kinds[kind]; len(of) >= most {
			d.at[i] = of[i%most]
			continue
		}
		d.at[i] = len(d.tried)
		kinds[kind] = append(kinds[kind], len(d.tried))
		d.tried = append(d.tried, s)
	}
	return d
}

// read takes in what the scenarios saved that were played: the none, then the tried.
func (d *details) read(drops [][]drop) {
	d.sums, d.drop = make([][]float64, len(d.list)), make([]Range, len(d.list))
	sums, ranges := make([][]float64, len(d.tried)), make([]Range, len(d.tried))
	for j := range d.tried {
		sums[j] = totals(drops[len(d.none)+j])
		ranges[j] = interval(sums[j])
	}
	for i, j := range d.at {
		if d.list[i].kind == "none" {
			d.sums[i] = totals(drops[j])
			continue
		}
		d.sums[i], d.drop[i] = sums[j], ranges[j]
		if n := d.list[i].many; n > 1 {
			d.drop[i], d.sums[i] = ranges[j].over(n), slices.Clone(sums[j])
			for w := range d.sums[i] {
				d.sums[i][w] /= float64(n)
			}
		}
	}
}

const (
	manySingles = 64  // repairs that are each tried in every world
	fewWorlds   = 128 // in which each is tried at least, of however many
)

// fewer are the worlds in which so many repairs are tried one by one: the more
// there are, the less hangs on each.
func fewer(worlds, repairs int) int {
	if repairs <= manySingles {
		return worlds
	}
	return min(worlds, max(fewWorlds, worlds*manySingles/repairs))
}

// kindOf is all that the model knows of what a scenario moves, but for whose it is.
func (g *engine) kindOf(s scenario) string {
	b := []byte(s.kind)
	for _, mv := range s.moves {
		if mv.subjects > 0 {
			b = fmt.Append(b, " ", mv.state, "x", mv.subjects)
			continue
		}
		st := g.m.States[mv.state]
		st.Subject = ""
		b = fmt.Append(b, st, mv.to, g.guarded[mv.state])
	}
	return string(b)
}

func totals(d []drop) []float64 {
	out := make([]float64, len(d))
	for i, x := range d {
		out[i] = x.total()
	}
	return out
}

func attacks(d []drop) []float64 {
	out := make([]float64, len(d))
	for i, x := range d {
		out[i] = x.attack
	}
	return out
}

// mean of the parts of a drop.
func partsOf(d []drop) Parts {
	var p Parts
	n := float64(len(d))
	for _, x := range d {
		p.Attack += x.attack / n
		p.Unlawful += x.unlawful / n
		p.Distrusted += x.distrusted / n
		p.Breakdown += x.breakdown / n
	}
	return p
}

// interval is the mean with the 5th and 95th percentile.
func interval(x []float64) Range {
	s := slices.Clone(x)
	slices.Sort(s)
	var sum float64
	for _, v := range s {
		sum += v
	}
	at := func(q float64) float64 { return s[min(len(s)-1, int(float64(q*float64(len(s)))))] }
	return Range{Low: at(.05), Best: sum / float64(len(s)), High: at(.95)}
}

// first is the share of draws in which each of the rows is the largest; ties share.
func first(rows [][]float64) []float64 {
	out := make([]float64, len(rows))
	if len(rows) == 0 {
		return out
	}
	for d := range rows[0] {
		best, n := math.Inf(-1), 0.0
		for _, r := range rows {
			switch {
			case r[d] > best:
				best, n = r[d], 1
			case r[d] == best:
				n++
			}
		}
		for i, r := range rows {
			if r[d] == best {
				out[i] += 1 / n
			}
		}
	}
	for i := range out {
		out[i] /= float64(len(rows[0]))
	}
	return out
}

// byDrop puts what saves most first. What saves the same keeps the order of the
// model: no name decides.
func byDrop(a, b Candidate) int { return cmp.Compare(b.Drop.Best, a.Drop.Best) }

// Reach is the probability that a campaign of each vector has any effect,
// averaged over everything that is not known, as in Model.Vectors.
func Reach(m *Model, opt Options) ([]float64, error) {
	g, err := compile(m)
	if err != nil {
		return nil, err
	}
	p := g.play(opt.Seed, 0, opt.worlds(), 1, nil, 0)
	out := make([]float64, len(g.vectors))
	for v := range out {
		out[v] = mean(p.reach[v])
	}
	return out, nil
}

func mean(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum / float64(max(1, len(x)))
}
