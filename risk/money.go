package risk

import (
	"cmp"
	"math"
	"slices"
)

// parts is a loss in the owner's words, EUR: lost business, lawsuits and fines,
// clean-up, lost reputation.
type parts struct{ business, claims, cleanUp, reputation float64 }

func (p parts) total() float64 { return p.business + p.claims + p.cleanUp + p.reputation }

func (p parts) add(q parts, k float64) parts {
	return parts{p.business + float64(k*q.business), p.claims + float64(k*q.claims), p.cleanUp + float64(k*q.cleanUp), p.reputation + float64(k*q.reputation)}
}

func meanLN(median, sigma float64) float64 {
	return float64(median * math.Exp(float64(sigma*sigma)/2))
}

// purse is what the money of one firm in one world comes to.
type purse struct {
	g                   *engine
	revenue, customers  float64
	day                 float64 // margin a day
	margin              float64 // margin a customer and year
	response            spread
	rebuild             spread
	transfer            spread
	stopped             spread // days
	copyDays            float64
	churn, excess, plan float64
	minimise, minimised float64 // state of minimisation: in this scenario, and as the firm stands
	means               eventMeans
	order               [2][]exposed // by intent, by error
	beyond              [2][]float64 // what records cost beyond the response, by rank and level of detail; NaN: not asked for yet
	memo                [2]memo      // mean of an event, by the key of what was reached
}

// fill works the purse out anew: minimised is the state of minimisation as the
// firm stands, the others those of the scenario.
func (p *purse) fill(g *engine, w *world, minimised, minimise, plan float64) {
	c, f := &g.c, g.m.Firm
	k := c.classOf(f)
	p.g, p.churn, p.excess = g, w.churn, w.excess
	p.revenue, p.customers = f.Revenue, f.Customers
	if p.revenue <= 0 {
		p.revenue = k.revenue
	}
	if p.customers <= 0 {
		p.customers = k.customers
	}
	p.day = float64(p.revenue*c.margin) / 365
	if c.marginPerHour > 0 {
		p.day = float64(c.marginPerHour*c.hours) / 365
	}
	p.margin = float64(p.revenue*c.margin) / p.customers
	p.response = spread{min(c.responseHigh, max(c.responseLow, float64(c.responseShare*p.revenue))), c.response.sigma}
	p.rebuild = spread{k.rebuild, c.rebuild.sigma}
	sum := float64(c.transfer.median * math.Pow(p.revenue/c.moneyBase, c.moneyPower)) // a mean
	p.transfer = spread{float64(sum * math.Exp(-float64(c.transfer.sigma*c.transfer.sigma)/2)), c.transfer.sigma}
	p.stopped = c.stopped
	if f.RestoreDays > 0 {
		p.stopped = spread{f.RestoreDays, c.drilled.sigma}
	}
	p.copyDays = c.rpo
	if f.CopyDays > 0 {
		p.copyDays = f.CopyDays
	}
	p.minimise, p.minimised, p.plan = minimise, minimised, plan
	p.means = eventMeans{response: p.response.mean(), fine: c.fine.mean(), card: c.card.mean(), rebuild: p.rebuild.mean(),
		stopped: p.stopped.mean() + p.copyDays, sum: p.sum()}
	p.means.lost = max(c.lost.mean(), p.means.stopped)
	for i := range p.memo {
		p.rank(i)
		p.memo[i].reset()
		p.beyond[i] = p.beyond[i][:0]
		for range len(p.order[i]) * len(g.purview.factor) {
			p.beyond[i] = append(p.beyond[i], math.NaN())
		}
	}
}

// eventMeans are the means that every event of a purse shares.
type eventMeans struct{ response, fine, card, rebuild, stopped, lost, sum float64 }

// people is whose data a sink really exposes.
func (p *purse) people(k *Sink) float64 {
	kept := 1 - float64(p.excess*p.minimise)
	if k.Exact { // measured as things stand: only a change of the state changes it
		kept /= 1 - float64(p.excess*p.minimised)
	}
	return float64(k.People * kept)
}

