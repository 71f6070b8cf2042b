package risk

import "math"

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

// till is what money comes to in a firm, whatever the world.
type till struct {
	revenue, customers float64
	day                float64 // margin a day
	margin             float64 // margin a customer and year
	response           spread
	rebuild            spread
	transfer           spread
	stopped            spread // days
	copyDays           float64
	means              eventMeans
	exposed            []exposed // assets whose data can be disclosed
	lost, halted       [2]float64
	altered            float64
}

// eventMeans are the means that every event of a firm shares; sum is that of a
// fraudulent transfer, cut at what one person can release.
type eventMeans struct{ response, fine, card, rebuild, stopped, lost, sum float64 }

// exposed is an asset that discloses data.
type exposed struct {
	node      int32
	exact     bool // its people were measured as things stand
	misplaced bool // by error, a share of it at most goes astray
	people    float64
	log       float64
}

func (g *engine) tillOf() till {
	c, f := &g.c, g.m.Firm
	k := c.classOf(f)
	p := till{revenue: f.Revenue, customers: f.Customers, stopped: c.stopped, copyDays: c.rpo}
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
	if f.RestoreDays > 0 {
		p.stopped = spread{f.RestoreDays, c.drilled.sigma}
	}
	if f.CopyDays > 0 {
		p.copyDays = f.CopyDays
	}
	p.means = eventMeans{response: p.response.mean(), fine: c.fine.mean(), card: c.card.mean(), rebuild: p.rebuild.mean(),
		stopped: p.stopped.mean() + p.copyDays, sum: p.transfer.mean()}
	if f.LargestSum > 0 {
		p.means.sum = p.transfer.meanUpTo(f.LargestSum)
	}
	p.means.lost = max(c.lost.mean(), p.means.stopped)
	for _, node := range g.sinks {
		if k := g.m.Nodes[node].Sink; k.Effect == "disclosed" {
			p.exposed = append(p.exposed, exposed{node, k.Exact, k.Asset == "mail" || k.Asset == "stray", k.People, math.Log(k.People)})
		}
	}
	for a, share := range g.purview.affected {
		p.lost[a] = float64(p.means.lost * float64(p.day*share))
		p.halted[a] = float64(p.means.stopped * float64(p.day*share))
	}
	p.altered = float64(p.means.stopped * float64(p.day*float64(c.altered*c.affected["db"])))
	return p
}

// purse is what the money of one firm comes to in one world and scenario.
type purse struct {
	g                   *engine
	churn, excess, plan float64
	minimise, minimised float64 // state of minimisation: in this scenario, and as the firm stands
	eased               float64 // what the plan for incidents leaves of an event
	fine                float64
	left                float64         // what a customer who leaves costs
	order               [2][]disclosure // by intent, by error
	known               [2]bool         // it is there
}

// disclosure is what an asset costs when its people are the most that were reached.
type disclosure struct {
	node    int32
	people  float64
	log     float64         // of people
	leave   float64         // what those cost who leave over it
	records [levels]float64 // what records cost beyond the response, by level of detail; NaN: not asked for yet
}

// fill works the purse out anew: minimised is the state of minimisation as the
// firm stands, the others those of the scenario.
func (p *purse) fill(g *engine, w *world, minimised, minimise, plan float64) {
	c := &g.c
	p.g, p.churn, p.excess = g, w.churn, w.excess
	p.minimise, p.minimised, p.plan = minimise, minimised, plan
	p.eased = 1 - float64(c.plan*plan)
	p.fine = float64(float64(c.fineP*p.eased) * g.till.means.fine)
	p.left = float64(p.churn * float64(g.till.margin*c.churnYears))
	p.known = [2]bool{}
}

// rank sorts the assets by how many people each exposes, most first.
func (p *purse) rank(byError int) []disclosure {
	if p.known[byError] {
		return p.order[byError]
	}
	p.known[byError] = true
	g := p.g
	kept := 1 - float64(p.excess*p.minimise)
	exact := kept / (1 - float64(p.excess*p.minimised)) // measured as things stand: only a change of the state changes it
	logs := [2]float64{math.Log(kept), math.Log(exact)}
	order := p.order[byError][:0]
	for i := range g.till.exposed {
		k := &g.till.exposed[i]
		d := disclosure{node: k.node, people: float64(k.people * kept), log: k.log + logs[0]}
		if k.exact {
			d.people, d.log = float64(k.people*exact), k.log+logs[1]
		}
		if byError == 1 && k.misplaced {
			d.people, d.log = float64(d.people*g.c.misdelivery), d.log+g.logMisplaced
		}
		d.leave = float64(min(g.till.customers, d.people) * p.left)
		for l := range d.records {
			d.records[l] = math.NaN()
		}
		j := len(order)
		for order = append(order, d); j > 0 && order[j-1].people < d.people; j-- { // few, and in nearly the same order each time
			order[j] = order[j-1]
		}
		order[j] = d
	}
	p.order[byError] = order
	return order
}

