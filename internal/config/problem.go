package config

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Problem is one mistake in a settings file.
type Problem struct {
	Line, Column int    // from 1; 0: the whole file
	Say, Hint    string // what is wrong; what to do about it
	source       string // the line, without what may be secret
	cut          int    // columns from here on are not shown; 0: all are
}

// Error is everything that is wrong with a settings file.
type Error struct {
	File     string
	Problems []Problem // at least one, in the order of the file
}

// Error shows each mistake with its line and a caret below the place.
func (e *Error) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		if p.Line == 0 {
			fmt.Fprintf(&b, "%s: %s", e.File, p.Say)
		} else {
			fmt.Fprintf(&b, "%s:%d:%d: %s", e.File, p.Line, p.Column, p.Say)
		}
		if p.source != "" {
			number := fmt.Sprintf("%5d | ", p.Line)
			fmt.Fprintf(&b, "\n%s%s\n%s^", number, p.source, strings.Repeat(" ", len(number))+indent(p.source, p.Column))
		}
		if len(e.Problems) > 1 && p.Hint != "" {
			fmt.Fprintf(&b, "\n        %s", p.Hint)
		}
	}
	return b.String()
}

// Hint is what to do about the mistake, when there is just one: with several
// each stands below its own.
func (e *Error) Hint() string {
	if len(e.Problems) == 1 {
		return e.Problems[0].Hint
	}
	return "`weaklink config schema` lists every setting"
}

// indent leads a caret below column, keeping tabs so that both lines align.
func indent(source string, column int) string {
	var b strings.Builder
	n := 0
	for _, r := range source {
		if n++; n >= column {
			break
		}
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
	}
	for ; n < column-1; n++ {
		b.WriteByte(' ')
	}
	return b.String()
}

// Whatever stands behind such a key, or between the : and @ of an address, is
// blotted out of a shown line: a file with a mistake may well hold a password.
var (
	blots = []*regexp.Regexp{
		regexp.MustCompile(`(?i)\b\w*(?:secret|pass|pwd|pw|token|key|credential)\w*["']?\s*[:=]\s*(.+)`),
		regexp.MustCompile(`://[^\s/@]*:([^\s@]+)@`),
	}
	named = regexp.MustCompile(`^["']?(?:env|file|keyring|age):[^\s,}"']+["']?`)
)

const maxSource = 120

func blot(line string) string {
	for _, re := range blots {
		for _, m := range re.FindAllStringSubmatchIndex(line, -1) {
			from, to := m[2], m[3]
			if ref := named.FindStringIndex(line[from:to]); ref != nil {
				from += ref[1] // where a secret is may be shown
			}
			masked := strings.Repeat("*", utf8.RuneCountInString(line[from:to]))
			if len(masked) == to-from { // else offsets of later matches would slip: blot to the end
				line = line[:from] + masked + line[to:]
			} else {
				line = line[:from] + masked
				break
			}
		}
	}
	return line
}

// shown is line number n of the file, fit to be printed with a caret at column.
func shown(lines []string, n, column int) string {
	if n < 1 || n > len(lines) {
		return ""
	}
	line := strings.TrimRight(lines[n-1], "\r")
	if !utf8.ValidString(line) || column > maxSource || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
		return ""
	}
	line = blot(line)
	if r := []rune(line); len(r) > maxSource {
		line = string(r[:maxSource]) + " ..."
	}
	return line
}

// Nearest is the word of known that s was most likely meant to be, or "".
func Nearest(s string, known []string) string {
	best, at := "", 1+max(1, (len(s)+1)/3)
	for _, k := range known {
		if d := distance(strings.ToLower(s), k); d < at {
			best, at = k, d
		}
	}
	return best
}

// distance counts the insertions, deletions, replacements and swaps of
// neighbours that turn a into b (optimal string alignment).
func distance(a, b string) int {
	var older []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next := make([]int, len(b)+1)
		next[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			next[j] = min(next[j-1]+1, row[j]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], older[j-2]+1)
			}
		}
		older, row = row, next
	}
	return row[len(b)]
}

func sortProblems(p []Problem) {
	slices.SortStableFunc(p, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

// hideCut shortens every shown line to where one of its problems cuts it.
func hideCut(problems []Problem) {
	cut := make(map[int]int)
	for _, p := range problems {
		if had, ok := cut[p.Line]; p.cut > 0 && (!ok || p.cut < had) {
			cut[p.Line] = p.cut
		}
	}
	for i := range problems {
		p := &problems[i]
		at, ok := cut[p.Line]
		if !ok {
			continue
		}
		if r := []rune(p.source); p.Column > at {
			p.source = ""
		} else if len(r) >= at {
			p.source = strings.TrimRight(string(r[:at-1]), ": ") + ": ..."
		}
	}
}
