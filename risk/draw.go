package risk

import (
	"math"
	"math/bits"
	"sync"
)

// Every random number has a place: it is made from the seed, the world, what it
// is for, and its number, by SplitMix64 (Steele, Lea, Flood 2014). So nothing
// depends on the order in which things are asked for or on how many workers
// ask, and a what-if meets the same luck wherever it changed nothing.

const (
	golden = 0x9e3779b97f4a7c15
	twice  = golden << 1 & (1<<64 - 1)
)

func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// place is the key of the numbers that are drawn for one thing.
func place(key uint64, what ...uint64) uint64 {
	for _, w := range what {
		key = mix(key ^ mix((w+1)*golden))
	}
	return key
}

// stream is a run of numbers at one place.
type stream uint64

func (s *stream) next() uint64 {
	*s += golden
	return mix(uint64(*s))
}

// uniform is in (0, 1).
func (s *stream) uniform() float64 {
	return (float64(s.next()>>11) + half) / (1 << 53)
}

const half = 1.0 / 2

func (s *stream) normal() float64 { return quantile(s.uniform()) }

// draw is what is drawn for one thing in one world: numbers of its own, of which
// the first ones are spread evenly over the worlds.
type draw struct {
	stream
	over   uint64 // what tells the order of the worlds for this thing from that for others
	number uint32 // of the world
	taken  uint64
}

// even is uniform in (0, 1), and such that in any two worlds, four, eight and so
// on from the first every half, quarter, eighth has its one: a van der Corput
// sequence, shuffled and scrambled (Owen 1995) by hashes (Laine and Karras 2011,
// Burley 2020). Each world alone sees a uniform number.
func (d *draw) even() float64 {
	d.taken++
	key := mix(d.over + d.taken*golden)
	x := scrambled(bits.Reverse32(d.number), uint32(key))
	x = bits.Reverse32(scrambled(bits.Reverse32(x), uint32(key>>32)))
	return (float64(uint64(x)<<21|d.next()>>43) + half) / (1 << 53)
}

// scrambled changes each bit by a hash of the lower ones.
func scrambled(x, seed uint32) uint32 {
	x ^= x * 0x3d20adea
	x += seed
	x *= seed>>16 | 1
	x ^= x * 0x05526c56
	return x ^ x*0x53a22864
}

func (d *draw) lognormal(median, sigma float64) float64 {
	return float64(median * math.Exp(float64(sigma*quantile(d.even()))))
}

// beta draws from Beta(a, b) by two gammas.
func (d *draw) beta(a, b float64) float64 {
	x := d.gamma(a)
	y := d.gamma(b)
	return part(x, y, a, b)
}

func (d *draw) gamma(shape float64) float64 {
	if shape <= 0 {
		return 0
	}
	if shape < 1 {
		x := d.stream.gammaFrom(shape+1, d.even())
		return float64(x * math.Pow(d.even(), 1/shape))
	}
	return d.stream.gammaFrom(shape, d.even())
}

// chance draws a probability.
func (d *draw) chance(c Chance) float64 {
	if c.Nu <= 0 || c.Mean <= 0 || c.Mean >= 1 {
		return c.Mean
	}
	return d.beta(float64(c.Nu*c.Mean), float64(c.Nu*(1-c.Mean)))
}

// beta draws from Beta(a, b) by two gammas.
func (s *stream) beta(a, b float64) float64 {
	x := s.gamma(a)
	y := s.gamma(b)
	return part(x, y, a, b)
}

func part(x, y, a, b float64) float64 {
	if x+y == 0 {
		return a / (a + b)
	}
	return x / (x + y)
}

// gamma draws Gamma(shape, 1).
func (s *stream) gamma(shape float64) float64 {
	if shape <= 0 {
		return 0
	}
	if shape < 1 {
		return float64(s.gammaFrom(shape+1, s.uniform()) * math.Pow(s.uniform(), 1/shape))
	}
	return s.gammaFrom(shape, s.uniform())
}

// gammaFrom is Gamma(shape, 1) for a shape of 1 at least, after Marsaglia and
// Tsang (2000), from a first uniform number.
func (s *stream) gammaFrom(shape, first float64) float64 {
	k := shape - 1.0/3
	c := 1 / math.Sqrt(float64(9*k))
	for ; ; first = s.uniform() {
		x := quantile(first)
		v := 1 + float64(c*x)
		if v <= 0 {
			continue
		}
		v = float64(float64(v*v) * v)
		u := s.uniform()
		if u < 1-float64(squeeze*float64(float64(x*x)*float64(x*x))) {
			return float64(k * v)
		}
		if math.Log(u) < float64(float64(x*x)/2)+k-float64(k*v)+float64(k*math.Log(v)) {
			return float64(k * v)
		}
	}
}

// squeeze accepts most draws without a logarithm (the same paper).
const squeeze = .0331

func phi(x float64) float64      { return float64(half * math.Erfc(-x/math.Sqrt2)) }
func quantile(p float64) float64 { return float64(-math.Sqrt2 * math.Erfcinv(float64(2*p))) }

// coins throws 64 coins at once. Coin i falls when a uniform number of its own
// lies below p; the bits of those numbers are made from the top, and only as
// many as it takes. The same key gives the same numbers: for a smaller p a
// subset of the same coins falls, so that a repair never makes a sample worse
// and a what-if differs from what is by its change alone.
func coins(key uint64, p float64) uint64 { return someCoins(key, p, ^uint64(0)) }

