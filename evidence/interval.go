package evidence

import (
	"math"
	"math/bits"
)

// How far a count may be off has causes that the records themselves tell of. Each
// is measured where two records of one person can be compared, and carried over to
// where they cannot:
//
//   - errors in values keep records of one person apart. Of two records that agree
//     in one value, how often do they differ in another? So likely it is that two
//     which have only that one in common are not joined;
//   - a record with a telephone alone and one with an e-mail alone cannot be
//     compared. How many of the one sort are known to be somebody of the other?
//   - one value may be used by two people: a couple with one address, a telephone
//     without a name beside it;
//   - where people were drawn, chance.
//
// A cause that nothing is known of counts with what is usual: pseudo is how many
// observations that is worth.
const (
	pseudo    = 20
	usualTypo = .03 // of two records, one value differs
	usualName = .06 // a name is several words
	sure      = 2.5 // standard deviations, as the causes are not all that there are
	days      = 60 * 365.25
	shares    = .15 // of telephones that come without a name: two people use them
	lookBack  = 8
)

// rate is how often something was so.
type rate struct{ so, of float64 }

func (r *rate) add(so bool, w float64) {
	r.of += w
	if so {
		r.so += w
	}
}

// upper is the rate that it hardly exceeds.
func (r rate) upper(usual float64) float64 {
	p := (r.so + usual*pseudo) / (r.of + pseudo)
	return min(.9, p+sure*math.Sqrt(p*(1-p)/(r.of+pseudo)))
}

func (r rate) mean(usual float64) float64 { return (r.so + usual*pseudo) / (r.of + pseudo) }

// atMost is the number that a count of n is hardly below.
func atMost(n float64) float64 { return n + sure*math.Sqrt(n+1) + 1 }

// missed is how likely it is that two records of one person are not joined.
func (d *doubt) missed(k pairKind, of func(rate, float64) float64) float64 {
	free, within, some := 1.0, 1.0, false
	for t := KeyEmail; t < KeyName; t++ {
		bit := uint8(1) << t
		if uint8(k)&bit == 0 {
			continue
		}
		p := of(d.differ[t], usualTypo)
		if uint8(k)&named != 0 && bit&bitsFam != 0 || bit&bitsNamed != 0 {
			within *= p
			some = true
		} else {
			free *= p
		}
	}
	if some { // a wrong name parts all of these at once
		name := of(d.differ[KeyName], usualName)
		free *= name + (1-name)*within
	}
	return free
}

// apart is how many people at most are counted twice because of errors; soft
// is how many were found out already.
func (d *doubt) apart(soft float64) float64 {
	var n float64
	for k, w := range d.pairs {
		if w > 0 {
			p := min(.8, d.missed(pairKind(k), rate.upper))
			n += w * p / (1 - p)
		}
	}
	if n == 0 {
		return 0
	}
	return min(d.single, max(0, atMost(n)-soft)) // errors stand alone, or nearly
}

// unlike is how many people at most are counted twice because nothing that is
// said of them can be compared.
func (d *doubt) unlike() float64 {
	pivot, most := 0, 0.0
	for t := KeyEmail; t < KeyName; t++ {
		n := 0.0
		for m, w := range d.by {
			if m>>t&1 != 0 {
				n += w
			}
		}
		if n > most {
			pivot, most = 1<<t, n
		}
	}
	lacking, nameless := 0.0, 0.0
	for m, w := range d.by {
		if m&pivot == 0 {
			lacking += w
		} else {
			nameless += d.nameless[m]
		}
	}
	if lacking == 0 {
		return 0
	}
	// Whoever has a name that nobody else has is likely nobody else.
	other := max(nameless/max(most, 1), d.differ[KeyName].upper(usualName))
	n := d.onlyNamed
	for m, w := range d.by {
		if m&pivot != 0 {
			continue
		}
		// People without the pivot who may be one of the others.
		if m == 0 {
			w -= d.onlyNamed
		}
		if w = w - d.unique[m] + d.unique[m]*other; w <= 0 {
			continue
		}
		share := 0.0 // of the others who can be compared with these
		for o, x := range d.by {
			if o&pivot != 0 && o&m != 0 {
				share += x
			}
		}
		share /= max(most, 1)
		may := min(w, most)
		if share > 0 {
			may = min(may, atMost(d.met[bits.TrailingZeros(uint(pivot))][m])*(1-share)/share)
		}
		if d.oneSet { // a place says of itself how often it has somebody twice
			may = min(may, w*d.twice.upper(usualTypo/2)+1)
		}
		n += may
	}
	return n
}

// together is how many people at most are taken for somebody else.
func (d *doubt) together(soft float64) float64 {
	n := 0.0
	// A couple with one e-mail address. Errors do not repeat themselves, people do.
	c := d.couple
	if names := c.once + c.often; names > 0 {
		least := rate{usualTypo, 1}
		for _, t := range []KeyType{KeyEmail, KeyPhone, KeyNameBirth} { // the others have a check digit
			if r := d.differ[t]; r.of >= pseudo && r.so*least.of < least.so*r.of {
				least = r
			}
		}
		n += min(max(0, names-c.further*least.so/least.of), c.often+c.once*min(1, 3*c.again.upper(.5)))
	}
	n += d.parted + (d.alone-d.parted)*shares
	if n > 0 {
		n += sure * math.Sqrt(n)
	}
	if soft > 0 {
		n += soft / 10
	}
	// Two people of one name who were born on one day.
	if d.sakes > 0 {
		n += atMost(d.sakes / days)
	}
	return n
}

// interval is how many people there are at least and at most, when best were
// counted; soft of them were joined by soft keys, and chance is the standard
// deviation of having drawn.
func (d *doubt) interval(best, soft, chance float64) People {
	d.weigh()
	more := d.together(soft)
	low := best - d.apart(soft) - d.unlike() - sure*chance
	high := best + more + sure*chance
	b := whole(best)
	floor := int64(1)
	if b == 0 {
		floor = 0
	}
	return People{Low: min(b, max(floor, int64(math.Floor(low)))), Best: b, High: max(b, int64(math.Ceil(high)))}
}
