package evidence

import (
	"cmp"
	"math"
	"slices"
)

// graph is the records of several sets, its nodes, and what they have in common.
// A value is a number, and kept only when more than one record has it: four
// bytes, and as much for each node.
type graph struct {
	words  []word
	start  []uint32         // node -> first of its words
	many   []uint8          // node -> how many these are,
	very   map[int32]uint32 // and of those that have very many
	block  []int32          // node / blockNodes -> set of the first of them
	record []uint32         // node -> its record; nil: those of each set are counted through
	first  []int32          // set -> first of its nodes; one more at the end
	holds  []uint8          // node -> what it says beside its keys, as Holds; nil: nothing
	mask   []uint8          // node -> strong types it holds
	own    []uint8          // the same without values that join nobody
	hub    []uint64         // bits of values that join nobody; nil: there are none
	groups tape             // of each value: its type and how many nodes have it, and those
	values uint32           // how many that are strong; these are numbered through,
	names  uint32           // and so are names
	keys   int
	keysIn []int           // set -> keys,
	gaps   []bool          // and whether its records are not counted through
	halves []halves        // of its blob
	person map[int32]int32 // of nodes of people whom soft keys joined: the first node of who they were before; nil: not noted
	notes  *notes          // what is noted for the next time; nil: nothing
	was    *again          // who was joined before; nil: all are joined anew

	namePrints []uint64 // then: of names
	several    []uint32 // values of which a node has more than one of a type: the node and, below it, the type
	called     []int32  // of each value that is a name: how many nodes have it
	sets       int

	scratch Scratch
	hard    heaps // what is to be grouped
	soft    heaps // soft keys
	within  []Key // of the record that is being read

	shut   *counts // where people were drawn: prints of values that join nobody
	drawn  bool
	prints []uint64 // where people were drawn: of values
}

// word is a value that a node has: its type and its number. A node that has a
// type in its mask but no such word has one value which no other node has; where
// it has several of a type, those have a word that says lone and no number.
type word uint32

const (
	lone      word = 1 << 31
	blank          = lone | word(KeyRow)<<typeShift // nothing
	typeShift      = 27
	number    word = 1<<typeShift - 1

	blockNodes = 64
)

// nodes is how many there are.
func (g *graph) nodes() int { return len(g.mask) }

func (g *graph) set(node int32) int32 {
	s := g.block[node/blockNodes]
	for g.first[s+1] <= node {
		s++
	}
	return s
}

func (w word) typ() KeyType { return KeyType(w >> typeShift & 15) }

// isHub says whether a value joins nobody.
func (g *graph) isHub(w word) bool {
	return g.hub != nil && w&lone == 0 && w.typ() != KeyName && g.hub[w&number/64]>>(w&number%64)&1 != 0
}

// setHub is for strong values.
func (g *graph) setHub(w word, is bool) {
	value := w & number
	if g.hub == nil {
		g.hub = make([]uint64, g.values/64+1)
	}
	if is {
		g.hub[value/64] |= 1 << (value % 64)
	} else {
		g.hub[value/64] &^= 1 << (value % 64)
	}
}

func strong(t KeyType) bool { return t >= KeyEmail && t <= KeyNameAddr }

// family says whether people who live together share values of the type.
func family(t KeyType) bool { return t == KeyPhone || t == KeyIBAN || t == KeyCard }

// named marks in mask that a node has a name; no strong type has that bit.
const named uint8 = 1

// close lets go of temporary files.
func (g *graph) close() {
	g.hard.close()
	g.soft.close()
	g.groups.close()
	g.notes.close()
}

// spent lets go of all that is known of nodes, once all people are counted: what
// places share may need as much room.
func (g *graph) spent() {
	g.words, g.start, g.many, g.very, g.block, g.record, g.holds, g.mask, g.own = nil, nil, nil, nil, nil, nil, nil, nil, nil
	g.person, g.called = nil, nil
}

// group finds the values that more than one node has.
func (g *graph) group() error {
	g.start = make([]uint32, g.nodes())
	err := g.hard.sorted(func(heap []entry) {
		for from := 0; from < len(heap); {
			e, to := heap[from], from+1
			for to < len(heap) && heap[to].print == e.print {
				to++
			}
			t := e.typ()
			if to-from > 1 || g.drawn && t != KeyName && g.shut.get(e.print) > 0 || g.was != nil && g.was.spells(e) {
				g.notes.value(e.print)
				g.groups.add(int32(t)<<typeShift | int32(to-from))
				for _, e := range heap[from:to] {
					g.groups.add(e.node())
					g.start[e.node()]++
				}
				if t == KeyName {
					g.names++
					if g.was != nil {
						g.namePrints = append(g.namePrints, e.print)
					}
				} else {
					g.values++
					if g.drawn || g.was != nil {
						g.prints = append(g.prints, e.print)
					}
				}
			}
			from = to
		}
	})
	if err != nil {
		return err
	}
	if err := g.spell(); err != nil {
		return err
	}
	for i, p := range g.prints {
		if g.drawn && g.shut.get(p) > 0 {
			g.setHub(word(i), true)
		}
	}
	return nil
}

