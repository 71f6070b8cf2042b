package attack

import (
	"math"
	"slices"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/risk"
)

func weaknesses() []chain.Finding {
	return []chain.Finding{
		{ID: "website.a@1", Check: "website.a", Subject: "site:https://shop.example", Link: chain.Website, Control: "no-exposed-files", Grip: chain.Broken},
		{ID: "website.b@1", Check: "website.b", Subject: "site:https://shop.example", Link: chain.Website, Control: "tls-in-transit", Grip: chain.Broken, TurnsAway: true},
		{ID: "website.c@1", Check: "website.c", Subject: "page:https://shop.example/x", Link: chain.Website, Control: "tls-in-transit", Grip: chain.Weak, Unnoticed: true},
		{ID: "data.m@1", Check: "data.m", Subject: firm, Link: chain.Data, Control: "minimisation", Grip: chain.Weak},
		{ID: "backups.f@1", Check: "backups.f", Subject: firm, Link: chain.Backups, Control: "backup-fresh", Grip: chain.Broken},
		{ID: "policies.i@1", Check: "policies.i", Subject: firm, Link: chain.Policies, Control: "incident-plan", Grip: chain.Broken},
		{ID: "access.m@1", Check: "access.m", Subject: "account:mail", Link: chain.Access, Control: "mfa", Grip: chain.Weak, Pass: 8, Of: 9},
	}
}

// What a what-if says of a repair on the firm's graph - edges, copies, money,
// visitors - is what the plan says of it alone, in the same worlds.
func TestWhatIfAgreesWithThePlanOfAFirm(t *testing.T) {
	in := input(t, weaknesses()...)
	in.Constants = constants(t)
	m, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	opt := risk.Options{Seed: 5, Samples: 8192}
	plan, err := risk.Planned(m, risk.Budget{}, opt)
	if err != nil || len(plan.Steps) < 5 {
		t.Fatalf("%d steps, %v", len(plan.Steps), err)
	}
	var all risk.Change
	for _, s := range plan.Steps {
		i := slices.IndexFunc(m.Fixes, func(f risk.Fix) bool { return f.ID == s.Fix })
		all.Fix = append(all.Fix, i)
		both, err := risk.Compare(m, m.Changed(risk.Change{Fix: []int{i}}), opt)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(both.Saves.Best-s.Alone.Best) > 1e-6*max(1, s.Alone.Best) {
			t.Errorf("%s saves %g, the plan says %g", s.Fix, both.Saves.Best, s.Alone.Best)
		}
		if len(s.Findings) == 0 || s.Findings[0] != s.Fix {
			t.Errorf("%s settles %v", s.Fix, s.Findings)
		}
	}
	both, err := risk.Compare(m, m.Changed(all), opt)
	if err != nil || math.Abs(both.Saves.Best-plan.Drop.Best) > 1e-6*plan.Drop.Best {
		t.Errorf("all of it saves %g, the plan says %g, %v", both.Saves.Best, plan.Drop.Best, err)
	}
	for i := range m.Fixes {
		all.Fix = append(all.Fix, i)
	}
	if v, err := risk.Weigh(m.Changed(all), opt); err != nil || v.Link != "" || len(v.Subjects) != 0 {
		t.Errorf("with everything repaired the weakest link is %q, %v", v.Link, err)
	}
}

// BenchmarkWhatIf is a repair on a firm's graph over all vectors, 8,192 samples.
func BenchmarkWhatIf(b *testing.B) {
	c, err := risk.Load()
	if err != nil {
		b.Fatal(err)
	}
	m, err := Build(Input{Constants: c, Findings: weaknesses()})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := risk.Compare(m, m.Changed(risk.Change{Fix: []int{0}}), risk.Options{Seed: 1, Samples: 8192}); err != nil {
			b.Fatal(err)
		}
	}
}
