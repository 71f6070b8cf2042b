package formats_test

import (
	"archive/tar"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ulikunitz/xz"

	"github.com/klauspost/compress/zstd"

	"github.com/weaklink/weaklink/internal/formats"
)

// The documents in testdata were written by LibreOffice 7.4.
func TestDocumentsOfOldAndOpenOffices(t *testing.T) {
	for name, want := range map[string][]string{
		"t.xls": {"column Geburtsdatum", "row Jürgen Müller|jm1@canary-xls.example|1980-03-04|12,5", "Łukasz Δ|lk3@"},
		"t.ods": {"column Geburtsdatum", "row Jürgen Müller|jm1@canary-xls.example|1980-03-04|12,5", "Łukasz Δ|lk3@"},
		"t.doc": {"Sehr geehrter Jürgen Müller, brief1@canary-doc.example\n", "Łukasz Δ", "Name\tbrief2@canary-doc.example"},
		"t.rtf": {"Sehr geehrter Jürgen Müller, brief1@canary-doc.example\n", "Łukasz Δ", "brief2@canary-doc.example"},
	} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		s, res := read(t, b)
		if res.Format != name[2:] || len(res.Partial) > 0 {
			t.Errorf("%s: %+v", name, res)
		}
		has(t, s, want...)
		if name == "t.rtf" && strings.Contains(s.all(), "Liberation") {
			t.Errorf("fonts are taken for text: %s", s.all())
		}
		for _, cut := range []int{len(b) / 2, len(b) - 600} {
			if name == "t.rtf" {
				break
			}
			if res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b[:cut]), Size: int64(cut)}, &sink{}); err == nil && len(res.Partial) == 0 {
				t.Errorf("%s cut at %d of %d is taken for read", name, cut, len(b))
			}
		}
	}
}

func TestAddressBooks(t *testing.T) {
	s, res := read(t, []byte("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen=\r\n;;;\r\nFN:Jürgen Müller\r\nitem1.EMAIL;TYPE=work:jm@can\r\n ary.example\r\nTEL;TYPE=\"cell:x\":+49 30 1\r\nPHOTO;ENCODING=b:AAAA\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Anna\r\nNOTE:a\\, b\\nc\r\nEND:VCARD\r\n"))
	if res.Format != "vcard" || res.Shape != "table" {
		t.Errorf("%+v", res)
	}
	has(t, s, "column full name", "column email", "Müller Jürgen", "jm@canary.example", "+49 30 1", "a, b\nc")
	s, res = read(t, []byte("version: 1\n\n# people\ndn: cn=a,dc=b\nobjectClass: person\ncn:: SsO8cmdlbiBNw7xsbGVy\nmail: a@can\n ary.example\n\ndn: cn=c\ncn: Anna\n"))
	if res.Format != "ldif" {
		t.Errorf("%+v", res)
	}
	has(t, s, "Jürgen Müller", "a@canary.example", "column dn", "Anna")
	s, res = read(t, []byte("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Visit\nATTENDEE;CN=\"Anna Ott\":mailto:anna@canary.example\nEND:VEVENT\nEND:VCALENDAR\n"))
	if res.Format != "ical" {
		t.Errorf("%+v", res)
	}
	has(t, s, "Anna Ott anna@canary.example")
}

func tarred(t *testing.T, files ...string) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w.WriteHeader(&tar.Header{Name: files[i], Size: int64(len(files[i+1])), Mode: 0o600, Typeflag: tar.TypeReg})
		w.Write([]byte(files[i+1]))
	}
	w.Close()
	return b.Bytes()
}

func TestTarAndStreams(t *testing.T) {
	in := tarred(t, "../../etc/list.csv", "name;mail\nAnna;tar@canary.example\nJan;b@c.example\n", "x.txt", "two@canary.example")
	s, res := read(t, in)
	if res.Format != "tar" {
		t.Errorf("%+v", res)
	}
	has(t, s, "tar@canary.example", "two@canary.example")
	var x, z bytes.Buffer
	xw, _ := xz.NewWriter(&x)
	xw.Write(in)
	xw.Close()
	zw, _ := zstd.NewWriter(&z)
	zw.Write(in)
	zw.Close()
	for name, b := range map[string][]byte{"xz": x.Bytes(), "zstd": z.Bytes()} {
		s, res := read(t, b)
		if res.Format != name || len(res.Partial) > 0 {
			t.Errorf("%s: %+v", name, res)
		}
		has(t, s, "tar@canary.example", "two@canary.example")
		cut := b[:len(b)-len(b)/3]
		if res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(cut), Size: int64(len(cut))}, &sink{}); err == nil && len(res.Partial) == 0 {
			t.Errorf("%s that is cut off is taken for read", name)
		}
	}
	if res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(in[:700]), Size: 700}, &sink{}); err == nil && len(res.Partial) == 0 {
		t.Error("a tar that is cut off is taken for read")
	}
}

func TestSevenZip(t *testing.T) {
	bin, err := exec.LookPath("7z")
	if err != nil {
		t.Skip("7z is not installed")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"a.txt": "seven@canary.example", "b.csv": "name;mail\nAnna;csv@canary.example\nJan;j@k.example\n", "empty": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"-m0=lzma2"}, {"-m0=lzma"}, {"-m0=bzip2"}, {"-m0=deflate"}, {"-m0=copy"}, {"-mhc=off"}, {"-ms=off"}} {
		out := filepath.Join(t.TempDir(), "x.7z")
		cmd := exec.Command(bin, append([]string{"a", out}, append(args, "a.txt", "b.csv", "empty")...)...)
		cmd.Dir = dir
		if o, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, o)
		}
		b, _ := os.ReadFile(out)
		s, res := read(t, b)
		if res.Format != "7z" || len(res.Partial) > 0 {
			t.Errorf("%v: %+v", args, res)
		}
		has(t, s, "part a.txt", "seven@canary.example", "part b.csv", "row Anna|csv@canary.example")
	}
	out := filepath.Join(t.TempDir(), "x.7z")
	cmd := exec.Command(bin, "a", out, "-psecret", "a.txt")
	cmd.Dir = dir
	if o, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, o)
	}
	b, _ := os.ReadFile(out)
	if _, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b))}, &sink{}); err == nil || !strings.Contains(err.Error(), "password") {
		t.Errorf("a locked archive: %v", err)
	}
}
