package classify

import (
	"bytes"
	"encoding/binary"
	"html"
	"math/bits"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The same letters and digits are written in many dresses: of full width (１２３), in the digits of
// Arabic, Persian or Hindi, with marks of their own behind a letter (NFD), with signs that have no
// width between them, as entities of HTML, as a URL or a form escapes them. Where a text has such a
// dress, its line is read a second time without it; both readings are then one.

// aroundDress is how far from a dress a long line is read again, longestPart how much at once.
const aroundDress, longestPart = 512, 1 << 16

// dressBytes begin a dress outside of ASCII.
var dressBytes = func() (t [256]bool) {
	for _, c := range []byte{0xc2, 0xcc, 0xcd, 0xd9, 0xdb, 0xe0, 0xe2, 0xef} {
		t[c] = true
	}
	return t
}()

// lookout finds the next dress of each sort; what was found is kept until it is passed.
type lookout struct {
	text                  []byte
	wide, percent, entity int
}

// next is where the next dress stands from i on, or the length of the text.
func (l *lookout) next(i int) int {
	if l.wide < i {
		l.wide = nextWide(l.text, i)
	}
	if l.percent < i {
		l.percent = nextSign(l.text, i, '%', escapes)
	}
	if l.entity < i {
		l.entity = nextSign(l.text, i, '&', isEntity)
	}
	return min(l.wide, l.percent, l.entity)
}

func nextSign(text []byte, i int, sign byte, is func([]byte, int) bool) int {
	for i < len(text) {
		n := bytes.IndexByte(text[i:], sign)
		if n < 0 {
			break
		}
		if i += n; is(text, i) {
			return i
		}
		i++
	}
	return len(text)
}

func nextWide(text []byte, i int) int {
	for i+64 <= len(text) {
		t := (*[64]byte)(text[i:])
		a := binary.LittleEndian.Uint64(t[:]) | binary.LittleEndian.Uint64(t[8:]) | binary.LittleEndian.Uint64(t[16:]) | binary.LittleEndian.Uint64(t[24:])
		if (a|binary.LittleEndian.Uint64(t[32:])|binary.LittleEndian.Uint64(t[40:])|binary.LittleEndian.Uint64(t[48:])|binary.LittleEndian.Uint64(t[56:]))&high1 == 0 {
			i += 64
			continue
		}
		for k := 0; k < 64; k += 8 {
			w := binary.LittleEndian.Uint64(t[k:])
			for m := w & high1; m != 0; m &= m - 1 {
				n := bits.TrailingZeros64(m) >> 3
				if dressBytes[byte(w>>(8*n))] && isDress(text, i+k+n) {
					return i + k + n
				}
			}
		}
		i += 64
	}
	for ; i < len(text); i++ {
		if dressBytes[text[i]] && isDress(text, i) {
			return i
		}
	}
	return len(text)
}

// isDress says whether what begins at i is another dress of letters or digits of ASCII, a
// mark for the letter before it, or a sign without width at such a letter.
func isDress(text []byte, i int) bool {
	if i+2 >= len(text) {
		return false
	}
	c, d, e := text[i], text[i+1], text[i+2]
	switch c {
	case 0xc2: // a soft hyphen, or a blank that keeps the words of a label together
		return d == 0xad || d == 0xa0 && i > 0 && (isLetter(text[i-1]) || text[i-1] == '.') && (isLetter(e) || e >= 0xc3)
	case 0xcc:
		return true
	case 0xcd:
		return d < 0xb0
	case 0xd9, 0xdb, 0xe0:
		_, n := digitOf(text, i)
		return n > 0
	case 0xef:
		if d == 0xbb && e == 0xbf {
			return i+3 < len(text) && inWord(text[i+3])
		}
		return d == 0xbc && (e-0x90 < 10 || e-0xa0 < 27) || d == 0xbd && e-0x81 < 26
	}
	return noWidth(text, i) > 0 && (i > 0 && isAlnum(text[i-1]) || i+3 < len(text) && (isAlnum(text[i+3]) || text[i+3] == '@' || text[i+3] == '.'))
}

// digitOf is the digit of another script at i as one of ASCII, and its length.
func digitOf(text []byte, i int) (byte, int) {
	if i+1 >= len(text) {
		return 0, 0
	}
	switch c, d := text[i], text[i+1]; {
	case c == 0xd9 && d-0xa0 < 10:
		return d - 0xa0 + '0', 2
	case c == 0xdb && d-0xb0 < 10:
		return d - 0xb0 + '0', 2
	case c == 0xe0 && i+2 < len(text):
		if d >= 0xa5 && d <= 0xb5 && d&1 == 1 && text[i+2]-0xa6 < 10 { // Devanagari to Malayalam
			return text[i+2] - 0xa6 + '0', 3
		}
		if (d == 0xb9 || d == 0xbb) && text[i+2]-0x90 < 10 { // Thai, Lao
			return text[i+2] - 0x90 + '0', 3
		}
	}
	return 0, 0
}

// noWidth is how long the sign at i is that is not seen: a soft hyphen, a joiner, a
// mark for the direction. 0: it is none.
func noWidth(text []byte, i int) int {
	if i+1 < len(text) && text[i] == 0xc2 && text[i+1] == 0xad {
		return 2
	}
	if i+2 >= len(text) {
		return 0
	}
	switch c, d, e := text[i], text[i+1], text[i+2]; {
	case c == 0xe2 && d == 0x80 && (e-0x8b < 5 || e-0xaa < 5), c == 0xe2 && d == 0x81 && e-0xa0 < 10, c == 0xef && d == 0xbb && e == 0xbf:
		return 3
	}
	return 0
}

// escapes says whether the percent sign at i escapes what stands within a number, a
// name of a field or before a value.
func escapes(text []byte, i int) bool {
	if i+3 >= len(text) || i == 0 {
		return false
	}
	before, next := text[i-1], text[i+3]
	switch {
	case text[i+1] == '2' && text[i+2] == '0':
		return isDigit(before) && isAlnum(next) || isAlnum(before) && isDigit(next)
	case text[i+1] == '2' && text[i+2]|0x20 == 'b':
		return isDigit(next)
	case text[i+1] == '5' && text[i+2]|0x20 == 'd':
		return next == '=' || next == '%' && i+5 < len(text) && text[i+4] == '3' && text[i+5]|0x20 == 'd'
	case text[i+1] == '3' && (text[i+2]|0x20 == 'a' || text[i+2]|0x20 == 'd'):
		return isDigit(next) || next == '%' && i+5 < len(text) && text[i+4] == '2' && (text[i+5] == '2' || text[i+5] == '0')
	}
	return false
}

// isEntity says whether an entity of HTML stands at i that is part of a word or number.
func isEntity(text []byte, i int) bool {
	if i+4 >= len(text) || text[i+1] != '#' && !isLetter(text[i+1]) {
		return false
	}
	n := bytes.IndexByte(text[i:min(len(text), i+10)], ';')
	if n < 3 {
		return false
	}
	switch name := string(text[i+1 : i+n]); name {
	case "amp", "lt", "gt", "quot", "apos", "#34", "#38", "#39", "#60", "#62", "#10", "#13", "#x27", "#x22", "#8211", "#8212", "#8216", "#8217", "#8220", "#8221", "#8230", "ndash", "mdash", "rsquo", "lsquo", "rdquo", "ldquo", "hellip", "copy", "middot", "bull", "laquo", "raquo", "larr", "rarr", "times":
		return false
	case "nbsp", "#160", "#xa0", "#xA0":
		return i > 0 && isAlnum(text[i-1]) && i+n+1 < len(text) && isAlnum(text[i+n+1]) && (isDigit(text[i-1]) || isDigit(text[i+n+1]))
	}
	return entity(text[i:i+n+1]) != ""
}

// entity is what an entity with its & and ; stands for, or nothing.
func entity(b []byte) string {
	if out := html.UnescapeString(string(b)); len(out) < len(b) && out[0] != '&' {
		return out
	}
	return ""
}

func ofNumber(c byte) bool { return isDigit(c) || isUpper(c) }

// undressed is a part of a text without its dresses, and where each byte came from.
type undressed struct {
	text     []byte
	from, to []int32
	bare     []Find // of the part, as they are found in its dress
	own      []Find // without it
}

var undressers = sync.Pool{New: func() any { return new(undressed) }}

func (u *undressed) put(s string, from, to int) {
	for i := range len(s) {
		u.text, u.from, u.to = append(u.text, s[i]), append(u.from, int32(from)), append(u.to, int32(to))
	}
}

func (u *undressed) putByte(c byte, from, to int) {
	u.text, u.from, u.to = append(u.text, c), append(u.from, int32(from)), append(u.to, int32(to))
}

// take takes the dresses off a part of a text.
func (u *undressed) take(b []byte) {
	u.text, u.from, u.to = u.text[:0], u.from[:0], u.to[:0]
	for i := 0; i < len(b); {
		c := b[i]
		if c < 0x80 && c != '%' && c != '&' && c != '+' {
			u.putByte(c, i, i+1)
			i++
			continue
		}
		switch {
		case c == '%':
			if i+2 < len(b) && hexDigit(b[i+1]) && hexDigit(b[i+2]) {
				if x := unhex(b[i+1])<<4 | unhex(b[i+2]); x >= ' ' && x != 0x7f {
					u.putByte(x, i, i+3)
					i += 3
					continue
				}
			}
		case c == '&':
			if n := bytes.IndexByte(b[i:min(len(b), i+10)], ';'); n > 2 {
				if out := entity(b[i : i+n+1]); out != "" {
					if out == "\u00a0" {
						out = " "
					}
					if out != "\u00ad" {
						u.put(out, i, i+n+1)
					}
					i += n + 1
					continue
				}
			}
		case c == '+':
			if i > 0 && i+1 < len(b) && ofNumber(b[i-1]) && ofNumber(b[i+1]) {
				c = ' '
			}
		case c == 0xef && i+2 < len(b) && b[i+1] == 0xbc && b[i+2]-0x81 < 0x3f:
			u.putByte(b[i+2]-0x60, i, i+3)
			i += 3
			continue
		case c == 0xef && i+2 < len(b) && b[i+1] == 0xbd && b[i+2]-0x80 < 0x1f:
			u.putByte(b[i+2]-0x20, i, i+3)
			i += 3
			continue
		case c == 0xc2 && i+1 < len(b) && b[i+1] == 0xa0:
			u.putByte(' ', i, i+2)
			i += 2
			continue
		case c == 0xe3 && i+2 < len(b) && b[i+1] == 0x80 && b[i+2] == 0x80:
			u.putByte(' ', i, i+3)
			i += 3
			continue
		case (c == 0xcc || c == 0xcd) && i+1 < len(b):
			u.mark(b[i:i+2], i)
			i += 2
			continue
		default:
			if d, n := digitOf(b, i); n > 0 {
				u.putByte(d, i, i+n)
				i += n
				continue
			}
			if n := noWidth(b, i); n > 0 {
				i += n
				continue
			}
		}
		u.putByte(c, i, i+1)
		i++
	}
}

func unhex(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return (c | 0x20) - 'a' + 10
}

// mark puts a mark onto the letter before it.
func (u *undressed) mark(b []byte, i int) {
	at := len(u.text) - 1
	for at > 0 && at > len(u.text)-utf8.UTFMax && !utf8.RuneStart(u.text[at]) {
		at--
	}
	if at >= 0 {
		var buf [utf8.UTFMax + 2]byte
		both := append(append(buf[:0], u.text[at:]...), b...)
		if one := norm.NFC.Bytes(both); utf8.RuneCount(one) == 1 {
			from := int(u.from[at])
			u.text, u.from, u.to = u.text[:at], u.from[:at], u.to[:at]
			u.put(string(one), from, i+2)
			return
		}
	}
	u.putByte(b[0], i, i+2)
	u.putByte(b[1], i, i+2)
}

// part is where text is read again around the dress at i: its line, or what is near it
// on a long one. goes on while the next dress is near.
func (l *lookout) part(i int) (from, to int) {
	text := l.text
	from = max(0, i-aroundDress)
	if nl := bytes.LastIndexByte(text[from:i], '\n'); nl >= 0 {
		from += nl + 1
	} else if from > 0 {
		from = wordsEnd(text, from, i)
	}
	for {
		to = min(len(text), i+aroundDress)
		if nl := bytes.IndexByte(text[i:to], '\n'); nl >= 0 {
			return from, i + nl + 1
		}
		if to == len(text) {
			return from, to
		}
		to = max(i+8, i+bytes.LastIndexAny(text[i:to], " ,;\t\"")+1)
		if i = l.next(max(i+1, to-aroundDress/2)); i >= to || i-from > longestPart {
			return from, to
		}
	}
}

// wordsEnd is the first place from at on, before stop, that does not lie in a word.
func wordsEnd(text []byte, at, stop int) int {
	for i := at; i < stop; i++ {
		if text[i] < 0x80 && !isAlnum(text[i]) {
			return i + 1
		}
	}
	return at
}

// scanDressed is Scan of a text whose first dress l has found.
func scanDressed(l *lookout, yield func(Find) bool) {
	u := undressers.Get().(*undressed)
	defer undressers.Put(u)
	u.bare = u.bare[:0]
	from, to := l.part(l.next(0))
	goOn := true
	flush := func() {
		u.again(l.text, from, to)
		merge(u.bare, u.own, func(f Find) bool {
			goOn = yield(f)
			return goOn
		})
		u.bare = u.bare[:0]
		if i := l.next(to); i < len(l.text) {
			old := to
			from, to = l.part(i)
			from = max(from, old)
		} else {
			from, to = len(l.text), len(l.text)
		}
	}
	scanPlain(l.text, func(f Find) bool {
		for goOn && from < len(l.text) && f.Start >= to {
			flush()
		}
		if !goOn {
			return false
		}
		if f.End > from && from < len(l.text) {
			u.bare = append(u.bare, f)
			return true
		}
		goOn = yield(f)
		return goOn
	})
	for goOn && from < len(l.text) {
		flush()
	}
}

// again reads a part without its dresses, with the line before it, whose words may speak of
// what it holds.
func (u *undressed) again(text []byte, from, to int) {
	u.own = u.own[:0]
	begin := from
	if from > 0 && text[from-1] == '\n' {
		low := max(0, from-1-80)
		if nl := bytes.LastIndexByte(text[low:from-1], '\n'); nl >= 0 || low == 0 {
			begin = low + nl + 1
		} else {
			begin = wordsEnd(text, low, from-1)
		}
	}
	u.take(text[begin:to])
	scanPlain(u.text, func(f Find) bool {
		f.Start, f.End = begin+int(u.from[f.Start]), begin+int(u.to[f.End-1])
		if f.Start >= from && f.End <= to {
			u.own = append(u.own, f)
		}
		return true
	})
}

// undressedValue is a value without its dresses; the value itself when it has none.
func undressedValue(value []byte) []byte {
	if !mayBeDressed(value) {
		return value
	}
	l := lookout{text: value, wide: -1, percent: -1, entity: -1}
	if l.next(0) == len(value) {
		return value
	}
	var u undressed
	u.take(value)
	return u.text
}

// mayBeDressed says whether a byte of b is none of ASCII, a % or an &.
func mayBeDressed(b []byte) bool {
	const ones, low, high = 0x0101010101010101, 0x7f7f7f7f7f7f7f7f, 0x8080808080808080
	may := func(w uint64) bool {
		percent, and := w^'%'*ones, w^'&'*ones
		return (w|^(percent&low+low)|^(and&low+low))&high != 0
	}
	if n := len(b); n >= 8 {
		for i := 0; i < n-8; i += 8 {
			if may(binary.LittleEndian.Uint64(b[i:])) {
				return true
			}
		}
		return may(binary.LittleEndian.Uint64(b[n-8:]))
	}
	for _, c := range b {
		if c >= 0x80 || c == '%' || c == '&' {
			return true
		}
	}
	return false
}
