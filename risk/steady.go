package risk

import (
	"cmp"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Stability is whether the answer rests on numbers that a person decided.
type Stability struct {
	Link     string  `json:"link"`
	Same     float64 `json:"same"` // share of the model variants in which the weakest link stays the same
	Variants int     `json:"variants"`
	Tornado  []Swing `json:"tornado"` // the constants that move it most
}

// Swing is what one judged constant does when it is halved and doubled (for a
// probability: its odds).
type Swing struct {
	ID       string  `json:"id"`
	Value    float64 `json:"value"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
	DropLow  float64 `json:"drop_low"` // what repairing the named link saves then, EUR a year
	DropHigh float64 `json:"drop_high"`
	LinkLow  string  `json:"link_low"` // the weakest link then
	LinkHigh string  `json:"link_high"`
}

const (
	variants      = 200 // with all constants moved at once
	variantWorlds = 8   // the same for all: only what a variant changes is read off them
	swingWorlds   = 4   // with one moved alone
	swings        = 10
	factor        = 2 // each judged constant may be off by this much

	skillSteps = 16 // values that the skill of attackers takes in the variants: each is a table of its own, and is kept
)

// knob is a constant that a person decided.
type knob struct {
	ids   []string
	value []float64
	odds  bool
}

// at is the knob turned by a factor.
func (k knob) at(f float64) map[string]float64 {
	out := map[string]float64{}
	for i, id := range k.ids {
		x := k.value[i]
		if k.odds {
			if x > 0 && x < 1 {
				x = float64(f*x) / (1 - x + float64(f*x))
			}
		} else {
			x = float64(x * f)
		}
		out[id] = x
	}
	return out
}

// knobs are all judged constants that can move the ranking: not the anchors,
// which are computed, nor words and prices of work, which rank nothing.
func (c *Constants) knobs() []knob {
	var out []knob
	for _, v := range c.Values {
		skip := v.Mark != "J" || v.Docs || v.Value == 0 || strings.HasPrefix(v.Unit, "EUR/") // prices and exchange rates
		for _, p := range []string{"qbar.", "word.", "plan.", "rate."} {
			skip = skip || strings.HasPrefix(v.ID, p)
		}
		if !skip {
			odds := v.Unit == "probability" || v.Unit == "share" || v.Unit == "weight" || v.Unit == "correlation"
			out = append(out, knob{[]string{v.ID}, []float64{v.Value}, odds})
		}
	}
	for _, k := range c.List {
		if k.Mark == "J" {
			out = append(out, knob{[]string{k.ID + ".m"}, []float64{k.M}, true})
		}
		var e knob
		for _, v := range append(append([]string{}, Vectors...), "L", "backup") {
			if x := k.Eps[v]; x > 0 {
				e.ids, e.value = append(e.ids, k.ID+".eps."+v), append(e.value, x)
			}
		}
		if e.odds = true; len(e.ids) > 0 {
			out = append(out, e)
		}
		out = append(out, knob{[]string{k.ID + ".sop"}, []float64{k.SoP}, true})
		for id, x := range map[string]float64{".g": k.G, ".h": k.H} {
			if x > 0 {
				out = append(out, knob{[]string{k.ID + id}, []float64{x}, true})
			}
		}
	}
	slices.SortFunc(out, func(a, b knob) int { return strings.Compare(a.ids[0], b.ids[0]) })
	return out
}

// Varied is what the links would be worth under other constants: each judged one
// halved and doubled alone, and all of them moved at once (Latin hypercube).
type Varied struct {
	Links []string    `json:"links"` // with something weak or broken seen
	Drops [][]float64 `json:"drops"` // variant -> link
}

// Vary weighs the variants, in few worlds that are the same for all. build makes
// the model of the firm for given constants.
func Vary(c *Constants, build func(*Constants) (*Model, error), seed uint64) (Varied, error) {
	return varyIn(variantWorlds, c, build, seed)
}

func varyIn(variantWorlds int, c *Constants, build func(*Constants) (*Model, error), seed uint64) (Varied, error) {
	knobs := c.knobs()
	list := changesOf(knobs)
	m, err := build(c)
	if err != nil {
		return Varied{}, err
	}
	g, err := compile(m)
	if err != nil {
		return Varied{}, err
	}
	ref := newReference(g, seed, max(variantWorlds, swingWorlds), false)
	_, links := g.repaired()
	all, one := g.prepare(links, 1, variantWorlds), g.prepare(links, 1, swingWorlds)
	type answer struct {
		links []string
		drops []float64
		err   error
	}
	got := make([]answer, len(list))
	var wait sync.WaitGroup
	var mu sync.Mutex
	next := 0
	for range min(runtime.GOMAXPROCS(0), 8) {
		wait.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= len(list) {
					return
				}
				worlds, script := variantWorlds, all
				if alone(i, len(knobs)) {
					worlds, script = swingWorlds, one
				}
				a := &got[i]
				a.links, a.drops, a.err = drops(c, list[i], build, ref, script, worlds)
			}
		})
	}
	wait.Wait()
	out := Varied{Links: got[0].links}
	for i := range got {
		if got[i].err != nil {
			return Varied{}, got[i].err
		}
		out.Drops = append(out.Drops, got[i].drops)
	}
	return out, nil
}

// Changes are the variants of the constants, as Vary makes them.
func (c *Constants) Changes() []map[string]float64 { return changesOf(c.knobs()) }

// changesSeed makes the same changes for every firm, so that what they do to the
// anchors can be known beforehand.
const changesSeed = 1

// changesOf are the variants: as it stands, in the worlds of the swings and of the
// variants; each constant halved and doubled; all of them moved at once.
func changesOf(knobs []knob) []map[string]float64 {
	list := []map[string]float64{nil, nil}
	for _, k := range knobs {
		list = append(list, k.at(1.0/factor), k.at(factor))
	}
	all := make([]map[string]float64, variants)
	for j, k := range knobs {
		draws := stream(place(changesSeed, uint64(j)))
		order := make([]int, variants)
		for i := range order {
			order[i] = i
		}
		for i := variants - 1; i > 0; i-- {
			x := int(draws.next() % uint64(i+1))
			order[i], order[x] = order[x], order[i]
		}
		for i := range all {
			if all[i] == nil {
				all[i] = map[string]float64{}
			}
			u := (float64(order[i]) + draws.uniform()) / variants
			if k.ids[0] == "skill.variance" {
				u = (math.Floor(float64(skillSteps*u)) + half) / skillSteps
			}
			for id, x := range k.at(math.Pow(factor, float64(2*u)-1)) {
				all[i][id] = x
			}
		}
	}
	return append(list, all...)
}

// alone says whether one constant was moved alone in that variant, or none in
// the same worlds.
func alone(variant, knobs int) bool {
	return variant == 0 || variant >= 2 && variant < 2+2*knobs
}

// Steady says how much the verdict rests on the judged constants. The drops of a
// variant are those of the verdict, times what the variant changes in a few
// worlds: so the luck of those worlds does not pass for doubt.
func Steady(c *Constants, v Verdict, in Varied) (Stability, error) {
	link := v.Link
	if link == "" {
		return Stability{Tornado: []Swing{}}, nil
	}
	knobs := c.knobs()
	at := slices.Index(in.Links, link)
	if at < 0 || len(in.Drops) != 2+2*len(knobs)+variants {
		return Stability{}, fmt.Errorf("say how steady the verdict is: the variants are not those of a firm whose weakest link is %s", link)
	}
	stands := make([]float64, len(in.Links))
	for _, l := range v.Links {
		if i := slices.Index(in.Links, l.Link); i >= 0 {
			stands[i] = l.DropSeen.Best
		}
	}
	type answer struct {
		link string  // the weakest
		drop float64 // of the link named
	}
	got := make([]answer, len(in.Drops))
	for i, drops := range in.Drops {
		base := in.Drops[1]
		if alone(i, len(knobs)) {
			base = in.Drops[0]
		}
		most := 0.0
		for j, x := range drops {
			if base[j] > 0 {
				x = float64(stands[j] * x / base[j])
			}
			l := in.Links[j]
			if a := &got[i]; a.link == "" || x > most || x == most && l < a.link {
				a.link, most = l, x
			}
			if j == at {
				got[i].drop = x
			}
		}
	}
	out := Stability{Link: link, Variants: variants, Tornado: []Swing{}}
	same := 0
	for _, a := range got[2+2*len(knobs):] {
		if a.link == link {
			same++
		}
	}
	out.Same = float64(same) / variants
	for j, k := range knobs {
		low, high := got[2+2*j], got[3+2*j]
		out.Tornado = append(out.Tornado, Swing{ID: k.name(), Value: k.value[0], Low: k.at(1.0 / factor)[k.ids[0]], High: k.at(factor)[k.ids[0]],
			DropLow: low.drop, DropHigh: high.drop, LinkLow: low.link, LinkHigh: high.link})
	}
	slices.SortStableFunc(out.Tornado, func(a, b Swing) int {
		return cmp.Compare(math.Abs(b.DropHigh-b.DropLow), math.Abs(a.DropHigh-a.DropLow))
	})
	out.Tornado = out.Tornado[:min(len(out.Tornado), swings)]
	return out, nil
}

func (k knob) name() string {
	if len(k.ids) > 1 {
		return k.ids[0][:strings.LastIndexByte(k.ids[0], '.')]
	}
	return k.ids[0]
}

// repaired are the links with something weak or broken seen, each repaired.
func (g *engine) repaired() (links []string, list []scenario) {
	for _, l := range g.links {
		if _, seen, bad := g.statesOf(l); bad {
			links, list = append(links, l), append(list, scenario{link: l, moves: atLeast(seen, g.sop)})
		}
	}
	return links, list
}

// drops of the links of a variant, from few worlds: the same ones every time.
// alike is the script of the same links under the constants as they stand.
func drops(c *Constants, changes map[string]float64, build func(*Constants) (*Model, error), ref *reference, alike *script, worlds int) (links []string, saves []float64, err error) {
	with, err := c.With(changes)
	if err != nil {
		return nil, nil, err
	}
	m, err := build(with)
	if err != nil {
		return nil, nil, err
	}
	g, err := ref.g.another(m)
	if err != nil {
		return nil, nil, err
	}
	links, list := g.repaired()
	var p *played
	if g.shaped(ref.g) {
		script := alike.with(list)
		if script == nil {
			script = g.prepare(list, 1, worlds)
		}
		p = g.newPlayed(worlds, 1, script, 0)
		by := ref.player(g, script)
		for i := range worlds {
			by.resemble(i)
			by.enact(i, p)
		}
		ref.room.Put(by)
	} else {
		p = g.play(ref.seed, 0, worlds, 1, list, 0)
	}
	for i := range list {
		saves = append(saves, mean(totals(p.drops[i])))
	}
	return links, saves, nil
}
