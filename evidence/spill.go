package evidence

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// Scratch opens a temporary file, which is gone once it is closed. nil: nothing
// may be put down anywhere, and all stays in memory.
type Scratch func() (Spill, error)

// Spill is a temporary file: what is written stands behind what was.
type Spill interface {
	io.Writer
	io.ReaderAt
	io.Closer
}

// sheaf is a temporary file in memory, where nothing may be put down anywhere else.
type sheaf struct{ bytes []byte }

func (s *sheaf) Write(b []byte) (int, error) {
	s.bytes = append(s.bytes, b...)
	return len(b), nil
}

func (s *sheaf) ReadAt(b []byte, at int64) (int, error) { return copy(b, s.bytes[at:]), nil }
func (s *sheaf) Close() error                           { s.bytes = nil; return nil }

var errSpill = errors.New("put fingerprints down in a temporary file")

func spillError(err error) error { return fmt.Errorf("%w: %w", errSpill, err) }

// tape is numbers that are read again in the order in which they were written:
// in memory or, once they are many, in a file.
type tape struct {
	scratch Scratch
	buf     []int32
	file    Spill
	size    int64 // bytes in file
	raw     []byte
	err     error
}

// maxTape is how many numbers are in memory before there is a file.
var maxTape = 1 << 19

const tapeBlock = 1 << 14 // numbers that are written and read at once

func (t *tape) add(x int32) {
	if len(t.buf) == cap(t.buf) {
		t.buf = slices.Grow(t.buf, max(len(t.buf), 1<<8))
	}
	if t.buf = append(t.buf, x); len(t.buf) >= tapeBlock && (t.file != nil || len(t.buf) >= maxTape && t.scratch != nil) {
		t.put()
	}
}

func (t *tape) put() {
	if t.file == nil && t.err == nil {
		if t.file, t.err = t.scratch(); t.err != nil {
			t.scratch = nil // what comes stays in memory, and is not read
			return
		}
	}
	for from := 0; from < len(t.buf) && t.err == nil; from += tapeBlock {
		t.raw = t.raw[:0]
		for _, x := range t.buf[from:min(len(t.buf), from+tapeBlock)] {
			t.raw = binary.LittleEndian.AppendUint32(t.raw, uint32(x))
		}
		_, t.err = t.file.Write(t.raw)
		t.size += int64(len(t.raw))
	}
	if t.buf = t.buf[:0]; cap(t.buf) > tapeBlock {
		t.buf = make([]int32, 0, tapeBlock)
	}
}

// blocks calls each with all numbers, many at a time.
func (t *tape) blocks(each func([]int32)) error {
	if t.err != nil {
		return spillError(t.err)
	}
	if t.file != nil {
		raw, out := make([]byte, 4*tapeBlock), make([]int32, tapeBlock)
		for at := int64(0); at < t.size; at += int64(len(raw)) {
			raw = raw[:min(int64(len(raw)), t.size-at)]
			if _, err := t.file.ReadAt(raw, at); err != nil {
				return spillError(err)
			}
			for i := range len(raw) / 4 {
				out[i] = int32(binary.LittleEndian.Uint32(raw[4*i:]))
			}
			each(out[:len(raw)/4])
		}
	}
	each(t.buf)
	return nil
}

func (t *tape) close() {
	if t.file != nil {
		t.file.Close()
	}
	t.file, t.buf, t.raw = nil, nil, nil
}

// lists calls each with the lists on the tape: a number that says how many
// follow in its low bits, and those. What it is called with is valid until it returns.
func (t *tape) lists(low int, each func(head int32, list []int32)) error {
	mask := int32(1)<<low - 1
	var head int32
	var part []int32 // of a list that lies in several blocks
	left := 0
	return t.blocks(func(b []int32) {
		for len(b) > 0 {
			if left == 0 {
				head, b = b[0], b[1:]
				left = int(head & mask)
				if len(b) >= left {
					each(head, b[:left])
					b, left = b[left:], 0
				} else {
					part = part[:0]
				}
				continue
			}
			n := min(left, len(b))
			part = append(part, b[:n]...)
			b = b[n:]
			if left -= n; left == 0 {
				each(head, part)
			}
		}
	})
}

// tapeReader reads the numbers on a tape one by one.
type tapeReader struct {
	t   *tape
	at  int64 // in the file
	buf []int32
	raw []byte
	mem bool // buf is what is in memory
	err error
}

func (r *tapeReader) next() int32 {
	for len(r.buf) == 0 {
		if r.err == nil && r.t.err != nil {
			r.err = spillError(r.t.err)
		}
		if r.err != nil {
			return 0
		}
		if r.t.file == nil || r.at == r.t.size {
			if r.mem {
				r.err = errors.New("a tape ends before it was read")
				return 0
			}
			r.mem, r.buf = true, r.t.buf
			continue
		}
		if r.raw == nil {
			r.raw = make([]byte, 4*tapeBlock)
		}
		raw := r.raw[:min(int64(len(r.raw)), r.t.size-r.at)]
		if _, err := r.t.file.ReadAt(raw, r.at); err != nil {
			r.err = spillError(err)
			return 0
		}
		r.at += int64(len(raw))
		out := make([]int32, len(raw)/4)
		for i := range out {
			out[i] = int32(binary.LittleEndian.Uint32(raw[4*i:]))
		}
		r.buf = out
	}
	x := r.buf[0]
	r.buf = r.buf[1:]
	return x
}

