package formats

import "encoding/binary"

// delta delivers numbers that are kept as the differences to the one before, in
// blocks of the smallest difference and what goes beyond it
// (https://parquet.apache.org/docs/file-format/data-pages/encodings/, DELTA_BINARY_PACKED).
type delta struct {
	b         []byte
	left      uint64 // numbers
	last, low int64
	first     bool
	mini      int    // numbers a part of a block
	parts     int    // of a block
	widths    []byte // of the parts to come
	n, bit    int    // numbers left in the part, and where
	width     int
}

func newDelta(b []byte) (*delta, error) {
	d := &delta{b: b, first: true}
	block, parts, total := d.uvarint(), d.uvarint(), d.uvarint()
	last := d.uvarint()
	if d.b == nil || parts == 0 || block > 1<<20 || parts > block || block%parts != 0 || (block/parts)%8 != 0 {
		return nil, errPage
	}
	d.last = int64(last>>1) ^ -int64(last&1)
	d.left, d.mini, d.parts = total, int(block/parts), int(parts)
	return d, nil
}

func (d *delta) uvarint() uint64 {
	n, k := binary.Uvarint(d.b)
	if k <= 0 {
		d.b = nil
		return 0
	}
	d.b = d.b[k:]
	return n
}

func (d *delta) next() (int64, error) {
	if d.left == 0 {
		return 0, errPage
	}
	d.left--
	if d.first {
		d.first = false
		return d.last, nil
	}
	if d.n == 0 {
		if err := d.part(); err != nil {
			return 0, err
		}
	}
	v, ok := bitsAt(d.b, d.bit, d.width)
	if !ok {
		return 0, errPage
	}
	d.bit += d.width
	d.n--
	if d.n == 0 {
		d.b = d.b[d.mini*d.width/8:]
	}
	d.last += d.low + int64(v)
	return d.last, nil
}

// part begins the next part of a block, and the next block after the last.
func (d *delta) part() error {
	if len(d.widths) == 0 {
		n, k := binary.Uvarint(d.b)
		if k <= 0 || len(d.b)-k < d.parts {
			return errPage
		}
		d.low = int64(n>>1) ^ -int64(n&1)
		d.widths, d.b = d.b[k:k+d.parts], d.b[k+d.parts:]
	}
	d.width, d.widths = int(d.widths[0]), d.widths[1:]
	if d.width > 64 {
		return errPage
	}
	if need := d.mini * d.width / 8; need > len(d.b) {
		// The last part may be cut where its numbers end.
		d.b = append(d.b[:len(d.b):len(d.b)], make([]byte, need-len(d.b))...)
	}
	d.n, d.bit = d.mini, 0
	return nil
}

// deltaThen is numbers with something behind them, whose place only counting tells.
func deltaThen(b []byte) (*delta, []byte, error) {
	d, err := newDelta(b)
	if err != nil {
		return nil, nil, err
	}
	if d.left > 8*uint64(maxPage) {
		return nil, nil, errPage
	}
	end := *d
	for end.left > 0 {
		if _, err := end.next(); err != nil {
			return nil, nil, err
		}
	}
	if end.n > 0 {
		end.b = end.b[end.mini*end.width/8:]
	}
	return d, end.b, nil
}

type deltaNumbers struct {
	leaf *parquetLeaf
	d    *delta
}

func (n *deltaNumbers) next(dst []byte) ([]byte, error) {
	v, err := n.d.next()
	if err != nil {
		return dst, err
	}
	if n.leaf.kind == kindInt32 {
		v = int64(int32(v))
	}
	return n.leaf.number(dst, v), nil
}

type deltaLengths struct {
	leaf *parquetLeaf
	d    *delta
	b    []byte
}

func (n *deltaLengths) next(dst []byte) ([]byte, error) {
	v, err := n.d.next()
	if err != nil || v < 0 || v > int64(len(n.b)) {
		return dst, errPage
	}
	dst = n.leaf.bytes(dst, n.b[:v])
	n.b = n.b[v:]
	return dst, nil
}

// deltaBytes begin as the one before.
type deltaBytes struct {
	leaf           *parquetLeaf
	prefix, suffix *delta
	b              []byte
	last           []byte
}

func (n *deltaBytes) next(dst []byte) ([]byte, error) {
	keep, err := n.prefix.next()
	if err != nil || keep < 0 || keep > int64(len(n.last)) {
		return dst, errPage
	}
	more, err := n.suffix.next()
	if err != nil || more < 0 || more > int64(len(n.b)) {
		return dst, errPage
	}
	n.last = append(n.last[:keep], n.b[:more]...)
	n.b = n.b[more:]
	if n.leaf.kind == kindFixed {
		if len(n.last) != n.leaf.length {
			return dst, errPage
		}
		return n.leaf.fixed(dst, n.last), nil
	}
	return n.leaf.bytes(dst, n.last), nil
}
