package checks

import (
	"slices"

	"github.com/weaklink/weaklink/evidence"
)

// Source is facts of a kind, or those of them that Keep wants.
type Source[T any] struct {
	Kind evidence.Kind[T]
	Keep func(T) bool // nil: all
}

func (s Source[T]) decode(items []evidence.Item) (bodies []T, read []evidence.Item, bad []judged) {
	for _, it := range items {
		if it.Kind != s.Kind.Name {
			continue
		}
		body, err := s.Kind.Decode(it)
		switch {
		case err != nil:
			bad = append(bad, unreadable(it, err))
		case s.Keep == nil || s.Keep(body):
			bodies, read = append(bodies, body), append(read, it)
		}
	}
	return bodies, read, bad
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
	return register(doc, []string{a.Kind.Name, b.Kind.Name, c.Kind.Name}, func(sc Scene, items []evidence.Item) []judged {
		as, read, out := a.decode(items)
		bs, readB, badB := b.decode(items)
		cs, readC, badC := c.decode(items)
		out = append(append(out, badB...), badC...)
		read = slices.Concat(read, readB, readC)
		if len(read) == 0 {
			return out
		}
		for _, v := range fn(sc, as, bs, cs) {
			out = append(out, judged{v, digests(v.Subject, read)})
		}
		return out
	})
}
