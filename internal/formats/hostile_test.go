package formats_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/internal/formats"
)

// repeated is a part of an archive that is made up while it is written.
func repeated(t *testing.T, name, head, unit, tail string, n int, others ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name string, write func(io.Writer)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		write(w)
	}
	put(name, func(w io.Writer) {
		io.WriteString(w, head)
		chunk := strings.Repeat(unit, 1000)
		for range n / 1000 {
			io.WriteString(w, chunk)
		}
		io.WriteString(w, tail)
	})
	for i := 0; i < len(others); i += 2 {
		put(others[i], func(w io.Writer) { io.WriteString(w, others[i+1]) })
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Files that ask to be kept: more names, sheets, styles, parts or levels than any
// honest one has. Each ends soon, and what is kept of it is bounded.
func TestHostileFilesTakeLittleMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: reads gigabytes of nothing")
	}
	const book = `<workbook><sheets><sheet name="a" r:id="x"/></sheets></workbook>`
	sheet := `<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`
	var list bytes.Buffer // an archive of very many files, all of them empty
	entry := "PK\x01\x02\x14\x00\x14\x00" + strings.Repeat("\x00", 20) + "\x01\x00" + strings.Repeat("\x00", 16) + "x"
	list.WriteString("PK\x03\x04" + strings.Repeat("\x00", 26))
	list.WriteString(strings.Repeat(entry, 1_000_000))
	end := binary.LittleEndian.AppendUint32([]byte("PK\x05\x06\x00\x00\x00\x00\x40\x42\x40\x42"), uint32(list.Len()-30))
	list.Write(append(end, 30, 0, 0, 0, 0, 0))
	for name, in := range map[string][]byte{
		"formats of numbers":  repeated(t, "xl/styles.xml", "<styleSheet>", `<numFmt numFmtId="1a2b3c4d5e" formatCode="yy"/><xf/>`, "", 1_000_000, "xl/workbook.xml", book, "xl/worksheets/sheet1.xml", sheet),
		"sheets":              repeated(t, "xl/workbook.xml", "<workbook><sheets>", `<sheet name="a" r:id="x"/>`, "</sheets></workbook>", 1_000_000, "xl/worksheets/sheet1.xml", sheet),
		"empty shared texts":  repeated(t, "xl/sharedStrings.xml", "<sst>", "<si/>", "</sst>", 18_000_000, "xl/workbook.xml", book, "xl/worksheets/sheet1.xml", sheet),
		"levels":              []byte(`<?xml version="1.0"?>` + strings.Repeat("<a>", 10_000_000)),
		"columns in a row":    repeated(t, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>", "<c><v>1</v></c>", "", 3_000_000, "xl/workbook.xml", book),
		"files in an archive": list.Bytes(),
		"headers of a mail":   []byte("From: a@b.example\nTo: c@d.example\nSubject: x\n" + strings.Repeat("X: y\n", 5_000_000)),
		"parts of a mail":     []byte("From: a@b.example\nTo: c@d.example\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: a/b; name=c\n\nx\n", 500_000)),
		"groups of rich text": []byte(`{\rtf1 ` + strings.Repeat("{", 20_000_000)),
		"lists in a list":     []byte(strings.Repeat(`{"a":[`, 3_000_000)),
		"keys":                []byte("[" + strings.Repeat(`{"a":1},`, 10) + `{` + strings.TrimSuffix(keys(1_000_000), ",") + "}]"),
		"tables of a dump":    []byte("-- MySQL dump\n" + tables(100_000)),
		"contacts":            []byte("BEGIN:VCARD\n" + strings.Repeat("X-"+strings.Repeat("a", 50)+":y\n", 300_000) + "END:VCARD\n"),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			began := time.Now()
			most := &peak{}
			_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(in), Size: int64(len(in)), Read: most.look}, &drop{})
			most.look(0)
			runtime.ReadMemStats(&after)
			var nr *formats.NotRead
			if err != nil && !errors.As(err, &nr) {
				t.Error(err)
			}
			if grown := (int64(most.heap) - int64(before.HeapAlloc)) >> 20; grown > 320 {
				t.Errorf("%d bytes took %d MB", len(in), grown)
			}
			if took := time.Since(began); took > 40*time.Second {
				t.Errorf("%d bytes took %v", len(in), took)
			}
			t.Logf("%d KB: %d MB at most, %v, %v", len(in)>>10, (int64(most.heap)-int64(before.HeapAlloc))>>20, time.Since(began), err)
		})
	}
}

func keys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `"key%d":1,`, i)
	}
	return b.String()
}

func tables(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "CREATE TABLE `t%d` (a int, b text);\nINSERT INTO `t%d` VALUES (1,'x');\n", i, i)
	}
	return b.String()
}

// peak is how much lay in memory when a file was read from.
type peak struct{ heap uint64 }

func (p *peak) look(int64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	p.heap = max(p.heap, m.HeapAlloc)
}

// A large file in an archive that cannot be read from front to end is read too,
// and may itself hold one that has to be in memory as a whole.
func TestLargeFilesInArchives(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: reads large files")
	}
	noise := make([]byte, 20<<20)
	x := uint32(1)
	for i := range noise {
		x = x*1664525 + 1013904223
		noise[i] = byte(x >> 24)
	}
	inner := packed(t, "noise", string(noise), "t.pdf", string(fixture(t, "t.pdf")), "list.csv", "name;mail\nAnna;large@canary.example\nJan;j@k.example\n")
	alone, res := read(t, packed(t, "t.pdf", string(fixture(t, "t.pdf"))))
	if res.Format != "zip" || alone.texts == 0 {
		t.Fatalf("%+v", res)
	}
	s, res := read(t, packed(t, "in.zip", string(inner)))
	has(t, s, "row Anna|large@canary.example", alone.lines[len(alone.lines)-1])
	if len(res.Partial) != 1 || !strings.Contains(res.Partial[0], "not text") { // the noise
		t.Errorf("%+v", res)
	}
	_, _ = read(t, packed(t, "t.pdf", string(fixture(t, "t.pdf")))) // nobody waits for ever
}
