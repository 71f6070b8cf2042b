package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// office writes n files of several kinds, with the same people in some of them.
func office(t *testing.T, dir string, n int, r *rand.Rand) {
	t.Helper()
	for i := range n {
		paper(t, filepath.Join(dir, fmt.Sprint("folder", i%7), fmt.Sprintf("%04d-%s", i, []string{"list.csv", "notes.txt", "contacts.json"}[i%3])), i%3, r)
	}
}

func paper(t *testing.T, path string, kind int, r *rand.Rand) {
	t.Helper()
	var b bytes.Buffer
	if kind == 0 {
		b.WriteString("name,email,phone,city\n")
	}
	for b.Len() < 12_000 {
		who := r.IntN(900)
		name, mail, phone := fmt.Sprintf("Anna Beispiel%c%c", 'a'+who%26, 'a'+who/26%26), fmt.Sprintf("anna%d@mail.example.org", who), fmt.Sprintf("+49 30 90%05d", who)
		switch kind {
		case 0:
			fmt.Fprintf(&b, "%s,%s,%s,Berlin\n", name, mail, phone)
		case 1:
			fmt.Fprintf(&b, "The flour came late and the pears were missing; we wrote to the dealer about it.\n")
			if r.IntN(20) == 0 {
				fmt.Fprintf(&b, "Call back %s, %s.\n", name, phone)
			}
		case 2:
			fmt.Fprintf(&b, `{"name":"%s","email":"%s","phone":"%s"}`+"\n", name, mail, phone)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// recalls is how progress ends where something was not read again.
var recalls = regexp.MustCompile(`(\w+) of them as`)

func weaklink(home string, args ...string) *exec.Cmd {
	cmd := exec.Command("weaklink", args...)
	cmd.Env = append(os.Environ(), "WEAKLINK_DATA="+home, "WEAKLINK_SAMPLES=1024", "NO_COLOR=1")
	return cmd
}

// scanned scans a folder and returns what was seen, and how many files were not
// read because they had stayed as they were.
func scanned(t *testing.T, home, dir string) (facts []string, unchanged int) {
	t.Helper()
	cmd := weaklink(home, "scan", "--format", "json", dir)
	var said bytes.Buffer
	cmd.Stderr = &said
	if _, err := cmd.Output(); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	if m := recalls.FindStringSubmatch(said.String()); m != nil && m[1] == "one" {
		unchanged = 1
	} else if m != nil {
		unchanged, _ = strconv.Atoi(m[1])
	}
	out, err := weaklink(home, "facts").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		var it struct {
			Kind, Subject string
			Body          map[string]any
		}
		if err := json.Unmarshal([]byte(line), &it); err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(it)
		if err != nil {
			t.Fatal(err)
		}
		facts = append(facts, string(raw))
	}
	slices.Sort(facts)
	return facts, unchanged
}

// sameKey makes a home of somebody who never saw anything, with the key of
// another, so that fingerprints can be compared.
func sameKey(t *testing.T, home string) string {
	t.Helper()
	to := t.TempDir()
	entries, err := os.ReadDir(filepath.Join(home, "keys"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(to, "keys"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		raw, err := os.ReadFile(filepath.Join(home, "keys", e.Name()))
		if err == nil {
			err = os.WriteFile(filepath.Join(to, "keys", e.Name()), raw, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return to
}

func compare(t *testing.T, what string, got, want []string) {
	t.Helper()
	if len(want) < 2 {
		t.Fatalf("%s: nothing was seen", what)
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("%s: %d facts and %d, the first that differ:\n%.500s\n%.500s", what, len(got), len(want), append(got, "nothing")[min(i, len(got))], append(want, "nothing")[min(i, len(want))])
		}
	}
}

const settled = 60 * time.Millisecond // what changed this very moment is never taken for unchanged

// Whatever is done to a folder, a scan that reads only what changed sees what
// somebody sees who never was there.
func TestAScanOfWhatChangedSeesWhatAFullOneSees(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: scans many times")
	}
	r := rand.New(rand.NewPCG(11, 1))
	dir, home := t.TempDir(), t.TempDir()
	office(t, dir, 45, r)
	time.Sleep(settled)
	if _, unchanged := scanned(t, home, dir); unchanged != 0 {
		t.Fatalf("%d files were known before anybody looked", unchanged)
	}
	for round := range 3 {
		files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
		if err != nil || len(files) < 20 {
			t.Fatal(files, err)
		}
		touched := 0
		for i, at := range r.Perm(len(files))[:7] {
			p := files[at]
			st, err := os.Stat(p)
			if err != nil {
				t.Fatal(err)
			}
			kind := r.IntN(3)
			switch (i + round) % 7 {
			case 0: // written anew
				paper(t, p, kind, r)
			case 1:
				err = os.Remove(p)
			case 2:
				err = os.Rename(p, filepath.Join(filepath.Dir(p), "moved-"+filepath.Base(p)))
			case 3:
				paper(t, filepath.Join(dir, "new", fmt.Sprintf("%d-%d.txt", round, i)), kind, r)
				touched--
			case 4: // as long as before, and dated as before
				var raw []byte
				if raw, err = os.ReadFile(p); err == nil {
					raw = bytes.ReplaceAll(raw, []byte("anna1"), []byte("anna7"))
					if err = os.WriteFile(p, raw, 0o644); err == nil {
						err = os.Chtimes(p, st.ModTime(), st.ModTime())
					}
				}
			case 5: // another in its place, dated as it was
				paper(t, p+".tmp", kind, r)
				if err = os.Rename(p+".tmp", p); err == nil {
					err = os.Chtimes(p, st.ModTime(), st.ModTime())
				}
			case 6: // nothing but its rights
				err = os.Chmod(p, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			touched++
		}
		time.Sleep(settled)
		got, unchanged := scanned(t, home, dir)
		if unchanged != len(files)-touched {
			t.Errorf("round %d: %d of %d files were not read again, though %d were touched", round, unchanged, len(files), touched)
		}
		want, _ := scanned(t, sameKey(t, home), dir)
		compare(t, fmt.Sprint("round ", round), got, want)
	}
}

// bytesRead is what a process has read until now.
func bytesRead(pid int) int64 {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/io", pid))
	for line := range strings.Lines(string(raw)) {
		if n, ok := strings.CutPrefix(line, "rchar: "); ok {
			got, _ := strconv.ParseInt(strings.TrimSpace(n), 10, 64)
			return got
		}
	}
	return 0
}

// reads says whether a process has a file below dir open.
func reads(pid int, dir string) bool {
	fds, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	for _, fd := range fds {
		if at, err := os.Readlink(fd); err == nil && strings.HasPrefix(at, dir+"/folder") && filepath.Ext(at) != "" {
			return true
		}
	}
	return false
}

// A first scan is killed six times as it comes. The last one goes on from where
// the others were, and sees what an undisturbed one sees.
func TestAScanThatIsKilledGoesOn(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: a scan is killed six times on its way")
	}
	r := rand.New(rand.NewPCG(5, 2))
	dir, home := t.TempDir(), t.TempDir()
	const files = 300 // 4 MB
	office(t, dir, files, r)
	time.Sleep(settled)
	var spent int64
	kills := 0
	for kills < 6 {
		cmd := weaklink(home, "scan", "--rate", "1MB", dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		for !reads(cmd.Process.Pid, dir) {
			select {
			case err := <-done:
				t.Fatalf("it ended before it was killed %d times: %v", kills+1, err)
			case <-time.After(5 * time.Millisecond):
			}
		}
		time.Sleep(time.Duration(700+r.IntN(900)) * time.Millisecond)
		spent += bytesRead(cmd.Process.Pid)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-done
		kills++
	}
	got, unchanged := scanned(t, home, dir)
	want, _ := scanned(t, sameKey(t, home), dir)
	compare(t, "killed six times", got, want)
	t.Logf("%d of %d files were known after %d kills, which had read %d kB", unchanged, files, kills, spent>>10)
	// Each read a few dozen for the first time, of which those of its last half
	// second are forgotten.
	if unchanged < files/10 {
		t.Errorf("only %d of %d files were known after %d kills", unchanged, files, kills)
	}
}
