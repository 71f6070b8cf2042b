package formats

import "bytes"

// jsonList is a list of lists, each of them a row: what a query answers, a sheet
// of a web program, a table that a library wrote by its columns' names and its rows.
type jsonList struct {
	head  headed
	cells [][]byte
	row   [][]byte // of these, what was read of the row
}

// listSink hands rows of a list of lists to the table they belong to.
type listSink struct {
	Sink
	j *jsonReader
	t *jsonTable
}

func (s listSink) Row(cells [][]byte) error {
	if err := s.j.enter(s.t); err != nil {
		return err
	}
	return s.Sink.Row(cells)
}

func (s listSink) Column(name, kind string) error {
	if err := s.j.enter(s.t); err != nil {
		return err
	}
	return s.Sink.Column(name, kind)
}

// listed says whether the list that begins here is a row: values alone, one of
// them a text. Numbers alone are a drawing or a measurement.
func (j *jsonReader) listed() bool {
	b := j.w.data()
	end := bytes.IndexByte(b, ']')
	if end < 0 {
		return false
	}
	b = b[1:end]
	return bytes.IndexByte(b, '"') >= 0 && bytes.IndexByte(b, ',') >= 0 && bytes.IndexByte(b, '[') < 0 && bytes.IndexByte(b, '{') < 0
}

// list is the table of the lists at a path, nil when there are too many tables.
func (j *jsonReader) list(path string) *jsonList {
	l := j.lists[path]
	if l == nil {
		t := j.tables[path]
		if t == nil {
			if len(j.tables) >= maxColumns {
				return nil
			}
			t = &jsonTable{name: path, columns: map[string]int{}}
			j.tables[path] = t
		} else if len(t.columns) > 0 {
			return nil // objects lie there too
		}
		l = &jsonList{}
		l.head.sink = listSink{j.rd.sink, j, t}
		j.lists[path] = l
	}
	return l
}

// listRow reads a list as a row. names are the values of the last list that
// held nothing else; of as many as the row has, they name its columns.
func (j *jsonReader) listRow(l *jsonList, path string, depth int) error {
	j.w.skip(1)
	n := 0
	for ; ; n++ {
		l.row = l.cells[:n]
		b, ok, err := j.space()
		if err == nil && ok && b == ',' && n > 0 {
			j.w.skip(1)
			b, ok, err = j.space()
		}
		switch {
		case err != nil:
			return err
		case !ok:
			return errSyntax
		case b == ']':
			j.w.skip(1)
			if !l.head.decided && len(l.head.first) == 0 && len(j.names) == n {
				if err := l.head.row(j.names); err != nil {
					return err
				}
			}
			row := l.row
			l.row = nil
			return l.head.row(row)
		}
		if n == len(l.cells) {
			l.cells = append(l.cells, nil)
		}
		l.cells[n] = l.cells[n][:0]
		switch {
		case b == '{' || b == '[' || n >= maxColumns:
			err = j.value(path, nil, depth+1)
			if n >= maxColumns {
				n--
			}
		case b == '"':
			err = j.str(path, nil)
			l.cells[n] = append(l.cells[n], j.word...)
		default:
			err = j.bare()
			l.cells[n] = append(l.cells[n], j.word...)
		}
		if err != nil {
			return err
		}
	}
}
