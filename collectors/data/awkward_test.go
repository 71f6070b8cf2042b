package data

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

// awkward is a file that a reader is likely to lose something of.
type awkward struct {
	name  string
	body  string
	finds int64  // people in it that have to be found
	why   string // what has to be said of it; empty: it is read to its end
}

func client(i int) string { return fmt.Sprintf("Client%d;client%d@mail-%d.example\n", i, i, i%5) }

func clients(n int) string { return "Name;Mail\n" + lines(n, client) }

// zipOf makes an archive; each change may spoil the header of the file it is for.
func zipOf(t *testing.T, files []string, change func(i int, h *zip.FileHeader)) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		var packed bytes.Buffer
		fw, _ := flate.NewWriter(&packed, 6)
		io.WriteString(fw, files[i+1])
		fw.Close()
		h := &zip.FileHeader{Name: files[i], Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(files[i+1])), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(files[i+1]))}
		if change != nil {
			change(i/2, h)
		}
		w, err := z.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(packed.Bytes())
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// overlapping is an archive whose list names one file, which unpacks to size
// bytes, n times.
func overlapping(t *testing.T, size, n int) string {
	one := zipOf(t, []string{"a.txt", strings.Repeat("a b\n", size/4)}, nil)
	from := strings.Index(one, "PK\x01\x02")
	end := strings.Index(one, "PK\x05\x06")
	list := strings.Repeat(one[from:end], n)
	tail := []byte(one[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(len(list)))
	return one[:from] + list + string(tail)
}

func packedBy(t *testing.T, open func(io.Writer) (io.WriteCloser, error), s string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, s)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gz(t *testing.T, s string) string {
	return packedBy(t, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }, s)
}

