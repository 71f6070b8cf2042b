package classify

// ibanLength is the length of an IBAN by country (SWIFT IBAN registry).
var ibanLength = map[string]int{"AD": 24, "AE": 23, "AL": 28, "AT": 20, "BI": 27, "DJ": 27, "FK": 18, "HN": 28, "LY": 25, "MN": 20, "NI": 28, "OM": 23, "RU": 33, "SD": 18, "SO": 23, "YE": 30, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "BY": 28,
	"CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DO": 28, "EE": 20, "EG": 29, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22,
	"GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30,
	"KZ": 20, "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MR": 27, "MT": 31, "MU": 30,
	"NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SC": 31, "SE": 24, "SI": 19, "SK": 24,
	"SM": 27, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20}

// ibanLengths are the same by both letters.
var ibanLengths = func() (t [32][32]uint8) {
	for c, n := range ibanLength {
		t[c[0]-'A'][c[1]-'A'] = uint8(n)
	}
	return t
}()

// iban takes two letters, two digits and the rest, solid or in groups of four,
// in capitals or in small letters.
// A number of that shape that fails its check is nothing else: stop is its end.
func iban(text []byte, i int) (f found, ok bool, stop int) {
	if i+15 > len(text) {
		return found{}, false, 0
	}
	small := !isUpper(text[i])
	var b [34]byte
	b[0], b[1] = text[i]&^0x20, text[i+1]&^0x20
	want := int(ibanLengths[(b[0]-'A')&31][(b[1]-'A')&31])
	if want == 0 {
		return found{}, false, 0
	}
	n, at := 0, i
	for at < len(text) && n < want {
		c := text[at]
		switch {
		case isDigit(c):
		case isLetter(c) && isUpper(c) != small:
			c &^= 0x20
		default:
			sep, w := separator(text, at)
			if c == '+' { // of a form
				sep, w = ' ', 1
			}
			if sep == ' ' && n%4 == 0 { // two blanks
				if _, more := separatorAt(text, at+w); more > 0 && text[at+w] != '-' && text[at+w] != '.' {
					w += more
				}
			}
			if sep != ' ' && sep != '-' && sep != '.' || n%4 != 0 || at+w >= len(text) || !isAlnum(text[at+w]) {
				return found{}, false, 0
			}
			at += w
			continue
		}
		b[n] = c
		n++
		at++
	}
	if n != want || at < len(text) && isAlnum(text[at]) {
		return found{}, false, 0
	}
	// The check digits are 02 to 98.
	if b[2] == '0' && b[3] < '2' || b[2] == '9' && b[3] == '9' || mod97(b[4:n], b[:4]) != 1 {
		return found{}, false, at
	}
	return hit("iban", i, at, .99), true, 0
}

// mod97 is ISO 7064 mod 97-10 over the parts, letters as two digits.
func mod97(parts ...[]byte) int {
	r := 0
	for _, p := range parts {
		for _, c := range p {
			if isDigit(c) {
				r = (r*10 + int(c-'0')) % 97
			} else {
				r = (r*100 + int(c-'A') + 10) % 97
			}
		}
	}
	return r
}
