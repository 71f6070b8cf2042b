package formats

import (
	"bytes"
	"fmt"
)

// htmlTables gathers the rows of the tables of a page. Many pages are laid out
// with tables, and what reports and web programs export is one: rows of as many
// cells as the others are a list, everything else is text.
type htmlTables struct {
	rd    *reader
	open  []*htmlTable // nil: a table with another one in it is no list
	lists int
	cur   *htmlTable // the sink's table
}

type htmlTable struct {
	rows    [][][]byte // the first ones, until it is known what it is
	bytes   int
	row     [][]byte
	room    []byte // of the cells of a row of a list, which the sink does not keep
	cell    int    // where the text of the cell being read begins, -1: none is
	settled bool
	list    bool
	head    headed
}

// Rows of one length that a list has at least, and how many of ten are like that.
const (
	listRows  = 4
	likeOfTen = 8
)

// in is the table that is being read.
func (h *htmlTables) in() *htmlTable {
	if len(h.open) == 0 {
		return nil
	}
	return h.open[len(h.open)-1]
}

// handedOver says that the text so far is out of line.
func (h *htmlTables) handedOver() {
	if t := h.in(); t != nil && t.cell > 0 {
		t.cell = 0
	}
}

// start takes notice of a tag that begins. line is the text so far.
func (h *htmlTables) start(name tag, line []byte) ([]byte, error) {
	switch string(name.name[:name.n]) {
	case "table":
		if t := h.in(); t != nil {
			h.open[len(h.open)-1] = nil
			t.settled = true
			line = t.text(line)
			if t.list {
				if err := t.head.flush(); err != nil {
					return line, err
				}
			}
		}
		if len(h.open) < maxDepth {
			h.open = append(h.open, &htmlTable{cell: -1})
		} else {
			h.open = append(h.open, nil)
		}
	case "tr":
		return h.row(line)
	case "td", "th":
		if t := h.in(); t != nil {
			line = bytes.TrimRight(t.said(line), " \t") // an end of line within the cell would take that away
			t.row, t.cell = append(t.row, nil), len(line)
		}
	}
	return line, nil
}

// end takes notice of a tag that ends.
func (h *htmlTables) end(name tag, line []byte) ([]byte, error) {
	switch string(name.name[:name.n]) {
	case "td", "th":
		if t := h.in(); t != nil {
			line = t.said(line)
		}
	case "tr":
		return h.row(line)
	case "table":
		return h.endTable(line)
	}
	return line, nil
}

func (h *htmlTables) endTable(line []byte) ([]byte, error) {
	if len(h.open) == 0 {
		return line, nil
	}
	line, err := h.row(line)
	if t := h.in(); t != nil && err == nil {
		if line, err = h.settle(t, line); err == nil && t.list {
			err = t.head.flush()
		}
	}
	h.open = h.open[:len(h.open)-1]
	return line, err
}

// close ends what the page left open.
func (h *htmlTables) close(line []byte) ([]byte, error) {
	for len(h.open) > 0 {
		var err error
		if line, err = h.endTable(line); err != nil {
			return line, err
		}
	}
	return line, nil
}

// said ends the cell that is being read.
func (t *htmlTable) said(line []byte) []byte {
	if t.cell < 0 {
		return line
	}
	said := bytes.TrimSpace(line[t.cell:])
	if t.list {
		from := len(t.room)
		t.room = append(t.room, said...)
		said = t.room[from:]
	} else {
		said = bytes.Clone(said)
	}
	t.row[len(t.row)-1] = said
	line, t.cell = line[:t.cell], -1
	return line
}

// row ends a row.
func (h *htmlTables) row(line []byte) ([]byte, error) {
	t := h.in()
	if t == nil {
		return line, nil
	}
	line = t.said(line)
	row := t.row
	switch {
	case len(row) == 0:
		return line, nil
	case t.list:
		err := t.head.row(row)
		t.row, t.room = row[:0], t.room[:0]
		return line, err
	}
	t.row = nil
	t.rows = append(t.rows, row)
	if t.settled {
		return t.text(line), nil
	}
	for _, c := range row {
		t.bytes += len(c)
	}
	if len(t.rows) >= headRows || t.bytes > headBytes {
		return h.settle(t, line)
	}
	return line, nil
}

// settle decides what the rows so far are.
func (h *htmlTables) settle(t *htmlTable, line []byte) ([]byte, error) {
	if t.settled {
		return line, nil
	}
	t.settled = true
	like, width := 0, 0
	lengths := map[int]int{}
	for _, r := range t.rows {
		if lengths[len(r)]++; lengths[len(r)] > like {
			like, width = lengths[len(r)], len(r)
		}
	}
	if t.list = width > 1 && like >= listRows && like*10 >= len(t.rows)*likeOfTen && h.lists < maxColumns; !t.list {
		return t.text(line), nil
	}
	h.lists++
	name := ""
	if h.lists > 1 {
		name = fmt.Sprintf("table %d", h.lists)
	}
	t.head.sink = htmlSink{h.rd.sink, h, t, name}
	rows := t.rows
	t.rows = nil
	for _, r := range rows {
		if err := t.head.row(r); err != nil {
			return line, err
		}
	}
	return line, nil
}

// text appends the rows that wait as text, a row a line.
func (t *htmlTable) text(line []byte) []byte {
	rows := t.rows
	if t.row != nil {
		rows = append(rows, t.row)
	}
	t.rows, t.row, t.cell = nil, nil, -1
	for _, r := range rows {
		for _, c := range r {
			line = append(append(line, c...), '\t')
		}
		line = lineEnds(line, 1)
	}
	return line
}

// htmlSink hands the rows of a table to the sink's table of its name.
type htmlSink struct {
	Sink
	h    *htmlTables
	t    *htmlTable
	name string
}

func (s htmlSink) enter() error {
	if s.h.cur == s.t {
		return nil
	}
	s.h.cur = s.t
	return s.Sink.Table(s.name)
}

func (s htmlSink) Row(cells [][]byte) error {
	return firstError(s.enter(), s.Sink.Row(cells))
}

func (s htmlSink) Column(name, kind string) error {
	return firstError(s.enter(), s.Sink.Column(name, kind))
}
