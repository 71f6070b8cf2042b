package data

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	_ "modernc.org/sqlite"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	p := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func utf16le(s string) string {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

func book(t *testing.T, rows ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, s string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, s)
	}
	put("xl/workbook.xml", `<workbook><sheets><sheet name="Sheet1" r:id="r1"/></sheets></workbook>`)
	var sheet strings.Builder
	for _, r := range rows {
		sheet.WriteString("<row>")
		for _, c := range strings.Split(r, ";") {
			fmt.Fprintf(&sheet, `<c t="inlineStr"><is><t>%s</t></is></c>`, c)
		}
		sheet.WriteString("</row>")
	}
	put("xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+sheet.String()+`</sheetData></worksheet>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func mail(i int) string { return fmt.Sprintf("client%05d@mail-%d.example", i, i%7) }

func lines(n int, line func(int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(line(i))
	}
	return b.String()
}

// look collects dir and returns what was seen.
func look(t *testing.T, dir string, change ...func(*collectors.Env)) *collecttest.Seen {
	t.Helper()
	env := collectors.Env{Key: [32]byte{7}, PutBlob: (&collecttest.Blobs{}).Put}
	for _, c := range change {
		c(&env)
	}
	see := &collecttest.Seen{}
	if err := New(env).Collect(t.Context(), target(dir), see); err != nil {
		t.Fatal(err)
	}
	return see
}

func target(dir string) collectors.Target {
	return collectors.Target{ID: "office", Scheme: "path", Addr: dir}
}

func stores(see *collecttest.Seen) map[string]facts.Store {
	out := map[string]facts.Store{}
	for _, s := range facts.DataStore.Select(see.Facts()) {
		out[s.Name] = s
	}
	return out
}

func ledger(t *testing.T, see *collecttest.Seen) facts.Coverage {
	t.Helper()
	all := facts.DataCoverage.Select(see.Facts())
	if len(all) != 1 {
		t.Fatalf("%d ledgers, want one", len(all))
	}
	l := all[0]
	if l.Files != l.Read+l.Listed+l.Ignored || l.Bytes != l.ReadBytes+l.ListedBytes+l.IgnoredBytes {
		t.Errorf("the ledger does not add up: %+v", l)
	}
	return l
}

func gapAbout(see *collecttest.Seen, what string) bool {
	for _, g := range see.Gaps() {
		if strings.Contains(g.Subject+" "+g.Why, what) {
			return true
		}
	}
	return false
}

func database(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range statements {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestNothingIsLostInAwkwardFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "one-line.json", "["+strings.TrimSuffix(lines(20_000, func(i int) string { return fmt.Sprintf(`{"mail":"%s"},`, mail(i)) }), ",")+"]")
	write(t, dir, "long-line.txt", strings.Repeat("x y ", 17_500)+"\n"+lines(1000, func(i int) string { return mail(i) + "\n" }))
	var rows []string
	for i := range 2000 {
		rows = append(rows, fmt.Sprintf("Ware %d;%s", i, mail(i)))
	}
	write(t, dir, "list.xlsx", book(t, append([]string{"Artikel;Mail"}, rows...)...))
	write(t, dir, "list.csv", utf16le("Nr;Mail\r\n"+lines(500, func(i int) string { return fmt.Sprintf("%d;%s\r\n", i, mail(i)) })))
	got := stores(look(t, dir))
	for name, n := range map[string]int64{"one-line.json": 20_000, "long-line.txt": 1000, "list.xlsx": 2000, "list.csv": 500} {
		s := got[name]
		if s.People.Best != n || s.Partial != "" || s.Detail != "contact" {
			t.Errorf("%s: found %d people, want %d: %+v", name, s.People.Best, n, s)
		}
	}
}

func TestEveryPlaceIsDescribed(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "exports/customers.csv", "given_name;family_name;mail;created_at;last_order\n"+
		"Anna;Ott;anna@a.example;2015-03-01;2019-05-06\nJan;Ude;jan@a.example;2014-01-01;2025-02-03\nJan;Ude;jan@a.example;2020-01-01;2021-02-03\n")
	database(t, filepath.Join(dir, "crm.db"), "create table customers (id integer, name text, mail text)", "insert into customers values (1,'Anna Ott','anna@a.example'),(2,'Eva Alt','eva@a.example')",
		"create table stock (id integer, item text)", "insert into stock values (1,'pears')")
	write(t, dir, "shop.sql", "-- MySQL dump\nCREATE TABLE `users` (`id` int, `mail` text);\nINSERT INTO `users` VALUES (1,'kurt@a.example'),(2,'zoe@a.example');\n")
	write(t, dir, "notes.txt", "Call Anna Ott\nanna@a.example\n+49 30 1234567\n\nCall Kurt Sommer, 030 7654321\n")
	write(t, dir, "config.ini", "db_password = correct-horse\n")
	write(t, dir, "recipe.txt", "Take 3 pears.\n")
	old := time.Date(2020, 4, 5, 12, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, "notes.txt"), old, old); err != nil {
		t.Fatal(err)
	}
	see := look(t, dir)
	got := stores(see)
	if len(got) != 5 {
		t.Errorf("%d places, want 5", len(got))
	}
	csv := got["exports/customers.csv"]
	if csv.ID != "store:office#exports/customers.csv" || csv.Role != "export" || csv.Format != "csv" || csv.Records != 3 || csv.People.Best != 2 ||
		csv.Oldest != "2019-05-06" || csv.Newest != "2025-02-03" || csv.DatedBy != "column" || len(csv.Years) != 3 || csv.Readers != "owner" || csv.AtRest != "clear" {
		t.Errorf("export: %+v", csv)
	}
	if db := got["crm.db/customers"]; db.Role != "live" || db.People.Best != 2 || db.Format != "sqlite" {
		t.Errorf("table: %+v", db)
	}
	if dump := got["shop.sql/users"]; dump.Role != "dump" || dump.People.Best != 2 {
		t.Errorf("dump: %+v", dump)
	}
	if n := got["notes.txt"]; n.People.Best != 2 || n.Shape != "text" || n.Oldest != "2020-04-05" || n.DatedBy != "mtime" {
		t.Errorf("notes: %+v", n)
	}
	if c := got["config.ini"]; len(c.Secrets) != 1 || c.Secrets[0].Count != 1 || len(c.Categories) != 0 || c.Detail != "none" {
		t.Errorf("secrets: %+v", c)
	}
	if l := ledger(t, see); l.Files != 6 || l.Read != 6 || l.Clean != 1 || l.Partial != "" || len(see.Gaps()) != 0 {
		t.Errorf("ledger: %+v, gaps %+v", l, see.Gaps())
	}
}

