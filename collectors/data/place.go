package data

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/redact"
)

// sure is the confidence from which a find counts.
const sure = .5

// placeIn is one place within a file: a table, a sheet, or the text.
type placeIn struct {
	part, table string
	columns     []*column
	rows        int64
	bytes       int64
	text        textFinds
	keys        keySet
	share       float64 // of its rows that were read, at random; 0: all of them
	test        int64   // records that are nobody's

	judged         bool
	counted        bool  // its people were, as its rows came
	personal       bool  // somebody can be told from it
	dates          []int // columns that say when a record was touched
	oldest, newest time.Time
	years          map[int]int64
	span           [2]day // days between which all lie between oldest and newest
	mailed         bool   // these are dates of letters
	lined          bool   // of lines
	guessed        bool   // some of its text was recognised in pictures
	flat           bool   // its rows are taken as text: there were too many columns
}

type column struct {
	name    string
	typ     string
	cells   *classify.Column
	filled  int64
	fixed   bool // by its type it can hold no identifier: its first values tell all
	life    life // it says that somebody has died, or how old they are
	first   int  // length of the first cells; -1: they differ
	set     *settled
	passed  bool // cells were counted without a look, as they were like others
	quick   redact.Quick
	verdict classify.ColumnVerdict
	dating  dating
	tried   bool // enough of it was tried as dates
	alike   bool // the last cell was like others, and not looked at
}

// firstPass finds out what each place holds. It is a formats.Sink.
type firstPass struct {
	places  []*placeIn
	index   map[[2]string]*placeIn
	part    string
	parts   int
	crowd   bool // there were too many parts: what is text is one place, the archive
	cur     *placeIn
	key     redact.Key
	quick   redact.Quick
	keyed   bool   // what columns gather can be kept
	temp    string // for temporary files
	country string // where the firm is
	latest  limit  // dates later than this are fillers
	today   day
	judged  int      // of places
	open    int      // columns that are not judged yet
	found   []int    // columns of the last row in which something was found
	again   *placeIn // a place that was judged and gets more text: a mailbox after an attachment
}

func newFirstPass(key redact.Key, now time.Time) *firstPass {
	return &firstPass{index: map[[2]string]*placeIn{}, key: key, quick: key.Quick(), latest: newLimit(now.AddDate(1, 0, 0)), today: dayOf(now.AddDate(1, 0, 0).AddDate(-1, 0, 0))}
}

func (p *firstPass) at(part, table string) *placeIn {
	id := [2]string{part, table}
	pl := p.index[id]
	if pl == nil {
		pl = &placeIn{part: part, table: table}
		pl.text.key, pl.text.country = p.key, p.country
		pl.text.out = &pl.keys
		pl.keys.hard.dir, pl.keys.soft.dir = p.temp, p.temp
		p.index[id] = pl
		p.places = append(p.places, pl)
	} else if pl.judged {
		p.again = pl
	}
	return pl
}

// maxParts is how many files of an archive are told apart when they are text: a
// packed mail folder has ten thousands, and each place is a fact with a file.
const maxParts = 500

// textPlace is the place of text of this part that is in no table.
func (p *firstPass) textPlace() *placeIn {
	if p.crowd {
		return p.at("", "")
	}
	return p.at(p.part, "")
}

// Part closes the part before: what a column gathers is large, and an archive
// can hold thousands of tables.
func (p *firstPass) Part(name string) error {
	p.judge()
	p.part, p.cur = name, nil
	if p.parts++; p.parts > maxParts {
		p.crowd = true
	}
	return nil
}

func (p *firstPass) Table(name string) error { p.cur = p.at(p.part, name); return nil }

func (p *firstPass) Column(name, typ string) error {
	if p.open++; p.cur.flat || p.open > maxOpen && len(p.cur.columns) == 0 {
		p.cur.flat = true
		return nil
	}
	c := &column{name: name, typ: typ, life: lifeOf(name), cells: classify.NewColumn(name, typ), quick: p.quick}
	if p.keyed {
		c.cells.KeyWith(p.quick)
	}
	p.cur.columns = append(p.cur.columns, c)
	return nil
}

