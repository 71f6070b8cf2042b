package formats

import (
	"bytes"
	"strings"
)

// sqlReader streams a dump of a database: the rows of INSERT ... VALUES and of
// COPY ... FROM stdin become rows, all else goes on as text.
type sqlReader struct {
	rd      *reader
	w       *window
	columns map[string][]string // table -> columns from CREATE TABLE
	known   map[string]int      // table -> columns the sink knows
	text    []byte
	word    []byte
	row     sqlRow
}

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

func (rd *reader) sql(w *window, _ *Result) error {
	s := &sqlReader{rd: rd, w: w, columns: map[string][]string{}, known: map[string]int{}}
	if err := s.run(); err != nil {
		return err
	}
	return s.flush()
}

func (s *sqlReader) run() error {
	for {
		word, ok, err := s.keyword()
		if err != nil || !ok {
			return err
		}
		switch word {
		case "INSERT", "REPLACE":
			err = s.insert()
		case "CREATE":
			err = s.create()
		case "COPY":
			err = s.copy()
		case ";":
		default:
			s.text = append(s.text, s.word...)
			err = s.statement()
		}
		if err != nil {
			return err
		}
	}
}

// keyword skips white space and comments, which are kept as text, and takes the
// next word in capitals. A symbol is a word of one byte.
func (s *sqlReader) keyword() (string, bool, error) {
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return "", false, err
		}
		switch {
		case b == ' ' || b == '\n' || b == '\r' || b == '\t':
			continue
		case b == '-' || b == '#':
			if nb, _, err := s.w.peek(); err != nil {
				return "", false, err
			} else if b == '#' || nb == '-' {
				if err := s.rest('\n'); err != nil {
					return "", false, err
				}
				continue
			}
		case b == '/':
			if nb, _, err := s.w.peek(); err != nil {
				return "", false, err
			} else if nb == '*' {
				if err := s.comment(); err != nil {
					return "", false, err
				}
				continue
			}
		case isWord(b):
			s.word = append(s.word[:0], b)
			for {
				nb, ok, err := s.w.peek()
				if err != nil {
					return "", false, err
				}
				if !ok || !isWord(nb) || len(s.word) > 128 {
					return strings.ToUpper(string(s.word)), true, nil
				}
				s.word = append(s.word, nb)
				s.w.skip(1)
			}
		}
		s.word = append(s.word[:0], b)
		return string(b), true, nil
	}
}

func isWord(b byte) bool {
	return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_' || b >= 0x80 || b == '$'
}

// rest takes everything up to and with stop as text.
func (s *sqlReader) rest(stop byte) error {
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return err
		}
		if err := s.keep(b); err != nil || b == stop {
			return err
		}
	}
}

func (s *sqlReader) comment() error {
	var last byte
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return err
		}
		if err := s.keep(b); err != nil {
			return err
		}
		if last == '*' && b == '/' {
			return nil
		}
		last = b
	}
}

// statement takes the rest of a statement as text, up to its semicolon.
func (s *sqlReader) statement() error {
	var quote byte
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok {
			return err
		}
		if err := s.keep(b); err != nil {
			return err
		}
		switch {
		case quote != 0:
			if b == '\\' && quote == '\'' {
				if b, ok, err = s.w.next(); err != nil || !ok {
					return err
				}
				if err := s.keep(b); err != nil {
					return err
				}
			} else if b == quote {
				quote = 0
			}
		case b == '\'' || b == '"' || b == '`':
			quote = b
		case b == ';':
			return s.keep('\n')
		}
	}
}

func (s *sqlReader) keep(b byte) error {
	s.text = append(s.text, b)
	if len(s.text) < bufferSize/2 {
		return nil
	}
	return s.flush()
}

func (s *sqlReader) flush() error {
	if len(s.text) == 0 {
		return nil
	}
	cut := len(s.text)
	if cut >= bufferSize/2 {
		if i := bytes.LastIndexByte(s.text, '\n'); i > 0 {
			cut = i + 1
		} else {
			cut = softCut(s.text)
		}
	}
	err := s.rd.sink.Text(s.text[:cut])
	s.text = s.text[:copy(s.text, s.text[cut:])]
	return err
}

// name takes a name as SQL writes it: a, "a", `a`, [a], schema.a.
func (s *sqlReader) name() (string, error) {
	var out []byte
	for {
		b, ok, err := s.peekSpace()
		if err != nil || !ok {
			return string(out), err
		}
		switch {
		case b == '"' || b == '`' || b == '[':
			if b == '[' {
				b = ']'
			}
			s.w.skip(1)
			out = out[:0]
			for {
				c, ok, err := s.w.next()
				if err != nil || !ok {
					return string(out), err
				}
				if c == b {
					break
				}
				if len(out) < 200 {
					out = append(out, c)
				}
			}
		case isWord(b):
			out = out[:0]
			for ok && isWord(b) && err == nil {
				if len(out) < 200 {
					out = append(out, b)
				}
				s.w.skip(1)
				b, ok, err = s.w.peek()
			}
			if err != nil {
				return "", err
			}
		default:
			return string(out), nil
		}
		if b, ok, err = s.w.peek(); err != nil || !ok || b != '.' {
			return string(out), err
		}
		s.w.skip(1)
	}
}

func (s *sqlReader) peekSpace() (byte, bool, error) {
	for {
		b, ok, err := s.w.peek()
		if err != nil || !ok || b != ' ' && b != '\n' && b != '\t' && b != '\r' {
			return b, ok, err
		}
		s.w.skip(1)
	}
}

