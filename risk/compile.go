package risk

import (
	"errors"
	"math"
	"slices"
)

// How an edge reads what its controls take from an attempt.
const (
	byVector = iota
	byOnward
	byBackup
)

// engine is a model made ready: flat arrays, the numbers of the constants
// looked up once, and for each vector the part of the graph that its campaigns
// can use, in an order in which one sweep is enough but for cycles.
type engine struct {
	m        *Model
	vectors  []string
	links    []string
	controls []Control
	c        prices
	ways     []way
	sinks    []int32
	column   []uint8   // edge -> byVector, byOnward, byBackup
	of       []int32   // state -> control
	states   [][]int32 // control -> its states
	inBackup []int32   // backup edges that belong to the first node they lead to
	guarded  [][]int32
	eps      []Chance // control x (vectors, L, backup), of the controls that guard something
	lacksL   []bool   // control has no eps for onward steps: that of the vector counts
	group    []int32
	passive  []bool // vector: no attacker, the copy does not fall with the primary
	error    []bool // vector: misdelivery, not theft
	byError  []int  // the same as 0 and 1
	skilled  []bool
	table    *skill
	affects  []bool // state counts for what no campaign causes, or for the money
	standing []int32
	minimise int // control, -1: none; so incident
	incident int
	k        float64
	exact    []*diagram // by vector; nil: sampled
	variants []*engine  // including this one
	purview  purview
	asked    asked
	asideOf  asideMeans
	till     till
	margrabe margrabe

	logMisplaced, rebuildLost float64
	to                        []int32 // state of the model as given -> the first of those that stand for it; nil: as given
	place                     []int32 // state -> that of the model as given, of whose number it is drawn; nil: as given
	whole                     *Model  // as given
	kept                      settings
	pools                     []pool
	known                     *remembered // nil: nothing more will be asked
}

// way is the graph of one vector.
type way struct {
	edges []int32 // model edges, in the order in which they are swept
	node  []int32 // nodes in topological order of their components
	start []int32 // node -> first of its edges; one more than nodes
	comp  []int32 // end of each component, as an index into node
	loop  []bool  // component has a cycle
	at    []int32 // model edge -> place in edges, -1: not used
	from  []int32 // by place: where the edge comes from
	round []bool  // by place: the edge stays within its component
	and   []bool  // by position of the node
	to    []int32 // by place: the position of the node that the edge leads to
	of    []int32 // position -> component
	first []int32 // component -> its first position
	next  []int32 // positions that edges lead to, by the position that they come from:
	out   []int32 // first of these; one more than positions

	group   []int32  // by place: that of the edge; 0: none
	key     []uint64 // by place: what tells its coins from those of other edges
	skilled []bool   // by place: it goes with the skill of the attacker
	passive bool     // it is an attempt without an attacker
	terms   []term   // what guards the edges, by place:
	term    []int32  // first of these; one more than places
}

// term is a control in the way of an edge: what it takes, and how well it works.
type term struct{ eps, state int32 }

func compile(m *Model) (*engine, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	small, to, place, pools := m.pooled(nil)
	return compiled(m, small, to, place, pools)
}

func compiled(m, small *Model, to, place []int32, pools []pool) (*engine, error) {
	g, err := compileAsIs(small)
	if err != nil {
		return nil, err
	}
	g.whole, g.pools = m, pools
	for _, o := range g.variants {
		o.to, o.place = to, place
	}
	return g, nil
}

// another makes a model ready that is that of this engine but for its numbers:
// then all that they do not touch is shared.
func (g *engine) another(m *Model) (*engine, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	small, to, place, pools := m.pooled(g)
	if len(m.Variants) > 0 || !small.shaped(g.m) || !slices.Equal(to, g.to) || !slices.Equal(place, g.place) {
		return compiled(m, small, to, place, pools)
	}
	n := *g
	n.m, n.whole, n.pools, n.controls, n.c, n.k = small, m, pools, m.controls(), m.Constants.prices(), m.K
	n.kept, n.known, n.variants = nil, nil, []*engine{&n}
	if n.k == 0 {
		n.k = m.Constants.Value("nb.k")
	}
	n.table = skillOf(n.c.skill)
	n.eps = slices.Clone(g.eps)
	width := len(g.vectors) + 2
	for i := range n.eps {
		if n.eps[i].Mean > 0 {
			n.eps[i] = n.epsOf(i/width, i%width)
		}
	}
	n.priced()
	return &n, nil
}