// loss is the mean of what campaigns cost together that reached these nodes.
// Whoever discloses several assets is taken to disclose the people of the one
// with most of them, since how far they overlap is not known, and the dearest
// detail of any.
func (p *purse) loss(words []uint64, whom uint64, byError int) (sum parts) {
	v, t := &p.g.purview, &p.g.till
	n := ones(whom)
	sum.cleanUp = float64(n * t.means.response)
	if m := v.transfer.who(words) & whom; m != 0 {
		sum.cleanUp += float64(ones(m) * t.means.sum)
	}
	var lost, halted uint64 // the larger share of the business first: it counts
	for a := range v.lost {
		if m := v.lost[a].who(words) & whom &^ lost; m != 0 {
			n := ones(m)
			lost |= m
			sum.business += float64(n * float64(t.lost[a]*p.eased))
			sum.cleanUp += float64(n * p.g.rebuildLost)
			sum.reputation += float64(n * float64(t.customers*p.left))
		}
	}
	for a := range v.halted {
		if m := v.halted[a].who(words) & whom &^ (lost | halted); m != 0 {
			n := ones(m)
			halted |= m
			sum.business += float64(n * float64(t.halted[a]*p.eased))
			sum.cleanUp += float64(n * t.means.rebuild)
		}
	}
	if byError == 0 {
		if m := v.altered.who(words) & whom &^ (lost | halted); m != 0 {
			sum.business += float64(ones(m) * float64(t.altered*p.eased))
		}
	}
	var detail [levels]uint64
	told := v.plain.who(words) & whom
	for l := range v.detail {
		detail[l] = v.detail[l].who(words) & whom &^ told
		told |= detail[l]
	}
	if told == 0 {
		return sum
	}
	known := uint64(0) // whose people are one at least
	order := p.rank(byError)
	for i := range order {
		d := &order[i]
		m := told & words[d.node]
		if m == 0 {
			continue
		}
		told &^= m
		sum.reputation += float64(ones(m&^lost) * d.leave)
		if d.people >= 1 {
			known |= m
			for l := range detail {
				if x := m & detail[l]; x != 0 {
					if math.IsNaN(d.records[l]) {
						d.records[l] = p.records(d.log, l)
					}
					sum.cleanUp += float64(ones(x) * d.records[l])
				}
			}
		}
		if told == 0 {
			break
		}
	}
	sum.claims = float64(ones(known) * p.fine)
	if m := v.card.who(words) & known; m != 0 {
		sum.claims += float64(ones(m) * t.means.card)
	}
	return sum
}

// recordsMedian is the median of what the records themselves cost.
func (c *prices) recordsMedian(people, detail float64) float64 {
	return float64(float64(c.recordsScale*detail) * math.Exp(c.recordsIntercept+float64(c.recordsSlope*math.Log(people))))
}

// records is what the records of so many people cost beyond the response:
// E[max(R - F, 0)] of two lognormals with a common severity (Margrabe).
func (p *purse) records(log float64, level int) float64 {
	m := &p.g.margrabe
	if math.IsInf(m.level[level], -1) {
		return 0 // such records cost nothing
	}
	x := m.level[level] + float64(m.slope*log) // of the mean of R
	d1 := float64((x-m.response)/m.spread) + m.spread/2
	return float64(math.Exp(x)*phi(d1)) - float64(p.g.till.means.response*phi(d1-m.spread))
}

// margrabe is what of it hangs on nothing that is drawn, as logarithms.
type margrabe struct {
	level                   [levels]float64
	slope, response, spread float64
}

func (g *engine) margrabeOf() (m margrabe) {
	c := &g.c
	sr, sf := c.records.sigma, g.till.response.sigma
	m.slope, m.response = c.recordsSlope, math.Log(g.till.means.response)
	m.spread = math.Sqrt(float64(sr*sr) + float64(sf*sf) - float64(2*float64(c.recordsRho*float64(sr*sf))))
	for l, factor := range g.purview.factor {
		m.level[l] = math.Log(float64(c.recordsScale*factor)) + c.recordsIntercept + float64(sr*sr)/2
	}
	return m
}

// sample is the loss of one event with one severity coupling its parts:
// ln X_i = mu_i + sigma_i (sqrt(r) z + sqrt(1-r) z_i).
func (p *purse) sample(o outcome, at *stream) float64 {
	c, t := &p.g.c, &p.g.till
	z := at.normal()
	shared, own := math.Sqrt(c.coupling), math.Sqrt(1-c.coupling)
	draw := func(s spread) float64 {
		return float64(s.median * math.Exp(float64(s.sigma*(float64(shared*z)+float64(own*at.normal())))))
	}
	f := draw(t.response)
	loss := f
	if o.transfer {
		sum := draw(t.transfer)
		if cut := p.g.m.Firm.LargestSum; cut > 0 {
			sum = min(sum, cut)
		}
		loss += sum
	}
	eased := p.eased
	if o.disclosed && o.people >= 1 {
		loss += max(0, draw(spread{c.recordsMedian(o.people, o.detail), c.records.sigma})-f)
		if at.uniform() < float64(c.fineP*eased) {
			loss += draw(c.fine)
		}
		if o.card {
			loss += draw(c.card)
		}
	}
	var stopped float64
	if o.lost+o.stopped+o.altered > 0 {
		stopped = draw(t.stopped) + t.copyDays
	} else {
		at.next() // the next event keeps its own numbers
	}
	switch {
	case o.lost > 0:
		loss += float64(float64(max(draw(c.lost), stopped)*eased) * float64(t.day*o.lost))
		loss += float64(c.rebuildLost * draw(t.rebuild))
	case o.stopped > 0:
		loss += float64(float64(stopped*eased)*float64(t.day*o.stopped)) + draw(t.rebuild)
	case o.altered > 0:
		loss += float64(float64(stopped*eased) * float64(t.day*o.altered))
	}
	return loss + float64(p.leaving(o)*p.left)
}
