//go:build unix

package scan

import (
	"crypto/md5"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	_ "github.com/weaklink/weaklink/checks/hosting"
	"github.com/weaklink/weaklink/collectors"
	_ "github.com/weaklink/weaklink/collectors/hosting"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// tree is a small server on disk that is scanned again and again.
type tree struct {
	*rig
	dir   string
	watch []string
}

func newTree(t *testing.T) *tree {
	tr := &tree{newRig(t), t.TempDir(), nil}
	for at := tr.dir; at != filepath.Clean(os.TempDir()) && at != "/"; at = filepath.Dir(at) {
		os.Chmod(at, 0o755) //nolint:errcheck // another account must be able to come by
	}
	tr.write("etc/os-release", "NAME=Debian\nID=debian\nVERSION_ID=12\n")
	tr.write("etc/hostname", "web1\n")
	tr.write("etc/nginx/nginx.conf", "http { server { root /srv/shop/public; } }\n")
	tr.write("srv/shop/public/index.php", "<?php echo 1;")
	tr.write("srv/shop/public/app.js", "1")
	tr.write("srv/shop/public/uploads/cat.jpg", "a picture")
	tr.write("srv/shop/public/uploads/Anna Schmidt invoice.pdf", "a document")
	tr.packages("1")
	return tr
}

// packages is a package manager that delivers one program and two settings.
func (tr *tree) packages(version string) {
	sum := func(s string) string { return fmt.Sprintf("%x", md5.Sum([]byte(s))) }
	conf, lib := "listen = "+version+"\n", "<?php // "+version
	tr.write("etc/fpm/pool.conf", conf)
	tr.write("etc/fpm/edited.conf", "ours\n")
	tr.write("srv/shop/public/lib.php", lib)
	tr.write("var/lib/dpkg/status", "Package: fpm\nStatus: install ok installed\nArchitecture: all\nVersion: "+version+
		"\nConffiles:\n /etc/fpm/pool.conf "+sum(conf)+"\n /etc/fpm/edited.conf "+sum("theirs "+version)+"\n")
	tr.write("var/lib/dpkg/info/fpm.md5sums", sum(lib)+"  srv/shop/public/lib.php\n")
	tr.write("var/lib/dpkg/info/fpm.list", "/.\n/etc\n/etc/fpm\n/etc/fpm/pool.conf\n/etc/fpm/edited.conf\n/srv/shop/public/lib.php\n")
}

func (tr *tree) write(name, text string) {
	tr.t.Helper()
	at := filepath.Join(tr.dir, name)
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		tr.t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		tr.t.Fatal(err)
	}
}

// look scans the tree a day later than the last time.
func (tr *tree) look() (facts.FileChanges, chain.Finding) {
	tr.t.Helper()
	tr.day = tr.day.Add(24 * time.Hour)
	res, err := Scan(tr.t.Context(), tr.db, Options{
		Firm:    chain.Firm{Name: "grocer"},
		Targets: []collectors.Target{{ID: "web1", Scheme: "host", Addr: "host:" + tr.dir, Watch: tr.watch}},
		Version: "test", Now: func() time.Time { return tr.day }, Progress: &notes{}, Log: slog.New(slog.DiscardHandler), Samples: 64, Plan: "x",
		Env:      collectors.Env{Key: [32]byte{1}, PutBlob: tr.blobs.Put},
		OpenBlob: func(d string) (io.ReadCloser, error) { return tr.blobs.Open(d) },
	})
	if err != nil {
		tr.t.Fatal(err)
	}
	all := facts.HostingChanges.Select(res.Facts)
	if len(all) != 1 {
		tr.t.Fatalf("%d facts about changes", len(all))
	}
	items, at, err := tr.db.Facts(tr.t.Context(), res.Run.ID)
	if err != nil {
		tr.t.Fatal(err)
	}
	raw, err := tr.db.Verdict(tr.t.Context(), res.Run.ID)
	if err != nil {
		tr.t.Fatal(err)
	}
	if _, differs, err := Replay(raw, items, at, res.Run.Root); err != nil || differs != "" {
		tr.t.Errorf("judged again it differs: %s %v", differs, err)
	}
	for _, f := range res.Findings {
		if f.Check == changedFilesCheck {
			return all[0], f
		}
	}
	tr.t.Fatal("nothing is said about changed files")
	return facts.FileChanges{}, chain.Finding{}
}

