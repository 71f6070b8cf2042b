package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/checks/payments"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/chat"
	"github.com/weaklink/weaklink/internal/report/text"
)

// initAnswer is an answer as it is written into the settings.
type initAnswer struct {
	ID    string `yaml:"id" json:"id"`
	Value string `yaml:"value" json:"value"`
	On    string `yaml:"on" json:"on"`
	By    string `yaml:"by" json:"by"`
}

// inquiry asks what none of the targets that were named can show.
type inquiry struct {
	shown   map[string]bool   // kinds of fact that the targets can show
	answers map[string]string // by id; unknown is an answer
	asked   map[string]bool
}

func newInquiry(targets []map[string]string) (*inquiry, error) {
	i := &inquiry{map[string]bool{}, map[string]string{}, map[string]bool{}}
	all := collectors.All(collectors.Env{})
	for _, t := range targets {
		parsed, err := parseTarget(t["at"])
		if err != nil {
			return nil, err
		}
		for _, c := range collectors.For(all, parsed.Scheme) {
			for _, kind := range c.Emits() {
				i.shown[kind] = true
			}
		}
	}
	return i, nil
}

// needless says whether a question was asked, or a target can show the answer.
func (i *inquiry) needless(id string) bool {
	return i.asked[id] || slices.ContainsFunc(checks.Questions(), func(q checks.Question) bool {
		return q.ID == id && slices.ContainsFunc(q.SeenBy, func(kind string) bool { return i.shown[kind] })
	})
}

// next is the question to ask now: what a "yes" just now raised, else the next
// that stands on its own, in the order of the links.
func (i *inquiry) next() (checks.Question, bool) {
	all := checks.Questions()
	slices.SortStableFunc(all, func(a, b checks.Question) int {
		return cmp.Compare(slices.Index(chain.Links(), linkOf(a)), slices.Index(chain.Links(), linkOf(b)))
	})
	follows := payments.Next(i.answers, i.needless)
	for _, q := range all {
		if q.ID == follows {
			return q, true
		}
	}
	for _, q := range all {
		switch {
		case i.needless(q.ID):
		case len(q.Only) == 0:
			return q, true
		case q.Check != q.ID: // one of the questions that a decision asks for itself
		case slices.ContainsFunc(q.Only, func(id string) bool { return i.answers[id] == "yes" }):
			return q, true
		}
	}
	return checks.Question{}, false
}

func linkOf(q checks.Question) chain.Link {
	link, _, _ := strings.Cut(q.ID, ".")
	return chain.Link(link)
}

// inquire asks at most chat.Most and says how many are left.
func (q *asker) inquire(i *inquiry, on time.Time) (given []initAnswer, left bool, err error) {
	if q.quiet {
		return nil, false, nil
	}
	for len(i.asked) < chat.Most {
		one, more := i.next()
		if !more {
			return given, false, nil
		}
		if len(i.asked) == 0 {
			w := text.NewWriter(q.out, q.width)
			w.Title("")
			w.Para("", "", "A few questions that none of this can show, nine at most. Answer yes, no or ? (I don't know); an empty line skips one, stop skips the rest.")
			if err := w.Flush(); err != nil {
				return nil, false, err
			}
		}
		i.asked[one.ID] = true
		value, stop, err := q.answer(one)
		if err != nil || stop {
			return given, stop, err
		}
		if value == "" {
			continue
		}
		i.answers[one.ID] = value
		given = append(given, initAnswer{one.ID, value, on.Format(time.DateOnly), "owner"})
	}
	_, left = i.next()
	return given, left, nil
}

// answer asks one question until the answer is one. It is empty for a question
// that is skipped.
func (q *asker) answer(one checks.Question) (value string, stop bool, err error) {
	for range 3 {
		got, err := q.ask(one.Ask+" (yes, no, ?)", "")
		if err != nil {
			return "", false, err
		}
		if got == "" && q.ended {
			return "", true, nil
		}
		value, ok := meant(got)
		if value == "stop" {
			return "", true, nil
		}
		if ok {
			return value, false, nil
		}
		fmt.Fprintf(q.out, "  yes means: %s\n  no means:  %s\n  ? if you do not know, an empty line to skip it\n", one.Yes, one.No)
	}
	return "", false, nil
}

// meant is what somebody means: yes, no, unknown, stop, or nothing by skipping.
func meant(s string) (value string, ok bool) {
	s = strings.ToLower(strings.Trim(s, " .!\t"))
	s = strings.ReplaceAll(s, "’", "'")
	for v, ways := range map[string][]string{
		"yes":     {"y", "yes", "j", "ja", "o", "oui", "true"},
		"no":      {"n", "no", "nein", "non", "false"},
		"unknown": {"?", "d", "i don't know", "i dont know", "i do not know", "don't know", "dont know", "no idea", "unknown", "not sure", "weiss nicht", "weiß nicht", "ich weiß nicht", "ich weiss nicht", "keine ahnung", "je ne sais pas"},
		"stop":    {"stop", "quit", "q", "exit", "enough", "genug"},
		"":        {"", "s", "skip", "-", "weiter", "passer"},
	} {
		if slices.Contains(ways, s) {
			return v, true
		}
	}
	return "", false
}
