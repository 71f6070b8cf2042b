package evidence

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

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

// newGraph reads sets that take as much memory as most keys at most, with their soft keys if weak.
func newGraph(sets []Set, most int, weak bool, scratch Scratch) (*graph, error) {
	g := &graph{sets: len(sets), first: make([]int32, 1, len(sets)+1), scratch: scratch}
	g.hard.scratch, g.soft.scratch, g.groups.scratch = scratch, scratch, scratch
	if n := sizes(sets); n > most {
		return nil, errMany
	}
	counted := most == math.MaxInt
	for i := range sets {
		if !counted && g.held() > most/8 {
			// Many. Before all that fits is read in vain, it is counted: that costs a fraction.
			counted = true
			if n, err := countHeld(sets[i:]); err == nil && g.held()+n > most {
				g.close()
				return nil, errMany
			}
		}
		if err := g.read(i, &sets[i], most, weak); err != nil {
			g.close()
			return nil, err
		}
	}
	g.own = g.mask
	return g, nil
}

func sizes(sets []Set) (n int) {
	for _, s := range sets {
		n += s.size()
	}
	return n
}

// held is how much memory is taken, in keys.
func (g *graph) held() int { return g.keys + recordKeys*g.nodes() }

// countHeld is how much memory sets will take.
func countHeld(sets []Set) (n int, err error) {
	for _, s := range sets {
		var last uint32
		some := false
		if err := s.each(func(run []Key) bool {
			if soft(run[0].Type) {
				return false
			}
			if n += len(run); !some || run[0].Record != last {
				n += recordKeys
			}
			some, last = true, run[0].Record
			return true
		}); err != nil {
			return n, err
		}
	}
	return n, nil
}

// read makes nodes of the records of set i.
func (g *graph) read(i int, s *Set, most int, weak bool) error {
	if s.Keys != nil {
		sortKeys(s.Keys)
	}
	var last uint32
	some, disorder, before := false, false, g.keys
	take := func(run []Key) bool {
		if soft(run[0].Type) {
			if len(g.within) > 0 {
				g.node(int32(i), last)
			}
			g.takeSoft(i, run, weak)
			return true
		}
		record := run[0].Record
		if some && record != last {
			g.node(int32(i), last)
			disorder = disorder || record < last
		}
		some, last = true, record
		g.within = append(g.within, run...)
		return g.held() <= most && !disorder
	}
	of, err := s.every(take)
	if len(g.within) > 0 {
		g.node(int32(i), last)
	}
	g.first = append(g.first, int32(g.nodes()))
	g.keysIn = append(g.keysIn, g.keys-before)
	g.halves = append(g.halves, of)
	g.gaps = append(g.gaps, g.record != nil && g.first[i+1] > g.first[i] && g.record[g.first[i+1]-1] != uint32(g.first[i+1]-g.first[i]-1))
	switch {
	case g.held() > most:
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

// takeSoft takes soft keys of a record of set i, whose nodes are all made.
func (g *graph) takeSoft(i int, run []Key, weak bool) {
	node, ok := g.nodeOf(i, run[0].Record)
	if !ok {
		return
	}
	for _, k := range run {
		switch {
		case k.Type == KeyHolds:
			if n := g.nodes(); len(g.holds) < n {
				g.holds = append(g.holds, make([]uint8, n-len(g.holds))...)
			}
			g.holds[node] |= uint8(k.Print)
		case weak:
			g.soft.add(entryOf(k, node))
		}
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
