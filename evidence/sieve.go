package evidence

import (
	"encoding/binary"
	"math/bits"
)

// sieve lets through keys of some values, and a few others: of millions that are
// read most are none of them, and a bit says so before anything is made of a key.
type sieve struct {
	bits  []uint64
	shift uint8 // of what a value is made of, for its bit
}

const sieveBits = 4 // there are up to so many times more bits than values, as a power of two

// newSieve makes a sieve of the values that several tables have.
func newSieve(tables ...*table) *sieve {
	n := 0
	for _, t := range tables {
		n += len(t.list)
	}
	size := 1 << max(12, bits.Len(uint(n))+sieveBits)
	s := &sieve{bits: make([]uint64, size/64), shift: uint8(64 - bits.TrailingZeros(uint(size)))}
	for _, t := range tables {
		for _, h := range t.list {
			b := unchance(h) >> s.shift
			s.bits[b/64] |= 1 << (b % 64)
		}
	}
	return s
}

// sift calls each with the keys of a run that go through the sieve, one by one, until
// it says that it has enough.
func (r *runReader) sift(shape *runShape, prints []byte, record uint32, each func([]Key) bool) bool {
	s := r.sieve
	for i := range shape.n {
		var print uint64
		switch {
		case !shape.soft:
			print = binary.LittleEndian.Uint64(prints)
			prints = prints[hardBytes:]
		case shape.types[i] == KeyHolds:
			print = uint64(prints[0])
			prints = prints[1:]
		default:
			print = uint64(binary.LittleEndian.Uint32(prints)) | uint64(binary.LittleEndian.Uint16(prints[4:]))<<32
			prints = prints[softBytes:]
		}
		b := print * shape.odd[i] >> s.shift
		if s.bits[b/64]>>(b%64)&1 == 0 {
			continue
		}
		r.keys[0] = Key{Type: shape.types[i], Print: print, Record: record}
		if !each(r.keys[:1]) {
			return false
		}
	}
	return true
}
