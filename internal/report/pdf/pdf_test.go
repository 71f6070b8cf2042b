package pdf

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
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
func text(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("missing: pdftotext")
	}
	path := filepath.Join(t.TempDir(), "report.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatalf("read the paper back: %v", err)
	}
	return flat(string(out))
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
		for _, f := range c.Findings {
			if f.Grip == chain.Broken || f.Grip == chain.Weak {
				want = append(want, f.ID)
				if name != "evil" { // page breaks fall into its 300 letters
					want = append(want, f.Say, f.Proof)
				}
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
	m.Findings[0].Say = "Grüße aus Łódź, Αθήνα, Київ und 寿司."
	if got := text(t, printed(t, m)); !strings.Contains(got, "GrüßeausŁódź,Αθήνα,Київund??.") {
		t.Error("the letters are lost")
	}
}

// Any text can be printed.
func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := reporttest.Model(1, reporttest.Options{Findings: 1, Stores: 1})
		s := rapid.String()
		m.Findings[0].Say, m.Findings[0].Proof, m.Run.Firm, m.Verdict.Headline = s.Draw(t, "say"), s.Draw(t, "proof"), s.Draw(t, "firm"), s.Draw(t, "headline")
		printed(t, m)
	})
}
