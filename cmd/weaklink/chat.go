package main

import (
	"bufio"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/internal/scan"
)

func init() { command(newChat) }

//go:embed chat.yaml
var chatYAML []byte

// mostQuestions is how many a person is asked at the most.
const mostQuestions = 9

// chatQuestion is one question of the chat.
type chatQuestion struct {
	ID      string            `yaml:"id"`
	Ask     string            `yaml:"ask"`
	Kind    string            `yaml:"kind"` // yesno | number | choice
	Choices map[string]string `yaml:"choices"`
	Good    string            `yaml:"good"` // yes | no
	Control string            `yaml:"control"`
	Only    map[string]string `yaml:"only"`
	Bad     string            `yaml:"bad"`   // what is wrong when the answer is not the good one; completes "you said that ..."
	First   string            `yaml:"first"` // what to do about it
}

func chatQuestions() ([]chatQuestion, error) {
	var all []chatQuestion
	if err := yaml.UnmarshalWithOptions(chatYAML, &all, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the questions of the chat: %w", err)
	}
	return all, nil
}

func newChat(a *app) *cobra.Command {
	var given []string
	var outputs []string
	cmd := &cobra.Command{
		Use: "chat", Short: "nine plain questions, then what to look at first and whom to ask",
		Long: `Asks at most nine plain questions; "I don't know" is always an answer. Nothing is
scanned and nothing is kept. It ends with what to look at first and why, and
with a page to take into a talk with a person who knows about this: name the
files for it with -o. What was only said is never as sure as what was seen.`,
		Example: "  weaklink chat\n  weaklink chat -o brief.html -o talk.ics\n  weaklink chat --answer staff=4 --answer second-factor=yes --format json",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.chat(cmd.Context(), given, outputs) },
	}
	cmd.Flags().StringArrayVar(&given, "answer", nil, "answer a question beforehand: ID=yes, no or unknown; ask nothing")
	cmd.Flags().StringArrayVarP(&outputs, "output", "o", nil, "write a page for the talk (.html), or a date for it (.ics)")
	return cmd
}

// talk is a chat under way.
type talk struct {
	questions []chatQuestion
	answers   map[string]string // by question id: yes, no, unknown, a number or a choice
	asked     []string
	cut       bool           // somebody left before the last question
	constants map[string]any // numbers of the model that the firm knows better
}

func (a *app) chat(ctx context.Context, given, outputs []string) error {
	questions, err := chatQuestions()
	if err != nil {
		return err
	}
	for _, path := range outputs {
		if !strings.HasSuffix(path, ".html") && !strings.HasSuffix(path, ".ics") {
			return usage("name a .html or .ics file", "-o %s: a chat writes a page (.html) or a date (.ics)", path)
		}
	}
	var contact config.Contact
	cfg, err := a.settings()
	if err != nil {
		return err
	}
	t := &talk{questions: questions, answers: map[string]string{}}
	if cfg != nil {
		contact, t.constants = cfg.Contact, cfg.Constants
	}
	if len(given) > 0 {
		for _, g := range given {
			if err := t.take(g); err != nil {
				return err
			}
		}
	} else if err := t.ask(ctx, a); err != nil {
		return err
	}
	advice, err := t.advise()
	if err != nil {
		return err
	}
	advice.Contact = contact
	for _, path := range outputs {
		if err := advice.write(path); err != nil {
			return err
		}
	}
	if a.format == "json" {
		return a.printJSON(a.out, advice)
	}
	return advice.print(a.out, a.width)
}

// take is an answer given as ID=VALUE.
func (t *talk) take(s string) error {
	id, value, ok := strings.Cut(s, "=")
	i := slices.IndexFunc(t.questions, func(q chatQuestion) bool { return q.ID == id })
	if !ok || i < 0 {
		var ids []string
		for _, q := range t.questions {
			ids = append(ids, q.ID)
		}
		return usage("there are: "+strings.Join(ids, ", "), "--answer wants QUESTION=ANSWER, not %q", s)
	}
	v, ok := t.questions[i].read(value)
	if !ok {
		return usage(t.questions[i].how(), "%s cannot be answered with %q", id, value)
	}
	t.answers[id] = v
	t.asked = append(t.asked, id)
	return nil
}

