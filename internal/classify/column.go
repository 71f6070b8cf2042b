package classify

import (
	"bytes"
	"hash/maphash"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Column judges one column as its cells come by. It keeps counts, never cells.
type Column struct {
	name, declared string
	filled         int64
	whole          map[Kind]int64 // the cell is that and nothing else
	within         map[Kind]int64 // the cell holds one among other words
	words          int64          // cells of more than four words
	wordy          map[Kind]int64 // dictionary words: given, family, full names
	dates          int64
	births         int64 // dates that a living person can be born on
	shapes         map[string]int64
	protect        map[string]int64
	test           int64
	alpha          int64 // cells without a digit
	illness        int64 // words of illness
	firms          int64 // cells that end like the name of a firm
	seed           maphash.Seed
	seen           map[uint64]struct{} // of the first cells: how many differ
}

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
}

// NewColumn begins a column of that name and declared type.
func NewColumn(name, declaredType string) *Column {
	return &Column{name: name, declared: strings.ToLower(declaredType), whole: map[Kind]int64{}, within: map[Kind]int64{}, wordy: map[Kind]int64{},
		shapes: map[string]int64{}, protect: map[string]int64{}, seed: maphash.MakeSeed(), seen: map[uint64]struct{}{}}
}

const distinctCells = 2000

// Add takes the next cell. It does not keep it.
func (c *Column) Add(cell []byte) {
	cell = bytes.TrimSpace(cell)
	if len(cell) == 0 || string(cell) == "NULL" || string(cell) == "null" || string(cell) == "-" {
		return
	}
	c.filled++
	if len(c.seen) < distinctCells {
		c.seen[maphash.Bytes(c.seed, cell)] = struct{}{}
	}
	if p := protection(cell); p != "" {
		c.protect[p]++
		return
	}
	if bytes.IndexAny(cell, "0123456789") < 0 {
		c.alpha++
	}
	if bytes.Count(cell, []byte(" ")) > 4 {
		c.words++
	}
	if end, year := date(cell, 0); year > 0 && (end == len(cell) || end < len(cell) && (cell[end] == ' ' || cell[end] == 'T')) {
		c.dates++
		if year >= 1915 && year <= lastYear && (end == len(cell) || bytes.Contains(cell[end:], []byte("00:00:00"))) {
			c.births++
		}
		return
	}
	c.names(cell)
	for _, k := range c.solid(cell) {
		c.whole[k]++
		if TestValue(k, cell) {
			c.test++
		}
	}
	Scan(cell, func(f Find) bool {
		if f.Kind == "health" {
			c.illness++
		}
		if f.Confidence < Sure {
			return true
		}
		c.within[f.Kind]++
		if f.Start <= 1 && len(cell)-f.End <= 1 && c.whole[f.Kind] < c.filled {
			if !c.solidKind(f.Kind) {
				c.whole[f.Kind]++
				if TestValue(f.Kind, cell) {
					c.test++
				}
			}
		}
		return true
	})
}

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

// solid is what a whole cell passes as, on its own.
func (c *Column) solid(cell []byte) []Kind {
	var out []Kind
	if len(cell) > longest {
		return nil
	}
	digits, letters := 0, 0
	for _, b := range cell {
		switch {
		case isDigit(b):
			digits++
		case isAlnum(b) || b >= 0x80:
			letters++
		}
	}
	if digits < 6 {
		return nil
	}
	var buf [longest]byte
	packed := buf[:0]
	for _, b := range cell {
		if isAlnum(b) {
			if b >= 'a' {
				b &^= 0x20
			}
			packed = append(packed, b)
		}
	}
	if letters == 0 {
		if digits >= 13 && digits <= 19 && scheme(packed) && luhn(packed) && !same(packed) && bytes.IndexByte(cell, '/') < 0 && !decimal(cell) {
			out = append(out, "card")
		}
		if digits >= 7 && digits <= 15 && !decimal(cell) {
			if _, ok := ip4(cell, 0); !ok {
				if _, ok := dialled(cell); ok {
					out = append(out, "phone")
				}
			}
		}
	}
	if letters <= digits+3 && len(packed) >= 8 && len(packed) <= 18 && !decimal(cell) {
		for _, at := range byLength[len(packed)] {
			k := &nationals[at]
			if k.valid(packed) {
				out = append(out, k.kind)
			}
		}
	}
	return out
}

// decimal is a number with a fraction, which no identifier is.
func decimal(cell []byte) bool {
	i := bytes.LastIndexAny(cell, ".,")
	return i > 0 && bytes.Count(cell, cell[i:i+1]) == 1 && len(bytes.Trim(cell, "+-0123456789.,")) == 0 && len(cell)-i <= 3
}

