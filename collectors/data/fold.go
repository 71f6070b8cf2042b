package data

import (
	"bytes"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/weaklink/weaklink/internal/classify"
)

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "æ", "ae", "ø", "oe", "å", "aa", "ł", "l", "đ", "d")

// appendFold appends s in small letters without accents, words apart by one space.
func appendFold(b, s []byte) []byte { return fold(b, s, false) }

// appendCell appends what appendFold makes of the normalised value of a cell that
// holds a name or a street, in one go.
func appendCell(b, cell []byte) []byte { return fold(b, cell, true) }

func fold(b, s []byte, asWritten bool) []byte {
	from := len(b)
	out := slices.Grow(b, 3*len(s))[:from+3*len(s)] // no letter becomes longer, with a blank before it
	at, blank := from, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x80 {
			if c = plainFold[c]; c < foldLetter {
				blank = blank || c == foldBlank
				continue
			}
			if blank {
				if blank = false; at > from {
					out[at] = ' '
					at++
				}
			}
			if c == 's' && asWritten && i+1 < len(s) && s[i+1]|0x20 == 't' {
				if n := classify.StreetWord(s[i:]); n > 0 {
					at += copy(out[at:], "str")
					i += n - 1
					continue
				}
			}
			out[at] = c
			at++
			continue
		}
		// No letter below U+0300, or a soft hyphen, which a normalised value has not.
		if c-0xc2 > 0xcb-0xc2 || i+1 == len(s) || s[i+1]&0xc0 != 0x80 || asWritten && c == 0xc2 && s[i+1] == 0xad {
			if asWritten {
				return appendFold(b, classify.AppendNormal(nil, "", "family_name", s))
			}
			return append(b, foldAny(string(s))...)
		}
		i++
		as := foldsTo[int(c&0x1f)<<6|int(s[i]&0x3f)]
		switch as {
		case "":
			continue
		case " ":
			blank = true
			continue
		}
		if blank {
			if blank = false; at > from {
				out[at] = ' '
				at++
			}
		}
		at += copy(out[at:], as)
	}
	return out[:at]
}

const (
	foldBlank  = iota // it parts words
	foldNone          // it is left out
	foldLetter        // what is not less stands for itself
)

// plainFold is what becomes of each byte of ASCII.
var plainFold = func() (t [0x80]byte) {
	for c := range t {
		switch c := byte(c); {
		case c-'a' < 26 || c-'0' < 10:
			t[c] = c
		case c-'A' < 26:
			t[c] = c | 0x20
		case c == '\'':
			t[c] = foldNone
		}
	}
	return t
}()

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
	return sortWords(appendFold(b, s), from)
}

// sortWords sorts the words of b[from:], which are folded, and leaves titles out.
func sortWords(b []byte, from int) []byte {
	var store [8][]byte
	words, asIs := store[:0], true
	for rest := b[from:]; len(rest) > 0; {
		w := rest
		if i := bytes.IndexByte(rest, ' '); i >= 0 {
			w, rest = rest[:i], rest[i+1:]
		} else {
			rest = nil
		}
		if isTitle(w) {
			asIs = false
			continue
		}
		asIs = asIs && (len(words) == 0 || bytes.Compare(words[len(words)-1], w) <= 0)
		words = append(words, w)
	}
	if asIs {
		return b
	}
	if len(words) == 2 {
		if bytes.Compare(words[0], words[1]) > 0 {
			words[0], words[1] = words[1], words[0]
		}
	} else {
		slices.SortFunc(words, bytes.Compare)
	}
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

// titleStarts are the lengths of the titles that begin with a letter, as bits.
var titleStarts = func() (t [256]uint8) {
	for w := range titles {
		t[w[0]] |= 1 << len(w)
	}
	return t
}()

func isTitle(w []byte) bool {
	return len(w) <= longestTitle && titleStarts[w[0]]>>len(w)&1 != 0 && titles[string(w)]
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
	return shorten(appendFold(b, s), from)
}

// shorten makes of b[from:], which is folded, what is compared of a street.
func shorten(b []byte, from int) []byte {
	at := from // what is shortened never comes after what it is made of
next:
	for i := from; i < len(b); i++ {
		c := b[i]
		if c == ' ' {
			continue
		}
		if next := shortStarts[c]; next != 0 && len(b)-i >= len("road") && b[i+1] == next {
			for _, e := range streetShort {
				if bytes.HasPrefix(b[i:], []byte(e[0])) {
					at += copy(b[at:], e[1])
					i += len(e[0]) - 1
					continue next
				}
			}
		}
		b[at] = c
		at++
	}
	return b[:at]
}

// shortStarts are the first letters of words that are shortened, and what follows
// each of them.
var shortStarts = func() (t [256]byte) {
	for _, e := range streetShort {
		t[e[0][0]] = e[0][1]
	}
	return t
}()
