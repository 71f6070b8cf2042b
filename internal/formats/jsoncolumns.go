package formats

import (
	"bytes"
	"strconv"
)

// jsonColumns is an object of which the values are lists of one length, or
// objects of numbered values: a table written column by column, as programs for
// tables do that keep them so ({"email": [...], "name": [...]}).
type jsonColumns struct {
	all   []jsonColumn
	bytes int
	open  bool // the last of them is being read
}

type jsonColumn struct {
	path, name string
	cells      [][]byte
}

// A table that is written so is held as a whole.
const (
	maxHeld   = 16 << 20 // bytes
	leastHeld = 3        // rows
)

// begin holds what follows as a column.
func (c *jsonColumns) begin(path, name string) {
	c.all, c.open = append(c.all, jsonColumn{path: path, name: name}), true
}

// hold adds the word just read to the column that is being read.
func (j *jsonReader) hold() error {
	c := j.columns
	col := &c.all[len(c.all)-1]
	col.cells = append(col.cells, bytes.Clone(j.word))
	if c.bytes += len(j.word) + 24; c.bytes > maxHeld {
		return j.letGo(len(c.all))
	}
	return nil
}

// numbered says whether key is the next number of the column that is being read.
func (c *jsonColumns) numbered(key []byte) bool {
	return c.open && string(key) == strconv.Itoa(len(c.all[len(c.all)-1].cells))
}

// notHeld gives up the column that is being read: it is none.
func (j *jsonReader) notHeld() error {
	if j.columns == nil || !j.columns.open {
		return nil
	}
	c := j.columns
	last := c.all[len(c.all)-1]
	c.all, c.open = c.all[:len(c.all)-1], false
	return j.lines(last)
}

// letGo hands over the first n columns as text.
func (j *jsonReader) letGo(n int) error {
	c := j.columns
	for _, col := range c.all[:n] {
		if err := j.lines(col); err != nil {
			return err
		}
	}
	c.all, c.bytes, c.open = c.all[n:], 0, false
	return nil
}

func (j *jsonReader) lines(c jsonColumn) error {
	for _, cell := range c.cells {
		if j.word = append(j.word[:0], cell...); len(cell) > 0 {
			if err := j.line([]byte(c.path)); err != nil {
				return err
			}
		}
	}
	return nil
}

// rows hands over the columns of an object at its end: those of the length that
// most have as a table, the others as text.
func (c *jsonColumns) rows(j *jsonReader, path string) error {
	lengths, rows := map[int]int{}, 0
	for _, col := range c.all {
		n := len(col.cells)
		if lengths[n]++; lengths[n] > lengths[rows] || lengths[n] == lengths[rows] && n > rows {
			rows = n
		}
	}
	table := lengths[rows] > 1 && rows >= leastHeld && len(j.tables) < maxColumns
	var t *jsonTable
	var at []int
	var cells []jsonColumn
	for _, col := range c.all {
		if !table || len(col.cells) != rows {
			if err := j.lines(col); err != nil {
				return err
			}
			continue
		}
		if t == nil {
			if t = j.tables[path]; t == nil {
				t = &jsonTable{name: path, columns: map[string]int{}}
				j.tables[path] = t
			}
		}
		i, ok, err := j.columnOf(t, col.name)
		if err != nil {
			return err
		}
		if ok {
			at, cells = append(at, i), append(cells, col)
		} else if err := j.lines(col); err != nil {
			return err
		}
	}
	for r := range rows {
		if len(at) == 0 {
			break
		}
		for i := range t.cells {
			t.cells[i] = t.cells[i][:0]
		}
		for i, col := range cells {
			t.cells[at[i]] = append(t.cells[at[i]], col.cells[r]...)
		}
		if err := j.enter(t); err != nil {
			return err
		}
		if err := j.rd.sink.Row(t.cells); err != nil {
			return err
		}
	}
	return nil
}

// columnOf is the place of a column of t, which is told the sink when it is new; ok
// is false where there are too many.
func (j *jsonReader) columnOf(t *jsonTable, name string) (at int, ok bool, err error) {
	if at, ok = t.columns[name]; ok {
		return at, true, nil
	}
	if len(t.columns) >= maxColumns {
		return 0, false, nil
	}
	at = len(t.columns)
	t.columns[name] = at
	t.names = append(t.names, name)
	t.odd = t.odd || bytes.ContainsAny([]byte(name), `"\`)
	t.cells = append(t.cells, nil)
	if err := j.enter(t); err != nil {
		return 0, false, err
	}
	return at, true, j.rd.sink.Column(name, "")
}
