package evidence

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
)

// People is how many distinct people, as a 90 % interval with a best estimate.
type People struct {
	Low, Best, High int64
}

// Shared is how many people two sets have in common. A and B are positions in
// the arguments of Distinct, A < B.
type Shared struct {
	A, B   int
	Shared int64
}

// Count is what Distinct counts.
type Count struct {
	Union    People
	Sets     []People // in the order of the arguments
	Overlaps []Shared // pairs that share at least one person, by A, then B
	Picture  Picture  // of the union
	Pictures []Picture
}

// Picture is how much is known about people, at the best estimate: each is
// counted once, under the gravest thing that any record says.
type Picture struct {
	Contact, Identity, Financial, Card, Special int64
	Dossiers                                    int64 // of whom three or more of these five are known
	Minors, Deceased                            int64
}

// hubPeople is how many different people may share one value before it is taken
// for a place rather than a person: info@, the number of an office, the bank
// account of an association. A family is rarely larger.
const hubPeople = 5

// spelling: among the records that share a value, those that stand apart are
// taken for spellings of the largest group, not for people of their own, when
// they are fewer than one in this many. A customer with 300 orders is written
// wrongly now and then.
const spelling = 20

// Distinct counts the people behind the records of several sets of keys. Two
// records are one person when they share a strong identifier (e-mail, phone,
// IBAN, card, national number, name with birth date, name with address), with
// three exceptions:
//
//   - a value that more than five people share, told apart by their other
//     identifiers, joins nobody;
//   - a phone, an IBAN or a card joins two records only when their names do not
//     differ, because families share them;
//   - a name alone joins only records that hold nothing better, and only within
//     one set, because two stores can know two people of one name.
//
// KeyRow stands for a record without any identifier and never joins. The
// interval is the same count by a more careful rule (High: an e-mail too needs
// names that do not differ, and a bare name joins nobody) and by a bolder one
// (Low: shared phones always join, and so do records of one name and set that
// have no type of identifier in common).
//
// Soft keys then join, at best, two people who have one in common with nobody
// else, unless another identifier tells them apart.
//
// Distinct takes the sets over: it sorts them, and lets go of them in its
// arguments before the largest part of its work.
func Distinct(sets ...[]Key) Count {
	all := make([]Set, len(sets))
	for i := range sets {
		all[i].Keys, sets[i] = sets[i], nil
	}
	c, _ := Join(all) // without soft keys nothing is read
	return c
}

// Join is Distinct with soft keys. It fails when those cannot be read.
func Join(sets []Set) (Count, error) {
	g, high, best, err := joined(sets)
	if err != nil {
		return Count{}, err
	}
	c := Count{Sets: make([]People, len(sets))}
	g.tally(high, &c, func(p *People, n int64) { p.High = n })
	c.Overlaps = g.overlaps(best)
	g.tally(best, &c, func(p *People, n int64) { p.Best = n })
	g.pictures(best, &c)
	low := g.joinBold(best)
	g.tally(low, &c, func(p *People, n int64) { p.Low = n })
	return c, nil
}

// Assign says whom Join takes each record for, at its best estimate: for each
// set, the record and the number of a person. It takes the sets over as Join does.
func Assign(sets []Set) ([]map[uint32]int32, error) {
	g, _, best, err := joined(sets)
	if err != nil {
		return nil, err
	}
	out := make([]map[uint32]int32, len(sets))
	for i := range out {
		out[i] = map[uint32]int32{}
	}
	for node, set := range g.set {
		out[set][g.record[node]] = best.root(int32(node))
	}
	return out, nil
}

func joined(sets []Set) (g *graph, high, best forest, err error) {
	g = newGraph(sets)
	g.findHubs()
	high = g.joinCareful()
	best = g.joinBest(high)
	if err = g.joinSoft(best, sets); err != nil {
		return nil, nil, nil, fmt.Errorf("join the people of several places: %w", err)
	}
	return g, high, best, nil
}

