package pdf

import (
	"fmt"
	"strings"

	"github.com/dustin/go-humanize"

	"github.com/weaklink/weaklink/internal/report"
)

// data is what client data was found: a table of places, what is known about how
// many people, who is in several places, and how old records are.
func (p *paper) data() {
	d := p.m.Data
	if d.Stores.Len() == 0 {
		if d.Guarded.Len() > 0 || len(d.Ledger) > 0 {
			p.title(d.Nothing(), 0)
			p.guarded()
			p.ledger()
		}
		return
	}
	p.title("Client data that was found", 0, para{size: 10.5, c: soft, s: report.Capital(fmt.Sprintf("%s in %s, each person counted once.", report.People(d.People), plural(d.Stores.Len(), "place"))), after: 1.5})
	p.places()
	p.levels()
	p.matrix()
	p.ages()
	p.guarded()
	p.ledger()
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// column is one of a table, mm.
type column struct {
	title string
	w     float64
	align string
}

// row writes one row of a table, each cell as high as the highest, and says
// whether a new page began.
func (p *paper) row(cols []column, cells []string, size float64, colors map[int]color) (fresh bool) {
	p.font("", size)
	lines, most := make([][]string, len(cells)), 1
	for i, s := range cells {
		lines[i] = p.SplitText(shown(s), cols[i].w-2)
		most = max(most, len(lines[i]))
	}
	line := size * .46
	h := float64(most)*line + 1.8
	fresh = p.GetY()+h > 297-bottom
	if fresh {
		return true
	}
	y, x := p.GetY(), margin
	for i := range cells {
		p.ink(ink)
		if c, ok := colors[i]; ok {
			p.ink(c)
		}
		for j, s := range lines[i] {
			p.SetXY(x, y+.9+float64(j)*line)
			p.CellFormat(cols[i].w-2, line, s, "", 0, cols[i].align, false, 0, "")
		}
		x += cols[i].w
	}
	p.pen(rule, .2)
	p.Line(margin, y+h, margin+width, y+h)
	p.SetXY(margin, y+h)
	return false
}

// table writes rows below a head that every page repeats.
func (p *paper) table(cols []column, rows [][]string, size float64, colors func(row int) map[int]color) {
	head, grey := make([]string, len(cols)), map[int]color{}
	for i, c := range cols {
		head[i], grey[i] = c.title, soft
	}
	p.begin(22)
	p.row(cols, head, size-.5, grey)
	for i, r := range rows {
		if p.row(cols, r, size, colors(i)) {
			p.AddPage()
			p.row(cols, head, size-.5, grey)
			p.row(cols, r, size, colors(i))
		}
	}
}

func (p *paper) places() {
	cols := []column{{"Place", 56, "L"}, {"People", 17, "R"}, {"Kinds", 36, "L"}, {"Gravest", 23, "L"}, {"From, to", 15, "L"}, {"Protection", 23, "L"}}
	all := p.m.Data.Stores.Whole()
	var rows [][]string
	lacking := map[int]bool{}
	for i, s := range all[:min(len(all), listed)] {
		var kinds []string
		for _, c := range s.Categories {
			kinds = append(kinds, c.Category)
		}
		place := report.Brief(report.Name(s.ID))
		if of := p.m.Data.CopyOf(s.ID); of != "" {
			place += " (a copy of " + report.Brief(of) + ")"
		}
		if s.Partial != "" {
			place += " (not all read)"
		}
		calls := "-"
		if k := s.Protection; len(k.Demanded) > 0 {
			calls = fmt.Sprintf("%s: %d of %d proven", k.Level, len(k.Proven), len(k.Demanded))
			if n := len(k.Missing); n > 0 {
				calls += fmt.Sprintf(", %d missing", n)
				lacking[i] = true
			}
		}
		rows = append(rows, []string{place, report.Thousands(s.People.Best), strings.Join(kinds, ", "), report.DetailWords(s.Detail), report.Years(s), calls})
	}
	p.table(cols, rows, 8.5, func(i int) map[int]color {
		if lacking[i] {
			return map[int]color{5: red}
		}
		return nil
	})
	p.Ln(1.5)
	p.more(len(all)-listed, "place", "the HTML report and the table (.inventory.csv) list them")
}

// guarded are the places of which nothing lies in clear.
func (p *paper) guarded() {
	all := p.m.Data.Guarded
	if all.Len() == 0 {
		return
	}
	p.part("Protected: nothing in clear", 24)
	p.text("", 9, soft, 0, report.Unclear)
	p.Ln(1)
	var rows [][]string
	for i, g := range all.All() {
		if i == listed {
			break
		}
		rows = append(rows, []string{report.Brief(report.Name(g.ID)), report.Thousands(g.Records), g.Say()})
	}
	p.table([]column{{"Place", 70, "L"}, {"Records", 17, "R"}, {"How", 83, "L"}}, rows, 8.5, func(int) map[int]color { return nil })
	p.Ln(1.5)
	p.more(all.Len()-listed, "place", "the table (.inventory.csv) lists them")
}

// part is a heading within the inventory, and room for what follows.
func (p *paper) part(s string, need float64) {
	p.room(need + 12)
	p.Ln(4)
	p.text("B", 11, ink, 0, s)
	p.Ln(1)
}

func (p *paper) levels() {
	levels := report.Levels(p.m.Data.Picture)
	if len(levels) == 0 {
		return
	}
	p.part("What is known about them", float64(len(levels))*6+12)
	p.text("", 9, soft, 0, "Each person is counted once, under the gravest thing that is known.")
	p.Ln(1)
	for _, l := range levels {
		y := p.GetY()
		p.font("", 9.5)
		p.ink(ink)
		p.CellFormat(58, 5.6, l.Word, "", 0, "L", false, 0, "")
		p.CellFormat(20, 5.6, report.Thousands(l.N), "", 0, "R", false, 0, "")
		p.fill(steel)
		p.Rect(margin+81, y+1.1, max(.5, min(1, float64(l.N)/float64(max(1, p.m.Data.People.Best)))*(width-81)), 3.4, "F")
		p.SetXY(margin, y+5.6)
	}
	if apart := report.Apart(p.m.Data.Picture); len(apart) > 0 {
		p.text("", 9, soft, 0, "Among them: "+strings.Join(apart, "; ")+".")
	}
}

// shade is steel, as strong as a share.
func shade(n int) color {
	part := []float64{0, .08, .16, .25, .38}[n]
	var c color
	for i := range c {
		c[i] = 255 - int(part*float64(255-steel[i]))
	}
	return c
}

func (p *paper) matrix() {
	m := report.NewMatrix(p.m.Data)
	if m == nil {
		return
	}
	const cell, height, label = 14.0, 8.5, 56.0
	p.part("The same people in several places", float64(len(m.Rows)+1)*height+14)
	for _, c := range m.Said {
		p.text("", 9.5, ink, 0, "- "+report.Copy{Is: report.Brief(c.Is), Of: report.Brief(c.Of), Age: c.Age}.Say())
	}
	p.text("", 9, soft, 0, m.Rest)
	say := "How many people of the place on the left are in the place above too"
	if m.More > 0 {
		say += fmt.Sprintf("; the %d places with the most people, of %d", len(m.Rows), m.More)
	}
	p.room(float64(len(m.Rows)+1)*height + 6)
	p.text("", 9, soft, 0, say+".")
	p.font("", 8.5)
	p.ink(soft)
	p.SetX(margin + label)
	for i := range m.Rows {
		p.CellFormat(cell, 5, fmt.Sprint(i+1), "", 0, "R", false, 0, "")
	}
	p.Ln(5)
	for i, r := range m.Rows {
		y := p.GetY()
		p.font("", 8)
		p.ink(ink)
		p.SetXY(margin, y+.6)
		p.CellFormat(5, 3.6, fmt.Sprint(i+1), "", 0, "L", false, 0, "")
		for j, s := range p.fitted(r.Name, label-7, 2) {
			p.SetXY(margin+5, y+.6+float64(j)*3.6)
			p.CellFormat(label-7, 3.6, s, "", 0, "L", false, 0, "")
		}
		p.SetXY(margin+label, y)
		for _, c := range r.Cells {
			p.fill(shade(c.Shade))
			p.font("", 8.5)
			if p.ink(ink); c.Own {
				p.ink(soft)
			}
			p.CellFormat(cell, height, c.Say, "", 0, "R", c.Shade > 0, 0, "")
		}
		p.pen(rule, .2)
		p.Line(margin, y+height, margin+label+cell*float64(len(r.Cells)), y+height)
		p.SetXY(margin, y+height)
	}
}

// fitted is a name on so many lines at most, of which the end is kept.
func (p *paper) fitted(s string, w float64, most int) []string {
	for n := 90; ; n -= 6 {
		lines := p.SplitText(shown(report.End(s, n)), w)
		if len(lines) <= most || n < 20 {
			return lines[:min(most, len(lines))]
		}
	}
}

func (p *paper) ages() {
	t := report.NewTimeline(p.m)
	if t == nil {
		return
	}
	const height, bar = 11.0, 5.2
	p.part("How old the records are", float64(len(t.Spans))*height+16)
	say := "Amber: not touched for more than three years."
	if t.Counted {
		say = "Taller: more records were last touched in that year. " + say
	}
	if t.More > 0 {
		say += fmt.Sprintf(" The %d places with the most people, of %d.", len(t.Spans), t.More)
	}
	p.text("", 9, soft, 0, say)
	p.Ln(1)
	top := p.GetY()
	foot := top + float64(len(t.Spans))*height + 1
	at := func(y int) float64 { return margin + float64(y-t.First)*width/float64(t.End-t.First) }
	p.font("", 7.5)
	p.ink(soft)
	p.pen(rule, .2)
	for _, y := range t.Ticks() {
		p.Line(at(y), top, at(y), foot+4)
		p.SetXY(at(y)+.5, foot)
		p.CellFormat(12, 4, fmt.Sprint(y), "", 0, "L", false, 0, "")
	}
	for i, s := range t.Spans {
		y := top + float64(i)*height
		p.font("", 8.5)
		p.ink(ink)
		say := strings.Join(p.fitted(s.Name, width-30, 1), "") + shown(" · "+s.Say)
		p.fill(color{255, 255, 255}) // over the lines of the years
		p.SetXY(margin, y)
		p.CellFormat(min(width, p.GetStringWidth(say)+2), 4.2, say, "", 0, "L", true, 0, "")
		p.pen(rule, .2)
		p.Line(at(s.From), y+height-1, at(s.To+1), y+height-1)
		for _, b := range s.Years {
			if p.fill(steel); b.Old {
				p.fill(amber)
			}
			h := max(.4, b.Height*bar)
			p.Rect(at(b.Year)+.2, y+height-1-h, max(.3, at(b.Year+1)-at(b.Year)-.4), h, "F")
		}
	}
	p.SetXY(margin, foot+5)
}

// ledger is how much of each place was read, and what was not and why.
func (p *paper) ledger() {
	if len(p.m.Data.Ledger) == 0 {
		return
	}
	if p.m.Data.Stores.Len() > 0 {
		p.part("What was read", 12)
	} else {
		p.begin(12)
	}
	size := func(n int64) string { return humanize.Bytes(uint64(max(n, 0))) }
	for _, l := range p.m.Data.Ledger {
		p.text("", 9.5, ink, 0, fmt.Sprintf("%s: %s of %s read (%s of %s)", l.Target, report.Thousands(l.Read), report.Thousands(l.Files), size(l.ReadBytes), size(l.Bytes)))
		for _, n := range l.NotRead {
			p.text("", 9, soft, 4, report.Stop(fmt.Sprintf("Not read: %s (%s), %s", report.Thousands(n.Files), size(n.Bytes), n.Why)))
		}
	}
}
