package risk

import (
	"math"
	"testing"
)

// Where nothing but the rate is drawn, the ends are those of its distribution,
// whatever a world happened to draw.
func TestEndsAreThoseOfTheRate(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	g := &engine{m: &Model{}, c: c.prices()}
	g.variants = []*engine{g}
	worlds := []yearly{{base: .01}, {base: .02}, {base: .5}}
	got := g.ends(worlds, 7, func(b *yearly) (attack, aside float64) { return 1000 * b.base, 40 })
	for _, end := range []struct{ is, q float64 }{{got.Low, .05}, {got.High, .95}} {
		want := 40 + 1000*g.c.lambda*math.Exp(g.c.lambdaSigma*quantile(end.q))
		if math.Abs(end.is-want) > 1e-6*want {
			t.Errorf("the %g-quantile is %g, want %g", end.q, end.is, want)
		}
	}
	if got.Best != 7 {
		t.Errorf("the mean is %g, want the one given", got.Best)
	}
	// And no campaign ever comes: what is beside them is all there is.
	g.c.lambda = 0
	got = g.ends([]yearly{{}, {}}, 40, func(*yearly) (attack, aside float64) { return 0, 40 })
	if math.Abs(got.Low-40) > 1e-6 || math.Abs(got.High-40) > 1e-6 {
		t.Errorf("without campaigns the ends are %g and %g, want 40", got.Low, got.High)
	}
}
