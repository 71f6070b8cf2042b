// Package docs holds the words that the program itself has to obey: those that
// an owner never meets on the first page.
package docs

import (
	_ "embed"
	"strings"
)

//go:embed words-not-on-page-one.txt
var notOnPageOne string

// NotOnPageOne lists the words of the trade, in lower case, that must not stand
// on the first page of a report. Some are two words.
func NotOnPageOne() []string {
	var out []string
	for line := range strings.Lines(notOnPageOne) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.ToLower(line))
		}
	}
	return out
}
