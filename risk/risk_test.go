package risk

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func constants(t interface{ Fatal(...any) }) *Constants {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Every number says where it comes from and how well it is known.
func TestConstantsSayWhereTheyComeFrom(t *testing.T) {
	c := constants(t)
	for _, v := range c.Values {
		if v.Unit == "" || v.Source == "" || !strings.Contains("VSMJ", v.Mark) || len(v.Mark) != 1 {
			t.Errorf("%s lacks its unit, source or mark: %+v", v.ID, v)
		}
		if strings.Contains(v.Unit, "EUR") && (v.Currency == "" || v.CurrencyYear < 2000) {
			t.Errorf("%s is money without currency and year", v.ID)
		}
	}
	if len(c.List) != 40 {
		t.Errorf("%d controls, the catalogue has 40", len(c.List))
	}
	for _, k := range c.List {
		if !slices.Contains(Chain, k.Link) || k.M <= 0 || k.M >= 1 || k.SoP < k.M || k.SoP > 1 || k.Half <= 0 || k.Minutes <= 0 || len(k.Mark) != 1 {
			t.Errorf("control %s is not well formed: %+v", k.ID, k)
		}
		if len(k.Eps) == 0 && k.G == 0 && k.H == 0 && k.ID != "minimisation" {
			t.Errorf("control %s changes nothing", k.ID)
		}
		for v, e := range k.Eps {
			if !slices.Contains(append(slices.Clone(Vectors), "L", "backup"), v) || e <= 0 || e >= 1 {
				t.Errorf("control %s takes %g from %q", k.ID, e, v)
			}
		}
	}
	for _, role := range []string{"owner", "web developer", "host", "IT person", "lawyer", "expert"} {
		if c.Rate(role) <= 0 {
			t.Errorf("an hour of %s costs nothing", role)
		}
	}
}

// No number of the model stands in the code. What is left is arithmetic.
func TestNoNumberOfTheModelStandsInTheCode(t *testing.T) {
	allowed := map[string]string{
		".5": "arithmetic: a half of erfc", "0.0": "nothing", "1.0": "arithmetic", "1.6448536269514722": "the 95th percentile of the normal distribution",
		".05": "the ends of a 90 % interval", ".95": "the ends of a 90 % interval", "365": "days in a year",
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, e.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.FLOAT && allowed[lit.Value] == "" {
				t.Errorf("%s: %s belongs into constants.yaml", set.Position(lit.Pos()), lit.Value)
			}
			return true
		})
	}
}

// A word of coins has the probability asked for, and moving it to another one
// is monotone: a repair never makes a sample worse.
func TestCoins(t *testing.T) {
	d := newDraws(7, 0)
	ones := func(n int, f func() uint64) float64 {
		var sum int
		for range n {
			for w := f(); w != 0; w &= w - 1 {
				sum++
			}
		}
		return float64(sum) / float64(n*64)
	}
	for _, p := range []float64{0, .001, .02, .25, .5, .77, .999, 1} {
		if got := ones(4000, func() uint64 { return d.bern(p) }); math.Abs(got-p) > .004 {
			t.Errorf("coins of %g fall %g", p, got)
		}
		for _, q := range []float64{0, p / 3, p, (1 + p) / 2, 1} {
			got := ones(4000, func() uint64 {
				w := d.bern(p)
				v := d.move(w, p, q)
				if q < p && v&^w != 0 || q > p && w&^v != 0 {
					t.Fatal("the move is not monotone")
				}
				return v
			})
			if math.Abs(got-q) > .005 {
				t.Errorf("moved from %g to %g they fall %g", p, q, got)
			}
		}
	}
}

// Beta draws have the mean and spread they should: case H of the model,
// Beta(14.8, 4.2), mean .778947, sd .092787.
func TestBetaDraws(t *testing.T) {
	d := newDraws(3, 1)
	const n = 200000
	var sum, square float64
	for range n {
		x := d.beta(14.8, 4.2)
		sum, square = sum+x, square+x*x
	}
	mean := sum / n
	if sd := math.Sqrt(square/n - mean*mean); math.Abs(mean-.778947) > .001 || math.Abs(sd-.092787) > .001 {
		t.Errorf("mean %.6f sd %.6f", mean, sd)
	}
}

// graph is a small graph with fixed coins, to hold the sweep against counting.
type graph struct {
	m *Model
	p []float64
}

