package report

import (
	"testing"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// A place of which nothing lies in clear is told, with how, and holds nobody who
// is counted; one of which a part does says which part does not.
func TestWhatIsGuardedIsTold(t *testing.T) {
	in := judged(risk.Is, "data", .9)
	hashed := []facts.Column{{Name: "id"}, {Name: "mail", Kind: "email", Category: "contact", Filled: 9, Protected: "sha256"}, {Name: "phone", Kind: "phone", Filled: 9, Protected: "masked"}, {Name: "iban", Kind: "iban", Filled: 9, Protected: "masked"}, {Name: "card", Filled: 9, Protected: "token"}}
	for _, s := range []facts.Store{
		{ID: "store:o#z.csv", Name: "z.csv", Target: "o", Records: 9, Columns: hashed},
		{ID: "store:o#a.csv", Name: "a.csv", Target: "o", Records: 9, Columns: []facts.Column{{Name: "secret", Kind: "password", Protected: "bcrypt"}}},
		{ID: "store:o#both.csv", Name: "both.csv", Target: "o", Records: 9, People: facts.People{Best: 9, High: 9}, Categories: []facts.Category{{Category: "contact"}}, Columns: []facts.Column{{Name: "mail", Kind: "email"}, {Name: "pw", Kind: "password", Protected: "bcrypt"}}},
		{ID: "store:o#clean.csv", Name: "clean.csv", Target: "o", Records: 9, Columns: []facts.Column{{Name: "sum", Protected: "md5"}}}, // of what, nothing says
	} {
		it, err := facts.DataStore.Item(s.ID, evidence.Scanned, s)
		if err != nil {
			t.Fatal(err)
		}
		in.Facts = append(in.Facts, it)
	}
	d := built(t, in).Data
	if d.Stores.Len() != 1 || d.Stores.At(0).GuardedWords() != "pw hashed (bcrypt)" {
		t.Errorf("in clear are %+v", d.Stores.Whole())
	}
	if d.Guarded.Len() != 2 || d.Guarded.At(0).Name != "a.csv" {
		t.Fatalf("guarded are %+v", d.Guarded.Whole())
	}
	if got, want := d.Guarded.At(1).Say(), "mail hashed (sha256); phone, iban masked; card replaced by tokens"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
