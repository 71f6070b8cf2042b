package evidence

import (
	"math/bits"
	"slices"
)

// told is all that the records of one person tell: what any count is made of. A
// count adds it up person by person, in the order of their first records, so that
// one who was counted before and is still the same counts the same.
type told struct {
	n     int      // records
	pairs []uint16 // records held against another one, as seenPair
	by    uint8    // strong types by which others could be compared with these
	known uint8    // what their names tell, as the constants below
	met   []uint16 // type << 8 | what is known in a record without it of somebody who has it
	named int      // records with a name; once, often: names beside the one they mostly have
	once  int
	often int
	sets  []int32 // in which they are, in order
	here  []uint8 // what each of these says, as Holds
}

const (
	knownShared   uint8 = iota // others have each of their names, too, or that cannot be told
	knownNameless              // no record has a name
	knownUnique                // nobody else has a name of theirs
	knownBy                    // somebody else has one
)

// seenPair is two records that were compared: in which strong types both have
// values and agree, whether their names are the same and whether both have one.
type seenPair = uint16

func pairOf(both, agree uint8, same, named bool) seenPair {
	p := seenPair(both>>1) | seenPair(agree>>1)<<7
	if same {
		p |= 1 << 14
	}
	if named {
		p |= 1 << 15
	}
	return p
}

// teller finds out what is told.
type teller struct {
	g     *graph
	drawn bool
	told
	name  []uint64  // of each node of the person at hand
	names []metName // of the person
	first stamped   // a name -> its place in names
}

// look finds out what the nodes of a person tell.
func (d *teller) look(nodes []int32) {
	defer slices.Reverse(nodes)
	g := d.g
	d.told = told{n: len(nodes), pairs: d.pairs[:0], met: d.met[:0], sets: d.sets[:0], here: d.here[:0]}
	for _, n := range nodes {
		if set := g.set(n); len(d.sets) == 0 || d.sets[len(d.sets)-1] != set {
			d.sets = append(d.sets, set)
			d.here = append(d.here, 0)
		}
		d.here[len(d.here)-1] |= uint8(g.saysOf(n))
	}
	slices.Reverse(nodes) // each is compared with those behind it
	nodes = nodes[:min(len(nodes), mostRecords)]
	d.name = d.name[:0]
	for _, n := range nodes {
		d.name = append(d.name, g.name(n))
	}
	if len(nodes) > 1 {
		d.compareAll(nodes)
	}
	d.knownBy(nodes)
}

// compareAll compares the records of a person.
func (d *teller) compareAll(nodes []int32) {
	g := d.g
	d.meetNames(nodes)
	d.couples()
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
		d.pairs = append(d.pairs, pairOf(both, agree, x == y, x != 0 && y != 0))
	}
}

const (
	manyNames   = 8       // that are looked through one by one
	mostRecords = 1 << 17 // of one person: more tell nothing new
)

// metName is how often somebody was written with a name.
type metName struct {
	name  uint64
	n     int // records
	set   int32
	often bool
}

// meetNames says which names the records of a person have.
func (d *teller) meetNames(nodes []int32) {
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

// couples looks at the names of a person.
func (d *teller) couples() {
	most := 0
	for i, s := range d.names {
		d.named += s.n
		// Of two that are as many, the one that may be spelling.
		if o := d.names[most]; s.n > o.n || s.n == o.n && o.often && !s.often {
			most = i
		}
	}
	for i, s := range d.names {
		switch {
		case i == most:
		case s.often:
			d.often++
		default:
			d.once++
		}
	}
}

// knownBy notes what is known of a person, by which others can be compared.
func (d *teller) knownBy(nodes []int32) {
	g := d.g
	for _, n := range nodes {
		d.by |= g.own[n] &^ named
	}
	if len(nodes) > 1 {
		var seen [KeyName]int
		for _, n := range nodes {
			k := g.own[n] &^ named
			for rest := d.by &^ k; rest != 0; rest &= rest - 1 {
				if t := bits.TrailingZeros8(rest); seen[t] != int(k)+1 {
					d.met = append(d.met, uint16(t)<<8|uint16(k))
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
		d.known = knownNameless
	case d.drawn: // where people were drawn it cannot be told whether nobody else has it
	default:
		d.known = knownUnique
		for _, s := range d.names {
			if !lonely(s.name) && int(g.called[s.name-1]) > s.n { // others have it, too
				d.known = knownBy
				return
			}
		}
	}
}
