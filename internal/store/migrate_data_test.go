package store_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/internal/store/storetest"
)

// Every migration is taken back and made again with runs in the tables, on both
// engines: what an older schema has room for stays as it is.
func TestMigrationsGoBackAndForthOverData(t *testing.T) {
	for engine, url := range map[string]string{"sqlite": filepath.Join(t.TempDir(), "runs.db"), "postgres": ""} {
		t.Run(engine, func(t *testing.T) {
			if url == "" {
				url = postgresURL(t)
			}
			db := openAt(t, url)
			run := storetest.NewRun("grocer", 1)
			err := db.Begin(t.Context(), run)
			if err == nil {
				err = db.Keep(t.Context(), run.ID, "shop", "c", []evidence.Item{fact(1, 1), fact(1, 2)}, []evidence.Gap{{Target: "shop", Subject: "s", Why: "w", Next: "n"}})
			}
			if err == nil {
				err = db.Seal(t.Context(), run.ID, evidence.Sighting{Target: "shop", Collector: "c", Seen: run.Started}, chain.TargetState{Target: "shop", Complete: true})
			}
			if err == nil {
				_, err = db.Finish(t.Context(), storetest.Ended(run), []chain.Finding{{ID: "a.b@1", Check: "a.b", Subject: "s", Link: chain.Website, Grip: chain.Weak, Say: "it is weak"}}, func(string) bool { return true }, []byte(`{"x":1}`))
			}
			if err == nil {
				err = db.KeepDerived(t.Context(), run.ID, "m", []byte("report"))
			}
			if err == nil {
				err = db.KeepWeighed(t.Context(), "grocer", "k", "m", []byte("answer"))
			}
			if err == nil {
				err = db.Remember(t.Context(), "grocer", "shop", "c", []evidence.Memo{{Object: "o", Mark: "m", Body: []byte("{}")}})
			}
			if err != nil {
				t.Fatal(err)
			}
			facts, err := db.Counts(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			p, err := db.Migrator()
			if err != nil {
				t.Fatal(err)
			}
			newest, err := p.GetDBVersion(t.Context())
			if err != nil || newest < 9 {
				t.Fatal(newest, err)
			}
			for down := newest - 1; down >= 1; down-- { // to version down, and up again
				if _, err := p.DownTo(t.Context(), down); err != nil {
					t.Fatalf("back to %d: %v", down, err)
				}
				again, err := store.Open(t.Context(), url)
				if err != nil {
					t.Fatalf("from %d: %v", down, err)
				}
				items, _, err := again.Facts(t.Context(), run.ID)
				if err != nil || len(items) != 2 {
					t.Errorf("back to %d and forth: %d facts, %v", down, len(items), err)
				}
				spans, err := again.Findings(t.Context(), run.ID)
				if err != nil || len(spans) != 1 || spans[0].Finding.Say != "it is weak" {
					t.Errorf("back to %d and forth: %v, %v", down, spans, err)
				}
				if _, err := again.Derived(t.Context(), run.ID, "m"); down < 9 && !errors.Is(err, store.ErrNotFound) {
					t.Errorf("back to %d and forth: what can be worked out again is there: %v", down, err)
				}
				if err := again.Close(); err != nil {
					t.Fatal(err)
				}
			}
			after, err := db.Counts(t.Context())
			for name, n := range facts {
				if name != "memory" && after[name] != n {
					t.Errorf("%d rows of %s are %d: %v", n, name, after[name], err)
				}
			}
		})
	}
}

// A set that is kept by what differs is whole again in a schema that knows no such
// sets, and after.
func TestSetsGoBackWhole(t *testing.T) {
	for engine, url := range map[string]string{"sqlite": filepath.Join(t.TempDir(), "runs.db"), "postgres": ""} {
		t.Run(engine, func(t *testing.T) {
			if url == "" {
				url = postgresURL(t)
			}
			db := openAt(t, url)
			for n := range 2 {
				run := storetest.NewRun("grocer", n)
				var items []evidence.Item
				for i := n; i < 100+n; i++ {
					items = append(items, storetest.Fact(t, i))
				}
				err := db.Begin(t.Context(), run)
				if err == nil {
					err = db.Seal(t.Context(), run.ID, evidence.Sighting{Target: "shop", Collector: "c", Seen: run.Started}, chain.TargetState{Target: "shop", Complete: true}, items...)
				}
				if err == nil {
					_, err = db.Finish(t.Context(), storetest.Ended(run), nil, func(string) bool { return true }, []byte("{}"))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if n, err := db.Counts(t.Context()); err != nil || n["set_fact"] != 101 || n["set_base"] != 1 || n["set_less"] != 1 {
				t.Fatal(n, err)
			}
			p, err := db.Migrator()
			if err == nil {
				_, err = p.DownTo(t.Context(), 16)
			}
			if err != nil {
				t.Fatal(err)
			}
			again, err := store.Open(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if n, err := again.Counts(t.Context()); err != nil || n["set_fact"] != 200 || n["set_base"] != 0 {
				t.Error(n, err)
			}
			items, _, err := again.Facts(t.Context(), storetest.NewRun("grocer", 1).ID)
			if err != nil || len(items) != 100 {
				t.Errorf("%d facts, %v", len(items), err)
			}
		})
	}
}
