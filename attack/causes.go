package attack

import (
	"slices"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/risk"
)

// causes are what several real things have in common, so that who gets into one
// of them that way gets into all: by the name of the cause, whom it concerns.
// What they have in common is not their state - that is one draw for all - but
// whether this campaign succeeds.
type causes struct {
	product  map[string][]string // a program with a hole, in one version -> hosts and machines
	login    map[string][]string // who signs in to several hosts or machines -> those
	supplier map[string][]string // who carries several sites -> those
}

func causesOf(items []evidence.Item) causes {
	c := causes{product: map[string][]string{}, login: map[string][]string{}, supplier: map[string][]string{}}
	for _, k := range []evidence.Kind[facts.Updates]{facts.HostingUpdates, facts.DevicesUpdates} {
		for _, it := range items {
			if u, err := k.Decode(it); err == nil {
				for _, p := range u.Some {
					name := p.Package + " " + p.Installed
					c.product[name] = append(c.product[name], it.Subject)
				}
			}
		}
	}
	for _, a := range facts.AccessMachineAccount.Select(items) {
		if a.Password == "locked" && a.Keys == 0 {
			continue // nobody signs in with it
		}
		for _, l := range a.Logins {
			if l != "" {
				c.login[string(l)] = append(c.login[string(l)], a.Machine)
			}
		}
	}
	for _, s := range facts.WebsiteSupplier.Select(items) {
		if slices.Contains(s.Carries, "hosting") {
			c.supplier[s.Name] = append(c.supplier[s.Name], s.For)
		}
	}
	return c
}

// of are the causes that count for the steps of a vector from a template node:
// a hole for an exploit, an administrator for stolen credentials, a supplier for
// what comes through one.
func (c causes) of(vector int, from string) map[string][]string {
	if vector < 0 {
		return nil
	}
	switch v := risk.Vectors[vector]; {
	case v == "X" && from == "src":
		return c.product
	case v == "K" && from == "src":
		return c.login
	case v == "S" && from == "sup":
		return c.supplier
	}
	return nil
}

// together splits like edges by what their ends have in common: sets of two and
// more that fall together, and the rest.
func together(like []int, ends [][]string, by map[string][]string) (sets [][]int, rest []int) {
	if len(by) == 0 {
		return nil, like
	}
	set := make([]int, len(like)) // the first edge that each falls together with
	for i := range set {
		set[i] = i
	}
	for _, whom := range by {
		first := -1
		for i := range like {
			if !slices.ContainsFunc(ends[i], func(s string) bool { return slices.Contains(whom, s) }) {
				continue
			}
			if first < 0 {
				first = set[i]
				continue
			}
			// The smaller number stands for both, whatever the order of the causes.
			a, b := min(first, set[i]), max(first, set[i])
			for j := range set {
				if set[j] == b {
					set[j] = a
				}
			}
			first = a
		}
	}
	for i := range like {
		var all []int
		for j := range like {
			if set[j] == i {
				all = append(all, like[j])
			}
		}
		switch {
		case len(all) > 1:
			sets = append(sets, all)
		case len(all) == 1:
			rest = append(rest, all[0])
		}
	}
	return sets, rest
}
