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
	of, same := gripTableOf(findings), sharedLists{}
	for _, it := range items {
		if it.Kind != facts.DataStore.Name {
			continue
		}
		s, err := facts.DataStore.Decode(it)
		if err != nil {
			continue
		}
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
		p.Demanded = same.demanded(p.Demanded)
		p.Proven, p.Missing, p.Unseen = same.controls(p.Proven), same.controls(p.Missing), same.controls(p.Unseen)
		out[s.ID] = p
	}
	return out
}

// sharedLists has lists once that are the same for most of thousands of places.
type sharedLists struct {
	safeguards map[string][]facts.Safeguard
	lists      map[string][]string
}

func (l *sharedLists) demanded(all []facts.Safeguard) []facts.Safeguard {
	key := ""
	for _, d := range all {
		key += d.Control + "\x00" + d.Say + "\x00"
	}
	if l.safeguards == nil {
		l.safeguards, l.lists = map[string][]facts.Safeguard{}, map[string][]string{}
	}
	if _, had := l.safeguards[key]; !had {
		l.safeguards[key] = all
	}
	return l.safeguards[key]
}

func (l *sharedLists) controls(all []string) []string {
	key := strings.Join(all, "\x00")
	if _, had := l.lists[key]; !had {
		l.lists[key] = all
	}
	return l.lists[key]
}

// gripTable is what the findings say of each control, of each store and of all that
// is none.
type gripTable struct {
	own   map[[2]string]chain.Grip // the worst, by control and store
	wider map[string]chain.Grip    // by control
}

func gripTableOf(findings []chain.Finding) gripTable {
	g := gripTable{own: map[[2]string]chain.Grip{}, wider: map[string]chain.Grip{}}
	for i := range findings {
		f := &findings[i]
		if strings.HasPrefix(f.Subject, "store:") {
			k := [2]string{f.Control, f.Subject}
			g.own[k] = worse(g.own[k], f.Grip)
			continue
		}
		g.wider[f.Control] = worse(g.wider[f.Control], f.Grip)
	}
	return g
}

// worse is the worse of two grips, of which the first may be none yet.
func worse(a, b chain.Grip) chain.Grip {
	if !a.Valid() {
		return b
	}
	return chain.Worst(a, b)
}

// state is what the findings say of a control for one store: the findings
// about that store when there are any, else those about anything that is no
// store. Another store's findings say nothing about this one. One finding that
// could not look leaves the control unseen even if all others hold.
func (g gripTable) state(control, store string) chain.Grip {
	if own := g.own[[2]string{control, store}]; own.Valid() {
		return own
	}
	if wider := g.wider[control]; wider.Valid() {
		return wider
	}
	return chain.Worst()
}
