package formats

import (
	"archive/tar"
	"bytes"
	"compress/bzip2"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"
)

// errDamaged is the error of packed data that does not unpack.
var errDamaged = errors.New("the packed data is damaged")

// maxWindow is the largest memory that a packed stream may ask for: that of
// `xz -9` and of `zstd -19 --long=26`.
const maxWindow = 64 << 20

// packing is what unpacks a stream that begins with head, nil for one that is
// not packed.
func packing(head []byte) func(*reader, io.Reader) (Result, error) {
	begins := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case begins("\x1f\x8b\x08"):
		return (*reader).gzip
	case len(head) > 9 && begins("BZh") && (string(head[4:10]) == "1AY&SY" || string(head[4:10]) == "\x17rE8P\x90"):
		return (*reader).bzip2
	case begins("\xfd7zXZ\x00"):
		return (*reader).xz
	case isLZMA(head):
		return (*reader).lzma
	case begins("\x28\xb5\x2f\xfd"), len(head) > 8 && head[0]&0xf0 == 0x50 && begins(string(head[:1])+"\x2a\x4d\x18"): // or a frame that is skipped before
		return (*reader).zstd
	case begins("\x04\x22\x4d\x18"):
		return (*reader).lz4
	case begins(rarMagic):
		return (*reader).rar
	case isTar(head):
		return (*reader).tar
	}
	return nil
}

func (rd *reader) gzip(r io.Reader) (Result, error) {
	return rd.single("gzip", r, func(r io.Reader) (io.Reader, func(), error) {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, nil, err
		}
		return z, func() { z.Close() }, nil
	})
}

func (rd *reader) bzip2(r io.Reader) (Result, error) {
	return rd.single("bzip2", r, func(r io.Reader) (io.Reader, func(), error) { return bzip2.NewReader(r), nil, nil })
}

func (rd *reader) lz4(r io.Reader) (Result, error) {
	return rd.single("lz4", r, func(r io.Reader) (io.Reader, func(), error) { return lz4.NewReader(r), nil, nil })
}

func (rd *reader) zstd(r io.Reader) (Result, error) {
	return rd.single("zstd", r, func(r io.Reader) (io.Reader, func(), error) {
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	})
}

// isLZMA says whether a file begins like one of the time before .xz: the parameters
// that every program takes, a window of a power of two, and a length, or none.
func isLZMA(head []byte) bool {
	if len(head) < 14 || head[0] != 0x5d || head[13] != 0 {
		return false
	}
	window, size := le.Uint32(head[1:]), le.Uint64(head[5:])
	return window >= 1<<12 && window <= 1<<30 && window&(window-1) == 0 && (size == 1<<64-1 || size > 0 && size < 1<<38)
}

func (rd *reader) lzma(r io.Reader) (Result, error) {
	head := make([]byte, lzma.HeaderLen)
	if _, err := io.ReadFull(r, head); err != nil {
		return Result{}, err
	}
	if le.Uint32(head[1:]) > maxWindow {
		return Result{}, &NotRead{"lzma", "unpacking it takes more memory than a scan may use", unpack}
	}
	return rd.single("lzma", io.MultiReader(bytes.NewReader(head), r), func(r io.Reader) (io.Reader, func(), error) {
		z, err := lzma.NewReader(r)
		return z, nil, err
	})
}

// unlzma and unzstd unpack files of a zip that were packed in newer ways than most
// (APPNOTE.TXT, 4.4.5 and 5.8).
func unlzma(r io.Reader) io.ReadCloser {
	fail := func(err error) io.ReadCloser { return io.NopCloser(broken{err}) }
	in := &counter{r: r}
	head := make([]byte, 9) // a version, a length, the parameters
	if _, err := io.ReadFull(in, head); err != nil {
		return fail(err)
	}
	if le.Uint16(head[2:]) != 5 || le.Uint32(head[5:]) > maxWindow {
		return fail(&NotRead{"zip", "it is packed in a way that this version does not know", unpack})
	}
	z, err := lzma.NewReader(io.MultiReader(bytes.NewReader(append(head[4:], "\xff\xff\xff\xff\xff\xff\xff\xff"...)), in))
	if err != nil {
		return fail(firstError(in.err, errDamaged))
	}
	return io.NopCloser(named{z, in})
}

func unzstd(r io.Reader) io.ReadCloser {
	in := &counter{r: r}
	z, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
	if err != nil {
		return io.NopCloser(broken{errDamaged})
	}
	return struct {
		io.Reader
		io.Closer
	}{named{z, in}, z.IOReadCloser()}
}

// xz reads the memory that the stream asks for before anybody grants it.
func (rd *reader) xz(r io.Reader) (Result, error) {
	head := make([]byte, 64)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return Result{}, err
	}
	if head = head[:n]; xzWindow(head) > maxWindow {
		return Result{}, &NotRead{"xz", "unpacking it takes more memory than a scan may use", unpack}
	}
	return rd.single("xz", io.MultiReader(bytes.NewReader(head), r), func(r io.Reader) (io.Reader, func(), error) {
		z, err := xz.NewReader(r)
		return z, nil, err
	})
}

