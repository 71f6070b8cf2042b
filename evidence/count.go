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
	g     *graph
	all   float64
	in    []float64 // set ->
	pairs *pairs
	sets  []int32 // of the person at hand
}

func newHeads(g *graph) *heads {
	return &heads{g: g, in: make([]float64, g.sets), pairs: newPairs(g.sets)}
}

func (h *heads) add(nodes []int32, w float64) {
	h.all += w
	h.sets = h.sets[:0]
	for _, n := range nodes {
		set := h.g.set(n)
		if len(h.sets) > 0 && h.sets[len(h.sets)-1] == set {
			continue
		}
		h.in[set] += w
		for _, s := range h.sets {
			h.pairs.add(s, set, w)
		}
		h.sets = append(h.sets, set)
	}
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

// all are the pairs that share somebody, by a, then b.
func (p *pairs) all() []Shared {
	out := []Shared{}
	if p.table != nil {
		for a := range p.sets {
			for b := a + 1; b < p.sets; b++ {
				if n := whole(float64(p.table[b*(b-1)/2+a])); n > 0 {
					out = append(out, Shared{A: a, B: b, Shared: n})
				}
			}
		}
		return out
	}
	for k, n := range p.rare {
		if n := whole(n); n > 0 {
			out = append(out, Shared{A: int(k[0]), B: int(k[1]), Shared: n})
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
