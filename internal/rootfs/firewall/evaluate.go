package firewall

import (
	"cmp"
	"slices"
)

// Answer is what happens to a packet.
type Answer string

// The answers.
const (
	Accept  Answer = "accept"
	Drop    Answer = "drop"
	Unknown Answer = "unknown"
)

// outcome is the set of things that may happen.
type outcome uint8

const (
	accepts outcome = 1 << iota
	drops
	returns // to the chain that called, or goes on
	moves   // is sent on to somewhere else
)

// tri is whether something matches.
type tri uint8

const (
	no tri = iota
	maybe
	yes
)

func and(a, b tri) tri { return min(a, b) }
func not(a tri) tri    { return yes - a }
func either(a, b tri) tri {
	return max(a, b)
}

func is(b bool) tri {
	if b {
		return yes
	}
	return no
}

// walk is one evaluation.
type walk struct {
	r       *Ruleset
	p       Packet
	steps   int
	unclear []string
}

// maxSteps and maxDepth bound an evaluation; the kernel's own depth is 16.
const (
	maxSteps = 200_000
	maxDepth = 16
)

// hooks that a packet for the machine itself passes, in order.
var hooks = map[string]int{"ingress": 0, "prerouting": 1, "input": 2}

// Decide says what becomes of p. When the answer is unknown, unclear holds the
// rules that it hangs on.
func (r *Ruleset) Decide(p Packet) (answer Answer, unclear []string) {
	var bases []*chain
	for _, c := range r.chains {
		if _, ok := hooks[c.hook]; ok && c.sees(p) {
			bases = append(bases, c)
		}
	}
	slices.SortFunc(bases, func(a, b *chain) int {
		return cmp.Or(cmp.Compare(hooks[a.hook], hooks[b.hook]), cmp.Compare(a.priority, b.priority),
			cmp.Compare(a.family+a.table+a.name, b.family+b.table+b.name))
	})
	w := &walk{r: r, p: p}
	answer = Accept
	moved := false
	for _, c := range bases {
		o := w.chain(c, 0)
		if o&returns != 0 {
			o &^= returns
			if c.policy == "drop" {
				o |= drops
			} else {
				o |= accepts
			}
		}
		switch {
		case o == drops && !moved:
			return Drop, nil // whatever came before: this chain lets nothing through
		case o&(drops|moves) != 0 || w.steps > maxSteps:
			answer = Unknown
			if o&moves != 0 {
				moved = true // then the chains after this one are not passed
				w.note("a rule sends connections to this port on to another place, as containers do")
			}
		}
	}
	if answer == Unknown {
		return Unknown, w.unclear
	}
	return Accept, nil
}

// sees says whether packets like p pass the chain.
func (c *chain) sees(p Packet) bool {
	switch c.family {
	case "inet", "netdev":
		return true
	case "ip":
		return p.From.Is4()
	case "ip6":
		return !p.From.Is4()
	}
	return false
}

func (w *walk) note(text string) {
	if len(w.unclear) < 5 && !slices.Contains(w.unclear, text) {
		w.unclear = append(w.unclear, text)
	}
}

// chain is every thing that c may do with the packet. returns stands for
// falling off its end.
func (w *walk) chain(c *chain, depth int) outcome {
	if depth > maxDepth {
		w.note("chains that call one another without end")
		return accepts | drops
	}
	var all outcome
	for _, ru := range c.rules {
		if w.steps++; w.steps > maxSteps {
			w.note("more rules than can be followed")
			return accepts | drops
		}
		hit := w.matches(c, ru)
		if hit == no {
			continue
		}
		did := w.do(c, ru, depth)
		if hit == maybe {
			if did&^goesOn != 0 {
				w.note(ru.text)
			}
			all |= did &^ goesOn
			continue
		}
		all |= did &^ goesOn
		if did&goesOn == 0 {
			return all
		}
	}
	return all | returns
}

// goesOn is used within a chain only: the next rule is looked at.
const goesOn outcome = 1 << 7

func (w *walk) matches(c *chain, ru rule) tri {
	hit := yes
	for _, m := range ru.matches {
		if hit = and(hit, w.match(c, m)); hit == no {
			return no
		}
	}
	if ru.unclear {
		hit = and(hit, maybe)
	}
	return hit
}

// do is what a rule may do once it matches; 0 when it only notes something.
func (w *walk) do(c *chain, ru rule, depth int) outcome {
	if ru.vmap == nil {
		return w.verdict(c, ru.do, depth)
	}
	items, targets := ru.vmap.items, ru.vmap.targets
	if ru.vmap.set != "" {
		s := w.r.sets[c.family+" "+c.table+" "+ru.vmap.set]
		if s == nil || s.unknown {
			w.note(ru.text)
			return accepts | drops | goesOn
		}
		items, targets = s.items, s.targets
	}
	var all outcome
	for i, it := range items {
		switch w.item(c, ru.vmap.left, it) {
		case yes:
			return all | w.verdict(c, targets[i], depth)
		case maybe:
			w.note(ru.text)
			all |= w.verdict(c, targets[i], depth) | goesOn
		}
	}
	return all | goesOn
}

func (w *walk) verdict(c *chain, v verdict, depth int) outcome {
	switch v.what {
	case "accept":
		return accepts
	case "drop":
		return drops
	case "moved":
		return moves
	case "return":
		return returns
	case "jump", "goto":
		to := w.r.chains[c.family+" "+c.table+" "+v.to]
		if to == nil {
			w.note("a jump to a chain that is not there")
			return accepts | drops
		}
		o := w.chain(to, depth+1)
		if v.what == "jump" && o&returns != 0 {
			o = o&^returns | goesOn
		}
		return o
	case "unknown":
		return accepts | drops
	}
	return goesOn
}
