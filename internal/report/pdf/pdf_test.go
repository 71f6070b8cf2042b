package pdf

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/reporttest"
)

func printed(t interface{ Fatal(...any) }, m *report.Model) []byte {
	var b bytes.Buffer
	if err := Print(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// text is what a reader of the paper can copy out of it, on one line.
func text(t *testing.T, pdf []byte) string { return flat(copied(t, pdf)) }

// copied is the same with its lines; pages are apart by a form feed.
func copied(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("missing: pdftotext")
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-layout", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatalf("read the paper back: %v", err)
	}
	return string(out)
}

var spaces = regexp.MustCompile(`\s+`)

// flat leaves out where lines are broken, which may be within a long word.
func flat(s string) string { return spaces.ReplaceAllString(s, "") }

// What is said on the screen stands on paper too, in letters that can be copied.
func TestThePaperSaysIt(t *testing.T) {
	for name, m := range reporttest.Kinds() {
		pdf := printed(t, m)
		if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Errorf("%s: no PDF", name)
		}
		got := text(t, pdf)
		c := report.Cleaned(m)
		want := []string{c.Verdict.Headline, c.Verdict.Second, c.Today.Do, "When it breaks", "How this was seen", c.Run.Root}
		evil := strings.HasPrefix(name, "evil") // page breaks fall into its 300 letters
		for _, f := range report.Alikes(c.Findings.Whole()) {
			if f.Grip != chain.Broken && f.Grip != chain.Weak {
				continue
			}
			want = append(want, f.ID)
			if !evil {
				want = append(want, f.Say, f.Proof)
			}
			for _, also := range f.Also[:min(len(f.Also), listed)] {
				want = append(want, also.ID)
				if !evil {
					want = append(want, also.Say)
				}
			}
			if n := len(f.Also); n > 0 {
				want = append(want, fmt.Sprintf("The same of %d more:", n))
			}
			if n := len(f.Also) - listed; n > 1 {
				want = append(want, fmt.Sprintf("and %d more things: the HTML report lists them", n))
			}
		}
		for _, w := range want {
			if !strings.Contains(got, flat(shown(w))) {
				t.Errorf("%s: %q is not on paper", name, w)
			}
		}
		if pages := bytes.Count(pdf, []byte("/Type /Page\n")); pages < 1 || !strings.Contains(got, "1/") {
			t.Errorf("%s: %d pages", name, pages)
		}
	}
}

// The same model gives the same bytes.
func TestSameBytes(t *testing.T) {
	m := reporttest.Kinds()["ordinary"]
	if !bytes.Equal(printed(t, m), printed(t, m)) {
		t.Error("two prints differ")
	}
}

// Letters beyond ASCII can be read and copied; what the font lacks is marked.
func TestLetters(t *testing.T) {
	m := reporttest.Model(1, reporttest.Options{Findings: 1})
	reporttest.First(m).Say = "Grüße aus Łódź, Αθήνα, Київ, Iğdır, Iași und 寿司."
	reporttest.First(m).Matters = "Cafe\u0301-Mu\u0308nchen, Huế, STRAẞE: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft-Datenschutzfolgenabschätzung." // in parts, as macOS names files
	got := text(t, printed(t, m))
	for _, want := range []string{"GrüßeausŁódź,Αθήνα,Київ,Iğdır,Iașiund??.", "Café-München,Hue,STRASSE:Donaudampf", "gesellschaft-Datenschutzfolgenabschätzung."} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is lost", want)
		}
	}
}