// someCoins are those of the coins that anybody asks for: in open.
func someCoins(key uint64, p float64, open uint64) uint64 {
	t := uint32(0)
	switch {
	case !(p > 0):
		return 0
	case p >= 1:
		return open
	default:
		t = uint32(float64(p * (1 << 32)))
	}
	var below uint64
	for ; t != 0 && open != 0; t <<= 1 {
		key += golden
		r := mix(key)
		bit := uint64(int64(int32(t)) >> 31) // all ones or none: a branch here is a guess that fails half the time
		below |= open &^ r & bit
		open &= r ^ ^bit
	}
	return below
}

const (
	lanes  = 64 // campaigns in a word
	strata = 8  // of attacker skill, eight lanes each
)

// skill is how the probability of a step goes with the skill of the attacker:
// p(z) = Phi((Phi^-1(p) + sqrt(r) z) / sqrt(1-r)) in eight strata of equal
// weight, whose mean is p. It is read off a table by the root of p.
type skill struct{ at [knots + 1][strata]float64 }

const knots = 1 << 12

var (
	skills   = map[float64]*skill{}
	skillsMu sync.Mutex
)

func skillOf(variance float64) *skill {
	if variance <= 0 {
		return nil
	}
	skillsMu.Lock()
	defer skillsMu.Unlock()
	if k := skills[variance]; k != nil {
		return k
	}
	k := &skill{}
	for i := range k.at {
		root := float64(i) / knots
		p := float64(root * root)
		if i == 0 {
			continue
		}
		x := quantile(p)
		for z := range strata {
			k.at[i][z] = 1
			if i < knots {
				k.at[i][z] = phi((x + float64(math.Sqrt(variance)*quantile((float64(z)+half)/strata))) / math.Sqrt(1-variance))
			}
		}
		for range 4 { // eight points are not quite the integral
			var mean float64
			for _, q := range k.at[i] {
				mean += q / strata
			}
			for z := range strata {
				k.at[i][z] = min(1, float64(k.at[i][z]*p/mean))
			}
		}
	}
	skills[variance] = k
	return k
}

// coins throws 64 coins whose mean probability is p, with that of each stratum.
func (k *skill) coins(key uint64, p float64) uint64 {
	return k.some(key, p, ^uint64(0), &thresholds{})
}

// thresholds are those of the eight strata at p, kept while p stays.
type thresholds struct {
	p   float64
	top uint64 // their highest bytes
	t   [strata]uint32
}

// spot is where p lies in the table.
func (k *skill) spot(p float64) (lo, hi *[strata]float64, f float64) {
	at := float64(math.Sqrt(p) * knots)
	i := min(int(at), knots-1)
	return &k.at[i], &k.at[i+1], at - float64(i)
}

func threshold(lo, hi, f float64) uint32 {
	return uint32(min(int64(float64((lo+float64(f*(hi-lo)))*(1<<32))), 1<<32-1))
}

func (k *skill) fill(p float64, kept *thresholds) {
	lo, hi, f := k.spot(p)
	kept.p, kept.top = p, 0
	for z := range strata {
		t := threshold(lo[z], hi[z], f)
		kept.t[z] = t
		kept.top |= uint64(t>>24) << (8 * uint(z))
	}
}

const fewLanes = 3 // of so many each is thrown for itself, where no thresholds are kept

// some are those of the coins that anybody asks for: in open.
func (k *skill) some(key uint64, p float64, open uint64, kept *thresholds) uint64 {
	if k == nil || !(p > 0) || p >= 1 {
		return someCoins(key, p, open)
	}
	if kept.p != p {
		if bits.OnesCount64(open) <= fewLanes {
			return k.few(key, p, open)
		}
		k.fill(p, kept)
	}
	var below uint64
	w := kept.top
	for plane := 0; ; {
		for bit := 7; bit > 0; bit -= 2 { // two at a time: whether all are told is a guess that often fails
			if open == 0 {
				return below
			}
			r, s := mix(key+golden), mix(key+twice)
			key += twice
			t := w >> uint(bit) & 0x0101010101010101 * 0xff
			below |= open & t &^ r
			open &^= r ^ t
			t = w >> uint(bit-1) & 0x0101010101010101 * 0xff
			below |= open & t &^ s
			open &^= s ^ t
		}
		if plane++; plane == 4 {
			return below
		}
		w = 0
		for z, t := range kept.t {
			w |= uint64(t>>(24-8*uint(plane))&0xff) << (8 * uint(z))
		}
	}
}

// few is some for single lanes, without the thresholds of the others.
func (k *skill) few(key uint64, p float64, open uint64) (below uint64) {
	lo, hi, f := k.spot(p)
	for ; open != 0; open &= open - 1 {
		lane := uint(bits.TrailingZeros64(open))
		z := lane / (lanes / strata) % strata
		at := key
		for t := threshold(lo[z], hi[z], f); t != 0; t <<= 1 { // nothing lies below what is left of 0
			at += golden
			r := uint32(mix(at) >> lane & 1)
			if b := t >> 31; b != r {
				below |= uint64(b) << lane
				break
			}
		}
	}
	return below
}

func ones(w uint64) float64 { return float64(bits.OnesCount64(w)) }
