package attack

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/risk"
)

// observation is what the findings about one control on one subject come to.
type observation struct {
	control, subject string
	n, x             float64 // weight, and the share that passes
	bad, away        bool    // something is weak or broken; visitors leave at it today
	faceN, faceX     float64 // the same as n and x, from what visitors can notice
	hidden           bool    // something bad is none of that
	many             int     // subjects alike that it is about; 0: one
}

// sight is what the findings about one control on one subject rest on.
type sight struct {
	control, subject string
	findings         []based
	many             int // subjects alike that it is about; 0: one
}

// based is a finding, how it was come by, and how many whole days ago; of how
// many objects, and the share that passes, as exactly as it can matter.
type based struct {
	*chain.Finding
	how       evidence.Method
	age       float64
	of, share float64
}

// mostOf is beyond which it says nothing of how many objects a finding is: one
// counts as 20 at most, or as double that where that number is doubted.
const mostOf = 100

// shareParts is into how many parts a share of more objects than that is told.
const shareParts = 64

// telling is a number with the two digits that say something: to weigh 5,812
// people as others than 5,790 would be a difference that nobody knows.
func telling(x float64) float64 {
	if x < 100 {
		return x
	}
	unit := math.Pow(10, math.Floor(math.Log10(x))-1)
	return math.Round(x/unit) * unit
}

// sightsOf puts together the findings about each control and subject, by name.
// Unseen ones say nothing.
func sightsOf(in Input, method map[string]evidence.Method) []sight {
	type key struct{ control, subject string }
	at := map[key]int{}
	var out []sight
	for i := range in.Findings {
		f := &in.Findings[i]
		if f.Grip == chain.Unseen {
			continue
		}
		k := key{f.Control, subjectOf(f.Subject)}
		j, ok := at[k]
		if !ok {
			j = len(out)
			at[k], out = j, append(out, sight{control: k.control, subject: k.subject})
		}
		x := based{Finding: f, how: evidence.Claimed}
		var newest time.Time
		for _, digest := range f.Evidence {
			if m, ok := method[digest]; ok && rank(m) < rank(x.how) {
				x.how = m
			}
			if t := in.Seen[digest]; t.After(newest) {
				newest = t
			}
		}
		if !newest.IsZero() {
			x.age = math.Floor(max(0, in.Now.Sub(newest).Hours()/24))
		}
		if f.Of > 0 {
			x.of, x.share = telling(min(float64(f.Of), mostOf)), float64(f.Pass)/float64(f.Of)
			if f.Of > shareParts && f.Pass > 0 && f.Pass < f.Of {
				x.share = min(shareParts-1, max(1, math.Round(shareParts*x.share))) / shareParts
			}
		}
		out[j].findings = append(out[j].findings, x)
	}
	slices.SortFunc(out, func(a, b sight) int {
		return cmp.Or(strings.Compare(a.control, b.control), strings.Compare(a.subject, b.subject))
	})
	return out
}

// observe weighs the findings about each control and subject. A control holds
// on a subject only when every check of it does, so the worst finding counts
// and those that hold cannot outvote it; that also makes a duplicate of a check
// change nothing.
func observe(c *risk.Constants, sights []sight, rules *nodeRules) []observation {
	out := make([]observation, 0, len(sights))
	w := weights{c: c, weak: c.Value("evidence.weak"), most: c.Value("evidence.cap"), rules: rules, of: map[evidence.Method][2]float64{}}
	var control risk.Control
	known := false
	for _, s := range sights {
		if s.control != control.ID {
			if control, known = c.Control(s.control); !known {
				control.ID = s.control
			}
		}
		if !known {
			continue
		}
		var all observation
		for i := range s.findings {
			f := &s.findings[i]
			o := w.weigh(f, control.Half)
			if f.Unnoticed {
				o.hidden = o.bad
			} else {
				o.faceN, o.faceX = o.n, o.x
			}
			if i > 0 {
				o.bad, o.away, o.hidden = o.bad || all.bad, o.away || all.away, o.hidden || all.hidden
				o.n, o.x = weaker(o.n, o.x, all.n, all.x)
				o.faceN, o.faceX = weaker(o.faceN, o.faceX, all.faceN, all.faceX)
			}
			all = o
		}
		all.control, all.subject, all.many = s.control, s.subject, s.many
		out = append(out, all)
	}
	return out
}

