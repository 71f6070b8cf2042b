// Package letter writes the dry run: a plain letter about what would be looked
// at, with which right, and what would not be done.
package letter

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/internal/report"
)

// Line is one collector on one target. One without a collector is a target
// that nothing in this build looks at.
type Line struct {
	Target, Collector, Touches, Never string
	Needs                             []string
}

// Letter is a dry run.
type Letter struct {
	Schema  string   `json:"schema"`
	Will    []string `json:"will"`
	WillNot []string `json:"will_not"`
	Targets []Target `json:"targets"`
}

// Target is what would be done with one target.
type Target struct {
	Target     string   `json:"target"`
	Collectors []string `json:"collectors"`
	Touches    []string `json:"touches"`
	Needs      []string `json:"needs"`
}

// New writes the letter for the lines of a plan.
func New(lines []Line) *Letter {
	l := &Letter{Schema: "weaklink.dryrun/1", Will: []string{}, WillNot: []string{}, Targets: []Target{}}
	add := func(list *[]string, s string) {
		if s != "" && !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	for _, line := range lines {
		i := slices.IndexFunc(l.Targets, func(t Target) bool { return t.Target == line.Target })
		if i < 0 {
			l.Targets = append(l.Targets, Target{Target: line.Target, Collectors: []string{}, Touches: []string{}, Needs: []string{}})
			i = len(l.Targets) - 1
		}
		t := &l.Targets[i]
		if line.Collector == "" {
			continue
		}
		add(&t.Collectors, line.Collector)
		add(&t.Touches, line.Touches)
		for _, n := range line.Needs {
			add(&t.Needs, n)
		}
		add(&l.Will, fmt.Sprintf("look at %s and %s", line.Target, line.Touches))
		add(&l.WillNot, line.Never)
	}
	add(&l.WillNot, "change anything that we look at, or send anything to anyone")
	add(&l.WillNot, "keep a name, an address or any other personal value: only counts, kinds and masks")
	return l
}

// JSON writes the letter for a program.
func (l *Letter) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(l)
}

// Text writes the letter for a person.
func (l *Letter) Text(w io.Writer, width int) error {
	var b strings.Builder
	b.WriteString("Nothing has been looked at yet.\n")
	list := func(title string, items []string) {
		if len(items) == 0 {
			return
		}
		b.WriteString("\n" + title + "\n")
		for _, s := range items {
			wrapped(&b, s+".", width)
		}
	}
	list("We will", l.Will)
	list("We will not", l.WillNot)
	for _, t := range l.Targets {
		if len(t.Collectors) == 0 {
			fmt.Fprintf(&b, "\nNothing in this build looks at %s.\n", report.Clean(t.Target))
		} else if len(t.Needs) > 0 {
			fmt.Fprintf(&b, "\nFor %s we need: %s.\n", report.Clean(t.Target), strings.Join(t.Needs, ", "))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func wrapped(b *strings.Builder, s string, width int) {
	line := "  -"
	for _, word := range strings.Fields(report.Clean(s)) {
		if len(line)+1+len(word) > width && len(line) > 3 {
			b.WriteString(line + "\n")
			line = "   "
		}
		line += " " + word
	}
	b.WriteString(line + "\n")
}
