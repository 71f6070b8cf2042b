package report

import (
	"fmt"
	"strconv"
)

// Timeline is when the records of each place were last touched.
type Timeline struct {
	First, End int // the years that it goes from and up to, without the last
	Spans      []Span
	Counted    bool // how many there are of each year is known of at least one place
	More       int  // how many places have dates, when not all are drawn; else 0
}

// Span is one place's records, year by year.
type Span struct {
	Name, Say string
	From, To  int
	Years     []YearBar
}

// YearBar is the records of one year against those of the place's fullest.
type YearBar struct {
	Year   int
	Height float64 // 0..1
	Old    bool    // not touched for more than the period
}

const (
	inTimeline = 8
	oldYears   = 3
)

// NewTimeline is nil when nothing dates the records of any place.
func NewTimeline(m *Model) *Timeline {
	t := &Timeline{End: m.Run.Now.Year() + 1}
	t.First = t.End
	n := 0
	for _, s := range m.Data.Stores.All() {
		from := year(s.Oldest)
		if from <= 1970 || from >= t.End {
			continue
		}
		if n++; n > inTimeline {
			continue
		}
		t.First = min(t.First, from)
		p := Span{Name: Name(s.ID), From: from, To: min(max(year(s.Newest), from), t.End-1)}
		if p.Say = strconv.Itoa(p.From); p.To > p.From {
			p.Say = fmt.Sprintf("%d to %d", p.From, p.To)
		}
		most := int64(0)
		count := map[int]int64{}
		for _, y := range s.Years {
			if y.Year >= p.From && y.Year <= p.To {
				count[y.Year] = y.Records
				most = max(most, y.Records)
			}
		}
		t.Counted = t.Counted || most > 0
		for y := p.From; y <= p.To; y++ {
			b := YearBar{Year: y, Height: .6, Old: y < t.End-1-oldYears}
			if most > 0 {
				b.Height = float64(count[y]) / float64(most)
			}
			if b.Height > 0 {
				p.Years = append(p.Years, b)
			}
		}
		t.Spans = append(t.Spans, p)
	}
	if len(t.Spans) == 0 {
		return nil
	}
	if n > len(t.Spans) {
		t.More = n
	}
	return t
}

// Ticks are years to write below it, at most six.
func (t *Timeline) Ticks() (out []int) {
	step := max(1, (t.End-t.First+4)/5)
	for y := t.First; y < t.End; y += step {
		out = append(out, y)
	}
	return out
}

func year(day string) int {
	if len(day) < 4 {
		return 0
	}
	y, _ := strconv.Atoi(day[:4])
	return y
}