func (g *graph) node(and bool) int {
	g.m.Nodes = append(g.m.Nodes, Node{ID: fmt.Sprint(len(g.m.Nodes)), And: and, Sink: &Sink{Effect: "disclosed"}})
	return len(g.m.Nodes) - 1
}

func (g *graph) edge(from, to int, p float64) {
	g.m.Edges = append(g.m.Edges, Edge{From: from, To: to, Vector: Onward})
	g.p = append(g.p, p)
}

// exact counts every combination of edges: P(reached) for each node.
func (g *graph) exact() []float64 {
	out := make([]float64, len(g.m.Nodes))
	for mask := range 1 << len(g.p) {
		weight := 1.0
		for e, p := range g.p {
			if mask>>e&1 == 1 {
				weight *= p
			} else {
				weight *= 1 - p
			}
		}
		reached := make([]bool, len(g.m.Nodes))
		for changed := true; changed; {
			changed = false
			for n, node := range g.m.Nodes {
				any, all, has := false, true, false
				for e, edge := range g.m.Edges {
					if edge.To == n {
						on := mask>>e&1 == 1 && (edge.From == Source || reached[edge.From])
						any, all, has = any || on, all && on, true
					}
				}
				if now := has && (node.And && all || !node.And && any); now && !reached[n] {
					reached[n], changed = true, true
				}
			}
		}
		for n, r := range reached {
			if r {
				out[n] += weight
			}
		}
	}
	return out
}

func (g *graph) sampled(words int) []float64 {
	g.m.index()
	d := newDraws(11, 0)
	out := make([]float64, len(g.m.Nodes))
	w, reached := make([]uint64, len(g.p)), make([]uint64, len(g.m.Nodes))
	for range words {
		for e, p := range g.p {
			w[e] = d.bern(p)
		}
		g.m.sweep(0, w, reached)
		for n, r := range reached {
			for ; r != 0; r &= r - 1 {
				out[n] += 1 / float64(words*lanes)
			}
		}
	}
	return out
}

// The worked cases of the model: C two routes behind one door (.180, not the
// .190 of independent nodes), D a cycle, E an AND.
func TestWorkedCases(t *testing.T) {
	c := &graph{m: &Model{}}
	door, left, right, goal := c.node(false), c.node(false), c.node(false), c.node(false)
	c.edge(Source, door, .5)
	c.edge(door, left, .4)
	c.edge(left, goal, .5)
	c.edge(door, right, .4)
	c.edge(right, goal, .5)
	if p := c.exact()[goal]; math.Abs(p-.18) > 1e-12 {
		t.Errorf("case C: %g, want .180", p)
	}
	d := &graph{m: &Model{}}
	a, b := d.node(false), d.node(false)
	d.edge(Source, a, .5)
	d.edge(Source, b, .2)
	d.edge(a, b, .5)
	d.edge(b, a, .9)
	if p := d.exact(); math.Abs(p[a]-.59) > 1e-12 || math.Abs(p[b]-.4) > 1e-12 {
		t.Errorf("case D: %v, want .59 and .40", p)
	}
	e := &graph{m: &Model{}}
	server, copies, gone := e.node(false), e.node(false), e.node(true)
	e.edge(Source, server, .2)
	e.edge(Source, copies, .8)
	e.edge(server, gone, 1)
	e.edge(copies, gone, 1)
	if p := e.exact()[gone]; math.Abs(p-.16) > 1e-12 {
		t.Errorf("case E: %g, want .16", p)
	}
	for name, g := range map[string]*graph{"C": c, "D": d, "E": e} {
		near(t, "case "+name, g)
	}
}

func near(t *testing.T, name string, g *graph) {
	t.Helper()
	const words = 4000
	want, got := g.exact(), g.sampled(words)
	for n := range want {
		se := math.Sqrt(want[n]*(1-want[n])/(words*lanes)) + 1.0/unit
		if math.Abs(got[n]-want[n]) > 4.5*se {
			t.Errorf("%s, node %d: sampled %.5f, counted %.5f, 4.5 standard errors are %.5f", name, n, got[n], want[n], 4.5*se)
		}
	}
}

