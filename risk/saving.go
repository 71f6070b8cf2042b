package risk

import "math/bits"

// tell fills in what the lanes among these reached and what that costs.
func (p *player) tell(v int, whom uint64) *priceds {
	g, l := p.g, &p.lanes[v]
	miss := whom &^ l.known
	if miss == 0 {
		return l
	}
	l.known |= miss
	for w := miss; w != 0; w &= w - 1 {
		l.set[bits.TrailingZeros64(w)] = 0
	}
	for i, n := range g.sinks {
		for w := p.reached[v][n] & miss; w != 0; w &= w - 1 {
			l.set[bits.TrailingZeros64(w)] |= 1 << i
		}
	}
	for w := miss; w != 0; w &= w - 1 {
		lane := bits.TrailingZeros64(w)
		l.cost[lane] = p.money.mean(l.set[lane], g.error[v])
	}
	return l
}

// lose adds up what the campaigns as they stand cost.
func (p *player) lose(v int, scale float64) {
	l := p.tell(v, p.any[v])
	for w := p.any[v]; w != 0; w &= w - 1 {
		e := p.money.parted(l.set[bits.TrailingZeros64(w)], p.g.error[v])
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
	purse, byError := p.purses[p.purse[i]], g.error[v]
	var moved, still uint64 // who has another effect, and who has one after it
	for _, n := range g.sinks {
		moved |= reached[n] ^ after[n]
		still |= after[n]
	}
	if p.purse[i] > 0 {
		moved = p.any[v] | still
	}
	if moved == 0 {
		return 0
	}
	l := p.tell(v, moved&p.any[v])
	for x, n := range g.sinks {
		for d := (reached[n] ^ after[n]) & still; d != 0; d &= d - 1 {
			p.delta[bits.TrailingZeros64(d)] ^= 1 << x
		}
	}
	had := p.any[v]
	for ; moved != 0; moved &= moved - 1 {
		lane := bits.TrailingZeros64(moved)
		var set uint64
		if had>>lane&1 != 0 {
			sum += l.cost[lane]
			set = l.set[lane]
		}
		if still>>lane&1 != 0 {
			set ^= p.delta[lane]
			p.delta[lane] = 0
			sum -= purse.mean(set, byError)
		}
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
	now, l := &p.setting.money, p.tell(v, p.any[v])
	const each = 8 // lanes of a word that are looked at, one a stratum
	at := stream(place(p.w.key, forEvent, uint64(v)))
	for z := range each {
		lane := z*lanes/each + int(at.next()%(lanes/each))
		if p.any[v]>>lane&1 != 0 {
			p.events = append(p.events, event{now.sample(now.outcome(now.key(l.set[lane], p.g.error[v]), p.g.error[v]), &at), scale * lanes / each})
		}
	}
}
