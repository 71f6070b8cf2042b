package scan

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/risk"
)

const ownSamples = 4096

func caseOf(f chain.Firm, constants map[string]any) Case {
	return Case{Firm: f, Constants: constants, Samples: ownSamples, Seed: new(uint64(1)), Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
}

func lossOf(t *testing.T, f chain.Firm, constants map[string]any) risk.Loss {
	t.Helper()
	c := caseOf(f, constants)
	build, own, _, err := c.builder(nil)
	if err != nil {
		t.Fatal(err)
	}
	m, err := build(own)
	if err != nil {
		t.Fatal(err)
	}
	v, err := risk.Weigh(m, risk.Options{Seed: *c.Seed, Samples: c.Samples})
	if err != nil {
		t.Fatal(err)
	}
	return v.Loss
}

// Each figure that a firm gives replaces the template's and moves what it
// should, whatever the others are.
func TestTheFirmsOwnFiguresReplaceTheTemplates(t *testing.T) {
	base := chain.Firm{Name: "grocer", Staff: 7}
	was := lossOf(t, base, nil)
	with := func(change func(*chain.Firm), constants map[string]any) risk.Loss {
		f := base
		change(&f)
		return lossOf(t, f, constants)
	}
	none := func(*chain.Firm) {}

	same := with(func(f *chain.Firm) { f.Revenue, f.Customers = 500000, 800 }, nil)
	if same != was {
		t.Errorf("the template's own figures, said, change the loss: %+v, was %+v", same, was)
	}
	rich := with(func(f *chain.Firm) { f.Revenue = 5e6 }, nil)
	if r := rich.Business.Best / was.Business.Best; math.Abs(r-10) > .5 {
		t.Errorf("ten times the revenue loses %.2f times the business", r)
	}
	if rich.CleanUp.Best <= was.CleanUp.Best || rich.PYear != was.PYear {
		t.Errorf("ten times the revenue: clean-up %+v, was %+v; probability %+v, was %+v", rich.CleanUp, was.CleanUp, rich.PYear, was.PYear)
	}
	crowd := with(func(f *chain.Firm) { f.Customers = 8000 }, nil)
	if crowd.PYear != was.PYear || math.Abs(crowd.Business.Best/was.Business.Best-1) > .02 || crowd.CleanUp.Best <= was.CleanUp.Best {
		t.Errorf("ten times the customers: %+v, was %+v", crowd, was)
	}
	online := with(func(f *chain.Firm) { f.OnlineShare = .9 }, nil)
	if online.Business.Best <= was.Business.Best || online.CleanUp != was.CleanUp || online.Claims != was.Claims {
		t.Errorf("nine tenths online: %+v, was %+v", online, was)
	}
	// 500,000 x .35 / 2,200 hours are 79.5 EUR an hour.
	hour := with(none, map[string]any{"firm.margin_per_hour": 10 * 500000 * .35 / 2200})
	if hour.Business.Best < 5*was.Business.Best || hour.CleanUp != was.CleanUp || hour.PYear != was.PYear {
		t.Errorf("ten times the margin per hour: %+v, was %+v", hour, was)
	}
	for sector, want := range map[string]float64{"construction": 10.3 / 7.48, "healthcare": 9.1 / 7.48, "professional": 8.9 / 7.48, "information": 8.4 / 7.48,
		"retail": 7.3 / 7.48, "hospitality": 2.8 / 7.48, "Retail ": 7.3 / 7.48, "Einzelhandel": 7.3 / 7.48, "law firm": 8.9 / 7.48, "hotel": 2.8 / 7.48, "all": 1, "mining": 1, "": 1} {
		c, err := risk.Load()
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Sector(sector); math.Abs(got-want) > 1e-9 {
			t.Errorf("the sector %q has %.3f times the rate, want %.3f", sector, got, want)
		}
	}
	hotel := with(func(f *chain.Firm) { f.Sector = "hospitality" }, nil)
	if hotel.PYear.Best >= was.PYear.Best || hotel.Expected.Best >= was.Expected.Best {
		t.Errorf("a hotel: %+v, was %+v", hotel, was)
	}
	if big := with(func(f *chain.Firm) { f.Staff = 20 }, nil); big.Expected.Best <= was.Expected.Best {
		t.Errorf("a larger firm loses %g, a small one %g", big.Expected.Best, was.Expected.Best)
	}
}

// A range says that a firm is not sure: the result is wider than with its best
// alone, and about as large.
func TestARangeWidensTheResult(t *testing.T) {
	f := chain.Firm{Name: "grocer", Staff: 7}
	all := func(l risk.Loss) risk.Range { return l.Expected }
	for _, x := range []struct {
		id    string
		best  float64
		spans []any
		of    func(risk.Loss) risk.Range
	}{
		{"firm.margin_per_hour", 80, []any{8.0, 80.0, 800.0}, func(l risk.Loss) risk.Range { return l.Business }},
		{"loss.rebuild.1", 15000, []any{1500.0, 150000.0}, func(l risk.Loss) risk.Range { return l.CleanUp }},
		{"lambda0.median", .0283, []any{.00283, .0283, .283}, all},
	} {
		one := x.of(lossOf(t, f, map[string]any{x.id: x.best}))
		wide := x.of(lossOf(t, f, map[string]any{x.id: x.spans}))
		was, is := math.Log(one.High/one.Low), math.Log(wide.High/wide.Low)
		t.Logf("%s: ln(high/low) %.2f with one value, %.2f with the range; mean %.0f and %.0f", x.id, was, is, one.Best, wide.Best)
		if is < 1.1*was {
			t.Errorf("%s: a range as wide as 100 times leaves the result at %.2f, was %.2f", x.id, is, was)
		}
	}
}

// What is set reaches the record: the report lists old and new, the digest of
// the model is another, and judging the run again gives the same.
func TestOwnNumbersAreKeptAndJudgedAgain(t *testing.T) {
	f := chain.Firm{Name: "grocer", Staff: 7}
	said := map[string]any{"mfa.eps.K": .9, "w.X": []any{.2, .4}, "price.USD.2015": 250.0}
	c := caseOf(f, said)
	c.Samples = 512
	j, err := Judge(c)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, o := range j.Advice.Overrides {
		ids = append(ids, o.ID)
		if o.Was <= 0 || o.Best <= 0 || o.Best == o.Was {
			t.Errorf("%+v does not say what stood there before", o)
		}
	}
	if !slices.Equal(ids, []string{"mfa.eps.K", "price.USD.2015", "w.X"}) {
		t.Errorf("listed are %v", ids)
	}
	own, _, err := Own(said)
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	if j.Verdict.Model != own.Digest() || own.Digest() == shipped.Digest() {
		t.Errorf("the run names the model %.8s, its settings give %.8s, shipped is %.8s", j.Verdict.Model, own.Digest(), shipped.Digest())
	}
	raw, err := json.Marshal(recordOf(c, "test", j))
	if err != nil {
		t.Fatal(err)
	}
	if _, differs, err := Replay(raw, nil, nil, evidence.Root(nil)); err != nil || differs != "" {
		t.Errorf("judged again: %v, differs in %q", err, differs)
	}
	// Another number in the record is another answer: replay would see it.
	other := json.RawMessage(strings.Replace(string(raw), `"mfa.eps.K":0.9`, `"mfa.eps.K":0.1`, 1))
	if _, differs, err := Replay(other, nil, nil, evidence.Root(nil)); err != nil || differs == "" {
		t.Errorf("another number was judged and nothing differs: %v", err)
	}
}

// Before anything is looked at, each number is held against the model.
func TestWhatIsSetIsChecked(t *testing.T) {
	for _, x := range []struct {
		id    string
		value any
		known bool
		say   string
	}{
		{"mfa.eps.K", .9, true, ""},
		{"rate.web developer", 100.0, true, ""},
		{"w.X", []any{.2, .3, .4}, true, ""},
		{"mfa.eps.k", .9, false, "did you mean mfa.eps.K?"},
		{"loss.fine.p", 1.5, true, "between 0 and 1"},
		{"loss.fine.median", -1.0, true, "not below 0"},
		{"w.X", []any{.2, 1.4}, true, "between 0 and 1"},
		{"w.X", []any{0.0, .4}, true, "begins above 0"},
		{"w.X", "much", true, "no number"},
	} {
		known, err := CheckConstant(x.id, x.value)
		if known != x.known || (err == nil) != (x.say == "") || err != nil && !strings.Contains(err.Error(), x.say) {
			t.Errorf("%s: %v: known %v, %v; want %v, %q", x.id, x.value, known, err, x.known, x.say)
		}
	}
	none := map[string]any{}
	for _, v := range risk.Vectors {
		none["w."+v] = 0.0
	}
	if err := CheckConstants(none); err == nil {
		t.Error("campaigns of no kind at all go together")
	}
}

// What is only said is weighed with the firm's own numbers too.
func TestOwnNumbersCountForWhatIsSaid(t *testing.T) {
	loss := func(constants map[string]any) float64 {
		v, err := Said{Constants: constants}.weigh(nil, stakesSamples)
		if err != nil {
			t.Fatal(err)
		}
		return v.Loss.Expected.Best
	}
	shipped, twice := loss(nil), loss(map[string]any{"lambda0.median": .0566})
	if twice < 1.5*shipped || twice > 2.1*shipped {
		t.Errorf("with twice the attacks a year costs %.0f, %.0f before", twice, shipped)
	}
}
