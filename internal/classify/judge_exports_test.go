package classify

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// exportedTable is a labelled table as the programs of shops, practices and clubs
// export them.
type exportedTable struct {
	Half, Lang, Loc, Form string
	Columns               []labelledColumn
}

// What columns of exports hold; half b are other programs, scored before they were
// looked at.
func TestJudgeOfExports(t *testing.T) { judgeExports(t, "exports", .97, .98) }

// Programs drawn when the classifier had been mended by those, scored before they
// were looked at.
func TestJudgeOfFreshExports(t *testing.T) { judgeExports(t, "tables", .95, .97) }

func judgeExports(t *testing.T, name string, least, rightly float64) {
	look := os.Getenv("JUDGE")
	for _, half := range []string{"a", "b"} {
		kinds, rules := map[string]tally{}, map[string]tally{}
		bins := map[int]tally{}
		recall, precision, guarded, special := tally{}, tally{}, tally{}, tally{}
		for _, table := range judged[exportedTable](t, name) {
			if table.Half != half {
				continue
			}
			verdicts := verdictsOf(table.Columns)
			for i, c := range table.Columns {
				v := verdicts[i]
				if v.Filled == 0 {
					continue
				}
				said := v.Kind != "" && v.Confidence >= .5
				right := said && (v.Kind == c.Kind || slices.Contains(c.Also, v.Kind))
				if !said && c.Protected == "" && len(v.FreeText) > 0 && slices.Contains([]string{"eighth_tables", "ninth_tables", "tenth_tables", "eleventh_tables", "twelfth_tables"}, name) {
					// What stands in texts, in JSON and in values of all sorts is told as such.
					said, right = true, v.FreeText[c.Kind] > 0 || slices.ContainsFunc(c.Also, func(k Kind) bool { return v.FreeText[k] > 0 })
					v.Confidence = .9
				}
				if c.Protected != "" {
					if guarded.of++; v.Protected != "" {
						guarded.right++
					} else if look == half {
						fmt.Printf("%s %s not told as protected (%s), header %q, got %s %.2f %.100q\n", half, table.Form, c.What, c.Name, v.Kind, v.Confidence, strings.Join(c.Cells[:min(3, len(c.Cells))], " | "))
					}
				} else if said && v.Protected != "" && !c.May {
					right = false
				}
				if c.May && !right {
					continue
				}
				if said {
					precision.of++
					bin := int(v.Confidence*20 + .001)
					b, r := bins[bin], rules[fmt.Sprintf("%.2f %s", v.Confidence, v.Kind)]
					b.of++
					r.of++
					if right {
						precision.right++
						b.right++
						r.right++
					}
					bins[bin], rules[fmt.Sprintf("%.2f %s", v.Confidence, v.Kind)] = b, r
				}
				if c.Kind != "" {
					recall.of++
					k := kinds[c.What]
					if k.of++; right {
						recall.right++
						k.right++
					}
					kinds[c.What] = k
					if of := CategoryOf(c.Kind); of == "health" || of == "special" {
						if special.of++; right {
							special.right++
						}
					}
				}
				if look == half && (said || c.Kind != "") && !right {
					fmt.Printf("%s %s %s want %s (%s), header %q, got %s %.2f %s, %.100q\n", half, table.Form, table.Loc, c.Kind, c.What, c.Name, v.Kind, v.Confidence, v.Protected, strings.Join(c.Cells[:min(5, len(c.Cells))], " | "))
				}
			}
		}
		floor(t, half, "columns told", recall, least)
		floor(t, half, "columns told rightly", precision, rightly)
		calibration(t, half, bins)
		if error := expectedError(bins); error > .05 {
			t.Errorf("half %s: the claims are %.3f off on average", half, error)
		}
		if testing.Verbose() {
			t.Logf("%s exports: recall %.3f of %d, precision %.3f of %d, protected %.3f of %d, special categories %.3f of %d, claims %.3f off", half, recall.share(), recall.of, precision.share(), precision.of, guarded.share(), guarded.of, special.share(), special.of, expectedError(bins))
			if look == half {
				show(t, half+" column", kinds)
				show(t, half+" says", rules)
			}
			showBins(t, half+" column", bins)
		}
	}
}

// verdictsOf is what is said of the columns of a table, judged as a collector does.
func verdictsOf(columns []labelledColumn) []ColumnVerdict {
	var all []*Column
	for _, c := range columns {
		col := NewColumn(c.Name, c.Type)
		for _, cell := range c.Cells {
			col.Add([]byte(cell))
		}
		all = append(all, col)
	}
	return Together(all, 100)
}
