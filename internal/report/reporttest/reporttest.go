// Package reporttest makes report models that a scan could produce, for the
// tests of the printers: ordinary ones, nothing seen, very much, and names that
// were chosen to do harm.
package reporttest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/risk"
)

// Evil is a name that tries everything: markup, quotes, formulas, a turned
// writing direction, terminal colours, a line break, and no place to break.
var Evil = "=cmd|' /C calc'!A0<script>alert(1)</script>\"'&amp;<img src=x onerror=alert(2)>\u202egnp.exe\x1b[31m\r\n{{.}}${7*7}](javascript:alert(3))" + strings.Repeat("W", 300)

// Options say how large and how bad a model is.
type Options struct {
	Findings int
	Stores   int
	Evil     bool
	Partial  bool
	Wording  risk.Wording // "": by chance
	Carried  bool         // suppliers carry the hosting and the payments
	Whole    bool         // every link was looked at, but not all of each
	OneLink  bool         // nothing but one link was looked at
	Rich     bool         // every store has other kinds, a picture, years and overlaps with others
	Names    []string     // of the stores, in turn; none: customers-N.xlsx
}

var controls = register()

// register makes one check for every control, which speaks like the trade.
func register() []risk.Control {
	c, err := risk.Load()
	if err != nil {
		panic(err)
	}
	roles := []checks.Role{checks.WebDeveloper, checks.Owner, checks.Host, checks.ITPerson, checks.Lawyer, checks.Expert}
	for i, k := range c.Controls() {
		checks.Each(checks.Doc{ID: k.Link + ".sample-" + k.ID, Asks: "Does it hold?", Matters: "Without it one mistake is enough.",
			Fix:     "Send the header `Strict-Transport-Security: max-age=31536000` from {name}, then restart.",
			Fixes:   map[string]string{"nginx": "In the server block: `add_header X \"y\" always;`.", "apache": "In .htaccess: `Header set X y`."},
			Proof:   "curl -sI {name} | grep -i '^x:'",
			Control: k.ID, Who: roles[i%len(roles)], Minutes: [2]int{5, 5 + 25*(i%12)}, Cites: []string{"GDPR Art. 32", "CIS 8.1 3.3"}},
			evidence.Kind[struct{}]{Name: "report.sample", Version: 1}, func(checks.Scene, struct{}) checks.Verdict { return checks.Nothing() })
	}
	return c.Controls()
}

var says = []string{
	"A copy of your customer database can be downloaded by anyone, from /backup.sql (and 2 more files like it).",
	"The login cookie shop_session can be stolen too easily: it lacks Secure, HttpOnly and SameSite.",
	"426 of 426 records in customers-export-2021.csv were entered more than 3 years ago, and nothing shows that they were used since.",
	"Anyone can read the old price list.",
	"Passwords lie about in a file that the whole office can read.",
}

