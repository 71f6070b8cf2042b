package risk

import "math/bits"

// flipper follows the change of a few steps through the way of a vector.
type flipper struct {
	way     *way
	dirty   []uint64 // positions to look at again
	after   []uint64 // node -> who gets there then
	changed []int32  // nodes where that is no longer who did
	words   []uint64 // place -> whom a scenario lets through
	had     []uint64 // who got to the nodes of a cycle before it was swept again
}

func (w *way) flipper(nodes int) flipper {
	return flipper{way: w, dirty: make([]uint64, len(w.node)/64+1), after: make([]uint64, nodes), had: make([]uint64, len(w.node)),
		words: make([]uint64, len(w.edges)), changed: make([]int32, 0, len(w.node))}
}

// mark says that what the step at this place lets through has changed.
func (f *flipper) mark(j int32) {
	i := f.way.to[j]
	f.dirty[i>>6] |= 1 << (i & 63)
}

// follow sweeps what the marked steps change; changed are the nodes whose word in
// after is another one now. It returns the edges it looked at.
func (f *flipper) follow(words []uint64) int {
	f.changed = f.changed[:0]
	return f.further(words)
}

// further is follow where something was changed before, which stays.
func (f *flipper) further(words []uint64) int {
	w := f.way
	work := 0
	for block := range f.dirty {
		for f.dirty[block] != 0 {
			i := int32(block<<6 + bits.TrailingZeros64(f.dirty[block]))
			c := w.of[i]
			if !w.loop[c] {
				f.dirty[block] &= f.dirty[block] - 1
				work += int(w.start[i+1] - w.start[i])
				n := w.node[i]
				if x := w.one(i, words, f.after); x != f.after[n] {
					f.after[n] = x
					f.changed = append(f.changed, n)
					for _, to := range w.next[w.out[i]:w.out[i+1]] {
						f.dirty[to>>6] |= 1 << (to & 63)
					}
				}
				continue
			}
			first, end := w.first[c], w.comp[c]
			for k := first; k < end; k++ { // round a cycle from nothing, as in sweep
				f.had[k-first], f.after[w.node[k]] = f.after[w.node[k]], 0
				f.dirty[k>>6] &^= 1 << (k & 63)
			}
			for changed := true; changed; {
				changed = false
				for k := first; k < end; k++ {
					if x := w.one(k, words, f.after); x != f.after[w.node[k]] {
						f.after[w.node[k]], changed = x, true
					}
				}
				work += int(w.start[end] - w.start[first])
			}
			for k := first; k < end; k++ {
				if n := w.node[k]; f.after[n] != f.had[k-first] {
					f.changed = append(f.changed, n)
					for _, to := range w.next[w.out[k]:w.out[k+1]] {
						if to >= end || to < first {
							f.dirty[to>>6] |= 1 << (to & 63)
						}
					}
				}
			}
		}
	}
	return work
}

// back makes after what was reached again.
func (f *flipper) back(reached []uint64) {
	for _, n := range f.changed {
		f.after[n] = reached[n]
	}
}
