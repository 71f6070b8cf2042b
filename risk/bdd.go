package risk

import "fmt"

// A binary decision diagram (Bryant 1986) says of which sets of edges lead to
// an asset, without counting them one by one. It gives the exact probability,
// and by one pass back the derivative by every edge.

// bdd makes diagrams over edges in a fixed order. Diagram 0 is never, 1 always.
type bdd struct {
	level, lo, hi []int32
	table         []int32 // of nodes, by what they are; 0: free
	memo          []step
	most          int
	full          bool
}

// step is an operation that was done before.
type step struct{ op, a, b, is int32 }

const (
	opAnd = iota + 1
	opOr
)

func newBDD(most int) *bdd {
	const start = 1 << 10
	return &bdd{level: []int32{1<<31 - 1, 1<<31 - 1}, lo: []int32{0, 1}, hi: []int32{0, 1},
		table: make([]int32, start), memo: make([]step, start), most: most}
}

func hashed(a, b, c int32) uint64 {
	return mix(uint64(uint32(a))<<32 ^ uint64(uint32(b))<<16*golden ^ uint64(uint32(c))*golden)
}

// node is the diagram that goes to lo without the edge of that level, to hi with it.
func (d *bdd) node(level, lo, hi int32) int32 {
	if lo == hi {
		return lo
	}
	mask := uint64(len(d.table) - 1)
	at := hashed(level, lo, hi) & mask
	for d.table[at] != 0 {
		if n := d.table[at]; d.level[n] == level && d.lo[n] == lo && d.hi[n] == hi {
			return n
		}
		at = (at + 1) & mask
	}
	if len(d.level) >= d.most {
		d.full = true
		return 0
	}
	n := int32(len(d.level))
	d.level, d.lo, d.hi = append(d.level, level), append(d.lo, lo), append(d.hi, hi)
	d.table[at] = n
	if 2*len(d.level) > len(d.table) {
		d.grow()
	}
	return n
}

func (d *bdd) grow() {
	d.table = make([]int32, 2*len(d.table))
	mask := uint64(len(d.table) - 1)
	for n := int32(2); n < int32(len(d.level)); n++ {
		at := hashed(d.level[n], d.lo[n], d.hi[n]) & mask
		for d.table[at] != 0 {
			at = (at + 1) & mask
		}
		d.table[at] = n
	}
	d.memo = make([]step, len(d.table))
}

// do is a AND b, or a OR b.
func (d *bdd) do(op, a, b int32) int32 {
	if a > b {
		a, b = b, a
	}
	switch {
	case d.full:
		return 0
	case a == b:
		return a
	case a == 0 && op == opAnd, a == 1 && op == opOr:
		return a
	case a == 0, a == 1:
		return b
	}
	at := hashed(a, b, op) & uint64(len(d.memo)-1)
	if m := d.memo[at]; m.op == op && m.a == a && m.b == b {
		return m.is
	}
	level := min(d.level[a], d.level[b])
	a0, a1, b0, b1 := a, a, b, b
	if d.level[a] == level {
		a0, a1 = d.lo[a], d.hi[a]
	}
	if d.level[b] == level {
		b0, b1 = d.lo[b], d.hi[b]
	}
	lo := d.do(op, a0, b0)
	is := d.node(level, lo, d.do(op, a1, b1))
	d.memo[hashed(a, b, op)&uint64(len(d.memo)-1)] = step{op, a, b, is} // the table may have grown
	return is
}

// diagram is what leads to the assets along the way of one vector, ready to be
// evaluated: children stand before their parents.
type diagram struct {
	place  []int32 // of the edge in the way, -1 for the two ends
	lo, hi []int32
	sinks  []int32 // by asset
	any    int32
}

// diagram of a vector: the least fixpoint of OR and AND over diagrams.
func (g *engine) diagram(v, most int) (*diagram, error) {
	way := &g.ways[v]
	d := newBDD(most)
	reached := make([]int32, len(g.m.Nodes))
	one := func(i int32) int32 {
		x, op := int32(0), int32(opOr)
		if way.and[i] {
			x, op = 1, opAnd
		}
		for j := way.start[i]; j < way.start[i+1]; j++ {
			y := d.node(j, 0, 1)
			if f := way.from[j]; f >= 0 {
				y = d.do(opAnd, y, reached[f])
			}
			x = d.do(op, x, y)
		}
		return x
	}
	first := int32(0)
	for c, end := range way.comp {
		for changed := true; changed && !d.full; {
			changed = false
			for i := first; i < end; i++ {
				if x := one(i); x != reached[way.node[i]] {
					reached[way.node[i]], changed = x, way.loop[c]
				}
			}
		}
		first = end
	}
	any := int32(0)
	for _, n := range g.sinks {
		any = d.do(opOr, any, reached[n])
	}
	if d.full {
		return nil, fmt.Errorf("the exact answer needs a decision diagram of more than %d nodes (%d edges by the vector %s can matter): leave exact out and it is sampled", most, len(way.edges), g.vectors[v])
	}
	return d.only(reached, g.sinks, any), nil
}

// only what the roots need, in the order in which it was made.
func (d *bdd) only(reached, sinks []int32, any int32) *diagram {
	keep := make([]bool, len(d.level))
	keep[0], keep[1], keep[any] = true, true, true
	for _, n := range sinks {
		keep[reached[n]] = true
	}
	for n := len(keep) - 1; n > 1; n-- {
		if keep[n] {
			keep[d.lo[n]], keep[d.hi[n]] = true, true
		}
	}
	out := &diagram{}
	to := make([]int32, len(d.level))
	for n, k := range keep {
		if !k {
			continue
		}
		to[n] = int32(len(out.place))
		place := d.level[n]
		if n < 2 {
			place = -1
		}
		out.place, out.lo, out.hi = append(out.place, place), append(out.lo, to[d.lo[n]]), append(out.hi, to[d.hi[n]])
	}
	for _, n := range sinks {
		out.sinks = append(out.sinks, to[reached[n]])
	}
	out.any = to[any]
	return out
}

// evaluate fills in the probability of each node of the diagram.
func (d *diagram) evaluate(p, value []float64) {
	value[0], value[1] = 0, 1
	for n := 2; n < len(d.place); n++ {
		lo := value[d.lo[n]]
		value[n] = lo + float64(p[d.place[n]]*(value[d.hi[n]]-lo))
	}
}

// back adds the derivative by every edge of what the weights of the nodes sum up to.
func (d *diagram) back(p, value, weight, by []float64) {
	for n := len(d.place) - 1; n > 1; n-- {
		w := weight[n]
		if w == 0 {
			continue
		}
		q := p[d.place[n]]
		by[d.place[n]] += float64(w * (value[d.hi[n]] - value[d.lo[n]]))
		weight[d.lo[n]] += float64(w * (1 - q))
		weight[d.hi[n]] += float64(w * q)
	}
}
