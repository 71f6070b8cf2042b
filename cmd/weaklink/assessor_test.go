package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/labs"
)

// Whether a firm meets the rules of the card industry is for an assessor or the
// acquirer to say. Nothing that any command prints or writes about a firm that
// takes cards has the word, in any format; only pages of docs/ may explain it.
func TestOnlyAnAssessorCallsAFirmThat(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: scans a firm in every state it may be in")
	}
	word := regexp.MustCompile(`(?i)complian`)
	world, err := labs.Grocer(filepath.Join(t.TempDir(), "grocer"), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer world.Close()
	root := t.TempDir()
	t.Setenv("WEAKLINK_DATA", filepath.Join(root, "data"))
	settings := "firm: {name: Corner Grocer, country: DE, sector: retail, staff: 7}\nanswers:\n"
	for _, a := range []string{"online: yes", "for-others: no", "cards-kept: no", "server-sees-cards: no", "provider-letter: no", "provider-attested: yes", "terminal: yes", "terminal-p2pe: yes", "keyed: yes", "keyed-into-shop: yes"} {
		id, value, _ := strings.Cut(a, ": ")
		settings += fmt.Sprintf("  - {id: payments.%s, value: %s, on: 2026-11-02, by: owner}\n", id, value)
	}
	config := filepath.Join(root, "weaklink.yaml")
	if err := os.WriteFile(config, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}

	read := 0
	look := func(what string, text []byte) {
		read += len(text)
		for _, at := range word.FindAllIndex(text, -1) {
			t.Errorf("%s: ...%s...", what, text[max(0, at[0]-60):min(len(text), at[1]+40)])
		}
	}
	weaklink := func(in string, args ...string) []byte {
		var out, errs bytes.Buffer
		code := run(t.Context(), append(args, "-c", config), console{in: strings.NewReader(in), out: &out, err: &errs, width: narrow})
		if code == exitUsage || out.Len() == 0 {
			t.Errorf("%v ended with %d and printed nothing: %s", args, code, errs.String())
		}
		look(strings.Join(args, " "), out.Bytes())
		look(strings.Join(args, " ")+" (progress)", errs.Bytes())
		return out.Bytes()
	}

	scan := []string{"scan", "--verbose", "--with-facts", "--ca", world.CA}
	for _, r := range world.Resolve {
		scan = append(scan, "--resolve", r)
	}
	for _, w := range world.Targets {
		scan = append(scan, w.At)
	}
	for _, suffix := range printable() {
		scan = append(scan, "-o", filepath.Join(root, "report"+suffix))
	}
	weaklink("", scan...)
	for _, suffix := range printable() {
		file := filepath.Join(root, "report"+suffix)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if suffix == ".pdf" {
			if _, err := exec.LookPath("pdftotext"); err != nil {
				t.Log("no pdftotext: the PDF was not read")
				continue
			}
			if text, err = exec.Command("pdftotext", file, "-").Output(); err != nil || len(text) < 1000 {
				t.Fatalf("pdftotext: %d bytes, %v", len(text), err)
			}
		}
		look("report"+suffix, text)
	}
	var model struct {
		Findings []struct{ ID, Say string }
	}
	told := false
	if err := json.Unmarshal(weaklink("", "report", "--format", "json"), &model); err != nil || len(model.Findings) < 20 {
		t.Fatalf("%d findings, %v", len(model.Findings), err)
	}
	for _, f := range model.Findings {
		told = told || strings.Contains(f.Say, "criterion open")
		if strings.HasPrefix(f.ID, "payments.") {
			weaklink("", "why", f.ID)
		}
	}
	if !told {
		t.Errorf("the world has no payment whose form is told, so this looks at nothing: %+v", model.Findings)
	}
	for _, args := range [][]string{{"why"}, {"checks"}, {"checks", "--answers"}, {"checks", "payments.saq"}, {"plan"}, {"who", "contact"}, {"facts"}, {"report", "--verbose"},
		{"doctor"}, {"forecast"}, {"replay"}, {"--help"}, {"whatif", "--help"}, {"schema", "report"}, append([]string{"scan", "--dry-run"}, world.Targets[0].At)} {
		weaklink("", args...)
	}
	weaklink(strings.Repeat("yes\n", 9), "chat")
	if read < 200_000 {
		t.Errorf("only %d bytes were read", read)
	}
}
