package backups

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

// copied is a second repository with the same content, so that a test may spoil it.
func (w world) copied(t *testing.T, name string) world {
	t.Helper()
	to := filepath.Join(t.TempDir(), name)
	if err := os.CopyFS(to, os.DirFS(w.repo)); err != nil {
		t.Fatal(err)
	}
	w.repo = to
	w.env = append(append([]string{}, w.env...), "RESTIC_REPOSITORY="+to, "BORG_REPO="+strings.NewReplacer("{", "{{", "}", "}}").Replace(to), "BORG_RELOCATED_REPO_ACCESS_IS_OK=yes")
	return w
}

func (w world) look(t *testing.T, addr string) (map[string]facts.BackupSet, facts.BackupPlace, *collecttest.Seen, error) {
	t.Helper()
	s := &collecttest.Seen{}
	target := w.target(canaryPass)
	target.Addr = addr
	err := w.collector().Collect(t.Context(), target, s)
	sets := map[string]facts.BackupSet{}
	for _, b := range facts.BackupsSet.Select(s.Facts()) {
		sets[b.Name] = b
	}
	place := facts.BackupsPlace.Select(s.Facts())
	if len(place) != 1 {
		t.Fatalf("%d places, %v", len(place), err)
	}
	if strings.Contains(s.All(), canaryPass) {
		t.Error("the password came out")
	}
	return sets, place[0], s, err
}

func latest(sets map[string]facts.BackupSet) (out facts.BackupSet) {
	for _, s := range sets {
		if s.Latest {
			out = s
		}
	}
	return out
}

