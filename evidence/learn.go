package evidence

import (
	"math/bits"
	"slices"
)

// doubt is what the joined records tell of errors, and of whom nothing tells.
type doubt struct {
	*people

	differ [KeyName + 1]rate           // of two records of one person: values of that type
	pairs  [1 << (KeyName + 1)]float64 // by pairKind
	couple couple
	single float64 // people who were written down once, or twice
	alone  float64 // joined by what families share, with no two names to compare
	parted float64 // of these, other identifiers differ
	twice  rate    // of records: somebody who was there before

	by, nameless, unique [1 << KeyName]float64          // people by the types that are known of them; of them, those without a name, and with one that nobody else has
	met                  [KeyName][1 << KeyName]float64 // type -> what is known in records without it of people who have it
	onlyNamed            float64                        // people of whom nothing is known but a name that somebody else has too

	name  []uint64  // of each node of the person at hand
	names []metName // of the person
	first stamped   // a name -> its place in names
}

// metName is how often somebody was written with a name.
type metName struct {
	name  uint64
	n     int // records
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

// learn looks at the records of a person.
func (d *doubt) learn(nodes []int32, w float64) {
	g := d.g
	slices.Reverse(nodes) // each is compared with those behind it
	d.name = d.name[:0]
	d.twice.so += w * float64(len(nodes)-1)
	d.twice.of += w * float64(len(nodes))
	scale := 1.0
	if len(nodes) > mostRecords {
		scale = float64(len(nodes)) / mostRecords
		nodes = nodes[:mostRecords]
	}
	for _, n := range nodes {
		d.name = append(d.name, g.name(n))
	}
	if len(nodes) > 1 {
		d.compareAll(nodes, w*scale)
	}
	if len(nodes) <= 2 {
		d.single += w
	}
	d.known(nodes, w)
}

// compareAll compares the records of a person.
func (d *doubt) compareAll(nodes []int32, w float64) {
	g := d.g
	d.meetNames(nodes)
	d.couples(w)
	for i := 1; i < len(nodes); i++ {
		// Beside the record that it can be compared with best, of another place if may be.
		at, rank := -1, -1
		own, set := g.own[nodes[i]]&^named, g.set(nodes[i])
		for j := i - 1; j >= max(0, i-lookBack); j-- {
			x := own & g.own[nodes[j]]
			r := bits.OnesCount8(x)
			if g.set(nodes[j]) != set {
				r += 16
			}
			if x != 0 && r > rank {
				at, rank = j, r
			}
		}
		if at < 0 {
			continue
		}
		both, agree := g.compare(nodes[i], nodes[at])
		x, y := d.name[i], d.name[at]
		d.pair(both, agree, x == y, x != 0 && y != 0, w)
		k := both
		if x != 0 && y != 0 {
			k |= named
		}
		// An error in one of k records parts that one, not k-1.
		d.pairs[pairKind(k)] += w * float64(len(nodes)) / float64(2*(len(nodes)-1))
	}
}

const (
	manyNames   = 8       // that are looked through one by one
	mostRecords = 1 << 17 // of one person: more tell nothing new
)

// meetNames says which names the records of a person have.
func (d *doubt) meetNames(nodes []int32) {
	d.names = d.names[:0]
	for i, node := range nodes {
		x := d.name[i]
		if x == 0 {
			continue
		}
		at := -1
		if len(d.names) < manyNames {
			for j := range d.names {
				if d.names[j].name == x {
					at = j
					break
				}
			}
		} else {
			if len(d.names) == manyNames {
				d.first.empty(len(nodes))
				for j, s := range d.names {
					d.first.first(s.name, int32(j))
				}
			}
			if j, had := d.first.first(x, int32(len(d.names))); had {
				at = int(j)
			}
		}
		set := d.g.set(node)
		if at < 0 {
			at = len(d.names)
			d.names = append(d.names, metName{name: x, set: set})
		}
		s := &d.names[at]
		s.often = s.often || s.n > 0 && s.set != set || s.n >= 2
		s.n++
		s.set = set
	}
}

// couples learns from the names of a person.
func (d *doubt) couples(w float64) {
	named, most := 0, 0
	for i, s := range d.names {
		named += s.n
		// Of two that are as many, the one that may be spelling.
		if o := d.names[most]; s.n > o.n || s.n == o.n && o.often && !s.often {
			most = i
		}
	}
	if named < 2 {
		return
	}
	d.couple.further += w * float64(named-1)
	for i, s := range d.names {
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

// pair learns from two records of a person: in which types both have values, and
// agree, whether both have a name, and the same.
func (d *doubt) pair(both, agree uint8, same, named bool, w float64) {
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

// known notes what is known of a person, by which others can be compared.
func (d *doubt) known(nodes []int32, w float64) {
	g := d.g
	m := uint8(0)
	for _, n := range nodes {
		m |= g.own[n] &^ named
	}
	d.by[m] += w
	if len(nodes) > 1 {
		var seen [KeyName]int
		for _, n := range nodes {
			k := g.own[n] &^ named
			for rest := m &^ k; rest != 0; rest &= rest - 1 {
				if t := bits.TrailingZeros8(rest); seen[t] != int(k)+1 {
					d.met[t][k] += w
					seen[t] = int(k) + 1
				}
			}
		}
	} else {
		d.names = d.names[:0]
		if x := d.name[0]; x != 0 {
			d.names = append(d.names, metName{name: x, n: 1})
		}
	}
	switch {
	case len(d.names) == 0:
		d.nameless[m] += w
	case d.weight != nil: // where people were drawn it cannot be told whether nobody else has it
	default:
		for _, s := range d.names {
			if !lonely(s.name) && int(g.called[s.name-1]) > s.n { // others have it, too
				if m == 0 {
					d.onlyNamed += w
				}
				return
			}
		}
		d.unique[m] += w
	}
}
