package risk

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var begun = time.Date(2024, 1, 1, 15, 4, 0, 0, time.UTC)

func on(n int) time.Time { return begun.AddDate(0, 0, n) }

func said(n int, p float64) Forecast {
	return Forecast{Firm: "grocer", Run: fmt.Sprint("run", n), On: on(n), PYear: Range{Low: p / 2, Best: p, High: p + (1-p)/2}}
}

func exactly(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-12 || math.IsNaN(got) {
		t.Errorf("%s is %.15g, want %.15g", what, got, want)
	}
}

// A verdict holds from the day after it; a year later its probability is that
// of the year, and half a year later that of half a year at the same rate.
func TestAForecastIsScoredOverTheTimeThatItHeldFor(t *testing.T) {
	s := Score([]Forecast{said(0, .36)}, nil, on(365), .0748)
	exactly(t, "the time", s.Years, 1)
	exactly(t, "the chance of a year", s.Verdicts[0].Chance, .36)
	exactly(t, "its Brier score when nothing happened", s.Events.Brier, .36*.36)
	exactly(t, "its log score", s.Events.Log, -math.Log(.64))
	exactly(t, "the Brier score of the baseline", s.Events.Base.Brier, .0748*.0748)
	exactly(t, "the log score of the baseline", s.Events.Base.Log, -math.Log(1-.0748))
	exactly(t, "the expected", s.Events.Expected.Best, .36)
	exactly(t, "the expected at least", s.Events.Expected.Low, .18)
	exactly(t, "the expected at most", s.Events.Expected.High, .68)

	hit := []Happened{{Firm: "grocer", ID: "incident", On: on(300), Event: true}}
	s = Score([]Forecast{said(0, .36)}, hit, on(365), .0748)
	exactly(t, "its Brier score when something happened", s.Events.Brier, .64*.64)
	exactly(t, "its log score", s.Events.Log, -math.Log(.36))
	exactly(t, "the score of its rate", s.Events.Rate, -math.Log(.64)-math.Log(-math.Log(.64)))
	if s.Events.Seen != 1 || s.Events.Count != 1 || len(s.Verdicts[0].Happened) != 1 || len(s.Before) != 0 {
		t.Errorf("%+v", s)
	}

	// 73 days are a fifth of a year: 1 - .64^(1/5).
	s = Score([]Forecast{said(0, .36)}, nil, on(73), .0748)
	exactly(t, "a fifth of a year", s.Years, .2)
	exactly(t, "the chance in it", s.Verdicts[0].Chance, 1-math.Pow(.64, .2))
	exactly(t, "its Brier score", s.Events.Brier, math.Pow(1-math.Pow(.64, .2), 2))

	// A year and a fifth: the part that runs still counts for its part.
	s = Score([]Forecast{said(0, .36)}, []Happened{{Firm: "grocer", ID: "i", On: on(370), Event: true}}, on(438), .0748)
	q := 1 - math.Pow(.64, .2)
	exactly(t, "the Brier score of a year and a fifth", s.Events.Brier, (.36*.36+.2*(1-q)*(1-q))/1.2)
	if len(s.Events.Windows) != 2 || s.Events.Windows[0].Events != 0 || s.Events.Windows[1].Events != 1 {
		t.Errorf("%+v", s.Events.Windows)
	}
}

