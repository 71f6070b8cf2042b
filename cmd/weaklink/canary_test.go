package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/labs"
	"github.com/weaklink/weaklink/internal/labs/canary"
)

// Not one planted personal value is in anything that a scan writes: not in the
// database, its log, the blobs, the reports, the evidence, the terminal, the
// progress, or a temporary file; not as it stands, and not escaped or encoded.
func TestNoPersonalValueIsWritten(t *testing.T) {
	root := t.TempDir()
	out := filepath.Join(root, "out")
	tmp := filepath.Join(root, "tmp")
	for _, d := range []string{out, tmp} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	world, err := labs.Canary(filepath.Join(t.TempDir(), "grocer"), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	defer world.Close()
	if len(world.Canaries) < 100 {
		t.Fatalf("only %d planted values", len(world.Canaries))
	}
	t.Setenv("WEAKLINK_DATA", filepath.Join(root, "data"))
	t.Setenv("TMPDIR", tmp)

	// A planted value that is written must be found: the search is tried first
	// on the world itself.
	if hits, err := canary.Search(world.Folder, world.Canaries[:20]); err != nil || len(hits) == 0 {
		t.Fatalf("the search does not find what was planted: %d hits, %v", len(hits), err)
	}

	var stdout, stderr bytes.Buffer
	weaklink := func(ctx context.Context, args ...string) int {
		return run(ctx, args, console{in: bytes.NewReader(nil), out: &stdout, err: &stderr, width: narrow})
	}
	scan := []string{"scan", "--verbose", "--with-facts", "--ca", world.CA}
	for _, suffix := range printable() {
		scan = append(scan, "-o", filepath.Join(out, "report"+suffix))
	}
	for _, r := range world.Resolve {
		scan = append(scan, "--resolve", r)
	}
	for _, w := range world.Targets {
		scan = append(scan, w.At)
	}
	if code := weaklink(t.Context(), scan...); code != exitDone {
		t.Fatalf("scan ended with %d: %s", code, stderr.String())
	}
	if code := weaklink(t.Context(), append(scan, "--format", "json")...); code != exitDone {
		t.Fatalf("scan --format json ended with %d: %s", code, stderr.String())
	}
	cut, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
	weaklink(cut, scan...)
	cancel()
	for _, args := range [][]string{{"facts"}, {"replay"}, {"replay", filepath.Join(out, "report.json")}, {"report", "--verbose"}, append([]string{"scan", "--dry-run"}, world.Targets[0].At)} {
		if code := weaklink(t.Context(), args...); code != exitDone {
			t.Errorf("%v ended with %d: %s", args, code, stderr.String())
		}
	}
	if stdout.Len() < 10000 {
		t.Fatalf("only %d bytes were printed: this looks at nothing", stdout.Len())
	}
	if err := os.WriteFile(filepath.Join(out, "stdout"), stdout.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(out, "stderr"), stderr.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	hits, err := canary.Search(root, world.Canaries)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range hits {
		if i == 20 {
			t.Errorf("and %d more", len(hits)-i)
			break
		}
		t.Errorf("%+v", h)
	}
	left, err := os.ReadDir(tmp)
	if err != nil || len(left) > 0 {
		t.Errorf("temporary files are left: %v, %v", left, err)
	}
}
