package risk

import "math/bits"

// mattered is, by edge of the model, what a year loses with the edge passing
// for sure less what it loses with the edge shut (Birnbaum 1969), and the part
// of the loss that flows over it (Fussell-Vesely): both in EUR a year.
type mattered struct{ birnbaum, share []float64 }

// matterExact works them out from the diagrams: one pass forward, one back.
func (g *engine) matterExact(seed uint64, worlds int) mattered {
	out := mattered{make([]float64, len(g.m.Edges)), make([]float64, len(g.m.Edges))}
	if !g.uncertain() {
		worlds = 1
	}
	p, c := g.player(nil, 1), g.counter()
	for i := range worlds {
		p.prepare(seed, uint64(i))
		for v := range g.ways {
			c.matter(v, p.p[v], p.w.rate[v]/float64(worlds), out.birnbaum, out.share)
		}
	}
	return out
}

// flipWork bounds how many edges are looked at while edges are flipped.
const flipWork = 1 << 26

// matterSampled flips each edge in all 64 lanes of a word at once and follows
// only what changes. A lane in which the edge had passed tells what is gone
// without it; one in which it had not, what is lost more with it.
func (g *engine) matterSampled(seed uint64, worlds int) mattered {
	out := mattered{make([]float64, len(g.m.Edges)), make([]float64, len(g.m.Edges))}
	p := g.player(nil, 1)
	f := g.flippers()
	done, work := 0, 0
	for done < worlds && (done < leastWorlds || work < flipWork) {
		p.prepare(seed, uint64(done))
		for v := range g.ways {
			way, words, reached := &g.ways[v], p.words[v], p.reached[v]
			for j := range words {
				words[j] = p.throw(v, 0, j, p.p[v][j])
			}
			way.sweep(words, reached)
			copy(f[v].after, reached)
			rate := p.w.rate[v] / lanes
			for j, e := range way.edges {
				if from := way.from[j]; from >= 0 && reached[from] == 0 {
					continue // nobody stands before it
				}
				had := words[j]
				words[j] = ^had
				work += f[v].follow(words, reached, int32(j))
				words[j] = had
				for _, n := range f[v].changed {
					if s := g.m.Nodes[n].Sink; s != nil {
						x := reached[n] ^ f[v].after[n]
						out.birnbaum[e] += float64(float64(rate*s.Loss) * ones(x))
						out.share[e] += float64(float64(rate*s.Loss) * ones(x&had))
					}
					f[v].after[n] = reached[n]
				}
			}
		}
		done++
	}
	for e := range out.birnbaum {
		out.birnbaum[e] /= float64(done)
		out.share[e] /= float64(done)
	}
	return out
}

// flipper follows the change of one edge through the way of a vector.
type flipper struct {
	way     *way
	at      []int32   // place -> position of that node
	first   []int32   // component -> its first position
	next    [][]int32 // node -> positions of the nodes that edges lead to from it
	comp    []int32   // position -> component
	dirty   []uint64  // positions to look at again
	after   []uint64
	changed []int32
}

func (g *engine) flippers() []flipper {
	var out []flipper
	for v := range g.ways {
		w := &g.ways[v]
		f := flipper{way: w, at: make([]int32, len(w.edges)), next: make([][]int32, len(g.m.Nodes)),
			comp: make([]int32, len(w.node)), dirty: make([]uint64, len(w.node)/64+1), after: make([]uint64, len(g.m.Nodes))}
		first := int32(0)
		for c, end := range w.comp {
			f.first = append(f.first, first)
			for i := first; i < end; i++ {
				f.comp[i] = int32(c)
				for j := w.start[i]; j < w.start[i+1]; j++ {
					f.at[j] = i
					if from := w.from[j]; from >= 0 {
						f.next[from] = append(f.next[from], i)
					}
				}
			}
			first = end
		}
		out = append(out, f)
	}
	return out
}

// follow sweeps what an edge with another word changes; changed are the nodes
// whose word in after is no longer that in reached. It returns the edges it
// looked at.
func (f *flipper) follow(words, reached []uint64, j int32) int {
	w := f.way
	f.changed = f.changed[:0]
	work := 0
	mark := func(i int32) { f.dirty[i>>6] |= 1 << (i & 63) }
	mark(f.at[j])
	for block := int(f.at[j] >> 6); block < len(f.dirty); block++ {
		for f.dirty[block] != 0 {
			i := int32(block<<6 + bits.TrailingZeros64(f.dirty[block]))
			c := f.comp[i]
			first, end := f.first[c], w.comp[c]
			if !w.loop[c] {
				f.dirty[block] &= f.dirty[block] - 1
				work += int(w.start[i+1] - w.start[i])
				n := w.node[i]
				if x := w.one(i, words, f.after); x != f.after[n] {
					f.after[n] = x
					f.changed = append(f.changed, n)
					for _, to := range f.next[n] {
						mark(to)
					}
				}
				continue
			}
			for k := first; k < end; k++ { // round a cycle from nothing, as in sweep
				f.after[w.node[k]] = 0
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
				if n := w.node[k]; f.after[n] != reached[n] {
					f.changed = append(f.changed, n)
					for _, to := range f.next[n] {
						if to >= end || to < first {
							mark(to)
						}
					}
				}
			}
		}
	}
	return work
}
