package data

import (
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

	often   repeated
	texts   textFinds
	dull    []uint64 // prints of texts in which nobody was named
	steps   []step   // of uses; nil: not yet made
	names   bool     // one of them tells who a record is about
	number  []byte   // of the row
	unnamed int64    // rows that name nobody but in texts
	looks   bool     // uses say so
}

// use is what the cells of a column are good for.
type use struct {
	who    classify.Kind  // they help to tell whom a record is about
	says   evidence.Holds // what they say about that person
	birth  bool           // they say whether it is a child
	life   life
	nobody bool // an address for trials makes the record nobody's
	text   bool // people may be named in it
	look   bool // they are: cells that are like others are looked into, too, where nothing else names anybody
	date   bool // they say when the record was touched
	as     calendar
}

func (p *secondPass) Part(name string) error { p.part, p.cur = name, nil; return nil }
func (p *secondPass) Table(name string) error {
	if p.cur = p.first.index[[2]string{p.part, name}]; p.cur != nil {
		p.uses, p.steps = p.cur.uses(nil), nil
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

// uses are what the columns are good for: as they were judged, or, while they
// are still read, as verdicts say.
func (pl *placeIn) uses(verdicts []classify.ColumnVerdict) []use {
	out := make([]use, len(pl.columns))
	dates := pl.dates
	if verdicts != nil {
		dates = pl.findDates(verdicts)
	}
	town := -1
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
		if v.Kind == "city" {
			town = i
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
	// Which Hauptstraße is meant the town tells where no postcode does.
	has := func(k classify.Kind) bool { return slices.ContainsFunc(out, func(u use) bool { return u.who == k }) }
	if town >= 0 && has("street") && !has("postcode") {
		out[town].who = "city"
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

func (p *secondPass) rowPrint() uint64 {
	p.number = strconv.AppendUint(p.number[:0], p.row, 10)
	return p.keys.print("row", []byte(p.id), []byte(p.part), []byte(p.cur.table), p.number)
}

// freeText looks for people in the long texts of a row that names nobody else.
// Rows that do name somebody are counted by that: a remark about a neighbour
// does not make two customers of one.
func (p *secondPass) freeText(cells [][]byte, hits []int) {
	if hits != nil && len(hits) == 0 && !p.looks {
		return
	}
	for i, cell := range cells {
		if i >= len(p.uses) || !p.uses[i].text || len(cell) == 0 {
			continue
		}
		if hits != nil && !slices.Contains(hits, i) && !(p.uses[i].look && p.first.cur.columns[i].alike) {
			continue
		}
		// Short texts come again and again; a keyed print tells those that said nothing.
		var dull *uint64
		print := uint64(0)
		if len(cell) <= longKnown {
			if p.dull == nil {
				p.dull = make([]uint64, 2048)
			}
			print = p.keys.quick.Print(cell)
			if dull = &p.dull[print%uint64(len(p.dull))]; *dull == print {
				continue
			}
		}
		t := &p.texts
		t.key, t.out, t.keys = p.first.key, &p.cur.keys, p.keys
		t.scan(cell)
		t.flush()
		if dull != nil && len(t.kinds) == 0 && t.test == 0 {
			*dull = print
		}
		t.forget()
	}
}
