package risk

import "slices"

// way is the graph of one vector.
type way struct {
	edges []int32 // model edges, in the order in which they are swept
	node  []int32 // nodes in topological order of their components
	start []int32 // node -> first of its edges; one more than nodes
	comp  []int32 // end of each component, as an index into node
	loop  []bool  // component has a cycle
	at    []int32 // model edge -> place in edges, -1: not used
	from  []int32 // by place: where the edge comes from
	round []bool  // by place: the edge stays within its component
	and   []bool  // by position of the node
	to    []int32 // by place: the position of the node that the edge leads to
	of    []int32 // position -> component
	first []int32 // component -> its first position
	next  []int32 // positions that edges lead to, by the position that they come from:
	out   []int32 // first of these; one more than positions

	group   []int32  // by place: that of the edge; 0: none
	key     []uint64 // by place: what tells its coins from those of other edges
	skilled []bool   // by place: it goes with the skill of the attacker
	passive bool     // it is an attempt without an attacker
	terms   []term   // what guards the edges, by place:
	term    []int32  // first of these; one more than places
}

// term is a control in the way of an edge: what it takes, and how well it works.
type term struct{ eps, state int32 }

func (g *engine) allowed(e, v int) bool {
	edge := &g.m.Edges[e]
	if edge.Only != nil {
		for _, o := range edge.Only {
			if o == v {
				return true
			}
		}
		return false
	}
	return edge.Vector < 0 || edge.Vector == v
}

// way prunes what no campaign of the vector can reach or use, and orders the rest.
func (g *engine) way(v int) way {
	m := g.m
	out, in := make([][]int32, len(m.Nodes)), make([][]int32, len(m.Nodes))
	live := make([]bool, len(m.Nodes)) // reachable from the source
	missing := make([]int, len(m.Nodes))
	var queue []int32
	reach := func(n int32) {
		if !live[n] {
			live[n] = true
			queue = append(queue, n)
		}
	}
	for e := range m.Edges {
		if g.allowed(e, v) {
			in[m.Edges[e].To] = append(in[m.Edges[e].To], int32(e))
			missing[m.Edges[e].To]++
		}
	}
	step := func(e int32) {
		n := int32(m.Edges[e].To)
		missing[n]--
		if !m.Nodes[n].And || missing[n] == 0 {
			reach(n)
		}
	}
	for e := range m.Edges {
		if g.allowed(e, v) {
			if f := m.Edges[e].From; f == Source {
				step(int32(e))
			} else {
				out[f] = append(out[f], int32(e))
			}
		}
	}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		for _, e := range out[n] {
			step(e)
		}
	}
	useful := make([]bool, len(m.Nodes))
	for _, s := range g.sinks {
		if live[s] && !useful[s] {
			useful[s] = true
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		for _, e := range in[n] {
			if f := m.Edges[e].From; f != Source && live[f] && !useful[f] {
				useful[f] = true
				queue = append(queue, int32(f))
			}
		}
	}
	w := way{at: make([]int32, len(m.Edges))}
	for i := range w.at {
		w.at[i] = -1
	}
	next := func(n int32) []int32 {
		if !useful[n] {
			return nil
		}
		return out[n]
	}
	for _, comp := range components(len(m.Nodes), next, func(e int32) int32 { return int32(m.Edges[e].To) }) {
		if !useful[comp[0]] {
			continue
		}
		inside := make(map[int32]bool, len(comp))
		for _, n := range comp {
			inside[n] = true
		}
		loop := false
		for _, n := range comp {
			w.node, w.and = append(w.node, n), append(w.and, m.Nodes[n].And)
			w.start = append(w.start, int32(len(w.edges)))
			for _, e := range in[n] {
				f := m.Edges[e].From
				if f != Source && !useful[f] {
					continue // never reached: it adds nothing to an OR, and an AND with it is not live
				}
				round := f != Source && inside[int32(f)]
				loop = loop || round
				w.round = append(w.round, round)
				w.at[e] = int32(len(w.edges))
				w.edges, w.from = append(w.edges, e), append(w.from, int32(f))
			}
		}
		w.comp, w.loop = append(w.comp, int32(len(w.node))), append(w.loop, loop)
	}
	w.start = append(w.start, int32(len(w.edges)))
	return w
}

