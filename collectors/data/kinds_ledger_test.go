package data

import (
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
)

// Each file of every kind that the reader's own tests know is read or listed with a
// reason, and the bytes of both add up to what lies in the folder.
func TestLedgerOfEveryKindAddsUp(t *testing.T) {
	dir := t.TempDir()
	var files, bytes int64
	root := filepath.Join("..", "..", "internal", "formats", "testdata")
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(p, "fuzz") {
			return err
		}
		b, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		files, bytes = files+1, bytes+int64(len(b))
		write(t, dir, rel, string(b))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	see := look(t, dir)
	l := ledger(t, see)
	if l.Files != files || l.Bytes != bytes || l.Read+l.Listed+l.Ignored != files || l.ReadBytes+l.ListedBytes+l.IgnoredBytes != bytes {
		t.Errorf("%d files of %d bytes, and the ledger says %+v", files, bytes, l)
	}
	reasons := int64(0)
	for _, r := range l.NotRead {
		reasons += r.Files
		if r.Why == "" {
			t.Errorf("listed without a reason: %+v", r)
		}
	}
	if reasons != l.Listed {
		t.Errorf("%d files are listed, and %d have a reason", l.Listed, reasons)
	}
	for kind, n := range map[string]int64{"rar": 5, "xz": 2, "parquet": 6} {
		if l.Formats[kind] < n {
			t.Errorf("%d files are %s: %v", l.Formats[kind], kind, l.Formats)
		}
	}
}

// What is found in the kinds that are read as text, packed or carried in fields leaves
// the collector as little as anything else.
func TestNothingOfTheRarerKindsLeaves(t *testing.T) {
	dir := t.TempDir()
	list := "name;mail;phone\n" + strings.Repeat("Zora Canaria;zora.canaria@secret.example;+49 30 5550199\nKai Canaria;kai.canaria@secret.example;+49 30 5550198\n", 3)
	write(t, dir, "tickets.json", `[{"id":1,"file":"`+coded(list)+`"},{"id":2}]`)
	write(t, dir, "letter.wpd", "\xffWPC\x10\x00\x00\x00\x01\x0a\x00\x01\x00\x00\x00\x00"+list)
	write(t, dir, "notes.one", "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d"+strings.Repeat("\x00", 100)+list)
	database(t, filepath.Join(dir, "shop.db"), "create table customers (id integer primary key, name text, mail text)",
		"insert into customers values (1, 'Wolfgang Bauer', 'w.bauer@kept.example'), (2, 'Zora Canaria', 'zora.canaria@secret.example'), (3, 'Petra Maier', 'p.maier@kept.example')", "delete from customers where id = 2")
	w := collecttest.World{Target: target(dir), Canaries: []string{"zora.canaria@secret.example", "kai.canaria@secret.example", "Zora Canaria", "Kai Canaria", "30 5550199"}}
	collecttest.Contract(t, New(collectors.Env{Key: [32]byte{9}, PutBlob: (&collecttest.Blobs{}).Put}), w)
	got := stores(look(t, dir))
	for _, name := range []string{"tickets.json/attached 1", "letter.wpd", "notes.one", "shop.db/deleted rows"} {
		if got[name].People.Best < 1 {
			t.Errorf("nobody in %s: %+v", name, got[name])
		}
	}
}

func coded(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
