package storetest

import (
	"slices"
	"testing"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
)

func setOf(t *testing.T, from, to int) (out []evidence.Item) {
	for n := from; n < to; n++ {
		out = append(out, Fact(t, n))
	}
	return out
}

func digestsOf(items []evidence.Item) (out []string) {
	for _, it := range items {
		out = append(out, it.Digest)
	}
	slices.Sort(out)
	return out
}

// A set of which little changed is kept by what did, reads back as it was, and
// holds nothing of a firm that is forgotten.
func setsByDifference(t *testing.T, db *store.DB) {
	sets := [][2]int{{0, 300}, {3, 305}, {8, 310}, {100, 500}, {101, 500}}
	rows := []int64{300, 305, 315, 715, 715} // of set_fact after each: the fourth differs in too much
	less := []int64{0, 3, 11, 11, 12}
	for i, s := range sets {
		run := begin(t, db, "grocer", i+1)
		must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "c"), complete("shop"), setOf(t, s[0], s[1])...))
		finish(t, db, run, never)
		n, err := db.Counts(ctx)
		must(t, err)
		if n["set_fact"] != rows[i] || n["set_less"] != less[i] {
			t.Errorf("after run %d set_fact holds %d rows, set_less %d", i+1, n["set_fact"], n["set_less"])
		}
	}
	shared := begin(t, db, "baker", 9) // what the grocer's second run saw
	must(t, db.Seal(ctx, shared.ID, sighted(shared, "shop", "c"), complete("shop"), setOf(t, 3, 305)...))
	finish(t, db, shared, never)
	check := func(id string, s [2]int) {
		t.Helper()
		items, at, err := db.Facts(ctx, id)
		must(t, err)
		want := digestsOf(setOf(t, s[0], s[1]))
		equal(t, want, digestsOf(items))
		targets, err := db.Targets(ctx, id)
		must(t, err)
		if len(at) != len(want) || len(targets) != len(want) {
			t.Errorf("%s: %d sightings and %d targets of %d facts", id, len(at), len(targets), len(want))
		}
		from, err := db.SourcesIn(ctx, id, want[:1])
		must(t, err)
		if len(from) != 1 || from[0].Collector != "c" {
			t.Errorf("%s: %v", id, from)
		}
	}
	for i, s := range sets {
		check(NewRun("grocer", i+1).ID, s)
	}
	check(shared.ID, sets[1])
	gone, kept, last := Fact(t, 0), Fact(t, 200), Fact(t, 499)
	where, err := db.Sources(ctx, "grocer", []string{gone.Digest, kept.Digest, last.Digest})
	must(t, err)
	equal(t, map[string][]string{gone.Digest: {"shop"}, kept.Digest: {"shop"}, last.Digest: {"shop"}}, where)
	if _, s, ok, err := db.Earlier(ctx, "grocer", kept.Kind, kept.Subject); err != nil || !ok || !s.Seen.Equal(sighted(NewRun("grocer", 5), "shop", "c").Seen) {
		t.Errorf("%s was seen at %v, %v, %v", kept.Subject, s.Seen, ok, err)
	}
	if _, s, ok, err := db.Earlier(ctx, "grocer", gone.Kind, gone.Subject); err != nil || !ok || !s.Seen.Equal(sighted(NewRun("grocer", 1), "shop", "c").Seen) {
		t.Errorf("%s was seen at %v, %v, %v", gone.Subject, s.Seen, ok, err)
	}
	every, first, err := db.Every(ctx, "grocer", kept.Kind)
	must(t, err)
	if len(every) != 500 || !first[kept.Digest].Equal(sighted(NewRun("grocer", 1), "shop", "c").Seen) {
		t.Errorf("%d facts were ever seen, the first of them at %v", len(every), first[kept.Digest])
	}
	_, err = db.Forget(ctx, "grocer")
	must(t, err)
	check(shared.ID, sets[1])
	n, err := db.Counts(ctx)
	must(t, err)
	if n["fact"] != 302 || n["set_fact"] != 302 || n["fact_set"] != 1 || n["set_base"]+n["set_less"] != 0 {
		t.Errorf("of what only the grocer saw there is left: %v", n)
	}
}
