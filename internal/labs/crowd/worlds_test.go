package crowd_test

import (
	"testing"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/labs/crowd"
)

// The long version, with other worlds each time, is bench/people.sh.
func TestTheIntervalHoldsTheTruthInNineteenOfTwentyWorlds(t *testing.T) {
	in, all := 0, 0
	for _, kind := range crowd.Kinds {
		for seed := range uint64(20) {
			w := crowd.NewWorld(kind, 40+int(seed*seed)*3, seed+100)
			if w.People == 0 {
				continue
			}
			c, err := evidence.Join(w.Sets, nil)
			if err != nil {
				t.Fatal(err)
			}
			all++
			if c.Union.Low <= int64(w.People) && int64(w.People) <= c.Union.High {
				in++
			} else {
				t.Logf("%s %d: %+v do not hold %d", kind, seed, c.Union, w.People)
			}
			if kind == "e-mails" && c.Union.Low != c.Union.High {
				t.Errorf("a column of distinct addresses: %+v", c.Union)
			}
		}
	}
	if t.Logf("%d of %d", in, all); in*20 < all*19 {
		t.Errorf("the interval holds the truth in %d of %d worlds", in, all)
	}
}
