package evidence

import (
	"encoding/binary"
	"math/bits"
)

// weakly is the soft keys of all sets, in a temporary file: the half of a print,
// and the record. Two that are alike by chance draw in one record in vain.
type weakly struct {
	file Spill
	size int64
	end  []int64 // set -> where its keys end
	buf  []byte
	err  error
}

const (
	weakBytes = 8
	weakBlock = 8192 * weakBytes
)

func (w *weakly) add(k Key) {
	w.buf = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(w.buf, uint32(value(k)>>32)), k.Record)
	if w.size += weakBytes; len(w.buf) >= weakBlock {
		w.flush()
	}
}

func (w *weakly) flush() {
	if w.err == nil && len(w.buf) > 0 {
		_, w.err = w.file.Write(w.buf)
	}
	w.buf = w.buf[:0]
}

// each calls each with all of them.
func (w *weakly) each(each func(set int, half, record uint32)) error {
	if w.flush(); w.err != nil {
		return spillError(w.err)
	}
	buf := make([]byte, weakBlock)
	at := int64(0)
	for set, end := range w.end {
		for at < end {
			b := buf[:min(int64(len(buf)), end-at)]
			if _, err := w.file.ReadAt(b, at); err != nil {
				return spillError(err)
			}
			at += int64(len(b))
			for ; len(b) > 0; b = b[weakBytes:] {
				each(set, binary.LittleEndian.Uint32(b), binary.LittleEndian.Uint32(b[4:]))
			}
		}
	}
	return nil
}

func (w *weakly) close() {
	if w.file != nil {
		w.file.Close()
	}
}

// weak draws in the records that have a soft key in common with one that was drawn.
func (s *sample) weak() (bool, error) {
	spread := func(half uint32) uint64 { return (uint64(half) + 1) * 0x9e3779b97f4a7c15 }
	var keys counts
	pull := make([]bitset, len(s.in))
	for i := range s.in {
		pull[i] = newBitset(s.crowd.last[i], s.crowd.size[i])
	}
	if err := s.crowd.weak.each(func(set int, half, record uint32) {
		if s.in[set].has(record) {
			if h := spread(half); keys.get(h) == 0 {
				keys.add(h)
			}
		}
	}); err != nil {
		return false, err
	}
	// What many have in common joins nobody.
	const many = widely / 2
	others := tape{scratch: s.crowd.scratch}
	defer others.close()
	if err := s.crowd.weak.each(func(set int, half, record uint32) {
		h := spread(half)
		if n := keys.get(h); n > 0 && n <= many && !s.in[set].has(record) {
			keys.add(h)
			for _, x := range [4]int32{int32(half), int32(set), int32(record)} { // whole ones fill a block
				others.add(x)
			}
		}
	}); err != nil {
		return false, err
	}
	if err := others.blocks(func(b []int32) {
		for ; len(b) > 0; b = b[4:] {
			if keys.get(spread(uint32(b[0]))) <= many {
				pull[b[1]].set(uint32(b[2]))
			}
		}
	}); err != nil {
		return false, err
	}
	others.close()
	pulled := 0
	for _, b := range pull {
		for _, w := range b.words {
			pulled += bits.OnesCount64(w)
		}
	}
	// They bring along others, as those before did.
	all := float64(len(s.at)) + float64(pulled)*float64(s.keys)/float64(max(s.begun, 1))
	if s.times = all / float64(max(len(s.at), 1)) * float64(s.keys) / float64(s.most); s.times > 1.5 {
		return false, nil
	}
	set := 0
	err := s.crowd.pack.each(0, s.crowd.pack.next, func(at uint32, r []Key) {
		set = s.crowd.setAt(at, set)
		if s.keys <= s.most && pull[set].has(r[0].Record) && !s.taken.has(at) {
			own, bare := s.print(set, r)
			s.take(set, at, r, own, bare)
		}
	})
	return s.keys <= s.most, err
}
