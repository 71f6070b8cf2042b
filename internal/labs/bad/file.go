package bad

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/weaklink/weaklink/internal/labs"
	"github.com/weaklink/weaklink/internal/labs/xlsx"
)

// CutXLSX writes a workbook that ends in its middle, as after a broken copy.
func CutXLSX(path string) error {
	b, err := workbook()
	if err != nil {
		return err
	}
	return os.WriteFile(path, b[:len(b)/2], 0o600)
}

// TornXLSX writes a workbook that opens well but whose sheet XML stops within
// a cell.
func TornXLSX(path string) error {
	b, err := workbook()
	if err != nil {
		return err
	}
	r, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return err
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range r.File {
		from, err := f.Open()
		if err != nil {
			return err
		}
		part, err := io.ReadAll(from)
		if err != nil {
			return err
		}
		if filepath.Base(f.Name) == "sheet1.xml" {
			part = part[:len(part)*2/3]
		}
		to, err := w.Create(f.Name)
		if err != nil {
			return err
		}
		if _, err := to.Write(part); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o600)
}

func workbook() ([]byte, error) {
	rows := [][]any{{"Name", "E-mail"}}
	for _, p := range labs.People(5, 50) {
		rows = append(rows, []any{p.Full(), p.Email})
	}
	var b bytes.Buffer
	err := xlsx.Write(&b, xlsx.Sheet{Name: "List", Rows: rows})
	return b.Bytes(), err
}

// ZipBomb writes a well-formed workbook of about 10 MB whose one sheet unpacks
// to size bytes (10 << 30 is the usual bomb; a size below 1 MB is rounded up).
// Nothing of that size is ever written: one packed block is repeated.
func ZipBomb(path string, size int64) (err error) {
	const block = 1 << 20
	// Some rows and much white space, which packs best, 1,000 to 1.
	text := bytes.Repeat([]byte(`<row><c t="inlineStr"><is><t>more</t></is></c></row>`), 64)
	text = append(text, bytes.Repeat([]byte{' '}, block-len(text))...)
	var packed bytes.Buffer
	z, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return err
	}
	// Flush ends the block on a byte, and nothing in it points before its start:
	// so it may be repeated.
	if _, err := z.Write(text); err != nil {
		return err
	}
	if err := z.Flush(); err != nil {
		return err
	}
	one, last := packed.Bytes(), []byte{1, 0, 0, 0xff, 0xff} // an empty last block
	n := max((size+block-1)/block, 1)
	sum, part := uint32(0), crc32.ChecksumIEEE(text)
	shift := crcShift(block)
	for range n {
		sum = shift.apply(sum) ^ part
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	b := bufio.NewWriterSize(f, 1<<16)
	w := zip.NewWriter(b)
	part1, err := w.CreateRaw(&zip.FileHeader{
		Name: "xl/worksheets/sheet1.xml", Method: zip.Deflate, CRC32: sum,
		CompressedSize64: uint64(n)*uint64(len(one)) + uint64(len(last)), UncompressedSize64: uint64(n) * block,
	})
	if err != nil {
		return err
	}
	for range n {
		if _, err := part1.Write(one); err != nil {
			return err
		}
	}
	if _, err := part1.Write(last); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return b.Flush()
}

// matrix is a linear map of 32 bits: how a CRC changes when zeros follow.
type matrix [32]uint32

func (m *matrix) apply(v uint32) (out uint32) {
	for i := 0; v != 0; i, v = i+1, v>>1 {
		if v&1 != 0 {
			out ^= m[i]
		}
	}
	return out
}

// crcShift is the map for n zero bytes (crc32_combine of zlib). With it,
// crc(A then B) = shift(len(B)) of crc(A), xor crc(B).
func crcShift(n int64) *matrix {
	m := &matrix{crc32.IEEE} // one zero bit
	for i := 1; i < 32; i++ {
		m[i] = 1 << (i - 1)
	}
	square := func(a *matrix) *matrix {
		var s matrix
		for i := range s {
			s[i] = a.apply(a[i])
		}
		return &s
	}
	m = square(square(square(m))) // eight zero bits
	var out matrix
	for i := range out {
		out[i] = 1 << i
	}
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			var next matrix
			for i := range next {
				next[i] = m.apply(out[i])
			}
			out = next
		}
		m = square(m)
	}
	return &out
}

// OneLine writes size bytes of JSON on one line, with a mail address in each
// record: [{"id":1,"mail":"..."},...]. It is written in full.
func OneLine(path string, size int64) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	b := bufio.NewWriterSize(f, 1<<20)
	at := int64(0)
	for id := 0; at < size-64; id++ {
		n, err := fmt.Fprintf(b, `%c{"id":%d,"mail":"person%d@post.example"}`, "[,"[min(id, 1)], id, id)
		if err != nil {
			return err
		}
		at += int64(n)
	}
	// Spaces are white space in JSON: the file has just the size asked for.
	for ; at < size-1; at++ {
		_ = b.WriteByte(' ')
	}
	_ = b.WriteByte(']')
	return b.Flush()
}

// Sparse makes a file of size bytes without a line end that takes hardly any
// room: a mail address at the start, one at the end, and a hole of zeros.
func Sparse(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	const first, last = "first.person@example.net ", " last.person@example.net"
	if _, err = f.WriteString(first); err == nil {
		_, err = f.WriteAt([]byte(last), size-int64(len(last)))
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// LinkLoop makes links below dir that lead in circles, and one out of it.
func LinkLoop(dir string) error {
	inner := filepath.Join(dir, "inner")
	if err := os.MkdirAll(inner, 0o700); err != nil {
		return err
	}
	for name, to := range map[string]string{"up": "..", "self": "self", "there": "back", "back": "there", "out": os.TempDir()} {
		if err := os.Symlink(to, filepath.Join(inner, name)); err != nil {
			return err
		}
	}
	return nil
}

// Unreadable makes a folder with one file in it that nobody but root can open.
// restore gives the rights back, so that the folder can be removed.
func Unreadable(path string) (restore func(), err error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(path, "inside.txt"), []byte("nobody.sees@example.net\n"), 0o600); err != nil {
		return nil, err
	}
	return func() { _ = os.Chmod(path, 0o700) }, os.Chmod(path, 0)
}

// Growing makes a file that gets a line longer every millisecond, up to 64 MB
// or two minutes. stop ends that and may be called twice.
func Growing(path string) (stop func(), err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	line := func(n int) error { _, err := fmt.Fprintf(f, "%d;person%d@post.example\n", n, n); return err }
	if err := line(0); err != nil {
		f.Close()
		return nil, err
	}
	done := make(chan struct{})
	var once sync.Once
	var task sync.WaitGroup
	task.Go(func() {
		defer f.Close()
		t := time.NewTicker(time.Millisecond)
		defer t.Stop()
		end := time.NewTimer(Ends)
		defer end.Stop()
		for n := 1; n < 2_000_000; n++ { // 32 bytes a line
			select {
			case <-done:
				return
			case <-end.C:
				return
			case <-t.C:
				if line(n) != nil {
					return
				}
			}
		}
	})
	return func() { once.Do(func() { close(done) }); task.Wait() }, nil
}
