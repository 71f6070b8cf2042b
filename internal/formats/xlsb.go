package formats

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// A binary workbook (.xlsb) is laid out like a .xlsx whose parts are records
// instead of XML: a number, a length, both in seven bits a byte, and the content
// ([MS-XLSB], 2.1.4).

// The records that are read.
const (
	xlsbRow       = 0
	xlsbComment   = 637
	xlsbText      = 19  // in the shared texts
	xlsbFormat    = 44  // of numbers
	xlsbStyle     = 47  // the format of a cell
	xlsbBook      = 153 // properties of the book
	xlsbSheet     = 156
	xlsbStyles    = 617
	xlsbStylesEnd = 618
)

// maxRecord is the longest record that is taken into memory. A text has at most
// 32,767 letters.
const maxRecord = 256 << 10

// records calls fn for every record of a part; r is valid during the call.
func (b *zipBox) records(part string, fn func(kind int, r []byte) error) error {
	in, err := b.open(part)
	if err != nil {
		return err
	}
	defer in.Close()
	br := bufio.NewReaderSize(in, 64<<10)
	var buf []byte
	for {
		kind, err := recordNumber(br, 2)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		size, err := recordNumber(br, 4)
		if err == nil && size > maxRecord {
			_, err = io.CopyN(io.Discard, br, int64(size))
			size = 0
		}
		if err == nil {
			if cap(buf) < size {
				buf = make([]byte, max(size, 4<<10))
			}
			buf = buf[:size]
			_, err = io.ReadFull(br, buf)
		}
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
		if err := fn(kind, buf); err != nil {
			return err
		}
	}
}

// recordNumber reads a number of at most most bytes; io.EOF before its first.
func recordNumber(br *bufio.Reader, most int) (n int, err error) {
	for i := range most {
		c, err := br.ReadByte()
		if err != nil {
			if err == io.EOF && i > 0 {
				err = io.ErrUnexpectedEOF
			}
			return 0, err
		}
		n |= int(c&0x7f) << (7 * i)
		if c < 0x80 {
			break
		}
	}
	return n, nil
}

// wide is a text with its length in letters before it, and what follows.
func wide(r []byte) (s, rest []byte) {
	if len(r) < 4 {
		return nil, nil
	}
	n := min(int64(le.Uint32(r)), int64(len(r)-4)/2)
	return decodeUTF16(r[4 : 4+2*n]), r[4+2*n:]
}

// richText is a text behind a byte of flags.
func richText(r []byte) []byte {
	if len(r) < 1 {
		return nil
	}
	s, _ := wide(r[1:])
	return s
}

// xlsb reads every sheet of a binary workbook as a table.
func (rd *reader) xlsb(box *zipBox) (Result, error) {
	res := Result{Format: "xlsx", Shape: "table"}
	var b book
	sheets, err := b.openBinary(box)
	if err != nil {
		return res, err
	}
	if err := b.readBinary(rd, box); err != nil {
		return res, err
	}
	if b.texts.over {
		res.Partial = append(res.Partial, fmt.Sprintf("it holds more than %d MB of different texts; the rest was read as plain text", maxSharedBytes>>20))
	}
	for _, s := range sheets {
		if len(sheets) == 1 {
			s.name = ""
		}
		if err := rd.sink.Table(s.name); err != nil {
			return res, err
		}
		if err := rd.binarySheet(box, s.part, &b); err != nil {
			return res, err
		}
	}
	for _, name := range sortedNames(box) { // remarks beside cells
		if strings.HasPrefix(name, "xl/comments") && strings.HasSuffix(name, ".bin") {
			err := box.records(name, func(kind int, r []byte) error {
				if kind != xlsbComment {
					return nil
				}
				return rd.sink.Text(append(richText(r), '\n'))
			})
			if err != nil {
				return res, err
			}
		}
	}
	return res, nil
}

func (b *book) openBinary(box *zipBox) (sheets []sheetRef, err error) {
	target, err := relations(box, "xl/_rels/workbook.bin.rels")
	if err != nil {
		return nil, damaged(err)
	}
	err = box.records("xl/workbook.bin", func(kind int, r []byte) error {
		switch kind {
		case xlsbBook:
			b.date1904 = len(r) > 0 && r[0]&1 != 0
		case xlsbSheet:
			if len(r) < 8 || len(sheets) >= maxSheets {
				return nil
			}
			id, rest := wide(r[8:])
			name, _ := wide(rest)
			part := target[string(id)]
			if part == "" {
				part = fmt.Sprintf("xl/worksheets/sheet%d.bin", len(sheets)+1)
			}
			if strings.Contains(part, "worksheets/") || box.files[part] != nil && !strings.Contains(part, "chartsheets/") {
				sheets = append(sheets, sheetRef{string(name), part})
			}
		}
		return nil
	})
	return sheets, err
}