// What belongs together stands on one page: no heading and no announcement ends
// a page, a finding is whole, and so is the list of whom to call.
func TestNothingIsTornApart(t *testing.T) {
	for name, m := range reporttest.Kinds() {
		if strings.HasPrefix(name, "evil") { // its names fill pages
			continue
		}
		m := report.Cleaned(m)
		pages := strings.Split(strings.TrimSuffix(copied(t, printed(t, m)), "\f"), "\f")
		headings := regexp.MustCompile(`^(What to do, in this order|(Broken|Weak|Holds|Not seen, so not judged|Client data that was found) \(\d+\)|What it may cost|Since the last run|When it breaks: whom to call|How this was seen|See for yourself:)$`)
		found := 0
		for i, page := range pages {
			var lines []string
			for _, l := range strings.Split(page, "\n") {
				if l = strings.TrimSpace(l); l != "" {
					lines = append(lines, l)
					if headings.MatchString(l) {
						found++
					}
				}
			}
			if n := len(lines); n < 2 || headings.MatchString(lines[n-2]) { // the last is the number of the page
				t.Errorf("%s: page %d ends with %q", name, i+1, lines[max(0, n-2):])
			}
			if strings.Contains(page, "whom to call") && !strings.Contains(page, "72 hours") {
				t.Errorf("%s: page %d has only a part of whom to call", name, i+1)
			}
		}
		if found < 3 {
			t.Errorf("%s: only %d headings were found: this looks at nothing", name, found)
		}
		together := func(id string, parts ...string) {
			for i, page := range pages {
				page = flat(page)
				if strings.Contains(page, flat(id)) && slices.ContainsFunc(parts, func(s string) bool { return !strings.Contains(page, flat(s)) }) {
					t.Errorf("%s: %s is torn apart at page %d", name, id, i+1)
				}
			}
		}
		for _, f := range report.Alikes(m.Findings.Whole()) {
			if f.Grip != chain.Broken && f.Grip != chain.Weak {
				continue
			}
			together(f.ID, f.Say, f.Proof)
			for _, also := range f.Also {
				together(also.ID, also.Say)
			}
		}
	}
}

// Any text can be printed.
func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := reporttest.Model(1, reporttest.Options{Findings: 1, Stores: 1})
		s := rapid.String()
		reporttest.First(m).Say, reporttest.First(m).Proof, m.Run.Firm, m.Verdict.Headline = s.Draw(t, "say"), s.Draw(t, "proof"), s.Draw(t, "firm"), s.Draw(t, "headline")
		printed(t, m)
	})
}

// The paper says in short where the answer can be wrong, with the line to paste.
func TestWhereWeCanBeWrong(t *testing.T) {
	for seed := range uint64(6) {
		m := reporttest.Model(seed, reporttest.Options{Findings: 4})
		got, o := text(t, printed(t, m)), m.Reasons
		if says := strings.Contains(got, flat("We can be wrong here")); says != (o.Steady != "") {
			t.Errorf("report %d: it says so: %v", seed, says)
		}
		for _, a := range o.Assumptions {
			if !strings.Contains(got, flat(a.Line)) {
				t.Errorf("report %d lacks %q", seed, a.Line)
			}
		}
		if !strings.Contains(got, flat(o.Saving)) {
			t.Errorf("report %d lacks %q", seed, o.Saving)
		}
	}
}

// The inventory stands on paper as on the screen: every place with its people and
// its protection, what is known, who is in several places, and how old records are.
func TestTheInventoryIsOnPaper(t *testing.T) {
	for _, name := range []string{"rich", "far names", "300 stores"} {
		m := reporttest.Kinds()[name]
		m.Data.Ledger = []report.Ledger{{Target: "office", Files: 12, Read: 10, Bytes: 4e6, ReadBytes: 3e6, NotRead: []facts.NotRead{{Why: "encrypted with a password", Files: 2, Bytes: 1e6}}}}
		got := text(t, printed(t, m))
		want := []string{"What is known about them", "health, religion and the like", "children under 18", "The same people in several places", "is a copy of", "How old the records are",
			"Taller: more records", "careful: 1 of 3", "missing", report.Thousands(m.Data.Stores.At(0).People.Best), "10 of 12 read", "encrypted with a password"}
		if n := m.Data.Stores.Len(); n > 40 {
			want = append(want, fmt.Sprintf("and %d more places", n-40))
		}
		if name == "rich" { // letters that the font has
			for _, s := range m.Data.Stores.All() {
				want = append(want, s.Name)
			}
		}
		for _, w := range want {
			if !strings.Contains(got, flat(w)) {
				t.Errorf("%s: %q is not on paper", name, w)
			}
		}
	}
}
