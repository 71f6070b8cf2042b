package evidence

import (
	"encoding/binary"
	"slices"
)

// crowd is how many are in the sets.
type crowd struct {
	sets    []Set
	size    []int    // records
	last    []uint32 // the largest number of one
	keys    int
	records int
	scratch Scratch
	file    Spill  // of packed sets; nil: none
	shut    counts // prints of values that turned out to join nobody
}

// newCrowd counts sets, and packs them for being read many times.
func newCrowd(sets []Set, scratch Scratch) (*crowd, error) {
	c := &crowd{sets: slices.Clone(sets), scratch: scratch, size: make([]int, len(sets)), last: make([]uint32, len(sets))}
	var pack *packing
	if scratch != nil {
		file, err := scratch()
		if err != nil {
			return nil, spillError(err)
		}
		pack, c.file = &packing{file: file}, file
	}
	for i, s := range sets {
		from := int64(0)
		if pack != nil {
			from = pack.size
		}
		if err := s.records(func(r []Key) {
			c.size[i]++
			c.last[i] = max(c.last[i], r[0].Record)
			c.keys += len(r)
			if pack != nil {
				pack.add(r)
			}
		}); err != nil {
			c.close()
			return nil, &SetError{i, err}
		}
		if c.records += c.size[i]; pack != nil && c.size[i] > 0 && int(c.last[i]) == c.size[i]-1 {
			c.sets[i].packed = &packed{c.file, from, pack.size}
		}
	}
	if pack != nil {
		if pack.flush(); pack.err != nil {
			c.close()
			return nil, spillError(pack.err)
		}
	}
	return c, nil
}

func (c *crowd) close() {
	if c.file != nil {
		c.file.Close()
	}
}

// packed is the keys of a set as they are read many times: in a temporary file,
// each record sorted and its keys once, records counted through.
type packed struct {
	file     Spill
	from, to int64
}

const (
	packedBytes = 9      // the type, and the print
	firstKey    = 1 << 7 // of a record, with the type
	packedBlock = 8192 * packedBytes
)

// packing writes sets one after the other.
type packing struct {
	file Spill
	size int64
	buf  []byte
	err  error
}

func (p *packing) add(record []Key) {
	for i, k := range record {
		t := byte(k.Type)
		if i == 0 {
			t |= firstKey
		}
		p.buf = binary.LittleEndian.AppendUint64(append(p.buf, t), k.Print)
	}
	p.size += int64(len(record)) * packedBytes
	if len(p.buf) >= packedBlock {
		p.flush()
	}
}

func (p *packing) flush() {
	if p.err == nil {
		_, p.err = p.file.Write(p.buf)
	}
	p.buf = p.buf[:0]
}

// records calls each with the keys of one record after the other.
func (p *packed) records(each func([]Key)) error {
	var record []Key
	number := uint32(0)
	buf := make([]byte, packedBlock)
	for at := p.from; at < p.to; {
		b := buf[:min(int64(len(buf)), p.to-at)]
		if _, err := p.file.ReadAt(b, at); err != nil {
			return spillError(err)
		}
		at += int64(len(b))
		for ; len(b) > 0; b = b[packedBytes:] {
			t := b[0]
			if t&firstKey != 0 && len(record) > 0 {
				each(record)
				record = record[:0]
				number++
			}
			record = append(record, Key{Type: KeyType(t &^ firstKey), Print: binary.LittleEndian.Uint64(b[1:]), Record: number})
		}
	}
	if len(record) > 0 {
		each(record)
	}
	return nil
}
