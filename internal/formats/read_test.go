package formats_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	_ "modernc.org/sqlite"

	"github.com/weaklink/weaklink/internal/formats"
)

// sink writes down what it gets.
type sink struct {
	lines []string
	texts int
	rows  int
	fail  error
}

func (s *sink) Part(n string) error  { s.lines = append(s.lines, "part "+n); return nil }
func (s *sink) Table(n string) error { s.lines = append(s.lines, "table "+n); return nil }
func (s *sink) Column(n, t string) error {
	s.lines = append(s.lines, strings.TrimSpace("column "+n+" "+t))
	return nil
}
func (s *sink) Text(b []byte) error {
	s.texts++
	s.lines = append(s.lines, "text "+string(b))
	return s.fail
}
func (s *sink) Row(cells [][]byte) error {
	s.rows++
	var parts []string
	for _, c := range cells {
		parts = append(parts, string(c))
	}
	s.lines = append(s.lines, "row "+strings.Join(parts, "|"))
	return s.fail
}
func (s *sink) all() string { return strings.Join(s.lines, "\n") }

func read(t *testing.T, b []byte) (*sink, formats.Result) {
	t.Helper()
	s := &sink{}
	res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b))}, s)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return s, res
}

func has(t *testing.T, s *sink, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(s.all(), w) {
			t.Errorf("no %q in\n%.2000s", w, s.all())
		}
	}
}

func utf16le(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func TestTablesInEveryDialect(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"semicolon with header", "Name;Tel;PLZ\nAnna Ott;030 1;10115\nJan Ude;030 2;10117\n", "column Name\ncolumn Tel\ncolumn PLZ\nrow Anna Ott|030 1|10115\nrow Jan Ude|030 2|10117"},
		{"comma with quotes and a line break within", "name,note\n\"Ott, Anna\",\"says \"\"hi\"\"\nthere\"\nJan,x\n\"U\",y\n", "row Ott, Anna|says \"hi\"\nthere\nrow Jan|x\nrow U|y"},
		{"quotes that are never closed", "name;mail;note\nAnna;a@b.example;\"x 1\nJan;c@d.example;\"x 2\nEva;e@f.example;\"x 3\nUwe;g@h.example;\"x 4\n", "row Anna|a@b.example|\"x 1\nrow Jan|c@d.example|\"x 2\nrow Eva|"},
		{"room behind it that was never used", "name;mail\nAnna Ott;anna@b.example\nJan Ude;jan@b.example\nEva Alt;eva@b.example\n" + strings.Repeat("\x00", 1000), "row Anna Ott|anna@b.example\nrow Jan Ude|jan@b.example\nrow Eva Alt|eva@b.example"},
		{"tab", "id\temail\n1\ta@b.example\n2\tc@d.example\n", "column id\ncolumn email\nrow 1|a@b.example"},
		{"pipe without header", "1|Anna|2020-01-01\n2|Jan|2020-01-02\n3|Eva|2020-01-03\n", "column column 1\ncolumn column 2\ncolumn column 3\nrow 1|Anna|2020-01-01"},
		{"people without a header are people", "Anna,Ott,Berlin\nJan,Ude,Bonn\nEva,Alt,Ulm\n", "row Anna|Ott|Berlin\nrow Jan|Ude|Bonn"},
		{"old Mac line ends", "name;zip\rAnna;10115\rJan;10117\r", "row Anna|10115\nrow Jan|10117"},
		{"windows line ends, last line open", "name;zip\r\nAnna;10115\r\nJan;10117", "row Anna|10115\nrow Jan|10117"},
		{"title above the header", "Delivery list;;\n;;\nName;Street;Zip\nAnna;Weg 1;10115\nJan;Weg 2;10117\n", "text Delivery list"},
		{"more cells than columns", "a_id;b_id;c_id\n1;2;3\n1;2;3;surprise\n1;2;3\n1;2;3\n1;2;3\n", "column column 4\nrow 1|2|3|surprise"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, res := read(t, []byte(c.in))
			if res.Shape != "table" {
				t.Fatalf("taken for %+v", res)
			}
			has(t, s, c.want)
		})
	}
}

