package evidence

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"
)

// node is the record of a set; false when it has no key of its own.
func (g *graph) node(set int, record uint32) (int32, bool) {
	from, to := g.first[set], g.first[set+1]
	at, within := from+int32(record), record < uint32(to-from)
	if g.record == nil {
		return at, within
	}
	if within && g.record[at] == record {
		return at, true // records are mostly counted through
	}
	i, ok := slices.BinarySearch(g.record[from:to], record)
	return from + int32(i), ok
}

// maxSlots and maxMarks bound the memory in which soft keys look for each other.
const (
	maxSlots = 1 << 23 // of 4 bytes
	maxMarks = 1 << 27 // bits, twice
	fewMet   = 1 << 18 // of 16 bytes; so few need not be counted first
)

// readSoft calls each with the soft keys of sets and whose they are.
func (g *graph) readSoft(sets []Set, each func(k Key, node int32)) error {
	for i, s := range sets {
		if s.Soft == nil {
			continue
		}
		if err := s.Soft(func(k Key) {
			if node, ok := g.node(i, k.Record); ok {
				each(k, node)
			}
		}); err != nil {
			return err
		}
	}
	return nil
}

func (g *graph) hold(k Key, node int32) {
	if k.Type != KeyHolds {
		return
	}
	if g.holds == nil {
		g.holds = make([]uint8, len(g.set))
	}
	g.holds[node] |= uint8(k.Print)
}

// joinSoft joins in f what soft keys join. Nearly all of them stand alone or
// meet only within one person, so they are read several times: to mark what may
// stand twice, then, of that, where two people meet, and then to keep those.
// Each looks at other bits of a print, which is chance.
func (g *graph) joinSoft(f forest, sets []Set) error {
	read := func(each func(k Key, node int32)) error { return g.readSoft(sets, each) }
	own := func(k Key) uint64 { return k.Print ^ uint64(k.Type)*0x9e3779b97f4a7c15 }

	marks := 1 << max(10, bits.Len(uint(min(len(g.set)*32, maxMarks-1))))
	once, twice := make([]uint64, marks/64), make([]uint64, marks/64)
	again := 0
	err := read(func(k Key, node int32) {
		if k.Type == KeyHolds {
			g.hold(k, node)
			return
		}
		i := own(k) & uint64(marks-1)
		if bit := uint64(1) << (i % 64); once[i/64]&bit == 0 {
			once[i/64] |= bit
		} else {
			twice[i/64] |= bit
			again++
		}
	})
	if err != nil || again == 0 {
		return err
	}
	once = nil
	stands := func(k Key) bool { // with another
		i := own(k) & uint64(marks-1)
		return k.Type != KeyHolds && twice[i/64]>>(i%64)&1 != 0
	}

	slots := 1 << max(10, bits.Len(uint(min(again*2, maxSlots-1))))
	first, meet := make([]int32, slots), make([]uint64, slots/64)
	slot := func(k Key) uint64 { return own(k) >> 32 & uint64(slots-1) }
	n := 0 // about how many meet
	if err = read(func(k Key, node int32) {
		if !stands(k) {
			return
		}
		i, root := slot(k), f.root(node)+1
		if first[i] == 0 {
			first[i] = root
		} else if first[i] != root {
			meet[i/64] |= 1 << (i % 64)
			n += 2
		}
	}); err != nil {
		return err
	}
	first = nil
	meets := func(k Key) bool {
		if !stands(k) {
			return false
		}
		i := slot(k)
		return meet[i/64]>>(i%64)&1 != 0
	}

	if n > fewMet { // a list that grows would hold itself twice
		n = 0
		if err = read(func(k Key, _ int32) {
			if meets(k) {
				n++
			}
		}); err != nil {
			return err
		}
	}
	found := make([]meeting, 0, n)
	if err = read(func(k Key, node int32) {
		if meets(k) {
			found = append(found, meeting{k.Print, f.root(node), k.Type, placeOf(g.set[node])})
		}
	}); err != nil {
		return err
	}
	twice, meet = nil, nil
	inHalves(found, func(m meeting) bool { return m.print>>63 == 0 }, meeting.compare)
	found = slices.CompactFunc(found, func(a, b meeting) bool { return a.same(b) && a.person == b.person })
	var pairs []Key
	for from := 0; from < len(found); {
		to := from + 1
		for to < len(found) && found[to].same(found[from]) {
			to++
		}
		// What three share tells nobody apart, unless each is from another place:
		// one person in three places.
		grp := found[from:to]
		if len(grp) == 2 || len(grp) > 2 && len(grp) <= maxPlaces && elsewhere(grp, func(m meeting) [3]byte { return m.place }) {
			for _, m := range grp[1:] {
				pairs = append(pairs, grp[0].key(), m.key())
			}
		}
		from = to
	}
	found = nil
	g.joinPairs(f, pairs)
	return nil
}

