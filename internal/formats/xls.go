package formats

import (
	"bytes"
	"errors"
	"io"
	"math"
	"strconv"
)

// biff reads a workbook of Excel 5 to 2003: records of a number, a length and at
// most 8,224 bytes; long ones go on in CONTINUE records ([MS-XLS], 2.4). Rows
// are handed over when the next one begins, which is the order programs write.
type biff struct {
	rd     *reader
	r      io.Reader
	rec    []byte // content of the record
	kind   uint16
	next   []byte // content of the record behind it, when that was read already
	nkind  uint16
	old    bool // Excel 5 and 95: texts are bytes
	book   book
	custom map[uint16]bool
	sheets []string
	opened int // sheets begun
	row    int
	cells  sqlRow
	h      *headed
	value  []byte
	depth  int
	substr bool   // a formula whose text follows
	at     [2]int // the cell of that formula
}

var errRecord = errors.New("a record is damaged")

func (rd *reader) xls(r io.Reader, res *Result) error {
	b := &biff{rd: rd, r: r, custom: map[uint16]bool{}, row: -1}
	err := b.read()
	if e := b.finish(); err == nil {
		err = e
	}
	if b.book.texts.over {
		res.Partial = append(res.Partial, "it holds more different texts than are kept; the rest was read as plain text")
	}
	if errors.Is(err, errRecord) {
		return &NotRead{"xls", errCompound.Why, errCompound.Next}
	}
	return err
}

func (b *biff) load() (uint16, []byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(b.r, head[:]); err != nil {
		return 0, nil, err
	}
	body := make([]byte, le.Uint16(head[2:]))
	_, err := io.ReadFull(b.r, body)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return le.Uint16(head[:]), body, err
}

// more moves to the next record; false at the end.
func (b *biff) more() (bool, error) {
	if b.next != nil {
		b.kind, b.rec, b.next = b.nkind, b.next, nil
		return true, nil
	}
	kind, rec, err := b.load()
	if err == io.EOF {
		return false, nil
	}
	b.kind, b.rec = kind, rec
	return err == nil, err
}

// goesOn takes the CONTINUE record that follows, if one does.
func (b *biff) goesOn() ([]byte, error) {
	if b.next == nil {
		kind, rec, err := b.load()
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		b.nkind, b.next = kind, rec
	}
	if b.nkind != 0x3c {
		return nil, nil
	}
	rec := b.next
	b.next = nil
	return rec, nil
}

func (b *biff) read() error {
	zeros := 0
	for n := 0; ; n++ {
		ok, err := b.more()
		if err != nil || !ok {
			return err
		}
		if n&1023 == 0 && b.rd.ctx.Err() != nil {
			return b.rd.ctx.Err()
		}
		if b.kind == 0 && len(b.rec) == 0 { // filling at the end of the stream
			if zeros++; zeros > 64 {
				return nil
			}
			continue
		}
		if err := b.record(); err != nil {
			return err
		}
	}
}

