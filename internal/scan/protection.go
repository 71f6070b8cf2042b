package scan

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	checksdata "github.com/weaklink/weaklink/checks/data"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// protection fills in, for every store that holds client data, which of the
// safeguards it calls for were proven, are missing, or were not looked at.
func protection(items []evidence.Item, findings []chain.Finding) map[string]facts.Protection {
	out := map[string]facts.Protection{}
	for _, s := range facts.DataStore.Select(items) {
		if len(s.Categories) == 0 {
			continue
		}
		p := checksdata.Demand(s)
		p.Proven, p.Missing, p.Unseen = []string{}, []string{}, []string{}
		for _, d := range p.Demanded {
			switch state(d.Control, s.ID, findings) {
			case chain.Holds:
				p.Proven = append(p.Proven, d.Control)
			case chain.Unseen:
				p.Unseen = append(p.Unseen, d.Control)
			default:
				p.Missing = append(p.Missing, d.Control)
			}
		}
		out[s.ID] = p
	}
	return out
}

// state is what the findings say of a control for one store: the findings
// about that store when there are any, else those about anything that is no
// store. Another store's findings say nothing about this one. One finding that
// could not look leaves the control unseen even if all others hold.
func state(control, store string, findings []chain.Finding) chain.Grip {
	var own, wider []chain.Grip
	for _, f := range findings {
		switch {
		case f.Control != control:
		case f.Subject == store:
			own = append(own, f.Grip)
		case !strings.HasPrefix(f.Subject, "store:"):
			wider = append(wider, f.Grip)
		}
	}
	if len(own) > 0 {
		return chain.Worst(own...)
	}
	return chain.Worst(wider...)
}

// union joins the keys of several stores into one count of people.
func union(ids []string, sets []evidence.Set) (facts.Union, error) {
	n, err := evidence.Join(sets)
	if err != nil {
		return facts.Union{}, err
	}
	u := facts.Union{People: people(n.Union)}
	for _, o := range n.Overlaps {
		if o.Shared > 0 {
			u.Overlaps = append(u.Overlaps, facts.Overlap{A: ids[o.A], B: ids[o.B], Shared: o.Shared,
				ShareA: share(o.Shared, n.Sets[o.A].Best), ShareB: share(o.Shared, n.Sets[o.B].Best)})
		}
	}
	slices.SortFunc(u.Overlaps, func(a, b facts.Overlap) int { return strings.Compare(a.A+"\x00"+a.B, b.A+"\x00"+b.B) })
	return u, nil
}
