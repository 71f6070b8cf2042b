package formats

import (
	"bytes"
	"io"
)

// gnumeric reads a workbook of Gnumeric, which is one XML file, mostly packed with
// gzip: each cell says its row and its column, and they lie row by row.
func (rd *reader) gnumeric(r io.Reader) (Result, error) {
	res := Result{Format: "gnumeric", Shape: "table"}
	g := &gnumericReader{rd: rd, at: -1}
	x := newXML(r)
	err := firstError(x.each(func() error { return g.event(x) }), g.end())
	if err == errXML {
		res.Partial = append(res.Partial, "it is damaged in the middle; the rest was read as plain text")
		return res, rd.text(x.w)
	}
	return res, err
}

type gnumericReader struct {
	rd     *reader
	h      *headed
	row    [][]byte
	at     int // the row that row is
	col    int
	text   []byte
	inName bool
	inCell bool
	date   bool
	room   padding
	sheet  bool // one has begun, and its name is not known yet
}

func (g *gnumericReader) event(x *xmlScanner) error {
	switch x.kind {
	case xmlText:
		if g.inName || g.inCell {
			if g.text = append(g.text, x.text...); len(g.text) > 4*maxCell {
				return g.spill()
			}
		}
	case xmlStart:
		switch string(x.name) {
		case "Sheet":
			g.sheet = true
		case "Name": // the first is that of the sheet
			g.inName, g.sheet, g.text = g.sheet, false, g.text[:0]
		case "Cell":
			row, col := number(x.attr("Row")), max(0, number(x.attr("Col")))
			if g.h == nil {
				g.h = &headed{sink: g.rd.sink}
			}
			if row != g.at {
				if err := g.flush(); err != nil {
					return err
				}
				g.at = row
			}
			g.inCell, g.col, g.text = true, min(col, 2*maxColumns), g.text[:0]
			g.date = string(x.attr("ValueType")) == "40" && dateFormat(string(x.attr("ValueFormat")))
		}
	case xmlEnd:
		switch string(x.name) {
		case "Name":
			if g.inName {
				g.inName = false
				return g.rd.sink.Table(string(g.text))
			}
		case "Cell":
			g.inCell = false
			g.row = g.room.put(g.row, g.col, dayOf(g.text, g.date))
		case "Sheet":
			return g.end()
		}
	}
	return nil
}

// spill hands over a text that is too long for a cell.
func (g *gnumericReader) spill() error {
	err := g.rd.sink.Text(append(bytes.Clone(g.text), '\n'))
	g.text = g.text[:0]
	return err
}

func (g *gnumericReader) flush() error {
	if len(g.row) == 0 {
		return nil
	}
	err := g.h.row(g.row)
	clear(g.row)
	g.row = g.row[:0]
	return err
}

// end ends a sheet.
func (g *gnumericReader) end() error {
	if g.h == nil {
		return nil
	}
	err := firstError(g.flush(), g.h.flush())
	g.h, g.at = nil, -1
	return err
}