// legalForms end the names of firms.
var legalForms = set("gmbh ag kg ohg gbr ug mbh ev eg se ltd limited llc llp inc corp plc co sarl sas sa srl spa snc bv nv vof ab oy as aps sl slu oo zoo cie gmbhcokg")

func (c *Column) names(cell []byte) {
	if len(cell) > 80 {
		return
	}
	// The words, at most five, small.
	var word [5][]byte
	var store [96]byte
	buf, n, capitals := store[:0], 0, 0
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
	if legalForms[string(bytes.Trim(last, "."))] || n > 2 && legalForms[strings.ReplaceAll(string(last), ".", "")] {
		c.firms++
		return
	}
	if streetCell(cell) {
		c.wordy["street"]++
		return
	}
	if capitals == 0 || n > 4 {
		return
	}
	head, _, _ := bytes.Cut(first, []byte("-"))
	switch {
	case n == 1:
		if given[string(head)] {
			c.wordy["given_name"]++
		}
		if family[string(first)] {
			c.wordy["family_name"]++
		}
	case given[string(head)] && !thingWord(last) && !isWord[string(head)] && !ambiguous[string(head)],
		given[string(head)] && family[string(last)] && !(thingWord(last) && (isWord[string(head)] || ambiguous[string(head)])),
		family[string(last)] && n <= 3 && !thingWord(last) && !thingWord(head),
		family[string(head)] && given[string(last)] && !isWord[string(last)]:
		c.wordy["full_name"]++
	}
}

// thingWord says whether a small word names things as well.
func thingWord(w []byte) bool { return isWord[string(w)] || plainSet[string(w)] }

var plainSet = set(plainWords)

// lowered appends w in small letters.
func lowered(buf, w []byte) []byte {
	for len(w) > 0 {
		if w[0] < utf8.RuneSelf {
			buf = append(buf, lower(w[0]))
			w = w[1:]
			continue
		}
		r, n := utf8.DecodeRune(w)
		buf = utf8.AppendRune(buf, unicode.ToLower(r))
		w = w[n:]
	}
	return buf
}

// Verdict judges the column. neighbours are the names of the table's other columns.
func (c *Column) Verdict(neighbours []string) ColumnVerdict {
	v := ColumnVerdict{Filled: c.filled, FreeText: map[Kind]int64{}, TestData: c.test}
	byName, sure := headerKind(c.name)
	if c.filled == 0 {
		return v
	}
	for p, n := range c.protect {
		if n*2 > c.filled {
			v.Protected, v.Matched = p, n
			v.Kind = byName
			if v.Kind == "" && (p == "bcrypt" || p == "argon2" || p == "scrypt" || p == "pbkdf2") {
				v.Kind = "password"
			}
			v.Category = CategoryOf(v.Kind)
			if v.Kind != "" {
				v.Confidence = .9
			}
			return v
		}
	}
	share := func(n int64) float64 { return float64(n) / float64(c.filled) }
	set := func(k Kind, matched int64, confidence float64) {
		if confidence > v.Confidence {
			v.Kind, v.Category, v.Matched, v.Confidence = k, CategoryOf(k), matched, confidence
		}
	}
	text := share(c.words) > .3
	thing := thingHeader(c.name)
	if !text {
		for k, n := range c.whole {
			s := share(n)
			hint := 0.0
			if byName == k {
				hint = sure
			}
			chance := chanceOf(k)
			switch {
			case hint == 0 && (k == "phone" && c.plain() || thing && k != "email" && k != "iban"):
				// Bare digits pass as a phone of some country too easily.
			case hint > 0 && s > chance+.3:
				set(k, n, min(.99, .75+.24*s))
			case k == "phone" && s > .6 && c.filled >= 5:
				set(k, n, .55+.4*s)
			case chance < .05 && s > .6:
				set(k, n, .6+.38*s)
			case chance < .2 && s > .85 && c.filled >= 5 && (k == "card" || k == "phone" || k == "ip"):
				set(k, n, .55+.4*s)
			}
		}
		c.byWords(byName, sure, share, set, neighbours, thing)
	}
	if s := share(c.illness); s > .3 && !text && !thing && (byName == "" || byName == "health") {
		set("health", c.filled, .6+.3*min(1, s))
	}
	doubtful := ambiguousHeaders[flatten(c.name)] && c.personal(neighbours) == 0
	if v.Kind == "" && byName != "" && sure >= .8 && !text && !doubtful {
		if k := byName; headerAlone[k] && !genericNames[flatten(c.name)] && c.plausible(k) {
			set(k, c.filled, .6+.25*sure)
		}
	}
	if text && byName == "health" {
		set("health", c.filled, .85)
	}
	if v.Kind == "" || text {
		for k, n := range c.within {
			if k != v.Kind {
				v.FreeText[k] = n
			}
		}
	}
	return v
}