// follows says which positions come after which.
func (w *way) follows(nodes int) {
	at := make([]int32, nodes)
	n := len(w.node)
	w.of, w.to, w.next, w.out = make([]int32, n), make([]int32, len(w.edges)), make([]int32, len(w.edges)), make([]int32, n+1)
	first := int32(0)
	for c, end := range w.comp {
		w.first = append(w.first, first)
		for i := first; i < end; i++ {
			w.of[i], at[w.node[i]] = int32(c), i
		}
		first = end
	}
	for i := range w.node {
		for j := w.start[i]; j < w.start[i+1]; j++ {
			w.to[j] = int32(i)
			if f := w.from[j]; f >= 0 {
				w.out[at[f]+1]++
			}
		}
	}
	for i := range w.node {
		w.out[i+1] += w.out[i]
	}
	had := slices.Clone(w.out)
	for j, f := range w.from {
		if f >= 0 {
			i := at[f]
			w.next[had[i]] = w.to[j]
			had[i]++
		}
	}
	w.next = w.next[:w.out[n]]
}

// components are the strongly connected components in topological order, after
// Tarjan (1972), without recursion: graphs of thousands of nodes in a row exist.
func components(n int, out func(int32) []int32, to func(int32) int32) [][]int32 {
	index, low, on := make([]int32, n), make([]int32, n), make([]bool, n)
	var stack []int32
	var all [][]int32
	type frame struct {
		node int32
		edge int
	}
	count := int32(0)
	for root := range int32(n) {
		if index[root] != 0 {
			continue
		}
		work := []frame{{node: root}}
		for len(work) > 0 {
			f := &work[len(work)-1]
			v := f.node
			if f.edge == 0 {
				count++
				index[v], low[v] = count, count
				stack, on[v] = append(stack, v), true
			}
			down := false
			for edges := out(v); f.edge < len(edges); {
				t := to(edges[f.edge])
				f.edge++
				if index[t] == 0 {
					work, down = append(work, frame{node: t}), true
					break
				} else if on[t] {
					low[v] = min(low[v], index[t])
				}
			}
			if down {
				continue
			}
			if f.edge == 0 {
				f.edge = 1
			}
			if low[v] == index[v] {
				var comp []int32
				for {
					t := stack[len(stack)-1]
					stack, on[t] = stack[:len(stack)-1], false
					comp = append(comp, t)
					if t == v {
						break
					}
				}
				for i, j := 0, len(comp)-1; i < j; i, j = i+1, j-1 {
					comp[i], comp[j] = comp[j], comp[i]
				}
				all = append(all, comp)
			}
			work = work[:len(work)-1]
			if len(work) > 0 {
				up := work[len(work)-1].node
				low[up] = min(low[up], low[v])
			}
		}
	}
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all
}

// sweep finds which nodes 64 campaigns reach: the least fixpoint of OR and AND
// over the words of the edges (in the order of the way). Reaching is monotone,
// so going round a cycle until nothing changes ends at the least one. Nodes
// that are not on the way keep what stands in reached. It returns how many
// edges it looked at.
func (w *way) sweep(words, reached []uint64) (looked int) {
	first := int32(0)
	for c, end := range w.comp {
		if w.loop[c] {
			looked += w.component(c, first, words, reached)
		} else {
			reached[w.node[first]] = w.one(first, words, reached)
			looked += int(w.start[end] - w.start[first])
		}
		first = end
	}
	return looked
}

// component sweeps one of them, whose first node is at first.
func (w *way) component(c int, first int32, words, reached []uint64) (looked int) {
	end := w.comp[c]
	if !w.loop[c] {
		reached[w.node[first]] = w.one(first, words, reached)
		return int(w.start[end] - w.start[first])
	}
	for i := first; i < end; i++ {
		reached[w.node[i]] = 0
	}
	for changed := true; changed; {
		changed = false
		for i := first; i < end; i++ {
			if x := w.one(i, words, reached); x != reached[w.node[i]] {
				reached[w.node[i]], changed = x, true
			}
		}
		looked += int(w.start[end] - w.start[first])
	}
	return looked
}

// one is what the edges into the i-th node let through.
func (w *way) one(i int32, words, reached []uint64) uint64 {
	lo, hi := w.start[i], w.start[i+1]
	from, words := w.from[lo:hi], words[lo:hi]
	if w.and[i] {
		x := ^uint64(0)
		for j, f := range from {
			if f >= 0 {
				x &= words[j] & reached[f]
			} else {
				x &= words[j]
			}
		}
		return x
	}
	var x uint64
	for j, f := range from {
		if f >= 0 {
			x |= words[j] & reached[f]
		} else {
			x |= words[j]
		}
	}
	return x
}
