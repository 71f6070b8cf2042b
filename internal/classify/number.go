package classify

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// longest is how many bytes of a number are looked at, with its separators.
const longest = 48

// run is digits in groups, as they stand in a text.
type run struct {
	d      [longest]byte
	groups [maxGroups]group
	n      int // groups
	plus   bool
	paren  bool // begins with a bracket
	inside bool // a bracket stands in it

	at   int  // where it begins
	all  int  // groups that were read
	cut  bool // it goes on
	wide bool // with digits of full width, or before them
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
	c := text[i]
	if c < 0xc2 {
		return plainSigns[c].sign, int(plainSigns[c].size)
	}
	return wideSeparator(text, i)
}

// plainSigns are the separators of ASCII.
var plainSigns = func() (t [0xc2]struct{ sign, size byte }) {
	for _, c := range []byte(" -./()") {
		t[c].sign, t[c].size = c, 1
	}
	return t
}()

func wideSeparator(text []byte, i int) (byte, int) {
	switch text[i] {
	case 0xc2:
		if i+1 < len(text) && text[i+1] == 0xa0 {
			return ' ', 2
		}
	case 0xe2:
		if i+2 < len(text) && text[i+1] == 0x80 {
			switch text[i+2] {
			case 0xaf, 0x89, 0x88, 0x87, 0x82, 0x83:
				return ' ', 3
			case 0x91, 0x93, 0x90, 0x92:
				return '-', 3
			}
		}
	case 0xe3:
		if i+2 < len(text) && text[i+1] == 0x80 && text[i+2] == 0x80 {
			return ' ', 3
		}
	case 0xef:
		if i+2 < len(text) && text[i+1] == 0xbc && text[i+2] == 0x8d {
			return '-', 3
		}
	}
	return 0, 0
}

// wideDigit is the digit of full width at i (three bytes), or none.
func wideDigit(text []byte, i int) (byte, bool) {
	if i+2 < len(text) && text[i] == 0xef && text[i+1] == 0xbc && text[i+2]-0x90 < 10 {
		return text[i+2] - 0x90 + '0', true
	}
	return 0, false
}

// read takes the groups of digits from i.
func (r *run) read(text []byte, i int) {
	at, digits := i, 0
	if r.all > 1 && i > r.at && i <= r.at+int(r.groups[r.all-1].from) && r.moved(i) {
		last := r.groups[r.n-1]
		if at, digits = i+int(last.to), int(last.upto); !r.cut || at-i >= longest-4 || digits == longest || r.n == maxGroups {
			r.at, r.all = i, r.n
			return
		}
	} else {
		r.n, r.plus, r.paren, r.inside, r.wide = 0, false, false, false, false
		if text[at] == '(' {
			r.paren = true
			at++
		}
		if at < len(text) && text[at] == '+' {
			r.plus = true
			at++
			if at < len(text) && text[at] == '(' {
				r.inside = true
				at++
			}
		}
	}
	var clean bool
	if r.cut, clean = r.more(text, i, at, digits); r.n > 1 && clean { // nor is the hour of a time that follows one of its groups
		if last := i + int(r.groups[r.n-1].to); last+1 < len(text) && text[last] == ':' && isDigit(text[last+1]) {
			r.n--
		}
	}
	r.at, r.all = i, r.n
}

// moved makes it what is left of what was read before, from i on: where groups
// begin one after the other, each is read once.
func (r *run) moved(i int) bool {
	off := i - r.at
	if r.plus || r.paren || r.inside || r.wide || r.groups[r.all-1].upto == longest {
		return false
	}
	first := 1
	for first < r.all && int(r.groups[first].from) != off {
		first++
	}
	if first >= r.all {
		return false
	}
	digits := r.groups[first-1].upto
	copy(r.d[:], r.d[digits:r.groups[r.all-1].upto])
	for j, g := range r.groups[first:r.all] {
		r.groups[j] = group{g.from - uint8(off), g.to - uint8(off), g.upto - digits, g.sep}
	}
	r.groups[0].sep = 0
	r.n = r.all - first
	return true
}

