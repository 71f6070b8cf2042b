package scan

import (
	"cmp"
	"slices"
	"strings"
	"time"

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
		if len(s.Categories) == 0 && len(s.Secrets) == 0 {
			continue // nothing in it calls for anything
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

// union joins the keys of several stores into one count of people. stores are
// the facts behind ids, for what is a copy of what.
func union(ids []string, sets []evidence.Set, stores map[string]facts.Store) (facts.Union, error) {
	n, err := evidence.Join(sets)
	if err != nil {
		return facts.Union{}, err
	}
	u := facts.Union{People: people(n.Union)}
	if n.Union.Best > 0 {
		pic := facts.Picture(n.Picture)
		u.Picture = &pic
	}
	for _, o := range n.Overlaps {
		if o.Shared > 0 {
			over := facts.Overlap{A: ids[o.A], B: ids[o.B], Shared: o.Shared,
				ShareA: share(o.Shared, n.Sets[o.A]), ShareB: share(o.Shared, n.Sets[o.B])}
			over.Copy, over.Behind = copyOf(over, stores)
			u.Overlaps = append(u.Overlaps, over)
		}
	}
	slices.SortFunc(u.Overlaps, func(a, b facts.Overlap) int { return strings.Compare(a.A+"\x00"+a.B, b.A+"\x00"+b.B) })
	return u, nil
}

const (
	strangers = 10 // of the people of a copy, at most one in so many is not in the place that it was made of
	copyFrom  = 5  // people: below that it may be chance
)

// copyOf says which of two stores is a copy of the other, and by how many days
// its newest record is older. A copy is a file nearly all of whose people are in
// the other place: in a live table, or in a file that is no export, has more
// of them or is newer.
func copyOf(o facts.Overlap, stores map[string]facts.Store) (id string, behind int) {
	if o.Shared < copyFrom {
		return "", 0
	}
	a, b := stores[o.A], stores[o.B]
	within := func(s facts.Store, share float64, of facts.Store) bool {
		if s.Role == "live" || s.Role == "backup" || of.Role == "backup" || share*strangers < strangers-1 {
			return false
		}
		return cmp.Or(cmp.Compare(stray(s), stray(of)), cmp.Compare(of.People.Best, s.People.Best), newest(of).Compare(newest(s)),
			cmp.Compare(len(s.ID), len(of.ID)), strings.Compare(s.ID, of.ID)) > 0
	}
	switch {
	case within(a, o.ShareA, b):
		return o.A, days(newest(a), newest(b))
	case within(b, o.ShareB, a):
		return o.B, days(newest(b), newest(a))
	}
	return "", 0
}

// stray is how far a store is from where its data has its home.
func stray(s facts.Store) int {
	switch s.Role {
	case "live":
		return 0
	case "export", "dump", "copy", "archive":
		return 2
	}
	return 1
}

func newest(s facts.Store) time.Time {
	t, err := time.Parse(time.DateOnly, s.Newest)
	if err != nil {
		t, _ = time.Parse(time.DateOnly, s.Modified)
	}
	return t
}

// days is how much older a is than b; 0 when that is not known.
func days(a, b time.Time) int {
	if a.IsZero() || b.IsZero() || !a.Before(b) {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
