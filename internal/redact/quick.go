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

// NameAlone stands behind a name in the print of nothing else.
const NameAlone = 'n'

// OfName is the print of a normalised name, as it stands in blobs of keys.
func (q Quick) OfName(normalised string) uint64 {
	s := q.Stem([]byte(normalised))
	return s.Print([]byte{NameAlone})
}

// Pair is the prints of a and of b. A processor makes two side by side sooner
// than one after the other.
func (q Quick) Pair(a, b []byte) (x, y uint64) {
	s := q.Stem(nil)
	return s.Pair(a, b)
}

// Stem is what many values begin with, taken in once.
type Stem struct{ v0, v1, v2, v3, n uint64 }

// Stem takes in p, filled up with zeros to whole blocks of eight bytes: so p must
// not end with one.
func (q Quick) Stem(p []byte) Stem {
	v0, v1, v2, v3 := q.k0^0x736f6d6570736575, q.k1^0x646f72616e646f6d, q.k0^0x6c7967656e657261, q.k1^0x7465646279746573
	n := uint64(len(p)+7) &^ 7
	for len(p) > 0 {
		m := uint64(0)
		if len(p) >= 8 {
			m, p = binary.LittleEndian.Uint64(p), p[8:]
		} else {
			m, p = lastWord(p)&(1<<56-1), nil
		}
		v3 ^= m
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0 ^= m
	}
	return Stem{v0, v1, v2, v3, n}
}

// Print is Quick.Print of the stem with its zeros and p behind it.
func (s *Stem) Print(p []byte) uint64 {
	x, _ := s.Pair(p, nil)
	return x
}

// Pair is the prints of the stem with a, and with b, behind it.
func (s *Stem) Pair(a, b []byte) (x, y uint64) {
	v0, v1, v2, v3 := s.v0, s.v1, s.v2, s.v3
	w0, w1, w2, w3 := v0, v1, v2, v3
	lastA, lastB := lastWord(a)+s.n<<56, lastWord(b)+s.n<<56
	for len(a) >= 8 && len(b) >= 8 {
		m, n := binary.LittleEndian.Uint64(a), binary.LittleEndian.Uint64(b)
		a, b = a[8:], b[8:]
		v3 ^= m
		w3 ^= n
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		w0, w1, w2, w3 = sipRound(w0, w1, w2, w3)
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		w0, w1, w2, w3 = sipRound(w0, w1, w2, w3)
		v0 ^= m
		w0 ^= n
	}
	for ; len(a) >= 8; a = a[8:] {
		m := binary.LittleEndian.Uint64(a)
		v3 ^= m
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0 ^= m
	}
	for ; len(b) >= 8; b = b[8:] {
		n := binary.LittleEndian.Uint64(b)
		w3 ^= n
		w0, w1, w2, w3 = sipRound(w0, w1, w2, w3)
		w0, w1, w2, w3 = sipRound(w0, w1, w2, w3)
		w0 ^= n
	}
	v3 ^= lastA
	w3 ^= lastB
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	w0, w1, w2, w3 = sipRound(w0, w1, w2, w3)
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	w0, w1, w2, w3 = sipRound(w0, w1, w2, w3)
	v0 ^= lastA
	w0 ^= lastB
	v2 ^= 0xff
	w2 ^= 0xff
	for range 4 {
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		w0, w1, w2, w3 = sipRound(w0, w1, w2, w3)
	}
	return v0 ^ v1 ^ v2 ^ v3, w0 ^ w1 ^ w2 ^ w3
}

func sipRound(v0, v1, v2, v3 uint64) (uint64, uint64, uint64, uint64) {
	v0 += v1
	v1 = bits.RotateLeft64(v1, 13) ^ v0
	v2 += v3
	v3 = bits.RotateLeft64(v3, 16) ^ v2
	v2 += v1
	v1 = bits.RotateLeft64(v1, 17) ^ v2
	v0 = bits.RotateLeft64(v0, 32) + v3
	v3 = bits.RotateLeft64(v3, 21) ^ v0
	return v0, v1, bits.RotateLeft64(v2, 32), v3
}

// lastWord is what stands in p behind the last eight bytes, and how long p is.
func lastWord(p []byte) uint64 {
	n := len(p)
	last, rest := uint64(n)<<56, n&7
	switch {
	case rest == 0:
	case n > 8:
		last |= binary.LittleEndian.Uint64(p[n-8:]) >> (64 - 8*rest)
	case n >= 4: // some bytes are taken twice
		last |= uint64(binary.LittleEndian.Uint32(p)) | uint64(binary.LittleEndian.Uint32(p[n-4:]))<<(8*(n-4))
	default:
		last |= uint64(p[0]) | uint64(p[n/2])<<(8*(n/2)) | uint64(p[n-1])<<(8*(n-1))
	}
	return last
}

func (q Quick) sip(p []byte) uint64 {
	v0, v1, v2, v3 := q.k0^0x736f6d6570736575, q.k1^0x646f72616e646f6d, q.k0^0x6c7967656e657261, q.k1^0x7465646279746573
	last := lastWord(p)
	for ; len(p) >= 8; p = p[8:] {
		m := binary.LittleEndian.Uint64(p)
		v3 ^= m
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
		v0 ^= m
	}
	v3 ^= last
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	v0 ^= last
	v2 ^= 0xff
	for range 4 {
		v0, v1, v2, v3 = sipRound(v0, v1, v2, v3)
	}
	return v0 ^ v1 ^ v2 ^ v3
}
