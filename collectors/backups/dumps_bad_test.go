package backups

import (
	"bytes"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/labs/mariadb"
	"github.com/weaklink/weaklink/internal/labs/postgres"
)

// pipe runs a program with in on its standard input and gives back what it prints.
func pipe(t *testing.T, in []byte, name string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("missing: %s", name)
	}
	cmd := exec.Command(name, args...)
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %v: %v: %s", name, args, err, said.String())
	}
	return out.Bytes()
}

// one looks at a folder with one copy in it.
func one(t *testing.T, name string, raw []byte) facts.BackupSet {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, name), raw)
	sets, _, _ := see(t, dir)
	s, ok := sets[name]
	if !ok {
		t.Fatalf("%s is no copy: %v", name, sets)
	}
	return s
}

// What MySQL proper and newer MariaDB write is known too; of several databases
// in one dump the tables stay apart, and what a trigger would write is no row.
func TestDumpsOfMySQLProper(t *testing.T) {
	s := one(t, "a.sql", fixture(t, "my/mysql97.sql"))
	if s.Tool != "mysqldump" || s.Version != "9.7.4" || s.Source != "shop" || s.Whole != "yes" || fmt.Sprint(rows(s)) != "map[customers:2 nothing:0 odd `name:3]" {
		t.Errorf("%+v", s)
	}
	s = one(t, "b.sql", fixture(t, "my/mysql97-two.sql"))
	got := map[string]int64{}
	for _, c := range s.Covers {
		got[c.Database+"/"+c.Name] = c.Rows
	}
	if s.Whole != "yes" || fmt.Sprint(got) != "map[crm/customers:1 shop/customers:2 shop/nothing:0 shop/odd `name:3]" {
		t.Errorf("%v in %+v", got, s)
	}
	newer := bytes.Replace(fixture(t, "my/shop.sql"), []byte("10.19  Distrib 10.11.19-MariaDB"), []byte("10.19-11.8.2-MariaDB"), 1)
	if s := one(t, "c.sql", newer); s.Tool != "mariadb-dump" || s.Version != "11.8.2-MariaDB" || s.Whole != "yes" {
		t.Errorf("%+v", s)
	}
}

// Whatever the body of a function or a comment holds, the tables behind it are
// seen, and a line in it that looks like the end of the dump is none.
func TestStatementsOfPostgresHideNothing(t *testing.T) {
	head, end := "--\n-- PostgreSQL database dump\n--\n\n", "--\n-- PostgreSQL database dump complete\n--\n\n"
	table := "CREATE TABLE public.a (\n    x text DEFAULT '$$'::text\n);\n\nCOPY public.a (x) FROM stdin;\none\n\\.\n\n"
	for name, st := range map[string]string{
		"a price":      "COMMENT ON TABLE public.x IS 'costs $$ a lot';\n",
		"a name":       "-- Name: f$x$y; Type: FUNCTION\n\nCREATE FUNCTION public.f$x$y() RETURNS void LANGUAGE sql AS $_$ select $1; $_$;\n",
		"a body":       "CREATE FUNCTION public.f() RETURNS void\n    LANGUAGE plpgsql\n    AS $é$\nbegin\n-- PostgreSQL database dump complete\nCOPY x FROM stdin;\nINSERT INTO public.a VALUES ('$$');\nend\n$é$;\n",
		"a new body":   "CREATE FUNCTION public.f() RETURNS void LANGUAGE sql\n    BEGIN ATOMIC\n INSERT INTO public.a VALUES (1);\n INSERT INTO public.a VALUES (2);\nEND;\n",
		"a rule":       "CREATE RULE r AS ON DELETE TO public.a DO INSTEAD ( SELECT 1; SELECT 2; );\n",
		"a long text":  "COMMENT ON TABLE public.x IS 'it''s\n-- PostgreSQL database dump complete\nCOPY public.b FROM stdin;\n';\n",
		"an escape":    "COMMENT ON TABLE public.x IS E'it\\'s; \\\\';\n",
		"an odd name":  "ALTER TABLE public.\"semi;'colon\" OWNER TO x;\n",
		"a dollar end": "CREATE FUNCTION f() AS $a$ $ $a $$ a$ $a$;\n",
	} {
		s := one(t, "x.sql", []byte(head+st+table+end))
		if got := fmt.Sprint(rows(s)); s.Whole != "yes" || got != "map[public.a:1]" {
			t.Errorf("%s: %s %+v", name, got, s)
		}
		if s := one(t, "x.sql", []byte(head+table+st)); s.Whole != "no" {
			t.Errorf("%s, cut behind it: %+v", name, s)
		}
	}
}