type graph struct {
	links  []Key    // by node, type, print; Record is the number of the node
	start  []int32  // node -> first of its links; one more at the end
	set    []int32  // node -> set
	record []uint32 // node -> its record
	first  []int32  // set -> first of its nodes; one more at the end
	holds  []Holds  // node -> what it says beside its keys; nil: nothing
	name   []uint64
	mask   []uint16  // node -> strong types it holds
	groups [][]int32 // positions in links of one strong (type, print), at least two nodes
	names  [][]int32 // positions in links of one name within one set, at least two nodes
	sets   int
}

func strong(t KeyType) bool { return t >= KeyEmail && t <= KeyNameAddr }

// family says whether people who live together share values of the type.
func family(t KeyType) bool { return t == KeyPhone || t == KeyIBAN || t == KeyCard }

func newGraph(sets []Set) *graph {
	g := &graph{sets: len(sets), first: make([]int32, 1, len(sets)+1)}
	n, nodes := 0, 0
	for i := range sets {
		s := sets[i].Keys
		sortKeys(s)
		n += len(s)
		for j := range s {
			if j == 0 || s[j].Record != s[j-1].Record {
				nodes++
			}
		}
	}
	// Nodes are the distinct records of all sets. Their keys stay where they are
	// when they lie together: nothing in memory is larger.
	switch {
	case len(sets) == 1:
		g.links = sets[0].Keys[:0]
	case len(sets) > 0 && sets[0].all != nil && len(sets[0].all) == n:
		g.links = sets[0].all[:0]
	default:
		g.links = make([]Key, 0, n)
	}
	g.start, g.set, g.record = make([]int32, 0, nodes+1), make([]int32, 0, nodes), make([]uint32, 0, nodes)
	g.name, g.mask = make([]uint64, 0, nodes), make([]uint16, 0, nodes)
	for i, s := range sets {
		var last Key
		for j, k := range s.Keys {
			if j == 0 || k.Record != last.Record {
				g.start = append(g.start, int32(len(g.links)))
				g.set = append(g.set, int32(i))
				g.record = append(g.record, k.Record)
				g.name = append(g.name, 0)
				g.mask = append(g.mask, 0)
			} else if k == last {
				continue
			}
			last = k
			node := len(g.set) - 1
			if k.Type == KeyName && g.name[node] == 0 {
				g.name[node] = k.Print
			}
			if strong(k.Type) {
				g.mask[node] |= 1 << k.Type
			}
			k.Record = uint32(node)
			g.links = append(g.links, k)
		}
		g.first = append(g.first, int32(len(g.set)))
		sets[i].Keys, sets[i].all = nil, nil
	}
	g.start = append(g.start, int32(len(g.links)))
	g.group()
	return g
}

// group finds the values that more than one node holds.
func (g *graph) group() {
	// Most values stand once: only those that may stand twice are sorted. A slot
	// of the table is two bits, for seen and seen again.
	slots := 1 << max(10, bits.Len(uint(min(len(g.links)*4, 1<<27))))
	table := make([]uint64, slots/32)
	at := func(l Key) (int, uint) {
		i := int((l.Print ^ uint64(l.Type)*0x9e3779b97f4a7c15) & uint64(slots-1))
		return i / 32, uint(i % 32 * 2)
	}
	order := make([]int32, 0, len(g.links)/8)
	each := func(do func(i int32, l Key)) {
		for i, l := range g.links {
			if strong(l.Type) || l.Type == KeyName {
				do(int32(i), l)
			}
		}
	}
	each(func(_ int32, l Key) {
		w, b := at(l)
		table[w] |= table[w] >> b & 1 << (b + 1)
		table[w] |= 1 << b
	})
	each(func(i int32, l Key) {
		if w, b := at(l); table[w]>>b&2 != 0 {
			order = append(order, i)
		}
	})
	inHalves(order, func(i int32) bool { return g.links[i].Print>>63 == 0 }, func(a, b int32) int {
		x, y := g.links[a], g.links[b]
		if c := cmp.Compare(x.Print, y.Print); c != 0 {
			return c
		}
		if c := cmp.Compare(x.Type, y.Type); c != 0 {
			return c
		}
		return cmp.Compare(a, b) // by node, thus by set
	})
	for from := 0; from < len(order); {
		first := g.links[order[from]]
		to := from + 1
		for to < len(order) {
			l := g.links[order[to]]
			if l.Type != first.Type || l.Print != first.Print {
				break
			}
			if l.Type == KeyName && g.set[int32(l.Record)] != g.set[int32(first.Record)] {
				break
			}
			to++
		}
		if to-from > 1 {
			if first.Type == KeyName {
				g.names = append(g.names, order[from:to])
			} else {
				g.groups = append(g.groups, order[from:to])
			}
		}
		from = to
	}
}

