package evidence

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// graph is the records of several sets, its nodes, and what they have in common.
// Of a value only its number is kept, and only when more than one record has it:
// four bytes for each key.
type graph struct {
	words  []word
	start  []uint32 // node -> first of its words; one more at the end
	set    []int32  // node -> set
	record []uint32 // node -> its record; nil: those of each set are counted through
	first  []int32  // set -> first of its nodes; one more at the end
	holds  []uint8  // node -> what it says beside its keys, as Holds; nil: nothing
	mask   []uint8  // node -> strong types it holds
	own    []uint8  // the same without values that join nobody
	hub    []uint64 // bits of values that join nobody; nil: there are none
	groups tape     // of each value: its type and how many nodes have it, and those
	values uint32   // how many
	called []int32  // of each value that is a name: how many nodes have it
	sets   int

	scratch Scratch
	hard    heaps // what is to be grouped
	soft    heaps // soft keys; at is the type
	within  []Key // of the record that is being read

	shut   map[uint64]bool // where people were drawn: prints of values that join nobody
	drawn  bool
	prints []uint64 // where people were drawn: of values
}

// word is a key of a node: lone when no other node has the value, its type, and
// the number of the value.
type word uint32

const (
	lone      word = 1 << 31
	typeShift      = 27
	number    word = 1<<typeShift - 1
)

func (w word) typ() KeyType { return KeyType(w >> typeShift & 15) }

// hubWord says whether the value joins nobody.
func (g *graph) hubWord(w word) bool {
	return g.hub != nil && w&lone == 0 && g.hub[w&number/64]>>(w&number%64)&1 != 0
}

func (g *graph) isHub(value uint32) bool {
	return g.hub != nil && g.hub[value/64]>>(value%64)&1 != 0
}

func (g *graph) setHub(value uint32, is bool) {
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
	} else if n > 0 {
		g.words = make([]word, 0, n)
	}
	for i := range sets {
		if err := g.read(i, &sets[i], most, weak); err != nil {
			g.close()
			return nil, err
		}
	}
	g.start = append(g.start, uint32(len(g.words)))
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
		return len(g.words) <= most && !disorder
	}
	err := s.each(take)
	if len(g.within) > 0 {
		g.node(int32(i), last)
	}
	g.first = append(g.first, int32(len(g.set)))
	switch {
	case len(g.words) > most:
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
	node := int32(len(g.set))
	if g.record == nil && record != uint32(node-g.first[len(g.first)-1]) {
		g.record = make([]uint32, node, max(2*int(node), 64))
		for n := range g.record {
			g.record[n] = uint32(int32(n) - g.first[g.set[n]])
		}
	}
	if g.record != nil {
		g.record = append(g.record, record)
	}
	if len(keys) > 16 {
		slices.SortFunc(keys, less)
	}
	mask := uint8(0)
	g.start = append(g.start, uint32(len(g.words)))
	for i, k := range keys {
		if twice(keys, i) {
			continue
		}
		switch {
		case strong(k.Type):
			mask |= 1 << k.Type
			g.hard.add(entry{value(k), node, uint32(len(g.words))})
		case k.Type == KeyName:
			mask |= named
			g.hard.add(entry{value(k), node, uint32(len(g.words))})
		}
		g.words = append(g.words, lone|word(k.Type)<<typeShift)
	}
	g.set, g.mask = append(g.set, set), append(g.mask, mask)
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
		for len(g.holds) < len(g.set) {
			g.holds = append(g.holds, 0)
		}
		g.holds[node] |= uint8(k.Print)
	default:
		g.soft.add(entry{value(k), node, uint32(k.Type)})
	}
}

// nodeOf is the record of a set; false when it has no key of its own.
func (g *graph) nodeOf(set int, record uint32) (int32, bool) {
	from, to := g.first[set], int32(len(g.set))
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
	err := g.hard.sorted(func(heap []entry) {
		for from := 0; from < len(heap); {
			e, to := heap[from], from+1
			for to < len(heap) && heap[to].print == e.print {
				to++
			}
			t := g.words[e.at].typ()
			shut := g.drawn && t != KeyName && g.shut[e.print]
			if to-from > 1 || shut {
				g.groups.add(int32(t)<<typeShift | int32(to-from))
				for _, e := range heap[from:to] {
					g.groups.add(e.node)
					g.words[e.at] = word(t)<<typeShift | word(g.values)
				}
				if g.drawn {
					g.prints = append(g.prints, e.print)
				}
				g.values++
			}
			from = to
		}
	})
	if err != nil {
		return err
	}
	for node := range g.set {
		if of := g.of(int32(node)); len(of) > 16 {
			slices.Sort(of)
		} else {
			for i := 1; i < len(of); i++ {
				for j := i; j > 0 && of[j-1] > of[j]; j-- {
					of[j-1], of[j] = of[j], of[j-1]
				}
			}
		}
	}
	for i, p := range g.prints {
		if g.shut[p] {
			g.setHub(uint32(i), true)
		}
	}
	return nil
}

// eachGroup calls each with every value that several nodes have: its number, its
// type and the nodes, in order.
func (g *graph) eachGroup(each func(value uint32, t KeyType, nodes []int32)) error {
	value := uint32(0)
	return g.groups.lists(typeShift, func(head int32, nodes []int32) {
		each(value, KeyType(head>>typeShift), nodes)
		value++
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
		if w.typ() == KeyName {
			if w&lone != 0 {
				return 1<<63 | uint64(node)
			}
			return uint64(w&number) + 1
		}
	}
	return 0
}

// lonely says whether no other node has a name.
func lonely(name uint64) bool { return name>>63 != 0 }

// oneSet says whether all nodes are in one set.
func (g *graph) oneSet() bool { return len(g.set) == 0 || g.set[0] == g.set[len(g.set)-1] }

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
			if strong(x[0].typ()) && !g.hubWord(x[0]) {
				agree |= 1 << x[0].typ()
			}
			x, y = x[1:], y[1:]
		}
	}
	return both, agree
}