// What happens on the day of a verdict was not foretold by it; of two verdicts
// of one day the later one holds; nothing is scored after the last day.
func TestWhichVerdictSpokeOfADay(t *testing.T) {
	other := said(0, .5)
	other.Firm = "baker"
	second := said(100, .2)
	second.Run = "again"
	late := said(500, .3)
	broken := said(50, math.NaN())
	fs := []Forecast{late, broken, said(0, .1), said(100, .9), second, other}
	s := Score(fs, []Happened{
		{Firm: "grocer", ID: "same day", On: on(0), Event: true},
		{Firm: "grocer", ID: "next day", On: on(1), Event: true},
		{Firm: "grocer", ID: "day of the next", On: on(100), Event: true},
		{Firm: "grocer", ID: "after", On: on(101), Event: true},
		{Firm: "grocer", ID: "too late", On: on(201), Event: true},
		{Firm: "nobody", ID: "of a firm without verdict", On: on(5), Event: true},
	}, on(200), .0748)
	got := map[string][]string{}
	days := map[string]int{}
	for _, v := range s.Verdicts {
		got[v.Firm+" "+v.Run] = v.Happened
		days[v.Firm+" "+v.Run] = v.Days
	}
	want := map[string][]string{"baker run0": {}, "grocer run0": {"next day", "day of the next"}, "grocer run100": {}, "grocer again": {"after"}}
	for k, w := range want {
		if !slices.Equal(got[k], w) {
			t.Errorf("%s foretold %v, want %v", k, got[k], w)
		}
	}
	if len(got) != len(want) || !slices.Equal(s.Before, []string{"same day", "of a firm without verdict"}) {
		t.Errorf("%v, before any: %v", got, s.Before)
	}
	for k, w := range map[string]int{"baker run0": 200, "grocer run0": 100, "grocer run100": 0, "grocer again": 100} {
		if days[k] != w {
			t.Errorf("%s held for %d days, want %d", k, days[k], w)
		}
	}
	exactly(t, "the time", s.Years, 400./365)
	if s.Events.Count != 3 || s.Events.Seen != 1 || len(s.Events.Windows) != 2 {
		t.Errorf("%+v", s.Events)
	}
	// .1 for 100 days, then .2 for 100.
	exactly(t, "the chance", s.Events.Windows[1].Chance.Best, 1-math.Pow(.9, 100./365)*math.Pow(.8, 100./365))
}

// Looking more often at an unchanged firm changes no score.
func TestLookingMoreOftenChangesNoScore(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		p, base := rapid.Float64Range(.01, .9).Draw(r, "p"), rapid.Float64Range(.01, .9).Draw(r, "base")
		until := rapid.IntRange(1, 1500).Draw(r, "until")
		var hits []Happened
		for i, d := range rapid.SliceOfN(rapid.IntRange(1, 1600), 0, 5).Draw(r, "hits") {
			hits = append(hits, Happened{Firm: "grocer", ID: fmt.Sprint(i), On: on(d), Event: true, Link: "data"})
		}
		fs := []Forecast{said(0, p)}
		a := Score(fs, hits, on(until), base)
		for _, d := range rapid.SliceOfN(rapid.IntRange(1, 1600), 0, 20).Draw(r, "looks") {
			fs = append(fs, said(d, p))
		}
		b := Score(fs, hits, on(until), base)
		for what, x := range map[string][2]float64{"time": {a.Years, b.Years}, "Brier": {a.Events.Brier, b.Events.Brier}, "log": {a.Events.Log, b.Events.Log},
			"rate": {a.Events.Rate, b.Events.Rate}, "expected": {a.Events.Expected.Best, b.Events.Expected.Best},
			"base": {a.Events.Base.Log, b.Events.Base.Log}, "links": {a.Links.Brier, b.Links.Brier}} {
			if math.Abs(x[0]-x[1]) > 1e-9*(1+math.Abs(x[0])) {
				r.Fatalf("%s: %g, with more looks %g", what, x[0], x[1])
			}
		}
		if a.Events.Seen != b.Events.Seen || a.Events.Count != b.Events.Count || len(a.Before) != 0 {
			r.Fatalf("%+v\n%+v", a.Events, b.Events)
		}
	})
}

// Nobody gains by saying something else than he believes.
func TestTheScoresAreProper(t *testing.T) {
	for p := .02; p < 1; p += .02 {
		expected := func(q float64) (brier, log float64) {
			b1, l1 := binary(q, true)
			b0, l0 := binary(q, false)
			return p*b1 + (1-p)*b0, p*l1 + (1-p)*l0
		}
		b, l := expected(p)
		for q := .0; q <= 1; q += .01 {
			if b2, l2 := expected(q); b2 < b-1e-12 || l2 < l-1e-12 {
				t.Fatalf("believing %g it pays to say %g", p, q)
			}
		}
	}
}

