package scan

import (
	"slices"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

func storeFact(t *testing.T, id, detail string, people int64) evidence.Item {
	t.Helper()
	it, err := facts.DataStore.Item(id, evidence.Enumerated, facts.Store{ID: id, Detail: detail, Records: people,
		People:     facts.People{Low: people, Best: people, High: people},
		Categories: []facts.Category{{Category: "contact", Kinds: []string{"email"}, Confidence: 1, Records: people, Share: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	return it
}

func finding(subject, control string, g chain.Grip) chain.Finding {
	return chain.Finding{Subject: subject, Control: control, Grip: g}
}

// Every demanded safeguard ends up in exactly one of proven, missing, unseen.
func TestProtectionIsProvenMissingOrUnseen(t *testing.T) {
	items := []evidence.Item{storeFact(t, "store:a#x.csv", "special", 500)}
	p := protection(items, nil)["store:a#x.csv"]
	if len(p.Demanded) < 3 || len(p.Unseen) != len(p.Demanded) {
		t.Fatalf("nobody looked, so all %d are unseen: %+v", len(p.Demanded), p)
	}
	control := p.Demanded[0].Control
	for _, tc := range []struct {
		say      string
		findings []chain.Finding
		want     string
	}{
		{"seen to hold for this store", []chain.Finding{finding("store:a#x.csv", control, chain.Holds)}, "proven"},
		{"broken for this store", []chain.Finding{finding("store:a#x.csv", control, chain.Broken)}, "missing"},
		{"holds for another store only", []chain.Finding{finding("store:a#y.csv", control, chain.Holds)}, "unseen"},
		{"holds for the firm", []chain.Finding{finding("firm", control, chain.Holds)}, "proven"},
		{"its own finding outweighs the firm's", []chain.Finding{finding("firm", control, chain.Holds), finding("store:a#x.csv", control, chain.Weak)}, "missing"},
		{"one of two could not be looked at", []chain.Finding{finding("firm", control, chain.Holds), finding("site:https://s.example", control, chain.Unseen)}, "unseen"},
	} {
		p := protection(items, tc.findings)["store:a#x.csv"]
		got := "none"
		for name, list := range map[string][]string{"proven": p.Proven, "missing": p.Missing, "unseen": p.Unseen} {
			if slices.Contains(list, control) {
				got = name
			}
		}
		if got != tc.want {
			t.Errorf("%s: %s, want %s", tc.say, got, tc.want)
		}
		if len(p.Proven)+len(p.Missing)+len(p.Unseen) != len(p.Demanded) {
			t.Errorf("%s: %d demanded, but %d+%d+%d accounted for", tc.say, len(p.Demanded), len(p.Proven), len(p.Missing), len(p.Unseen))
		}
	}
}

// Protection follows the data: more detail demands more, no store demands nothing.
func TestProtectionIsInProportion(t *testing.T) {
	list := protection([]evidence.Item{storeFact(t, "store:a#list.xlsx", "contact", 400)}, nil)["store:a#list.xlsx"]
	health := protection([]evidence.Item{storeFact(t, "store:a#list.xlsx", "special", 400)}, nil)["store:a#list.xlsx"]
	if len(health.Demanded) <= len(list.Demanded) {
		t.Errorf("a health column raises the demand from %d to %d safeguards", len(list.Demanded), len(health.Demanded))
	}
	if len(protection(nil, nil)) != 0 {
		t.Error("a deleted store still demands protection")
	}
}

// People are counted once, however many stores know them.
func TestUnionCountsPeopleOnce(t *testing.T) {
	a := []evidence.Key{{Type: evidence.KeyEmail, Print: 1, Record: 0}, {Type: evidence.KeyEmail, Print: 2, Record: 1}}
	b := []evidence.Key{{Type: evidence.KeyEmail, Print: 2, Record: 0}, {Type: evidence.KeyEmail, Print: 3, Record: 1}}
	u := union([]string{"store:a#1", "store:a#2"}, evidence.Distinct(a, b), nil)
	if u.People.Best != 3 || len(u.Overlaps) != 1 || u.Overlaps[0].Shared != 1 || u.Overlaps[0].ShareA != .5 {
		t.Errorf("3 people, 1 of them in both: %+v", u)
	}
}

// An old list of the people in a table is its copy, and says how old it is.
func TestAnOldListIsACopyOfTheTable(t *testing.T) {
	var table, list []evidence.Key
	for i := range uint32(40) {
		table = append(table, evidence.Key{Type: evidence.KeyEmail, Print: uint64(i), Record: i})
		if i < 20 {
			list = append(list, evidence.Key{Type: evidence.KeyEmail, Print: uint64(i), Record: i})
		}
	}
	stores := map[string]facts.Store{
		"store:crm#customers":        {Role: "live", Newest: "2026-11-20", People: facts.People{Best: 40}},
		"store:x#customers_old.xlsx": {Role: "copy", Newest: "2025-09-20", People: facts.People{Best: 20}},
	}
	u := union([]string{"store:crm#customers", "store:x#customers_old.xlsx"}, evidence.Distinct(table, list), stores)
	if len(u.Overlaps) != 1 || u.Overlaps[0].Copy != "store:x#customers_old.xlsx" || u.Overlaps[0].Behind != 426 {
		t.Errorf("a copy that is 426 days behind: %+v", u)
	}
	if u.Picture == nil || u.Picture.Contact != 40 {
		t.Errorf("of 40 people no more than an address is known: %+v", u.Picture)
	}
}

// No place in which anything was found is left without what it calls for, be it
// only a password.
func TestNoStoreIsLeftWithoutALine(t *testing.T) {
	var items []evidence.Item
	add := func(s facts.Store) {
		it, err := facts.DataStore.Item(s.ID, evidence.Enumerated, s)
		if err != nil {
			t.Fatal(err)
		}
		items = append(items, it)
	}
	for i, c := range []string{"contact", "identity", "financial", "card", "health", "special", "online", "credentials"} {
		for _, role := range []string{"live", "file", "export", "dump", "copy", "archive", "backup"} {
			add(facts.Store{ID: "store:office#" + c + role, Name: c, Role: role, People: facts.People{Best: int64(i)}, Categories: []facts.Category{{Category: c, Kinds: []string{"x"}, Confidence: 1, Records: 1}}})
		}
	}
	add(facts.Store{ID: "store:office#.env", Name: ".env", Role: "file", Detail: "none", Categories: []facts.Category{}, Secrets: []facts.Secret{{Kind: "password", Count: 1}}})
	got := protection(items, nil)
	for _, s := range facts.DataStore.Select(items) {
		p, ok := got[s.ID]
		if !ok || p.Say == "" || len(p.Demanded) == 0 || len(p.Proven)+len(p.Missing)+len(p.Unseen) != len(p.Demanded) {
			t.Errorf("%s: %+v", s.ID, p)
		}
	}
}