// read understands an answer; ok is false when it means nothing.
func (q chatQuestion) read(s string) (string, bool) {
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
		for i, name := range sortedKeys(q.Choices) {
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

// how says how to answer.
func (q chatQuestion) how() string {
	switch q.Kind {
	case "number":
		return "a number, or ? for I don't know"
	case "choice":
		var parts []string
		for i, name := range sortedKeys(q.Choices) {
			parts = append(parts, fmt.Sprintf("%d %s", i+1, q.Choices[name]))
		}
		return strings.Join(parts, "; ") + "; or ? for I don't know"
	}
	return "yes, no, or ? for I don't know"
}

// ask asks until nothing is left that could change the advice, or nine were asked.
func (t *talk) ask(ctx context.Context, a *app) error {
	w := text.NewWriter(a.err, a.width) // questions are no result: a script reads the answer from out
	w.Para("", "", fmt.Sprintf("At most %d questions; \"?\" means I don't know and is always fine. Nothing is scanned, and nothing you say is kept.", mostQuestions))
	in := bufio.NewReader(a.in)
	for len(t.asked) < mostQuestions {
		q, ok, err := t.next()
		if err != nil || !ok {
			return err
		}
		t.asked = append(t.asked, q.ID)
		w.Title("")
		w.Para(fmt.Sprintf("%d. ", len(t.asked)), "   ", q.Ask)
		for tries := 0; ; tries++ {
			w.Para("   ", "   ", "("+q.how()+")")
			if err := w.Flush(); err != nil {
				return err
			}
			line, err := in.ReadString('\n')
			if ctx.Err() != nil {
				return quiet(exitInterrupted)
			}
			if v, ok := q.read(line); ok {
				t.answers[q.ID] = v
				break
			}
			if errors.Is(err, io.EOF) {
				if len(t.answers) == 0 {
					return usage("answer on the terminal, or with --answer ID=yes", "there is nobody to ask: the input has ended")
				}
				t.asked = t.asked[:len(t.asked)-1] // that was the last word
				t.cut = true
				return nil
			}
			if err != nil {
				return fmt.Errorf("read your answer: %w", err)
			}
			if tries == 2 {
				t.answers[q.ID] = "unknown"
				break
			}
		}
	}
	return nil
}

// next is the question to ask now: first the two that say what is at stake,
// then the one whose control would matter most if it were missing.
func (t *talk) next() (chatQuestion, bool, error) {
	var open []chatQuestion
	for _, q := range t.questions {
		if slices.Contains(t.asked, q.ID) || !t.applies(q) {
			continue
		}
		if q.Control == "" {
			return q, true, nil
		}
		open = append(open, q)
	}
	if len(open) == 0 {
		return chatQuestion{}, false, nil
	}
	var controls []string
	for _, q := range open {
		controls = append(controls, q.Control)
	}
	worth, err := t.said().Stakes(controls)
	if err != nil {
		return chatQuestion{}, false, err
	}
	best := open[0]
	for _, q := range open[1:] {
		if worth[q.Control] > worth[best.Control] {
			best = q
		}
	}
	return best, true, nil
}

func (t *talk) applies(q chatQuestion) bool {
	for id, want := range q.Only {
		if t.answers[id] != want {
			return false
		}
	}
	return true
}

// said is everything that was answered so far.
func (t *talk) said() scan.Said {
	n, _ := strconv.Atoi(t.answers["staff"])
	s := scan.Said{Firm: chain.Firm{Name: "this firm", Staff: n}, Findings: t.findings(), Constants: t.constants}
	if kept := t.answers["kept"]; kept != "unknown" {
		s.Detail = kept
	}
	return s
}

// findings are the answers as the model takes them: said, not seen.
func (t *talk) findings() []chain.Finding {
	var out []chain.Finding
	for _, q := range t.questions {
		v := t.answers[q.ID]
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

// reportLink is how an owner calls a link.
func reportLink(link string) string { return report.LinkWords(chain.Link(link)) }
