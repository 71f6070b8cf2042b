package checks

import (
	"slices"

	"github.com/weaklink/weaklink/evidence"
)

// Join makes a check that joins facts of four kinds, as Across does of two. It
// is called when there is at least one fact of the first and of the second kind.
func Join[A, B, C, D any](doc Doc, first evidence.Kind[A], second evidence.Kind[B], third evidence.Kind[C], fourth evidence.Kind[D], fn func(Scene, []A, []B, []C, []D) []Verdict) Check {
	kinds := []string{first.Name, second.Name, third.Name, fourth.Name}
	return register(doc, kinds, func(sc Scene, items []evidence.Item) []judged {
		as, readA, badA := decode(first, items)
		bs, readB, badB := decode(second, items)
		cs, readC, badC := decode(third, items)
		ds, readD, badD := decode(fourth, items)
		out := slices.Concat(badA, badB, badC, badD)
		if len(as) == 0 || len(bs) == 0 {
			return out
		}
		read := slices.Concat(readA, readB, readC, readD)
		for _, v := range fn(sc, as, bs, cs, ds) {
			out = append(out, judged{v, digests(v.Subject, read)})
		}
		return out
	})
}
