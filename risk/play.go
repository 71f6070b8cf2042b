package risk

import (
	"math/bits"
	"runtime"
	"sync"
)

// maxSinks is how many assets can be told apart in the set that an event reaches.
const maxSinks = 64

// scenario is the model with something changed.
type scenario struct {
	link, subject string
	many          int // subjects alike that it is about, of which each saves its share; 0: one
	kind          string
	fix           int
	moves         []move
	edges         map[int]float64 // edges brought to another probability
	noGuard       bool            // no route that nobody has seen
}

// move brings a state to another value.
type move struct {
	state   int
	to      float64
	exactly bool // else: at least

	subjects int // of those that the state stands for; 0: all
}

func atLeast(states []int, to func(int) float64) []move {
	var out []move
	for _, i := range states {
		out = append(out, move{state: i, to: to(i)})
	}
	return out
}

// plan of a scenario: which edges it can change, by vector.
type prepared struct {
	*scenario
	touched [][]int32 // vector -> places in its way
	aside   bool      // what no campaign causes changes too
	money   bool      // what an event costs changes
}

func (g *engine) prepare(list []scenario) []prepared {
	out := make([]prepared, len(list))
	mark := make([]bool, len(g.m.Edges))
	for i := range list {
		p := prepared{scenario: &list[i], touched: make([][]int32, len(g.vectors))}
		clear(mark)
		for _, mv := range p.moves {
			for _, e := range g.guarded[mv.state] {
				mark[e] = true
			}
			p.aside = p.aside || g.affects[mv.state]
			of := int(g.of[mv.state])
			p.money = p.money || of == g.minimise || of == g.incident
		}
		for e := range p.edges {
			mark[e] = true
		}
		for e := range g.m.Edges {
			if p.noGuard && g.m.Edges[e].Guard {
				mark[e] = true
			}
		}
		for v := range g.ways {
			for j, e := range g.ways[v].edges {
				if mark[e] {
					p.touched[v] = append(p.touched[v], int32(j))
				}
			}
		}
		if g.m.Additive {
			p.aside, p.money = false, false
		}
		out[i] = p
	}
	return out
}

// yearly is what a world loses in a year.
type yearly struct {
	attack parts
	aside  aside
	rate   float64 // events a year
	sum    float64 // additive models: the loss
	odd    float64 // that part of it that comes from every second word
}

func (y *yearly) total() float64 {
	if y.sum != 0 {
		return y.sum
	}
	return y.attack.total() + y.aside.total()
}

// drop is what a scenario saves in a year.
type drop struct {
	attack, unlawful, distrusted, breakdown float64
	odd                                     float64 // the part of attack that comes from every second word
}

func (d drop) total() float64 { return d.attack + d.unlawful + d.distrusted + d.breakdown }

// played is what each world came to.
type played struct {
	base   []yearly
	drops  [][]drop    // scenario -> world
	reach  [][]float64 // vector -> world: share of campaigns with an effect
	sinks  [][]float64 // vector x sink: mean over everything
	events []event     // a sample, for quantiles
	worlds int
	words  int
	states [][]float64 // world -> state draws, kept for the value of finding out
}

// event is one sampled loss and how often a year events like it happen.
type event struct{ loss, weight float64 }

