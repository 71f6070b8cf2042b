package classify

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Normalise is the canonical form of a value, so that two ways of writing it
// give one fingerprint: e-mail in small letters, phone as E.164 (a national
// number of the first region in which it is valid), digits without separators.
func Normalise(k Kind, value string) string { return NormaliseAt("", k, value) }

// NormaliseAt is Normalise for what was written down in a country (ISO 3166-1
// alpha-2; empty: not known): a phone number without a calling code is one of that
// country where it can be.
func NormaliseAt(country string, k Kind, value string) string {
	return string(AppendNormal(nil, country, k, []byte(value)))
}

// AppendNormal appends what NormaliseAt returns to b: where records come by the
// million, none of them may cost an allocation.
func AppendNormal(b []byte, country string, k Kind, value []byte) []byte {
	value = undressedValue(bytes.TrimSpace(value))
	switch k {
	case "email":
		value = bytes.TrimPrefix(value, []byte("mailto:"))
		from := len(b)
		if b = append(b, value...); !lowerASCII(b[from:]) {
			b = append(b[:from], bytes.ToLower(value)...)
		}
		return b
	case "phone":
		if out, ok := appendDialled(b, country, value); ok {
			return out
		}
		return appendDigits(b, value)
	case "full_name", "given_name", "family_name", "street", "city":
		if i := bytes.IndexByte(value, ','); i >= 0 && k == "full_name" {
			value = slices.Concat(value[i+1:], []byte(" "), value[:i])
		}
		if out, ok := appendRespelled(b, value); ok {
			return out
		}
		s := strings.ToLower(string(bytes.Join(bytes.Fields(value), []byte(" "))))
		return append(b, spellings.Replace(s)...)
	case "birth_date":
		return appendDigits(b, value)
	}
	for _, c := range value {
		if isAlnum(c) {
			if c >= 'a' {
				c &^= 0x20
			}
			b = append(b, c)
		}
	}
	return b
}

// lowerASCII makes letters small, and says whether there are none but of ASCII.
func lowerASCII(b []byte) bool {
	const high, ones = 0x8080808080808080, 0x0101010101010101
	for ; len(b) >= 8; b = b[8:] {
		w := binary.LittleEndian.Uint64(b)
		if w&high != 0 {
			return false
		}
		// In bytes below 128: the high bit is set where one is at least A, and at most Z.
		if upper := (w + (0x80-'A')*ones) &^ (w + (0x80-'Z'-1)*ones) & high; upper != 0 {
			binary.LittleEndian.PutUint64(b, w|upper>>2)
		}
	}
	for i, c := range b {
		if c >= 0x80 {
			return false
		}
		b[i] = lower(c)
	}
	return true
}

func appendDigits(b, value []byte) []byte {
	for _, c := range value {
		if isDigit(c) {
			b = append(b, c)
		}
	}
	return b
}

// spellings are one word in several forms.
var spellings = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "straße", "str", "strasse", "str", "str.", "str")

// appendRespelled appends what comes of a value of Latin letters, in one go: small
// letters, one space between words, spellings replaced. It is false for any other
// value.
func appendRespelled(buf, value []byte) ([]byte, bool) {
	from := len(buf)
	blank := false
	for i := 0; i < len(value); i++ {
		c := value[i]
		switch {
		case c == ' ' || c-'\t' < 5:
			blank = len(buf) > from
			continue
		case c >= 0x80 && (c-0xc3 > 0xcb-0xc3 || i+1 == len(value) || value[i+1]&0xc0 != 0x80): // letters below U+0300
			return buf[:from], false
		}
		if blank {
			buf, blank = append(buf, ' '), false
		}
		if c < 0x80 {
			if c|0x20 == 's' {
				if n := StreetWord(value[i:]); n > 0 {
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
		if c > 0xc3 {
			buf = utf8.AppendRune(buf, unicode.ToLower(rune(c&0x1f)<<6|rune(d&0x3f)))
			continue
		}
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
	return buf, true
}

// StreetWord is how long the word for a street is that s begins with.
func StreetWord(s []byte) int {
	if len(s) < 4 || s[1]|0x20 != 't' {
		return 0
	}
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
