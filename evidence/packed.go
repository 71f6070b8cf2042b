package evidence

import (
	"encoding/binary"
	"errors"
	"math"
)

// packed is records one after the other in a temporary file: the number of each
// and then its keys, sorted and each once. A record is found by its place, which
// counts what is written before it.
type packed struct {
	file Spill
	next uint32 // where the next record goes
	buf  []byte
	err  error
}

const (
	packedBytes = 9      // the type, and the print; of a record, its number
	beginsOne   = 1 << 7 // in place of the type, when a record begins
	packedBlock = 8192 * packedBytes
)

var errPacked = errors.New("there are more fingerprints than can be drawn from")

func (p *packed) open(scratch Scratch) (err error) {
	p.file, err = open(scratch)
	return err
}

// open is a temporary file; without scratch it is in memory.
func open(scratch Scratch) (Spill, error) {
	if scratch == nil {
		return &sheaf{}, nil
	}
	file, err := scratch()
	if err != nil {
		return nil, spillError(err)
	}
	return file, nil
}

func (p *packed) close() {
	if p.file != nil {
		p.file.Close()
	}
}

// add writes a record. What fails is said when it is read.
func (p *packed) add(r []Key) {
	if p.next > math.MaxUint32-uint32(len(r))-1 {
		p.err = errPacked
		return
	}
	p.buf = binary.LittleEndian.AppendUint64(append(p.buf, beginsOne), uint64(r[0].Record))
	for _, k := range r {
		p.buf = binary.LittleEndian.AppendUint64(append(p.buf, byte(k.Type)), k.Print)
	}
	p.next += uint32(len(r)) + 1
	if len(p.buf) >= packedBlock {
		p.flush()
	}
}

func (p *packed) flush() {
	if p.err == nil && len(p.buf) > 0 {
		_, p.err = p.file.Write(p.buf)
	}
	p.buf = p.buf[:0]
}

// each calls each with the records from one place to another. What it is called
// with is valid until it returns.
func (p *packed) each(from, to uint32, each func(at uint32, r []Key)) error {
	if p.flush(); p.err != nil {
		return spillError(p.err)
	}
	var record []Key
	number, began := uint32(0), from
	buf := make([]byte, packedBlock)
	for at := from; at < to; {
		b := buf[:min(int64(len(buf)), int64(to-at)*packedBytes)]
		if _, err := p.file.ReadAt(b, int64(at)*packedBytes); err != nil {
			return spillError(err)
		}
		for ; len(b) > 0; b = b[packedBytes:] {
			x := binary.LittleEndian.Uint64(b[1:])
			if b[0] == beginsOne {
				if len(record) > 0 {
					each(began, record)
				}
				record, number, began = record[:0], uint32(x), at
			} else {
				record = append(record, Key{Type: KeyType(b[0]), Print: x, Record: number})
			}
			at++
		}
	}
	if len(record) > 0 {
		each(began, record)
	}
	return nil
}

// record is the one at a place, read through in. It is valid until the next is.
func (p *packed) record(in *strip, at uint32) ([]Key, error) {
	if p.flush(); p.err != nil {
		return nil, spillError(p.err)
	}
	in.end = int64(p.next) * packedBytes
	for want := 32 * packedBytes; ; want *= 4 {
		b, all, err := in.from(int64(at)*packedBytes, want)
		if err != nil {
			return nil, err
		}
		in.keys = in.keys[:0]
		number := uint32(binary.LittleEndian.Uint64(b[1:]))
		whole := all
		for b = b[packedBytes:]; len(b) >= packedBytes; b = b[packedBytes:] {
			if b[0] == beginsOne {
				whole = true
				break
			}
			in.keys = append(in.keys, Key{Type: KeyType(b[0]), Print: binary.LittleEndian.Uint64(b[1:]), Record: number})
		}
		if whole {
			return in.keys, nil
		}
	}
}

// strip reads a file here and there, from front to back.
type strip struct {
	file Spill
	end  int64 // of the file
	size int   // that is read at once
	buf  []byte
	at   int64 // of buf in the file
	keys []Key
}

const (
	stripBytes = 8192 // where what is read lies near together
	stripFew   = 512
)

// from is what begins at a place, at least so many bytes; all: the file ends with them.
func (s *strip) from(at int64, least int) (b []byte, all bool, err error) {
	least = int(min(int64(least), s.end-at))
	if off := at - s.at; off < 0 || off+int64(least) > int64(len(s.buf)) {
		size := int(min(int64(max(least, s.size)), s.end-at))
		if cap(s.buf) < size {
			s.buf = make([]byte, max(size, stripBytes))
		}
		s.buf, s.at = s.buf[:size], at
		if _, err := s.file.ReadAt(s.buf, at); err != nil {
			s.buf = s.buf[:0]
			return nil, false, spillError(err)
		}
	}
	b = s.buf[at-s.at:]
	return b, at+int64(len(b)) == s.end, nil
}
