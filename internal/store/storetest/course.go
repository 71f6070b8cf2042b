package storetest

import (
	"database/sql"
	"slices"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/store"
)

// carried: a run takes over what an earlier one of the same firm saw, with the
// time at which it was seen, and nothing of another firm's.
func carried(t *testing.T, db *store.DB) {
	old := begin(t, db, "grocer", 1)
	seen := Fact(t, 1)
	must(t, db.Fact(ctx, old.ID, "shop", "website.look", seen))
	must(t, db.Seal(ctx, old.ID, sighted(old, "shop", "website.look"), chain.TargetState{Target: "shop", Why: "it was slow"}))
	finish(t, db, old, never)
	run, other := begin(t, db, "grocer", 2), begin(t, db, "baker", 2)
	take := func(to chain.Run, target string) (had bool) {
		t.Helper()
		must(t, db.Tx(ctx, func(tx *sql.Tx) (err error) {
			had, err = db.Carry(ctx, tx, old.ID, to.ID, target, "website.look")
			return err
		}))
		return had
	}
	equal(t, true, take(run, "shop"))
	equal(t, false, take(run, "shop")) // it is there
	equal(t, false, take(run, "office"))
	equal(t, false, take(other, "shop"))
	items, at, err := db.Facts(ctx, run.ID)
	must(t, err)
	equal(t, 1, len(items))
	equal(t, old.Started, at[seen.Digest].Seen)
	sealed, err := db.Sealed(ctx, run.ID)
	must(t, err)
	equal(t, "it was slow", sealed[[2]string{"shop", "website.look"}].Why)
	from, err := db.SourcesIn(ctx, run.ID, []string{seen.Digest, "none"})
	must(t, err)
	equal(t, []store.Source{{Target: "shop", Collector: "website.look", Kind: seen.Kind}}, from)
	finish(t, db, run, never)
	if take(run, "shop") {
		t.Error("a finished run takes something over")
	}
	every, first, err := db.Every(ctx, "grocer", seen.Kind)
	must(t, err)
	equal(t, 1, len(every))
	equal(t, old.Started, first[seen.Digest])
	every, _, err = db.Every(ctx, "baker", seen.Kind)
	must(t, err)
	equal(t, 0, len(every))
}

// course: every span of a firm, the oldest first, and how long it lasted.
func course(t *testing.T, db *store.DB) {
	bad, fine := finding("website.tls", "site:a", chain.Broken, 0, 1), finding("website.tls", "site:a", chain.Holds, 1, 1)
	first := begin(t, db, "grocer", 1)
	finish(t, db, first, always, bad)
	second := begin(t, db, "grocer", 2)
	finish(t, db, second, always, bad)
	third := begin(t, db, "grocer", 3)
	finish(t, db, third, always, fine)
	finish(t, db, begin(t, db, "baker", 1), always, bad)
	got, err := db.Course(ctx, "grocer")
	must(t, err)
	equal(t, 2, len(got))
	equal(t, []string{first.ID, second.ID, third.ID, ""}, []string{got[0].FirstRun, got[0].LastRun, got[1].FirstRun, got[1].LastRun})
	equal(t, []chain.Grip{chain.Broken, chain.Holds}, []chain.Grip{got[0].Finding.Grip, got[1].Finding.Grip})
	if !slices.ContainsFunc(got, func(s chain.Span) bool { return s.Finding.Link == bad.Link && s.Finding.ID == bad.ID }) {
		t.Errorf("%+v", got)
	}
}
