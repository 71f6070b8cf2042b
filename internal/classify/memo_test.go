package classify

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// What a scanner read before changes nothing: the words that it remembers are
// those that it would look up.
func TestAScannerThatHasReadFindsWhatAFreshOneFinds(t *testing.T) {
	used := new(scanner)
	read := func(s *scanner, text string) (out []Find) {
		s.reset([]byte(text))
		s.scan(func(f Find) bool { out = append(out, f); return true })
		return out
	}
	word := rapid.OneOf(
		rapid.SampledFrom(strings.Fields("Anna anna ANNA Meier MEIER Rose rose tel Tel telefono telling meeting card cards cardinal Karte street Street Hauptstraße HAUPTSTRASSE steuer id first name ssn SSN social security geboren born Born password secret key diabetes Patient Frau frau Mr mr dr 4539148803436467 12.03.1980 030 1234567 ghp_ sk_live_ née le api_key=x9x9x9x9 weg Weg Am am")),
		rapid.StringMatching(`[a-zA-Z]{1,18}`),
		rapid.StringMatching(`[a-zà-ÿ]{1,9}`),
		rapid.StringMatching(`[0-9]{1,12}`))
	sign := rapid.SampledFrom([]string{" ", " ", " ", ": ", "-", ".", ", ", "\n", "_", "=", "/", ""})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 30).Draw(t, "words") {
			b.WriteString(word.Draw(t, "word"))
			b.WriteString(sign.Draw(t, "sign"))
		}
		text := b.String()
		if diff := cmp.Diff(read(new(scanner), text), read(used, text)); diff != "" {
			t.Fatalf("%q: (-fresh +used)\n%s", text, diff)
		}
	})
}
