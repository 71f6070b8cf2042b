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