// Model makes a model from a seed.
func Model(seed uint64, opt Options) *report.Model {
	r := rand.New(rand.NewPCG(seed, 7))
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	in := report.Input{
		Run: chain.Run{ID: fmt.Sprintf("01a20f92-0000-7000-8000-%012d", seed), Firm: name(r, opt, "Corner Grocer"), Started: at, Finished: at.Add(4 * time.Second), Now: at.Truncate(24 * time.Hour),
			Version: "v1.2.3", Model: strings.Repeat("4", 64), Seed: seed, Root: strings.Repeat("a", 64), Partial: opt.Partial},
		Protection: map[string]facts.Protection{}, HourlyRate: func(checks.Role) float64 { return 80 },
		States: []chain.TargetState{{Target: name(r, opt, "shop.example"), Complete: true}, {Target: "office", Why: "the folder could not be listed"}},
	}
	v := &in.Verdict
	v.Samples, v.Wording = 32768, opt.Wording
	if v.Wording == "" {
		v.Wording = []risk.Wording{risk.Is, risk.Probably, risk.Either, risk.Unknown}[r.IntN(4)]
	}
	v.Loss = risk.Loss{Currency: "EUR", PYear: risk.Range{Low: r.Float64() / 50, Best: .04, High: .02 + r.Float64()/10}, OneIn20: 170000,
		Typical:  risk.Range{Low: 1000 + r.Float64()*9000, Best: 22000, High: 30000 + r.Float64()*4000000},
		Expected: risk.Range{Low: 1200, Best: 3660, High: 8100},
		Business: risk.Range{Low: 300, Best: 980, High: 2500}, Claims: risk.Range{Low: 20, Best: 80, High: 200},
		CleanUp: risk.Range{Low: 540, Best: 1900, High: 4400}, Reputation: risk.Range{Low: 29, Best: 700, High: 2300}}
	for i := range opt.Findings {
		k := controls[r.IntN(len(controls))]
		f := chain.Finding{Check: k.Link + ".sample-" + k.ID, Subject: "store:office#" + name(r, opt, fmt.Sprintf("list-%d.csv", i)), Control: k.ID, Link: chain.Link(k.Link),
			Grip: chain.Grip(1 + r.IntN(4)), Say: says[r.IntN(len(says))], Evidence: []string{strings.Repeat("e", 64)}, Pass: r.IntN(5), Of: 5}
		if i == 0 {
			f.Grip = chain.Broken
		}
		if opt.Evil {
			f.Say = "The file " + Evil + " lies about."
		}
		if f.Grip == chain.Unseen {
			f.Why, f.Next = "the server did not answer in time", "run it again from inside the office"
		}
		switch {
		case v.Wording == risk.None:
			f.Grip = chain.Holds
		case opt.OneLink && i > 0:
			first := in.Findings[0]
			f.Check, f.Control, f.Link = first.Check, first.Control, first.Link
		}
		f.ID = chain.FindingID(f.Check, f.Subject)
		in.Findings = append(in.Findings, f)
		in.Changes = append(in.Changes, chain.Changed{Finding: f.ID, Change: []chain.Change{chain.New, chain.WorseNow, chain.Same, chain.BetterNow, chain.UnseenNow}[r.IntN(5)]})
	}
	for i, k := range controls {
		if opt.Whole && (i == 0 || controls[i-1].Link != k.Link) { // the first of each link
			f := chain.Finding{Check: k.Link + ".sample-" + k.ID, Subject: "firm", Control: k.ID, Link: chain.Link(k.Link), Grip: chain.Holds, Say: "It holds.", Evidence: []string{}}
			f.ID = chain.FindingID(f.Check, f.Subject)
			part := f
			part.Subject, part.Grip, part.Say, part.Why, part.Next = "machine:office-till", chain.Unseen, "Not seen.", "a copy of its files does not show what listens", "run the scan on the machine itself: sudo weaklink scan host:"
			part.ID = chain.FindingID(part.Check, part.Subject)
			in.Findings = append(in.Findings, f, part)
		}
	}
	in.Changes = append(in.Changes, chain.Changed{Finding: "website.sample-web-patching@00000000", Change: chain.Gone})
	if len(in.Findings) > 0 && v.Wording != risk.None {
		f := in.Findings[0]
		v.Link, v.Subject, v.Confidence = string(f.Link), f.Subject, r.Float64()
		v.DropIfFixed = risk.Range{Low: 380, Best: 1300, High: 3200}
		v.Repairs = []risk.Candidate{{Link: v.Link, Subject: v.Subject, Controls: []string{f.Control}, Drop: v.DropIfFixed}}
		v.Alternatives = []risk.Candidate{{Link: string(chain.Links()[r.IntN(8)]), Confidence: .3}}
	}
	for _, l := range chain.Links() {
		p := r.Float64()
		v.Links = append(v.Links, risk.LinkRisk{Link: string(l), Strength: risk.Range{Low: p / 2, Best: p, High: min(1, p*1.2)},
			Drop: risk.Range{Low: 20 * p, Best: 900 * p, High: 3100 * p}, DropSeen: risk.Range{Low: 10 * p, Best: 800 * p, High: 2900 * p}, RankLow: 1 + int(3*p), RankHigh: 2 + int(7*p),
			Rank1: p / 8, Confidence: p / 6, Parts: risk.Parts{Attack: 700 * p, Unlawful: 30 * p, Distrusted: 20 * p, Breakdown: 150 * p}})
		seen := false
		for _, f := range in.Findings {
			seen = seen || f.Link == l
		}
		if !seen {
			in.Missing = append(in.Missing, report.LinkHint{Link: l, Next: "give it a target such as restic:/srv/backup"})
		}
	}
	if opt.Carried {
		in.Carried = map[chain.Link]string{chain.Hosting: name(r, opt, "Shopify") + " carries it (shop.example is an alias of shops.myshopify.com)", chain.Payments: "Stripe carries it (the card form is theirs)"}
	}
	if v.Wording != risk.None && !opt.Whole {
		v.Second = &risk.Second{Link: string(chain.Links()[r.IntN(8)]), Minutes: 10 * (1 + r.IntN(9)), Probability: r.Float64()}
	}
	best := int64(0)
	union, stores := &facts.Union{}, []string{}
	for i := range opt.Stores {
		n := r.Int64N(5000)
		best += n
		file := fmt.Sprintf("customers-%d.xlsx", i)
		if len(opt.Names) > 0 {
			file = fmt.Sprintf("%d/%s", i, opt.Names[i%len(opt.Names)])
		}
		s := facts.Store{Target: "office", Name: name(r, opt, file), Format: "xlsx", Role: "file", Records: n, Detail: "contact", Oldest: "2015-03-17", Newest: "2026-11-22",
			Categories: []facts.Category{{Category: "contact", Kinds: []string{"email", "full_name"}, Confidence: .99, Records: n, Share: 1}}, People: facts.People{Low: n, Best: n, High: n + 10}, Readers: "everyone"}
		s.ID = "store:" + s.Target + "#" + s.Name
		if opt.Rich {
			rich(r, i, &s, stores, union)
			in.Facts = append(in.Facts, unclear(name(r, opt, fmt.Sprintf("hashed-%d.csv", i)), n))
		}
		stores = append(stores, s.ID)
		it, err := facts.DataStore.Item(s.ID, evidence.Scanned, s)
		if err != nil {
			panic(err)
		}
		in.Facts = append(in.Facts, it)
		in.Protection[s.ID] = facts.Protection{Level: "careful", Say: "Names of people: keep them in one place.", Missing: []string{"minimisation"}, Proven: []string{"backup-exists"}, Unseen: []string{"mfa"},
			Demanded: []facts.Safeguard{{Control: "minimisation", Say: "Keep only what is needed.", Cites: []string{"GDPR Art. 5"}}, {Control: "backup-exists", Say: "Keep a second copy."}, {Control: "mfa", Say: "Ask for a second proof."}}}
	}
	if opt.Stores > 0 {
		union.People = facts.People{Low: best / 2, Best: best, High: best}
		in.Union = union
	}
	in.Advised = advised(r, in)
	m, err := report.Build(in)
	if err != nil {
		panic(err)
	}
	return m
}

