package html

import (
	"fmt"
	"math"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/risk"
)

// routes that are told; the JSON report has all.
const routes = 8

const longestBar = 300 // of its picture

// reason gives a link its numbers and what they rest on.
func (v *View) reason(r *Ring) {
	if v.Reasons == nil {
		return
	}
	for i := range v.Reasons.Links {
		if l := &v.Reasons.Links[i]; l.Link == r.Link.Link {
			r.Reason = l
		}
	}
	for _, f := range v.Model.Findings.All() {
		if f.Link == r.Link.Link && (f.Grip == chain.Broken || f.Grip == chain.Weak) {
			r.Rests = append(r.Rests, f)
		}
	}
}

// open lays out what belongs to the answer as a whole.
func (v *View) open() {
	o := v.Reasons
	if o == nil {
		return
	}
	if m := o.Mended; m != nil && v.Dots != nil {
		// Before and after come from the same worlds; beside the figures of the
		// report they could differ by the noise of drawing.
		after := v.Verdict.Loss.PYear
		for _, x := range []struct{ to, before, then *float64 }{{&after.Low, &m[0].Low, &m[1].Low}, {&after.High, &m[0].High, &m[1].High}} {
			if *x.before > 0 {
				*x.to = math.Min(*x.to, *x.to**x.then / *x.before)
			}
		}
		if v.After = dots(v.Model, after); v.After == nil {
			v.After = make([]string, 100)
			for i := range v.After {
				v.After[i] = "spared"
			}
		}
		v.Then = hit(after)
	}
	for _, s := range o.Shares {
		b := bar{Link: string(s.Link), Of100: s.Of100, EUR: s.EUR}
		for _, r := range v.Rings {
			b.Seen = b.Seen || r.Link.Link == s.Link && r.State != "unseen"
		}
		v.Bars = append(v.Bars, b)
	}
	most := 1
	for _, b := range v.Bars {
		most = max(most, b.Of100)
	}
	for i := range v.Bars {
		v.Bars[i].Width = v.Bars[i].Of100 * longestBar / most
	}
	for _, r := range report.TopRoutes(o.Routes, routes) {
		v.Routes = append(v.Routes, report.RouteWords(r))
	}
	v.Chokes = report.ChokeWords(o.Chokes)
	for _, c := range o.Constants {
		id, _, _ := strings.Cut(c.ID, ".")
		if n := len(v.Numbers); n == 0 || v.Numbers[n-1].ID != id {
			v.Numbers = append(v.Numbers, numbers{ID: id, Name: report.ControlName(id)})
		}
		last := &v.Numbers[len(v.Numbers)-1]
		last.List = append(last.List, c)
	}
}

// hit says of a hundred businesses how many are hit in a year.
func hit(p risk.Range) string {
	low, high := int(math.Round(p.Low*100)), int(math.Round(p.High*100))
	switch {
	case high < 1:
		return "fewer than 1 of 100"
	case low < 1:
		return fmt.Sprintf("up to %d of 100", high)
	case low == high:
		return fmt.Sprintf("about %d of 100", low)
	}
	return fmt.Sprintf("%d to %d of 100", low, high)
}

// dotTally is the picture of a hundred businesses for who cannot see it.
func dotTally(all []string) string {
	n := map[string]int{}
	for _, d := range all {
		n[d]++
	}
	return fmt.Sprintf("%d hit in a year at least, %d more perhaps, %d spared", n["hit"], n["perhaps"], n["spared"])
}
