package checks

import (
	"reflect"
	"slices"

	"github.com/weaklink/weaklink/evidence"
)

// Stock is the facts of a run as checks get them: each is read once, however many
// checks want it. A check changes nothing of what it gets; checktest sees to that.
// A Stock is used by one goroutine.
type Stock struct {
	items []evidence.Item
	kinds map[string][]evidence.Item
	read  map[string]interface{ changed() bool } // a reading of each kind
}

// NewStock takes the facts of a run.
func NewStock(items []evidence.Item) *Stock {
	s := &Stock{items: items, kinds: map[string][]evidence.Item{}, read: map[string]interface{ changed() bool }{}}
	for _, it := range items {
		s.kinds[it.Kind] = append(s.kinds[it.Kind], it)
	}
	return s
}

// Changed names the kinds of fact that a check wrote into.
func (s *Stock) Changed() (kinds []string) {
	for kind, r := range s.read {
		if r.changed() {
			kinds = append(kinds, kind)
		}
	}
	slices.Sort(kinds)
	return kinds
}

// has says whether there is a fact of one of the kinds.
func (s *Stock) has(kinds []string) bool {
	return slices.ContainsFunc(kinds, func(k string) bool { return len(s.kinds[k]) > 0 })
}

// digests are those of every fact of the kinds, in the order of the facts.
func (s *Stock) digests(kinds []string) (out []string) {
	for _, it := range s.items {
		if slices.Contains(kinds, it.Kind) {
			out = append(out, it.Digest)
		}
	}
	return out
}

// reading is the facts of one kind: bodies are those that can be read, of says
// which facts they are of.
type reading[T any] struct {
	kind   evidence.Kind[T]
	items  []evidence.Item
	bodies []T
	of     trail
	bad    []unread
}

// unread is what is said of a fact that cannot be read.
type unread struct {
	judged
	before int // bodies that come before it
}

// readAll reads the facts of a kind.
func readAll[T any](s *Stock, kind evidence.Kind[T]) *reading[T] {
	if had, ok := s.read[kind.Name].(*reading[T]); ok && had.kind == kind {
		return had
	}
	r := &reading[T]{kind: kind, items: s.kinds[kind.Name]}
	r.bodies = make([]T, 0, len(r.items))
	r.of.facts = r.items
	for i, it := range r.items {
		body, err := kind.Decode(it)
		if err != nil {
			if len(r.bad) == 0 {
				r.of.facts = slices.Clone(r.items[:i])
			}
			r.bad = append(r.bad, unread{unreadable(it, err), len(r.bodies)})
			continue
		}
		r.bodies = append(r.bodies, body)
		if len(r.bad) > 0 {
			r.of.facts = append(r.of.facts, it)
		}
	}
	s.read[kind.Name] = r
	return r
}

func (r *reading[T]) changed() bool {
	return len(r.bodies) > 0 && !reflect.DeepEqual(r.bodies, r.kind.Select(r.items))
}

// unreadable are what is said of those that cannot be read.
func (r *reading[T]) unreadable() (out []judged) {
	for _, b := range r.bad {
		out = append(out, b.judged)
	}
	return out
}

// trail is facts, to be found by their subject.
type trail struct {
	facts []evidence.Item
	by    map[string][]string // digests, by subject; nil: not asked for yet
}

func (t *trail) about(subject string) []string {
	if t.by == nil {
		t.by = make(map[string][]string, len(t.facts))
		for _, it := range t.facts {
			t.by[it.Subject] = append(t.by[it.Subject], it.Digest)
		}
	}
	return t.by[subject]
}

// grounds is what the verdicts of one check rest on.
type grounds struct {
	trails []*trail
	all    []string // nil: not asked for yet
}

// of is the evidence for a verdict about subject: the facts about that very
// subject, or all of them when the verdict is about something wider. It is shared.
func (g *grounds) of(subject string) []string {
	var own []string
	for _, t := range g.trails {
		if more := t.about(subject); own == nil {
			own = slices.Clip(more)
		} else {
			own = append(own, more...)
		}
	}
	if len(own) > 0 {
		return own
	}
	if g.all == nil {
		for _, t := range g.trails {
			for _, it := range t.facts {
				g.all = append(g.all, it.Digest)
			}
		}
		g.all = slices.Clip(g.all)
	}
	return g.all
}