func TestSamePeopleInTwoPlacesAreRecognised(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.csv", "Name;Tel;Mail\nAnna Ott;030 1234567;anna@a.example\nJan Ude;030 2234567;jan@a.example\nEva Alt;030 3234567;eva@a.example\n")
	write(t, dir, "b.csv", "Telefon;Kunde;PLZ\n+49 30 1234567;1;10115\n+49 30 9999999;2;10115\n+49 30 8888888;3;10117\n")
	blobs := &collecttest.Blobs{}
	see := look(t, dir, func(e *collectors.Env) { e.PutBlob = blobs.Put })
	var sets [][]evidence.Key
	for _, it := range see.Facts() {
		if it.Blob == "" {
			continue
		}
		r, err := blobs.Open(it.Blob)
		if err != nil {
			t.Fatal(err)
		}
		keys, err := evidence.ReadKeys(r)
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, keys)
	}
	if c := evidence.Distinct(sets...); len(sets) != 2 || c.Union.Best != 5 || len(c.Overlaps) != 1 || c.Overlaps[0].Shared != 1 {
		t.Errorf("%d sets, %+v", len(sets), c)
	}
}

func TestOddThingsAreCountedAndNeverOpened(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	write(t, outside, "secret.csv", "Name;Mail\nAnna Ott;anna@a.example\nJan Ude;jan@a.example\n")
	write(t, dir, "in/list.txt", "eva@a.example\n")
	write(t, dir, ".hidden/more.txt", "kurt@a.example\n")
	write(t, dir, "node_modules/x/author.txt", "zoe@a.example\n")
	for from, to := range map[string]string{"out": outside, "loop": "loop", "up": "in/../in", "nowhere": "not-there"} {
		if err := os.Symlink(to, filepath.Join(dir, from)); err != nil {
			t.Skip("no links here")
		}
	}
	if err := os.Symlink("..", filepath.Join(dir, "in", "circle")); err != nil {
		t.Fatal(err)
	}
	pipe(t, filepath.Join(dir, "pipe"))
	see := look(t, dir, func(e *collectors.Env) { e.Ignore = []string{"**/node_modules/**"} })
	got := stores(see)
	if len(got) != 2 || got["in/list.txt"].ID == "" || got[".hidden/more.txt"].ID == "" {
		t.Errorf("got %v", got)
	}
	l := ledger(t, see)
	if l.Ignored != 1 || l.Hidden != 1 || l.Special != 1 || l.Links != 5 || l.LinksOut != 1 || l.Files != 3 {
		t.Errorf("ledger %+v", l)
	}
	if !gapAbout(see, "1 link leads out of the folder") {
		t.Errorf("the link out is not mentioned: %+v", see.Gaps())
	}
}

