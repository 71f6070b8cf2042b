package data

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/redact"
)

// secondPass counts people and dates in tables, now that it is known what each
// column is. It is a formats.Sink.
type secondPass struct {
	first *firstPass
	key   redact.Key
	print *redact.Printer
	soft  *softKeys
	id    string // of the file, for rows without identifier
	part  string
	cur   *placeIn
	row   uint64
}

func (p *secondPass) Part(name string) error { p.part, p.cur = name, nil; return nil }
func (p *secondPass) Table(name string) error {
	p.cur = p.first.index[[2]string{p.part, name}]
	return nil
}
func (p *secondPass) Column(string, string) error { return nil }
func (p *secondPass) Text([]byte) error           { return nil }

func (p *secondPass) Row(cells [][]byte) error {
	p.row++
	pl := p.cur
	if pl == nil || !pl.personal {
		return nil
	}
	pl.touched(cells, p.first.latest)
	var who person
	test := false
	for i, cell := range cells {
		if len(cell) == 0 || i >= len(pl.columns) {
			continue
		}
		c := pl.columns[i]
		who.holds |= p.holds(c, cell)
		if c.tellsWho() {
			// Where most addresses are made up, so is the place, and is counted as it is.
			if c.verdict.Kind == "email" && c.verdict.TestData*2 < c.verdict.Matched && classify.TestValue("email", bytes.TrimSpace(cell)) {
				test = true
			}
			p.cell(&who, c.verdict.Kind, cell)
		}
	}
	if test { // whoever tried the program out is no client
		pl.test++
		return nil
	}
	if p.print == nil {
		p.print = p.key.Printer()
		p.soft = &softKeys{quick: p.key.Quick()}
	}
	keys := who.keys(p.print, p.rowPrint)
	if len(keys) == 0 {
		p.freeText(cells)
		return nil
	}
	pl.keys.add(keys, p.soft.of(&who))
	if p.row == growAt && pl.rows > 2*growAt {
		// Make room for all at once: growing bit by bit holds everything twice.
		pl.keys.keys = slices.Grow(pl.keys.keys, min(maxKeys, int(int64(len(pl.keys.keys))*pl.rows/growAt*51/50))-len(pl.keys.keys))
	}
	return nil
}

// tellsMore says whether a column says more about somebody than how to reach them.
func (c *column) tellsMore() bool {
	v := &c.verdict
	if c.death {
		return true
	}
	if v.Kind == "" || v.Confidence < sure || v.Protected != "" {
		return false
	}
	switch v.Category {
	case "identity", "financial", "card", "health", "special":
		return true
	}
	return false
}

// adult is the age at which people are no minors any more, in years.
const adult = 18

// holds is what a cell says about somebody beside who it is.
func (p *secondPass) holds(c *column, cell []byte) evidence.Holds {
	v := &c.verdict
	if c.death {
		if _, ok := parseDate(string(cell)); ok || saysYes(cell) {
			return evidence.HoldsDeceased
		}
	}
	if v.Kind == "" || v.Confidence < sure || v.Protected != "" {
		return 0
	}
	switch v.Category {
	case "identity":
		if v.Kind != "birth_date" {
			return evidence.HoldsIdentity
		}
		h := evidence.HoldsIdentity
		if t, ok := parseBirth(string(cell), p.first.latest); ok && t.AddDate(adult, 0, 0).After(p.first.latest.AddDate(-1, 0, 0)) {
			h |= evidence.HoldsMinor
		}
		return h
	case "financial":
		return evidence.HoldsFinancial
	case "card":
		return evidence.HoldsCard
	case "health", "special":
		return evidence.HoldsSpecial
	}
	return 0
}

// deathWords stand above columns that say that somebody has died, or when.
var deathWords = []string{"deceased", "died", "date of death", "death date", "deathdate", "verstorben", "gestorben", "sterbe", "todes", "décès", "deces", "décédé", "fallecid", "defunci", "decedut", "overleden", "overlijden"}

func deathColumn(name string) bool {
	n := wordSigns.Replace(strings.ToLower(splitCamel(name)))
	return slices.ContainsFunc(deathWords, func(w string) bool { return strings.Contains(n, w) })
}

func saysYes(cell []byte) bool {
	switch strings.ToLower(string(bytes.TrimSpace(cell))) {
	case "t", "true", "1", "y", "yes", "j", "ja", "x", "oui", "si", "sí", "sì":
		return true
	}
	return false
}

// growAt is the row after which it is known how many keys a row has.
const growAt = 4096

// tellsWho says whether a column helps to tell whom a record is about.
func (c *column) tellsWho() bool {
	v := &c.verdict
	if v.Kind == "" || v.Confidence < sure || v.Protected != "" {
		return false
	}
	if _, ok := classify.KeyType(v.Kind); ok {
		return true
	}
	switch v.Kind {
	case "full_name", "given_name", "family_name", "birth_date", "street", "postcode":
		return true
	}
	return false
}

// perCell is how many values one cell may hold: lists in JSON, "a@b, c@d".
const perCell = 4

func (p *secondPass) cell(who *person, k classify.Kind, cell []byte) {
	switch k {
	case "email", "phone":
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
				if name := string(bytes.Trim(part[:i], " \"'")); n == 1 && strings.Contains(name, " ") {
					who.note("full_name", classify.Normalise("full_name", name))
				}
				part = part[i+1 : len(part)-1]
			}
			who.note(k, classify.NormaliseAt(p.first.country, k, string(part)))
		}
	case "birth_date":
		if t, ok := parseBirth(string(cell), p.first.latest); ok {
			who.note(k, t.Format(time.DateOnly))
		}
	default:
		who.note(k, classify.NormaliseAt(p.first.country, k, string(bytes.TrimSpace(cell))))
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
	return p.print.Print("row", p.id+"\x00"+p.part+"\x00"+p.cur.table+"\x00"+strconv.FormatUint(p.row, 10))
}

// freeText looks for people in the long texts of a row that names nobody else.
// Rows that do name somebody are counted by that: a remark about a neighbour
// does not make two customers of one.
func (p *secondPass) freeText(cells [][]byte) {
	for i, cell := range cells {
		if i >= len(p.cur.columns) || len(p.cur.columns[i].verdict.FreeText) == 0 || len(cell) == 0 {
			continue
		}
		t := textFinds{key: p.key, out: &p.cur.keys, soft: p.soft}
		t.scan(cell)
		t.flush()
	}
}