// weights are the constants of evidence, looked up once.
type weights struct {
	c          *risk.Constants
	weak, most float64
	rules      *nodeRules
	of         map[evidence.Method][2]float64 // how many it counts as, how far it is believed
}

// weaker is the worse of two weighed pass shares; a weight of 0 is no evidence.
func weaker(n, x, m, y float64) (float64, float64) {
	if n == 0 || m > 0 && (y < x || y == x && m >= n) {
		return m, y
	}
	return n, x
}

// weigh turns one finding into a weight and a pass share. Of objects that each
// have the control or lack it, the share that passes counts; of the parts of
// one thing it says little: one hole is a hole.
func (w *weights) weigh(f *based, half float64) observation {
	counts, ok := w.of[f.how]
	if !ok {
		counts = [2]float64{w.c.Value("evidence.n." + string(f.how)), w.c.Value("evidence.q." + string(f.how))}
		w.of[f.how] = counts
	}
	n := counts[0]
	x := 1.0
	switch f.Grip {
	case chain.Broken:
		x = 0
	case chain.Weak:
		x = w.weak
	}
	if f.of > 0 {
		n = max(n, f.of)
		switch {
		case f.Grip == chain.Broken:
		case w.rules.parts(f.Check):
			x = min(x, f.share)
		default:
			x = f.share
		}
	}
	weight := counts[1] * math.Exp2(-f.age/half)
	return observation{n: weight * min(n, w.most), x: x, bad: f.Grip == chain.Broken || f.Grip == chain.Weak, away: f.Grip == chain.Broken && f.TurnsAway}
}

func rank(m evidence.Method) int {
	return slices.Index([]evidence.Method{evidence.Enforced, evidence.Enumerated, evidence.Scanned, evidence.Documented, evidence.Claimed}, m)
}

// subjectOf is the repairable thing that a subject key belongs to: a page
// belongs to its site.
func subjectOf(subject string) string {
	url, ok := strings.CutPrefix(subject, "page:")
	if !ok {
		return subject
	}
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return subject
	}
	host, _, _ := strings.Cut(rest, "/")
	return "site:" + scheme + "://" + host
}

// states makes one state for each control type and one for each subject with
// findings of its own, and returns where they are.
func states(in Input, obs []observation) (out []risk.State, typed map[string]int, own map[string]map[string]int) {
	typed, own = map[string]int{}, map[string]map[string]int{}
	prior := in.Constants.Value("evidence.prior")
	of := map[string][]observation{} // they come by control
	for lo := 0; lo < len(obs); {
		hi := lo + 1
		for hi < len(obs) && obs[hi].control == obs[lo].control {
			hi++
		}
		of[obs[lo].control], lo = obs[lo:hi], hi
	}
	out = make([]risk.State, 0, len(obs)+len(in.Constants.Controls()))
	for _, k := range in.Constants.Controls() {
		mine := of[k.ID]
		// The type learns from the firm's findings in full, and from its
		// subjects once each: as so many instances with their pass share.
		a, b := prior*k.M, prior*(1-k.M)
		st := risk.State{Control: k.ID}
		for _, o := range mine {
			n := o.n
			if o.subject != firm {
				n = min(n, 1)
			} else {
				st.Seen, st.Bad, st.Standing = true, st.Bad || o.bad, o.away && k.H > 0
				st.Subject = firm
			}
			n *= float64(max(1, o.many))
			a, b = a+n*o.x, b+n*(1-o.x)
		}
		st.A, st.B = a, b
		mean := a / (a + b)
		typed[k.ID] = len(out)
		out = append(out, st)
		for _, o := range mine {
			if o.subject == firm {
				continue
			}
			if own[k.ID] == nil {
				own[k.ID] = make(map[string]int, len(mine))
			}
			own[k.ID][o.subject] = len(out)
			out = append(out, risk.State{Control: k.ID, Subject: o.subject, Seen: true, Bad: o.bad, Many: o.many,
				Standing: o.away && k.H > 0,
				A:        prior*mean + o.n*o.x, B: prior*(1-mean) + o.n*(1-o.x)})
			if o.hidden && k.H > 0 { // visitors see another face of it
				out = append(out, risk.State{Control: k.ID, Subject: o.subject, Seen: true, Face: true,
					A: prior*k.M + o.faceN*o.faceX, B: prior*(1-k.M) + o.faceN*(1-o.faceX)})
			}
		}
	}
	return out, typed, own
}
