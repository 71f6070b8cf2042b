package classify

import (
	"bytes"
	"crypto/sha256"
)

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// base58Check decodes 25 bytes and compares the last four with the hash of the
// rest, as Bitcoin writes addresses.
func base58Check(w []byte) bool {
	var out [25]byte
	for _, c := range w {
		v := bytes.IndexByte([]byte(base58), c)
		if v < 0 {
			return false
		}
		for i := len(out) - 1; i >= 0; i-- {
			v += int(out[i]) * 58
			out[i] = byte(v)
			v >>= 8
		}
		if v != 0 {
			return false
		}
	}
	sum := sha256.Sum256(out[:21])
	sum = sha256.Sum256(sum[:])
	return bytes.Equal(sum[:4], out[21:])
}

// bech32 checks an address of BIP 173 or BIP 350.
func bech32(w []byte) bool {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	poly := uint32(1)
	step := func(v uint32) {
		top := poly >> 25
		poly = poly&0x1ffffff<<5 ^ v
		for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 != 0 {
				poly ^= g
			}
		}
	}
	for _, v := range []uint32{3, 3, 0, 2, 3} { // "bc", taken apart
		step(v)
	}
	for _, c := range w[3:] {
		v := bytes.IndexByte([]byte(alphabet), lower(c))
		if v < 0 {
			return false
		}
		step(uint32(v))
	}
	return poly == 1 || poly == 0x2bc830a3
}
