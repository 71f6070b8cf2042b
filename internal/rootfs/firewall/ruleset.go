package firewall

import (
	"net/netip"
	"slices"
	"strings"
)

// Ruleset is all tables of a packet filter.
type Ruleset struct {
	chains map[string]*chain // by family, table and name
	sets   map[string]*set   // likewise
	Rules  int
}

// New is a ruleset without a rule: everything gets in.
func New() *Ruleset { return &Ruleset{chains: map[string]*chain{}, sets: map[string]*set{}} }

type chain struct {
	family, table, name string
	kind, hook          string // base chains only: filter, nat, route; prerouting, input, ...
	priority            int
	policy              string
	rules               []rule
}

type set struct {
	items   []item
	targets []verdict // of a verdict map, one an item
	unknown bool      // filled from outside the ruleset, or not understood
}

// rule is its matches and then what is done.
type rule struct {
	text    string
	matches []match
	unclear bool // it has a part that we do not understand
	do      verdict
	vmap    *vmap
}

// match compares a field of the packet: left is "ip saddr", "tcp dport",
// "meta iifname", "ct state", ...
type match struct {
	left  string
	not   bool
	items []item
}

// item is one value, a range of values (lo and hi), or the name of a set.
type item struct{ lo, hi, set string }

type vmap struct {
	left    string
	set     string
	items   []item
	targets []verdict
}

// verdict is what a rule does: accept, drop, return, jump or goto (to), moved
// (the packet is sent on to another place), or "" (go on).
type verdict struct{ what, to string }

// Packet is the first packet of a new connection that comes in from outside.
type Packet struct {
	In    string // name of the network interface
	From  netip.Addr
	Proto string // tcp | udp
	Port  int
}

func (r *Ruleset) chain(family, table, name string) *chain {
	k := family + " " + table + " " + name
	c := r.chains[k]
	if c == nil {
		c = &chain{family: family, table: table, name: name}
		r.chains[k] = c
	}
	return c
}

// Without drops every table that drop names.
func (r *Ruleset) Without(drop func(family, table string) bool) {
	for k, c := range r.chains {
		if drop(c.family, c.table) {
			r.Rules -= len(c.rules)
			delete(r.chains, k)
		}
	}
}

// Merge adds the tables of o.
func (r *Ruleset) Merge(o *Ruleset) {
	for k, c := range o.chains {
		r.chains[k] = c
	}
	for k, s := range o.sets {
		r.sets[k] = s
	}
	r.Rules += o.Rules
}

// Interfaces lists the network interfaces that rules name, without patterns.
func (r *Ruleset) Interfaces() []string {
	var out []string
	add := func(items []item) {
		for _, it := range items {
			if it.lo != "" && it.set == "" && !strings.ContainsAny(it.lo, "*+") && !slices.Contains(out, it.lo) {
				out = append(out, it.lo)
			}
		}
	}
	for _, c := range r.chains {
		for _, ru := range c.rules {
			for _, m := range ru.matches {
				if m.left == "meta iifname" {
					add(m.items)
				}
			}
			if ru.vmap != nil && ru.vmap.left == "meta iifname" {
				add(ru.vmap.items)
				if s := r.sets[c.family+" "+c.table+" "+ru.vmap.set]; s != nil {
					add(s.items)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// Ports lists the TCP ports that rules name, at most 100.
func (r *Ruleset) Ports() []int {
	var out []int
	for _, c := range r.chains {
		for _, ru := range c.rules {
			for _, m := range ru.matches {
				if m.left != "tcp dport" && m.left != "th dport" {
					continue
				}
				items := m.items
				for _, it := range m.items {
					if s := r.sets[c.family+" "+c.table+" "+it.set]; it.set != "" && s != nil {
						items = append(slices.Clone(items), s.items...)
					}
				}
				for _, it := range items {
					if n, ok := portOf(it.lo); ok && (it.hi == "" || it.hi == it.lo) && !slices.Contains(out, n) && len(out) < 100 {
						out = append(out, n)
					}
				}
			}
		}
	}
	slices.Sort(out)
	return out
}
