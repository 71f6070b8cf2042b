// Package checktest runs a check over a table of cases in JSON, so that a
// check's test is one line of Go and a file that anyone can read and extend.
//
// testdata/NAME.json, NAME being the part of the check's ID after the dot:
//
//	[{"name": "expires tomorrow", "now": "2026-11-24",
//	  "facts": [{"kind": "website.certificate", "version": 1, "subject": "site:https://shop.example",
//	             "method": "scanned", "body": {...}}],
//	  "want": [{"grip": "broken", "say": "1 day"}]}]
package checktest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
)

// Case is one case of a check.
type Case struct {
	Name    string                   `json:"name"`
	Now     string                   `json:"now"` // YYYY-MM-DD; 2026-11-24 when empty
	Firm    chain.Firm               `json:"firm"`
	Answers map[string]checks.Answer `json:"answers"`
	Partial []string                 `json:"partial"` // targets that were not collected in full
	Facts   []Fact                   `json:"facts"`
	Want    []Want                   `json:"want"` // one a finding, in order of subject
}

// Fact is a fact as a case writes it.
type Fact struct {
	Kind    string          `json:"kind"`
	Version int             `json:"version"` // 1 when left out
	Subject string          `json:"subject"`
	Method  evidence.Method `json:"method"` // scanned when left out
	Body    json.RawMessage `json:"body"`
}

// Want is what a case expects of one finding. Empty fields are not compared.
type Want struct {
	Subject  string     `json:"subject"`
	Grip     chain.Grip `json:"grip"`
	Say      string     `json:"say"` // part of the sentence
	Why      string     `json:"why"`
	Next     string     `json:"next"`
	Pass, Of *int
}

// Run runs every case of c in testdata. It fails when the cases do not cover a
// verdict that holds, one that does not, and one that is unseen or malformed.
func Run(t *testing.T, c checks.Check) {
	t.Helper()
	_, name, _ := strings.Cut(c.Doc.ID, ".")
	path := filepath.Join("testdata", name+".json")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%s has no cases: %v", c.Doc.ID, err)
	}
	var cases []Case
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var grips []chain.Grip
	for _, tc := range cases {
		for _, w := range tc.Want {
			grips = append(grips, w.Grip)
		}
		t.Run(tc.Name, func(t *testing.T) { run(t, c, tc) })
	}
	bad := slices.Contains(grips, chain.Broken) || slices.Contains(grips, chain.Weak)
	if !bad || !slices.Contains(grips, chain.Holds) || !slices.Contains(grips, chain.Unseen) {
		t.Errorf("%s: the cases need one that holds, one weak or broken, and one unseen or malformed", path)
	}
}

func run(t *testing.T, c checks.Check, tc Case) {
	t.Helper()
	now := tc.Now
	if now == "" {
		now = "2026-11-24"
	}
	day, err := time.Parse(time.DateOnly, now)
	if err != nil {
		t.Fatal(err)
	}
	var items []evidence.Item
	for _, f := range tc.Facts {
		it := evidence.Item{Kind: f.Kind, Version: max(f.Version, 1), Subject: f.Subject, Method: f.Method, Body: f.Body}
		if it.Method == "" {
			it.Method = evidence.Scanned
		}
		it.Digest = fmt.Sprintf("case:%s:%d", tc.Name, len(items))
		items = append(items, it)
	}
	sc := checks.Scene{Now: day, Firm: tc.Firm, Answers: tc.Answers,
		Complete: func(target string) bool { return !slices.Contains(tc.Partial, target) }}
	stock := checks.NewStock(items)
	got := c.Of(sc, stock)
	if changed := stock.Changed(); len(changed) > 0 {
		t.Errorf("%s wrote into the facts that it was given, which other checks read, too: %v", c.Doc.ID, changed)
	}
	if len(got) != len(tc.Want) {
		t.Fatalf("got %d findings, want %d:\n%s", len(got), len(tc.Want), list(got))
	}
	for i, w := range tc.Want {
		g := got[i]
		if w.Subject != "" && g.Subject != w.Subject || w.Grip != 0 && g.Grip != w.Grip ||
			!strings.Contains(g.Say, w.Say) || !strings.Contains(g.Why, w.Why) || !strings.Contains(g.Next, w.Next) ||
			w.Pass != nil && *w.Pass != g.Pass || w.Of != nil && *w.Of != g.Of {
			t.Errorf("finding %d:\n got %s\nwant %+v", i, list(got[i:i+1]), w)
		}
		if len(g.Evidence) == 0 {
			t.Errorf("finding %d rests on no evidence", i)
		}
	}
}

func list(fs []chain.Finding) string {
	var b strings.Builder
	for _, f := range fs {
		fmt.Fprintf(&b, "%s %s pass %d of %d: %s", f.Subject, f.Grip, f.Pass, f.Of, f.Say)
		if f.Why != "" {
			fmt.Fprintf(&b, " [why: %s] [next: %s]", f.Why, f.Next)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
