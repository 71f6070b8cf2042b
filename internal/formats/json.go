package formats

import (
	"bytes"
	"errors"
	"fmt"
)

// jsonReader streams JSON. Objects that are elements of an array, and the
// values of a file with one value a line, are rows; what is nested in them
// becomes columns with dotted names. Everything else is text, a line a value.
type jsonReader struct {
	rd      *reader
	w       *window
	tables  map[string]*jsonTable
	lists   map[string]*jsonList // of lists of lists
	names   [][]byte             // the last list of nothing but texts
	columns *jsonColumns         // of the object that is being read, when it is in no row
	cur     *jsonTable
	word    []byte // the string or number just read
	text    []byte // lines of text that wait to be handed over
	deep    bool
	paths   map[string]map[string]string // path -> key -> path of the key
	known   int

	way    []wayStep // through the keys of a record
	step   int       // the next of it
	within int       // rows that are being read, one in the other
}

type jsonTable struct {
	name    string
	columns map[string]int
	cells   [][]byte
	names   []string // of the columns
	next    int      // the column that is likely to come
	view    [][]byte // cells of a row that is taken as it lies in the window
	odd     bool     // a key is not written as it is
	missed  int      // rows that were not, with a measure
	wait    int      // for so many rows
	bytes   int
	busy    bool
}

var errSyntax = errors.New("not well-formed")

const (
	maxJSONDepth = 200
	maxCell      = 64 << 10
	// inRow is how many objects of a list within a row become part of the row; a
	// longer list is a table of its own.
	inRow = 20
)

func (rd *reader) json(w *window, res *Result) error {
	j := &jsonReader{rd: rd, w: w, tables: map[string]*jsonTable{}, lists: map[string]*jsonList{}, paths: map[string]map[string]string{}}
	err := j.values(res.Format == "ndjson")
	if errors.Is(err, errSyntax) {
		// From here on it is no JSON; it is still text that can hold something.
		if err := j.flush(); err != nil {
			return err
		}
		res.Partial = append(res.Partial, "it is damaged in the middle; the rest was read as plain text")
		return rd.text(w)
	}
	if err == nil {
		err = j.flush()
	}
	if j.deep {
		res.Partial = append(res.Partial, fmt.Sprintf("values nested deeper than %d levels were not read", maxJSONDepth))
	}
	return err
}

// values reads one value after the other. With one value a line, each is a row;
// else the outermost object is a wrapper around what matters.
func (j *jsonReader) values(lines bool) error {
	for {
		b, ok, err := j.space()
		if err != nil || !ok {
			return err
		}
		if b == ',' { // some programs write a comma between lines
			j.w.skip(1)
			continue
		}
		if b == '{' && lines {
			err = j.row("", 0)
		} else {
			err = j.value("", nil, 0)
		}
		if err != nil {
			return err
		}
	}
}

// row reads an object as a row of the table name.
func (j *jsonReader) row(name string, depth int) error {
	t := j.tables[name]
	if t == nil {
		if len(j.tables) >= maxColumns {
			return j.value(name, nil, depth)
		}
		t = &jsonTable{name: name, columns: map[string]int{}}
		j.tables[name] = t
	}
	if t.busy { // an object of this very table is being read further out
		return j.value(name, nil, depth)
	}
	if n, some := t.flat(j.w.data()); n > 0 {
		j.w.skip(n)
		if !some {
			return nil
		}
		if err := j.enter(t); err != nil {
			return err
		}
		return j.rd.sink.Row(t.view)
	}
	t.busy, t.bytes, t.next = true, 0, 0
	if j.within == 0 {
		j.step = 0
	}
	j.within++
	defer func() {
		t.busy = false
		j.within--
	}()
	for i := range t.cells {
		t.cells[i] = t.cells[i][:0]
	}
	if err := j.value("", t, depth); err != nil {
		return err
	}
	for _, c := range t.cells {
		if len(c) > 0 {
			if err := j.enter(t); err != nil {
				return err
			}
			return j.rd.sink.Row(t.cells)
		}
	}
	return nil
}

