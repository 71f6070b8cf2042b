package risk

import "math/bits"

// sweep finds which nodes 64 campaigns of one vector reach: the least fixpoint
// of OR and AND over the words of the edges. Cycles are fine: reaching is
// monotone, so sweeping until nothing changes ends at the least one.
func (m *Model) sweep(v int, words []uint64, reached []uint64) {
	clear(reached)
	for changed := true; changed; {
		changed = false
		for n := range m.Nodes {
			var w uint64
			first := true
			for _, e := range m.into(n) {
				edge := &m.Edges[e]
				if edge.Vector >= 0 && edge.Vector != v {
					continue
				}
				from := ^uint64(0)
				if edge.From != Source {
					from = reached[edge.From]
				}
				x := from & words[e]
				switch {
				case first:
					w, first = x, false
				case m.Nodes[n].And:
					w &= x
				default:
					w |= x
				}
			}
			if !first && w|reached[n] != reached[n] {
				reached[n] |= w
				changed = true
			}
		}
	}
}

func (m *Model) into(n int) []int { return m.in[n] }

// index prepares the edges by target. Nodes are swept in their order, so a
// graph that is listed from the sources to the sinks needs few sweeps.
func (m *Model) index() {
	if m.in != nil {
		return
	}
	m.in = make([][]int, len(m.Nodes))
	for i, e := range m.Edges {
		m.in[e.To] = append(m.in[e.To], i)
	}
	for i, n := range m.Nodes {
		if n.Sink != nil {
			m.sinks = append(m.sinks, i)
		}
	}
}

// sets turns the words of the sinks into one set of sinks for each lane.
func (m *Model) sets(reached []uint64, out *[64]uint64) {
	clear(out[:])
	for i, n := range m.sinks {
		for w := reached[n]; w != 0; w &= w - 1 {
			out[bits.TrailingZeros64(w)] |= 1 << i
		}
	}
}
