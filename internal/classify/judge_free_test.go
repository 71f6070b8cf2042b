package classify

import (
	"fmt"
	"os"
	"testing"
)

// freeText is a letter or a note with what it says about people.
type freeText struct {
	Half, Lang, Text string
	Finds            []struct {
		Kind       Kind
		Start, End int
	}
}

// Of what running text says about people, more than half is found without any
// model of language, and all that has a form of its own.
func TestJudgeOfFreeText(t *testing.T) {
	judgeFree(t, "free", .7, map[string]float64{"email": 1, "card": 1, "iban": 1, "phone": .97, "full_name": .6})
}

// Mails, notes and tickets in seven languages with names that other people made
// up, and with capitals that are nobody's beside them.
func TestJudgeOfSentences(t *testing.T) {
	judgeFree(t, "sentences", .78, map[string]float64{"full_name": .8, "street": .75, "given_name": .65, "family_name": .8})
}

func judgeFree(t *testing.T, set string, least float64, kindLeast map[string]float64) {
	look := os.Getenv("JUDGE")
	for _, half := range []string{"a", "b"} {
		kinds, langs := map[string]tally{}, map[string]tally{}
		all, wrong := tally{}, 0
		bins := map[int]tally{}
		for _, c := range judged[freeText](t, set) {
			if c.Half != half {
				continue
			}
			covered := make([]bool, len(c.Text)+1)
			var finds []Find
			Scan([]byte(c.Text), func(f Find) bool {
				if f.Confidence < Sure {
					return true
				}
				finds = append(finds, f)
				for i := f.Start; i < f.End; i++ {
					covered[i] = true
				}
				return true
			})
			for _, w := range c.Finds {
				n := 0
				for _, in := range covered[w.Start:w.End] {
					if in {
						n++
					}
				}
				k, l := kinds[string(w.Kind)], langs[c.Lang]
				k.of++
				l.of++
				all.of++
				if n*10 >= 6*(w.End-w.Start) {
					k.right++
					l.right++
					all.right++
				} else if look == half {
					fmt.Printf("%s missed %s %s %q in %.120q\n", half, c.Lang, w.Kind, c.Text[w.Start:w.End], c.Text)
				}
				kinds[string(w.Kind)], langs[c.Lang] = k, l
			}
			for _, f := range finds {
				right := false
				for _, w := range c.Finds {
					right = right || f.Start < w.End && f.End > w.Start
				}
				b := bins[int(f.Confidence*20+.001)]
				if b.of++; right {
					b.right++
				} else {
					wrong++
					if look == half {
						fmt.Printf("%s false %s %s %.2f %q in %.120q\n", half, c.Lang, f.Kind, f.Confidence, c.Text[f.Start:f.End], c.Text)
					}
				}
				bins[int(f.Confidence*20+.001)] = b
			}
		}
		floor(t, half, "values in running text", all, least)
		for k, least := range kindLeast {
			floor(t, half, k, kinds[k], least)
		}
		if wrong*1000 > 24*all.of {
			t.Errorf("half %s: %d false finds for %d true values", half, wrong, all.of)
		}
		if testing.Verbose() {
			t.Logf("%s %s: found %.3f of %d, false %.1f per 100", half, set, all.share(), all.of, 100*float64(wrong)/float64(all.of))
			show(t, half+" "+set, kinds)
			show(t, half+" "+set+" language", langs)
			showBins(t, half+" "+set, bins)
		}
	}
}
