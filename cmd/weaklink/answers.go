package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/internal/config"
)

// knownAnswers refuses answers to questions that nobody asks, values that mean
// nothing, and files that are not there: an answer that is not heard would be
// taken for one that is.
func (a *app) knownAnswers(answers map[string]checks.Answer) error {
	asked := map[string]bool{}
	for _, q := range checks.Questions() {
		asked[q.ID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(answers)) {
		one := answers[id]
		if !asked[id] {
			return usage("`weaklink checks --answers` lists the questions"+near(id), "answers: no question is called %q", id)
		}
		if !slices.Contains(checks.Values, one.Value) {
			return usage("answer with "+strings.Join(checks.Values, ", "), "answers: %s cannot be %q", id, one.Value)
		}
		if one.File == "" {
			continue
		}
		path := one.File
		if !filepath.IsAbs(path) {
			path = filepath.Join(a.settingsDir(), path)
		}
		if st, err := os.Stat(path); err != nil || !st.Mode().IsRegular() {
			return usage("put the document there, or take file: out; paths count from the folder of the settings", "answers: the document %s, which is to show %s, is not there", one.File, id)
		}
	}
	return nil
}

// settingsDir is the folder of the settings in use.
func (a *app) settingsDir() string {
	path := a.config
	if path == "" {
		path, _ = config.Find(".")
	}
	return filepath.Dir(path)
}

// near names the questions of the same link, when there are any.
func near(id string) string {
	link, _, _ := strings.Cut(id, ".")
	var same []string
	for _, q := range checks.Questions() {
		if strings.HasPrefix(q.ID, link+".") {
			same = append(same, q.ID)
		}
	}
	if len(same) == 0 || len(same) > 20 {
		return ""
	}
	return "; of " + link + " there are: " + strings.Join(same, ", ")
}

// listQuestions prints what can be answered in weaklink.yaml.
func (a *app) listQuestions() error {
	all := checks.Questions()
	if a.format == "json" {
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.questions/1", "questions": all})
	}
	return printQuestions(a.out, all)
}

func printQuestions(w io.Writer, all []checks.Question) error {
	fmt.Fprintf(w, "Questions that no look from outside can settle. Answer %s in weaklink.yaml:\n\n  answers:\n    - {id: %s, value: yes, on: 2026-11-02, by: owner}\n",
		strings.Join(checks.Values, ", "), all[0].ID)
	for _, q := range all {
		fmt.Fprintf(w, "\n%s\n  %s\n  yes: %s\n  no:  %s\n", q.ID, q.Ask, q.Yes, q.No)
	}
	return nil
}