// print is the print that lies in the next two numbers.
func (r *tapeReader) print() uint64 {
	high := r.next()
	return uint64(uint32(high))<<32 | uint64(uint32(r.next()))
}

// entry says that a node has a value.
type entry struct {
	print uint64
	of    uint32 // the node and, below it, the type
}

const (
	entryBytes = 12
	typeBits   = 4
)

func entryOf(k Key, node int32) entry {
	return entry{value(k), uint32(node)<<typeBits | uint32(k.Type)}
}

func (e entry) node() int32  { return int32(e.of >> typeBits) }
func (e entry) typ() KeyType { return KeyType(e.of & (1<<typeBits - 1)) }

// heaps sorts entries by print. Prints are chance: once they are many they fall
// into heaps by their first bits, each of which is small enough for memory.
type heaps struct {
	scratch Scratch
	flat    []entry
	bufs    *[heapCount][]entry // nil: all is in flat
	blocks  [heapCount][]int64  // where in file
	file    Spill
	size    int64
	raw     []byte
	err     error
}

const (
	heapBits  = 7
	heapCount = 1 << heapBits
	heapBlock = 512 // entries that are written and read at once
)

// maxFlat is how many entries are in memory before there is a file.
var maxFlat = 1 << 18

func (h *heaps) add(e entry) {
	if h.bufs != nil {
		h.heap(e)
		return
	}
	if len(h.flat) == fewFlat && cap(h.flat) < maxFlat {
		h.flat = append(lend(maxFlat), h.flat...)
	}
	if h.flat = append(h.flat, e); len(h.flat) >= maxFlat && h.scratch != nil {
		h.bufs = new([heapCount][]entry)
		for _, e := range h.flat {
			h.heap(e)
		}
		giveBack(h.flat)
		h.flat = nil
	}
}

// fewFlat is how many entries grow as they come; more are lent their room.
const fewFlat = 1 << 12

// rooms are for entries: the people of thousands of places are joined one place
// after the other.
var rooms sync.Pool

func lend(n int) []entry {
	if r, ok := rooms.Get().(*[]entry); ok && cap(*r) >= n {
		return (*r)[:0]
	}
	return make([]entry, 0, n)
}

func giveBack(r []entry) {
	if cap(r) >= fewFlat && cap(r) <= 2*maxFlat {
		rooms.Put(&r)
	}
}

func (h *heaps) heap(e entry) {
	b := &h.bufs[e.print>>(64-heapBits)]
	if *b == nil {
		*b = make([]entry, 0, heapBlock)
	}
	if *b = append(*b, e); len(*b) == heapBlock {
		h.put(int(e.print >> (64 - heapBits)))
	}
}

func (h *heaps) put(i int) {
	b := h.bufs[i]
	h.bufs[i] = b[:0]
	if h.err != nil {
		return
	}
	if h.file == nil {
		if h.file, h.err = h.scratch(); h.err != nil {
			return
		}
		h.raw = make([]byte, heapBlock*entryBytes)
	}
	for j, e := range b {
		to := h.raw[j*entryBytes : (j+1)*entryBytes]
		binary.LittleEndian.PutUint64(to, e.print)
		binary.LittleEndian.PutUint32(to[8:], e.of)
	}
	_, h.err = h.file.Write(h.raw)
	h.blocks[i] = append(h.blocks[i], h.size)
	h.size += int64(len(h.raw))
}

// sorted calls each with all entries by print and, of one print, in the order in
// which they came; those of one print together. They are gone then.
func (h *heaps) sorted(each func([]entry)) error {
	defer h.close()
	var s sorter
	if h.bufs == nil {
		each(s.sort(h.flat, 0))
		giveBack(s.out)
		return nil
	}
	var heap []entry
	for i := range heapCount {
		if h.err != nil {
			return spillError(h.err)
		}
		heap = heap[:0]
		for _, at := range h.blocks[i] {
			if _, h.err = h.file.ReadAt(h.raw, at); h.err != nil {
				return spillError(h.err)
			}
			for b := h.raw; len(b) > 0; b = b[entryBytes:] {
				heap = append(heap, entry{binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint32(b[8:])})
			}
		}
		heap = append(heap, h.bufs[i]...)
		h.bufs[i] = nil
		each(s.sort(heap, heapBits))
	}
	return nil
}

func (h *heaps) close() {
	if h.file != nil {
		h.file.Close()
	}
	giveBack(h.flat)
	*h = heaps{scratch: h.scratch}
}
