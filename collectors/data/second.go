package data

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

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
	for i, cell := range cells {
		if len(cell) == 0 || i >= len(pl.columns) {
			continue
		}
		if pl.columns[i].tellsWho() {
			p.cell(&who, pl.columns[i].verdict.Kind, cell)
		}
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
			who.note(k, classify.Normalise(k, string(part)))
		}
	case "birth_date":
		if t, ok := parseBirth(string(cell), p.first.latest); ok {
			who.note(k, t.Format(time.DateOnly))
		}
	default:
		who.note(k, classify.Normalise(k, string(bytes.TrimSpace(cell))))
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
