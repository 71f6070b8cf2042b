package data

import (
	"encoding/binary"
	"math/rand/v2"
	"strings"

	"github.com/weaklink/weaklink/internal/classify"
)

// A column whose first cells have told what it is needs no full look at cells
// that are plainly more of the same: those are counted, and one in a few is
// still looked at, so that a column that changes its mind is noticed. A cell in
// which an identifier, a card, a key or a longer text could hide is always
// looked at in full, to the last row.
const (
	settleAt   = 2000 // cells
	lookOneIn  = 16   // of plain cells
	manyPlain  = 1 << 15
	rarelyLook = 64 // once there were so many: what two thousand cells say, more say no better
)

// settled is what is known of a column once it has settled.
type settled struct {
	kind    classify.Kind // what it is, when that is sure
	whole   bool          // its type holds whole numbers
	day     bool          // its type holds days and times
	secret  bool          // its values are hashed, masked or encrypted
	size    int           // of all those, when they are of one size
	how     uint8         // likeTexts, ...
	few     *classify.Column
	plain   int64 // cells that were not looked at in full, but for the few
	next    int64 // of these, the one that is looked at
	sampled int64 // of plain
	rare    bool  // there were manyPlain before, which are counted
	chance  *rand.PCG
	seen    []uint64 // prints of cells without finds, to know them again
}

// add looks at a cell and says whether something was found in it.
func (c *column) add(cell []byte) bool {
	if len(cell) == 0 {
		return false
	}
	c.filled++
	if c.fixed && c.filled > fixedSample {
		return false
	}
	if c.filled <= settleAt {
		if c.filled == 1 {
			c.first = len(cell)
		} else if c.first != len(cell) {
			c.first = -1
		}
		return c.look(cell)
	}
	s := c.set
	if s == nil {
		c.settle()
		s = c.set
	}
	if !s.same(cell) {
		return c.unlike(s, cell)
	}
	c.alike = true
	if s.plain++; s.plain >= s.next {
		c.count(s, cell)
	}
	return false
}

// unlike looks at a cell that is not plainly more of the same.
func (c *column) unlike(s *settled, cell []byte) bool {
	c.alike = false
	if len(cell) > longKnown {
		return c.look(cell)
	}
	// What was seen before without a find has none now. The print is keyed: nobody
	// can make a value that passes for another.
	if s.seen == nil {
		s.seen = make([]uint64, 2048)
	}
	print := c.quick.Print(cell)
	slot := &s.seen[print%uint64(len(s.seen))]
	if *slot == print {
		if s.plain++; s.plain >= s.next {
			c.count(s, cell)
		}
		return false
	}
	found := c.look(cell)
	if !found {
		*slot = print
	}
	return found
}

func (c *column) look(cell []byte) bool {
	before := c.cells.Found()
	c.cells.Add(cell)
	return c.cells.Found() != before
}

func (c *column) settle() {
	s := c.newSettled()
	v := c.cells.Verdict(nil)
	if v.Confidence >= .8 {
		s.kind = v.Kind
	}
	s.whole, s.day = wholeType(c.typ), dayType(c.typ)
	if s.secret = v.Protected != ""; s.secret {
		s.size = c.first
	}
	s.how = s.like()
	c.set = s
}

func (c *column) newSettled() *settled {
	return &settled{few: classify.NewColumn(c.name, c.typ), next: 1, chance: rand.NewPCG(1, uint64(len(c.name)))}
}

// count looks at a plain cell, which one in each few is, at random.
func (c *column) count(s *settled, cell []byte) {
	s.sampled++
	s.few.Add(cell)
	few := int64(lookOneIn)
	if s.rare {
		few = rarelyLook
	} else if s.plain >= manyPlain {
		c.cells.Grow(s.few, s.plain, s.sampled)
		s.few.Restart()
		s.plain, s.sampled, s.next, s.rare = 0, 0, 1, true
		return
	}
	s.next = (s.plain+few-1)/few*few + 1 + int64(s.chance.Uint64()%uint64(few))
}

