package attack

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/risk"
)

// What guards no step counts by its mean over all stores, and that is told as it
// is, up to a few hundredths; no store is left out of it, nor told twice.
func TestWhatGuardsNoStepIsToldByItsMean(t *testing.T) {
	mean := func(m *risk.Model) float64 {
		var x, all float64
		for _, s := range m.States {
			if s.Control == "minimisation" && s.Seen {
				n := float64(max(1, s.Many))
				x, all = x+n*s.A/(s.A+s.B), all+n
			}
		}
		return x / all
	}
	for n := 80; n < 1200; n += 93 {
		in := office(t, n, func(i int) string { return fmt.Sprintf("%04d.csv", i) })
		s := read(t, in)
		whole, err := s.Model(in.Constants)
		if err != nil {
			t.Fatal(err)
		}
		told, err := s.Told(in.Constants)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := mean(told), mean(whole); math.Abs(got-want) > .03 {
			t.Errorf("%d stores: a mean of %.3f is told as %.3f", n, want, got)
		}
		named := map[string]int{}
		for token, parts := range s.Names().Parts {
			var sum float64
			for k, x := range parts {
				sum += x
				named[s.Names().Subjects[token][k]]++
			}
			if math.Abs(sum-float64(len(parts))) > 1e-9*sum || !slices.IsSortedFunc(parts, func(a, b float64) int { return cmp.Compare(b, a) }) {
				t.Fatalf("%d stores: the parts of %s add up to %g of %d, or the first lacks less than others: %v", n, token, sum, len(parts), parts)
			}
		}
		if len(named) != n {
			t.Errorf("%d of %d stores are in what is told by its mean", len(named), n)
		}
		for id, k := range named {
			if k != 1 {
				t.Errorf("%s is in it %d times", id, k)
			}
		}
	}
}

// Who lacks more saves more, and what all save together stays what mending all saves.
func TestWhoLacksMoreSavesMore(t *testing.T) {
	in := input(t)
	in.Constants = constants(t)
	for i := range 90 {
		id := fmt.Sprintf("store:office#%02d.csv", i)
		in.Facts = append(in.Facts, storeFact(t, id, "working", "contact", 500))
		f := found("minimisation", id, chain.Weak)
		f.ID, f.Link, f.Pass, f.Of = "minimisation@"+id, "data", 64-i%3*16, 80
		in.Findings = append(in.Findings, f)
	}
	s := read(t, in)
	m, err := s.Told(in.Constants)
	if err != nil {
		t.Fatal(err)
	}
	v, err := risk.Weigh(m, risk.Options{Seed: 1, Samples: 64 * 64})
	if err != nil {
		t.Fatal(err)
	}
	var before float64
	for _, r := range v.Repairs {
		before += r.Drop.Best * float64(s.Names().Many[r.Subject])
	}
	by := map[int]float64{}
	var after float64
	for _, r := range s.Names().Verdict(v).Repairs {
		var i int
		if _, err := fmt.Sscanf(r.Subject, "store:office#%d.csv", &i); err != nil {
			t.Fatal(err)
		}
		by[i%3] += r.Drop.Best
		after += r.Drop.Best
	}
	if !(by[0] < by[1] && by[1] < by[2]) {
		t.Errorf("those that lack a fifth, two fifths and three fifths save %v", by)
	}
	if math.Abs(after-before) > 1e-9*before || before == 0 {
		t.Errorf("all save %g, of what mending all of them saves: %g", after, before)
	}
}