// How it was packed makes no difference, and cut or changed it is never whole.
func TestWhatRealPackersMakeIsUnpacked(t *testing.T) {
	raw := bytes.Repeat(fixture(t, "pg/plain.sql"), 4)
	for _, c := range []struct{ how, program string }{{"gzip", "gzip"}, {"bzip2", "bzip2"}, {"xz", "xz"}, {"zstd", "zstd"}} {
		t.Run(c.how, func(t *testing.T) {
			packed := pipe(t, raw, c.program, "-c")
			if s := one(t, "x.sql.packed", packed); s.Packed != c.how || s.Whole != "yes" || s.Level != 2 || rows(s)["public.customers"] != 4*120 {
				t.Errorf("%+v", s)
			}
			for _, n := range []int{3, 20, len(packed) / 3, len(packed) - 5, len(packed) - 1} {
				if s := one(t, "x.sql.gz", packed[:n]); s.Whole == "yes" || s.Level != 0 || s.Why == "" {
					t.Errorf("cut at %d of %d: %+v", n, len(packed), s)
				}
			}
			flipped := bytes.Clone(packed)
			flipped[len(flipped)/2] ^= 4
			if s := one(t, "x.sql.gz", flipped); s.Whole != "no" {
				t.Errorf("changed: %+v", s)
			}
		})
	}
}

// What real programs encrypted is seen as that, with its size and age and
// nothing else.
func TestWhatRealProgramsEncrypt(t *testing.T) {
	raw, dir := fixture(t, "my/shop.sql"), t.TempDir()
	check := func(by string, sealed []byte) {
		t.Helper()
		s := one(t, "shop.sql."+by, sealed)
		if s.Encrypted != by || s.Whole != "unknown" || s.Level != 0 || s.Listed || s.Bytes != int64(len(sealed)) || s.Taken == "" {
			t.Errorf("%s: %+v", by, s)
		}
		if s := one(t, "shop.sql", sealed); s.Whole == "yes" || s.Listed { // called otherwise
			t.Errorf("%s under another name: %+v", by, s)
		}
	}
	pub := write(t, filepath.Join(dir, "key"), pipe(t, nil, "age-keygen"))
	for _, armour := range [][]string{nil, {"-a"}} {
		check("age", pipe(t, raw, "age", append([]string{"-e", "-i", pub}, armour...)...))
		check("gpg", pipe(t, raw, "gpg", append([]string{"--homedir", dir, "--batch", "--pinentry-mode", "loopback", "--passphrase", "x", "-o", "-", "-c"}, armour...)...))
	}
	pipe(t, nil, "gpg", "--homedir", dir, "--batch", "--pinentry-mode", "loopback", "--passphrase", "", "--quick-generate-key", "a", "future-default", "default", "never")
	check("gpg", pipe(t, raw, "gpg", "--homedir", dir, "--batch", "--trust-model", "always", "-r", "a", "-o", "-", "-e"))
	check("openssl", pipe(t, raw, "openssl", "enc", "-aes-256-cbc", "-pbkdf2", "-k", "x"))
	_ = exec.Command("gpgconf", "--homedir", dir, "--kill", "all").Run()
}

// A file of the right length from which the disk lost a piece, one that is
// thousands of times larger than it looks, and one without end in sight.
func TestHolesBombsAndGiants(t *testing.T) {
	raw := fixture(t, "pg/plain.sql")
	hole := bytes.Clone(raw)
	at := bytes.Index(hole, []byte("FROM stdin;")) + 200
	clear(hole[at : at+1024])
	if s := one(t, "x.sql", hole); s.Whole != "no" || !strings.Contains(s.Why, "empty") {
		t.Errorf("a hole: %+v", s)
	}
	for _, name := range []string{"pg/plain.sql", "pg/custom.dump", "pg/tar.tar", "my/shop.sql"} {
		dir := t.TempDir()
		p := write(t, filepath.Join(dir, "giant.sql"), fixture(t, name))
		if err := os.Truncate(p, 1<<40); err != nil {
			t.Skip("no sparse files here:", err)
		}
		start := time.Now()
		sets, _, _ := see(t, dir)
		if s, took := sets["giant.sql"], time.Since(start); s.Whole == "yes" && name != "pg/tar.tar" || took > 20*time.Second {
			t.Errorf("%s with a terabyte of nothing behind it, in %v: %+v", name, took, s)
		}
	}
	// A gigabyte and a half of one row, in a few kilobytes.
	if testing.Short() {
		return
	}
	r, w := io.Pipe()
	go func() {
		row := bytes.Repeat([]byte("INSERT INTO a VALUES (1);\n"), 40<<10)
		_, err := w.Write([]byte("--\n-- PostgreSQL database dump\n--\n"))
		for range 1600 {
			if err == nil {
				_, err = w.Write(row)
			}
		}
		w.CloseWithError(err)
	}()
	cmd := exec.Command("zstd", "-c", "-19", "--long=27")
	if cmd.Path == "zstd" {
		t.Skip("missing: zstd")
	}
	cmd.Stdin = r
	packed, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	s := one(t, "bomb.sql.zst", packed)
	t.Logf("%d bytes packed, looked at in %v", len(packed), time.Since(start))
	if s.Whole != "unknown" || !strings.Contains(s.Why, "far more") {
		t.Errorf("%+v", s)
	}
}

