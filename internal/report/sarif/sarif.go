// Package sarif prints the findings in SARIF 2.1.0 for code scanners and ticket
// systems (OASIS standard, https://docs.oasis-open.org/sarif/sarif/v2.1.0/).
// Only what is broken or weak is a result: GitHub's code scanning and others
// make an alert of every result, whatever its kind. What could not be looked at
// is a note of the invocation, and what holds is counted, so that nothing reads
// as a failure that is none.
package sarif

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/url"
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
	Name         string `json:"name"`
	Version      string `json:"version,omitempty"` // absent in a model that no run made
	Organization string `json:"organization"`
	Rules        []rule `json:"rules"` // every check that said something, also those that hold
}

type rule struct {
	ID            string         `json:"id"`
	Name          string         `json:"name"`
	Short         message        `json:"shortDescription"`
	Full          message        `json:"fullDescription"`
	Help          message        `json:"help"`
	Configuration configuration  `json:"defaultConfiguration"`
	Properties    map[string]any `json:"properties"`
}

type configuration struct {
	Level string `json:"level"`
}

type message struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
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
	Suppressions []suppression     `json:"suppressions,omitempty"`
	Properties   map[string]any    `json:"properties"`
}

// suppression is section 3.35: the firm has decided to live with it.
type suppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification,omitempty"`
}

// location has a place of both kinds: a mailbox has no file and no line, but
// GitHub takes no file in which one result lacks them.
type location struct {
	Physical physical  `json:"physicalLocation"`
	Logical  []logical `json:"logicalLocations"`
}

type physical struct {
	Artifact artifact `json:"artifactLocation"`
	Region   region   `json:"region"`
}

type artifact struct {
	URI string `json:"uri"`
}

type region struct {
	StartLine int `json:"startLine"`
}

type logical struct {
	Name      string `json:"name"`
	Qualified string `json:"fullyQualifiedName"`
	Kind      string `json:"kind"`
}

// mostText is how much of a text GitHub takes.
const mostText = 1000