// names takes (a, b, c).
func (s *sqlReader) names() ([]string, error) {
	s.w.skip(1)
	var out []string
	for {
		n, err := s.name()
		if err != nil {
			return nil, err
		}
		if n != "" && len(out) < maxColumns {
			out = append(out, n)
		}
		b, ok, err := s.w.next()
		if err != nil || !ok || b == ')' {
			return out, err
		}
		if b == '(' { // the length of an index prefix
			if err := s.rest(')'); err != nil {
				return nil, err
			}
		}
	}
}

// create remembers the columns of CREATE TABLE, for INSERTs that do not name them.
func (s *sqlReader) create() error {
	s.text = append(s.text, "CREATE "...)
	for {
		word, ok, err := s.keyword()
		if err != nil || !ok {
			return err
		}
		s.text = append(append(s.text, s.word...), ' ')
		switch word {
		case "TABLE":
			return s.createTable()
		case "TEMPORARY", "TEMP", "UNLOGGED", "GLOBAL", "LOCAL":
		case ";":
			return nil
		default:
			return s.statement()
		}
	}
}

func (s *sqlReader) createTable() error {
	table, err := s.name()
	for err == nil && (strings.EqualFold(table, "if") || strings.EqualFold(table, "not") || strings.EqualFold(table, "exists")) {
		table, err = s.name()
	}
	if err != nil {
		return err
	}
	b, ok, err := s.peekSpace()
	if err != nil || !ok || b != '(' {
		return orStatement(s, err)
	}
	s.w.skip(1)
	var cols []string
	for {
		col, err := s.name()
		if err != nil {
			return err
		}
		switch strings.ToUpper(col) {
		case "", "PRIMARY", "KEY", "UNIQUE", "CONSTRAINT", "FOREIGN", "INDEX", "CHECK", "FULLTEXT":
		default:
			cols = append(cols, col)
		}
		// To the comma or the bracket that ends this line of the definition.
		depth := 0
		for {
			b, ok, err := s.w.next()
			if err != nil || !ok {
				return err
			}
			switch b {
			case '\'', '"', '`':
				if err := s.skipQuoted(b); err != nil {
					return err
				}
			case '(':
				depth++
			case ')':
				depth--
			}
			if depth < 0 {
				s.columns[table] = cols
				return s.statement()
			}
			if depth == 0 && b == ',' {
				break
			}
		}
	}
}

func orStatement(s *sqlReader, err error) error {
	if err != nil {
		return err
	}
	return s.statement()
}

func (s *sqlReader) skipQuoted(q byte) error {
	for {
		b, ok, err := s.w.next()
		if err != nil || !ok || b == q {
			return err
		}
	}
}

// begin makes table the sink's table and tells it the columns.
func (s *sqlReader) begin(table string, cols []string) error {
	if err := s.rd.sink.Table(table); err != nil {
		return err
	}
	if len(cols) == 0 {
		cols = s.columns[table]
	}
	for s.known[table] < len(cols) {
		if err := s.rd.sink.Column(cols[s.known[table]], ""); err != nil {
			return err
		}
		s.known[table]++
	}
	return nil
}

// emit hands over the row, with its cells where the table has their columns.
func (s *sqlReader) emit(table string) error {
	cells := s.row.cells()
	if len(cells) > maxColumns {
		if err := s.rd.sink.Text(append(bytes.Join(cells[maxColumns:], []byte(" ")), '\n')); err != nil {
			return err
		}
		cells = cells[:maxColumns]
	}
	for s.known[table] < len(cells) {
		if err := s.rd.sink.Column(columnName(s.known[table]), ""); err != nil {
			return err
		}
		s.known[table]++
	}
	return s.rd.sink.Row(cells)
}

func (s *sqlReader) insert() error {
	var table string
	for {
		n, err := s.name()
		if err != nil {
			return err
		}
		if u := strings.ToUpper(n); u == "INTO" || u == "IGNORE" || u == "OR" || u == "REPLACE" || u == "LOW_PRIORITY" || u == "DELAYED" || u == "ONLY" {
			continue
		}
		table = n
		break
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
	if err != nil || !ok {
		return err
	}
	if table == "" || word != "VALUES" {
		s.text = append(append(s.text, s.word...), ' ')
		if word == ";" {
			return nil
		}
		return s.statement()
	}
	if err := s.begin(table, cols); err != nil {
		return err
	}
	for {
		b, ok, err := s.peekSpace()
		switch {
		case err != nil || !ok:
			return err
		case b == '(':
			s.w.skip(1)
			if err := s.tuple(); err != nil {
				return err
			}
			if err := s.emit(table); err != nil {
				return err
			}
		case b == ',':
			s.w.skip(1)
		case b == ';':
			s.w.skip(1)
			return nil
		default:
			return s.statement()
		}
	}
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

// quoted reads the rest of a string literal into the row.
func (s *sqlReader) quoted(q byte) error {
	for {
		data := s.w.data()
		n := 0
		for n < len(data) && data[n] != q && data[n] != '\\' {
			n++
		}
		s.row.buf = append(s.row.buf, data[:n]...)
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
		s.row.reset()
		for i := 0; i < len(line); i++ {
			switch {
			case line[i] == '\t':
				s.row.end()
			case line[i] == '\\' && i+1 < len(line):
				i++
				switch line[i] {
				case 'N':
				case 'n', 'r':
					s.row.buf = append(s.row.buf, '\n')
				case 't':
					s.row.buf = append(s.row.buf, '\t')
				default:
					s.row.buf = append(s.row.buf, line[i])
				}
			default:
				s.row.buf = append(s.row.buf, line[i])
			}
		}
		s.row.end()
		if err := s.emit(table); err != nil {
			return err
		}
		s.w.skip(min(end+1, len(data)))
	}
}
