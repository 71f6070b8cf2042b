package text

import (
	"strings"

	"golang.org/x/text/width"

	"github.com/weaklink/weaklink/internal/report"
)

// safe makes a text from outside fit to show, and ASCII where nothing else can be shown.
func (p *page) safe(s string) string {
	s = report.Clean(s)
	if !p.opt.ASCII {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < 128 {
			return r
		}
		return '?'
	}, s)
}

// columns is how many columns s takes; wide East Asian characters take two.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += columnsOf(r)
	}
	return n
}

func columnsOf(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// wrap breaks s at spaces into lines of at most n columns; a word that is
// wider is broken where it must be.
func wrap(s string, n int) []string {
	n = max(n, 1)
	var out []string
	line, used := "", 0
	for _, word := range strings.Fields(s) {
		w := columns(word)
		if used > 0 && used+1+w <= n {
			line, used = line+" "+word, used+1+w
			continue
		}
		if used > 0 {
			out = append(out, line)
		}
		for columns(word) > n {
			head := cut(word, n)
			out = append(out, head)
			word = word[len(head):]
		}
		line, used = word, columns(word)
	}
	if used > 0 || len(out) == 0 {
		out = append(out, line)
	}
	return out
}

// cut is as much of the beginning of s as fits n columns, at least one rune.
func cut(s string, n int) string {
	used := 0
	for i, r := range s {
		used += columnsOf(r)
		if used > n && i > 0 {
			return s[:i]
		}
	}
	return s
}

// fit is s on one line, cut when it is too wide.
func (p *page) fit(s string) string {
	s = p.safe(s)
	if columns(s) <= p.opt.Width {
		return s
	}
	return cut(s, p.opt.Width-3) + "..."
}

// leadColumns is the width of a lead, without the colours in it.
func leadColumns(s string) int {
	n, inside := 0, false
	for _, r := range s {
		switch {
		case r == '\x1b':
			inside = true
		case inside:
			inside = r != 'm'
		default:
			n += columnsOf(r)
		}
	}
	return n
}
