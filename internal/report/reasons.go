package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/risk"
)

// Advised is what was worked out beside the verdict. Each part may be missing:
// a quick look, or a run of an older build.
type Advised struct {
	Plan      *risk.Plan
	Next      *risk.Next
	Shares    []risk.Share
	Stability *risk.Stability
	Overrides []risk.Override
	Measures  *risk.Measures
	Mended    *[2]risk.Range // P(damage in a year) before and after the named link is mended
}

// Reasons opens the numbers of the report: how each comes about, what it rests
// on, and how to challenge it.
type Reasons struct {
	Links       []LinkReason      `json:"links"`             // those that the model weighs, in chain order
	Shares      []Part            `json:"shares"`            // who contributes how much: a second view
	Stability   *risk.Stability   `json:"stability"`         // null: a quick look
	Steady      string            `json:"steady,omitempty"`  // the same in words
	Assumptions []Assumption      `json:"assumptions"`       // the three that move the named link most
	Overrides   []Known           `json:"overrides"`         // numbers that the firm knows better
	Rate        string            `json:"rate,omitempty"`    // whether it depends on how often firms are attacked
	Outside     string            `json:"outside,omitempty"` // the cost lies outside what insurers pay
	Saving      string            `json:"saving,omitempty"`  // what the plan saves, in words
	FindOut     []FindOut         `json:"find_out"`          // what finding out is worth, the best use of a minute first
	Routes      []risk.Route      `json:"routes"`            // by which each asset is reached most often, per threat
	Chokes      []risk.Choke      `json:"chokes"`            // what every route to an asset goes through
	Others      []Other           `json:"other_measures"`    // and why none of them is the headline
	Mended      *[2]risk.Range    `json:"mended"`            // P(damage in a year) before and after the named link is mended; null: none is named
	Constants   []ShownConstant   `json:"constants"`         // that the numbers above name, each once
	Marks       map[string]string `json:"marks"`             // what they mean
}

// LinkReason is the numbers of one link, opened.
type LinkReason struct {
	Link      chain.Link  `json:"link"`
	Numbers   []Opened    `json:"numbers"`
	Findings  []string    `json:"findings"`  // weak or broken: what the numbers rest on
	Constants []string    `json:"constants"` // ids
	Challenge []Challenge `json:"challenge"`
}

// Opened is one number with how it comes about.
type Opened struct {
	Name    string  `json:"name"`
	Value   string  `json:"value"` // in words, two significant digits
	Best    float64 `json:"best"`
	Unit    string  `json:"unit"`
	Formula string  `json:"formula"`
}

// Challenge is a line to paste that ranks again with another number.
type Challenge struct {
	ID   string  `json:"id"`
	Is   float64 `json:"is"`
	Try  float64 `json:"try"` // half the odds, or half
	Line string  `json:"line"`
}

// Part is how much a link contributes to what could be saved.
type Part struct {
	Link  chain.Link `json:"link"`
	EUR   float64    `json:"eur"`    // a year
	Of100 int        `json:"of_100"` // euros of a hundred that could be saved
}

// Assumption is a number that a person decided and that moves the answer.
type Assumption struct {
	ID   string `json:"id"`
	Say  string `json:"say"`
	Line string `json:"line"` // to challenge it
}

// Known is a number that the firm knows better.
type Known struct {
	risk.Override
	Say string `json:"say"`
}

// FindOut is an unknown and what knowing it is worth.
type FindOut struct {
	Link    chain.Link `json:"link"`
	Control string     `json:"control"`
	EUR     float64    `json:"eur"` // over the horizon
	Minutes int        `json:"minutes"`
	Changes float64    `json:"changes"` // probability that it changes what to do first
	Say     string     `json:"say"`
}

// Other is another way to say what matters most, and why it does not decide.
type Other struct {
	Measure string  `json:"measure"`
	Names   string  `json:"names"` // what it would name
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
	Say     string  `json:"say"`
	WhyNot  string  `json:"why_not"`
}

// ShownConstant is a number of the model with where it comes from.
type ShownConstant struct {
	ID     string  `json:"id"`
	Value  float64 `json:"value"`
	Unit   string  `json:"unit"`
	Means  string  `json:"means"`
	Mark   string  `json:"mark"`
	Source string  `json:"source"`
	Note   string  `json:"note,omitempty"`
	Line   string  `json:"line"` // to challenge it
}

