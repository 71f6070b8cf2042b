package formats_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz/lzma"

	"github.com/weaklink/weaklink/internal/formats"
)

const inZip = "name;mail\nAnna Ott;anna@canary-zip.example\nJan Ude;jan@canary-zip.example\nEva Alt;eva@canary-zip.example\n"

// Files of a zip may be packed in other ways than all programs know.
func TestZipPackedInNewerWays(t *testing.T) {
	var zs, lz bytes.Buffer
	z, _ := zstd.NewWriter(&zs)
	io.WriteString(z, inZip)
	z.Close()
	l, _ := lzma.WriterConfig{EOSMarker: true}.NewWriter(&lz)
	io.WriteString(l, inZip)
	l.Close()
	alone := lz.Bytes()
	for name, c := range map[string]struct {
		method uint16
		body   []byte
	}{
		"zstd": {93, zs.Bytes()},
		"lzma": {14, append([]byte{9, 20, 5, 0}, append(bytes.Clone(alone[:5]), alone[13:]...)...)},
	} {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		w.RegisterCompressor(c.method, func(w io.Writer) (io.WriteCloser, error) { return &instead{w, c.body}, nil })
		f, err := w.CreateHeader(&zip.FileHeader{Name: "list.csv", Method: c.method})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(f, inZip)
		w.Close()
		s, res := read(t, b.Bytes())
		if len(res.Partial) > 0 {
			t.Errorf("%s: %q", name, res.Partial)
		}
		has(t, s, "part list.csv", "row Eva Alt|eva@canary-zip.example")
		for at := 40; at < 40+len(c.body); at++ { // damage is damage of the archive, wherever it is
			bad := bytes.Clone(b.Bytes())
			bad[at] ^= 0x55
			var nr *formats.NotRead
			if _, err := tryRead(t, bad); err != nil && !errors.As(err, &nr) {
				t.Fatalf("%s, damaged at %d: %v", name, at, err)
			}
		}
	}
	s, res := read(t, alone)
	if res.Format != "lzma" || len(res.Partial) > 0 {
		t.Errorf("%+v", res)
	}
	has(t, s, "row Eva Alt|eva@canary-zip.example")
	huge := bytes.Clone(alone)
	copy(huge[1:], "\x00\x00\x00\x40")
	if _, err := tryRead(t, huge); err == nil || !strings.Contains(err.Error(), "memory") {
		t.Errorf("a window of a gigabyte: %v", err)
	}
}

// instead writes another content, once.
type instead struct {
	w    io.Writer
	body []byte
}

func (i *instead) Write(p []byte) (int, error) { return len(p), nil }
func (i *instead) Close() error                { _, err := i.w.Write(i.body); return err }

// What unpacks itself is a zip with a program before it.
func TestZipBehindSomethingElse(t *testing.T) {
	inner := packed(t, "list.csv", inZip)
	for name, before := range map[string]string{"a program": "MZ" + strings.Repeat("\x00\x01\x02\xff\x80\x00\x07", 600), "a script": "#!/bin/sh\nexec unzip $0\n", "a program of Linux": "\x7fELF" + strings.Repeat("\x00", 300)} {
		s, res := read(t, append([]byte(before), inner...))
		if res.Format != "zip" || len(res.Partial) > 0 {
			t.Errorf("%s: %+v", name, res)
		}
		has(t, s, "row Eva Alt|eva@canary-zip.example")
	}
	if _, err := tryRead(t, []byte("MZ"+strings.Repeat("\x00\x01\x02\xff\x80\x00\x07", 600)+"PK\x05\x06"+strings.Repeat("\x00", 18))); err == nil {
		t.Error("a program is taken for an archive")
	}
}