// enter makes t the sink's table.
func (j *jsonReader) enter(t *jsonTable) error {
	if j.cur == t {
		return nil
	}
	j.cur = t
	return j.rd.sink.Table(t.name)
}

// value reads any value. path is where it lies within the row of t, or within
// the file when t is nil.
func (j *jsonReader) value(path string, t *jsonTable, depth int) error {
	b, ok, err := j.space()
	switch {
	case err != nil:
		return err
	case !ok:
		return errSyntax
	case depth > maxJSONDepth:
		j.deep = true
		return errSyntax
	}
	switch b {
	case '{':
		return j.object(path, t, depth)
	case '[':
		return j.array(path, t, depth)
	case '"':
		if err := j.str(path, t); err != nil {
			return err
		}
		return j.put(path, t)
	default:
		if err := j.bare(); err != nil {
			return err
		}
		return j.put(path, t)
	}
}

func (j *jsonReader) object(path string, t *jsonTable, depth int) error {
	outer := j.columns
	if j.columns = nil; t != nil {
		err := j.keys(path, t, nil, nil, depth)
		j.columns = outer
		return err
	}
	own := &jsonColumns{}
	j.columns = outer
	err := j.keys(path, nil, outer, own, depth)
	if errors.Is(err, errSyntax) && len(own.all) > 0 { // what was read of it stays
		j.columns = own
		err = errors.Join(j.letGo(len(own.all)), err)
	}
	j.columns = outer
	return err
}

// keys reads an object. own are its columns, and outer those of the object in which
// it may be one.
func (j *jsonReader) keys(path string, t *jsonTable, outer, own *jsonColumns, depth int) error {
	j.w.skip(1)
	column := outer != nil && outer.open
	for first := true; ; first = false {
		b, ok, err := j.space()
		switch {
		case err != nil:
			return err
		case !ok:
			return errSyntax
		case b == '}':
			j.w.skip(1)
			switch {
			case t != nil || column:
				return nil
			case len(own.all) > 0:
				if err := own.rows(j, path); err != nil {
					return err
				}
			}
			return j.line(nil) // a blank line parts one object from the next
		case b == ',' && !first:
			j.w.skip(1)
			if b, ok, err = j.space(); err != nil || !ok || b != '"' {
				return errors.Join(err, errSyntax)
			}
		case b != '"':
			return errSyntax
		}
		if err := j.str("", nil); err != nil {
			return err
		}
		name, called := j.word[:min(len(j.word), 200)], ""
		key, next := j.intern(path, name), column && outer.numbered(name)
		if t == nil {
			called = string(name)
		}
		if column && !next {
			if err := j.notHeld(); err != nil {
				return err
			}
			column = false
		}
		if b, ok, err = j.space(); err != nil || !ok || b != ':' {
			return errors.Join(err, errSyntax)
		}
		j.w.skip(1)
		if b, ok, err = j.space(); err != nil || !ok {
			return errors.Join(err, errSyntax)
		}
		switch {
		case t != nil:
			err = j.value(key, t, depth+1)
		case column && b != '[' && b != '{':
			if err = j.value(key, nil, depth+1); err == nil {
				err = j.hold()
				column = outer.open
			}
		default:
			if column {
				err = j.notHeld()
				column = false
			}
			if j.columns = nil; b == '[' || b == '{' {
				j.columns = own
				own.begin(key, called)
			}
			err = errors.Join(err, j.value(key, nil, depth+1))
			own.open = false
			j.columns = nil
		}
		if err != nil {
			return err
		}
	}
}