// baseType is a declared type without its length and what stands behind it.
func baseType(typ string) string {
	base, _, _ := strings.Cut(strings.ToLower(typ), "(")
	base, _, _ = strings.Cut(base, " ")
	return base
}

func wholeType(typ string) bool {
	switch baseType(typ) {
	case "smallint", "integer", "bigint", "int", "tinyint", "mediumint", "int2", "int4", "int8", "smallserial", "serial", "bigserial":
		return true
	}
	return false
}

func dayType(typ string) bool {
	switch baseType(typ) {
	case "date", "timestamp", "datetime", "timestamptz":
		return true
	}
	return false
}

// grown is the column with the cells that were only counted.
func (c *column) grown() *classify.Column {
	if s := c.set; s != nil && s.plain > 0 {
		if s.sampled == 0 {
			return c.cells // fewer than a handful
		}
		c.cells.Grow(s.few, s.plain, s.sampled)
	}
	return c.cells
}

// byteCounts counts, eight bits each, what the bytes of a cell are: a digit, an @,
// a blank, or a letter or a sign that no telephone number has.
var byteCounts = func() (t [256]uint32) {
	for i := range t {
		t[i] = oneOther
	}
	for b := '0'; b <= '9'; b++ {
		t[b] = oneDigit
	}
	t['@'], t[' '], t['\t'], t['\n'], t['\r'] = oneAt, oneBlank, oneBlank, oneBlank, oneBlank
	for _, b := range "+-/()." {
		t[b] = 0
	}
	return t
}()

const (
	oneDigit = 1 << (8 * iota)
	oneAt
	oneBlank
	oneOther
)

const (
	fewDigits   = 6   // no phone and no identifier is as short
	noCard      = 12  // digits: cards have 13 and more
	shortText   = 40  // bytes: no remark about somebody
	longestWord = 15  // bytes: keys and tokens are longer
	longKnown   = 128 // bytes: longer cells do not come twice
)

// same says whether a cell is plainly more of what the column holds, or has no
// room for anything.
func (s *settled) same(cell []byte) bool {
	if len(cell) > 100 {
		return false
	}
	switch s.how {
	case likeSecrets:
		return s.size == len(cell)
	case likeDays:
		return true
	case likeNumbers:
		if len(cell) <= noCard {
			return true
		}
	case likeTexts:
		if len(cell) <= 8 {
			w := shortWord(cell)
			return !hasByte(w, '@') && (len(cell) <= fewDigits || digitsIn(w) <= fewDigits)
		}
		if len(cell) > shortText {
			return false
		}
		if cell[0]-'0' <= 9 && isTime(cell) {
			return true
		}
		if len(cell) <= longestWord {
			w := binary.LittleEndian.Uint64(cell)
			rest := binary.LittleEndian.Uint64(cell[len(cell)-8:]) >> (8 * (16 - len(cell)))
			return !hasByte(w, '@') && !hasByte(rest, '@') && digitsIn(w)+digitsIn(rest) <= fewDigits
		}
	}
	sum := uint32(0)
	for _, b := range cell {
		sum += byteCounts[b]
	}
	digits, ats, blanks, others := sum&0xff, sum>>8&0xff, sum>>16&0xff, sum>>24
	switch s.how {
	case likeNumbers:
		return digits <= noCard
	case likeMails:
		return ats == 1 && blanks == 0 && digits <= noCard
	case likePhones:
		return ats+others == 0 && digits <= noCard && digits > fewDigits
	case likeAddresses:
		return ats+others+blanks == 0 && digits <= noCard && len(cell) <= 15
	case likeBirths:
		return ats+others+blanks == 0 && len(cell) <= 10
	}
	if digits >= 8 {
		return ats == 0 && isTime(cell)
	}
	return ats == 0 && digits <= fewDigits && (len(cell) <= longestWord || digits+blanks == 0 && letters(cell) || shortWords(cell))
}

