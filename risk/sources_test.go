package risk

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// swapped is the shipped file with one text in it replaced.
func swapped(t *testing.T, old, replacement string) ([]byte, error) {
	t.Helper()
	s := string(constantsYAML)
	if strings.Count(s, old) != 1 {
		t.Fatalf("%q stands in constants.yaml %d times", old, strings.Count(s, old))
	}
	raw := []byte(strings.Replace(s, old, replacement, 1))
	_, err := parse(raw)
	return raw, err
}

// A number without its unit, mark, source or the year of its money does not load.
func TestANumberNeedsAllThatItStandsOn(t *testing.T) {
	const transfer = `value: 141000, unit: "USD", mark: V, source: coalition-2026, currency: USD, currency_year: 2025, note: "mean claim`
	const prior = `{id: evidence.prior, value: 2, unit: observations, mark: J, source: judgement,`
	const half = `half: {unit: days, means: "days after which what was seen counts half", mark: J, source: judgement}`
	for _, c := range []struct{ old, now, say string }{
		{transfer, strings.Replace(transfer, "mark: V, ", "", 1), "loss.transfer.mean has the mark"},
		{transfer, strings.Replace(transfer, "mark: V", "mark: X", 1), "loss.transfer.mean has the mark"},
		{transfer, strings.Replace(transfer, "coalition-2026", "coalition", 1), "not in the table of sources"},
		{transfer, strings.Replace(transfer, "source: coalition-2026, ", "", 1), "not in the table of sources"},
		{transfer, strings.Replace(transfer, ", currency_year: 2025", "", 1), "loss.transfer.mean"},
		{transfer, strings.Replace(transfer, "currency: USD, ", "", 1), "loss.transfer.mean"},
		{transfer, strings.Replace(transfer, "currency: USD, ", "currency: GBP, ", 1), "loss.transfer.mean"},
		{transfer, strings.Replace(transfer, "2025", "1999", 1), "no price index leads from USD of 1999"},
		{transfer, strings.Replace(transfer, `unit: "USD", `, "", 1), "has no unit"},
		{prior, strings.Replace(prior, "unit: observations, ", "", 1), "has no unit"},
		{prior, strings.Replace(prior, "value: 2", "value: -2", 1), "not below 0"},
		{half, strings.Replace(half, ", mark: J", "", 1), ".half has the mark"},
		{half, strings.Replace(half, "unit: days, ", "", 1), "control_numbers lacks the unit"},
		{`m: 0.40, mark: S, source: csbs-2025`, `m: 0.40, source: csbs-2025`, "mfa.m has the mark"},
		{`m: 0.40, mark: S, source: csbs-2025`, `m: 0.40, mark: S`, "mfa.m has the source"},
		{`m: 0.81, mark: S, source: csbs-2026`, `m: 0.81, mark: V, source: csbs-2026`, "never better than S"},
		{`marks: {eps.K: {mark: J`, `marks: {eps.Q: {mark: J`, "no number of it"},
		{`  mulval: {title: "MulVAL`, `  mulval: {titel: "MulVAL`, "titel"},
	} {
		_, err := swapped(t, c.old, c.now)
		if err == nil || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s\n  became %s\n  and loads with %v, want %q", c.old, c.now, err, c.say)
		}
	}
}

// Every source of the table is cited, every number of every control stands on
// one, and a number can be asked for with all of it.
func TestEverySourceIsCited(t *testing.T) {
	c := constants(t)
	cited := map[string]bool{}
	var notes strings.Builder
	for _, id := range c.IDs() {
		k, ok := c.Sourced(id)
		if !ok || k.Unit == "" || k.Mark == "" {
			t.Errorf("%s: %+v", id, k)
		}
		cited[k.Source] = true
		notes.WriteString(k.Note)
	}
	for _, v := range c.Values {
		cited[v.Source] = true
		notes.WriteString(v.Note)
	}
	for id := range c.Sources {
		if !cited[id] && !strings.Contains(notes.String(), id) {
			t.Errorf("nothing cites the source %s", id)
		}
	}
	for id, want := range map[string]string{"mfa.m": "S csbs-2025", "mfa.sop": "J judgement", "mfa.eps.K": "J microsoft-2023", "mfa.eps.P": "J judgement", "sector.retail": "S iris-2025", "group.beta": "M nureg-4780"} {
		if k, _ := c.Sourced(id); k.Mark+" "+k.Source != want {
			t.Errorf("%s stands on %s %s, want %s", id, k.Mark, k.Source, want)
		}
	}
}

