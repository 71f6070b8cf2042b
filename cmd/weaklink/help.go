package main

import (
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// screen is how wide help may be, in characters: that of the oldest terminals.
const screen = 80

// fitHelp brings the help of a command and of all below it to the width of a screen.
func fitHelp(cmd *cobra.Command) {
	cmd.Long = reflow(cmd.Long)
	for _, c := range cmd.Commands() {
		fitHelp(c)
	}
}

func init() {
	cobra.AddTemplateFunc("flags", func(f *pflag.FlagSet) string { return f.FlagUsagesWrapped(screen) })
}

// usageTemplate is cobra's own with flags that fit a screen.
func usageTemplate(cmd *cobra.Command) string {
	t := cmd.UsageTemplate()
	for _, kind := range []string{"LocalFlags", "InheritedFlags"} {
		t = strings.ReplaceAll(t, "{{."+kind+".FlagUsages |", "{{flags ."+kind+" |")
	}
	return t
}

// column is where the second column of a line in two columns begins.
var column = regexp.MustCompile(`^ +\S+ +`)

// reflow breaks the paragraphs of a text anew. A line that begins with a space
// stands for itself; its rest is put below its second column.
func reflow(text string) string {
	var out, par []string
	end := func() {
		if par != nil {
			out = append(out, wrap(strings.Join(par, " "), "")...)
			par = nil
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case line == "":
			end()
			out = append(out, "")
		case line[0] == ' ':
			end()
			out = append(out, wrap(line, strings.Repeat(" ", len(column.FindString(line))))...)
		default:
			par = append(par, line)
		}
	}
	end()
	return strings.Join(out, "\n")
}

// wrap breaks a line between words; the lines after the first begin with indent.
func wrap(line, indent string) []string {
	var out []string
	for len([]rune(line)) > screen {
		at := strings.LastIndex(string([]rune(line)[:screen+1]), " ")
		if at <= len(indent) {
			break // one word that is wider than the screen
		}
		out = append(out, strings.TrimRight(line[:at], " "))
		line = indent + strings.TrimLeft(line[at:], " ")
	}
	return append(out, line)
}