// outcome is what an event did.
type outcome struct {
	disclosed, card, transfer bool
	people, detail            float64
	beyond                    *float64 // where that of these people and detail is kept; nil: nowhere
	stopped, lost, altered    float64  // share of the business affected
}

// purview is what matters of a set of sinks: whose people are most, the highest
// level of detail, and which effects there are. Many sets come to the same.
type purview struct {
	disclosed, card, transfer, altered uint64
	stopped, lost                      [2]uint64
	affected                           [2]float64 // share of the business, the larger first
	detail                             [5]uint64  // by level, the dearest first
	factor                             [5]float64
}

func (g *engine) purviewOf() purview {
	var p purview
	p.affected = [2]float64{g.c.affected["db"], g.c.affected["files"]}
	assets := [2]string{"db", "files"}
	if p.affected[1] > p.affected[0] {
		p.affected[0], p.affected[1] = p.affected[1], p.affected[0]
		assets = [2]string{"files", "db"}
	}
	levels := []string{"contact", "identity", "financial", "card", "special"}
	slices.SortStableFunc(levels, func(a, b string) int { return cmp.Compare(g.c.detail[b], g.c.detail[a]) })
	for i, l := range levels {
		p.factor[i] = g.c.detail[l]
	}
	for i, node := range g.sinks {
		k := g.m.Nodes[node].Sink
		bit := uint64(1) << i
		switch k.Effect {
		case "disclosed":
			p.disclosed |= bit
			if k.Asset == "card" {
				p.card |= bit
			}
			if k.Asset == "db" && g.c.altered > 0 {
				p.altered |= bit
			}
			if l := slices.Index(levels, k.Detail); l >= 0 {
				p.detail[l] |= bit
			}
		case "transfer":
			p.transfer |= bit
		case "stopped", "lost":
			for a := range assets {
				if k.Asset == assets[a] && k.Effect == "stopped" {
					p.stopped[a] |= bit
				} else if k.Asset == assets[a] {
					p.lost[a] |= bit
				}
			}
		}
	}
	return p
}

