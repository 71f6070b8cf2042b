package backups

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

const (
	headSize   = 64 << 10
	bufferSize = 256 << 10
	// maxWindow bounds the memory that a packed copy can ask for.
	maxWindow = 128 << 20
)

// sealedBy says with which tool a file is encrypted, from how it begins; empty:
// it is not, as far as can be seen.
func sealedBy(head []byte, name string) string {
	switch {
	case bytes.HasPrefix(head, []byte("age-encryption.org/")), bytes.HasPrefix(head, []byte("-----BEGIN AGE ENCRYPTED FILE")):
		return "age"
	case bytes.HasPrefix(head, []byte("Salted__")):
		return "openssl"
	case bytes.HasPrefix(head, []byte("-----BEGIN PGP MESSAGE")):
		return "gpg"
	}
	// A binary OpenPGP message begins with a session key packet: tag 1 (for a
	// public key, version 3 or 6) or 3 (for a password, version 4 to 6), RFC 9580 section 4.2.
	if len(head) < 4 || head[0]&0x80 == 0 {
		return ""
	}
	tag, at := head[0]>>2&15, 2
	if head[0]&0x40 != 0 {
		tag = head[0] & 63
	} else if head[0]&3 == 1 {
		at = 3
	}
	if v := head[at]; tag == 1 && (v == 3 || v == 6) || tag == 3 && v >= 4 && v <= 6 {
		if e := strings.ToLower(path.Ext(name)); e == ".gpg" || e == ".pgp" || e == ".asc" || at == 3 || tag == 3 {
			return "gpg"
		}
	}
	return ""
}

// packedWith says how a file is packed; empty: it is not.
func packedWith(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}):
		return "gzip"
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		return "zstd"
	case bytes.HasPrefix(head, []byte("\xfd7zXZ\x00")):
		return "xz"
	case len(head) > 10 && bytes.HasPrefix(head, []byte("BZh")) && head[3] >= '1' && head[3] <= '9' && (string(head[4:10]) == "1AY&SY" || string(head[4:10]) == "\x17rE8P\x90"):
		return "bzip2"
	}
	return ""
}

// closedXZ says whether a file ends as the xz format asks for (section 2.1.2): its
// reader does not miss the last bytes.
func closedXZ(at io.ReaderAt, size int64) bool {
	var end [4]byte
	for size >= 4 && size%4 == 0 {
		if _, err := at.ReadAt(end[:], size-4); err != nil {
			return false
		}
		if end != [4]byte{} { // padding comes in fours
			return string(end[2:]) == "YZ"
		}
		size -= 4
	}
	return false
}

// unpack reads what is packed in r.
func unpack(r io.Reader, how string) (io.Reader, func(), error) {
	switch how {
	case "gzip":
		z, err := gzip.NewReader(bufio.NewReaderSize(r, bufferSize))
		return z, func() {}, err
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderMaxMemory(maxWindow))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	case "bzip2":
		return bzip2.NewReader(bufio.NewReaderSize(r, bufferSize)), func() {}, nil
	case "xz":
		z, err := xz.ReaderConfig{DictCap: 8 << 20}.NewReader(bufio.NewReaderSize(r, bufferSize))
		return z, func() {}, err
	}
	return r, func() {}, nil
}

var (
	// errDamaged is the cause when packed data cannot be unpacked to its end.
	errDamaged = errors.New("damaged")
	// errBomb is the cause when packed data unpack to more than data can.
	errBomb = errors.New("it unpacks to far more than a copy can hold")
)

const (
	// maxRatio is how much smaller packing makes a copy at most: dumps shrink to a
	// tenth, and a gigabyte of one repeated row to a thousandth.
	maxRatio = 2000
	freely   = 1 << 30 // bytes that may come out of any file
)

// swollen says whether out bytes are more than a file of in bytes can hold.
func swollen(out, in int64) bool { return out > freely && out/maxRatio > in }

// packedReader tells what is wrong with packed data from what is wrong with
// the disk below it.
type packedReader struct {
	r    io.Reader
	src  *source
	size int64 // of the file
	out  int64
}

func (p *packedReader) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	switch p.out += int64(n); {
	case swollen(p.out, p.size):
		err = errBomb
	case err != nil && !errors.Is(err, io.EOF) && p.src.failed == nil, errors.Is(err, io.ErrUnexpectedEOF):
		err = errDamaged
	}
	return n, err
}

// source reads a file, stops when the context does, and remembers what went
// wrong with the file itself.
type source struct {
	ctx    context.Context
	r      io.Reader
	read   func(int64)
	failed error
}

func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		s.failed = err
		return 0, err
	}
	n, err := s.r.Read(p)
	if s.read != nil && n > 0 {
		s.read(int64(n))
	}
	if err != nil && !errors.Is(err, io.EOF) {
		s.failed = err
	}
	return n, err
}
