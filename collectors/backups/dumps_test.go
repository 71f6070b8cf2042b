package backups

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
	_ "modernc.org/sqlite"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

func write(t *testing.T, path string, raw []byte) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func fixture(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func gz(t *testing.T, raw []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// see looks at a place and returns its copies by name.
func see(t *testing.T, dir string) (map[string]facts.BackupSet, facts.BackupPlace, *collecttest.Seen) {
	t.Helper()
	s := &collecttest.Seen{}
	if err := NewDumps(collectors.Env{}).Collect(t.Context(), collectors.Target{ID: "copies", Scheme: "dump", Addr: dir}, s); err != nil {
		t.Fatal(err)
	}
	out := map[string]facts.BackupSet{}
	for _, b := range facts.BackupsSet.Select(s.Facts()) {
		out[b.Name] = b
	}
	places := facts.BackupsPlace.Select(s.Facts())
	if len(places) != 1 {
		t.Fatalf("%d places", len(places))
	}
	return out, places[0], s
}

func rows(s facts.BackupSet) map[string]int64 {
	out := map[string]int64{}
	for _, c := range s.Covers {
		out[c.Name] = c.Rows
	}
	return out
}

var (
	pgRows = map[string]int64{"public.customers": 120, `acct.Odd "Name"`: 2, "public.empty_one": 0}
	myRows = map[string]int64{"customers": 150, "odd table": 2, "empty_one": 0}
)

// What each tool wrote is recognised, read to its end, and counted.
func TestDumpsAreRecognisedAndCounted(t *testing.T) {
	for _, tc := range []struct {
		file, tool, version, format string
		rows                        map[string]int64
	}{
		{"pg/plain.sql", "pg_dump", "15.18", "plain", pgRows},
		{"pg/verbose.sql", "pg_dump", "15.18", "plain", pgRows},
		{"pg/inserts.sql", "pg_dump", "15.18", "plain", pgRows},
		{"pg/all.sql", "pg_dumpall", "15.18", "plain", pgRows},
		{"pg/custom.dump", "pg_dump", "15.18", "custom", pgRows},
		{"pg/custom-z0.dump", "pg_dump", "15.18", "custom", pgRows},
		{"pg/tar.tar", "pg_dump", "15.18", "tar", pgRows},
		{"my/shop.sql", "mariadb-dump", "10.11.", "plain", myRows},
		{"my/lines.sql", "mariadb-dump", "10.11.", "plain", myRows},
	} {
		t.Run(tc.file, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "one.dump"), fixture(t, tc.file))
			sets, _, _ := see(t, dir)
			s := sets["one.dump"]
			if s.Tool != tc.tool || !strings.HasPrefix(s.Version, tc.version) || s.Format != tc.format || s.Whole != "yes" || s.Level != 2 || !s.Listed || !s.Latest {
				t.Errorf("%+v", s)
			}
			got := rows(s)
			if len(got) != len(tc.rows) {
				t.Errorf("tables: %v, want %v", got, tc.rows)
			}
			for name, n := range tc.rows {
				if m, ok := got[name]; !ok || m != n {
					t.Errorf("%q: %d rows (%v), want %d", name, m, ok, n)
				}
			}
		})
	}
}

// A folder that pg_dump -Fd wrote is one copy; without one of its files it is
// no whole one.
func TestDirectoryOfPgDump(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "shop-2026-11-23"), os.DirFS("testdata/pg/directory")); err != nil {
		t.Fatal(err)
	}
	sets, place, _ := see(t, dir)
	s := sets["shop-2026-11-23"]
	if place.Sets != 1 || s.Format != "directory" || s.Whole != "yes" || s.Files != 6 || s.Source != "shop" || s.TakenBy != "header" || s.Packed != "gzip" {
		t.Errorf("%+v", s)
	}
	if got := rows(s); got["public.customers"] != 120 || got[`acct.Odd "Name"`] != 2 {
		t.Errorf("%v", got)
	}
	// The folder itself can be the target.
	sets, _, _ = see(t, filepath.Join(dir, "shop-2026-11-23"))
	if s := sets["shop-2026-11-23"]; s.Whole != "yes" {
		t.Errorf("%+v", sets)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.dat.gz"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	sets, _, _ = see(t, dir)
	if s := sets["shop-2026-11-23"]; s.Whole != "no" || s.Level != 0 {
		t.Errorf("a file is missing: %+v", s)
	}
}

