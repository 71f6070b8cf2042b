package evidence

import (
	"math"
	"math/bits"
	"slices"
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

// doubt is what the joined records tell of errors.
type doubt struct {
	*people

	differ [KeyName + 1]rate           // of two records of one person: values of that type
	pairs  [1 << (KeyName + 1)]float64 // by pairKind
	couple couple
	single float64 // people who were written down once, or twice
	alone  float64 // joined by what families share, with no two names to compare
	parted float64 // of these, other identifiers differ

	met []metName // of the person at hand
}

// metName is how often somebody was written with a name.
type metName struct {
	name  uint64
	n     int
	set   int32
	often bool
}

// couple is the names that people have beside the one that they are mostly
// written with: errors, or somebody who uses the same address.
type couple struct {
	further, once, often float64 // records beside the first; of the names in these, those that stand once and those that stand more often
	again                rate    // of these names where there are many records: they stand more than once
}

// pairKind is which types of identifiers two records of one person have in
// common, as bits, and as the lowest one whether both have a name.
type pairKind uint8

const (
	bitEmail  uint8 = 1 << KeyEmail
	bitNation uint8 = 1 << KeyNationID
	bitsFam   uint8 = 1<<KeyPhone | 1<<KeyIBAN | 1<<KeyCard
	bitsNamed uint8 = 1<<KeyNameBirth | 1<<KeyNameAddr
)

// learn looks at records that were joined.
func (d *doubt) learn() {
	g := d.g
	d.each(func(_ int32, nodes []int32, w float64) {
		if len(nodes) == 1 { // most people
			d.single += w
			return
		}
		slices.Reverse(nodes)
		d.names(nodes, w)
		written := 0
		for i := range nodes {
			if d.anew(nodes, i) {
				written++
			}
		}
		if written <= 2 {
			d.single += w
		}
		for i := 1; i < len(nodes); i++ {
			// Beside the record that it can be compared with best, of another place if may be.
			at, both, agree, rank := -1, uint8(0), uint8(0), -1
			for j := i - 1; j >= max(0, i-lookBack); j-- {
				x, y := g.compare(nodes[i], nodes[j])
				r := bits.OnesCount8(x)
				if g.set[nodes[i]] != g.set[nodes[j]] {
					r += 16
				}
				if x != 0 && r > rank {
					at, both, agree, rank = j, x, y, r
				}
			}
			if at < 0 {
				continue
			}
			d.pair(nodes[i], nodes[at], both, agree, w)
			if d.anew(nodes, i) {
				// An error in one of k records parts that one, not k-1.
				_, named := g.named(nodes[i], nodes[at])
				d.pairs[kindOf(both, named)] += w * float64(written) / float64(2*(written-1))
			}
		}
	})
}

// anew says whether record i of a person was written anew: a letter has its
// writer in its head and at its end, with the same errors.
func (d *doubt) anew(nodes []int32, i int) bool {
	if i == 0 || nodes[i] != nodes[i-1]+1 || d.g.set[nodes[i]] != d.g.set[nodes[i-1]] {
		return true
	}
	_, agree := d.g.compare(nodes[i], nodes[i-1])
	return agree == 0
}

// named says whether two nodes have a name, and whether both have the same.
func (g *graph) named(a, b int32) (same, both bool) {
	x, y := g.name(a), g.name(b)
	return x == y, x != 0 && y != 0
}

func (d *doubt) names(nodes []int32, w float64) {
	if len(nodes) < 2 {
		return
	}
	all, named := d.met[:0], 0
next:
	for i, node := range nodes {
		x := d.g.name(node)
		if x == 0 || !d.anew(nodes, i) {
			continue
		}
		named++
		set := d.g.set[node]
		for j := range all {
			if s := &all[j]; s.name == x {
				s.often = s.often || s.set != set || s.n >= 2
				s.n++
				s.set = set
				continue next
			}
		}
		all = append(all, metName{x, 1, set, false})
	}
	d.met = all
	if named < 2 {
		return
	}
	most := 0
	for i, s := range all { // of two that are as many, the one that may be spelling
		if o := all[most]; s.n > o.n || s.n == o.n && o.often && !s.often {
			most = i
		}
	}
	d.couple.further += w * float64(named-1)
	for i, s := range all {
		switch {
		case i == most:
			continue
		case s.often:
			d.couple.often += w
		default:
			d.couple.once += w
		}
		if named >= 4 {
			d.couple.again.add(s.often, w)
		}
	}
}

func kindOf(mask uint8, both bool) pairKind {
	if both {
		mask |= named
	}
	return pairKind(mask)
}

func (d *doubt) pair(a, b int32, both, agree uint8, w float64) {
	same, named := d.g.named(a, b)
	if named && agree&(bitEmail|bitNation) != 0 {
		d.differ[KeyName].add(!same, w)
	}
	for t := KeyEmail; t < KeyName; t++ {
		bit := uint8(1) << t
		if both&bit == 0 || agree&^bit == 0 {
			continue // nothing else says that it is one person
		}
		if bit&(bitsFam|bitsNamed) != 0 && named && !same {
			continue // it is the name that differs
		}
		d.differ[t].add(agree&bit == 0, w)
	}
	if agree&^bitsFam == 0 && !(named && same) {
		d.alone += w
		if both&(bitEmail|bitNation)&^agree != 0 {
			d.parted += w
		}
	}
}

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
	g := d.g
	var by [1 << KeyName]float64       // people by what is known of them
	masks := make([]uint8, len(g.set)) // root -> that
	d.each(func(root int32, nodes []int32, w float64) {
		for _, n := range nodes {
			masks[root] |= g.own[n] &^ named
		}
		by[masks[root]] += w
	})
	pivot, most := uint8(0), 0.0
	for t := KeyEmail; t < KeyName; t++ {
		n := 0.0
		for m, w := range by {
			if uint8(m)>>t&1 != 0 {
				n += w
			}
		}
		if n > most {
			pivot, most = 1<<t, n
		}
	}
	lacking := 0.0
	for m, w := range by {
		if uint8(m)&pivot == 0 {
			lacking += w
		}
	}
	if lacking == 0 {
		return 0
	}
	// How many have which name, and how many of those with the pivot have none.
	drawn := d.weight != nil
	var names []int32 // of each that several records have, how many people; where they are not drawn
	if !drawn {
		names = make([]int32, g.values+1)
	}
	nameless := 0.0
	var twice rate // of records: somebody who was there before
	var had []uint64
	d.each(func(root int32, nodes []int32, w float64) {
		had = had[:0]
		for _, n := range nodes {
			if x := g.name(n); x != 0 && !drawn && !slices.Contains(had, x) {
				had = append(had, x)
				if !lonely(x) {
					names[x]++
				}
			}
		}
		if len(had) == 0 && masks[root]&pivot != 0 {
			nameless += w
		}
		twice.so += w * float64(len(nodes)-1)
		twice.of += w * float64(len(nodes))
	})
	// Whoever has a name that nobody else has is likely nobody else.
	other := max(nameless/max(most, 1), d.differ[KeyName].upper(usualName))
	if drawn {
		other = 1 // that nobody else has it cannot be told
	}
	var open, met [1 << KeyName]float64 // people without the pivot who may be one of the others; records without it that are known to be
	again := 0.0                        // people with nothing but a name that somebody else has too
	d.each(func(root int32, nodes []int32, w float64) {
		m := masks[root]
		if m&pivot != 0 {
			seen := -1
			for _, n := range nodes {
				if k := g.own[n] &^ named; k&pivot == 0 && seen != int(k) {
					met[k] += w
					seen = int(k)
				}
			}
			return
		}
		some, known := false, false
		for _, n := range nodes {
			if x := g.name(n); x != 0 {
				some = true
				known = known || !drawn && !lonely(x) && names[x] > 1
			}
		}
		switch {
		case some && known && m == 0:
			again += w
		case some && !known:
			open[m] += w * other
		default:
			open[m] += w
		}
	})
	n := again
	for m, w := range open {
		if w == 0 {
			continue
		}
		share := 0.0 // of the others who can be compared with these
		for o, x := range by {
			if uint8(o)&pivot != 0 && o&m != 0 {
				share += x
			}
		}
		share /= max(most, 1)
		may := min(w, most)
		if share > 0 {
			may = min(may, atMost(met[m])*(1-share)/share)
		}
		if g.oneSet() { // a place says of itself how often it has somebody twice
			may = min(may, w*twice.upper(usualTypo/2)+1)
		}
		n += may
	}
	return n
}

