package risk

import "sync/atomic"

// setting is a world as it stands: what was drawn, and the first campaigns that
// ran through it before anything is changed.
type setting struct {
	seed, number uint64
	set, every   bool // it is drawn; also what nothing hangs on
	w            *world
	p            [][]float64 // vector -> place -> probability
	money        purse
	held         held
	aside        aside
	first        crowd // the first 64 campaigns
}

// crowd is 64 campaigns of each vector in a world.
type crowd struct {
	words, reached [][]uint64 // vector -> place -> whom it let through; vector -> node
	any            []uint64   // vector -> who had an effect
	cost           []float64  // vector -> what they cost together,
	told           []bool     // where that is known
	ran            []extent   // vector: who was followed
}

// extent is for whom the steps of a vector were thrown.
type extent uint8

const (
	none     extent = iota
	standing        // for those who stand before them
	everybody
)

func (g *engine) newCrowd() crowd {
	c := crowd{any: make([]uint64, len(g.ways)), cost: make([]float64, len(g.ways)), told: make([]bool, len(g.ways)), ran: make([]extent, len(g.ways))}
	for v := range g.ways {
		c.words, c.reached = append(c.words, make([]uint64, len(g.ways[v].edges))), append(c.reached, make([]uint64, len(g.m.Nodes)))
	}
	return c
}

func (g *engine) newSetting() *setting {
	k := &setting{w: g.newWorld(), held: g.newHeld(), first: g.newCrowd()}
	for v := range g.ways {
		k.p = append(k.p, make([]float64, len(g.ways[v].edges)))
	}
	return k
}

// draw draws the world, unless that is what it is.
func (k *setting) draw(g *engine, seed, number uint64, bare bool) {
	if k.set && k.seed == seed && k.number == number {
		return
	}
	k.seed, k.number, k.set, k.every = seed, number, true, false
	g.draw(k.w, seed, number)
	k.reckon(g, bare)
	clear(k.first.ran)
}

// reckon works out what follows from the draws.
func (k *setting) reckon(g *engine, bare bool) {
	if !g.m.Additive && !bare {
		k.held.set(g, k.w.s, g.asideOf.held)
		minimised, plan := g.eased(&k.held)
		k.money.fill(g, k.w, minimised, minimised, plan)
		k.aside = g.aside(k.w, k.w.s, &k.held, &k.money)
	}
	for v := range g.ways {
		way, p := &g.ways[v], k.p[v]
		for j := range p {
			p[j] = g.passAt(k.w, k.w.s, way, j)
		}
	}
}

// settings are the first worlds of an engine, kept while several things are asked
// of it: all are asked in the same ones.
type settings []atomic.Pointer[setting]

// keptWorlds is how many: a plan is searched in the first of them, and what to
// find out is weighed in all.
const keptWorlds = 256

// keepSettings is for an engine whose first worlds will be played many times.
func (g *engine) keepSettings() {
	if g.m.Additive || g.known != nil {
		return
	}
	g.known = &remembered{map[string][]drop{}, map[string]float64{}}
	for _, o := range g.variants {
		o.kept = make(settings, keptWorlds)
	}
}

// at takes the setting for a world, for the player alone until it is left.
func (p *player) at(number uint64) {
	if p.setting = nil; number < uint64(len(p.g.kept)) {
		if p.setting = p.g.kept[number].Swap(nil); p.setting == nil {
			p.setting = p.g.newSetting()
		}
		return
	}
	p.setting = p.own
}

// leave puts it back.
func (p *player) leave() {
	if p.setting != p.own {
		p.g.kept[p.number].Store(p.setting)
	}
}