// more takes groups from at, behind those that there are. cut: it goes on. clean:
// it ends where no sign goes on.
func (r *run) more(text []byte, i, at, digits int) (cut, clean bool) {
	sep := byte(0)
	known := r.n > 0
	for at < len(text) {
		if !known {
			from := at
			for at < len(text) && digits < longest {
				if at+8 <= len(text) && digits <= longest-8 {
					w := binary.LittleEndian.Uint64(text[at:])
					binary.LittleEndian.PutUint64(r.d[digits:], w) // what follows the digits is written over
					w ^= zeros
					n := bits.TrailingZeros64((w|((w&low7)+tens))&high1) >> 3
					digits += n
					if at += n; n == 8 {
						continue
					}
					if text[at] < 0x80 {
						break
					}
				}
				c := text[at]
				if isDigit(c) {
					r.d[digits] = c
					digits++
					at++
					continue
				}
				if c < 0x80 {
					break
				}
				c, ok := wideDigit(text, at)
				if r.wide = r.wide || ok; !ok || at-i >= longest-3 {
					break
				}
				r.d[digits] = c
				digits++
				at += 3
			}
			if at == from {
				return false, true
			}
			r.groups[r.n] = group{uint8(from - i), uint8(at - i), uint8(digits), sep}
			r.n++
			if at-i >= longest-4 || digits == longest || r.n == maxGroups {
				return true, false
			}
		}
		known = false
		sep = 0
		signs := 0
		for at < len(text) {
			c, n := text[at], 0
			if c < 0xc2 {
				sign := &plainSigns[c]
				c, n = sign.sign, int(sign.size)
			} else {
				c, n = wideSeparator(text, at)
			}
			if n == 0 || c == ' ' && sep == ' ' {
				break
			}
			r.inside = r.inside || c == '(' || c == ')'
			if sep = c; signs > 0 {
				sep = 'm'
			}
			if signs++; signs > 3 {
				return false, false
			}
			at += n
		}
		if sep == 0 || at >= len(text) || !isDigit(text[at]) && text[at] != 0xef {
			return false, true
		}
		// A date that follows is none of its groups.
		if sep == ' ' || sep == 'm' {
			if at+2 < len(text) && !isDigit(text[at+1]) || at+4 < len(text) && (!isDigit(text[at+2]) || !isDigit(text[at+4])) {
				if end, year := plainDate(text, at); year > 0 && end-at >= 8 && isDigit(text[end-3]) {
					return false, false
				}
			}
		}
	}
	return false, true
}

