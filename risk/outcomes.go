package risk

import "math/bits"

// Outcome is a kind of event as claims are counted: how often a year, the share
// of all events, and what one costs on average.
type Outcome struct {
	Name  string
	Rate  float64 // a year
	Share float64
	Mean  float64 // EUR
}

// Outcomes are the events of a model, each counted once, as the first of these
// that it is. It is held against published claims.
func Outcomes(m *Model, opt Options) ([]Outcome, error) {
	g, err := compile(m)
	if err != nil {
		return nil, err
	}
	out := []Outcome{{Name: "transfer fraud"}, {Name: "ransomware"}, {Name: "mailbox compromise"}, {Name: "disclosure"}, {Name: "device, error, insider"}}
	var kinds struct{ transfer, down, mailbox uint64 }
	for i, n := range g.sinks {
		switch g.m.Nodes[n].Sink.Effect {
		case "transfer":
			kinds.transfer |= 1 << i
		case "stopped", "lost":
			kinds.down |= 1 << i
		case "mailbox":
			kinds.mailbox |= 1 << i
		}
	}
	malice := make([]bool, len(g.vectors)) // from outside, by people unknown
	for v, name := range g.vectors {
		malice[v] = !g.passive[v] && name != "I"
	}
	p := g.player(nil, 1)
	n := opt.worlds()
	for i := range n {
		p.draw(g, opt.Seed, uint64(i), false)
		for v := range g.ways {
			scale := p.w.rate[v] / float64(lanes*n)
			p.follow(v, 0)
			any := p.any[v]
			for ; any != 0; any &= any - 1 {
				lane := bits.TrailingZeros64(any)
				set, kind := setOf(p.reached[v], g.sinks, lane), 4
				switch {
				case set&kinds.transfer != 0:
					kind = 0
				case malice[v] && set&kinds.down != 0:
					kind = 1
				case set&kinds.mailbox != 0:
					kind = 2
				case malice[v]:
					kind = 3
				}
				cost := p.setting.money.loss(p.reached[v], 1<<lane, g.byError[v])
				out[kind].Rate += scale
				out[kind].Mean += float64(scale * cost.total())
			}
		}
	}
	var sum float64
	for _, o := range out {
		sum += o.Rate
	}
	for i := range out {
		if o := &out[i]; o.Rate > 0 {
			o.Share, o.Mean = o.Rate/sum, o.Mean/o.Rate
		}
	}
	return out, nil
}

// setOf are the assets that one campaign reached.
func setOf(reached []uint64, sinks []int32, lane int) (set uint64) {
	for i, n := range sinks {
		set |= reached[n] >> lane & 1 << i
	}
	return set
}