// above is a larger value that is still possible.
func above(x float64) float64 {
	if x <= 1 {
		return (1 + x) / 2
	}
	return 2 * x
}

// advised is what may have been worked out beside a verdict: nothing at all for
// every fifth, as in a quick look.
func advised(r *rand.Rand, in report.Input) report.Advised {
	c, err := risk.Load()
	if err != nil {
		panic(err)
	}
	out := report.Advised{}
	if r.IntN(5) == 0 {
		return out
	}
	link := in.Verdict.Link
	other := string(chain.Links()[r.IntN(8)])
	for _, l := range chain.Links() {
		out.Shares = append(out.Shares, risk.Share{Link: string(l), Share: r.Float64()*900 - 50})
	}
	ids := c.IDs()
	out.Stability = &risk.Stability{Link: link, Same: r.Float64(), Variants: 200}
	for range 10 {
		id := ids[r.IntN(len(ids))]
		k, _ := c.Sourced(id)
		out.Stability.Tornado = append(out.Stability.Tornado, risk.Swing{ID: id, Value: k.Value, Low: k.Value / 2, High: above(k.Value), DropLow: r.Float64() * 900, DropHigh: r.Float64() * 90000, LinkLow: link, LinkHigh: other})
	}
	k := ids[r.IntN(len(ids))]
	was, unit, _ := c.Number(k)
	out.Overrides = []risk.Override{{ID: k, Low: was / 2, Best: was, High: above(was), Was: was, Unit: unit}}
	p := r.Float64() / 30
	out.Mended = &[2]risk.Range{{Low: p / 3, Best: p, High: 3 * p}, {Low: p / 4, Best: p / 2, High: 2 * p}}
	subject := "firm"
	if len(in.Findings) > 0 {
		subject = in.Findings[0].Subject
	}
	out.Measures = &risk.Measures{
		Steps:  []risk.StepMeasure{{From: "outside", To: "web " + subject, Vector: "X", Controls: []string{"web-patching"}, Pass: r.Float64(), Birnbaum: 9000 * r.Float64(), Fussell: r.Float64()}},
		Routes: []risk.Route{{Asset: "db " + subject, Vector: "X", Path: []string{"outside", "web " + subject, "db " + subject}, Pass: p, Reach: 2 * p}},
		Chokes: []risk.Choke{{Asset: "db " + subject, Node: "web " + subject}}}
	out.Plan = &risk.Plan{Steps: []risk.Step{{Fix: "x"}, {Fix: "y"}}, EUR: 140, Drop: risk.Range{Low: 120, Best: 400, High: 1100}}
	out.Next = &risk.Next{Horizon: 3, Looks: []risk.Look{{Control: "backup-restores", Link: "backups", Minutes: 30, EVPPI: 900 * r.Float64(), Changes: r.Float64()}}}
	return out
}