func (b *biff) record() error {
	r := b.rec
	need := func(n int) bool { return len(r) >= n }
	switch b.kind {
	case 0x809, 0x409, 0x209, 9: // begin
		if !need(4) {
			return errRecord
		}
		b.depth++
		switch kind := le.Uint16(r[2:]); {
		case b.depth > 1: // a chart within a sheet
		case kind == 5:
			b.old = le.Uint16(r) < 0x600
		case kind == 0x10:
			return b.sheet()
		}
	case 10: // end
		if b.depth--; b.depth <= 0 {
			b.depth = 0
			return b.finish()
		}
	case 0x2f:
		return &NotRead{"encrypted", "it is an office document with a password", "nothing, if the password is kept elsewhere; else open it and look"}
	case 0x22:
		b.book.date1904 = need(2) && le.Uint16(r) == 1
	case 0x85: // a sheet of the book
		if need(8) && r[5] == 0 {
			s, _, err := b.short(r[6:])
			if err != nil {
				return err
			}
			b.sheets = append(b.sheets, string(s))
		}
	case 0x41e: // a format of numbers
		if need(5) {
			var s []byte
			var err error
			if b.old {
				s, _, err = b.short(r[2:])
			} else {
				s, _, err = text16(r[2:])
			}
			if err != nil {
				return err
			}
			b.custom[le.Uint16(r)] = dateFormat(string(s))
		}
	case 0xe0: // a style
		if need(4) && len(b.book.dates) < 1<<16 {
			id := le.Uint16(r[2:])
			is, own := b.custom[id]
			if !own {
				is = builtInDate(int(id))
			}
			b.book.dates = append(b.book.dates, is)
		}
	case 0xfc:
		return b.shared()
	case 0xfd:
		if need(10) {
			return b.cell(le.Uint16(r), le.Uint16(r[2:]), b.book.texts.get(int(le.Uint32(r[6:]))))
		}
	case 0x204, 0xd6: // a text in the cell
		if need(8) {
			var s []byte
			var err error
			if b.old {
				n := min(int(le.Uint16(r[6:])), len(r)-8)
				s = latin(r[8 : 8+n])
			} else {
				s, _, err = text16(r[6:])
			}
			if err != nil {
				return err
			}
			return b.cell(le.Uint16(r), le.Uint16(r[2:]), s)
		}
	case 0x203:
		if need(14) {
			return b.number(le.Uint16(r), le.Uint16(r[2:]), le.Uint16(r[4:]), math.Float64frombits(le.Uint64(r[6:])))
		}
	case 0x27e:
		if need(10) {
			return b.number(le.Uint16(r), le.Uint16(r[2:]), le.Uint16(r[4:]), rk(le.Uint32(r[6:])))
		}
	case 0xbd:
		if !need(6) {
			return errRecord
		}
		row, col := le.Uint16(r), le.Uint16(r[2:])
		for r = r[4:]; len(r) >= 8; r = r[6:] {
			if err := b.number(row, col, le.Uint16(r), rk(le.Uint32(r[2:]))); err != nil {
				return err
			}
			col++
		}
	case 6: // a formula with its result
		if need(14) {
			if le.Uint16(r[12:]) != 0xffff {
				return b.number(le.Uint16(r), le.Uint16(r[2:]), le.Uint16(r[4:]), math.Float64frombits(le.Uint64(r[6:])))
			}
			if r[6] == 0 {
				b.substr, b.at = true, [2]int{int(le.Uint16(r)), int(le.Uint16(r[2:]))}
			}
		}
	case 0x207: // ... which is a text
		if b.substr && need(2) {
			b.substr = false
			var s []byte
			var err error
			if b.old {
				s = latin(r[2:])
			} else {
				s, _, err = text16(r)
			}
			if err != nil {
				return err
			}
			return b.cell(uint16(b.at[0]), uint16(b.at[1]), s)
		}
	case 0x1b6: // a text box or a remark: its text is in the record behind
		if rec, err := b.goesOn(); err != nil || len(rec) < 2 {
			return err
		} else if rec[0] == 0 {
			return b.rd.sink.Text(append(latin(rec[1:]), '\n'))
		} else {
			return b.rd.sink.Text(append(decodeSample(encUTF16LE, rec[1:]), '\n'))
		}
	case 0x1c: // a remark in Excel 5
		if b.old && need(6) {
			return b.rd.sink.Text(append(latin(r[6:]), '\n'))
		}
	case 0x1b8: // where a cell leads when it is clicked
		if i := bytes.Index(r, []byte("m\x00a\x00i\x00l\x00t\x00o\x00:\x00")); i >= 0 {
			return b.rd.sink.Text(append(bytes.Trim(decodeSample(encUTF16LE, r[i+14:]), "\x00"), '\n'))
		}
	}
	return nil
}

func (b *biff) sheet() error {
	name := ""
	if len(b.sheets) > 1 && b.opened < len(b.sheets) {
		name = b.sheets[b.opened]
	}
	b.opened++
	b.h = &headed{sink: b.rd.sink}
	b.row = -1
	b.cells.reset()
	return b.rd.sink.Table(name)
}

func (b *biff) number(row, col, style uint16, f float64) error {
	b.value = b.value[:0]
	if s := int(style & 0xfff); s < len(b.book.dates) && b.book.dates[s] && f >= 0 && f < 2958466 {
		b.value = b.book.date(b.value, f)
	} else {
		b.value = strconv.AppendFloat(b.value, f, 'f', -1, 64)
	}
	return b.cell(row, col, b.value)
}

func (b *biff) cell(row, col uint16, v []byte) error {
	if b.h == nil {
		return b.rd.sink.Text(append(bytes.Clone(v), '\n'))
	}
	if int(row) != b.row {
		if err := b.flush(); err != nil {
			return err
		}
		b.row = int(row)
	}
	if int(col) < len(b.cells.ends) || len(b.cells.buf) > 16*maxCell { // out of order, or more than a row can be
		return b.rd.sink.Text(append(bytes.Clone(v), '\n'))
	}
	for len(b.cells.ends) < min(int(col), 2*maxColumns) {
		b.cells.end()
	}
	b.cells.buf = append(b.cells.buf, v...)
	b.cells.end()
	return nil
}

func (b *biff) flush() error {
	if b.row < 0 || len(b.cells.ends) == 0 {
		return nil
	}
	err := b.h.row(b.cells.cells())
	b.cells.reset()
	return err
}

// finish ends a sheet.
func (b *biff) finish() error {
	if b.h == nil {
		return nil
	}
	err := b.flush()
	if e := b.h.flush(); err == nil {
		err = e
	}
	b.h = nil
	return err
}
