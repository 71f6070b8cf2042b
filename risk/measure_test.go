package risk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// caseF is the office of the model: mail into a mailbox and from there to the
// share, the web server and from there to the same data, a lost laptop.
func caseF(c *Constants) *Model {
	const phish, web, laptop = 0, 1, 2
	edge := func(from, to, vector int, p float64) Edge {
		return Edge{From: from, To: to, Vector: vector, Beta: Chance{Mean: p}}
	}
	return &Model{Constants: c, Vectors: []string{"phish", "web", "laptop"}, Rates: []float64{.2, .5, .1}, Controls: []Control{}, Links: []string{}, Additive: true, K: math.Inf(1),
		Nodes: []Node{{ID: "mailbox"}, {ID: "server"}, {ID: "data", Sink: &Sink{Loss: 100000}}, {ID: "notes", Sink: &Sink{Loss: 40000}}},
		Edges: []Edge{edge(Source, 0, phish, .3), edge(0, 2, phish, .5), edge(Source, 1, web, .1), edge(1, 2, web, .4), edge(Source, 3, laptop, .5)}}
}

// Birnbaum and Fussell-Vesely of case F name other steps than the drop does:
// 3, and 1 and 2 alike.
func TestMeasuresOfTheOffice(t *testing.T) {
	g, err := compile(caseF(constants(t)))
	if err != nil {
		t.Fatal(err)
	}
	birnbaum := []float64{10000, 6000, 20000, 5000, 4000}
	fussell := []float64{3. / 7, 3. / 7, 2. / 7, 2. / 7, 2. / 7}
	pass := []float64{.3, .5, .1, .4, .5}
	steps := g.steps(Options{Seed: 3, Samples: 1 << 20})
	if len(steps) != 5 {
		t.Fatalf("%d steps", len(steps))
	}
	for i, s := range steps {
		e := s.EdgeIndex
		if math.Abs(s.Birnbaum-birnbaum[e]) > .02*birnbaum[e] || math.Abs(s.Fussell-fussell[e]) > .01 || math.Abs(s.Pass-pass[e]) > 1e-9 {
			t.Errorf("step %d: Birnbaum %.0f, Fussell-Vesely %.3f, passes %.3f; want %.0f, %.3f, %.3f", e+1, s.Birnbaum, s.Fussell, s.Pass, birnbaum[e], fussell[e], pass[e])
		}
		if want := []int{2, 0, 1, 3, 4}[i]; e != want {
			t.Errorf("place %d is step %d, want %d", i+1, e+1, want+1)
		}
	}
	m, err := Measure(caseF(constants(t)), Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range m.Routes {
		got = append(got, fmt.Sprintf("%s %v %.3f", r.Vector, r.Path, r.Pass))
	}
	if want := []string{"phish [outside mailbox data] 0.150", "web [outside server data] 0.040", "laptop [outside notes] 0.500"}; !slices.Equal(got, want) {
		t.Errorf("routes %q", got)
	}
	if len(m.Chokes) != 0 {
		t.Errorf("mail does not go through the server, nor the web through the mailbox: %v", m.Chokes)
	}
}

// reachable says which nodes a vector can reach at all when one is taken out.
func reachable(m *Model, v, without int) []bool {
	out := make([]bool, len(m.Nodes))
	for changed := true; changed; {
		changed = false
		for n, node := range m.Nodes {
			in, on := 0, 0
			for _, e := range m.Edges {
				if e.To == n && (e.Vector == v || e.Vector == Onward) {
					in++
					if e.From == Source || out[e.From] {
						on++
					}
				}
			}
			if now := n != without && on > 0 && (!node.And || on == in); now && !out[n] {
				out[n], changed = true, true
			}
		}
	}
	return out
}

// twoWays gives some edges of a random graph to one of two vectors.
func twoWays(c *Constants, r *rand.Rand, nodes, edges int) *Model {
	m := random(c, r, nodes, edges).m
	m.Vectors, m.Rates = []string{"a", "b"}, []float64{1, 1}
	for i := range m.Edges {
		m.Edges[i].Vector = []int{Onward, 0, 1}[r.IntN(3)]
	}
	return m
}

// A node is a choke point exactly when taking it out leaves no vector a route.
func TestChokePointsAreWhatRemovalSays(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	found, none := 0, 0
	for i := range 3000 {
		m := twoWays(constants(t), r, 2+r.IntN(9), 4+r.IntN(24))
		g, err := compile(m)
		if err != nil {
			t.Fatal(err)
		}
		got := map[Choke]bool{}
		for _, c := range g.chokes() {
			got[c] = true
		}
		with := [][]bool{reachable(m, 0, -2), reachable(m, 1, -2)}
		for n := range m.Nodes {
			left := [][]bool{reachable(m, 0, n), reachable(m, 1, n)}
			for s := range m.Nodes {
				want := n != s && (with[0][s] || with[1][s]) && !left[0][s] && !left[1][s]
				if want != got[Choke{Asset: m.Nodes[s].ID, Node: m.Nodes[n].ID}] {
					t.Fatalf("graph %d: %d on the way to %d: %v, by removal %v", i, n, s, !want, want)
				}
				if want {
					found++
				} else if n != s && with[0][s] {
					none++
				}
			}
		}
	}
	if found < 1000 || none < 1000 {
		t.Errorf("%d choke points and %d that are none: too few to say anything", found, none)
	}
}

// The route is the best of all that there are, and its pass the product of its steps.
func TestRouteIsTheBestOfAllPaths(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	seen := 0
	for i := range 300 {
		m := twoWays(constants(t), r, 2+r.IntN(6), 4+r.IntN(14))
		for n := range m.Nodes {
			m.Nodes[n].And = false
		}
		g, err := compile(m)
		if err != nil {
			t.Fatal(err)
		}
		routes := g.routes(Options{Seed: 1, Samples: 16 * lanes})
		for v := range m.Vectors {
			best := make([]float64, len(m.Nodes))
			var walk func(at int, p float64, been []int)
			walk = func(at int, p float64, been []int) {
				for _, e := range m.Edges {
					if e.From == at && (e.Vector == v || e.Vector == Onward) && !slices.Contains(been, e.To) {
						q := p * e.Beta.Mean
						best[e.To] = max(best[e.To], q)
						walk(e.To, q, append(slices.Clone(been), e.To))
					}
				}
			}
			walk(Source, 1, nil)
			for _, x := range routes {
				if x.Vector != m.Vectors[v] {
					continue
				}
				n := slices.IndexFunc(m.Nodes, func(k Node) bool { return k.ID == x.Asset })
				if math.Abs(x.Pass-best[n]) > 1e-9 {
					t.Fatalf("graph %d: %s by %s passes with %g, the best path with %g", i, x.Asset, x.Vector, x.Pass, best[n])
				}
				if x.Path[0] != "outside" || x.Path[len(x.Path)-1] != x.Asset {
					t.Fatalf("%v", x.Path)
				}
				p := 1.0
				for j := range len(x.Path) - 1 {
					step := 0.0
					for _, e := range m.Edges {
						if g.nodeName(e.From) == x.Path[j] && g.nodeName(e.To) == x.Path[j+1] && (e.Vector == v || e.Vector == Onward) {
							step = max(step, e.Beta.Mean)
						}
					}
					p *= step
				}
				if math.Abs(p-x.Pass) > 1e-9 {
					t.Fatalf("graph %d: the steps of %v pass with %g, the route with %g", i, x.Path, p, x.Pass)
				}
				seen++
			}
		}
	}
	if seen < 300 {
		t.Errorf("%d routes: too few to say anything", seen)
	}
}

// guarded is a graph of its own in which link i guards the edges that it is
// given, and stops everything once repaired.
func guarded(c *Constants, links int, edges [][3]int, assets int) *Model {
	m := &Model{Constants: c, Vectors: []string{"any"}, Rates: []float64{1}, Additive: true, K: math.Inf(1)}
	for i := range links {
		id := fmt.Sprintf("l%02d", i)
		m.Links = append(m.Links, id)
		m.Controls = append(m.Controls, Control{ID: id, Link: id, SoP: 1, Eps: map[string]float64{"any": 1, "L": 1}})
		m.States = append(m.States, State{Control: id, A: 0, B: 1, Known: true, Seen: true, Bad: true})
	}
	for i := range assets {
		m.Nodes = append(m.Nodes, Node{ID: fmt.Sprint("asset", i), Sink: &Sink{Loss: 1200}})
	}
	for _, e := range edges {
		for len(m.Nodes) <= e[1] {
			m.Nodes = append(m.Nodes, Node{ID: fmt.Sprint("node", len(m.Nodes))})
		}
		m.Edges = append(m.Edges, Edge{From: e[0], To: e[1], Vector: 0, Beta: Chance{Mean: 1}, States: []int{e[2]}})
	}
	return m
}

// Shapley shares of small games, by hand; they add up to what bringing all to
// the state of practice saves, and do not depend on the order of the links.
func TestSharesOfSmallGames(t *testing.T) {
	k, err := constants(t).With(map[string]float64{"edge.floor": 0}) // a repaired link lets nothing through
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		m    *Model
		want []float64
	}{
		"one after the other: either stops it":     {guarded(k, 2, [][3]int{{Source, 1, 0}, {1, 0, 1}}, 1), []float64{600, 600}},
		"side by side: only both stop it":          {guarded(k, 2, [][3]int{{Source, 0, 0}, {Source, 0, 1}}, 1), []float64{600, 600}},
		"one guards two assets, one guards none":   {guarded(k, 2, [][3]int{{Source, 0, 0}, {Source, 1, 0}}, 2), []float64{2400, 0}},
		"a door before two rooms":                  {guarded(k, 3, [][3]int{{Source, 2, 0}, {2, 0, 1}, {2, 1, 2}}, 2), []float64{1200, 600, 600}},
		"a door or, beside it, two one after each": {guarded(k, 3, [][3]int{{Source, 0, 0}, {Source, 1, 1}, {1, 0, 2}}, 1), []float64{800, 200, 200}},
	} {
		got, err := Shares(c.m, Options{Seed: 5, Samples: 4 * lanes})
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range got {
			if s.Link != c.m.Links[i] || math.Abs(s.Share-c.want[i]) > 1e-9 {
				t.Errorf("%s: %+v, want %v", name, got, c.want)
				break
			}
		}
	}
}

