package risk

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"pgregory.net/rapid"
)

// Case I: how often one uncertain thing is larger than another. X~Beta(2,1) and
// Y~Beta(1,1): 2/3; Beta(1,1) and Beta(3,1): 1/4; two alike: 1/2 each.
func TestRankProbability(t *testing.T) {
	const n = 200000
	for _, k := range []struct{ a, b, c, d, want float64 }{{2, 1, 1, 1, 2. / 3}, {1, 1, 3, 1, 1. / 4}, {2, 2, 2, 2, 1. / 2}} {
		at := stream(9)
		rows := [][]float64{make([]float64, n), make([]float64, n)}
		for i := range n {
			rows[0][i], rows[1][i] = at.beta(k.a, k.b), at.beta(k.c, k.d)
		}
		if got := first(rows); math.Abs(got[0]-k.want) > .005 || math.Abs(got[0]+got[1]-1) > 1e-9 {
			t.Errorf("P(Beta(%g,%g) > Beta(%g,%g)) = %v, want %.4f", k.a, k.b, k.c, k.d, got, k.want)
		}
	}
}

// rivals are two links with one door each, which cost the same when they fail.
func rivals(c *Constants, one, two State) *Model {
	m := &Model{Constants: c, Vectors: []string{"any"}, Rates: []float64{1}, Additive: true, Links: []string{"one", "two"},
		Controls: []Control{{ID: "one", Link: "one", SoP: 1, Eps: map[string]float64{"any": .98}}, {ID: "two", Link: "two", SoP: 1, Eps: map[string]float64{"any": .98}}}}
	one.Control, two.Control = "one", "two"
	for i, s := range []State{one, two} {
		s.Seen, s.Bad = true, true
		m.States = append(m.States, s)
		m.Nodes = append(m.Nodes, Node{ID: s.Control, Sink: &Sink{Loss: 100000}})
		m.Edges = append(m.Edges, Edge{From: Source, To: i, Beta: Chance{Mean: 1}, States: []int{i}})
	}
	return m
}

// Case I through the engine: what a repair saves goes with 1 - s, so states of
// Beta(1,2) and Beta(1,1) make the first come first in 2 of 3 worlds, as far as
// campaigns of a finite number tell. Two alike are "A or B".
func TestRankProbabilityThroughTheEngine(t *testing.T) {
	c := constants(t)
	v, err := Weigh(rivals(c, State{A: 1, B: 2}, State{A: 1, B: 1}), Options{Seed: 1, Samples: 4096 * 64})
	if err != nil {
		t.Fatal(err)
	}
	if v.Link != "one" || math.Abs(v.Confidence-2./3) > .025 || v.Wording != Probably {
		t.Errorf("%s %s with %.4f, want one with .6667", v.Wording, v.Link, v.Confidence)
	}
	v, err = Weigh(rivals(c, State{A: 2, B: 2}, State{A: 2, B: 2}), Options{Seed: 1, Samples: 4096 * 64})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(v.Confidence-1./2) > .025 || v.Wording != Either && v.Wording != Probably || len(v.Alternatives) != 1 {
		t.Errorf("two alike: %s %s with %.4f beside %v", v.Wording, v.Link, v.Confidence, v.Alternatives)
	}
}

// Case K: how many firms have one, two, three events in a year, by the shape in
// the constants; what the engine says of one agrees, and three is as published.
func TestYearsWithSeveralEvents(t *testing.T) {
	c := constants(t)
	k, mu := c.Value("nb.k"), .0843
	g := &engine{k: k}
	one, _ := g.atLeastOne(mu, 1)
	p := math.Pow(1+mu/k, -k)
	left := 1 - p
	for n, want := range []float64{.0748, .0083, .0010} {
		if math.Abs(left-want) > .00005 {
			t.Errorf("P(>=%d) = %.5f, want %.4f", n+1, left, want)
		}
		if n == 0 && math.Abs(left-one) > 1e-12 {
			t.Errorf("the engine says P(>=1) = %.5f, counted %.5f", one, left)
		}
		p *= (k + float64(n)) / float64(n+1) * mu / (k + mu)
		left -= p
	}
	independent, persistent := g.atLeastOne(mu, 5)
	if !(persistent < independent) || math.Abs(independent-(1-math.Pow(1-one, 5))) > 1e-12 {
		t.Errorf("five years: %.4f if years are independent, %.4f if luck persists", independent, persistent)
	}
	g.k = math.Inf(1)
	if p, _ := g.atLeastOne(.1, 1); math.Abs(p-.095163) > 1e-6 {
		t.Errorf("Poisson: %.6f, want .095163", p)
	}
}

