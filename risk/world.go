package risk

import "math"

// world is one draw of everything that is not known: one possible truth.
type world struct {
	key     uint64
	seed    uint64
	number  uint64
	s       []float64 // state of each control instance
	eps     []float64 // control x (vectors, L, backup)
	beta    []float64 // per edge
	passive []float64 // per edge, under the vectors without an attacker
	rate    []float64 // serious campaigns a year, by vector
	share   []float64 // what it was made from,
	whole   float64   // their sum,
	base    float64   // and the rate of all vectors
	covered float64   // of the inventory
	h       []float64 // share turned away, by control
	excess  float64   // share of the data kept without need
	online  float64   // online share of the revenue
	churn   float64
	unlaw   float64 // events a year where e = the template's
	episode float64
	fail    float64 // breakdowns a year
}

// What numbers are drawn for. The order is part of the model: a change of it
// changes every draw.
const (
	forState = iota
	forEps
	forBeta
	forTurned
	forRate
	forWeight
	forMoney
	forCoverage
	forGuard
	forCoins
	forEvent
	forGroup
	forShuffle
)

func (g *engine) newWorld() *world {
	return &world{s: make([]float64, len(g.m.States)), eps: make([]float64, len(g.controls)*(len(g.vectors)+2)),
		beta: make([]float64, len(g.m.Edges)), passive: make([]float64, len(g.m.Edges)),
		rate: make([]float64, len(g.vectors)), share: make([]float64, len(g.vectors)), h: make([]float64, len(g.controls))}
}

func (w *world) at(what, i uint64) *draw {
	return &draw{stream: stream(place(w.key, what, i)), over: place(w.seed, what, i), number: uint32(w.number)}
}

// draw fills a world, as far as anything hangs on it.
func (g *engine) draw(w *world, seed, number uint64) { g.drawLike(w, seed, number, nil, nil) }

// drawLike is draw where the same world of another engine of the same shape is
// there: what is drawn by the same numbers of the model came out as it did there.
func (g *engine) drawLike(w *world, seed, number uint64, o *engine, is *world) {
	m, c := g.m, &g.c
	w.key, w.seed, w.number = place(seed, number), seed, number
	at := w.at
	for i, c := range g.eps {
		switch {
		case !(c.Mean > 0) || !g.asked.eps[i]:
		case o != nil && o.eps[i] == c:
			w.eps[i] = is.eps[i]
		default:
			number := uint64(i)
			if width := len(g.vectors) + 2; g.controls[i/width].OneEps {
				number = uint64(i - i%width) // one draw for all vectors
			}
			w.eps[i] = at(forEps, number).chance(c)
		}
	}
	for i := range g.controls {
		switch h := g.controls[i].H; {
		case !(h > 0):
		case o != nil && o.controls[i].H == h && o.c.distrustNu == c.distrustNu:
			w.h[i] = is.h[i]
		default:
			w.h[i] = at(forTurned, uint64(i)).chance(Chance{h, c.distrustNu})
		}
	}
	for i := range m.States {
		if !g.asked.state[i] {
			continue
		}
		if o != nil {
			if a, b := &m.States[i], &o.m.States[i]; a.A == b.A && a.B == b.B && a.Known == b.Known && a.Least == b.Least {
				w.s[i] = is.s[i]
				continue
			}
		}
		g.drawState(w, i)
	}
	switch {
	case m.Coverage != 0:
		w.covered = m.Coverage
	case o != nil && o.m.Coverage == 0 && o.c.coverage == c.coverage:
		w.covered = is.covered
	default:
		w.covered = at(forCoverage, 0).chance(c.coverage)
	}
	guarded := o != nil && w.covered == is.covered && o.c.unseenA == c.unseenA && o.c.unseenB == c.unseenB
	for i := range m.Edges {
		e := &m.Edges[i]
		if !g.asked.edge[i] {
			continue
		}
		if e.Guard {
			if guarded {
				w.beta[i], w.passive[i] = is.beta[i], is.passive[i]
				continue
			}
			s := at(forGuard, uint64(i))
			b := 0.0
			if s.even() > w.covered {
				b = s.beta(c.unseenA, c.unseenB)
			}
			w.beta[i], w.passive[i] = b, b
			continue
		}
		if o != nil && e.alike(&o.m.Edges[i]) {
			w.beta[i], w.passive[i] = is.beta[i], is.passive[i]
			continue
		}
		b := at(forBeta, uint64(2*i)).chance(e.Beta)
		p := b
		if e.Passive != nil {
			p = at(forBeta, uint64(2*i+1)).chance(*e.Passive)
		}
		if e.Share > 1 { // n like doors share the pressure of one
			b = shared(b, e.Share)
			p = shared(p, e.Share)
		}
		w.beta[i], w.passive[i] = b, p
	}
	if m.Rates != nil {
		copy(w.rate, m.Rates)
		return
	}
	if o != nil && c.lots == o.c.lots && m.Firm.Sector == o.m.Firm.Sector && m.Firm.OnlineShare == o.m.Firm.OnlineShare {
		copy(w.share, is.share)
		w.base, w.whole = is.base, is.whole
		w.excess, w.online, w.churn, w.unlaw, w.episode, w.fail = is.excess, is.online, is.churn, is.unlaw, is.episode, is.fail
	} else {
		w.base = float64(at(forRate, 0).lognormal(c.lambda, c.lambdaSigma) * c.sector(m.Firm))
		w.whole = 0
		for v := range w.share {
			w.share[v] = at(forWeight, uint64(v)).gamma(float64(c.concentration * c.weight[v]))
			w.whole += w.share[v]
		}
		money := at(forMoney, 0)
		w.excess = money.beta(c.excessA, c.excessB)
		w.online = money.beta(c.onlineA, c.onlineB)
		if m.Firm.OnlineShare > 0 {
			w.online = m.Firm.OnlineShare
		}
		w.churn = money.beta(c.churnA, c.churnB)
		w.unlaw = money.lognormal(c.unlawful, c.unlawfulSigma)
		w.episode = money.lognormal(c.episodes, c.episodesSigma)
		w.fail = money.lognormal(c.breakdown, c.breakdownSigma)
	}
	for v := range w.rate {
		w.rate[v] = float64(w.base*w.share[v]) / float64(w.whole*c.qbar[v])
	}
}