// together is how many people at most are taken for somebody else.
func (d *doubt) together(soft float64) (float64, error) {
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
	pairs := 0.0
	var had stamped
	err := d.g.eachGroup(func(_ uint32, t KeyType, nodes []int32) {
		if t != KeyName {
			return
		}
		d.g.inSets(nodes, func(nodes []int32) {
			if len(nodes) < 2 {
				return
			}
			had.empty(len(nodes))
			k := 0.0
			for _, node := range nodes {
				if d.g.mask[node]&(1<<KeyNameBirth) == 0 {
					continue
				}
				root := d.f.root(node)
				if _, ok := had.first(uint64(root), 0); !ok {
					k += d.w(root)
				}
			}
			pairs += k * (k - 1) / 2
		})
	})
	if pairs > 0 {
		n += atMost(pairs / days)
	}
	return n, err
}

// interval is how many people there are at least and at most, when best were
// counted; soft of them were joined by soft keys, and chance is the standard
// deviation of having drawn.
func (d *doubt) interval(best, soft, chance float64) (People, error) {
	d.learn()
	more, err := d.together(soft)
	low := best - d.apart(soft) - d.unlike() - sure*chance
	high := best + more + sure*chance
	b := whole(best)
	floor := int64(1)
	if b == 0 {
		floor = 0
	}
	return People{Low: min(b, max(floor, int64(math.Floor(low)))), Best: b, High: max(b, int64(math.Ceil(high)))}, err
}
