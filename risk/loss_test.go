package risk

import (
	"math"
	"math/rand/v2"
	"testing"
)

// event is the mean loss of one event, part by part as the specification has it:
// what loss adds up for many must be the sum of these.
func (p *purse) event(o outcome) (out parts) {
	c, t := &p.g.c, &p.g.till
	out.cleanUp = t.means.response
	if o.transfer {
		out.cleanUp += t.means.sum
	}
	if o.disclosed && o.people >= 1 {
		sr, sf := c.records.sigma, t.response.sigma
		r, f := meanLN(c.recordsMedian(o.people, o.detail), sr), t.means.response
		spread := math.Sqrt(sr*sr + sf*sf - 2*c.recordsRho*sr*sf)
		d1 := math.Log(r/f)/spread + spread/2
		out.cleanUp += r*phi(d1) - f*phi(d1-spread)
		out.claims += c.fineP * p.eased * t.means.fine
		if o.card {
			out.claims += t.means.card
		}
	}
	switch {
	case o.lost > 0:
		out.business += t.means.lost * p.eased * t.day * o.lost
		out.cleanUp += c.rebuildLost * t.means.rebuild
	case o.stopped > 0:
		out.business += t.means.stopped * p.eased * t.day * o.stopped
		out.cleanUp += t.means.rebuild
	case o.altered > 0:
		out.business += t.means.stopped * p.eased * t.day * o.altered
	}
	out.reputation += p.leaving(o) * p.left
	return out
}

// What campaigns cost together is what each of them costs, whatever they reached.
func TestCampaignsCostWhatTheirEventsCost(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 9))
	details := []string{"contact", "identity", "financial", "card", "special"}
	for round := range 40 {
		m := &Model{Constants: c, Firm: Firm{Class: 1 + r.IntN(3), LargestSum: float64(r.IntN(2) * 9000)}, States: []State{{Control: "minimisation", A: 1, B: 1}, {Control: "incident-plan", A: 1, B: 1}}}
		add := func(effect, asset string) {
			m.Edges = append(m.Edges, Edge{From: Source, To: len(m.Nodes), Beta: Chance{Mean: .5}, Vector: Onward})
			m.Nodes = append(m.Nodes, Node{Sink: &Sink{Effect: effect, Asset: asset, People: float64(r.IntN(40000)) / 10, Detail: details[r.IntN(5)], Exact: r.IntN(2) == 0}})
		}
		for range 1 + r.IntN(20) {
			add("disclosed", []string{"db", "crm", "files", "mail", "stray", "card"}[r.IntN(6)])
		}
		for _, e := range [][2]string{{"transfer", ""}, {"mailbox", ""}, {"stopped", "db"}, {"stopped", "files"}, {"lost", "db"}, {"lost", "files"}} {
			if r.IntN(3) > 0 {
				add(e[0], e[1])
			}
		}
		g, err := compile(m)
		if err != nil {
			t.Fatal(err)
		}
		k := g.newSetting()
		k.draw(g, uint64(round), 1, false)
		words := make([]uint64, len(m.Nodes))
		var any uint64
		for n := range words {
			words[n] = r.Uint64() & r.Uint64()
			any |= words[n]
		}
		for byError := range 2 {
			var want parts
			for lane := range lanes {
				if any>>lane&1 == 1 {
					want = want.add(k.money.event(k.money.outcome(words, lane, byError)), 1)
				}
			}
			got := k.money.loss(words, any, byError)
			for _, x := range [][2]float64{{got.business, want.business}, {got.claims, want.claims}, {got.cleanUp, want.cleanUp}, {got.reputation, want.reputation}} {
				if math.Abs(x[0]-x[1]) > 1e-9*want.total() {
					t.Fatalf("round %d: %+v together, %+v one by one", round, got, want)
				}
			}
		}
	}
}

// What a scenario saves is the loss as it stands less that of a model with the
// same made so from the start, played for itself.
func TestAScenarioIsAModelOfItsOwn(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 1))
	controls := []string{"mfa", "web-patching", "least-privilege-data", "malware-protection", "host-firewall"}
	for round := range 12 {
		m := &Model{Constants: c, Firm: Firm{Class: 1}}
		for _, id := range controls {
			m.States = append(m.States, State{Control: id, A: 1 + 3*r.Float64(), B: 1 + 3*r.Float64(), Seen: true})
		}
		const nodes = 14
		for n := range nodes {
			k := Node{And: n > 4 && r.IntN(4) == 0}
			if n >= nodes-4 {
				k = Node{Sink: &Sink{Effect: []string{"disclosed", "stopped", "lost", "transfer"}[n%4], Asset: "db", People: 4000, Detail: "identity"}}
			}
			m.Nodes = append(m.Nodes, k)
		}
		for e := range 44 {
			to := e % nodes
			from := Source
			if to > 2 {
				from = r.IntN(nodes - 4) // also back, so that there are cycles
			}
			edge := Edge{From: from, To: to, Beta: Chance{.3 + .6*r.Float64(), 20}, Vector: Onward}
			for range r.IntN(3) {
				edge.States = append(edge.States, r.IntN(len(controls)))
			}
			m.Edges = append(m.Edges, edge)
		}
		m.Groups, m.Together = [][]int{{0, 1}, {4, 8, 12}}, []float64{.4, 1}
		set := map[int]float64{0: r.Float64(), 3: r.Float64()} // up or down
		var moves []move
		for i, x := range set {
			moves = append(moves, move{state: i, to: x, exactly: true})
		}
		g, err := compile(m)
		if err != nil {
			t.Fatal(err)
		}
		const worlds, words = 40, 2
		p := g.play(7, 0, worlds, words, []scenario{{moves: moves}, {moves: atLeast([]int{1, 2}, g.sop), words: 1, worlds: 20}}, wantBase)
		h, err := compile(m.Changed(Change{Set: set}))
		if err != nil {
			t.Fatal(err)
		}
		q := h.play(7, 0, worlds, words, nil, wantBase)
		for w := range worlds {
			want := p.base[w].attack.total() - q.base[w].attack.total()
			if got := p.drops[0][w].attack; math.Abs(got-want) > 1e-9*(1+p.base[w].attack.total()) {
				t.Fatalf("round %d, world %d: the scenario saves %g, a model of its own %g", round, w, got, want)
			}
		}
		if len(p.drops[1]) != 20 {
			t.Fatalf("played in %d worlds", len(p.drops[1]))
		}
	}
}
