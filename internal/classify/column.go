package classify

import (
	"bytes"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/weaklink/weaklink/internal/redact"
)

// Column judges one column as its cells come by. It keeps counts, never cells.
type Column struct {
	name, declared string
	called         string // the name, without what all columns beside it share
	filled         int64
	found          int             // finds: the sum of whole and within
	whole          [maxKinds]int64 // the cell is that and nothing else
	within         [maxKinds]int64 // the cell holds one among other words
	words          int64           // cells of more than four words
	wordy          [wordyKinds]int64
	said           [saidKinds]int64 // of the first cells
	dates          int64
	births         int64 // dates that a living person can be born on
	packedBirths   int64 // the same, as eight digits
	protect        map[string]int64
	test           int64
	alpha          int64 // cells without a digit
	short          int64 // cells of one or two letters
	illness        int64 // words of illness
	sexes          int64 // Herr, female, m
	people         int64 // cells of two to four capitalised words, none of a thing
	dials          int64 // cells of as many digits as telephones have
	firms          int64 // cells that end like the name of a firm
	codes          int64 // codes of ICD-10
	bare           int64 // cells of digits alone
	postal         int64 // cells that may be a whole address
	titled         int64 // cells of a title and a name
	houses         int64 // cells of a number and capitalised words
	zips           int64 // cells that are written like a postcode
	caps           int64 // cells of one word in capitals
	aged           int64 // of births, those before 2000
	fives          int64 // cells of four or five digits and nothing else
	zeros          int64 // of those, the ones that begin with none
	pairs          int64 // cells that are a place on earth: two degrees, or a point of a geometry
	moments        int64 // cells that are seconds or milliseconds since 1970, of a day that a living person may be born on
	seed           maphash.Seed
	quick          *redact.Quick // nil: seen is by seed
	seen           distinct      // of the first cells: how many differ
	yield          func(Find) bool
	cell           []byte
	packed         [longest]byte // one cell without its signs
	alive          []uint8       // identifiers that the first cells did not rule out
	narrowed       bool
	noPhones       bool   // the first cells were none
	ids            []Kind // identifiers that the name speaks of
	asked          bool   // for them
}

const (
	givenCells = iota
	familyCells
	fullCells
	streetCells
	wordyKinds
)

var wordyOf = [wordyKinds]Kind{"given_name", "family_name", "full_name", "street"}

const maxKinds = 192

// kindNumber is the place of each kind in counts.
var kindNumber, kindsByNumber = func() (map[Kind]int, []Kind) {
	numbers, list := map[Kind]int{}, []Kind{}
	for _, k := range Kinds() {
		numbers[k.Kind] = len(list)
		list = append(list, k.Kind)
	}
	return numbers, list
}()

var (
	phoneNumber = kindNumber["phone"]
	cardNumber  = kindNumber["card"]
	ipNumber    = kindNumber["ip"]
	ibanNumber  = kindNumber["iban"]
	// nationalNumber is the kind's number of each identifier.
	nationalNumber = func() []int {
		out := make([]int, len(nationals))
		for i, n := range nationals {
			out[i] = kindNumber[n.kind]
		}
		return out
	}()
)

// ColumnVerdict is what a column holds.
type ColumnVerdict struct {
	Kind       Kind // empty: nothing personal
	Category   string
	Confidence float64
	Filled     int64          // cells that are not empty
	Matched    int64          // cells of the kind
	Protected  string         // bcrypt, argon2, sha256, ..., masked, encrypted; empty: none
	FreeText   map[Kind]int64 // finds within longer texts
	TestData   int64          // of the matched cells, those that are nobody's
	AtMost     float64        // without a kind and without finds: the largest share of such cells that goes with having seen none, at 95 %
}

// NewColumn begins a column of that name and declared type.
func NewColumn(name, declaredType string) *Column {
	return &Column{name: name, called: name, declared: strings.ToLower(declaredType), seed: maphash.MakeSeed()}
}

// distinct counts values up to a limit by their hashes.
type distinct struct {
	slots []uint64
	n     int
}

func (d *distinct) add(h uint64) {
	if d.n >= distinctCells {
		return
	}
	if d.slots == nil {
		d.slots = make([]uint64, 2*distinctCells)
	}
	h |= 1
	i := (h >> 32) % uint64(len(d.slots))
	for d.slots[i] != 0 {
		if d.slots[i] == h {
			return
		}
		i = (i + 1) % uint64(len(d.slots))
	}
	d.slots[i] = h
	d.n++
}

const (
	distinctCells = 512
	narrowAfter   = 2000 // cells, after which only identifiers that pass are asked
)

