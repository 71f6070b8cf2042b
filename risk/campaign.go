package risk

import "math/bits"

// player is the room that one worker needs.
type player struct {
	*setting
	own      *setting // where none is kept
	ref      *reference
	bare     bool  // nobody asks for money
	more     crowd // campaigns of a world beyond the first 64
	*crowd         // those that are followed now
	g        *engine
	script   *script
	want     wanted
	values   []float64  // states, then what scenarios bring them to
	turn     [][]turned // vector -> slot
	s        []float64  // states as a scenario has them; those of the world between scenarios
	now      held       // and what they come to
	easier   []int      // vector: words in which some scenario makes a step of it likelier
	purses   []*purse   // what money comes to in this world: the first is that of the firm as it stands
	filled   int        // of them
	purse    []int      // scenario -> which
	base     yearly
	kept     [][]thresholds // by place, for each vector
	like     [][]thresholds // the same for what falls together
	flip     []flipper
	had      []int32 // places that are otherwise
	standing bool    // the last scenario was left as it was
	once     [2]thresholds
	n        int
	sinks    []float64
	events   []event
	coinAt   uint64 // vector and word that coin is for,
	coinOf   uint64 // and world
	coin     uint64
}

// tableOf is how a step goes with skill; nil: not at all.
func (g *engine) tableOf(way *way, j int) *skill {
	if way.skilled[j] {
		return g.table
	}
	return nil
}

func (g *engine) player(sc *script, words int) *player {
	p := &player{g: g, n: words, purses: make([]*purse, 1), coinAt: ^uint64(0)}
	p.own = g.newSetting()
	p.setting, p.crowd = p.own, &p.own.first
	if words > 1 {
		p.more = g.newCrowd()
	}
	p.easier = make([]int, len(g.ways))
	for v := range g.ways {
		n := len(g.ways[v].edges)
		p.kept, p.like = append(p.kept, make([]thresholds, n)), append(p.like, make([]thresholds, n))
		p.flip = append(p.flip, g.ways[v].flipper(len(g.m.Nodes)))
	}
	p.s, p.now = make([]float64, len(g.m.States)), g.newHeld()
	p.follows(sc)
	return p
}

// follows gives it scenarios.
func (p *player) follows(sc *script) {
	if sc == nil {
		sc = &script{slots: make([][]slot, len(p.g.ways))}
	}
	p.script, p.purse, p.values = sc, cleared(p.purse, len(sc.sc)), cleared(p.values, len(p.g.m.States)+len(sc.values))
	if p.turn == nil {
		p.turn = make([][]turned, len(sc.slots))
	}
	for v, slots := range sc.slots {
		p.turn[v] = cleared(p.turn[v], len(slots))
	}
}

// cleared is so many zero values, in the room of others where that is enough.
func cleared[T any](had []T, n int) []T {
	if cap(had) < n {
		return make([]T, n)
	}
	clear(had[:n])
	return had[:n]
}

// throw is a word of the edge at this key and probability.
func (p *player) throw(v, word, j int, prob float64) uint64 {
	return p.some(v, word, j, prob, ^uint64(0), &p.kept[v][j], &p.like[v][j])
}

// coinsOf is where the coins of a vector's word begin.
func (p *player) coinsOf(v, word int) uint64 {
	if at := uint64(v)<<32 | uint64(word); at != p.coinAt || p.coinOf != p.w.key { // the same for all edges of a word
		p.coinAt, p.coinOf, p.coin = at, p.w.key, place(p.w.key, forCoins, at)
	}
	return p.coin
}

// some is that word for the lanes in open only, which takes fewer random numbers.
func (p *player) some(v, word, j int, prob float64, open uint64, kept, like *thresholds) uint64 {
	if open == 0 {
		return 0
	}
	way := &p.g.ways[v]
	key, table := mix(p.coinsOf(v, word)^way.key[j]), p.g.tableOf(way, j)
	if way.group[j] > 0 {
		return p.together(v, word, j, key, prob, open, kept, like)
	}
	return table.some(key, prob, open, kept)
}

// together is that of a step of a group: with f p all of it fall together, else each alone.
func (p *player) together(v, word, j int, key uint64, prob float64, open uint64, kept, like *thresholds) uint64 {
	grp := p.g.ways[v].group[j]
	f := p.g.commonly(grp)
	table := p.g.tableOf(&p.g.ways[v], j)
	both := place(p.w.key, forGroup, uint64(v)<<32|uint64(word), uint64(grp))
	fp := float64(f * prob)
	if fp >= prob { // a named cause: one success for all
		return table.some(both, prob, open, like)
	}
	fell := table.some(both, fp, open, like)
	return fell | table.some(key, (prob-fp)/(1-fp), open&^fell, kept)
}