// maxPlaces is in how many places one person may be without anything strong in common.
const maxPlaces = 6

// elsewhere says whether no two of all are in one place.
func elsewhere[T any, P comparable](all []T, place func(T) P) bool {
	for i, a := range all {
		for _, b := range all[:i] {
			if place(a) == place(b) {
				return false
			}
		}
	}
	return true
}

// against are the identifiers that tell two people apart who have a soft key
// of the type in common.
func against(t KeyType) []KeyType {
	switch t {
	case KeyNameMail:
		return []KeyType{KeyPhone, KeyNationID, KeyNameBirth}
	case KeyPhoneName:
		return []KeyType{KeyEmail, KeyNationID}
	}
	return []KeyType{KeyEmail, KeyPhone, KeyNationID, KeyNameBirth}
}

// joinPairs joins the people in pairs (two keys of one print each; Record is the person), but for
// those that another identifier tells apart.
func (g *graph) joinPairs(f forest, pairs []Key) {
	asked := make([]uint64, (len(g.set)+63)/64)
	for _, p := range pairs {
		asked[p.Record/64] |= 1 << (p.Record % 64)
	}
	// What is said of each of them, one after the other.
	var said []Key
	for node := range g.set {
		root := f.root(int32(node))
		if asked[root/64]&(1<<(root%64)) == 0 {
			continue
		}
		for _, l := range g.of(int32(node)) {
			said = append(said, Key{Print: l.Print, Record: uint32(root), Type: l.Type})
		}
	}
	middle := uint32(len(g.set) / 2)
	inHalves(said, func(k Key) bool { return k.Record < middle }, func(a, b Key) int {
		switch {
		case a.Record != b.Record:
			return cmp.Compare(a.Record, b.Record)
		case a.Type != b.Type:
			return cmp.Compare(a.Type, b.Type)
		}
		return cmp.Compare(a.Print, b.Print)
	})
	of := func(root uint32, t KeyType) []Key {
		from, _ := slices.BinarySearchFunc(said, Key{Record: root, Type: t}, func(a, b Key) int {
			if a.Record != b.Record {
				return cmp.Compare(a.Record, b.Record)
			}
			return cmp.Compare(a.Type, b.Type)
		})
		to := from
		for to < len(said) && said[to].Record == root && said[to].Type == t {
			to++
		}
		return said[from:to]
	}
	// Both say something of that type, and nothing that they agree on.
	apart := func(a, b []Key) bool {
		if len(a) == 0 || len(b) == 0 {
			return false
		}
		for len(a) > 0 && len(b) > 0 {
			switch {
			case a[0].Print == b[0].Print:
				return false
			case a[0].Print < b[0].Print:
				a = a[1:]
			default:
				b = b[1:]
			}
		}
		return true
	}
	for i := 0; i < len(pairs); i += 2 {
		a, b := pairs[i].Record, pairs[i+1].Record
		if !slices.ContainsFunc(against(pairs[i].Type), func(t KeyType) bool { return apart(of(a, t), of(b, t)) }) {
			f.join(int32(a), int32(b))
		}
	}
}

// meeting is a soft key that several people seem to have, in 16 bytes: there
// can be millions of them at once.
type meeting struct {
	print  uint64
	person int32
	typ    KeyType
	place  [3]byte // the set that it is from
}

