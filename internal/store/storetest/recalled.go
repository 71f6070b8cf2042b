package storetest

import (
	"fmt"
	"testing"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
)

// Many objects that are recalled at once come to what each one comes to.
func recalled(t *testing.T, db *store.DB) {
	run := begin(t, db, "grocer", 1)
	var facts []evidence.Item
	for n := range 400 {
		facts = append(facts, Fact(t, n))
	}
	must(t, db.Seal(ctx, run.ID, sighted(run, "shop", "c"), complete("shop"), facts...))
	var notes []evidence.Memo
	var objects []string
	for n := range 700 {
		m := evidence.Memo{Object: fmt.Sprint("o", n), Mark: fmt.Sprint("m", n), Body: []byte(fmt.Sprintf(`{"n":%d}`, n)), Facts: []string{}}
		for i := range n % 3 {
			m.Facts = append(m.Facts, facts[(n+i)%len(facts)].Digest)
		}
		if n%50 == 0 {
			m.Facts = append(m.Facts, "gone")
		}
		notes = append(notes, m)
		objects = append(objects, m.Object)
	}
	must(t, db.Remember(ctx, "grocer", "shop", "c", notes))
	objects = append(objects, "never noted")
	memos, items, err := db.RecallAll(ctx, "grocer", "shop", "c", objects)
	must(t, err)
	for _, object := range objects {
		m, of, ok, err := db.Recall(ctx, "grocer", "shop", "c", object)
		must(t, err)
		got, found := memos[object]
		if found != ok {
			t.Errorf("%s: whole %v, alone %v", object, found, ok)
		}
		if !ok {
			continue
		}
		equal(t, m, got)
		for _, it := range of {
			equal(t, it, items[it.Digest])
		}
	}
	if none, _, err := db.RecallAll(ctx, "baker", "shop", "c", objects); err != nil || len(none) > 0 {
		t.Errorf("another firm recalls %d of them, %v", len(none), err)
	}
	if none, _, err := db.RecallAll(ctx, "grocer", "shop", "c", nil); err != nil || len(none) > 0 {
		t.Errorf("nothing asked, %d answers, %v", len(none), err)
	}
}
