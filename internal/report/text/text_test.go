package text

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
)

func model(link string, grips ...chain.Grip) *report.Model {
	m := &report.Model{Schema: report.Schema}
	m.Verdict.Sentence = "Your weakest link is the website."
	for i, l := range chain.Links() {
		k := report.Link{Link: l, Grip: chain.Unseen}
		if i < len(grips) {
			k.Grip = grips[i]
		}
		m.Chain = append(m.Chain, k)
	}
	if link != "" {
		m.Verdict.Link = &link
	}
	return m
}

func printed(t interface{ Fatal(...any) }, m *report.Model, opt Options) string {
	var b bytes.Buffer
	if err := Print(&b, m, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The drawing: eight links in order, exactly one cracked, dotted where nobody looked.
func TestChain(t *testing.T) {
	out := printed(t, model("website", chain.Weak, chain.Broken, chain.Holds, chain.Unseen, chain.Broken), Options{})
	want := `
 ╭─╌─╌─╮  ╭──╲  ╮  ╭─────╮  ╭┄┄┄┄┄╮  ╭─╌ ╌─╮  ╭┄┄┄┄┄╮  ╭┄┄┄┄┄╮  ╭┄┄┄┄┄╮ 
─┤     ├─═╡  ╱  ╞══╡     ╞═┄┊     ┊┄─┤     ├─┄┊     ┊┄┄┊     ┊┄┄┊     ┊┄
 ╰─╌─╌─╯  ╰  ╲──╯  ╰─────╯  ╰┄┄┄┄┄╯  ╰─╌ ╌─╯  ╰┄┄┄┄┄╯  ╰┄┄┄┄┄╯  ╰┄┄┄┄┄╯ 
  data    website  hosting  devices  access  policies payments  backups
  weak    broken    holds  not seen  broken  not seen not seen not seen
             ▲
`
	if !strings.HasPrefix(out, want) {
		t.Errorf("got\n%s", out)
	}
	if n := strings.Count(printed(t, model("", chain.Holds), Options{}), "╲"); n != 0 {
		t.Errorf("nothing weak was seen and %d links are cracked", n)
	}
}

// A terminal that shows nothing but ASCII gets nothing but ASCII.
func TestASCII(t *testing.T) {
	m := model("data", chain.Broken, chain.Holds)
	m.Findings = report.Listed(report.Finding{Grip: chain.Broken, Say: "Grüße aus 寿司", Link: chain.Data, Name: "über.csv"})
	for _, r := range printed(t, m, Options{ASCII: true}) {
		if r > 126 {
			t.Fatalf("%q is not ASCII", r)
		}
	}
}

// Hostile names can neither colour the terminal nor move its cursor.
func TestHostileText(t *testing.T) {
	m := model("data", chain.Broken)
	evil := "a\x1b[2Jb\u202ec\rd"
	m.Verdict.Sentence, m.Verdict.Second = evil, evil
	m.Findings = report.Listed(report.Finding{ID: "x", Grip: chain.Broken, Say: evil, Name: evil})
	m.Plan = []report.Step{{ID: "x", Fix: evil}}
	m.Unseen = []report.Unseen{{Subject: evil, Why: evil, Next: evil}}
	m.Data.Stores = report.Listed(report.Store{ID: "store:a#" + evil})
	for _, r := range printed(t, m, Options{}) {
		if r != '\n' && r < 32 || r == 0x202e {
			t.Fatalf("%q came through", r)
		}
	}
}

// No line is ever wider than the screen, whatever the names are.
func TestNoLineIsTooWide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 300, -1)
		m := model("data", chain.Broken, chain.Weak)
		m.Verdict.Sentence, m.Verdict.Second = text.Draw(t, "sentence"), text.Draw(t, "second")
		m.Findings = report.Listed(report.Finding{ID: "x", Grip: chain.Broken, Say: text.Draw(t, "say"), Name: text.Draw(t, "name"), Proof: text.Draw(t, "proof")})
		m.Plan = []report.Step{{ID: "x", Fix: text.Draw(t, "fix")}}
		m.Unseen = []report.Unseen{{Subject: text.Draw(t, "subject"), Why: text.Draw(t, "why"), Next: "n"}}
		m.Data.Stores = report.Listed(report.Store{ID: "store:" + text.Draw(t, "store"), Protection: facts.Protection{Say: text.Draw(t, "protection")}})
		width := rapid.IntRange(40, 100).Draw(t, "width")
		for line := range strings.Lines(printed(t, m, Options{Width: width, ASCII: rapid.Bool().Draw(t, "ascii")})) {
			if n := columns(strings.TrimRight(line, "\n")); n > width {
				t.Fatalf("%d columns, want at most %d: %q", n, width, line)
			}
		}
	})
}

// Colour is an addition: without it the words are the same.
func TestColourChangesNoWord(t *testing.T) {
	m := model("data", chain.Broken, chain.Holds)
	m.Findings = report.Listed(report.Finding{ID: "x", Grip: chain.Broken, Say: "An old export lies on the share.", Name: "old.csv", Link: chain.Data})
	coloured := printed(t, m, Options{Color: true})
	var b strings.Builder
	inside := false
	for _, r := range coloured {
		switch {
		case r == '\x1b':
			inside = true
		case inside:
			inside = r != 'm'
		default:
			b.WriteRune(r)
		}
	}
	if b.String() != printed(t, m, Options{}) || coloured == b.String() {
		t.Error("with and without colour the words differ")
	}
}

func TestSideBySide(t *testing.T) {
	var b bytes.Buffer
	SideBySide(&b, 80, Side{"as planted", "Your weakest link is the website."}, Side{"without dump", "Your weakest link is the client data itself."})
	if !strings.Contains(b.String(), "as planted                               without dump") {
		t.Error(b.String())
	}
}

// In short, the page says how steady the answer is, what the plan saves and
// where it can be wrong, and is silent where nothing was worked out.
func TestHowSureThisIs(t *testing.T) {
	m := model("website", chain.Weak)
	if out := printed(t, m, Options{}); strings.Contains(out, "How sure this is") {
		t.Errorf("nothing was worked out, and it says\n%s", out)
	}
	m.Reasons = &report.Reasons{Steady: "The weakest link stays the same in 41 of 100 variants of the model.", Saving: "All 24 steps of the plan together save 550 to 4,200 EUR in an average year.",
		Assumptions: []report.Assumption{{Say: "Our guess of how often a firm of this size is hit at all: 2.8 times in 100 years."}}}
	out := strings.Join(strings.Fields(printed(t, m, Options{})), " ")
	for _, want := range []string{"How sure this is", m.Reasons.Steady, m.Reasons.Saving, "We can be wrong here:", m.Reasons.Assumptions[0].Say} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}