// However a dump is cut, it never reads as whole; and the reason is said.
func TestCutDumpsAreNeverWhole(t *testing.T) {
	for _, name := range []string{"pg/plain.sql", "pg/inserts.sql", "pg/all.sql", "pg/custom.dump", "pg/custom-z0.dump", "pg/tar.tar", "my/shop.sql", "my/lines.sql"} {
		raw := fixture(t, name)
		full := len(raw)
		if i := bytes.LastIndex(raw, []byte("omplete")); strings.HasSuffix(name, ".sql") {
			full = i // the closing line and all behind it
		}
		for _, packed := range []bool{false, true} {
			for _, share := range []int{5, 25, 50, 75, 95, 100} {
				t.Run(fmt.Sprintf("%s packed %v cut at %d", name, packed, share), func(t *testing.T) {
					cut := raw[:(full*share-1)/100]
					if packed {
						cut = gz(t, cut)
					}
					dir := t.TempDir()
					write(t, filepath.Join(dir, "one.sql.gz"), cut)
					sets, _, _ := see(t, dir)
					s := sets["one.sql.gz"]
					if s.Whole == "yes" || s.Level != 0 || s.Why == "" {
						t.Errorf("whole %q at level %d: %+v", s.Whole, s.Level, s)
					}
				})
			}
		}
	}
}

// A packed file that is cut or changed is found by reading it to its end.
func TestDamagedPacking(t *testing.T) {
	raw := bytes.Repeat(fixture(t, "my/shop.sql"), 3)
	var z, x bytes.Buffer
	zw, err := zstd.NewWriter(&z)
	if err != nil {
		t.Fatal(err)
	}
	xw, err := xz.NewWriter(&x)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []interface {
		Write([]byte) (int, error)
		Close() error
	}{zw, xw} {
		if _, err := w.Write(raw); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for how, whole := range map[string][]byte{"gzip": gz(t, raw), "zstd": z.Bytes(), "xz": x.Bytes()} {
		flipped := bytes.Clone(whole)
		flipped[len(flipped)*2/3] ^= 0x20
		for _, tc := range []struct {
			name string
			raw  []byte
			want string
		}{{"whole", whole, "yes"}, {"cut in the middle", whole[:len(whole)/2], "no"}, {"last bytes missing", whole[:len(whole)-3], "no"}, {"a bit flipped", flipped, "no"}} {
			t.Run(how+" "+tc.name, func(t *testing.T) {
				dir := t.TempDir()
				write(t, filepath.Join(dir, "shop.sql.gz"), tc.raw)
				sets, _, _ := see(t, dir)
				if s := sets["shop.sql.gz"]; s.Whole != tc.want || s.Packed != how {
					t.Errorf("%+v", s)
				}
			})
		}
	}
}

func makeDB(t *testing.T, path string, people int) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`create table customers(id integer primary key, email text); create table orders(id integer primary key, customer_id int)`); err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}()
	for i := range people {
		if _, err := tx.Exec(`insert into customers(email) values (?)`, fmt.Sprintf("somebody.number%d@grocer.example", i)); err != nil {
			t.Fatal(err)
		}
	}
}

// Copies of database files are checked by the database itself, packed or not;
// only the newest of a series is opened, and nothing is written beside it.
func TestCopiesOfDatabases(t *testing.T) {
	dir := t.TempDir()
	live := filepath.Join(t.TempDir(), "live.db")
	makeDB(t, live, 300)
	raw, err := os.ReadFile(live)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "customers-2026-11-22.db"), raw)
	write(t, filepath.Join(dir, "customers-2026-11-23.db"), raw)
	write(t, filepath.Join(dir, "odd name #1?%20.db"), raw)
	write(t, filepath.Join(dir, "packed.db.gz"), gz(t, raw))
	write(t, filepath.Join(dir, "cut.db"), raw[:len(raw)-4096])
	sets, place, seen := see(t, dir)
	for name, want := range map[string]string{"customers-2026-11-22.db": "unknown", "customers-2026-11-23.db": "yes", "odd name #1?%20.db": "yes", "packed.db.gz": "yes", "cut.db": "no"} {
		s, ok := sets[name]
		if !ok || s.Whole != want || s.Tool != "sqlite" {
			t.Errorf("%s: want whole %s: %+v", name, want, s)
		}
		if want == "yes" && rows(s)["customers"] != 300 {
			t.Errorf("%s: %v", name, rows(s))
		}
	}
	if s := sets["customers-2026-11-23.db"]; s.Series != "customers" || s.Taken != "2026-11-23T00:00:00Z" || s.TakenBy != "name" || !s.Latest {
		t.Errorf("%+v", s)
	}
	if place.Sets != 5 || place.Partial != "" || place.Where.Kind == "" {
		t.Errorf("%+v", place)
	}
	if strings.Contains(seen.All(), "somebody.number") {
		t.Error("a value came out")
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 5 {
		t.Errorf("something was written beside the copies: %v, %v", left, err)
	}
}

