package risk

// aside is the yearly loss that no campaign causes.
type aside struct{ unlawful, distrusted, breakdown parts }

func (a aside) total() float64 {
	return a.unlawful.total() + a.distrusted.total() + a.breakdown.total()
}

// exposed is 1 - prod(1 - weight (1 - state)) over the controls with a weight.
func (g *engine) exposed(weight func(*Control) float64, s []float64, face bool) float64 {
	left := 1.0
	for i := range g.controls {
		k := &g.controls[i]
		x := weight(k)
		if x == 0 {
			continue
		}
		state := k.M
		if s != nil {
			if v, ok := g.state(s, i, face); ok {
				state = v
			}
		}
		left = float64(left * (1 - float64(x*(1-state))))
	}
	return 1 - left
}

func unlawfulWeight(k *Control) float64 { return k.G }
func turnedWeight(k *Control) float64   { return k.H }

// aside is data kept or captured unlawfully, visitors warned off, and breakdown.
func (g *engine) aside(w *world, s []float64, p *purse) (a aside) {
	c := &g.c
	each := c.unlawfulCost.mean() + float64(c.unlawfulFineP*c.unlawfulFine.mean()) +
		float64(c.unlawfulClaimP*float64(c.unlawfulPeople*c.unlawfulClaim))
	a.unlawful.claims = float64(float64(w.unlaw*each) * float64(g.exposed(unlawfulWeight, s, false)/g.exposed(unlawfulWeight, nil, false)))

	online := float64(float64(p.revenue*c.margin)*w.online) / 365
	// An episode shows itself by each control as often as that fails, and turns
	// its share away. Like the exposure this is a union, so that it never rises
	// when a control gets better.
	kept := 1.0
	for i := range g.controls {
		if k := &g.controls[i]; k.H > 0 {
			state := k.M
			if v, ok := g.state(s, i, true); ok {
				state = v
			}
			kept = float64(kept * (1 - float64(float64(k.H*w.h[i])*(1-state))))
		}
	}
	if kept < 1 {
		episodes := w.episode / g.exposed(turnedWeight, nil, true)
		a.distrusted.business = float64(episodes * float64(float64(online*c.episode.mean())*(1-kept)))
	}
	standing := c.standing.meanUpTo(365) // a year's loss has no more days
	for i := range g.m.States {
		if g.m.States[i].Standing {
			a.distrusted.business += float64(float64(float64(online*standing)*w.h[g.of[i]]) * (1 - s[i]))
		}
	}

	lost := g.backupFails(w, s)
	affected := c.affected["breakdown"]
	days := p.stopped.mean() + p.copyDays
	stop := float64(float64(days*p.day) * affected)
	gone := float64(float64(max(c.lost.mean(), days)*p.day) * affected)
	mend := c.breakdownCost.mean()
	churn := float64(float64(p.customers*p.churn) * float64(p.margin*c.churnYears))
	a.breakdown.business = float64(w.fail * (float64((1-lost)*stop) + float64(lost*gone)))
	a.breakdown.cleanUp = float64(w.fail * (float64((1-lost)*mend) + float64(lost*float64(2*mend))))
	a.breakdown.reputation = float64(w.fail * float64(lost*churn))
	return a
}

// backupFails is the exact probability that no copy can be lived on after a
// breakdown, where the copy does not fall with the primary.
func (g *engine) backupFails(w *world, s []float64) float64 {
	error := 0
	for v, is := range g.error {
		if is {
			error = v
		}
	}
	left := 1.0
	for _, e := range g.inBackup {
		left = float64(left * (1 - g.pass(w, s, int(e), error)))
	}
	return 1 - left
}
