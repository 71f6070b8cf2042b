package data

import (
	"fmt"
	"testing"
)

// Rows of a workbook end where their last cell is. They are held side by side,
// whatever their width, and come back as they were.
func TestRowsOfAnyWidthAreHeldTogether(t *testing.T) {
	p := &oncePass{first: &firstPass{}}
	var want []string
	for n := range 3000 {
		cells := make([][]byte, (n*7)%5) // also none
		for i := range cells {
			if i%3 != 2 {
				cells[i] = fmt.Appendf(nil, "cell %d of %d", i, n)
			}
		}
		p.hold(cells)
		want = append(want, fmt.Sprintf("%q", cells))
	}
	if len(p.held) > 4 {
		t.Errorf("%d batches for %d rows", len(p.held), len(want))
	}
	n := 0
	var cells [][]byte
	for _, b := range p.held {
		for i := range b.rows() {
			if cells = b.cells(i, cells); fmt.Sprintf("%q", cells) != want[n] {
				t.Fatalf("row %d is %q, was %s", n, cells, want[n])
			}
			n++
		}
	}
	if n != len(want) {
		t.Errorf("%d rows of %d came back", n, len(want))
	}
}
