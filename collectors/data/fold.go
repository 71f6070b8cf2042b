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

var titles = map[string]bool{
	"dr": true, "prof": true, "herr": true, "frau": true, "mr": true, "mrs": true, "ms": true, "miss": true, "mme": true, "mlle": true,
	"sig": true, "sra": true, "sr": true, "dipl": true, "ing": true, "med": true, "phd": true, "familie": true, "fam": true,
}

// foldName is the same for "Dr. Anna Ott", "ott, anna" and "OTT Anna".
func foldName(s string) string {
	words := strings.Fields(fold(s))
	words = slices.DeleteFunc(words, func(w string) bool { return titles[w] })
	slices.Sort(words)
	return strings.Join(words, " ")
}

var streetEndings = strings.NewReplacer("strasse", "str", "street", "st", "avenue", "ave", "road", "rd", "platz", "pl")

// foldStreet is the same for "Lindenstraße 5 a", "Lindenstr. 5a" and "Linden Str 5A".
func foldStreet(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return strings.ReplaceAll(streetEndings.Replace(fold(s)), " ", "")
}
