package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/weaklink/weaklink/internal/store"
	"github.com/weaklink/weaklink/internal/store/storetest"
)

func TestOnlyTheOwnerMayReadTheRuns(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes here")
	}
	dir := filepath.Join(t.TempDir(), "new", "folder")
	path := filepath.Join(dir, "weaklink.db")
	db := openAt(t, "sqlite:"+path)
	if err := db.Begin(t.Context(), storetest.NewRun("grocer", 1)); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) < 2 {
		t.Fatalf("%d files, %v: the write-ahead log should be there", len(entries), err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", e.Name(), info.Mode())
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%s: %v, %v", dir, info.Mode(), err)
	}

	loose := filepath.Join(t.TempDir(), "loose.db")
	openAt(t, loose).Close()
	if err := os.Chmod(loose, 0o644); err != nil {
		t.Fatal(err)
	}
	openAt(t, loose)
	if info, err := os.Stat(loose); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("a file that others could read: %v, %v", info.Mode(), err)
	}
}

// A firm's own database given by mistake is a thing to look at, never to write to.
func TestAStrangersFileIsLeftAsItIs(t *testing.T) {
	dir := t.TempDir()
	customers := filepath.Join(dir, "customers.db")
	theirs, err := sql.Open("sqlite", customers)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := theirs.Exec("create table customer (name text)"); err != nil {
		t.Fatal(err)
	}
	if err := theirs.Close(); err != nil {
		t.Fatal(err)
	}
	letter := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(letter, []byte("Dear customer"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{customers, letter} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = store.Open(t.Context(), path)
		var usage *store.UsageError
		if !errors.As(err, &usage) {
			t.Errorf("%s is opened: %v", path, err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s was changed", path)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("files were left beside: %v", entries)
	}
	if _, err := store.Open(t.Context(), dir); err == nil {
		t.Error("a folder is opened")
	}
}

func TestAPlaceThatIsNoFileIsRefusedWithAHint(t *testing.T) {
	for _, url := range []string{"", "sqlite:", "postgres://jo:canary-pw@db/weaklink", "mysql://db/x", ":memory:", "sqlite::memory:"} {
		_, err := store.Open(t.Context(), url)
		var usage *store.UsageError
		if !errors.As(err, &usage) || usage.Hint() == "" {
			t.Errorf("%q: %v", url, err)
		} else if strings.Contains(err.Error(), "canary-pw") {
			t.Errorf("the password is repeated: %v", err)
		}
	}
}

func TestAPathMayHoldAnyCharacter(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a b.db", "what?.db", "100%.db", "#1.db", "%41.db", "ü&mode=ro.db"} {
		if runtime.GOOS == "windows" && strings.Contains(name, "?") {
			continue
		}
		db := openAt(t, filepath.Join(dir, name))
		if err := db.Begin(t.Context(), storetest.NewRun("grocer", 1)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Size() == 0 {
			t.Errorf("%s: the runs went elsewhere", name)
		}
	}
}

func TestManyMayOpenANewFileAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "weaklink.db")
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			db, err := store.Open(t.Context(), path)
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			for i := range 10 {
				if err := db.Begin(t.Context(), storetest.NewRun("grocer", 10*n+i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	runs, err := openAt(t, path).Runs(t.Context(), "grocer", 0)
	if err != nil || len(runs) != 40 {
		t.Errorf("%d runs of 40 are kept, %v", len(runs), err)
	}
}

func TestABackupHoldsEverythingWhileRunsGoOn(t *testing.T) {
	db := open(t)
	run := storetest.NewRun("grocer", 1)
	if err := db.Begin(t.Context(), run); err != nil {
		t.Fatal(err)
	}
	if err := db.Fact(t.Context(), run.ID, "shop", "c", storetest.Fact(t, 1)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := db.CopyTo(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	items, _, err := openAt(t, path).Facts(t.Context(), run.ID)
	if err != nil || len(items) != 1 {
		t.Errorf("the copy holds %d facts, %v", len(items), err)
	}
	if err := db.CopyTo(t.Context(), path); err == nil {
		t.Error("a backup overwrites a file")
	}
}

func TestAForgottenFirmCannotBeReadFromTheFile(t *testing.T) {
	const canary = "canary-of-the-forgotten"
	db := open(t)
	for _, firm := range []string{canary, "baker"} {
		if err := db.Begin(t.Context(), storetest.NewRun(firm, 1)); err != nil {
			t.Fatal(err)
		}
	}
	holds := func() bool {
		files, err := filepath.Glob(db.Place() + "*")
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		for _, f := range files {
			if raw, err := os.ReadFile(f); err == nil && bytes.Contains(raw, []byte(canary)) {
				return true
			}
		}
		return false
	}
	if !holds() {
		t.Fatal("the test looks at the wrong place")
	}
	if _, err := db.Forget(t.Context(), canary); err != nil {
		t.Fatal(err)
	}
	if holds() {
		t.Error("the file or its log still names the firm")
	}
}
