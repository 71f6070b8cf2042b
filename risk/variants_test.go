package risk_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/weaklink/weaklink/attack"
	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/risk"
)

// What is taken over from the firm as it stands is what a variant comes to by
// itself, to the last digit.
func TestVariantsAreWhatTheyAreAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: plays every variant alone")
	}
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{3, 40} { // of many alike a few parts stand for all
		now := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
		in := attack.Input{Now: now, Seen: map[string]time.Time{"seen": now},
			Facts: []evidence.Item{{Kind: "test", Digest: "seen", Method: evidence.Enumerated}}}
		say := func(control, subject string, g chain.Grip) {
			k, _ := c.Control(control)
			in.Findings = append(in.Findings, chain.Finding{ID: control + subject, Check: "test." + control, Control: control,
				Link: chain.Link(k.Link), Subject: subject, Grip: g, Evidence: []string{"seen"}})
		}
		for i := range n {
			say("minimisation", fmt.Sprintf("store:a#%d", i), chain.Weak)
		}
		say("mfa", "firm", chain.Broken)
		say("backup-offline", "firm", chain.Weak)
		say("web-patching", "site:https://a.example", chain.Broken)
		s, err := attack.Read(in)
		if err != nil {
			t.Fatal(err)
		}
		build := func(k *risk.Constants) (*risk.Model, error) {
			k, err := attack.Anchor(k)
			if err != nil {
				return nil, err
			}
			return s.Variant(k)
		}
		all, err := risk.Vary(c, build, 5)
		if err != nil {
			t.Fatal(err)
		}
		some, err := risk.VariedAlone(c, build, 5, 23)
		if err != nil {
			t.Fatal(err)
		}
		if len(some) < 20 || len(all.Links) < 3 {
			t.Fatalf("%d variants of %d links were looked at", len(some), len(all.Links))
		}
		for i, want := range some {
			if fmt.Sprint(all.Drops[i]) != fmt.Sprint(want) {
				t.Errorf("%d stores, variant %d: %v, by itself %v", n, i, all.Drops[i], want)
			}
		}
		// And so is what the rates are anchored on.
		template, err := attack.Build(attack.Input{Constants: c})
		if err != nil {
			t.Fatal(err)
		}
		opt := risk.Options{Samples: 16 * 64}
		basis, err := risk.NewBasis(template, opt)
		if err != nil {
			t.Fatal(err)
		}
		for _, changes := range []map[string]float64{nil, {"skill.variance": .3}, {"mfa.eps.K": .5}, {"group.beta": .7, "unseen.a": 2}, {"mfa.m": .6}} {
			k, err := c.With(changes)
			if err != nil {
				t.Fatal(err)
			}
			m, err := attack.Build(attack.Input{Constants: k})
			if err != nil {
				t.Fatal(err)
			}
			want, err := risk.Reach(m, opt)
			if err != nil {
				t.Fatal(err)
			}
			got, err := basis.Other(m)
			if err != nil {
				t.Fatal(err)
			}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%v: %v, by itself %v", changes, got, want)
			}
		}
	}
}
