package risk

import "slices"

// scenario is the model with something changed.
type scenario struct {
	link, subject string
	many          int // subjects alike that it is about, of which each saves its share; 0: one
	kind          string
	fix           int
	moves         []move
	edges         map[int]float64 // edges brought to another probability
	noGuard       bool            // no route that nobody has seen
	words, worlds int             // in which it is played, where that is fewer than the play has; 0: in all of them
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

// of is what the move makes of a state.
func (mv *move) of(g *engine, x float64) float64 {
	switch of := g.m.States[mv.state].subjects; {
	case mv.exactly:
		return mv.to
	case mv.subjects > 0 && mv.subjects < of:
		if x < mv.to {
			return x + float64((mv.to-x)*float64(mv.subjects)/float64(of))
		}
		return x
	}
	return max(x, mv.to)
}

// script is a list of scenarios with all that follows from them in every world.
// Most of them have most of what they change in common with others: what a state
// is brought to, and what a step then lets through, is worked out once in a world
// for all that bring it there.
type script struct {
	sc     []prepared
	values []value    // beyond the states as they are, in this order
	slots  [][]slot   // vector: steps that some scenario changes, under each setting of the states that guard them
	terms  [][][]term // vector -> slot: what guards it, with values in place of states
}

// prepared is a scenario of a script.
type prepared struct {
	*scenario
	words   int       // of campaigns of each vector in which it is played,
	worlds  int       // and worlds
	touched [][]int32 // vector -> slots, in the order of its way
	from    []turn    // vector -> what is otherwise than in the scenario before it, where that is less
	moved   []int32   // controls of which a state is moved, where what no campaign causes or the money hangs on them
	aside   bool      // what no campaign causes changes too
	money   bool      // what an event costs changes
}

// turn is from one scenario to the next: the slots that are no longer, and those that are new.
type turn struct {
	follows     bool
	gone, added []int32
}

// value is a state that was moved from what it is, or from another value.
type value struct {
	from int32
	by   move
}

// slot is a step of a vector that scenarios bring to another probability.
type slot struct {
	place         int32
	fixed         bool // to this, whatever its controls do
	to            float64
	words, worlds int // in which some scenario has it
}

func (g *engine) prepare(list []scenario, words, worlds int) *script {
	out := &script{sc: make([]prepared, len(list)), slots: make([][]slot, len(g.ways)), terms: make([][][]term, len(g.ways))}
	if len(list) == 0 {
		return out
	}
	mark, had := make([]bool, len(g.m.Edges)), make([]bool, len(g.controls))
	now := make([]int32, len(g.m.States)) // state -> value
	for i := range now {
		now[i] = int32(i)
	}
	values := map[value]int32{}
	at := make([][][]int32, len(g.ways)) // vector -> place -> slots
	for v := range at {
		at[v] = make([][]int32, len(g.ways[v].edges))
	}
	for i := range list {
		p := prepared{scenario: &list[i], touched: make([][]int32, len(g.vectors)), words: words, worlds: worlds}
		if n := list[i].words; n > 0 {
			p.words = min(n, words)
		}
		if n := list[i].worlds; n > 0 {
			p.worlds = min(n, worlds)
		}
		clear(mark)
		clear(had)
		for _, mv := range p.moves {
			for _, e := range g.guarded[mv.state] {
				mark[e] = true
			}
			of := int(g.of[mv.state])
			p.aside = p.aside || g.affects[mv.state]
			p.money = p.money || of == g.minimise || of == g.incident
			if (g.affects[mv.state] || of == g.minimise || of == g.incident) && !had[of] {
				had[of], p.moved = true, append(p.moved, int32(of))
			}
			k := value{now[mv.state], mv}
			id, ok := values[k]
			if !ok {
				id = int32(len(now) + len(out.values))
				values[k], out.values = id, append(out.values, k)
			}
			now[mv.state] = id
		}
		for e := range p.edges {
			mark[e] = true
		}
		if p.noGuard {
			for e := range g.m.Edges {
				mark[e] = mark[e] || g.m.Edges[e].Guard
			}
		}
		for v := range g.ways {
			for j, e := range g.ways[v].edges {
				if mark[e] {
					k := out.slot(g, v, j, &p, now, &at[v][j])
					p.touched[v] = append(p.touched[v], k)
				}
			}
		}
		for _, mv := range p.moves {
			now[mv.state] = int32(mv.state)
		}
		if g.m.Additive {
			p.aside, p.money = false, false
		}
		out.sc[i] = p
	}
	out.chain(g)
	return out
}

// with is the script of scenarios that move the same states, each to another
// value, in an engine of the same shape; nil: these are not such.
func (s *script) with(list []scenario) *script {
	if len(list) != len(s.sc) {
		return nil
	}
	out := *s
	out.sc, out.values = slices.Clone(s.sc), slices.Clone(s.values)
	n := 0
	for i := range list {
		had, now := s.sc[i].scenario, &list[i]
		if len(had.moves) != len(now.moves) || len(had.edges)+len(now.edges) > 0 || had.noGuard || now.noGuard {
			return nil
		}
		for j, mv := range now.moves {
			is := had.moves[j]
			if n == len(out.values) || out.values[n].by != is { // two of them share it
				return nil
			}
			if is.to = mv.to; is != mv {
				return nil
			}
			out.values[n].by = mv
			n++
		}
		out.sc[i].scenario = now
	}
	return &out
}

// chain says which scenarios are best followed from the one before: sets of repairs
// that have most of them in common.
func (s *script) chain(g *engine) {
	for v := range s.slots {
		at := make([]int32, len(s.slots[v])) // slot -> 1 + the last scenario that has it
		for i := range s.sc {
			now := &s.sc[i]
			now.from = append(now.from, turn{})
			if i > 0 {
				before, k := &s.sc[i-1], &now.from[v]
				for _, x := range now.touched[v] {
					if at[x] != int32(i) {
						k.added = append(k.added, x)
					}
				}
				for _, x := range now.touched[v] {
					at[x] = int32(i + 1)
				}
				for _, x := range before.touched[v] {
					if at[x] != int32(i+1) {
						k.gone = append(k.gone, x)
					}
				}
				k.follows = before.words == now.words && before.worlds == now.worlds && 2*(len(k.gone)+len(k.added)) < len(now.touched[v])
				if !k.follows {
					*k = turn{}
				}
				continue
			}
			for _, x := range now.touched[v] {
				at[x] = 1
			}
		}
	}
}

// slot finds or makes that of the edge at a place in a scenario.
func (s *script) slot(g *engine, v, j int, p *prepared, now []int32, at *[]int32) int32 {
	e := int(g.ways[v].edges[j])
	is := slot{place: int32(j)}
	if to, ok := p.edges[e]; ok {
		is.fixed, is.to = true, to
	} else if p.noGuard && g.m.Edges[e].Guard {
		is.fixed = true
	}
	terms := g.ways[v].terms[g.ways[v].term[j]:g.ways[v].term[j+1]]
	same := func(k int32) bool {
		o := &s.slots[v][k]
		if o.fixed || is.fixed {
			return o.fixed == is.fixed && o.to == is.to
		}
		for x, t := range terms {
			if s.terms[v][k][x].state != now[t.state] {
				return false
			}
		}
		return true
	}
	for _, k := range *at {
		if same(k) {
			o := &s.slots[v][k]
			o.words, o.worlds = max(o.words, p.words), max(o.worlds, p.worlds)
			return k
		}
	}
	k := int32(len(s.slots[v]))
	*at = append(*at, k)
	var own []term
	if !is.fixed {
		own = make([]term, len(terms))
		for x, t := range terms {
			own[x] = term{t.eps, now[t.state]}
		}
	}
	is.words, is.worlds = p.words, p.worlds
	s.slots[v], s.terms[v] = append(s.slots[v], is), append(s.terms[v], own)
	return k
}

// turned is a slot in a world.
type turned struct {
	to     float64
	place  int32
	change change
	kept   thresholds
	like   thresholds // of what falls together
	coin   uint64     // for which coins it was thrown,
	asked  uint64     // and for whom
	word   uint64
	gone   uint64 // whom it no longer lets through, of those on whom anything hangs
}

// change is what becomes of a step.
type change uint8

const (
	unchanged change = iota
	harder
	easier
)

// steps works out what the slots come to in the world.
func (p *player) steps(at int) {
	g := p.g
	s := p.values[:len(g.m.States)]
	copy(s, p.w.s)
	for i := range p.script.values {
		x := &p.script.values[i]
		p.values[len(s)+i] = x.by.of(g, p.values[x.from])
	}
	clear(p.easier)
	for v := range g.ways {
		way, now := &g.ways[v], p.turn[v]
		for k := range p.script.slots[v] {
			x, t := &p.script.slots[v][k], &now[k]
			if t.change = unchanged; at >= x.worlds {
				continue
			}
			to := x.to
			if !x.fixed {
				to = g.passBy(p.w, p.values, way, x.place, p.script.terms[v][k])
			}
			t.to, t.place = to, x.place
			switch had := p.p[v][x.place]; {
			case to < had:
				t.change = harder
			case to > had:
				t.change = easier
				p.easier[v] = max(p.easier[v], x.words)
			}
		}
	}
}

// other is the word of a step at the probability that scenarios bring it to, for
// the lanes that are carried to it.
func (p *player) other(v, word int, t *turned, carried uint64) uint64 {
	if coin := p.coinsOf(v, word); t.coin != coin {
		t.coin, t.asked, t.word = coin, 0, 0
	}
	if miss := carried &^ t.asked; miss != 0 {
		kept, like := &p.once[0], &p.once[1]
		if p.n > 1 {
			kept, like = &t.kept, &t.like
		}
		t.word |= p.some(v, word, int(t.place), t.to, miss, kept, like)
		t.asked |= miss
	}
	return t.word & carried
}

// take throws the steps that became harder, for those who get to them and have
// an effect: whom a step did not carry it does not carry when it is harder, and
// who had no effect then has none.
func (p *player) take(v, word int) {
	way, words, reached, any := &p.g.ways[v], p.words[v], p.reached[v], p.any[v]
	for k := range p.turn[v] {
		t := &p.turn[v][k]
		if t.gone = 0; t.change != harder || word >= p.script.slots[v][k].words {
			continue
		}
		carried := words[t.place] & any
		if from := way.from[t.place]; from >= 0 {
			carried &= reached[from]
		}
		if carried != 0 {
			t.gone = carried &^ p.other(v, word, t, carried)
		}
	}
}
