package risk

import (
	"math"
	"testing"
)

// A what-if saves what the plan says of the same fix, whether it moves edges or
// states.
func TestWhatIfAgreesWithThePlan(t *testing.T) {
	m := trap(constants(t))
	p, err := Planned(m, Budget{}, Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Steps {
		saves, _, err := WhatIf(m, []string{s.Fix}, Options{Seed: 3})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(saves.Best-s.Alone.Best) > 1e-6 {
			t.Errorf("%s saves %g, the plan says %g", s.Fix, saves.Best, s.Alone.Best)
		}
	}
}

// A state that a repair holds up is never below it, and higher draws stay.
func TestRepairsHoldUp(t *testing.T) {
	c := constants(t)
	g := newGraph(c)
	g.m.Nodes = []Node{{ID: "a", Sink: &Sink{Loss: 1000}}}
	g.m.Controls = []Control{{ID: "k", Link: "l", SoP: .5, Eps: map[string]float64{"L": 1}}}
	g.m.Links = []string{"l"}
	g.m.States = []State{{Control: "k", A: 1, B: 1}}
	g.m.Edges = []Edge{{From: Source, To: 0, Beta: Chance{Mean: 1}, Vector: Onward, States: []int{0}}}
	g.m.Fixes = []Fix{{ID: "f", States: []int{0}, Unseen: true}}
	n := g.m.Changed(Change{Fix: []int{0}})
	both, err := Compare(g.m, n, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	// E[1-s] is .5 before and E[1 - max(s, .5)] = .375 after; the floor of .02 cuts a little.
	if math.Abs(both.Before.Expected.Best-500) > 25 || math.Abs(both.After.Expected.Best-375) > 15 || both.Same {
		t.Errorf("%+v", both)
	}
	if s := n.States[0]; !s.Seen || s.Bad || s.Subject != theFirm || g.m.States[0].Seen {
		t.Errorf("after: %+v, before: %+v", s, g.m.States[0])
	}
	set := g.m.Changed(Change{Set: map[int]float64{0: .25}})
	if both, err = Compare(g.m, set, Options{Seed: 1}); err != nil || math.Abs(both.After.Expected.Best-750) > 20 || both.Saves.Best > 0 {
		t.Errorf("set to .25: %+v, %v", both, err)
	}
	if !set.States[0].Bad {
		t.Error("a control at .25 is below its state of practice and does not count as weak")
	}
	if both, err = Compare(g.m, g.m.Changed(Change{}), Options{Seed: 1}); err != nil || !both.Same || both.Saves != (Range{}) {
		t.Errorf("nothing changed: %+v, %v", both, err)
	}
}

// An unknown that decides nothing is worth exactly nothing, however the dice
// fall; one that decides between two repairs is worth something.
func TestOnlyWhatDecidesIsWorthFindingOut(t *testing.T) {
	c := constants(t)
	build := func(cost float64) *Model {
		g := newGraph(c)
		g.m.Nodes = []Node{{ID: "a", Sink: &Sink{Loss: 10000}}, {ID: "b", Sink: &Sink{Loss: 1}}}
		g.m.Controls = []Control{{ID: "k", Link: "l", SoP: 1, Eps: map[string]float64{"L": 1}, Minutes: 10}, {ID: "idle", Link: "l", SoP: 1, Eps: map[string]float64{"L": 1}, Minutes: 10}}
		g.m.Links = []string{"l"}
		g.m.States = []State{{Control: "k", A: .2, B: .2}, {Control: "idle", A: 1, B: 1}}
		g.m.Edges = []Edge{{From: Source, To: 0, Beta: Chance{Mean: 1}, Vector: Onward, States: []int{0}}, {From: Source, To: 1, Beta: Chance{Mean: 1}, Vector: Onward, States: []int{1}}}
		g.m.Fixes = []Fix{{ID: "f", States: []int{0}, EUR: cost, Unseen: true}, {ID: "g", States: []int{1}, EUR: 1000, Unseen: true}}
		return g.m
	}
	for seed := range uint64(20) {
		n, err := FindOut(build(15000), Options{Seed: seed}) // three years of half of 10,000
		if err != nil {
			t.Fatal(err)
		}
		if n.Looks[0].Control != "k" || n.Looks[0].EVPPI < 3000 || n.Looks[1].EVPPI != 0 || n.Neutral != 1 {
			t.Errorf("seed %d: %+v", seed, n)
		}
		if n.EVPI < n.Looks[0].EVPPI {
			t.Errorf("seed %d: certainty is worth %g, one unknown %g", seed, n.EVPI, n.Looks[0].EVPPI)
		}
		if n, err = FindOut(build(1), Options{Seed: seed}); err != nil || n.Looks[0].EVPPI > 1 {
			t.Errorf("seed %d: a repair for 1 EUR is done anyway: %+v, %v", seed, n, err)
		}
	}
}