// spell writes down the words of all nodes; start is how many each has. Those that
// have a value in common lie together, because they are looked at together.
func (g *graph) spell() error {
	for _, of := range g.several {
		g.start[entry{of: of}.node()]++
	}
	g.many = make([]uint8, g.nodes())
	n := uint32(0)
	for node, has := range g.start {
		n += has
		if g.many[node] = uint8(min(has, veryMany)); has >= veryMany {
			if g.very == nil {
				g.very = map[int32]uint32{}
			}
			g.very[int32(node)] = has
		}
		g.start[node] = unplaced
	}
	g.words = make([]word, n)
	next := uint32(0)
	place := func(node int32) {
		if g.start[node] == unplaced {
			g.start[node] = next
			next += uint32(g.count(node))
		}
	}
	if err := g.eachGroup(func(w word, nodes []int32) {
		if w.typ() != KeyName {
			for _, n := range nodes {
				place(n)
			}
		}
	}); err != nil {
		return err
	}
	for node := range int32(g.nodes()) {
		place(node)
	}
	had := make([]uint8, g.nodes()) // words
	more := map[int32]int{}
	put := func(node int32, w word) {
		i := int(had[node])
		if i == veryMany {
			i += more[node]
			more[node]++
		} else {
			had[node]++
		}
		of := g.words[g.start[node]:]
		if g.many[node] <= 16 { // in order
			for ; i > 0 && of[i-1] > w; i-- {
				of[i] = of[i-1]
			}
		}
		of[i] = w
	}
	if err := g.eachGroup(func(w word, nodes []int32) {
		for _, n := range nodes {
			put(n, w)
		}
	}); err != nil {
		return err
	}
	for to := len(g.several); to > 0; {
		node := entry{of: g.several[to-1]}.node()
		from := to
		for from > 0 && (entry{of: g.several[from-1]}).node() == node {
			from--
		}
		var shared [KeyName + 1]int // of each type: values that others have, too
		n := int(had[node])
		if n == veryMany {
			n += more[node]
		}
		for _, w := range g.words[g.start[node]:][:n] {
			shared[w.typ()]++
		}
		for _, of := range g.several[from:to] {
			if t := (entry{of: of}).typ(); shared[t] > 0 {
				shared[t]--
				put(node, blank)
			} else {
				put(node, lone|word(t)<<typeShift)
			}
		}
		to = from
	}
	g.several = nil
	for node, n := range g.many {
		if n > 16 {
			slices.Sort(g.of(int32(node)))
		}
	}
	return nil
}

// eachGroup calls each with every value that several nodes have, and the nodes, in order.
func (g *graph) eachGroup(each func(w word, nodes []int32)) error {
	values, names := word(0), word(0)
	return g.groups.lists(typeShift, func(head int32, nodes []int32) {
		w := word(head) &^ number
		if w.typ() == KeyName {
			w |= names
			names++
		} else {
			w |= values
			values++
		}
		each(w, nodes)
	})
}

// of is what a node says: first what others say too, each by type and number.
func (g *graph) of(node int32) []word { return g.words[g.start[node]:][:g.count(node)] }

// count is how many words a node has.
func (g *graph) count(node int32) int {
	if n := g.many[node]; n < veryMany {
		return int(n)
	}
	return int(g.very[node])
}

const (
	veryMany = math.MaxUint8
	unplaced = math.MaxUint32
)

// name is the name of a node, as a number that no other name has; 0: it has none.
func (g *graph) name(node int32) uint64 {
	if g.mask[node]&named == 0 {
		return 0
	}
	for _, w := range g.of(node) {
		if w&lone == 0 && w.typ() == KeyName {
			return uint64(w&number) + 1
		}
	}
	return 1<<63 | uint64(node)
}

// lonely says whether no other node has a name.
func lonely(name uint64) bool { return name>>63 != 0 }

// oneSet says whether all nodes are in one set.
func (g *graph) oneSet() bool { n := g.nodes(); return n == 0 || g.set(0) == g.set(int32(n-1)) }

// compare says in which strong types two nodes have values that are not
// everybody's, and in which they agree.
func (g *graph) compare(a, b int32) (both, agree uint8) {
	both = g.own[a] & g.own[b] &^ named
	if both == 0 {
		return 0, 0
	}
	x, y := g.of(a), g.of(b)
	for len(x) > 0 && len(y) > 0 && x[0]&lone == 0 && y[0]&lone == 0 {
		switch cmp.Compare(x[0], y[0]) {
		case -1:
			x = x[1:]
		case 1:
			y = y[1:]
		default:
			if strong(x[0].typ()) && !g.isHub(x[0]) {
				agree |= 1 << x[0].typ()
			}
			x, y = x[1:], y[1:]
		}
	}
	return both, agree
}
