package formats

import (
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"unicode/utf16"

	"github.com/ulikunitz/xz/lzma"
)

// 7z: a header at the end says which streams there are ("folders"), how each is
// packed and which files lie in it one after the other (7zFormat.txt of the
// LZMA SDK). Only folders packed with one method are read; with BCJ filters
// programs are packed, no documents.

const sevenMagic = "7z\xbc\xaf\x27\x1c"

var errSeven = &NotRead{"7z", "the archive is damaged", "make it anew, or delete it"}

type sevenFolder struct {
	coders []sevenCoder
	sizes  []uint64
	packed int // streams
	files  int
	subs   []uint64
}

type sevenCoder struct {
	id      string
	in, out int
	props   []byte
}

type sevenHeader struct {
	b       []byte
	err     error
	pos     uint64 // of the packed streams, behind the first 32 bytes
	packs   []uint64
	folders []sevenFolder
	names   []string
	empty   []bool
}

func (h *sevenHeader) byte() byte {
	if len(h.b) == 0 {
		h.err = errSeven
		return 0
	}
	c := h.b[0]
	h.b = h.b[1:]
	return c
}

func (h *sevenHeader) take(n uint64) []byte {
	if n > uint64(len(h.b)) {
		h.err = errSeven
		h.b = nil
		return nil
	}
	out := h.b[:n]
	h.b = h.b[n:]
	return out
}

// number reads 1 to 9 bytes; the first says how many follow.
func (h *sevenHeader) number() uint64 {
	first := h.byte()
	var v uint64
	mask := byte(0x80)
	for i := range 8 {
		if first&mask == 0 {
			return v | uint64(first&(mask-1))<<(8*i)
		}
		v |= uint64(h.byte()) << (8 * i)
		mask >>= 1
	}
	return v
}

// count is a number of things, each of which takes at least a byte somewhere.
func (h *sevenHeader) count() int {
	n := h.number()
	if n > 1<<20 {
		h.err = errSeven
		return 0
	}
	return int(n)
}

func (h *sevenHeader) bits(n int) []bool {
	out := make([]bool, n)
	var c, mask byte
	for i := range out {
		if mask == 0 {
			c, mask = h.byte(), 0x80
		}
		out[i] = c&mask != 0
		mask >>= 1
	}
	return out
}

func (h *sevenHeader) digests(n int) {
	def := make([]bool, n)
	if h.byte() != 0 {
		for i := range def {
			def[i] = true
		}
	} else {
		def = h.bits(n)
	}
	for _, d := range def {
		if d {
			h.take(4)
		}
	}
}

func (h *sevenHeader) streams() {
	for h.err == nil {
		switch h.byte() {
		case 0:
			return
		case 6: // packed streams
			h.pos = h.number()
			n := h.count()
			for h.err == nil {
				t := h.byte()
				if t == 0 {
					break
				}
				switch t {
				case 9:
					for range n {
						h.packs = append(h.packs, h.number())
					}
				case 10:
					h.digests(n)
				default:
					h.err = errSeven
				}
			}
		case 7:
			h.readFolders()
		case 8:
			h.substreams()
		default:
			h.err = errSeven
		}
	}
}

func (h *sevenHeader) readFolders() {
	if h.byte() != 11 {
		h.err = errSeven
		return
	}
	n := h.count()
	if h.byte() != 0 { // folders that are described elsewhere
		h.err = errSeven
		return
	}
	for range n {
		if h.err != nil {
			return
		}
		var f sevenFolder
		coders := h.count()
		if coders > 32 {
			h.err = errSeven
			return
		}
		ins, outs := 0, 0
		for range coders {
			flags := h.byte()
			c := sevenCoder{id: string(h.take(uint64(flags & 15))), in: 1, out: 1}
			if flags&0x10 != 0 {
				c.in, c.out = h.count(), h.count()
			}
			if flags&0x20 != 0 {
				c.props = h.take(h.number())
			}
			ins += c.in
			outs += c.out
			if ins > 64 || outs > 64 {
				h.err = errSeven
				return
			}
			f.coders = append(f.coders, c)
		}
		for range max(outs-1, 0) {
			h.number()
			h.number()
		}
		f.packed = max(ins-max(outs-1, 0), 0)
		if f.packed > 1 {
			for range f.packed {
				h.number()
			}
		}
		f.sizes = make([]uint64, outs)
		h.folders = append(h.folders, f)
	}
	if h.byte() != 12 {
		h.err = errSeven
		return
	}
	for i := range h.folders {
		for j := range h.folders[i].sizes {
			h.folders[i].sizes[j] = h.number()
		}
		h.folders[i].files = 1
	}
	for h.err == nil {
		switch h.byte() {
		case 0:
			return
		case 10:
			h.digests(n)
		default:
			h.err = errSeven
		}
	}
}

