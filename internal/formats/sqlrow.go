package formats

import "bytes"

// sqlRow collects the cells of one row in one buffer.
type sqlRow struct {
	buf  []byte
	ends []int
	view [][]byte
}

func (r *sqlRow) reset() { r.buf, r.ends = r.buf[:0], r.ends[:0] }

// end closes a cell. Beyond every sensible number of cells the rest becomes one.
func (r *sqlRow) end() {
	if len(r.ends) < 2*maxColumns {
		r.ends = append(r.ends, len(r.buf))
		return
	}
	if r.ends[len(r.ends)-1] != len(r.buf) {
		r.buf = append(r.buf, ' ')
		r.ends[len(r.ends)-1] = len(r.buf)
	}
}

func (r *sqlRow) cells() [][]byte {
	r.view = r.view[:0]
	from := 0
	for _, e := range r.ends {
		r.view = append(r.view, r.buf[from:e])
		from = e
	}
	return r.view
}

// tuple reads 1, 'two', NULL) into the row.
func (s *sqlReader) tuple() error {
	s.row.reset()
	depth := 0
	start := 0
	quotedCell := false
	finish := func() {
		if !quotedCell {
			cell := bytes.TrimSpace(s.row.buf[start:])
			if bytes.EqualFold(cell, []byte("null")) {
				cell = nil
			}
			s.row.buf = append(s.row.buf[:start], cell...)
		}
		s.row.end()
		start, quotedCell = len(s.row.buf), false
	}
	for {
		data := s.w.data()
		n := 0
		for n < len(data) && !tupleSigns[data[n]] {
			n++
		}
		s.row.buf = append(s.row.buf, data[:n]...)
		s.w.skip(n)
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return err
		}
		switch {
		case b == '\'' || b == '"' && !quotedCell:
			// A prefix such as N or _utf8mb4 is no part of the value.
			if !quotedCell {
				s.row.buf = s.row.buf[:start]
			}
			quotedCell = true
			if err := s.quoted(b); err != nil {
				return err
			}
		case b == '(':
			depth++
			s.row.buf = append(s.row.buf, b)
		case b == ')' && depth == 0:
			finish()
			return nil
		case b == ')':
			depth--
		case b == ',' && depth == 0:
			finish()
		case quotedCell && (b == ' ' || b == '\n' || b == '\r'):
		default:
			s.row.buf = append(s.row.buf, b)
		}
		if len(s.row.buf) > 4*maxCell {
			if err := s.rd.sink.Text(s.row.buf[start:]); err != nil {
				return err
			}
			s.row.buf = s.row.buf[:start]
		}
	}
}

// tupleSigns are the bytes that mean something within a tuple.
var tupleSigns = func() (t [256]bool) {
	for _, c := range []byte("'\"(), \n\r") {
		t[c] = true
	}
	return t
}()

// quoted reads the rest of a string literal into the row.
func (s *sqlReader) quoted(q byte) error {
	for {
		data := s.w.data()
		n := 0
		for n < len(data) && data[n] != q && data[n] != '\\' {
			n++
		}
		s.row.buf = append(s.row.buf, data[:n]...)
		if n+1 < len(data) && data[n] == q && data[n+1] != q && len(s.row.buf) <= 8*maxCell { // most end here
			s.w.skip(n + 1)
			return nil
		}
		s.w.skip(n)
		if len(s.row.buf) > 8*maxCell {
			from := 0
			if len(s.row.ends) > 0 {
				from = s.row.ends[len(s.row.ends)-1]
			}
			cut := from + softCut(s.row.buf[from:])
			if err := s.rd.sink.Text(s.row.buf[from:cut]); err != nil {
				return err
			}
			s.row.buf = append(s.row.buf[:from], s.row.buf[cut:]...)
		}
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return err
		}
		if b != q && b != '\\' { // the window ended, and the text goes on
			s.row.buf = append(s.row.buf, b)
			continue
		}
		if b == '\\' {
			e, ok, err := s.w.next()
			if err != nil || !ok {
				return err
			}
			switch e {
			case 'n', 'r':
				e = '\n'
			case 't':
				e = '\t'
			}
			s.row.buf = append(s.row.buf, e)
			continue
		}
		nb, _, err := s.w.peek()
		if err != nil {
			return err
		}
		if nb != q {
			return nil
		}
		s.w.skip(1)
		s.row.buf = append(s.row.buf, q)
	}
}

