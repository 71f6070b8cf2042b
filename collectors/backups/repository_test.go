package backups

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

const snapshots = 2 // in each world, the last one of yesterday

const canaryPass = "Zwiebelturm#Kellerfenster17"

// world is a repository of a real program with snapshots of one folder.
type world struct {
	tool, repo, live string
	env              []string
}

func (w world) run(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command(w.tool, args...)
	cmd.Env = append(os.Environ(), w.env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v: %s", w.tool, args, err, out)
	}
}

func makeWorld(t *testing.T, tool string) world {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Skipf("missing: %s", tool)
	}
	if testing.Short() {
		t.Skip("short: the programs take seconds to derive their keys")
	}
	root := t.TempDir()
	w := world{tool: tool, repo: filepath.Join(root, "repo"), live: filepath.Join(root, "office")}
	w.env = []string{"RESTIC_PASSWORD=" + canaryPass, "RESTIC_REPOSITORY=" + w.repo, "RESTIC_CACHE_DIR=" + filepath.Join(root, "cache"),
		"BORG_PASSPHRASE=" + canaryPass, "BORG_REPO=" + w.repo, "BORG_BASE_DIR=" + filepath.Join(root, "base")}
	makeDB(t, write(t, filepath.Join(w.live, "customers.db"), nil), 50)
	write(t, filepath.Join(w.live, "letters", "offer.txt"), []byte("Dear Wilhelmine Quastenflosser"))
	write(t, filepath.Join(w.live, "wilhelmine.quastenflosser@grocer.example.txt"), []byte("x"))
	day := time.Now().UTC()
	if tool == "restic" {
		w.run(t, "init", "-q")
		for i := range snapshots {
			w.run(t, "backup", "-q", "--time", day.AddDate(0, 0, i-snapshots).Format(time.DateTime), w.live)
		}
	} else {
		w.run(t, "init", "-e", "repokey")
		for i := range snapshots {
			at := day.AddDate(0, 0, i-snapshots)
			w.run(t, "create", "--timestamp", at.Format("2006-01-02T15:04:05"), "::office-"+at.Format(time.DateOnly), w.live)
		}
	}
	return w
}

func (w world) collector() collectors.Collector {
	if w.tool == "restic" {
		return NewRestic(collectors.Env{})
	}
	return NewBorg(collectors.Env{})
}

func (w world) target(password string) collectors.Target {
	return collectors.Target{ID: w.tool + ":repo", Scheme: w.tool, Addr: w.repo, Secret: func(context.Context) ([]byte, error) { return []byte(password), nil }}
}

