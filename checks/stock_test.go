package checks_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
)

type place struct{ Names []string }

var placeKind = evidence.Kind[place]{Name: "policies.place", Version: 1}

func doc(id string) checks.Doc {
	return checks.Doc{ID: id, Asks: "?", Matters: "m", Fix: "f", Proof: "p", Control: "incident-plan", Who: checks.Owner, Minutes: [2]int{1, 2}}
}

var (
	ofEach = checks.Each(doc("policies.each-place-test"), placeKind, func(_ checks.Scene, p place) checks.Verdict {
		return checks.Verdict{Grip: chain.Holds, Say: p.Names[0]}
	})
	ofAll = checks.All(doc("policies.all-places-test"), placeKind, func(_ checks.Scene, all []place) []checks.Verdict {
		out := []checks.Verdict{{Subject: "firm", Grip: chain.Holds, Say: "together"}}
		for _, p := range all {
			out = append(out, checks.Verdict{Subject: p.Names[0], Grip: chain.Holds, Say: "alone"})
		}
		return out
	})
	writes = checks.Each(doc("policies.writing-test"), placeKind, func(_ checks.Scene, p place) checks.Verdict {
		p.Names[0] = "mine"
		return checks.Verdict{Grip: chain.Holds, Say: "x"}
	})
)

func places(t *testing.T, n int) []evidence.Item {
	t.Helper()
	var out []evidence.Item
	for i := range n {
		name := fmt.Sprintf("store:%03d", i)
		it, err := placeKind.Item(name, evidence.Scanned, place{[]string{name}})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, it)
	}
	return out
}

// A verdict about one thing rests on what was seen of it, one about more on all.
func TestAVerdictRestsOnTheFactsAboutItsSubject(t *testing.T) {
	items := places(t, 3)
	items[1].Body = []byte(`{"Names":7}`)
	s := checks.NewStock(items)
	got := ofAll.Of(checks.Scene{}, s)
	if len(got) != 4 {
		t.Fatalf("%d findings: %+v", len(got), got)
	}
	for _, f := range got {
		want := []string{items[0].Digest, items[2].Digest}
		switch f.Subject {
		case "store:000":
			want = want[:1]
		case "store:001":
			if want = []string{items[1].Digest}; f.Grip != chain.Unseen {
				t.Errorf("a fact that cannot be read: %+v", f)
			}
		case "store:002":
			want = want[1:]
		}
		if !slices.Equal(f.Evidence, want) {
			t.Errorf("%s rests on %v, not %v", f.Subject, f.Evidence, want)
		}
	}
	for i, f := range ofEach.Of(checks.Scene{}, s) {
		if !slices.Equal(f.Evidence, []string{items[i].Digest}) || (f.Grip == chain.Unseen) != (i == 1) {
			t.Errorf("finding %d: %+v", i, f)
		}
	}
	if kinds := s.Changed(); len(kinds) > 0 {
		t.Errorf("nobody wrote into %v", kinds)
	}
}

// Checks read the same facts: one that writes into them is found out.
func TestACheckThatWritesIntoAFactIsFoundOut(t *testing.T) {
	s := checks.NewStock(places(t, 1))
	writes.Of(checks.Scene{}, s)
	if kinds := s.Changed(); !slices.Equal(kinds, []string{placeKind.Name}) {
		t.Errorf("changed: %v", kinds)
	}
}

// What judging takes goes with the number of places, not with its square.
func TestJudgingManyPlacesTakesNoMoreForEach(t *testing.T) {
	each := func(n int) uint64 {
		items := places(t, n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		ofAll.Judge(checks.Scene{}, items)
		runtime.ReadMemStats(&after)
		return (after.TotalAlloc - before.TotalAlloc) / uint64(n)
	}
	if few, many := each(200), each(4000); many > 2*few {
		t.Errorf("%d bytes for each of 4000 places, %d for each of 200", many, few)
	}
}
