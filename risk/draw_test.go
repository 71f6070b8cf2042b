package risk

import (
	"math"
	"testing"
)

// Of the first 2, 4, 8 ... worlds each half, quarter, eighth of what may be drawn
// has its one, and in which world says nothing about what else is drawn there.
func TestWorldsAreDrawnEvenly(t *testing.T) {
	at := func(what, world uint64) float64 {
		w := worldOf(7, world)
		return w.at(what, 3).even()
	}
	for what := uint64(0); what < 20; what++ {
		for n := 2; n <= 512; n *= 2 {
			hits := make([]int, n)
			for i := range n {
				hits[int(at(what, uint64(i))*float64(n))]++
			}
			for k, h := range hits {
				if h != 1 {
					t.Fatalf("thing %d, %d worlds: part %d is drawn %d times", what, n, k, h)
				}
			}
		}
	}
	const n = 512
	worst := 0.0
	for a := uint64(0); a < 30; a++ {
		for b := uint64(0); b < a; b++ {
			var sum float64
			for i := range uint64(n) {
				sum += (at(a, i) - half) * (at(b, i) - half)
			}
			worst = max(worst, math.Abs(12*sum/n))
		}
	}
	if worst > 4.5/math.Sqrt(n) { // of 435 pairs, each with a standard error of 1/sqrt(n)
		t.Errorf("what is drawn for two things goes together by %.3f", worst)
	}
}

func worldOf(seed, number uint64) *world {
	return &world{seed: seed, number: number, key: place(seed, number)}
}

// One world sees the distribution that it asks for, over the seeds.
func TestOneWorldSeesEveryNumber(t *testing.T) {
	const n = 20000
	for _, world := range []uint64{0, 1, 5, 300} {
		var sum, square float64
		for seed := range uint64(n) {
			x := worldOf(seed, world).at(forState, 2).beta(.8, 1.2)
			sum, square = sum+x/n, square+x*x/n
		}
		variance := .4 * .6 / 3
		if math.Abs(sum-.4) > 4*math.Sqrt(variance/n) || math.Abs(square-sum*sum-variance) > .03*variance {
			t.Errorf("world %d: mean %.4f of .4, variance %.4f of %.4f", world, sum, square-sum*sum, variance)
		}
	}
}