// alike says whether two edges are drawn by the same numbers.
func (e *Edge) alike(o *Edge) bool {
	return e.Beta == o.Beta && e.Share == o.Share && (e.Passive == nil) == (o.Passive == nil) && (e.Passive == nil || *e.Passive == *o.Passive)
}

// drawState draws the state of one control.
func (g *engine) drawState(w *world, i int) {
	st := &g.m.States[i]
	number := uint64(i)
	if g.place != nil {
		number = uint64(g.place[i])
	}
	if st.Known {
		w.s[i] = st.A / (st.A + st.B)
	} else {
		w.s[i] = w.at(forState, number).beta(st.A, st.B)
	}
	w.s[i] = max(w.s[i], st.Least)
}

// drawRest draws the states on which nothing hangs, for who asks what they are.
func (g *engine) drawRest(w *world) {
	for i, asked := range g.asked.state {
		if !asked {
			g.drawState(w, i)
		}
	}
}

// shared is the chance of one of n doors that together let as many through as
// the single door of the template: knowing more mailboxes is no more risk.
func shared(p float64, n int) float64 { return 1 - math.Pow(1-p, 1/float64(n)) }

// pass is the probability that edge e lets a campaign of vector v through when
// the controls are in state s.
func (g *engine) pass(w *world, s []float64, e, v int) float64 {
	edge := &g.m.Edges[e]
	b := w.beta[e]
	if g.passive[v] {
		b = w.passive[e]
	}
	if len(edge.States) == 0 {
		return b
	}
	width := len(g.vectors) + 2
	left := 1.0
	for _, i := range edge.States {
		c := g.of[i]
		left = float64(left * (1 - float64(w.eps[int(c)*width+g.columnOf(e, v, c)]*s[i])))
	}
	return float64(b * max(left, g.c.floor))
}

// passAt is pass of the edge at a place of a way.
func (g *engine) passAt(w *world, s []float64, way *way, j int) float64 {
	return g.passBy(w, s, way, int32(j), way.terms[way.term[j]:way.term[j+1]])
}

// passBy is that with other terms.
func (g *engine) passBy(w *world, s []float64, way *way, j int32, terms []term) float64 {
	e := way.edges[j]
	b := w.beta[e]
	if way.passive {
		b = w.passive[e]
	}
	if len(terms) == 0 {
		return b
	}
	left := 1.0
	for _, t := range terms {
		left = float64(left * (1 - float64(w.eps[t.eps]*s[t.state])))
	}
	return float64(b * max(left, g.c.floor))
}

// state is the state of a control for the firm as a whole: the mean over the
// subjects that were looked at, else that of the control type. face: as
// visitors notice it, where that differs.
func (g *engine) state(s []float64, control int, face bool) (mean float64, ok bool) {
	var sum, typed, n float64
	for _, i := range g.states[control] {
		st := &g.m.States[i]
		switch {
		case st.Face && !face:
		case face && !st.Face && int(i)+1 < len(g.m.States) && g.m.States[i+1].Face: // its face follows it
		case st.Seen:
			if st.subjects > 0 { // one of the parts that so many are told in
				k := float64(st.subjects) / sharesOf
				sum, n = sum+float64(k*s[i]), n+k
				continue
			}
			k := float64(max(1, st.Many))
			sum, n = sum+float64(k*s[i]), n+k
		default:
			typed, ok = s[i], true
		}
	}
	if n == 0 {
		return typed, ok
	}
	return sum / n, true
}