// play lets campaigns run through worlds, as the model stands and in every
// scenario with the same random numbers. words: 64 campaigns each, by vector
// and world.
func (g *engine) play(seed uint64, first, worlds, words int, list []scenario, sampleEvents, keepStates bool) *played {
	sc := g.prepare(list)
	if g.exact != nil {
		return g.playExact(seed, first, worlds, sc, keepStates)
	}
	out := &played{base: make([]yearly, worlds), drops: make([][]drop, len(list)), worlds: worlds, words: words,
		reach: make([][]float64, len(g.vectors)), sinks: make([][]float64, len(g.vectors))}
	for i := range out.drops {
		out.drops[i] = make([]drop, worlds)
	}
	for v := range out.reach {
		out.reach[v], out.sinks[v] = make([]float64, worlds), make([]float64, len(g.sinks))
	}
	if keepStates {
		out.states = make([][]float64, worlds)
	}
	workers := min(runtime.GOMAXPROCS(0), 8, worlds)
	const chunk = 16 // worlds that one worker takes at a time
	sinks := make([][]float64, (worlds+chunk-1)/chunk)
	events := make([][]event, len(sinks))
	var wait sync.WaitGroup
	var mu sync.Mutex
	next := 0
	for range workers {
		wait.Go(func() {
			players := make([]*player, len(g.variants))
			for i, e := range g.variants {
				players[i] = e.player(sc, words)
			}
			for {
				mu.Lock()
				c := next
				next++
				mu.Unlock()
				if c >= len(sinks) {
					return
				}
				sum, sampled := make([]float64, len(g.vectors)*len(g.sinks)), []event(nil)
				for i := c * chunk; i < min(worlds, (c+1)*chunk); i++ {
					p := players[(first+i)%len(players)]
					p.sinks, p.events = sum, sampled
					p.world(seed, uint64(first+i), i, out, sampleEvents)
					sampled = p.events
				}
				sinks[c], events[c] = sum, sampled
			}
		})
	}
	wait.Wait()
	for c := range sinks { // in order, so that sums do not depend on who was faster
		for j, x := range sinks[c] {
			out.sinks[j/len(g.sinks)][j%len(g.sinks)] += x / float64(worlds*words*lanes)
		}
		out.events = append(out.events, events[c]...)
	}
	return out
}

// player is the room that one worker needs.
type player struct {
	*setting
	own     *setting // where none is kept
	g       *engine
	sc      []prepared
	s       [][]float64    // scenario -> states, where they are moved
	changed [][]int32      // scenario x vector -> places whose probability changed
	to      [][]float64    // and to what
	lower   []bool         // all of them became less likely
	kept    [][]thresholds // by place, for each vector, and
	keptTo  [][]thresholds // by change, for each scenario and vector
	easier  []bool         // vector: some scenario makes a step of it likelier
	purses  []*purse       // what money comes to in this world: the first is that of the firm as it stands
	filled  int            // of them
	purse   []int          // scenario -> which
	once    thresholds
	thrown  []thrown // by place, the words of the steps that scenarios changed
	other   []uint64
	after   []uint64
	delta   [lanes]uint64
	n       int
	sinks   []float64
	events  []event
	coinAt  uint64 // vector and word that coin is for,
	coinOf  uint64 // and world
	coin    uint64
}

func (g *engine) player(sc []prepared, words int) *player {
	p := &player{g: g, sc: sc, n: words, purse: make([]int, len(sc)), purses: make([]*purse, 1), coinAt: ^uint64(0)}
	p.own = g.newSetting()
	p.setting = p.own
	most := 0
	for v := range g.ways {
		n := len(g.ways[v].edges)
		most = max(most, n)
		p.kept = append(p.kept, make([]thresholds, n))
	}
	p.easier, p.keptTo = make([]bool, len(g.ways)), make([][]thresholds, len(sc)*len(g.ways))
	p.thrown = make([]thrown, most)
	p.other, p.after = make([]uint64, most), make([]uint64, len(g.m.Nodes))
	for range sc {
		p.s = append(p.s, make([]float64, len(g.m.States)))
	}
	p.changed, p.to = make([][]int32, len(sc)*len(g.ways)), make([][]float64, len(sc)*len(g.ways))
	p.lower = make([]bool, len(sc)*len(g.ways))
	return p
}

// throw is a word of the edge at this key and probability.
func (p *player) throw(v, word, j int, prob float64) uint64 {
	return p.some(v, word, j, prob, ^uint64(0), &p.kept[v][j])
}

