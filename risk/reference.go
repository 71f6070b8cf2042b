package risk

import "sync"

// reference is a model with its first worlds played, for others that differ from
// it by some constants: what a change of them does not touch came out as it did
// here, and is taken over. That is only ever a matter of time; the answers are
// those of playing the other for itself.
type reference struct {
	g      *engine
	seed   uint64
	bare   bool // nobody asks for money
	worlds []*setting
	room   sync.Pool // of players for others of its shape
}

func newReference(g *engine, seed uint64, worlds int, bare bool) *reference {
	r := &reference{g: g, seed: seed, bare: bare}
	p := g.player(nil, 1)
	for i := range worlds {
		k := g.newSetting()
		p.setting = k
		p.draw(g, seed, uint64(i), bare)
		for v := range g.ways {
			p.easier[v] = 1 // every step is thrown for everybody
			p.follow(v, 0)
		}
		r.worlds = append(r.worlds, k)
	}
	return r
}

// player is one for an engine of the shape of the reference.
func (r *reference) player(g *engine, list *script) *player {
	p, _ := r.room.Get().(*player)
	if p == nil {
		p = g.player(nil, 1)
		p.ref = r
		p.sinks = make([]float64, len(g.vectors)*len(g.sinks))
	}
	if p.g.table != g.table {
		for v := range p.kept { // they hold for a table
			clear(p.kept[v])
			clear(p.like[v])
		}
	}
	p.own.set, p.g, p.bare = false, g, r.bare
	for v := range g.ways {
		p.flip[v].way = &g.ways[v]
	}
	p.follows(list)
	return p
}

// resemble draws the world of the reference with that number for another engine, and
// follows its campaigns where anything is otherwise.
func (p *player) resemble(number int) {
	is, o := p.ref.worlds[number], p.ref.g
	g, k := p.g, p.own
	p.setting, p.crowd = k, &k.first
	k.seed, k.number, k.set, k.every = p.ref.seed, uint64(number), true, false
	g.drawLike(k.w, k.seed, k.number, o, is.w)
	k.reckon(g, p.bare)
	for v := range g.ways {
		way := &g.ways[v]
		words, reached := p.words[v], p.reached[v]
		others := 0
		p.had = p.had[:0]
		for j, x := range p.p[v] {
			if x != is.p[v][j] || way.skilled[j] && g.table != o.table || way.group[j] > 0 && g.commonly(way.group[j]) != o.commonly(way.group[j]) {
				others++
				p.had = append(p.had, int32(j))
			}
		}
		p.told[v] = false
		if 2*others > len(words) {
			p.ran[v] = none
			p.easier[v] = 0
			p.follow(v, 0)
			continue
		}
		copy(words, is.first.words[v])
		copy(reached, is.first.reached[v])
		p.ran[v], p.any[v] = everybody, is.first.any[v]
		if others == 0 {
			continue
		}
		f := &p.flip[v]
		copy(f.after, reached)
		for _, j := range p.had {
			if x := p.throw(v, 0, int(j), p.p[v][j]); x != words[j] {
				words[j] = x
				f.mark(j)
			}
		}
		f.follow(words)
		for _, n := range f.changed {
			reached[n] = f.after[n]
		}
		p.any[v] = 0
		for _, n := range g.sinks {
			p.any[v] |= reached[n]
		}
	}
}

// commonly is the share of their probability with which the edges of a group fall together.
func (g *engine) commonly(group int32) float64 {
	if g.m.Together != nil {
		return g.m.Together[group-1]
	}
	return g.c.together
}

// Basis is how often campaigns of a model have any effect, to be held against
// that of the same model with other constants.
type Basis struct{ r *reference }

// NewBasis plays the model.
func NewBasis(m *Model, opt Options) (*Basis, error) {
	g, err := compile(m)
	if err != nil {
		return nil, err
	}
	return &Basis{newReference(g, opt.Seed, opt.worlds(), true)}, nil
}

// Reach is what Reach says of it.
func (b *Basis) Reach() []float64 {
	out := make([]float64, len(b.r.g.ways))
	for _, k := range b.r.worlds {
		add(out, k.first.any, len(b.r.worlds))
	}
	return out
}

// Other is what Reach says of the model with other constants.
func (b *Basis) Other(m *Model) ([]float64, error) {
	g, err := b.r.g.another(m)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(g.ways))
	if !g.shaped(b.r.g) {
		return Reach(m, Options{Seed: b.r.seed, Samples: len(b.r.worlds) * lanes})
	}
	p := b.r.player(g, nil)
	for i := range b.r.worlds {
		p.resemble(i)
		add(out, p.any, len(b.r.worlds))
	}
	b.r.room.Put(p)
	return out, nil
}

// add counts those who had an effect as their share of all that many worlds have.
func add(sum []float64, any []uint64, worlds int) {
	for v, w := range any {
		sum[v] += ones(w) / float64(lanes*worlds)
	}
}
