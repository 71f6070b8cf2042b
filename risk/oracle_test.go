package risk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// Three ways to the same number: sampling, counting every combination one by
// one, and decision diagrams, on random graphs with cycles and AND nodes.
func TestSamplingCountingAndDiagramsAgree(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	graphs, most, words := 500, 18, 4000
	if testing.Short() {
		graphs, most, words = 60, 13, 1000
	}
	compared := 0
	for i := range graphs {
		h := random(constants(t), r, 2+r.IntN(6), 4+r.IntN(most-3))
		g, err := compile(h.m)
		if err != nil {
			t.Fatal(err)
		}
		counted := h.exact()
		sampled := g.play(uint64(i), 0, words, 1, nil, wantBase).sinks[0]
		if err := g.makeExact(); err != nil {
			t.Fatal(err)
		}
		diagrams := g.play(uint64(i), 0, 1, 1, nil, wantBase).sinks[0]
		for n, want := range counted {
			same(t, fmt.Sprintf("graph %d, node %d by diagrams", i, n), diagrams[n], want, 1e-12)
			same(t, fmt.Sprintf("graph %d, node %d sampled", i, n), sampled[n], want, 4*math.Sqrt(want*(1-want)/float64(words*lanes))+1e-9)
			if want > 0 && want < 1 {
				compared++
			}
		}
	}
	if compared < graphs {
		t.Errorf("only %d nodes of %d graphs were worth comparing", compared, graphs)
	}
}

// What an edge is worth agrees between diagrams, the loss with the edge forced,
// and sampling by flips; also where like edges fall together.
func TestWhatEdgesMatterAgrees(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	graphs, worlds := 60, 2000
	if testing.Short() {
		graphs, worlds = 12, 500
	}
	for i := range graphs {
		h := random(constants(t), r, 3+r.IntN(5), 6+r.IntN(9))
		if i%2 == 1 { // three edges of a group, with different probabilities
			h.m.Groups, h.m.Together = [][]int{{0, 1, 2}}, []float64{.1 + .8*r.Float64()}
			if i%4 == 3 {
				h.m.Edges[1].Beta, h.m.Edges[2].Beta = h.m.Edges[0].Beta, h.m.Edges[0].Beta
			}
		}
		g, err := compile(h.m)
		if err != nil {
			t.Fatal(err)
		}
		sampled := g.matterSampled(uint64(i), worlds)
		base := g.play(uint64(i), 0, worlds, 1, nil, wantBase)
		if err := g.makeExact(); err != nil {
			t.Fatal(err)
		}
		exact := g.matterExact(uint64(i), 1)
		n := float64(worlds * lanes)
		for s, want := range g.play(uint64(i), 0, 1, 1, nil, wantBase).sinks[0] {
			same(t, fmt.Sprintf("graph %d, node %d with groups", i, s), base.sinks[0][s], want, 4*math.Sqrt(want*(1-want)/n)+1e-9)
		}
		for e := range h.m.Edges {
			most := float64(len(h.m.Nodes)) // no campaign can lose more
			se := math.Sqrt(most * max(exact.birnbaum[e], 1/n) / n)
			same(t, fmt.Sprintf("graph %d, Birnbaum of edge %d", i, e), sampled.birnbaum[e], exact.birnbaum[e], 4*se)
			same(t, fmt.Sprintf("graph %d, loss over edge %d", i, e), sampled.share[e], exact.share[e], 4*se)
			if g.group[e] == 0 {
				p := g.play(uint64(i), 0, 1, 1, []scenario{{edges: map[int]float64{e: 1}}, {edges: map[int]float64{e: 0}}}, wantBase)
				same(t, fmt.Sprintf("graph %d, edge %d forced", i, e), exact.birnbaum[e], p.drops[1][0].attack-p.drops[0][0].attack, 1e-9)
				same(t, fmt.Sprintf("graph %d, edge %d shut", i, e), exact.share[e], p.drops[1][0].attack, 1e-9)
			}
		}
	}
}

// Uncertain numbers too: in every world that is drawn, the exact loss and drops
// are what the sampled ones scatter about.
func TestUncertainGraphsAgree(t *testing.T) {
	rounds := 12
	if testing.Short() {
		rounds = 3
	}
	for i := range rounds {
		g := large(24, 20+4*(i%3), i%4, 9)
		g.Samples = 64 * 512
		sampled := answer(t, g)
		g.Exact = true
		exact := answer(t, g)
		same(t, "expected loss", sampled.EAL.Mean, exact.EAL.Mean, 4*math.Hypot(sampled.SE, exact.SE))
		for asset, by := range exact.Reach {
			for v, want := range by {
				same(t, asset+" by "+v, sampled.Reach[asset][v], want, .02)
			}
		}
	}
}

// A better control never makes anything worse and one more way never makes
// anything safer, in exact numbers.
func TestBetterNeverWorseInGraphs(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 30 {
		g := large(20, 34, 3, 6)
		for i := range g.Edges {
			g.Edges[i].Beta = certainly(r.Float64())
		}
		for i := range g.Controls {
			g.Controls[i].State, g.Controls[i].Any = certainly(r.Float64()), &Belief{A: r.Float64(), Known: true}
		}
		g.Fixes, g.Exact = nil, true
		loss := answer(t, g).EAL.Mean
		i := r.IntN(len(g.Controls))
		was := g.Controls[i].State
		g.Controls[i].State = certainly(was.A + (1-was.A)*r.Float64())
		if better := answer(t, g).EAL.Mean; better > loss*(1+1e-12) {
			t.Errorf("a better control raises the loss from %g to %g", loss, better)
		}
		g.Controls[i].State = was
		g.Edges = append(g.Edges, GraphEdge{From: "outside", To: fmt.Sprint("n", 10+r.IntN(10)), Beta: certainly(r.Float64())})
		to := g.Edges[len(g.Edges)-1].To
		for _, n := range g.Nodes {
			if n.ID == to && n.Kind == "and" {
				g.Edges = g.Edges[:len(g.Edges)-1] // one more condition is no way
				break
			}
		}
		if more := answer(t, g).EAL.Mean; more < loss*(1-1e-12) {
			t.Errorf("one more way lowers the loss from %g to %g", loss, more)
		}
	}
}

// A graph whose diagram is too large ends in words, not in no memory.
func TestDiagramTooLarge(t *testing.T) {
	g := large(400, 1500, 60, 10)
	m, err := g.model(constants(t))
	if err != nil {
		t.Fatal(err)
	}
	e, err := compile(m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.diagram(0, 1<<14); err == nil {
		t.Error("no error")
	}
}

// No more work than the bar for speed allows, counted and not timed: how many
// edges are looked at for 64 campaigns.
func TestWorkOfASweep(t *testing.T) {
	for _, size := range sizes {
		m, err := large(size.nodes, size.edges, size.back, 0).model(constants(t))
		if err != nil {
			t.Fatal(err)
		}
		g, err := compile(m)
		if err != nil {
			t.Fatal(err)
		}
		way := &g.ways[0]
		p := g.player(nil, 1)
		p.prepare(1, 0)
		words, reached := p.words[0], p.reached[0]
		for j := range words {
			words[j] = p.throw(0, 0, j, p.p[0][j])
		}
		looked, most := way.sweep(words, reached), len(way.edges)
		if size.back > 0 {
			most *= 3
		}
		if looked > most {
			t.Errorf("%s: a sweep looks at %d edges, of %d", size.name, looked, len(way.edges))
		}
	}
}