func TestTextStaysText(t *testing.T) {
	for _, in := range []string{
		"Dear Anna,\nthank you, as always, for coming.\nYours,\nJan\n",
		"10.0.0.1 - - [01/Jan/2024] \"GET / HTTP/1.1\" 200\n10.0.0.2 - - [01/Jan/2024] \"GET / HTTP/1.1\" 200\n",
		"[section]\nkey=value\nother=value\n", "one line only", "{ not: json\n", "a@b.example\nc@d.example\n",
	} {
		s, res := read(t, []byte(in))
		if res.Format != "txt" || s.all() != "text "+in {
			t.Errorf("%q: %+v, %q", in, res, s.all())
		}
	}
}

func TestEncodings(t *testing.T) {
	umlaut := "Name;Ort\nJürgen;Köln\nZoë;Łódź\n"
	latin := []byte("Name;Ort\nJ\xfcrgen;K\xf6ln\nE\x80;x\n")
	be := utf16le(umlaut)
	for i := 0; i+1 < len(be); i += 2 {
		be[i], be[i+1] = be[i+1], be[i]
	}
	for name, c := range map[string]struct {
		in   []byte
		want string
	}{
		"utf-8 with mark":      {append([]byte{0xef, 0xbb, 0xbf}, umlaut...), "column Name\ncolumn Ort\nrow Jürgen|Köln\nrow Zoë|Łódź"},
		"utf-16 little endian": {utf16le(umlaut), "row Zoë|Łódź"},
		"utf-16 big endian":    {be, "row Zoë|Łódź"},
		"utf-16 without mark":  {utf16le("Name;Ort\nJan;Bonn\nEva;Ulm\n")[2:], "row Jan|Bonn"},
		"windows-1252":         {latin, "row Jürgen|Köln\nrow E€|x"},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := read(t, c.in)
			has(t, s, c.want)
		})
	}
}

func TestJSON(t *testing.T) {
	s, res := read(t, []byte(`{"shop":"x","customers":[{"name":"Anna \u00d6 \ud83d\ude00","home":{"zip":"10115"},"mails":["a@b.example","c@d.example"]},{"name":"Jan","vip":true,"n":12.5}]}`))
	if res.Format != "json" {
		t.Errorf("%+v", res)
	}
	has(t, s, "text shop: x", "table customers\ncolumn name\ncolumn home.zip\ncolumn mails\nrow Anna Ö 😀|10115|a@b.example\nc@d.example\ncolumn n\nrow Jan|||12.5")

	s, res = read(t, []byte("{\"a\":1,\"b\":{\"c\":\"x\"}}\n{\"a\":2}\n"))
	if res.Format != "ndjson" {
		t.Errorf("%+v", res)
	}
	has(t, s, "column a\ncolumn b.c\nrow 1|x\nrow 2|")

	s, res = read(t, []byte(`[{"name":"Anna"},{"name":"Ja`))
	has(t, s, "row Anna")
	if len(res.Partial) == 0 {
		t.Error("a cut file was taken for a whole one")
	}
	s, res = read(t, []byte(strings.Repeat("[", 100_000)+`"deep@b.example"`))
	if len(res.Partial) == 0 {
		t.Error("endless nesting was not mentioned")
	}
	has(t, s, "deep@b.example")
}

func TestDumps(t *testing.T) {
	s, res := read(t, []byte("-- MySQL dump 10.13\n/*!40101 SET NAMES utf8 */;\nCREATE TABLE `people` (\n  `id` int(11) NOT NULL DEFAULT '0',\n  `email` varchar(255),\n  `dec` decimal(10,2),\n  PRIMARY KEY (`id`)\n) ENGINE=InnoDB;\n"+
		"INSERT INTO `people` VALUES (1,'a@b.example',1.5),(2,'O\\'Neil, \"x\" (y)',NULL),(3,'it''s',0);\nUPDATE t SET note='call 030 1';\n"))
	if res.Format != "sql" {
		t.Fatalf("%+v", res)
	}
	has(t, s, "table people\ncolumn id\ncolumn email\ncolumn dec\nrow 1|a@b.example|1.5\nrow 2|O'Neil, \"x\" (y)|\nrow 3|it's|0", "UPDATE t SET note='call 030 1';")

	s, _ = read(t, []byte("--\n-- PostgreSQL database dump\n--\nCOPY public.people (id, email) FROM stdin;\n1\ta@b.example\n2\t\\N\n\\.\n\nSELECT 1;\nCOPY public.other (x) FROM stdin;\nzz\n\\.\n"))
	has(t, s, "table people\ncolumn id\ncolumn email\nrow 1|a@b.example\nrow 2|", "table other\ncolumn x\nrow zz")

	s, _ = read(t, []byte("BEGIN TRANSACTION;\nCREATE TABLE IF NOT EXISTS \"p\" (id integer, name text);\nINSERT INTO p VALUES(1,'Anna');\nINSERT INTO \"main\".\"p\" (name) VALUES ('Jan');\nCOMMIT;\n"))
	has(t, s, "table p\ncolumn id\ncolumn name\nrow 1|Anna\ntable p\nrow |Jan")
}

func packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, files[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func workbook(t testing.TB, sheets ...string) []byte {
	t.Helper()
	var names, rels strings.Builder
	files := []string{}
	for i, s := range sheets {
		fmt.Fprintf(&names, `<sheet name="Sheet &amp; %d" sheetId="%d" r:id="rId%d"/>`, i+1, i+1, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Target="worksheets/s%d.xml"/>`, i+1, i+1)
		files = append(files, fmt.Sprintf("xl/worksheets/s%d.xml", i+1), `<?xml version="1.0"?><worksheet xmlns="m"><sheetData>`+s+`</sheetData></worksheet>`)
	}
	return packed(t, append(files,
		"xl/workbook.xml", `<workbook><workbookPr/><sheets>`+names.String()+`</sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships>`+rels.String()+`</Relationships>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yy"/><numFmt numFmtId="165" formatCode="0.00&quot;day&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst><si><t>Name</t></si><si><r><t>An</t></r><r><t>na</t></r><rPh><t>x</t></rPh></si><si><t>Geb.</t></si><si><t>Tel</t></si></sst>`)...)
}

func TestWorkbook(t *testing.T) {
	sheet := `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>` +
		`<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>44927</v></c><c r="C2" s="3"><f>1+1</f><v>2</v></c><c r="D2"><v>4.915112345678E12</v></c></row>` +
		`<row r="3"><c r="A3" t="inlineStr"><is><t>Jan &lt;x&gt; &#252;</t></is></c><c r="B3" s="2"><v>60.5</v></c></row>`
	s, res := read(t, workbook(t, sheet))
	if res.Format != "xlsx" || res.Shape != "table" || len(res.Partial) > 0 {
		t.Errorf("%+v", res)
	}
	has(t, s, "table \ncolumn Name\ncolumn Geb.\ncolumn column 3\ncolumn Tel\nrow Anna|2023-01-01|2|4915112345678\nrow Jan <x> ü|1900-02-28 12:00:00")

	s, _ = read(t, workbook(t, sheet, sheet))
	has(t, s, "table Sheet & 1\n", "table Sheet & 2\n")
}

func TestDocument(t *testing.T) {
	s, res := read(t, packed(t, "word/document.xml", `<w:document xmlns:w="w"><w:p><w:r><w:t>Anna </w:t></w:r><w:r><w:t>Ott</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Tel</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>030 1</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:document>`))
	if res.Format != "docx" {
		t.Errorf("%+v", res)
	}
	has(t, s, "Anna Ott\n", "Tel \t030 1")
}

func TestArchives(t *testing.T) {
	csv := "name;zip\nAnna;10115\nJan;10117\n"
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	io.WriteString(w, csv)
	w.Close()
	s, res := read(t, gz.Bytes())
	if res.Format != "gzip" || res.Shape != "table" {
		t.Errorf("%+v", res)
	}
	has(t, s, "row Anna|10115")

	s, res = read(t, packed(t, "a/list.csv", csv, "inner.zip", string(packed(t, "b.txt", "a@b.example")), "book.xlsx", string(workbook(t, `<row><c t="s"><v>1</v></c></row>`)), "scan.pdf", "%PDF-1.7 x"))
	has(t, s, "part a/list.csv\ntable \ncolumn name", "text a@b.example", "row Anna")
	if len(res.Partial) != 1 || !strings.Contains(res.Partial[0], "PDF") {
		t.Errorf("the PDF within is not mentioned: %+v", res)
	}
}

// zeros is an endless file of blanks that packs well.
func bomb(t *testing.T, size int64) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, _ := z.Create("xl/workbook.xml")
	io.WriteString(w, `<workbook><sheets><sheet name="a" r:id="x"/></sheets></workbook>`)
	w, _ = z.Create("xl/worksheets/sheet1.xml")
	chunk := bytes.Repeat([]byte("<row></row>"), 1<<16)
	for n := int64(0); n < size; n += int64(len(chunk)) {
		w.Write(chunk)
	}
	z.Close()
	return b.Bytes()
}

func TestWhatCannotBeReadIsSaidWithReason(t *testing.T) {
	book := workbook(t, `<row><c t="s"><v>1</v></c></row>`)
	locked := bytes.Clone(packed(t, "a.txt", "x"))
	for i := range len(locked) - 4 { // the flag for a password, in both headers
		if string(locked[i:i+4]) == "PK\x03\x04" {
			locked[i+6] |= 1
		}
		if string(locked[i:i+4]) == "PK\x01\x02" {
			locked[i+8] |= 1
		}
	}
	office := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), []byte("....E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")...)
	for name, c := range map[string]struct {
		in  []byte
		why string
	}{
		"cut workbook":      {book[:len(book)/2], "damaged"},
		"bomb":              {bomb(t, 300<<20), "unpacks to far more"},
		"locked zip":        {locked, "password"},
		"locked workbook":   {office, "password"},
		"pdf":               {[]byte("%PDF-1.4"), "PDF"},
		"noise":             {bytes.Repeat([]byte{1, 2, 3, 0xfe, 0x80, 0}, 100), "not text"},
		"broken database":   {append([]byte("SQLite format 3\x00"), bytes.Repeat([]byte{7}, 5000)...), "damaged"},
		"cut gzip":          {[]byte{0x1f, 0x8b, 8, 0, 0}, "damaged"},
		"sheet is not XML":  {packed(t, "xl/workbook.xml", `<workbook><sheets><sheet name="a" r:id="x"/></sheets></workbook>`, "xl/worksheets/sheet1.xml", "<row <<<"), "damaged"},
		"a sheet is absent": {packed(t, "xl/workbook.xml", `<workbook><sheets><sheet name="a" r:id="x"/></sheets></workbook>`), "missing"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(c.in), Size: int64(len(c.in))}, &sink{})
			var nr *formats.NotRead
			if !errors.As(err, &nr) || !strings.Contains(nr.Why, c.why) || nr.Next == "" {
				t.Errorf("got %v, want a reason with %q and a next step", err, c.why)
			}
		})
	}
}