// Sampling agrees with counting every combination, on random graphs with
// cycles and AND nodes.
func TestSamplingAgreesWithCounting(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	graphs := 40
	if testing.Short() {
		graphs = 8
	}
	for i := range graphs {
		g := &graph{m: &Model{}}
		for range 2 + r.IntN(5) {
			g.node(r.IntN(4) == 0)
		}
		for range 4 + r.IntN(9) {
			from := r.IntN(len(g.m.Nodes)+1) - 1
			to := r.IntN(len(g.m.Nodes))
			if from != to {
				g.edge(from, to, math.Round(r.Float64()*unit)/unit)
			}
		}
		near(t, fmt.Sprintf("graph %d", i), g)
	}
}

func small(c *Constants, a, b float64) *Model {
	return &Model{Constants: c, Nodes: []Node{{ID: "mbx"}, {ID: "db", Sink: &Sink{Effect: "disclosed", Asset: "db", People: 800, Detail: "identity"}}},
		Edges: []Edge{
			{From: Source, To: 0, Beta: "possible", Vector: 1, States: []int{0}},
			{From: 0, To: 1, Beta: "likely", Vector: Onward, States: []int{1}},
		},
		States: []State{{Control: "mfa", A: a, B: b, Seen: true, Bad: true}, {Control: "least-privilege-data", A: .7, B: 1.3}}}
}

// Raising the state of a control never raises the loss; a repair never costs.
func TestBetterIsNeverWorse(t *testing.T) {
	c := constants(t)
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		m := small(c, rapid.Float64Range(.1, 9).Draw(t, "a"), rapid.Float64Range(.1, 9).Draw(t, "b"))
		m.index()
		d := newDraws(seed, 0)
		w := m.draw(d)
		words := func(s []float64, from []float64, had []uint64) (p []float64, out []uint64) {
			for e := range m.Edges {
				q := m.pass(w, s, e, 1)
				p = append(p, q)
				if had == nil {
					out = append(out, d.bern(q))
				} else {
					out = append(out, d.move(had[e], from[e], q))
				}
			}
			return p, out
		}
		p, base := words(w.s, nil, nil)
		better := slices.Clone(w.s)
		better[0] += (1 - better[0]) * rapid.Float64Range(0, 1).Draw(t, "gain")
		_, moved := words(better, p, base)
		empty := make([]uint64, len(m.Edges))
		all := func(v []uint64) [][]uint64 {
			out := make([][]uint64, len(Vectors))
			for i := range out {
				out[i] = empty
			}
			out[1] = v
			return out
		}
		reached := make([]uint64, len(m.Nodes))
		before, after := m.year(w, w.s, m.purse(w, w.s), all(base), reached, nil), m.year(w, better, m.purse(w, better), all(moved), reached, nil)
		if after.attack.total() > before.attack.total() {
			t.Fatalf("better control, greater loss: %g, was %g", after.attack.total(), before.attack.total())
		}
	})
}

// The same model and seed give the same bytes; another seed gives others.
func TestSameSeedSameBytes(t *testing.T) {
	c := constants(t)
	bytes := func(seed uint64) string {
		v, err := Weigh(small(c, .8, 1.2), Options{Seed: seed, Samples: 64 * 64})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	if bytes(1) != bytes(1) || bytes(1) == bytes(2) {
		t.Error("the seed does not decide")
	}
}

// Bad input ends in words, never in a number that is none.
func TestBadModels(t *testing.T) {
	c := constants(t)
	for name, m := range map[string]*Model{
		"no asset":        {Constants: c, Nodes: []Node{{ID: "a"}}},
		"bad edge":        {Constants: c, Nodes: []Node{{ID: "a", Sink: &Sink{Effect: "mailbox"}}}, Edges: []Edge{{From: 0, To: 7}}},
		"bad state":       {Constants: c, Nodes: []Node{{ID: "a", Sink: &Sink{Effect: "mailbox"}}}, States: []State{{Control: "mfa", A: math.NaN(), B: 1}}},
		"unknown control": {Constants: c, Nodes: []Node{{ID: "a", Sink: &Sink{Effect: "mailbox"}}}, States: []State{{Control: "magic", A: 1, B: 1}}},
	} {
		if _, err := Weigh(m, Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	v, err := Weigh(&Model{Constants: c, Nodes: []Node{{ID: "a", Sink: &Sink{Effect: "mailbox"}}}}, Options{Samples: 64 * 16})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(v) // fails on NaN and infinity
	if err != nil || v.Link != "" {
		t.Errorf("no route at all: %s, %v", raw, err)
	}
}