func (p *firstPass) Row(cells [][]byte) error {
	pl := p.cur
	if pl.flat {
		return p.Text(append(bytes.Join(cells, []byte("\t")), '\n'))
	}
	pl.rows++
	p.found = p.found[:0]
	n := 0
	for i, cell := range cells {
		if len(cell) == 0 {
			continue
		}
		n += len(cell)
		c := pl.columns[i]
		if c.add(cell) {
			p.found = append(p.found, i)
		}
		if !c.tried {
			c.tried = c.dating.Seen >= dateSample || c.dating.Tried >= mostFillers
			if !c.tried {
				c.dating.try(cell, p.latest)
			}
		}
	}
	pl.bytes += int64(n)
	return nil
}

// guess is how much the confidence in a find counts whose letters were guessed.
// Ours: of the words on a good scan some 2 to 5 % are wrong.
const guess = .8

// Guessed notes that text comes which was recognised in a picture.
func (p *firstPass) Guessed() {
	if p.cur == nil {
		p.cur = p.textPlace()
	}
	p.cur.guessed = true
}

func (p *firstPass) Text(span []byte) error {
	pl := p.cur
	if pl == nil {
		pl = p.textPlace()
	}
	pl.bytes += int64(len(span))
	pl.text.scan(span)
	sent(span, func(t time.Time) {
		if t.Year() >= 1975 && t.Before(p.latest.Time) {
			pl.mailed = true
			pl.at(t)
		}
	})
	if !pl.mailed {
		pl.logged(span, p.latest)
	}
	return nil
}

// judge closes every place that is still open.
func (p *firstPass) judge() {
	p.open = 0
	for ; p.judged < len(p.places); p.judged++ {
		p.places[p.judged].judge()
	}
	if pl := p.again; pl != nil {
		p.again = nil
		pl.text.flush()
		pl.personal = pl.personal || pl.tells()
	}
}

// close removes what lies on disk.
func (p *firstPass) close() {
	for _, pl := range p.places {
		pl.keys.close()
	}
}

func (p *firstPass) needsSecond() bool {
	return slices.ContainsFunc(p.places, func(pl *placeIn) bool { return pl.rows > 0 && pl.personal && !pl.counted })
}

func (pl *placeIn) judge() {
	grown := make([]*classify.Column, len(pl.columns))
	for i, c := range pl.columns {
		grown[i] = c.grown()
	}
	verdicts := classify.Together(grown, neighbours)
	for i, c := range pl.columns {
		c.verdict = verdicts[i]
		if c.fixed && c.filled > c.verdict.Filled && c.verdict.Filled > 0 { // what holds for its first values holds for all
			c.verdict.Matched = c.verdict.Matched * c.filled / c.verdict.Filled
			c.verdict.Filled = c.filled
		}
	}
	for _, c := range pl.columns {
		c.passed = c.set != nil && (c.set.plain > 0 || c.set.rare)
		c.cells, c.set = nil, nil // they are large
	}
	pl.judged = true
	pl.text.flush()
	pl.personal = pl.tells()
	if pl.rows > 0 {
		pl.dates = pl.findDates(nil)
	}
}

// soFar is what the columns would be judged to be if no more rows came.
func (pl *placeIn) soFar() []classify.ColumnVerdict {
	grown := make([]*classify.Column, len(pl.columns))
	for i, c := range pl.columns {
		var few *classify.Column
		var plain, sampled int64
		if s := c.set; s != nil && s.sampled > 0 {
			few, plain, sampled = s.few, s.plain, s.sampled
		}
		grown[i] = c.cells.SoFar(few, plain, sampled)
	}
	return classify.Together(grown, neighbours)
}

// supporting kinds say something about a person only beside a kind that says
// who it is: a list of towns, or of allergens in a recipe, is not personal.
var supporting = map[classify.Kind]bool{
	"country": true, "city": true, "nationality": true, "gender": true, "postcode": true, "ip": true, "mac": true,
	"username": true, "bic": true, "cvv": true, "crypto": true,
}

