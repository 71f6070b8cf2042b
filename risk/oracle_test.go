package risk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// diagrams are reduced ordered binary decision diagrams (Bryant 1986) over the
// edges of a graph: a third way to the same probabilities, beside counting
// every combination and sampling.
type diagrams struct {
	nodes  []diagram
	unique map[diagram]int
	memo   map[[3]int]int
}

type diagram struct{ edge, low, high int }

const never, always = 0, 1

func newDiagrams() *diagrams {
	const leaf = math.MaxInt
	return &diagrams{nodes: []diagram{{leaf, 0, 0}, {leaf, 1, 1}}, unique: map[diagram]int{}, memo: map[[3]int]int{}}
}

func (d *diagrams) make(n diagram) int {
	if n.low == n.high {
		return n.low
	}
	if i, ok := d.unique[n]; ok {
		return i
	}
	d.nodes = append(d.nodes, n)
	d.unique[n] = len(d.nodes) - 1
	return len(d.nodes) - 1
}

// join is a AND b, or a OR b.
func (d *diagrams) join(and bool, a, b int) int {
	zero, one := never, always // of AND: zero swallows, one is neutral
	if !and {
		zero, one = one, zero
	}
	switch {
	case a == zero || b == zero:
		return zero
	case a == one || a == b:
		return b
	case b == one:
		return a
	}
	key := [3]int{min(a, b), max(a, b), one}
	if r, ok := d.memo[key]; ok {
		return r
	}
	x, y := d.nodes[a], d.nodes[b]
	top := min(x.edge, y.edge)
	if x.edge > top {
		x = diagram{top, a, a}
	}
	if y.edge > top {
		y = diagram{top, b, b}
	}
	r := d.make(diagram{top, d.join(and, x.low, y.low), d.join(and, x.high, y.high)})
	d.memo[key] = r
	return r
}

// exactly is the probability of reaching each node: the least fixpoint of the
// formulas, which are equal when their diagrams are the same.
func (g *graph) exactly() []float64 {
	d := newDiagrams()
	formula := make([]int, len(g.m.Nodes))
	for changed := true; changed; {
		changed = false
		for n, node := range g.m.Nodes {
			now, has := never, false
			if node.And {
				now = always
			}
			for e, edge := range g.m.Edges {
				if edge.To != n {
					continue
				}
				has = true
				in := d.make(diagram{e, never, always})
				if edge.From != Source {
					in = d.join(true, in, formula[edge.From])
				}
				now = d.join(node.And, now, in)
			}
			if !has {
				now = never
			}
			if now != formula[n] {
				formula[n], changed = now, true
			}
		}
	}
	p := make([]float64, len(d.nodes)) // children come before their parents
	p[always] = 1
	for i := always + 1; i < len(d.nodes); i++ {
		n := d.nodes[i]
		q := g.m.Edges[n.edge].Beta.Mean
		p[i] = q*p[n.high] + (1-q)*p[n.low]
	}
	out := make([]float64, len(formula))
	for i, f := range formula {
		out[i] = p[f]
	}
	return out
}

// Sampling, decision diagrams and counting every combination agree on 500
// random graphs with cycles and AND nodes: the latter two to the last digits,
// sampling within four standard errors. Beyond twelve edges counting takes too
// long, and the diagrams alone are the oracle.
func TestThreeWaysToTheSameProbability(t *testing.T) {
	graphs := 500
	if testing.Short() {
		graphs = 50
	}
	c := constants(t)
	r := rand.New(rand.NewPCG(18, 500))
	const words = 4000
	for i := range graphs {
		g := random(c, r, 2+r.IntN(7), 4+r.IntN(15))
		want := g.exactly()
		if len(g.m.Edges) <= 12 {
			for n, p := range g.exact() {
				if math.Abs(p-want[n]) > 1e-12 {
					t.Errorf("graph %d, node %d: counted %.15f, by diagrams %.15f", i, n, p, want[n])
				}
			}
		}
		for n, p := range g.sampled(t, words) {
			if se := math.Sqrt(want[n]*(1-want[n])/(words*lanes)) + 1e-9; math.Abs(p-want[n]) > 4*se {
				t.Errorf("%s: sampled %.5f, exactly %.5f, 4 standard errors are %.5f", fmt.Sprintf("graph %d of %d edges, node %d", i, len(g.m.Edges), n), p, want[n], 4*se)
			}
		}
	}
}
