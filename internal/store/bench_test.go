package store_test

import (
	"fmt"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/internal/store/storetest"
)

// What one fact costs as it comes in, each in a transaction of its own.
func BenchmarkFact(b *testing.B) {
	for name, url := range map[string]func() string{"sqlite": func() string { return b.TempDir() + "/weaklink.db" }, "postgres": func() string { return postgresURL(b) }} {
		b.Run(name, func(b *testing.B) {
			db, run := filled(b, url())
			for n := 0; b.Loop(); n++ {
				if err := db.Fact(b.Context(), run.ID, "shop", "c", fact(1, n)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// What a run costs that saw 1,000 facts and 300 findings, all as before.
func BenchmarkUnchangedRun(b *testing.B) {
	db, _ := filled(b, b.TempDir()+"/weaklink.db")
	var findings []chain.Finding
	for i := range 300 {
		findings = append(findings, chain.Finding{ID: fmt.Sprint("a.b@", i), Check: "a.b", Subject: fmt.Sprint(i), Link: chain.Website, Grip: chain.Weak, Say: "it is weak"})
	}
	for n := 1; b.Loop(); n++ {
		run := storetest.NewRun("grocer", n)
		err := db.Begin(b.Context(), run)
		for i := 0; i < 1000 && err == nil; i++ {
			err = db.Fact(b.Context(), run.ID, "shop", "c", fact(1, i))
		}
		if err == nil {
			err = db.Seal(b.Context(), run.ID, evidence.Sighting{Target: "shop", Collector: "c", Seen: run.Started}, chain.TargetState{Target: "shop", Complete: true})
		}
		if err == nil {
			_, err = db.Finish(b.Context(), storetest.Ended(run), findings, func(string) bool { return true }, nil)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func filled(b *testing.B, url string) (*store.DB, chain.Run) {
	db, err := store.Open(b.Context(), url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	run := storetest.NewRun("grocer", 0)
	if err := db.Begin(b.Context(), run); err != nil {
		b.Fatal(err)
	}
	return db, run
}
