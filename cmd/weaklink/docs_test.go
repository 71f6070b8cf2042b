package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/risk"
)

var update = flag.Bool("update", false, "write generated documents again")

// docs/checks.md says what every check asks, in the words of the check itself.
func TestGeneratedChecksDocument(t *testing.T) {
	var b bytes.Buffer
	all := checks.Registered()
	fmt.Fprintf(&b, "# The %d checks\n\nGenerated from the checks themselves by `make docs`.\n", len(all))
	for _, l := range chain.Links() {
		first := true
		for _, c := range all {
			d := c.Doc
			if d.Link() != l {
				continue
			}
			if first {
				fmt.Fprintf(&b, "\n## %s\n", l)
				first = false
			}
			fmt.Fprintf(&b, "\n### %s\n\n**%s** %s\n\n- Fix: %s\n- By: %s, %d to %d minutes\n- See for yourself: `%s`\n- Control: %s; reads %s\n",
				d.ID, d.Asks, d.Matters, d.Fix, d.Who, d.Minutes[0], d.Minutes[1], strings.ReplaceAll(d.Proof, "`", "'"), d.Control, strings.Join(c.Kinds, ", "))
			if len(d.Cites) > 0 {
				fmt.Fprintf(&b, "- Cites: %s\n", strings.Join(d.Cites, "; "))
			}
		}
	}
	golden(t, filepath.Join("..", "..", "docs", "checks.md"), b.Bytes())
}

func golden(t *testing.T, path string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is stale: make docs writes it again (%v)", path, err)
	}
}

// Every check moves a control that exists, and one of its own link: else its
// finding would change nothing in the verdict.
func TestEveryCheckMovesAControlOfItsLink(t *testing.T) {
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	all := checks.Registered()
	if len(all) < 20 {
		t.Fatalf("only %d checks are registered", len(all))
	}
	for _, k := range all {
		control, ok := c.Control(k.Doc.Control)
		if !ok {
			t.Errorf("%s: no control is called %s", k.Doc.ID, k.Doc.Control)
		} else if control.Link != string(k.Doc.Link()) {
			t.Errorf("%s: control %s belongs to %s", k.Doc.ID, control.ID, control.Link)
		}
		if c.Rate(string(k.Doc.Who)) == 0 {
			t.Errorf("%s: an hour of %q costs nothing", k.Doc.ID, k.Doc.Who)
		}
	}
}
