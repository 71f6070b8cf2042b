package risk

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

// prepared is a scenario with all that follows from it in every world.
type prepared struct {
	*scenario
	touched [][]touched // by vector, in the order of its way
	moved   []int32     // controls of which a state is moved, where what no campaign causes or the money hangs on them
	words   int         // of campaigns of each vector in which it is played,
	worlds  int         // and worlds
	aside   bool        // what no campaign causes changes too
	money   bool        // what an event costs changes
}

// touched is a step that a scenario can change.
type touched struct {
	place int32
	fixed bool // brought to another probability, whatever its controls do:
	to    float64
}

func (g *engine) prepare(list []scenario, words, worlds int) []prepared {
	out := make([]prepared, len(list))
	mark, had := make([]bool, len(g.m.Edges)), make([]bool, len(g.controls))
	for i := range list {
		p := prepared{scenario: &list[i], touched: make([][]touched, len(g.vectors)), words: words, worlds: worlds}
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
			matters := g.affects[mv.state] || of == g.minimise || of == g.incident
			p.aside = p.aside || g.affects[mv.state]
			p.money = p.money || of == g.minimise || of == g.incident
			if matters && !had[of] {
				had[of], p.moved = true, append(p.moved, int32(of))
			}
		}
		for e := range p.edges {
			mark[e] = true
		}
		if p.noGuard {
			for e := range g.m.Edges {
				mark[e] = mark[e] || g.m.Edges[e].Guard
			}
		}
		n := 0
		for v := range g.ways {
			for _, e := range g.ways[v].edges {
				if mark[e] {
					n++
				}
			}
		}
		room := make([]touched, 0, n)
		for v := range g.ways {
			first := len(room)
			for j, e := range g.ways[v].edges {
				if !mark[e] {
					continue
				}
				t := touched{place: int32(j)}
				if to, ok := p.edges[int(e)]; ok {
					t.fixed, t.to = true, to
				} else if p.noGuard && g.m.Edges[e].Guard {
					t.fixed = true
				}
				room = append(room, t)
			}
			p.touched[v] = room[first:len(room):len(room)]
		}
		if g.m.Additive {
			p.aside, p.money = false, false
		}
		out[i] = p
	}
	return out
}

// change is a step of a vector that a scenario brings to another probability in a world.
type change struct {
	place int32
	to    float64
	kept  thresholds
}

// move works out which steps change in a scenario, and to what, and what it
// saves where no campaign comes.
func (p *player) move(i int) {
	g, sc, s := p.g, &p.sc[i], p.s
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
		k := i*len(g.ways) + v
		list, lower := p.changed[k][:0], true
		way, had := &g.ways[v], p.p[v]
		for x := range sc.touched[v] {
			t := &sc.touched[v][x]
			to := t.to
			if !t.fixed {
				to = g.passAt(p.w, s, way, int(t.place))
			}
			if to != had[t.place] {
				list = append(list, change{place: t.place, to: to})
				lower = lower && to < had[t.place]
			}
		}
		p.changed[k], p.lower[k] = list, lower
		if !lower {
			p.easier[v] = max(p.easier[v], sc.words)
		}
	}
}

// still brings the states back to what they are in the world.
func (p *player) still(i int) {
	for _, mv := range p.sc[i].moves {
		p.s[mv.state] = p.w.s[mv.state]
	}
}
