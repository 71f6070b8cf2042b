package report_test

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/reporttest"
	"github.com/weaklink/weaklink/risk"
)

var figures = regexp.MustCompile(`\d[\d,]*(\.\d+)?`)

// significant is how many digits of a figure say something.
func significant(figure string) int {
	s := strings.ReplaceAll(figure, ",", "")
	if whole, part, ok := strings.Cut(s, "."); ok {
		return len(strings.TrimLeft(whole+part, "0"))
	}
	return len(strings.TrimRight(strings.TrimLeft(s, "0"), "0"))
}

// Of sixty generated verdicts, every number that is opened is told with two
// significant digits, as a count of a hundred, in euros or in another unit:
// never as a percentage, and never as no number at all.
func TestOpenedNumbersAreToldPlainly(t *testing.T) {
	told := 0
	for seed := range uint64(60) {
		m := reporttest.Model(seed, reporttest.Options{Findings: 1 + int(seed)%15, Stores: int(seed) % 3, Carried: seed%7 == 1, Whole: seed%7 == 3})
		o := m.Reasons
		var plain []string // without names of the firm's things, which may hold any figure
		add := func(s ...string) {
			for _, s := range s {
				if s != "" {
					plain = append(plain, s)
				}
			}
		}
		add(o.Steady, o.Rate, o.Outside, o.Saving)
		for _, l := range o.Links {
			for _, n := range l.Numbers {
				add(n.Value)
				if n.Formula == "" || n.Name == "" || n.Unit == "" {
					t.Errorf("verdict %d: %s of %s is not opened", seed, n.Name, l.Link)
				}
			}
		}
		for _, a := range o.Assumptions {
			add(a.Say)
		}
		for _, f := range o.FindOut {
			add(f.Say)
		}
		for _, k := range o.Overrides {
			add(k.Say)
			if !strings.Contains(k.Say, "yours ") || !strings.Contains(k.Say, ", was ") {
				t.Errorf("an override that does not show old and new: %s", k.Say)
			}
		}
		for _, s := range plain {
			told++
			for _, f := range figures.FindAllString(s, -1) {
				if significant(strings.Trim(f, ",")) > 2 {
					t.Errorf("verdict %d: %s claims more than two digits: %s", seed, f, s)
				}
			}
		}
		raw, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"%", "NaN", "Inf", "-0 ", "grade", "score"} {
			if strings.Contains(strings.ReplaceAll(string(raw), "Shapley", ""), bad) && bad != "%" || bad == "%" && strings.Contains(strings.Join(plain, "\n"), bad) {
				t.Errorf("verdict %d: the reasons say %q", seed, bad)
			}
		}
	}
	if told < 1000 {
		t.Errorf("only %d texts were looked at", told)
	}
}

// Whoever pastes a line that challenges a number sets one that can be set, to
// another value than it has.
func TestChallengesCanBePasted(t *testing.T) {
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]bool{}
	for seed := range uint64(40) {
		m := reporttest.Model(seed, reporttest.Options{Findings: 12})
		for _, l := range m.Reasons.Links {
			if len(l.Findings) > 0 && len(l.Challenge) == 0 {
				t.Errorf("verdict %d: no number of %s can be challenged", seed, l.Link)
			}
			for _, ch := range l.Challenge {
				lines[ch.Line] = true
			}
		}
		for _, f := range m.Findings.All() {
			if bad := f.Grip == chain.Broken || f.Grip == chain.Weak; bad != (f.Line != "") {
				t.Errorf("%s, %s: the line is %q", f.ID, f.Grip, f.Line)
			}
		}
	}
	for _, id := range c.IDs() {
		if k, ok := report.Constant(c, id, nil); ok && k.Line != "" {
			lines[k.Line] = true
		}
	}
	if len(lines) < 200 {
		t.Fatalf("%d lines", len(lines))
	}
	for line := range lines {
		set, ok := strings.CutPrefix(line, "weaklink whatif --set ")
		id, value, is := strings.Cut(set, "=")
		x, err := strconv.ParseFloat(value, 64)
		if !ok || !is || err != nil {
			t.Fatalf("%q cannot be pasted: %v", line, err)
		}
		was, _, known := c.Number(id)
		if !known || was == x {
			t.Errorf("%q changes nothing: it is %g", line, was)
		}
		if _, err := c.With(map[string]float64{id: x}); err != nil {
			t.Errorf("%q: %v", line, err)
		}
	}
}

