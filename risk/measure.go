package risk

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// Measures are other ways to say which part matters. None of them is the
// headline, each for a reason that docs/why/model.md gives.
type Measures struct {
	Steps  []StepMeasure `json:"steps"`
	Routes []Route       `json:"routes"`
	Chokes []Choke       `json:"chokes"`
}

// StepMeasure is what the classical measures say about a step of the graph.
type StepMeasure struct {
	From      string   `json:"from"`
	To        string   `json:"to"`
	Vector    string   `json:"vector,omitempty"` // empty: any
	Controls  []string `json:"controls"`
	Pass      float64  `json:"pass"`           // mean probability of getting through, over the vectors that may: 1 - strength
	Birnbaum  float64  `json:"birnbaum"`       // EUR a year between always and never passing
	Fussell   float64  `json:"fussell_vesely"` // share of the expected loss that flows over it
	EdgeIndex int      `json:"-"`
}

// Route is the way by which an asset is reached most often under a vector.
type Route struct {
	Asset  string   `json:"asset"`
	Vector string   `json:"vector"`
	Path   []string `json:"path"`
	Pass   float64  `json:"pass"`  // of this route alone
	Reach  float64  `json:"reach"` // of the asset by any route
}

// Choke is a node that every route to an asset goes through.
type Choke struct {
	Asset string `json:"asset"`
	Node  string `json:"node"`
}

const measureWorlds = 128

// Measure works the other measures out.
func Measure(m *Model, opt Options) (Measures, error) {
	g, err := compile(m)
	if err != nil {
		return Measures{}, err
	}
	return g.measures(opt), nil
}

func (g *engine) measures(opt Options) Measures {
	opt.Samples = min(measureWorlds, opt.worlds()) * lanes
	out := Measures{Steps: g.steps(opt), Chokes: g.chokes()}
	out.Routes = g.routes(opt)
	return out
}

// steps measures each guarded or uncertain step: the loss with it always and
// never passing, in the same worlds.
func (g *engine) steps(opt Options) []StepMeasure {
	var list []scenario
	var out []StepMeasure
	for e, edge := range g.m.Edges {
		if edge.Guard || edge.Beta.Mean <= 0 || edge.Beta.Mean >= 1 && len(edge.States) == 0 {
			continue
		}
		s := StepMeasure{From: g.nodeName(edge.From), To: g.nodeName(edge.To), EdgeIndex: e, Controls: []string{}}
		if edge.Vector >= 0 {
			s.Vector = g.vectors[edge.Vector]
		}
		for _, i := range edge.States {
			s.Controls = append(s.Controls, g.m.States[i].Control)
		}
		out = append(out, s)
		list = append(list, scenario{edges: map[int]float64{e: 1}}, scenario{edges: map[int]float64{e: 0}})
	}
	p := g.play(opt.Seed, 0, opt.worlds(), 1, list, wantBase)
	pass := g.passes(opt)
	var whole float64
	for _, b := range p.base {
		whole += b.total() / float64(len(p.base))
	}
	for i := range out {
		always, never := mean(totals(p.drops[2*i])), mean(totals(p.drops[2*i+1]))
		out[i].Birnbaum = never - always
		if whole > 0 {
			out[i].Fussell = never / whole
		}
		used := 0
		for v := range g.ways {
			if e := out[i].EdgeIndex; g.ways[v].at[e] >= 0 {
				out[i].Pass += pass[v][e]
				used++
			}
		}
		out[i].Pass /= float64(max(1, used))
	}
	var row []float64
	for _, s := range out {
		row = append(row, s.Birnbaum)
	}
	row = rounded([][]float64{row})[0] // what is equal keeps the order of the model
	order := make([]int, len(out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(row[b], row[a]) })
	sorted := make([]StepMeasure, 0, len(out))
	for _, i := range order {
		sorted = append(sorted, out[i])
	}
	return sorted
}

func (g *engine) nodeName(n int) string {
	if n == Source {
		return "outside"
	}
	return g.m.Nodes[n].ID
}

// passes is the mean probability of each edge, by vector; 0 where it is not used.
func (g *engine) passes(opt Options) [][]float64 {
	sum := make([][]float64, len(g.ways))
	for v := range sum {
		sum[v] = make([]float64, len(g.m.Edges))
	}
	w := g.newWorld()
	for i := range opt.worlds() {
		g.draw(w, opt.Seed, uint64(i))
		for v := range g.ways {
			for _, e := range g.ways[v].edges {
				sum[v][e] += g.pass(w, w.s, int(e), v) / float64(opt.worlds())
			}
		}
	}
	return sum
}

