package data

import (
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
	settleAt  = 2000 // cells
	lookOneIn = 16   // of plain cells
)

// settled is what is known of a column once it has settled.
type settled struct {
	kind    classify.Kind // what it is, when that is sure
	whole   bool          // its type holds whole numbers
	day     bool          // its type holds days and times
	secret  bool          // its values are hashed, masked or encrypted
	size    int           // of all those, when they are of one size
	few     *classify.Column
	plain   int64 // cells that were not looked at in full, but for the few
	sampled int64 // of plain
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
	switch {
	case c.filled <= settleAt:
		if c.filled == 1 {
			c.first = len(cell)
		} else if c.first != len(cell) {
			c.first = -1
		}
		return c.look(cell)
	case c.set == nil:
		c.settle()
	}
	s := c.set
	if s.same(cell) {
		s.count(cell)
		return false
	}
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
		s.count(cell)
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
	c.set = s
}

func (c *column) newSettled() *settled {
	s := &settled{few: classify.NewColumn(c.name, c.typ), chance: rand.NewPCG(1, uint64(len(c.name)))}
	return s
}

// count counts a cell that is plain, and looks at one in a few.
func (s *settled) count(cell []byte) {
	s.plain++
	if uint32(s.chance.Uint64()>>32)%lookOneIn == 0 { // as rand.Rand draws it
		s.sampled++
		s.few.Add(cell)
	}
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

// What a cell is made of.
const (
	digit = 1 << iota
	at
	space
	dialSign // + - / ( ) .
	other
)

var byteClass = func() (t [256]uint8) {
	for i := range t {
		t[i] = other
	}
	for b := '0'; b <= '9'; b++ {
		t[b] = digit
	}
	t['@'], t[' '], t['\t'], t['\n'], t['\r'] = at, space, space, space, space
	for _, b := range "+-/()." {
		t[b] = dialSign
	}
	return t
}()

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
	if s.secret {
		return s.size == len(cell)
	}
	switch {
	case s.day, s.whole && len(cell) <= noCard:
		return true
	case s.whole || s.kind == "email" || s.kind == "phone" || s.kind == "ip" || s.kind == "birth_date":
	case len(cell) > shortText:
		return false
	}
	var kinds uint8
	digits, ats, word, longest := 0, 0, 0, 0
	for _, b := range cell {
		k := byteClass[b]
		kinds |= k
		switch k {
		case digit:
			digits++
		case at:
			ats++
		case space:
			word = -1
		}
		word++
		longest = max(longest, word)
	}
	switch {
	case s.whole:
		return digits <= noCard
	case s.kind == "email":
		return ats == 1 && kinds&space == 0 && digits <= noCard
	case s.kind == "phone":
		return kinds&^(digit|space|dialSign) == 0 && digits <= noCard && digits > fewDigits
	case s.kind == "ip":
		return kinds&^(digit|dialSign) == 0 && digits <= noCard && len(cell) <= 15
	case s.kind == "birth_date":
		return kinds&^(digit|dialSign) == 0 && len(cell) <= 10
	}
	return ats == 0 && digits <= fewDigits && (longest <= longestWord || kinds&^(dialSign|other) == 0 && letters(cell))
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
