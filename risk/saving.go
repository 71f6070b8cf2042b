package risk

import "math"

// lose adds up what the campaigns as they stand cost.
func (p *player) lose(v int, scale float64) {
	p.base.attack = p.base.attack.add(p.setting.money.loss(p.reached[v], p.any[v], p.g.byError[v]), scale)
}

// cancelling is what of a sum comes from adding it up in another order, at most.
const cancelling = 1.0 / (1 << 40)

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
	var moved, still uint64 // who has another effect, and who has one after it
	for _, n := range g.sinks {
		moved |= reached[n] ^ after[n]
		still |= after[n]
	}
	if moved == 0 && p.purse[i] == 0 {
		return 0
	}
	byError := g.byError[v]
	if !p.told[v] {
		loss := p.setting.money.loss(reached, p.any[v], byError)
		p.cost[v], p.told[v] = loss.total(), true
	}
	if still != 0 {
		loss := p.purses[p.purse[i]].loss(after, still, byError)
		sum = loss.total()
	}
	if sum = p.cost[v] - sum; math.Abs(sum) <= float64(cancelling*p.cost[v]) {
		return 0 // what was added up in another order is no difference
	}
	return sum
}

// purseOf is which of the purses belongs to what the states come to. Many
// scenarios share one: only what is kept without need and the plan for incidents
// tell them apart.
func (p *player) purseOf() int {
	minimised, plan := p.g.eased(&p.now)
	for i, k := range p.purses[:p.filled] {
		if k.minimise == minimised && k.plan == plan {
			return i
		}
	}
	if p.filled == len(p.purses) {
		p.purses = append(p.purses, &purse{})
	}
	p.purses[p.filled].fill(p.g, p.w, p.setting.money.minimise, minimised, plan)
	p.filled++
	return p.filled - 1
}

// sample keeps a few events of this world with their severity drawn.
func (p *player) sample(v int, scale float64) {
	if p.g.m.Additive {
		return
	}
	now := &p.setting.money
	const each = 8 // lanes of a word that are looked at, one a stratum
	at, byError := stream(place(p.w.key, forEvent, uint64(v))), p.g.byError[v]
	for z := range each {
		lane := z*lanes/each + int(at.next()%(lanes/each))
		if p.any[v]>>lane&1 != 0 {
			p.events = append(p.events, event{now.sample(now.outcome(p.reached[v], lane, byError), &at), scale * lanes / each})
		}
	}
}
