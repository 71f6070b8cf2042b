package storetest

import (
	"bytes"
	"errors"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/store"
)

// What was worked out from a run is a copy of nothing: it is there for the
// program that made it, it is in no digest, and it goes with its firm.
func derived(t *testing.T, db *store.DB) {
	run := chain.Run{ID: "019ab3f0-0000-7000-8000-00000000d001", Firm: "Grocer", Started: day, Now: day, Version: "test"}
	if err := db.Begin(ctx, run); err != nil {
		t.Fatal(err)
	}
	if err := db.KeepDerived(ctx, run.ID, "a", []byte("early")); err == nil {
		t.Error("something is worked out from a run that goes on")
	}
	run.Finished = run.Started
	if _, err := db.Finish(ctx, run, nil, func(string) bool { return true }, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	before, _, err := db.Root(ctx)
	if err != nil {
		t.Fatal(err)
	}
	long := bytes.Repeat([]byte("a page \x00\xff"), 40_000)
	for maker, body := range map[string][]byte{"a": {}, "b": long} {
		if err := db.KeepDerived(ctx, run.ID, maker, body); err != nil {
			t.Fatal(err)
		}
		if got, err := db.Derived(ctx, run.ID, maker); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%d bytes of %d come back: %v", len(got), len(body), err)
		}
		if _, err := db.Derived(ctx, run.ID, "another"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("another program gets it: %v", err)
		}
	}
	if after, _, err := db.Root(ctx); err != nil || after != before {
		t.Errorf("the root digest counts what was worked out: %v", err)
	}
	if err := db.KeepDerived(ctx, "none", "a", nil); err == nil {
		t.Error("something is worked out from a run that is not kept")
	}
	if _, err := db.Forget(ctx, run.Firm); err != nil {
		t.Fatal(err)
	}
	for _, maker := range []string{"a", "b"} {
		if _, err := db.Derived(ctx, run.ID, maker); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("it is still there when its firm is forgotten: %v", err)
		}
	}
}
