package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/labs"
)

// judge scans targets and returns the grip of each check, by subject, and all
// that was printed.
func judge(t *testing.T, args ...string) (grips map[string]string, printed string) {
	t.Helper()
	t.Setenv("WEAKLINK_DATA", t.TempDir())
	var out, errs bytes.Buffer
	if code := run(t.Context(), append([]string{"scan", "--format", "json"}, args...), console{in: bytes.NewReader(nil), out: &out, err: &errs, width: narrow}); code != exitDone {
		t.Fatalf("scan %v ended with %d: %s", args, code, errs.String())
	}
	var report struct {
		Findings []struct{ Check, Subject, Grip string }
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		t.Fatal(err)
	}
	grips = map[string]string{}
	for _, f := range report.Findings {
		grips[f.Check+" "+f.Subject] = f.Grip
	}
	return grips, out.String() + errs.String()
}

// Each weakness that is planted in the grocer's copies changes just the
// findings that are about it, and no copy in its place is judged as a stray one.
func TestScanOfTheGrocersCopies(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: scans a firm with all its copies")
	}
	now := time.Now()
	root := t.TempDir()
	world, err := labs.Grocer(root, now, "export", "old-records")
	if err != nil {
		t.Fatal(err)
	}
	defer world.Close()
	office := filepath.Join(world.Folder, "office")
	customers, list := "store:"+filepath.ToSlash(office)+"#customers.db/customers", "store:"+filepath.ToSlash(office)+"#delivery-addresses.xlsx/Monday"
	var all []string
	for _, w := range labs.BackupWeaknesses() {
		all = append(all, w.Name)
	}
	for _, tc := range []struct {
		planted string
		want    map[string]string
	}{
		{"", nil},
		{"old-backup", map[string]string{"backups.fresh firm": "broken"}},
		{"cut-backup", map[string]string{"backups.whole firm": "weak", "backups.fresh firm": "weak"}},
		{"not-backed-up", map[string]string{"backups.covers-clients " + list: "weak"}},
	} {
		t.Run("planted "+tc.planted, func(t *testing.T) {
			if testing.Short() && tc.planted != "" && tc.planted != "cut-backup" {
				t.Skip("short: a whole scan of its own")
			}
			copies := filepath.Join(t.TempDir(), "copies")
			without := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return s == tc.planted })
			if err := labs.Backups(copies, now, without...); err != nil {
				t.Fatal(err)
			}
			got, printed := judge(t, office, "dump:"+copies, copies)
			want := map[string]string{
				"backups.exists firm": "holds", "backups.fresh firm": "holds", "backups.generations firm": "holds", "backups.steady firm": "holds",
				"backups.whole firm": "holds", "backups.restores firm": "unseen", "backups.off-machine firm": "broken",
				"backups.covers-clients " + customers: "holds", "backups.covers-clients " + list: "holds",
			}
			for k, v := range tc.want {
				want[k] = v
			}
			for k, v := range want {
				if got[k] != v {
					t.Errorf("%s: %q, want %q", k, got[k], v)
				}
			}
			for k, v := range got {
				if strings.HasPrefix(k, "data.stray-copies") && v != "holds" {
					t.Errorf("%s: %s", k, v)
				}
			}
			for _, c := range world.Canaries {
				if strings.Contains(printed, c) {
					t.Fatalf("%q was printed", c)
				}
			}
		})
	}
}

// A repository that is given in weaklink.yaml is opened with its secret, the
// folder that is in it is found there, and the one that is not is named. The
// password is nowhere in what weaklink keeps or prints.
func TestScanOfARepository(t *testing.T) {
	if _, err := exec.LookPath("restic"); err != nil {
		t.Skip("missing: restic")
	}
	if testing.Short() {
		t.Skip("short: the program takes seconds to derive its keys")
	}
	root := t.TempDir()
	const secret = "Gurkenfass#Dachluke88"
	put := func(name, text string) {
		t.Helper()
		p := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	people := "name,email,phone\nAnna Meier,anna.meier@grocer.example,030 23125001\nBert Schulz,bert.schulz@grocer.example,030 23125002\nCarla Weber,carla.weber@grocer.example,030 23125003\n"
	put("office/inside/clients.csv", people)
	put("office/outside/clients.csv", people)
	put("pass", secret)
	for _, args := range [][]string{{"init", "-q"}, {"backup", "-q", filepath.Join(root, "office", "inside")}} {
		cmd := exec.Command("restic", args...)
		cmd.Env = append(os.Environ(), "RESTIC_PASSWORD="+secret, "RESTIC_REPOSITORY="+filepath.Join(root, "repo"), "RESTIC_CACHE_DIR="+filepath.Join(root, "cache"))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("restic %v: %v: %s", args, err, out)
		}
	}
	put("weaklink.yaml", "firm: {name: Grocer}\ntargets:\n  - {at: \""+filepath.Join(root, "office")+"\", as: office}\n  - {at: \"restic:"+filepath.Join(root, "repo")+"\", as: vault, secret: \"file:pass\"}\n")
	got, printed := judge(t, "-c", filepath.Join(root, "weaklink.yaml"))
	for k, v := range map[string]string{
		"backups.exists firm": "holds", "backups.fresh firm": "holds", "backups.whole firm": "holds",
		"backups.recovery-key firm": "unseen", "backups.restores firm": "unseen", "backups.off-machine firm": "broken",
		"backups.covers-clients store:office#inside/clients.csv": "holds", "backups.covers-clients store:office#outside/clients.csv": "weak",
		"data.backup-unencrypted backup:vault": "holds",
	} {
		if got[k] != v {
			t.Errorf("%s: %q, want %q", k, got[k], v)
		}
	}
	if strings.Contains(printed, secret) {
		t.Error("the password was printed")
	}
	err := filepath.WalkDir(os.Getenv("WEAKLINK_DATA"), func(p string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(p)
		if bytes.Contains(raw, []byte(secret)) {
			t.Errorf("the password is in %s", p)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
