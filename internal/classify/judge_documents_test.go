package classify

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// labelledDocument is a document with all that it says about people and all its
// secrets; one of set near has a number with a wrong check digit below its name.
type labelledDocument struct {
	Half, Set, Lang, Form, Text string
	Finds                       []struct {
		Kind       Kind
		What       string
		Also       []Kind
		Start, End int
		May        bool // it may be found or not
	}
}

// What is found in logs, letters, chats, records, settings and code, and what is
// flagged of what is nobody's in them. Forms of half b were scored before they were
// looked at.
func TestJudgeOfDocuments(t *testing.T) {
	judgeDocuments(t, "documents", map[string]float64{"ids": .98, "logs": .98, "secrets": .95, "mails": .95, "chats": .9, "records": .9}, map[string]float64{"near": .02, "placeholders": .02, "nobody": .05})
}

// Forms drawn when the classifier had been mended by those, scored before they were
// looked at.
func TestJudgeOfFreshDocuments(t *testing.T) {
	judgeDocuments(t, "fresh", map[string]float64{"logs": .98, "secrets": .85, "mails": .95, "chats": .9, "records": .85}, map[string]float64{"placeholders": .02, "nobody": .07})
}

func judgeDocuments(t *testing.T, name string, floors, ceilings map[string]float64) {
	judgeDocumentsOf(t, name, []string{"a", "b"}, floors, ceilings)
}

func judgeDocumentsOf(t *testing.T, name string, halves []string, floors, ceilings map[string]float64) {
	look := os.Getenv("JUDGE")
	for _, half := range halves {
		found, kinds, flagged, false_ := map[string]tally{}, map[string]tally{}, map[string]tally{}, map[string]tally{}
		bins, kindBins := map[int]tally{}, map[string]tally{}
		count := func(m map[string]tally, key string, ok bool) {
			n := m[key]
			n.of++
			if ok {
				n.right++
			}
			m[key] = n
		}
		for _, c := range judged[labelledDocument](t, name) {
			if c.Half != half {
				continue
			}
			var finds []Find
			HeadsOf([]byte(c.Text)).Scan([]byte(c.Text), func(f Find) bool {
				if f.Confidence >= .5 && !TestValue(f.Kind, []byte(c.Text[f.Start:f.End])) {
					finds = append(finds, f)
				}
				return true
			})
			covered := make([]bool, len(c.Text))
			set, near := c.Set, strings.HasPrefix(c.Set, "near ")
			if near {
				set = "near"
			}
			bad := false
			for _, f := range finds {
				right, may := false, false
				for _, w := range c.Finds {
					if f.Start < w.End && f.End > w.Start {
						right = right || f.Kind == w.Kind || slices.Contains(w.Also, f.Kind)
						may = may || w.May
					}
				}
				if right {
					for i := f.Start; i < f.End; i++ {
						covered[i] = true
					}
				}
				if may {
					continue
				}
				bin := int(f.Confidence*20 + .001)
				b := bins[bin]
				if b.of++; right {
					b.right++
				}
				bins[bin] = b
				count(kindBins, fmt.Sprintf("%.2f %s", f.Confidence, CategoryOf(f.Kind)+" "+string(f.Kind)), right)
				count(false_, set, !right)
				if bad = bad || !right; !right && look == half {
					fmt.Printf("%s %s false %s %.2f %q in %.160q\n", half, c.Set, f.Kind, f.Confidence, c.Text[f.Start:f.End], c.Text[max(0, f.Start-60):min(len(c.Text), f.End+60)])
				}
			}
			if len(c.Finds) == 0 {
				count(flagged, set, bad)
				if near {
					count(flagged, c.Set, bad)
				}
			}
			for _, w := range c.Finds {
				if w.May {
					continue
				}
				n := 0
				for _, in := range covered[w.Start:w.End] {
					if in {
						n++
					}
				}
				ok := n*10 >= 6*(w.End-w.Start)
				count(found, set, ok)
				kind := w.What
				if set == "ids" {
					kind = "id " + kind
				}
				count(kinds, kind, ok)
				if !ok && look == half {
					fmt.Printf("%s %s missed %s %q in %.160q\n", half, set, w.What, c.Text[w.Start:min(w.End, w.Start+60)], c.Text[max(0, w.Start-60):min(len(c.Text), w.End+30)])
				}
			}
		}
		for set, least := range floors {
			floor(t, half, set, found[set], least)
		}
		for set, most := range ceilings {
			if n := flagged[set]; n.share() > most {
				t.Errorf("half %s: %s: %d of %d that are nobody's are flagged", half, set, n.right, n.of)
			}
		}
		calibration(t, half, bins)
		if error := expectedError(bins); error > .05 {
			t.Errorf("half %s: the claims are %.3f off on average", half, error)
		}
		if testing.Verbose() {
			t.Logf("%s %s: claims %.3f off on average", half, name, expectedError(bins))
			show(t, half+" found", found)
			show(t, half+" flagged", flagged)
			show(t, half+" of finds false", false_)
			if look != "" {
				show(t, half+" kind", kinds)
				show(t, half+" says", kindBins)
			}
			showBins(t, half+" document", bins)
		}
	}
}
