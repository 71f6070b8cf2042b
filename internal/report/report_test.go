package report

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

var dump = checks.Each(checks.Doc{ID: "website.test-dump", Asks: "?", Matters: "Anyone can read it.", Fix: "Delete {name}/backup.sql from the website's folder.",
	Proof: "curl -sI {name}/backup.sql # {host}:{port}", Control: "no-exposed-files", Who: checks.WebDeveloper, Minutes: [2]int{5, 10}},
	facts.WebsiteExposed, func(checks.Scene, facts.Exposed) checks.Verdict { return checks.Nothing() })

func judged(wording risk.Wording, link string, confidence float64) Input {
	in := Input{
		Verdict: risk.Verdict{Wording: wording, Link: link, Confidence: confidence,
			Loss:   risk.Loss{PYear: risk.Range{Low: .031, Best: .05, High: .082}, Typical: risk.Range{Low: 8123, Best: 22000, High: 61234}, OneIn20: 160000, Currency: "EUR"},
			Second: &risk.Second{Link: "access", Minutes: 20, Probability: .38}},
		HourlyRate: func(checks.Role) float64 { return 80 },
	}
	if link != "" {
		in.Verdict.Subject = "site:https://shop.example"
		in.Verdict.DropIfFixed = risk.Range{Low: 380, Best: 1300, High: 3200}
		in.Verdict.Repairs = []risk.Candidate{{Link: link, Subject: in.Verdict.Subject, Controls: []string{dump.Doc.Control}, Drop: risk.Range{Best: 900}}}
		in.Findings = []chain.Finding{{ID: chain.FindingID(dump.Doc.ID, "site:https://shop.example"), Check: dump.Doc.ID, Subject: "site:https://shop.example",
			Link: chain.Link(link), Grip: chain.Broken, Control: dump.Doc.Control, Say: "A copy of your customer database can be downloaded by anyone.", Evidence: []string{"x"}}}
	}
	if wording == risk.Either {
		in.Verdict.Alternatives = []risk.Candidate{{Link: "backups", Confidence: .3}}
	}
	return in
}

