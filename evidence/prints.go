package evidence

// value is a print of what a key says, but for names: another one for each type
// and value.
func value(k Key) uint64 { return chance(raw(&k)) }

// raw is what a value is made of.
func raw(k *Key) uint64 { return k.Print * apart[k.Type&15] }

var apart = func() (odd [16]uint64) {
	for t := range odd {
		odd[t] = chance(uint64(t)+1) | 1
	}
	return odd
}()

// chance spreads x: prints need not be chance where they were not made with a key.
func chance(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// bitset is records of a set.
type bitset struct {
	words []uint64
	size  uint32
}

// newBitset has room for records up to last. Where these are not counted
// through, two may share a bit: one more is drawn then.
func newBitset(last uint32, records int) bitset {
	size := min(uint64(last)+1, uint64(records)*8+64)
	return bitset{make([]uint64, size/64+1), uint32(size)}
}

func (b bitset) has(r uint32) bool {
	if r >= b.size {
		r %= b.size
	}
	return b.words[r/64]>>(r%64)&1 != 0
}

func (b bitset) set(r uint32) {
	r %= b.size
	b.words[r/64] |= 1 << (r % 64)
}

// counts counts prints, up to 255 each, in nine bytes and a little. Nearly all
// that it is asked for are not there: a few bits know that sooner.
type counts struct {
	prints []uint64
	n      []uint8
	used   int
	there  []uint64
}

const thereBits = 1 << 22

// bit is where in there a print has its bit; those drawn are alike in their first bits.
func bit(h uint64) (word, shift uint64) { return h >> 16 & (thereBits - 1) / 64, h >> 10 & 63 }

func (c *counts) at(h uint64) int {
	mask := uint64(len(c.prints) - 1)
	i := h & mask // those drawn are alike in their first bits
	for c.n[i] != 0 && c.prints[i] != h {
		i = (i + 1) & mask
	}
	return int(i)
}

func (c *counts) get(h uint64) uint8 {
	if c.used == 0 {
		return 0
	}
	if w, b := bit(h); c.there[w]>>b&1 == 0 {
		return 0
	}
	return c.n[c.at(h)]
}

func (c *counts) add(h uint64) {
	if c.used*4 >= len(c.prints)*3 {
		old := *c
		size := max(1024, 2*len(old.prints))
		c.prints, c.n = make([]uint64, size), make([]uint8, size)
		for i, n := range old.n {
			if n != 0 {
				at := c.at(old.prints[i])
				c.prints[at], c.n[at] = old.prints[i], n
			}
		}
	}
	i := c.at(h)
	if c.n[i] == 0 {
		c.prints[i] = h
		c.used++
		if c.there == nil {
			c.there = make([]uint64, thereBits/64)
		}
		w, b := bit(h)
		c.there[w] |= 1 << b
	}
	if c.n[i] < 255 {
		c.n[i]++
	}
}

// unchance is what chance made x of.
func unchance(x uint64) uint64 {
	x ^= x>>31 ^ x>>62
	x *= 0x319642b2d24d8ec3
	x ^= x>>27 ^ x>>54
	x *= 0x96de1b173f119089
	return x ^ x>>30 ^ x>>60
}