// Add takes the next cell. It does not keep it.
func (c *Column) Add(cell []byte) {
	cell = bytes.TrimSpace(cell)
	if len(cell) == 0 || len(cell) <= 4 && (string(cell) == "NULL" || string(cell) == "null" || string(cell) == "-" || string(cell) == "--" || string(cell) == "n/a") {
		return
	}
	c.filled++
	if c.filled < 4*distinctCells {
		if c.quick != nil {
			c.seen.add(c.quick.Print(cell))
		} else {
			c.seen.add(maphash.Bytes(c.seed, cell))
		}
	}
	// What it is made of.
	digits, letters, blanks, stars := 0, 0, 0, 0
	for rest := cell; len(rest) > 0; {
		part := rest[:min(len(rest), 1<<16-1)]
		rest = rest[len(part):]
		sum := uint64(0)
		for _, b := range part {
			sum += cellBytes[b]
		}
		digits, letters, blanks, stars = digits+int(sum&0xffff), letters+int(sum>>16&0xffff), blanks+int(sum>>32&0xffff), stars+int(sum>>48)
	}
	if len(cell) >= 20 || stars >= 2 || cell[0] == '$' || cell[0] == '{' || cell[0] == '*' || cell[0] == '<' || cell[0] == '[' {
		if p := protection(cell, stars); p != "" {
			if c.protect == nil {
				c.protect = map[string]int64{}
			}
			c.protect[p]++
			return
		}
	}
	if digits == 0 {
		c.alpha++
	}
	if c.filled <= saidCells {
		c.listen(cell, digits)
	}
	if blanks > 4 && letters > digits { // an account number in groups has blanks too
		c.words++
	}
	if len(cell) <= 2 {
		c.short++
	}
	if digits >= 4 && isDigit(cell[0]) && len(cell) <= 40 {
		if end, year := date(cell, 0); year > 0 && (end == len(cell) || end == len(cell)-1 && cell[end] == '.' || end < len(cell) && (cell[end] == ' ' || cell[end] == 'T')) {
			c.dates++
			if year >= 1915 && year <= lastYear && (end >= len(cell)-1 || bytes.Contains(cell[end:], []byte("00:00:00"))) {
				c.births++
				if year < 2000 && year > 1900+lastYear%100 { // 12.03.21 is no year of a century ago
					c.aged++
				}
			}
			return
		}
		if digits == 8 && len(cell) == 8 && packedDate(cell) {
			c.packedBirths++
		}
	}
	if (digits == len(cell) || digits == len(cell)-1 && cell[0] == '-') && momentOfBirth(cell) {
		c.moments++
	}
	if len(cell) >= 11 && digits >= 10 && letters <= 24 && pointCell(cell) {
		c.pairs++
	}
	street := false
	switch {
	case digits == len(cell):
		c.bare++
		if digits == 5 || digits == 4 {
			c.fives++
			if cell[0] == '0' {
				c.zeros++
			}
		}
	case digits == 5 && len(cell) == 6 && cell[2] == '-', digits == 7 && len(cell) == 8 && (cell[4] == '-' || cell[3] == '-'), digits == 8 && len(cell) == 9 && cell[5] == '-':
		c.zips++ // 80-728, 1000-205, 123-4567, 01310-100
	case digits > 0 && letters > 0 && len(cell) <= 160:
		street = c.places(cell, digits)
	}
	if digits == 0 || letters > digits && len(cell) <= 80 && !street {
		c.names(cell, digits)
	}
	if (digits >= 6 || digits == 4 && letters == 6) && len(cell) <= longest && letters <= digits+3 {
		c.solid(cell, digits, letters)
	}
	if digits == 0 && letters == len(cell) && letters < 4 || letters == 0 && digits < 7 && digits == len(cell) {
		if isSex(cell) {
			c.sexes++
		}
		return // nothing that a text could hold
	}
	if letters == len(cell) && letters < 12 && isSex(cell) {
		c.sexes++
	}
	if c.yield == nil {
		c.yield = c.take
	}
	s := scanners.Get().(*scanner)
	c.cell = cell
	s.reset(cell)
	s.scan(c.yield)
	c.cell, s.text = nil, nil
	scanners.Put(s)
}

// cellBytes counts, sixteen bits each, digits, letters, blanks, and what stands
// for letters that are not shown.
var cellBytes = func() (t [256]uint64) {
	const digit, letter, blank, star = 1, 1 << 16, 1 << 32, 1 << 48
	for c := range t {
		switch classes[c] {
		case classDigit:
			t[c] = digit
		case classLetter, classWide:
			t[c] = letter
		}
	}
	t[' '], t['*'] = blank, star
	for _, c := range []byte{'x', 'X', 0xe2} {
		t[c] += star
	}
	return t
}()