// Foreign and older money is worked out at load: prices first, then the rate.
func TestForeignMoneyIsConverted(t *testing.T) {
	c := constants(t)
	for id, want := range map[string]float64{
		"loss.transfer.mean":     141000 * .9,
		"loss.records.intercept": 8.193 + math.Log(.9*321.9/237.0),
		"published.mailbox.mean": 27000 * .9,
		"published.breach.cost":  1600 * 1.17,
		"loss.fine.median":       10000,
	} {
		if got := c.Value(id); math.Abs(got-want) > 1e-9*want {
			t.Errorf("%s is %g, want %g", id, got, want)
		}
		if v, _ := c.Sourced(id); v.Value != c.Value(id) || v.Currency != "EUR" || v.CurrencyYear != 2025 || currencyOf(v.Unit) != "EUR" {
			t.Errorf("%s is listed as %+v", id, v)
		}
	}
	v, _ := c.Sourced("loss.records.intercept")
	if v.As == nil || v.As.Value != 8.193 || v.As.Currency != "USD" || v.As.CurrencyYear != 2015 || v.As.Unit != "log USD" {
		t.Errorf("what the source says is lost: %+v", v.As)
	}
	// The model was calibrated with .3 of the source read as EUR: it still is.
	if got := c.Value("loss.records.scale") * math.Exp(c.Value("loss.records.intercept")); math.Abs(got/(.3*math.Exp(8.193))-1) > 1e-4 {
		t.Errorf("one record costs %g", got)
	}
}