func (f *sevenFolder) size() uint64 {
	if len(f.sizes) == 0 {
		return 0
	}
	return f.sizes[len(f.sizes)-1]
}

func (h *sevenHeader) substreams() {
	t := h.byte()
	if t == 13 {
		for i := range h.folders {
			h.folders[i].files = h.count()
		}
		t = h.byte()
	}
	for i := range h.folders {
		f := &h.folders[i]
		left := f.size()
		for k := range f.files {
			if h.err != nil {
				return
			}
			n := left
			if k < f.files-1 && t == 9 {
				n = h.number()
			}
			if n > left {
				h.err = errSeven
				return
			}
			left -= n
			f.subs = append(f.subs, n)
		}
	}
	if t == 9 {
		t = h.byte()
	}
	for h.err == nil && t != 0 { // checksums: how many there are depends on the folders'; they end the list
		if t != 10 {
			h.err = errSeven
			return
		}
		n := 0
		for _, f := range h.folders {
			n += f.files
		}
		h.digests(n)
		t = h.byte()
	}
}

func (h *sevenHeader) files() {
	n := h.count()
	h.names, h.empty = make([]string, n), make([]bool, n)
	for h.err == nil {
		t := h.byte()
		if t == 0 {
			return
		}
		body := sevenHeader{b: h.take(h.number())}
		switch t {
		case 14:
			h.empty = body.bits(n)
		case 17:
			if body.byte() != 0 {
				h.err = errSeven
				return
			}
			for i := range h.names {
				var u []uint16
				for {
					c := body.take(2)
					if body.err != nil || le.Uint16(c) == 0 {
						break
					}
					u = append(u, le.Uint16(c))
				}
				h.names[i] = string(utf16.Decode(u))
			}
		}
	}
}

func (h *sevenHeader) main() {
	for h.err == nil {
		switch h.byte() {
		case 0:
			return
		case 2: // properties of the archive
			for h.err == nil && h.byte() != 0 {
				h.take(h.number())
			}
		case 4:
			h.streams()
		case 5:
			h.files()
		default:
			h.err = errSeven
		}
	}
}

// unpackFolder opens the stream of a folder; why says why it cannot be.
func (f *sevenFolder) open(r io.Reader) (out io.Reader, not *NotRead, err error) {
	for _, c := range f.coders {
		if c.id == "\x06\xf1\x07\x01" {
			return nil, &NotRead{"encrypted", "it is packed with a password", keptElsewhere}, nil
		}
	}
	odd := &NotRead{"7z", "it is packed in a way that this version does not know", unpack}
	if len(f.coders) != 1 || f.packed != 1 {
		return nil, odd, nil
	}
	c := f.coders[0]
	switch c.id {
	case "\x00":
		return r, nil, nil
	case "\x03\x01\x01":
		if len(c.props) != 5 || le.Uint32(c.props[1:]) > maxWindow {
			return nil, odd, nil
		}
		head := append(bytes.Clone(c.props), le.AppendUint64(nil, f.size())...)
		z, err := lzma.NewReader(io.MultiReader(bytes.NewReader(head), r))
		return z, nil, err
	case "\x21":
		if len(c.props) != 1 {
			return nil, odd, nil
		}
		bits := c.props[0]
		if bits >= 40 || int64(2|bits&1)<<(bits/2+11) > maxWindow {
			return nil, odd, nil
		}
		z, err := lzma.Reader2Config{DictCap: max(int(2|bits&1)<<(bits/2+11), lzma.MinDictCap)}.NewReader2(r)
		return z, nil, err
	case "\x04\x02\x02":
		return bzip2.NewReader(r), nil, nil
	case "\x04\x01\x08":
		return flate.NewReader(r), nil, nil
	}
	return nil, odd, nil
}