// On random graphs with uncertain controls, and also where there are too many
// links for every order, the shares add up.
func TestSharesAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 9))
	for _, links := range []int{1, 3, 6, exactLinks, exactLinks + 4} {
		var edges [][3]int
		for i := range 3 * links {
			to := r.IntN(6)
			edges = append(edges, [3]int{(r.IntN(to+1) - 1), to, i % links})
		}
		m := guarded(constants(t), links, edges, 3)
		for i := range m.States {
			m.States[i] = State{Control: m.States[i].Control, A: 1, B: 1 + float64(i%3), Seen: true}
			m.Controls[i].Eps = map[string]float64{"any": .7, "L": .7}
			m.Controls[i].SoP = .9
		}
		for i := range m.Edges {
			m.Edges[i].Beta.Mean = .3 + .6*r.Float64()
		}
		opt := Options{Seed: 5, Samples: 32 * lanes}
		got, err := Shares(m, opt)
		if err != nil {
			t.Fatal(err)
		}
		g, err := compile(m)
		if err != nil {
			t.Fatal(err)
		}
		var all scenario
		for _, l := range g.links {
			s, _, _ := g.statesOf(l)
			all.moves = append(all.moves, atLeast(s, g.sop)...)
		}
		p := g.play(opt.Seed, 0, opt.worlds(), 1, []scenario{all}, wantBase)
		want, sum := mean(totals(p.drops[0])), 0.0
		for _, s := range got {
			sum += s.Share
			if s.Share < -1e-9 {
				t.Errorf("repairing %s costs %g", s.Link, -s.Share)
			}
		}
		if want <= 0 || math.Abs(sum-want) > 1e-9*want {
			t.Errorf("%d links: the shares add up to %g, all together save %g", links, sum, want)
		}
	}
}

