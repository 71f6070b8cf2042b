package main

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/labs/crowd"
)

// worlds makes small worlds of every kind and says in how many of them the
// stated interval holds the truth, and how wide it is.
func worlds(each int, seed uint64, held float64) error {
	r := rand.New(rand.NewPCG(seed, 3))
	in, all := 0, 0
	fmt.Printf("seed %d\n%-18s %7s %8s %8s %8s %8s %8s\n", seed, "world", "holds", "low", "high", "off", "below", "above")
	for _, kind := range crowd.Kinds {
		var low, high, off []float64
		held, below, above := 0, 0, 0
		for range each {
			n := int(math.Exp(math.Log(30) + r.Float64()*math.Log(100)))
			w := crowd.NewWorld(kind, n, r.Uint64())
			truth := float64(w.People)
			if truth == 0 {
				continue
			}
			c, err := evidence.Join(w.Sets, nil)
			if err != nil {
				return err
			}
			all++
			switch {
			case c.Union.Low > int64(w.People):
				below++
			case c.Union.High < int64(w.People):
				above++
			default:
				in++
				held++
			}
			low = append(low, float64(c.Union.Low)/truth-1)
			high = append(high, float64(c.Union.High)/truth-1)
			off = append(off, float64(c.Union.Best)/truth-1)
		}
		fmt.Printf("%-18s %6.1f%% %+7.1f%% %+7.1f%% %+7.1f%% %8d %8d\n", kind, 100*float64(held)/float64(len(low)), 100*middle(low), 100*middle(high), 100*middle(off), below, above)
	}
	share := float64(in) / float64(all)
	fmt.Printf("%d worlds, the interval holds the truth in %.1f %%\n", all, 100*share)
	if share < held {
		return fmt.Errorf("bar not met: the truth is within the interval in %.0f %% of worlds", 100*held)
	}
	return nil
}

func middle(x []float64) float64 {
	slices.SortFunc(x, cmp.Compare[float64])
	return x[len(x)/2]
}