func placeOf(set int32) [3]byte { return [3]byte{byte(set >> 16), byte(set >> 8), byte(set)} }

func (m meeting) key() Key { return Key{Print: m.print, Record: uint32(m.person), Type: m.typ} }

func (m meeting) same(o meeting) bool { return m.print == o.print && m.typ == o.typ }

func (m meeting) compare(o meeting) int {
	switch {
	case m.print != o.print:
		return cmp.Compare(m.print, o.print)
	case m.typ != o.typ:
		return cmp.Compare(m.typ, o.typ)
	case m.person != o.person:
		return cmp.Compare(m.person, o.person)
	}
	return slices.Compare(m.place[:], o.place[:])
}

// inHalves sorts all with two processors: first what is low, which comes before
// the rest in the order too. It needs no further memory.
func inHalves[T any](all []T, low func(T) bool, order func(a, b T) int) {
	i, j := 0, len(all)
	for i < j {
		if low(all[i]) {
			i++
			continue
		}
		j--
		all[i], all[j] = all[j], all[i]
	}
	var rest sync.WaitGroup
	rest.Go(func() { slices.SortFunc(all[i:], order) })
	slices.SortFunc(all[:i], order)
	rest.Wait()
}

// says is what a node's keys and its record say about somebody.
func (g *graph) saysOf(node int32) Holds {
	var h Holds
	if g.holds != nil {
		h = Holds(g.holds[node])
	}
	m := g.mask[node]
	if m&(1<<KeyNationID|1<<KeyNameBirth) != 0 {
		h |= HoldsIdentity
	}
	if m&(1<<KeyIBAN) != 0 {
		h |= HoldsFinancial
	}
	if m&(1<<KeyCard) != 0 {
		h |= HoldsCard
	}
	return h
}

// pictures says how much is known about the people of each set and of all.
func (g *graph) pictures(f forest, weight []float64, c *Count) {
	w := func(root int32) float64 {
		if weight == nil {
			return 1
		}
		return weight[root]
	}
	c.Pictures = make([]Picture, g.sets)
	all, own := make([]uint8, len(g.set)), make([]uint8, len(g.set)) // Holds has few bits
	for i := range c.Pictures {
		var roots []int32
		var p known
		for node := g.first[i]; node < g.first[i+1]; node++ {
			r := f.root(node)
			if own[r] == 0 {
				roots = append(roots, r)
			}
			own[r] |= uint8(g.saysOf(node)) | somebody
		}
		for _, r := range roots {
			p.add(Holds(own[r]), w(r))
			all[r] |= own[r]
			own[r] = 0
		}
		c.Pictures[i] = p.picture()
	}
	var p known
	for r, h := range all {
		if h != 0 {
			p.add(Holds(h), w(int32(r)))
		}
	}
	c.Picture = p.picture()
}

// somebody marks people of whom nothing but how to reach them is known.
const somebody uint8 = 1 << 7

// known adds up a Picture.
type known struct {
	contact, identity, financial, card, special float64
	dossiers, minors, deceased                  float64
}

func (p *known) add(h Holds, w float64) {
	switch {
	case h&HoldsSpecial != 0:
		p.special += w
	case h&HoldsCard != 0:
		p.card += w
	case h&HoldsFinancial != 0:
		p.financial += w
	case h&HoldsIdentity != 0:
		p.identity += w
	default:
		p.contact += w
	}
	if bits.OnesCount64(uint64(h&(HoldsIdentity|HoldsFinancial|HoldsCard|HoldsSpecial)))+1 >= dossier {
		p.dossiers += w
	}
	if h&HoldsMinor != 0 {
		p.minors += w
	}
	if h&HoldsDeceased != 0 {
		p.deceased += w
	}
}

func (p *known) picture() Picture {
	return Picture{whole(p.contact), whole(p.identity), whole(p.financial), whole(p.card), whole(p.special), whole(p.dossiers), whole(p.minors), whole(p.deceased)}
}

// dossier is how many of the five things must be known for a full picture:
// enough to open an account in somebody's name.
const dossier = 3