// tree is the content and the dates of all that lies below a folder.
func tree(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		st, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintln(h, p, st.Mode(), st.ModTime().UnixNano())
		if d.Type().IsRegular() {
			raw, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			h.Write(raw)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// What is true of the repositories of real programs; one is made for each.
func TestRepositories(t *testing.T) {
	for _, tool := range []string{"restic", "borg"} {
		t.Run(tool, func(t *testing.T) {
			w := makeWorld(t, tool)
			t.Run("read and left alone", func(t *testing.T) { readAndLeftAlone(t, w) })
			t.Run("cannot be opened", func(t *testing.T) { cannotBeOpened(t, w) })
			if tool == "borg" {
				t.Run("append-only", func(t *testing.T) { appendOnlyBorg(t, w) })
			}
			t.Run("locked, and not closed well", func(t *testing.T) { leftOpen(t, w) })
			t.Run("odd names and several machines", func(t *testing.T) { oddNames(t, w) })
			t.Run("nothing in it", func(t *testing.T) { nothingInIt(t, w) })
			t.Run("a list with a hole", func(t *testing.T) { holeInTheList(t, w) })
			t.Run("damaged", func(t *testing.T) { damaged(t, w) })
		})
	}
}

// A real repository is read with its password, every byte of it is checked, its
// files are listed, not a byte of it changes, and neither the password nor a
// name comes out.
func readAndLeftAlone(t *testing.T, w world) {
	t.Helper()
	before := tree(t, w.repo)
	s := collecttest.Contract(t, w.collector(), collecttest.World{Target: w.target(canaryPass),
		Canaries: []string{canaryPass, "Quastenflosser", "somebody.number"}, Within: 2 * time.Minute})
	if after := tree(t, w.repo); after != before {
		t.Error("the repository was changed by looking at it")
	}
	sets := facts.BackupsSet.Select(s.Facts())
	place := facts.BackupsPlace.Select(s.Facts())[0]
	if len(sets) != snapshots || place.Sets != snapshots || place.Version == "" || place.Partial != "" || len(s.Gaps()) != 0 {
		t.Fatalf("%d sets in %+v, gaps %v", len(sets), place, s.Gaps())
	}
	i := slices.IndexFunc(sets, func(b facts.BackupSet) bool { return b.Latest })
	last := sets[i]
	if last.Whole != "yes" || last.Level != 2 || !last.Listed || last.Files != 3 || last.Bytes == 0 || last.Encrypted != w.tool || last.TakenBy != "snapshot" {
		t.Errorf("%+v", last)
	}
	if taken, err := time.Parse(time.RFC3339, last.Taken); err != nil || time.Since(taken) < 20*time.Hour || time.Since(taken) > 28*time.Hour {
		t.Errorf("taken %s", last.Taken)
	}
	if !slices.ContainsFunc(last.Covers, func(c facts.Cover) bool {
		return c.Kind == "file" && strings.HasSuffix(w.live+"/customers.db", c.Name)
	}) {
		t.Errorf("customers.db is not in %v", last.Covers)
	}
	for j, b := range sets {
		if j != i && (b.Latest || b.Series != last.Series) {
			t.Errorf("%+v", b)
		}
	}
}

// What keeps us from looking is told apart, names the next step, and leaves a
// place of which nobody can say that it is empty.
func cannotBeOpened(t *testing.T, w world) {
	t.Helper()
	half := filepath.Join(t.TempDir(), "half")
	if err := os.CopyFS(half, os.DirFS(w.repo)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(half, "config")); err != nil {
		t.Fatal(err)
	}
	none := t.TempDir()
	for _, tc := range []struct{ name, repo, pass, want, hint string }{
		{"wrong password", w.repo, "not it", "the password does not fit", "secret"},
		{"empty folder", none, canaryPass, "there is none", "address"},
		{"half a repository", half, canaryPass, "a part of it is missing", "address"},
		{"no folder", filepath.Join(none, "gone"), canaryPass, "no such file or folder", "plugged in"},
	} {
		target := w.target(tc.pass)
		target.Addr = tc.repo
		s := &collecttest.Seen{}
		err := w.collector().Collect(t.Context(), target, s)
		var hint interface{ Hint() string }
		if err == nil || !strings.Contains(err.Error(), tc.want) || !errors.As(err, &hint) || !strings.Contains(hint.Hint(), tc.hint) {
			t.Errorf("%s: %v", tc.name, err)
		}
		if err != nil && (strings.Contains(err.Error(), tc.pass) || strings.Contains(s.All(), canaryPass)) {
			t.Errorf("%s: the password came out", tc.name)
		}
		places := facts.BackupsPlace.Select(s.Facts())
		if len(places) != 1 || places[0].Partial == "" || len(facts.BackupsSet.Select(s.Facts())) != 0 {
			t.Errorf("%s: %+v", tc.name, places)
		}
	}
	t.Setenv("RESTIC_PASSWORD", "") // unset below
	os.Unsetenv("RESTIC_PASSWORD")
	target := w.target("")
	target.Secret = nil
	if err := w.collector().Collect(t.Context(), target, &collecttest.Seen{}); err == nil || !strings.Contains(err.Error(), "no password was given") {
		t.Errorf("no password: %v", err)
	}
}

// A repository with a damaged piece of data is never whole, although its list
// of snapshots reads well.
func damaged(t *testing.T, w world) {
	t.Helper()
	var largest string
	var size int64
	err := filepath.WalkDir(filepath.Join(w.repo, "data"), func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if st, err := d.Info(); err == nil && st.Size() > size {
				largest, size = p, st.Size()
			}
		}
		return err
	})
	if err != nil || largest == "" {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(largest)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(raw) / 4; i < len(raw)/2; i += 64 {
		raw[i] ^= 0x40
	}
	if err := os.Chmod(largest, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(largest, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	s := &collecttest.Seen{}
	if err := w.collector().Collect(t.Context(), w.target(canaryPass), s); err != nil {
		places := facts.BackupsPlace.Select(s.Facts())
		if len(places) != 1 || places[0].Partial == "" {
			t.Errorf("%v: %+v", err, places)
		}
		return // it could not even be opened: nothing reads as whole
	}
	for _, b := range facts.BackupsSet.Select(s.Facts()) {
		if b.Whole == "yes" || b.Level > 0 {
			t.Errorf("%+v", b)
		}
	}
}

// A folder of borg's that forbids deleting is seen to do so.
func appendOnlyBorg(t *testing.T, w world) {
	t.Helper()
	w.run(t, "config", w.repo, "append_only", "1")
	s := &collecttest.Seen{}
	if err := w.collector().Collect(t.Context(), w.target(canaryPass), s); err != nil {
		t.Fatal(err)
	}
	if p := facts.BackupsPlace.Select(s.Facts())[0]; p.Locked != "append-only" {
		t.Errorf("%+v", p)
	}
}

// fake puts a program of that name, a shell script, before all others.
func fake(t *testing.T, name, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
}

// A program that is missing, answers half, floods its standard error with rows
// or asks for a password where nobody sits gives a clear error and no fact.
func TestProgramsThatMisbehave(t *testing.T) {
	repo := t.TempDir()
	row := "Wilhelmine Quastenflosser, w.quastenflosser@grocer.example"
	for _, tc := range []struct{ name, script, want string }{
		{"half an answer", `[ "$1" = version ] && exit 0; printf '[{"time":"2026-11-23T02:00:00Z","id":"abc'`, "cut or is none that is known"},
		{"no JSON", `[ "$1" = version ] && exit 0; echo hello`, "cut or is none that is known"},
		{"rows on its standard error", `yes '` + row + `' | head -c 3000000 >&2; exit 3`, "ended with code 3"},
		{"locked", `echo 'Fatal: unable to create lock in backend: repository is already locked by PID 7' >&2; exit 11`, "it is locked"},
		{"another version", `echo 'Fatal: config cannot be loaded: unsupported repository version' >&2; exit 1`, "another version"},
		{"an update on a lost machine", `echo 'Fatal: something new' >&2; exit 99`, "ended with code 99"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			fake(t, "restic", tc.script)
			w := world{tool: "restic", repo: repo}
			s := &collecttest.Seen{}
			err := w.collector().Collect(t.Context(), w.target(canaryPass), s)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Fatalf("%v", err)
			}
			if all := s.All() + err.Error(); strings.Contains(all, "Quastenflosser") || strings.Contains(all, canaryPass) {
				t.Errorf("a value came out: %s", all)
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		for _, tool := range []string{"restic", "borg"} {
			w := world{tool: tool, repo: repo}
			err := w.collector().Collect(t.Context(), w.target(canaryPass), &collecttest.Seen{})
			var hint interface{ Hint() string }
			if err == nil || !errors.As(err, &hint) || !strings.Contains(hint.Hint(), "apt install") {
				t.Errorf("%s: %v", tool, err)
			}
		}
	})
	t.Run("hangs", func(t *testing.T) {
		fake(t, "restic", "sleep 300 & sleep 300")
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer cancel()
		start := time.Now()
		w := world{tool: "restic", repo: repo}
		if err := w.collector().Collect(ctx, w.target(canaryPass), &collecttest.Seen{}); !errors.Is(err, context.DeadlineExceeded) || time.Since(start) > 5*time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
		}
	})
	t.Run("password is in no argument", func(t *testing.T) {
		fake(t, "restic", `printf '%s\n' "$@" >> "`+filepath.Join(repo, "args")+`"; [ -n "$RESTIC_PASSWORD" ] && echo given >> "`+filepath.Join(repo, "args")+`"; [ "$1" = version ] || echo '[]'`)
		w := world{tool: "restic", repo: repo}
		if err := w.collector().Collect(t.Context(), w.target(canaryPass), &collecttest.Seen{}); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join(repo, "args"))
		if err != nil || !strings.Contains(string(raw), "--no-lock") || !strings.Contains(string(raw), "given") || strings.Contains(string(raw), canaryPass) {
			t.Errorf("%s %v", raw, err)
		}
	})
}

// The address of a repository on another machine is none on this one, and its
// password never becomes part of a name.
func TestAddresses(t *testing.T) {
	for addr, remote := range map[string]bool{
		"sftp:backup@host:/srv/restic": true, "rest:https://user:pw@host/": true, "s3:s3.amazonaws.com/bucket": true,
		"ssh://backup@host:22/./repo": true, "backup@host:repo": true, "host.example:repo": true,
		"/srv/backup": false, "./backup": false, "backup/repo": false,
	} {
		if elsewhere.MatchString(addr) != remote {
			t.Errorf("%s: remote %v", addr, !remote)
		}
	}
	got, err := collectors.Parse("restic:rest:https://user:geheim@host/", func(string) bool { return false })
	if err != nil || strings.Contains(got.ID, "geheim") || got.Addr != "rest:https://user:geheim@host/" {
		t.Errorf("%+v %v", got, err)
	}
}
