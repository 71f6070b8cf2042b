package formats

import "sync"

// An entry of a table: the length of the code in the lowest byte, then the number
// of further bits, then what kind it is, then the value.
const (
	isLiteral = 1 << 31
	isEnd     = 1 << 15
	isLink    = 1 << 14 // to a table of longer codes
)

// huffman is a table of codes by their first bits, with tables of the longer ones
// behind it.
type huffman struct {
	bits  uint
	table []uint32
}

var codeOrder = [19]byte{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// codes reads the codes of a block.
func (z *inflater) codes() error {
	head, err := z.take(14)
	if err != nil {
		return err
	}
	nlit, ndist, ncode := int(head&31)+257, int(head>>5&31)+1, int(head>>10)+4
	if nlit > 286 || ndist > 30 {
		return errInflate
	}
	var lens [286 + 30 + 140]byte
	for i := range ncode {
		n, err := z.take(3)
		if err != nil {
			return err
		}
		lens[codeOrder[i]] = byte(n)
	}
	h := &z.own[2]
	if !h.build(lens[:19], 7, func(i int) uint32 { return isLiteral | uint32(i)<<16 }) {
		return errInflate
	}
	lens = [len(lens)]byte{}
	for i := 0; i < nlit+ndist; {
		if z.nbits < 16 {
			if err := z.fill(); err != nil {
				return err
			}
			z.refill()
		}
		e := h.table[z.bits&127]
		if e&0xff == 0 {
			return errInflate
		}
		if _, err := z.take(uint(e & 0xff)); err != nil {
			return err
		}
		sym := e >> 16 & 31
		if sym < 16 {
			lens[i] = byte(sym)
			i++
			continue
		}
		extra, base, value := uint(2), 3, byte(0)
		switch sym {
		case 16:
			if i == 0 {
				return errInflate
			}
			value = lens[i-1]
		case 17:
			extra = 3
		default:
			extra, base = 7, 11
		}
		n, err := z.take(extra)
		if err != nil {
			return err
		}
		k := base + int(n)
		if i+k > nlit+ndist {
			return errInflate
		}
		for range k {
			lens[i] = value
			i++
		}
	}
	if lens[256] == 0 { // a block without an end
		return errInflate
	}
	if !z.own[0].build(lens[:nlit], 11, litEntry) || !z.own[1].build(lens[nlit:nlit+ndist], 8, distEntry) {
		return errInflate
	}
	return nil
}

func litEntry(i int) uint32 {
	switch {
	case i < 256:
		return isLiteral | uint32(i)<<16
	case i == 256:
		return isEnd
	case i < 265:
		return uint32(i-254) << 16
	case i < 285:
		extra := uint32(i-261) >> 2
		return extra<<8 | (uint32(4+(i-261)&3)<<extra+3)<<16
	case i == 285:
		return 258 << 16
	}
	return 0 // never in honest data
}

func distEntry(i int) uint32 {
	switch {
	case i < 4:
		return uint32(i+1) << 16
	case i < 30:
		extra := uint32(i-2) >> 1
		return extra<<8 | (uint32(2+i&1)<<extra+1)<<16
	}
	return 0
}

// build makes the table of codes of these lengths; false when there can be none.
func (h *huffman) build(lens []byte, most uint, entry func(int) uint32) bool {
	var count, next [16]int
	longest := 0
	for _, n := range lens {
		count[n]++
		longest = max(longest, int(n))
	}
	h.bits = most
	if cap(h.table) < 1<<most {
		h.table = make([]uint32, 1<<most, 1<<most+1<<10)
	}
	h.table = h.table[:1<<most]
	clear(h.table)
	if longest == 0 { // no code at all: of the distances when there are only letters
		return true
	}
	code := 0
	count[0] = 0
	for n := 1; n <= 15; n++ {
		code = (code + count[n-1]) << 1
		next[n] = code
	}
	// All codes are used, or there is but one.
	if used := next[15] + count[15]; used != 1<<15 && !(longest == 1 && count[1] == 1) {
		return false
	}
	var linked [1 << 11]uint8 // how many bits longer the codes behind these first bits are
	if longest > int(most) {
		first := next
		for _, n := range lens {
			if n > 0 {
				if int(n) > int(most) {
					low := reversed(first[n], int(n)) & (1<<most - 1)
					linked[low] = max(linked[low], n-uint8(most))
				}
				first[n]++
			}
		}
	}
	for i, n := range lens {
		if n == 0 {
			continue
		}
		rev := reversed(next[n], int(n))
		next[n]++
		e := entry(i)
		if e == 0 {
			continue // stays without a length: using it is damage
		}
		e |= uint32(n)
		if int(n) <= int(most) {
			for at := rev; at < 1<<most; at += 1 << n {
				h.table[at] = e
			}
			continue
		}
		low := rev & (1<<most - 1)
		if h.table[low] == 0 {
			h.table[low] = isLink | uint32(linked[low])<<8 | uint32(len(h.table))<<16
			for range 1 << linked[low] {
				h.table = append(h.table, 0)
			}
		}
		sub := h.table[int(h.table[low]>>16):]
		for at := rev >> most; at < 1<<linked[low]; at += 1 << (n - byte(most)) {
			sub[at] = e
		}
	}
	return true
}

func reversed(code, n int) int {
	out := 0
	for range n {
		out = out<<1 | code&1
		code >>= 1
	}
	return out
}

// fixed are the codes that need no description.
var fixed = sync.OnceValue(func() *[2]huffman {
	var f [2]huffman
	var lens [288]byte
	for i := range lens {
		switch {
		case i < 144:
			lens[i] = 8
		case i < 256:
			lens[i] = 9
		case i < 280:
			lens[i] = 7
		default:
			lens[i] = 8
		}
	}
	f[0].build(lens[:], 11, litEntry)
	var dist [32]byte
	for i := range dist {
		dist[i] = 5
	}
	f[1].build(dist[:], 8, distEntry)
	return &f
})
