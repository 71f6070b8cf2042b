package main

import (
	"slices"
	"testing"

	checksdata "github.com/weaklink/weaklink/checks/data"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
)

// detailOf is how much a category says about a person, as collectors/data says it.
var detailOf = map[string]string{"contact": "contact", "online": "contact", "credentials": "contact", "identity": "identity", "financial": "financial", "card": "card", "health": "special", "special": "special"}

// Whatever kind is found in a place, the table of protection in proportion has
// a line for it, and more people never get less.
func TestEveryKindIsProtectedInProportion(t *testing.T) {
	levels := []string{"basic", "careful", "strict"}
	for _, k := range classify.Kinds() {
		detail := detailOf[k.Category]
		if detail == "" {
			t.Errorf("%s: the category %s has no place in protection.yaml", k.Kind, k.Category)
			continue
		}
		was := 0
		for _, people := range []int64{0, 1, 150, 20_000} {
			p := checksdata.Demand(facts.Store{ID: "store:x#y", Detail: detail, People: facts.People{Best: people},
				Categories: []facts.Category{{Category: k.Category, Kinds: []string{string(k.Kind)}, Confidence: 1, Records: 1}}})
			at := slices.Index(levels, p.Level)
			if len(p.Demanded) == 0 || p.Say == "" || at < was {
				t.Errorf("%s of %d people: %s, %d safeguards, %q", k.Kind, people, p.Level, len(p.Demanded), p.Say)
			}
			for _, d := range p.Demanded {
				if d.Say == "" || len(d.Cites) == 0 {
					t.Errorf("%s: %s is called for without a reason", k.Kind, d.Control)
				}
			}
			was = at
		}
	}
}
