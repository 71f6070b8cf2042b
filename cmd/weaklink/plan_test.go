package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/risk"
)

// Two routes side by side and an exposure of its own (case G of the model): with
// money for two repairs greed takes the exposure and one route, which saves a
// fifth of what both routes do. What is printed says that they go together.
func TestPlanPrintsWhatOnlyHelpsTogether(t *testing.T) {
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	m := &risk.Model{Constants: c, Vectors: []string{"V"}, Rates: []float64{1}, Links: []string{}, Controls: []risk.Control{}, Additive: true}
	m.Nodes = []risk.Node{{ID: "asset", Sink: &risk.Sink{Loss: 100000}}, {ID: "other", Sink: &risk.Sink{Loss: 100000}}}
	var findings []chain.Finding
	for i, p := range []float64{.9, .9, .12} {
		id := "hosting.door@" + string(rune('1'+i))
		m.Edges = append(m.Edges, risk.Edge{From: risk.Source, To: i / 2, Beta: risk.Chance{Mean: p}, Vector: risk.Onward})
		m.Fixes = append(m.Fixes, risk.Fix{ID: id, Findings: []string{id}, Edges: map[int]float64{i: 0}, EUR: 100, Minutes: 90})
		findings = append(findings, chain.Finding{ID: id, Check: "hosting.door", Subject: "host:a", Link: chain.Hosting, Grip: chain.Broken, Control: "exposure-limited"})
	}
	budget := 200.0
	ans := &planAnswer{Budget: planBudget{EUR: &budget}}
	plan, err := risk.Planned(m, ans.Budget.limits(), risk.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	next, err := risk.FindOut(m, risk.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	both, err := risk.Compare(m, m.Changed(risk.Change{Fix: []int{0, 1}}), risk.Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	ans.fill(plan, next, both, findings)
	var ids []string
	for _, s := range ans.Steps {
		ids = append(ids, s.ID)
	}
	slices.Sort(ids)
	if !slices.Equal(ids, []string{"hosting.door@1", "hosting.door@2"}) || len(ans.TooMuch) != 1 || ans.TooMuch[0].ID != "hosting.door@3" {
		t.Fatalf("the plan is %v, too much is %+v", ids, ans.TooMuch)
	}
	var out bytes.Buffer
	if err := ans.print(&out, 80, len(findings)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Only together with step 2", "Only together with step 1", "Does not fit beside these", "within 200 EUR", "Every combination"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not said:\n%s", want, out.String())
		}
	}
}

// A budget of 0 is one: only what is free. None given is none.
func TestBudgetOfNothing(t *testing.T) {
	zero := 0.0
	if b := (planBudget{EUR: &zero}).limits(); b.EUR <= 0 || b.EUR > .01 || b.Hours != 0 {
		t.Errorf("%+v", b)
	}
}

// What an id was most likely meant to be is offered, nonsense gets no guess.
func TestLike(t *testing.T) {
	known := []string{"mfa", "website.exposed-files", "website.exposed-files@46c1b1c4", "callback-rule", "callback-rule.m", "payments"}
	for id, want := range map[string]string{"mffa": "mfa", "website.exposed-file": "website.exposed-files", "callbackrule": "callback-rule", "Payment": "payments"} {
		if got := like(id, known); !strings.HasPrefix(got, "did you mean "+want) {
			t.Errorf("%s: %s", id, got)
		}
	}
	if got := like("xyzzy", known); strings.Contains(got, "did you mean") {
		t.Errorf("xyzzy: %s", got)
	}
}
