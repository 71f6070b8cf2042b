package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/weaklink/weaklink/internal/report"
)

// Side is one of two texts to compare.
type Side struct{ Title, Body string }

// SideBySide prints two texts in two columns, or one below the other where
// there is no room.
func SideBySide(w io.Writer, columnsInAll int, a, b Side) {
	const gap = 3
	half := (columnsInAll - gap) / 2
	if half < 30 {
		for _, s := range []Side{a, b} {
			fmt.Fprintln(w, s.Title)
			for _, l := range wrap(report.Clean(s.Body), columnsInAll-2) {
				fmt.Fprintln(w, "  "+l)
			}
		}
		return
	}
	left := append([]string{a.Title, strings.Repeat("-", min(half, columns(a.Title)))}, wrap(report.Clean(a.Body), half)...)
	right := append([]string{b.Title, strings.Repeat("-", min(half, columns(b.Title)))}, wrap(report.Clean(b.Body), half)...)
	for i := range max(len(left), len(right)) {
		l, r := "", ""
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		fmt.Fprintln(w, strings.TrimRight(l+strings.Repeat(" ", max(0, half-columns(l))+gap)+r, " "))
	}
}
