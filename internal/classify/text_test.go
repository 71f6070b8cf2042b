package classify_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/internal/classify"
)

// Labelled texts: everything that is in one, with its exact place, and nothing
// else. A value stands for its first place behind the value before it.
func TestLabelledTexts(t *testing.T) {
	files, _ := filepath.Glob("testdata/text/*.json")
	if len(files) == 0 {
		t.Fatal("no tables")
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var cases []struct {
			Text string
			Want []string
		}
		if err := json.Unmarshal(b, &cases); err != nil {
			t.Fatal(file, err)
		}
		for _, c := range cases {
			// A text says the same in the middle of other lines.
			for _, around := range [][2]string{{"", ""}, {"nothing here\n", "\nnor here\n"}} {
				text := around[0] + c.Text + around[1]
				got := []string{}
				last := 0
				classify.Scan([]byte(text), func(f classify.Find) bool {
					if f.Start < last || f.End <= f.Start || f.End > len(text) {
						t.Fatalf("%q: %+v", text, f)
					}
					last = f.End
					if f.Confidence >= threshold(f.Kind) {
						got = append(got, string(f.Kind)+" "+text[f.Start:f.End])
					}
					return true
				})
				if diff := cmp.Diff(c.Want, got); diff != "" {
					t.Errorf("%s: %q (-want +got):\n%s", filepath.Base(file), c.Text, diff)
					break
				}
			}
		}
	}
}

func threshold(k classify.Kind) float64 {
	if k == "health" {
		return .4
	}
	return .5
}

func TestWordsOfIllnessAreAHintUnlessSomebodyIsMeant(t *testing.T) {
	for text, sure := range map[string]bool{"allergie": false, "diabetes friendly biscuits": false, "Patient has diabetes": true, "Kunde: allergisch": true} {
		classify.Scan([]byte(text), func(f classify.Find) bool {
			if f.Kind != "health" || f.Confidence >= .5 != sure {
				t.Errorf("%q: %+v", text, f)
			}
			return true
		})
	}
}
