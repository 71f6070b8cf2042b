package evidence

import (
	"cmp"
	"math"
	"slices"
)

// heads counts the people of all sets and of each. weight says how many people
// each root stands for; nil: one.
func (g *graph) heads(f forest, weight []float64) (all float64, inSet []float64) {
	inSet = make([]float64, g.sets)
	last := make([]int32, len(g.set))
	for i := range last {
		last[i] = -1
	}
	// Nodes come by set, so a root that was last seen in another set is new in this one.
	for node := range g.set {
		r := f.root(int32(node))
		w := 1.0
		if weight != nil {
			w = weight[r]
		}
		if last[r] < 0 {
			all += w
		}
		if last[r] != g.set[node] {
			last[r] = g.set[node]
			inSet[g.set[node]] += w
		}
	}
	return all, inSet
}

// overlaps counts who is in several sets. The nodes of a person hang together in
// the order of their sets, so that nothing is held but a pair of numbers for each.
func (g *graph) overlaps(f forest, weight []float64) []Shared {
	last, next := make([]int32, len(g.set)), make([]int32, len(g.set)) // root -> its latest node; node -> the one before, of another set
	for i := range last {
		last[i] = -1
	}
	pairs := newPairs(g.sets)
	for node, set := range g.set {
		r := f.root(int32(node))
		if before := last[r]; before >= 0 && g.set[before] == set {
			continue
		}
		next[node] = last[r]
		w := 1.0
		if weight != nil {
			w = weight[r]
		}
		for n := last[r]; n >= 0; n = next[n] {
			pairs.add(g.set[n], set, w)
		}
		last[r] = int32(node)
	}
	return pairs.all()
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
