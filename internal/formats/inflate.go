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
