package formats

import (
	"bytes"
	"hash/crc32"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// parquetColumn is one column of a group, read page by page.
type parquetColumn struct {
	p     *parquetFile
	leaf  *parquetLeaf
	codec int64
	at    int64 // of the next page
	end   int64
	left  int64 // values not yet delivered, by the count of the group

	dict     texts
	held     int64 // bytes of the page and the dictionary
	dictHeld int64
	n        int64 // values of this page that are left, with those that are not there
	def, rep hybrid
	values   parquetValues
	packed   []byte
	zstd     *zstd.Decoder
	ahead    bool // the levels of the next value were read
	d, r     int
}

// texts are many texts in one piece of memory.
type texts struct {
	buf  []byte
	ends []uint32
}

func (t *texts) get(i int) ([]byte, bool) {
	if i < 0 || i >= len(t.ends) {
		return nil, false
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.buf[from:t.ends[i]], true
}

func (p *parquetFile) column(l *parquetLeaf, c parquetChunk) (*parquetColumn, error) {
	switch {
	case c.locked:
		return nil, errLocked
	case c.elsewhere:
		return nil, errElsewhere
	case c.start < 4 || c.packed < 0 || c.start > p.size || c.packed > p.size-c.start:
		return nil, errPage
	case c.codec < 0 || c.codec == 3 || c.codec > 7: // lzo, what is to come
		return nil, errPacking
	}
	return &parquetColumn{p: p, leaf: l, codec: c.codec, at: c.start, end: c.start + c.packed, left: c.values}, nil
}

func (c *parquetColumn) close() {
	c.p.held -= c.held
	c.held = 0
	if c.zstd != nil {
		c.zstd.Close()
	}
}

// cell appends the values of one row: several when the column is a list.
func (c *parquetColumn) cell(row *sqlRow) error {
	start := len(row.buf)
	for first := true; ; first = false {
		if !c.ahead {
			if c.left <= 0 {
				if first {
					return errPage // fewer values than rows
				}
				return nil
			}
			if err := c.level(); err != nil {
				row.buf = row.buf[:start]
				return err
			}
		}
		if !first && c.r == 0 {
			return nil // the next row begins
		}
		c.ahead = false
		if c.d == c.leaf.maxDef {
			if len(row.buf) > start {
				row.buf = append(row.buf, '\n')
			}
			var err error
			if row.buf, err = c.values.next(row.buf); err != nil {
				row.buf = row.buf[:start]
				return err
			}
			if len(row.buf)-start > 4*maxValue { // a list without end
				return errPageLarge
			}
		}
		if c.leaf.maxRep == 0 {
			return nil
		}
	}
}

// level reads whether and where the next value is.
func (c *parquetColumn) level() error {
	for c.n == 0 {
		if err := c.page(); err != nil {
			return err
		}
	}
	c.n--
	c.left--
	c.d, c.r = c.leaf.maxDef, 0
	ok := true
	if c.leaf.maxRep > 0 {
		var v uint32
		if v, ok = c.rep.next(); !ok {
			return errPage
		}
		c.r = int(v)
	}
	if c.leaf.maxDef > 0 {
		var v uint32
		if v, ok = c.def.next(); !ok {
			return errPage
		}
		c.d = int(v)
	}
	c.ahead = true
	return nil
}

type pageHeader struct {
	kind, unpacked, packed    int64
	values, encoding          int64
	defBytes, repBytes        int64
	defCoding                 int64
	crc                       uint32
	checked, flat, stillTight bool // flat: the second version; stillTight: packed
}

// header reads the header of the page at the place; its length is in its bytes.
func (c *parquetColumn) header() (h pageHeader, err error) {
	for size := int64(256); ; size *= 8 {
		size = min(size, c.end-c.at)
		b := make([]byte, size)
		n, err := c.p.at.ReadAt(b, c.at)
		if n < len(b) {
			if err == nil || err == io.EOF {
				err = errPage
			}
			return h, err
		}
		t := &thrift{b: b}
		h = pageHeader{stillTight: true}
		t.fields(func(id int16, kind byte) bool { return h.field(t, id, kind) })
		if !t.bad {
			c.at += size - int64(len(t.b))
			return h, nil
		}
		if size == c.end-c.at || size > 1<<20 {
			return h, errPage
		}
	}
}

func (h *pageHeader) field(t *thrift, id int16, kind byte) bool {
	switch {
	case kind == thriftStruct && (id == 5 || id == 7 || id == 8):
		h.flat = id == 8
		t.fields(func(in int16, kind byte) bool {
			if id == 8 && in == 7 {
				h.stillTight = kind == thriftTrue
				return true
			}
			if kind < 4 || kind > 6 {
				return false
			}
			switch {
			case in == 1:
				h.values = t.int()
			case in == 2 && id != 8, in == 4 && id == 8:
				h.encoding = t.int()
			case in == 3 && id == 5:
				h.defCoding = t.int()
			case in == 5 && id == 8:
				h.defBytes = t.int()
			case in == 6 && id == 8:
				h.repBytes = t.int()
			default:
				return false
			}
			return true
		})
	case kind != 5:
		return false
	case id == 1:
		h.kind = t.int()
	case id == 2:
		h.unpacked = t.int()
	case id == 3:
		h.packed = t.int()
	case id == 4:
		h.crc, h.checked = uint32(t.int()), true
	default:
		return false
	}
	return true
}

// page takes the next page with values; a dictionary before it is kept.
func (c *parquetColumn) page() error {
	if c.at >= c.end {
		return errPage
	}
	h, err := c.header()
	if err != nil {
		return err
	}
	if h.packed < 0 || h.unpacked < 0 || h.packed > c.end-c.at || h.values < 0 {
		return errPage
	}
	if h.unpacked > maxPage || h.packed > maxPage {
		return errPageLarge
	}
	if err := c.p.rd.all.add(int(h.unpacked) + 64); err != nil {
		return err
	}
	c.p.held -= c.held - c.dictHeld
	if c.held = c.dictHeld; c.p.held+h.unpacked+h.packed > maxPages {
		return errPageLarge
	}
	c.held += h.unpacked
	c.p.held += h.unpacked
	if int64(cap(c.packed)) < h.packed {
		c.packed = make([]byte, h.packed)
	}
	c.packed = c.packed[:h.packed]
	if n, err := c.p.at.ReadAt(c.packed, c.at); int64(n) < h.packed {
		if err == nil || err == io.EOF {
			err = errPage
		}
		return err
	}
	c.at += h.packed
	if h.checked && crc32.ChecksumIEEE(c.packed) != h.crc {
		return errPage
	}
	switch h.kind {
	case 0, 2, 3:
	default: // an index, which holds no values
		return nil
	}
	levels := h.defBytes + h.repBytes
	if !h.flat {
		levels = 0
	}
	if levels < 0 || h.defBytes < 0 || h.repBytes < 0 || levels > h.packed || levels > h.unpacked {
		return errPage
	}
	body := c.packed[levels:]
	if !h.flat || h.stillTight {
		if body, err = c.unpack(body, h.unpacked-levels); err != nil {
			return err
		}
	} else {
		body = bytes.Clone(body)
	}
	if h.kind == 2 {
		return c.dictionary(h, body)
	}
	if c.n = h.values; h.flat {
		front := bytes.Clone(c.packed[:levels])
		c.rep = hybrid{b: front[:h.repBytes], width: widthOf(c.leaf.maxRep)}
		c.def = hybrid{b: front[h.repBytes:], width: widthOf(c.leaf.maxDef)}
	} else {
		if h.defCoding == 4 && c.leaf.maxDef > 0 { // bits without runs: not written since 2013
			return errPacking
		}
		for _, l := range []struct {
			max int
			to  *hybrid
		}{{c.leaf.maxRep, &c.rep}, {c.leaf.maxDef, &c.def}} {
			if l.max == 0 {
				continue
			}
			if len(body) < 4 || int64(le.Uint32(body)) > int64(len(body)-4) {
				return errPage
			}
			n := 4 + int(le.Uint32(body))
			*l.to = hybrid{b: body[4:n], width: widthOf(l.max)}
			body = body[n:]
		}
	}
	c.values, err = c.decoder(h, body)
	return err
}

// dictionary keeps the values that the pages after it name by number.
func (c *parquetColumn) dictionary(h pageHeader, body []byte) error {
	from := plainValues{leaf: c.leaf, b: body}
	if c.leaf.kind == kindBool || h.values > int64(len(body)) {
		return errPage
	}
	c.dict = texts{}
	for range h.values {
		var err error
		if c.dict.buf, err = from.next(c.dict.buf); err != nil {
			return err
		}
		if len(c.dict.buf) > 4*maxPage {
			return errPageLarge
		}
		c.dict.ends = append(c.dict.ends, uint32(len(c.dict.buf)))
	}
	now := int64(len(c.dict.buf) + 4*len(c.dict.ends))
	c.p.held += now - c.held
	c.held, c.dictHeld = now, now
	return nil
}

// unpack returns the content of a page, which is ours.
func (c *parquetColumn) unpack(b []byte, size int64) ([]byte, error) {
	if size == 0 {
		return nil, nil
	}
	var from io.Reader
	switch c.codec {
	case 0:
		if int64(len(b)) != size {
			return nil, errPage
		}
		return bytes.Clone(b), nil
	case 1:
		if n, err := snappy.DecodedLen(b); err != nil || int64(n) != size {
			return nil, errPage
		}
		out, err := snappy.Decode(make([]byte, size), b)
		if err != nil {
			return nil, errPage
		}
		return out, nil
	case 2:
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err != nil {
			return nil, errPage
		}
		defer z.Close()
		from = z
	case 4:
		from = brotli.NewReader(bytes.NewReader(b))
	case 5, 7:
		return unlz4(b, size, c.codec == 5)
	case 6:
		if c.zstd == nil {
			var err error
			if c.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow)); err != nil {
				return nil, errPage
			}
		}
		if c.zstd.Reset(bytes.NewReader(b)) != nil {
			return nil, errPage
		}
		from = c.zstd
	}
	out := make([]byte, size)
	if _, err := io.ReadFull(from, out); err != nil {
		return nil, errPage
	}
	return out, nil
}

// unlz4 unpacks a block. Hadoop's programs write the sizes of both before it,
// and can write several.
func unlz4(b []byte, size int64, hadoop bool) ([]byte, error) {
	out := make([]byte, size)
	if hadoop {
		rest, got := b, out
		for len(rest) >= 8 && len(got) > 0 {
			full, packed := int64(be.Uint32(rest)), int64(be.Uint32(rest[4:]))
			if full > int64(len(got)) || packed > int64(len(rest)-8) {
				break
			}
			if n, err := lz4.UncompressBlock(rest[8:8+packed], got[:full]); err != nil || int64(n) != full {
				break
			}
			rest, got = rest[8+packed:], got[full:]
		}
		if len(rest) == 0 && len(got) == 0 {
			return out, nil
		}
	}
	if n, err := lz4.UncompressBlock(b, out); err != nil || int64(n) != size {
		return nil, errPage
	}
	return out, nil
}