// What lies beside copies: logs that are called .sql, empty files, files that
// are no files, links, names of every kind, and folders that are closed.
func TestOddFilesBesideCopies(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dir, "backup-log.sql"), []byte("2026-11-23 02:00 starting backup\n2026-11-23 02:01 ERROR: connection refused\n"))
	write(t, filepath.Join(dir, "zero.dump"), nil)
	for _, name := range []string{"a'b\"c.sql", "two\nlines.sql", "esc\x1b[31mred.sql", "back\\slash.sql", "ünï 漢字 😀.sql", "-rf.sql", strings.Repeat("long", 60) + ".sql"} {
		write(t, filepath.Join(dir, name), fixture(t, "my/shop.sql"))
	}
	write(t, filepath.Join(outside, "other.sql"), fixture(t, "my/shop.sql"))
	for from, to := range map[string]string{"out.sql": filepath.Join(outside, "other.sql"), "loop": "loop", "latest.sql": "-rf.sql", "up": ".", "gone.sql": "no-such"} {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	if err := exec.Command("mkfifo", filepath.Join(dir, "pipe.sql")).Run(); err != nil {
		t.Skip("no pipes here:", err)
	}
	sets, place, s := see(t, dir)
	if len(sets) != 9 {
		t.Errorf("%d sets: %v", len(sets), sets)
	}
	for name, b := range sets {
		want := "yes"
		switch name {
		case "backup-log.sql":
			want = "unknown"
		case "zero.dump":
			want = "no"
		}
		if b.Whole != want || want != "yes" && (b.Level != 0 || b.Why == "") || want == "yes" && !b.Listed {
			t.Errorf("%q: %+v", name, b)
		}
	}
	if g := s.Gaps(); len(g) != 1 || !strings.HasSuffix(g[0].Subject, "#out.sql") || !strings.Contains(g[0].Why, "leads out") || place.Partial == "" {
		t.Errorf("the link that leads out is said: %v, %+v", g, place)
	}
	err := NewDumps(collectors.Env{}).Collect(t.Context(), collectors.Target{ID: "x", Scheme: "dump", Addr: filepath.Join(dir, "pipe.sql")}, &collecttest.Seen{})
	if err == nil || !strings.Contains(err.Error(), "neither a file nor a folder") {
		t.Error(err)
	}
}

// Ten thousand files that were copied as they are are all in the copy.
func TestManyFilesCopiedAsTheyAre(t *testing.T) {
	dir := t.TempDir()
	for i := range maxCopies + 1200 {
		write(t, filepath.Join(dir, "office", fmt.Sprintf("letter-%05d.odt", i)), []byte("x"))
	}
	sets, place, _ := see(t, dir)
	s := sets["files as they are"]
	if len(s.Covers) != maxCopies+1200 || !s.Listed || s.Files != maxCopies+1200 || place.Skipped != 0 {
		t.Errorf("%d covers, listed %v, %+v", len(s.Covers), s.Listed, place)
	}
}