func (g *graph) of(node int32) []Key { return g.links[g.start[node]:g.start[node+1]] }

// findHubs marks the values that more than five people share. A value is
// suspected when its records hold more than five different values of another
// type; it is a hub when those records remain more than five people after
// being joined by everything that is not itself suspected.
func (g *graph) findHubs() {
	var suspects [][]int32
	for _, grp := range g.groups {
		if len(grp) > hubPeople && g.varied(grp) {
			suspects = append(suspects, grp)
			for _, i := range grp {
				g.links[i].hub = true
			}
		}
	}
	var cleared [][]int32
	for _, grp := range suspects {
		if g.peopleAmong(grp) <= hubPeople {
			cleared = append(cleared, grp)
		}
	}
	for _, grp := range cleared {
		for _, i := range grp {
			g.links[i].hub = false
		}
	}
	g.groups = slices.DeleteFunc(g.groups, func(grp []int32) bool { return g.links[grp[0]].hub })
}

func (g *graph) varied(grp []int32) bool {
	own := g.links[grp[0]].Type
	var seen [KeyName + 1]map[uint64]bool
	for _, i := range grp {
		for _, l := range g.of(int32(g.links[i].Record)) {
			if l.Type == own || l.Type > KeyName {
				continue
			}
			if seen[l.Type] == nil {
				seen[l.Type] = map[uint64]bool{}
			}
			seen[l.Type][l.Print] = true
			if len(seen[l.Type]) > hubPeople {
				return true
			}
		}
	}
	return false
}

// peopleAmong counts the people among the records of grp by their other keys.
// Records without any are the same unknown person and count as none.
func (g *graph) peopleAmong(grp []int32) int {
	type value struct {
		typ   KeyType
		print uint64
		set   int32
	}
	own := g.links[grp[0]].Type
	parent := newForest(len(grp))
	first := map[value]int32{}
	told := make([]bool, len(grp))
	for at, i := range grp {
		node := int32(g.links[i].Record)
		for _, l := range g.of(node) {
			if l.Type == own || l.Type > KeyName {
				continue
			}
			told[at] = true
			if l.hub {
				continue
			}
			v := value{typ: l.Type, print: l.Print, set: -1}
			if l.Type == KeyName {
				v.set = g.set[node]
			}
			if f, ok := first[v]; ok {
				parent.join(f, int32(at))
			} else {
				first[v] = int32(at)
			}
		}
	}
	sizes := map[int32]int{}
	largest := 0
	for at := range grp {
		if told[at] {
			r := parent.root(int32(at))
			sizes[r]++
			largest = max(largest, sizes[r])
		}
	}
	n := 0
	for _, s := range sizes {
		if s*spelling >= largest {
			n++
		}
	}
	return n
}

// joinCareful joins by strong values whose records do not differ in name.
func (g *graph) joinCareful() forest {
	f := newForest(len(g.set))
	for _, grp := range g.groups {
		switch g.links[grp[0]].Type {
		case KeyNationID, KeyNameBirth, KeyNameAddr:
			g.joinAll(f, grp)
		default:
			g.joinNamed(f, grp)
		}
	}
	return f
}

