// Package crowd makes up people who are clients of one business and lie in
// several of its places at once: a table, a list of addresses for a newsletter, a
// sheet that somebody exported years ago, a mailbox. One value in fifty is
// mistyped, families share a phone, firms share one address, and a few people
// were entered twice. Who is who is known, so that counting can be measured.
package crowd

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// Person is one made-up client.
type Person struct {
	Given, Family, Email, Second, Phone, IBAN string // Second: another address of theirs
	Born                                      time.Time
	Street, Postcode, City                    string
}

// Crowd is people and what each place says of them.
type Crowd struct {
	People   []Person
	Columns  []string   // of Database
	Database [][]string // rows of the table
	List     [][]string // rows of the CSV, the first its header
	Sheet    [][]string // rows of the sheet, the first its header
	Mails    []Mail
	Typos    int

	rng   *rand.Rand
	truth []written
}

// Mail is one letter in the mailbox.
type Mail struct {
	Name, Email, Phone string
	Sent               time.Time
}

// written is one value somebody was written down with, typos and all.
type written struct {
	kind, value string
	who         int32
}

const typoOneIn = 50

// Make makes n people; the same seed makes the same.
func Make(n int, seed uint64) *Crowd {
	c := &Crowd{rng: rand.New(rand.NewPCG(seed, 7)), Columns: []string{"id", "given_name", "family_name", "email", "phone", "birth_date", "street", "postcode", "city", "iban", "created_at"}}
	c.List = [][]string{{"name", "email", "phone", "subscribed"}}
	c.Sheet = [][]string{{"Kunde", "E-Mail", "Telefon", "Geburtsdatum", "PLZ", "Ort", "Bemerkung"}}
	for i := range n {
		c.People = append(c.People, c.person(i))
	}
	for i := range c.People {
		c.enter(int32(i))
	}
	for _, rows := range [][][]string{c.Database, c.List[1:], c.Sheet[1:]} {
		c.rng.Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
	}
	c.rng.Shuffle(len(c.Mails), func(a, b int) { c.Mails[a], c.Mails[b] = c.Mails[b], c.Mails[a] })
	return c
}

func (c *Crowd) of(list []string) string { return list[c.rng.IntN(len(list))] }

func (c *Crowd) oneIn(n int) bool { return c.rng.IntN(n) == 0 }

func (c *Crowd) family() string {
	if c.oneIn(2) {
		return c.of(families)
	}
	return c.of(beginnings) + c.of(endings)
}

func (c *Crowd) person(i int) Person {
	p := Person{Given: c.of(givens), Family: c.family(), Born: time.Date(1935+c.rng.IntN(85), 1, 1+c.rng.IntN(365), 0, 0, 0, 0, time.UTC),
		Street: fmt.Sprintf("%s %d", c.of(streets), 1+c.rng.IntN(180)), Postcode: fmt.Sprintf("%05d", 10115+c.rng.IntN(80000)), City: c.of(cities)}
	if i > 0 && c.oneIn(8) { // lives with the one before
		o := c.People[i-1]
		p.Family, p.Street, p.Postcode, p.City, p.Phone = o.Family, o.Street, o.Postcode, o.City, o.Phone
		if c.oneIn(3) {
			p.IBAN = o.IBAN
		}
	} else if !c.oneIn(5) {
		area, number := []int{30, 40, 89, 221, 711, 151, 160, 170, 176}[c.rng.IntN(9)], 2_000_000+c.rng.IntN(7_900_000)
		if area == 151 || area == 176 { // these have a digit more
			number = 10*number + c.rng.IntN(10)
		}
		p.Phone = fmt.Sprintf("+49 %d %d", area, number)
	}
	if p.IBAN == "" && c.oneIn(5) {
		p.IBAN = iban(10_000_000+c.rng.IntN(80_000_000), c.rng.IntN(1_000_000_000))
	}
	local := ascii(p.Given) + c.of([]string{".", "_", ""}) + ascii(p.Family)
	if c.oneIn(4) {
		local = ascii(p.Given)[:1] + "." + ascii(p.Family)
	}
	switch {
	case c.oneIn(300): // one address for all who work there
		p.Email = fmt.Sprintf("info@firm%d.de", i/4000)
	case !c.oneIn(12):
		p.Email = fmt.Sprintf("%s%d@%s", local, i%977, c.of(hosts))
	}
	if c.oneIn(15) {
		p.Second = fmt.Sprintf("%s%d@%s", ascii(p.Given), i, c.of(hosts))
	}
	return p
}

