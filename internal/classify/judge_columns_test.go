package classify

import (
	"fmt"
	"math"
	"os"
	"slices"
	"testing"
)

// columnTable is one labelled table, with names of places and people by a
// generator of another author, in two dozen languages.
type columnTable struct {
	Half, Lang, Loc string
	Columns         []labelledColumn
}

// labelledColumn is a column with what it holds.
type labelledColumn struct {
	Name      string
	Type      string // as the server declares it; empty: not known
	Cells     []string
	Kind      Kind
	Also      []Kind
	May       bool   // it may be told or not
	Protected string // "*": whatever it is called
	What      string
	Note      string
}

// verdictAmong is what is said of a column beside the others.
func verdictAmong(columns []labelledColumn, i int) ColumnVerdict {
	col := NewColumn(columns[i].Name, "")
	var others []string
	for j, o := range columns {
		if j != i {
			others = append(others, o.Name)
		}
	}
	for _, cell := range columns[i].Cells {
		col.Add([]byte(cell))
	}
	return col.Verdict(others)
}

// What columns hold is told of at least 95 in 100, and 95 in 100 of what is told
// are right, whatever language their headers are in.
func TestJudgeOfColumns(t *testing.T) {
	look := os.Getenv("JUDGE")
	for _, half := range []string{"a", "b"} {
		kinds, langs := map[string]tally{}, map[string]tally{}
		bins := map[int]tally{}
		recall, precision, guarded := tally{}, tally{}, tally{}
		for _, table := range judged[columnTable](t, "columns") {
			if table.Half != half {
				continue
			}
			for i, c := range table.Columns {
				v := verdictAmong(table.Columns, i)
				said := v.Kind != "" && v.Confidence >= .5
				right := said && (v.Kind == c.Kind || slices.Contains(c.Also, v.Kind))
				if c.Protected != "" {
					guarded.of++
					if v.Protected == c.Protected || c.Protected == "*" && v.Protected != "" {
						guarded.right++
					} else {
						right = false
					}
				} else if said && v.Protected != "" {
					right = false
				}
				if said {
					precision.of++
					b := bins[int(v.Confidence*20+.001)]
					if b.of++; right {
						precision.right++
						b.right++
					}
					bins[int(v.Confidence*20+.001)] = b
				}
				if c.Kind != "" {
					recall.of++
					k, l := kinds[string(c.Kind)+" "+c.Note], langs[table.Lang]
					k.of++
					l.of++
					if right {
						recall.right++
						k.right++
						l.right++
					}
					kinds[string(c.Kind)+" "+c.Note], langs[table.Lang] = k, l
				}
				if look == half && (said || c.Kind != "") && !right {
					fmt.Printf("%s %s want %s %s %s, header %q, got %s %.2f %s, %.90q\n", half, table.Loc, c.Kind, c.Protected, c.Note, c.Name, v.Kind, v.Confidence, v.Protected, c.Cells[:min(4, len(c.Cells))])
				}
			}
		}
		floor(t, half, "columns told", recall, .95)
		floor(t, half, "columns told rightly", precision, .95)
		floor(t, half, "columns told as protected", guarded, .97)
		calibration(t, half, bins)
		if error := expectedError(bins); error > .05 {
			t.Errorf("half %s: the claims are %.3f off on average", half, error)
		} else if testing.Verbose() {
			t.Logf("%s columns: expected calibration error %.3f", half, error)
		}
		if testing.Verbose() {
			t.Logf("%s columns: recall %.3f of %d, precision %.3f of %d, protected %.3f of %d", half, recall.share(), recall.of, precision.share(), precision.of, guarded.share(), guarded.of)
			if look == half {
				show(t, half+" column", kinds)
				show(t, half+" language", langs)
			}
			showBins(t, half+" column", bins)
		}
	}
}

func showBins(t *testing.T, title string, bins map[int]tally) {
	t.Helper()
	for b := range 21 {
		if n := bins[b]; n.of > 0 {
			t.Logf("%s says %.2f to %.2f: right %.3f of %d", title, float64(b)/20, float64(b+1)/20, n.share(), n.of)
		}
	}
}

// expectedError is how far claims are from the truth, on average over all.
func expectedError(bins map[int]tally) float64 {
	off, all := 0.0, 0
	for b, n := range bins {
		off += math.Abs(min(1, (float64(b)+.5)/20)-n.share()) * float64(n.of)
		all += n.of
	}
	return off / float64(max(1, all))
}
