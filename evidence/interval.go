package evidence

import (
	"cmp"
	"maps"
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
	g      *graph
	f      forest
	weight []float64
	drawn  bool

	differ [KeyName + 1]rate // of two records of one person: values of that type
	pairs  map[pairKind]float64
	couple couple
	single float64 // people who were written down once, or twice
	alone  float64 // joined by what families share, with no two names to compare
	parted float64 // of these, other identifiers differ
	namely rate    // of values that families share: the names beside them differ
}

// couple is the names that people have beside the one that they are mostly
// written with: errors, or somebody who uses the same address.
type couple struct {
	further, once, often float64 // records beside the first; of the names in these, those that stand once and those that stand more often
	again                rate    // of these names where there are many records: they stand more than once
}

// pairKind is which types of identifiers two records of one person have in
// common, and whether both have a name.
type pairKind struct {
	mask  uint16
	named bool
}

func newDoubt(g *graph, f forest, weight []float64) *doubt {
	return &doubt{g: g, f: f, weight: weight, drawn: weight != nil, pairs: map[pairKind]float64{}}
}

func (d *doubt) w(root int32) float64 {
	if d.weight == nil {
		return 1
	}
	return d.weight[root]
}

// chains calls each with the nodes of every person.
func (d *doubt) chains(each func(root int32, nodes []int32)) {
	n := len(d.g.set)
	last, before := make([]int32, n), make([]int32, n)
	for i := range last {
		last[i] = -1
	}
	for node := range n {
		r := d.f.root(int32(node))
		last[r], before[node] = int32(node), last[r]
	}
	var nodes []int32
	for root := range n {
		if last[root] < 0 || d.w(int32(root)) == 0 {
			continue
		}
		nodes = nodes[:0]
		for i := last[root]; i >= 0; i = before[i] {
			nodes = append(nodes, i)
		}
		each(int32(root), nodes)
	}
}

// own is the strong types in which a node has a value that is not everybody's.
func (g *graph) own(node int32) (m uint16) {
	for _, l := range g.of(node) {
		if strong(l.Type) && !l.hub {
			m |= 1 << l.Type
		}
	}
	return m
}

// compare says in which strong types two nodes have values, and agree.
func (g *graph) compare(a, b int32) (both, agree uint16) {
	both = g.own(a) & g.own(b)
	x, y := g.of(a), g.of(b)
	for len(x) > 0 && len(y) > 0 {
		switch c := less(x[0], y[0]); {
		case c < 0:
			x = x[1:]
		case c > 0:
			y = y[1:]
		default:
			if strong(x[0].Type) && !x[0].hub {
				agree |= 1 << x[0].Type
			}
			x, y = x[1:], y[1:]
		}
	}
	return both, agree
}

const (
	bitEmail  = 1 << KeyEmail
	bitNation = 1 << KeyNationID
	bitsFam   = 1<<KeyPhone | 1<<KeyIBAN | 1<<KeyCard
	bitsNamed = 1<<KeyNameBirth | 1<<KeyNameAddr
)