// shaped says whether an engine shares all but numbers with another.
func (g *engine) shaped(o *engine) bool {
	return len(g.asked.edge) > 0 && len(o.asked.edge) > 0 && &g.asked.edge[0] == &o.asked.edge[0]
}

// shaped says whether two models differ by numbers alone.
func (m *Model) shaped(o *Model) bool {
	if m.Vectors != nil || o.Vectors != nil || m.Controls != nil || o.Controls != nil || m.Links != nil || o.Links != nil || m.Additive || o.Additive ||
		len(m.Edges) == 0 || len(m.Constants.List) != len(o.Constants.List) {
		return false
	}
	for i := range m.Constants.List {
		a, b := &m.Constants.List[i], &o.Constants.List[i]
		if a.ID != b.ID || a.Link != b.Link || (a.G > 0) != (b.G > 0) || (a.H > 0) != (b.H > 0) || len(a.Eps) != len(b.Eps) {
			return false
		}
		for v, x := range a.Eps {
			if (x > 0) != (b.Eps[v] > 0) {
				return false
			}
		}
	}
	return slices.EqualFunc(m.States, o.States, func(a, b State) bool {
		a.A, a.B, a.Known, a.Least = b.A, b.B, b.Known, b.Least
		return a == b
	}) && slices.EqualFunc(m.Nodes, o.Nodes, func(a, b Node) bool {
		return a.And == b.And && (a.Sink == nil) == (b.Sink == nil) &&
			(a.Sink == nil || a.Sink.Effect == b.Sink.Effect && a.Sink.Asset == b.Sink.Asset && a.Sink.Detail == b.Sink.Detail)
	}) && slices.EqualFunc(m.Edges, o.Edges, func(a, b Edge) bool {
		return a.From == b.From && a.To == b.To && a.Vector == b.Vector && a.Guard == b.Guard && (a.Only == nil) == (b.Only == nil) &&
			slices.Equal(a.Only, b.Only) && slices.Equal(a.States, b.States)
	}) && slices.EqualFunc(m.Groups, o.Groups, slices.Equal[[]int]) && (m.Together == nil) == (o.Together == nil)
}

// epsOf is what a control takes in a column: of a vector, onward or of a backup.
func (g *engine) epsOf(control, column int) Chance {
	name := "L"
	switch width := len(g.vectors) + 2; {
	case column < len(g.vectors):
		name = g.vectors[column]
	case column == width-1:
		name = "backup"
	}
	k, nu := &g.controls[control], g.c.epsNu
	if g.m.Controls != nil {
		nu = k.Nu[name]
	}
	return Chance{k.Eps[name], nu}
}

// priced works out what the money needs.
func (g *engine) priced() {
	if !g.m.Additive {
		g.purview = g.purviewOf()
		g.till = g.tillOf()
		g.margrabe = g.margrabeOf()
		g.logMisplaced, g.rebuildLost = math.Log(g.c.misdelivery), float64(g.c.rebuildLost*g.till.means.rebuild)
	}
	g.asideOf = g.constantAside()
}