// Sighting is when, where and how a fact was seen.
type Sighting struct {
	Digest    string          `json:"digest"`
	Kind      string          `json:"kind"`
	Subject   string          `json:"subject"`
	Method    evidence.Method `json:"method"`
	Target    string          `json:"target"`
	Collector string          `json:"collector"`
	Seen      time.Time       `json:"seen"`
}

// Marks says how well a number is known.
var Marks = map[string]string{"V": "read in the source", "S": "second-hand", "M": "from memory, to be verified", "J": "our judgement", "yours": "set by you"}

// Opens works the reasons out. constants are those that the run was judged with.
func Opens(v risk.Verdict, findings []chain.Finding, a Advised, constants *risk.Constants) *Reasons {
	r := &Reasons{Links: []LinkReason{}, Shares: parts(a.Shares), Stability: a.Stability, Assumptions: []Assumption{}, Overrides: []Known{}, FindOut: []FindOut{},
		Routes: []risk.Route{}, Chokes: []risk.Choke{}, Others: []Other{}, Constants: []ShownConstant{}, Marks: Marks, Mended: a.Mended}
	o := opener{constants: constants, r: r, yours: a.Overrides}
	for _, l := range v.Links {
		r.Links = append(r.Links, o.link(l, findings, r.Shares))
	}
	o.steady(a.Stability)
	for _, k := range a.Overrides {
		r.Overrides = append(r.Overrides, Known{k, overridden(constants, k)})
	}
	if v.Link != "" {
		r.Rate = rate(v, a.Stability)
	}
	r.Outside = outside(constants, v)
	r.Saving = saving(a.Plan)
	if a.Next != nil {
		for _, l := range a.Next.Looks {
			if l.EVPPI >= 1 {
				r.FindOut = append(r.FindOut, FindOut{chain.Link(l.Link), l.Control, l.EVPPI, l.Minutes, l.Changes, worthOf(l, a.Next.Horizon)})
			}
		}
	}
	if a.Measures != nil {
		r.Routes, r.Chokes, r.Others = orEmpty(a.Measures.Routes), orEmpty(a.Measures.Chokes), others(a.Measures, a.Shares)
	}
	return r
}

type opener struct {
	constants *risk.Constants
	r         *Reasons
	yours     []risk.Override
}

const challenged = 3 // lines to paste beside the numbers of a link

func (o *opener) link(l risk.LinkRisk, findings []chain.Finding, shares []Part) LinkReason {
	out := LinkReason{Link: chain.Link(l.Link), Findings: []string{}, Constants: []string{}, Challenge: []Challenge{}}
	add := func(name, value string, best float64, unit, formula string) {
		out.Numbers = append(out.Numbers, Opened{name, value, best, unit, formula})
	}
	add("mending what was seen saves", yearly(l.DropSeen), l.DropSeen.Best, "EUR/year",
		"the loss of a year as things are, less the loss of a year with every control of this link that was looked at brought to what a careful small firm reaches; the same worlds and the same random numbers for both. This is what the verdict ranks")
	add("mending all of it saves", yearly(l.Drop), l.Drop.Best, "EUR/year", "the same with the controls that nobody has looked at, which count as they are in an ordinary firm of this size")
	p := l.Parts
	add("of that: attacks", once(p.Attack), p.Attack, "EUR/year", "campaigns of seven kinds a year × how far each gets through the firm's own chain × what is then lost")
	add("of that: unlawful", once(p.Unlawful), p.Unlawful, "EUR/year", "complaints, warnings and inspections a year × their cost, in proportion to what is captured or kept without notice, consent or need")
	add("of that: distrusted", once(p.Distrusted), p.Distrusted, "EUR/year", "days with a fault that visitors meet × the share of them that leaves × what they would have brought")
	add("of that: breakdown", once(p.Breakdown), p.Breakdown, "EUR/year", "broken disks, fires and own deletions a year × the standstill, longer when the copy fails")
	if l.RankHigh > 0 {
		rank := fmt.Sprintf("place %d to %d of %d", l.RankLow, l.RankHigh, len(chain.Links())+1)
		if l.RankLow == l.RankHigh {
			rank = fmt.Sprintf("place %d of %d", l.RankLow, len(chain.Links())+1)
		}
		add("rank among all links and the ways in that nobody has seen", rank, float64(l.RankLow), "rank", "in how many worlds how many links would save more than this one: nine times in ten its place lies here")
	}
	add("first of those seen weak or broken", of100(l.Confidence)+" worlds", l.Confidence, "probability", "the share of the worlds in which mending what was seen of this link saves most, ties shared; only links with something weak or broken compete")
	add("first of all links, unseen ones too", of100(l.Rank1)+" worlds", l.Rank1, "probability", "the same over all links and all their controls; what nobody looked at never makes a headline")
	add("strength", between100(l.Strength), l.Strength.Best, "share", "1 less what mending it would save, in proportion to what it holds off today and could hold off: of 100 euros of damage that this link can stop, it stops so many")
	for _, s := range shares {
		if s.Link == out.Link {
			add("share of all that could be saved", fmt.Sprintf("%s EUR a year, %d of each 100 EUR", Money(s.EUR), s.Of100), s.EUR, "EUR/year", "the mean of what mending it saves over all orders in which the links could be mended (Shapley)")
		}
	}
	var controls []string
	for _, grip := range []chain.Grip{chain.Broken, chain.Weak} {
		for i := range findings {
			f := &findings[i]
			if f.Link != out.Link || f.Grip != grip {
				continue
			}
			out.Findings = append(out.Findings, f.ID)
			if !slices.Contains(controls, f.Control) {
				controls = append(controls, f.Control)
			}
		}
	}
	for _, c := range controls {
		k, ok := o.constants.Control(c)
		if !ok {
			continue
		}
		for _, n := range ControlNumbers(o.constants, k, o.yours) {
			out.Constants = append(out.Constants, n.ID)
			if !slices.ContainsFunc(o.r.Constants, func(c ShownConstant) bool { return c.ID == n.ID }) {
				o.r.Constants = append(o.r.Constants, n)
			}
		}
		if id, ok := strongest(k); ok && len(out.Challenge) < challenged {
			if c, ok := challenge(o.constants, id); ok {
				out.Challenge = append(out.Challenge, c)
			}
		}
	}
	return out
}

