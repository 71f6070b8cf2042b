package risk

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Forecast is what a verdict said of the time to come, and when. It speaks of
// the days after its own, until the next verdict about the same firm.
type Forecast struct {
	Firm       string    `json:"firm"`
	Run        string    `json:"run"`
	On         time.Time `json:"on"`
	Version    string    `json:"version"`
	Model      string    `json:"model"`
	PYear      Range     `json:"p_year"`     // of at least one event in a year
	Expected   Range     `json:"expected"`   // loss, EUR a year
	Link       string    `json:"link"`       // the weakest; empty: none was named
	Confidence float64   `json:"confidence"` // in that
	Links      []Said    `json:"links"`
}

// Said is what a forecast said of one link.
type Said struct {
	Link       string  `json:"link"`
	Rank1      float64 `json:"rank1"`      // P(first among all)
	Confidence float64 `json:"confidence"` // P(first among those with something weak or broken seen)
}

// Happened is what came of it: a day, the link that fell first, or "" where
// none did or nobody knows, and whether it was an event that PYear speaks of.
type Happened struct {
	Firm  string
	ID    string
	On    time.Time
	Link  string
	Event bool
}

// Scores hold forecasts against what happened.
type Scores struct {
	Until    time.Time  `json:"until"`
	Verdicts []InForce  `json:"verdicts"`
	Years    float64    `json:"firm_years"`
	Events   EventScore `json:"events"`
	Links    LinkScore  `json:"links"`
	Before   []string   `json:"before"` // what happened before any verdict could have foretold it
}

// InForce is a forecast with the time that it held for.
type InForce struct {
	Forecast
	From     time.Time `json:"from"` // first day
	To       time.Time `json:"to"`   // last day; before From when a later verdict of the same day replaced it
	Days     int       `json:"days"`
	Chance   float64   `json:"chance"`   // of at least one event in these days
	Happened []string  `json:"happened"` // ids
}

// EventScore is about whether anything happened. Time is cut into firm-years,
// counted from a firm's first verdict, so that it does not matter how often
// somebody looked; the last one may be running still and counts for its part.
type EventScore struct {
	Windows  []Window `json:"windows"`
	Expected Range    `json:"expected"` // windows with an event, if the forecasts are right
	Seen     int      `json:"seen"`     // windows with an event
	Count    int      `json:"count"`    // events
	Brier    float64  `json:"brier"`    // mean over firm-years of (chance - outcome)^2: 0 is best
	Log      float64  `json:"log"`      // mean of -ln(what was given to the outcome): 0 is best
	Rate     float64  `json:"rate_log"` // per firm-year, rate - ln(rate) for each event: lower is better; no cut of time enters
	Base     Baseline `json:"baseline"`
	Table    []Bin    `json:"reliability"`
}

// Baseline is how one fares who knows nothing of the firm.
type Baseline struct {
	P     float64 `json:"p"` // per firm and year; per link
	Brier float64 `json:"brier"`
	Log   float64 `json:"log"`
	Rate  float64 `json:"rate_log,omitempty"`
}

// Window is one year of a firm, or the part of it that has passed.
type Window struct {
	Firm   string    `json:"firm"`
	From   time.Time `json:"from"`
	To     time.Time `json:"to"`
	Years  float64   `json:"firm_years"`
	Chance Range     `json:"chance"` // of at least one event
	Events int       `json:"events"`
}

// LinkScore is about which link fell first.
type LinkScore struct {
	Cases []LinkCase `json:"cases"`
	Named int        `json:"named"`   // cases in which a weakest link had been named
	Right int        `json:"right"`   // and fell first
	Claim float64    `json:"claimed"` // mean confidence of those
	Brier float64    `json:"brier"`   // mean over cases of the summed squares over the links
	Log   float64    `json:"log"`
	Base  Baseline   `json:"baseline"` // every link alike
	Table []Bin      `json:"reliability"`
}

// LinkCase is one fall that a verdict had spoken of before.
type LinkCase struct {
	ID         string    `json:"id"`
	Firm       string    `json:"firm"`
	On         time.Time `json:"on"`
	Run        string    `json:"run"`
	Fell       string    `json:"fell"`
	Named      string    `json:"named"`
	Confidence float64   `json:"confidence"`
	Chance     float64   `json:"chance"` // given to the link that fell
}

// Bin is a row of a reliability table: where this much was said, that much came.
type Bin struct {
	From float64 `json:"from"`
	To   float64 `json:"to"`
	N    int     `json:"n"`
	Said float64 `json:"said"` // mean
	Came Range   `json:"came"` // share, with its 90 % interval (Wilson)
}

const (
	day       = 24 * time.Hour
	yearDays  = 365
	leastSaid = 1000 // no chance counts for less than one in so many: fewer worlds were drawn than could tell
)

