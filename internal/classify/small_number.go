package classify

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// smallNumber goes over a number at i that is nothing, with the one beside it, or
// over the hours and minutes of a time: most are small, and no word says what they
// are. 0: it has to be looked at; dotted: as an address of the internet first.
func (s *scanner) smallNumber(i int) (next int) {
	text := s.text
	if i == 0 {
		return 0
	}
	if b := beforeNumber[text[i-1]]; b != 0 {
		if b == ofWord {
			return 0
		}
		if i+7 < len(text) && isDigit(text[i+1]) && valueOfKey(text, i) && !s.isNamed(i) {
			s.keyed(i)
		}
	}
	if i+24 > len(text) || s.digitsTo > i {
		return 0
	}
	w := binary.LittleEndian.Uint64(text[i:]) ^ zeros
	n := bits.TrailingZeros64((w|((w&low7)+tens))&high1) >> 3
	end := i + n
	after := text[end]
	if n == 2 && after == ':' && text[i+5] == ':' {
		if isTime(w) && notTime[text[i+8]]&1 == 0 && !s.near(ctxSecret, i+5, 7) {
			return i + 6
		}
		return 0
	}
	if n == 4 && after == ':' && text[i+7] == ':' && text[i+10] == ':' { // 2024:15:55:54 of a log
		if isTime(binary.LittleEndian.Uint64(text[i+5:])^zeros) && notTime[text[i+13]]&1 == 0 && !s.isHot(i) {
			return end
		}
		return 0
	}
	if n == 4 && after == '-' {
		if stop, year := plainDate(text, i); year > 0 && text[stop] != '-' && !s.near(ctxBirth, i, 60) {
			return clock(text, stop)
		}
		return 0
	}
	most, rules := 7, uint8(cold|coldDash)
	if s.isHot(i) {
		if s.isWarm(i) {
			return 0
		}
		most, rules = 6, warmPhone
	}
	if n > most || after == '+' && n == 4 && isDigit(text[end+4]) {
		return 0
	}
	if endings[after] == endsNumber {
		return end
	}
	if stopsNumber[after]&^resumes[text[end+1]]&rules != 0 && (after != '-' || n != 2 || !hexDigit(text[end+1])) {
		return end
	}
	if after != ' ' && after != '.' {
		return 0
	}
	w = binary.LittleEndian.Uint64(text[end+1:]) ^ zeros
	second := bits.TrailingZeros64((w|((w&low7)+tens))&high1) >> 3
	stop := end + 1 + second
	if after == '.' && n <= 3 && second-1 < 3 && text[stop] == '.' && isDigit(text[stop+1]) {
		w = binary.LittleEndian.Uint64(text[stop+1:]) ^ zeros
		third := bits.TrailingZeros64((w|((w&low7)+tens))&high1) >> 3
		stop += 1 + third
		switch c := text[stop]; {
		case c == '.' && third <= 3 && isDigit(text[stop+1]):
			return dotted
		case n+second+third <= 6 && c != '-' && c != '/' && endings[c] != endsSecond && ends(text, stop):
			return stop // 605.1.15 of a version
		}
		return 0
	}
	switch size := n + second; {
	case second == 0 || second > 7:
		return 0
	case most == 6:
		if c := text[stop]; size > 6 || after == '.' && second > 3 || c == '-' || c == '/' || endings[c] == endsSecond || !ends(text, stop) {
			return 0
		}
	case after == '.' && size < 6, after == ' ' && (size < 8 || size < 10 && text[i] != '0'):
		if endings[text[stop]] == 0 && !ends(text, stop) {
			return 0
		}
	default:
		return 0
	}
	return stop
}

const dotted = -1

// What the sign before a number makes of it: part of a word, or the value of a name.
const (
	ofWord  = 1
	ofValue = 2
)

var beforeNumber = func() (t [256]byte) {
	t['_'], t['#'] = ofWord, ofWord
	for _, c := range "\"'=>`[" {
		t[c] = ofValue
	}
	return t
}()

// clock is where a time of day ends that stands behind a date as programs write
// it, T10:11:12.123456Z, or else at.
func clock(text []byte, at int) int {
	if at+10 > len(text) || text[at] != 'T' || text[at+3] != ':' || text[at+6] != ':' || !isTime(binary.LittleEndian.Uint64(text[at+1:])^zeros) {
		return at
	}
	end := at + 9
	if c := text[end]; c == '.' || c == ',' {
		from := end + 1
		for end = from; end < len(text) && isDigit(text[end]); end++ {
		}
		if end == from || end-from > 9 {
			return at
		}
	}
	if end < len(text) && text[end] == 'Z' {
		end++
	}
	if end < len(text) && (inWord(text[end]) || plainSigns[min(text[end], 0x80)].size > 0 && text[end] != ' ' || text[end] == ':' || text[end] == '_') {
		return at
	}
	return end
}

// isTime says whether the bytes, of which those of a zero were taken off, are
// digits in pairs with colons between.
func isTime(w uint64) bool {
	w ^= 0x0a00000a0000
	return (w|((w&low7)+tens))&high1 == 0
}

// stopsNumber are the signs that end a number unless what follows resumes it.
var stopsNumber = func() (t [256]uint8) {
	for _, c := range []byte(" ().") {
		t[c] = cold | warmPhone
	}
	t['/'], t['-'] = cold, coldDash
	return t
}()

// where such a sign ends a number: where no word says what numbers are, and where
// the only one speaks of telephones.
const (
	cold = 1 << iota
	coldDash
	warmPhone
)

