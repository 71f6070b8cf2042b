package risk

import (
	"runtime"
	"sync"
)

// maxSinks is how many assets can be told apart in the set that an event reaches.
const maxSinks = 64

// yearly is what a world loses in a year.
type yearly struct {
	attack parts
	aside  aside
	rate   float64 // events a year
	base   float64 // serious campaigns a year against the typical firm; 0: the model brings its own
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

// wanted is what is asked of a play beside what scenarios save.
type wanted uint8

const (
	wantBase   wanted = 1 << iota // what the worlds lose as they stand
	wantEvents                    // a sample of events
	wantStates                    // what was drawn
)

func (g *engine) newPlayed(worlds, words int, script *script, want wanted) *played {
	out := &played{base: make([]yearly, worlds), drops: make([][]drop, len(script.sc)), worlds: worlds, words: words,
		reach: make([][]float64, len(g.vectors)), sinks: make([][]float64, len(g.vectors))}
	for i := range out.drops {
		out.drops[i] = make([]drop, script.sc[i].worlds)
	}
	for v := range out.reach {
		out.reach[v], out.sinks[v] = make([]float64, worlds), make([]float64, len(g.sinks))
	}
	if want&wantStates != 0 {
		out.states = make([][]float64, worlds)
	}
	return out
}

// play lets campaigns run through worlds, as the model stands and in every
// scenario with the same random numbers. words: 64 campaigns each, by vector
// and world.
func (g *engine) play(seed uint64, first, worlds, words int, list []scenario, want wanted) *played {
	once, at := distinct(list)
	out := g.playEach(seed, first, worlds, words, once, want)
	if len(once) < len(list) {
		drops := make([][]drop, len(list))
		for i, k := range at {
			drops[i] = out.drops[k]
		}
		out.drops = drops
	}
	return out
}

// distinct are scenarios without those that change the same as one before them,
// and which of them each is: who mends the only thing of a subject mends the subject.
func distinct(list []scenario) (once []scenario, at []int) {
	known := make(map[string]int, len(list))
	for i := range list {
		k := string(word64(word64([]byte(list[i].key()), uint64(list[i].words)), uint64(list[i].worlds)))
		n, ok := known[k]
		if !ok {
			n = len(once)
			known[k], once = n, append(once, list[i])
		}
		at = append(at, n)
	}
	return once, at
}

func (g *engine) playEach(seed uint64, first, worlds, words int, list []scenario, want wanted) *played {
	sc := g.prepare(list, words, worlds)
	if g.exact != nil {
		return g.playExact(seed, first, worlds, sc, want)
	}
	out := g.newPlayed(worlds, words, sc, want)
	workers := min(runtime.GOMAXPROCS(0), 8, worlds)
	const chunk = 16 // worlds that one worker takes at a time
	sinks := make([][]float64, (worlds+chunk-1)/chunk)
	events := make([][]event, len(sinks))
	var wait sync.WaitGroup
	var mu sync.Mutex
	next := 0
	for range min(workers, len(sinks)) {
		wait.Go(func() {
			players := make([]*player, len(g.variants))
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
					turn := (first + i) % len(players)
					if players[turn] == nil {
						players[turn] = g.variants[turn].player(sc, words)
						players[turn].want = want
					}
					p := players[turn]
					p.sinks, p.events = sum, sampled
					p.world(seed, uint64(first+i), i, out)
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

// world plays one possible world.
func (p *player) world(seed, number uint64, at int, out *played) {
	p.at(number)
	defer p.leave()
	p.draw(p.g, seed, number, false)
	p.enact(at, out)
}

// enact lets campaigns run through the world that was drawn.
func (p *player) enact(at int, out *played) {
	g, w := p.g, p.w
	if out.states != nil {
		if !p.every {
			g.drawRest(w)
			p.every = true
		}
		out.states[at] = append([]float64(nil), w.s...)
	}
	p.base = yearly{aside: p.aside, base: w.base}
	p.purses[0], p.filled = &p.setting.money, 1
	if len(p.script.sc) > 0 {
		p.steps(at)
		copy(p.s, w.s)
	}
	for i := range p.script.sc {
		sc := &p.script.sc[i]
		if p.purse[i] = 0; at >= sc.worlds || !sc.aside && !sc.money {
			continue
		}
		for x := range sc.moves {
			mv := &sc.moves[x]
			p.s[mv.state] = mv.of(g, p.s[mv.state])
		}
		p.now.copyOf(&p.held, g.asideOf.held)
		p.now.set(g, p.s, sc.moved)
		if sc.money {
			p.purse[i] = p.purseOf()
		}
		b := g.aside(w, p.s, &p.now, p.purses[p.purse[i]])
		d := &out.drops[i][at]
		d.unlawful = p.aside.unlawful.total() - b.unlawful.total()
		d.distrusted = p.aside.distrusted.total() - b.distrusted.total()
		d.breakdown = p.aside.breakdown.total() - b.breakdown.total()
		for x := range sc.moves {
			p.s[sc.moves[x].state] = w.s[sc.moves[x].state]
		}
	}
	per := 1 / float64(lanes*p.n)
	for v := range g.ways {
		hits := 0
		for word := range p.n {
			hits += p.campaigns(v, word, at, out)
		}
		out.reach[v][at] = float64(hits) * per
		p.base.rate += float64(w.rate[v] * out.reach[v][at])
	}
	out.base[at] = p.base
}
