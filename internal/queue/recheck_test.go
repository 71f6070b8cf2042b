//go:build unix

package queue

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// A look at one finding looks at what that rests on and at nothing else. What
// was seen elsewhere is taken over, and keeps the time at which it was seen.
func TestOneFindingIsLookedAtAgainAndTheRestKeepsItsAge(t *testing.T) {
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 0)
		p := openPlace(t, url, filepath.Join(dir, "home"))
		first, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		p.working(t, Queues()...)
		p.await(t, first.ID, time.Minute)
		found := func(run string) []chain.Finding {
			t.Helper()
			kept, err := p.db.Run(t.Context(), run)
			if err != nil {
				t.Fatal(err)
			}
			past, err := scan.ReadPast(kept, []byte(verdictOf(t, p.db, run)))
			if err != nil {
				t.Fatal(err)
			}
			return past.Record.Findings
		}
		bad := func(run, part string) *chain.Finding {
			for _, f := range found(run) {
				if f.Grip <= chain.Weak && strings.Contains(f.Subject, part) && f.Link == chain.Data {
					return &f
				}
			}
			return nil
		}
		one := bad(first.ID, "share0")
		if one == nil || bad(first.ID, "share1") == nil {
			t.Fatalf("nothing is wrong in the world: %+v", found(first.ID))
		}
		// Both are mended, and one is looked at.
		for _, share := range []string{"share0", "share1"} {
			if err := os.Remove(filepath.Join(dir, share, "customers.csv")); err != nil {
				t.Fatal(err)
			}
		}
		second, err := p.Recheck(t.Context(), first.ID, one.ID, nil)
		if err != nil {
			t.Fatal(err)
		}
		looked := map[string]bool{}
		for _, e := range p.await(t, second.ID, time.Minute) {
			if e.Target != "" {
				looked[e.Target] = true
			}
		}
		if !looked["share0"] || len(looked) != 1 {
			t.Errorf("looked at %v", looked)
		}
		if f := bad(second.ID, "share0"); f != nil {
			t.Errorf("what was mended is found again: %+v", f)
		}
		if bad(second.ID, "share1") == nil {
			t.Error("what nobody looked at again is gone")
		}
		changes, err := p.db.Changes(t.Context(), second.ID, found(second.ID))
		if err != nil || !slices.Contains(changes, chain.Changed{Finding: one.ID, Change: chain.Gone}) {
			t.Errorf("%v, %v", changes, err)
		}
		if slices.ContainsFunc(changes, func(c chain.Changed) bool { return c.Change == chain.UnseenNow }) {
			t.Errorf("something is taken for unseen: %v", changes)
		}
		_, at, err := p.db.Facts(t.Context(), second.ID)
		if err != nil {
			t.Fatal(err)
		}
		old, fresh := 0, 0
		for _, s := range at {
			switch {
			case s.Target == "share1" && s.Seen.Equal(first.Started):
				old++
			case s.Target == "share1":
				t.Errorf("what was taken over is said to be seen at %v, not %v", s.Seen, first.Started)
			case s.Target == "share0" && s.Seen.Equal(second.Started):
				fresh++
			}
		}
		if old == 0 || fresh == 0 {
			t.Errorf("%d facts of then, %d of now", old, fresh)
		}
		states := func(run string) map[string]bool {
			all, err := p.db.States(t.Context(), run)
			if err != nil {
				t.Fatal(err)
			}
			out := map[string]bool{}
			for _, s := range all {
				out[s.Target] = s.Complete
			}
			return out
		}
		if a, b := states(first.ID), states(second.ID); a["share1"] != b["share1"] || a["gone"] != b["gone"] {
			t.Errorf("how far it was seen: then %v, now %v", a, b)
		}
		// After it everything can be looked at again.
		third, err := p.Again(t.Context(), second.ID)
		if err != nil {
			t.Fatal(err)
		}
		p.await(t, third.ID, time.Minute)
		if f := bad(third.ID, "share1"); f != nil {
			t.Errorf("a whole look finds what is mended: %+v", f)
		}
	})
}

// A finding or a run that is not there begins nothing.
func TestWhatIsNotThereIsNotLookedAtAgain(t *testing.T) {
	dir, ask := world(t, 0)
	p := openPlace(t, filepath.Join(t.TempDir(), "w.db"), filepath.Join(dir, "home"))
	run, err := p.Enqueue(t.Context(), ask)
	if err != nil {
		t.Fatal(err)
	}
	p.working(t, Queues()...)
	p.await(t, run.ID, time.Minute)
	var invalid *InvalidError
	if _, err := p.Recheck(t.Context(), run.ID, "website.none@00000000", nil); !errors.As(err, &invalid) {
		t.Error(err)
	}
	if _, err := p.Recheck(t.Context(), "019a0000", "website.none@00000000", nil); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
	asks, err := p.db.Asks(t.Context(), "", 0)
	if err != nil || len(asks) != 1 {
		t.Errorf("%d runs were asked for, %v", len(asks), err)
	}
}