func TestWhatCannotBeReadIsAGap(t *testing.T) {
	dir := t.TempDir()
	whole := book(t, "Name;Mail", "Anna Ott;anna@a.example")
	write(t, dir, "broken.xlsx", whole[:len(whole)/2])
	write(t, dir, "letter.pdf", "%PDF-1.7")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("xl/workbook.xml")
	io.WriteString(w, `<workbook><sheets><sheet name="a" r:id="x"/></sheets></workbook>`)
	w, _ = z.Create("xl/worksheets/sheet1.xml")
	blanks := bytes.Repeat([]byte("<row></row>"), 100_000)
	for range 200 {
		w.Write(blanks)
	}
	z.Close()
	write(t, dir, "bomb.xlsx", b.String())
	for i := range 30 {
		write(t, dir, fmt.Sprintf("pictures/%02d.png", i), "\x89PNG\r\n")
	}
	write(t, dir, "fine.txt", "anna@a.example\n")
	see := look(t, dir)
	for _, what := range []string{"broken.xlsx the workbook is damaged", "broken.xlsx the packed file is damaged", "letter.pdf the PDF", "bomb.xlsx it unpacks to far more", "30 places were not read"} {
		if !gapAbout(see, what) && !strings.HasPrefix(what, "broken") {
			t.Errorf("no gap about %q in %+v", what, see.Gaps())
		}
	}
	if !gapAbout(see, "broken.xlsx") || len(see.Gaps()) != 4 {
		t.Errorf("gaps: %+v", see.Gaps())
	}
	l := ledger(t, see)
	if l.Listed != 33 || l.Read != 1 || l.Partial == "" || len(stores(see)) != 1 {
		t.Errorf("ledger %+v", l)
	}
}

func TestWhatWasFoundBeforeTheDamageIsKept(t *testing.T) {
	dir := t.TempDir()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, "-- MySQL dump\nCREATE TABLE `users` (`id` int, `mail` text);\n")
	for i := range 30_000 {
		fmt.Fprintf(z, "INSERT INTO `users` VALUES (%d,'%s');\n", i, mail(i))
	}
	z.Close()
	write(t, dir, "dump.sql.gz", b.String()[:b.Len()*2/3])
	see := look(t, dir)
	s := stores(see)["dump.sql.gz/users"]
	if s.Role != "dump" || s.People.Best < 10_000 || s.Partial == "" || !gapAbout(see, "dump.sql.gz the packed file is damaged") {
		t.Errorf("%+v, gaps %+v", s, see.Gaps())
	}
	if l := ledger(t, see); l.Listed != 1 {
		t.Errorf("ledger %+v", l)
	}
}

func TestFolderThatMayNotBeListedIsAGap(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("nothing is forbidden to this account")
	}
	dir := t.TempDir()
	write(t, dir, "locked/list.txt", "anna@a.example\n")
	write(t, dir, "forbidden.txt", "eva@a.example\n")
	for p, mode := range map[string]os.FileMode{"locked": 0, "forbidden.txt": 0} {
		if err := os.Chmod(filepath.Join(dir, p), mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(filepath.Join(dir, "locked"), 0o700) })
	see := look(t, dir)
	if !gapAbout(see, "locked the folder could not be listed: this account may not read it") || !gapAbout(see, "forbidden.txt this account may not read it") {
		t.Errorf("gaps: %+v", see.Gaps())
	}
	if l := ledger(t, see); l.Unreadable != 1 || l.Listed != 1 || l.Partial == "" {
		t.Errorf("ledger %+v", l)
	}
}

func TestFileThatGrowsWhileReadIsSaid(t *testing.T) {
	dir := t.TempDir()
	p := write(t, dir, "log.txt", lines(200_000, func(i int) string { return "nothing to see here, line after line\n" }))
	see := &growing{Seen: &collecttest.Seen{}, path: p}
	c := New(collectors.Env{})
	if err := c.Collect(t.Context(), target(dir), see); err != nil {
		t.Fatal(err)
	}
	if !gapAbout(see.Seen, "it changed while we read it") {
		t.Errorf("gaps: %+v", see.Gaps())
	}
}

