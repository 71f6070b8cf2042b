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
	tables  map[string]*sqlTable
	table   *sqlTable // the one whose rows are being read
	order   []int     // cell -> column; empty: as they come
	view    [][]byte
	text    []byte
	word    []byte
	row     sqlRow
	head    head
	start   []byte
}

// sqlTable is a table that the sink knows.
type sqlTable struct {
	columns int
	at      map[string]int // name -> column
}

func (rd *reader) sql(w *window, _ *Result) error {
	s := &sqlReader{rd: rd, w: w, columns: map[string][]string{}, tables: map[string]*sqlTable{}}
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

// begin makes table the sink's table and finds out where the cells of its rows
// go: cols are the columns that the statement names, none when it means all.
func (s *sqlReader) begin(table string, cols []string) error {
	if err := s.rd.sink.Table(table); err != nil {
		return err
	}
	s.table = s.tables[table]
	if s.table == nil {
		s.table = &sqlTable{at: map[string]int{}}
		s.tables[table] = s.table
		for _, c := range s.columns[table] {
			if err := s.column(c); err != nil {
				return err
			}
		}
	}
	s.order = s.order[:0]
	for _, c := range cols {
		if _, ok := s.table.at[c]; !ok {
			if err := s.column(c); err != nil {
				return err
			}
		}
		s.order = append(s.order, s.table.at[c])
	}
	return nil
}

func (s *sqlReader) column(name string) error {
	if _, twice := s.table.at[name]; !twice {
		s.table.at[name] = s.table.columns
	}
	s.table.columns++
	return s.rd.sink.Column(name, "")
}

// emit hands over the row, each cell where the table has its column.
func (s *sqlReader) emit(cells [][]byte) error {
	if len(cells) > maxColumns {
		if err := s.rd.sink.Text(append(bytes.Join(cells[maxColumns:], []byte(" ")), '\n')); err != nil {
			return err
		}
		cells = cells[:maxColumns]
	}
	if len(s.order) > 0 {
		for len(s.order) < len(cells) { // more cells than the statement names
			if err := s.column(columnName(s.table.columns)); err != nil {
				return err
			}
			s.order = append(s.order, s.table.columns-1)
		}
		s.view = append(s.view[:0], make([][]byte, s.table.columns)...)
		for i, c := range cells {
			s.view[s.order[i]] = c
		}
		return s.rd.sink.Row(s.view)
	}
	for s.table.columns < len(cells) {
		if err := s.column(columnName(s.table.columns)); err != nil {
			return err
		}
	}
	return s.rd.sink.Row(cells)
}

// head is how an INSERT began, up to its first row: dumps with a row each say it
// again and again.
type head struct {
	text  []byte
	table string
	order []int
}

const longestHead = 2000

func (s *sqlReader) insert() error {
	if h := &s.head; len(h.text) > 0 && bytes.HasPrefix(s.w.data(), h.text) {
		s.w.skip(len(h.text))
		if err := s.rd.sink.Table(h.table); err != nil {
			return err
		}
		s.table, s.order = s.tables[h.table], append(s.order[:0], h.order...)
		return s.rows()
	}
	start := append(s.start[:0], s.w.data()[:min(longestHead, len(s.w.data()))]...)
	s.start = start
	at := s.w.gone + s.w.pos
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
	if n := s.w.gone + s.w.pos - at; n <= len(start) {
		s.head = head{append(s.head.text[:0], start[:n]...), table, append(s.head.order[:0], s.order...)}
	}
	return s.rows()
}

// rows reads the rows of an INSERT.
func (s *sqlReader) rows() error {
	for {
		b, ok, err := s.peekSpace()
		switch {
		case err != nil || !ok:
			return err
		case b == '(':
			s.w.skip(1)
			cells, n, ok := s.whole(s.w.data())
			if !ok {
				if err := s.tuple(); err != nil {
					return err
				}
				cells = s.row.cells()
			}
			if err := s.emit(cells); err != nil {
				return err
			}
			s.w.skip(n)
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
