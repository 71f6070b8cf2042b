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
		if in := currencyOf(v.Unit); in != "" && (in != c.Money.Currency || v.Currency != in || v.CurrencyYear != c.Money.Year) {
			t.Errorf("%s is in %s of %q %d, the model calculates in %s of %d", v.ID, v.Unit, v.Currency, v.CurrencyYear, c.Money.Currency, c.Money.Year)
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
		".0331": "Marsaglia and Tsang's squeeze", "1e-9": "rounding", "1e-6": "rounding", "1.0": "arithmetic",
		".5": "arithmetic: a half of erfc", "0.0": "nothing",
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

// A word of coins has the probability asked for, and another probability at the
// same place moves it monotonely: a repair never makes a sample worse.
func TestCoins(t *testing.T) {
	for _, table := range []*skill{nil, skillOf(.2)} {
		r := rand.New(rand.NewPCG(7, 0))
		share := func(p float64) float64 {
			var sum float64
			for range 4000 {
				sum += ones(table.coins(r.Uint64(), p))
			}
			return sum / (4000 * lanes)
		}
		for _, p := range []float64{0, .00001, .001, .02, .25, .5, .77, .999, 1} {
			se := math.Sqrt(p*(1-p)/(4000*lanes)) + 1e-9
			if got := share(p); math.Abs(got-p) > 4.5*se {
				t.Errorf("skill %v: coins of %g fall %g", table != nil, p, got)
			}
		}
		for range 20000 {
			p, q, key := r.Float64(), r.Float64(), r.Uint64()
			if r.IntN(2) == 0 {
				q = p * (1 - r.Float64()/1000) // close by
			}
			a, b := table.coins(key, min(p, q)), table.coins(key, max(p, q))
			if a&^b != 0 {
				t.Fatalf("skill %v: at %g a coin falls that does not at %g", table != nil, min(p, q), max(p, q))
			}
		}
	}
}

// The strata of skill have the mean asked for, and the better attacker passes more often.
func TestSkillStrata(t *testing.T) {
	k := skillOf(.2)
	for i, row := range k.at {
		p := float64(i) / knots * float64(i) / knots
		var sum float64
		for z, q := range row {
			sum += q / strata
			if z > 0 && q < row[z-1] || q < 0 || q > 1 || i > 0 && q < k.at[i-1][z]-1e-12 {
				t.Fatalf("knot %d stratum %d: %g after %g", i, z, q, k.at[max(0, i-1)][z])
			}
		}
		if math.Abs(sum-p) > 1e-4*p+1e-9 {
			t.Errorf("knot %d: mean %.8f, want %.8f", i, sum, p)
		}
	}
}

// Beta draws have the mean and spread they should: case H of the model,
// Beta(14.8, 4.2), mean .778947, sd .092787.
func TestBetaDraws(t *testing.T) {
	s := stream(3)
	const n = 200000
	var sum, square float64
	for range n {
		x := s.beta(14.8, 4.2)
		sum, square = sum+x, square+x*x
	}
	mean := sum / n
	if sd := math.Sqrt(square/n - mean*mean); math.Abs(mean-.778947) > .001 || math.Abs(sd-.092787) > .001 {
		t.Errorf("mean %.6f sd %.6f", mean, sd)
	}
}

// graph is a small graph with fixed coins, to hold the sweep against counting.
type graph struct{ m *Model }

func newGraph(c *Constants) *graph {
	return &graph{&Model{Constants: c, Vectors: []string{"any"}, Rates: []float64{1}, Controls: []Control{}, Links: []string{}, Additive: true}}
}

func (g *graph) node(and bool) int {
	g.m.Nodes = append(g.m.Nodes, Node{ID: fmt.Sprint(len(g.m.Nodes)), And: and, Sink: &Sink{Loss: 1}})
	return len(g.m.Nodes) - 1
}

func (g *graph) edge(from, to int, p float64) {
	g.m.Edges = append(g.m.Edges, Edge{From: from, To: to, Beta: Chance{Mean: p}, Vector: Onward})
}

// exact is the probability of reaching each node, by counting every combination.
func (g *graph) exact() []float64 {
	out := make([]float64, len(g.m.Nodes))
	for mask := range 1 << len(g.m.Edges) {
		weight := 1.0
		for e, edge := range g.m.Edges {
			if mask>>e&1 == 1 {
				weight *= edge.Beta.Mean
			} else {
				weight *= 1 - edge.Beta.Mean
			}
		}
		if weight == 0 {
			continue
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

func (g *graph) sampled(t *testing.T, words int) []float64 {
	t.Helper()
	e, err := compile(g.m)
	if err != nil {
		t.Fatal(err)
	}
	return e.play(11, 0, words, 1, nil, wantBase).sinks[0]
}

// The worked cases of the model: C two routes behind one door (.180, not the
// .190 of independent nodes), D a cycle, E an AND.
func TestWorkedCases(t *testing.T) {
	k := constants(t)
	c := newGraph(k)
	door, left, right, goal := c.node(false), c.node(false), c.node(false), c.node(false)
	c.edge(Source, door, .5)
	c.edge(door, left, .4)
	c.edge(left, goal, .5)
	c.edge(door, right, .4)
	c.edge(right, goal, .5)
	if p := c.exact()[goal]; math.Abs(p-.18) > 1e-12 {
		t.Errorf("case C: %g, want .180", p)
	}
	d := newGraph(k)
	a, b := d.node(false), d.node(false)
	d.edge(Source, a, .5)
	d.edge(Source, b, .2)
	d.edge(a, b, .5)
	d.edge(b, a, .9)
	if p := d.exact(); math.Abs(p[a]-.59) > 1e-12 || math.Abs(p[b]-.4) > 1e-12 {
		t.Errorf("case D: %v, want .59 and .40", p)
	}
	e := newGraph(k)
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
	want, got := g.exact(), g.sampled(t, words)
	for n := range want {
		se := math.Sqrt(want[n]*(1-want[n])/(words*lanes)) + 1e-9
		if math.Abs(got[n]-want[n]) > 4.5*se {
			t.Errorf("%s, node %d: sampled %.5f, counted %.5f, 4.5 standard errors are %.5f", name, n, got[n], want[n], 4.5*se)
		}
	}
}

// random makes a small graph with cycles and AND nodes.
func random(c *Constants, r *rand.Rand, nodes, edges int) *graph {
	g := newGraph(c)
	for range nodes {
		g.node(r.IntN(4) == 0)
	}
	for len(g.m.Edges) < edges {
		from, to := r.IntN(nodes+1)-1, r.IntN(nodes)
		if from != to {
			g.edge(from, to, r.Float64())
		}
	}
	return g
}

// Sampling agrees with counting every combination, on random graphs with
// cycles and AND nodes.
func TestSamplingAgreesWithCounting(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	graphs := 200
	if testing.Short() {
		graphs = 20
	}
	for i := range graphs {
		near(t, fmt.Sprintf("graph %d", i), random(constants(t), r, 2+r.IntN(5), 4+r.IntN(9)))
	}
}

func small(c *Constants, a, b float64) *Model {
	return &Model{Constants: c, Nodes: []Node{{ID: "mbx"}, {ID: "db", Sink: &Sink{Effect: "disclosed", Asset: "db", People: 800, Detail: "identity"}}},
		Edges: []Edge{
			{From: Source, To: 0, Beta: c.Chance("possible"), Vector: 1, States: []int{0}},
			{From: 0, To: 1, Beta: c.Chance("likely"), Vector: Onward, States: []int{1}},
		},
		States: []State{{Control: "mfa", A: a, B: b, Seen: true, Bad: true}, {Control: "least-privilege-data", A: .7, B: 1.3}}}
}

// Raising the state of a control never raises the loss, in no world.
func TestBetterIsNeverWorse(t *testing.T) {
	c := constants(t)
	rapid.Check(t, func(t *rapid.T) {
		m := small(c, rapid.Float64Range(.1, 9).Draw(t, "a"), rapid.Float64Range(.1, 9).Draw(t, "b"))
		g, err := compile(m)
		if err != nil {
			t.Fatal(err)
		}
		to := rapid.Float64Range(0, 1).Draw(t, "to")
		p := g.play(rapid.Uint64().Draw(t, "seed"), 0, 32, 1, []scenario{{moves: []move{{state: 0, to: to}}}, {moves: []move{{state: 0, to: 1}}}}, wantBase)
		for i := range p.drops[0] {
			if some, full := p.drops[0][i].total(), p.drops[1][i].total(); some < -1e-9 || full < some-1e-9 {
				t.Fatalf("world %d: better to %g saves %g, to 1 saves %g", i, to, some, full)
			}
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