func name(r *rand.Rand, opt Options, plain string) string {
	switch {
	case opt.Evil && r.IntN(8) == 0:
		return ""
	case opt.Evil:
		return fmt.Sprint(plain, Evil)
	}
	return plain
}

// Kinds are the models that every printer has to print, by name.
func Kinds() map[string]*report.Model {
	return map[string]*report.Model{
		"ordinary":     Model(1, Options{Findings: 25, Stores: 4}),
		"nothing seen": Model(2, Options{Wording: risk.Unknown}),
		"no finding":   Model(3, Options{Wording: risk.None}),
		"cut short":    Model(4, Options{Findings: 3, Stores: 1, Partial: true}),
		"very much":    Model(5, Options{Findings: 200, Stores: 100}),
		"evil":         Model(6, Options{Findings: 30, Stores: 5, Evil: true}),
		"parts unseen": Model(7, Options{Findings: 12, Stores: 2, Whole: true}),
		"carried":      Model(8, Options{Findings: 8, Stores: 1, Carried: true}),
		"one link":     Model(9, Options{Findings: 6, OneLink: true}),
		"all in order": Model(10, Options{Findings: 30, Stores: 2, Whole: true, Wording: risk.None}),
		"rich":         Model(11, Options{Findings: 20, Stores: 12, Rich: true}),
		"far names":    Model(12, Options{Findings: 10, Stores: 21, Rich: true, Names: Far}),
		"300 stores":   Model(13, Options{Findings: 40, Stores: 300, Rich: true, Names: Far}),
		"evil stores":  Model(14, Options{Findings: 6, Stores: 9, Rich: true, Evil: true}),
		"empty":        {},
	}
}

// First is the first finding of a report, to be changed in it.
func First(m *report.Model) *report.Finding {
	all := m.Findings.Whole()
	m.Findings = report.Listed(all...)
	return &all[0]
}
