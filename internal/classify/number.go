package classify

import (
	"bytes"
	"net/netip"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

const longest = 40 // bytes of a number with its separators

func separator(c byte) bool {
	return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')'
}

// number walks over digits and their separators from i and decides what they
// are. skip is where to go on when they are nothing.
func number(text []byte, i, from int) (f Find, ok bool, skip int) {
	if i > from && i > 0 && (isAlnum(text[i-1]) || text[i-1] == '_' || text[i-1] == '#' && i > 1 && isAlnum(text[i-2])) {
		end := i
		for end < len(text) && (isAlnum(text[end]) || text[end] == '-' || text[end] == '.' && end+1 < len(text) && isDigit(text[end+1])) {
			end++
		}
		return Find{}, false, max(end, i+1)
	}
	end, digits, run := i, 0, 0
	if text[end] == '+' {
		end++
	}
	last := end
	for end < len(text) && end-i < longest {
		c := text[end]
		if isDigit(c) {
			digits++
			run = 0
			end++
			last = end
			continue
		}
		if !separator(c) {
			break
		}
		if run++; run > 2 || c == ' ' && end+1 < len(text) && text[end+1] == ' ' {
			break
		}
		end++
	}
	if digits < 4 {
		if f, ok := ip6(text, i); ok {
			return f, true, 0
		}
		return Find{}, false, max(last, i+1)
	}
	after := byte(0)
	if last < len(text) {
		after = text[last]
	}
	if after >= 'a' && after <= 'f' || after == ':' {
		if f, ok := ip6(text, i); ok {
			return f, true, 0
		}
		if f, ok := mac(text, i); ok {
			return f, true, 0
		}
	}
	word := after|0x20 >= 'a' && after|0x20 <= 'z' || after == '_'
	span := text[i:last]
	if f, ok := ip4(text, i); ok {
		return f, true, 0
	}
	if word {
		if f, ok := national(text, i); ok {
			return f, true, 0
		}
		return Find{}, false, last
	}
	if digits >= 13 {
		if f, ok := card(text, i, last); ok {
			return f, true, 0
		}
	}
	if f, ok := birth(text, i); ok {
		return f, true, 0
	}
	if f, ok := national(text, i); ok {
		return f, true, 0
	}
	if digits >= 7 && digits <= 15 && !isDate(span) {
		if f, ok := phone(text, i, last); ok {
			return f, true, 0
		}
	}
	if f, ok := secretNumber(text, i, last); ok {
		return f, true, 0
	}
	// The rest of an undecided run may begin a number of its own after a space.
	if sp := bytes.IndexByte(span, ' '); sp > 0 {
		return Find{}, false, i + sp + 1
	}
	return Find{}, false, last
}

func ip4(text []byte, i int) (Find, bool) {
	end, dots := i, 0
	for end < len(text) && (isDigit(text[end]) || text[end] == '.') && end-i < 16 {
		if text[end] == '.' {
			dots++
		}
		end++
	}
	for end > i && text[end-1] == '.' {
		end--
		dots--
	}
	if dots != 3 || end < len(text) && (isAlnum(text[end]) || text[end] == '-') || i > 0 && (text[i-1] == '.' || text[i-1] == '-' || text[i-1] == 'v') {
		return Find{}, false
	}
	a, err := netip.ParseAddr(string(text[i:end]))
	if err != nil || a.IsUnspecified() {
		return Find{}, false
	}
	before := strings.ToLower(string(text[max(0, i-12):i]))
	if strings.Contains(before, "version") || strings.Contains(before, "release") || strings.HasSuffix(strings.TrimSpace(before), "v.") {
		return Find{}, false
	}
	return Find{"ip", i, end, .95}, true
}

func ip6(text []byte, i int) (Find, bool) {
	end, colons := i, 0
	for end < len(text) && end-i < 46 && (isDigit(text[end]) || (text[end]|0x20) >= 'a' && (text[end]|0x20) <= 'f' || text[end] == ':' || text[end] == '.') {
		if text[end] == ':' {
			colons++
		}
		end++
	}
	for end > i && (text[end-1] == '.' || text[end-1] == ':' && (end < 2 || text[end-2] != ':')) {
		if text[end-1] == ':' {
			colons--
		}
		end--
	}
	if colons < 2 || end < len(text) && isAlnum(text[end]) {
		return Find{}, false
	}
	a, err := netip.ParseAddr(string(text[i:end]))
	if err != nil || !a.Is6() || a.IsUnspecified() || a.IsLoopback() {
		return Find{}, false
	}
	return Find{"ip", i, end, .95}, true
}

func mac(text []byte, i int) (Find, bool) {
	const n = 17
	if i+n > len(text) || i+n < len(text) && isAlnum(text[i+n]) {
		return Find{}, false
	}
	sep := text[i+2]
	if sep != ':' && sep != '-' {
		return Find{}, false
	}
	for j := range n {
		c := text[i+j]
		if j%3 == 2 {
			if c != sep {
				return Find{}, false
			}
		} else if !isDigit(c) && ((c|0x20) < 'a' || (c|0x20) > 'f') {
			return Find{}, false
		}
	}
	return Find{"mac", i, i + n, .95}, true
}

func luhn(digits []byte) bool {
	sum, double := 0, false
	for i := len(digits) - 1; i >= 0; i-- {
		d := int(digits[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		double = !double
	}
	return sum%10 == 0
}

// scheme reports whether the number lies in a range of a card scheme and has
// a length that the scheme issues.
func scheme(d []byte) bool {
	n := len(d)
	p := func(k int) int {
		v := 0
		for _, c := range d[:k] {
			v = v*10 + int(c-'0')
		}
		return v
	}
	p2, p3, p4 := p(2), p(3), p(4)
	switch {
	case d[0] == '4':
		return n == 13 || n == 16 || n == 19
	case p2 >= 51 && p2 <= 55, p4 >= 2221 && p4 <= 2720:
		return n == 16
	case p2 == 34 || p2 == 37:
		return n == 15
	case p4 == 6011, p2 == 65, p3 >= 644 && p3 <= 649:
		return n == 16 || n == 19
	case p4 >= 3528 && p4 <= 3589:
		return n >= 16
	case p3 >= 300 && p3 <= 305, p2 == 36, p2 == 38, p2 == 39:
		return n == 14 || n == 16 || n == 19
	case p2 == 62, p2 == 60, p2 == 50, p2 >= 56 && p2 <= 58, p2 == 63, p2 == 67:
		return n >= 16
	}
	return false
}

// card takes 13 to 19 digits in groups with one kind of separator.
func card(text []byte, i, end int) (Find, bool) {
	var d [20]byte
	n, sep := 0, byte(0)
	at := i
	for ; at < end; at++ {
		c := text[at]
		if isDigit(c) {
			if n == 19 {
				return Find{}, false
			}
			d[n] = c
			n++
			continue
		}
		if c != ' ' && c != '-' && c != '.' || sep != 0 && c != sep || at+1 < end && !isDigit(text[at+1]) {
			break
		}
		sep = c
	}
	for at > i && !isDigit(text[at-1]) {
		at--
	}
	if n < 13 || at < len(text) && (isDigit(text[at]) || text[at] == '.' && at+1 < len(text) && isDigit(text[at+1])) || i > 1 && (text[i-1] == '.' || text[i-1] == '-') && isDigit(text[i-2]) {
		return Find{}, false
	}
	if bytes.Count(d[:n], d[:1]) == n || !scheme(d[:n]) || !luhn(d[:n]) {
		return Find{}, false
	}
	conf := .9
	if near(text, i, "card", "karte", "carte", "tarjeta", "visa", "master", "amex", "pan", "cc", "kredit", "credit") {
		conf = .99
	} else if sep == 0 && near(text, i, "order", "trace", "ref", "auftrag", "bestell", "tracking", "invoice", "rechnung", "id", "uuid", "serial") {
		conf = .4
	}
	if conf < .5 {
		return Find{}, false
	}
	return Find{"card", i, at, conf}, true
}

// regions in which a national number is tried, most clients first.
var regions = []string{"DE", "GB", "US", "FR", "AT", "CH", "NL", "ES", "IT", "PL", "BE"}

var phoneWords = []string{"tel", "phone", "fon", "mobil", "handy", "fax", "call", "ruf", "anruf", "cell", "gsm", "movil", "móvil", "portable", "cellulare", "kom"}

// phone takes an international number, or a national one whose shape or
// context says that it is one.
func phone(text []byte, i, end int) (Find, bool) {
	start := i
	if text[start] == '(' && bytes.IndexByte(text[start:end], ')') < 0 {
		return Find{}, false
	}
	span := string(text[start:end])
	if strings.Count(span, "(") != strings.Count(span, ")") {
		if j := strings.LastIndexByte(span, '('); j > 6 {
			span = strings.TrimRight(span[:j], " ")
		} else {
			return Find{}, false
		}
	}
	international := span[0] == '+' || strings.HasPrefix(span, "00")
	context := near(text, i, phoneWords...)
	if international {
		s := span
		if s[0] != '+' {
			s = "+" + s[2:]
		}
		if valid(s, "ZZ") {
			return Find{"phone", start, start + len(span), .97}, true
		}
		return Find{}, false
	}
	if strings.Count(span, ".") > 0 && strings.ContainsAny(span, " -/") && !context {
		return Find{}, false
	}
	shaped := strings.ContainsAny(span, " -/(.") && (span[0] == '0' || span[0] == '(') || american(span)
	if !context && !shaped {
		return Find{}, false
	}
	for _, r := range regions {
		if !context && r == "US" && !american(span) {
			continue
		}
		if valid(span, r) {
			conf := .8
			if context {
				conf = .95
			}
			return Find{"phone", start, start + len(span), conf}, true
		}
	}
	return Find{}, false
}

// american is the shape ddd-ddd-dddd, ddd.ddd.dddd or (ddd) ddd-dddd.
func american(s string) bool {
	shape := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return 'd'
		}
		return r
	}, s)
	switch shape {
	case "ddd-ddd-dddd", "ddd.ddd.dddd", "(ddd) ddd-dddd", "(ddd)ddd-dddd", "ddd ddd dddd", "d-ddd-ddd-dddd":
		return s[0] != '0'
	}
	return false
}

func valid(s, region string) bool {
	n, err := phonenumbers.Parse(s, region)
	return err == nil && phonenumbers.IsValidNumber(n)
}

// near says whether one of the words stands shortly before i on the same line.
func near(text []byte, i int, words ...string) bool {
	from := max(0, i-32)
	if nl := bytes.LastIndexByte(text[from:i], '\n'); nl >= 0 {
		from += nl + 1
	}
	if from == i {
		return false
	}
	var buf [32]byte
	n := 0
	for _, c := range text[from:i] {
		if isUpper(c) {
			c |= 0x20
		}
		buf[n] = c
		n++
	}
	for _, w := range words {
		at := bytes.Index(buf[:n], []byte(w))
		for at >= 0 {
			// A short word must begin where a word begins: "pan" is not in "company".
			if len(w) > 4 || at == 0 || !isAlnum(buf[at-1]) {
				return true
			}
			next := bytes.Index(buf[at+1:n], []byte(w))
			if next < 0 {
				break
			}
			at += 1 + next
		}
	}
	return false
}
