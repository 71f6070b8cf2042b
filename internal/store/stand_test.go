package store_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/internal/store/storetest"
)

func TestWhatStandsIsWorkedOutAgainWhenItIsGone(t *testing.T) {
	var dbs [2]*store.DB
	for i := range dbs {
		db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "weaklink.db"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		dbs[i] = db
	}
	r := rand.New(rand.NewPCG(3, 5))
	for n := range 12 {
		var findings []chain.Finding
		for i := range 200 {
			if r.IntN(10) == 0 {
				continue
			}
			f := chain.Finding{ID: fmt.Sprint("a.b@", i), Check: "a.b", Subject: fmt.Sprint("s", i), Link: chain.Website, Control: "tls",
				Grip: chain.Grip(1 + r.IntN(4)), Say: "it is", Evidence: []string{fmt.Sprint(r.IntN(3))}}
			if r.IntN(3) > 0 {
				f.Grip, f.Evidence = chain.Weak, []string{"1"}
			}
			findings = append(findings, f)
		}
		run := storetest.NewRun("grocer", n)
		var said [2][]chain.Changed
		for i, db := range dbs {
			if i == 1 && n%3 > 0 {
				store.ForgetStands(t, db)
			}
			if err := db.Begin(t.Context(), run); err != nil {
				t.Fatal(err)
			}
			var err error
			whole := func(s string) bool { return s[len(s)-1]%2 == 0 }
			if said[i], err = db.Finish(t.Context(), storetest.Ended(run), findings, whole, nil); err != nil {
				t.Fatal(err)
			}
		}
		if len(said[0]) < 150 || !slices.Equal(said[0], said[1]) {
			t.Fatalf("run %d: %d changes, or others without what stands", n, len(said[0]))
		}
		var spans [2][]chain.Span
		for i, db := range dbs {
			var err error
			if spans[i], err = db.Findings(t.Context(), run.ID); err != nil {
				t.Fatal(err)
			}
		}
		if a, b := fmt.Sprint(spans[0]), fmt.Sprint(spans[1]); a != b {
			t.Fatalf("run %d has other spans:\n%.500s\n%.500s", n, a, b)
		}
	}
}