// digits decides what the digit at i begins. next is where to go on.
func (s *scanner) digits(i int) (f found, ok bool, next int) {
	text := s.text
	end := max(i+1, s.digitsTo)
	for end < len(text) && isDigit(text[end]) {
		end++
	}
	n := end - i
	if n > longest { // it is taken in pieces, whose end is the same
		s.digitsTo = end
	}
	if i > 0 && (text[i-1] == '_' || text[i-1] == '#' && i > 1 && isAlnum(text[i-2])) {
		for end < len(text) && (isAlnum(text[end]) || text[end] == '-' || text[end] == '.' && end+1 < len(text) && isDigit(text[end+1])) {
			end++
		}
		return found{}, false, end
	}
	after := byte(0)
	if end < len(text) {
		after = text[end]
	}
	// Most numbers are small, stand alone or beside one other, and no word says
	// what they are.
	if n < 8 && !s.isHot(i) {
		if endings[after] == endsNumber {
			return found{}, false, end
		}
		if (after == ' ' || after == '.') && end+1 < len(text) && isDigit(text[end+1]) {
			stop := end + 2
			for stop < len(text) && isDigit(text[stop]) {
				stop++
			}
			if size := stop - i - 1; (after == '.' && size < 6 || after == ' ' && (size < 8 || size < 10 && text[i] != '0')) && ends(text, stop) {
				return found{}, false, stop
			}
		}
	}
	switch classes[after] {
	case classLetter:
		return s.mixed(i, end)
	case classWide:
		if _, w := separator(text, end); w == 0 {
			if _, wide := wideDigit(text, end); !wide {
				break // 12€, 10°
			}
		}
		return s.number(i)
	case classColon:
		if n >= 8 && n <= 10 && end+36 <= len(text) && text[end+1] == 'A' {
			if f, ok := telegram(text, i, end); ok {
				return f, true, 0
			}
		}
		if n <= 4 && end+1 < len(text) && (hexDigit(text[end+1]) || text[end+1] == ':') {
			if f, ok := mac(text, i); ok {
				return f, true, 0
			}
			if f, ok := ip6(text, i); ok {
				return f, true, 0
			}
			if n <= 2 {
				return found{}, false, end // the hours of a time
			}
		}
	case classDash:
		if n == 8 && uuid(text, i) {
			return found{}, false, i + 36
		}
		if n == 2 && end+2 < len(text) && hexDigit(text[end+1]) {
			if f, ok := mac(text, i); ok {
				return f, true, 0
			}
		}
		if end+1 < len(text) && isUpper(text[end+1]) || n == 4 {
			break
		}
	case classNone, classPlus:
		if after == '.' && n <= 3 && end+1 < len(text) && isDigit(text[end+1]) {
			if f, ok := ip4(text, i); ok {
				if !s.versioned(i) && !deepOID(text, i, int(f.end)) {
					return f, true, 0
				}
				return found{}, false, int(f.end)
			}
		}
	}
	if n <= 4 && n != 3 && (after == '-' || after == '/' || after == '.') && end+1 < len(text) && (isDigit(text[end+1]) || text[end+1] == ' ') {
		if stop, year := plainDate(text, i); year > 0 && (stop >= len(text) || text[stop] != '-') {
			if s.near(ctxBirth, i, 60) {
				if f, ok := s.birth(i); ok {
					return f, true, 0
				}
			}
			return found{}, false, stop
		}
	}
	if n == 5 || n == 6 {
		if f, ok := s.register(i, end); ok {
			return f, true, 0
		}
		if f, ok := s.postcode(i, end); ok {
			return f, true, 0
		}
	}
	// Most numbers are small, stand alone, and no word says what they are.
	if n < 13 && (n < 10 || text[i] != '0') {
		if _, w := separatorAt(text, end); w == 0 || !s.goesOn(end+w) {
			switch hot := s.isHot(i); {
			case n < 5 && hot:
				return s.small(i, end)
			case !hot && (n < 8 || n < 11 && (after != ' ' || end+1 >= len(text) || !isLetter(text[end+1]) && text[end+1] != '(')):
				return found{}, false, end
			}
		}
	}
	return s.number(i)
}

func separatorAt(text []byte, i int) (byte, int) {
	if i >= len(text) {
		return 0, 0
	}
	return separator(text, i)
}

// goesOn says whether a number may go on behind a separator.
func (s *scanner) goesOn(at int) bool {
	if at >= len(s.text) {
		return false
	}
	switch c := s.text[at]; {
	case isDigit(c), c == '(', c == 0xef:
		return true
	case c == '-', c == '/', c == ' ', c == '.':
		return at+1 < len(s.text) && (isDigit(s.text[at+1]) || s.text[at+1] == ' ' || s.text[at+1] == '(')
	case isUpper(c):
		return s.text[at-1] == '-'
	}
	return false
}

// versioned says whether words before i speak of versions of programs.
func (s *scanner) versioned(i int) bool {
	if i > 1 && s.text[i-1] == '/' && isLetter(s.text[i-2]) { // Chrome/120.0.0.0
		end := i
		for end < len(s.text) && (isDigit(s.text[end]) || s.text[end] == '.') {
			end++
		}
		if bytes.HasSuffix(s.text[i:end], []byte(".0.0")) {
			return true
		}
	}
	if s.compared(i) {
		return true
	}
	if !s.near(ctxVersion, i, 14) && (i == 0 || s.text[i-1]|0x20 != 'v') {
		return false
	}
	long, digits := 0, 0
	for end := i; end < len(s.text) && (isDigit(s.text[end]) || s.text[end] == '.'); end++ {
		if digits++; s.text[end] == '.' {
			digits = 0
		} else if digits == 3 {
			long++
		}
	}
	// No version counts to hundreds twice ("v":"10.178.231.152"), unless the word
	// for it stands right before and it is no address of a network of one's own.
	return long < 2 || s.near(ctxVersion, i, 5) && firstOfVersion(s.text[i:])
}