// learn looks at records that were joined.
func (d *doubt) learn() {
	g := d.g
	d.chains(func(root int32, nodes []int32) {
		w := d.w(root)
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
			at, both, agree, rank := -1, uint16(0), uint16(0), -1
			for j := i - 1; j >= max(0, i-lookBack); j-- {
				x, y := g.compare(nodes[i], nodes[j])
				r := bits.OnesCount16(x)
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
				d.pairs[pairKind{both, named}] += w * float64(written) / float64(2*(written-1))
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
	type seen struct {
		n     int
		set   int32
		often bool
	}
	of, named := map[uint64]seen{}, 0
	for i, node := range nodes {
		if x := d.g.name(node); x != 0 && d.anew(nodes, i) {
			s, had := of[x]
			s.often = s.often || had && s.set != d.g.set[node] || s.n >= 2
			s.n++
			s.set = d.g.set[node]
			of[x] = s
			named++
		}
	}
	if named < 2 {
		return
	}
	most := uint64(0)
	for x, s := range of {
		if o := of[most]; s.n > o.n || s.n == o.n && x > most {
			most = x
		}
	}
	d.couple.further += w * float64(named-1)
	for x, s := range of { // each adds the same: the order does not matter
		switch {
		case x == most:
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

func (d *doubt) pair(a, b int32, both, agree uint16, w float64) {
	same, named := d.g.named(a, b)
	if named && agree&(bitEmail|bitNation) != 0 {
		d.differ[KeyName].add(!same, w)
	}
	for t := KeyEmail; t < KeyName; t++ {
		bit := uint16(1) << t
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
		bit := uint16(1) << t
		if k.mask&bit == 0 {
			continue
		}
		p := of(d.differ[t], usualTypo)
		if k.named && bit&bitsFam != 0 || bit&bitsNamed != 0 {
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
	for _, k := range inOrder(d.pairs) { // sums of fractions depend on the order
		w := d.pairs[k]
		p := min(.8, d.missed(k, rate.upper))
		n += w * p / (1 - p)
	}
	if n == 0 {
		return 0
	}
	return min(d.single, max(0, atMost(n)-soft)) // errors stand alone, or nearly
}

func inOrder(m map[pairKind]float64) []pairKind {
	return slices.SortedFunc(maps.Keys(m), func(a, b pairKind) int {
		switch {
		case a.mask != b.mask:
			return cmp.Compare(a.mask, b.mask)
		case a.named == b.named:
			return 0
		case b.named:
			return -1
		}
		return 1
	})
}

// unlike is how many people at most are counted twice because nothing that is
// said of them can be compared.
func (d *doubt) unlike() float64 {
	g := d.g
	var by [1 << KeyName]float64        // people by what is known of them
	masks := make([]uint16, len(g.set)) // root -> that
	d.chains(func(root int32, nodes []int32) {
		for _, n := range nodes {
			masks[root] |= g.own(n)
		}
		by[masks[root]] += d.w(root)
	})
	pivot, most := uint16(0), 0.0
	for t := KeyEmail; t < KeyName; t++ {
		n := 0.0
		for m, w := range by {
			if uint16(m)>>t&1 != 0 {
				n += w
			}
		}
		if n > most {
			pivot, most = 1<<t, n
		}
	}
	lacking := 0.0
	for m, w := range by {
		if uint16(m)&pivot == 0 {
			lacking += w
		}
	}
	if lacking == 0 {
		return 0
	}
	// How many have which name, and how many of those with the pivot have none.
	names, nameless := map[uint64]float64{}, 0.0
	sets := map[int32]bool{}
	var twice rate // of records: somebody who was there before
	var had []uint64
	d.chains(func(root int32, nodes []int32) {
		w := d.w(root)
		had = had[:0]
		for _, n := range nodes {
			if x := g.name(n); x != 0 && !d.drawn && !slices.Contains(had, x) {
				had = append(had, x)
				names[x] += w
			}
			if len(sets) < 2 {
				sets[g.set[n]] = true
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
	if d.drawn {
		other = 1 // that nobody else has it cannot be told
	}
	var open, met [1 << KeyName]float64 // people without the pivot who may be one of the others; records without it that are known to be
	again := 0.0                        // people with nothing but a name that somebody else has too
	d.chains(func(root int32, nodes []int32) {
		w, m := d.w(root), masks[root]
		if m&pivot != 0 {
			var seen uint16
			for _, n := range nodes {
				if k := g.own(n); k&pivot == 0 && seen != k+1 {
					met[k] += w
					seen = k + 1
				}
			}
			return
		}
		named, known := false, false
		for _, n := range nodes {
			if x := g.name(n); x != 0 {
				named = true
				known = known || names[x] > w
			}
		}
		switch {
		case named && known && m == 0:
			again += w
		case named && !known:
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
			if uint16(o)&pivot != 0 && o&m != 0 {
				share += x
			}
		}
		share /= max(most, 1)
		may := min(w, most)
		if share > 0 {
			may = min(may, atMost(met[m])*(1-share)/share)
		}
		if len(sets) == 1 { // a place says of itself how often it has somebody twice
			may = min(may, w*twice.upper(usualTypo/2)+1)
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
	pairs := 0.0
	for _, grp := range d.g.names {
		people := map[int32]bool{}
		k := 0.0
		for _, i := range grp {
			node := int32(d.g.links[i].Record)
			if root := d.f.root(node); d.g.mask[node]&(1<<KeyNameBirth) != 0 && !people[root] {
				people[root] = true
				k += d.w(root)
			}
		}
		pairs += k * (k - 1) / 2
	}
	if pairs > 0 {
		n += atMost(pairs / days)
	}
	return n
}

// interval is how many people there are at least and at most, when best were
// counted; soft of them were joined by soft keys, and chance is the standard
// deviation of having drawn.
func (d *doubt) interval(best, soft, chance float64) People {
	d.learn()
	low := best - d.apart(soft) - d.unlike() - sure*chance
	high := best + d.together(soft) + sure*chance
	b := whole(best)
	floor := int64(1)
	if b == 0 {
		floor = 0
	}
	return People{Low: min(b, max(floor, int64(math.Floor(low)))), Best: b, High: max(b, int64(math.Ceil(high)))}
}