// take counts what a cell holds.
func (c *Column) take(f Find) bool {
	cell := c.cell
	if f.Kind == "health" {
		c.illness++
	}
	if f.Confidence < Sure {
		return true
	}
	k := kindNumber[f.Kind]
	c.within[k]++
	c.found++
	if f.Start <= 1 && len(cell)-f.End <= 1 && c.whole[k] < c.filled && !c.solidKind(f.Kind) {
		c.whole[k]++
		c.found++
		// A whole column of one example of a standard stands for what will be in it:
		// it calls for the protection of its kind.
		if (f.Kind == "email" || f.Kind == "card" || f.Kind == "phone") && TestValue(f.Kind, cell) {
			c.test++
		}
	}
	return true
}

// isSex says whether a cell is a form of address or a sex.
func isSex(cell []byte) bool {
	if len(cell) > 10 {
		return false
	}
	var buf [24]byte
	return sexWords[string(bytes.TrimRight(lowered(buf[:0], cell), "."))]
}

var sexWords = set("m f w d x h herr frau mr mrs ms miss mx male female other männlich weiblich divers homme femme masculin féminin mme mlle monsieur madame hombre mujer masculino femenino uomo donna maschio femmina man vrouw dhr mevr mężczyzna kobieta k sr sra pan pani masculino feminino kvinna mand kvinde mann kvinne mies nainen muž žena paní férfi nő feminin bărbat femeie muško žensko muški ženski moški ženska erkek kadın άνδρας γυναίκα ανδρασ άνδρασ мужской женский муж жен мужчина женщина м ж чоловіча жіноча чоловік жінка 男 女 男性 女性 남 여 남성 여성 남자 여자 זכר נקבה ذكر أنثى vīrietis sieviete vyras moteris mees naine nam nữ sig sig.ra signora signor señor señora senhor senhora fru unisex nonbinary non-binary diverse muž. ms. weibl männl masc fem")

// solidKind are kinds that solid decides, without words near them: the name of
// the column is the word.
func (c *Column) solidKind(k Kind) bool {
	if k == "phone" || k == "card" {
		return true
	}
	_, ok := nationalByKind[k]
	return ok
}

var nationalByKind = func() map[Kind]nationalKind {
	out := map[Kind]nationalKind{}
	for _, n := range nationals {
		out[n.kind] = n
	}
	return out
}()

// solid counts what a whole cell passes as, on its own.
func (c *Column) solid(cell []byte, digits, letters int) {
	packed := c.packed[:0]
	for _, b := range cell {
		if isAlnum(b) {
			if b >= 'a' {
				b &^= 0x20
			}
			packed = append(packed, b)
		}
	}
	fraction := decimal(cell)
	if letters > 0 && letters < 4 && digits <= 20 && dialledShape(cell) { // with an extension
		c.dials++
	}
	if letters == 0 && !fraction {
		if digits >= 13 && digits <= 19 && scheme(packed) && luhn(packed) && !same(packed) && bytes.IndexByte(cell, '/') < 0 {
			c.whole[cardNumber]++
			c.found++
			if TestValue("card", cell) {
				c.test++
			}
		}
		if digits == 26 && polishAccount(packed) {
			c.whole[ibanNumber]++
			c.found++
		}
		if digits >= 7 && digits <= 15 && !(c.narrowed && c.noPhones) {
			if digits < 16 && (digits < 15 || cell[0] == '+' || cell[0] == '0') {
				c.dials++
			}
			if _, ok := ip4(cell, 0); !ok && isDialled(cell) {
				c.whole[phoneNumber]++
				c.found++
				if TestValue("phone", cell) {
					c.test++
				}
			}
		}
	}
	if c.filled >= narrowAfter && !c.narrowed {
		c.narrow()
	}
	if len(packed) < 8 || len(packed) > 18 || fraction {
		return
	}
	list := byLength[len(packed)]
	if c.narrowed {
		list = c.alive
	}
	last := -1
	for _, at := range list {
		k := &nationals[at]
		if int(at) >= len(nationals)-len(otherShapes) { // counted already
			continue
		}
		if c.narrowed && k.digits != len(packed) && k.short != len(packed) {
			continue
		}
		// A kind may have several forms, and counts once.
		if n := nationalNumber[at]; n != last && k.valid(packed) {
			c.whole[n]++
			c.found++
			last = n
		}
	}
}

// narrow keeps the identifiers that a fifth of the first cells passed as.
func (c *Column) narrow() {
	c.narrowed, c.noPhones = true, c.whole[phoneNumber]*5 < c.filled
	for i := range nationals {
		if c.whole[nationalNumber[i]]*5 > c.filled {
			c.alive = append(c.alive, uint8(i))
		}
	}
}

