package risk

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// large makes a graph of the size that the speed is promised for: a tenth of
// the nodes AND, ten assets at the end, edges that lead a short way on, and
// some that lead back.
func large(nodes, edges, back, controls int) *Graph {
	r := rand.New(rand.NewPCG(7, uint64(nodes)))
	g := &Graph{Nodes: []GraphNode{{ID: "outside", Kind: "source", Vector: "any"}}, Rates: map[string]float64{}}
	name := func(i int) string {
		if i < 0 {
			return "outside"
		}
		return fmt.Sprint("n", i)
	}
	const assets, stride = 10, 40
	for i := range nodes {
		n := GraphNode{ID: name(i), Kind: "or"}
		switch {
		case i >= nodes-assets:
			n.Kind, n.Loss, n.Priced = "asset", 1000+float64(r.IntN(99000)), true
		case i > 5 && r.IntN(10) == 0:
			n.Kind = "and"
		}
		g.Nodes = append(g.Nodes, n)
	}
	for len(g.Edges) < edges-back {
		to := len(g.Edges)
		if to >= nodes {
			to = r.IntN(nodes)
		}
		from := -1
		if to > 0 {
			from = max(-1, to-1-r.IntN(stride))
		}
		e := GraphEdge{From: name(from), To: name(to), Beta: certainly(.3 + .65*r.Float64())}
		if r.IntN(2) == 0 {
			e.Beta = Belief{A: 3 + 15*r.Float64(), B: 5}
		}
		if controls > 0 {
			first := r.IntN(controls)
			for k := range r.IntN(3) {
				e.Controls = append(e.Controls, fmt.Sprint("c", (first+k)%controls))
			}
		}
		g.Edges = append(g.Edges, e)
	}
	for range back {
		from := 1 + r.IntN(nodes-assets-1)
		g.Edges = append(g.Edges, GraphEdge{From: name(from), To: name(max(0, from-1-r.IntN(stride))), Beta: certainly(.5)})
	}
	for i := range controls {
		k := GraphControl{ID: fmt.Sprint("c", i), Link: Chain[i%len(Chain)], SoP: .95, State: Belief{A: .5 + 4*r.Float64(), B: .5 + 4*r.Float64()}, Any: &Belief{A: 6, B: 4}}
		if i%3 == 0 {
			k.State = certainly(.4)
		}
		g.Controls = append(g.Controls, k)
		if i < 20 {
			g.Fixes = append(g.Fixes, GraphFix{ID: fmt.Sprint("f", i), Set: map[string]float64{k.ID: .95}, EUR: float64(50 + r.IntN(950)), Minutes: 30})
		}
	}
	g.Budget = &Budget{EUR: 3000}
	return g
}

var sizes = []struct {
	name               string
	nodes, edges, back int
}{{"dag", 500, 1500, 0}, {"60-back", 500, 1500, 60}}

// naive is the loop that the engine replaces: one campaign at a time, a bool an
// edge and a node, in the order of the engine, round and round until nothing
// changes. In a graph without cycles the first round is enough and is the only one.
type naive struct {
	g       *engine
	p       []float64
	passed  []bool
	reached []bool
	cyclic  bool
}

func newNaive(g *engine) *naive {
	p := g.player(nil, 1)
	p.prepare(1, 0)
	w := &g.ways[0]
	return &naive{g: g, p: p.p[0], passed: make([]bool, len(w.edges)), reached: make([]bool, len(g.m.Nodes)), cyclic: slices.Contains(w.loop, true)}
}

func (n *naive) throw(r *rand.Rand) {
	for e, p := range n.p {
		n.passed[e] = r.Float64() < p
	}
}

func (n *naive) sweep() {
	w := &n.g.ways[0]
	clear(n.reached)
	for changed := true; changed; {
		changed = false
		for i, node := range w.node {
			and := w.and[i]
			now := and
			for j := w.start[i]; j < w.start[i+1]; j++ {
				on := n.passed[j] && (w.from[j] < 0 || n.reached[w.from[j]])
				if on != and {
					now = on
					break
				}
			}
			if now != n.reached[node] {
				n.reached[node], changed = now, n.cyclic
			}
		}
	}
}

// BenchmarkCampaigns is campaigns a second through the graph, one core: the
// naive loop, the engine with generation, and with the edge words kept.
func BenchmarkCampaigns(b *testing.B) {
	for _, size := range sizes {
		m, err := large(size.nodes, size.edges, size.back, 0).model(constants(b))
		if err != nil {
			b.Fatal(err)
		}
		g, err := compile(m)
		if err != nil {
			b.Fatal(err)
		}
		per := func(b *testing.B, each int) {
			b.ReportMetric(float64(b.N*each)/b.Elapsed().Seconds(), "campaigns/s")
		}
		b.Run(size.name+"/naive", func(b *testing.B) {
			n, r := newNaive(g), rand.New(rand.NewPCG(1, 2))
			for b.Loop() {
				n.throw(r)
				n.sweep()
			}
			per(b, 1)
		})
		p := g.player(nil, 1)
		p.prepare(1, 0)
		way, words, reached := &g.ways[0], p.words[0], p.reached[0]
		b.Run(size.name+"/generated", func(b *testing.B) {
			word := 0
			for b.Loop() {
				for j := range words {
					words[j] = p.throw(0, word, j, p.p[0][j])
				}
				way.sweep(words, reached)
				word++
			}
			per(b, lanes)
		})
		b.Run(size.name+"/kept", func(b *testing.B) {
			for b.Loop() {
				way.sweep(words, reached)
			}
			per(b, lanes)
		})
	}
}

// BenchmarkAnswer is a whole run: 65,536 samples, links, edges, plan, finding out.
func BenchmarkAnswer(b *testing.B) {
	for _, size := range append(sizes, struct {
		name               string
		nodes, edges, back int
	}{"large", 5000, 15000, 600}) {
		g := large(size.nodes, size.edges, size.back, 30)
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := g.Answer(constants(b)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
