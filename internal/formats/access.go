package formats

import (
	"bytes"
	"crypto/rc4"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// Access keeps tables in pages of 2 KB (Jet 3, Access 97) or 4 KB: pages of rows
// say which table they belong to, the first page of a table says what its columns
// are, and one table, at page 2, has the names of all others. No library that reads
// it in Go is kept by anybody; the facts are those of the notes of mdbtools
// (HACKING.md) and of Jackcess, whose flags of rows are told apart here.

const (
	jetPageRows  = 1
	jetPageTable = 2
	jetCatalog   = 2          // the page of the table of tables
	jetLong      = 0x4c41564c // "LVAL", the owner of pages with long values
	maxJetPages  = 1 << 20
	maxJetTable  = 1 << 20 // bytes that describe a table
	manyPointers = 1 << 18
)

var errJet = &NotRead{"access", "the database is damaged", "open it with Access, which offers to repair it"}

func isAccess(head []byte) bool {
	return len(head) > 0x80 && head[0] == 0 && head[1] == 1 && (bytes.HasPrefix(head[4:], []byte("Standard Jet DB")) || bytes.HasPrefix(head[4:], []byte("Standard ACE DB")))
}

// jet is a database of Access.
type jet struct {
	rd    *reader
	at    io.ReaderAt
	page  int64
	pages int64
	reads int64  // of pages
	old   bool   // Jet 3
	key   []byte // with which its pages are scrambled
	chars *charmap.Charmap
	of    map[uint32][]uint32 // table -> its pages
	buf   []byte
	long  []byte // a page with a part of a long value

	moved   map[uint32]bool // rows that lie elsewhere than in their place
	objects int
	spot    *spotter
	damaged int
}

// access reads the tables of a database, and then what is left of deleted rows.
func (rd *reader) access(at io.ReaderAt, size int64) (Result, error) {
	res := Result{Format: "access", Shape: "table"}
	j, err := rd.openJet(at, size)
	if err != nil {
		return res, err
	}
	if size%j.page != 0 {
		res.Partial = append(res.Partial, "it is cut off")
	}
	if err := j.index(&res); err != nil {
		return res, err
	}
	catalog, err := j.table(jetCatalog)
	if err != nil {
		return res, j.failed(err)
	}
	names, linked, err := j.names(catalog)
	if err != nil {
		return res, j.failed(err)
	}
	j.spot = rd.spottedCells()
	defer j.spot.close()
	j.objects = 0 // those of the catalogue are how tables look
	known := map[uint32]bool{jetLong: true}
	var gone []func() error
	for _, n := range names {
		known[n.page] = true
		if strings.HasPrefix(n.name, "MSys") {
			continue
		}
		t, err := j.table(n.page)
		if err != nil {
			if e := j.failed(err); e != errJet {
				return res, e
			}
			j.damaged++
			continue
		}
		if err := j.rows(n.name, t, false); err != nil {
			return res, j.failed(err)
		}
		gone = append(gone, func() error { return j.rows(n.name, t, true) })
	}
	if err := j.spot.read(&res); err != nil {
		return res, err
	}
	if err := rd.sink.Part(joinNames(rd.within, deletedRows)); err != nil {
		return res, err
	}
	for _, read := range gone {
		if err := read(); err != nil {
			return res, j.failed(err)
		}
	}
	if err := j.lost(known); err != nil {
		return res, j.failed(err)
	}
	if err := rd.sink.Part(rd.within); err != nil {
		return res, err
	}
	if j.damaged > 0 {
		res.Partial = append(res.Partial, plural(j.damaged, "table")+" of it could not be read to the end")
	}
	if linked > 0 {
		res.Partial = append(res.Partial, plural(linked, "table")+" of it: the rows are kept elsewhere, and only linked")
	}
	if j.objects > 0 {
		res.Partial = append(res.Partial, plural(j.objects, "object")+" within it: other programs' objects are not opened")
	}
	return res, nil
}

// failed is damage, unless it is the sink, the disk or the end of the scan.
func (j *jet) failed(err error) error {
	var sink sinkError
	switch {
	case errors.As(err, &sink):
		return sink.error
	case j.rd.ctx.Err() != nil:
		return j.rd.ctx.Err()
	case errors.Is(err, errBomb):
		return &NotRead{"bomb", errBomb.Error(), bombNext}
	case errors.Is(err, errJet), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return errJet
	}
	return err
}

func (rd *reader) openJet(at io.ReaderAt, size int64) (*jet, error) {
	head := make([]byte, 0x18+128)
	if n, err := at.ReadAt(head, 0); n < len(head) {
		if err == nil || err == io.EOF {
			return nil, errJet
		}
		return nil, err
	}
	j := &jet{rd: rd, at: at, page: 4096, of: map[uint32][]uint32{}, chars: charmap.Windows1252, moved: map[uint32]bool{}}
	version := head[0x14]
	scrambled := head[0x18:]
	if version == 0 {
		j.old, j.page, scrambled = true, 2048, scrambled[:126]
	}
	c, err := rc4.NewCipher([]byte{0xc7, 0xda, 0x39, 0x6b}) // the same in every file
	if err != nil {
		return nil, err
	}
	c.XORKeyStream(scrambled, scrambled)
	if key := head[0x3e:0x42]; !bytes.Equal(key, make([]byte, 4)) {
		if version >= 2 {
			return nil, &NotRead{"encrypted", "it is a database with a password", "nothing, if the password is kept elsewhere; else open it and look"}
		}
		j.key = key // it is beside what it scrambles: no password is needed
	}
	if j.old {
		if m := dosLetters(le.Uint16(head[0x3c:])); m != nil {
			j.chars = m
		}
	}
	j.pages = size / j.page
	j.buf, j.long = make([]byte, j.page), make([]byte, j.page)
	return j, nil
}

// dosLetters is a charset by its number in old databases, nil for one that has none here.
func dosLetters(page uint16) *charmap.Charmap {
	switch page {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 852:
		return charmap.CodePage852
	case 866:
		return charmap.CodePage866
	case 1250:
		return charmap.Windows1250
	case 1251:
		return charmap.Windows1251
	case 1253:
		return charmap.Windows1253
	case 1254:
		return charmap.Windows1254
	case 1257:
		return charmap.Windows1257
	}
	return nil
}

// read reads page n into b.
func (j *jet) read(b []byte, n uint32) error {
	if err := j.rd.ctx.Err(); err != nil {
		return err
	}
	if int64(n) >= j.pages {
		return errJet
	}
	if j.reads++; j.reads > 1<<20+2000*j.pages { // values that are pieced together of single bytes
		return errBomb
	}
	if got, err := j.at.ReadAt(b, int64(n)*j.page); got < len(b) {
		if err == nil || err == io.EOF {
			return errJet
		}
		return err
	}
	if j.key != nil && n > 0 {
		k := le.Uint32(j.key) ^ n
		c, err := rc4.NewCipher(le.AppendUint32(nil, k))
		if err != nil {
			return err
		}
		c.XORKeyStream(b, b)
	}
	return nil
}

// index notes which pages each table has.
func (j *jet) index(res *Result) error {
	last := min(j.pages, maxJetPages)
	for n := uint32(1); int64(n) < last; n++ {
		if err := j.read(j.buf, n); err != nil {
			return err
		}
		if j.buf[0] == jetPageRows {
			owner := le.Uint32(j.buf[4:])
			j.of[owner] = append(j.of[owner], n)
		}
	}
	if last < j.pages {
		res.Partial = append(res.Partial, "it is larger than any database of Access; the end was not read")
	}
	return nil
}

type jetTable struct {
	page    uint32
	count   int // of rows, as it says itself
	columns []jetColumn
	vars    int // columns without a fixed place
}

type jetColumn struct {
	name     string
	kind     byte
	number   int // in the mask of what is there
	variable int
	fixed    bool
	offset   int
	size     int
	scale    int
}

// table reads what the columns of a table are.
func (j *jet) table(page uint32) (*jetTable, error) {
	var def []byte
	for n := page; n != 0; {
		if err := j.read(j.buf, n); err != nil {
			return nil, err
		}
		if j.buf[0] != jetPageTable || len(def) > maxJetTable {
			return nil, errJet
		}
		n = le.Uint32(j.buf[4:])
		if def == nil {
			def = append(def, j.buf...)
		} else {
			def = append(def, j.buf[8:]...)
		}
	}
	// vars, columns, indexes that are there, where those begin, size of one, of a column
	at := [6]int{43, 45, 51, 63, 12, 25}
	if j.old {
		at = [6]int{23, 25, 31, 43, 8, 18}
	}
	if len(def) < at[3] {
		return nil, errJet
	}
	t := &jetTable{page: page, count: int(le.Uint32(def[map[bool]int{true: 12, false: 16}[j.old]:])), vars: int(le.Uint16(def[at[0]:]))}
	columns, indexes := int(le.Uint16(def[at[1]:])), int(le.Uint32(def[at[2]:]))
	if indexes < 0 || indexes > len(def) || columns > maxColumns {
		return nil, errJet
	}
	from := at[3] + indexes*at[4]
	names := from + columns*at[5]
	if names > len(def) {
		return nil, errJet
	}
	rest := def[names:]
	for i := range columns {
		d := def[from+i*at[5]:]
		c := jetColumn{kind: d[0]}
		n := 0
		if j.old {
			c.number, c.variable, c.fixed, c.offset, c.size = int(d[1]), int(le.Uint16(d[3:])), d[13]&1 != 0, int(le.Uint16(d[14:])), int(le.Uint16(d[16:]))
			if len(rest) > 0 {
				n, rest = int(rest[0]), rest[1:]
			}
		} else {
			c.number, c.variable, c.fixed, c.offset, c.size = int(le.Uint16(d[5:])), int(le.Uint16(d[7:])), d[15]&1 != 0, int(le.Uint16(d[21:])), int(le.Uint16(d[23:]))
			if c.scale = int(d[12]); len(rest) > 1 {
				n, rest = int(le.Uint16(rest)), rest[2:]
			}
		}
		if n > len(rest) {
			return nil, errJet
		}
		c.name, rest = string(j.text(nil, rest[:n])), rest[n:]
		t.columns = append(t.columns, c)
	}
	slices.SortStableFunc(t.columns, func(a, b jetColumn) int { return a.number - b.number })
	return t, nil
}

type jetName struct {
	name string
	page uint32
}

// names are the tables that the catalogue has, and how many are kept elsewhere.
func (j *jet) names(catalog *jetTable) (out []jetName, linked int, err error) {
	id, name, kind := -1, -1, -1
	for i, c := range catalog.columns {
		switch c.name {
		case "Id":
			id = i
		case "Name":
			name = i
		case "Type":
			kind = i
		}
	}
	if id < 0 || name < 0 || kind < 0 {
		return nil, 0, errJet
	}
	err = j.each(catalog, false, func(row *sqlRow) error {
		cells := row.cells()
		var page, typ int64
		fmt.Sscan(string(cells[id]), &page)
		fmt.Sscan(string(cells[kind]), &typ)
		switch typ & 0x7f {
		case 1:
			out = append(out, jetName{string(cells[name]), uint32(page) & 0xffffff})
		case 4, 6:
			linked++
		}
		return nil
	})
	slices.SortFunc(out, func(a, b jetName) int { return strings.Compare(a.name, b.name) })
	return out, linked, err
}

// rows hands over the rows of a table; gone: those that were deleted, as text.
func (j *jet) rows(name string, t *jetTable, gone bool) error {
	sink := j.rd.sink
	if !gone {
		if err := sink.Table(name); err != nil {
			return sinkError{err}
		}
		for _, c := range t.columns {
			if err := sink.Column(c.name, c.typ()); err != nil {
				return sinkError{err}
			}
		}
	}
	return j.each(t, gone, func(row *sqlRow) error {
		if err := j.rd.all.add(len(row.buf) + 1); err != nil { // rows can share a long value
			return err
		}
		var err error
		if gone {
			if line := bytes.Join(row.cells(), []byte("\t")); len(bytes.TrimSpace(line)) > 0 {
				err = sink.Text(append(bytes.ReplaceAll(line, []byte("\n"), []byte(" ")), '\n'))
			}
		} else {
			err = firstError(j.spot.row(row.cells()), sink.Row(row.cells()))
		}
		if err != nil {
			return sinkError{err}
		}
		return nil
	})
}