// decimal is a number with a fraction, which no identifier is.
func decimal(cell []byte) bool {
	i := len(cell) - 1
	for i > 0 && cell[i] != '.' && cell[i] != ',' {
		if i--; len(cell)-i > 3 {
			return false
		}
	}
	if i <= 0 {
		return false
	}
	for j, c := range cell {
		if c == cell[i] && j != i || !isDigit(c) && c != '.' && c != ',' && c != '+' && c != '-' {
			return false
		}
	}
	return true
}

// legalForms end the names of firms.
var legalForms = set("gmbh ag kg ohg gbr ug mbh ev eg se ltd limited llc llp inc corp plc co sarl sas sa srl spa snc bv nv vof ab oy as aps sl slu oo zoo cie gmbhcokg sem sca scs sci eurl sasu bvba sprl cvba asbl pty pte plc sac spzoo kft zrt doo dd ood ead")

// firmEnds are the first and the last letter of those, by length.
var firmEnds = func() (t [16][32]uint32) {
	for w := range legalForms {
		t[len(w)][w[0]&31] |= 1 << (w[len(w)-1] & 31)
	}
	return t
}()

// firmWord says whether a small word ends the name of a firm.
func firmWord(w []byte) bool {
	n := len(w)
	return n > 0 && n < len(firmEnds) && firmEnds[n][w[0]&31]>>(w[n-1]&31)&1 != 0 && legalForms[string(w)]
}

func (c *Column) names(cell []byte, digits int) {
	if len(cell) > 80 {
		return
	}
	// The words, at most five, small.
	var word [7][]byte
	var store [96]byte
	buf, n, capitals, final := store[:0], 0, 0, byte(0)
	start := 0
	for i := 0; i <= len(cell); i++ {
		if i < len(cell) && cell[i] != ' ' && cell[i] != ',' && cell[i] != '\t' {
			continue
		}
		if i > start {
			if n == len(word) {
				return
			}
			w := cell[start:i]
			if isUpper(w[0]) || w[0] >= 0x80 {
				capitals++
			}
			final = w[0] // of the last word, as it is written
			from := len(buf)
			buf = lowered(buf, w)
			word[n] = buf[from:]
			n++
		}
		start = i + 1
	}
	if n == 0 {
		return
	}
	first, last := word[0], word[n-1]
	if n > 1 && capitals > 1 && digits == 0 && titleSet[string(bytes.TrimRight(first, "."))] {
		c.titled++
	}
	if firmWord(bytes.Trim(last, ".")) || n > 2 && bytes.IndexByte(last, '.') >= 0 && legalForms[strings.ReplaceAll(string(last), ".", "")] {
		c.firms++
		return
	}
	if digits > 0 && bytes.IndexByte(cell, '@') < 0 && streetCell(cell) {
		c.wordy[streetCells]++
		return
	}
	if capitals == 0 || n > 6 {
		return
	}
	if digits == 0 && (n == 1 || n < 4 && capitals == 1 && (isUpper(final) || final >= 0x80)) { // van Dam too
		c.caps++
	}
	if n > 1 && (n < 5 && capitals >= n-1 || capitals > 2 && capitals >= n-2) && (isUpper(cell[0]) || cell[0] >= 0xc3) && !slices.ContainsFunc(word[:n], thingWord) && !bytes.ContainsAny(cell, "&/+0123456789") && !bytes.Contains(cell, []byte(" - ")) {
		c.people++
	}
	head, _, _ := bytes.Cut(first, []byte("-"))
	names := knownNames()
	is := names.of(head)
	if n == 1 {
		if is&isGiven != 0 {
			c.wordy[givenCells]++
		}
		if names.of(first)&isFamily != 0 {
			c.wordy[familyCells]++
		}
		return
	}
	ends := names.of(last)
	if (is|ends)&(isGiven|isFamily) == 0 {
		return
	}
	everyday, thing := is&isWordy != 0 || ambiguous[string(head)], thingWord(last)
	switch {
	case is&isGiven != 0 && !thing && !everyday,
		is&isGiven != 0 && ends&isFamily != 0 && !(thing && everyday),
		ends&isFamily != 0 && n <= 3 && !thing && !thingWord(head),
		is&isFamily != 0 && ends&isGiven != 0 && ends&isWordy == 0:
		c.wordy[fullCells]++
	}
}

// thingWord says whether a small word names things as well.
func thingWord(w []byte) bool { return knownNames().of(w)&isWordy != 0 || plainSet[string(w)] }

var plainSet = set(plainWords)

// lowered appends w in small letters.
func lowered(buf, w []byte) []byte {
	for i := 0; i < len(w); {
		if w[i] < utf8.RuneSelf {
			buf = append(buf, lower(w[i]))
			i++
			continue
		}
		r, n := utf8.DecodeRune(w[i:])
		buf = utf8.AppendRune(buf, unicode.ToLower(r))
		i += n
	}
	return buf
}
