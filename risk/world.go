package risk

import "math"

// world is one draw of everything that is not known: one possible truth.
type world struct {
	s       []float64            // state of each control instance
	eps     map[string][]float64 // control -> by vector, then L, then backup
	beta    []float64            // per edge
	betaDE  []float64            // per edge, under D and E
	rate    []float64            // serious campaigns a year, by vector
	h       map[string]float64   // share turned away, by control
	excess  float64              // share of the data kept without need
	online  float64              // online share of the revenue
	churn   float64
	unlaw   float64 // events a year where e = the template's
	episode float64
	fail    float64 // breakdowns a year
}

func (m *Model) draw(d draws) *world {
	c := m.Constants
	w := &world{s: make([]float64, len(m.States)), eps: map[string][]float64{}, h: map[string]float64{}}
	nu := c.Value("eps.nu")
	for _, k := range c.List {
		e := make([]float64, len(Vectors)+2)
		for i, v := range append(append([]string{}, Vectors...), "L", "backup") {
			if mean := k.Eps[v]; mean > 0 {
				e[i] = d.around(mean, nu)
			}
		}
		w.eps[k.ID] = e
		if k.H > 0 {
			w.h[k.ID] = d.around(k.H, c.Value("distrust.nu"))
		}
	}
	for i, st := range m.States {
		w.s[i] = d.beta(st.A, st.B)
	}
	for _, e := range m.Edges {
		b := d.around(c.Value("beta."+e.Beta), c.Value("beta.nu"))
		de := b
		if e.DeviceError != "" {
			de = d.around(c.Value("beta."+e.DeviceError), c.Value("beta.nu"))
		}
		if e.Share > 1 { // n like doors share the pressure of one
			b = 1 - math.Pow(1-b, 1/float64(e.Share))
			de = 1 - math.Pow(1-de, 1/float64(e.Share))
		}
		w.beta, w.betaDE = append(w.beta, b), append(w.betaDE, de)
	}
	base := d.lognormal(c.Value("lambda0.median"), c.Value("lambda0.sigma"))
	var weights []float64
	var sum float64
	for _, v := range Vectors {
		g := d.gamma(float64(c.Value("w.concentration") * c.Value("w."+v)))
		weights, sum = append(weights, g), sum+g
	}
	for i, v := range Vectors {
		w.rate = append(w.rate, float64(base*weights[i])/float64(sum*c.Value("qbar."+v)))
	}
	w.excess = d.beta(c.Value("loss.excess.a"), c.Value("loss.excess.b"))
	w.online = m.Firm.OnlineShare
	if on := d.beta(c.Value("firm.online.a"), c.Value("firm.online.b")); w.online == 0 {
		w.online = on
	}
	w.churn = d.beta(c.Value("loss.churn.a"), c.Value("loss.churn.b"))
	w.unlaw = d.lognormal(c.Value("unlawful.median"), c.Value("unlawful.sigma"))
	w.episode = d.lognormal(c.Value("distrust.rate.median"), c.Value("distrust.rate.sigma"))
	w.fail = d.lognormal(c.Value("breakdown.median"), c.Value("breakdown.sigma"))
	return w
}

// pass is the probability that edge e lets a campaign of vector v through when
// the controls are in state s.
func (m *Model) pass(w *world, s []float64, e, v int) float64 {
	edge := &m.Edges[e]
	column := v
	switch edge.Vector {
	case Onward:
		column = len(Vectors)
	case Backup:
		column = len(Vectors) + 1
	}
	left := 1.0
	for _, i := range edge.States {
		left = float64(left * (1 - float64(w.eps[m.States[i].Control][column]*s[i])))
	}
	left = max(left, m.Constants.Value("edge.floor"))
	b := w.beta[e]
	if Vectors[v] == "D" || Vectors[v] == "E" {
		b = w.betaDE[e]
	}
	return float64(b * left)
}

// state is the state of a control for the firm as a whole: the mean over the
// subjects that were looked at, else that of the control type.
func (m *Model) state(s []float64, control string) (mean float64, ok bool) {
	return m.faced(s, control, false)
}

// faced is the same as visitors notice it, where that differs.
func (m *Model) faced(s []float64, control string, face bool) (mean float64, ok bool) {
	var sum, typed float64
	n := 0
	for i, st := range m.States {
		switch {
		case st.Control != control || st.Face && !face:
		case face && !st.Face && i+1 < len(m.States) && m.States[i+1].Face: // its face follows it
		case st.Seen:
			sum += s[i]
			n++
		default:
			typed, ok = s[i], true
		}
	}
	if n == 0 {
		return typed, ok
	}
	return sum / float64(n), true
}
