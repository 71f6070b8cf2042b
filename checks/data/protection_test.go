package data

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// catalogue is every control there is. Which link a control belongs to is in
// the model's constants.
var catalogue = strings.Fields(`minimisation no-stray-copies protected-at-rest tls-in-transit web-patching web-hardening no-exposed-files
	script-integrity consent-and-notice works-without-errors server-patching exposure-limited server-hardening integrity-monitoring log-monitoring
	malware-protection host-firewall disk-encryption endpoint-updates screen-lock local-least-privilege mfa least-privilege-data leavers-removed
	no-shared-accounts secrets-not-lying-about rules-acknowledged phishing-training incident-plan mail-spoofing-protection callback-rule
	supplier-agreements hosted-payment payment-script-inventory no-stored-card-data backup-exists backup-fresh backup-offline-or-immutable
	backup-restores recovery-key-escrowed`)

func grocer() facts.Store {
	return facts.Store{ID: "store:office#delivery.xlsx", Target: "office", Name: "delivery.xlsx", Format: "xlsx", Shape: "table", Role: "file",
		Records: 420, Detail: "contact", People: facts.People{Low: 415, Best: 420, High: 420}, Readers: "owner", AtRest: "clear",
		Oldest: "2025-03-01", Newest: "2026-11-01", DatedBy: "column",
		Categories: []facts.Category{{Category: "contact", Kinds: []string{"full_name", "street", "phone"}, Confidence: .98, Records: 420, Share: 1}}}
}

func controls(p facts.Protection) []string {
	var out []string
	for _, d := range p.Demanded {
		out = append(out, d.Control)
	}
	return out
}

func TestEverySafeguardIsAControlOfTheCatalogueWithASource(t *testing.T) {
	for _, g := range protections().Safeguards {
		if !slices.Contains(catalogue, g.Control) {
			t.Errorf("%s is no control", g.Control)
		}
		if !strings.HasSuffix(g.Say, ".") || len(g.Cites) == 0 || len(g.From) == 0 {
			t.Errorf("%s lacks a sentence, a source or a threshold", g.Control)
		}
	}
}

func TestGrocersAddressListDemandsLittle(t *testing.T) {
	p := Demand(grocer())
	if p.Level != "basic" || len(p.Demanded) > 4 || !strings.Contains(p.Say, "little is called for") || !strings.Contains(p.Say, "about 420 people") {
		t.Errorf("%s, %d safeguards: %s", p.Level, len(p.Demanded), p.Say)
	}
}

func TestOneHealthColumnRaisesTheDemand(t *testing.T) {
	plain := Demand(grocer())
	s := grocer()
	s.Categories = append(s.Categories, facts.Category{Category: "health", Kinds: []string{"health"}, Confidence: .9, Records: 30})
	s.Detail = "special"
	ill := Demand(s)
	if slices.Index(levels, ill.Level) <= slices.Index(levels, plain.Level) || len(ill.Demanded) <= len(plain.Demanded) {
		t.Errorf("%s with %v, before it was %s with %v", ill.Level, controls(ill), plain.Level, controls(plain))
	}
	if s.Detail = ""; Demand(s).Level != ill.Level {
		t.Error("the demand depends on whether the detail was filled in")
	}
}

func TestCardNumbersAndSecretsDemandTheirOwn(t *testing.T) {
	s := grocer()
	s.Categories = append(s.Categories, facts.Category{Category: "card", Kinds: []string{"card"}, Confidence: 1, Records: 1})
	s.Secrets = []facts.Secret{{Kind: "password", Count: 1}}
	got := controls(Demand(s))
	if !slices.Contains(got, "no-stored-card-data") || !slices.Contains(got, "secrets-not-lying-about") {
		t.Errorf("got %v", got)
	}
}

func TestNothingFoundDemandsNothing(t *testing.T) {
	if p := Demand(facts.Store{Detail: "none"}); len(p.Demanded) > 0 || p.Level != "basic" || p.Say == "" {
		t.Errorf("%+v", p)
	}
}

func TestMoreDetailOrMorePeopleNeverDemandLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.IntRange(1, len(details)-1).Draw(t, "detail"), rapid.IntRange(1, len(details)-1).Draw(t, "other detail")
		m, n := rapid.Int64Range(0, 50_000).Draw(t, "people"), rapid.Int64Range(0, 50_000).Draw(t, "other people")
		at := func(detail int, people int64) facts.Protection {
			return Demand(facts.Store{Detail: details[detail], People: facts.People{Best: people}})
		}
		less, more := at(min(a, b), min(m, n)), at(max(a, b), max(m, n))
		if slices.Index(levels, more.Level) < slices.Index(levels, less.Level) {
			t.Fatalf("%s became %s", less.Level, more.Level)
		}
		for _, c := range controls(less) {
			if !slices.Contains(controls(more), c) {
				t.Fatalf("%s is no longer called for", c)
			}
		}
	})
}

func TestGrocersAddressListComesOutCalm(t *testing.T) {
	it, err := facts.DataStore.Item(grocer().ID, evidence.Enumerated, grocer())
	if err != nil {
		t.Fatal(err)
	}
	sc := checks.Scene{Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Complete: func(string) bool { return true }}
	n := 0
	for _, c := range checks.Registered() {
		if c.Doc.Link() != chain.Data {
			continue
		}
		n++
		if !slices.Contains(catalogue, c.Doc.Control) {
			t.Errorf("%s: %s is no control", c.Doc.ID, c.Doc.Control)
		}
		for _, f := range c.Judge(sc, []evidence.Item{it}) {
			if f.Grip != chain.Holds {
				t.Errorf("%s says %s: %s", f.Check, f.Grip, f.Say)
			}
		}
	}
	if n == 0 {
		t.Error("no check of the link was registered")
	}
}

func TestDemandSurvivesAnyStore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s facts.Store
		raw := rapid.SampledFrom([]string{`{}`, `{"detail":"odd"}`, `{"people":{"best":-5},"detail":"card"}`, `{"categories":[{"category":"??"}],"people":{"best":9223372036854775807},"detail":"special"}`}).Draw(t, "body")
		if err := json.Unmarshal([]byte(raw), &s); err != nil {
			t.Fatal(err)
		}
		if p := Demand(s); p.Say == "" || p.Level == "" {
			t.Fatalf("%+v", p)
		}
	})
}
