package classify

import "bytes"

// longest is how many bytes of a number are looked at, with its separators.
const longest = 48

// run is digits in groups, as they stand in a text.
type run struct {
	d      [longest]byte
	groups [maxGroups]group
	n      int // groups
	plus   bool
	paren  bool // begins with a bracket
}

const maxGroups = 24

type group struct {
	from, to uint8 // bytes behind the beginning of the run
	upto     uint8 // digits up to here
	sep      byte  // before it: the sign, 0 for the first, 'm' for several
}

// separator is the sign at i as one byte and its length; wide blanks and
// dashes are those of ASCII.
func separator(text []byte, i int) (byte, int) {
	switch c := text[i]; c {
	case ' ', '-', '.', '/', '(', ')':
		return c, 1
	case 0xc2:
		if i+1 < len(text) && text[i+1] == 0xa0 {
			return ' ', 2
		}
	case 0xe2:
		if i+2 < len(text) && text[i+1] == 0x80 {
			switch text[i+2] {
			case 0xaf, 0x89:
				return ' ', 3
			case 0x91, 0x93, 0x90:
				return '-', 3
			}
		}
	}
	return 0, 0
}

// read takes the groups of digits from i.
func (r *run) read(text []byte, i int) {
	at, digits := i, 0
	if text[at] == '(' {
		r.paren = true
		at++
	}
	if at < len(text) && text[at] == '+' {
		r.plus = true
		at++
		if at < len(text) && text[at] == '(' {
			at++
		}
	}
	sep := byte(0)
	for at < len(text) && isDigit(text[at]) {
		from := at
		for at < len(text) && isDigit(text[at]) && digits < longest {
			r.d[digits] = text[at]
			digits++
			at++
		}
		r.groups[r.n] = group{uint8(from - i), uint8(at - i), uint8(digits), sep}
		r.n++
		if at-i >= longest-4 || digits == longest || r.n == maxGroups {
			return
		}
		sep = 0
		signs := 0
		for at < len(text) {
			c, n := separator(text, at)
			if n == 0 || c == ' ' && sep == ' ' {
				break
			}
			if sep = c; signs > 0 {
				sep = 'm'
			}
			if signs++; signs > 3 {
				return
			}
			at += n
		}
		if sep == 0 || at >= len(text) || !isDigit(text[at]) {
			break
		}
		// A date that follows is none of its groups.
		if end, year := plainDate(text, at); year > 0 && end-at >= 8 && text[end-3]-'0' < 10 && (sep == ' ' || sep == 'm') {
			return
		}
	}
	if r.n == 0 {
		return
	}
	// Nor is the hour of a time that follows.
	if last := i + int(r.groups[r.n-1].to); r.n > 1 && last+1 < len(text) && text[last] == ':' && isDigit(text[last+1]) {
		r.n--
	}
}

// number decides what the digits from i are. next is where to go on.
func number(text []byte, i int) (f Find, ok bool, next int) {
	if i > 0 && (isAlnum(text[i-1]) || text[i-1] == '_' || text[i-1] == '#' && i > 1 && isAlnum(text[i-2])) {
		end := i + 1
		for end < len(text) && (isAlnum(text[end]) || text[end] == '-' || text[end] == '.' && end+1 < len(text) && isDigit(text[end+1])) {
			end++
		}
		return Find{}, false, end
	}
	if c := text[i]; !isDigit(c) && (i+1 >= len(text) || !isDigit(text[i+1]) && (c != '(' || text[i+1] != '+') && (c != '+' || text[i+1] != '(')) {
		return Find{}, false, i + 1
	}
	var r run
	r.read(text, i)
	if r.n == 0 {
		return Find{}, false, i + 1
	}
	if f, ok := decide(text, i, &r); ok {
		return f, true, 0
	}
	if !isDigit(text[i]) { // what is in the brackets may be something of its own
		return Find{}, false, i + 1
	}
	// The rest of an undecided run may begin a number of its own after a blank.
	n := r.n    // decide may have dropped the last
	if n > 12 { // a table of small numbers: on to the next large one
		at := n - 1
		for j := n - 1; j > 0; j-- {
			if r.groups[j].to-r.groups[j].from > 2 {
				at = j
			}
		}
		return Find{}, false, i + int(r.groups[at].from)
	}
	for _, g := range r.groups[1:max(1, n)] {
		if g.sep == ' ' || g.sep == 'm' {
			return Find{}, false, i + int(g.from)
		}
	}
	return Find{}, false, i + int(r.groups[max(0, n-1)].to)
}

