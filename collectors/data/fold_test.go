package data

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// The short way for plain letters must be the long way, or one person becomes two.
func TestPlainNamesFoldAsAllOthers(t *testing.T) {
	slow := func(s string) string {
		var b strings.Builder
		space := false
		for _, r := range norm.NFC.String(strings.ToLower(s)) {
			switch {
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				if space && b.Len() > 0 {
					b.WriteByte(' ')
				}
				space = false
				b.WriteRune(r)
			case r == '\'':
			default:
				space = true
			}
		}
		return b.String()
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[ A-Za-z0-9'.,-]{0,12}( ?(Strasse|street|Road|platz|Dr\.?|avenue|str\.)[ 0-9a]{0,4})?`).Draw(t, "name")
		f := slow(s)
		if got := fold(s); got != f {
			t.Fatalf("fold(%q) = %q, want %q", s, got, f)
		}
		words := slices.DeleteFunc(strings.Fields(f), func(w string) bool { return titles[w] })
		slices.Sort(words)
		if got, want := foldName(s), strings.Join(words, " "); got != want {
			t.Fatalf("foldName(%q) = %q, want %q", s, got, want)
		}
		if got, want := foldStreet(s), strings.ReplaceAll(streetEndings.Replace(f), " ", ""); got != want {
			t.Fatalf("foldStreet(%q) = %q, want %q", s, got, want)
		}
	})
}

func TestADateOfADatabaseIsReadAsAnyOther(t *testing.T) {
	for in, want := range map[string]string{
		"2024-02-29": "2024-02-29", "2023-02-29": "", "2024-13-01": "", "2024-02-29 10:11:12+00": "2024-02-29", "2024-02-29T10:11": "2024-02-29", " 2024-02-29": "2024-02-29", "29.02.2024": "2024-02-29", "2024-2-29": "", "20240229": "2024-02-29", "2024-02-29x": "",
	} {
		got := ""
		if d, ok := parseDate([]byte(in)); ok {
			got = d.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}
