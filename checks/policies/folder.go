package policies

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

//go:embed questions.yaml
var questionsYAML []byte

//go:embed demands.yaml
var demandsYAML []byte

var _ = checks.Ask(questionsYAML)

// demand is what a firm from so many people on has to have in writing.
type demand struct {
	Staff        int      `yaml:"staff"`
	Any          int      `yaml:"any"`
	Topics       []string `yaml:"topics"`
	Acknowledged string   `yaml:"acknowledged"` // once | yearly; empty: not called for
}

var demands = sync.OnceValue(func() []demand { return mustDemands(demandsYAML) })

func mustDemands(raw []byte) []demand {
	var list []demand
	if err := yaml.UnmarshalWithOptions(raw, &list, yaml.Strict()); err != nil || len(list) == 0 {
		panic(fmt.Sprintf("checks/policies: demands.yaml: %v", err))
	}
	return list
}

// demanded is what is called for; known is false when nobody said how many
// people work here, and then it is the least that any firm needs.
func demanded(f chain.Firm) (d demand, known bool) {
	d = demands()[0]
	for _, r := range demands() {
		if f.Staff >= r.Staff {
			d = r
		}
	}
	return d, f.Staff > 0
}

// topicWords are the nine topics in words.
var topicWords = map[string]string{
	"data-handling": "client data", "retention": "keeping and deleting", "access": "access and passwords", "devices": "computers and phones", "mail-and-web": "mail and scams",
	"payments": "payments", "suppliers": "suppliers", "backups": "backups", "incident": "what to do when something goes wrong",
}

func inWords(topics []string) string {
	var out []string
	for _, t := range topics {
		out = append(out, topicWords[t])
	}
	return and(out)
}

func and(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// documents are those of all folders that could be read.
func documents(folders []facts.PolicyFolder) []facts.PolicyDocument {
	var out []facts.PolicyDocument
	for _, f := range folders {
		for _, d := range f.Documents {
			if d.Unread == "" {
				out = append(out, d)
			}
		}
	}
	return out
}

// rules are the documents that set any rule: a price list in the same folder
// need not be reviewed or owned.
func rules(folders []facts.PolicyFolder) []facts.PolicyDocument {
	return slices.DeleteFunc(documents(folders), func(d facts.PolicyDocument) bool { return len(d.Topics) == 0 && len(d.Clauses) == 0 })
}

// gap is why something may be there that we did not see: a document that could
// not be read. It is empty when everything was.
func gap(folders []facts.PolicyFolder) (why, next string) {
	for _, f := range folders {
		if f.Partial != "" {
			return f.Partial, "let weaklink read the whole folder"
		}
		for _, d := range f.Documents {
			if d.Unread != "" {
				return fmt.Sprintf("%s was not read: %s", d.Name, d.Unread), d.Next
			}
			if d.Partial != "" {
				return fmt.Sprintf("%s was not read to its end: %s", d.Name, d.Partial), "read the rest by hand"
			}
		}
	}
	return "", ""
}

// missing is the verdict on something that no document says: weak, unless a
// document could not be read.
func missing(folders []facts.PolicyFolder, say string) checks.Verdict {
	if why, next := gap(folders); why != "" {
		return checks.Verdict{Subject: "firm", Grip: chain.Unseen, Say: say, Why: why, Next: next}
	}
	return checks.Verdict{Subject: "firm", Grip: chain.Weak, Say: say}
}

// clause finds a rule and where it stands.
func clause(folders []facts.PolicyFolder, id string) (where string, ok bool) {
	for _, d := range documents(folders) {
		for _, c := range d.Clauses {
			if c.ID == id {
				return place(d, c.Page, c.Section), true
			}
		}
	}
	return "", false
}

// aside names documents that hold no rules of the firm, and what they are
// instead, so that a person sees at once where one was taken for what it is not.
func aside(folders []facts.PolicyFolder) string {
	var out []string
	for _, d := range documents(folders) {
		if d.Aside != "" {
			out = append(out, fmt.Sprintf("%s (%s)", d.Name, d.Aside))
		}
	}
	switch n := len(out); {
	case n == 0:
		return ""
	case n > 3:
		return fmt.Sprintf(" Not taken for rules: %s and %d more.", strings.Join(out[:3], ", "), n-3)
	}
	return fmt.Sprintf(" Not taken for rules: %s.", and(out))
}

func place(d facts.PolicyDocument, page, section int) string {
	switch {
	case page > 0:
		return fmt.Sprintf("%s, page %d", d.Name, page)
	case section > 0:
		return fmt.Sprintf("%s, section %d", d.Name, section)
	}
	return d.Name
}

// answersTo are the facts of answers to one question.
func answersTo(id string) checks.Source[facts.Answer] {
	return checks.Source[facts.Answer]{Kind: facts.FirmAnswer, Keep: func(a facts.Answer) bool { return a.ID == id && a.Value != "unknown" }}
}

// beside sets an answer beside what the documents say. Nothing was answered:
// the documents decide. Nothing was seen: the answer stands alone, and is
// weighed as no more than that. Both: where they contradict each other, that is
// what is said.
func beside(folders []facts.PolicyFolder, answers []facts.Answer, id string, w wording) []checks.Verdict {
	where, written := clause(folders, id)
	if len(answers) == 0 {
		if written {
			return one(checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s (%s).", w.written, where)})
		}
		return []checks.Verdict{missing(folders, w.missing+".")}
	}
	yes := answers[0].Value == "yes"
	switch {
	case len(folders) == 0 && yes:
		return one(checks.Verdict{Grip: chain.Holds, Say: w.lived + ", by your own answer; no document was looked at."})
	case len(folders) == 0:
		return one(checks.Verdict{Grip: chain.Weak, Say: w.notLived + ", by your own answer."})
	case written && yes:
		return one(checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s (%s), and by your own answer it is lived by.", w.written, where)})
	case written:
		return one(checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The rules and your answer contradict each other: %s (%s), but %s.", lower(w.written), where, lower(w.notLived))})
	case yes:
		v := missing(folders, fmt.Sprintf("Your answer is not borne out by the rules: %s, but %s.", lower(w.lived), lower(w.missing)))
		return []checks.Verdict{v}
	}
	return one(checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("%s, and by your own answer %s.", w.missing, lower(w.notLived))})
}

// wording is how a rule is spoken of, each a sentence without its full stop.
type wording struct {
	written, missing string // what the documents say
	lived, notLived  string // what was answered
}

func one(v checks.Verdict) []checks.Verdict {
	v.Subject = "firm"
	return []checks.Verdict{v}
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }
