package risk

import (
	"math"
	"slices"
	"testing"
)

// series is a graph in which fix i takes off the loss of an exposure of its own.
func series(c *Constants, loss ...float64) *Model {
	g := newGraph(c)
	for i, l := range loss {
		g.m.Nodes = append(g.m.Nodes, Node{ID: string(rune('a' + i)), Sink: &Sink{Loss: l}})
		g.m.Edges = append(g.m.Edges, Edge{From: Source, To: i, Beta: Chance{Mean: .5}, Vector: Onward})
		g.m.Fixes = append(g.m.Fixes, Fix{ID: string(rune('a' + i)), Edges: map[int]float64{i: 0}})
	}
	return g.m
}

func stepsOf(p Plan) []string {
	var ids []string
	for _, s := range p.Steps {
		ids = append(ids, s.Fix)
	}
	return ids
}

// What comes next is what saves most for its price beyond the steps before it:
// what those saved already counts for none.
func TestStepsGoByWhatTheyAddForTheirPrice(t *testing.T) {
	m := series(constants(t), 100000, 10000, 500)
	m.Fixes[0].EUR, m.Fixes[1].EUR, m.Fixes[2].EUR = 1000, 200, 50
	p, err := Planned(m, Budget{}, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := stepsOf(p); !slices.Equal(got, []string{"a", "b", "c"}) {
		t.Errorf("the order is %v", got)
	}
	var sum float64
	for _, s := range p.Steps {
		sum += s.Drop.Best
	}
	if math.Abs(sum-p.Drop.Best) > 1e-6 || p.Steps[2].Left > 1e-6 {
		t.Errorf("steps save %g, the plan %g; left is %g", sum, p.Drop.Best, p.Steps[2].Left)
	}
}

// What is free or done within an hour comes before what saves more for its
// price, if it nearly surely helps.
func TestQuickWinsComeFirst(t *testing.T) {
	m := series(constants(t), 100000, 10000, 10000, 10000)
	for i, f := range []Fix{{EUR: 100, Minutes: 600}, {EUR: 60, Minutes: 60}, {EUR: 61, Minutes: 61}, {Minutes: 300}} {
		m.Fixes[i].EUR, m.Fixes[i].Minutes = f.EUR, f.Minutes
	}
	p, err := Planned(m, Budget{}, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := stepsOf(p); !slices.Equal(got, []string{"d", "b", "a", "c"}) {
		t.Errorf("the order is %v", got)
	}
	for _, s := range p.Steps {
		if s.Quick != (s.Fix == "b" || s.Fix == "d") {
			t.Errorf("%s: quick %v", s.Fix, s.Quick)
		}
	}
}

// Both back doors stay together in the plan, and are one purchase.
func TestStepsThatOnlyHelpTogether(t *testing.T) {
	m := trap(constants(t))
	m.Nodes[0].Sink.Loss, m.Nodes[1].Sink.Loss = 1000, 1000
	m.Edges[0].Beta.Mean, m.Edges[1].Beta.Mean = .97, .97
	for i := range m.Fixes {
		m.Fixes[i].EUR = 200
	}
	p, err := Planned(m, Budget{}, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	doors := stepsOf(p)[:2]
	slices.Sort(doors)
	if !slices.Equal(doors, []string{"1", "2"}) {
		t.Fatalf("the order is %v: the doors come first, together", stepsOf(p))
	}
	for _, s := range p.Steps {
		if want := map[string][]string{"1": {"2"}, "2": {"1"}}[s.Fix]; !slices.Equal(s.Together, want) {
			t.Errorf("%s goes together with %v", s.Fix, s.Together)
		}
		if !s.Pays {
			t.Errorf("%s does not pay", s.Fix)
		}
	}
}

// What saves nothing is in no plan, not even alone; what does not fit says what
// it would save.
func TestWhatIsNotInThePlan(t *testing.T) {
	m := series(constants(t), 0)
	p, err := Planned(m, Budget{}, Options{Seed: 1})
	if err != nil || len(p.Steps) != 0 || len(p.Rest) != 1 || p.Rest[0].More != 0 {
		t.Errorf("%+v, %v", p, err)
	}
	m = series(constants(t), 1000, 500, 0)
	m.Fixes[0].EUR, m.Fixes[1].EUR = 100, 100
	p, err = Planned(m, Budget{EUR: 100}, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(stepsOf(p), []string{"a"}) || len(p.Rest) != 2 || p.Rest[0].Fix != "b" || p.Rest[0].More < 200 || p.Rest[1].More != 0 {
		t.Errorf("%v, rest %+v", stepsOf(p), p.Rest)
	}
	if p, err = Planned(m, Budget{EUR: 1}, Options{Seed: 1}); err != nil || len(p.Steps) != 0 || p.Rest[0].More < 400 {
		t.Errorf("with 1 EUR: %+v, %v", p, err)
	}
}

// Of two ways to save the same the cheaper one is taken.
func TestOfEqualsTheCheaper(t *testing.T) {
	g := newGraph(constants(t))
	g.m.Nodes = []Node{{ID: "a", Sink: &Sink{Loss: 1000}}}
	g.m.Edges = []Edge{{From: Source, To: 0, Beta: Chance{Mean: .5}, Vector: Onward}}
	for i, eur := range []float64{90, 40, 80} {
		g.m.Fixes = append(g.m.Fixes, Fix{ID: string(rune('a' + i)), Edges: map[int]float64{0: 0}, EUR: eur})
	}
	for _, b := range []Budget{{}, {EUR: 100}} {
		p, err := Planned(g.m, b, Options{Seed: 1})
		if err != nil || !slices.Equal(stepsOf(p), []string{"b"}) {
			t.Errorf("%v: %v %v", b, stepsOf(p), err)
		}
	}
}

// A hidden pair is found among more fixes than can be tried in every
// combination, where greed by density never looks.
func TestSearchSeesThroughTheGreedyTrap(t *testing.T) {
	m := trap(constants(t))
	for i := range exactFixes + 6 {
		n := len(m.Nodes)
		m.Nodes = append(m.Nodes, Node{ID: "small", Sink: &Sink{Loss: 20000}})
		m.Edges = append(m.Edges, Edge{From: Source, To: n, Beta: Chance{Mean: .5}, Vector: Onward})
		m.Fixes = append(m.Fixes, Fix{ID: "s" + string(rune('a'+i)), Edges: map[int]float64{len(m.Edges) - 1: 0}, EUR: 1})
	}
	p, err := Planned(m, Budget{EUR: 2}, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	got := stepsOf(p)
	slices.Sort(got)
	if p.Method != "search" || !slices.Equal(got, []string{"1", "2"}) || p.Bound < p.Drop.Best {
		t.Errorf("%s plan %v saves %.0f, bound %.0f", p.Method, got, p.Drop.Best, p.Bound)
	}
}

// With many fixes not all are weighed anew at each step; where none touches
// another the order is still by what each saves for its price.
func TestOrderOfManySteps(t *testing.T) {
	var loss []float64
	for i := range manyFixes + 8 {
		loss = append(loss, 1000*float64(1+(7*i)%41)) // never in order
	}
	m := series(constants(t), loss...)
	for i := range m.Fixes {
		m.Fixes[i].ID, m.Fixes[i].EUR = string(rune(0x100+i)), 100
	}
	p, err := Planned(m, Budget{}, Options{Seed: 1, Samples: 4096})
	if err != nil || len(p.Steps) != len(loss) {
		t.Fatalf("%d steps, %v", len(p.Steps), err)
	}
	for k := 1; k < len(p.Steps); k++ {
		if a, b := p.Steps[k-1].Drop.Best, p.Steps[k].Drop.Best; a < .95*b {
			t.Errorf("step %d saves %.0f, the one before it %.0f", k+1, b, a)
		}
	}
	if p, err = Planned(m, Budget{EUR: 1000}, Options{Seed: 1, Samples: 16384}); err != nil || p.Method != "search" || p.Bound < p.Drop.Best || p.EUR > 1000 {
		t.Errorf("%s saves %g, bound %g, %g EUR, %v", p.Method, p.Drop.Best, p.Bound, p.EUR, err)
	}
}
