package scan

import (
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
	of := gripTableOf(findings)
	for _, s := range facts.DataStore.Select(items) {
		if len(s.Categories) == 0 && len(s.Secrets) == 0 {
			continue // nothing in it calls for anything
		}
		p := checksdata.Demand(s)
		p.Proven, p.Missing, p.Unseen = []string{}, []string{}, []string{}
		for _, d := range p.Demanded {
			switch of.state(d.Control, s.ID) {
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

// gripTable is what the findings say of each control, of each store and of all that
// is none.
type gripTable struct {
	own   map[[2]string][]chain.Grip // control, store
	wider map[string][]chain.Grip    // control
}

func gripTableOf(findings []chain.Finding) gripTable {
	g := gripTable{own: map[[2]string][]chain.Grip{}, wider: map[string][]chain.Grip{}}
	for _, f := range findings {
		k := [2]string{f.Control, f.Subject}
		if g.own[k] = append(g.own[k], f.Grip); !strings.HasPrefix(f.Subject, "store:") {
			g.wider[f.Control] = append(g.wider[f.Control], f.Grip)
		}
	}
	return g
}

// state is what the findings say of a control for one store: the findings
// about that store when there are any, else those about anything that is no
// store. Another store's findings say nothing about this one. One finding that
// could not look leaves the control unseen even if all others hold.
func (g gripTable) state(control, store string) chain.Grip {
	if own := g.own[[2]string{control, store}]; len(own) > 0 {
		return chain.Worst(own...)
	}
	return chain.Worst(g.wider[control]...)
}