// routes finds for each asset and vector the path that lets most through, by
// Dijkstra over -log of the mean passes. A step that needs several things
// takes all of their paths.
func (g *engine) routes(opt Options) []Route {
	p := g.play(opt.Seed, 0, opt.worlds(), 1, nil, 0)
	pass := g.passes(opt)
	var out []Route
	for v := range g.ways {
		w := &g.ways[v]
		into := make([][]int32, len(g.m.Nodes))
		from := make([][]int32, len(g.m.Nodes)+1)
		for _, e := range w.edges {
			edge := &g.m.Edges[e]
			into[edge.To] = append(into[edge.To], e)
			from[edge.From+1] = append(from[edge.From+1], e)
		}
		dist, via, open := make([]float64, len(g.m.Nodes)), make([]int32, len(g.m.Nodes)), make([]int, len(g.m.Nodes))
		for n := range dist {
			dist[n], via[n], open[n] = math.Inf(1), -1, len(into[n])
		}
		done := make([]bool, len(g.m.Nodes))
		q := &queue{}
		relax := func(e int32) {
			if !(pass[v][e] > 0) {
				return
			}
			edge := &g.m.Edges[e]
			n := edge.To
			cost := -math.Log(pass[v][e])
			if edge.From != Source {
				cost += dist[edge.From]
			}
			if g.m.Nodes[n].And {
				if open[n]--; open[n] > 0 {
					return
				}
				cost = 0
				for _, x := range into[n] {
					cost -= math.Log(pass[v][x])
					if f := g.m.Edges[x].From; f != Source {
						cost += dist[f]
					}
				}
			}
			if cost < dist[n] {
				dist[n], via[n] = cost, e
				heap.Push(q, item{n, cost})
			}
		}
		for _, e := range from[0] {
			relax(e)
		}
		for q.Len() > 0 {
			it := heap.Pop(q).(item)
			if done[it.node] {
				continue
			}
			done[it.node] = true
			for _, e := range from[it.node+1] {
				relax(e)
			}
		}
		for i, s := range g.sinks {
			if math.IsInf(dist[s], 1) || p.sinks[v][i] <= 0 {
				continue
			}
			r := Route{Asset: g.m.Nodes[s].ID, Vector: g.vectors[v], Pass: math.Exp(-dist[s]), Reach: p.sinks[v][i]}
			for n := int(s); ; {
				r.Path = append(r.Path, g.m.Nodes[n].ID)
				e := via[n]
				if n = g.m.Edges[e].From; n == Source {
					break
				}
			}
			r.Path = append(r.Path, "outside")
			slices.Reverse(r.Path)
			out = append(out, r)
		}
	}
	return out
}

type item struct {
	node int
	cost float64
}

type queue []item

func (q queue) Len() int           { return len(q) }
func (q queue) Less(a, b int) bool { return q[a].cost < q[b].cost }
func (q queue) Swap(a, b int)      { q[a], q[b] = q[b], q[a] }
func (q *queue) Push(x any)        { *q = append(*q, x.(item)) }
func (q *queue) Pop() any {
	x := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return x
}

// chokes finds the nodes that every route to an asset goes through, whatever
// the vector. A route keeps to one vector, so each is asked alone.
func (g *engine) chokes() []Choke {
	m := g.m
	var byVector [][][]uint64
	for v := range g.ways {
		byVector = append(byVector, g.dominators(v))
	}
	out := []Choke{}
	for _, s := range g.sinks {
		var every []uint64 // nil: not reached by any vector so far
		for _, dom := range byVector {
			switch {
			case dom[s] == nil:
			case every == nil:
				every = slices.Clone(dom[s])
			default:
				for w := range every {
					every[w] &= dom[s][w]
				}
			}
		}
		for n := range m.Nodes {
			if n != int(s) && every != nil && every[n/lanes]>>(n%lanes)&1 == 1 {
				out = append(out, Choke{Asset: m.Nodes[s].ID, Node: m.Nodes[n].ID})
			}
		}
	}
	return out
}

// dominators are for each node the set of those without which the vector does
// not reach it; nil where it does not anyway. What dominates n is n and, if any
// way in suffices, what dominates all of them; if all are needed, what
// dominates any. Ways in that nobody has seen do not count.
func (g *engine) dominators(v int) [][]uint64 {
	m, order := g.m, g.ways[v].node
	into := make([][]int, len(m.Nodes))
	for _, e := range g.ways[v].edges {
		if edge := &m.Edges[e]; !edge.Guard {
			into[edge.To] = append(into[edge.To], edge.From)
		}
	}
	live := make([]bool, len(m.Nodes))
	for changed := true; changed; {
		changed = false
		for _, n := range order {
			reached := 0
			for _, f := range into[n] {
				if f == Source || live[f] {
					reached++
				}
			}
			if !live[n] && reached > 0 && (!m.Nodes[n].And || reached == len(into[n])) {
				live[n], changed = true, true
			}
		}
	}
	words := (len(m.Nodes) + lanes - 1) / lanes
	dom := make([][]uint64, len(m.Nodes))
	for _, n := range order {
		if live[n] {
			dom[n] = make([]uint64, words)
			for w := range dom[n] {
				dom[n][w] = ^uint64(0)
			}
		}
	}
	now := make([]uint64, words)
	for changed := true; changed; {
		changed = false
		for _, n := range order {
			if !live[n] {
				continue
			}
			and := m.Nodes[n].And
			for w := range now {
				now[w] = ^uint64(0)
				if and {
					now[w] = 0
				}
			}
			for _, f := range into[n] {
				if f != Source && !live[f] {
					continue
				}
				for w := range now {
					var d uint64
					if f != Source {
						d = dom[f][w]
					}
					if and {
						now[w] |= d
					} else {
						now[w] &= d
					}
				}
			}
			now[n/lanes] |= 1 << (n % lanes)
			if !slices.Equal(now, dom[n]) {
				copy(dom[n], now)
				changed = true
			}
		}
	}
	return dom
}