// rank sorts the sinks by how many people each exposes, most first.
func (p *purse) rank(byError int) {
	g := p.g
	order := p.order[byError][:0]
	for i, node := range g.sinks {
		k := g.m.Nodes[node].Sink
		if k.Effect != "disclosed" {
			continue
		}
		n := p.people(k)
		if byError == 1 && (k.Asset == "mail" || k.Asset == "stray") {
			n = float64(n * g.c.misdelivery)
		}
		order = append(order, exposed{i, n})
	}
	for i := 1; i < len(order); i++ { // few, and in nearly the same order each time
		for j := i; j > 0 && order[j].people > order[j-1].people; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	p.order[byError] = order
}

type exposed struct {
	sink   int
	people float64
}

// key is the purview of a set: all that its price depends on.
func (p *purse) key(set uint64, byError bool) uint64 {
	v := &p.g.purview
	var key uint64
	if d := set & v.disclosed; d != 0 {
		order := p.order[0]
		if byError {
			order = p.order[1]
		}
		for i := range order {
			if d>>order[i].sink&1 == 1 {
				key = uint64(i + 1)
				break
			}
		}
		for l, mask := range v.detail {
			if d&mask != 0 {
				key |= uint64(l+1) << 8
				break
			}
		}
		if d&v.card != 0 {
			key |= 1 << 12
		}
		if d&v.altered != 0 && !byError {
			key |= 1 << 13
		}
	}
	if set&v.transfer != 0 {
		key |= 1 << 14
	}
	for a := range v.stopped {
		if set&v.stopped[a] != 0 {
			key |= 1 << 15 << a
		}
		if set&v.lost[a] != 0 {
			key |= 1 << 17 << a
		}
	}
	return key
}

// outcome of reaching what a key says. By error: through a misdelivery, which
// touches a share of the mail and stray copies and alters nothing.
func (p *purse) outcome(key uint64, byError bool) outcome {
	c, v := &p.g.c, &p.g.purview
	var o outcome
	if i := key & 0xff; i > 0 {
		order, kept := p.order[0], p.beyond[0]
		if byError {
			order, kept = p.order[1], p.beyond[1]
		}
		o.disclosed, o.people = true, order[i-1].people // overlap unknown: the maximum, not the sum
		if l := key >> 8 & 0xf; l > 0 {
			o.detail = v.factor[l-1]
			o.beyond = &kept[(i-1)*uint64(len(v.factor))+l-1]
		}
		o.card = key>>12&1 == 1
		if key>>13&1 == 1 {
			o.altered = float64(c.altered * c.affected["db"])
		}
	}
	o.transfer = key>>14&1 == 1
	for a := len(v.affected) - 1; a >= 0; a-- {
		if key>>15>>a&1 == 1 {
			o.stopped = v.affected[a]
		}
		if key>>17>>a&1 == 1 {
			o.lost = v.affected[a]
		}
	}
	return o
}

// leaving is how many customers could leave over it.
func (p *purse) leaving(o outcome) float64 {
	switch {
	case o.lost > 0:
		return p.customers
	case o.disclosed:
		return min(p.customers, o.people)
	}
	return 0
}

// event is the mean loss of one event.
func (p *purse) event(o outcome) parts {
	c := &p.g.c
	var out parts
	out.cleanUp = p.means.response
	if o.transfer {
		out.cleanUp += p.means.sum
	}
	eased := 1 - float64(c.plan*p.plan)
	if o.disclosed && o.people >= 1 {
		switch {
		case o.beyond == nil:
			out.cleanUp += p.recordsBeyond(o.people, o.detail)
		case math.IsNaN(*o.beyond):
			*o.beyond = p.recordsBeyond(o.people, o.detail)
			fallthrough
		default:
			out.cleanUp += *o.beyond
		}
		out.claims += float64(float64(c.fineP*eased) * p.means.fine)
		if o.card {
			out.claims += p.means.card
		}
	}
	stopped, lost := p.means.stopped, p.means.lost
	switch {
	case o.lost > 0:
		out.business += float64(float64(lost*eased) * float64(p.day*o.lost))
		out.cleanUp += float64(c.rebuildLost * p.means.rebuild)
	case o.stopped > 0:
		out.business += float64(float64(stopped*eased) * float64(p.day*o.stopped))
		out.cleanUp += p.means.rebuild
	case o.altered > 0:
		out.business += float64(float64(stopped*eased) * float64(p.day*o.altered))
	}
	out.reputation += float64(float64(p.leaving(o)*p.churn) * float64(p.margin*c.churnYears))
	return out
}

// sum is the mean of a fraudulent transfer, cut at what one person can release.
func (p *purse) sum() float64 {
	if cut := p.g.m.Firm.LargestSum; cut > 0 {
		return p.transfer.meanUpTo(cut)
	}
	return p.transfer.mean()
}

// recordsMedian is the median of what the records themselves cost.
func (p *purse) recordsMedian(people, detail float64) float64 {
	c := &p.g.c
	return float64(float64(c.recordsScale*detail) * math.Exp(c.recordsIntercept+float64(c.recordsSlope*math.Log(people))))
}

// recordsBeyond is E[max(R - F, 0)] of two lognormals with a common severity (Margrabe).
func (p *purse) recordsBeyond(people, detail float64) float64 {
	c := &p.g.c
	sr, sf := c.records.sigma, p.response.sigma
	r, f := meanLN(p.recordsMedian(people, detail), sr), p.means.response
	spread := math.Sqrt(float64(sr*sr) + float64(sf*sf) - float64(2*float64(c.recordsRho*float64(sr*sf))))
	d1 := float64(math.Log(r/f)/spread) + spread/2
	return float64(r*phi(d1)) - float64(f*phi(d1-spread))
}

// sample is the loss of one event with one severity coupling its parts:
// ln X_i = mu_i + sigma_i (sqrt(r) z + sqrt(1-r) z_i).
func (p *purse) sample(o outcome, at *stream) float64 {
	c := &p.g.c
	z := at.normal()
	shared, own := math.Sqrt(c.coupling), math.Sqrt(1-c.coupling)
	draw := func(s spread) float64 {
		return float64(s.median * math.Exp(float64(s.sigma*(float64(shared*z)+float64(own*at.normal())))))
	}
	f := draw(p.response)
	loss := f
	if o.transfer {
		sum := draw(p.transfer)
		if cut := p.g.m.Firm.LargestSum; cut > 0 {
			sum = min(sum, cut)
		}
		loss += sum
	}
	eased := 1 - float64(c.plan*p.plan)
	if o.disclosed && o.people >= 1 {
		loss += max(0, draw(spread{p.recordsMedian(o.people, o.detail), c.records.sigma})-f)
		if at.uniform() < float64(c.fineP*eased) {
			loss += draw(c.fine)
		}
		if o.card {
			loss += draw(c.card)
		}
	}
	stopped := draw(p.stopped) + p.copyDays
	switch {
	case o.lost > 0:
		loss += float64(float64(max(draw(c.lost), stopped)*eased) * float64(p.day*o.lost))
		loss += float64(c.rebuildLost * draw(p.rebuild))
	case o.stopped > 0:
		loss += float64(float64(stopped*eased)*float64(p.day*o.stopped)) + draw(p.rebuild)
	case o.altered > 0:
		loss += float64(float64(stopped*eased) * float64(p.day*o.altered))
	}
	return loss + float64(float64(p.leaving(o)*p.churn)*float64(p.margin*c.churnYears))
}

// mean of an event that reached this set, worked out once for each.
func (p *purse) mean(set uint64, byError bool) float64 {
	k := &p.memo[0]
	if byError {
		k = &p.memo[1]
	}
	met := &k.met[uint64(set*golden)>>(lanes-metBits)]
	if met.set == set {
		return met.total
	}
	return p.meet(set, byError).total
}

// parted is mean with its parts.
func (p *purse) parted(set uint64, byError bool) *priced {
	k := &p.memo[0]
	if byError {
		k = &p.memo[1]
	}
	if met := &k.met[uint64(set*golden)>>(lanes-metBits)]; met.set == set {
		return &k.list[met.at]
	}
	return p.meet(set, byError)
}

func (p *purse) meet(set uint64, byError bool) *priced {
	k := &p.memo[0]
	if byError {
		k = &p.memo[1]
	}
	key := p.key(set, byError)
	e, at, found := k.get(key)
	if !found {
		e.parts = p.event(p.outcome(key, byError))
		e.total = e.parts.total()
	}
	met := &k.met[uint64(set*golden)>>(lanes-metBits)]
	met.set, met.at, met.total = set, at, e.total
	return e
}

// priced is the mean loss of events with the same key.
type priced struct {
	key   uint64
	parts parts
	total float64
}

// memo is a small open-addressing table that is emptied for every world. Most
// sets come again and again: those met last are found without their key.
type memo struct {
	slots []int32
	list  []priced
	met   [1 << metBits]struct {
		set   uint64 // never empty
		total float64
		at    int32 // in list
	}
}

const metBits = 7

func (k *memo) reset() {
	if len(k.list) > 0 {
		clear(k.slots)
		k.list = k.list[:0]
		clear(k.met[:])
	}
}

// get finds or makes the place of a key. The pointer is good until the next get.
func (k *memo) get(key uint64) (e *priced, at int32, found bool) {
	if 2*len(k.list) >= len(k.slots) {
		k.slots = make([]int32, max(128, 2*len(k.slots)))
		for i := range k.list {
			k.put(k.list[i].key, int32(i+1))
		}
	}
	mask := uint64(len(k.slots) - 1)
	for slot := mix(key) & mask; ; slot = (slot + 1) & mask {
		i := k.slots[slot]
		if i == 0 {
			k.list = append(k.list, priced{key: key})
			k.slots[slot] = int32(len(k.list))
			return &k.list[len(k.list)-1], int32(len(k.list) - 1), false
		}
		if k.list[i-1].key == key {
			return &k.list[i-1], i - 1, true
		}
	}
}

func (k *memo) put(key uint64, i int32) {
	mask := uint64(len(k.slots) - 1)
	at := mix(key) & mask
	for k.slots[at] != 0 {
		at = (at + 1) & mask
	}
	k.slots[at] = i
}