// compared says whether a sign by which packages are asked for stands right before
// i, and no word for addresses before that: shop==4.2.1.7, libfoo (>= 8.22.1.2).
func (s *scanner) compared(i int) bool {
	at := i
	if at > 0 && s.text[at-1] == ' ' {
		at--
	}
	if at < 3 || s.text[at-1] != '=' && s.text[at-1] != '>' || s.text[at-2] != '=' && s.text[at-2] != '>' && s.text[at-2] != '<' && s.text[at-2] != '~' || s.text[at-1] == '>' && s.text[at-2] != '~' {
		return false
	}
	end := at - 2
	for end > s.line && s.text[end-1] == ' ' {
		end--
	}
	from := end
	for from > s.line && (isAlnum(s.text[from-1]) || s.text[from-1] == '_' || s.text[from-1] == '.') {
		from--
	}
	for part := range bytes.FieldsFuncSeq(bytes.ToLower(s.text[from:end]), func(r rune) bool { return r == '_' || r == '.' }) {
		if addressParts[string(part)] || bytes.HasSuffix(part, []byte("addr")) || bytes.HasSuffix(part, []byte("host")) {
			return false
		}
	}
	return true
}

var addressParts = set("ip ip4 ipv4 src dst source destination client server remote peer address")

// firstOfVersion says whether a number of four parts begins as versions do.
func firstOfVersion(b []byte) bool {
	n := 0
	for n < len(b) && isDigit(b[n]) {
		n++
	}
	return n < 3 && (n == 1 || b[0] != '1' || b[1] != '0')
}

// deepOID tells object identifiers: five numbers and more.
func deepOID(text []byte, i, end int) bool {
	return end+1 < len(text) && text[end] == '.' && isDigit(text[end+1])
}

// birth takes a date from i, or one whose month stands before i.
func (s *scanner) birth(i int) (found, bool) {
	end, year := date(s.text, i)
	if year > 0 && (!s.near(ctxNotBirth, i, window) || s.since(ctxBirth, i) < s.since(ctxNotBirth, i)) {
		return hit("birth_date", i, end, .95), true
	}
	return monthBefore(s.text, i)
}

// uuid says whether one stands at i.
func uuid(text []byte, i int) bool {
	if i+36 > len(text) || text[i+8] != '-' || text[i+13] != '-' || text[i+18] != '-' || text[i+23] != '-' {
		return false
	}
	for j := range 36 {
		if j == 8 || j == 13 || j == 18 || j == 23 {
			continue
		}
		if !hexDigit(text[i+j]) {
			return false
		}
	}
	return true
}

func hexDigit(c byte) bool { return isDigit(c) || (c|0x20)-'a' < 6 }

// number decides what the groups of digits from i are.
func (s *scanner) number(i int) (f found, ok bool, next int) {
	text := s.text
	r := &s.num
	r.read(text, i)
	if r.n == 0 {
		return found{}, false, i + 1
	}
	if last := r.groups[r.n-1]; !r.plus && !s.isHot(i) && (last.upto < 8 && (r.n == 1 || last.upto < 6 || r.groups[1].sep != '.') || r.n == 2 && last.upto < 10 && r.groups[1].sep == ' ' && r.d[0] != '0' && !r.paren) {
		end := i + int(last.to)
		if end >= len(text) || !isUpper(text[end]) && (end+1 >= len(text) || text[end] != '-' || !isUpper(text[end+1])) {
			if !isDigit(text[i]) { // what is in the brackets may be something of its own
				return found{}, false, i + 1
			}
			return found{}, false, max(i+1, end)
		}
	}
	if f, ok := s.decide(i, r); ok {
		return f, true, 0
	}
	if !isDigit(text[i]) && text[i] != 0xef { // what is in the brackets may be something of its own
		return found{}, false, i + 1
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
		return found{}, false, i + int(r.groups[at].from)
	}
	if r.cut && n > 5 && evenly(r, n) { // a table of numbers of one size
		for j := 1; j < n-1; j++ {
			if r.d[r.groups[j-1].upto] == '0' {
				return found{}, false, i + int(r.groups[j].from)
			}
		}
		return found{}, false, i + int(r.groups[n-1].from)
	}
	for j := 1; j < n; j++ {
		if g := r.groups[j]; g.sep == ' ' || g.sep == 'm' {
			return found{}, false, i + int(g.from)
		}
	}
	return found{}, false, max(i+1, i+int(r.groups[max(0, n-1)].to))
}

