package formats_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/weaklink/weaklink/internal/formats"
)

// checkSink fails on what a sink may not be given.
type checkSink struct {
	t       *testing.T
	columns map[string]int
	part    string
	table   string
	begun   bool
	bytes   int64
}

func (s *checkSink) Part(n string) error { s.part, s.begun = n, false; return nil }
func (s *checkSink) Table(n string) error {
	s.table, s.begun = s.part+"\x00"+n, true
	return nil
}
func (s *checkSink) Column(string, string) error {
	if !s.begun {
		s.t.Error("a column without a table")
	}
	s.columns[s.table]++
	return nil
}
func (s *checkSink) Row(cells [][]byte) error {
	if !s.begun {
		s.t.Error("a row without a table")
	}
	if len(cells) > s.columns[s.table] {
		s.t.Errorf("%d cells in %d columns", len(cells), s.columns[s.table])
	}
	for _, c := range cells {
		s.bytes += int64(len(c))
	}
	return nil
}
func (s *checkSink) Text(b []byte) error { s.bytes += int64(len(b)); return nil }

// mostAllocated is how much reading a small file may allocate, all in all; more
// than that is a file that makes us keep what it only claims to hold.
const mostAllocated = 256 << 20

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// fuzz reads whatever comes: it must end soon, in little memory, with a result or
// a reason, and keep to the rules of the sink.
func fuzz(f *testing.F, seeds ...[]byte) { fuzzWith(f, nil, seeds...) }

func fuzzWith(f *testing.F, programs *formats.Programs, seeds ...[]byte) {
	for _, s := range seeds {
		f.Add(s)
		f.Add(s[:len(s)/2])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		before := allocated()
		defer func() {
			if n := allocated() - before; n > mostAllocated {
				t.Errorf("%d bytes made us allocate %d MB", len(b), n>>20)
			}
		}()
		_, err := formats.Read(ctx, formats.Source{R: bytes.NewReader(b), Size: int64(len(b)), Programs: programs}, &checkSink{t: t, columns: map[string]int{}})
		var nr *formats.NotRead
		switch {
		case err == nil:
		case errors.As(err, &nr):
			if nr.Why == "" || nr.Next == "" || !utf8.ValidString(nr.Why) {
				t.Errorf("a reason without words: %+v", nr)
			}
			if strings.Contains(nr.Why, "stumbles") {
				t.Errorf("a panic of ours: %x", b)
			}
		case ctx.Err() != nil:
			t.Error("it took too long")
		case !errors.Is(err, io.ErrUnexpectedEOF):
			t.Errorf("an error that is no reason: %v", err)
		}
	})
}

func sample(f *testing.F, name string) []byte {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		f.Fatal(err)
	}
	return b
}

