package checks

import (
	"slices"

	"github.com/weaklink/weaklink/evidence"
)

// Join makes a check that joins facts of four kinds, as Across does of two. It
// is called when there is at least one fact of the first and of the second kind.
func Join[A, B, C, D any](doc Doc, first evidence.Kind[A], second evidence.Kind[B], third evidence.Kind[C], fourth evidence.Kind[D], fn func(Scene, []A, []B, []C, []D) []Verdict) Check {
	kinds := []string{first.Name, second.Name, third.Name, fourth.Name}
	return register(doc, kinds, func(sc Scene, s *Stock) []judged {
		as, bs, cs, ds := readAll(s, first), readAll(s, second), readAll(s, third), readAll(s, fourth)
		out := slices.Concat(as.unreadable(), bs.unreadable(), cs.unreadable(), ds.unreadable())
		if len(as.bodies) == 0 || len(bs.bodies) == 0 {
			return out
		}
		return rest(out, fn(sc, as.bodies, bs.bodies, cs.bodies, ds.bodies), &as.of, &bs.of, &cs.of, &ds.of)
	})
}
