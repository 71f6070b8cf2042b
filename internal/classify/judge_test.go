package classify

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sort"
	"testing"
)

// textCase is one labelled text: something that is there to be found, or (with
// no kind) something that is nobody's. bench/judge makes them with checksums of
// another author; half b was not looked at while the classifier was mended.
type textCase struct {
	Half, Set, Lang, Form, Text string
	Kind                        Kind
	Also                        []Kind
	Start, End                  int
}

func judged[T any](t *testing.T, name string) []T {
	t.Helper()
	f, err := os.Open("testdata/judge/" + name + ".jsonl.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<22)
	var out []T
	for lines.Scan() {
		var c T
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

func floor(t *testing.T, half, what string, n tally, least float64) {
	t.Helper()
	if n.of == 0 || n.share() < least {
		t.Errorf("half %s: %s: %d right of %d, less than %.3f", half, what, n.right, n.of, least)
	}
}

// calibration holds what was claimed against what was right, bin for bin: no
// claim is more than five in a hundred above the truth, as far as so few cases tell.
func calibration(t *testing.T, half string, bins map[int]tally) {
	t.Helper()
	for b, n := range bins {
		if claim := (float64(b) + .5) / 20; n.of >= 30 && n.share() < claim-.05 {
			t.Errorf("half %s: of %d that say %.2f only %.3f are right", half, n.of, claim, n.share())
		}
	}
}

// tally counts what is right of what there was.
type tally struct{ right, of int }

func (t tally) share() float64 { return float64(t.right) / float64(max(1, t.of)) }

func show(t *testing.T, title string, all map[string]tally) {
	t.Helper()
	var names []string
	for n := range all {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := all[names[i]].share(), all[names[j]].share()
		return a < b || a == b && names[i] < names[j]
	})
	for _, n := range names {
		t.Logf("%s %-24s %4d of %4d  %.3f", title, n, all[n].right, all[n].of, all[n].share())
	}
}

// What is found of what is there, and what is flagged of what is not, by
// labelled texts in two dozen languages; the floors hold for the half that was
// not looked at as well.
func TestJudgeOfText(t *testing.T) {
	look := os.Getenv("JUDGE") // the half whose misses are printed
	for _, half := range []string{"a", "b"} {
		found, flagged, kinds := map[string]tally{}, map[string]tally{}, map[string]tally{}
		bins := map[int]tally{}
		for _, c := range judged[textCase](t, "text") {
			if c.Half != half {
				continue
			}
			var finds []Find
			Scan([]byte(c.Text), func(f Find) bool {
				if f.Confidence >= .5 {
					finds = append(finds, f)
				}
				return true
			})
			right := false
			for _, f := range finds {
				same := (f.Kind == c.Kind || slices.Contains(c.Also, f.Kind)) && f.Start < c.End && f.End > c.Start
				if same && 10*(min(f.End, c.End)-max(f.Start, c.Start)) >= 6*(c.End-c.Start) {
					right = true
				}
				b := bins[int(f.Confidence*20+.001)]
				if b.of++; same {
					b.right++
				}
				bins[int(f.Confidence*20+.001)] = b
			}
			into, key := found, c.Set
			if c.Kind == "" {
				into, right = flagged, len(finds) > 0
			} else {
				k := kinds[string(c.Kind)]
				if k.of++; right {
					k.right++
				}
				kinds[string(c.Kind)] = k
			}
			n := into[key]
			if n.of++; right {
				n.right++
			}
			into[key] = n
			all := into["all"]
			if all.of++; right {
				all.right++
			}
			into["all"] = all
			if look == half && (right == (c.Kind == "")) {
				fmt.Printf("%s %-18s %-14s %-12s %.100q %+v\n", half, c.Set, c.Kind, c.Form, c.Text, finds)
			}
		}
		floor(t, half, "identifiers", found["id"], .98)
		floor(t, half, "secrets", found["secret"], .95)
		floor(t, half, "phones", found["phone"], .97)
		for _, of := range []string{"email", "iban", "ip", "mac", "card"} {
			floor(t, half, of, found[of], .97)
		}
		if n := flagged["all"]; n.share() > .021 {
			t.Errorf("half %s: %d of %d that are nobody's are flagged", half, n.right, n.of)
		}
		calibration(t, half, bins)
		if testing.Verbose() {
			show(t, half+" found", found)
			show(t, half+" flagged", flagged)
			if look != "" {
				show(t, half+" kind", kinds)
			}
			showBins(t, half+" text", bins)
		}
	}
}
