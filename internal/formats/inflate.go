package formats

import (
	"encoding/binary"
	"errors"
	"io"
	"sync"
)

// inflater unpacks a deflate stream (RFC 1951). Unpacking is half of what reading
// a workbook costs, and a decoder that takes its input in eights of bytes and
// copies within one buffer is twice as fast as one that takes byte for byte. What
// it does is held against the one of klauspost/compress by a test.
type inflater struct {
	r        io.Reader
	in       [inSize + inPad]byte
	pos, end int
	eof      bool // nothing follows what is in in; zeros stand behind it
	bits     uint64
	nbits    uint
	out      [keepOut + moreOut]byte
	from, to int // in out: what was unpacked and not yet delivered
	state    inflateState
	last     bool // the block is the last one
	left     int  // bytes of a block that is not packed
	lit      *huffman
	dist     *huffman
	own      [3]huffman
	err      error
}

type inflateState int

const (
	atBlock inflateState = iota
	inStored
	inPacked
)

const (
	inSize  = 32 << 10
	inPad   = 64
	inLow   = 24       // fewer bytes than one round of the loop takes
	keepOut = 32 << 10 // as far back as a copy can reach
	moreOut = 96 << 10
	outLow  = 300 // more than one round of the loop puts out
)

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

var errInflate = errors.New("flate: the packed data is damaged")

var inflaters = sync.Pool{New: func() any { return new(inflater) }}

// inflate unpacks r. It need not be closed, but gives its buffers back then.
func inflate(r io.Reader) io.ReadCloser {
	z := inflaters.Get().(*inflater)
	z.reset(r)
	return &inflating{z}
}

func (z *inflater) reset(r io.Reader) {
	z.r, z.pos, z.end, z.eof, z.bits, z.nbits, z.from, z.to = r, 0, 0, false, 0, 0, 0, 0
	z.state, z.last, z.left, z.lit, z.dist, z.err = atBlock, false, 0, nil, nil, nil
}

// inflating is an inflater until it is closed.
type inflating struct{ z *inflater }

func (i *inflating) Read(p []byte) (int, error) {
	if i.z == nil {
		return 0, io.ErrClosedPipe
	}
	return i.z.Read(p)
}

func (i *inflating) Close() error {
	if i.z != nil {
		i.z.r = nil
		inflaters.Put(i.z)
		i.z = nil
	}
	return nil
}

func (z *inflater) Read(p []byte) (int, error) {
	for z.from == z.to {
		if z.err != nil {
			return 0, z.err
		}
		if len(p) == 0 {
			return 0, nil
		}
		if z.to > keepOut+moreOut/2 { // slide
			copy(z.out[:keepOut], z.out[z.to-keepOut:z.to])
			z.from, z.to = keepOut, keepOut
		}
		z.err = z.step()
	}
	n := copy(p, z.out[z.from:z.to])
	z.from += n
	return n, nil
}

// fill reads on when there is little left, and puts zeros behind the end.
func (z *inflater) fill() error {
	for !z.eof && z.end-z.pos < inLow {
		back := min(z.pos, 8) // what was taken may be given back
		z.end = copy(z.in[:], z.in[z.pos-back:z.end])
		z.pos = back
		for tries := 0; ; tries++ {
			n, err := z.r.Read(z.in[z.end:inSize])
			z.end += n
			if err == io.EOF {
				z.eof = true
				clear(z.in[z.end : z.end+inPad])
				return nil
			}
			if err != nil {
				return err
			}
			if n > 0 {
				break
			}
			if tries == 100 {
				return io.ErrNoProgress
			}
		}
	}
	return nil
}

// over says whether more was taken than there is.
func (z *inflater) over() bool { return z.eof && z.pos-int(z.nbits>>3) > z.end }

// take takes n bits, at most 32.
func (z *inflater) take(n uint) (uint32, error) {
	if z.nbits < n {
		if err := z.fill(); err != nil {
			return 0, err
		}
		z.refill()
	}
	v := uint32(z.bits & (1<<n - 1))
	z.bits >>= n
	z.nbits -= n
	if z.over() {
		return 0, io.ErrUnexpectedEOF
	}
	return v, nil
}

// refill tops the bits up to at least 56. Behind the end there are zeros.
func (z *inflater) refill() {
	z.pos = min(z.pos, z.end+32)
	z.bits |= binary.LittleEndian.Uint64(z.in[z.pos:]) << z.nbits
	z.pos += int((63 - z.nbits) >> 3)
	z.nbits |= 56
}

// step unpacks something, or says why not.
func (z *inflater) step() error {
	if err := z.fill(); err != nil {
		return err
	}
	switch z.state {
	case inStored:
		return z.stored()
	case inPacked:
		return z.packed()
	}
	if z.last {
		return io.EOF
	}
	head, err := z.take(3)
	if err != nil {
		return err
	}
	z.last = head&1 != 0
	switch head >> 1 {
	case 0:
		// What was taken of whole bytes goes back.
		z.pos -= int(z.nbits >> 3)
		z.bits, z.nbits = 0, 0
		n, err := z.take(16)
		if err != nil {
			return err
		}
		not, err := z.take(16)
		if err != nil {
			return err
		}
		if n != ^not&0xffff {
			return errInflate
		}
		z.pos -= int(z.nbits >> 3)
		z.bits, z.nbits = 0, 0
		z.state, z.left = inStored, int(n)
	case 1:
		f := fixed()
		z.state, z.lit, z.dist = inPacked, &f[0], &f[1]
	case 2:
		if err := z.codes(); err != nil {
			return err
		}
		z.state, z.lit, z.dist = inPacked, &z.own[0], &z.own[1]
	default:
		return errInflate
	}
	return nil
}