// endless is a file of one line, made up while it is read.
type endless struct{ unit string }

func (e endless) ReadAt(p []byte, off int64) (int, error) {
	for i := range p {
		p[i] = e.unit[(off+int64(i))%int64(len(e.unit))]
	}
	return len(p), nil
}

type drop struct{ bytes int64 }

func (d *drop) Part(string) error           { return nil }
func (d *drop) Table(string) error          { return nil }
func (d *drop) Column(string, string) error { return nil }
func (d *drop) Row(cells [][]byte) error {
	for _, c := range cells {
		d.bytes += int64(len(c))
	}
	return nil
}
func (d *drop) Text(b []byte) error { d.bytes += int64(len(b)); return nil }

func TestEndlessLinesNeedLittleMemory(t *testing.T) {
	size := int64(64 << 20)
	if testing.Short() {
		size = 8 << 20
	}
	for name, unit := range map[string]string{
		"text": "one line and no end anna@b.example ", "json": `[{"mail":"anna@b.example","n":1},`, "json string": `["anna@b.example `,
		"dump": "INSERT INTO t VALUES (1,'anna@b.example'),", "open quote": "a;\"b\nc;d\ne;f\n\"x;", "cells": "a;b;c;", "tuples": "INSERT INTO t VALUES (,,,,,,,,,,,,,,,,,,,,,,,,,,", "nested": `{"a":[{"b":"xx"},`,
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			d := &drop{}
			if _, err := formats.Read(t.Context(), formats.Source{R: endless{unit}, Size: size}, d); err != nil {
				t.Fatal(err)
			}
			runtime.GC()
			runtime.ReadMemStats(&after)
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 32<<20 {
				t.Errorf("needed %d MB", grown>>20)
			}
			if d.bytes < size/4 {
				t.Errorf("of %d bytes %d were handed over", size, d.bytes)
			}
		})
	}
}

func TestReadingStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	n := int64(0)
	_, err := formats.Read(ctx, formats.Source{R: endless{"x y "}, Size: 5 << 30, Read: func(k int64) {
		if n += k; n > 1<<20 {
			cancel()
		}
	}}, &drop{})
	if !errors.Is(err, context.Canceled) || n > 4<<20 {
		t.Errorf("err %v after %d bytes", err, n)
	}
}