func decide(text []byte, i int, r *run) (Find, bool) {
	first, last := i+int(r.groups[0].to), i+int(r.groups[r.n-1].to) // their ends
	digits := r.groups[r.n-1].upto
	after := byte(0)
	if first < len(text) {
		after = lower(text[first])
	}
	if isDigit(text[i]) {
		if after == ':' || after >= 'a' && after <= 'f' || after == '-' && first-i == 2 {
			if f, ok := mac(text, i); ok {
				return f, true
			}
			if f, ok := ip6(text, i); ok {
				return f, true
			}
		}
		if after == '.' && first-i <= 3 {
			if f, ok := ip4(text, i); ok {
				return f, true
			}
		}
		if f, ok := secretNumber(text, i, first); ok {
			return f, true
		}
	}
	if first-i <= 2 && isDigit(text[i]) && r.n == 1 && first < len(text) {
		if end, year := spokenDate(text, i); year > 0 && near(text, i, birthWords) {
			return Find{"birth_date", i, end, .95}, true
		}
	}
	if digits < 4 {
		if isDigit(text[i]) && first-i <= 2 {
			return monthBefore(text, i)
		}
		return Find{}, false
	}
	if last < len(text) && (isAlnum(text[last]) || text[last] == '_') {
		if isDigit(text[i]) && digits >= 6 {
			if f, ok := official(text, i, false); ok {
				return f, true
			}
		}
		if r.n--; r.n == 0 { // digits within a word
			return Find{}, false
		}
		digits = r.groups[r.n-1].upto
	}
	if !isDigit(text[i]) {
		return phone(text, i, r)
	}
	if digits >= 13 {
		if f, ok := card(text, i, r); ok {
			return f, true
		}
	}
	if first-i <= 4 {
		if end, year := date(text, i); year > 0 {
			if near(text, i, birthWords) {
				return Find{"birth_date", i, end, .95}, true
			}
			if f, ok := monthBefore(text, i); ok {
				return f, true
			}
			if _, plain := plainDate(text, i); plain > 0 && end >= last && digits == 8 {
				return Find{}, false
			}
		} else if f, ok := monthBefore(text, i); ok {
			return f, true
		}
	}
	if digits >= 8 {
		if f, ok := official(text, i, false); ok {
			return f, true
		}
	}
	return phone(text, i, r)
}

