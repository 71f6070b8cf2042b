package pdf

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// running marks the lines at the head and the foot of pages that stand on others
// too, or that hold the number of the page alone: a text goes on below them.
func running(flows []*flow) {
	const edge = 2 // lines at either end of a page
	ends := make([][]int, len(flows))
	for k, f := range flows {
		order := make([]int, len(f.lines))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(f.lines[b].Y, f.lines[a].Y) })
		if len(order) > 2*edge {
			order = slices.Concat(order[:edge], order[len(order)-edge:])
		}
		ends[k] = order
	}
	for k, f := range flows {
		for _, i := range ends[k] {
			f.running[i] = numberOnly(f.lines[i].Text)
			for _, step := range []int{-2, -1, 1, 2} {
				if f.running[i] || k+step < 0 || k+step >= len(flows) {
					continue
				}
				other := flows[k+step]
				f.running[i] = slices.ContainsFunc(ends[k+step], func(j int) bool {
					return math.Abs(f.lines[i].Y-other.lines[j].Y) < 2 && sameButNumber(f.lines[i].Text, other.lines[j].Text, step)
				})
			}
		}
	}
}

// numberOnly says whether a line is the number of a page.
func numberOnly(s string) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(s) <= 20 && strings.ContainsAny(s, "0123456789") && !slices.ContainsFunc(words, func(w string) bool {
		switch strings.ToLower(w) {
		case "page", "of", "seite", "von", "p", "pagina", "página", "strona", "blad", "pag", "side", "sida":
			return false
		}
		return true
	}) && len(strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })) <= 2
}

// sameButNumber says whether a and b are the same but for numbers that go on by so
// many pages.
func sameButNumber(a, b string, pages int) bool {
	for {
		i, j := strings.IndexFunc(a, unicode.IsDigit), strings.IndexFunc(b, unicode.IsDigit)
		if i != j || i < 0 || a[:i] != b[:j] {
			return a == b
		}
		a, b = a[i:], b[j:]
		x, y := leading(a), leading(b)
		m, err := strconv.Atoi(x)
		n, also := strconv.Atoi(y)
		if x != y && (err != nil || also != nil || n-m != pages) {
			return false
		}
		a, b = a[len(x):], b[len(y):]
	}
}

// leading are the digits at the beginning of s.
func leading(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "0123456789"))]
}
