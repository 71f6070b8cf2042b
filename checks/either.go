package checks

import "github.com/weaklink/weaklink/evidence"

// Source is facts of a kind, or those of them that Keep wants.
type Source[T any] struct {
	Kind evidence.Kind[T]
	Keep func(T) bool // nil: all
}

// read are the facts of the source, and what is said of those that cannot be read.
func (s Source[T]) read(from *Stock) (bodies []T, of *trail, bad []judged) {
	r := readAll(from, s.Kind)
	if s.Keep == nil {
		return r.bodies, &r.of, r.unreadable()
	}
	of = &trail{}
	for i, body := range r.bodies {
		if s.Keep(body) {
			bodies, of.facts = append(bodies, body), append(of.facts, r.of.facts[i])
		}
	}
	return bodies, of, r.unreadable()
}

// Either makes a check that sets facts of one kind beside facts of another,
// such as what was seen beside what was answered. Unlike Across it is called
// when there is at least one fact of either.
func Either[A, B any](doc Doc, a Source[A], b Source[B], fn func(Scene, []A, []B) []Verdict) Check {
	none := Source[struct{}]{Keep: func(struct{}) bool { return false }}
	c := AnyOf(doc, a, b, none, func(sc Scene, as []A, bs []B, _ []struct{}) []Verdict { return fn(sc, as, bs) })
	c.Kinds = c.Kinds[:2]
	registry[doc.ID] = c
	return c
}

// AnyOf is Either for three kinds.
func AnyOf[A, B, C any](doc Doc, a Source[A], b Source[B], c Source[C], fn func(Scene, []A, []B, []C) []Verdict) Check {
	return register(doc, []string{a.Kind.Name, b.Kind.Name, c.Kind.Name}, func(sc Scene, s *Stock) []judged {
		as, ofA, out := a.read(s)
		bs, ofB, badB := b.read(s)
		cs, ofC, badC := c.read(s)
		out = append(append(out, badB...), badC...)
		if len(as)+len(bs)+len(cs) == 0 {
			return out
		}
		return rest(out, fn(sc, as, bs, cs), ofA, ofB, ofC)
	})
}
