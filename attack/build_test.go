package attack

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

func constants(t *testing.T) *risk.Constants {
	t.Helper()
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// bare switches off the three things that the worked verdicts were computed
// without: routes nobody has seen, attacker skill, and the standstill of a
// database that may have been altered. The anchors are those without them.
func bare(t *testing.T) *risk.Constants {
	t.Helper()
	c, err := constants(t).With(map[string]float64{"unseen.cov.a": 1, "unseen.cov.b": 0, "skill.variance": 0, "loss.altered": 0,
		"qbar.X": .325, "qbar.K": .423, "qbar.P": .532, "qbar.S": .372, "qbar.D": .604, "qbar.I": .677, "qbar.E": .787})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func input(t *testing.T, findings ...chain.Finding) Input {
	t.Helper()
	in := Input{Constants: bare(t), Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Seen: map[string]time.Time{}}
	for i := range findings {
		d := fmt.Sprintf("fact-%d", i)
		findings[i].Evidence = []string{d}
		in.Facts = append(in.Facts, evidence.Item{Kind: "test", Digest: d, Method: evidence.Enumerated})
		in.Seen[d] = in.Now
	}
	in.Findings = findings
	return in
}

func judged(t *testing.T, in Input, samples int) risk.Verdict {
	t.Helper()
	m, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	v, err := risk.Weigh(m, risk.Options{Seed: 1, Samples: samples})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func weighed(t *testing.T, samples int, findings ...chain.Finding) risk.Verdict {
	t.Helper()
	return judged(t, input(t, findings...), samples)
}

func found(control, subject string, g chain.Grip) chain.Finding {
	return chain.Finding{ID: control + subject, Check: "test." + control, Control: control, Subject: subject, Grip: g}
}

func linkOf(v risk.Verdict, link string) risk.LinkRisk {
	return v.Links[chain.Link(link).Index()]
}

const (
	quick   = 256 * 64
	careful = 1024 * 64
)

// The template with nothing seen gives the figures that the model was
// calibrated to: section (a) of its worked verdicts.
func TestTemplateMatchesItsCalibration(t *testing.T) {
	v := weighed(t, careful)
	if v.Link != "" || v.Wording != risk.Unknown {
		t.Errorf("nothing was seen, and %q is named (%s)", v.Link, v.Wording)
	}
	if e := v.Loss.Expected.Best; e < 2400*.85 || e > 2400*1.15 {
		t.Errorf("expected loss %.0f EUR a year, want 2,400 +-15 %%", e)
	}
	var sum float64
	for _, l := range v.Links {
		sum += l.Drop.Best
	}
	want := map[string][2]float64{"data": {.09, .01}, "website": {.18, .27}, "hosting": {.18, .18}, "devices": {.05, .00},
		"access": {.21, .38}, "policies": {.13, .06}, "payments": {.03, .00}, "backups": {.13, .11}}
	for _, l := range v.Links {
		share := l.Drop.Best / sum
		t.Logf("%-9s share of drop %.2f, P(rank 1) %.2f", l.Link, share, l.Rank1)
		if math.Abs(share-want[l.Link][0]) > .02 || math.Abs(l.Rank1-want[l.Link][1]) > .05 {
			t.Errorf("%s: share %.2f rank1 %.2f, want %v", l.Link, share, l.Rank1, want[l.Link])
		}
	}
}

// The rates are anchored on the template: qbar in the constants is what this
// engine computes for it, as the probability of any effect of a campaign.
func TestAnchorIsWhatTheEngineComputes(t *testing.T) {
	for name, c := range map[string]*risk.Constants{"as shipped": constants(t), "without guard and skill": bare(t)} {
		in := input(t)
		in.Constants = c
		m, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		got, err := risk.Reach(m, risk.Options{Seed: 3, Samples: 8192 * 64})
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range risk.Vectors {
			t.Logf("%s: P(any effect | %s) = %.4f", name, v, got[i])
			if want := c.Value("qbar." + v); math.Abs(got[i]-want) > .01 {
				t.Errorf("%s: P(any effect | %s) = %.3f, the constants say %.3f", name, v, got[i], want)
			}
		}
	}
}

var middling = map[string]string{"data": "protected-at-rest", "website": "web-hardening", "hosting": "server-patching",
	"devices": "endpoint-updates", "access": "secrets-not-lying-about", "policies": "phishing-training",
	"payments": "hosted-payment", "backups": "backup-offline-or-immutable"}

// One link at a time is a catastrophe, the others are middling: it is named, 8 of 8.
func TestEightCatastrophes(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: plays eight catastrophes")
	}
	for _, l := range chain.Links() {
		var fs []chain.Finding
		for _, k := range constants(t).Controls() {
			switch {
			case k.Link == string(l):
				fs = append(fs, found(k.ID, firm, chain.Broken))
			case middling[k.Link] == k.ID:
				fs = append(fs, found(k.ID, firm, chain.Weak))
			}
		}
		for name, c := range map[string]*risk.Constants{"as shipped": constants(t), "bare": bare(t)} {
			in := input(t, fs...)
			in.Constants = c
			v := judged(t, in, quick)
			t.Logf("%s: %-9s named %-9s drop %5.0f confidence %.2f", name, l, v.Link, v.DropIfFixed.Best, v.Confidence)
			if v.Link != string(l) {
				t.Errorf("%s: everything of %s is broken and %s is named", name, l, v.Link)
			}
		}
	}
}

// A single broken control brings its link to the front, or near it, for most
// controls; and its link's drop rises for every one that the graph knows.
func TestSingleBrokenControl(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	var base []chain.Finding
	for _, l := range chain.Links() {
		base = append(base, found(middling[string(l)], firm, chain.Weak))
	}
	before := weighed(t, quick, base...)
	near, of := 0, 0
	for _, k := range constants(t).Controls() {
		if len(k.Eps) == 0 {
			continue
		}
		of++
		fs := slices.DeleteFunc(slices.Clone(base), func(f chain.Finding) bool { return f.Control == k.ID })
		v := weighed(t, quick, append(fs, found(k.ID, firm, chain.Broken))...)
		mine := linkOf(v, k.Link).DropSeen.Best
		if v.Link == k.Link || mine >= .8*v.DropIfFixed.Best {
			near++
		}
		if mine <= linkOf(before, k.Link).DropSeen.Best {
			t.Errorf("%s breaks and the drop of %s does not rise: %.0f, was %.0f", k.ID, k.Link, mine, linkOf(before, k.Link).DropSeen.Best)
		}
	}
	t.Logf("%d of %d controls bring their link to the front or within 20 %% of it", near, of)
	if float64(near) < .7*float64(of) {
		t.Errorf("only %d of %d", near, of)
	}
}

func grocer(without ...string) []chain.Finding {
	var out []chain.Finding
	for _, f := range []chain.Finding{
		found("no-exposed-files", firm, chain.Broken), found("web-patching", firm, chain.Broken),
		found("no-stray-copies", firm, chain.Broken), found("least-privilege-data", firm, chain.Weak),
		found("backup-offline-or-immutable", firm, chain.Weak),
	} {
		if !slices.Contains(without, f.Control) {
			out = append(out, f)
		}
	}
	return out
}

// The grocer's dump names the website for sure; without it the old shop
// software does; without that too another seen link, and never an unseen one.
func TestGrocer(t *testing.T) {
	full := input(t, grocer()...)
	full.Constants = constants(t)
	if v := judged(t, full, quick); v.Link != "website" {
		t.Errorf("with guard and skill %q is named", v.Link)
	}
	v := weighed(t, quick, grocer()...)
	t.Logf("as planted: %s %.2f, drop %.0f", v.Link, v.Confidence, v.DropIfFixed.Best)
	if v.Link != "website" || v.Wording != risk.Is {
		t.Errorf("%s (%s %.2f)", v.Link, v.Wording, v.Confidence)
	}
	if d := v.DropIfFixed.Best; d < 901*.8 || d > 901*1.2 {
		t.Errorf("drop %.0f, the worked verdict says 901", d)
	}
	v = weighed(t, quick, grocer("no-exposed-files")...)
	t.Logf("dump removed: %s %.2f, drop %.0f", v.Link, v.Confidence, v.DropIfFixed.Best)
	if v.Link != "website" {
		t.Errorf("dump removed: %s", v.Link)
	}
	v = weighed(t, quick, grocer("no-exposed-files", "web-patching")...)
	if v.Link != "access" && v.Link != "backups" && v.Link != "data" {
		t.Errorf("nothing of the website is bad any more and %q is named", v.Link)
	}
}

// Looking at a link and finding it fine never makes another, unlooked-at link the headline.
func TestALinkNobodyLookedAtIsNeverNamed(t *testing.T) {
	var fine []chain.Finding
	for _, k := range constants(t).Controls() {
		if k.Link == "website" {
			fine = append(fine, found(k.ID, firm, chain.Holds))
		}
	}
	full := input(t, fine...)
	full.Constants = constants(t)
	if v := judged(t, full, quick); v.Link != "" || v.Wording != risk.Unknown {
		t.Errorf("with guard and skill: link %q, wording %s", v.Link, v.Wording)
	}
	v := weighed(t, quick, fine...)
	if v.Link != "" || v.Wording != risk.Unknown || v.Second == nil {
		t.Errorf("seen and fine: link %q, wording %s, second %v", v.Link, v.Wording, v.Second)
	}
	for _, l := range chain.Links() {
		if l == chain.Website {
			continue
		}
		v := weighed(t, 64*64, append(slices.Clone(fine), found(middling[string(l)], firm, chain.Unseen))...)
		if v.Link != "" {
			t.Errorf("%s could not be looked at and %q is named", l, v.Link)
		}
	}
	var all []chain.Finding
	for _, k := range constants(t).Controls() {
		all = append(all, found(k.ID, firm, chain.Holds))
	}
	if v := weighed(t, quick, all...); v.Link != "" || v.Wording != risk.None {
		t.Errorf("everything was seen and holds: link %q, wording %s", v.Link, v.Wording)
	}
}

// Saying a thing twice changes nothing, to the byte.
func TestDuplicatesChangeNothing(t *testing.T) {
	once := weighed(t, 64*64, grocer()...)
	twice := weighed(t, 64*64, append(grocer(), grocer()...)...)
	a, _ := json.Marshal(once)
	b, _ := json.Marshal(twice)
	if string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
}

// A proof grows old: what was seen a year ago moves less than what was seen today.
func TestEvidenceAges(t *testing.T) {
	in := input(t, found("no-exposed-files", "site:https://shop.example", chain.Broken))
	fresh := judged(t, in, quick)
	for d := range in.Seen {
		in.Seen[d] = in.Now.AddDate(-1, 0, 0)
	}
	old := judged(t, in, quick)
	if old.DropIfFixed.Best >= fresh.DropIfFixed.Best/2 {
		t.Errorf("drop %.0f after a year, %.0f fresh", old.DropIfFixed.Best, fresh.DropIfFixed.Best)
	}
}

func storeFact(t *testing.T, id, role, detail string, people int64) evidence.Item {
	t.Helper()
	it, err := facts.DataStore.Item(id, evidence.Enumerated, facts.Store{ID: id, Role: role, Detail: detail,
		People: facts.People{Best: people}, Categories: []facts.Category{{Category: detail}}})
	if err != nil {
		t.Fatal(err)
	}
	return it
}

// What was really seen takes the place of what is usual: more people behind the
// same hole cost more, and deleting a forgotten export lowers the loss.
func TestRealStoresReplaceTheTemplate(t *testing.T) {
	loss := func(people int64, role string) float64 {
		in := input(t, found("no-stray-copies", "store:share#old.csv", chain.Broken))
		if people > 0 {
			in.Facts = append(in.Facts, storeFact(t, "store:share#old.csv", role, "identity", people))
		}
		return judged(t, in, quick).Loss.Expected.Best
	}
	few, many := loss(50, "export"), loss(50000, "export")
	if many <= few {
		t.Errorf("50,000 people in a stray export cost %.0f, 50 cost %.0f", many, few)
	}
}

// Thousands of files keep the graph small, and the largest keep their own node.
func TestManyStoresShareANode(t *testing.T) {
	in := input(t)
	for i := range 2000 {
		in.Facts = append(in.Facts, storeFact(t, fmt.Sprintf("store:share#%04d.csv", i), "file", "contact", int64(i+1)))
	}
	m, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	var people float64
	for _, n := range m.Nodes {
		if n.Sink != nil && n.Sink.Asset == "files" && n.Sink.Effect == "disclosed" {
			files = append(files, n.ID)
			people += n.Sink.People
		}
	}
	if len(files) != perKind || files[0] != "files store:share#1999.csv" || math.Abs(people-2000*2001/2) > 2000*2001/100 {
		t.Errorf("%d nodes, first %v, %v people", len(files), files[:1], people)
	}
}

// A timed restore takes the place of what is usual for firms that never tried.
func TestATimedRestoreIsTakenForWhatItTook(t *testing.T) {
	set := func(series, taken string, level int, minutes float64) evidence.Item {
		it, err := facts.BackupsSet.Item("backup:b#"+series+taken, evidence.Enforced, facts.BackupSet{Target: "b", Series: series, Taken: taken, Level: level, Minutes: minutes, Whole: "yes"})
		if err != nil {
			t.Fatal(err)
		}
		return it
	}
	in := input(t)
	in.Facts = append(in.Facts, set("crm", "2026-11-01T00:00:00Z", 3, 9999), set("crm", "2026-11-20T00:00:00Z", 5, 90), set("files", "2026-11-20T00:00:00Z", 3, 720), set("mail", "2026-11-20T00:00:00Z", 2, 5000))
	m, err := Build(in)
	if err != nil {
		t.Fatal(err)
	}
	if m.Firm.RestoreDays != .5 {
		t.Errorf("half a day was measured, the model takes %g days", m.Firm.RestoreDays)
	}
	timed := judged(t, in, 16384).Loss.Expected
	in.Facts = nil
	if guessed := judged(t, in, 16384).Loss.Expected; timed.Best >= guessed.Best {
		t.Errorf("with half a day to restore a year costs %g, without knowing %g", timed.Best, guessed.Best)
	}
}