// sevenZip reads the files of a 7z archive.
func (rd *reader) sevenZip(at io.ReaderAt, size int64) (Result, error) {
	b, err := rd.unpack("7z")
	if err != nil {
		return Result{}, err
	}
	start := make([]byte, 32)
	if _, err := at.ReadAt(start, 0); err != nil {
		return b.res, sevenError(rd, err)
	}
	off, n := le.Uint64(start[12:]), le.Uint64(start[20:])
	if n > 32<<20 || off > uint64(size) || off+n > uint64(size)-32 {
		return b.res, errSeven // cut off
	}
	head := make([]byte, n)
	if _, err := at.ReadAt(head, 32+int64(off)); err != nil && n > 0 {
		return b.res, sevenError(rd, err)
	}
	if crc32.ChecksumIEEE(head) != le.Uint32(start[28:]) {
		return b.res, errSeven
	}
	h := &sevenHeader{b: head}
	for range 4 { // the header may be packed itself
		if len(h.b) == 0 {
			return b.result()
		}
		t := h.byte()
		if t == 1 {
			h.main()
			break
		}
		if t != 23 {
			return b.res, errSeven
		}
		h.streams()
		if h.err != nil || len(h.folders) != 1 || len(h.packs) < 1 {
			return b.res, errSeven
		}
		f := &h.folders[0]
		r, not, err := f.open(io.NewSectionReader(at, 32+int64(h.pos), int64(h.packs[0])))
		if not != nil {
			return b.res, not
		}
		if err != nil || f.size() > 32<<20 {
			return b.res, errSeven
		}
		plain, err := io.ReadAll(io.LimitReader(r, int64(f.size())))
		if err != nil {
			return b.res, sevenError(rd, err)
		}
		h = &sevenHeader{b: plain}
	}
	if h.err != nil {
		return b.res, h.err
	}
	return rd.sevenFiles(at, size, h, b)
}

func (rd *reader) sevenFiles(at io.ReaderAt, size int64, h *sevenHeader, b *bundle) (Result, error) {
	next, pack, pos := 0, 0, h.pos
	name := func() string {
		for next < len(h.names) && next < len(h.empty) && h.empty[next] {
			next++
		}
		if next >= len(h.names) {
			return fmt.Sprintf("file %d", next+1)
		}
		next++
		return h.names[next-1]
	}
	for i := range h.folders {
		f := &h.folders[i]
		if f.subs == nil && f.files == 1 {
			f.subs = []uint64{f.size()}
		}
		var length uint64
		from := pos
		for range f.packed {
			if pack < len(h.packs) {
				length += h.packs[pack]
			}
			pack++
		}
		pos += length
		if pos > uint64(size) || from > pos {
			return b.res, errSeven
		}
		in := &counter{r: io.NewSectionReader(at, 32+int64(from), int64(length))}
		r, not, err := f.open(in)
		if err != nil {
			not = errSeven
		}
		var out io.Reader
		if not == nil {
			out = &budget{ctx: rd.ctx, r: named{r, in}, packed: func() int64 { return in.n }, all: rd.all}
		}
		broken := false
		for _, n := range f.subs {
			file := name()
			err := b.member(file, func(inner *reader) (Result, error) {
				if not != nil {
					return Result{}, not
				}
				if broken {
					return Result{}, errSeven
				}
				one := &io.LimitedReader{R: out, N: int64(n)}
				res, err := inner.unpacked(one)
				if _, e := io.Copy(io.Discard, one); err == nil { // the next file begins behind this one
					err = e
				}
				if one.N > 0 {
					broken = true
					err = firstError(err, errDamaged)
				}
				var own *NotRead
				if errors.As(err, &own) && own.Format != "bomb" {
					return res, own
				}
				return res, err
			})
			if err != nil {
				return b.res, err
			}
		}
	}
	return b.result()
}

func sevenError(rd *reader, err error) error {
	if e := rd.ctx.Err(); e != nil {
		return e
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errSeven
	}
	return &NotRead{"7z", errSeven.Why, errSeven.Next}
}
