package checks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// Question is something that no look from outside can settle: it is answered
// in weaklink.yaml with yes, no or unknown.
type Question struct {
	ID      string `yaml:"id" json:"id"`           // link.name
	Ask     string `yaml:"ask" json:"ask"`         // the question, in plain words
	Yes     string `yaml:"yes" json:"yes"`         // what yes means, as a sentence
	No      string `yaml:"no" json:"no"`           // what no means
	Control string `yaml:"control" json:"control"` // control id in risk/constants.yaml
	Check   string `yaml:"check" json:"check"`     // ID of the check that sets the answer beside what was seen; empty: ID
	// SeenBy are the kinds of fact from which the check can tell it too: where a
	// target shows one, `init` need not ask.
	SeenBy []string `yaml:"seen_by" json:"seen_by,omitempty"`
	Only   []string `yaml:"only" json:"only,omitempty"` // ids of questions, one of which must have been answered yes for this to make sense
}

// Values are the answers that a question takes.
var Values = []string{"yes", "no", "unknown"}

var questions = map[string]Question{}

// Ask registers the questions in raw, a YAML list. It panics on a mistake, at
// the start of the program.
func Ask(raw []byte) []Question {
	var list []Question
	if err := yaml.UnmarshalWithOptions(raw, &list, yaml.Strict()); err != nil {
		panic("checks: questions: " + err.Error())
	}
	for i, q := range list {
		if q.Check == "" {
			list[i].Check = q.ID
			q = list[i]
		}
		if !idShape.MatchString(q.ID) || q.Ask == "" || q.Yes == "" || q.No == "" || q.Control == "" {
			panic(fmt.Sprintf("checks: question %q lacks one of id, ask, yes, no, control", q.ID))
		}
		if _, twice := questions[q.ID]; twice {
			panic(fmt.Sprintf("checks: question %s is asked twice", q.ID))
		}
		questions[q.ID] = q
	}
	return list
}

// Questions are all of them, sorted by ID.
func Questions() []Question {
	out := make([]Question, 0, len(questions))
	for _, q := range questions {
		out = append(out, q)
	}
	slices.SortFunc(out, func(a, b Question) int { return strings.Compare(a.ID, b.ID) })
	return out
}
