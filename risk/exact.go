package risk

import (
	"errors"
	"runtime"
	"slices"
	"sync"
)

const (
	mostDiagram  = 1 << 21 // nodes: about 100 MB while it is made
	mostTogether = 1 << 12 // ways in which groups of like edges can fall
)

// makeExact makes the diagrams of all vectors. From then on the engine plays
// without sampling: each world has its exact probabilities.
func (g *engine) makeExact() error {
	var all []*diagram
	for v := range g.ways {
		d, err := g.diagram(v, mostDiagram)
		if err != nil {
			return err
		}
		n := 1
		for _, members := range g.groupsOn(v) {
			if n *= len(members) + 1; n > mostTogether {
				return errors.New("the groups can fall together in too many ways for an exact answer: leave exact out and it is sampled")
			}
		}
		all = append(all, d)
	}
	g.exact = all
	return nil
}

// groupsOn are the places in the way of a vector that fall together.
func (g *engine) groupsOn(v int) [][]int32 {
	out := make([][]int32, len(g.m.Groups))
	for j, e := range g.ways[v].edges {
		if grp := g.group[e]; grp > 0 {
			out[grp-1] = append(out[grp-1], int32(j))
		}
	}
	return out
}

// uncertain says whether anything is drawn at all.
func (g *engine) uncertain() bool {
	drawn := func(c Chance) bool { return c.Nu > 0 && c.Mean > 0 && c.Mean < 1 }
	for v := range g.ways {
		for _, e := range g.ways[v].edges {
			if drawn(g.m.Edges[e].Beta) {
				return true
			}
			for _, s := range g.m.Edges[e].States {
				k := &g.controls[g.of[s]]
				name := g.vectors[v]
				if g.column[e] == byOnward && !g.lacksL[g.of[s]] {
					name = "L"
				}
				if k.Eps[name] > 0 && (!g.m.States[s].Known || drawn(Chance{k.Eps[name], k.Nu[name]})) {
					return true
				}
			}
		}
	}
	return false
}

// counter evaluates the diagrams of an engine.
type counter struct {
	g             *engine
	groups        [][][]int32 // vector -> group -> places
	value, weight []float64
	sink          []float64
	moved         []float64
	by            []float64
}

func (g *engine) counter() *counter {
	c := &counter{g: g, sink: make([]float64, len(g.sinks))}
	nodes, edges := 0, 0
	for v, d := range g.exact {
		nodes, edges = max(nodes, len(d.place)), max(edges, len(g.ways[v].edges))
		c.groups = append(c.groups, g.groupsOn(v))
	}
	c.value, c.weight = make([]float64, nodes), make([]float64, nodes)
	c.moved, c.by = make([]float64, edges), make([]float64, edges)
	return c
}

