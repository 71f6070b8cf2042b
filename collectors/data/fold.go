package data

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "ø", "oe", "å", "aa", "ł", "l", "đ", "d")

// appendFold appends s in small letters without accents, words apart by one space.
func appendFold(b, s []byte) []byte {
	from, blank := len(b), false
	for i := 0; i < len(s); i++ {
		c := s[i]
		as := ""
		switch {
		case c-'a' < 26 || c-'0' < 10:
		case c-'A' < 26:
			c |= 0x20
		case c == '\'':
			continue
		case c < 0x80:
			blank = true
			continue
		case c-0xc2 > 0xcb-0xc2 || i+1 == len(s) || s[i+1]&0xc0 != 0x80: // no letter below U+0300
			return append(b[:from], foldAny(string(s))...)
		default:
			i++
			if as = foldsTo[int(c&0x1f)<<6|int(s[i]&0x3f)]; as == " " {
				blank = true
				continue
			} else if as == "" {
				continue
			}
		}
		if blank && len(b) > from {
			b = append(b, ' ')
		}
		if blank = false; as != "" {
			b = append(b, as...)
		} else {
			b = append(b, c)
		}
	}
	return b
}

// foldsTo is what becomes of each letter below U+0300: a blank of what parts words.
var foldsTo = func() (t [0x300]string) {
	for r := range rune(len(t)) {
		if r < 0x80 {
			continue
		}
		if t[r] = foldAny(string(r)); t[r] == "" && foldAny("a"+string(r)+"a") != "aa" {
			t[r] = " "
		}
	}
	return t
}()

// foldAny is appendFold for every script.
func foldAny(s string) string {
	s = norm.NFD.String(umlauts.Replace(norm.NFC.String(strings.ToLower(s))))
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

// appendName appends s folded, the same for "Dr. Anna Ott", "ott, anna" and "OTT Anna".
func appendName(b, s []byte) []byte {
	from := len(b)
	b = appendFold(b, s)
	var store [8][]byte
	words, asIs := store[:0], true
	for rest := b[from:]; len(rest) > 0; {
		var w []byte
		if w, rest, _ = bytes.Cut(rest, []byte(" ")); len(w) <= longestTitle && titles[string(w)] {
			asIs = false
			continue
		}
		asIs = asIs && (len(words) == 0 || bytes.Compare(words[len(words)-1], w) <= 0)
		words = append(words, w)
	}
	if asIs {
		return b
	}
	slices.SortFunc(words, bytes.Compare)
	var other [128]byte
	sorted := other[:0]
	for i, w := range words {
		if i > 0 {
			sorted = append(sorted, ' ')
		}
		sorted = append(sorted, w...)
	}
	return append(b[:from], sorted...)
}

const longestTitle = len("familie")

// streetShort are words for streets that are written in two ways.
var streetShort = [][2]string{{"strasse", "str"}, {"street", "st"}, {"avenue", "ave"}, {"road", "rd"}, {"platz", "pl"}}

// appendStreet appends s folded, the same for "Lindenstraße 5 a", "Lindenstr. 5a"
// and "Linden Str 5A".
func appendStreet(b, s []byte) []byte {
	if i := bytes.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	from := len(b)
	b = appendFold(b, s)
	out := b[:from] // what is shortened never comes after what it is made of
next:
	for i := from; i < len(b); i++ {
		switch b[i] {
		case ' ':
			continue
		case 's', 'a', 'r', 'p':
			for _, e := range streetShort {
				if bytes.HasPrefix(b[i:], []byte(e[0])) {
					out = append(out, e[1]...)
					i += len(e[0]) - 1
					continue next
				}
			}
		}
		out = append(out, b[i])
	}
	return out
}