// some is that word for the lanes in open only, which takes fewer random numbers.
func (p *player) some(v, word, j int, prob float64, open uint64, kept *thresholds) uint64 {
	if open == 0 {
		return 0
	}
	g := p.g
	e := g.ways[v].edges[j]
	if at := uint64(v)<<32 | uint64(word); at != p.coinAt || p.coinOf != p.w.key { // the same for all edges of a word
		p.coinAt, p.coinOf, p.coin = at, p.w.key, place(p.w.key, forCoins, at)
	}
	key := place(p.coin, uint64(e))
	table := g.table
	if !g.skilled[v] || g.column[e] == byBackup {
		table = nil
	}
	if grp := g.group[e]; grp > 0 { // with f p all of the group fall together, else each alone
		f := g.c.together
		if g.m.Together != nil {
			f = g.m.Together[grp-1]
		}
		both := place(p.w.key, forGroup, uint64(v)<<32|uint64(word), uint64(grp))
		fp := float64(f * prob)
		if fp >= prob { // a named cause: one success for all
			return table.some(both, prob, open, &thresholds{})
		}
		fell := table.some(both, fp, open, &thresholds{})
		return fell | table.some(key, (prob-fp)/(1-fp), open&^fell, kept)
	}
	return table.some(key, prob, open, kept)
}

// start throws the words of the edges and sweeps. Where no scenario makes a
// step likelier, only what stands before an edge is thrown for it: nobody else
// ever gets there.
func (p *player) start(v, word int) {
	way := &p.g.ways[v]
	words, reached, prob, kept := p.words[v], p.reached[v], p.p[v], p.kept[v]
	if p.easier[v] {
		for j := range words {
			words[j] = p.throw(v, word, j, prob[j])
		}
		way.sweep(words, reached)
		return
	}
	first := int32(0)
	for c, end := range way.comp {
		for i := first; i < end; i++ {
			left := ^uint64(0)
			for j := way.start[i]; j < way.start[i+1]; j++ {
				open := left
				if f := way.from[j]; f >= 0 && !way.round[j] {
					open &= reached[f]
				}
				words[j] = p.some(v, word, int(j), prob[j], open, &kept[j])
				if way.and[i] {
					left = words[j]
				}
			}
		}
		way.component(c, first, words, reached)
		first = end
	}
}

// world plays one possible world.
func (p *player) world(seed, number uint64, at int, out *played, sample bool) {
	g := p.g
	p.at(number)
	defer p.leave()
	p.set(g, seed, number)
	w, base := p.w, &p.base
	if out.states != nil {
		out.states[at] = append([]float64(nil), w.s...)
	}
	p.purses[0], p.filled = &p.setting.money, 1
	clear(p.easier)
	for i := range p.sc {
		p.move(i)
		if sc := &p.sc[i]; sc.aside || sc.money {
			if sc.money {
				p.purse[i] = p.purseOf(p.s[i])
			}
			b := g.aside(w, p.s[i], p.purses[p.purse[i]])
			d := &out.drops[i][at]
			d.unlawful = base.aside.unlawful.total() - b.unlawful.total()
			d.distrusted = base.aside.distrusted.total() - b.distrusted.total()
			d.breakdown = base.aside.breakdown.total() - b.breakdown.total()
		}
	}
	per := 1 / float64(lanes*p.n)
	for v := range g.ways {
		scale := float64(w.rate[v] * per)
		hits := 0
		for word := range p.n {
			hits += p.campaigns(v, word, scale, at, out)
			if sample && word == 0 {
				p.sample(v, scale*float64(p.n))
			}
		}
		out.reach[v][at] = float64(hits) * per
		if !p.played {
			base.rate += float64(w.rate[v] * out.reach[v][at])
		}
	}
	p.played = true
	out.base[at] = *base
}