// Case L: a scan sees 20, a list 15, both 12.
func TestCapturedTwice(t *testing.T) {
	total, share := Captured(20, 15, 12)
	if math.Abs(total-24.846) > .001 || math.Abs(share-.9257) > .0001 {
		t.Errorf("N^ = %.3f, coverage %.4f, want 24.846 and .9257", total, share)
	}
	if _, share := Captured(7, 7, 7); share != 1 {
		t.Errorf("two lists of the same things cover %g", share)
	}
	for _, k := range [][3]int{{0, 5, 0}, {5, 0, 0}, {3, 2, 3}, {3, 3, -1}} {
		if total, share := Captured(k[0], k[1], k[2]); total != 0 || share != 0 {
			t.Errorf("%v: %g things, share %g, want that it cannot be told", k, total, share)
		}
	}
}

// The less complete the inventory, the more may come by ways that nobody saw.
func TestCoverageGovernsUnseenRoutes(t *testing.T) {
	c := constants(t)
	last := -1.0
	for _, covered := range []float64{1, .9257, .5} {
		m := small(c, 8, 2)
		m.Coverage = covered
		m.Edges = append(m.Edges, Edge{From: Source, To: 1, Vector: 0, Guard: true})
		v, err := Weigh(m, Options{Seed: 1, Samples: 256 * 64})
		if err != nil {
			t.Fatal(err)
		}
		if v.Routes.Drop.Best <= last || covered == 1 && v.Routes.Drop.Best != 0 {
			t.Errorf("coverage %g: unseen routes cost %g, with more coverage %g", covered, v.Routes.Drop.Best, last)
		}
		last = v.Routes.Drop.Best
	}
}

// Case M: 17 mailboxes share the pressure of one: a door each of .039953; with
// none protected half of the campaigns come in, with 14 protected .186553, the
// three bare ones alone .115135.
func TestSharedPressure(t *testing.T) {
	c := constants(t)
	const n, eps = 17, .85
	each := shared(.5, n)
	if math.Abs(each-.039953) > 1e-6 {
		t.Errorf("one door of %d: %.6f, want .039953", n, each)
	}
	for _, k := range []struct {
		bare, protected int
		want            float64
	}{{17, 0, .5}, {3, 14, .186553}, {3, 0, .115135}} {
		exact := 1 - math.Pow(1-each, float64(k.bare))*math.Pow(1-each*(1-eps), float64(k.protected))
		if math.Abs(exact-k.want) > 1e-6 {
			t.Errorf("%+v: %.6f by hand", k, exact)
		}
		m := &Model{Constants: c, Vectors: []string{"K"}, Rates: []float64{1}, Additive: true, Links: []string{"access"},
			Controls: []Control{{ID: "mfa", Link: "access", SoP: 1, Eps: map[string]float64{"K": eps}}},
			Nodes:    []Node{{ID: "any", Sink: &Sink{Loss: 1}}}}
		for i := range k.bare + k.protected {
			s := State{Control: "mfa", A: 0, B: 1, Known: true}
			if i >= k.bare {
				s.A, s.B = 1, 0
			}
			m.States = append(m.States, s)
			m.Edges = append(m.Edges, Edge{From: Source, To: 0, Beta: Chance{Mean: .5}, Share: n, States: []int{i}})
		}
		const words = 4000
		got, err := Reach(m, Options{Seed: 1, Samples: words * lanes})
		if err != nil {
			t.Fatal(err)
		}
		if se := math.Sqrt(k.want * (1 - k.want) / (words * lanes)); math.Abs(got[0]-k.want) > 4*se {
			t.Errorf("%+v: the engine says %.5f, want %.6f", k, got[0], k.want)
		}
	}
}

