package redact

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/weaklink/weaklink/evidence"
)

// Login is the fingerprint of an address, or of a name to sign in with.
func (k Key) Login(s string) evidence.Fingerprint {
	return k.Fingerprint("login", strings.ToLower(strings.TrimSpace(s)))
}

// Logins adds to list the fingerprints of an address and of the part before its
// @: one list may have the one and another the other.
func (k Key) Logins(list []evidence.Fingerprint, s string) []evidence.Fingerprint {
	local, _, _ := strings.Cut(s, "@")
	for _, w := range []string{s, local} {
		if f := k.Login(w); strings.TrimSpace(w) != "" && !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	return list
}

// Person is the fingerprint of a person's name, the same for "Anna Ott" and
// "Ott, Anna". It is empty for a name of one word: too many people share it.
func (k Key) Person(name string) evidence.Fingerprint {
	name = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue").Replace(norm.NFC.String(strings.ToLower(name)))
	var words []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\t' || r == '\u00a0' }) {
		if w = letters(w); w != "" && !titles[w] {
			words = append(words, w)
		}
	}
	if len(words) < 2 {
		return ""
	}
	slices.Sort(words)
	return k.Fingerprint("person", strings.Join(words, " "))
}

// letters are the letters and digits of a word, without accents.
func letters(w string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFD.String(strings.ReplaceAll(w, "ß", "ss")))
}

var titles = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("dr prof herr frau mr mrs ms miss mme mlle m dipl ing med phd") {
		m[w] = true
	}
	return m
}()