// compileAsIs makes a model ready as it is given.
func compileAsIs(m *Model) (*engine, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	g := &engine{m: m, vectors: m.vectors(), links: m.links(), controls: m.controls(), c: m.Constants.prices(), minimise: -1, incident: -1, k: m.K}
	if g.k == 0 {
		g.k = m.Constants.Value("nb.k")
	}
	if m.Vectors == nil {
		g.table = skillOf(g.c.skill)
	}
	index := make(map[string]int32, len(g.controls))
	for i, k := range g.controls {
		index[k.ID] = int32(i)
		_, has := k.Eps["L"]
		g.lacksL = append(g.lacksL, m.Controls != nil && !has)
		switch k.ID {
		case "minimisation":
			g.minimise = i
		case "incident-plan":
			g.incident = i
		}
	}
	for _, s := range m.States {
		i := index[s.Control]
		k := g.controls[i]
		g.of = append(g.of, i)
		g.affects = append(g.affects, k.G > 0 || k.H > 0 || k.Eps["backup"] > 0)
		if s.Standing {
			g.standing = append(g.standing, int32(len(g.of)-1))
		}
	}
	g.states = make([][]int32, len(g.controls))
	for i, c := range g.of {
		g.states[c] = append(g.states[c], int32(i))
	}
	width := len(g.vectors) + 2
	g.eps = make([]Chance, len(g.controls)*width)
	for _, e := range m.Edges {
		for _, s := range e.States {
			i := int(g.of[s])
			for v := range width {
				g.eps[i*width+v] = g.epsOf(i, v)
			}
		}
	}
	for i, n := range m.Nodes {
		if n.Sink != nil {
			g.sinks = append(g.sinks, int32(i))
		}
	}
	for _, v := range g.vectors {
		g.passive = append(g.passive, m.Vectors == nil && (v == "D" || v == "E"))
		g.error = append(g.error, m.Vectors == nil && v == "E")
		g.byError = append(g.byError, 0)
		if m.Vectors == nil && v == "E" {
			g.byError[len(g.byError)-1] = 1
		}
		g.skilled = append(g.skilled, m.Vectors == nil && v != "E")
	}
	g.group = make([]int32, len(m.Edges))
	for i, edges := range m.Groups {
		for _, e := range edges {
			g.group[e] = int32(i + 1)
		}
	}
	g.guarded = make([][]int32, len(m.States))
	for i, e := range m.Edges {
		column := uint8(byVector)
		switch {
		case e.Vector == Onward && e.Only == nil:
			column = byOnward
		case e.Vector == Backup:
			column = byBackup
			if len(g.inBackup) == 0 || m.Edges[g.inBackup[0]].To == e.To {
				g.inBackup = append(g.inBackup, int32(i))
			}
		}
		g.column = append(g.column, column)
		for _, s := range e.States {
			g.guarded[s] = append(g.guarded[s], int32(i))
		}
	}
	for v := range g.vectors {
		w := g.way(v)
		w.follows(len(m.Nodes))
		g.guards(v, &w)
		g.ways = append(g.ways, w)
	}
	g.needs()
	g.priced()
	g.variants = []*engine{g}
	for _, o := range m.Variants {
		if len(o.Edges) != len(m.Edges) || len(o.States) != len(m.States) || len(o.Nodes) != len(m.Nodes) || len(o.Variants) > 0 {
			return nil, errors.New("the variants of the attack graph are not of one shape")
		}
		e, err := compileAsIs(o)
		if err != nil {
			return nil, err
		}
		g.variants = append(g.variants, e)
	}
	return g, nil
}

func (g *engine) allowed(e, v int) bool {
	edge := &g.m.Edges[e]
	if edge.Only != nil {
		for _, o := range edge.Only {
			if o == v {
				return true
			}
		}
		return false
	}
	return edge.Vector < 0 || edge.Vector == v
}

// way prunes what no campaign of the vector can reach or use, and orders the rest.
func (g *engine) way(v int) way {
	m := g.m
	out, in := make([][]int32, len(m.Nodes)), make([][]int32, len(m.Nodes))
	live := make([]bool, len(m.Nodes)) // reachable from the source
	missing := make([]int, len(m.Nodes))
	var queue []int32
	reach := func(n int32) {
		if !live[n] {
			live[n] = true
			queue = append(queue, n)
		}
	}
	for e := range m.Edges {
		if g.allowed(e, v) {
			in[m.Edges[e].To] = append(in[m.Edges[e].To], int32(e))
			missing[m.Edges[e].To]++
		}
	}
	step := func(e int32) {
		n := int32(m.Edges[e].To)
		missing[n]--
		if !m.Nodes[n].And || missing[n] == 0 {
			reach(n)
		}
	}
	for e := range m.Edges {
		if g.allowed(e, v) {
			if f := m.Edges[e].From; f == Source {
				step(int32(e))
			} else {
				out[f] = append(out[f], int32(e))
			}
		}
	}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		for _, e := range out[n] {
			step(e)
		}
	}
	useful := make([]bool, len(m.Nodes))
	for _, s := range g.sinks {
		if live[s] && !useful[s] {
			useful[s] = true
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		for _, e := range in[n] {
			if f := m.Edges[e].From; f != Source && live[f] && !useful[f] {
				useful[f] = true
				queue = append(queue, int32(f))
			}
		}
	}
	w := way{at: make([]int32, len(m.Edges))}
	for i := range w.at {
		w.at[i] = -1
	}
	next := func(n int32) []int32 {
		if !useful[n] {
			return nil
		}
		return out[n]
	}
	for _, comp := range components(len(m.Nodes), next, func(e int32) int32 { return int32(m.Edges[e].To) }) {
		if !useful[comp[0]] {
			continue
		}
		inside := make(map[int32]bool, len(comp))
		for _, n := range comp {
			inside[n] = true
		}
		loop := false
		for _, n := range comp {
			w.node, w.and = append(w.node, n), append(w.and, m.Nodes[n].And)
			w.start = append(w.start, int32(len(w.edges)))
			for _, e := range in[n] {
				f := m.Edges[e].From
				if f != Source && !useful[f] {
					continue // never reached: it adds nothing to an OR, and an AND with it is not live
				}
				round := f != Source && inside[int32(f)]
				loop = loop || round
				w.round = append(w.round, round)
				w.at[e] = int32(len(w.edges))
				w.edges, w.from = append(w.edges, e), append(w.from, int32(f))
			}
		}
		w.comp, w.loop = append(w.comp, int32(len(w.node))), append(w.loop, loop)
	}
	w.start = append(w.start, int32(len(w.edges)))
	return w
}

