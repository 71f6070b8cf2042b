package storetest

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/store"
)

// How people were joined is a copy of nothing: one blob a firm, for the program that
// made it, in no digest, and gone with its firm.
func joined(t *testing.T, db *store.DB) {
	run := chain.Run{ID: "019ab3f0-0000-7000-8000-00000000e001", Firm: "Grocer", Started: day, Now: day, Version: "test"}
	if err := db.Begin(ctx, run); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	j := store.Joined{DB: db, Blobs: db.Blobs(dir), Firm: "Grocer", Maker: "a"}
	if _, err := j.Was(ctx); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("nothing is kept, and it says %v", err)
	}
	before, _, err := db.Root(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, body := range [][]byte{[]byte("early"), bytes.Repeat([]byte("\x00\xff!"), 100_000), []byte("late"), []byte("late")} {
		if err := j.Keep(ctx, func(w io.Writer) error { _, err := w.Write(body); return err }); err != nil {
			t.Fatal(err)
		}
		if got, err := j.Was(ctx); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%d: %d bytes of %d come back: %v", i, len(got), len(body), err)
		}
	}
	if err := j.Keep(ctx, func(io.Writer) error { return io.ErrShortWrite }); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("what is not whole is kept: %v", err)
	}
	if got, err := j.Was(ctx); err != nil || string(got) != "late" {
		t.Errorf("what could not be replaced is gone: %q, %v", got, err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) > 1 {
		t.Errorf("there are %d files: %v", len(files), err)
	}
	for _, other := range []store.Joined{
		{DB: db, Blobs: j.Blobs, Firm: "Grocer", Maker: "b"},
		{DB: db, Blobs: j.Blobs, Firm: "Baker", Maker: "a"},
		{DB: db, Blobs: j.Blobs, Firm: "Grocer", Maker: "a", Fresh: true},
	} {
		if _, err := other.Was(ctx); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%+v gets it: %v", other, err)
		}
	}
	if after, _, err := db.Root(ctx); err != nil || after != before {
		t.Errorf("the root digest counts how people were joined: %v", err)
	}
	blobs, err := db.Forget(ctx, run.Firm)
	if err != nil || len(blobs) != 1 || !j.Blobs.Has(blobs[0]) {
		t.Fatalf("%q are to be deleted: %v", blobs, err)
	}
	if err := j.Blobs.Delete(blobs[0]); err != nil || j.Blobs.Has(blobs[0]) {
		t.Error(err)
	}
	if _, err := j.Was(ctx); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("it is still there when its firm is forgotten: %v", err)
	}
}