// The steps of the tables, in hundredths. Those of links are where the wording changes.
var (
	eventSteps = []int{0, 5, 10, 20, 40, 100}
	linkSteps  = []int{0, 30, 50, 80, 100}
)

// Score holds forecasts against what happened until a day, included. base is
// the probability of a year that is given to a firm of which nothing is known.
// Forecasts without a probability that can be one are left out.
func Score(forecasts []Forecast, happened []Happened, until time.Time, base float64) Scores {
	s := Scores{Until: dayOf(until), Verdicts: inForce(forecasts, dayOf(until)), Before: []string{}}
	s.Events.Windows, s.Links.Cases = []Window{}, []LinkCase{}
	s.Events.Base.P, s.Links.Base.P = base, 1/float64(len(Chain))
	happened = slices.Clone(happened)
	slices.SortStableFunc(happened, func(a, b Happened) int { return a.On.Compare(b.On) })
	var rates, baseRates float64
	for _, h := range happened {
		if h.On = dayOf(h.On); h.On.After(s.Until) {
			continue
		}
		i := slices.IndexFunc(s.Verdicts, func(v InForce) bool {
			return v.Firm == h.Firm && !h.On.Before(v.From) && !h.On.After(v.To)
		})
		if i < 0 {
			s.Before = append(s.Before, h.ID)
			continue
		}
		v := &s.Verdicts[i]
		v.Happened = append(v.Happened, h.ID)
		if h.Event {
			s.Events.Count++
			rates += math.Log(rateOf(v.PYear.Best))
			baseRates += math.Log(rateOf(base))
		}
		if slices.Contains(Chain, h.Link) {
			s.Links.Cases = append(s.Links.Cases, LinkCase{ID: h.ID, Firm: h.Firm, On: h.On, Run: v.Run, Fell: h.Link,
				Named: v.Link, Confidence: v.Confidence, Chance: v.chances()[h.Link]})
		}
	}
	for _, v := range s.Verdicts {
		t := years(v.Days)
		s.Years += t
		rates -= float64(rateOf(v.PYear.Best) * t)
		baseRates -= float64(rateOf(base) * t)
	}
	if s.Years > 0 {
		s.Events.Rate, s.Events.Base.Rate = -rates/s.Years, -baseRates/s.Years
	}
	s.windows(happened)
	s.links()
	return s
}

// inForce sorts forecasts by firm and day and says how long each held.
func inForce(forecasts []Forecast, until time.Time) []InForce {
	out := []InForce{}
	for _, f := range forecasts {
		f.On = dayOf(f.On)
		if p := f.PYear.Best; f.On.After(until) || !(p >= 0 && p <= 1) {
			continue
		}
		out = append(out, InForce{Forecast: f, From: f.On.Add(day), To: until, Happened: []string{}})
	}
	slices.SortStableFunc(out, func(a, b InForce) int { return cmp.Or(cmp.Compare(a.Firm, b.Firm), a.On.Compare(b.On)) })
	for i := range out {
		v := &out[i]
		if i+1 < len(out) && out[i+1].Firm == v.Firm {
			v.To = out[i+1].On
		}
		v.Days = int(v.To.Sub(v.On) / day)
		v.Chance = 1 - math.Exp(-float64(rateOf(v.PYear.Best)*years(v.Days)))
	}
	return out
}

// windows cuts the time of each firm into years and scores them.
func (s *Scores) windows(happened []Happened) {
	e := &s.Events
	for i := 0; i < len(s.Verdicts); {
		j := i
		for j < len(s.Verdicts) && s.Verdicts[j].Firm == s.Verdicts[i].Firm {
			j++
		}
		all := s.Verdicts[i:j]
		for from := all[0].From; !from.After(s.Until); from = from.AddDate(0, 0, yearDays) {
			w := Window{Firm: all[0].Firm, From: from, To: from.AddDate(0, 0, yearDays-1)}
			if w.To.After(s.Until) {
				w.To = s.Until
			}
			w.Years = years(int(w.To.Sub(w.From)/day) + 1)
			var low, best, high float64
			for _, v := range all {
				a, b := v.From, v.To
				if a.Before(w.From) {
					a = w.From
				}
				if b.After(w.To) {
					b = w.To
				}
				if t := years(int(b.Sub(a)/day) + 1); t > 0 {
					low += float64(rateOf(v.PYear.Low) * t)
					best += float64(rateOf(v.PYear.Best) * t)
					high += float64(rateOf(v.PYear.High) * t)
				}
			}
			w.Chance = Range{Low: 1 - math.Exp(-low), Best: 1 - math.Exp(-best), High: 1 - math.Exp(-high)}
			for _, h := range happened {
				if d := dayOf(h.On); h.Event && h.Firm == w.Firm && !d.Before(w.From) && !d.After(w.To) {
					w.Events++
				}
			}
			e.Windows = append(e.Windows, w)
		}
		i = j
	}
	var said []float64
	var came []bool
	for _, w := range e.Windows {
		y := w.Events > 0
		if y {
			e.Seen++
		}
		e.Expected.Low += w.Chance.Low
		e.Expected.Best += w.Chance.Best
		e.Expected.High += w.Chance.High
		share := w.Years / s.Years
		b, l := binary(w.Chance.Best, y)
		e.Brier += float64(share * b)
		e.Log += float64(share * l)
		b, l = binary(1-math.Exp(-float64(rateOf(e.Base.P)*w.Years)), y)
		e.Base.Brier += float64(share * b)
		e.Base.Log += float64(share * l)
		said, came = append(said, w.Chance.Best), append(came, y)
	}
	e.Table = reliability(said, came, eventSteps)
}