func identifies(k classify.Kind) bool {
	switch classify.CategoryOf(k) {
	case "contact", "identity", "financial", "card":
		return !supporting[k]
	}
	return false
}

// tells says whether somebody can be told from what is here.
func (pl *placeIn) tells() bool {
	for _, c := range pl.columns {
		if v := c.verdict; v.Kind != "" && v.Confidence >= sure && identifies(v.Kind) {
			return true
		}
		for k, n := range c.verdict.FreeText {
			if n > 0 && identifies(k) {
				return true
			}
		}
		if refersToPerson(c.name) {
			return true
		}
	}
	for k := range pl.text.kinds {
		if identifies(k) {
			return true
		}
	}
	return pl.answers()
}

// answers says whether each row holds what somebody believes, is or suffers from, though
// nothing says who: the answers of a survey, cases of patients that have but a number. One
// such kind alone is a recipe's too.
func (pl *placeIn) answers() bool {
	if pl.rows < 3 {
		return false
	}
	special, person := map[classify.Kind]bool{}, false
	for _, c := range pl.columns {
		v := c.verdict
		if c := classify.CategoryOf(v.Kind); v.Confidence >= sure && (c == "health" || c == "special") {
			special[v.Kind] = true
		}
		person = person || v.Kind == "gender" && v.Confidence >= sure || rowsOfPeople[strings.ToLower(c.name)]
	}
	return len(special) > 1 || len(special) == 1 && person
}

// rowsOfPeople are names of columns that number or measure people.
var rowsOfPeople = words("patient|pat_id|patid|pat_nr|patnr|pat_no|id_patient|id_paciente|patienten_id|patient_id|patientid|subject|subject_id|respondent|respondent_id|participant|participant_id|proband|pseudonym|age|alter|âge|edad|età|idade|leeftijd|wiek|sex")

var wordSigns = strings.NewReplacer("_", " ", "-", " ", ".", " ")

// refersToPerson says whether a column links its rows to a table of people.
func refersToPerson(name string) bool {
	n := strings.ToLower(splitCamel(name))
	n = wordSigns.Replace(n)
	f := strings.Fields(n)
	if len(f) < 2 {
		return false
	}
	switch f[len(f)-1] {
	case "id", "nr", "no", "number", "nummer":
		switch f[len(f)-2] {
		case "customer", "client", "patient", "person", "member", "user", "guest", "kunde", "kunden", "mitglied", "gast", "cliente", "klant":
			return true
		}
	}
	return false
}

// findDates are the columns that say when a record was touched; verdicts are as
// in uses.
func (pl *placeIn) findDates(verdicts []classify.ColumnVerdict) (out []int) {
	all := -1
	for i, c := range pl.columns {
		kind := c.verdict.Kind
		if verdicts != nil {
			kind = verdicts[i].Kind
		}
		if kind == "birth_date" || c.life != 0 {
			continue
		}
		dates, counted := c.dating.mostly()
		switch {
		case dates && recordDate(c.name), counted && !notDated(c.name) && countsDays(c.name):
			out = append(out, i)
		case dates && all < 0 && !notDated(c.name) && (c.dating.Young*2 > c.dating.Dated || strings.HasPrefix(c.name, "column ")):
			all = i
		}
	}
	if len(out) == 0 && all >= 0 {
		out = []int{all} // the only dates of the table that are none of births
	}
	return out
}

// logged takes the dates of the first and the last line of a span, where these
// begin with a date and a time, as the lines of a log do, which stand in their order.
func (pl *placeIn) logged(span []byte, latest limit) {
	body := bytes.TrimRight(span, "\r\n")
	first, _, _ := bytes.Cut(body, newline)
	last := body[bytes.LastIndexByte(body, '\n')+1:]
	a, ok := lineDate(first)
	b, also := lineDate(last)
	if !ok || !also || min(a, b) < 1975_00_00 || max(a, b) > latest.day {
		return
	}
	pl.atDay(a)
	pl.atDay(b)
	// Its lines are taken to be spread evenly between the two.
	n := int64(bytes.Count(body, newline)) - 1
	from, to := int(a/10000), int(b/10000)
	for y, years := from, int64(to-from)+1; years > 0 && n > 0 && y <= to; y++ {
		pl.years[y] += n / years
	}
	pl.lined = true
}

