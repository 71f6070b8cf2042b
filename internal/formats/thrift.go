package formats

import "errors"

var errThrift = errors.New("the description of a parquet file is damaged")

// thrift walks what the compact protocol of Apache Thrift packed: fields of a
// number and a type, no names
// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
// Once it stumbles it delivers nothing any more.
type thrift struct {
	b     []byte
	bad   bool
	depth int
}

const (
	thriftTrue   = 1
	thriftFalse  = 2
	thriftByte   = 3
	thriftDouble = 7
	thriftBinary = 8
	thriftList   = 9
	thriftSet    = 10
	thriftMap    = 11
	thriftStruct = 12
	thriftUUID   = 13
)

func (t *thrift) fail() { t.b, t.bad = nil, true }

func (t *thrift) byte() byte {
	if len(t.b) == 0 {
		t.fail()
		return 0
	}
	c := t.b[0]
	t.b = t.b[1:]
	return c
}

func (t *thrift) uvarint() (n uint64) {
	for shift := 0; shift < 64; shift += 7 {
		c := t.byte()
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
	t.fail()
	return 0
}

// int is a number of any width.
func (t *thrift) int() int64 {
	n := t.uvarint()
	return int64(n>>1) ^ -int64(n&1)
}

// binary is bytes or a text; valid as long as the input is.
func (t *thrift) binary() []byte {
	n := t.uvarint()
	if n > uint64(len(t.b)) {
		t.fail()
		return nil
	}
	b := t.b[:n]
	t.b = t.b[n:]
	return b
}

// fields calls each with every field of a struct; each takes the value, or
// returns false to have it left out.
func (t *thrift) fields(each func(id int16, kind byte) bool) {
	if t.depth++; t.depth > 32 {
		t.fail()
	}
	defer func() { t.depth-- }()
	var id int16
	for !t.bad {
		c := t.byte()
		if c == 0 || t.bad {
			return
		}
		if delta := c >> 4; delta != 0 {
			id += int16(delta)
		} else {
			id = int16(t.int())
		}
		if !each(id, c&0xf) {
			t.skip(c & 0xf)
		}
	}
}

// list calls each for every element of a list, which it takes.
func (t *thrift) list(each func(kind byte)) {
	c := t.byte()
	n := uint64(c >> 4)
	if n == 15 {
		n = t.uvarint()
	}
	if n > uint64(len(t.b)) { // an element takes a byte or more
		t.fail()
		return
	}
	for ; n > 0 && !t.bad; n-- {
		each(c & 0xf)
	}
}

func (t *thrift) skip(kind byte) {
	switch kind {
	case thriftTrue, thriftFalse:
	case thriftByte:
		t.byte()
	case 4, 5, 6:
		t.uvarint()
	case thriftDouble:
		t.take(8)
	case thriftUUID:
		t.take(16)
	case thriftBinary:
		t.binary()
	case thriftList, thriftSet:
		t.list(func(kind byte) {
			if kind <= thriftFalse { // in a list a truth value takes a byte
				kind = thriftByte
			}
			t.skip(kind)
		})
	case thriftMap:
		n := t.uvarint()
		if n == 0 {
			return
		}
		kinds := t.byte()
		for ; n > 0 && !t.bad; n-- {
			for _, k := range [2]byte{kinds >> 4, kinds & 0xf} {
				if k <= thriftFalse {
					k = thriftByte
				}
				t.skip(k)
			}
		}
	case thriftStruct:
		t.fields(func(int16, byte) bool { return false })
	default:
		t.fail()
	}
}

func (t *thrift) take(n int) {
	if n > len(t.b) {
		t.fail()
		return
	}
	t.b = t.b[n:]
}
