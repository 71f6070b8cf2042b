package classify

import (
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

// ofCard says whether the second of two blanks at i stands between groups as cards have them: four digits or six before
// it, four or five behind.
func ofCard(text []byte, i int) bool {
	before, behind := 0, 0
	for before < 7 && i-2 >= before && isDigit(text[i-2-before]) {
		before++
	}
	for behind < 7 && i+1+behind < len(text) && isDigit(text[i+1+behind]) {
		behind++
	}
	return (before == 4 || before == 6) && behind >= 4 && behind <= 6
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
			if n == 0 || c == ' ' && sep == ' ' && !ofCard(text, at) {
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
		if sep == 0 && at+4 < len(text) && text[at] == '+' && isDigit(text[at+1]) && isDigit(text[at+2]) && isDigit(text[at+3]) { // of a form: number=4111+1111
			sep = ' '
			at++
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