func TestAnErrorOfTheSinkEndsTheReading(t *testing.T) {
	mine := errors.New("enough")
	for _, in := range []string{"plain", "a;b;c\n1;2;3\n1;2;4\n", `[{"a":1}]`, "INSERT INTO t VALUES (1);", string(packed(t, "a.txt", "x"))} {
		_, err := formats.Read(t.Context(), formats.Source{R: strings.NewReader(in), Size: int64(len(in))}, &sink{fail: mine})
		if !errors.Is(err, mine) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func beside(dir, name string) func(string) (io.ReaderAt, int64, io.Closer, error) {
	return func(suffix string) (io.ReaderAt, int64, io.Closer, error) {
		f, err := os.Open(filepath.Join(dir, name+suffix))
		if err != nil {
			return nil, 0, nil, err
		}
		st, err := f.Stat()
		return f, st.Size(), f, err
	}
}

func TestDatabaseWithItsLogIsReadAndNothingIsWritten(t *testing.T) {
	dir := t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(dir, "crm.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, q := range []string{"pragma journal_mode=wal", "pragma wal_autocheckpoint=0", `create table "cus""tomers" (id integer primary key, mail text, photo blob, born date)`,
		`insert into "cus""tomers" values (1, 'old@b.example', x'ff00', '1980-02-03')`, "pragma wal_checkpoint(truncate)",
		`insert into "cus""tomers" values (2, 'new@b.example', null, null)`, "create table many (n)", "insert into many with recursive c(x) as (select 1 union all select x+1 from c where x<5000) select x from c"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	before := listing(t, dir)
	f, err := os.Open(filepath.Join(dir, "crm.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	st, _ := f.Stat()
	s := &sink{}
	res, err := formats.Read(t.Context(), formats.Source{R: f, Size: st.Size(), Beside: beside(dir, "crm.db")}, s)
	if err != nil || res.Format != "sqlite" || len(res.Partial) > 0 {
		t.Fatalf("%+v %v", res, err)
	}
	has(t, s, "table cus\"tomers\ncolumn id INTEGER\ncolumn mail TEXT\ncolumn photo BLOB\ncolumn born date\nrow 1|old@b.example||1980-02-03", "row 2|new@b.example||", "row 5000")
	if after := listing(t, dir); after != before {
		t.Errorf("something was written:\n%s\n%s", before, after)
	}
	// Without its log the file alone shows the older state.
	s = &sink{}
	if _, err := formats.Read(t.Context(), formats.Source{R: f, Size: st.Size()}, s); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(s.all(), "new@b.example") {
		t.Error("the log was read although nobody offered it")
	}
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			i, _ := d.Info()
			fmt.Fprintln(&out, p, i.Size(), i.ModTime().UnixNano())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"a;b\n1;2\n", `{"a":[{"b":1}]}`, "INSERT INTO t VALUES (1,'x');", "COPY t (a) FROM stdin;\n1\n\\.\n", "\xff\xfea\x00", "From: a\nSubject: b\n\n", "\"", "[", "-- MySQL dump\n'"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b))}, &drop{})
		var nr *formats.NotRead
		if err != nil && !errors.As(err, &nr) {
			t.Fatal(err)
		}
	})
}

// What came out of a packed file before its damage is read, with the damage said.
func TestWhatComesBeforeDamageIsRead(t *testing.T) {
	line := "Anna Ott;anna@cut.example;10115\n"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	for i := range 3000 {
		fmt.Fprintf(z, "%d;%d;%s", i*7919%10007, i*104729%99991, line)
	}
	z.Close()
	s := &sink{}
	b := packed.Bytes()[:packed.Len()/2]
	_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b))}, s)
	var nr *formats.NotRead
	if !errors.As(err, &nr) || !strings.Contains(nr.Why, "damaged") {
		t.Errorf("%v", err)
	}
	has(t, s, "anna@cut.example")
	if s.rows < 1000 {
		t.Errorf("%d rows", s.rows)
	}
}

func TestArchiveOfTooManyFilesIsReadInPart(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 20_100 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: fmt.Sprint(i)})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, "x")
	}
	z.Close()
	s := &sink{}
	_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b.Bytes()), Size: int64(b.Len())}, s)
	var nr *formats.NotRead
	if !errors.As(err, &nr) || !strings.Contains(nr.Why, "more than 20000 files; the rest was not read") || s.texts != 20_000 {
		t.Errorf("%v, %d read", err, s.texts)
	}
}
