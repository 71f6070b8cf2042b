package sarif

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/reporttest"
)

// standard is the schema that belongs to the standard.
func standard(t testing.TB) *jsonschema.Schema {
	t.Helper()
	raw, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func printed(t interface {
	Fatal(...any)
	Error(...any)
}, s *jsonschema.Schema, m *report.Model) run {
	var b bytes.Buffer
	if err := Print(&b, m); err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(v); err != nil {
		t.Error(err)
	}
	var out log
	if err := json.Unmarshal(b.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Runs[0]
}

// Every kind of report is valid, with one result for each thing that is broken
// or weak, known again by its id. What was not seen is a note and what holds a
// number: readers that take every result for a failure read neither as one.
func TestOnlyFailuresAreResults(t *testing.T) {
	s := standard(t)
	for name, m := range reporttest.Kinds() {
		r := printed(t, s, m)
		if r.Invocations[0].Successful == m.Run.Partial {
			t.Errorf("%s: cut short %v, successful %v", name, m.Run.Partial, r.Invocations[0].Successful)
		}
		i, holds := 0, 0
		for _, f := range m.Findings.All() {
			want, failed := map[chain.Grip]string{chain.Broken: "error", chain.Weak: "warning"}[f.Grip]
			if f.Grip == chain.Holds {
				holds++
			}
			if !failed {
				continue
			}
			if i >= len(r.Results) {
				t.Fatalf("%s: only %d results", name, len(r.Results))
			}
			got := r.Results[i]
			i++
			if got.Kind != "fail" || got.Level != want {
				t.Errorf("%s: %s is %s, %s", name, f.Grip, got.Kind, got.Level)
			}
			if got.Fingerprints["weaklink/v1"] != f.ID || r.Tool.Driver.Rules[got.Index].ID != f.Check || got.Rule != f.Check {
				t.Errorf("%s: result %d is not finding %s", name, i, f.ID)
			}
		}
		if i != len(r.Results) || r.Properties["holds"] != float64(holds) {
			t.Errorf("%s: %d results for %d failures; %v hold, want %d", name, len(r.Results), i, r.Properties["holds"], holds)
		}
		if len(r.Invocations[0].Notifications) != len(m.Unseen) {
			t.Errorf("%s: %d notes on %d things not seen", name, len(r.Invocations[0].Notifications), len(m.Unseen))
		}
	}
}

// GitHub takes no file in which a result lacks a place within the repository, a
// text or a rule with help, and knows a result again by one name only
// (docs.github.com, "SARIF support for code scanning").
func TestWhatGitHubDemands(t *testing.T) {
	s := standard(t)
	for name, m := range reporttest.Kinds() {
		r := printed(t, s, m)
		for _, k := range r.Tool.Driver.Rules {
			tags, _ := k.Properties["tags"].([]any)
			if k.Short.Text == "" || k.Full.Text == "" || k.Help.Text == "" || k.Help.Markdown == "" || len(k.Short.Text) > 1024 || len([]rune(k.Full.Text)) > 1024 || len(tags) > 20 || !slices.Contains(tags, any("security")) {
				t.Errorf("%s: rule %s lacks something: %+v", name, k.ID, k)
			}
		}
		seen := map[string]bool{}
		for _, got := range r.Results {
			known := got.Partial["primaryLocationLineHash"]
			if known == "" || seen[known] && name != "evil" { // there, two findings are about the same nameless thing
				t.Errorf("%s: %s is known by %q", name, got.Rule, known)
			}
			seen[known] = true
			if got.Message.Text == "" || len([]rune(got.Message.Text)) > mostText || len(got.Locations) != 1 || got.Locations[0].Physical.Region.StartLine < 1 {
				t.Errorf("%s: %+v", name, got)
			}
		}
		if len(r.Results) > 5000 {
			t.Errorf("%s: GitHub shows 5000 of %d results", name, len(r.Results))
		}
	}
}

// A place is a path within the repository, whatever a subject is called.
func TestPlaces(t *testing.T) {
	for subject, want := range map[string]string{
		"store:share#old/export 1.csv": "share/old/export%201.csv", "store:customers.db#": "customers.db", "site:https://shop.example": "site/shop.example",
		"page:https://shop.example:8443/a?b": "page/shop.example%3A8443/a%3Fb", "firm": "firm", "": "firm", "store:../../etc#../passwd": "etc/passwd",
		`store:C:\data#x.csv`: "C%3A/data/x.csv", "account:google/7": "account/google/7", "store:postgres://db/crm#public.users": "postgres%3A/db/crm/public.users",
	} {
		if got := place(subject); got != want {
			t.Errorf("%s: %s, want %s", subject, got, want)
		}
	}
	s := standard(t)
	rapid.Check(t, func(t *rapid.T) {
		m := reporttest.Model(1, reporttest.Options{Findings: 1})
		text := rapid.String()
		f := reporttest.First(m)
		f.Subject, f.Name, f.Say, f.Fix, f.Proof = text.Draw(t, "subject"), text.Draw(t, "name"), text.Draw(t, "say"), text.Draw(t, "fix"), text.Draw(t, "proof")
		for _, got := range printed(t, s, m).Results {
			u, err := url.Parse(got.Locations[0].Physical.Artifact.URI)
			if err != nil || u.IsAbs() || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") || strings.Contains("/"+u.Path+"/", "/../") {
				t.Fatalf("%q is no place (%v)", got.Locations[0].Physical.Artifact.URI, err)
			}
		}
	})
}

// What the firm has decided to live with is closed there too, with the reason.
func TestAcceptedIsSuppressed(t *testing.T) {
	m := reporttest.Model(1, reporttest.Options{Findings: 1})
	reporttest.First(m).Accepted = &chain.Acceptance{Finding: m.Findings.At(0).ID, Why: "the machine goes in May"}
	got := printed(t, standard(t), m).Results[0]
	if len(got.Suppressions) != 1 || got.Suppressions[0] != (suppression{"external", "accepted", "the machine goes in May"}) {
		t.Errorf("%+v", got.Suppressions)
	}
}

// The schema can fail: it is the standard's, not an empty one.
func TestTheSchemaRefuses(t *testing.T) {
	s := standard(t)
	for _, bad := range []string{`{}`, `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{}]}]}`,
		`{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"x"},"kind":"perhaps"}]}]}`} {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(bad)))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("accepts %s", bad)
		}
	}
}
