//go:build unix

package queue

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/store"
)

// A step that has ended its worker again and again is given up: the run gets its
// verdict, and says what it could not see.
func TestAStepThatKillsItsWorkersIsUnseen(t *testing.T) {
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 0)
		p := openPlace(t, url, dir)
		run, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		stop := p.working(t, Judge)
		p.reached(t, run.ID, func(waiting, _ int64, _ store.Ask) bool { return waiting > 3 })
		stop()
		if _, err := p.db.SQL().ExecContext(t.Context(), "update step set tries = 4 where run = $1 and target = 'share1'", run.ID); err != nil {
			t.Fatal(err)
		}
		p.working(t, Queues()...)
		events := p.await(t, run.ID, time.Minute)
		states, err := p.db.States(t.Context(), run.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range states {
			if s.Target == "share1" && (s.Complete || !strings.Contains(s.Why, "begun 4 times")) || s.Target == "share0" && !s.Complete {
				t.Errorf("%+v, %v", s, events)
			}
		}
	})
}

// At most two look at one host at once, whichever process they are in.
func TestOfManyOnlyTwoLookAtAHost(t *testing.T) {
	engines(t, func(t *testing.T, url string) {
		db := openPlace(t, url, t.TempDir()).db
		now := time.Now()
		var got atomic.Int64
		var all sync.WaitGroup
		for _, who := range []string{"a", "b", "c", "d", "e", "f"} {
			all.Go(func() {
				ok, err := db.Lease(t.Context(), "shop.example", who, hostSlots, now, now.Add(time.Minute))
				if err != nil {
					t.Error(err)
				}
				if ok {
					got.Add(1)
				}
			})
		}
		all.Wait()
		if got.Load() != hostSlots {
			t.Errorf("%d look at it", got.Load())
		}
		lease := func(host, who string, at time.Time) bool {
			t.Helper()
			ok, err := db.Lease(t.Context(), host, who, hostSlots, at, at.Add(time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		if lease("shop.example", "g", now) || !lease("other.example", "g", now) {
			t.Error("hosts are not told apart")
		}
		late := now.Add(2 * time.Minute)
		if !lease("shop.example", "h", late) || !lease("shop.example", "i", late) || lease("shop.example", "j", late) || !lease("shop.example", "h", late) {
			t.Error("a turn of somebody who died does not run out, or cannot be prolonged")
		}
		if err := db.Release(t.Context(), "shop.example", "h"); err != nil {
			t.Fatal(err)
		}
		if !lease("shop.example", "j", late) {
			t.Error("a turn that was given back is not free")
		}
	})
}

// On a server a machine with another key of the firm, or with none, would count
// the same person twice: it is refused, and says which file it lacks.
func TestAWorkerWithAnotherKeyIsRefused(t *testing.T) {
	engines(t, func(t *testing.T, url string) {
		db := openPlace(t, url, t.TempDir()).db
		here, there, nowhere := t.TempDir(), t.TempDir(), t.TempDir()
		first, err := store.NewKeys(here).Of(t.Context(), db, "grocer")
		if err != nil {
			t.Fatal(err)
		}
		if again, err := store.NewKeys(here).Of(t.Context(), db, "grocer"); err != nil || again != first {
			t.Error(err)
		}
		if _, err := store.NewKeys(there).Key("grocer"); err != nil {
			t.Fatal(err)
		}
		for _, dir := range []string{there, nowhere} {
			_, err := store.NewKeys(dir).Of(t.Context(), db, "grocer")
			var usage *store.UsageError
			if db.Shared() != (errors.As(err, &usage) && strings.Contains(usage.Hint(), ".key")) {
				t.Errorf("%v", err)
			}
		}
	})
}

func TestAStepWaitsInTheQueueOfWhatItWears(t *testing.T) {
	for at, want := range map[string]string{
		"https://Shop.example:8443/x": "shop.example", "shop.example": "shop.example", "domain:shop.example": "shop.example",
		"postgres://crm@db.example:5433/crm": "db.example", "https://[2001:db8::1]/": "2001:db8::1",
	} {
		target, err := collectors.Parse(at, func(string) bool { return false })
		if err != nil {
			t.Fatal(err)
		}
		if got := hostOf(target); got != want {
			t.Errorf("%s looks at %q, want %q", at, got, want)
		}
	}
	_, ask := world(t, 0)
	opt, err := ask.options("1")
	if err != nil {
		t.Fatal(err)
	}
	plan, blind := opt.Steps()
	if len(plan) < 5 || len(blind) != 1 {
		t.Fatalf("%d steps, %d that nothing looks at", len(plan), len(blind))
	}
	for i, s := range plan {
		if got := stepOf("run", int64(i+1), s, opt.Limit(s)); got.Queue != Files || got.Host != "" || got.Limit != 10*time.Minute {
			t.Errorf("%+v", got)
		}
	}
}
