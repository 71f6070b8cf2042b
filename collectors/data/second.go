package data

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/classify"
)

// secondPass counts people and dates in tables, now that it is known what each
// column is. It is a formats.Sink.
type secondPass struct {
	first *firstPass
	id    string // of the file, for rows without identifier
	part  string
	cur   *placeIn
	uses  []use // of the columns of cur
	row   uint64
	who   person
	keys  *keyMaker

	listed  []int  // the columns of uses that are good for more than a name in a text
	number  []byte // of the row
	unnamed int64  // rows that name nobody but in texts
}

// use is what the cells of a column are good for.
type use struct {
	who    classify.Kind  // they help to tell whom a record is about
	says   evidence.Holds // what they say about that person
	birth  bool           // they say whether it is a child
	life   life
	nobody bool // an address for trials makes the record nobody's
	text   bool // people may be named in it
	date   bool // they say when the record was touched
	as     calendar
}

func (p *secondPass) Part(name string) error { p.part, p.cur = name, nil; return nil }
func (p *secondPass) Table(name string) error {
	if p.cur = p.first.index[[2]string{p.part, name}]; p.cur != nil {
		p.uses, p.listed = p.cur.uses(nil), nil
	}
	return nil
}
func (p *secondPass) Column(string, string) error { return nil }
func (p *secondPass) Text([]byte) error           { return nil }

func (p *secondPass) Row(cells [][]byte) error {
	p.row++
	if p.cur == nil || !p.cur.personal || p.cur.counted {
		return nil
	}
	p.record(cells, nil)
	return nil
}

// record takes a row. hits are the columns in which something was found; nil: it
// is not known.
func (p *secondPass) record(cells [][]byte, hits []int) {
	pl := p.cur
	who := &p.who
	who.forget()
	test := false
	var last day
	if p.listed == nil {
		p.listed = working(p.uses)
	}
	for _, i := range p.listed {
		if i >= len(cells) || len(cells[i]) == 0 {
			continue
		}
		u, cell := &p.uses[i], cells[i]
		if u.date {
			if d, ok := u.as.day(cell, p.first.latest); ok {
				last = max(last, d)
			}
		}
		if who.holds |= u.says; u.birth || u.life != 0 {
			who.holds |= p.holds(u, cell)
		}
		if u.who != "" {
			// Where all addresses are made up, so is the place, and is counted as it is.
			if u.nobody && classify.TestValue("email", bytes.TrimSpace(cell)) {
				test = true
			}
			p.cell(who, u.who, u.as, cell)
		}
	}
	if last != 0 {
		pl.atDay(last)
	}
	if test { // whoever tried the program out is no client
		pl.test++
		return
	}
	if p.keys == nil {
		p.keys = newKeyMaker(p.first.key)
	}
	keys := p.keys.strong(who, p.rowPrint)
	if len(keys) == 0 {
		p.unnamed++
		p.freeText(cells, hits)
		return
	}
	pl.keys.add(keys, p.keys.soft(who))
}

// working are the columns that are good for more than a name in a text.
func working(uses []use) []int {
	out := make([]int, 0, len(uses))
	for i, u := range uses {
		if u.date || u.says != 0 || u.birth || u.life != 0 || u.who != "" {
			out = append(out, i)
		}
	}
	return out
}

// uses are what the columns are good for: as they were judged, or, while they
// are still read, as verdicts say.
func (pl *placeIn) uses(verdicts []classify.ColumnVerdict) []use {
	out := make([]use, len(pl.columns))
	dates := pl.dates
	if verdicts != nil {
		dates = pl.findDates(verdicts)
	}
	for i, c := range pl.columns {
		v := &c.verdict
		if verdicts != nil {
			v = &verdicts[i]
		}
		u := &out[i]
		u.date, u.life = slices.Contains(dates, i), c.life
		if u.date {
			u.as = c.dating.calendar()
		}
		if u.text = len(v.FreeText) > 0; v.Kind == "" || v.Confidence < sure || v.Protected != "" {
			continue
		}
		if tellsWho(v.Kind) {
			u.who, u.nobody = v.Kind, v.Kind == "email" && v.TestData < v.Matched
		}
		switch v.Category {
		case "identity":
			if u.says, u.birth = evidence.HoldsIdentity, v.Kind == "birth_date"; u.birth {
				u.as.monthFirst = c.dating.calendar().monthFirst
			}
		case "financial":
			u.says = evidence.HoldsFinancial
		case "card":
			u.says = evidence.HoldsCard
		case "health", "special":
			u.says = evidence.HoldsSpecial
		}
	}
	return out
}

// tellsWho says whether values of a kind help to tell whom a record is about.
func tellsWho(k classify.Kind) bool {
	if _, ok := classify.KeyType(k); ok {
		return true
	}
	switch k {
	case "full_name", "given_name", "family_name", "birth_date", "street", "postcode":
		return true
	}
	return false
}

// perCell is how many values one cell may hold: lists in JSON, "a@b, c@d".
const perCell = 4

func (p *secondPass) cell(who *person, k classify.Kind, as calendar, cell []byte) {
	normal := func(country string, k classify.Kind, value []byte) []byte {
		return who.keep(func(b []byte) []byte { return classify.AppendNormal(b, country, k, value) })
	}
	switch k {
	case "email", "phone":
		if bytes.IndexAny(cell, "\n,;<") < 0 { // one
			if cell = bytes.TrimSpace(cell); k == "email" && bytes.IndexByte(cell, '@') >= 1 || k == "phone" && countDigits(cell) >= 6 {
				who.note(k, normal(p.first.country, k, cell))
			}
			return
		}
		n := 0
		for _, part := range bytes.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
			part = bytes.TrimSpace(part)
			if k == "email" && bytes.IndexByte(part, '@') < 1 || k == "phone" && countDigits(part) < 6 {
				continue
			}
			if n++; n > perCell {
				return
			}
			if i := bytes.IndexByte(part, '<'); k == "email" && i > 0 && part[len(part)-1] == '>' { // Anna Ott <anna@ott.de>
				if name := bytes.Trim(part[:i], " \"'"); n == 1 && bytes.IndexByte(name, ' ') >= 0 {
					who.note("full_name", normal("", "full_name", name))
				}
				part = part[i+1 : len(part)-1]
			}
			who.note(k, normal(p.first.country, k, part))
		}
	case "birth_date":
		if d, ok := as.birth(cell, p.first.latest); ok {
			who.note(k, who.keep(d.append))
		}
	default:
		who.note(k, normal(p.first.country, k, cell))
	}
}

func countDigits(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}

func (p *secondPass) rowPrint() uint64 {
	p.number = strconv.AppendUint(p.number[:0], p.row, 10)
	return p.keys.print("row", []byte(p.id), []byte(p.part), []byte(p.cur.table), p.number)
}

// freeText looks for people in the long texts of a row that names nobody else.
// Rows that do name somebody are counted by that: a remark about a neighbour
// does not make two customers of one.
func (p *secondPass) freeText(cells [][]byte, hits []int) {
	if hits != nil && len(hits) == 0 {
		return
	}
	for i, cell := range cells {
		if i >= len(p.uses) || !p.uses[i].text || len(cell) == 0 || hits != nil && !slices.Contains(hits, i) {
			continue
		}
		t := textFinds{key: p.first.key, out: &p.cur.keys, keys: p.keys}
		t.scan(cell)
		t.flush()
	}
}