func (z *inflater) stored() error {
	n := min(z.left, z.end-z.pos, len(z.out)-z.to)
	if n <= 0 && z.left > 0 {
		return io.ErrUnexpectedEOF
	}
	copy(z.out[z.to:], z.in[z.pos:z.pos+n])
	z.to += n
	z.pos += n
	if z.left -= n; z.left == 0 {
		z.state = atBlock
	}
	return nil
}

// packed unpacks until the block ends, or one of the buffers does.
func (z *inflater) packed() error {
	lit, dist := z.lit.table, z.dist.table
	litBits, distBits := z.lit.bits, z.dist.bits
	litMask, distMask := uint64(1)<<litBits-1, uint64(1)<<distBits-1
	if len(lit) <= int(litMask) || len(dist) <= int(distMask) {
		return errInflate
	}
	bits, nbits, pos, to := z.bits, z.nbits, z.pos, z.to
	out := z.out[:]
	enough := z.end - inLow
	if z.eof {
		enough = z.end
	}
	in := z.in[:]
	save := func() { z.bits, z.nbits, z.pos, z.to = bits, nbits, pos, to }
	sure := to
	for to <= len(out)-outLow {
		if pos > enough {
			if !z.eof {
				save()
				return nil // what follows is read first
			}
			if pos-int(nbits>>3) > z.end { // the zeros behind the end are no data
				to = sure
				save()
				return io.ErrUnexpectedEOF
			}
			pos = min(pos, z.end+32)
		}
		sure = to
		bits |= binary.LittleEndian.Uint64(in[pos:]) << nbits
		pos += int((63 - nbits) >> 3)
		nbits |= 56
		e := lit[bits&litMask]
		if int32(e) < 0 { // up to three letters
			bits >>= e & 63
			nbits -= uint(e & 63)
			out[to] = byte(e >> 16)
			to++
			e = lit[bits&litMask]
			if int32(e) < 0 {
				bits >>= e & 63
				nbits -= uint(e & 63)
				out[to] = byte(e >> 16)
				to++
				e = lit[bits&litMask]
				if int32(e) < 0 {
					bits >>= e & 63
					nbits -= uint(e & 63)
					out[to] = byte(e >> 16)
					to++
					continue
				}
			}
		}
		if e&isLink != 0 {
			at := int(e>>16) + int(bits>>litBits)&(1<<(e>>8&31)-1)
			e = lit[at]
			if int32(e) < 0 {
				bits >>= e & 63
				nbits -= uint(e & 63)
				out[to] = byte(e >> 16)
				to++
				continue
			}
		}
		if e&0xff == 0 {
			save()
			return errInflate
		}
		bits >>= e & 63
		nbits -= uint(e & 63)
		if e&isEnd != 0 {
			save()
			z.state = atBlock
			if z.over() {
				z.to = sure
				return io.ErrUnexpectedEOF
			}
			return nil
		}
		extra := e >> 8 & 31
		length := int(e>>16) + int(bits&(1<<extra-1))
		bits >>= extra
		nbits -= uint(extra)
		// The three letters and this took at most 50 of 56 bits.
		pos = min(pos, z.end+32)
		bits |= binary.LittleEndian.Uint64(in[pos:]) << nbits
		pos += int((63 - nbits) >> 3)
		nbits |= 56
		e = dist[bits&distMask]
		if e&isLink != 0 {
			e = dist[int(e>>16)+int(bits>>distBits)&(1<<(e>>8&31)-1)]
		}
		if e&0xff == 0 {
			save()
			return errInflate
		}
		bits >>= e & 63
		nbits -= uint(e & 63)
		extra = e >> 8 & 31
		back := int(e>>16) + int(bits&(1<<extra-1))
		bits >>= extra
		nbits -= uint(extra)
		if back > to {
			save()
			return errInflate
		}
		src := to - back
		switch {
		case back >= 16 && length <= 16:
			// Sixteen bytes at once; those too many are overwritten later.
			a, b := binary.LittleEndian.Uint64(out[src:]), binary.LittleEndian.Uint64(out[src+8:])
			binary.LittleEndian.PutUint64(out[to:], a)
			binary.LittleEndian.PutUint64(out[to+8:], b)
		case back >= length:
			copy(out[to:to+length], out[src:src+length])
		case back >= 8:
			for i := 0; i < length; i += 8 {
				binary.LittleEndian.PutUint64(out[to+i:], binary.LittleEndian.Uint64(out[src+i:]))
			}
		default:
			for i := range length {
				out[to+i] = out[src+i]
			}
		}
		to += length
	}
	save()
	if z.over() {
		z.to = sure
		return io.ErrUnexpectedEOF
	}
	return nil
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