// Every number of the model has a meaning in words, of which none is empty or
// just its id again.
func TestEveryConstantMeansSomething(t *testing.T) {
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range c.IDs() {
		k, ok := report.Constant(c, id, nil)
		if !ok || len(k.Means) < 10 || k.Means == strings.ReplaceAll(id, ".", " ") || k.Unit == "" || k.Mark == "" || k.Source == "" {
			t.Errorf("%s: %+v", id, k)
		}
	}
	for _, k := range c.Controls() {
		if report.ControlName(k.ID) == strings.ReplaceAll(k.ID, "-", " ") {
			t.Errorf("%s has no plain name", k.ID)
		}
	}
	mine, _ := report.Constant(c, "mfa.m", []risk.Override{{ID: "mfa.m", Low: .7, Best: .7, High: .7, Was: .4}})
	if mine.Mark != "yours" || mine.Value != .7 || !strings.Contains(mine.Note, "was 0.4") {
		t.Errorf("a number of the firm's own is shown as %+v", mine)
	}
}

// The shares are euros of a hundred: they add up to it.
func TestSharesAddUp(t *testing.T) {
	for seed := range uint64(50) {
		sum := 0
		all := reporttest.Model(seed, reporttest.Options{Findings: 5}).Reasons.Shares
		for _, s := range all {
			if sum += s.Of100; s.Of100 < 0 || s.EUR < 0 {
				t.Errorf("verdict %d: %+v", seed, s)
			}
		}
		if len(all) > 0 && sum != 100 {
			t.Errorf("verdict %d: %d of 100", seed, sum)
		}
	}
}

func opened(v risk.Verdict, a report.Advised) *report.Reasons {
	c, err := risk.Load()
	if err != nil {
		panic(err)
	}
	return report.Opens(v, nil, a, c)
}

// That the attack rate does not matter is said only when neither the ranking by
// attacks alone nor half or twice the rate names another link.
func TestTheAttackRateMayMatter(t *testing.T) {
	v := risk.Verdict{Link: "website"}
	const same = "Which link comes first does not depend on the attack rate."
	if got := opened(v, report.Advised{}).Rate; got != same {
		t.Errorf("%q", got)
	}
	v.ClientData = "backups"
	if got := opened(v, report.Advised{}).Rate; got != "For client data alone: the backups." {
		t.Errorf("%q", got)
	}
	v.ClientData = ""
	moved := &risk.Stability{Link: "website", Same: .41, Variants: 200, Tornado: []risk.Swing{{ID: "lambda0.median", Value: .0283, Low: .014, High: .057, DropLow: 320, DropHigh: 1200, LinkLow: "backups", LinkHigh: "website"}}}
	o := opened(v, report.Advised{Stability: moved})
	if o.Rate != "" {
		t.Errorf("half the rate names another link, and we say %q", o.Rate)
	}
	pair := &risk.Stability{Link: "website", Variants: 200, Tornado: []risk.Swing{{ID: "loss.churn.a", Value: 1, Low: .5, High: 2, DropLow: 400, DropHigh: 760, LinkLow: "website", LinkHigh: "website"}}}
	if got, want := opened(v, report.Advised{Stability: pair}).Assumptions[0].Say, "Our guess of how many customers leave after a breach: 2 of 100. With 1 of 100, mending the website saves 400 EUR a year; with 4 of 100 it saves 760."; got != want {
		t.Errorf("%q", got)
	}
	if want := "Our guess of how often a firm of this size is hit at all: 2.8 times in 100 years. With 1.4 times in 100 years, mending the website saves 320 EUR a year; with 5.7 times in 100 years it saves 1,200. With the first the weakest link would be the backups."; o.Assumptions[0].Say != want {
		t.Errorf("%q", o.Assumptions[0].Say)
	}
	if !strings.HasPrefix(o.Steady, "The weakest link stays the same in 41 of 100 variants") {
		t.Errorf("%q", o.Steady)
	}
	if none := opened(risk.Verdict{ClientData: "backups"}, report.Advised{}); none.Rate != "" || none.Steady != "" {
		t.Errorf("no link is named, and we say %q", none.Rate+none.Steady)
	}
}