// links scores which link fell first against what was said of each.
func (s *Scores) links() {
	l := &s.Links
	var said []float64
	var came []bool
	for _, c := range l.Cases {
		i := slices.IndexFunc(s.Verdicts, func(v InForce) bool { return v.Run == c.Run && v.Firm == c.Firm })
		n := float64(len(l.Cases))
		chances := s.Verdicts[i].chances()
		for _, link := range Chain {
			p, y, u := chances[link], 0, 1/float64(len(Chain))
			if link == c.Fell {
				y = 1
			}
			l.Brier += float64((p-float64(y))*(p-float64(y))) / n
			l.Base.Brier += float64((u-float64(y))*(u-float64(y))) / n
		}
		l.Log -= math.Log(c.Chance) / n
		l.Base.Log += math.Log(float64(len(Chain))) / n
		if c.Named == "" {
			continue
		}
		l.Named++
		l.Claim += c.Confidence
		if c.Named == c.Fell {
			l.Right++
		}
		said, came = append(said, c.Confidence), append(came, c.Named == c.Fell)
	}
	if l.Named > 0 {
		l.Claim /= float64(l.Named)
	}
	l.Table = reliability(said, came, linkSteps)
}

// chances are what a forecast gave to each link, looked at or not, to fall
// first; where it said nothing, every link is alike.
func (f Forecast) chances() map[string]float64 {
	out, sum := map[string]float64{}, float64(0)
	for _, l := range f.Links {
		if l.Rank1 > 0 && slices.Contains(Chain, l.Link) {
			sum += l.Rank1
			out[l.Link] = l.Rank1
		}
	}
	var all float64
	for _, l := range Chain {
		if sum > 0 {
			out[l] /= sum
		} else {
			out[l] = 1 / float64(len(Chain))
		}
		out[l] = max(out[l], 1/float64(leastSaid))
		all += out[l]
	}
	for _, l := range Chain {
		out[l] /= all
	}
	return out
}

// binary is the squared and the logarithmic error of a chance.
func binary(p float64, came bool) (brier, log float64) {
	p = min(1-1e-9, max(1e-9, p))
	if !came {
		return float64(p * p), -math.Log1p(-p)
	}
	return float64((1 - p) * (1 - p)), -math.Log(p)
}

// rateOf is the rate of events a year that makes at least one as likely as p.
func rateOf(p float64) float64 { return -math.Log1p(-min(1-1e-9, max(1e-9, p))) }

func years(days int) float64 { return float64(days) / yearDays }

func dayOf(t time.Time) time.Time { return t.UTC().Truncate(day) }

// reliability counts what was said and what came, by steps in hundredths;
// steps that nothing was said in are left out.
func reliability(said []float64, came []bool, steps []int) []Bin {
	out := []Bin{}
	for i := range len(steps) - 1 {
		b := Bin{From: float64(steps[i]) / 100, To: float64(steps[i+1]) / 100}
		yes := 0
		for j, p := range said {
			if p < b.From || p >= b.To && !(i == len(steps)-2 && p <= b.To) {
				continue
			}
			b.N++
			b.Said += p
			if came[j] {
				yes++
			}
		}
		if b.N > 0 {
			b.Said /= float64(b.N)
			b.Came = share(yes, b.N)
			out = append(out, b)
		}
	}
	return out
}

// share is yes of n with its 90 % interval (Wilson 1927).
func share(yes, n int) Range {
	z := math.Sqrt2 * math.Erfinv(1-2*tail)
	p, m, zz := float64(yes)/float64(n), float64(n), float64(z*z)
	middle := (p + zz/(2*m)) / (1 + zz/m)
	half := z / (1 + zz/m) * math.Sqrt(float64(p*(1-p))/m+zz/float64(4*m*m))
	return Range{Low: max(0, middle-half), Best: p, High: min(1, middle+half)}
}

// YearsNeeded is how many firm-years it takes to see a base rate of p within d
// either way, two standard errors.
func YearsNeeded(p, d float64) int {
	return int(math.Ceil(float64(4*p*(1-p))/float64(d*d) - 1e-6))
}