// firmOf is a random graph guarded by uncertain controls of the catalogue.
func firmOf(c *Constants, r *rand.Rand) *Model {
	g := random(c, r, 3+r.IntN(5), 6+r.IntN(12))
	m := &Model{Constants: c, Nodes: g.m.Nodes, Edges: g.m.Edges}
	for i := range m.Nodes {
		m.Nodes[i].Sink = nil
	}
	m.Nodes[0].Sink = &Sink{Effect: "disclosed", Asset: "db", People: 800, Detail: "identity"}
	m.Nodes[1].Sink = &Sink{Effect: "stopped", Asset: "files"}
	for _, k := range c.List {
		m.States = append(m.States, State{Control: k.ID, A: 2 * k.M, B: 2 * (1 - k.M), Seen: r.IntN(2) == 0, Bad: true})
	}
	for i := range m.Edges {
		for range r.IntN(4) {
			m.Edges[i].States = append(m.Edges[i].States, r.IntN(len(m.States)))
		}
		m.Edges[i].Beta.Nu = c.Value("beta.nu")
	}
	return m
}

// On random graphs with cycles, AND nodes and shared controls: raising any
// state never raises the loss, in no world; nor does one more step lower it.
func TestRandomModelsAreMonotone(t *testing.T) {
	c := constants(t)
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "graph"), 0))
		m := firmOf(c, r)
		g, err := compile(m)
		if err != nil {
			t.Fatal(err)
		}
		var list []scenario
		for i := range m.States {
			to := r.Float64()
			list = append(list, scenario{moves: []move{{state: i, to: to}}}, scenario{moves: []move{{state: i, to: 1}}})
		}
		p := g.play(3, 0, 16, 1, list, wantBase)
		for i := range list {
			for w, d := range p.drops[i] {
				if d.total() < -1e-9 || i%2 == 1 && d.total() < p.drops[i-1][w].total()-1e-9 {
					t.Fatalf("%s better in world %d saves %g", m.States[i/2].Control, w, d.total())
				}
			}
		}
		more := *m
		more.Edges = append(append([]Edge(nil), m.Edges...), Edge{From: Source, To: r.IntN(len(m.Nodes)), Beta: c.Chance("possible"), Vector: Onward})
		for m.Nodes[more.Edges[len(more.Edges)-1].To].And { // one more condition is not one more way
			more.Edges[len(more.Edges)-1].To = 0
			if m.Nodes[0].And {
				return
			}
		}
		h, err := compile(&more)
		if err != nil {
			t.Fatal(err)
		}
		after := h.play(3, 0, 16, 1, nil, wantBase)
		for w := range p.base {
			if after.base[w].total() < p.base[w].total()-1e-9 {
				t.Fatalf("one more step in world %d: %g after %g", w, after.base[w].total(), p.base[w].total())
			}
		}
	})
}

// Splitting a step in two with a node between changes nothing, to the bit.
func TestASplitNodeChangesNothing(t *testing.T) {
	c := constants(t)
	for i := range 30 {
		m := firmOf(c, rand.New(rand.NewPCG(uint64(i), 8)))
		split := *m
		split.Nodes = append(append([]Node(nil), m.Nodes...), Node{ID: "between"})
		split.Edges = append([]Edge(nil), m.Edges...)
		at := i % len(m.Edges)
		split.Edges[at].To = len(m.Nodes)
		split.Edges = append(split.Edges, Edge{From: len(m.Nodes), To: m.Edges[at].To, Beta: Chance{Mean: 1}, Vector: Onward})
		if a, b := bytesOf(t, m), bytesOf(t, &split); a != b {
			t.Errorf("graph %d:\n%s\n%s", i, a, b)
		}
	}
}

