package risk

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
	done, work := 0, 0
	for done < worlds && (done < leastWorlds || work < flipWork) {
		p.prepare(seed, uint64(done))
		for v := range g.ways {
			way, f, words, reached := &g.ways[v], &p.flip[v], p.words[v], p.reached[v]
			for j := range words {
				words[j] = p.throw(v, 0, j, p.p[v][j])
			}
			way.sweep(words, reached)
			copy(f.after, reached)
			rate := p.w.rate[v] / lanes
			for j, e := range way.edges {
				if from := way.from[j]; from >= 0 && reached[from] == 0 {
					continue // nobody stands before it
				}
				had := words[j]
				words[j] = ^had
				f.mark(int32(j))
				work += f.follow(words)
				words[j] = had
				for _, n := range f.changed {
					if s := g.m.Nodes[n].Sink; s != nil {
						x := reached[n] ^ f.after[n]
						out.birnbaum[e] += float64(float64(rate*s.Loss) * ones(x))
						out.share[e] += float64(float64(rate*s.Loss) * ones(x&had))
					}
				}
				f.back(reached)
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
