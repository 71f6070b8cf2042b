package chat

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/scan"
)

//go:embed questions.yaml
var questionsYAML []byte

// Most is how many questions a person is asked at the most.
const Most = 9

// Question is one question of the chat, in plain words.
type Question struct {
	ID      string            `yaml:"id"`
	Ask     string            `yaml:"ask"`
	Kind    string            `yaml:"kind"` // yesno | number | choice
	Choices map[string]string `yaml:"choices"`
	Good    string            `yaml:"good"` // yes | no
	Control string            `yaml:"control"`
	Same    string            `yaml:"same"` // id of the question of a scan that asks the same
	Only    map[string]string `yaml:"only"`
	Bad     string            `yaml:"bad"`   // what is wrong when the answer is not the good one; completes "you said that ..."
	First   string            `yaml:"first"` // what to do about it
}

func readQuestions() ([]Question, error) {
	var all []Question
	if err := yaml.UnmarshalWithOptions(questionsYAML, &all, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the questions of the chat: %w", err)
	}
	return all, nil
}

// Talk is a chat under way.
type Talk struct {
	Answers   map[string]string // by question id: yes, no, unknown, a number or a choice
	Asked     []string
	Cut       bool           // somebody left before the last question
	Constants map[string]any // numbers of the model that the firm knows better

	questions []Question
}

// New begins a talk.
func New() (*Talk, error) {
	questions, err := readQuestions()
	return &Talk{Answers: map[string]string{}, questions: questions}, err
}

// Question finds one by its id.
func (t *Talk) Question(id string) (Question, bool) {
	i := slices.IndexFunc(t.questions, func(q Question) bool { return q.ID == id })
	if i < 0 {
		return Question{}, false
	}
	return t.questions[i], true
}

// IDs are those of all questions.
func (t *Talk) IDs() []string {
	var out []string
	for _, q := range t.questions {
		out = append(out, q.ID)
	}
	return out
}

// Say answers a question, anew if it was answered before.
func (t *Talk) Say(id, answer string) {
	if !slices.Contains(t.Asked, id) {
		t.Asked = append(t.Asked, id)
	}
	t.Answers[id] = answer
}

// Read understands an answer; ok is false when it means nothing.
func (q Question) Read(s string) (string, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	switch strings.Trim(s, ".!") {
	case "?", "unknown", "i don't know", "i dont know", "don't know", "dont know", "idk", "u", "d", "weiss nicht", "weiß nicht":
		return "unknown", true
	}
	switch q.Kind {
	case "number":
		n, err := strconv.Atoi(s)
		return s, err == nil && n > 0 && n < 1_000_000
	case "choice":
		for i, name := range slices.Sorted(maps.Keys(q.Choices)) {
			if s == name || s == strconv.Itoa(i+1) {
				return name, true
			}
		}
		return "", false
	}
	switch s {
	case "y", "yes", "j", "ja", "oui", "si", "sí":
		return "yes", true
	case "n", "no", "nein", "non":
		return "no", true
	}
	return "", false
}

// How says how to answer.
func (q Question) How() string {
	switch q.Kind {
	case "number":
		return "a number, or ? for I don't know"
	case "choice":
		var parts []string
		for i, name := range slices.Sorted(maps.Keys(q.Choices)) {
			parts = append(parts, fmt.Sprintf("%d %s", i+1, q.Choices[name]))
		}
		return strings.Join(parts, "; ") + "; or ? for I don't know"
	}
	return "yes, no, or ? for I don't know"
}

// Next is the question to ask now: first the two that say what is at stake,
// then the one whose control would matter most if it were missing.
func (t *Talk) Next() (Question, bool, error) {
	var open []Question
	for _, q := range t.questions {
		if slices.Contains(t.Asked, q.ID) || !t.applies(q) {
			continue
		}
		if q.Control == "" {
			return q, true, nil
		}
		open = append(open, q)
	}
	if len(open) == 0 {
		return Question{}, false, nil
	}
	var controls []string
	for _, q := range open {
		controls = append(controls, q.Control)
	}
	worth, err := t.said().Stakes(controls)
	if err != nil {
		return Question{}, false, err
	}
	best := open[0]
	for _, q := range open[1:] {
		if worth[q.Control] > worth[best.Control] {
			best = q
		}
	}
	return best, true, nil
}

func (t *Talk) applies(q Question) bool {
	for id, want := range q.Only {
		if t.Answers[id] != want {
			return false
		}
	}
	return true
}

// said is everything that was answered so far.
func (t *Talk) said() scan.Said {
	n, _ := strconv.Atoi(t.Answers["staff"])
	s := scan.Said{Firm: chain.Firm{Name: "this firm", Staff: n}, Findings: t.findings(), Constants: t.Constants}
	if kept := t.Answers["kept"]; kept != "unknown" {
		s.Detail = kept
	}
	return s
}

// findings are the answers as the model takes them: said, not seen.
func (t *Talk) findings() []chain.Finding {
	var out []chain.Finding
	for _, q := range t.questions {
		v := t.Answers[q.ID]
		if q.Control == "" || v == "" || v == "unknown" || !t.applies(q) {
			continue
		}
		f := chain.Finding{ID: chain.FindingID("chat."+q.ID, "firm"), Check: "chat." + q.ID, Subject: "firm", Control: q.Control, Grip: chain.Holds, Say: q.Ask}
		if v != q.Good {
			f.Grip, f.Say = chain.Broken, q.Bad
		}
		out = append(out, f)
	}
	return out
}

// Kept is what a scan can weigh of what was answered, and how many people work
// there, 0 when nobody said so. The rest a look has to see for itself.
func (t *Talk) Kept(on time.Time) (staff int, answers map[string]checks.Answer) {
	staff, _ = strconv.Atoi(t.Answers["staff"])
	answers = map[string]checks.Answer{}
	for _, q := range t.questions {
		if v := t.Answers[q.ID]; q.Same != "" && v != "" && t.applies(q) {
			answers[q.Same] = checks.Answer{Value: v, On: on.Format(time.DateOnly), By: "owner"}
		}
	}
	return staff, answers
}

// reportLink is how an owner calls a link.
func reportLink(link string) string { return report.LinkWords(chain.Link(link)) }