func built(t *testing.T, in Input) *Model {
	t.Helper()
	m, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Each wording says as much as is known and no more.
func TestSentences(t *testing.T) {
	for _, tc := range []struct {
		wording    risk.Wording
		link       string
		confidence float64
		want       string
	}{
		{risk.Is, "website", .97, "Your weakest link is the website: a copy of your customer database can be downloaded by anyone. We are sure of this: more than nine in ten. Of 100 businesses like yours, about 3 to 8 have damage through one link or another in a year. When any link breaks, it mostly costs 8,100 to 61,000 EUR. Mending this link saves 380 to 3,200 EUR in an average year. Closing this gap takes a few minutes."},
		{risk.Probably, "website", .62, "Your weakest link is probably the website (six in ten): a copy of your customer database can be downloaded by anyone. Of 100"},
		{risk.Either, "website", .44, "Your weakest link is the website or the backups. The first: secret files can be read by anyone. Of 100"},
		{risk.Unknown, "website", .2, "We cannot tell your weakest link yet. First so far is the website: secret files can be read by anyone. Of 100"},
		{risk.Unknown, "", 0, "Nothing could be looked at, so nothing can be said about the weakest link yet."},
	} {
		m := built(t, judged(tc.wording, tc.link, tc.confidence))
		if !strings.HasPrefix(m.Verdict.Sentence, tc.want) {
			t.Errorf("%s:\n got %s\nwant %s", tc.wording, m.Verdict.Sentence, tc.want)
		}
		if (m.Verdict.Link == nil) != (tc.link == "") {
			t.Errorf("%s: link is %v", tc.wording, m.Verdict.Link)
		}
	}
	fine := judged(risk.Unknown, "", 0)
	fine.Findings = []chain.Finding{{ID: "website.test-dump@00000000", Check: dump.Doc.ID, Link: chain.Website, Grip: chain.Holds, Say: "Fine.", Subject: "site:https://shop.example"}}
	if got := built(t, fine).Verdict.Sentence; !strings.HasPrefix(got, "Nothing weak in what we could see: 1 thing in 1 of 8 links.") {
		t.Error(got)
	}
	if got := built(t, fine).Verdict.Second; got != "Nobody has looked at access to the data. A look takes fifteen minutes and could change this (four in ten)." {
		t.Error(got)
	}
	fine.Verdict.Wording = risk.None
	if got := built(t, fine).Verdict.Sentence; !strings.HasPrefix(got, "Everything we looked at holds") {
		t.Error(got)
	}
}

// The first page keeps within its bars whatever is judged: every control of the
// model in every wording, with a check that speaks like the trade.
func TestFirstPageKeepsItsBars(t *testing.T) {
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	says := []string{"A copy of your customer database can be downloaded by anyone, from /backup.sql (and 2 more files like it).",
		"The login cookie shop_session can be stolen too easily: it lacks Secure, HttpOnly and SameSite.",
		"426 of 426 records in customers-export-2021.csv were entered more than 3 years ago, and nothing shows that they were used since.",
		"Anyone can read it.", strings.Repeat("very ", 60) + "long", "", "At least two of the old lists with the names of those who buy here can be read by all.",
		"Anybody immediately understands everything necessary."}
	whys := []string{"the server did not answer in time", "ClamAV: it starts with the machine, but a copy of its files does not show whether it runs", "only 3 of 40 could be read", "", strings.Repeat("why ", 50)}
	n := 0
	for _, wording := range []risk.Wording{risk.Is, risk.Probably, risk.Either, risk.Unknown, risk.None} {
		for _, control := range c.Controls() {
			for _, say := range says {
				link := control.Link
				if wording == risk.None {
					link = ""
				}
				in := judged(wording, link, r.Float64())
				for i := range in.Findings {
					in.Findings[i].Control, in.Findings[i].Say = control.ID, say
				}
				in.Verdict.Confidence = r.Float64()
				in.Verdict.Second = &risk.Second{Link: string(chain.Links()[r.IntN(8)]), Minutes: r.IntN(90), Probability: r.Float64()}
				if r.IntN(3) == 0 { // all links were looked at, but not all of one
					in.Verdict.Second = nil
					l := chain.Links()[r.IntN(8)]
					in.Findings = append(in.Findings, chain.Finding{ID: string(l) + ".x@1", Check: dump.Doc.ID, Link: l, Grip: chain.Unseen, Say: "Not seen.", Why: whys[r.IntN(len(whys))], Next: "look", Subject: "firm"})
				}
				if r.IntN(4) == 0 {
					in.Carried = map[chain.Link]string{chain.Links()[r.IntN(8)]: "Shopify carries it (an alias of shops.myshopify.com)"}
				}
				in.Verdict.Loss.PYear = risk.Range{Low: r.Float64() / 50, Best: .04, High: .02 + r.Float64()/10}
				in.Verdict.Loss.Typical = risk.Range{Low: 1000 + r.Float64()*9000, Best: 20000, High: 20000 + r.Float64()*4000000}
				in.Union = &facts.Union{People: facts.People{Low: 1, Best: r.Int64N(100000), High: 100000}}
				m := built(t, in)
				page := strings.Join(m.PageOne(), "\n")
				if Words(page) > MostWords || Numbers(page) > MostNumbers || Ease(page) < LeastEase || OfTheTrade(page) != "" {
					t.Errorf("%s %s: %d words, %d numbers, ease %.0f, %q:\n%s", wording, control.ID, Words(page), Numbers(page), Ease(page), OfTheTrade(page), page)
				}
				n++
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d verdicts were tried", n)
	}
}

// When every link was looked at, the second sentence says the biggest part that
// could not be: in the link that would most likely be first.
func TestSecondSaysTheBiggestPart(t *testing.T) {
	in := judged(risk.Is, "website", .97)
	in.Verdict.Second = nil
	for _, l := range chain.Links() {
		in.Verdict.Links = append(in.Verdict.Links, risk.LinkRisk{Link: string(l), Rank1: .1, Drop: risk.Range{Best: 10}})
	}
	in.Verdict.Links[chain.Backups.Index()].Rank1 = .2
	if got := built(t, in).Verdict.Second; got != "" {
		t.Errorf("all was seen, and the second sentence says %q", got)
	}
	in.Gaps = []evidence.Gap{{Subject: "store:office#a.xlsx", Why: "it is locked", Next: "unlock it"}}
	if got := built(t, in).Verdict.Second; got != "Some of what we were given could not be read." {
		t.Error(got)
	}
	unseen := func(l chain.Link, why string) {
		in.Findings = append(in.Findings, chain.Finding{ID: string(l) + ".part@00000000", Check: dump.Doc.ID, Link: l, Grip: chain.Unseen, Why: why, Next: "look", Subject: "firm"})
	}
	unseen(chain.Hosting, "A copy of its files does not show what listens")
	if got := built(t, in).Verdict.Second; got != "We have not seen all of the web server: a copy of its files does not show what listens." {
		t.Error(got)
	}
	unseen(chain.Backups, "restic: unable to open the repository at /srv/backup/7f3a: wrong password or no key found")
	if got := built(t, in).Verdict.Second; got != "We have not seen all of the backups." {
		t.Error(got)
	}
	in.Carried = map[chain.Link]string{chain.Backups: "the provider carries it"}
	if got := built(t, in).Verdict.Second; !strings.HasPrefix(got, "We have not seen all of the web server") {
		t.Errorf("what a supplier carries is named: %q", got)
	}
	// With nothing weak, that part is what to do, under a title that promises no fix.
	fine := judged(risk.None, "", 0)
	fine.Verdict.Second, fine.Findings = nil, in.Findings[1:2]
	if m := built(t, fine); m.Today.Do != "Have the rest of the web server looked at." || m.Today.Title() == TodayTitle {
		t.Errorf("%q: %+v", m.Today.Title(), m.Today)
	}
}

// Every control of the model has words for an owner, and no word is left over.
func TestEveryControlHasPlainWords(t *testing.T) {
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, k := range c.Controls() {
		known[k.ID] = true
		say, do := Plain(k.ID)
		for _, text := range []string{say, do} {
			if text == "" || Words(text) > 10 || Numbers(text) > 0 || OfTheTrade(text) != "" || Ease(text) < LeastEase {
				t.Errorf("%s: %q has %d words, ease %.0f", k.ID, text, Words(text), Ease(text))
			}
		}
	}
	for id := range plain() {
		if !known[id] {
			t.Errorf("no control is called %s", id)
		}
	}
}

// The measure is Flesch's: two texts whose value is known.
func TestEase(t *testing.T) {
	if got := Ease("The cat sat on the mat."); got < 110 || got > 120 { // 116.1
		t.Errorf("the cat: %.1f", got)
	}
	if got := Ease("The implementation necessitates comprehensive organisational considerations."); got > 0 {
		t.Errorf("officialese: %.1f", got)
	}
	if Words("two words") != 2 || Numbers("9,000 to 65,000 of 100") != 3 || OfTheTrade("Send the Header.") != "header" || OfTheTrade("a headerless thing") != "" {
		t.Error("words, numbers or words of the trade are miscounted")
	}
}

// Every finding carries what its check says, with the subject filled in.
func TestFindingsCarryFixAndProof(t *testing.T) {
	m := built(t, judged(risk.Is, "website", .9))
	f := m.Findings.At(0)
	if f.Fix != "Delete https://shop.example/backup.sql from the website's folder." || f.Proof != "curl -sI https://shop.example/backup.sql # shop.example:443" {
		t.Errorf("fix %q, proof %q", f.Fix, f.Proof)
	}
	if len(m.Plan) != 1 || m.Plan[0].EUR != 10 || m.Plan[0].Drop.Best != 900 || m.Plan[0].Who != checks.WebDeveloper {
		t.Errorf("plan: %+v", m.Plan)
	}
}

// What comes from outside cannot move the cursor, colour the terminal or turn the text around.
func TestCleanNeutralises(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b[31mred": "a·[31mred", "right\u202eleft": "right·left", "two\nlines": "two lines", "nul\x00": "nul·", "grün 寿司": "grün 寿司", "zero\u200bwidth": "zero·width",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for subject, want := range map[string]string{
		"site:https://shop.example": "shop.example", "page:https://shop.example/cart": "shop.example/cart", "page:https://shop.example/": "shop.example",
		"store:share#old/export.csv": "old/export.csv in share", "firm": "the firm", "store:customers.db#": "customers.db", "domain:shop.example": "shop.example",
	} {
		if got := Name(subject); got != want {
			t.Errorf("%s: %q, want %q", subject, got, want)
		}
	}
}

func TestMoneyAndTime(t *testing.T) {
	for x, want := range map[float64]string{0: "0", 7.4: "7", 123: "120", 8123: "8,100", 61234: "61,000", 1234567: "1,200,000"} {
		if got := Money(x); got != want {
			t.Errorf("%v: %s, want %s", x, got, want)
		}
	}
	for m, want := range map[[2]int]string{{5, 10}: "5 to 10 minutes", {20, 20}: "20 minutes", {30, 120}: "30 minutes to 2 hours", {480, 960}: "8 hours to 2 days", {1, 1}: "1 minute"} {
		if got := Minutes(m); got != want {
			t.Errorf("%v: %s, want %s", m, got, want)
		}
	}
	for _, p := range []float64{0, .04, .05, .5, .94, .95, 1} {
		if s := Odds(p); !strings.Contains(s, "in ten") {
			t.Errorf("%v: %s", p, s)
		}
	}
}

// What a supplier carries is drawn in outline: it is neither unseen nor the
// next thing to look at. What is wrong with it all the same is still said.
func TestWhatASupplierCarriesIsNotUnseen(t *testing.T) {
	in := judged(risk.Is, "website", .97)
	in.Verdict.Second = &risk.Second{Link: "hosting", Minutes: 30, Probability: .2}
	in.Missing = []LinkHint{{chain.Hosting, "give it a target such as host:"}}
	it, err := facts.WebsiteSupplier.Item("supplier:Shopify", evidence.Enumerated, facts.Supplier{Name: "Shopify", What: "shop-builder",
		Carries: []string{"hosting", "payments"}, For: "site:https://shop.example", By: "cname", Proof: "shop.example is an alias of shops.myshopify.com"})
	if err != nil {
		t.Fatal(err)
	}
	before := built(t, in)
	if before.Chain[2].State() != "unseen" || len(before.Unseen) != 1 || before.Verdict.Second == "" {
		t.Fatalf("without the supplier: %s, %+v, %q", before.Chain[2].State(), before.Unseen, before.Verdict.Second)
	}
	in.Facts = []evidence.Item{it}
	m := built(t, in)
	if m.Chain[2].State() != "carried" || !strings.Contains(m.Chain[2].Carried, "myshopify.com") || len(m.Unseen) != 0 || m.Verdict.Second != "" {
		t.Errorf("with it: %+v, %+v, %q", m.Chain[2], m.Unseen, m.Verdict.Second)
	}
	in.Findings = append(in.Findings, chain.Finding{ID: "hosting.x@1", Link: chain.Hosting, Grip: chain.Broken, Say: "Bad.", Subject: "host:x"})
	if got := built(t, in).Chain[2].State(); got != "broken" {
		t.Errorf("a broken link that a supplier carries is drawn %s", got)
	}
}
