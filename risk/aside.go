package risk

// aside is the yearly loss that no campaign causes.
type aside struct{ unlawful, distrusted, breakdown parts }

func (a aside) total() float64 {
	return a.unlawful.total() + a.distrusted.total() + a.breakdown.total()
}

// asideMeans is what of it hangs on nothing that is drawn, worked out once.
type asideMeans struct {
	each             float64 // what unlawful data costs
	unlawful, turned float64 // share of the template firm that is exposed
	episode          float64 // days
	standing         float64
	mend             float64
	g, h             []weighty // controls with that weight
	error            int       // vector whose pass says whether a copy can be lived on
	held             []int32   // controls whose state is asked for
}

// weighty is a control that counts so much, and its state in the template firm.
type weighty struct {
	control   int32
	weight, m float64
}

func (g *engine) constantAside() (a asideMeans) {
	c := &g.c
	a.each = c.unlawfulCost.mean() + float64(c.unlawfulFineP*c.unlawfulFine.mean()) +
		float64(c.unlawfulClaimP*float64(c.unlawfulPeople*c.unlawfulClaim))
	a.episode, a.mend = c.episode.mean(), c.breakdownCost.mean()
	a.standing = c.standing.meanUpTo(365) // a year's loss has no more days
	for i := range g.controls {
		k := &g.controls[i]
		if k.G != 0 {
			a.g = append(a.g, weighty{int32(i), k.G, k.M})
		}
		if k.H != 0 {
			a.h = append(a.h, weighty{int32(i), k.H, k.M})
		}
		if k.G != 0 || k.H != 0 || i == g.minimise || i == g.incident {
			a.held = append(a.held, int32(i))
		}
	}
	a.unlawful, a.turned = exposure(a.g, nil), exposure(a.h, nil)
	for v, is := range g.error {
		if is {
			a.error = v
		}
	}
	return a
}

// exposure is 1 - prod(1 - weight (1 - state)) over controls; nil: of the template firm.
func exposure(list []weighty, state []float64) float64 {
	left := 1.0
	for _, k := range list {
		x := k.m
		if state != nil {
			x = state[k.control]
		}
		left = float64(left * (1 - float64(k.weight*(1-x))))
	}
	return 1 - left
}

// held is the state of each control for the firm as a whole, and as visitors notice it.
type held struct{ whole, face []float64 }

func (g *engine) newHeld() held {
	return held{make([]float64, len(g.controls)), make([]float64, len(g.controls))}
}

// set works out that of some controls.
func (h *held) set(g *engine, s []float64, controls []int32) {
	for _, i := range controls {
		h.whole[i] = g.controls[i].M
		if v, ok := g.state(s, int(i), false); ok {
			h.whole[i] = v
		}
		if g.controls[i].H != 0 {
			h.face[i] = g.controls[i].M
			if v, ok := g.state(s, int(i), true); ok {
				h.face[i] = v
			}
		}
	}
}

// copyOf takes that of some controls from another.
func (h *held) copyOf(o *held, controls []int32) {
	for _, i := range controls {
		h.whole[i], h.face[i] = o.whole[i], o.face[i]
	}
}

// eased is what of it the money hangs on: the states of minimisation and of the
// plan for incidents.
func (g *engine) eased(h *held) (minimise, plan float64) {
	if g.minimise >= 0 && len(g.states[g.minimise]) > 0 {
		minimise = h.whole[g.minimise]
	}
	if g.incident >= 0 && len(g.states[g.incident]) > 0 {
		plan = h.whole[g.incident]
	}
	return minimise, plan
}

// aside is data kept or captured unlawfully, visitors warned off, and breakdown.
func (g *engine) aside(w *world, s []float64, h *held, p *purse) (a aside) {
	c, k, t := &g.c, &g.asideOf, &g.till
	a.unlawful.claims = float64(float64(w.unlaw*k.each) * float64(exposure(k.g, h.whole)/k.unlawful))

	online := float64(float64(t.revenue*c.margin)*w.online) / 365
	// An episode shows itself by each control as often as that fails, and turns
	// its share away. Like the exposure this is a union, so that it never rises
	// when a control gets better.
	kept := 1.0
	for _, x := range k.h {
		kept = float64(kept * (1 - float64(float64(x.weight*w.h[x.control])*(1-h.face[x.control]))))
	}
	if kept < 1 {
		episodes := w.episode / k.turned
		a.distrusted.business = float64(episodes * float64(float64(online*k.episode)*(1-kept)))
	}
	for _, i := range g.standing {
		a.distrusted.business += float64(float64(float64(online*k.standing)*w.h[g.of[i]]) * (1 - s[i]))
	}

	lost := g.backupFails(w, s)
	affected := c.affected["breakdown"]
	stop := float64(float64(t.means.stopped*t.day) * affected)
	gone := float64(float64(t.means.lost*t.day) * affected)
	churn := float64(t.customers * p.left)
	a.breakdown.business = float64(w.fail * (float64((1-lost)*stop) + float64(lost*gone)))
	a.breakdown.cleanUp = float64(w.fail * (float64((1-lost)*k.mend) + float64(lost*float64(2*k.mend))))
	a.breakdown.reputation = float64(w.fail * float64(lost*churn))
	return a
}

// backupFails is the exact probability that no copy can be lived on after a
// breakdown, where the copy does not fall with the primary.
func (g *engine) backupFails(w *world, s []float64) float64 {
	left := 1.0
	for _, e := range g.inBackup {
		left = float64(left * (1 - g.pass(w, s, int(e), g.asideOf.error)))
	}
	return 1 - left
}