// What is encrypted is seen with its size and age and judged no further.
func TestEncryptedCopies(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.sql.age"), []byte("age-encryption.org/v1\n-> X25519 abc\n\x00\x01"))
	write(t, filepath.Join(dir, "b.sql.enc"), []byte("Salted__12345678zzzzzzzz"))
	write(t, filepath.Join(dir, "c.sql.gpg"), []byte("\x8c\x0d\x04\x09\x03\x02\xa9\x09\x4f\x2e\x93\x4a\xac\xa3\xff\xd2"))
	write(t, filepath.Join(dir, "d.sql.asc"), []byte("-----BEGIN PGP MESSAGE-----\n\nabc"))
	sets, _, _ := see(t, dir)
	for name, by := range map[string]string{"a.sql.age": "age", "b.sql.enc": "openssl", "c.sql.gpg": "gpg", "d.sql.asc": "gpg"} {
		if s := sets[name]; s.Encrypted != by || s.Whole != "unknown" || s.Level != 0 || s.Bytes == 0 || s.Taken == "" || s.Listed {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// Files that only look like copies are no copies.
func TestFilesThatAreNoCopies(t *testing.T) {
	dir := t.TempDir()
	for name, raw := range map[string]string{
		"page.sql":    "<!DOCTYPE html><html><title>504</title></html>",
		"empty.sql":   "",
		"message.sql": "mysqldump: Got error: 1045: \"Access denied for user 'x'\" when trying to connect\n",
		"wide.sql":    "\xff\xfe-\x00-\x00",
		"gaveup.sql":  "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE a(x);\nROLLBACK; -- due to errors\n",
	} {
		write(t, filepath.Join(dir, name), []byte(raw))
	}
	write(t, filepath.Join(dir, "hollow.sql.gz"), gz(t, nil))
	write(t, filepath.Join(dir, "README.txt"), []byte("how to restore"))
	sets, place, _ := see(t, dir)
	if len(sets) != 6 || place.Other != 1 {
		t.Errorf("%d sets, %d others", len(sets), place.Other)
	}
	for name, s := range sets {
		if s.Whole != "no" || s.Level != 0 || s.Why == "" {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// The date that stands in a copy counts before its name, and its name before
// the date of the file: an old dump that was copied today stays old.
func TestOldDumpWithNewDate(t *testing.T) {
	dir := t.TempDir()
	old := bytes.ReplaceAll(fixture(t, "my/shop.sql"), []byte("Dump completed on 20"), []byte("Dump completed on 2019-03-01  2:00:01 --"))
	write(t, filepath.Join(dir, "shop-2026-11-20.sql"), old)
	newer := bytes.ReplaceAll(fixture(t, "my/shop.sql"), []byte("Dump completed on 20"), []byte("Dump completed on 2026-11-02  2:00:01 --"))
	p := write(t, filepath.Join(dir, "shop-2026-11-02.sql"), newer)
	day := time.Date(2026, 11, 2, 2, 0, 1, 0, time.UTC)
	if err := os.Chtimes(p, day, day); err != nil {
		t.Fatal(err)
	}
	sets, _, _ := see(t, dir)
	if s := sets["shop-2026-11-20.sql"]; s.Taken != "2019-03-01T02:00:01Z" || s.TakenBy != "trailer" || s.Latest {
		t.Errorf("%+v", s)
	}
	if s := sets["shop-2026-11-02.sql"]; !s.Latest || s.Whole != "yes" || s.Level != 2 {
		t.Errorf("%+v", s)
	}
}

// Files that were copied as they are make one copy, with their paths.
func TestFilesCopiedAsTheyAre(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "office", "deliveries.xlsx"), []byte("PK"))
	write(t, filepath.Join(dir, "office", "notes.txt"), []byte("x"))
	write(t, filepath.Join(dir, "job.log"), []byte("x"))
	sets, place, _ := see(t, dir)
	s := sets["files as they are"]
	if len(s.Covers) != 2 || s.Covers[0].Name != "office/deliveries.xlsx" || s.Whole != "unknown" || !s.Listed || place.Sets != 1 {
		t.Errorf("%+v in %+v", s, place)
	}
}

// A place that is not there is no empty place: what was in it is not known.
func TestPlaceThatIsNotThere(t *testing.T) {
	s := &collecttest.Seen{}
	err := NewDumps(collectors.Env{}).Collect(t.Context(), collectors.Target{ID: "usb", Scheme: "dump", Addr: filepath.Join(t.TempDir(), "usb")}, s)
	var hint interface{ Hint() string }
	if err == nil || !errors.As(err, &hint) || !strings.Contains(hint.Hint(), "plugged in") {
		t.Errorf("%v", err)
	}
	places := facts.BackupsPlace.Select(s.Facts())
	if len(places) != 1 || places[0].Partial == "" || places[0].Sets != 0 {
		t.Errorf("%+v", places)
	}
}

// The contract of every collector: no value of a person comes out, the same
// place gives the same facts, and it stops when told to.
func TestContract(t *testing.T) {
	dir := t.TempDir()
	makeDB(t, filepath.Join(dir, "db-2026-11-01.sqlite"), 20)
	write(t, filepath.Join(dir, "shop.sql"), bytes.ReplaceAll(fixture(t, "my/shop.sql"), []byte("'P1'"), []byte("'Wilhelmine Quastenflosser'")))
	write(t, filepath.Join(dir, "wilhelmine.quastenflosser@grocer.example.sql"), fixture(t, "pg/plain.sql"))
	collecttest.Contract(t, NewDumps(collectors.Env{}), collecttest.World{
		Target:   collectors.Target{ID: "copies", Scheme: "dump", Addr: dir},
		Canaries: []string{"Quastenflosser", "somebody.number", "p7@grocer.example"},
	})
	collecttest.Contract(t, NewLive(collectors.Env{}), collecttest.World{Target: collectors.Target{ID: "office", Scheme: "path", Addr: dir}})
}

// A thousand dumps are listed within seconds, and only the last is read.
func TestManyCopies(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	dir := t.TempDir()
	raw := gz(t, bytes.Repeat(fixture(t, "my/shop.sql"), 20))
	day := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 1000 {
		write(t, filepath.Join(dir, "shop-"+day.AddDate(0, 0, i).Format(time.DateOnly)+".sql.gz"), raw)
	}
	start := time.Now()
	sets, place, _ := see(t, dir)
	took := time.Since(start)
	t.Logf("1000 copies in %v", took)
	if took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	if place.Sets != 1000 || len(sets) != maxKept || place.Skipped != 1000-maxKept {
		t.Errorf("%d sets, %d kept, %d skipped", place.Sets, len(sets), place.Skipped)
	}
}

func TestLive(t *testing.T) {
	dir := t.TempDir()
	for _, tc := range []struct{ scheme, addr, kind, where, root string }{
		{"path", dir, "folder", "", filepath.ToSlash(dir)},
		{"postgres", "postgres://crm:secret@db.example/crm", "database", "remote", "crm"},
		{"mysql", "mysql://crm@127.0.0.1:3306/shop", "database", "local", "shop"},
	} {
		s := &collecttest.Seen{}
		if err := NewLive(collectors.Env{}).Collect(context.Background(), collectors.Target{ID: "x", Scheme: tc.scheme, Addr: tc.addr}, s); err != nil {
			t.Fatal(err)
		}
		all := facts.BackupsLive.Select(s.Facts())
		raw, _ := json.Marshal(all)
		if len(all) != 1 || all[0].Kind != tc.kind || all[0].Root != tc.root || tc.where != "" && all[0].Where.Kind != tc.where || strings.Contains(string(raw), "secret") {
			t.Errorf("%s: %s", tc.scheme, raw)
		}
	}
}