// start throws the words of the edges and sweeps. Where no scenario makes a
// step likelier, only what stands before an edge is thrown for it: nobody else
// ever gets there.
func (p *player) start(v, word int, whom extent) {
	way := &p.g.ways[v]
	words, reached, prob, kept := p.words[v], p.reached[v], p.p[v], p.kept[v]
	if whom == everybody {
		for j := range words {
			words[j] = p.throw(v, word, j, prob[j])
		}
		way.sweep(words, reached)
		return
	}
	first, coin := int32(0), p.coinsOf(v, word)
	for c, end := range way.comp {
		for i := first; i < end; i++ {
			left := ^uint64(0)
			for j := way.start[i]; j < way.start[i+1]; j++ {
				open := left
				if f := way.from[j]; f >= 0 && !way.round[j] {
					open &= reached[f]
				}
				switch {
				case open == 0:
					words[j] = 0
				case way.group[j] > 0:
					words[j] = p.some(v, word, int(j), prob[j], open, &kept[j], &p.like[v][j])
				default:
					words[j] = p.g.tableOf(way, int(j)).some(mix(coin^way.key[j]), prob[j], open, &kept[j])
				}
				if way.and[i] {
					left = words[j]
				}
			}
		}
		way.component(c, first, words, reached)
		first = end
	}
}

// follow lets 64 campaigns of a vector run, unless they have.
func (p *player) follow(v, word int) {
	p.crowd = &p.setting.first
	if word > 0 {
		p.crowd = &p.more
		p.ran[v] = none
	}
	whom := standing
	if word < p.easier[v] {
		whom = everybody
	}
	if p.ran[v] >= whom {
		return
	}
	p.start(v, word, whom)
	p.ran[v], p.any[v], p.told[v] = whom, 0, false
	for _, n := range p.g.sinks {
		p.any[v] |= p.reached[v][n]
	}
}

// campaigns runs 64 of them and says how many had an effect.
func (p *player) campaigns(v, word, at int, out *played) int {
	g := p.g
	p.follow(v, word)
	scale := float64(p.w.rate[v] * (1 / float64(lanes*p.n)))
	reached := p.reached[v]
	switch {
	case g.m.Additive:
		var sum float64
		for _, n := range g.sinks {
			sum += float64(float64(scale*g.m.Nodes[n].Sink.Loss) * ones(reached[n]))
		}
		p.base.sum += sum
		p.base.odd += float64(sum * float64(word&1))
	case p.want&wantBase != 0:
		p.lose(v, scale)
	}
	for i, n := range g.sinks {
		p.sinks[v*len(g.sinks)+i] += ones(reached[n])
	}
	if len(p.script.sc) > 0 {
		copy(p.flip[v].after, reached)
		copy(p.flip[v].words, p.words[v])
		p.take(v, word)
	}
	p.standing = false // what changed since the scenario before
	for i := range p.script.sc {
		if sc := &p.script.sc[i]; word < sc.words && at < sc.worlds {
			if saved, ok := p.scenario(i, v, word); ok {
				scale := scale
				if sc.words != p.n {
					scale = float64(p.w.rate[v] * (1 / float64(lanes*sc.words)))
				}
				saved = float64(scale * saved)
				d := &out.drops[i][at]
				d.attack += saved
				d.odd += float64(saved * float64(word&1))
			}
		}
	}
	if p.want&wantEvents != 0 && word == 0 {
		p.sample(v, scale*float64(p.n))
	}
	return bits.OnesCount64(p.any[v])
}

// scenario is what 64 campaigns lose less with something changed; not ok: it
// changed nothing for any of them.
func (p *player) scenario(i, v, word int) (saved float64, ok bool) {
	f, words, reached, sc := &p.flip[v], p.words[v], p.reached[v], &p.script.sc[i]
	list, now := sc.touched[v], p.turn[v]
	likelier := false
	if p.easier[v] > word {
		for _, k := range list {
			likelier = likelier || now[k].change == easier
		}
	}
	if from := &sc.from[v]; from.follows && p.standing && !likelier {
		for _, k := range from.gone {
			if t := &now[k]; t.gone != 0 {
				f.words[t.place] = words[t.place]
				f.mark(t.place)
			}
		}
		for _, k := range from.added { // after those: the step may be the same
			if t := &now[k]; t.gone != 0 {
				f.words[t.place] = words[t.place] &^ t.gone
				f.mark(t.place)
			}
		}
		f.further(f.words)
		return p.saved(i, v, reached, f.after), true
	}
	p.unmade(v)
	f.changed, p.had = f.changed[:0], p.had[:0]
	if likelier {
		for _, k := range list {
			t := &now[k]
			if t.change == unchanged {
				continue
			}
			if o := p.other(v, word, t, ^uint64(0)); o != words[t.place] {
				p.had = append(p.had, t.place)
				f.words[t.place] = o
				f.mark(t.place)
			}
		}
	} else {
		for _, k := range list {
			if t := &now[k]; t.gone != 0 {
				p.had = append(p.had, t.place)
				f.words[t.place] &^= t.gone
				f.mark(t.place)
			}
		}
	}
	if len(p.had) > 0 {
		f.follow(f.words)
	}
	if p.standing = !likelier && p.script.followed(i+1, v); p.standing {
		return p.saved(i, v, reached, f.after), true
	}
	if len(f.changed) > 0 || p.purse[i] != 0 {
		saved, ok = p.saved(i, v, reached, f.after), true
	}
	for _, j := range p.had {
		f.words[j] = words[j]
	}
	f.back(reached)
	return saved, ok
}

// unmade takes back what the scenario before left for those that follow from it.
func (p *player) unmade(v int) {
	if p.standing {
		p.standing = false
		copy(p.flip[v].words, p.words[v])
		copy(p.flip[v].after, p.reached[v])
	}
}

// followed says whether a scenario is followed from the one before.
func (s *script) followed(i, v int) bool { return i < len(s.sc) && s.sc[i].from[v].follows }
