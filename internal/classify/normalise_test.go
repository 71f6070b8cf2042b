package classify

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The short way for Latin letters must be the long way, or one person becomes two.
func TestLatinNamesAreRespelledAsAllOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ \t\x{0b}a-zA-ZäöüÄÖÜßéÈøÞ×÷ÿŁżİıſǅɎ.'0-9-]{0,10}((Str|STR|str)(\.|aße|asse|ASSE|aSSe|as|AßE)?)?[ 0-9a]{0,3}`).Draw(t, "value")
		out, ok := appendRespelled([]byte("x"), []byte(s))
		got := string(out[1:])
		want := spellings.Replace(strings.ToLower(strings.Join(strings.Fields(s), " ")))
		if !ok || got != want {
			t.Fatalf("%q: %q, %v, want %q", s, got, ok, want)
		}
	})
	if _, ok := appendRespelled(nil, []byte("Ωδή")); ok {
		t.Error("other letters go the long way")
	}
}

func TestAddressesAreMadeSmall(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[\x{21}-\x{7f}]{0,20}[ÄéŁ]?[A-Za-z@Z\x{5b}\x{60}.]{0,20}`).Draw(t, "address")
		if got, want := string(AppendNormal([]byte("x"), "", "email", []byte(s))[1:]), strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "mailto:")); got != want {
			t.Fatalf("%q: %q, want %q", s, got, want)
		}
	})
}