func (tr *tree) want(what string, grip chain.Grip, say string) facts.FileChanges {
	tr.t.Helper()
	c, f := tr.look()
	if f.Grip != grip || !strings.Contains(f.Say+" "+f.Why, say) {
		tr.t.Errorf("%s: %s, %q (%s), want %s with %q\n%+v", what, f.Grip, f.Say, f.Why, grip, say, c)
	}
	return c
}

func TestChangesOfWatchedFilesAreToldUntilSomebodyOwnsThem(t *testing.T) {
	tr := newTree(t)
	c := tr.want("the first look", chain.Unseen, "no earlier list")
	if len(c.Folders) != 2 || c.Folders[0].At != "/etc" || c.Folders[1].At != "/srv/shop/public" || c.Folders[1].From != "nginx" {
		t.Errorf("it watches %+v", c.Folders)
	}
	c = tr.want("nothing changed", chain.Holds, "nobody but the package manager")
	if c.Files != 10 || c.Since != "2026-11-25" {
		t.Errorf("%d files since %s", c.Files, c.Since)
	}

	old := time.Now().Add(-1000 * time.Hour)
	if err := os.Chtimes(filepath.Join(tr.dir, "srv/shop/public/app.js"), old, old); err != nil {
		t.Fatal(err)
	}
	tr.want("touched only", chain.Holds, "")
	tr.write("srv/shop/public/uploads/dog.jpg", "another picture")
	tr.want("a new picture", chain.Holds, "1 file that no machine obeys")
	tr.packages("2")
	c = tr.want("a package was upgraded", chain.Holds, "The package manager changed 2")
	if c.Changed.ByPackages != 2 || c.Changed.Acting != 0 {
		t.Errorf("%+v", c.Changed)
	}
	tr.write("srv/shop/public/uploads/cat2.jpg", "\xff\xd8\xff JFIF <?php system($_GET[0]);")
	c = tr.want("a picture that is a script", chain.Weak, "cat2.jpg")
	tr.write("etc/cron.d/x", "* * * * * root sh\n")
	tr.write("srv/shop/public/index.php", "<?php echo 2;")
	if err := os.Remove(filepath.Join(tr.dir, "srv/shop/public/app.js")); err != nil {
		t.Fatal(err)
	}
	c = tr.want("added, changed, removed", chain.Weak, "(2 added, 1 changed, 1 removed)")
	c = tr.want("the day after", chain.Weak, "(2 added, 1 changed, 1 removed)")
	if c.Since != "2026-11-25" {
		t.Errorf("the baseline moved to %s by itself", c.Since)
	}

	_, f := tr.look()
	if err := tr.db.Accept(t.Context(), "grocer", chain.Acceptance{Finding: f.ID, Why: "our update", Given: tr.day.Add(time.Hour), Until: tr.day.Add(1000 * time.Hour)}); err != nil {
		t.Fatal(err)
	}
	tr.write("srv/shop/public/later.php", "<?php // after it was accepted")
	c = tr.want("what came after the acceptance", chain.Weak, "later.php (1 added)")
	if got, err := tr.db.Acceptances(t.Context(), "grocer", tr.day); err != nil || len(got) != 0 {
		t.Errorf("an acceptance goes on and would hide what comes: %v %v", got, err)
	}
	if err := os.Remove(filepath.Join(tr.dir, "srv/shop/public/later.php")); err != nil {
		t.Fatal(err)
	}
	tr.want("put back", chain.Holds, "")

	// A setting that only its rights differ in, and a link put in the place of a file.
	if err := os.Chmod(filepath.Join(tr.dir, "etc/fpm/edited.conf"), 0o777); err != nil {
		t.Fatal(err)
	}
	tr.want("rights", chain.Weak, "/etc/fpm/edited.conf (1 changed)")
	if err := os.Remove(filepath.Join(tr.dir, "srv/shop/public/lib.php")); err != nil {
		t.Fatal(err)
	}
	c = tr.want("a file of a package is gone", chain.Weak, "1 removed")
	tr.write("var/lib/dpkg/status", "Package: other\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n")
	os.Remove(filepath.Join(tr.dir, "var/lib/dpkg/info/fpm.list"))
	os.Remove(filepath.Join(tr.dir, "var/lib/dpkg/info/fpm.md5sums"))
	if c = tr.want("the package went, too", chain.Weak, ""); c.Removed.ByPackages != 1 || c.Removed.Acting != 0 {
		t.Errorf("%+v", c.Removed)
	}
}