// each visits the ways in which groups can fall together: with probability
// f p all at once, else each alone with what keeps its own probability at p.
func (c *counter) each(v, grp int, weight float64, p []float64, visit func(float64, []float64)) {
	for grp < len(c.groups[v]) && len(c.groups[v][grp]) < 2 {
		grp++
	}
	if grp >= len(c.groups[v]) {
		visit(weight, p)
		return
	}
	f := c.g.c.together
	if c.g.m.Together != nil {
		f = c.g.m.Together[grp]
	}
	members := c.groups[v][grp]
	ends := []float64{0, 1}
	for _, j := range members {
		ends = append(ends, float64(f*p[j]))
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	q := slices.Clone(p)
	for i := range len(ends) - 1 { // a common number between these two
		for _, j := range members {
			if fp := float64(f * p[j]); fp >= ends[i+1] {
				q[j] = 1
			} else {
				q[j] = (p[j] - fp) / (1 - fp)
			}
		}
		c.each(v, grp+1, float64(weight*(ends[i+1]-ends[i])), q, visit)
	}
}

// count is the expected loss of one campaign and the probability that it
// reaches anything; the probability by asset is left in c.sink.
func (c *counter) count(v int, p []float64) (loss, any float64) {
	d := c.g.exact[v]
	clear(c.sink)
	c.each(v, 0, 1, p, func(weight float64, p []float64) {
		d.evaluate(p, c.value)
		any += float64(weight * c.value[d.any])
		for i, n := range d.sinks {
			c.sink[i] += float64(weight * c.value[n])
		}
	})
	for i, n := range c.g.sinks {
		loss += float64(c.sink[i] * c.g.m.Nodes[n].Sink.Loss)
	}
	return loss, any
}

// matter adds, by place, the loss with the edge less that without it, and the
// part of the loss that is gone without it.
func (c *counter) matter(v int, p []float64, scale float64, birnbaum, share []float64) {
	g := c.g
	d := g.exact[v]
	c.each(v, 0, 1, p, func(weight float64, p []float64) {
		d.evaluate(p, c.value)
		clear(c.weight)
		clear(c.by)
		for i, n := range d.sinks {
			c.weight[n] += g.m.Nodes[g.sinks[i]].Sink.Loss
		}
		d.back(p, c.value, c.weight, c.by)
		for j, e := range g.ways[v].edges {
			b := float64(float64(scale*weight) * c.by[j])
			birnbaum[e] += b
			share[e] += float64(b * p[j])
		}
	})
}

// playExact is play with the exact probabilities of each world.
func (g *engine) playExact(seed uint64, first, worlds int, sc *script, want wanted) *played {
	out := g.newPlayed(worlds, 1, sc, want)
	played := worlds
	if !g.uncertain() {
		played = 1
	}
	sinks := make([][]float64, played)
	workers := min(runtime.GOMAXPROCS(0), 8, played)
	var wait sync.WaitGroup
	for k := range workers {
		wait.Go(func() {
			p, c := g.player(sc, 1), g.counter()
			for at := k; at < played; at += workers {
				sinks[at] = p.exactly(c, seed, uint64(first+at), at, out)
			}
		})
	}
	wait.Wait()
	for _, s := range sinks {
		for j, x := range s {
			out.sinks[j/len(g.sinks)][j%len(g.sinks)] += x / float64(played)
		}
	}
	for at := played; at < worlds; at++ { // nothing was drawn: they are all alike
		out.base[at] = out.base[0]
		for _, d := range out.drops {
			if at < len(d) {
				d[at] = d[0]
			}
		}
		for v := range out.reach {
			out.reach[v][at] = out.reach[v][0]
		}
		if out.states != nil {
			out.states[at] = out.states[0]
		}
	}
	return out
}

// exactly works out one world.
func (p *player) exactly(c *counter, seed, number uint64, at int, out *played) []float64 {
	g, w := p.g, p.w
	p.prepare(seed, number)
	if out.states != nil {
		out.states[at] = slices.Clone(w.s)
	}
	if len(p.script.sc) > 0 {
		p.steps(at)
	}
	sinks := make([]float64, 0, len(g.vectors)*len(g.sinks))
	var base yearly
	for v := range g.ways {
		loss, any := c.count(v, p.p[v])
		sinks = append(sinks, c.sink...)
		out.reach[v][at] = any
		base.sum += float64(w.rate[v] * loss)
		base.rate += float64(w.rate[v] * any)
		for i := range p.script.sc {
			if at >= p.script.sc[i].worlds {
				continue
			}
			changed := false
			q := c.moved[:len(p.p[v])]
			copy(q, p.p[v])
			for _, k := range p.script.sc[i].touched[v] {
				if t := &p.turn[v][k]; t.change != unchanged {
					q[t.place], changed = t.to, true
				}
			}
			if !changed {
				continue
			}
			after, _ := c.count(v, q)
			out.drops[i][at].attack += float64(w.rate[v] * (loss - after))
		}
	}
	out.base[at] = base
	return sinks
}

// prepare draws a world and the probabilities of its edges.
func (p *player) prepare(seed, number uint64) {
	p.g.draw(p.w, seed, number)
	p.g.drawRest(p.w)
	for v := range p.g.ways {
		for j := range p.p[v] {
			p.p[v][j] = p.g.passAt(p.w, p.w.s, &p.g.ways[v], j)
		}
	}
}