// A repository with the lock of a dead backup, and one whose backup was cut off
// before it was closed, are read to their end without a byte being changed.
func leftOpen(t *testing.T, w world) {
	t.Helper()
	w = w.copied(t, "repo")
	if w.tool == "restic" {
		cmd := exec.Command("restic", "backup", "--stdin", "-q")
		cmd.Env = append(os.Environ(), w.env...)
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for range 600 {
			if locks, _ := os.ReadDir(filepath.Join(w.repo, "locks")); len(locks) > 0 {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if locks, _ := os.ReadDir(filepath.Join(w.repo, "locks")); len(locks) == 0 {
			t.Fatal("no lock was left")
		}
	} else {
		write(t, filepath.Join(w.repo, "lock.exclusive", "elsewhere.4711-0"), nil)
		list, err := filepath.Glob(filepath.Join(w.repo, "i*.*")) // index and integrity
		if err != nil || len(list) < 2 {
			t.Fatal(list, err)
		}
		for _, p := range list {
			if err := os.Remove(p); err != nil {
				t.Fatal(err)
			}
		}
	}
	before := tree(t, w.repo)
	sets, place, s, err := w.look(t, w.repo)
	if err != nil || len(sets) != snapshots || place.Partial != "" || len(s.Gaps()) != 0 {
		t.Errorf("%v, %d sets in %+v, gaps %v", err, len(sets), place, s.Gaps())
	}
	if l := latest(sets); l.Whole != "yes" || l.Level != 2 || l.Files != 3 {
		t.Errorf("%+v", l)
	}
	if tree(t, w.repo) != before {
		t.Error("the repository was changed by looking at it")
	}
}

// Names with quotes, newlines, escapes and letters of every kind lose nothing;
// each machine and folder is a series of its own; what was forgotten is gone.
func oddNames(t *testing.T, w world) {
	t.Helper()
	w = w.copied(t, "a 'quoted\" re:po {now}\nwith\\ all ü")
	dir := filepath.Join(t.TempDir(), "folder with\nbreak")
	odd := []string{"a'b\"c.txt", "two\nlines.csv", "esc\x1b[31mred.txt", "back\\slash", "ünïcödé 漢字 😀.db", strings.Repeat("long", 60), "-dash", "--bypass"}
	for _, name := range odd {
		write(t, filepath.Join(dir, name), []byte(name))
	}
	sets := snapshots
	if w.tool == "restic" {
		for _, args := range [][]string{{"--host", "till", "--tag", "nightly,office", dir}, {"--host", "till", "--tag", "manual", dir}, {"--host", "laptop", dir}} {
			w.run(t, append([]string{"backup", "-q"}, args...)...)
		}
		w.run(t, "forget", "-q", "--host", "till", "--keep-last", "1", "--group-by", "host") // and no prune
		sets += 2
	} else {
		w.run(t, "create", `::odd 'name" ü-2026-11-01`, dir)
		sets++
	}
	got, place, s, err := w.look(t, w.repo)
	if err != nil || len(got) != sets || place.Partial != "" || len(s.Gaps()) != 0 {
		t.Fatalf("%v, %d sets, want %d, in %+v, gaps %v", err, len(got), sets, place, s.Gaps())
	}
	series := map[string]bool{}
	for _, b := range got {
		if !b.Latest {
			continue
		}
		if b.Whole != "yes" || !b.Listed {
			t.Errorf("%+v", b)
		}
		if series[b.Series] = true; b.Files != int64(len(odd)) {
			continue
		}
		have := map[string]bool{}
		for _, c := range b.Covers {
			have[filepath.Base(c.Name)] = true
		}
		for _, name := range odd {
			if !have[name] {
				t.Errorf("%q is not in %v", name, b.Covers)
			}
		}
	}
	want := 2 // one of the world, one of ours
	if w.tool == "restic" {
		want = 3
	}
	if len(series) != want {
		t.Errorf("%d series, want %d: %v", len(series), want, series)
	}
}

// A repository in which nothing was kept is told from one that cannot be read.
func nothingInIt(t *testing.T, w world) {
	t.Helper()
	w.repo = filepath.Join(t.TempDir(), "new")
	w.env = append(append([]string{}, w.env...), "RESTIC_REPOSITORY="+w.repo, "BORG_REPO="+w.repo)
	if w.tool == "restic" {
		w.run(t, "init", "-q")
	} else {
		w.run(t, "init", "-e", "none")
	}
	before := tree(t, w.repo)
	sets, place, s, err := w.look(t, w.repo)
	if err != nil || len(sets) != 0 || place.Sets != 0 || place.Partial != "" || len(s.Gaps()) != 0 {
		t.Errorf("%v %+v, gaps %v", err, place, s.Gaps())
	}
	if tree(t, w.repo) != before {
		t.Error("the repository was changed by looking at it")
	}
}

// A list that the program ends well although it passed over something is half
// a list, and settings that it does not know are said to be such.
func holeInTheList(t *testing.T, w world) {
	t.Helper()
	w = w.copied(t, "repo")
	if w.tool == "borg" {
		at := filepath.Join(w.repo, "config")
		raw, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		write(t, at, []byte(strings.Replace(string(raw), "version = 1", "version = 9", 1)))
		if _, place, _, err := w.look(t, w.repo); err == nil || !strings.Contains(err.Error(), "another version") || place.Partial == "" {
			t.Errorf("a newer format: %v %+v", err, place)
		}
		return
	}
	list, err := filepath.Glob(filepath.Join(w.repo, "snapshots", "*"))
	if err != nil || len(list) != snapshots {
		t.Fatal(list, err)
	}
	raw, err := os.ReadFile(list[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(list[0], 0o600); err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 0x10
	write(t, list[0], raw)
	_, place, s, err := w.look(t, w.repo)
	if err == nil && (place.Partial == "" || len(s.Gaps()) == 0) {
		t.Errorf("a snapshot is missing in the list, and nothing says so: %+v, gaps %v", place, s.Gaps())
	}
	for _, b := range facts.BackupsSet.Select(s.Facts()) {
		if b.Whole == "yes" {
			t.Errorf("%+v", b)
		}
	}
	t.Logf("%v, %+v, gaps %v", err, place, s.Gaps())
}