// follows says which positions come after which.
func (w *way) follows(nodes int) {
	at := make([]int32, nodes)
	n := len(w.node)
	w.of, w.to, w.next, w.out = make([]int32, n), make([]int32, len(w.edges)), make([]int32, len(w.edges)), make([]int32, n+1)
	first := int32(0)
	for c, end := range w.comp {
		w.first = append(w.first, first)
		for i := first; i < end; i++ {
			w.of[i], at[w.node[i]] = int32(c), i
		}
		first = end
	}
	for i := range w.node {
		for j := w.start[i]; j < w.start[i+1]; j++ {
			w.to[j] = int32(i)
			if f := w.from[j]; f >= 0 {
				w.out[at[f]+1]++
			}
		}
	}
	for i := range w.node {
		w.out[i+1] += w.out[i]
	}
	had := slices.Clone(w.out)
	for j, f := range w.from {
		if f >= 0 {
			i := at[f]
			w.next[had[i]] = w.to[j]
			had[i]++
		}
	}
	w.next = w.next[:w.out[n]]
}

// guards lays out what stands in the way of the edges of a vector.
func (g *engine) guards(v int, w *way) {
	w.passive = g.passive[v]
	width := len(g.vectors) + 2
	for _, e := range w.edges {
		w.key, w.group = append(w.key, mix((uint64(e)+1)*golden)), append(w.group, g.group[e])
		w.skilled = append(w.skilled, g.skilled[v] && g.column[e] != byBackup)
		w.term = append(w.term, int32(len(w.terms)))
		for _, i := range g.m.Edges[e].States {
			c := g.of[i]
			w.terms = append(w.terms, term{c*int32(width) + int32(g.columnOf(int(e), v, c)), int32(i)})
		}
	}
	w.term = append(w.term, int32(len(w.terms)))
}

// columnOf is which eps of a control an edge goes by.
func (g *engine) columnOf(e, v int, control int32) int {
	switch width := len(g.vectors) + 2; g.column[e] {
	case byOnward:
		if !g.lacksL[control] {
			return width - 2
		}
	case byBackup:
		return width - 1
	}
	return v
}

// needs marks what has to be drawn: what some campaign, or what no campaign
// causes, depends on.
func (g *engine) needs() {
	g.asked = asked{make([]bool, len(g.eps)), make([]bool, len(g.m.States)), make([]bool, len(g.m.Edges))}
	for i := range g.m.States {
		of := int(g.of[i])
		g.asked.state[i] = g.affects[i] || of == g.minimise || of == g.incident
	}
	for v := range g.ways {
		w := &g.ways[v]
		for _, e := range w.edges {
			g.asked.edge[e] = true
		}
		for _, t := range w.terms {
			g.asked.eps[t.eps], g.asked.state[t.state] = true, true
		}
	}
	v := max(0, slices.Index(g.error, true))
	for _, e := range g.inBackup {
		g.asked.edge[e] = true
		for _, i := range g.m.Edges[e].States {
			c := g.of[i]
			g.asked.eps[int(c)*(len(g.vectors)+2)+g.columnOf(int(e), v, c)], g.asked.state[i] = true, true
		}
	}
}

