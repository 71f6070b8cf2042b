package formats

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"time"
	"unicode/utf8"
)

var be = binary.BigEndian

// The physical types of parquet.
const (
	kindBool = iota
	kindInt32
	kindInt64
	kindInt96
	kindFloat
	kindDouble
	kindBytes
	kindFixed
)

// parquetAs is what a value stands for.
type parquetAs byte

const (
	asIs parquetAs = iota
	asText
	asUnsigned
	asDate
	asTime // not a person's
	asMillis
	asMicros
	asNanos
	asDecimal
	asUUID
)

func schemaOf(t *thrift) (n schemaNode) {
	t.fields(func(id int16, kind byte) bool {
		switch {
		case id == 1 && kind == 5:
			n.kind, n.typed = t.int(), true
		case id == 2 && kind == 5:
			n.length = int(t.int())
		case id == 3 && kind == 5:
			n.repeats = t.int()
		case id == 4 && kind == thriftBinary:
			n.name = string(t.binary())
		case id == 5 && kind == 5:
			n.children = t.int()
		case id == 6 && kind == 5:
			if as := converted(t.int()); n.as == asIs {
				n.as = as
			}
		case id == 7 && kind == 5:
			n.scale = int(t.int())
		case id == 10 && kind == thriftStruct:
			t.fields(func(id int16, kind byte) bool {
				switch id {
				case 1, 4, 12:
					n.as = asText
				case 5:
					n.as = asDecimal
				case 6:
					n.as = asDate
				case 7:
					n.as = asTime
				case 8:
					t.fields(func(id int16, kind byte) bool {
						if id != 2 || kind != thriftStruct {
							return false
						}
						t.fields(func(unit int16, kind byte) bool {
							if unit >= 1 && unit <= 3 {
								n.as = asMillis + parquetAs(unit-1)
							}
							return false
						})
						return true
					})
					return true
				case 14:
					n.as = asUUID
				}
				return false
			})
		default:
			return false
		}
		return true
	})
	return n
}

func converted(n int64) parquetAs {
	switch n {
	case 0, 4, 19:
		return asText
	case 5:
		return asDecimal
	case 6:
		return asDate
	case 7, 8:
		return asTime
	case 9:
		return asMillis
	case 10:
		return asMicros
	case 11, 12, 13, 14:
		return asUnsigned
	}
	return asIs
}

// number appends a whole number as what it stands for.
func (l *parquetLeaf) number(dst []byte, n int64) []byte {
	switch l.as {
	case asDate:
		if n > -719162 && n < 2932897 {
			return civil(dst, int(n))
		}
	case asMillis:
		return moment(dst, n, 1e3)
	case asMicros:
		return moment(dst, n, 1e6)
	case asNanos:
		return moment(dst, n, 1e9)
	case asDecimal:
		return decimal(dst, big.NewInt(n), l.scale)
	case asUnsigned:
		if l.kind == kindInt32 {
			n = int64(uint32(n))
		}
		return strconv.AppendUint(dst, uint64(n), 10)
	}
	return strconv.AppendInt(dst, n, 10)
}

func moment(dst []byte, n, unit int64) []byte {
	sec := n / unit
	if n%unit < 0 {
		sec--
	}
	if sec < -62135596800 || sec > 253402300799 { // the years that have four digits
		return strconv.AppendInt(dst, n, 10)
	}
	return time.Unix(sec, 0).UTC().AppendFormat(dst, time.DateTime)
}

func decimal(dst []byte, n *big.Int, scale int) []byte {
	if scale <= 0 || scale > 100 {
		return n.Append(dst, 10)
	}
	if n.Sign() < 0 {
		dst = append(dst, '-')
		n = new(big.Int).Neg(n)
	}
	digits := n.Append(nil, 10)
	for len(digits) <= scale {
		digits = append([]byte{'0'}, digits...)
	}
	dst = append(dst, digits[:len(digits)-scale]...)
	return append(append(dst, '.'), digits[len(digits)-scale:]...)
}

