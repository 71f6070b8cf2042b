package classify

import "bytes"

// regions in which a national number is tried, most clients first.
var regions = []string{"DE", "GB", "US", "FR", "AT", "CH", "NL", "ES", "IT", "PL", "BE"}

var (
	phoneWords = newWords("tel", "telef", "teleph", "telnr", "teléf", "téléph", "phone", "fon", "mobil", "mobile", "mob", "handy", "fax", "telefax", "call", "ruf", "rufnummer", "anruf", "cell", "cel", "gsm", "movil", "móvil", "portable", "kom", "whatsapp", "hotline", "festnetz", "contact number")
	notPhone   = newWords("order", "invoice", "rechnung", "auftrag", "bestell", "kundennummer", "kundennr", "kunden-nr", "customer no", "artikel", "steuer", "ref", "isbn", "issn", "ean", "gtin", "sku", "serial", "version", "konto", "account", "blz", "vat", "ust", "iban", "tracking", "sendung", "id", "part", "nr", "plz", "zip", "eur", "usd")
)

// phone takes an international number, or a national one whose shape or
// context says that it is one: the longest run of groups that is valid.
func phone(text []byte, i int, r *run) (Find, bool) {
	abroadLike := r.plus || r.d[0] == '0' && r.d[1] == '0'
	context, asked := false, false
	for k := r.n; k >= 1; k-- {
		g := r.groups[k-1]
		if g.upto < 7 || g.upto > 17 || k < r.n && r.groups[k].sep != ' ' && r.groups[k].sep != 'm' && r.groups[k].sep != '/' {
			continue
		}
		end := i + int(g.to)
		if bytes.Count(text[i:end], []byte("(")) != bytes.Count(text[i:end], []byte(")")) {
			continue
		}
		d := r.d[:g.upto]
		if abroadLike {
			if !r.plus {
				d = d[2:]
			}
			if _, _, ok := abroad(d); ok {
				conf := .97
				if !r.plus && k == 1 && !near(text, i, phoneWords) {
					conf = .6
				}
				return Find{"phone", i, end, conf}, true
			}
			continue
		}
		if len(d) > 13 {
			continue
		}
		shaped := shapedPhone(r, k)
		if !asked {
			asked = true
			context = near(text, i, phoneWords)
			if !context && (near(text, i, notPhone) || i > 1 && bytes.IndexByte([]byte("-/=&?$."), text[i-1]) >= 0 && text[i-2] > ' ') {
				return Find{}, false
			}
		}
		if !context && !shaped {
			continue
		}
		for _, region := range regions {
			if !context && region == "US" && r.d[0] == '0' {
				continue
			}
			if _, _, ok := home(d, region); ok {
				conf := .8
				if context {
					conf = .95
				}
				return Find{"phone", i, end, conf}, true
			}
		}
	}
	return Find{}, false
}

// shapedPhone says whether the first k groups are how people write a phone
// number and little else.
func shapedPhone(r *run, k int) bool {
	size := func(j int) int { return int(r.groups[j].to - r.groups[j].from) }
	if k >= 2 && (r.d[0] == '0' || r.paren) && size(0) >= 2 && r.groups[k-1].upto >= 8 {
		dots := 0
		for _, g := range r.groups[1:k] {
			if g.sep == '.' {
				dots++
			}
		}
		return dots == 0 || dots == k-1 && k >= 4
	}
	// ddd-ddd-dddd, ddd.ddd.dddd, (ddd) ddd-dddd, with or without the 1.
	at := 0
	if k == 4 && size(0) == 1 && r.d[0] == '1' {
		at = 1
	}
	if k-at != 3 || size(at) != 3 || size(at+1) != 3 || size(at+2) != 4 || r.d[0] == '0' {
		return false
	}
	a, b := r.groups[at+1].sep, r.groups[at+2].sep
	return r.paren || a == b && (a == '-' || a == '.' || a == ' ') || a == 'm' && b == '-'
}

// dialled takes a whole cell as a phone number: its number with calling code.
func dialled(cell []byte) (e164 []byte, ok bool) {
	var d [20]byte
	n := 0
	for _, c := range cell {
		if isDigit(c) {
			if n == len(d) {
				return nil, false
			}
			d[n] = c
			n++
		}
	}
	join := func(code, nsn []byte) []byte {
		return append(append(append(make([]byte, 0, 24), '+'), code...), nsn...)
	}
	switch {
	case n < 5:
	case bytes.IndexByte(cell, '+') >= 0:
		if code, nsn, ok := abroad(d[:n]); ok {
			return join(code, nsn), true
		}
	case d[0] == '0' && d[1] == '0':
		if code, nsn, ok := abroad(d[2:n]); ok {
			return join(code, nsn), true
		}
	default:
		for _, region := range regions {
			if code, nsn, ok := home(d[:n], region); ok {
				return join(code, nsn), true
			}
		}
	}
	return nil, false
}
