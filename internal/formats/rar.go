package formats

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/nwaples/rardecode/v2"
)

const rarMagic = "Rar!\x1a\x07"

// maxRars is how many rar archives may lie in each other: each keeps its window,
// and the model that old ones may ask for (256 MB), for as long as it is read.
const maxRars = 2

var (
	errRar       = &NotRead{"rar", "the archive is damaged", "make it anew, or delete it"}
	errRarVolume = &NotRead{"rar", "it goes on in further files of the archive", unpack}
)

// rarHead is what the first header says of the whole archive (RAR 5.0 archive
// format; technote.txt of RAR 4).
type rarHead struct{ old, volume, first, solid bool }

func readRarHead(b []byte) (h rarHead) {
	if len(b) < 20 {
		return h
	}
	if b[6] == 0 { // a block of 7 bytes, then the head: checksum, kind, flags
		flags := le.Uint16(b[10:])
		return rarHead{old: true, volume: flags&1 != 0, solid: flags&8 != 0, first: flags&0x100 != 0}
	}
	b = b[12:] // the checksum of the block goes before
	number := func() (n uint64) {
		for i := 0; len(b) > 0 && i < 10; i++ {
			c := b[0]
			b = b[1:]
			if n |= uint64(c&0x7f) << (7 * i); c < 0x80 {
				break
			}
		}
		return n
	}
	number() // its size
	kind, has := number(), number()
	if kind != 1 {
		return h
	}
	if has&1 != 0 {
		number()
	}
	flags := number()
	h = rarHead{volume: flags&1 != 0, solid: flags&4 != 0, first: true}
	if flags&2 != 0 {
		h.first = number() == 0
	}
	return h
}

// rar reads the files of a rar archive from front to end. Volumes are not put
// together: what the first of them holds is read.
func (rd *reader) rar(r io.Reader) (Result, error) {
	b, err := rd.unpack("rar")
	if err != nil {
		return Result{}, err
	}
	if b.inner.rars++; b.inner.rars > maxRars {
		return b.res, &NotRead{"rar", "it is packed in rar archives more than once", unpack}
	}
	start := make([]byte, 64)
	n, err := io.ReadFull(r, start)
	if err != nil && err != io.ErrUnexpectedEOF {
		return b.res, err
	}
	head := readRarHead(start[:n])
	if head.volume && !head.first {
		return b.res, &NotRead{"rar", "it is a later part of an archive in several files", unpack}
	}
	if head.old && !rd.lone {
		free, err := rd.alone()
		if err != nil {
			return b.res, err
		}
		defer free()
		b.inner.lone = true
	}
	in := &gate{r: io.MultiReader(bytes.NewReader(start[:n]), r)}
	p := newPatience(rd.ctx, in)
	defer p.end()
	var z *rardecode.Reader
	if err := p.run(func() (err error) {
		z, err = rardecode.NewReader(in, rardecode.MaxDictionarySize(maxWindow), rardecode.BufferSize(64<<10))
		return err
	}); err != nil {
		return b.res, rarError(err)
	}
	for {
		var h *rardecode.FileHeader
		err := p.run(func() (err error) { h, err = z.Next(); return err })
		if err == io.EOF {
			break
		}
		if err != nil {
			if err = rarError(err); err == errRar && head.volume {
				err = errRarVolume
			}
			return rarEnd(b, err)
		}
		if h.IsDir || h.LinkType != rardecode.LinkTypeNone || h.UnPackedSize == 0 && !h.UnKnownSize {
			continue
		}
		out := &budget{ctx: rd.ctx, r: &rarFile{p: p, z: z}, packed: func() int64 { return p.in }, all: rd.all}
		if err := b.member(nameIn(h.Name), func(inner *reader) (Result, error) {
			res, err := inner.unpacked(out)
			if head.solid { // the next file needs what comes out of this one
				if _, e := io.Copy(io.Discard, out); err == nil {
					err = e
				}
			}
			return res, err
		}); err != nil {
			return b.res, err
		}
	}
	switch {
	case head.volume:
		return rarEnd(b, errRarVolume)
	case !head.old && !bytes.Contains(in.last, []byte("\x03\x05\x04")): // the block that ends an archive
		return rarEnd(b, errRar)
	}
	return b.result()
}

// rarEnd ends an archive before its end.
func rarEnd(b *bundle, err error) (Result, error) {
	b.notes(" within it")
	return b.res, err
}

// rarFile is the file of an archive that is being unpacked.
type rarFile struct {
	p *patience
	z *rardecode.Reader
}

func (f *rarFile) Read(b []byte) (int, error) {
	n, err := f.p.read(f.z, b)
	return n, rarError(err)
}

// rarError puts what went wrong into words.
func rarError(err error) error {
	var own *NotRead
	var from below
	switch {
	case errors.As(err, &from):
		return from.error
	case err == nil, err == io.EOF, errors.As(err, &own), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, rardecode.ErrArchiveEncrypted), errors.Is(err, rardecode.ErrArchivedFileEncrypted):
		return &NotRead{"encrypted", "it is packed with a password", keptElsewhere}
	case errors.Is(err, rardecode.ErrMultiVolume), errors.Is(err, rardecode.ErrBadVolumeNumber):
		return errRarVolume
	case errors.Is(err, rardecode.ErrDictionaryTooLarge):
		return &NotRead{"rar", "unpacking it takes more memory than a scan may use", unpack}
	case errors.Is(err, rardecode.ErrUnsupportedDecoder), errors.Is(err, rardecode.ErrUnknownDecoder), errors.Is(err, rardecode.ErrMultipleDecoders),
		errors.Is(err, rardecode.ErrUnknownFilter), errors.Is(err, rardecode.ErrUnknownEncryptMethod):
		return &NotRead{"rar", "it is packed in a way that this version does not know", unpack}
	}
	return errRar
}