// bytes appends a value of bytes. What is no text holds none that can be read.
func (l *parquetLeaf) bytes(dst, b []byte) []byte {
	switch {
	case l.as == asDecimal && len(b) <= 64:
		n := new(big.Int).SetBytes(b)
		if len(b) > 0 && b[0] >= 0x80 {
			n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
		return decimal(dst, n, l.scale)
	case l.as == asUUID && len(b) == 16:
		for i, part := range [][]byte{b[:4], b[4:6], b[6:8], b[8:10], b[10:]} {
			if i > 0 {
				dst = append(dst, '-')
			}
			dst = hex.AppendEncode(dst, part)
		}
		return dst
	case utf8.Valid(b):
		return append(dst, b...)
	case l.as == asText: // an old program's, in the spelling of its time
		for _, c := range b {
			dst = utf8.AppendRune(dst, windows1252(c))
		}
	}
	return dst
}

// fixed appends a value whose size its type says.
func (l *parquetLeaf) fixed(dst, b []byte) []byte {
	switch l.kind {
	case kindInt32:
		return l.number(dst, int64(int32(le.Uint32(b))))
	case kindInt64:
		return l.number(dst, int64(le.Uint64(b)))
	case kindInt96: // nanoseconds of the day, then the day since 4713 before Christ
		return moment(dst, (int64(le.Uint32(b[8:]))-2440588)*86400+int64(le.Uint64(b))/1e9, 1)
	case kindFloat:
		return strconv.AppendFloat(dst, float64(math.Float32frombits(le.Uint32(b))), 'f', -1, 32)
	case kindDouble:
		return strconv.AppendFloat(dst, math.Float64frombits(le.Uint64(b)), 'f', -1, 64)
	}
	return l.bytes(dst, b)
}

// size is how many bytes a value of fixed size takes, 0 when it has none.
func (l *parquetLeaf) size() int {
	switch l.kind {
	case kindInt32, kindFloat:
		return 4
	case kindInt64, kindDouble:
		return 8
	case kindInt96:
		return 12
	case kindFixed:
		return max(l.length, 0)
	}
	return 0
}

// parquetValues appends the next value of a page to dst.
type parquetValues interface {
	next(dst []byte) ([]byte, error)
}

func (c *parquetColumn) decoder(h pageHeader, b []byte) (parquetValues, error) {
	l := c.leaf
	switch {
	case h.encoding == 0:
		return &plainValues{leaf: l, b: b}, nil
	case h.encoding == 2 || h.encoding == 8:
		if len(b) == 0 { // none of its values is there
			return &plainValues{leaf: l}, nil
		}
		if b[0] > 32 {
			return nil, errPage
		}
		return &dictValues{&c.dict, hybrid{b: b[1:], width: int(b[0])}}, nil
	case h.encoding == 3 && l.kind == kindBool:
		if len(b) < 4 {
			return &plainValues{leaf: l}, nil
		}
		return &boolRuns{hybrid{b: b[4:], width: 1}}, nil
	case h.encoding == 5 && (l.kind == kindInt32 || l.kind == kindInt64):
		d, err := newDelta(b)
		return &deltaNumbers{l, d}, err
	case h.encoding == 6 && l.kind == kindBytes:
		d, rest, err := deltaThen(b)
		return &deltaLengths{l, d, rest}, err
	case h.encoding == 7 && (l.kind == kindBytes || l.kind == kindFixed):
		prefix, rest, err := deltaThen(b)
		if err != nil {
			return nil, err
		}
		suffix, rest, err := deltaThen(rest)
		return &deltaBytes{leaf: l, prefix: prefix, suffix: suffix, b: rest}, err
	case h.encoding == 9 && l.size() > 0:
		if len(b)%l.size() != 0 {
			return nil, errPage
		}
		return &splitValues{leaf: l, b: b, buf: make([]byte, l.size())}, nil
	}
	return nil, errPacking
}

type plainValues struct {
	leaf *parquetLeaf
	b    []byte
	bit  int
}

func (p *plainValues) next(dst []byte) ([]byte, error) {
	switch p.leaf.kind {
	case kindBool:
		if p.bit>>3 >= len(p.b) {
			return dst, errPage
		}
		v := p.b[p.bit>>3] >> (p.bit & 7) & 1
		p.bit++
		return appendBool(dst, v == 1), nil
	case kindBytes:
		if len(p.b) < 4 || int64(le.Uint32(p.b)) > int64(len(p.b)-4) {
			return dst, errPage
		}
		n := 4 + int(le.Uint32(p.b))
		dst = p.leaf.bytes(dst, p.b[4:n])
		p.b = p.b[n:]
		return dst, nil
	}
	n := p.leaf.size()
	if n == 0 || n > len(p.b) {
		return dst, errPage
	}
	dst = p.leaf.fixed(dst, p.b[:n])
	p.b = p.b[n:]
	return dst, nil
}

func appendBool(dst []byte, v bool) []byte { return strconv.AppendBool(dst, v) }

type dictValues struct {
	dict *texts
	hybrid
}

func (d *dictValues) next(dst []byte) ([]byte, error) {
	i, ok := d.hybrid.next()
	if !ok {
		return dst, errPage
	}
	v, ok := d.dict.get(int(i))
	if !ok {
		return dst, errPage
	}
	return append(dst, v...), nil
}

type boolRuns struct{ hybrid }

func (b *boolRuns) next(dst []byte) ([]byte, error) {
	v, ok := b.hybrid.next()
	if !ok {
		return dst, errPage
	}
	return appendBool(dst, v == 1), nil
}

type splitValues struct {
	leaf   *parquetLeaf
	b, buf []byte
	i      int
}

func (s *splitValues) next(dst []byte) ([]byte, error) {
	n := len(s.b) / len(s.buf)
	if s.i >= n {
		return dst, errPage
	}
	for k := range s.buf {
		s.buf[k] = s.b[k*n+s.i]
	}
	s.i++
	return s.leaf.fixed(dst, s.buf), nil
}

// widthOf is how many bits the numbers up to max take.
func widthOf(max int) int { return bits.Len(uint(max)) }

// hybrid delivers small numbers that are kept as runs of one number and as
// groups of eight, bit by bit.
type hybrid struct {
	b      []byte
	width  int
	run    uint64 // how often v comes again
	v      uint32
	packed uint64 // numbers left in the group
	bit    int
}

func (h *hybrid) next() (uint32, bool) {
	for {
		if h.run > 0 {
			h.run--
			return h.v, true
		}
		if h.packed > 0 {
			h.packed--
			v, ok := bitsAt(h.b, h.bit, h.width)
			if h.bit += h.width; h.packed == 0 {
				h.b = h.b[min((h.bit+7)/8, len(h.b)):]
				h.bit = 0
			}
			return uint32(v), ok
		}
		n, k := binary.Uvarint(h.b)
		if k <= 0 || n < 2 {
			return 0, false
		}
		h.b = h.b[k:]
		if n&1 == 1 {
			if h.packed = n >> 1 * 8; h.packed > 1<<32 {
				return 0, false
			}
			h.bit = 0
			continue
		}
		bytes := (h.width + 7) / 8
		if len(h.b) < bytes {
			return 0, false
		}
		h.v = 0
		for i := range bytes {
			h.v |= uint32(h.b[i]) << (8 * i)
		}
		h.b = h.b[bytes:]
		h.run = n >> 1
	}
}

// bitsAt is the number of so many bits at a place; the lowest bit comes first.
func bitsAt(b []byte, bit, width int) (uint64, bool) {
	if width == 0 {
		return 0, true
	}
	from, to := bit>>3, (bit+width+7)>>3
	if to > len(b) {
		return 0, false
	}
	var v uint64
	if from+8 <= len(b) {
		v = le.Uint64(b[from:]) >> (bit & 7)
		if to-from > 8 {
			v |= uint64(b[from+8]) << (64 - bit&7)
		}
	} else {
		for i := to - 1; i >= from; i-- {
			v = v<<8 | uint64(b[i])
		}
		v >>= bit & 7
		if to-from > 8 {
			return 0, false
		}
	}
	if width < 64 {
		v &= 1<<width - 1
	}
	return v, true
}
