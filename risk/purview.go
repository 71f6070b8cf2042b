package risk

import (
	"cmp"
	"slices"
)

// levels of detail.
const levels = 5

// purview is what matters of the assets that an event reaches: whose people are
// most, the highest level of detail, and which effects there are.
type purview struct {
	detail                  [levels]nodes // by level, the dearest first
	factor                  [levels]float64
	plain                   nodes // of none of them
	card, transfer, altered nodes
	lost, halted            [2]nodes
	affected                [2]float64 // share of the business, the larger first
}

// nodes are some of the graph.
type nodes []int32

// who reached any of them.
func (k nodes) who(words []uint64) (any uint64) {
	for _, n := range k {
		any |= words[n]
	}
	return any
}

func (g *engine) purviewOf() purview {
	var p purview
	p.affected = [2]float64{g.c.affected["db"], g.c.affected["files"]}
	assets := [2]string{"db", "files"}
	if p.affected[1] > p.affected[0] {
		p.affected[0], p.affected[1] = p.affected[1], p.affected[0]
		assets = [2]string{"files", "db"}
	}
	names := []string{"contact", "identity", "financial", "card", "special"}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(g.c.detail[b], g.c.detail[a]) })
	for i, l := range names {
		p.factor[i] = g.c.detail[l]
	}
	for _, n := range g.sinks {
		k := g.m.Nodes[n].Sink
		at := slices.Index(assets[:], k.Asset)
		switch k.Effect {
		case "disclosed":
			if k.Asset == "card" {
				p.card = append(p.card, n)
			}
			if k.Asset == "db" && float64(g.c.altered*g.c.affected["db"]) > 0 {
				p.altered = append(p.altered, n)
			}
			if l := slices.Index(names, k.Detail); l >= 0 {
				p.detail[l] = append(p.detail[l], n)
			} else {
				p.plain = append(p.plain, n)
			}
		case "transfer":
			p.transfer = append(p.transfer, n)
		case "stopped":
			if at >= 0 && p.affected[at] > 0 {
				p.halted[at] = append(p.halted[at], n)
			}
		case "lost":
			if at >= 0 && p.affected[at] > 0 {
				p.lost[at] = append(p.lost[at], n)
			}
		}
	}
	return p
}

// outcome is what an event did.
type outcome struct {
	disclosed, card, transfer bool
	people, detail            float64
	stopped, lost, altered    float64 // share of the business affected
}

// outcome of one campaign that reached these nodes. By error: through a
// misdelivery, which touches a share of the mail and stray copies and alters
// nothing.
func (p *purse) outcome(words []uint64, lane, byError int) outcome {
	c, v := &p.g.c, &p.g.purview
	var o outcome
	in := func(k nodes) bool { return k.who(words)>>lane&1 != 0 }
	for _, d := range p.rank(byError) {
		if words[d.node]>>lane&1 == 0 {
			continue
		}
		o.disclosed, o.people = true, d.people // overlap unknown: the maximum, not the sum
		for l := range v.detail {
			if in(v.detail[l]) {
				o.detail = v.factor[l]
				break
			}
		}
		o.card = in(v.card)
		if byError == 0 && in(v.altered) {
			o.altered = float64(c.altered * c.affected["db"])
		}
		break
	}
	o.transfer = in(v.transfer)
	for a := len(v.affected) - 1; a >= 0; a-- {
		if in(v.halted[a]) {
			o.stopped = v.affected[a]
		}
		if in(v.lost[a]) {
			o.lost = v.affected[a]
		}
	}
	return o
}

// leaving is how many customers could leave over it.
func (p *purse) leaving(o outcome) float64 {
	switch {
	case o.lost > 0:
		return p.g.till.customers
	case o.disclosed:
		return min(p.g.till.customers, o.people)
	}
	return 0
}
