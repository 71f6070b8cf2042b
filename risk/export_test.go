package risk

// Possible is what possible worlds come to, one by one.
type Possible struct {
	Loss   []float64
	All    [][]float64 // link -> world: what is saved if all of it is brought to the state of practice,
	Seen   [][]float64 // if what was looked at is
	Routes []float64   // if there were no route that nobody has seen
}

func possible(g *engine, r *ranking) *Possible {
	p := &Possible{Routes: totals(r.drops[r.routes])}
	for i := range r.base {
		p.Loss = append(p.Loss, r.base[i].total())
	}
	for _, l := range g.links {
		p.All, p.Seen = append(p.All, totals(r.drops[r.all[l]])), append(p.Seen, totals(r.drops[r.seen[l]]))
	}
	return p
}

// Drawn is what the states of a model are in one world.
func Drawn(m *Model, seed uint64, world int) ([]float64, error) {
	g, err := compile(m)
	if err != nil {
		return nil, err
	}
	w := g.newWorld()
	g.draw(w, seed, uint64(world))
	return w.s, nil
}

// Truth plays one world of a model with many lanes: what an all-knowing judge
// would see.
func Truth(m *Model, seed uint64, world, words int) (*Possible, error) {
	g, err := compile(m)
	if err != nil {
		return nil, err
	}
	r, list := g.ranks()
	r.played = g.play(seed, world, 1, words, list, wantBase)
	return possible(g, r), nil
}

// Weighed is Weigh, with its worlds and what each link is worth between nothing
// and the state of practice (the importance after Birnbaum).
func Weighed(m *Model, seed uint64, worlds, words int) (Verdict, *Possible, []float64, error) {
	g, err := compile(m)
	if err != nil {
		return Verdict{}, nil, nil, err
	}
	r, d := g.weigh(seed, worlds, words)
	worth := make([]float64, len(g.links))
	for i, l := range g.links {
		worth[i] = mean(totals(r.drops[r.all[l]]))
		for j := range d.list {
			if d.list[j].kind == "none" && d.list[j].link == l {
				worth[i] -= mean(d.sums[j])
			}
		}
	}
	return g.conclude(r, d), possible(g, r), worth, nil
}

// RankWords is how many words of lanes a world takes where ranks depend on it.
const RankWords = rankWords

// SteadyIn is Steady with its variants played in so many worlds.
func SteadyIn(worlds int, c *Constants, v Verdict, build func(*Constants) (*Model, error), opt Options) (Stability, error) {
	in, err := varyIn(worlds, c, build, opt.Seed)
	if err != nil {
		return Stability{}, err
	}
	return Steady(c, v, in)
}

// WeighApart is Weigh with every subject weighed by itself, however many there are.
func WeighApart(m *Model, opt Options) (Verdict, error) {
	g, err := compileAsIs(m)
	if err != nil {
		return Verdict{}, err
	}
	g.whole = m
	return g.conclude(g.weigh(opt.Seed, opt.worlds(), rankWords)), nil
}

// VariedAlone is every so-manyth row of Vary, each variant played for itself.
func VariedAlone(c *Constants, build func(*Constants) (*Model, error), seed uint64, each int) (map[int][]float64, error) {
	knobs := c.knobs()
	out := map[int][]float64{}
	for i, changes := range changesOf(knobs) {
		if i > 2 && i%each != 0 {
			continue
		}
		with, err := c.With(changes)
		if err != nil {
			return nil, err
		}
		m, err := build(with)
		if err != nil {
			return nil, err
		}
		g, err := compile(m)
		if err != nil {
			return nil, err
		}
		worlds := variantWorlds
		if alone(i, len(knobs)) {
			worlds = swingWorlds
		}
		_, list := g.repaired()
		p := g.play(seed, 0, worlds, 1, list, 0)
		for k := range list {
			out[i] = append(out[i], mean(totals(p.drops[k])))
		}
	}
	return out, nil
}
