// Package sarif prints the findings in SARIF 2.1.0 for code scanners and ticket
// systems (OASIS standard, https://docs.oasis-open.org/sarif/sarif/v2.1.0/).
// What could not be looked at is an open question there, never a failure.
package sarif

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
)

type log struct {
	Schema  string `json:"$schema"`
	Version string `json:"version"`
	Runs    []run  `json:"runs"`
}

type run struct {
	Tool        tool           `json:"tool"`
	Automation  automation     `json:"automationDetails"`
	Invocations []invocation   `json:"invocations"`
	Results     []result       `json:"results"`
	ColumnKind  string         `json:"columnKind"`
	Properties  map[string]any `json:"properties"`
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"` // absent in a model that no run made
	Rules   []rule `json:"rules"`
}

type rule struct {
	ID         string         `json:"id"`
	Short      message        `json:"shortDescription"`
	Full       message        `json:"fullDescription"`
	Help       message        `json:"help"`
	Properties map[string]any `json:"properties"`
}

type message struct {
	Text string `json:"text"`
}

type automation struct {
	ID string `json:"id"`
}

type invocation struct {
	Successful    bool           `json:"executionSuccessful"`
	Start         string         `json:"startTimeUtc"`
	End           string         `json:"endTimeUtc"`
	Notifications []notification `json:"toolExecutionNotifications"`
}

type notification struct {
	Level   string  `json:"level"`
	Message message `json:"message"`
}

type result struct {
	Rule         string            `json:"ruleId"`
	Index        int               `json:"ruleIndex"`
	Kind         string            `json:"kind"`
	Level        string            `json:"level"`
	Message      message           `json:"message"`
	Locations    []location        `json:"locations"`
	Fingerprints map[string]string `json:"fingerprints"`
	Partial      map[string]string `json:"partialFingerprints"`
	Baseline     string            `json:"baselineState,omitempty"`
	Properties   map[string]any    `json:"properties"`
}

type location struct {
	Logical []logical `json:"logicalLocations"`
}

type logical struct {
	Name      string `json:"name"`
	Qualified string `json:"fullyQualifiedName"`
	Kind      string `json:"kind"`
}

// Print writes one run. The subjects are logical locations: a mailbox or a
// table has no file and line.
func Print(w io.Writer, m *report.Model) error {
	m = report.Cleaned(m)
	rules, index := rulesOf(m)
	r := run{Tool: tool{driver{"weaklink", m.Run.Version, rules}}, Automation: automation{"weaklink/" + m.Run.ID}, ColumnKind: "unicodeCodePoints", Results: []result{},
		Invocations: []invocation{{Successful: !m.Run.Partial, Start: stamp(m.Run.Started), End: stamp(m.Run.Finished), Notifications: []notification{}}},
		Properties:  map[string]any{"sentence": m.Verdict.Sentence, "second": m.Verdict.Second, "wording": m.Verdict.Wording, "link": m.Verdict.Link, "seed": m.Run.Seed, "model": m.Run.Model, "root": m.Run.Root}}
	for _, u := range m.Unseen {
		r.Invocations[0].Notifications = append(r.Invocations[0].Notifications, notification{"note", message{fmt.Sprintf("not seen: %s: %s. To see it: %s.", report.Name(u.Subject), u.Why, u.Next)}})
	}
	baseline := map[string]chain.Change{}
	for _, c := range m.Changes {
		baseline[c.Finding] = c.Change
	}
	for _, f := range m.Findings {
		kind, level := kindOf(f.Grip)
		text := f.Say
		if f.Grip == chain.Unseen {
			text += fmt.Sprintf(" Not seen: %s. To see it: %s.", f.Why, f.Next)
		}
		name := f.Name
		if name == "" {
			name = f.Subject
		}
		r.Results = append(r.Results, result{Rule: f.Check, Index: index[f.Check], Kind: kind, Level: level, Message: message{text},
			Locations:    []location{{[]logical{{name, f.Subject, "resource"}}}},
			Fingerprints: map[string]string{"weaklink/v1": f.ID}, Partial: map[string]string{"weaklink/v1": f.ID}, Baseline: stateOf(baseline[f.ID]),
			Properties: map[string]any{"grip": f.Grip, "link": f.Link, "control": f.Control, "fix": f.Fix, "proof": f.Proof, "who": f.Who, "minutes": f.Minutes, "pass": f.Pass, "of": f.Of, "since": stamp(f.Since)}})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(log{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []run{r}}); err != nil {
		return fmt.Errorf("print the findings as sarif: %w", err)
	}
	return nil
}

// kindOf is section 3.27.9 and 3.27.10 of the standard: a level other than none
// needs the kind "fail"; "open" is a result that needs a look before anyone can say.
func kindOf(g chain.Grip) (kind, level string) {
	switch g {
	case chain.Broken:
		return "fail", "error"
	case chain.Weak:
		return "fail", "warning"
	case chain.Holds:
		return "pass", "none"
	}
	return "open", "none"
}

// stateOf is section 3.27.24. Nothing is said of a change that SARIF has no word for.
func stateOf(c chain.Change) string {
	switch c {
	case chain.New:
		return "new"
	case chain.Same:
		return "unchanged"
	case chain.WorseNow, chain.BetterNow:
		return "updated"
	}
	return ""
}

func rulesOf(m *report.Model) ([]rule, map[string]int) {
	first := map[string]report.Finding{}
	for _, f := range m.Findings {
		if _, had := first[f.Check]; !had {
			first[f.Check] = f
		}
	}
	rules, index := []rule{}, map[string]int{}
	for _, id := range slices.Sorted(maps.Keys(first)) {
		f := first[id]
		index[id] = len(rules)
		matters := f.Matters
		if matters == "" {
			matters = id
		}
		help := matters
		if f.Fix != "" {
			help = "Fix: " + f.Fix
		}
		rules = append(rules, rule{ID: id, Short: message{strings.ReplaceAll(id, "-", " ")}, Full: message{matters}, Help: message{help},
			Properties: map[string]any{"tags": append([]string{string(f.Link), f.Control}, f.Cites...)}})
	}
	return rules, index
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
