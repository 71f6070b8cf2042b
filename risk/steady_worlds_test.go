package risk_test

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/weaklink/weaklink/attack"
	"github.com/weaklink/weaklink/risk"
)

var steadyFirms = flag.Int("steadyfirms", 2, "firms whose variants are weighed in few worlds and in 96; 20 take minutes")

// The share of variants in which the weakest link stays the same, as few worlds
// say it, lies close to what many say.
func TestFewWorldsOfVariantsAreEnough(t *testing.T) {
	if testing.Short() {
		t.Skip("a long one: run without -short")
	}
	const many = 96
	prior := template(t)
	r := &result{experiment: experiment{objects: sparse, share: .5}}
	tries := []int{8, 12, 24}
	off, most, n := make([]float64, len(tries)), make([]float64, len(tries)), 0
	for firm := 0; n < *steadyFirms; firm++ {
		s, err := risk.Drawn(prior, *truthSeed, firm)
		if err != nil {
			t.Fatal(err)
		}
		in, _ := r.look(prior, s, rand.New(rand.NewPCG(*truthSeed, uint64(firm))))
		scene, err := attack.Read(in)
		if err != nil {
			t.Fatal(err)
		}
		build := func(k *risk.Constants) (*risk.Model, error) {
			if k != prior.Constants {
				var err error
				if k, err = attack.Anchor(k); err != nil {
					return nil, err
				}
			}
			return scene.Model(k)
		}
		m, err := build(prior.Constants)
		if err != nil {
			t.Fatal(err)
		}
		opt := risk.Options{Seed: uint64(firm) + 1, Samples: 16384}
		v, err := risk.Weigh(m, opt)
		if err != nil {
			t.Fatal(err)
		}
		if v.Link == "" || len(v.Alternatives) == 0 {
			continue
		}
		n++
		same := func(worlds int) float64 {
			got, err := risk.SteadyIn(worlds, prior.Constants, v, build, opt)
			if err != nil {
				t.Fatal(err)
			}
			return got.Same
		}
		want := same(many)
		line := []float64{}
		for i, w := range tries {
			x := same(w)
			line = append(line, x)
			off[i] += math.Abs(x - want)
			most[i] = max(most[i], math.Abs(x-want))
		}
		t.Logf("firm %d, confidence %.2f: same in %.3f of the variants in 96 worlds; in 8, 12, 24: %.3f", firm, v.Confidence, want, line)
	}
	for i, w := range tries {
		t.Logf("%d worlds: off by %.3f in the mean, %.3f at most, over %d firms", w, off[i]/float64(n), most[i], n)
		if most[i] > .2 {
			t.Errorf("%d worlds: off by %.3f from what %d say", w, most[i], many)
		}
	}
}
