package redact

import (
	"encoding/binary"
	"math/bits"
)

// Quick makes keyed prints of values where many are needed for each record. It
// is SipHash-2-4 (Aumasson and Bernstein, 2012) under a key that the firm's key
// makes: without that key nobody can try values out.
type Quick struct{ k0, k1 uint64 }

// Quick returns one under k.
func (k Key) Quick() Quick {
	sum := k.sum("quick", "")
	return Quick{binary.LittleEndian.Uint64(sum[:]), binary.LittleEndian.Uint64(sum[8:])}
}

// Print is the print of what stands in p.
func (q Quick) Print(p []byte) uint64 { return q.sip(p) }

// Of is the print of a normalised value of a kind, as it stands in blobs of keys.
func (q Quick) Of(kind, normalised string) uint64 {
	return q.sip([]byte(kind + "\x00" + normalised + "\x00"))
}

func (q Quick) sip(p []byte) uint64 {
	v0, v1, v2, v3 := q.k0^0x736f6d6570736575, q.k1^0x646f72616e646f6d, q.k0^0x6c7967656e657261, q.k1^0x7465646279746573
	round := func() {
		v0 += v1
		v1 = bits.RotateLeft64(v1, 13) ^ v0
		v0 = bits.RotateLeft64(v0, 32)
		v2 += v3
		v3 = bits.RotateLeft64(v3, 16) ^ v2
		v0 += v3
		v3 = bits.RotateLeft64(v3, 21) ^ v0
		v2 += v1
		v1 = bits.RotateLeft64(v1, 17) ^ v2
		v2 = bits.RotateLeft64(v2, 32)
	}
	last := uint64(len(p)) << 56
	for ; len(p) >= 8; p = p[8:] {
		m := binary.LittleEndian.Uint64(p)
		v3 ^= m
		round()
		round()
		v0 ^= m
	}
	for i, b := range p {
		last |= uint64(b) << (8 * i)
	}
	v3 ^= last
	round()
	round()
	v0 ^= last
	v2 ^= 0xff
	for range 4 {
		round()
	}
	return v0 ^ v1 ^ v2 ^ v3
}
