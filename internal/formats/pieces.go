package formats

import (
	"bytes"
	"fmt"
	"io"
)

// pieces is a file out of an archive that has to be read at any place, in memory.
type pieces struct {
	all  [][]byte
	size int64
}

const pieceSize = 1 << 20

// Two bounds on such a file: many small ones may be in memory at once, of the
// large ones one at a time.
const (
	manyInner = 16 << 20
	maxInner  = 128 << 20
)

func (p *pieces) ReadAt(b []byte, off int64) (n int, err error) {
	for n < len(b) && off >= 0 && off < p.size {
		k := copy(b[n:], p.all[off/pieceSize][off%pieceSize:])
		n += k
		off += int64(k)
	}
	if n < len(b) {
		err = io.EOF
	}
	return n, err
}

// inMemory takes r into memory; done gives it back.
func (rd *reader) inMemory(r io.Reader) (p *pieces, done func(), err error) {
	p, done = &pieces{}, func() {}
	for err == nil {
		b, n := make([]byte, pieceSize), 0
		for n < len(b) && err == nil {
			var k int
			k, err = r.Read(b[n:])
			n += k
		}
		if n < pieceSize/2 { // most files are small
			b = bytes.Clone(b[:n])
		}
		p.all = append(p.all, b[:n])
		p.size += int64(n)
		switch {
		case err != nil:
		case p.size > maxInner:
			err = &NotRead{"large", fmt.Sprintf("a file of more than %d MB in an archive, of a kind that is not read from front to end, is not opened", maxInner>>20), unpack}
		case p.size > manyInner && !rd.lone:
			var free func()
			if free, err = rd.alone(); err == nil {
				rd.lone = true
				done = func() { rd.lone = false; free() }
			}
		}
	}
	if err != io.EOF {
		done()
		return nil, nil, err
	}
	return p, done, nil
}
