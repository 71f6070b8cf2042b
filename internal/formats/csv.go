package formats

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
)

// rowParser cuts one row after the other out of a buffer.
type rowParser struct {
	d       dialect
	cells   [][]byte
	scratch []byte // cells that had doubled quotes
}

// parse cuts the first row of data into p.cells and returns its length with
// the line end. ok is false when the row may go on behind data.
func (p *rowParser) parse(data []byte, last bool) (n int, ok bool) {
	p.cells = p.cells[:0]
	end := bytes.IndexByte(data, p.d.eol)
	line := data
	switch {
	case end >= 0:
		line, n = data[:end], end+1
	case last:
		n = len(data)
	default:
		return 0, false
	}
	if p.d.quote == 0 || bytes.IndexByte(line, p.d.quote) < 0 {
		p.split(line)
		return n, true
	}
	return p.quoted(data, last)
}

func (p *rowParser) split(line []byte) {
	p.cells = AppendCut(p.cells, bytes.TrimSuffix(line, []byte{'\r'}), p.d.delim)
}

// AppendCut appends what lies between the delimiters of a line to cells. Cells are
// short: where delimiters are in sixty-four bytes is found out together, which is
// less than a call for each cell, and less than a branch for each eight bytes.
func AppendCut(cells [][]byte, line []byte, delim byte) [][]byte {
	from := 0
	var rest [64]byte
	for base := 0; base < len(line); base += 64 {
		var marks uint64
		if len(line)-base >= 64 {
			marks = marksOf((*[64]byte)(line[base:]), delim)
		} else {
			n := copy(rest[:], line[base:])
			marks = marksOf(&rest, delim) & (1<<n - 1)
		}
		n := len(cells)
		cells = slices.Grow(cells, 64)[:n+bits.OnesCount64(marks)]
		for ; marks != 0; marks &= marks - 1 {
			end := base + bits.TrailingZeros64(marks)
			cells[n] = line[from:end]
			n++
			from = end + 1
		}
	}
	return append(cells, line[from:])
}

// marksOf has a bit for each of the bytes that is a delimiter.
func marksOf(b *[64]byte, delim byte) uint64 {
	all := uint64(delim) * 0x0101010101010101
	at := func(i int) uint64 {
		const low = 0x7f7f7f7f7f7f7f7f
		x := binary.LittleEndian.Uint64(b[i:i+8]) ^ all
		return oneBits(^((x&low + low) | x | low)) << i
	}
	return at(0) | at(8) | at(16) | at(24) | at(32) | at(40) | at(48) | at(56)
}

// oneBits gathers the high bits of eight bytes.
func oneBits(x uint64) uint64 { return (x >> 7) * 0x0102040810204080 >> 56 }

// quoted is the slow road: a quote stands at the beginning of a cell or it is a
// letter like any other.
func (p *rowParser) quoted(data []byte, last bool) (int, bool) {
	p.scratch = p.scratch[:0]
	i := 0
	for {
		var cell []byte
		if i < len(data) && data[i] == p.d.quote {
			i++
			from := len(p.scratch)
			start, doubled := i, false
			for {
				j := bytes.IndexByte(data[i:], p.d.quote)
				if j < 0 {
					if !last {
						return 0, false
					}
					// The quote is never closed: it was a letter.
					return p.unquoted(data)
				}
				j += i
				if j+1 == len(data) && !last {
					return 0, false
				}
				if j+1 < len(data) && data[j+1] == p.d.quote {
					p.scratch = append(p.scratch, data[start:j+1]...)
					doubled = true
					i, start = j+2, j+2
					continue
				}
				if doubled {
					p.scratch = append(p.scratch, data[start:j]...)
					cell = p.scratch[from:]
				} else {
					cell = data[start:j]
				}
				i = j + 1
				break
			}
			// What stands between the closing quote and the separator belongs to the cell.
			rest := i
			for i < len(data) && data[i] != p.d.delim && data[i] != p.d.eol {
				i++
			}
			if tail := bytes.TrimRight(data[rest:i], "\r "); len(tail) > 0 {
				p.scratch = append(append(p.scratch, cell...), tail...)
				cell = p.scratch[len(p.scratch)-len(cell)-len(tail):]
			}
		} else {
			start := i
			for i < len(data) && data[i] != p.d.delim && data[i] != p.d.eol {
				i++
			}
			cell = data[start:i]
			if i == len(data) || data[i] == p.d.eol {
				cell = bytes.TrimSuffix(cell, []byte{'\r'})
			}
		}
		p.cells = append(p.cells, cell)
		switch {
		case i >= len(data):
			return len(data), last
		case data[i] == p.d.eol:
			return i + 1, true
		}
		i++
		if i == len(data) { // the separator was the last byte
			p.cells = append(p.cells, nil)
			return i, last
		}
	}
}

func (p *rowParser) unquoted(data []byte) (int, bool) {
	p.cells = p.cells[:0]
	line, n := data, len(data)
	if end := bytes.IndexByte(data, p.d.eol); end >= 0 {
		line, n = data[:end], end+1
	}
	p.split(line)
	return n, true
}

func (rd *reader) csv(w *window, d dialect) error {
	if err := rd.sink.Table(""); err != nil {
		return err
	}
	h := &headed{sink: rd.sink}
	p := rowParser{d: d}
	for {
		data := w.data()
		if len(data) == 0 && w.done {
			return h.flush()
		}
		n, ok := p.parse(data, w.done)
		if !ok {
			if !w.full() {
				if err := w.more(); err != nil {
					return err
				}
				continue
			}
			// A row as large as the buffer: a quote that nobody closed, or a line
			// without an end.
			if bytes.IndexByte(data, d.eol) >= 0 {
				n, _ = p.unquoted(data)
			} else {
				if err := rd.overlong(w, d.eol); err != nil {
					return err
				}
				continue
			}
		}
		if n > 0 && !(len(p.cells) == 1 && len(p.cells[0]) == 0) {
			if err := h.row(p.cells); err != nil {
				return err
			}
		}
		w.skip(n)
	}
}

// overlong hands over a line that is longer than the buffer as text.
func (rd *reader) overlong(w *window, eol byte) error {
	for {
		data := w.data()
		end := bytes.IndexByte(data, eol)
		cut := end + 1
		if end < 0 {
			switch {
			case w.done:
				cut = len(data)
			case w.full():
				cut = softCut(data)
			default:
				if err := w.more(); err != nil {
					return err
				}
				continue
			}
		}
		if cut > 0 {
			if err := rd.sink.Text(data[:cut]); err != nil {
				return err
			}
			w.skip(cut)
		}
		if end >= 0 || w.done && len(w.data()) == 0 {
			return nil
		}
	}
}
