package classify

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The short way for Latin letters must be the long way, or one person becomes two.
func TestLatinNamesAreRespelledAsAllOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ \t\x{0b}a-zA-ZäöüÄÖÜßéÈøÞ×÷ÿ.'0-9-]{0,10}((Str|STR|str)(\.|aße|asse|ASSE|aSSe|as|AßE)?)?[ 0-9a]{0,3}`).Draw(t, "value")
		got, ok := respelled(s)
		want := spellings.Replace(strings.ToLower(strings.Join(strings.Fields(s), " ")))
		if !ok || got != want {
			t.Fatalf("%q: %q, %v, want %q", s, got, ok, want)
		}
	})
	if _, ok := respelled("Łódź"); ok {
		t.Error("other letters go the long way")
	}
}