func tarOf(t *testing.T, name, s string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	w.WriteHeader(&tar.Header{Name: name, Size: int64(len(s)), Mode: 0o600})
	io.WriteString(w, s)
	w.WriteHeader(&tar.Header{Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"})
	w.Close()
	return b.String()
}

// byProgram packs a file with a program, "" when it is not installed. OUT and IN
// among args stand for its files.
func byProgram(t *testing.T, name, content string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(args[0]); err != nil {
		return ""
	}
	dir := t.TempDir()
	write(t, dir, name, content)
	for i, a := range args {
		args[i] = strings.NewReplacer("OUT", filepath.Join(dir, "out.bin"), "IN", name).Replace(a)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", args, out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "out.bin"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func missive(headers, body string) string {
	return "From: Anna Ott <anna@mail-1.example>\r\nTo: shop@mail-2.example\r\nSubject: order\r\nDate: Mon, 2 Jan 2023 10:00:00 +0100\r\nMIME-Version: 1.0\r\n" + headers + "\r\n" + body
}

func awkwardFiles(t *testing.T) []awkward {
	whole := clients(400)
	fixture := func(name string) string {
		b, err := os.ReadFile(filepath.Join("..", "..", "internal", "formats", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	nest := func(depth int) string {
		s := whole
		for i := range depth {
			s = zipOf(t, []string{fmt.Sprintf("%d.zip", i), s}, nil)
		}
		return s
	}
	cut := func(s string) string { return s[:len(s)*2/3] }
	zstdOf := packedBy(t, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) }, clients(4000))
	xzOf := packedBy(t, func(w io.Writer) (io.WriteCloser, error) { return xz.NewWriter(w) }, clients(4000))
	db := filepath.Join(t.TempDir(), "x.db")
	database(t, db, "create table customers (name text, mail text)", "insert into customers with recursive c(x) as (select 1 union all select x+1 from c where x<3000) select 'Client'||x, 'client'||x||'@mail-1.example' from c")
	sqlite, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	all := []awkward{
		// Archives.
		{"nested five deep.zip", nest(5), 400, ""},
		{"nested sixty deep.zip", nest(60), 0, "packed more than 6 times"},
		{"one file named five thousand times.zip", overlapping(t, 10<<20, 5000), 0, "lie one upon the other"},
		{"names that lead out.zip", zipOf(t, []string{"../../../etc/list.csv", clients(30), `C:\Users\anna\list.csv`, clients(40), "/root/list.csv", clients(20)}, nil), 40, ""},
		{"names of two alphabets.zip", zipOf(t, []string{"Kundenliste \x81\x84.csv", clients(30), "Łódź.csv", clients(40)}, func(i int, h *zip.FileHeader) { h.NonUTF8 = i == 0 }), 40, ""},
		{"two files of one name.zip", zipOf(t, []string{"a.csv", clients(30), "a.csv", clients(40)}, nil), 40, ""},
		{"sizes too small.zip", zipOf(t, []string{"a.csv", whole, "b.csv", clients(30)}, func(i int, h *zip.FileHeader) {
			if i == 0 {
				h.UncompressedSize64 = 100
			}
		}), 30, "damaged"},
		{"sizes said to be nothing.zip", zipOf(t, []string{"a.csv", clients(50), "b.csv", clients(30)}, func(i int, h *zip.FileHeader) {
			if i == 0 {
				h.UncompressedSize64, h.CompressedSize64 = 0, 0
			}
		}), 30, "damaged"},
		{"wrong checksum.zip", zipOf(t, []string{"a.csv", whole, "b.csv", clients(30)}, func(i int, h *zip.FileHeader) { h.CRC32 ^= uint32(1 - i) }), 30, "damaged"},
		{"sizes behind the data.zip", book(t, "Name;Mail", "Anna Ott;anna@mail-1.example"), 1, ""},
		{"one file with a password.zip", zipOf(t, []string{"a.csv", whole, "b.csv", clients(30)}, func(i int, h *zip.FileHeader) { h.Flags |= uint16(1 - i) }), 30, "password"},
		{"unknown method.zip", zipOf(t, []string{"a.csv", whole, "b.csv", clients(30)}, func(i int, h *zip.FileHeader) { h.Method += uint16(1-i) * 90 }), 30, "does not know"},
		{"cut.zip", cut(zipOf(t, []string{"a.csv", clients(4000), "b.csv", clients(30)}, nil)), 0, "damaged"},
		{"links.tar", tarOf(t, "../../list.csv", whole), 400, ""},
		{"cut.tar", cut(tarOf(t, "list.csv", clients(4000))), 1000, "cut off"},
		{"cut.csv.gz", cut(gz(t, clients(4000))), 100, "damaged"},
		{"two in one.csv.gz", gz(t, clients(30)) + gz(t, lines(60, client)), 60, ""},
		{"with a tail.csv.gz", gz(t, clients(30)) + "not packed: anna@tail.example\n", 30, "damaged"},
		{"cut.csv.zst", cut(zstdOf), 0, "damaged"},
		{"two in one.csv.zst", zstdOf + zstdOf, 4000, ""},
		{"cut.csv.xz", cut(xzOf), 0, "damaged"},
		{"cut.csv.bz2", cut(byProgram(t, "a.csv", clients(40_000), "7z", "a", "-tbzip2", "OUT", "IN")), 0, "damaged"},
		{"cut.7z", cut(byProgram(t, "a.csv", clients(4000), "7z", "a", "-t7z", "OUT", "IN")), 0, "damaged"},
		{"password.7z", byProgram(t, "a.csv", whole, "7z", "a", "-t7z", "-psecret", "OUT", "IN"), 0, "password"},
		{"names hidden too.7z", byProgram(t, "a.csv", whole, "7z", "a", "-t7z", "-psecret", "-mhe=on", "OUT", "IN"), 0, "password"},
		{"programs within.7z", byProgram(t, "a.csv", whole, "7z", "a", "-t7z", "-m0=BCJ", "-m1=LZMA2", "OUT", "IN"), 0, "does not know"},
		{"ppmd.7z", byProgram(t, "a.csv", whole, "7z", "a", "-t7z", "-m0=PPMd", "OUT", "IN"), 0, "does not know"},
		{"zip64.zip", byProgram(t, "a.csv", whole, "zip", "-q", "-fz", "OUT", "IN"), 400, ""},
		{"by aes.zip", byProgram(t, "a.csv", whole, "7z", "a", "-tzip", "-psecret", "-mem=AES256", "OUT", "IN"), 0, "password"},
		{"by lzma.zip", byProgram(t, "a.csv", whole, "7z", "a", "-tzip", "-mm=LZMA", "OUT", "IN"), 400, ""},
		{"list.rar", "Rar!\x1a\x07\x01\x00" + strings.Repeat("\x00\x01\x02", 400), 0, "damaged"},
		{"cut.rar", "Rar!\x1a\x07\x00", 0, "damaged"},
		// Documents.
		{"list.xlsb", fixture("t.xlsb"), 3, ""},
		{"cut.xlsb", cut(fixture("t.xlsb")), 0, "damaged"},
		{"list.dbf", fixture("t.dbf"), 3, ""},
		{"list.xls", fixture("t.xlml"), 3, ""},
		{"cut.docx", cut(zipOf(t, []string{"word/document.xml", "<w:p><w:t>Anna Ott, anna@mail-1.example</w:t></w:p>", "word/media/a", strings.Repeat("x", 4000)}, nil)), 0, "damaged"},
		{"cut.pdf", fixture("t.pdf")[:700], 0, "damaged"},
		{"cut.parquet", cut(fixture("parquet/duckdb-snappy.parquet")), 0, "cut off or damaged"},
		{"locked.parquet", fixture("parquet/duckdb-locked.parquet"), 0, "encrypted"},
		{"cut.db", string(sqlite[:len(sqlite)*2/3]), 0, "damaged"},
		{"locked.pdf", byProgram(t, "a.pdf", fixture("t.pdf"), "qpdf", "--encrypt", "secret", "secret", "256", "--", "IN", "OUT"), 0, "password"},
		{"scan.pdf", fixture("scan.pdf"), 0, "picture"},
		{"mails.pst", "!BDN" + strings.Repeat("\x00\x01", 600), 0, "readpst"},
		{"access.mdb", "\x00\x01\x00\x00Standard Jet DB\x00" + strings.Repeat("\x00\x01", 2000), 0, "damaged"},
		// Letters.
		{"in base64.eml", missive("Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: base64\r\n", base64.StdEncoding.EncodeToString([]byte("\xf0\xd2\xc9\xd7\xc5\xd4 karl@mail-3.example\r\n"))), 3, ""},
		{"flowing.eml", missive("Content-Type: text/plain; format=flowed; charset=windows-1250\r\nContent-Transfer-Encoding: quoted-printable\r\n", "call karl=40mail-=\r\n3.example or \r\nk=E1rolyi eva@mail-4.example\r\n"), 4, ""},
		{"in utf-7.eml", missive("Content-Type: text/plain; charset=utf-7\r\n", "J+APw-rgen karl+AEA-mail-3.example\r\n"), 3, ""},
		{"a letter in a letter.eml", missive("Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\nContent-Type: message/rfc822\r\n\r\n"+missive("Content-Type: text/csv; name=l.csv\r\n", clients(20))+"\r\n--b--\r\n"), 20, ""},
		{"a letter in base64 in a letter.eml", missive("Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString([]byte(missive("", "karl@mail-3.example")))+"\r\n--b--\r\n"), 3, ""},
		{"without an end.eml", missive("Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\nContent-Type: text/csv; name=l.csv\r\n\r\n"+clients(20)), 20, ""},
		{"in uuencode.eml", missive("Content-Type: application/octet-stream; name=a\r\nContent-Transfer-Encoding: x-uuencode\r\n", "begin 644 a\r\n#86)C\r\n`\r\nend\r\n"), 2, ""},
		{"encrypted.eml", missive("Content-Type: multipart/encrypted; boundary=b; protocol=\"application/pgp-encrypted\"\r\n", "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n-----BEGIN PGP MESSAGE-----\r\nhQ\r\n--b--\r\n"), 2, "encrypted"},
		{"Inbox.mbox", "From a@b Mon Jan  2 15:04:05 2023\n" + missive("", "hello\r\n\r\nFrom here on we write as we like: karl@mail-3.example\r\n>From the shop\r\n") + "\nFrom a@b Mon Jan  2 15:04:05 2023\nFrom: eva@mail-4.example\nTo: ute@mail-5.example\n\nbye\n", 4, ""},
		{"maildir/cur/1672654321.M1P1.host:2,S", missive("", "karl@mail-3.example\r\n"), 3, ""},
		// Texts.
		{"empty.xlsx", "", 0, ""},
		{"one byte", "x", 0, ""},
		{"zeros", strings.Repeat("\x00", 5000), 0, "not text"},
		{"a few zeros within.csv", strings.Replace(whole, "Client7;", "Client7\x00\x00;", 1), 400, ""},
		{"mostly zeros.txt", "client1@mail-1.example" + strings.Repeat("\x00", 300), 0, "not text"},
		{"utf-32.csv", string(utf32(whole)), 400, ""},
		{"utf-32 without mark.csv", string(utf32(whole)[4:]), 400, ""},
		{"pipes.csv", strings.ReplaceAll(whole, ";", "|"), 400, ""},
		{"tabs", strings.ReplaceAll(whole, ";", "\t"), 400, ""},
		{"line ends of three kinds.csv", "Name;Mail\r\n" + lines(100, client) + strings.ReplaceAll(lines(200, client), "\n", "\r\n"), 200, ""},
		{"old line ends.csv", strings.ReplaceAll(whole, "\n", "\r"), 400, ""},
		{"mark and quotes.csv", "\xef\xbb\xbf\"Name\";\"Mail\"\n" + lines(90, func(i int) string { return fmt.Sprintf("\"Client\n%d\";\"client%d@mail-1.example\"\n", i, i) }), 90, ""},
		{"a quote that never ends.csv", "Name;Mail\n\"Anna;anna@mail-1.example\n" + lines(90, client), 91, ""},
		{"one column.csv", "mail\n" + lines(90, func(i int) string { return mail(i) + "\n" }), 90, ""},
		{"no end of line.json", `{"a":[` + strings.TrimSuffix(lines(900, func(i int) string { return fmt.Sprintf(`{"mail":"%s"},`, mail(i)) }), ",") + "]}", 900, ""},
		{"cut.json", `{"a":[` + lines(900, func(i int) string { return fmt.Sprintf(`{"mail":"%s"},`, mail(i)) }), 0, "damaged in the middle"},
		{"deep.xml", "<?xml version=\"1.0\"?>" + strings.Repeat("<a>", 50_000) + "karl@mail-3.example", 1, "damaged"},
		{"list in \x9c\xff bytes.txt", "karl@mail-3.example\n", 1, ""},
		{"list\nin two lines.txt", "karl@mail-3.example\n", 1, ""},
		{strings.Repeat("n", 240) + ".txt", "karl@mail-3.example\n", 1, ""},
		{strings.Repeat("deep/", 200) + "list.txt", "karl@mail-3.example\n", 1, ""},
	}
	out := all[:0]
	for _, f := range all {
		if f.body == "" && f.name != "empty.xlsx" {
			t.Logf("%s is left out: what makes it is not installed", f.name)
			continue
		}
		out = append(out, f)
	}
	return out
}

func utf32(s string) []byte {
	out := []byte{0xff, 0xfe, 0, 0}
	for _, r := range s {
		out = binary.LittleEndian.AppendUint32(out, uint32(r))
	}
	return out
}

// Every awkward file by itself is read, or listed with the right reason; all of
// them in one folder add up to the bytes that lie there.
func TestAwkwardFilesAreReadOrListedAndAddUp(t *testing.T) {
	dir := t.TempDir()
	files := awkwardFiles(t)
	for _, f := range files {
		t.Run(strings.ToValidUTF8(f.name[:min(len(f.name), 60)], "?"), func(t *testing.T) {
			p := filepath.Join(dir, f.name)
			if len(p) > 3000 {
				t.Skip("too long a path for this system")
			}
			write(t, dir, f.name, f.body)
			began := time.Now()
			see := look(t, p)
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("it took %v", took)
			}
			l := ledger(t, see)
			if l.Files != 1 || l.Bytes != int64(len(f.body)) {
				t.Errorf("ledger %+v", l)
			}
			if n := most(stores(see)); n < f.finds {
				t.Errorf("%d people were found, want %d; gaps %+v", n, f.finds, see.Gaps())
			}
			switch {
			case f.why == "" && (l.Listed > 0 || len(see.Gaps()) > 0):
				t.Errorf("listed: %+v", see.Gaps())
			case f.why != "" && (l.Listed != 1 || !gapAbout(see, f.why)):
				t.Errorf("nothing about %q in %+v", f.why, see.Gaps())
			}
		})
	}
	if t.Failed() {
		return
	}
	pipe(t, filepath.Join(dir, "pipe"))
	if err := os.Symlink("..", filepath.Join(dir, "circle")); err != nil {
		t.Fatal(err)
	}
	var n, sum int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			var st fs.FileInfo
			if st, err = d.Info(); err == nil {
				n++
				sum += st.Size()
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	see := look(t, dir)
	runtime.ReadMemStats(&after)
	l := ledger(t, see)
	if l.Files != n || l.Bytes != sum || l.Special != 1 || l.Links != 1 {
		t.Errorf("%d files of %d bytes lie there; ledger %+v", n, sum, l)
	}
	var listed, bytes int64
	for _, r := range l.NotRead {
		listed += r.Files
		bytes += r.Bytes
	}
	if listed != l.Listed || bytes != l.ListedBytes {
		t.Errorf("the reasons are for %d files of %d bytes, listed are %d of %d", listed, bytes, l.Listed, l.ListedBytes)
	}
	want := int64(0)
	for _, f := range files {
		if f.why != "" {
			want++
		}
	}
	if l.Listed != want {
		t.Errorf("%d files are listed, want %d", l.Listed, want)
	}
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 256<<20 {
		t.Errorf("the folder took %d MB", grown>>20)
	}
}

// most is the largest number of people in one place.
func most(all map[string]facts.Store) (n int64) {
	for _, s := range all {
		n = max(n, s.People.Best)
	}
	return n
}

// Columns cost memory, and are weighed one against the others: a file of very
// many is still read in little of both.
func TestTablesOfVeryManyColumns(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: reads 60,000 columns")
	}
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString("{")
	for i := range 40 {
		fmt.Fprintf(&b, `"t%d":[{`, i)
		for k := range 1500 {
			fmt.Fprintf(&b, `"k%d":"v%d",`, k, k)
		}
		fmt.Fprintf(&b, `"mail":"client%d@mail-1.example"}],`, i)
	}
	b.WriteString(`"end":1}`)
	write(t, dir, "wide.json", b.String())
	began := time.Now()
	see := look(t, dir)
	if took := time.Since(began); took > time.Minute {
		t.Errorf("it took %v", took)
	}
	n := int64(0)
	for _, s := range stores(see) {
		n += s.People.Best
	}
	if l := ledger(t, see); l.Listed > 0 || n != 40 {
		t.Errorf("%d people in 40 tables, %+v", n, see.Gaps())
	}
}

// A file that shrinks, or goes, between the listing and the reading.
func TestFilesThatShrinkOrGo(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"shrinks.csv", "empties.csv", "goes.csv", "turns.csv"} {
		write(t, dir, name, clients(3000))
	}
	see := &collecttest.Seen{}
	env := collectors.Env{Key: [32]byte{7}, PutBlob: (&collecttest.Blobs{}).Put}
	c := New(env).(*collector)
	place, err := openPlace(target(dir))
	if err != nil {
		t.Fatal(err)
	}
	defer place.root.Close()
	v := &visit{c: c, t: target(dir), see: see, place: place}
	if err := v.list(t.Context()); err != nil {
		t.Fatal(err)
	}
	os.Truncate(filepath.Join(dir, "shrinks.csv"), 5000)
	os.Truncate(filepath.Join(dir, "empties.csv"), 0)
	os.Remove(filepath.Join(dir, "goes.csv"))
	os.Remove(filepath.Join(dir, "turns.csv"))
	pipe(t, filepath.Join(dir, "turns.csv"))
	v.brake = newBrake(t.Context(), 0)
	if err := v.readAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	v.finish(t.Context())
	l := ledger(t, see)
	if l.Files != 4 || l.Listed != 4 {
		t.Errorf("ledger %+v", l)
	}
	for _, why := range []string{"shrinks.csv it changed while we read it", "empties.csv it was emptied while we looked", "goes.csv it was gone before we came to it", "turns.csv it was replaced by something that is no file"} {
		if !gapAbout(see, why) {
			t.Errorf("nothing about %q in %+v", why, see.Gaps())
		}
	}
	if stores(see)["shrinks.csv"].People.Best < 50 {
		t.Error("what was left of a file that shrank was not read")
	}
}
