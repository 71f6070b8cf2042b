package attack

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/risk"
)

// gathered is a scene in which stores of which the findings say the same stand
// together: a thousand exports alike are one that guards and the rest.
type gathered struct {
	sights []sight
	real   map[string][]instance
}

// Variant makes the graph for what a change of the constants does to the links:
// stores of which the findings say the same stand together, and there are no
// repairs. It weighs the same as Model up to a share of a percent, and takes a
// fraction of the time where there are thousands of stores.
func (s *Scene) Variant(c *risk.Constants) (*risk.Model, error) {
	s.gather.Do(func() { s.few = s.gatherStores() })
	return s.model(c, s.few.sights, nil, s.few.real)
}

func (s *Scene) gatherStores() gathered {
	whole := gathered{s.sights, s.real}
	says := s.sayings()
	if len(says) <= risk.Few {
		return whole
	}
	// What stands for a node alone stays alone; of those that share one, only
	// stores of the same nodes stand together.
	for _, kind := range slices.Sorted(maps.Keys(s.real)) {
		for i, n := range s.real[kind] {
			for _, subject := range n.subjects {
				if _, ok := says[subject]; !ok {
					continue
				}
				if len(n.subjects) == 1 {
					delete(says, subject)
				} else {
					says[subject] += fmt.Sprintf("|%s %d", kind, i)
				}
			}
		}
	}
	members := map[string][]string{}
	for _, subject := range slices.Sorted(maps.Keys(says)) {
		members[says[subject]] = append(members[says[subject]], subject)
	}
	rest := map[string]int{}  // first of its like -> how many others there are
	gone := map[string]bool{} // those others
	for _, like := range members {
		if len(like) <= risk.Few+1 {
			continue
		}
		rest[like[0]] = len(like) - 1
		for _, subject := range like[1:] {
			gone[subject] = true
		}
	}
	if len(gone) == 0 {
		return whole
	}
	out := gathered{real: map[string][]instance{}}
	for _, x := range s.sights {
		if gone[x.subject] {
			continue
		}
		out.sights = append(out.sights, x)
		if n := rest[x.subject]; n > 0 {
			x.many = n
			out.sights = append(out.sights, x)
		}
	}
	for kind, all := range s.real {
		for _, n := range all {
			if len(n.subjects) > 1 {
				n.subjects = slices.DeleteFunc(slices.Clone(n.subjects), func(subject string) bool { return gone[subject] })
			}
			out.real[kind] = append(out.real[kind], n)
		}
	}
	return out
}

// sayings is what the findings say of each store, but for what visitors notice:
// shares to a thirty-second.
func (s *Scene) sayings() map[string]string {
	const fine, most = 32, 20
	b := map[string]*strings.Builder{}
	never := map[string]bool{}
	for _, x := range s.sights { // they come by control
		if !strings.HasPrefix(x.subject, "store:") {
			continue
		}
		w := b[x.subject]
		if w == nil {
			w = &strings.Builder{}
			b[x.subject] = w
		}
		fmt.Fprintf(w, "%s:", x.control)
		for _, f := range x.findings {
			fmt.Fprintf(w, "%s %s %g %g %s %g;", f.Check, f.Grip, min(f.of, most), math.Round(f.share*fine), f.how, f.age)
			never[x.subject] = never[x.subject] || f.Unnoticed || f.TurnsAway
		}
	}
	out := make(map[string]string, len(b))
	for subject, w := range b {
		if !never[subject] {
			out[subject] = w.String()
		}
	}
	return out
}
