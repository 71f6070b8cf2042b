package store_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
)

func put(t *testing.T, b *store.Blobs, text string) string {
	t.Helper()
	digest, err := b.Put(func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

func TestABlobComesBackByItsDigest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blobs")
	b := store.NewBlobs(dir)
	keys := []evidence.Key{{Type: evidence.KeyEmail, Print: 7, Record: 1}, {Type: evidence.KeyPhone, Print: 9, Record: 2}}
	digest, err := b.Put(func(w io.Writer) error { return evidence.WriteKeys(w, keys) })
	if err != nil {
		t.Fatal(err)
	}
	r, err := b.Open(digest)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := evidence.ReadKeys(r); err != nil || len(got) != 2 || got[1] != keys[1] {
		t.Errorf("%v, %v", got, err)
	}
	if put(t, b, "x") != put(t, b, "x") {
		t.Error("the same content has two digests")
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 2 {
		t.Errorf("%d files for 2 contents, %v", len(files), err)
	}
	if runtime.GOOS != "windows" {
		for _, f := range files {
			if info, _ := f.Info(); info.Mode().Perm() != 0o600 {
				t.Errorf("mode %v", info.Mode())
			}
		}
		if info, _ := os.Stat(dir); info.Mode().Perm() != 0o700 {
			t.Errorf("folder mode %v", info.Mode())
		}
	}
}

// Whoever reads a part of a blob begins where that part does, and is told of no
// digest: it is of the whole.
func TestAPartOfABlobIsReadForItself(t *testing.T) {
	b := store.NewBlobs(t.TempDir())
	r, err := b.Open(put(t, b, "hard keys and soft ones"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := r.(interface{ Skip(int64) error }).Skip(14); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != "soft ones" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAHalfWrittenBlobLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	failed := errors.New("out of luck")
	_, err := store.NewBlobs(dir).Put(func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return failed })
	if !errors.Is(err, failed) {
		t.Error(err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

func TestWhatAKilledProcessLeftIsSweptAway(t *testing.T) {
	dir := t.TempDir()
	old, young := filepath.Join(dir, ".part-1"), filepath.Join(dir, ".part-2")
	for _, name := range []string{old, young} {
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	yesterday := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(old, yesterday, yesterday); err != nil {
		t.Fatal(err)
	}
	put(t, store.NewBlobs(dir), "x")
	if _, err := os.Stat(old); !errors.Is(err, os.ErrNotExist) {
		t.Error("a half-written blob of yesterday is still there")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("a blob that another process may be writing was taken away")
	}
}

func TestAChangedBlobIsNoticed(t *testing.T) {
	dir := t.TempDir()
	b := store.NewBlobs(dir)
	digest := put(t, b, "what was seen")
	if err := os.WriteFile(filepath.Join(dir, digest), []byte("what was sewn"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := b.Open(digest)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.ReadAll(r); err == nil {
		t.Error("a changed blob reads as if nothing had happened")
	}
	if err := b.Delete(digest); err != nil {
		t.Error(err)
	}
	if err := b.Delete(digest); err != nil {
		t.Errorf("deleting again: %v", err)
	}
	for _, name := range []string{digest, "", "..", "../secret", "/etc/passwd"} {
		if _, err := b.Open(name); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("open %q: %v", name, err)
		}
	}
	if err := b.Delete("../x"); err == nil {
		t.Error("a name leads out of the folder")
	}
}

func TestAFirmHasOneKeyUntilItIsShredded(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	k := store.NewKeys(dir)
	var got [8][32]byte
	var all sync.WaitGroup
	for i := range got {
		all.Go(func() {
			var err error
			if got[i], err = store.NewKeys(dir).Key("Corner Grocer"); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, key := range got {
		if key != got[0] || key == ([32]byte{}) {
			t.Fatal("two that start together have two keys")
		}
	}
	other, err := k.Key("Baker/../x")
	if err != nil || other == got[0] {
		t.Errorf("two firms share a key, %v", err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("%d files for 2 keys", len(files))
	}
	if err := k.Shred("Corner Grocer"); err != nil {
		t.Fatal(err)
	}
	if err := k.Shred("Corner Grocer"); err != nil {
		t.Errorf("shredding again: %v", err)
	}
	if fresh, err := k.Key("Corner Grocer"); err != nil || fresh == got[0] {
		t.Errorf("the key survives, %v", err)
	}
	if same, err := k.Key("Baker/../x"); err != nil || same != other {
		t.Errorf("another firm's key was hurt, %v", err)
	}
}

func TestADamagedOrOpenKeyIsNeverReplaced(t *testing.T) {
	dir := t.TempDir()
	k := store.NewKeys(dir)
	if _, err := k.Key("grocer"); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.key"))
	if err := os.WriteFile(files[0], []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	var usage *store.UsageError
	if _, err := k.Key("grocer"); !errors.As(err, &usage) {
		t.Errorf("a damaged key: %v", err)
	}
	if raw, _ := os.ReadFile(files[0]); string(raw) != "short" {
		t.Error("a damaged key was replaced")
	}
	if runtime.GOOS == "windows" {
		t.Skip("no modes here")
	}
	if err := os.Chmod(files[0], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Key("grocer"); !errors.As(err, &usage) || usage.Hint() != "chmod 600 "+files[0] {
		t.Errorf("a key that others may read: %v", err)
	}
}
