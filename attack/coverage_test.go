package attack

import (
	"fmt"
	"math"
	"testing"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// Case L through the graph: twenty databases were read, copies name fifteen,
// twelve are on both lists. Where few are, nothing is concluded from them.
func TestCoverageFromDatabasesAndTheirCopies(t *testing.T) {
	model := func(read, copied, both int) float64 {
		in := input(t)
		add := func(it evidence.Item, err error) {
			if err != nil {
				t.Fatal(err)
			}
			in.Facts = append(in.Facts, it)
		}
		for i := range read {
			add(facts.BackupsLive.Item(fmt.Sprint("db:", i), evidence.Enumerated, facts.BackupLive{Target: fmt.Sprint("db:", i), Root: fmt.Sprint("Db", i), Kind: "database"}))
		}
		for i := range copied {
			for range 2 { // several copies of one are one
				id := fmt.Sprint("backup:t#", i, len(in.Facts))
				add(facts.BackupsSet.Item(id, evidence.Enumerated, facts.BackupSet{ID: id, Source: fmt.Sprint("db", read-both+i)}))
			}
		}
		m, err := Build(in)
		if err != nil {
			t.Fatal(err)
		}
		return m.Coverage
	}
	if got := model(20, 15, 12); math.Abs(got-.9257) > .0001 {
		t.Errorf("coverage %.4f, want .9257", got)
	}
	for _, k := range [][3]int{{0, 0, 0}, {1, 1, 1}, {20, 15, 6}, {5, 0, 0}} {
		if got := model(k[0], k[1], k[2]); got != 0 {
			t.Errorf("%v: coverage %.4f from too little", k, got)
		}
	}
}
