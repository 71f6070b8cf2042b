package risk

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// trap is case G of the model: two routes side by side and an exposure of its
// own. Closing one of the routes alone saves little, closing both nearly all.
func trap(c *Constants) *Model {
	g := newGraph(c)
	g.m.Nodes = []Node{{ID: "asset", Sink: &Sink{Loss: 100000}}, {ID: "other", Sink: &Sink{Loss: 100000}}}
	for i, p := range []float64{.9, .9, .12} {
		g.m.Edges = append(g.m.Edges, Edge{From: Source, To: i / 2, Beta: Chance{Mean: p}, Vector: Onward})
	}
	for i, id := range []string{"1", "2", "3"} {
		g.m.Fixes = append(g.m.Fixes, Fix{ID: id, Edges: map[int]float64{i: 0}, EUR: 1})
	}
	return g.m
}

// The planner finds both back doors; greed takes the exposure and then one door.
func TestPlannerSeesThroughTheGreedyTrap(t *testing.T) {
	m := trap(constants(t))
	p, err := Planned(m, Budget{EUR: 2}, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range p.Steps {
		ids = append(ids, s.Fix)
	}
	slices.Sort(ids)
	if !slices.Equal(ids, []string{"1", "2"}) || p.Method != "exact" {
		t.Errorf("%s plan %v", p.Method, ids)
	}
}

// Among two hundred fixes, too many to weigh every pair of, the search still
// finds the doors that only help together, and soon.
func TestSearchAmongVeryManyFixes(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: searches among 200 fixes")
	}
	m := trap(constants(t))
	for i := range 197 {
		m.Nodes = append(m.Nodes, Node{ID: fmt.Sprint("small", i), Sink: &Sink{Loss: 1000 + float64(10*i)}})
		m.Edges = append(m.Edges, Edge{From: Source, To: len(m.Nodes) - 1, Beta: Chance{Mean: .5}, Vector: Onward})
		m.Fixes = append(m.Fixes, Fix{ID: fmt.Sprint("s", i), Edges: map[int]float64{len(m.Edges) - 1: 0}, EUR: 1})
	}
	p, err := Planned(m, Budget{EUR: 2}, Options{Seed: 1, Samples: 4096})
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range p.Steps {
		ids = append(ids, s.Fix)
	}
	slices.Sort(ids)
	if !slices.Equal(ids, []string{"1", "2"}) || p.Method != "search" || p.Bound < p.Drop.Best {
		t.Errorf("%s plan %v saves %.0f, bound %.0f", p.Method, ids, p.Drop.Best, p.Bound)
	}
	if p, err = Planned(m, Budget{EUR: 60}, Options{Seed: 1, Samples: 4096}); err != nil || len(p.Steps) != 60 {
		t.Errorf("with room for sixty: %d steps, %v", len(p.Steps), err)
	}
}

// A model that adds up what was reached has an expected loss too.
func TestAnAdditiveModelHasALoss(t *testing.T) {
	v, err := Weigh(trap(constants(t)), Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	// one campaign a year of each vector, 100,000 behind 1-.1*.1 and .12 each
	if want := 100000 * (.99 + .12); math.Abs(v.Loss.Expected.Best-want) > .01*want || v.Loss.Parts.Attack != v.Loss.Expected.Best {
		t.Errorf("a year costs %.0f, want %.0f", v.Loss.Expected.Best, want)
	}
}

// additive is a value of sets that is known exactly: singles plus what pairs add.
func additive(single []float64, pair map[[2]int]float64) saved {
	return func(sets [][]int) []float64 {
		var out []float64
		for _, s := range sets {
			var x float64
			for _, i := range s {
				x += single[i]
				for _, j := range s {
					x += pair[[2]int{i, j}]
				}
			}
			out = append(out, x)
		}
		return out
	}
}

// With more fixes than can be tried in every combination, the search comes
// within two in a hundred of the best set of random problems whose pairs help
// or replace each other, and its bound is never below what it found.
func TestSearchComesCloseToTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 30 {
		n := exactFixes + 2
		fixes := make([]Fix, n)
		single := make([]float64, n)
		pair := map[[2]int]float64{}
		for i := range n {
			fixes[i] = Fix{ID: string(rune('a' + i)), EUR: 20 + 100*r.Float64()}
			single[i] = 1000 * r.Float64()
		}
		for range n {
			i, j := r.IntN(n), r.IntN(n)
			if i < j {
				if r.IntN(2) == 0 {
					pair[[2]int{i, j}] = 1500 * r.Float64()
				} else {
					pair[[2]int{i, j}] = -min(single[i], single[j]) / 4 * r.Float64()
				}
			}
		}
		value := additive(single, pair)
		budget := Budget{EUR: 300}
		p := &planner{fixes: fixes, budget: budget, value: value}
		chosen, method, bound := p.choose()
		got := value([][]int{chosen})[0]
		exact := &planner{fixes: fixes, budget: budget, value: value}
		exact.everySet()
		if best := exact.best[0].drop; got < .98*best || bound < got-1e-6 || method != "search" {
			t.Errorf("round %d: %s %.0f of %.0f, bound %.0f", round, method, got, best, bound)
		}
		if eur, _ := p.cost(chosen); eur > budget.EUR {
			t.Errorf("round %d: costs %.0f", round, eur)
		}
	}
}

// Case J: A gains 1000 for sure, B 3000 with probability .4; knowing which is worth 600.
func TestValueOfFindingOut(t *testing.T) {
	const n = 1000
	nb := [][]float64{make([]float64, n), make([]float64, n)}
	u := make([]float64, n)
	for i := range n {
		nb[0][i] = 1000
		if i < 400 {
			nb[1][i], u[i] = 3000, 1
		}
	}
	gain, changes := known(nb, binned(u), 1200, 1)
	if math.Abs(gain-600) > 1e-9 || math.Abs(changes-.6) > 1e-9 {
		t.Errorf("knowing is worth %g and changes the choice in %g, want 600 and .6", gain, changes)
	}
}
