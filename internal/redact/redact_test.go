package redact_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/redact"
)

func TestAMaskKeepsTheShapeAndNoLetterOrDigit(t *testing.T) {
	for in, want := range map[string]string{
		"anna@mail.example": "xxxx@xxxx.xxxxxxx",
		"123-45-6789":       "nnn-nn-nnnn",
		"Müller, Ä":         "xxxxxx, x",
		"٣٤٥":               "nnn",
		"":                  "",
	} {
		if got := string(redact.Mask(in)); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.String().Draw(t, "value")
		out := string(redact.Mask(in))
		if n := utf8.RuneCountInString(out); n > 41 {
			t.Fatalf("%d signs", n)
		}
		for _, r := range out {
			if r != 'x' && r != 'n' && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || unicode.IsControl(r)) {
				t.Fatalf("%q: %q is kept", in, r)
			}
		}
	})
}

func TestAFingerprintSaysOnlyWhetherTwoValuesAreOne(t *testing.T) {
	a, b := redact.Key{1}, redact.Key{2}
	f := a.Fingerprint("email", "anna@mail.example")
	switch {
	case f != a.Fingerprint("email", "anna@mail.example"):
		t.Error("it is not the same twice")
	case f == b.Fingerprint("email", "anna@mail.example"):
		t.Error("another firm's key gives the same")
	case f == a.Fingerprint("phone", "anna@mail.example"), f == a.Fingerprint("email", "anna@mail.exampl"):
		t.Error("another value gives the same")
	case a.Fingerprint("emai", "lx") == a.Fingerprint("email", "x"):
		t.Error("the type runs into the value")
	case len(f) != 16:
		t.Errorf("%d signs", len(f))
	}
}

// What a name says about a person is gone, the rest stays, and two names stay two.
func TestNamesOfFilesKeepTheirWordsAndLosePeople(t *testing.T) {
	k := redact.Key{3}
	for in, want := range map[string]string{
		"exports/customers_2019.csv":   "exports/customers_2019.csv",
		"mail/anna.meier@mail.example": "mail/‹›",
		"Bewerbung Anna Meier.docx":    "Bewerbung ‹›.docx",
		"anna_meier.txt":               "‹›.txt",
		"Katharina/notes.txt":          "‹›/notes.txt",
		"DE89370400440532013000.pdf":   "‹›.pdf",
		"4539148803436467.txt":         "‹›.txt",
		"rechnung-2024-0012.pdf":       "rechnung-2024-0012.pdf",
		"stock.xlsx/Sheet1":            "stock.xlsx/Sheet1",
		"mark.md":                      "mark.md",
	} {
		got := k.Name(in, classify.NameSpans)
		var plain strings.Builder
		inside := false
		for _, r := range got {
			if r == '›' {
				inside = false
			}
			if !inside {
				plain.WriteRune(r)
			}
			if r == '‹' {
				inside = true
			}
		}
		if plain.String() != want {
			t.Errorf("%s: %s, want %s", in, plain.String(), want)
		}
	}
	if k.Name("anna meier.txt", classify.NameSpans) == k.Name("jan weber.txt", classify.NameSpans) {
		t.Error("two names have become one")
	}
}

// Whatever spans it is given, a name never comes back longer than its parts
// and never with a part that was to go.
func TestSpansThatAreWrongDoNoHarm(t *testing.T) {
	k := redact.Key{4}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z./]{0,20}`).Draw(t, "name")
		spans := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) [2]int {
			return [2]int{rapid.IntRange(-3, 25).Draw(t, "from"), rapid.IntRange(-3, 25).Draw(t, "to")}
		}), 0, 4).Draw(t, "spans")
		k.Name(name, func(string) [][2]int { return spans })
	})
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"anna@mail.example", "a\nb", "\xff\xfe", "Anna Meier/‹x›"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if len(name) > 1000 {
			return
		}
		out := redact.Key{5}.Name(name, classify.NameSpans)
		if len(name) > 0 && len(out) == 0 {
			t.Fatalf("%q has no name any more", name)
		}
		for _, s := range classify.NameSpans(name) {
			if gone := name[s[0]:s[1]]; len(gone) > 8 && strings.Count(out, gone) >= strings.Count(name, gone) {
				t.Fatalf("%q: %q is still in %q", name, gone, out)
			}
		}
	})
}