// xzWindow is the dictionary of the first block (The .xz File Format, 3.1 and
// 5.3.1), 0 when it cannot be told.
func xzWindow(b []byte) int64 {
	if len(b) < 14 {
		return 0
	}
	flags, b := b[13], b[14:]
	number := func() (n uint64) {
		for i := 0; len(b) > 0 && i < 9; i++ {
			c := b[0]
			b = b[1:]
			n |= uint64(c&0x7f) << (7 * i)
			if c < 0x80 {
				break
			}
		}
		return n
	}
	for _, bit := range []byte{0x40, 0x80} { // sizes that may stand before the filters
		if flags&bit != 0 {
			number()
		}
	}
	for range flags&3 + 1 {
		id, size := number(), number()
		if uint64(len(b)) < size {
			return 0
		}
		if id == 0x21 && size == 1 {
			bits := b[0] & 0x3f
			if bits >= 40 {
				return 1 << 32
			}
			return int64(2|bits&1) << (bits/2 + 11)
		}
		b = b[size:]
	}
	return 0
}

// single reads a packed stream that holds one file.
func (rd *reader) single(format string, r io.Reader, open func(io.Reader) (io.Reader, func(), error)) (Result, error) {
	inner, err := rd.deeper(format)
	if err != nil {
		return Result{}, err
	}
	in := &counter{r: r}
	z, done, err := open(in)
	if err != nil {
		return Result{}, rd.unpackError(format, err)
	}
	if done != nil {
		defer done()
	}
	out := &budget{ctx: rd.ctx, r: named{z, in}, packed: func() int64 { return in.n }, all: rd.all}
	res, err := inner.unpacked(out)
	if err == nil { // a checksum at the end tells whether all of it was right
		_, err = io.Copy(io.Discard, out)
	}
	res.Format = format
	return packedResult(res, err, format)
}

func (rd *reader) unpackError(format string, err error) error {
	if e := rd.ctx.Err(); e != nil {
		return e
	}
	return &NotRead{format, "the packed file is damaged", "make it anew, or delete it"}
}

// named tells an error of unpacking from one of the disk below.
type named struct {
	r  io.Reader
	in *counter
}

func (n named) Read(p []byte) (int, error) {
	got, err := n.r.Read(p)
	if err != nil && err != io.EOF && n.in.err == nil {
		err = errDamaged
	}
	return got, err
}

// isTar goes by the checksum of the first header, which the oldest tar has too.
func isTar(head []byte) bool {
	if len(head) < 512 || head[0] == 0 {
		return false
	}
	sum, want := 8*int64(' '), int64(0)
	for i, b := range head[:512] {
		if i < 148 || i >= 156 {
			sum += int64(b)
		}
	}
	digits := bytes.Trim(head[148:156], " \x00")
	for _, d := range digits {
		if d < '0' || d > '7' {
			return false
		}
		want = want<<3 | int64(d-'0')
	}
	return len(digits) > 0 && sum == want
}

// tar reads the files of a tape archive. Links in it lead nowhere: nothing is
// ever written, so a name with ".." in it is only a name.
func (rd *reader) tar(r io.Reader) (Result, error) {
	b, err := rd.unpack("tar")
	if err != nil {
		return Result{}, err
	}
	end := &zeros{r: r}
	t := tar.NewReader(end)
	for {
		h, err := t.Next()
		if err == io.EOF {
			if end.run < 512 { // a block of zeros closes a whole archive
				err = io.ErrUnexpectedEOF
			} else {
				return b.result()
			}
		}
		if err != nil {
			var own *NotRead
			if errors.Is(err, errBomb) || errors.As(err, &own) || rd.ctx.Err() != nil {
				return b.res, err
			}
			b.notes(" within it")
			return b.res, &NotRead{"tar", "the archive is cut off or damaged", "make it anew, or delete it"}
		}
		switch h.Typeflag {
		case tar.TypeDir, tar.TypeLink, tar.TypeSymlink, tar.TypeChar, tar.TypeBlock, tar.TypeFifo, tar.TypeXGlobalHeader:
			continue
		}
		if h.Size == 0 { // what is of a kind that nobody knows is a file
			continue
		}
		cut := false
		err = b.member(h.Name, func(inner *reader) (Result, error) {
			res, err := inner.unpacked(&budget{ctx: rd.ctx, r: t, packed: func() int64 { return maxUnpacked }, all: rd.all})
			cut = errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, errDamaged)
			return res, err
		})
		if err != nil {
			return b.res, err
		}
		if cut {
			b.notes(" within it")
			return b.res, &NotRead{"tar", "the archive is cut off or damaged", "make it anew, or delete it"}
		}
	}
}

// zeros counts the zero bytes at the end of what was read.
type zeros struct {
	r   io.Reader
	run int
}

func (z *zeros) Read(p []byte) (int, error) {
	n, err := z.r.Read(p)
	if rest := len(bytes.TrimRight(p[:n], "\x00")); rest > 0 {
		z.run = n - rest
	} else {
		z.run = min(z.run+n, 1<<20)
	}
	return n, err
}
