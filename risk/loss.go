package risk

import "math"

// parts is a loss in the owner's words, EUR: lost business, lawsuits and fines,
// clean-up, lost reputation.
type parts struct{ business, claims, cleanUp, reputation float64 }

func (p parts) total() float64 { return p.business + p.claims + p.cleanUp + p.reputation }

func (p parts) add(q parts, k float64) parts {
	return parts{p.business + float64(k*q.business), p.claims + float64(k*q.claims), p.cleanUp + float64(k*q.cleanUp), p.reputation + float64(k*q.reputation)}
}

// purse is what the money of one firm in one world comes to.
type purse struct {
	c                   *Constants
	class               string
	revenue, customers  float64
	day                 float64 // margin a day
	margin              float64 // margin a customer and year
	response            float64 // mean
	responseMedian      float64
	churn, excess, plan float64
	minimise, minimised float64 // state of minimisation: in this scenario, and as the firm stands
	firm                Firm
	events              map[effect]parts
}

// effect is a set of sinks, by their place in Model.sinks, and whether it was
// reached by error.
type effect struct {
	set         uint64
	misdelivery bool
}

func meanLN(median, sigma float64) float64 { return float64(median * math.Exp(float64(sigma*sigma/2))) }

func (m *Model) purse(w *world, s []float64) *purse {
	c := m.Constants
	p := &purse{c: c, class: classOf(m.Firm), firm: m.Firm, churn: w.churn, excess: w.excess, events: map[effect]parts{}}
	p.revenue, p.customers = m.Firm.Revenue, m.Firm.Customers
	if p.revenue <= 0 {
		p.revenue = c.Value("class." + p.class + ".revenue")
	}
	if p.customers <= 0 {
		p.customers = c.Value("class." + p.class + ".customers")
	}
	p.day = float64(p.revenue*c.Value("firm.margin")) / 365
	p.margin = float64(p.revenue*c.Value("firm.margin")) / p.customers
	p.responseMedian = min(c.Value("loss.response.high"), max(c.Value("loss.response.low"), float64(c.Value("loss.response.share")*p.revenue)))
	p.response = meanLN(p.responseMedian, c.Value("loss.response.sigma"))
	p.minimise, _ = m.state(s, "minimisation")
	p.minimised, _ = m.state(w.s, "minimisation")
	p.plan, _ = m.state(s, "incident-plan")
	return p
}

func classOf(f Firm) string {
	switch f.Class {
	case 2:
		return "2"
	case 3:
		return "3"
	}
	return "1"
}

// people is whose data a sink really exposes.
func (p *purse) people(k *Sink) float64 {
	kept := 1 - float64(p.excess*p.minimise)
	if k.Exact { // measured as things stand: only a change of the state changes it
		kept /= 1 - float64(p.excess*p.minimised)
	}
	return float64(k.People * kept)
}

// event is the mean loss of one event that reached these sinks. misdelivery
// says that it came about by error: mail and stray copies then touch a share.
func (p *purse) event(sinks []*Sink, misdelivery bool) parts {
	c := p.c
	var out parts
	if len(sinks) == 0 {
		return out
	}
	out.cleanUp = p.response
	var people, detail float64
	disclosed, card, stopped, lost := false, false, 0.0, 0.0
	for _, k := range sinks {
		switch k.Effect {
		case "disclosed":
			n := p.people(k)
			if misdelivery && (k.Asset == "mail" || k.Asset == "stray") {
				n = float64(n * c.Value("loss.misdelivery"))
			}
			disclosed, card = true, card || k.Asset == "card"
			people = max(people, n) // overlap unknown: the maximum, not the sum
			detail = max(detail, c.Value("loss.detail."+k.Detail))
		case "transfer":
			out.cleanUp += float64(c.Value("loss.transfer.mean") * math.Pow(p.revenue/c.Value("loss.money.base"), c.Value("loss.money.power")))
		case "stopped":
			stopped = max(stopped, c.Value("loss.affected."+k.Asset))
		case "lost":
			lost = max(lost, c.Value("loss.affected."+k.Asset))
		}
	}
	eased := 1 - float64(c.Value("loss.plan")*p.plan)
	if disclosed && people >= 1 {
		out.cleanUp += p.records(people, detail)
		out.claims += float64(c.Value("loss.fine.p")*eased) * meanLN(c.Value("loss.fine.median"), c.Value("loss.fine.sigma"))
		if card {
			out.claims += meanLN(c.Value("loss.card.median"), c.Value("loss.card.sigma"))
		}
	}
	rebuild := meanLN(c.Value("loss.rebuild."+p.class), c.Value("loss.rebuild.sigma"))
	switch {
	case lost > 0:
		days := meanLN(c.Value("loss.lost.days"), c.Value("loss.lost.sigma"))
		out.business += float64(days*eased) * float64(p.day*lost)
		out.cleanUp += float64(c.Value("loss.rebuild.lost") * rebuild)
	case stopped > 0:
		days := meanLN(c.Value("loss.stopped.days"), c.Value("loss.stopped.sigma")) + c.Value("loss.rpo.days")
		out.business += float64(days*eased) * float64(p.day*stopped)
		out.cleanUp += rebuild
	}
	leaving := 0.0
	if disclosed {
		leaving = min(p.customers, people)
	}
	if lost > 0 {
		leaving = p.customers
	}
	out.reputation += float64(leaving*p.churn) * float64(p.margin*c.Value("loss.churn.years"))
	return out
}

