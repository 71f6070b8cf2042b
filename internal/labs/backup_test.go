package labs

import (
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var backupDay = time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)

// content is what lies below a folder, by path: a digest and the date.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(dir, p))
		if err != nil {
			return err
		}
		st, err := d.Info()
		out[p] = fmt.Sprintf("%x %s", sha256.Sum256(raw), st.ModTime().UTC())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The grocer's copies are the same every time, and each weakness changes just
// what it says.
func TestBackups(t *testing.T) {
	make := func(without ...string) (string, map[string]string) {
		dir := filepath.Join(t.TempDir(), "backup")
		if err := Backups(dir, backupDay, without...); err != nil {
			t.Fatal(err)
		}
		return dir, content(t, dir)
	}
	all := []string{"old-backup", "cut-backup", "not-backed-up"}
	dir, good := make(all...)
	if _, again := make(all...); fmt.Sprint(good) != fmt.Sprint(again) {
		t.Error("the copies differ from one time to the next")
	}
	for _, p := range []string{"customers-2026-11-23.db", "customers-2026-10-26.db", "shop-2026-11-23.sql.gz", "office/delivery-addresses.xlsx"} {
		if good[p] == "" {
			t.Errorf("%s is missing among %d copies", p, len(good))
		}
	}
	if s, err := unzip(filepath.Join(dir, "shop-2026-11-23.sql.gz")); err != nil || !strings.Contains(s, "-- Dump completed on 2026-11-23 02:10:00") {
		t.Errorf("%v: %.200s", err, s)
	}
	for i, name := range all {
		without := append(append([]string{}, all[:i]...), all[i+1:]...)
		dir, bad := make(without...)
		var changed []string
		for p := range good {
			if good[p] != bad[p] {
				changed = append(changed, p)
			}
		}
		switch name {
		case "old-backup":
			if len(changed) != 3 || bad["customers-2026-11-23.db"] != "" || bad["customers-2026-11-02.db"] == "" {
				t.Errorf("%s: %v", name, changed)
			}
		case "cut-backup":
			if _, err := unzip(filepath.Join(dir, "shop-2026-11-23.sql.gz")); err == nil || len(changed) != 1 {
				t.Errorf("%s: %v, %v", name, changed, err)
			}
		case "not-backed-up":
			if len(changed) != 1 || changed[0] != "office/delivery-addresses.xlsx" {
				t.Errorf("%s: %v", name, changed)
			}
		}
	}
	if err := Backups(filepath.Join(t.TempDir(), "x"), backupDay, "no-such"); err == nil {
		t.Error("an unknown weakness is accepted")
	}
}

func unzip(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return "", err
	}
	raw, err := io.ReadAll(z)
	return string(raw), err
}