// copy reads COPY t (a, b) FROM stdin; and the lines up to "\.".
func (s *sqlReader) copy() error {
	table, err := s.name()
	if err != nil {
		return err
	}
	var cols []string
	if b, ok, err := s.peekSpace(); err != nil {
		return err
	} else if ok && b == '(' {
		if cols, err = s.names(); err != nil {
			return err
		}
	}
	word, ok, err := s.keyword()
	if err != nil || !ok || word != "FROM" {
		return orStatement(s, err)
	}
	if word, ok, err = s.keyword(); err != nil || !ok || word != "STDIN" {
		return orStatement(s, err)
	}
	for { // to the end of the line
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return err
		}
		if b == '\n' {
			break
		}
	}
	if err := s.begin(table, cols); err != nil {
		return err
	}
	for {
		data := s.w.data()
		end := bytes.IndexByte(data, '\n')
		if end < 0 {
			if s.w.full() {
				if err := s.rd.overlong(s.w, '\n'); err != nil {
					return err
				}
				continue
			}
			if !s.w.done {
				if err := s.w.more(); err != nil {
					return err
				}
				continue
			}
			if end = len(data); end == 0 {
				return nil
			}
		}
		line := bytes.TrimSuffix(data[:end], []byte{'\r'})
		if string(line) == `\.` {
			s.w.skip(min(end+1, len(data)))
			return nil
		}
		if err := s.emit(s.copied(line)); err != nil {
			return err
		}
		s.w.skip(min(end+1, len(data)))
	}
}

// copied are the cells of a line of COPY.
func (s *sqlReader) copied(line []byte) [][]byte {
	s.row.view = AppendCut(s.row.view[:0], line, '\t')
	if len(s.row.view) > 2*maxColumns {
		return s.unescaped(line)
	}
	if bytes.IndexByte(line, '\\') < 0 {
		return s.row.view
	}
	s.row.reset()
	for i, cell := range s.row.view {
		if bytes.IndexByte(cell, '\\') < 0 {
			continue
		}
		if len(cell) == 2 && cell[1] == 'N' {
			s.row.view[i] = nil
			continue
		}
		from := len(s.row.buf)
		for k := 0; k < len(cell); k++ {
			if cell[k] == '\\' {
				if k++; k == len(cell) { // before a tab: that is part of the cell
					return s.unescaped(line)
				}
				s.row.buf = appendEscaped(s.row.buf, cell[k])
				continue
			}
			s.row.buf = append(s.row.buf, cell[k])
		}
		s.row.view[i] = s.row.buf[from:len(s.row.buf):len(s.row.buf)]
	}
	return s.row.view
}

func appendEscaped(b []byte, c byte) []byte {
	switch c {
	case 'N':
		return b
	case 'n', 'r':
		c = '\n'
	case 't':
		c = '\t'
	}
	return append(b, c)
}

// unescaped is copied for lines in which tabs are part of cells.
func (s *sqlReader) unescaped(line []byte) [][]byte {
	s.row.reset()
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '\t':
			s.row.end()
		case line[i] == '\\' && i+1 < len(line):
			i++
			s.row.buf = appendEscaped(s.row.buf, line[i])
		default:
			s.row.buf = append(s.row.buf, line[i])
		}
	}
	s.row.end()
	return s.row.cells()
}

// whole takes a tuple that lies in the window as it is, with neither an escape nor
// a function in it: its cells, and how long it is with its closing bracket.
func (s *sqlReader) whole(data []byte) (cells [][]byte, n int, ok bool) {
	cells = s.row.view[:0]
	for i := 0; ; i++ {
		for i < len(data) && data[i] == ' ' {
			i++
		}
		if i == len(data) {
			return nil, 0, false
		}
		var cell []byte
		from := i
		if data[i] == '\'' {
			from++
			for i = from; i < len(data) && data[i] != '\'' && data[i] != '\\'; i++ {
			}
			if i+1 >= len(data) || data[i] == '\\' || data[i+1] == '\'' {
				return nil, 0, false
			}
			cell = data[from:i]
			for i++; i < len(data) && data[i] == ' '; i++ {
			}
		} else {
			for i < len(data) && !tupleSigns[data[i]] {
				i++
			}
			if cell = bytes.TrimSpace(data[from:i]); len(cell) == 4 && bytes.EqualFold(cell, []byte("null")) {
				cell = nil
			}
		}
		if i == len(data) || i-from > maxCell || len(cells) > maxColumns {
			return nil, 0, false
		}
		cells = append(cells, cell)
		switch data[i] {
		case ',':
		case ')':
			s.row.view = cells
			return cells, i + 1, true
		default:
			return nil, 0, false
		}
	}
}
