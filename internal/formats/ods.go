package formats

import (
	"bytes"
	"strconv"
)

// ods reads the sheets of an OpenDocument spreadsheet as tables.
func (rd *reader) ods(box *zipBox) (Result, error) {
	res := Result{Format: "ods", Shape: "table"}
	r, err := box.open("content.xml")
	if err != nil {
		return res, err
	}
	defer r.Close()
	err = rd.odsRows(newXML(r))
	if err == errXML {
		return res, &NotRead{"ods", "the workbook is damaged", "open it with the program that made it and save it again"}
	}
	if err == nil && box.files["styles.xml"] != nil { // headers and footers
		if err = rd.paragraphs(box, "styles.xml"); err == errXML {
			err = nil
			res.Partial = append(res.Partial, "a part of it is damaged")
		}
	}
	return res, err
}

// odsRows reads the rows of every sheet. A cell or row that says it is repeated
// is taken once: thousands of empty ones close a sheet.
func (rd *reader) odsRows(x *xmlScanner) error {
	var h *headed
	var row sqlRow
	var cell []byte
	inCell, repeat, paragraphs, within := 0, 0, 0, 0
	text := func(b []byte) error {
		if len(b) == 0 {
			return nil
		}
		return rd.sink.Text(append(b, '\n'))
	}
	event := func() error {
		name := string(x.name)
		switch x.kind {
		case xmlStart:
			switch name {
			case "table":
				h = &headed{sink: rd.sink}
				row.reset()
				return rd.sink.Table(string(x.attr("table:name")))
			case "table-row":
				row.reset()
			case "table-cell", "covered-table-cell":
				inCell++
				cell, paragraphs = cell[:0], 0
				repeat, _ = strconv.Atoi(string(x.attr("table:number-columns-repeated")))
				if v := x.attr("office:date-value"); len(v) >= 10 {
					cell = append(cell, v[:10]...)
					paragraphs = -1 // the date is known exactly
				} else if v := x.attr("office:value"); len(v) > 0 && string(x.attr("office:value-type")) == "float" {
					cell = append(cell, v...)
					paragraphs = -1
				}
			case "p", "h":
				within++
				if inCell > 0 && paragraphs >= 0 {
					if paragraphs++; paragraphs > 1 {
						cell = append(cell, '\n')
					}
				}
			case "s", "tab", "line-break":
				cell = append(cell, ' ')
			}
		case xmlText:
			if paragraphs < 0 && inCell > 0 {
				return nil
			}
			if inCell == 0 && h == nil {
				return nil
			}
			if within == 0 && len(bytes.TrimSpace(x.text)) == 0 { // a flat file is laid out for people
				return nil
			}
			if cell = append(cell, x.text...); len(cell) > 4*maxCell { // no cell holds that much
				err := text(cell)
				cell = cell[:0]
				return err
			}
		case xmlEnd:
			switch name {
			case "table-cell", "covered-table-cell":
				inCell = max(0, inCell-1)
				if len(row.buf) > 16*maxCell || len(row.ends) >= 2*maxColumns {
					return text(cell)
				}
				row.buf = append(row.buf, cell...)
				row.end()
				if len(cell) == 0 || repeat < 20 {
					for range min(max(repeat-1, 0), 200) {
						row.end()
					}
				}
				cell = cell[:0]
			case "table-row":
				if h != nil {
					return h.row(row.cells())
				}
			case "table":
				if h != nil {
					err := h.flush()
					h = nil
					return err
				}
			case "p", "h":
				within = max(0, within-1)
				if inCell == 0 && len(cell) > 0 { // a remark, a drawing
					err := text(cell)
					cell = cell[:0]
					return err
				}
			}
		}
		return nil
	}
	err := x.each(event)
	if h != nil {
		if e := h.flush(); err == nil {
			err = e
		}
	}
	return err
}
