package classify

import (
	"bytes"
	"encoding/binary"
)

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
	if i > 0 && (text[i-1] == '_' && !italic(text, i) && !s.fileNamed(i, n) || text[i-1] == '#' && i > 1 && isAlnum(text[i-2]) && s.last != i-1) { // CC#4111... says what comes
		for end < len(text) && (isAlnum(text[end]) || text[end] == '-' || text[end] == '.' && end+1 < len(text) && isDigit(text[end+1])) {
			end++
		}
		return found{}, false, end
	}
	if n >= 8 && i > 0 {
		if text[i-1] == ' ' && s.hot <= s.line || text[i-1] == ' ' && !s.isNamed(i) {
			s.keyed(i)
		} else if text[i-1] == '/' && n > 9 && bytes.HasSuffix(text[:i], []byte("wa.me/")) { // a chat with that number
			r := &s.num
			r.read(text, i)
			r.plus = true
			f, ok := s.phone(i, r)
			r.all = 0
			if ok {
				return f, true, 0
			}
		}
	}
	after := byte(0)
	if end < len(text) {
		after = text[end]
	}
	// Most numbers are small, stand alone or beside one other, and no word says
	// what they are.
	if n < 8 && !s.isHot(i) && (after != '+' || n != 4) {
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
			if stop+8 < len(text) && text[stop] == ' ' && (text[stop+1] == 'g' || text[stop+1] == 'b') && s.behind(ctxBirth, stop) { // am 5.1.1997 geboren
				if f, ok := s.birth(i); ok {
					return f, true, 0
				}
				return hit("birth_date", i, stop, .9), true, 0
			}
			return found{}, false, stop
		}
	}
	if n == 5 || n == 6 || n < 5 && n > 1 && (after == '-' || after == ' ') && s.near(ctxPostcode, i, 8) {
		if f, ok := s.register(i, end); ok {
			return f, true, 0
		}
		if f, ok := s.postcode(i, end); ok {
			return f, true, 0
		}
	}
	// Most numbers are small, stand alone, and no word says what they are.
	if n < 13 && (n < 10 || text[i] != '0') {
		if _, w := separatorAt(text, end); (w == 0 || !s.goesOn(end+w)) && (after != '+' || n != 4 || end+4 >= len(text) || !isDigit(text[end+4])) {
			switch hot := s.isHot(i); {
			case n < 5 && hot:
				return s.small(i, end)
			case !hot && (n < 8 || n < 11 && !toldBehind(text, end) && !letterApart(text, end+2)):
				return found{}, false, end
			}
		}
	}
	return s.number(i)
}

// italic says whether the low line before i is the sign of Markdown, that stands apart from words and behind the number
// once more.
func italic(text []byte, i int) bool {
	if text[i-1] != '_' || i > 1 && (isAlnum(text[i-2]) || text[i-2] == '_') {
		return false
	}
	for end := i; end < min(len(text), i+32); end++ {
		if c := text[end]; c == '_' {
			return end+1 == len(text) || !isAlnum(text[end+1])
		} else if !isAlnum(c) && plainSigns[min(c, 0xc1)].size == 0 {
			return false
		}
	}
	return false
}

// closesItalic says whether the low line at end ends what such a one began.
func closesItalic(text []byte, i, end int) bool {
	return text[end] == '_' && i > 0 && italic(text, i)
}

// toldBehind says whether words stand behind a number that ends at end, which may say what it is: 51 824 753 556 (ABN),
// validate("51824753556")  # ABN, 51824753556 - ABN of the firm.
func toldBehind(text []byte, end int) bool {
	if end+1 >= len(text) || !beforeWords[text[end]] && (text[end] != ',' || text[end+1] != ' ') {
		return false
	}
	for at := end + 1; at < min(len(text), end+7); at++ {
		if c := text[at]; isLetter(c) || c >= 0x80 {
			return true
		} else if !beforeWords[c] {
			return false
		}
	}
	return false
}

// beforeWords are the signs between a number and the words that say what it is.
var beforeWords = func() (t [256]bool) {
	for _, c := range " '\")][#(-</=^|" {
		t[c] = true
	}
	return t
}()

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
	// What stands between the dashes, eight bytes at a time.
	t := text[i : i+36]
	four := func(at int) uint64 { return uint64(binary.LittleEndian.Uint32(t[at:])) }
	return allHex(binary.LittleEndian.Uint64(t)) && allHex(four(9)|four(14)<<32) && allHex(four(19)|four(24)<<32) && allHex(binary.LittleEndian.Uint64(t[28:]))
}

// allHex says whether eight bytes are hexadecimal digits.
func allHex(w uint64) bool {
	const ones = 0x0101010101010101
	if w&high1 != 0 {
		return false
	}
	y := w | fold
	// The high bit of each byte that is at least the first and at most the last.
	digit := (w + (0x80-'0')*ones) &^ (w + (0x80-'9'-1)*ones)
	letter := (y + (0x80-'a')*ones) &^ (y + (0x80-'f'-1)*ones)
	return (digit|letter)&high1 == high1
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
		if end >= len(text) || !isUpper(text[end]) && !letterApart(text, end) && (end+1 >= len(text) || text[end] != '-' || !isUpper(text[end+1])) {
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
	if last < len(text) && (inWord(text[last]) && text[last] < 0x80 || text[last] == '_' && !closesItalic(text, i, last)) {
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
	if digits >= 8 && r.n > 1 && i > 1 && text[i-1] == ' ' && text[i-2] != '"' && !s.isNamed(i) { // behind a quote is the next field of a log
		s.keyed(i)
	}
	if digits >= 12 {
		if f, ok := s.card(i, r); ok {
			if named := s.since(ctxSpecific, i); (f.confidence > .6 && (named > 6 || s.since(ctxCard, i) <= named)) || named > window {
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