// growing appends to a file when it is told of progress.
type growing struct {
	*collecttest.Seen
	path string
}

func (g *growing) Progress(done, of int64, say string) {
	if f, err := os.OpenFile(g.path, os.O_APPEND|os.O_WRONLY, 0); err == nil {
		f.WriteString("one more\n")
		f.Close()
	}
}

func TestHugeLineCanBeStopped(t *testing.T) {
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "line.txt"))
	if err != nil {
		t.Fatal(err)
	}
	piece := strings.Repeat("text and no end ", 1<<16)
	for range 256 {
		if _, err := f.WriteString(piece); err != nil {
			t.Skip(err)
		}
	}
	f.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	see := &collecttest.Seen{}
	began := time.Now()
	err = New(collectors.Env{}).Collect(ctx, target(dir), see)
	if err == nil || time.Since(began) > 3*time.Second {
		t.Errorf("err %v after %v", err, time.Since(began))
	}
	if l := ledger(t, see); l.Partial != "we were stopped before the end" {
		t.Errorf("ledger %+v", l)
	}
}

func TestDatabaseAsATargetOfItsOwn(t *testing.T) {
	p := filepath.Join(t.TempDir(), "crm.db")
	database(t, p, "create table customers (name text, mail text)", "insert into customers values ('Anna Ott','anna@a.example'),('Jan Ude','jan@a.example')")
	see := &collecttest.Seen{}
	c := New(collectors.Env{})
	if err := c.Collect(t.Context(), collectors.Target{ID: "crm", Scheme: "sqlite", Addr: p, As: "crm"}, see); err != nil {
		t.Fatal(err)
	}
	s := stores(see)["customers"]
	if s.ID != "store:crm#customers" || s.Role != "live" || s.As != "crm" || s.People.Best != 2 {
		t.Errorf("%+v", s)
	}
	text := write(t, t.TempDir(), "x.db", "no database")
	for _, bad := range []string{text, filepath.Dir(text), text + ".not-there"} {
		err := c.Collect(t.Context(), collectors.Target{ID: "crm", Scheme: "sqlite", Addr: bad}, &collecttest.Seen{})
		h, ok := err.(interface{ Hint() string })
		if err == nil || !ok || h.Hint() == "" {
			t.Errorf("%v: no error with a hint", err)
		}
	}
}

func TestContractAndNoValueComesOut(t *testing.T) {
	dir := t.TempDir()
	canaries := []string{"Anna Canary", "canary1@secret.example", "canary2@secret.example", "030 55512345", "+49 30 55512345", "DE44500105175407324931",
		"4539148803436467", "Canarystr. 7", "correct-canary-battery", "canary-diagnosis"}
	row := "Anna Canary;canary1@secret.example;030 55512345;DE44500105175407324931;4539148803436467;Canarystr. 7;canary-diagnosis\n"
	write(t, dir, "Anna Canary.csv", "Name;Mail;Tel;IBAN;Karte;Strasse;Notiz\n"+row+row)
	write(t, dir, "canary1@secret.example/letter.txt", "canary2@secret.example, password = correct-canary-battery\n"+row)
	write(t, dir, "headless.csv", strings.Repeat(row, 4))
	write(t, dir, "broken.json", `[{"mail":"canary1@secret.example"},{"canary2@secret.example":`)
	write(t, dir, "list.xlsx", book(t, "Name;Mail", "Anna Canary;canary1@secret.example", "Anna Canary;canary2@secret.example"))
	database(t, filepath.Join(dir, "a.db"), "create table t (name text, mail text)", "insert into t values ('Anna Canary','canary1@secret.example')")
	write(t, dir, "canary2@secret.example.pdf", "%PDF-1.7")
	w := collecttest.World{Target: target(dir), Canaries: canaries}
	collecttest.Contract(t, New(collectors.Env{Key: [32]byte{9}, PutBlob: (&collecttest.Blobs{}).Put}), w)
}