// A copy of a database that was made while somebody wrote into it.
func TestCopiesOfDatabasesInUse(t *testing.T) {
	for _, mode := range []string{"wal", "delete", "persist", "truncate"} {
		live := filepath.Join(t.TempDir(), "live.db")
		makeDB(t, live, 300)
		db, err := sql.Open("sqlite", live+"?_pragma=journal_mode("+mode+")&_pragma=cache_size(1)&_pragma=wal_autocheckpoint(0)")
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		db.SetMaxOpenConns(1)
		copyAll := func() facts.BackupSet {
			t.Helper()
			dir := t.TempDir()
			list, err := filepath.Glob(live + "*")
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range list {
				raw, err := os.ReadFile(p)
				if err != nil {
					t.Fatal(err)
				}
				write(t, filepath.Join(dir, filepath.Base(p)), raw)
			}
			sets, _, _ := see(t, dir)
			return sets["live.db"]
		}
		tx, err := db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec("insert into customers (email) select randomblob(2000) from customers"); err != nil {
			t.Fatal(err)
		}
		if s := copyAll(); mode != "wal" && (s.Whole == "yes" || s.Why == "") {
			t.Errorf("%s, in the middle of a change: %+v", mode, s)
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
		if s, want := copyAll(), map[bool]string{true: "unknown", false: "yes"}[mode == "wal"]; s.Whole != want {
			t.Errorf("%s, when it was done: want %s, %+v", mode, want, s)
		}
		// The ways that are right: the database is asked for a copy.
		dir := t.TempDir()
		if _, err := db.Exec("vacuum into ?", filepath.Join(dir, "v.db")); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "script.sql"), pipe(t, nil, "sqlite3", "-readonly", live, ".dump"))
		sets, _, _ := see(t, dir)
		for _, name := range []string{"v.db", "script.sql"} {
			if s := sets[name]; s.Whole != "yes" || rows(s)["customers"] != 600 {
				t.Errorf("%s %s: %+v", mode, name, s)
			}
		}
	}
	// Bytes that the disk changed are found in any place that holds something.
	live := filepath.Join(t.TempDir(), "live.db")
	makeDB(t, live, 3000)
	raw, err := os.ReadFile(live)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{18, 101, 4096 * 2, len(raw) - 4096} {
		bad := bytes.Clone(raw)
		for i := range 64 {
			bad[at+i] ^= 0xa5
		}
		if s := one(t, "x.db", bad); s.Whole == "yes" {
			t.Errorf("changed at %d: %+v", at, s)
		}
	}
	views := filepath.Join(t.TempDir(), "views.db")
	db, err := sql.Open("sqlite", views)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("create view v as select 1; create view broken as select * from gone"); err != nil {
		t.Fatal(err)
	}
	raw, err = os.ReadFile(views)
	if err != nil {
		t.Fatal(err)
	}
	if s := one(t, "x.db", raw); s.Whole != "yes" || len(s.Covers) != 0 || !s.Listed {
		t.Errorf("nothing but views: %+v", s)
	}
}

