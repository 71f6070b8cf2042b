package evidence

import (
	"encoding/binary"
	"sort"
)

// postings is, of every value that several records have, the places of these: in
// a temporary file, by the prints of the values.
type postings struct {
	file  Spill
	size  int64
	first []uint64 // the print that begins each block
	buf   []byte
	err   error
}

const postingsBlock = 512 // entries

// make takes the values over.
func (p *postings) make(values *heaps, scratch Scratch) error {
	var err error
	if p.file, err = open(scratch); err != nil {
		return err
	}
	n := 0
	err = values.sorted(func(heap []entry) {
		for from := 0; from < len(heap); {
			to := from + 1
			for to < len(heap) && heap[to].print == heap[from].print {
				to++
			}
			for _, e := range heap[from:to] {
				if to-from == 1 {
					break
				}
				if n%postingsBlock == 0 {
					p.first = append(p.first, e.print)
				}
				n++
				p.buf = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint64(p.buf, e.print), e.of)
			}
			if len(p.buf) >= 1<<16 {
				p.flush()
			}
			from = to
		}
	})
	p.flush()
	if p.buf = nil; err == nil && p.err != nil {
		err = spillError(p.err)
	}
	return err
}

func (p *postings) flush() {
	if p.err == nil && len(p.buf) > 0 {
		_, p.err = p.file.Write(p.buf)
		p.size += int64(len(p.buf))
	}
	p.buf = p.buf[:0]
}

func (p *postings) close() {
	if p.file != nil {
		p.file.Close()
	}
}

// find calls each with the values, as their places in the list, which is in order,
// and the places of the records that have them: of each value, those from one to
// another. When it says that these are enough the rest of a value still comes. It
// returns how many values it came to.
func (p *postings) find(values []uint64, from, to int, each func(value, at uint32) bool) (n int, err error) {
	const block = postingsBlock * entryBytes
	in := strip{file: p.file, end: p.size, size: block}
	b, more := 0, true
	for ; n < len(values) && more; n++ {
		v := values[n]
		// It may begin in the block before the first that begins with it.
		b += max(0, sort.Search(len(p.first)-b, func(i int) bool { return p.first[b+i] >= v })-1)
		found := 0
		for at := b; at < len(p.first) && p.first[at] <= v && found < to; at++ {
			raw, _, err := in.from(int64(at)*block, block)
			if err != nil {
				return n, err
			}
			raw = raw[:min(block, len(raw))]
			of := len(raw) / entryBytes
			i := sort.Search(of, func(i int) bool { return binary.LittleEndian.Uint64(raw[i*entryBytes:]) >= v })
			for ; i < of && found < to; i++ {
				e := raw[i*entryBytes:]
				if binary.LittleEndian.Uint64(e) != v {
					break
				}
				if found++; found <= from {
					continue
				}
				more = each(uint32(n), binary.LittleEndian.Uint32(e[8:])) && more
			}
		}
	}
	return n, nil
}