// purseOf is which of the purses belongs to these states. Many scenarios share
// one: only what is kept without need and the plan for incidents tell them apart.
func (p *player) purseOf(s []float64) int {
	minimised, plan := p.g.eased(s)
	for i, k := range p.purses[:p.filled] {
		if k.minimise == minimised && k.plan == plan {
			return i
		}
	}
	if p.filled == len(p.purses) {
		p.purses = append(p.purses, &purse{})
	}
	p.purses[p.filled].fill(p.g, p.w, p.money.minimise, minimised, plan)
	p.filled++
	return p.filled - 1
}

// move works out which edges change in a scenario, and to what.
func (p *player) move(i int) {
	g, sc := p.g, &p.sc[i]
	s := p.s[i]
	copy(s, p.w.s)
	for _, mv := range sc.moves {
		switch of := g.m.States[mv.state].subjects; {
		case mv.exactly:
			s[mv.state] = mv.to
		case mv.subjects > 0 && mv.subjects < of:
			if x := s[mv.state]; x < mv.to {
				s[mv.state] = x + float64((mv.to-x)*float64(mv.subjects)/float64(of))
			}
		default:
			s[mv.state] = max(s[mv.state], mv.to)
		}
	}
	for v := range g.ways {
		at := i*len(g.ways) + v
		p.changed[at], p.to[at], p.lower[at] = p.changed[at][:0], p.to[at][:0], true
		for _, j := range sc.touched[v] {
			e := int(g.ways[v].edges[j])
			to, fixed := sc.edges[e]
			if !fixed {
				to = 0
				if !sc.noGuard || !g.m.Edges[e].Guard {
					to = g.pass(p.w, s, e, v)
				}
			}
			if to != p.p[v][j] {
				p.changed[at], p.to[at] = append(p.changed[at], j), append(p.to[at], to)
				p.lower[at] = p.lower[at] && to < p.p[v][j]
			}
		}
		p.easier[v] = p.easier[v] || !p.lower[at]
		if n := len(p.changed[at]); p.n > 1 && n > len(p.keptTo[at]) {
			p.keptTo[at] = make([]thresholds, n)
		}
	}
}

// campaigns runs 64 of them and says how many had an effect.
func (p *player) campaigns(v, word int, scale float64, at int, out *played) int {
	g := p.g
	way := &g.ways[v]
	words, reached := p.words[v], p.reached[v]
	if !p.played || p.easier[v] && !p.full[v] {
		p.start(v, word)
		p.full[v] = p.easier[v]
	}
	if !p.played {
		p.any[v] = 0
		for _, n := range g.sinks {
			p.any[v] |= reached[n]
		}
		if g.m.Additive {
			var sum float64
			for _, n := range g.sinks {
				sum += float64(float64(scale*g.m.Nodes[n].Sink.Loss) * ones(reached[n]))
			}
			p.base.sum += sum
			p.base.odd += float64(sum * float64(word&1))
		} else {
			p.price(v, scale)
		}
	}
	for i, n := range g.sinks {
		p.sinks[v*len(g.sinks)+i] += ones(reached[n])
	}
	clear(p.thrown[:len(words)]) // with each word come other coins
	for i := range p.sc {
		k := i*len(g.ways) + v
		if len(p.changed[k]) == 0 && p.purse[i] == 0 {
			continue
		}
		d := &out.drops[i][at]
		other := p.other[:len(words)]
		same := true
		if len(p.changed[k]) > 0 {
			copy(other, words)
			for x, j := range p.changed[k] {
				carried := ^uint64(0)
				if p.lower[k] { // whom an edge did not carry it does not carry when all are harder
					carried = words[j]
					if f := way.from[j]; f >= 0 {
						carried &= reached[f]
					}
					if carried == 0 {
						continue
					}
					other[j] = carried
				}
				o, ok := p.thrown[j].get(p.to[k][x], carried)
				if !ok {
					kept := &p.once
					if p.n > 1 {
						kept = &p.keptTo[k][x]
					}
					o = p.some(v, word, int(j), p.to[k][x], carried, kept)
					p.thrown[j].put(p.to[k][x], carried, o)
				}
				same = same && o == other[j]
				other[j] = o
			}
		}
		if same && p.purse[i] == 0 {
			continue
		}
		after := reached
		if !same {
			for _, n := range g.sinks {
				p.after[n] = 0
			}
			way.sweep(other, p.after)
			after = p.after
		}
		saved := float64(scale * p.saved(i, v, reached, after))
		d.attack += saved
		d.odd += float64(saved * float64(word&1))
	}
	return bits.OnesCount64(p.any[v])
}