// No name of a person is in what is kept.
func TestTheListOfFilesNamesNobody(t *testing.T) {
	tr := newTree(t)
	tr.look()
	all, err := filepath.Glob(filepath.Join(filepath.Dir(tr.dir), "*", "blobs", "*"))
	if err != nil || len(all) == 0 {
		t.Fatal("no blob was kept", err)
	}
	for _, at := range all {
		raw, err := os.ReadFile(at)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(raw), "srv/shop/public") || strings.Contains(string(raw), "Schmidt") {
			t.Errorf("%q", raw)
		}
	}
}

// A folder that is named later is compared from then on; one that is no longer
// named is said once.
func TestWatchedFoldersMayChange(t *testing.T) {
	tr := newTree(t)
	tr.watch = []string{"/srv/shop"}
	c := tr.want("the first look", chain.Unseen, "no earlier list")
	if len(c.Folders) != 1 || c.Folders[0].From != "settings" {
		t.Errorf("it watches %+v", c.Folders)
	}
	tr.watch = []string{"/srv/shop", "/etc", "/opt/none"}
	tr.want("two more", chain.Unseen, "no earlier list of /etc, /opt/none")
	tr.want("compared from now on", chain.Holds, "/etc, /opt/none, /srv/shop")
	tr.write("opt/none/x.sh", "")
	tr.want("a folder that was not there", chain.Weak, "/opt/none/x.sh")
	tr.watch = []string{"/etc"}
	tr.want("one left", chain.Unseen, "no longer looked at: /opt/none, /srv/shop")
	tr.want("one left, again", chain.Holds, "in /etc")
}

// What must be true of the difference whatever the lists are: an unreadable
// folder explains nothing away.
func TestAnUnreadableFolderHidesNothing(t *testing.T) {
	old := []evidence.FileEntry{{Name: "/w/a", Path: 1, Content: 1, State: evidence.FileLoose, Acts: true}, {Name: "/w/d/b", Path: 2, Content: 1, State: evidence.FilePackaged, Acts: true}, {Name: "/w/dd", Path: 3, Content: 1, State: evidence.FileLoose, Acts: true}}
	now := []evidence.FileEntry{{Name: "/w/d", Path: 9, State: evidence.FileUnread}, {Name: "/w/d/b", Path: 2, State: evidence.FileMissing}, {Name: "/w/dd", Path: 3, Content: 1, State: evidence.FileLoose, Acts: true}}
	out := facts.FileChanges{Compared: []string{"/w"}}
	diffFiles(&out, old, now)
	if out.Unread != 1 || out.Removed.Acting != 1 || out.Removed.Some[0] != "/w/a" || out.Removed.ByPackages != 0 || out.Files != 2 {
		t.Errorf("%+v", out)
	}
	back := facts.FileChanges{Compared: []string{"/w"}}
	diffFiles(&back, now, old)
	if back.Unread != 0 || back.Added.Acting != 1 || back.Added.Some[0] != "/w/a" {
		t.Errorf("what became readable is told as new: %+v", back)
	}
}

// A web root of 50,000 files with one change among them is compared in a scan
// that nobody waits for, and kept in little room.
func TestOneChangeAmongFiftyThousandFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 50,000 files")
	}
	tr := newTree(t)
	for i := range 50_000 {
		tr.write(fmt.Sprintf("srv/shop/public/p%03d/Order %d.html", i%500, i), strings.Repeat("x", i%700))
	}
	began := time.Now()
	tr.want("the first look", chain.Unseen, "50010 files")
	first := time.Since(began)
	tr.write("srv/shop/public/p123/Order 123.html", "another")
	began = time.Now()
	c := tr.want("one changed", chain.Weak, "/srv/shop/public/p123/Order 123.html (1 changed)")
	if c.Files != 50_010 || c.Unread != 0 {
		t.Errorf("%+v", c)
	}
	all, _ := filepath.Glob(filepath.Join(filepath.Dir(tr.dir), "*", "blobs", "*"))
	for _, at := range all {
		st, err := os.Stat(at)
		if err != nil || st.Size() > 50_010*60 {
			t.Errorf("the list takes %v: %v", st, err)
		}
	}
	t.Logf("listed in %v, compared in %v, kept in %d lists", first.Round(time.Millisecond), time.Since(began).Round(time.Millisecond), len(all))
}