// resumes are the bytes with which a number may go on behind such a sign.
var resumes = func() (t [256]uint8) {
	for c := range t {
		switch {
		case isDigit(byte(c)), c < 0x80 && bytes.IndexByte([]byte(" -./()"), byte(c)) >= 0, c == 0xef:
			t[c] = cold | coldDash | warmPhone
		case isUpper(byte(c)):
			t[c] = coldDash
		}
	}
	return t
}()

const (
	zeros = 0x3030303030303030
	tens  = 0x7676767676767676 // what makes the high bit of ten and more
)

// notTime are the bytes behind a time that may make it something else.
var notTime = func() (t [256]byte) {
	for c := range t {
		if hexDigit(byte(c)) || c == ':' || c == '.' {
			t[c] = 1
		}
	}
	return t
}()

// endings are the bytes behind which no number goes on, and no other sign of it.
var endings = func() (t [256]uint8) {
	for c := range 0x80 {
		switch k := classes[c]; {
		case k == classDigit, isUpper(byte(c)), plainSigns[c].size > 0, c == ':':
		case k == classLetter, c == '_':
			t[c] = endsSecond
		default:
			t[c] = endsNumber
		}
	}
	return t
}()

const (
	endsNumber = iota + 1
	endsSecond // only where another number stood before it
)

// letterApart says whether a capital alone goes on with a number that ends at at: 65 170839 J 003.
func letterApart(text []byte, at int) bool {
	return at+3 < len(text) && text[at] == ' ' && isUpper(text[at+1]) && text[at+2] == ' ' && isDigit(text[at+3])
}

// ends says whether two numbers surely end at at: no third goes on behind signs.
func ends(text []byte, at int) bool {
	if at == len(text) || endings[text[at]] != 0 {
		return true
	}
	if plainSigns[min(text[at], 0x80)].size == 0 || text[at] == '-' && at+1 < len(text) && isUpper(text[at+1]) {
		return false
	}
	if letterApart(text, at) {
		return false
	}
	for signs := 0; signs < 4 && at < len(text); signs++ {
		c := text[at]
		if c >= 0x80 || isDigit(c) {
			return false
		}
		if plainSigns[c].size == 0 {
			return true
		}
		at++
	}
	return at == len(text)
}

// small takes what up to four digits alone may be: the back of a card, a day.
func (s *scanner) small(i, end int) (found, bool, int) {
	if n := end - i; n >= 3 && s.near(ctxCVV, i, 12) {
		return hit("cvv", i, end, .9), true, 0
	}
	if (end-i <= 2 || end-i == 4) && s.near(ctxBirth, i, 60) {
		if f, ok := s.birth(i); ok {
			return f, true, 0
		}
	}
	if end < len(s.text) && s.text[end] == ' ' && s.near(ctxPlate, i, 22) { // 34 ABC 123
		if f, ok := s.document(i, end); ok {
			return f, true, 0
		}
	}
	if f, ok := s.register(i, end); ok {
		return f, true, 0
	}
	if f, ok := s.postcode(i, end); ok {
		return f, true, 0
	}
	return found{}, false, end
}

// register takes the number under which a firm is entered: HRB 12345 B.
func (s *scanner) register(i, end int) (found, bool) {
	text := s.text
	if end-i < 2 || !s.near(ctxRegister, i, 6) {
		return found{}, false
	}
	if end+1 < len(text) && text[end] == ' ' && isUpper(text[end+1]) && (end+2 == len(text) || !inWord(text[end+2])) {
		end += 2
	}
	return hit("de_commercial_register", i, end, .85), end == len(text) || !inWord(text[end])
}

// postcode takes four to six digits behind a word for them, with what belongs to
// them: 1012 AB, 00-950, 1000-205, 90210-1234.
func (s *scanner) postcode(i, end int) (found, bool) {
	text, n := s.text, end-i
	if n < 2 || n > 6 || !s.near(ctxPostcode, i, 8) {
		return found{}, false
	}
	// data.zip 10240, a cap of 50000
	at := int(s.seen[ctxPostcode])
	word := lowered(nil, text[max(0, at-4):at])
	if bytes.Equal(word, []byte(".zip")) || (bytes.HasSuffix(word, []byte("cap")) || bytes.HasSuffix(word, []byte("cp"))) && (end+1 >= len(text) || text[end] != ' ' || !isUpper(text[end+1])) {
		return found{}, false
	}
	group := func(sign byte, size int, of func(byte) bool) bool {
		if end >= len(text) || text[end] != sign || end+size >= len(text)+1 || len(text)-end-1 < size {
			return false
		}
		for _, c := range text[end+1 : end+1+size] {
			if !of(c) {
				return false
			}
		}
		return end+1+size == len(text) || !inWord(text[end+1+size])
	}
	switch {
	case n == 4 && group(' ', 2, isUpper):
		end += 3
	case n == 2 && group('-', 3, isDigit), n == 4 && group('-', 3, isDigit):
		end += 4
	case n == 5 && group('-', 4, isDigit):
		end += 5
	case n == 3 && group(' ', 2, isDigit):
		end += 3
	case n < 4:
		return found{}, false
	}
	if end < len(text) && (isAlnum(text[end]) || text[end] == '.' && end+1 < len(text) && isDigit(text[end+1]) || text[end] == ',' && end+1 < len(text) && isDigit(text[end+1])) {
		return found{}, false
	}
	return hit("postcode", i, end, .8), true
}
