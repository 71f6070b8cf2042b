package canary

import (
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// packed finds packed streams wherever they begin in b, and searches what they
// hold. A damaged stream is searched as far as it goes.
func (c *collect) packed(name string, b []byte, depth int) {
	if locked(b) {
		c.hits = append(c.hits, Hit{name, "", Unopened, 0})
	}
	for i := 0; i+4 <= len(b); i++ {
		open := opener(b[i:])
		if open == nil {
			continue
		}
		inner := fmt.Sprintf("%s!%d", name, i)
		r, err := open()
		if errors.Is(err, errLocked) {
			c.hits = append(c.hits, Hit{inner, "", Unopened, int64(i)})
			continue
		}
		if err != nil {
			continue // the mark was there by chance
		}
		if depth == deepest {
			c.hits = append(c.hits, Hit{inner, "", Unopened, int64(i)})
			return
		}
		out, _ := io.ReadAll(io.LimitReader(r, c.budget+1))
		if int64(len(out)) > c.budget {
			c.hits = append(c.hits, Hit{inner, "", Unopened, int64(i)})
			out = out[:c.budget]
		}
		c.budget -= int64(len(out))
		if len(out) > 0 {
			c.buffer(inner, out, depth+1)
		}
	}
}

var errLocked = errors.New("locked, or packed in a way that is not known here")

// locked tells files that nothing here can read, by their first bytes: zstd,
// xz, 7z and PDF with a password.
func locked(b []byte) bool {
	for _, mark := range []string{"\x28\xb5\x2f\xfd", "\xfd7zXZ\x00", "7z\xbc\xaf\x27\x1c"} {
		if bytes.HasPrefix(b, []byte(mark)) {
			return true
		}
	}
	return bytes.HasPrefix(b, []byte("%PDF-")) && bytes.Contains(b, []byte("/Encrypt"))
}

// opener says how to unpack what begins at b; nil when nothing does.
func opener(b []byte) func() (io.Reader, error) {
	switch {
	case b[0] == 0x1f && b[1] == 0x8b && b[2] == 8 && b[3] < 0x20:
		return func() (io.Reader, error) {
			r, err := gzip.NewReader(bytes.NewReader(b))
			if err != nil {
				return nil, err
			}
			r.Multistream(false) // what follows is found by itself
			return r, nil
		}
	case b[0] == 'B' && len(b) > 10 && bytes.HasPrefix(b, []byte("BZh")) && string(b[4:10]) == "1AY&SY":
		return func() (io.Reader, error) { return bzip2.NewReader(bytes.NewReader(b)), nil }
	case b[0] == 0x78 && (uint(b[0])<<8|uint(b[1]))%31 == 0 && b[1]&0x20 == 0: // PDF, PNG, git
		return func() (io.Reader, error) { return zlib.NewReader(bytes.NewReader(b)) }
	case bytes.HasPrefix(b, []byte("PK\x03\x04")) && len(b) >= 30: // zip, xlsx, docx
		flags, method := binary.LittleEndian.Uint16(b[6:]), binary.LittleEndian.Uint16(b[8:])
		from := 30 + int(binary.LittleEndian.Uint16(b[26:])) + int(binary.LittleEndian.Uint16(b[28:]))
		if from > len(b) || method == 0 && flags&1 == 0 {
			return nil // what is only stored is found as it stands
		}
		return func() (io.Reader, error) {
			if flags&1 != 0 || method != 8 {
				return nil, errLocked
			}
			return flate.NewReader(bytes.NewReader(b[from:])), nil
		}
	}
	return nil
}