func FuzzText(f *testing.F) {
	fuzz(f, []byte("a;b;c\n1;2;\"x\ny\"\n"), []byte(`[{"a":1,"b":[{"c":"\ud83d\ude00"}]},{"a":"x"}]`), []byte(`{"n":["a","b"],"d":[["x",1],["y",null],["z",{"q":["w"]}]],"e":[[1,2]]}`), []byte("{\"a\":1}\n{\"b\":2}\n"),
		[]byte(`{"a":["x","y",null],"b":["1","2","3"],"c":{"a":{"0":"p","1":"q","2":"r"},"b":{"0":"s","1":["t"]}},"d":["u",{"v":"w"}]}`),
		[]byte("ID;PX;N;E\nP;Pd-m-yy\nF;P0;Y2;X2\nC;Y1;X1;K\"a;;b\"\nC;X2;K\"c\"\nC;Y2;X1;K1\nC;X2;K26876\nE\n"), []byte("TABLE\n0,1\n\"x\"\nDATA\n0,0\n\"\"\n-1,0\nBOT\n1,0\n\"a\"\n0,1\nV\n-1,0\nEOD\n"),
		[]byte("-- MySQL dump\nCREATE TABLE `t` (`a` int, b text);\nINSERT INTO `t` VALUES (1,'x\\'y'),(2,NULL);\nCOPY t (a, b) FROM stdin;\n1\tx\\n\n\\.\n"), utf16le("a;b\n1;ü\n"))
}
func FuzzMail(f *testing.F) {
	fuzz(f, []byte("From: a@b\nTo: c\nSubject: =?utf-8?Q?=C3=BC?=\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: quoted-printable\n\n=C3=\n--x\nContent-Type: a/b; name=c.csv\nContent-Transfer-Encoding: base64\n\nYTtiCjE7Mgo=\n--x\nContent-Type: message/rfc822\n\nFrom: x\nSubject: y\nTo: z\n\nb\n--x--\n"),
		[]byte("From a@b Mon Jan  2 15:04:05 2023\nFrom: a\nTo: b\nSubject: c\n\nx\n\nFrom a@b Mon Jan  2 15:04:05 2023\nFrom: a\n\ny\n"),
		[]byte("From: a@b\nTo: c\nSubject: d\n\nx\n"+uu("a;b\n1;2\n")+moved("c;d\n3;4\n")+"y\n"))
}
func FuzzMarkup(f *testing.F) {
	fuzz(f, []byte("<!doctype html><meta charset=utf-8><p>a<a href='mailto:x%40y.z'>b</a><!-- c --><td>d"), []byte("<html><ul><li>a </ul><table><tr title='x '><td><p>a<th>b<tr><td>c<td>d<tr><td>e<td>f<table><tr><td>g</table><tr><td>h<td>i</table><pre>\nj"), []byte(`<?xml version="1.0"?><a><b c="1"><d>x&amp;</d></b><b><d>y</d><e><![CDATA[z]]></e></b></a>`))
}
func FuzzCards(f *testing.F) {
	fuzz(f, []byte("BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:a=\n b;c\nEMAIL;X=\"a:b\":x@y.z\nEND:VCARD\n"), []byte("version: 1\ndn: a=b\ncn:: YQ==\nmail: x\n y\n\ndn: c\ncn: d\n"))
}
func FuzzRTF(f *testing.F) {
	fuzz(f, []byte(`{\rtf1\ansi\ansicpg1251 a\'e4\u1234?\par{\*\x y}{\fonttbl z}\bin3 abc}`))
}
func FuzzExcel97(f *testing.F) { fuzz(f, sample(f, "t.xls")) }
func FuzzWord97(f *testing.F)  { fuzz(f, sample(f, "t.doc")) }
func FuzzZip(f *testing.F) {
	fuzz(f, sample(f, "t.ods"), packed(f, "a.csv", "a;b;c\n1;2;3\n", "b.txt", "x"), workbook(f, `<row><c t="s"><v>1</v></c></row>`), packed(f, "word/document.xml", "<w:p>a</w:p>"),
		packed(f, "xl/workbook.xml", "<workbook/>", "xl/pivotCache/p.xml", `<a b="c">d</a>`, "xl/_rels/workbook.xml.rels", `<R Target="x" TargetMode="External"/>`, "docProps/core.xml", "<creator>e</creator>"))
}
func FuzzPacked(f *testing.F) {
	fuzz(f, []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x04\x00\x43\xbe\xb7\xe8\x01\x00\x00\x00"), []byte("BZh91AY&SY\x19\x93\x9bk\x00\x00\x00\x01\x00 \x00 \x00!\x00\x82\xb1w$S\x85\t\x01\x999\xb6\xb0"),
		[]byte("\x28\xb5\x2f\xfd\x24\x01\x09\x00\x00\x61\x1e\x04\x4c\x10"), []byte("\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4\x46"), sample(f, "t.7z"), sample(f, "t.tar"))
}
func FuzzXLSB(f *testing.F) { fuzz(f, sample(f, "t.xlsb"), sample(f, "inline.xlsb")) }
func FuzzFlatBook(f *testing.F) {
	fuzz(f, sample(f, "t.xlml"), sample(f, "t.fods"), sample(f, "office.wordml"),
		[]byte(`<?xml version="1.0"?><gnm:Workbook xmlns:gnm="http://www.gnumeric.org/v10.dtd"><gnm:Sheet><gnm:Name>a</gnm:Name><gnm:Cell Row="1" Col="2" ValueType="40" ValueFormat="d-m-yy">26876</gnm:Cell><gnm:Cell Row="0" Col="9">b</gnm:Cell></gnm:Sheet></gnm:Workbook>`))
}
func FuzzDBase(f *testing.F)    { fuzz(f, sample(f, "t.dbf")) }
func FuzzMsg(f *testing.F)      { fuzz(f, outlook(f)) }
func FuzzWinmail(f *testing.F)  { fuzz(f, winmail(f)) }
func FuzzSevenZip(f *testing.F) { fuzz(f, sample(f, "t.7z")) }
func FuzzPDF(f *testing.F)      { fuzz(f, sample(f, "t.pdf"), withFields()) }

// FuzzPicture looks at the sizes of pictures; what would read their text is not
// there. Outlook data files go to readpst as they are: there is no parser of ours.
func FuzzPicture(f *testing.F) {
	f.Setenv("PATH", "")
	gif := []byte("GIF89a\x80\x00\x80\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x80\x00\x80\x00\x00\x02\x02D\x01\x00;")
	tiff := []byte("II*\x00\x08\x00\x00\x00\x02\x00\x00\x01\x03\x00\x01\x00\x00\x00\x80\x00\x00\x00\x01\x01\x03\x00\x01\x00\x00\x00\x80\x00\x00\x00\x00\x00\x00\x00")
	fuzzWith(f, formats.NewPrograms(""), sample(f, "form.png")[:4096], gif, tiff, []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x0b\x08\x00\x80\x00\x80\x01\x01\x11\x00"))
}
func FuzzSQLite(f *testing.F) {
	path := filepath.Join(f.TempDir(), "x.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		f.Fatal(err)
	}
	for _, q := range []string{"pragma page_size=512", "create table t (a integer primary key, b text, c blob)", "create index i on t (b)", "insert into t values (1, 'x', x'" + strings.Repeat("ff00", 100) + "'), (2, '" + strings.Repeat("y", 900) + "', null)", "create view v as select * from t"} {
		if _, err := db.Exec(q); err != nil {
			f.Fatal(q, err)
		}
	}
	db.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	path, _ = shop(f, "pragma page_size=512", customers, fmt.Sprintf(fillPeople, 20), "delete from customers where id % 3 = 1 or id > 12")
	gone, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	fuzz(f, append([]byte("SQLite format 3\x00"), make([]byte, 496)...), b, gone)
}