// readBinary reads what the sheets share.
func (b *book) readBinary(rd *reader, box *zipBox) error {
	custom := map[uint16]bool{}
	inCells := false
	if box.files["xl/styles.bin"] != nil {
		err := box.records("xl/styles.bin", func(kind int, r []byte) error {
			switch {
			case kind == xlsbFormat && len(r) > 2 && len(custom) < maxStyles:
				code, _ := wide(r[2:])
				custom[le.Uint16(r)] = dateFormat(string(code))
			case kind == xlsbStyles, kind == xlsbStylesEnd:
				inCells = kind == xlsbStyles
			case kind == xlsbStyle && inCells && len(r) >= 4 && len(b.dates) < maxStyles:
				id := le.Uint16(r[2:])
				is, own := custom[id]
				b.dates = append(b.dates, own && is || !own && builtInDate(int(id)))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	if box.files["xl/sharedStrings.bin"] == nil {
		return nil
	}
	t := &b.texts
	return box.records("xl/sharedStrings.bin", func(kind int, r []byte) error {
		if kind != xlsbText {
			return nil
		}
		start := len(t.all)
		t.all = append(t.all, richText(r)...)
		return t.end(rd, start)
	})
}

// builtInDate says whether a format of numbers that every program knows shows a
// date (ECMA-376, part 1, 18.8.30).
func builtInDate(id int) bool {
	return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58
}

func (rd *reader) binarySheet(box *zipBox, part string, b *book) error {
	h := &headed{sink: rd.sink}
	var row sqlRow
	var value []byte
	col, begun := -1, false
	end := func() error {
		if !begun {
			return nil
		}
		err := h.row(row.cells())
		row.reset()
		return err
	}
	err := box.records(part, func(kind int, r []byte) error {
		if kind == xlsbRow {
			err := end()
			begun, col = true, -1
			return err
		}
		short := kind >= 12 && kind <= 18 // the cell to the right of the one before
		if kind > 18 && kind != 62 {
			return nil
		}
		if short {
			kind -= 11
			col++
		} else {
			if len(r) < 4 {
				return errCompound
			}
			col = int(min(le.Uint32(r), 1<<20))
			r = r[4:]
		}
		if len(r) < 4 {
			return errCompound
		}
		style := int(le.Uint32(r) & 0xffffff)
		r = r[4:]
		value = value[:0]
		number := func(f float64) {
			if style < len(b.dates) && b.dates[style] && f >= 0 && f < 2958466 {
				value = b.date(value, f)
			} else {
				value = strconv.AppendFloat(value, f, 'f', -1, 64)
			}
		}
		switch {
		case kind == 2 && len(r) >= 4:
			number(rk(le.Uint32(r)))
		case (kind == 5 || kind == 9) && len(r) >= 8:
			number(math.Float64frombits(le.Uint64(r)))
		case (kind == 4 || kind == 10) && len(r) >= 1:
			value = append(value, '0'+r[0]&1)
		case kind == 6 || kind == 8:
			s, _ := wide(r)
			value = append(value, s...)
		case kind == 62:
			value = append(value, richText(r)...)
		case kind == 7 && len(r) >= 4:
			value = append(value, b.texts.get(int(le.Uint32(r)))...)
		}
		if len(value) == 0 {
			return nil
		}
		for len(row.ends) < min(col, 2*maxColumns) {
			row.end()
		}
		if len(row.buf) > 16*maxCell { // more than a row can be
			return rd.sink.Text(append(value, '\n'))
		}
		row.buf = append(row.buf, value...)
		row.end()
		return nil
	})
	for _, last := range []func() error{end, h.flush} {
		if e := last(); err == nil {
			err = e
		}
	}
	if errors.Is(err, errCompound) {
		return &NotRead{"xlsx", "the workbook is damaged", "open it with the program that made it and save it again"}
	}
	return err
}
