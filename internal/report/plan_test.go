package report

import (
	"fmt"
	"maps"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/risk"
)

// The plan goes in the model's order with its drops; what adds nothing comes
// last with none. The one thing to do today is still what the sentence names.
func TestPlanFollowsTheModel(t *testing.T) {
	in := judged(risk.Is, "website", .9)
	door := func(id, subject, control string, l chain.Link, g chain.Grip) chain.Finding {
		return chain.Finding{ID: id, Check: "x." + id, Subject: subject, Control: control, Link: l, Grip: g, Say: "Bad."}
	}
	head := in.Findings[0].ID
	in.Findings = append(in.Findings, door("policies.rule@1", "firm", "callback-rule", chain.Policies, chain.Weak), door("access.b@1", "account:m", "mfa", chain.Access, chain.Broken),
		door("access.idle@1", "account:z", "leavers-removed", chain.Access, chain.Broken))
	in.Plan = &risk.Plan{Steps: []risk.Step{
		{Fix: "policies.rule@1", Findings: []string{"policies.rule@1"}, Drop: risk.Range{Best: 300}, Quick: true},
		{Fix: "access.a@1", Findings: []string{"access.a@1", "access.b@1"}, Drop: risk.Range{Best: 200}},
		{Fix: head, Findings: []string{head}, Drop: risk.Range{Best: 100}},
	}}
	m := built(t, in)
	want := []struct {
		id    string
		drop  float64
		quick bool
	}{{"policies.rule@1", 300, true}, {"access.b@1", 200, false}, {head, 100, false}, {"access.idle@1", 0, false}}
	if len(m.Plan) != len(want) {
		t.Fatalf("%+v", m.Plan)
	}
	for i, w := range want {
		if s := m.Plan[i]; s.ID != w.id || s.Drop.Best != w.drop || s.Quick != w.quick {
			t.Errorf("step %d is %s saving %g, quick %v; want %+v", i+1, s.ID, s.Drop.Best, s.Quick, w)
		}
	}
	if m.Today.Step != head {
		t.Errorf("today is %s, the sentence is about %s", m.Today.Step, head)
	}
}

var stray = checks.Each(checks.Doc{ID: "data.test-stray", Asks: "?", Matters: "Anyone can take it.", Fix: "Delete {file}.", Proof: "ls {file}",
	Control: "no-stray-copies", Who: checks.Owner, Minutes: [2]int{5, 20}}, evidence.Kind[struct{}]{Name: "data.test", Version: 1}, func(checks.Scene, struct{}) checks.Verdict { return checks.Nothing() })

// A file is deleted once, however many places lie in it, and that saves what
// deleting each of them does.
func TestAFileIsMendedOnce(t *testing.T) {
	in := judged(risk.Is, "data", .9)
	in.Findings, in.Plan = nil, &risk.Plan{}
	for i, subject := range []string{"store:office#old.zip/1.csv", "store:office#new.csv", "store:office#old.zip/2.csv", "store:old.zip#3.csv", "store:old.zip#4.csv"} {
		f := chain.Finding{ID: fmt.Sprint("data.test-stray@", i), Check: stray.Doc.ID, Subject: subject, Control: "no-stray-copies", Link: chain.Data, Grip: chain.Broken, Say: "It lies about."}
		in.Findings = append(in.Findings, f)
		in.Plan.Steps = append(in.Plan.Steps, risk.Step{Fix: f.ID, Findings: []string{f.ID}, Drop: risk.Range{Low: 1, Best: 10, High: 100}})
	}
	in.Verdict.Subject = "store:office#old.zip/2.csv"
	m := built(t, in)
	got := map[string]float64{}
	for _, s := range m.Plan {
		got[s.Fix] = s.Drop.Best
	}
	if want := map[string]float64{"Delete office/old.zip.": 20, "Delete office/new.csv.": 10, "Delete old.zip.": 20}; !maps.Equal(got, want) {
		t.Errorf("the plan is %v, want %v", got, want)
	}
	if s := m.StepFor("data", in.Verdict.Subject); s == nil || s.Name != "old.zip in office" || len(s.Findings) != 2 {
		t.Errorf("what the sentence names is mended by %+v", s)
	}
}

// What was not seen is worth as much as knowing it changes what to do.
func TestUnseenSaysWhatLookingIsWorth(t *testing.T) {
	in := judged(risk.Is, "website", .9)
	in.Findings = append(in.Findings, chain.Finding{ID: "backups.r@1", Check: "backups.r", Subject: "firm", Control: "backup-restores", Link: chain.Backups, Grip: chain.Unseen, Why: "nobody tried"},
		chain.Finding{ID: "access.s@1", Check: "access.s", Subject: "account:m", Control: "mfa", Link: chain.Access, Grip: chain.Unseen, Why: "no list"})
	in.Next = &risk.Next{Looks: []risk.Look{{Control: "backup-restores", Link: "backups", Changes: .6}, {Control: "mfa", Link: "access"}, {Control: "disk-encryption", Link: "devices", Changes: .2}}}
	in.Missing = []LinkHint{{chain.Devices, "host:"}}
	got := map[string]float64{}
	for _, u := range built(t, in).Unseen {
		got[u.Subject+u.Why] = u.Worth
	}
	if got["firmnobody tried"] != .6 || got["account:mno list"] != 0 || got["link:devicesnobody looked at it"] != .2 {
		t.Errorf("%v", got)
	}
}