// Print writes one run.
func Print(w io.Writer, m *report.Model) error {
	m = report.Cleaned(m)
	rules, index := rulesOf(m)
	holds := 0
	for _, f := range m.Findings.All() {
		if f.Grip == chain.Holds {
			holds++
		}
	}
	r := run{Tool: tool{driver{"weaklink", m.Run.Version, "weaklink", rules}}, Automation: automation{"weaklink/" + m.Run.ID}, ColumnKind: "unicodeCodePoints", Results: []result{},
		Invocations: []invocation{{Successful: !m.Run.Partial, Start: stamp(m.Run.Started), End: stamp(m.Run.Finished), Notifications: []notification{}}},
		Properties: map[string]any{"sentence": m.Verdict.Sentence, "second": m.Verdict.Second, "wording": m.Verdict.Wording, "link": m.Verdict.Link, "seed": m.Run.Seed, "model": m.Run.Model,
			"root": m.Run.Root, "holds": holds, "unseen": len(m.Unseen)}}
	for _, u := range m.Unseen {
		text := report.Stop(fmt.Sprintf("not seen: %s: %s", report.Name(u.Subject), u.Why))
		if u.Next != "" {
			text += report.Stop(" To see it: " + u.Next)
		}
		r.Invocations[0].Notifications = append(r.Invocations[0].Notifications, notification{"note", message{Text: text}})
	}
	baseline := map[string]chain.Change{}
	for _, c := range m.Changes {
		baseline[c.Finding] = c.Change
	}
	for _, f := range m.Findings.All() {
		if level := levelOf(f.Grip); level != "" {
			r.Results = append(r.Results, resultOf(f, level, index[f.Check], stateOf(baseline[f.ID])))
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(log{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []run{r}}); err != nil {
		return fmt.Errorf("print the findings as sarif: %w", err)
	}
	return nil
}

func resultOf(f report.Finding, level string, rule int, baseline string) result {
	name, text := f.Name, f.Say
	if name == "" {
		name = f.Subject
	}
	if text == "" {
		text = f.Check
	}
	out := result{Rule: f.Check, Index: rule, Kind: "fail", Level: level, Message: message{Text: cut(text)},
		Locations:    []location{{physical{artifact{place(f.Subject)}, region{1}}, []logical{{name, f.Subject, "resource"}}}},
		Fingerprints: map[string]string{"weaklink/v1": f.ID},
		// The second is the one name that GitHub knows a result again by.
		Partial: map[string]string{"weaklink/v1": f.ID, "primaryLocationLineHash": f.ID}, Baseline: baseline,
		Properties: map[string]any{"grip": f.Grip, "link": f.Link, "control": f.Control, "fix": f.Fix, "proof": f.Proof, "who": f.Who, "minutes": f.Minutes, "pass": f.Pass, "of": f.Of, "since": stamp(f.Since)}}
	if a := f.Accepted; a != nil {
		out.Suppressions = []suppression{{"external", "accepted", a.Why}}
	}
	return out
}

// place is a subject as a path: the file in its folder, else its kind and name.
func place(subject string) string {
	kind, rest, ok := strings.Cut(subject, ":")
	switch {
	case !ok:
		rest = subject
	case kind == "store":
		rest = strings.Replace(rest, "#", "/", 1)
	default:
		if i := strings.Index(rest, "://"); i >= 0 {
			rest = rest[i+3:]
		}
		rest = kind + "/" + rest
	}
	var parts []string
	for _, p := range strings.FieldsFunc(rest, func(r rune) bool { return r == '/' || r == '\\' }) {
		if p != "." && p != ".." {
			// A colon in the first part would make the path an address of a scheme of that name.
			parts = append(parts, strings.ReplaceAll(url.PathEscape(p), ":", "%3A"))
		}
	}
	if len(parts) == 0 {
		return "firm"
	}
	return strings.Join(parts, "/")
}

func cut(s string) string {
	if r := []rune(s); len(r) > mostText {
		return string(r[:mostText-3]) + "..."
	}
	return s
}

// levelOf is section 3.27.10; empty for what is no failure.
func levelOf(g chain.Grip) string {
	switch g {
	case chain.Broken:
		return "error"
	case chain.Weak:
		return "warning"
	}
	return ""
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
	first := map[string]report.Finding{} // the worst of each check
	for _, f := range m.Findings.All() {
		if had, ok := first[f.Check]; !ok || f.Grip < had.Grip {
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
		help, markdown := matters, matters
		if f.Fix != "" {
			help, markdown = help+"\n\nFix: "+f.Fix, markdown+"\n\n**Fix:** "+f.Fix
		}
		if f.Proof != "" {
			help, markdown = help+"\n\nSee for yourself: "+f.Proof, markdown+"\n\n**See for yourself:**\n\n"+block(f.Proof)
		}
		k := rule{ID: id, Name: nameOf(id), Short: message{Text: cut(strings.ReplaceAll(id, "-", " "))}, Full: message{Text: cut(matters)},
			Help: message{help, markdown}, Configuration: configuration{"warning"}, Properties: map[string]any{"tags": tags(f)}}
		switch f.Grip { // bands of GitHub: from 7 on high, from 4 on medium
		case chain.Broken:
			k.Configuration.Level, k.Properties["security-severity"] = "error", "8.0"
		case chain.Weak:
			k.Properties["security-severity"] = "5.0"
		}
		rules = append(rules, k)
	}
	return rules, index
}

// block shows a command as it is, whatever stands in it.
func block(s string) string { return "    " + strings.ReplaceAll(s, "\n", "\n    ") }

// nameOf is an id in the form that viewers of SARIF know: WebsiteExposedFiles.
func nameOf(id string) string {
	var b strings.Builder
	for _, part := range strings.FieldsFunc(id, func(r rune) bool { return r == '.' || r == '-' }) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// tags have to differ from each other.
func tags(f report.Finding) []string {
	var out []string
	for _, t := range append([]string{"security", string(f.Link), f.Control}, f.Cites...) {
		if t != "" && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