func (g *graph) joinBest(f forest) forest {
	f = slices.Clone(f)
	for _, grp := range g.groups {
		if !family(g.links[grp[0]].Type) {
			g.joinAll(f, grp)
		}
	}
	for _, grp := range g.names {
		bare := int32(-1)
		for _, i := range grp {
			if node := int32(g.links[i].Record); g.mask[node] == 0 {
				if bare >= 0 {
					f.join(bare, node)
				}
				bare = node
			}
		}
		if bare < 0 {
			continue
		}
		// A bare name beside exactly one person of that name is that person;
		// beside several it could be any of them: it is not counted as one more.
		for _, i := range grp {
			if node := int32(g.links[i].Record); g.mask[node] != 0 {
				f.join(node, bare)
				break
			}
		}
	}
	return f
}

func (g *graph) joinBold(f forest) forest {
	f = slices.Clone(f)
	for _, grp := range g.groups {
		g.joinAll(f, grp)
	}
	for _, grp := range g.names {
		// One node for each set of types is enough to compare with.
		var kept []int32
		for _, i := range grp {
			node := int32(g.links[i].Record)
			known := false
			for _, k := range kept {
				if g.mask[k]&g.mask[node] == 0 {
					f.join(k, node)
				}
				known = known || g.mask[k] == g.mask[node]
			}
			if !known {
				kept = append(kept, node)
			}
		}
	}
	return f
}

func (g *graph) joinAll(f forest, grp []int32) {
	for _, i := range grp[1:] {
		f.join(int32(g.links[grp[0]].Record), int32(g.links[i].Record))
	}
}

// joinNamed joins the records of grp that have the same name, and all of them
// when there is at most one name: a record without a name contradicts nobody.
func (g *graph) joinNamed(f forest, grp []int32) {
	first := map[uint64]int32{}
	for _, i := range grp {
		node := int32(g.links[i].Record)
		if k, ok := first[g.name[node]]; ok {
			f.join(k, node)
		} else {
			first[g.name[node]] = node
		}
	}
	if bare, ok := first[0]; ok && len(first) == 2 {
		for name, node := range first {
			if name != 0 {
				f.join(node, bare)
			}
		}
	}
}

func (g *graph) tally(f forest, c *Count, put func(*People, int64)) {
	inSet := make([]int64, g.sets)
	last := make([]int32, len(g.set))
	for i := range last {
		last[i] = -1
	}
	var all int64
	// Nodes come by set, so a root that was last seen in another set is new in this one.
	for node := range g.set {
		r := f.root(int32(node))
		if last[r] < 0 {
			all++
		}
		if last[r] != g.set[node] {
			last[r] = g.set[node]
			inSet[g.set[node]]++
		}
	}
	put(&c.Union, all)
	for i, n := range inSet {
		put(&c.Sets[i], n)
	}
}

func (g *graph) overlaps(f forest) []Shared {
	where := map[int32][]int32{} // root -> its sets, ascending, when more than one
	last := make([]int32, len(g.set))
	for i := range last {
		last[i] = -1
	}
	for node, set := range g.set {
		r := f.root(int32(node))
		if last[r] >= 0 && last[r] != set {
			if where[r] == nil {
				where[r] = []int32{last[r]}
			}
			where[r] = append(where[r], set)
		}
		last[r] = set
	}
	pairs := map[[2]int32]int64{}
	for _, sets := range where {
		for i, a := range sets {
			for _, b := range sets[i+1:] {
				pairs[[2]int32{a, b}]++
			}
		}
	}
	out := make([]Shared, 0, len(pairs))
	for p, n := range pairs {
		out = append(out, Shared{A: int(p[0]), B: int(p[1]), Shared: n})
	}
	slices.SortFunc(out, func(x, y Shared) int {
		if c := cmp.Compare(x.A, y.A); c != 0 {
			return c
		}
		return cmp.Compare(x.B, y.B)
	})
	return out
}

// forest is union-find with path halving; the smaller number is the root, so
// the outcome does not depend on the order of joins.
type forest []int32

func newForest(n int) forest {
	f := make(forest, n)
	for i := range f {
		f[i] = int32(i)
	}
	return f
}

func (f forest) root(i int32) int32 {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}

func (f forest) join(a, b int32) {
	a, b = f.root(a), f.root(b)
	if a < b {
		f[b] = a
	} else {
		f[a] = b
	}
}