// at notes that something happened to a record that day.
func (pl *placeIn) at(last time.Time) {
	if pl.oldest.IsZero() || last.Before(pl.oldest) {
		pl.oldest = last
	}
	if last.After(pl.newest) {
		pl.newest = last
	}
	if pl.years == nil {
		pl.years = map[int]int64{}
	}
	pl.years[last.Year()]++
}

// atDay is at for what comes by the million.
func (pl *placeIn) atDay(d day) {
	if pl.span[0] == 0 || d < pl.span[0] || d > pl.span[1] {
		pl.at(d.time())
		if pl.span[0] == 0 {
			pl.span = [2]day{d, d}
		}
		pl.span = [2]day{min(pl.span[0], d), max(pl.span[1], d)}
		return
	}
	pl.years[int(d/10000)]++
}

// maxListed is how many columns of a table a fact lists.
const maxListed = 300

// store is what the place holds, without its name and surroundings.
func (pl *placeIn) store() facts.Store {
	s := facts.Store{Shape: "text", Categories: []facts.Category{}, Detail: "none"}
	if pl.rows > 0 {
		s.Shape, s.Records = "table", pl.rows
	} else {
		s.Records = pl.text.lines
	}
	sum := newSummary(pl)
	for _, c := range pl.columns {
		v := c.verdict
		one := facts.Column{Name: c.name, Filled: v.Filled, Protected: v.Protected}
		if v.Kind != "" && v.Confidence >= sure {
			one.Kind, one.Category, one.Confidence = string(v.Kind), v.Category, v.Confidence
			one.Matched = v.Matched
			// A column that is hashed, masked or encrypted gives nothing away.
			if n := v.Matched - v.TestData; v.Protected == "" && n > 0 {
				sum.add(v.Kind, n, v.Confidence)
			}
		}
		for k, n := range v.FreeText {
			sum.add(k, n, .7)
		}
		if len(s.Columns) < maxListed {
			s.Columns = append(s.Columns, one)
		}
	}
	for k, t := range pl.text.kinds {
		sum.add(k, t.lines, t.confidence)
	}
	sum.fill(&s)
	if pl.guessed {
		for i := range s.Categories {
			s.Categories[i].Confidence *= guess
		}
	}
	if !pl.oldest.IsZero() {
		s.Oldest, s.Newest, s.DatedBy = pl.oldest.Format(time.DateOnly), pl.newest.Format(time.DateOnly), "column"
		switch {
		case len(pl.dates) > 0:
		case pl.mailed:
			s.DatedBy = "mail"
		case pl.lined:
			s.DatedBy = "line"
		}
		s.MadeOnly = s.DatedBy == "column" && !slices.ContainsFunc(pl.dates, func(i int) bool { return !madeDate(pl.columns[i].name) })
		for y, n := range pl.years {
			s.Years = append(s.Years, facts.Year{Year: y, Records: n})
		}
		slices.SortFunc(s.Years, func(a, b facts.Year) int { return a.Year - b.Year })
	}
	return s
}

// guarded says whether a column of the place holds what its name calls personal, or
// what stands for it, and none of it in clear: hashed, encrypted, masked or a token.
func guarded(s facts.Store) bool {
	return slices.ContainsFunc(s.Columns, func(c facts.Column) bool { return c.Protected != "" && (c.Kind != "" || c.Protected == "token") })
}

// trials is how many records of the place hold values that are nobody's: examples
// and numbers that are published for trials.
func (pl *placeIn) trials() int64 {
	n := pl.text.test
	for _, c := range pl.columns {
		n = max(n, c.verdict.TestData)
	}
	return n
}