// When ways in that nobody has seen come first of all, the second sentence says
// so and names the look; the headline stays with what was seen.
func TestUnlistedWaysInAreTheSecondSentence(t *testing.T) {
	for _, c := range []struct {
		routes float64
		says   bool
	}{{0, false}, {.2, false}, {.5, true}} {
		in := report.Input{Verdict: risk.Verdict{Wording: risk.Unknown, Routes: risk.Routes{Rank1: c.routes}}}
		for _, l := range chain.Links() {
			in.Verdict.Links = append(in.Verdict.Links, risk.LinkRisk{Link: string(l), Rank1: .3})
		}
		m, err := report.Build(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(m.Verdict.Second, "nobody has listed"); got != c.says {
			t.Errorf("first with %g: %q", c.routes, m.Verdict.Second)
		}
		if c.says {
			if !strings.Contains(m.Verdict.Second, "list every machine") || m.Verdict.Link != nil {
				t.Errorf("%q names no look", m.Verdict.Second)
			}
			if e, w := report.Ease(m.Verdict.Second), report.OfTheTrade(m.Verdict.Second); e < report.LeastEase || w != "" {
				t.Errorf("reading ease %.0f, %q: %s", e, w, m.Verdict.Second)
			}
		}
	}
}

// A cost outside what insurers paid is said to be.
func TestOutsideTheBand(t *testing.T) {
	for _, c := range []struct {
		low, best, high float64
		says            string
	}{{3700, 32000, 190000, ""}, {3700, 32000, 950000, "The worst of what one event costs here, 950,000 EUR, lies above"}, {100, 900, 9000, "The middle of what one event costs here, 900 EUR, lies below"},
		{40000, 800000, 2e6, "The middle of what one event costs here, 800,000 EUR, lies above"}, {500, 9000, 80000, "The least of what one event costs here, 500 EUR, lies below"}} {
		got := report.Band(risk.Range{Low: c.low, Best: c.best, High: c.high}, 2520, 494000)
		if c.says == "" && got != "" || !strings.HasPrefix(got, c.says) || c.says != "" && !strings.Contains(got, "2,500 to 490,000 EUR") {
			t.Errorf("%v: %q", c, got)
		}
	}
}

// Nothing was worked out, or something impossible: no figure is made up.
func TestReasonsOfNothing(t *testing.T) {
	for name, a := range map[string]report.Advised{
		"nothing": {}, "no loss": {Shares: []risk.Share{{Link: "data"}}, Measures: &risk.Measures{}, Plan: &risk.Plan{}, Next: &risk.Next{}, Stability: &risk.Stability{}},
		"unknown id": {Stability: &risk.Stability{Link: "data", Variants: 200, Tornado: []risk.Swing{{ID: "gone.away", Value: math.NaN()}}}},
	} {
		o := opened(risk.Verdict{Links: []risk.LinkRisk{{Link: "data"}}}, a)
		if len(o.Shares)+len(o.Others)+len(o.FindOut) > 0 || o.Saving != "" || o.Outside != "" {
			t.Errorf("%s: %+v", name, o)
		}
		for _, n := range o.Links[0].Numbers {
			if strings.Contains(fmt.Sprint(n.Value), "NaN") {
				t.Errorf("%s: %s is %s", name, n.Name, n.Value)
			}
		}
		for _, x := range o.Assumptions {
			if strings.Contains(x.Say, "NaN") {
				t.Errorf("%s: %s", name, x.Say)
			}
		}
	}
}
