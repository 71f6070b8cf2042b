package data

import (
	"bytes"
	"slices"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/classify"
)

// step is what is done with a cell of each row. Steps are made once for a table:
// a million rows ask nothing about kinds.
type step struct {
	*use
	at    int // its column
	part  telling
	typ   evidence.KeyType
	whose bool // it says something of a person, not only when the record was touched
}

// telling is what the cells of a column are of a person.
type telling uint8

const (
	tellsNothing telling = iota
	tellsEmail
	tellsPhone
	tellsBirth
	tellsFull
	tellsGiven
	tellsFamily
	tellsStreet
	tellsPostcode
	tellsTown
	tellsNumber // an identifier of another kind
)

var tellings = map[classify.Kind]telling{
	"email": tellsEmail, "phone": tellsPhone, "birth_date": tellsBirth, "full_name": tellsFull, "given_name": tellsGiven, "family_name": tellsFamily,
	"street": tellsStreet, "postcode": tellsPostcode, "city": tellsTown,
}

// stepsOf are the steps for columns that are good for more than a name in a text.
func stepsOf(uses []use) []step {
	out := make([]step, 0, len(uses))
	for i := range uses {
		u := &uses[i]
		if !u.date && u.says == 0 && !u.birth && u.life == 0 && u.who == "" {
			continue
		}
		s := step{use: u, at: i, part: tellings[u.who]}
		if typ, ok := classify.KeyType(u.who); ok {
			if s.typ = typ; s.part == tellsNothing {
				s.part = tellsNumber
			}
		}
		s.whose = s.part != tellsNothing || u.says != 0 || u.life != 0 || u.nobody
		out = append(out, s)
	}
	return out
}