// Another rate or index moves what is in that money, once, and the digest.
func TestARateMovesItsMoney(t *testing.T) {
	c := constants(t)
	d, err := c.With(map[string]float64{"money.USD": 1.8})
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.With(map[string]float64{"price.USD.2015": 237.0 / 2})
	if err != nil {
		t.Fatal(err)
	}
	own, err := c.With(map[string]float64{"money.USD": 1.8, "loss.transfer.mean": 50000})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		name string
		got  float64
		want float64
	}{
		{"transfer at twice the rate", d.Value("loss.transfer.mean"), 2 * c.Value("loss.transfer.mean")},
		{"records at twice the rate", d.Value("loss.records.intercept"), c.Value("loss.records.intercept") + math.Log(2)},
		{"records with other prices, too", again.Value("loss.records.intercept"), c.Value("loss.records.intercept") + math.Log(4)},
		{"transfer with other prices of 2015", again.Value("loss.transfer.mean"), d.Value("loss.transfer.mean")},
		{"the firm's own, in EUR", own.Value("loss.transfer.mean"), 50000},
		{"the shipped are left alone", c.Value("loss.transfer.mean"), 126900},
	} {
		if math.Abs(x.got-x.want) > 1e-6*x.want {
			t.Errorf("%s: %g, want %g", x.name, x.got, x.want)
		}
	}
	if c.Digest() == d.Digest() || d.Digest() == again.Digest() {
		t.Error("the digest does not cover the exchange rate")
	}
	rate, err := parse([]byte(strings.Replace(string(constantsYAML), "{id: money.USD, value: 0.9,", "{id: money.USD, value: 0.8,", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if rate.Digest() == c.Digest() || rate.Value("loss.transfer.mean") == c.Value("loss.transfer.mean") {
		t.Error("another rate in the file changes nothing")
	}
}

// What cannot be is refused, whatever it is set with.
func TestImpossibleNumbersAreRefused(t *testing.T) {
	c := constants(t)
	for id, x := range map[string]float64{
		"loss.fine.p": 1.5, "w.X": -.1, "loss.fine.median": -1, "mfa.m": 1, "mfa.eps.K": 1.2, "mfa.sop": -1, "mfa.minutes": 0, "mfa.half": 0,
		"loss.response.share": 2, "firm.margin": 1.01, "money.USD": 0, "price.USD.2015": 0, "loss.money.base": 0, "class.1.customers": 0,
		"class.1.revenue": 1e300, "sector.retail": 300, "nb.k": 0, "no.such": 1, "mfa.eps.Q": .5, "mfa.weight": .5, "published.transfer.mean": 5, "": 1,
		"loss.churn.b": 0, "beta.likely": 1.01, "unseen.cov.a": -1, "skill.variance": math.NaN(), "eps.nu": math.Inf(1),
	} {
		one := Override{ID: id, Low: x, Best: x, High: x}
		if _, _, err := c.Override([]Override{one}); err == nil || !strings.Contains(err.Error(), "set "+id) {
			t.Errorf("%s may be %g: %v", id, x, err)
		}
	}
	for _, o := range []Override{{"mfa.m", .5, .8, 1.2, 0, ""}, {"mfa.m", 0, .2, .4, 0, ""}, {"mfa.m", .6, .5, .7, 0, ""}, {"loss.fine.median", -5, 5, 10, 0, ""}, {"loss.fine.p", .9, .95, 1.01, 0, ""}} {
		if _, _, err := c.Override([]Override{o}); err == nil {
			t.Errorf("%+v is a range", o)
		}
	}
	none := map[string]float64{}
	for _, v := range Vectors {
		none["w."+v] = 0
	}
	if _, err := c.With(none); err == nil {
		t.Error("campaigns of no kind at all")
	}
	if _, _, err := c.Override([]Override{{ID: "mfa.eps.k", Low: .5, Best: .5, High: .5}}); err == nil || !strings.Contains(err.Error(), "did you mean mfa.eps.K?") {
		t.Errorf("no word about what was meant: %v", err)
	}
	// And every number may be what it already is.
	for _, id := range c.IDs() {
		k, _ := c.Sourced(id)
		if strings.Contains(id, ".eps.") && k.Value == 0 {
			continue
		}
		if _, err := c.With(map[string]float64{id: k.Value}); err != nil {
			t.Errorf("%s cannot be what it is: %v", id, err)
		}
	}
}

// The ranges of the variants are lognormal: their median is the best, and 9 of
// 10 lie between the ends.
func TestARangeIsDrawnLognormal(t *testing.T) {
	c := constants(t)
	variants, list, err := c.Override([]Override{{ID: "loss.transfer.mean", Low: 40000, Best: Middle(40000, 90000), High: 90000}, {ID: "mfa.m", Low: .5, Best: .7, High: .95}})
	if err != nil {
		t.Fatal(err)
	}
	var sum, square float64
	for _, v := range variants {
		x := math.Log(v.Value("loss.transfer.mean"))
		sum += x
		square += x * x
		if k, _ := v.Control("mfa"); k.M <= 0 || k.M >= 1 {
			t.Errorf("mfa holds in %g of firms", k.M)
		}
	}
	n := float64(len(variants))
	mean := sum / n
	sigma := math.Sqrt(square/n - mean*mean)
	want := math.Log(90000./40000) / 3.29
	if math.Abs(math.Exp(mean)-60000) > 600 || math.Abs(sigma/want-1) > .1 {
		t.Errorf("median %g, sigma %g, want 60000 and %g", math.Exp(mean), sigma, want)
	}
	if fmt.Sprintf("%.0f %s", list[0].Was, list[0].Unit) != "126900 EUR" {
		t.Errorf("what stood there before is %+v", list[0])
	}
}

// What was published agrees with itself: the yearly count is negative binomial
// with the shape of the constants, and the band is that of the published claim.
func TestPublishedFiguresAgree(t *testing.T) {
	c := constants(t)
	k := c.Value("nb.k")
	// P(0) = (1 + mu/k)^-k gives mu; then P(1) = P(0) k (mu/k)/(1 + mu/k), and so on.
	none := 1 - c.Value("published.incident.rate")
	mu := k * (math.Pow(none, -1/k) - 1)
	q := mu / k / (1 + mu/k)
	one := none * k * q
	two := one * (k + 1) / 2 * q
	if got := 1 - none - one; math.Abs(got-c.Value("published.incident.two")) > .0002 {
		t.Errorf("P(2 or more) = %.4f", got)
	}
	if got := 1 - none - one - two; math.Abs(got-c.Value("published.incident.three")) > .0001 {
		t.Errorf("P(3 or more) = %.4f", got)
	}
	const sigma = 1.6
	median := c.Value("published.disclosure.mean") / math.Exp(sigma*sigma/2)
	for id, z := range map[string]float64{"band.low": -1.645, "band.high": 1.645} {
		if want := median * math.Exp(z*sigma); math.Abs(c.Value(id)/want-1) > .02 {
			t.Errorf("%s is %g, the claim gives %g", id, c.Value(id), want)
		}
	}
	var shares float64
	for _, o := range []string{"transfer", "mailbox", "ransomware", "disclosure"} {
		shares += c.Value("published." + o + ".share")
	}
	if math.Abs(shares-1) > 1e-9 {
		t.Errorf("the shares of claims come to %g", shares)
	}
}
