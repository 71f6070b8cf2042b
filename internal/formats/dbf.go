package formats

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	textenc "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// A table of dBase, FoxPro and the many programs of small firms that were built
// upon them: a header with the names, types and lengths of the fields, then
// records of one length. A record that was deleted still stands there, and is
// read like the others.

type dbfTable struct {
	fields []dbfField
	header int
	record int
	rows   int64
	code   textenc.Encoding // nil: UTF-8 or Windows-1252
}

type dbfField struct {
	name string
	kind byte
	size int
}

// sniffDBF is the table whose file begins with head, nil when it is none.
func sniffDBF(head []byte) *dbfTable {
	if len(head) < 65 {
		return nil
	}
	switch head[0] {
	case 0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7b, 0x83, 0x87, 0x8b, 0x8e, 0xcb, 0xe5, 0xf5, 0xfb:
	default:
		return nil
	}
	t := &dbfTable{header: int(le.Uint16(head[8:])), record: int(le.Uint16(head[10:])), rows: int64(le.Uint32(head[4:]))}
	if head[2] > 12 || head[3] > 31 || t.header < 65 || t.record < 2 || t.header > len(head) {
		return nil
	}
	sum := 1
	at := 32
	for ; at+32 <= t.header && head[at] != '\r'; at += 32 {
		f := head[at : at+32]
		name, _, _ := bytes.Cut(f[:11], []byte{0})
		d := dbfField{strings.ToValidUTF8(string(bytes.TrimSpace(name)), "?"), f[11], int(f[16])}
		if d.kind == 'C' { // longer than a byte can say
			d.size |= int(f[17]) << 8
		}
		if d.kind < 'A' && d.kind != '0' && d.kind != '+' && d.kind != '@' || d.kind > 'Z' || d.size == 0 || len(name) == 0 {
			return nil
		}
		sum += d.size
		t.fields = append(t.fields, d)
	}
	if len(t.fields) == 0 || at >= t.header || head[at] != '\r' || sum != t.record {
		return nil
	}
	switch head[29] {
	case 0x01:
		t.code = charmap.CodePage437
	case 0x02, 0x1f, 0x25:
		t.code = charmap.CodePage850
	case 0x64:
		t.code = charmap.CodePage852
	case 0x26, 0x65:
		t.code = charmap.CodePage866
	case 0xc8:
		t.code = charmap.Windows1250
	case 0xc9:
		t.code = charmap.Windows1251
	case 0xca:
		t.code = charmap.Windows1254
	case 0xcb:
		t.code = charmap.Windows1253
	case 0x13, 0x7b:
		t.code, _ = htmlindex.Get("shift_jis")
	case 0x4d, 0x7a:
		t.code, _ = htmlindex.Get("gb18030")
	}
	return t
}

func (rd *reader) dbf(r io.Reader, t *dbfTable) (Result, error) {
	res := Result{Format: "dbf", Shape: "table"}
	br := bufio.NewReaderSize(r, 64<<10)
	if _, err := br.Discard(t.header); err != nil {
		return res, err
	}
	if err := rd.sink.Table(""); err != nil {
		return res, err
	}
	remarks := false
	for _, f := range t.fields[:min(len(t.fields), maxColumns)] {
		typ := map[byte]string{'D': "date", 'T': "timestamp", '@': "timestamp", 'N': "numeric", 'F': "numeric", 'Y': "numeric", 'B': "double", 'O': "double", 'I': "integer", '+': "integer", 'L': "boolean"}[f.kind]
		if err := rd.sink.Column(f.name, typ); err != nil {
			return res, err
		}
		remarks = remarks || f.kind == 'M'
	}
	rec := make([]byte, t.record)
	var row sqlRow
	for n := int64(0); n < t.rows; n++ {
		if n&1023 == 0 && rd.ctx.Err() != nil {
			return res, rd.ctx.Err()
		}
		got, err := io.ReadFull(br, rec)
		if err == io.EOF || err == io.ErrUnexpectedEOF && bytes.Trim(rec[:got], "\x1a\x00 ") == nil {
			return res, &NotRead{"dbf", fmt.Sprintf("it is cut off: of %d records %d are there", t.rows, n), "restore it from a backup, or open it with the program that made it"}
		}
		if err != nil && err != io.ErrUnexpectedEOF {
			return res, err
		}
		clear(rec[got:])
		row.reset()
		at := 1
		for _, f := range t.fields[:min(len(t.fields), maxColumns)] {
			row.buf = t.cell(row.buf, f, rec[at:at+f.size])
			row.end()
			at += f.size
		}
		if e := rd.sink.Row(row.cells()); e != nil {
			return res, e
		}
		if err != nil {
			return res, &NotRead{"dbf", fmt.Sprintf("it is cut off: of %d records %d are there", t.rows, n), "restore it from a backup, or open it with the program that made it"}
		}
	}
	// Behind the last record there is a mark of the end, and no more.
	rest, err := io.Copy(io.Discard, br)
	if err != nil {
		return res, err
	}
	if rest > int64(t.record) {
		res.Partial = append(res.Partial, "behind its last record stands more than is read")
	}
	if remarks {
		res.Partial = append(res.Partial, "its long texts lie in a file of their own, which is not read with it")
	}
	return res, nil
}

// cell appends a field as a person sees it.
func (t *dbfTable) cell(dst []byte, f dbfField, v []byte) []byte {
	switch f.kind {
	case 'I', '+':
		if len(v) == 4 {
			return strconv.AppendInt(dst, int64(int32(le.Uint32(v))), 10)
		}
	case 'B', 'O':
		if len(v) == 8 && f.kind == 'B' {
			return strconv.AppendFloat(dst, math.Float64frombits(le.Uint64(v)), 'f', -1, 64)
		}
		return dst
	case 'Y':
		if len(v) == 8 {
			return strconv.AppendFloat(dst, float64(int64(le.Uint64(v)))/1e4, 'f', -1, 64)
		}
	case 'T', '@':
		if len(v) == 8 { // a Julian day and milliseconds
			if day := int64(le.Uint32(v)) - 2440588; day > -200_000 && day < 3_000_000 {
				return civil(dst, int(day))
			}
		}
		return dst
	case 'M', 'G', 'P', 'W', 'Q', '0':
		return dst // a place in another file, or a picture
	case 'D':
		if len(v) == 8 && number(v) > 0 {
			return append(append(append(append(append(dst, v[:4]...), '-'), v[4:6]...), '-'), v[6:]...)
		}
	}
	v = bytes.Trim(v, " \x00")
	if t.code == nil {
		d := decoder{enc: encUTF8, err: io.EOF}
		d.utf8(v)
		return append(dst, d.store...)
	}
	out, err := t.code.NewDecoder().Bytes(v)
	if err != nil {
		return append(dst, bytes.ToValidUTF8(v, []byte("?"))...)
	}
	return append(dst, out...)
}