// record takes a row. hits are the columns in which something was found; nil: it
// is not known.
func (p *secondPass) record(cells [][]byte, hits []int) {
	if p.steps == nil {
		p.steps, p.often = stepsOf(p.uses), repeated{}
		p.names = slices.ContainsFunc(p.steps, func(s step) bool { return s.part != tellsNothing })
		p.looks = slices.ContainsFunc(p.uses, func(u use) bool { return u.look })
	}
	pl := p.cur
	who := &p.who
	if p.names {
		who.forget()
	}
	var made *madeKeys
	var print uint64
	known := false
	if p.names && p.often.worth() {
		made, print, known = p.often.of(p.steps, cells)
	}
	test := false
	var last day
	for i := range p.steps {
		s := &p.steps[i]
		if s.at >= len(cells) || len(cells[s.at]) == 0 {
			continue
		}
		cell := cells[s.at]
		if s.date {
			if d, ok := s.as.day(cell, p.first.latest); ok {
				last = max(last, d)
			}
		}
		if known {
			continue
		}
		who.holds |= s.says
		if s.life != 0 {
			who.holds |= p.lives(s.life, cell)
		}
		switch s.part {
		case tellsNothing:
		case tellsBirth:
			p.born(who, s, cell)
		default:
			// Where all addresses are made up, so is the place, and is counted as it is.
			if s.nobody && classify.TestValue("email", bytes.TrimSpace(cell)) {
				test = true
			}
			p.tell(who, s, cell)
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
	if known {
		pl.keys.add(p.keys.again(made))
		return
	}
	if !p.names {
		p.unnamed++
		p.freeText(cells, hits)
		return
	}
	hard, soft := p.keys.of(who, p.rowPrint)
	if len(hard) == 0 {
		p.unnamed++
		p.freeText(cells, hits)
		return
	}
	if made != nil {
		made.put(print, hard, soft)
	}
	pl.keys.add(hard, soft)
}

// born takes the date of birth of somebody who may be alive.
func (p *secondPass) born(who *person, s *step, cell []byte) {
	d, ok := s.as.birth(cell, p.first.latest)
	if !ok {
		return
	}
	if s.birth && d+adult*10000 > p.first.today {
		who.holds |= evidence.HoldsMinor
	}
	from := len(who.store)
	who.store = d.append(who.store)
	who.birth = who.keep(from)
}

// tell takes what a cell says of who somebody is.
func (p *secondPass) tell(who *person, s *step, cell []byte) {
	from := len(who.store)
	switch s.part {
	case tellsEmail, tellsPhone:
		p.reach(who, s, cell)
	case tellsFull:
		if !blankCell(cell) {
			who.store = sortWords(appendCell(who.store, cell), from)
			who.full = who.keep(from)
		}
	case tellsGiven:
		if !blankCell(cell) {
			who.store = appendCell(who.store, cell)
			who.given = who.keep(from)
		}
	case tellsFamily:
		if !blankCell(cell) {
			who.store = appendCell(who.store, cell)
			who.family = who.keep(from)
		}
	case tellsStreet:
		if !blankCell(cell) {
			who.store = shorten(appendCell(who.store, cell), from)
			who.street = who.keep(from)
		}
	case tellsPostcode:
		if who.store = classify.AppendNormal(who.store, "", s.who, cell); len(who.store) > from {
			who.postcode = who.keep(from)
		}
	case tellsTown:
		if !blankCell(cell) {
			who.store = appendCell(who.store, cell)
			who.town = who.keep(from)
		}
	case tellsNumber:
		p.identify(who, s, cell)
	}
}

func blankCell(cell []byte) bool {
	return (cell[0] <= ' ' || cell[0] >= 0x80) && len(bytes.TrimSpace(cell)) == 0
}

func (p *secondPass) identify(who *person, s *step, cell []byte) {
	from := len(who.store)
	who.store = classify.AppendNormal(who.store, p.first.country, s.who, cell)
	who.identify(s.typ, s.who, who.keep(from))
}

// perCell is how many addresses one cell may hold: lists in JSON, "a@b, c@d".
const perCell = 4

// reach takes where somebody can be reached.
func (p *secondPass) reach(who *person, s *step, cell []byte) {
	email := s.part == tellsEmail
	marks, digits := uint8(0), 0
	if email {
		for _, b := range cell {
			marks |= reachByte[b]
		}
	} else {
		for _, b := range cell {
			k := reachByte[b]
			marks |= k
			digits += int(k & reachDigit)
		}
	}
	if marks&reachSeveral == 0 { // one
		cell = bytes.TrimSpace(cell)
		if email && marks&reachAt != 0 && cell[0] != '@' || !email && digits >= 6 {
			p.identify(who, s, cell)
		}
		return
	}
	n := 0
	for _, part := range bytes.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
		part = bytes.TrimSpace(part)
		if email && bytes.IndexByte(part, '@') < 1 || !email && countDigits(part) < 6 {
			continue
		}
		if n++; n > perCell {
			return
		}
		if i := bytes.IndexByte(part, '<'); email && i > 0 && part[len(part)-1] == '>' { // Anna Ott <anna@ott.de>
			if name := bytes.Trim(part[:i], " \"'"); n == 1 && bytes.IndexByte(name, ' ') >= 0 {
				from := len(who.store)
				who.store = sortWords(appendCell(who.store, name), from)
				who.full = who.keep(from)
			}
			part = part[i+1 : len(part)-1]
		}
		p.identify(who, s, part)
	}
}

// What tells of a cell whether it holds one address or number.
const (
	reachDigit   = 1
	reachSeveral = 2 // it parts several
	reachAt      = 4
)

var reachByte = func() (t [256]uint8) {
	for b := '0'; b <= '9'; b++ {
		t[b] = reachDigit
	}
	t['\n'], t[','], t[';'], t['<'], t['@'] = reachSeveral, reachSeveral, reachSeveral, reachSeveral, reachAt
	return t
}()

func countDigits(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= '0' && c <= '9' {
			n++
		}
	}
	return n
}
