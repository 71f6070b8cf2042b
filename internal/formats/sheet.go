package formats

import (
	"bytes"
	"io"
	"strconv"
)

// sheetReader reads the rows of one sheet. A sheet can hold anything that XML
// allows, but nearly all of it is cells as Excel writes them, and these are taken
// whole, without a look at the XML between them.
type sheetReader struct {
	rd      *reader
	b       *book
	h       *headed
	row     sqlRow
	value   []byte
	kind    byte
	style   int
	col     int
	inValue bool
	aside   bool // in what is printed above and below every page
	slow    bool // take nothing whole; for tests
}

// sheet reads the rows of one sheet.
func (rd *reader) sheet(box *zipBox, part string, b *book) error {
	r, err := box.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	s := &sheetReader{rd: rd, b: b, h: &headed{sink: rd.sink}}
	err = s.read(newXML(r))
	if e := s.h.flush(); err == nil {
		err = e
	}
	return err
}

func (s *sheetReader) read(x *xmlScanner) error {
	for {
		if err := x.next(); err == io.EOF {
			x.w.release()
			return nil
		} else if err != nil {
			return err
		}
		if err := s.event(x); err != nil {
			return err
		}
		// Between two cells or rows.
		if x.kind == xmlStart && string(x.name) == "row" || x.kind == xmlEnd && (string(x.name) == "c" || string(x.name) == "row") {
			if x.self || s.inValue || s.slow {
				continue
			}
			for {
				n, err := s.whole(x.w.data())
				x.w.skip(n)
				if err != nil {
					return err
				}
				// The cell that is cut by the end of the window is whole after the next read.
				if x.w.done || len(x.w.data()) > 4<<10 {
					break
				}
				if err := x.w.more(); err != nil {
					return err
				}
			}
		}
	}
}

// event takes a tag or a text.
func (s *sheetReader) event(x *xmlScanner) error {
	switch x.kind {
	case xmlText:
		if s.aside {
			return s.rd.sink.Text(append(bytes.Clone(x.text), '\n'))
		}
		if s.inValue {
			s.value = append(s.value, x.text...)
			if len(s.value) > 4*maxCell || len(s.row.buf) > 16*maxCell {
				err := s.rd.sink.Text(s.value)
				s.value = s.value[:0]
				return err
			}
		}
	case xmlStart:
		switch string(x.name) {
		case "row":
			s.row.reset()
		case "c":
			s.col, s.kind, s.style = len(s.row.ends), 'n', 0
			var key, val []byte
			for a := x.attrs; len(a) > 0; {
				key, val, a = nextAttr(a)
				switch string(key) {
				case "r":
					if c := columnOf(val); c >= 0 {
						s.col = c
					}
				case "t":
					s.kind = cellKind(val)
				case "s":
					s.style, _ = strconv.Atoi(string(val))
				}
			}
			s.value = s.value[:0]
		case "v", "t":
			s.inValue = true
		case "f", "rPh":
			s.inValue = false
		case "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter":
			s.aside = !x.self
		}
	case xmlEnd:
		s.aside = false
		switch string(x.name) {
		case "v", "t":
			s.inValue = false
		case "c":
			err := s.cell(s.value)
			s.value = s.value[:0]
			return err
		case "row":
			return s.h.row(s.row.cells())
		}
	}
	return nil
}

// cell ends a cell that holds value.
func (s *sheetReader) cell(value []byte) error {
	if len(value) == 0 {
		return nil
	}
	for len(s.row.ends) < min(s.col, 2*maxColumns) {
		s.row.end()
	}
	if len(s.row.buf) > 16*maxCell { // more than a row can be
		return s.rd.sink.Text(append(s.b.cell(nil, s.kind, s.style, value), '\n'))
	}
	s.row.buf = s.b.cell(s.row.buf, s.kind, s.style, value)
	s.row.end()
	return nil
}

// whole takes the cells and ends of rows that data begins with, as far as they
// are written like this:
//
//	<c r="A1" s="1" t="s"><v>12</v></c>  <c r="A1" t="inlineStr"><is><t>Anna</t></is></c>
//
// and says how long they are. The rest is left to the XML scanner.
func (s *sheetReader) whole(data []byte) (n int, err error) {
	for {
		d := data[n:]
		for len(d) > 0 && (d[0] == '\n' || d[0] == '\r' || d[0] == ' ') {
			d = d[1:]
			n++
		}
		switch {
		case len(d) < 8 || d[0] != '<':
			return n, nil
		case d[1] == 'c' && (d[2] == ' ' || d[2] == '>'):
			k, value := s.wholeCell(d)
			if k == 0 {
				return n, nil
			}
			if err := s.cell(value); err != nil {
				return n, err
			}
			n += k
		case string(d[:6]) == "</row>":
			if err := s.h.row(s.row.cells()); err != nil {
				return n, err
			}
			n += len("</row>")
		case string(d[:4]) == "<row" && (d[4] == ' ' || d[4] == '>'):
			end := tagEnd(d)
			if end < 0 || d[end-1] == '/' {
				return n, nil
			}
			s.row.reset()
			n += end + 1
		default:
			return n, nil
		}
	}
}

// wholeCell is the length and the value of the cell that d begins with, 0 when
// it is not one of those that are taken whole.
func (s *sheetReader) wholeCell(d []byte) (n int, value []byte) {
	col, kind, style := len(s.row.ends), byte('n'), 0
	i := len("<c")
	for {
		if i+5 > len(d) {
			return 0, nil
		}
		if d[i] == '>' {
			i++
			break
		}
		if d[i] == '/' && d[i+1] == '>' { // a cell with a style and nothing in it
			return i + 2, nil
		}
		if d[i] != ' ' || d[i+2] != '=' || d[i+3] != '"' {
			return 0, nil
		}
		key, from := d[i+1], i+4
		for i = from; i < len(d) && d[i] != '"'; i++ {
			if d[i] < ' ' || i-from > 32 {
				return 0, nil
			}
		}
		if i == len(d) {
			return 0, nil
		}
		val := d[from:i]
		i++
		switch key {
		case 'r':
			if c := columnOf(val); c >= 0 {
				col = c
			}
		case 't':
			kind = cellKind(val)
		case 's':
			if style = number(val); style < 0 {
				return 0, nil
			}
		default:
			return 0, nil
		}
	}
	close := "</v></c>"
	switch d := d[i:]; {
	case len(d) > 16 && string(d[:3]) == "<v>":
		i += len("<v>")
	case len(d) > 16 && string(d[:7]) == "<is><t>":
		i += len("<is><t>")
		close = "</t></is></c>"
	default:
		return 0, nil
	}
	from := i
	for i < len(d) && d[i] != '<' {
		if d[i] == '&' || i-from > maxCell {
			return 0, nil
		}
		i++
	}
	if len(d)-i < len(close) || string(d[i:i+len(close)]) != close {
		return 0, nil
	}
	s.col, s.kind, s.style = col, kind, style
	return i + len(close), d[from:i]
}

// number is a short number of digits alone, -1 for anything else.
func number(b []byte) int {
	if len(b) == 0 || len(b) > 9 {
		return -1
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// columnOf is the column of a cell reference: 0 for A7, 26 for AA1, -1 for none.
func columnOf(ref []byte) int {
	n := 0
	for _, c := range ref {
		if c < 'A' || c > 'Z' || n > 1<<20 {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}
