package formats

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// book is what the sheets of a workbook share.
type book struct {
	date1904 bool
	dates    []bool // by style number: is it shown as a date
	texts    sharedTexts
}

// sharedTexts holds the texts that cells refer to by number, in one buffer.
type sharedTexts struct {
	all  []byte
	ends []uint32
	over bool // there were more than fit
}

func (t *sharedTexts) get(i int) []byte {
	if i < 0 || i >= len(t.ends) {
		return nil
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]]
}

type sheetRef struct{ name, part string }

// xlsx reads every sheet of a workbook as a table.
func (rd *reader) xlsx(box *zipBox) (Result, error) {
	res := Result{Format: "xlsx", Shape: "table"}
	var b book
	sheets, err := b.open(box)
	if err != nil {
		return res, damaged(err)
	}
	if err := b.readStyles(box); err != nil {
		return res, damaged(err)
	}
	if err := b.readTexts(rd, box); err != nil {
		return res, damaged(err)
	}
	if b.texts.over {
		res.Partial = append(res.Partial, fmt.Sprintf("it holds more than %d MB of different texts; the rest was read as plain text", maxSharedBytes>>20))
	}
	read, broken := 0, 0
	var last error
	for _, s := range sheets {
		// The only sheet of a book goes by the name of the book.
		name := s.name
		if len(sheets) == 1 {
			name = ""
		}
		if err := rd.sink.Table(name); err != nil {
			return res, err
		}
		err := rd.sheet(box, s.part, &b)
		if err == errXML {
			broken++
			last = damaged(err)
			continue
		}
		if err != nil {
			return res, err
		}
		read++
	}
	if read == 0 && last != nil {
		return res, last
	}
	if broken > 0 {
		res.Partial = append(res.Partial, plural(broken, "sheet")+" of it is damaged")
	}
	// Remarks beside cells name people too.
	for _, name := range sortedNames(box) {
		if strings.HasPrefix(name, "xl/comments") || strings.HasPrefix(name, "xl/threadedComments/") || strings.HasPrefix(name, "xl/drawings/drawing") {
			if err := rd.paragraphs(box, name); err != nil && err != errXML {
				return res, err
			}
		}
	}
	return res, nil
}

func sortedNames(box *zipBox) []string {
	var names []string
	for n := range box.files {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func damaged(err error) error {
	if err == errXML {
		return &NotRead{"xlsx", "the workbook is damaged", "open it with the program that made it and save it again"}
	}
	return err
}

// walk calls fn for every tag and text of a part.
func walk(box *zipBox, part string, fn func(*xmlScanner) error) error {
	r, err := box.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	x := newXML(r)
	for {
		if err := x.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := fn(x); err != nil {
			return err
		}
	}
}

// sheet reads the rows of one sheet.
func (rd *reader) sheet(box *zipBox, part string, b *book) error {
	h := &headed{sink: rd.sink}
	var row sqlRow
	var value []byte
	kind := byte('n')
	style, col, inValue := 0, 0, false
	err := walk(box, part, func(x *xmlScanner) error {
		switch x.kind {
		case xmlText:
			if inValue {
				value = append(value, x.text...)
				if len(value) > 4*maxCell || len(row.buf) > 16*maxCell {
					err := rd.sink.Text(value)
					value = value[:0]
					return err
				}
			}
		case xmlStart:
			switch string(x.name) {
			case "row":
				row.reset()
			case "c":
				col, kind, style = len(row.ends), 'n', 0
				var key, val []byte
				for a := x.attrs; len(a) > 0; {
					key, val, a = nextAttr(a)
					switch string(key) {
					case "r":
						if c := columnOf(val); c >= 0 {
							col = c
						}
					case "t":
						kind = cellKind(val)
					case "s":
						style, _ = strconv.Atoi(string(val))
					}
				}
				value = value[:0]
			case "v", "t":
				inValue = true
			case "f", "rPh":
				inValue = false
			}
		case xmlEnd:
			switch string(x.name) {
			case "v", "t":
				inValue = false
			case "c":
				if len(value) == 0 {
					return nil
				}
				for len(row.ends) < min(col, 2*maxColumns) {
					row.end()
				}
				if len(row.buf) > 16*maxCell { // more than a row can be
					return rd.sink.Text(append(b.cell(nil, kind, style, value), '\n'))
				}
				row.buf = b.cell(row.buf, kind, style, value)
				row.end()
			case "row":
				return h.row(row.cells())
			}
		}
		return nil
	})
	if e := h.flush(); err == nil {
		err = e
	}
	return err
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
