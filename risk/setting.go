package risk

import "sync/atomic"

// setting is a world as it stands: what was drawn, and the campaigns that ran
// through it before anything is changed.
type setting struct {
	seed, number uint64
	w            *world
	p            [][]float64 // vector -> place -> probability
	words        [][]uint64  // vector -> place -> whom it let through
	reached      [][]uint64  // vector -> node
	any          []uint64    // vector -> who had an effect
	full         []bool      // vector: every step was thrown for everybody
	sets         [][lanes]uint64
	cost         [][lanes]float64
	money        purse
	base         yearly
	played       bool // all of its campaigns
}

func (g *engine) newSetting() *setting {
	k := &setting{w: g.newWorld(), any: make([]uint64, len(g.ways)), full: make([]bool, len(g.ways)),
		sets: make([][lanes]uint64, len(g.ways)), cost: make([][lanes]float64, len(g.ways))}
	for v := range g.ways {
		n := len(g.ways[v].edges)
		k.p, k.words = append(k.p, make([]float64, n)), append(k.words, make([]uint64, n))
		k.reached = append(k.reached, make([]uint64, len(g.m.Nodes)))
	}
	return k
}

// set draws the world, unless that is what it is.
func (k *setting) set(g *engine, seed, number uint64) {
	if k.played && k.seed == seed && k.number == number {
		return
	}
	k.seed, k.number, k.played = seed, number, false
	g.draw(k.w, seed, number)
	k.base = yearly{}
	if !g.m.Additive {
		minimised, plan := g.eased(k.w.s)
		k.money.fill(g, k.w, minimised, minimised, plan)
		k.base.aside = g.aside(k.w, k.w.s, &k.money)
	}
	for v := range g.ways {
		for j, e := range g.ways[v].edges {
			k.p[v][j] = g.pass(k.w, k.w.s, int(e), v)
		}
	}
}

// settings are the first worlds of an engine, kept while a plan is searched:
// every set of repairs is weighed in the same ones.
type settings [planWorlds]atomic.Pointer[setting]

// keepSettings is for an engine whose first worlds will be played many times.
func (g *engine) keepSettings() {
	for _, o := range g.variants {
		o.kept = &settings{}
	}
}

// at takes the setting for a world, for the player alone until it is left.
func (p *player) at(number uint64) {
	p.setting = p.own
	p.own.played = false
	if p.g.kept == nil || p.n > 1 || number >= planWorlds || p.g.m.Additive {
		return
	}
	if p.setting = p.g.kept[number].Swap(nil); p.setting == nil {
		p.setting = p.g.newSetting()
	}
}

// leave puts it back.
func (p *player) leave() {
	if p.setting != p.own {
		p.g.kept[p.number].Store(p.setting)
	}
}
