package html

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"github.com/weaklink/weaklink/internal/report"
)

// level is how many people something is known about.
type level struct {
	report.Level
	Width int // of all people, 300
}

// levels is what is known about people, each counted once, gravest last.
func levels(d report.Data) []level {
	var out []level
	for _, l := range report.Levels(d.Picture) {
		if d.People.Best > 0 {
			out = append(out, level{l, min(300, max(2, int(300*l.N/d.People.Best)))})
		}
	}
	return out
}

// timeline is the ages of records on a line of all years.
type timeline struct {
	*report.Timeline
	Spans []span
	Ticks []tick
	H     int
}

type span struct {
	report.Span
	X, W float64 // of 400
	Bars []yearBar
}

type yearBar struct {
	X, W, Y, H float64
	Old        bool
}

type tick struct {
	X    float64
	Year int
}

const (
	lineWidth = 400.0
	rowHeight = 36
	barHeight = 15.0 // of the fullest year
	barFoot   = 31.0 // where bars stand in their row
)

// newTimeline draws when the records of each place were last touched.
func newTimeline(m *report.Model) *timeline {
	from := report.NewTimeline(m)
	if from == nil {
		return nil
	}
	at := func(y int) float64 {
		return math.Round(10*float64(y-from.First)*lineWidth/float64(from.End-from.First)) / 10
	}
	t := &timeline{Timeline: from, H: len(from.Spans)*rowHeight + 22}
	for _, s := range from.Spans {
		p := span{Span: s, X: at(s.From), W: at(s.To+1) - at(s.From)}
		for _, y := range s.Years {
			h := math.Round(10*math.Max(1.5, y.Height*barHeight)) / 10
			p.Bars = append(p.Bars, yearBar{X: at(y.Year) + .5, W: math.Max(1, at(y.Year+1)-at(y.Year)-1), Y: barFoot - h, H: h, Old: y.Old})
		}
		t.Spans = append(t.Spans, p)
	}
	for _, y := range from.Ticks() {
		t.Ticks = append(t.Ticks, tick{at(y), y})
	}
	return t
}

// short is a name that fits the picture.
func short(name string) string { return report.End(name, 48) }

// parted is a name in a table, which a narrow screen may break behind the folders
// and words that it is made of before it breaks a word.
func parted(name string) template.HTML {
	return template.HTML(breaks.Replace(template.HTMLEscapeString(report.Brief(name))))
}

var breaks = strings.NewReplacer("/", "/<wbr>", "_", "_<wbr>")

// proof is how anyone sees that the data is there.
func proof(s store) string {
	if len(s.Categories) == 0 {
		return ""
	}
	c := s.Categories[0]
	look := human(c.Category)
	if len(c.Kinds) > 0 {
		look = human(c.Kinds[0])
	}
	return fmt.Sprintf("open it and look for: %s, in %s of %s records", look, report.Thousands(c.Records), report.Thousands(max(s.Records, c.Records)))
}
