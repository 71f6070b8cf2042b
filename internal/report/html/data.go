package html

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
)

// level is how many people something is known about.
type level struct {
	Word  string
	N     int64
	Width int // of all people, 300
}

// levels is what is known about people, each counted once, gravest last.
func levels(p *facts.Picture, all int64) []level {
	if p == nil || all <= 0 {
		return nil
	}
	var out []level
	for _, l := range []level{
		{Word: "how to reach them", N: p.Contact}, {Word: "birth date or an identity number", N: p.Identity},
		{Word: "bank or income", N: p.Financial}, {Word: "payment card", N: p.Card}, {Word: "health, religion and the like", N: p.Special},
	} {
		if l.N > 0 {
			l.Width = max(2, int(300*l.N/all))
			out = append(out, l)
		}
	}
	return out
}

// apart is what is said beside the picture.
func apart(p *facts.Picture) []string {
	if p == nil {
		return nil
	}
	var out []string
	for _, s := range []struct {
		n          int64
		one, other string
	}{
		{p.Dossiers, "person of whom three or more of these are known", "people of whom three or more of these are known"},
		{p.Minors, "child under 18", "children under 18"},
		{p.Deceased, "person who has died", "people who have died"},
	} {
		switch {
		case s.n == 1:
			out = append(out, "1 "+s.one)
		case s.n > 1:
			out = append(out, thousands(s.n)+" "+s.other)
		}
	}
	return out
}

// matrix is how many people of a row's place are in a column's place too.
type matrix struct {
	Names []string
	Rows  []matrixRow
	Said  []string // what is a copy of what
}

type matrixRow struct {
	Name  string
	Cells []cell
}

type cell struct {
	Say   string // 62 %; empty: nobody; the place itself: how many
	Shade int    // 0..4
	Own   bool
}

// inMatrix is how many places are held against each other.
const inMatrix = 8

func newMatrix(d report.Data) *matrix {
	if len(d.Overlaps) == 0 {
		return nil
	}
	var stores []report.Store
	for _, s := range d.Stores {
		if s.People.Best > 0 && len(stores) < inMatrix && slices.ContainsFunc(d.Overlaps, func(o facts.Overlap) bool { return o.A == s.ID || o.B == s.ID }) {
			stores = append(stores, s)
		}
	}
	if len(stores) < 2 {
		return nil
	}
	m := &matrix{}
	for _, a := range stores {
		row := matrixRow{Name: report.Name(a.ID)}
		m.Names = append(m.Names, row.Name)
		for _, b := range stores {
			c := cell{Own: a.ID == b.ID}
			if c.Own {
				c.Say = thousands(a.People.Best)
			}
			for _, o := range d.Overlaps {
				share := -1.0
				switch {
				case o.A == a.ID && o.B == b.ID:
					share = o.ShareA
				case o.B == a.ID && o.A == b.ID:
					share = o.ShareB
				}
				if share >= 0 {
					c.Say = strconv.Itoa(max(1, int(share*100+.5))) + " %"
					c.Shade = 1 + min(3, int(share*4))
				}
			}
			row.Cells = append(row.Cells, c)
		}
		m.Rows = append(m.Rows, row)
	}
	copies := map[string]bool{}
	for _, o := range d.Overlaps {
		copies[o.Copy] = true
	}
	said := map[string]bool{}
	for _, o := range d.Overlaps {
		of := o.A
		if of == o.Copy {
			of = o.B
		}
		if o.Copy == "" || said[o.Copy] || copies[of] { // a copy of a copy is one of the first too
			continue
		}
		said[o.Copy] = true
		say := fmt.Sprintf("%s is a copy of %s", report.Name(o.Copy), report.Name(of))
		switch {
		case o.Behind >= 60:
			say += fmt.Sprintf(", %d months old", o.Behind/30)
		case o.Behind > 0:
			say += ", some weeks old"
		}
		m.Said = append(m.Said, say+".")
	}
	return m
}

// span is the ages of one place's records on the line of all years.
type span struct {
	Name, Say string
	X, W      int // of 400
	Old       int // width of the part that is older than the period, from X
}

type timeline struct {
	Spans []span
	Ticks []tick
	H     int
}

type tick struct {
	X    int
	Year int
}

const (
	lineWidth = 400
	rowHeight = 34
	oldYears  = 3
)

// newTimeline draws when the records of each place were last touched.
func newTimeline(m *report.Model) *timeline {
	now := m.Run.Now.Year() + 1
	first := now
	var stores []report.Store
	for _, s := range m.Data.Stores {
		if y := year(s.Oldest); y > 1970 && y < now && len(stores) < inMatrix {
			first = min(first, y)
			stores = append(stores, s)
		}
	}
	if len(stores) == 0 || first == now {
		return nil
	}
	at := func(y int) int { return (y - first) * lineWidth / (now - first) }
	t := &timeline{H: len(stores)*rowHeight + 22}
	for _, s := range stores {
		from, to := year(s.Oldest), max(year(s.Newest), year(s.Oldest))
		p := span{Name: report.Name(s.ID), Say: fmt.Sprintf("%d to %d", from, to), X: at(from), W: max(3, at(to+1)-at(from))}
		if from == to {
			p.Say = strconv.Itoa(from)
		}
		if edge := at(now - 1 - oldYears); edge > p.X {
			p.Old = min(edge-p.X, p.W)
		}
		t.Spans = append(t.Spans, p)
	}
	step := max(1, (now-first+4)/5)
	for y := first; y < now; y += step {
		t.Ticks = append(t.Ticks, tick{at(y), y})
	}
	return t
}

func year(day string) int {
	if len(day) < 4 {
		return 0
	}
	y, _ := strconv.Atoi(day[:4])
	return y
}

func thousands(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// short is a name that fits the picture: the end of a path says more than its beginning.
func short(name string) string {
	if r := []rune(name); len(r) > 48 {
		return "…" + string(r[len(r)-47:])
	}
	return name
}
