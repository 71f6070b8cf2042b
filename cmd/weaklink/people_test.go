package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Who has not seen the rules is found by joining the firm's list of people with
// the confirmations beside the rules, however each writes a name; nobody is named.
func TestWhoHasNotSeenTheRules(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("WEAKLINK_DATA", filepath.Join(dir, "data"))
	file := func(name, text string) {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rules, staff := filepath.Join(dir, "rules"), filepath.Join(dir, "staff.csv")
	file("rules/rules.md", "# Access\nResponsible: the owner\nPasswords must be kept in the manager.\n")
	file("staff.csv", "Vorname;Nachname;E-Mail;Eintritt;Austritt\n"+
		"Jörg;Müller;j.mueller@grocer.example;01.02.2020;\n"+
		"Anna;Beispiel;anna@grocer.example;01.03.2021;\n"+
		"Zoë;Weiß;zoe@grocer.example;2022-01-01;\n"+
		"Carl;Muster;carl@grocer.example;01.01.2019;31.12.2024\n"+
		"Eva;Später;eva@grocer.example;01.01.2030;\n"+
		"Ida;Neu;ida@grocer.example;01.01.2023;\n"+
		"Udo;Alt;udo@grocer.example;01.01.2018;\n")
	say := func() string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		code := run(t.Context(), []string{"scan", "people:" + staff, "policies:" + rules, "--only", "policies", "--fresh", "--format", "json", "--with-facts"},
			console{in: bytes.NewReader(nil), out: &stdout, err: &stderr, width: narrow})
		if code != exitDone {
			t.Fatalf("exit %d: %s", code, stderr.String())
		}
		for _, name := range []string{"Müller", "Beispiel", "Weiß", "Muster", "grocer.example"} {
			if strings.Contains(stdout.String()+stderr.String(), name) {
				t.Errorf("somebody is named: %s", name)
			}
		}
		var r struct {
			Findings []struct{ Check, Say string } `json:"findings"`
		}
		if err := json.Unmarshal(stdout.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Findings {
			if f.Check == "policies.acknowledged" {
				return f.Say
			}
		}
		t.Fatalf("nothing is said of who confirmed the rules: %+v", r.Findings)
		return ""
	}
	first := say()
	m := regexp.MustCompile(`digest of today's text: ([0-9a-f]{12})`).FindStringSubmatch(first)
	if m == nil {
		t.Fatalf("no digest in %q", first)
	}
	file("rules/acknowledged.csv", "name,on,digest\n"+
		"\"Mueller, Jörg\",2026-01-05,"+m[1]+"\n"+ // ue for ü, in the other order
		"anna@grocer.example,2026-01-05,"+m[1]+"\n"+
		"Zoe Weiss,2026-01-05,0badc0ffee00\n"+ // an older text
		"Carl Muster,2026-01-05,"+m[1]+"\n") // has left
	if got := say(); !strings.HasPrefix(got, "2 of 5 people confirmed the rules as they read now") || !strings.Contains(got, "1 confirmed an older text") {
		t.Errorf("%s", got)
	}
	// A word changed in the rules, and nobody has seen them.
	file("rules/rules.md", "# Access\nResponsible: the owner\nPasswords must be kept in the safe.\n")
	if got := say(); !strings.HasPrefix(got, "0 of 5 people") || !strings.Contains(got, "3 confirmed an older text") {
		t.Errorf("%s", got)
	}
}