// records is E[max(R - F, 0)] of two lognormals with a common severity (Margrabe).
func (p *purse) records(people, detail float64) float64 {
	c := p.c
	sr, sf, rho := c.Value("loss.records.sigma"), c.Value("loss.response.sigma"), c.Value("loss.records.rho")
	median := float64(c.Value("loss.records.scale")*detail) * math.Exp(c.Value("loss.records.intercept")+float64(c.Value("loss.records.slope")*math.Log(people)))
	r, f := meanLN(median, sr), p.response
	spread := math.Sqrt(float64(sr*sr) + float64(sf*sf) - float64(2*float64(rho*float64(sr*sf))))
	d1 := float64(math.Log(r/f)/spread) + spread/2
	return float64(r*phi(d1)) - float64(f*phi(d1-spread))
}

func phi(x float64) float64 { return float64(.5 * math.Erfc(-x/math.Sqrt2)) }

// aside is the yearly loss that no campaign causes: data kept or captured
// unlawfully, visitors warned off, and breakdown.
func (m *Model) aside(w *world, s []float64, p *purse) (unlawful, distrusted, breakdown parts) {
	c := m.Constants
	e := func(weight func(Control) float64, face, own bool) float64 {
		left := 1.0
		for _, k := range c.List {
			g := weight(k)
			if g == 0 {
				continue
			}
			state := k.M
			if own {
				if v, ok := m.faced(s, k.ID, face); ok {
					state = v
				}
			}
			left = float64(left * (1 - float64(g*(1-state))))
		}
		return 1 - left
	}
	g := func(k Control) float64 { return k.G }
	h := func(k Control) float64 { return k.H }

	each := meanLN(c.Value("unlawful.cost.median"), c.Value("unlawful.cost.sigma")) +
		float64(c.Value("unlawful.fine.p")*meanLN(c.Value("unlawful.fine.median"), c.Value("unlawful.fine.sigma"))) +
		float64(c.Value("unlawful.claim.p")*float64(c.Value("unlawful.claim.people")*c.Value("unlawful.claim.eur")))
	unlawful.claims = float64(w.unlaw*each) * float64(e(g, false, true)/e(g, false, false))

	online := float64(float64(p.revenue*c.Value("firm.margin"))*w.online) / 365
	episode := meanLN(c.Value("distrust.episode.days"), c.Value("distrust.episode.sigma"))
	var share, weight float64 // the symptom of an episode, in proportion to h (1 - s)
	for _, k := range c.List {
		if k.H > 0 {
			state := k.M
			if v, ok := m.faced(s, k.ID, true); ok {
				state = v
			}
			weight += float64(w.h[k.ID] * (1 - state))
			share += float64(w.h[k.ID]*w.h[k.ID]) * (1 - state)
		}
	}
	if weight > 0 {
		distrusted.business = float64(w.episode*float64(e(h, true, true)/e(h, true, false))) * float64(float64(online*episode)*float64(share/weight))
	}
	standing := min(365, meanLN(c.Value("distrust.standing.days"), c.Value("distrust.standing.sigma")))
	for i, st := range m.States {
		if st.Standing {
			distrusted.business += float64(float64(online*standing)*w.h[st.Control]) * (1 - s[i])
		}
	}

	lost := m.backupFails(w, s, "E")
	affected := c.Value("loss.affected.breakdown")
	stop := float64(float64(meanLN(c.Value("loss.stopped.days"), c.Value("loss.stopped.sigma"))+c.Value("loss.rpo.days"))*p.day) * affected
	gone := float64(meanLN(c.Value("loss.lost.days"), c.Value("loss.lost.sigma"))*p.day) * affected
	mend := meanLN(c.Value("breakdown.stopped.median"), c.Value("breakdown.stopped.sigma"))
	churn := float64(p.customers*p.churn) * float64(p.margin*c.Value("loss.churn.years"))
	breakdown.business = float64(w.fail * (float64((1-lost)*stop) + float64(lost*gone)))
	breakdown.cleanUp = float64(w.fail * (float64((1-lost)*mend) + float64(lost*float64(2*mend))))
	breakdown.reputation = float64(w.fail * float64(lost*churn))
	return unlawful, distrusted, breakdown
}

// backupFails is the exact probability that no copy can be lived on.
func (m *Model) backupFails(w *world, s []float64, vector string) float64 {
	v := 0
	for i, name := range Vectors {
		if name == vector {
			v = i
		}
	}
	left := 1.0
	done := -1
	for i, e := range m.Edges {
		if e.Vector == Backup && (done == -1 || done == e.To) {
			done = e.To
			left = float64(left * (1 - m.pass(w, s, i, v)))
		}
	}
	return 1 - left
}