func bytesOf(t *testing.T, m *Model) string {
	t.Helper()
	v, err := Weigh(m, Options{Seed: 5, Samples: 40 * 64})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// How many processors there are changes no bit of the answer.
func TestWorkersChangeNothing(t *testing.T) {
	m := firmOf(constants(t), rand.New(rand.NewPCG(2, 3)))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	alone := bytesOf(t, m)
	for _, n := range []int{2, 5} {
		runtime.GOMAXPROCS(n)
		if got := bytesOf(t, m); got != alone {
			t.Errorf("%d workers:\n%s\nalone:\n%s", n, got, alone)
		}
	}
}

// Learning that something is just as one thought does not move the mean of a
// step that goes straight with the state.
func TestKnowingThePriorMeanDoesNotMoveTheMean(t *testing.T) {
	c := constants(t)
	reach := func(known bool) float64 {
		m := small(c, .8, 1.2)
		m.Nodes[0].Sink = &Sink{Effect: "mailbox"}
		m.Nodes[1].Sink, m.Edges = nil, m.Edges[:1]
		m.States[0].Known = known
		p, err := Reach(m, Options{Seed: 1, Samples: 20000 * 64})
		if err != nil {
			t.Fatal(err)
		}
		return p[1]
	}
	want := .5 * (1 - .85*.4)
	for _, known := range []bool{false, true} {
		if got := reach(known); math.Abs(got-want) > .004 {
			t.Errorf("known %v: the step passes with %.4f, want %.4f", known, got, want)
		}
	}
}

// Ten times as many attacks: every figure of the attack part is ten times as
// large, and the order, how sure it is, and the plan stay as they are.
func TestTheAttackRateChangesNoOrder(t *testing.T) {
	quiet := map[string]float64{"unlawful.median": 0, "distrust.rate.median": 0, "breakdown.median": 0}
	var was Verdict
	var plan Plan
	for _, times := range []float64{1, 10} {
		quiet["lambda0.median"] = times * constants(t).Value("lambda0.median")
		c, err := constants(t).With(quiet)
		if err != nil {
			t.Fatal(err)
		}
		m := firmOf(c, rand.New(rand.NewPCG(2, 4)))
		for i := range m.States {
			m.Fixes = append(m.Fixes, Fix{ID: m.States[i].Control, States: []int{i}, Minutes: 60})
		}
		opt := Options{Seed: 1, Samples: 128 * 64}
		v, err := Weigh(m, opt)
		if err != nil {
			t.Fatal(err)
		}
		p, err := Planned(m, Budget{Hours: 4}, opt)
		if err != nil {
			t.Fatal(err)
		}
		if times == 1 {
			was, plan = v, p
			continue
		}
		if v.Link != was.Link || v.Confidence != was.Confidence || v.Link == "" || len(p.Steps) == 0 || len(p.Steps) != len(plan.Steps) {
			t.Errorf("%s %.3f, was %s %.3f; %d steps, were %d", v.Link, v.Confidence, was.Link, was.Confidence, len(p.Steps), len(plan.Steps))
		}
		for i, l := range v.Links {
			if l.Rank1 != was.Links[i].Rank1 || math.Abs(l.Parts.Attack-10*was.Links[i].Parts.Attack) > 1e-9*l.Parts.Attack {
				t.Errorf("%s: first in %.4f, was %.4f; attack part %g, was %g", l.Link, l.Rank1, was.Links[i].Rank1, l.Parts.Attack, was.Links[i].Parts.Attack)
			}
		}
		for i, s := range p.Steps {
			if i < len(plan.Steps) && s.Fix != plan.Steps[i].Fix {
				t.Errorf("step %d is %s, was %s", i, s.Fix, plan.Steps[i].Fix)
			}
		}
	}
}
