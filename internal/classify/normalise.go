package classify

import "strings"

// Normalise is the canonical form of a value, so that two ways of writing it
// give one fingerprint: e-mail in small letters, phone as E.164 (a national
// number of the first region in which it is valid), digits without separators.
func Normalise(k Kind, value string) string { return NormaliseAt("", k, value) }

// NormaliseAt is Normalise for what was written down in a country (ISO 3166-1
// alpha-2; empty: not known): a phone number without a calling code is one of that
// country where it can be.
func NormaliseAt(country string, k Kind, value string) string {
	value = strings.TrimSpace(value)
	switch k {
	case "email":
		return strings.ToLower(strings.TrimPrefix(value, "mailto:"))
	case "phone":
		if n, ok := dialled(country, []byte(value)); ok {
			return string(n)
		}
		return keep(value, isDigit)
	case "full_name", "given_name", "family_name", "street", "city":
		if a, b, ok := strings.Cut(value, ","); ok && k == "full_name" {
			value = b + " " + a
		}
		if s, ok := respelled(value); ok {
			return s
		}
		s := strings.ToLower(strings.Join(strings.Fields(value), " "))
		return spellings.Replace(s)
	case "birth_date":
		return keep(value, isDigit)
	}
	return strings.ToUpper(keep(value, isAlnum))
}

// spellings are one word in several forms.
var spellings = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "straße", "str", "strasse", "str", "str.", "str")

// respelled is what comes of a value of Latin letters, in one go: small letters,
// one space between words, spellings replaced. It is false for any other value.
func respelled(value string) (string, bool) {
	var store [128]byte
	buf, blank := store[:0], false
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case c == ' ' || c-'\t' < 5:
			blank = len(buf) > 0
			continue
		case c >= 0x80 && (c != 0xc3 || i+1 == len(value) || value[i+1]&0xc0 != 0x80):
			return "", false
		}
		if blank {
			buf, blank = append(buf, ' '), false
		}
		if c < 0x80 {
			if c|0x20 == 's' {
				if n := streetWord(value[i:]); n > 0 {
					buf = append(buf, "str"...)
					i += n - 1
					continue
				}
			}
			buf = append(buf, lower(c))
			continue
		}
		i++
		d := value[i]
		if d < 0x9f && d != 0x97 { // a capital; not the sign of multiplication
			d += 0x20
		}
		switch d {
		case 0xa4:
			buf = append(buf, "ae"...)
		case 0xb6:
			buf = append(buf, "oe"...)
		case 0xbc:
			buf = append(buf, "ue"...)
		case 0x9f:
			buf = append(buf, "ss"...)
		default:
			buf = append(buf, c, d)
		}
	}
	return string(buf), true
}

// streetWord is how long the word for a street is that s begins with.
func streetWord(s string) int {
	for _, w := range [...]string{"str.", "strasse", "straße"} {
		if len(s) < len(w) {
			continue
		}
		i := 0
		for i < len(w) && (s[i] == w[i] || s[i]|0x20 == w[i] && isLetter(s[i])) {
			i++
		}
		if i == len(w) {
			return i
		}
	}
	return 0
}

func keep(s string, is func(byte) bool) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if is(s[i]) {
			b = append(b, s[i])
		}
	}
	return string(b)
}