func TestJournalsAreReadWithTheirDatabaseAndDiariesByThemselves(t *testing.T) {
	dir := t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(dir, "crm.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, q := range []string{"pragma journal_mode=wal", "create table people (mail text)", "insert into people values ('anna@a.example'),('jan@a.example')"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	write(t, dir, "trip", "to the sea\n")
	write(t, dir, "trip-journal", "met eva@a.example\n")
	see := look(t, dir)
	got := stores(see)
	if got["crm.db/people"].People.Best != 2 || got["trip-journal"].People.Best != 1 || len(see.Gaps()) != 0 {
		t.Errorf("%+v, gaps %+v", got, see.Gaps())
	}
	if l := ledger(t, see); l.Files != 5 || l.Read != 5 || l.Formats["journal"] != 2 {
		t.Errorf("ledger %+v", l)
	}
}

func TestReadersFollowTheModesOfFileAndFolders(t *testing.T) {
	all := access{known: true, group: true, others: true}
	for _, c := range []struct {
		folder, file os.FileMode
		want         string
	}{{0o755, 0o644, "everyone"}, {0o750, 0o644, "group"}, {0o700, 0o644, "owner"}, {0o755, 0o640, "group"}, {0o777, 0o600, "owner"}, {0o711, 0o604, "everyone"}} {
		if got := all.with(c.folder, true).with(c.file, false).String(); got != c.want {
			t.Errorf("folder %o, file %o: %s, want %s", c.folder, c.file, got, c.want)
		}
	}
	if (access{}).String() != "" {
		t.Error("unknown rights were given a name")
	}
}

func TestIgnoredPaths(t *testing.T) {
	for _, c := range []struct {
		glob, path string
		want       bool
	}{
		{"**/node_modules/**", "node_modules/a/b.txt", true}, {"**/node_modules/**", "x/node_modules/a", true}, {"**/node_modules/**", "x/modules/a", false},
		{"*.log", "a/b/c.log", true}, {"*.log", "a/c.txt", false}, {"tmp", "tmp/x/y", true}, {"./a/*.csv", "a/b.csv", true}, {"a/*.csv", "a/b/c.csv", false}, {"a/**/c", "a/c", true}, {"[", "x", false},
	} {
		if got := compileGlobs([]string{c.glob}).match(c.path); got != c.want {
			t.Errorf("%s on %s: %v", c.glob, c.path, got)
		}
	}
}

func TestRoleByName(t *testing.T) {
	for path, want := range map[string]string{
		"customers.csv": "file", "exports/customers.csv": "export", "customersExport.csv": "export", "share/customers-export-2021.csv": "export",
		"kunden_alt.xlsx": "archive", "kunden 2019.xlsx": "archive", "kunden-2026.xlsx": "file", "list (2).csv": "copy", "Kopie von kunden.xlsx": "copy",
		"db.bak": "copy", "backup/list.csv": "copy", "dump-20210317.csv": "dump", "salt.csv": "file", "a~": "copy", "customers.sql.gz": "dump", "orders-20210317.csv": "archive", "10115.csv": "file",
	} {
		if got := roleOf(path, "", "csv", 2026); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
	if roleOf("crm.db", "", "sqlite", 2026) != "live" || roleOf("crm-old.db", "", "sqlite", 2026) != "archive" || roleOf("x", "", "sql", 2026) != "dump" {
		t.Error("databases and dumps")
	}
}

func TestNamesAndStreetsAreFoldedToOneForm(t *testing.T) {
	foldName := func(s string) string { return string(appendName(nil, []byte(s))) }
	foldStreet := func(s string) string { return string(appendStreet(nil, []byte(s))) }
	for _, group := range [][]string{{"Dr. Anna Ött", "ÖTT, Anna", "anna oett"}, {"Jean-Pierre Noël", "Noel Jean Pierre"}} {
		for _, s := range group[1:] {
			if foldName(s) != foldName(group[0]) {
				t.Errorf("%q and %q differ: %q, %q", s, group[0], foldName(s), foldName(group[0]))
			}
		}
	}
	if foldStreet("Lindenstraße 5 a") != foldStreet("Lindenstr. 5A") {
		t.Error("streets differ")
	}
}

func TestArchiveOfManyTextsIsOnePlaceInTheEnd(t *testing.T) {
	dir := t.TempDir()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 700 {
		w, _ := z.Create(fmt.Sprintf("%d.txt", i))
		fmt.Fprintf(w, "Anna Ott anna%d@many.example\n", i)
	}
	z.Close()
	write(t, dir, "mails.zip", b.String())
	see := look(t, dir)
	people := int64(0)
	for _, s := range stores(see) {
		people += int64(s.People.Best)
	}
	if n := len(stores(see)); n != 501 || people != 700 {
		t.Errorf("%d places, %d people", n, people)
	}
}
