package attack

import (
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
}

// observe gathers the findings about each control and subject. A control holds
// on a subject only when every check of it does, so the worst finding counts
// and those that hold cannot outvote it; that also makes a duplicate of a check
// change nothing. Unseen findings add nothing.
func observe(in Input, method map[string]evidence.Method, rules *nodeRules) []observation {
	type key struct{ control, subject string }
	worst := map[key]observation{}
	for _, f := range in.Findings {
		control, ok := in.Constants.Control(f.Control)
		if !ok || f.Grip == chain.Unseen {
			continue
		}
		o := weigh(in, f, control, method, rules)
		k := key{f.Control, subjectOf(f.Subject)}
		o.control, o.subject = k.control, k.subject
		if f.Unnoticed {
			o.hidden = o.bad
		} else {
			o.faceN, o.faceX = o.n, o.x
		}
		if had, dup := worst[k]; dup {
			o.bad, o.away, o.hidden = o.bad || had.bad, o.away || had.away, o.hidden || had.hidden
			o.n, o.x = weaker(o.n, o.x, had.n, had.x)
			o.faceN, o.faceX = weaker(o.faceN, o.faceX, had.faceN, had.faceX)
		}
		worst[k] = o
	}
	out := make([]observation, 0, len(worst))
	for _, o := range worst {
		out = append(out, o)
	}
	slices.SortFunc(out, func(a, b observation) int {
		return strings.Compare(a.control+"\x00"+a.subject, b.control+"\x00"+b.subject)
	})
	return out
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
func weigh(in Input, f chain.Finding, control risk.Control, method map[string]evidence.Method, rules *nodeRules) observation {
	c := in.Constants
	how := evidence.Claimed
	var newest time.Time
	for _, digest := range f.Evidence {
		if m, ok := method[digest]; ok && rank(m) < rank(how) {
			how = m
		}
		if t := in.Seen[digest]; t.After(newest) {
			newest = t
		}
	}
	n := c.Value("evidence.n." + string(how))
	x := 1.0
	switch f.Grip {
	case chain.Broken:
		x = 0
	case chain.Weak:
		x = c.Value("evidence.weak")
	}
	if f.Of > 0 {
		n = max(n, float64(f.Of))
		switch share := float64(f.Pass) / float64(f.Of); {
		case f.Grip == chain.Broken:
		case rules.parts(f.Check):
			x = min(x, share)
		default:
			x = share
		}
	}
	age := 0.0
	if !newest.IsZero() {
		age = max(0, in.Now.Sub(newest).Hours()/24)
	}
	w := c.Value("evidence.q."+string(how)) * math.Exp2(-age/control.Half)
	return observation{n: w * min(n, c.Value("evidence.cap")), x: x, bad: f.Grip == chain.Broken || f.Grip == chain.Weak, away: f.Grip == chain.Broken && f.TurnsAway}
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
	for _, k := range in.Constants.Controls() {
		var mine []observation
		for _, o := range obs {
			if o.control == k.ID {
				mine = append(mine, o)
			}
		}
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
				own[k.ID] = map[string]int{}
			}
			own[k.ID][o.subject] = len(out)
			out = append(out, risk.State{Control: k.ID, Subject: o.subject, Seen: true, Bad: o.bad,
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