// A control that stops one vector better than another makes other routes of them.
func TestRoutesKnowTheirVector(t *testing.T) {
	m := &Model{Constants: constants(t), Vectors: []string{"a", "b"}, Rates: []float64{1, 1}, Additive: true, K: math.Inf(1), Links: []string{"door"},
		Controls: []Control{{ID: "lock", Link: "door", SoP: 1, Eps: map[string]float64{"a": .9, "b": .1}}},
		States:   []State{{Control: "lock", A: 1, Known: true, Seen: true}},
		Nodes:    []Node{{ID: "data", Sink: &Sink{Loss: 1}}, {ID: "yard"}},
		Edges: []Edge{{From: Source, To: 0, Vector: Onward, Beta: Chance{Mean: 1}, States: []int{0}},
			{From: Source, To: 1, Vector: Onward, Beta: Chance{Mean: 1}}, {From: 1, To: 0, Vector: Onward, Beta: Chance{Mean: .5}}}}
	got, err := Measure(m, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Routes) != 2 || math.Abs(got.Routes[0].Pass-.5) > 1e-12 || len(got.Routes[0].Path) != 3 || math.Abs(got.Routes[1].Pass-.9) > 1e-12 || len(got.Routes[1].Path) != 2 {
		t.Errorf("%+v: past the lock by b, around it by a", got.Routes)
	}
	for _, s := range got.Steps {
		if s.EdgeIndex == 0 && math.Abs(s.Pass-.5) > 1e-12 {
			t.Errorf("the lock lets %g through, over both vectors .5", s.Pass)
		}
	}
}