// plain says that no cell is written as people write phone numbers.
func (c *Column) plain() bool { return c.within["phone"]*4 < c.whole["phone"] }

// chanceOf is the share of random values of the right shape that pass.
func chanceOf(k Kind) float64 {
	switch k {
	case "email", "iban", "mac", "connection_string", "private_key", "jwt", "aws_key", "github_token":
		return .001
	case "ip":
		return .01
	case "card":
		return .1
	case "phone":
		return .15
	}
	if n, ok := nationalByKind[k]; ok && !n.weak {
		return .04
	}
	return .3
}

// headerAlone are kinds that a column's name alone decides when its cells do not contradict.
var headerAlone = map[Kind]bool{"given_name": true, "family_name": true, "full_name": true, "street": true, "postcode": true, "city": true, "country": true,
	"gender": true, "nationality": true, "passport": true, "bic": true, "salary": true, "cvv": true, "health": true, "religion": true, "union": true,
	"ethnicity": true, "orientation": true, "politics": true, "username": true, "password": true}

// plausible says that the cells do not contradict what the column's name says.
func (c *Column) plausible(k Kind) bool {
	alpha := float64(c.alpha) / float64(c.filled)
	switch k {
	case "given_name", "family_name", "full_name":
		return alpha > .6 && c.firms*5 < c.filled
	case "city", "religion", "ethnicity", "nationality":
		return alpha > .6
	case "gender", "health", "union", "country":
		return true
	case "politics", "orientation":
		return alpha > .6
	case "username":
		return alpha > .2 || c.dates == 0 && c.alpha > 0
	case "street":
		return c.dates == 0
	case "postcode", "salary", "cvv":
		return alpha < .9 && c.dates == 0
	}
	return c.dates*2 < c.filled
}

// personal counts the other columns that are about people by their names.
func (c *Column) personal(neighbours []string) int {
	n := 0
	for _, name := range neighbours {
		switch k, s := headerKind(name); k {
		case "email", "phone", "street", "given_name", "family_name", "full_name", "birth_date", "postcode", "salary", "gender":
			if s >= .5 && !genericNames[flatten(name)] {
				n++
			}
		}
	}
	return n
}

// byWords judges columns of names, streets and birth dates.
func (c *Column) byWords(byName Kind, sure float64, share func(int64) float64, set func(Kind, int64, float64), neighbours []string, thing bool) {
	personal := c.personal(neighbours)
	firms := share(c.firms) > .2
	// A few words that come again and again are states or colours, not people.
	varied := len(c.seen) >= 12 || int64(len(c.seen))*2 >= c.filled && len(c.seen) > 3
	generic := genericNames[flatten(c.name)]
	for _, k := range []Kind{"given_name", "family_name", "full_name"} {
		s := share(c.wordy[k])
		switch {
		case firms:
		case byName == k && !generic && s > .1:
			set(k, c.filled, min(.98, .85+.13*s))
		case byName != "" && byName != k && !generic || thing:
		case s > .5 && varied:
			set(k, c.wordy[k], .5+.4*s)
		case s > .15 && generic && personal >= 1 && len(c.seen) > 1:
			set(k, c.filled, .8)
		}
	}
	if s := share(c.wordy["street"]); s > .5 {
		set("street", c.wordy["street"], .55+.4*s)
	}
	if s := share(c.dates); byName == "birth_date" && s > .5 && share(c.births) > .5 {
		set("birth_date", c.births, .97)
	} else if byName == "birth_date" && sure == 1 && strings.Contains(c.declared, "date") {
		set("birth_date", c.filled, .9)
	}
}

// TestValue says whether a value is nobody's: an example or a number for tests.
func TestValue(k Kind, value []byte) bool {
	switch k {
	case "email":
		at := bytes.LastIndexByte(value, '@')
		domain := strings.ToLower(string(value[at+1:]))
		return domain == "example.com" || domain == "test.com" || strings.HasSuffix(domain, ".test") || strings.HasSuffix(domain, ".invalid")
	case "card":
		return testCards[keep(string(value), isDigit)]
	case "phone":
		return bytes.Contains(value, []byte("555-01")) || bytes.Contains(value, []byte("555 01"))
	}
	return false
}

// testCards are the numbers that payment providers publish for trials.
var testCards = set("4111111111111111 4242424242424242 4000056655665556 4012888888881881 4222222222222 4000000000000002 5555555555554444 5105105105105100 5200828282828210 2223003122003222 378282246310005 371449635398431 378734493671000 6011111111111117 6011000990139424 30569309025904 38520000023237 3530111333300000 3566002020360505 6759649826438453")