// evenly says whether the first n groups are of up to three digits, all as many,
// with a blank before each.
func evenly(r *run, n int) bool {
	size := r.groups[0].upto
	for j := 1; j < n; j++ {
		if r.groups[j].upto-r.groups[j-1].upto != size || r.groups[j].sep != ' ' {
			return false
		}
	}
	return size <= 3
}

func (s *scanner) decide(i int, r *run) (found, bool) {
	text := s.text
	first, last := i+int(r.groups[0].to), i+int(r.groups[r.n-1].to) // their ends
	digits := r.groups[r.n-1].upto
	size := first - i
	if isDigit(text[i]) {
		if size >= 3 && size <= 4 && s.near(ctxCVV, i, 12) && r.n == 1 {
			return hit("cvv", i, first, .9), true
		}
		if size <= 4 || digits == 8 {
			birth := s.near(ctxBirth, i, 60)
			if birth && size <= 4 {
				if f, ok := s.birth(i); ok {
					return f, true
				}
			}
			if birth && r.n == 1 && digits == 8 && packedDate(r.d[:8]) && s.since(ctxNationalID, i) > s.since(ctxBirth, i) {
				return hit("birth_date", i, first, .8), true
			}
			if end, year := plainDate(text, i); year > 0 && end >= last {
				if !birth || digits != 8 {
					return found{}, false
				}
			}
		}
	}
	if digits < 4 {
		return found{}, false
	}
	if last < len(text) && (inWord(text[last]) && text[last] < 0x80 || text[last] == '_') {
		if isDigit(text[i]) && digits >= 6 {
			if f, ok := s.official(i); ok {
				return f, true
			}
		}
		if r.n--; r.n == 0 { // digits within a word
			return found{}, false
		}
		digits = r.groups[r.n-1].upto
	}
	if !isDigit(text[i]) && text[i] != 0xef {
		return s.phone(i, r)
	}
	if digits >= 12 {
		if f, ok := s.card(i, r); ok {
			if f.confidence > .6 || s.since(ctxSpecific, i) > window {
				return f, true
			}
			// Where the number of a person is spoken of, it is that.
			if o, ok := s.official(i); ok && o.confidence > .9 {
				return o, true
			}
			return f, true
		}
	}
	if r.d[0] == '0' && r.d[1] == '0' && s.near(ctxPhone, i, 32) && s.since(ctxPhone, i) < s.since(ctxNationalID, i) {
		if f, ok := s.phone(i, r); ok {
			return f, true
		}
	}
	if digits >= 8 || last+1 < len(text) && (text[last] == '-' || text[last] == '/') {
		if f, ok := s.official(i); ok {
			return f, true
		}
	}
	if digits >= 13 && fours(r) { // a card with a slip
		return found{}, false
	}
	if f, ok := s.phone(i, r); ok {
		return f, true
	}
	return s.account(i, r)
}

// fours says whether the digits stand in groups of four.
func fours(r *run) bool {
	for j, g := range r.groups[:r.n] {
		if int(g.upto) != 4*(j+1) {
			return false
		}
	}
	return r.n > 2
}

// packedDate says whether eight digits are a date of somebody's birth.
func packedDate(d []byte) bool {
	y, m, day := num(d[:4]), num(d[4:6]), num(d[6:])
	if y >= 1900 && y <= lastYear && dayMonth(day, m) {
		return true
	}
	day, m, y = num(d[:2]), num(d[2:4]), num(d[4:])
	return y >= 1900 && y <= lastYear && (dayMonth(day, m) || dayMonth(m, day))
}
