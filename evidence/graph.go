package evidence

import (
	"cmp"
	"math/bits"
	"slices"
	"sync"
)

type graph struct {
	links  []Key     // by node, type, print; Record is the number of the node
	start  []int32   // node -> first of its links; one more at the end
	set    []int32   // node -> set
	record []uint32  // node -> its record; nil: those of each set are counted through
	first  []int32   // set -> first of its nodes; one more at the end
	holds  []uint8   // node -> what it says beside its keys, as Holds; nil: nothing
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
	n, nodes, counted := 0, 0, true
	for i := range sets {
		s := sets[i].Keys
		sortKeys(s)
		n += len(s)
		first := nodes
		for j := range s {
			if j == 0 || s[j].Record != s[j-1].Record {
				counted = counted && s[j].Record == uint32(nodes-first)
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
	g.start, g.set, g.mask = make([]int32, 0, nodes+1), make([]int32, 0, nodes), make([]uint16, 0, nodes)
	if !counted {
		g.record = make([]uint32, 0, nodes)
	}
	for i, s := range sets {
		var last Key
		for j, k := range s.Keys {
			if j == 0 || k.Record != last.Record {
				g.start = append(g.start, int32(len(g.links)))
				g.set = append(g.set, int32(i))
				if !counted {
					g.record = append(g.record, k.Record)
				}
				g.mask = append(g.mask, 0)
			} else if k == last {
				continue
			}
			last = k
			node := len(g.set) - 1
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
	g.byValue(order)
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

// name is the print of a node's name; 0: it has none.
func (g *graph) name(node int32) uint64 {
	for _, l := range g.of(node) {
		if l.Type == KeyName && l.Print != 0 {
			return l.Print
		}
	}
	return 0
}

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

// placed is a link with what it is sorted by beside it.
type placed struct {
	print uint64
	at    int32
	typ   KeyType
}

// byValue sorts positions in links by print, type and position. Prints are
// chance: by their first bits they fall into heaps small enough to be sorted
// without running to and fro in links.
func (g *graph) byValue(order []int32) {
	heaps := 1 << min(16, max(0, bits.Len(uint(len(order)/256))))
	shift := 64 - bits.Len(uint(heaps-1))
	heapOf := func(i int32) int { return int(g.links[i].Print >> shift) }
	end := make([]int32, heaps+1)
	for _, i := range order {
		end[heapOf(i)+1]++
	}
	for h := range heaps {
		end[h+1] += end[h]
	}
	// Each into its heap, without room for a second copy.
	at := slices.Clone(end[:heaps])
	for h := range heaps {
		for at[h] < end[h+1] {
			i := order[at[h]]
			for {
				to := heapOf(i)
				if to == h {
					break
				}
				order[at[to]], i = i, order[at[to]]
				at[to]++
			}
			order[at[h]] = i
			at[h]++
		}
	}
	inTwo(heaps, func(from, to int) {
		var heap []placed
		for h := from; h < to; h++ {
			of := order[end[h]:end[h+1]]
			heap = heap[:0]
			for _, i := range of {
				heap = append(heap, placed{g.links[i].Print, i, g.links[i].Type})
			}
			slices.SortFunc(heap, func(a, b placed) int {
				switch {
				case a.print != b.print:
					return cmp.Compare(a.print, b.print)
				case a.typ != b.typ:
					return cmp.Compare(a.typ, b.typ)
				}
				return cmp.Compare(a.at, b.at) // by node, thus by set
			})
			for j, x := range heap {
				of[j] = x.at
			}
		}
	})
}

// inTwo shares n pieces of work out to two processors.
func inTwo(n int, do func(from, to int)) {
	var rest sync.WaitGroup
	rest.Go(func() { do(n/2, n) })
	do(0, n/2)
	rest.Wait()
}
