package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// graph is the records of several sets, its nodes, and what they have in common.
// A value is a number, and kept only when more than one record has it: four
// bytes, and as much for each node.
type graph struct {
	words   []word
	start   []uint32 // node -> first of its words; one more at the end
	block   []int32  // node / blockNodes -> set of the first of them
	record  []uint32 // node -> its record; nil: those of each set are counted through
	first   []int32  // set -> first of its nodes; one more at the end
	holds   []uint8  // node -> what it says beside its keys, as Holds; nil: nothing
	mask    []uint8  // node -> strong types it holds
	own     []uint8  // the same without values that join nobody
	hub     []uint64 // bits of values that join nobody; nil: there are none
	groups  tape     // of each value: its type and how many nodes have it, and those
	values  uint32   // how many that are strong; these are numbered through,
	names   uint32   // and so are names
	keys    int
	several []uint32 // values of which a node has more than one of a type: the node and, below it, the type
	called  []int32  // of each value that is a name: how many nodes have it
	sets    int

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

// errMany: there are more keys than may be held.
var errMany = errors.New("too many keys")

// SetError is a set that could not be read.
type SetError struct {
	Set int
	Err error
}

func (e *SetError) Error() string {
	return fmt.Sprintf("join the people of several places: read place %d: %v", e.Set+1, e.Err)
}

func (e *SetError) Unwrap() error { return e.Err }

// newGraph reads sets of at most most keys, with their soft keys if weak.
func newGraph(sets []Set, most int, weak bool, scratch Scratch) (*graph, error) {
	g := &graph{sets: len(sets), first: make([]int32, 1, len(sets)+1), scratch: scratch}
	g.hard.scratch, g.soft.scratch, g.groups.scratch = scratch, scratch, scratch
	if n := sizes(sets); n > most {
		return nil, errMany
	}
	for i := range sets {
		if err := g.read(i, &sets[i], most, weak); err != nil {
			g.close()
			return nil, err
		}
	}
	g.own = g.mask
	return g, nil
}

// close lets go of temporary files.
func (g *graph) close() {
	g.hard.close()
	g.soft.close()
	g.groups.close()
}

func sizes(sets []Set) (n int) {
	for _, s := range sets {
		n += s.size()
	}
	return n
}

// read makes nodes of the records of set i.
func (g *graph) read(i int, s *Set, most int, weak bool) error {
	if s.Keys != nil {
		sortKeys(s.Keys)
	}
	var last uint32
	some, disorder := false, false
	take := func(k Key) bool {
		if soft(k.Type) {
			if len(g.within) > 0 {
				g.node(int32(i), last)
			}
			g.takeSoft(i, k, weak)
			return true
		}
		if some && k.Record != last {
			g.node(int32(i), last)
			disorder = disorder || k.Record < last
		}
		some, last = true, k.Record
		g.within = append(g.within, k)
		return g.keys <= most && !disorder
	}
	err := s.each(take)
	if len(g.within) > 0 {
		g.node(int32(i), last)
	}
	g.first = append(g.first, int32(g.nodes()))
	switch {
	case g.keys > most:
		return errMany
	case err == nil && disorder:
		err = errors.New("its records are not in order")
	}
	if err != nil {
		return &SetError{i, err}
	}
	return nil
}

// node makes a node of the keys of a record, each once.
func (g *graph) node(set int32, record uint32) {
	keys := g.within
	g.within = keys[:0]
	node := int32(g.nodes())
	if g.record == nil && record != uint32(node-g.first[len(g.first)-1]) {
		g.record = make([]uint32, 0, max(2*int(node), 64))
		for i, first := range g.first {
			end := node
			if i+1 < len(g.first) {
				end = g.first[i+1]
			}
			for n := first; n < end; n++ {
				g.record = append(g.record, uint32(n-first))
			}
		}
	}
	if g.record != nil {
		g.record = append(g.record, record)
	}
	if len(keys) > 16 {
		slices.SortFunc(keys, less)
	}
	mask, several := uint8(0), uint8(0)
	for i, k := range keys {
		if twice(keys, i) {
			continue
		}
		g.keys++
		bit := named
		if strong(k.Type) {
			bit = 1 << k.Type
		} else if k.Type != KeyName {
			continue
		}
		several |= mask & bit
		mask |= bit
		g.hard.add(entryOf(k, node))
	}
	if several != 0 {
		for i, k := range keys {
			if bit := uint8(1) << (k.Type & 7); several&bit != 0 && k.Type <= KeyName && !twice(keys, i) {
				g.several = append(g.several, entryOf(k, node).of)
			}
		}
	}
	if node%blockNodes == 0 {
		g.block = append(g.block, set)
	}
	g.mask = append(g.mask, mask)
}

// twice says whether keys[i] stands before i, too. Many are sorted.
func twice(keys []Key, i int) bool {
	from := 0
	if len(keys) > 16 {
		from = max(0, i-1)
	}
	for _, k := range keys[from:i] {
		if k.Print == keys[i].Print && k.Type == keys[i].Type {
			return true
		}
	}
	return false
}

// takeSoft takes a soft key of set i, whose nodes are all made.
func (g *graph) takeSoft(i int, k Key, weak bool) {
	if k.Type != KeyHolds && !weak {
		return
	}
	node, ok := g.nodeOf(i, k.Record)
	switch {
	case !ok:
	case k.Type == KeyHolds:
		if n := g.nodes(); len(g.holds) < n {
			g.holds = append(g.holds, make([]uint8, n-len(g.holds))...)
		}
		g.holds[node] |= uint8(k.Print)
	default:
		g.soft.add(entryOf(k, node))
	}
}

// nodeOf is the record of a set; false when it has no key of its own.
func (g *graph) nodeOf(set int, record uint32) (int32, bool) {
	from, to := g.first[set], int32(g.nodes())
	if set+1 < len(g.first) {
		to = g.first[set+1]
	}
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

// group finds the values that more than one node has.
func (g *graph) group() error {
	g.start = make([]uint32, g.nodes()+1)
	err := g.hard.sorted(func(heap []entry) {
		for from := 0; from < len(heap); {
			e, to := heap[from], from+1
			for to < len(heap) && heap[to].print == e.print {
				to++
			}
			t := e.typ()
			if to-from > 1 || g.drawn && t != KeyName && g.shut.get(e.print) > 0 {
				g.groups.add(int32(t)<<typeShift | int32(to-from))
				for _, e := range heap[from:to] {
					g.groups.add(e.node())
					g.start[e.node()]++
				}
				if t == KeyName {
					g.names++
				} else {
					g.values++
					if g.drawn {
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
		if g.shut.get(p) > 0 {
			g.setHub(word(i), true)
		}
	}
	return nil
}

// spell writes down the words of all nodes; start is how many each has.
func (g *graph) spell() error {
	for _, of := range g.several {
		g.start[entry{of: of}.node()]++
	}
	n := uint32(0)
	for node, has := range g.start {
		n += has
		g.start[node] = n // and becomes the first when they are filled in from the end
	}
	g.words = make([]word, n)
	put := func(node int32, w word) {
		g.start[node]--
		g.words[g.start[node]] = w
	}
	if err := g.eachGroup(func(w word, nodes []int32) {
		for _, n := range nodes {
			put(n, w)
		}
	}); err != nil {
		return err
	}
	// From the last on: a node ends where the one behind it begins.
	for to := len(g.several); to > 0; {
		node := entry{of: g.several[to-1]}.node()
		from := to
		for from > 0 && (entry{of: g.several[from-1]}).node() == node {
			from--
		}
		var shared [KeyName + 1]int // of each type: values that others have, too
		for _, w := range g.of(node) {
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
	for node := range int32(g.nodes()) {
		if of := g.of(node); len(of) > 16 {
			slices.Sort(of)
		} else {
			for i := 1; i < len(of); i++ {
				for j := i; j > 0 && of[j-1] > of[j]; j-- {
					of[j-1], of[j] = of[j], of[j-1]
				}
			}
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
func (g *graph) of(node int32) []word { return g.words[g.start[node]:g.start[node+1]] }

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
