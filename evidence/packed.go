package evidence

import "encoding/binary"

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
