package evidence

import (
	"cmp"
	"math"
	"slices"
)

// people is the nodes of each person, hanging together in their order.
type people struct {
	g      *graph
	f      forest
	next   []int32   // node -> the next of the same person; 0: none
	weight []float64 // root -> how many people it stands for; nil: one each
	nodes  []int32   // of the person at hand
}

func newPeople(g *graph, f forest, weight []float64) *people {
	return &people{g: g, f: f, weight: weight, next: f.chains()}
}

func (p *people) w(root int32) float64 {
	if p.weight == nil {
		return 1
	}
	return p.weight[root]
}

// each calls each with the nodes of every person, in order, and how many people
// it stands for. They are valid until it returns.
func (p *people) each(each func(nodes []int32, w float64)) {
	for root, parent := range p.f {
		if int32(root) != parent {
			continue
		}
		w := p.w(int32(root))
		if w == 0 {
			continue
		}
		p.nodes = append(p.nodes[:0], int32(root))
		for n := p.next[root]; n != 0; n = p.next[n] {
			p.nodes = append(p.nodes, n)
		}
		each(p.nodes, w)
	}
}

// heads counts the people of all sets and of each, and who is in several.
type heads struct {
	all   float64
	in    []float64 // set ->
	pairs *pairs

	alike  []alike          // people in many sets, as long as these are few
	places map[uint64]int32 // print of the sets -> place in alike
}

// alike is how many people are in the same sets: a thousand exports of one table
// make half a million pairs for each of them.
type alike struct {
	sets []int32
	w    float64
}

const (
	manySets = 24
	mostSets = 1024 // lists of them
)

func newHeads(sets int) *heads {
	return &heads{in: make([]float64, sets), pairs: newPairs(sets), places: map[uint64]int32{}}
}

// add adds somebody who is in sets.
func (h *heads) add(sets []int32, w float64) {
	h.each(sets, w)
	if len(sets) < manySets || !h.together(sets, w) {
		h.pairs.among(sets, w)
	}
}

// each adds somebody, but for whom sets share.
func (h *heads) each(sets []int32, w float64) {
	h.all += w
	for _, s := range sets {
		h.in[s] += w
	}
}

// together adds somebody to those who are in the same sets; false: they are not counted here.
func (h *heads) together(sets []int32, w float64) bool {
	print := uint64(0)
	for _, s := range sets {
		print = chance(print + uint64(s) + 1)
	}
	at, had := h.places[print]
	switch {
	case had && slices.Equal(h.alike[at].sets, sets):
		h.alike[at].w += w
	case had || len(h.alike) == mostSets:
		return false
	default:
		h.places[print] = int32(len(h.alike))
		h.alike = append(h.alike, alike{slices.Clone(sets), w})
	}
	return true
}

// overlaps are the pairs of sets that share somebody, by A, then B.
func (h *heads) overlaps() []Shared {
	for _, a := range h.alike {
		h.pairs.among(a.sets, a.w)
	}
	h.alike = nil
	return h.pairs.all()
}

// pairs counts pairs of sets a < b. A table is quicker than a map and, where
// sets are few enough for it, smaller too.
type pairs struct {
	table []float32 // of b: one for each a; sums of ones are exact up to 16 million
	rare  map[[2]int32]float64
	sets  int
}

// maxTable is how many numbers the table may have: 32 MB.
const maxTable = 1 << 23

func newPairs(sets int) *pairs {
	if n := sets * (sets - 1) / 2; n <= maxTable {
		return &pairs{sets: sets, table: make([]float32, n)}
	}
	return &pairs{sets: sets, rare: map[[2]int32]float64{}}
}

func (p *pairs) add(a, b int32, w float64) {
	if p.table != nil {
		p.table[int(b)*int(b-1)/2+int(a)] += float32(w)
	} else {
		p.rare[[2]int32{a, b}] += w
	}
}

// among adds to every two of sets.
func (p *pairs) among(sets []int32, w float64) {
	for i, b := range sets {
		for _, a := range sets[:i] {
			p.add(a, b, w)
		}
	}
}

// all are the pairs that share somebody, by a, then b.
func (p *pairs) all() []Shared {
	out := []Shared{}
	if p.table != nil {
		many := 0
		for _, n := range p.table {
			if n >= .5 {
				many++
			}
		}
		out = make([]Shared, 0, many)
		for a := range p.sets {
			for b := a + 1; b < p.sets; b++ {
				if n := whole(float64(p.table[b*(b-1)/2+a])); n > 0 {
					out = append(out, Shared{A: int32(a), B: int32(b), Shared: n})
				}
			}
		}
		return out
	}
	for k, n := range p.rare {
		if n := whole(n); n > 0 {
			out = append(out, Shared{A: k[0], B: k[1], Shared: n})
		}
	}
	slices.SortFunc(out, func(x, y Shared) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return out
}

func whole(x float64) int64 { return int64(math.Round(x)) }

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

// chains is, for each node, the next of the same tree; 0: there is none.
func (f forest) chains() []int32 {
	next := make([]int32, len(f))
	for n := len(f) - 1; n >= 0; n-- {
		// The root is the first of its tree, and until it is come to says which is first so far.
		if r := f.root(int32(n)); r != int32(n) {
			next[n], next[r] = next[r], int32(n)
		}
	}
	return next
}

// roots is how many there are.
func (f forest) roots() int {
	n := 0
	for i, r := range f {
		if int32(i) == r {
			n++
		}
	}
	return n
}
