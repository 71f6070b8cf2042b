package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/risk"
)

// Numbers of the firm's own go from weaklink.yaml through the verdict into every
// form of the report and into the version, and a replay agrees.
func TestOwnNumbersFromSettingsToReport(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	for name, text := range map[string]string{
		"list.csv":      "name,mail\nAnna Ott,anna.ott@mail.example.org\n",
		"weaklink.yaml": "firm: {name: Corner Grocer, staff: 7}\nconstants:\n  mfa.eps.K: 0.9\n  w.X: [0.2, 0.25, 0.4]\n  rate.web developer: 100\n",
		"wrong.yaml":    "firm: {name: Corner Grocer}\nconstants:\n  mfa.eps.k: 0.9\n  loss.fine.p: 1.5\n",
		"none.yaml":     "constants: {w.X: 0, w.K: 0, w.P: 0, w.S: 0, w.D: 0, w.I: 0, w.E: 0}\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	weaklink := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := run(t.Context(), args, console{in: strings.NewReader(""), out: &out, err: &errs, width: 100}); code != want {
			t.Fatalf("weaklink %v ended with %d: %s", args, code, errs.String())
		}
		return out.String() + errs.String()
	}

	said := weaklink(exitUsage, "-c", "wrong.yaml", "scan", "list.csv")
	for _, want := range []string{"wrong.yaml:3:3: set mfa.eps.k", "  mfa.eps.k: 0.9\n          ^", "did you mean mfa.eps.K?", "wrong.yaml:4:16: set loss.fine.p to 1.5", "between 0 and 1"} {
		if !strings.Contains(said, want) {
			t.Errorf("a wrong number: %q is missing in\n%s", want, said)
		}
	}
	if said := weaklink(exitUsage, "-c", "none.yaml", "scan", "list.csv"); !strings.Contains(said, "no campaign ever comes") {
		t.Errorf("no campaigns at all: %s", said)
	}

	weaklink(exitDone, "scan", "list.csv", "-o", "page.html", "-o", "report.json")
	text := weaklink(exitDone, "report")
	for _, want := range []string{"mfa.eps.K: 0.9 instead of 0.85", "w.X: 0.2 to 0.4 (best 0.25) instead of 0.28", "rate.web developer: 100 instead of 80 EUR/hour"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	html, err := os.ReadFile("page.html")
	if err != nil || !strings.Contains(string(html), "yours 90 of 100, was 85 of 100. <code>mfa.eps.K</code>") {
		t.Errorf("the page does not list the firm's own numbers (%v)", err)
	}
	raw, err := os.ReadFile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Run       struct{ Model string }
		Constants []struct {
			ID, Mark             string
			Was, Low, Best, High float64
		}
	}
	if err := json.Unmarshal(raw, &report); err != nil || len(report.Constants) != 3 {
		t.Fatalf("%v: %+v", err, report)
	}
	if c := report.Constants[2]; c.ID != "w.X" || c.Mark != "yours" || c.Was != .28 || c.Low != .2 || c.Best != .25 || c.High != .4 {
		t.Errorf("%+v", c)
	}
	shape := strict(t, "report")
	var any any
	if err := json.Unmarshal(raw, &any); err != nil {
		t.Fatal(err)
	}
	if err := shape.Validate(any); err != nil {
		t.Errorf("%v", err)
	}
	if said := weaklink(exitDone, "replay"); !strings.Contains(said, "agrees") {
		t.Errorf("replay: %s", said)
	}
	version := weaklink(exitDone, "version")
	if !strings.Contains(version, "yours    "+report.Run.Model[:12]) || !strings.Contains(version, "w.X: 0.2 to 0.4 (best 0.25) instead of 0.28 share") {
		t.Errorf("the run names the model %.12s; version says\n%s", report.Run.Model, version)
	}
}

// The list of numbers holds every id that may be set, each with what it stands on.
func TestVersionListsWhatMayBeSet(t *testing.T) {
	t.Chdir(t.TempDir())
	var out, errs bytes.Buffer
	if code := run(t.Context(), []string{"version", "--constants", "--format", "json"}, console{in: strings.NewReader(""), out: &out, err: &errs, width: narrow}); code != exitDone {
		t.Fatal(errs.String())
	}
	var v any
	if err := json.Unmarshal(out.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	if err := strict(t, "version").Validate(v); err != nil {
		t.Error(err)
	}
	c, err := risk.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range c.Values {
		if got := bytes.Contains(out.Bytes(), []byte(`"`+v.ID+`"`)); got == v.Docs {
			t.Errorf("%s is listed: %v, and only published: %v", v.ID, got, v.Docs)
		}
	}
}
