package risk

import (
	"maps"
	"math"
	"slices"
)

// Weighing is a model of which several things are asked: its worlds are drawn
// once, and what was tried for one answer is not tried again for the next.
type Weighing struct {
	g   *engine
	opt Options
}

// Open makes a model ready. It fails as Weigh does.
func Open(m *Model, opt Options) (*Weighing, error) {
	g, err := compile(m)
	if err != nil {
		return nil, err
	}
	g.keepSettings()
	return &Weighing{g, opt}, nil
}

// Verdict is what Weigh says.
func (w *Weighing) Verdict() Verdict { return w.g.verdict(w.opt) }

// Plan is what Planned says.
func (w *Weighing) Plan(budget Budget) Plan { return w.g.planned(budget, w.opt) }

// Next is what FindOut says.
func (w *Weighing) Next() Next { return w.g.next(w.opt) }

// Shares is what Shares says.
func (w *Weighing) Shares() []Share { return w.g.shares(w.opt) }

// Measures is what Measure says.
func (w *Weighing) Measures() Measures { return w.g.measures(w.opt) }

// Compare is what Compare says of the model and another one, in so many samples.
func (w *Weighing) Compare(after *Model, samples int) (Comparison, error) {
	g, err := compile(after)
	if err != nil {
		return Comparison{}, err
	}
	opt := w.opt
	opt.Samples = samples
	return compared(w.g, g, opt), nil
}

// remembered is what scenarios saved in the first worlds, with 64 campaigns of each
// vector: the same whatever else is played.
type remembered struct {
	drops map[string][]drop
	means map[string]float64 // of the first worlds of a plan
}

// remember keeps it, if more is to be asked.
func (g *engine) remember(list []scenario, drops [][]drop) {
	if g.known == nil {
		return
	}
	for i := range list {
		if k := list[i].key(); len(drops[i]) > len(g.known.drops[k]) {
			g.known.drops[k] = drops[i]
		}
	}
}

// key is all that a scenario changes.
func (s *scenario) key() string {
	moves := slices.Clone(s.moves)
	slices.SortStableFunc(moves, byState)
	b := make([]byte, 0, 24*len(moves)+16*len(s.edges)+1)
	for _, mv := range moves {
		b = word64(b, uint64(mv.state))
		b = word64(b, math.Float64bits(mv.to))
		b = word64(b, uint64(mv.subjects)<<1|uint64(boolInt(mv.exactly)))
	}
	b = append(b, byte(boolInt(s.noGuard)))
	for _, e := range slices.Sorted(maps.Keys(s.edges)) {
		b = word64(b, uint64(e))
		b = word64(b, math.Float64bits(s.edges[e]))
	}
	return string(b)
}

// saves is the mean of what scenarios save in the first worlds, as many each time.
func (g *engine) saves(seed uint64, worlds int, list []scenario) []float64 {
	out := make([]float64, len(list))
	if g.known == nil {
		for i, d := range g.play(seed, 0, worlds, 1, list, 0).drops {
			out[i] = mean(totals(d))
		}
		return out
	}
	var ask []scenario
	var keys []string
	at := map[string][]int{}
	for i := range list {
		k := list[i].key()
		if x, ok := g.known.means[k]; ok {
			out[i] = x
			continue
		}
		if d := g.known.drops[k]; len(d) >= worlds {
			out[i] = mean(totals(d[:worlds]))
			continue
		}
		if at[k] == nil {
			ask, keys = append(ask, list[i]), append(keys, k)
		}
		at[k] = append(at[k], i)
	}
	if len(ask) == 0 {
		return out
	}
	for x, d := range g.play(seed, 0, worlds, 1, ask, 0).drops {
		saves := mean(totals(d))
		g.known.means[keys[x]] = saves
		for _, i := range at[keys[x]] {
			out[i] = saves
		}
	}
	return out
}

// drops are what scenarios save in each of the first worlds.
func (g *engine) drops(seed uint64, worlds int, list []scenario) [][]drop {
	if g.known == nil {
		return g.play(seed, 0, worlds, 1, list, 0).drops
	}
	out := make([][]drop, len(list))
	var ask []scenario
	var at []int
	for i := range list {
		if d := g.known.drops[list[i].key()]; len(d) >= worlds {
			out[i] = d[:worlds]
			continue
		}
		ask, at = append(ask, list[i]), append(at, i)
	}
	if len(ask) > 0 {
		got := g.play(seed, 0, worlds, 1, ask, 0).drops
		g.remember(ask, got)
		for k, i := range at {
			out[i] = got[k]
		}
	}
	return out
}

func word64(b []byte, x uint64) []byte {
	for range 8 {
		b, x = append(b, byte(x)), x>>8
	}
	return b
}