// Which link fell first, against what was given to each, worked by hand.
func TestWhichLinkFellFirst(t *testing.T) {
	f := said(0, .1)
	f.Link, f.Confidence = "website", .75
	for _, l := range Chain {
		x := Said{Link: l, Rank1: .05} // sums to .9 with .55 for the website: what is left went to ways nobody has seen
		if l == "website" {
			x.Rank1 = .55
		}
		f.Links = append(f.Links, x)
	}
	hit := func(ids ...string) (out []Happened) {
		for i, l := range ids {
			out = append(out, Happened{Firm: "grocer", ID: fmt.Sprint("pentest", i), On: on(10 + i), Link: l})
		}
		return out
	}
	s := Score([]Forecast{f}, hit("website", "access", ""), on(100), .0748)
	w, a := .55/.9, .05/.9
	exactly(t, "Brier", s.Links.Brier, ((1-w)*(1-w)+7*a*a+w*w+(1-a)*(1-a)+6*a*a)/2)
	exactly(t, "log", s.Links.Log, -(math.Log(w)+math.Log(a))/2)
	exactly(t, "Brier of the baseline", s.Links.Base.Brier, .875)
	exactly(t, "log of the baseline", s.Links.Base.Log, math.Log(8))
	exactly(t, "claimed", s.Links.Claim, .75)
	if s.Links.Named != 2 || s.Links.Right != 1 || len(s.Links.Cases) != 2 || s.Events.Count != 0 {
		t.Errorf("a test that got nowhere names no link, and no test is an event: %+v", s.Links)
	}
	if len(s.Links.Table) != 1 || s.Links.Table[0].From != .5 || s.Links.Table[0].N != 2 || s.Links.Table[0].Came.Best != .5 {
		t.Errorf("%+v", s.Links.Table)
	}

	// Certain and wrong: one in a thousand is the least that counts.
	f.Links = []Said{{Link: "website", Rank1: 1}}
	s = Score([]Forecast{f}, hit("data"), on(100), .0748)
	exactly(t, "log of the impossible", s.Links.Log, math.Log(1007))
	// Nothing said: every link alike, and nothing named.
	f.Links, f.Link = nil, ""
	s = Score([]Forecast{f}, hit("data"), on(100), .0748)
	exactly(t, "log of nothing said", s.Links.Log, math.Log(8))
	if s.Links.Named != 0 || s.Links.Claim != 0 {
		t.Errorf("%+v", s.Links)
	}
}

// Without verdicts, without time and with certainties there is no number that is none.
func TestScoresAreNumbers(t *testing.T) {
	for what, s := range map[string]Scores{
		"nothing":      Score(nil, nil, on(0), .0748),
		"today's":      Score([]Forecast{said(0, .2)}, nil, on(0), .0748),
		"tomorrow's":   Score([]Forecast{said(1, .2)}, nil, on(0), .0748),
		"only tests":   Score(nil, []Happened{{Firm: "grocer", ID: "p", On: on(0), Link: "data"}}, on(9), .0748),
		"certainly":    Score([]Forecast{said(0, 1)}, nil, on(365), 1),
		"certainly no": Score([]Forecast{said(0, 0)}, []Happened{{Firm: "grocer", ID: "i", On: on(3), Event: true}}, on(365), 0),
		"no link":      Score([]Forecast{said(0, .1)}, []Happened{{Firm: "grocer", ID: "i", On: on(3), Link: "moat"}}, on(365), 0),
	} {
		for _, x := range []float64{s.Years, s.Events.Brier, s.Events.Log, s.Events.Rate, s.Events.Base.Brier, s.Events.Base.Log, s.Events.Base.Rate,
			s.Events.Expected.Low, s.Events.Expected.High, s.Links.Brier, s.Links.Log, s.Links.Claim} {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				t.Errorf("%s: %+v", what, s)
			}
		}
	}
}

// The interval of a share is Wilson's; to see 3 % within one point takes 1,164 firm-years.
func TestHowMuchFewCasesSay(t *testing.T) {
	const zz = 2.7055434540954155 // 90 %, two-sided
	exactly(t, "none of ten, at most", share(0, 10).High, zz/(10+zz))
	exactly(t, "none of ten, at least", share(0, 10).Low, 0)
	exactly(t, "all of ten, at least", share(10, 10).Low, 10/(10+zz))
	exactly(t, "half of ten", share(5, 10).High-.5, .5-share(5, 10).Low)
	if n := YearsNeeded(.03, .01); n != 1164 {
		t.Errorf("%d firm-years", n)
	}
	bins := reliability([]float64{0, .049, .05, .2, 1}, []bool{false, true, false, true, true}, eventSteps)
	var got []string
	for _, b := range bins {
		got = append(got, fmt.Sprintf("%g-%g %d %.3g %.3g", b.From, b.To, b.N, b.Said, b.Came.Best))
	}
	if want := []string{"0-0.05 2 0.0245 0.5", "0.05-0.1 1 0.05 0", "0.2-0.4 1 0.2 1", "0.4-1 1 1 1"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