// thrown are words of a step under the two probabilities that scenarios gave it
// last: most scenarios of a plan differ by one fix, so that most of what they
// throw was thrown before. The first is the one that was met again.
type thrown [2]struct {
	p             float64
	carried, word uint64 // for whom; 0: nothing was thrown
}

func (t *thrown) get(p float64, carried uint64) (word uint64, ok bool) {
	if t[0].p == p && t[0].carried == carried {
		return t[0].word, true
	}
	if t[1].p == p && t[1].carried == carried {
		t[0], t[1] = t[1], t[0]
		return t[0].word, true
	}
	return 0, false
}

func (t *thrown) put(p float64, carried, word uint64) {
	t[1].p, t[1].carried, t[1].word = p, carried, word
}

// price fills in what each lane reached and lost.
func (p *player) price(v int, scale float64) {
	g := p.g
	sets, cost := &p.sets[v], &p.cost[v]
	*sets, *cost = [lanes]uint64{}, [lanes]float64{}
	for i, n := range g.sinks {
		for w := p.reached[v][n]; w != 0; w &= w - 1 {
			sets[bits.TrailingZeros64(w)] |= 1 << i
		}
	}
	for w := p.any[v]; w != 0; w &= w - 1 {
		lane := bits.TrailingZeros64(w)
		e := p.money.mean(sets[lane], g.error[v])
		cost[lane] = e.total
		p.base.attack = p.base.attack.add(e.parts, scale)
	}
}

// saved is the loss of 64 campaigns as it stands, less that after a scenario.
func (p *player) saved(i, v int, reached, after []uint64) float64 {
	g := p.g
	var sum float64
	if g.m.Additive {
		for _, n := range g.sinks {
			if a, b := reached[n], after[n]; a != b {
				sum += float64(g.m.Nodes[n].Sink.Loss * (ones(a) - ones(b)))
			}
		}
		return sum
	}
	purse := p.purses[p.purse[i]]
	var moved uint64
	if p.purse[i] > 0 {
		for _, n := range g.sinks {
			moved |= reached[n] | after[n]
		}
	} else {
		for _, n := range g.sinks {
			moved |= reached[n] ^ after[n]
		}
	}
	for x, n := range g.sinks {
		for d := reached[n] ^ after[n]; d != 0; d &= d - 1 {
			p.delta[bits.TrailingZeros64(d)] ^= 1 << x
		}
	}
	sets, cost := &p.sets[v], &p.cost[v]
	for ; moved != 0; moved &= moved - 1 {
		lane := bits.TrailingZeros64(moved)
		set := sets[lane] ^ p.delta[lane]
		p.delta[lane] = 0
		sum += cost[lane]
		if set != 0 {
			sum -= purse.mean(set, g.error[v]).total
		}
	}
	return sum
}

// sample keeps a few events of this world with their severity drawn.
func (p *player) sample(v int, scale float64) {
	if p.g.m.Additive {
		return
	}
	now, sets := &p.money, &p.sets[v]
	const each = 8 // lanes of a word that are looked at, one a stratum
	at := stream(place(p.w.key, forEvent, uint64(v)))
	for z := range each {
		lane := z*lanes/each + int(at.next()%(lanes/each))
		if sets[lane] != 0 {
			p.events = append(p.events, event{now.sample(now.outcome(now.key(sets[lane], p.g.error[v]), p.g.error[v]), &at), scale * lanes / each})
		}
	}
}
