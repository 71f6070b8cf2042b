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
		s := strings.ToLower(strings.Join(strings.Fields(value), " "))
		return spellings.Replace(s)
	case "birth_date":
		return keep(value, isDigit)
	}
	return strings.ToUpper(keep(value, isAlnum))
}

// spellings are one word in several forms.
var spellings = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "straße", "str", "strasse", "str", "str.", "str")

func keep(s string, is func(byte) bool) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		if is(s[i]) {
			b = append(b, s[i])
		}
	}
	return string(b)
}