// shortWord is a cell of one to eight bytes as a number, nothing behind it.
func shortWord(cell []byte) uint64 {
	n := len(cell)
	if n < 4 {
		return uint64(cell[0]) | uint64(cell[n/2])<<(n/2*8) | uint64(cell[n-1])<<((n-1)*8)
	}
	return uint64(binary.LittleEndian.Uint32(cell)) | uint64(binary.LittleEndian.Uint32(cell[n-4:]))<<((n-4)*8)
}

const (
	ones = 0x0101010101010101
	low7 = 0x7f7f7f7f7f7f7f7f
)

// hasByte says whether one of eight bytes is b, which is not 0.
func hasByte(w uint64, b byte) bool {
	x := w ^ uint64(b)*ones
	return (x&low7+low7)|x|low7 != ^uint64(0)
}

// digitsIn is how many of eight bytes are digits.
func digitsIn(w uint64) int {
	y := w & low7
	digits := (y + (0x80-'0')*ones) &^ (y + (0x80-'9'-1)*ones) &^ w & (0x80 * ones) // the high bit of each
	return int((digits >> 7) * ones >> 56)
}

// isTime says whether a cell is a day as databases and people write it, with or
// without a time of day, and nothing else.
func isTime(cell []byte) bool {
	if len(cell) < 10 {
		return false
	}
	mark, sign := "dddd-dd-dd", cell[4]
	if sign != '-' {
		mark, sign = "dd-dd-dddd", cell[2]
		if sign != '.' && sign != '/' && sign != '-' {
			return false
		}
	}
	for i := range len(mark) {
		if mark[i] == 'd' && cell[i]-'0' > 9 || mark[i] == '-' && cell[i] != sign {
			return false
		}
	}
	rest := cell[10:]
	if len(rest) == 0 {
		return true
	}
	if len(rest) < 6 || rest[0] != ' ' && rest[0] != 'T' {
		return false
	}
	rest = rest[1:]
	for n := 0; ; n++ { // 10:11, 10:11:12
		if len(rest) < 2 || rest[0]-'0' > 9 || rest[1]-'0' > 9 {
			return false
		}
		if rest = rest[2:]; n == 2 || len(rest) == 0 || rest[0] != ':' {
			if n == 0 {
				return false
			}
			break
		}
		rest = rest[1:]
	}
	if len(rest) > 1 && rest[0] == '.' { // .123456
		n := 1
		for n < len(rest) && n < 8 && rest[n]-'0' < 10 {
			n++
		}
		rest = rest[n:]
	}
	if len(rest) > 1 && (rest[0] == '+' || rest[0] == '-') { // +01, +0100, +01:00
		n := 1
		for n < len(rest) && n < 6 && (rest[n]-'0' < 10 || rest[n] == ':') {
			n++
		}
		rest = rest[n:]
	}
	return len(rest) == 0 || len(rest) == 1 && rest[0] == 'Z'
}

// How a settled column is.
const (
	likeTexts = iota
	likeSecrets
	likeDays
	likeNumbers
	likeMails
	likePhones
	likeAddresses
	likeBirths
)

// like says how a settled column is.
func (s *settled) like() uint8 {
	switch {
	case s.secret:
		return likeSecrets
	case s.day:
		return likeDays
	case s.whole:
		return likeNumbers
	}
	switch s.kind {
	case "email":
		return likeMails
	case "phone":
		return likePhones
	case "ip":
		return likeAddresses
	case "birth_date":
		return likeBirths
	}
	return likeTexts
}

// shortWords says whether no word of a cell is as long as keys and tokens are.
func shortWords(cell []byte) bool {
	start := 0
	for i, b := range cell {
		if byteCounts[b] == oneBlank {
			start = i + 1
		} else if i-start >= longestWord {
			return false
		}
	}
	return true
}

// letters says whether a cell is words as people write them: a long one is a
// name or a street, and no key.
func letters(cell []byte) bool {
	for i, b := range cell {
		if b < 0x80 && (b < 'a' || b > 'z') && b != '-' && b != '.' && !(b >= 'A' && b <= 'Z' && (i == 0 || cell[i-1] == '-')) {
			return false
		}
	}
	return true
}
