package data

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "ø", "oe", "å", "aa", "ł", "l", "đ", "d")

// fold writes s in small letters without accents, words apart by one space.
func fold(s string) string {
	if f, ok := foldPlain(s); ok {
		return f
	}
	s = umlauts.Replace(norm.NFC.String(strings.ToLower(s)))
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			plain = false
			break
		}
	}
	if !plain {
		s = norm.NFD.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		case unicode.IsMark(r) || r == '\'' || r == '’':
		default:
			space = true
		}
	}
	return b.String()
}

// foldPlain is fold of what is ASCII, in one go. It is false for any other.
func foldPlain(s string) (string, bool) {
	var store [128]byte
	b, blank := store[:0], false
	changed := false
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= 0x80:
			return "", false
		case c-'a' < 26 || c-'0' < 10:
		case c-'A' < 26:
			c |= 0x20
			changed = true
		case c == '\'':
			changed = true
			continue
		default:
			blank = true
			changed = changed || c != ' ' || i == 0 || i+1 == len(s) || s[i+1] == ' '
			continue
		}
		if blank && len(b) > 0 {
			b = append(b, ' ')
		}
		blank = false
		b = append(b, c)
	}
	if !changed {
		return s, true
	}
	return string(b), true
}

var titles = map[string]bool{
	"dr": true, "prof": true, "herr": true, "frau": true, "mr": true, "mrs": true, "ms": true, "miss": true, "mme": true, "mlle": true,
	"sig": true, "sra": true, "sr": true, "dipl": true, "ing": true, "med": true, "phd": true, "familie": true, "fam": true,
}

// foldName is the same for "Dr. Anna Ott", "ott, anna" and "OTT Anna".
func foldName(s string) string {
	f := fold(s)
	var store [8]string
	words, asIs := store[:0], true
	for rest := f; rest != ""; {
		var w string
		if w, rest, _ = strings.Cut(rest, " "); titles[w] {
			asIs = false
			continue
		}
		asIs = asIs && (len(words) == 0 || words[len(words)-1] <= w)
		words = append(words, w)
	}
	if asIs {
		return f
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

var (
	streetShort   = [][2]string{{"strasse", "str"}, {"street", "st"}, {"avenue", "ave"}, {"road", "rd"}, {"platz", "pl"}}
	streetEndings = func() *strings.Replacer {
		var all []string
		for _, e := range streetShort {
			all = append(all, e[:]...)
		}
		return strings.NewReplacer(all...)
	}()
)

// foldStreet is the same for "Lindenstraße 5 a", "Lindenstr. 5a" and "Linden Str 5A".
func foldStreet(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	if f, ok := foldPlain(s); ok {
		return shortStreet(f)
	}
	return strings.ReplaceAll(streetEndings.Replace(fold(s)), " ", "")
}

// shortStreet is streetEndings on what is folded and ASCII, without its spaces.
func shortStreet(s string) string {
	var store [128]byte
	b := store[:0]
next:
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case ' ':
			continue
		case 's', 'a', 'r', 'p':
			for _, e := range streetShort {
				if strings.HasPrefix(s[i:], e[0]) {
					b = append(b, e[1]...)
					i += len(e[0]) - 1
					continue next
				}
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}