// enter writes a person into one place at least.
func (c *Crowd) enter(i int32) {
	p := c.People[i]
	in := 0
	if c.rng.IntN(10) < 6 {
		c.row(i, p)
		if in++; c.oneIn(33) { // entered twice, by somebody who did not look first
			if p.Second != "" {
				p.Email = p.Second
			}
			c.row(i, p)
			p = c.People[i]
		}
	}
	if p.Email != "" && c.rng.IntN(10) < 5 {
		in++
		phone := ""
		if c.oneIn(3) {
			phone = p.Phone
		}
		c.List = append(c.List, []string{c.name(i, p), c.write(i, "email", p.Email), c.write(i, "phone", phone), c.day(2016, 10)})
	}
	if c.rng.IntN(10) < 4 {
		in++
		email := p.Email
		if p.Second != "" && c.oneIn(4) {
			email = p.Second
		}
		c.Sheet = append(c.Sheet, []string{c.name(i, p), c.write(i, "email", email), c.write(i, "phone", national(p.Phone)), c.born(p), c.typo(p.Postcode), p.City,
			c.of([]string{"", "", "ruft an", "Stammkunde", "zahlt bar"})})
	}
	if p.Email != "" && c.rng.IntN(10) < 2 || in == 0 && p.Email != "" {
		in++
		for range 1 + c.rng.IntN(3) {
			phone := ""
			if c.oneIn(2) {
				phone = p.Phone
			}
			c.Mails = append(c.Mails, Mail{c.name(i, p), c.write(i, "email", p.Email), c.write(i, "phone", phone),
				time.Date(2019+c.rng.IntN(7), 1, 1+c.rng.IntN(360), c.rng.IntN(24), c.rng.IntN(60), 0, 0, time.UTC)})
		}
	}
	if in == 0 {
		c.row(i, p)
	}
}

func (c *Crowd) row(i int32, p Person) {
	given, family := c.typo(p.Given), c.typo(p.Family)
	c.note(i, "name", folded(given+" "+family))
	c.Database = append(c.Database, []string{fmt.Sprint(len(c.Database) + 1), given, family, c.write(i, "email", p.Email), c.write(i, "phone", p.Phone), c.born(p),
		c.typo(p.Street), c.typo(p.Postcode), p.City, c.write(i, "iban", p.IBAN), c.day(2012, 14)})
}

func (c *Crowd) name(i int32, p Person) string {
	s := c.typo(p.Given) + " " + c.typo(p.Family)
	c.note(i, "name", folded(s))
	return s
}

func (c *Crowd) born(p Person) string {
	if c.oneIn(4) {
		return ""
	}
	if c.oneIn(typoOneIn) {
		c.Typos++
		return p.Born.AddDate(0, 1, 0).Format(time.DateOnly)
	}
	return p.Born.Format(time.DateOnly)
}

func (c *Crowd) day(from, years int) string {
	return time.Date(from+c.rng.IntN(years), 1, 1+c.rng.IntN(365), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// write is the value as it was written down.
func (c *Crowd) write(i int32, kind, value string) string {
	if value == "" {
		return ""
	}
	s := value
	if kind != "iban" { // programs refuse a wrong one
		s = c.typo(value)
	}
	c.note(i, kind, s)
	return s
}

func (c *Crowd) note(i int32, kind, value string) {
	c.truth = append(c.truth, written{kind, value, i})
}

// typo mistypes one value in fifty: a letter too many, one too few, two the
// wrong way round, a wrong one.
func (c *Crowd) typo(s string) string {
	if len(s) < 3 || !c.oneIn(typoOneIn) {
		return s
	}
	var at []int // plain letters and digits, but for the end of an address
	end := len(s)
	if i := strings.LastIndexByte(s, '.'); i > 0 && strings.IndexByte(s, '@') > 0 {
		end = i
	}
	from := 1
	if s[0] == '+' {
		from = 4
	}
	for i := from; i < end; i++ {
		if b := s[i]; b >= '0' && b <= '9' || b >= 'a' && b <= 'z' {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return s
	}
	c.Typos++
	i := at[c.rng.IntN(len(at))]
	other := byte('a' + c.rng.IntN(26))
	if s[i] <= '9' {
		other = byte('0' + c.rng.IntN(10))
	}
	switch c.rng.IntN(4) {
	case 0:
		return s[:i] + string(other) + s[i:]
	case 1:
		return s[:i] + s[i+1:]
	case 2:
		if j := i + 1; j < end && s[j] != s[i] && s[j] > ' ' && s[j] < 0x80 && s[j] != '@' && s[j] != '.' {
			return s[:i] + string(s[j]) + string(s[i]) + s[j+1:]
		}
	}
	if other == s[i] {
		other ^= 1
	}
	return s[:i] + string(other) + s[i+1:]
}

// national is a phone number as people in the country write it.
func national(p string) string {
	f := strings.Fields(p)
	if len(f) != 3 {
		return p
	}
	return "0" + f[1] + "/" + f[2]
}

func ascii(s string) string {
	return strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(s))
}

// folded is a name as it is compared: its words in small letters, in order.
func folded(s string) string {
	a, b, _ := strings.Cut(ascii(s), " ")
	if b < a {
		a, b = b, a
	}
	return a + " " + b
}

func iban(bank, account int) string {
	bban := fmt.Sprintf("%08d%010d", bank, account)
	rest := 0
	for _, d := range bban + "131400" {
		rest = (rest*10 + int(d-'0')) % 97
	}
	return fmt.Sprintf("DE%02d%s", 98-rest, bban)
}