// asked says what is drawn.
type asked struct{ eps, state, edge []bool }

// components are the strongly connected components in topological order, after
// Tarjan (1972), without recursion: graphs of thousands of nodes in a row exist.
func components(n int, out func(int32) []int32, to func(int32) int32) [][]int32 {
	index, low, on := make([]int32, n), make([]int32, n), make([]bool, n)
	var stack []int32
	var all [][]int32
	type frame struct {
		node int32
		edge int
	}
	count := int32(0)
	for root := range int32(n) {
		if index[root] != 0 {
			continue
		}
		work := []frame{{node: root}}
		for len(work) > 0 {
			f := &work[len(work)-1]
			v := f.node
			if f.edge == 0 {
				count++
				index[v], low[v] = count, count
				stack, on[v] = append(stack, v), true
			}
			down := false
			for edges := out(v); f.edge < len(edges); {
				t := to(edges[f.edge])
				f.edge++
				if index[t] == 0 {
					work, down = append(work, frame{node: t}), true
					break
				} else if on[t] {
					low[v] = min(low[v], index[t])
				}
			}
			if down {
				continue
			}
			if f.edge == 0 {
				f.edge = 1
			}
			if low[v] == index[v] {
				var comp []int32
				for {
					t := stack[len(stack)-1]
					stack, on[t] = stack[:len(stack)-1], false
					comp = append(comp, t)
					if t == v {
						break
					}
				}
				for i, j := 0, len(comp)-1; i < j; i, j = i+1, j-1 {
					comp[i], comp[j] = comp[j], comp[i]
				}
				all = append(all, comp)
			}
			work = work[:len(work)-1]
			if len(work) > 0 {
				up := work[len(work)-1].node
				low[up] = min(low[up], low[v])
			}
		}
	}
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all
}

// sweep finds which nodes 64 campaigns reach: the least fixpoint of OR and AND
// over the words of the edges (in the order of the way). Reaching is monotone,
// so going round a cycle until nothing changes ends at the least one. Nodes
// that are not on the way keep what stands in reached. It returns how many
// edges it looked at.
func (w *way) sweep(words, reached []uint64) (looked int) {
	first := int32(0)
	for c, end := range w.comp {
		if w.loop[c] {
			looked += w.component(c, first, words, reached)
		} else {
			reached[w.node[first]] = w.one(first, words, reached)
			looked += int(w.start[end] - w.start[first])
		}
		first = end
	}
	return looked
}

// component sweeps one of them, whose first node is at first.
func (w *way) component(c int, first int32, words, reached []uint64) (looked int) {
	end := w.comp[c]
	if !w.loop[c] {
		reached[w.node[first]] = w.one(first, words, reached)
		return int(w.start[end] - w.start[first])
	}
	for i := first; i < end; i++ {
		reached[w.node[i]] = 0
	}
	for changed := true; changed; {
		changed = false
		for i := first; i < end; i++ {
			if x := w.one(i, words, reached); x != reached[w.node[i]] {
				reached[w.node[i]], changed = x, true
			}
		}
		looked += int(w.start[end] - w.start[first])
	}
	return looked
}

// one is what the edges into the i-th node let through.
func (w *way) one(i int32, words, reached []uint64) uint64 {
	lo, hi := w.start[i], w.start[i+1]
	from, words := w.from[lo:hi], words[lo:hi]
	if w.and[i] {
		x := ^uint64(0)
		for j, f := range from {
			if f >= 0 {
				x &= words[j] & reached[f]
			} else {
				x &= words[j]
			}
		}
		return x
	}
	var x uint64
	for j, f := range from {
		if f >= 0 {
			x |= words[j] & reached[f]
		} else {
			x |= words[j]
		}
	}
	return x
}

// poisson is the shape at which the negative binomial has become it.
var poisson = math.Inf(1)

// atLeastOne is the probability of an event within years, at a yearly rate:
// span with and without what makes a firm unlucky persisting.
func (g *engine) atLeastOne(rate, years float64) (independent, persistent float64) {
	if math.IsInf(g.k, 1) {
		p := 1 - math.Exp(-float64(rate*years))
		return p, p
	}
	return 1 - math.Pow(1+rate/g.k, -float64(g.k*years)), 1 - math.Pow(1+float64(years*rate)/g.k, -g.k)
}