func (j *jsonReader) array(path string, t *jsonTable, depth int) error {
	j.w.skip(1)
	var list *jsonList
	texts := t == nil
	var names [][]byte
	for n := 0; ; n++ {
		b, ok, err := j.space()
		if err == nil && ok && b == ',' && n > 0 {
			j.w.skip(1)
			b, ok, err = j.space()
		}
		if texts = texts && (b == '"' || b == ']') && n <= maxColumns; !texts {
			names = nil
		}
		if b == '[' || b == '{' || t != nil {
			if err := j.notHeld(); err != nil {
				return err
			}
		}
		switch {
		case err != nil:
			return err
		case !ok && list != nil:
			return errors.Join(list.head.flush(), errSyntax)
		case !ok:
			return errSyntax
		case b == ']':
			j.w.skip(1)
			if len(names) > 1 {
				j.names = names
			}
			if list != nil {
				return list.head.flush()
			}
			return nil
		case b == '[' && t == nil && (list != nil || j.listed()):
			if list == nil {
				list = j.list(path)
			}
			if list == nil {
				err = j.value(path, nil, depth+1)
			} else {
				err = j.listRow(list, path, depth+1)
			}
		case b == '{' && t == nil:
			err = j.row(path, depth+1)
		case b == '{' && n >= inRow:
			err = j.row(joinNames(t.name, path), depth+1)
		default:
			err = j.value(path, t, depth+1)
			if err == nil && t == nil && j.columns != nil && j.columns.open {
				err = j.hold()
			}
			if texts {
				names = append(names, bytes.Clone(j.word[:min(len(j.word), 200)]))
			}
		}
		if err != nil {
			if list != nil && errors.Is(err, errSyntax) { // what was read of it stays
				return errors.Join(list.head.row(list.row), list.head.flush(), err)
			}
			return err
		}
	}
}

// put stores the word just read.
func (j *jsonReader) put(path string, t *jsonTable) error {
	if len(j.word) == 0 || t == nil && j.columns != nil && j.columns.open { // it is held
		return nil
	}
	if t == nil {
		return j.line([]byte(path))
	}
	at, ok := t.next, t.next < len(t.names) && t.names[t.next] == path
	if !ok {
		at, ok = t.columns[path]
	}
	t.next = at + 1
	if !ok {
		var err error
		if at, ok, err = j.columnOf(t, path); err != nil {
			return err
		}
		if !ok {
			return j.line([]byte(path))
		}
		t.next = at + 1
	}
	if t.bytes += len(j.word); len(t.cells[at])+len(j.word) > maxCell || t.bytes > 16*maxCell {
		return j.line([]byte(path))
	}
	if len(t.cells[at]) > 0 {
		t.cells[at] = append(t.cells[at], '\n')
	}
	t.cells[at] = append(t.cells[at], j.word...)
	return nil
}

// line adds "path: word" to the waiting text, or a blank line for no path.
func (j *jsonReader) line(path []byte) error {
	if path != nil {
		j.text = append(append(append(j.text, path...), ": "...), j.word...)
	}
	j.text = append(j.text, '\n')
	if len(j.text) > bufferSize/2 {
		return j.flush()
	}
	return nil
}

func (j *jsonReader) flush() error {
	if len(j.text) == 0 {
		return nil
	}
	err := j.rd.sink.Text(j.text)
	j.text = j.text[:0]
	return err
}

// maxPaths is how many different paths are remembered.
const maxPaths = 10_000

// intern is the path of key within path; the same ones come again with every
// record, so they are made once.
func (j *jsonReader) intern(path string, key []byte) string {
	for i := j.step; i < min(len(j.way), j.step+4); i++ { // a few may be missing
		if w := &j.way[i]; w.within == path && w.key == string(key) {
			j.step = i + 1
			return w.path
		}
	}
	p := j.remembered(path, key)
	if j.step == len(j.way) && len(j.way) < maxWay {
		j.way = append(j.way, wayStep{path, string(key), p})
		j.step++
	}
	return p
}

// wayStep is a key of the record before: most records have the same ones in the
// same order.
type wayStep struct{ within, key, path string }

const maxWay = 200

func (j *jsonReader) remembered(path string, key []byte) string {
	m := j.paths[path]
	if p, ok := m[string(key)]; ok {
		return p
	}
	p := string(key)
	if path != "" {
		p = path + "." + p
	}
	if j.known++; j.known <= maxPaths {
		if m == nil {
			m = map[string]string{}
			j.paths[path] = m
		}
		m[string(key)] = p
	}
	return p
}