// scheme reports whether the number lies in a range of a card scheme and has
// a length that the scheme issues.
func scheme(d []byte) bool {
	n := len(d)
	p := func(k int) int { return num(d[:k]) }
	p2, p3, p4 := p(2), p(3), p(4)
	switch {
	case d[0] == '4':
		return n == 13 || n == 16 || n == 19
	case p2 >= 51 && p2 <= 55, p4 >= 2221 && p4 <= 2720, p4 >= 2200 && p4 <= 2204:
		return n == 16
	case p2 == 34 || p2 == 37:
		return n == 15
	case p4 == 6011, p2 == 65, p3 >= 644 && p3 <= 649:
		return n == 16 || n == 19
	case p4 >= 3528 && p4 <= 3589:
		return n >= 16
	case p3 >= 300 && p3 <= 305, p3 == 309, p2 == 36, p2 == 38, p2 == 39:
		return n == 14 || n == 16 || n == 19
	case p2 == 62, p2 == 60, p2 == 50, p2 >= 56 && p2 <= 58, p2 == 63, p2 == 67, p2 == 81, p2 == 82:
		return n >= 16
	}
	return false
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

// ean13 is the check digit of goods. A number of 13 digits that has it is more
// likely a bar code than a card.
func ean13(d []byte) bool {
	return len(d) == 13 && (10-sum(d, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3)%10)%10 == int(d[12]-'0')
}

var (
	cardWords = newWords("card", "karte", "carte", "tarjeta", "carta", "karta", "kaart", "visa", "master", "amex", "maestro", "diners", "discover", "pan", "cc", "ccn", "kredit", "credit", "krediet", "debit")
	notCard   = newWords("order", "trace", "ref", "auftrag", "bestell", "tracking", "sendung", "parcel", "invoice", "rechnung", "id", "uuid", "serial", "imei", "ean", "gtin", "upc", "barcode", "sku", "artikel", "session", "timestamp", "transaction", "vorgang")
)

// card takes 13 to 19 digits in the groups that cards are written in, the
// longest first.
func card(text []byte, i int, r *run) (Find, bool) {
	if i > 1 && (text[i-1] == '.' || text[i-1] == '-') && isDigit(text[i-2]) {
		return Find{}, false
	}
	for k := r.n; k >= 1; k-- {
		g := r.groups[k-1]
		d := r.d[:g.upto]
		if len(d) > 19 || len(d) < 13 || k < r.n && r.groups[k].sep != ' ' && r.groups[k].sep != 'm' && r.groups[k].sep != '/' {
			continue
		}
		if !scheme(d) || !luhn(d) || bytes.Count(d, d[:1]) == len(d) {
			continue
		}
		context := near(text, i, cardWords)
		if !grouped(r, k, context) {
			continue
		}
		conf := .9
		switch {
		case context:
			conf = .99
		case k == 1 && near(text, i, notCard) || ean13(d):
			return Find{}, false
		case len(d) == 13:
			conf = .6
		}
		return Find{"card", i, i + int(g.to), conf}, true
	}
	return Find{}, false
}

// grouped says whether the first k groups are how cards are written: in fours,
// 4-6-5, 4-6-4, 8-8, 4-3-3-3, 6-13. With a word for a card before it any
// groups will do, but always with one sign.
func grouped(r *run, k int, context bool) bool {
	if k == 1 {
		return true
	}
	sep := r.groups[1].sep
	if sep != ' ' && sep != '-' && sep != '.' {
		return false
	}
	var sizes [maxGroups]int
	fours := true
	for j, g := range r.groups[:k] {
		if j > 0 && g.sep != sep {
			return false
		}
		sizes[j] = int(g.to - g.from)
		if sizes[j] != 4 && (j < k-1 || sizes[j] > 4) {
			fours = false
		}
	}
	if fours || context {
		return true
	}
	switch k {
	case 2:
		return sizes[0] == 8 && sizes[1] == 8 || sizes[0] == 6 && sizes[1] == 13
	case 3:
		return sizes[0] == 4 && sizes[1] == 6 && (sizes[2] == 5 || sizes[2] == 4)
	case 4:
		return sizes[0] == 4 && sizes[1] == 3 && sizes[2] == 3 && sizes[3] == 3
	}
	return false
}

// words are looked for before a value. The letters of each are kept as bits, so
// that most are ruled out without a search.
type words struct {
	all     []string
	letters []uint32
}

func newWords(all ...string) words {
	w := words{all: all}
	for _, s := range all {
		var m uint32
		for i := range len(s) {
			m |= letterBit(s[i])
		}
		w.letters = append(w.letters, m)
	}
	return w
}

func letterBit(c byte) uint32 {
	if c >= 'a' && c <= 'z' {
		return 1 << (c - 'a')
	}
	return 0
}

// near says whether one of the words stands shortly before i on the same line.
// A short word must begin where a word begins, one of up to three letters must
// end there too: "pan" is not in "company", nor "sin" in "since".
func near(text []byte, i int, w words) bool {
	const window = 32
	from := max(0, i-window)
	if nl := bytes.LastIndexByte(text[from:i], '\n'); nl >= 0 {
		from += nl + 1
	}
	var buf [window]byte
	n := 0
	var letters uint32
	for _, c := range text[from:i] {
		c = lower(c)
		buf[n] = c
		letters |= letterBit(c)
		n++
	}
	for j, s := range w.all {
		if m := w.letters[j]; m&letters == m && stands(buf[:n], s, from > 0 && isAlnum(text[from-1])) {
			return true
		}
	}
	return false
}

// stands says whether the word w is in b. within: b begins in a word.
func stands(b []byte, w string, within bool) bool {
	for at := 0; ; at++ {
		j := bytes.Index(b[at:], []byte(w))
		if j < 0 {
			return false
		}
		at += j
		end := at + len(w)
		begins := at == 0 && !within || at > 0 && !isAlnum(b[at-1])
		if (begins || len(w) > 4) && (len(w) > 3 || end == len(b) || classes[b[end]] != classLetter) {
			return true
		}
	}
}