// strongest is the number by which a control takes most.
func strongest(k risk.Control) (id string, ok bool) {
	best := 0.0
	for _, v := range ways {
		if e := k.Eps[v.id]; e > best {
			best, id = e, k.ID+".eps."+v.id
		}
	}
	switch {
	case best > 0:
		return id, true
	case k.G > 0:
		return k.ID + ".g", true
	case k.H > 0:
		return k.ID + ".h", true
	}
	return "", false
}

// challenge is the line that sets a number to half its odds, if it lies
// between 0 and 1, or to half of it.
func challenge(c *risk.Constants, id string) (Challenge, bool) {
	k, ok := c.Sourced(id)
	if !ok || k.Value == 0 {
		return Challenge{}, false
	}
	try := k.Value / 2
	if bounded(k.Unit) && k.Value < 1 {
		try = k.Value / (2 - k.Value) // odds / 2
	}
	return Challenge{id, k.Value, twoDigits(try), fmt.Sprintf("weaklink whatif --set %s=%s", id, figure(try))}, true
}

// bounded says whether a number of that unit lies between 0 and 1.
func bounded(unit string) bool {
	return unit == "probability" || unit == "correlation" || unit == "weight" || unit == "share" || strings.HasPrefix(unit, "share ")
}

func twoDigits(x float64) float64 {
	if x == 0 {
		return 0
	}
	scale := math.Pow(10, math.Floor(math.Log10(math.Abs(x)))-1)
	if scale < 1 { // a power below 1 is no exact number: divide by its inverse
		inv := math.Round(1 / scale)
		return math.Round(x*inv) / inv
	}
	return math.Round(x/scale) * scale
}

// figure is a number with two significant digits, as a command takes it.
func figure(x float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%g", twoDigits(x)), ".0")
}

// parts are the shares as euros of a hundred, which add up to a hundred.
func parts(shares []risk.Share) []Part {
	out, sum := []Part{}, 0.0
	for _, s := range shares {
		sum += max(0, s.Share)
	}
	if sum < 1 {
		return out
	}
	left := 100
	for _, s := range shares {
		n := int(math.Floor(100 * max(0, s.Share) / sum))
		out = append(out, Part{chain.Link(s.Link), max(0, s.Share), n})
		left -= n
	}
	for ; left > 0; left-- { // to whoever lost most by being rounded down
		best, most := 0, -1.0
		for i, p := range out {
			if lost := 100*p.EUR/sum - float64(p.Of100); lost > most {
				best, most = i, lost
			}
		}
		out[best].Of100++
	}
	return out
}
