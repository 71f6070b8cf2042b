package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// The help of every command, and of every command below one, fits 80 columns.
func TestHelpFitsAScreen(t *testing.T) {
	seen := 0
	var look func(cmd *cobra.Command, path []string)
	look = func(cmd *cobra.Command, path []string) {
		var out, errs bytes.Buffer
		if code := run(t.Context(), append(path, "--help"), console{in: strings.NewReader(""), out: &out, err: &errs, width: narrow}); code != exitDone {
			t.Errorf("%v --help ended with %d: %s", path, code, errs.String())
		}
		for line := range strings.Lines(out.String()) {
			if line = strings.TrimRight(line, "\n"); utf8.RuneCountInString(line) > screen {
				t.Errorf("weaklink %s: %d columns: %s", strings.Join(path, " "), utf8.RuneCountInString(line), line)
			}
		}
		seen++
		for _, c := range cmd.Commands() {
			if c.Name() != "help" {
				look(c, append(path[:len(path):len(path)], c.Name()))
			}
		}
	}
	look(newRoot(&app{}), nil)
	if seen < 25 {
		t.Errorf("only %d commands", seen)
	}
}

// Paragraphs are broken anew, tables keep their columns, and no word is lost.
func TestReflow(t *testing.T) {
	text := "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen\nsixteen.\n\n  name     " +
		strings.Repeat("word ", 20) + "end\n  short    x"
	got := reflow(text)
	if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(text), " ") {
		t.Errorf("words were lost: %s", got)
	}
	want := "One two three four five six seven eight nine ten eleven twelve thirteen fourteen\nfifteen sixteen.\n\n  name     " +
		strings.TrimSpace(strings.Repeat("word ", 14)) + "\n           " + strings.TrimSpace(strings.Repeat("word ", 6)) + " end\n  short    x"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
