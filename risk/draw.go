package risk

import (
	"math"
	"math/rand/v2"
)

// draws makes the random numbers of one block. Every block has a stream of its
// own, so the result does not depend on how many workers there are.
type draws struct{ r *rand.Rand }

func newDraws(seed, block uint64) draws {
	return draws{rand.New(rand.NewPCG(seed, block*0x9e3779b97f4a7c15+1))}
}

// beta draws from Beta(a, b) by two gammas.
func (d draws) beta(a, b float64) float64 {
	x, y := d.gamma(a), d.gamma(b)
	if x+y == 0 {
		return a / (a + b)
	}
	return x / (x + y)
}

// around draws a Beta with the given mean and concentration.
func (d draws) around(mean, nu float64) float64 {
	if mean <= 0 || mean >= 1 {
		return mean
	}
	return d.beta(float64(nu*mean), float64(nu*(1-mean)))
}

// gamma draws Gamma(shape, 1) after Marsaglia and Tsang (2000).
func (d draws) gamma(shape float64) float64 {
	if shape <= 0 {
		return 0
	}
	if shape < 1 {
		u := d.r.Float64()
		for u == 0 {
			u = d.r.Float64()
		}
		return float64(d.gamma(shape+1) * math.Pow(u, 1/shape))
	}
	k := shape - 1.0/3
	c := 1 / math.Sqrt(9*k)
	for {
		x := d.r.NormFloat64()
		v := 1 + float64(c*x)
		if v <= 0 {
			continue
		}
		v = float64(v * v * v)
		u := d.r.Float64()
		if math.Log(u) < float64(x*x/2)+k-float64(k*v)+float64(k*math.Log(v)) {
			return float64(k * v)
		}
	}
}

func (d draws) lognormal(median, sigma float64) float64 {
	return float64(median * math.Exp(float64(sigma*d.r.NormFloat64())))
}

const unit = 1 << 16 // resolution of a Bernoulli word

// bern draws 64 coins at once, each with probability p to the 16th bit.
func (d draws) bern(p float64) uint64 {
	t := uint32(math.Round(float64(p * unit)))
	if t == 0 {
		return 0
	}
	if t >= unit {
		return ^uint64(0)
	}
	var w uint64
	low := 0
	for t&1 == 0 {
		t >>= 1
		low++
	}
	for i := low; i < 16; i++ {
		if t&1 == 1 {
			w |= d.r.Uint64()
		} else {
			w &= d.r.Uint64()
		}
		t >>= 1
	}
	return w
}

// move turns coins of probability p into coins of probability q with the least
// change: a monotone coupling, so that a repair never makes a sample worse.
func (d draws) move(w uint64, p, q float64) uint64 {
	switch {
	case q < p:
		return w & d.bern(float64(q/p))
	case q > p:
		return w | d.bern(float64((q-p)/(1-p)))
	}
	return w
}