// Real dumps of a real PostgreSQL, in each format: an empty database, tables
// whose rows were left out, names of every kind, ten thousand tables, a dump cut
// where a disk that is full cuts it.
func TestDumpsOfARealPostgres(t *testing.T) {
	if testing.Short() {
		t.Skip("short: a server and many dumps")
	}
	c := postgres.ForTest(t, postgres.Options{Settings: []string{"max_locks_per_transaction = 20000"}})
	dump := filepath.Join(postgres.Bin(), "pg_dump")
	args := func(more ...string) []string {
		return append([]string{"-h", c.Socket, "-p", fmt.Sprint(c.Port), "-U", "postgres"}, more...)
	}
	if err := c.Exec("postgres", "create database empty"); err != nil {
		t.Fatal(err)
	}
	if err := c.Exec("postgres", "create database shop"); err != nil {
		t.Fatal(err)
	}
	if err := c.Exec("shop", `create schema "odd.schema"; create table "odd.schema"."na""me
with; all 'of' \ it é" (a text); insert into "odd.schema"."na""me
with; all 'of' \ it é" values (E'x\n\\.\ny'), ('--'), (null); create table secret (a text); insert into secret select 'row ' || i from generate_series(1, 50) i; create table seen (a text); insert into seen values ('one'); create view v as select * from seen; create function f() returns void language plpgsql as $f$ begin
-- PostgreSQL database dump complete
end $f$; select lo_from_bytea(0, 'large object')`); err != nil {
		t.Fatal(err)
	}
	odd := "odd.schema.na\"me\nwith; all 'of' \\ it é"
	for _, f := range []string{"p", "c", "t", "d"} {
		dir := t.TempDir()
		pipe(t, nil, dump, args("-F"+f, "-f", filepath.Join(dir, "empty"), "empty")...)
		pipe(t, nil, dump, args("-F"+f, "-f", filepath.Join(dir, "shop"), "--exclude-table-data=secret", "shop")...)
		sets, place, s := see(t, dir)
		if e := sets["empty"]; e.Whole != "yes" || e.Level != 2 || len(e.Covers) != 0 || !e.Listed || e.Tool != "pg_dump" {
			t.Errorf("-F%s of an empty database: %+v", f, e)
		}
		got := rows(sets["shop"])
		if sets["shop"].Whole != "yes" || got[odd] != 3 || got["public.seen"] != 1 || got["public.secret"] != 0 || place.Partial != "" || len(s.Gaps()) != 0 {
			t.Errorf("-F%s: %v, gaps %v, %+v", f, got, s.Gaps(), sets["shop"])
		}
	}
	if err := c.Exec("shop", "do $$ begin for i in 1..10000 loop execute format('create table many_%s (a int)', i); end loop; end $$"); err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"p", "c"} {
		raw := pipe(t, nil, dump, args("-F"+f, "shop")...)
		start := time.Now()
		s := one(t, "shop.dump", raw)
		if s.Whole != "yes" || len(s.Covers) != 10003 || !s.Listed {
			t.Errorf("-F%s of 10,003 tables: whole %s (%s), %d tables", f, s.Whole, s.Why, len(s.Covers))
		}
		t.Logf("-F%s of 10,003 tables, %d bytes, in %v", f, len(raw), time.Since(start))
		for _, n := range []int{5, 4096, len(raw) / 2, len(raw) - 4096, len(raw) - 200} {
			if s := one(t, "shop.dump", raw[:n]); s.Whole == "yes" || s.Level != 0 || s.Why == "" {
				t.Errorf("-F%s cut at %d of %d: whole %s level %d", f, n, len(raw), s.Whole, s.Level)
			}
		}
	}
}

// Real dumps of a real MariaDB: all databases, compressed by the client, without
// rows, by row.
func TestDumpsOfARealMariaDB(t *testing.T) {
	if testing.Short() {
		t.Skip("short: a server")
	}
	s := mariadb.ForTest(t)
	if err := s.Exec("", "create database shop; create database crm; create database `odd ``na'me`"); err != nil {
		t.Fatal(err)
	}
	if err := s.Exec("shop", "create table customers (a text, b blob, c json); insert into customers values ('x;\\n-- Dump completed\\n', x'00ff00', '{}'), ('y', null, null)", "create table twice (a int) with system versioning", "insert into twice values (1)",
		"create trigger t before insert on customers for each row begin\ninsert into twice values (5);\nend", "create sequence seq1"); err != nil {
		t.Fatal(err)
	}
	if err := s.Exec("odd `na'me", "create table customers (a int); insert into customers values (1), (2), (3)"); err != nil {
		t.Fatal(err)
	}
	for _, more := range [][]string{nil, {"--skip-extended-insert"}, {"--hex-blob", "--complete-insert"}, {"--single-transaction", "--skip-comments=0", "--tz-utc=0"}} {
		raw := pipe(t, nil, "mariadb-dump", append([]string{"--no-defaults", "-uroot", "-S" + s.Socket, "--all-databases"}, more...)...)
		set := one(t, "all.sql", raw)
		got := map[string]int64{}
		for _, c := range set.Covers {
			got[c.Database+"/"+c.Name] = c.Rows
		}
		if set.Whole != "yes" || set.Tool != "mariadb-dump" || set.Source != "" || got["shop/customers"] != 2 || got["shop/twice"] != 1 || got["odd `na'me/customers"] != 3 || got["mysql/db"] < 0 {
			t.Errorf("%v: %v %+v", more, got, facts.BackupSet{Whole: set.Whole, Why: set.Why, Tool: set.Tool, Source: set.Source})
		}
	}
	raw := pipe(t, nil, "mariadb-dump", "--no-defaults", "-uroot", "-S"+s.Socket, "--no-data", "shop")
	if set := one(t, "shop.sql", raw); set.Whole != "yes" || rows(set)["customers"] != 0 || set.Source != "shop" {
		t.Errorf("without rows: %+v", set)
	}
	raw = pipe(t, nil, "mariadb-dump", "--no-defaults", "-uroot", "-S"+s.Socket, "crm")
	if set := one(t, "crm.sql", raw); set.Whole != "yes" || len(set.Covers) != 0 || !set.Listed {
		t.Errorf("an empty database: %+v", set)
	}
}
