package formats_test

import (
	"bytes"
	"crypto/rc4"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/ulikunitz/xz"

	"github.com/weaklink/weaklink/internal/formats"
)

// fruit.mdb was written by Access 2003; it is from the npm package mdb 0.1.0 (MIT).
func fruit(t testing.TB) []byte {
	z, err := xz.NewReader(bytes.NewReader(fixture(t, "fruit.mdb.xz")))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAccessOfAccess(t *testing.T) {
	s, res := read(t, fruit(t))
	if res.Format != "access" || res.Shape != "table" || len(res.Partial) > 0 || s.rows != 84 { // as mdb-export has it
		t.Errorf("%+v, %d rows", res, s.rows)
	}
	has(t, s, "table Dried\ncolumn Fruit text\nrow Apple\nrow Apricot\nrow Banana\n", "row Avocado|0|10|2|7|20|17|0|0|0|3\n", "table Fruit Salad\n", "table Muffin/Bread\n")
}

// jetFile is a database of Access as its format is described. What it makes is read the
// same by mdbtools 1.0 and by mdb-reader 3.2 (npm).
type jetFile struct {
	old   bool
	pages [][]byte
	key   uint32
}

type jetCol struct {
	name string
	kind byte
}

func (f *jetFile) size() int {
	if f.old {
		return 2048
	}
	return 4096
}

func (f *jetFile) text(s string) []byte {
	if f.old {
		var b []byte
		for _, r := range s {
			b = append(b, byte(r)) // Latin 1
		}
		return b
	}
	plain := true
	for _, r := range s {
		plain = plain && r < 256 && r > 0
	}
	if plain && len(s) > 2 { // a byte a letter behind a mark
		b := []byte{0xff, 0xfe}
		for _, r := range s {
			b = append(b, byte(r))
		}
		return b
	}
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

var jetFixed = map[byte]int{1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 4, 7: 8, 8: 8, 0x0f: 16, 0x10: 17}

// row packs values; nil is one that is not there.
func (f *jetFile) row(cols []jetCol, values []any) []byte {
	le := binary.LittleEndian
	b := []byte{byte(len(cols))}
	if !f.old {
		b = append(b, 0)
	}
	mask := make([]byte, (len(cols)+7)/8)
	var vars [][]byte
	for i, c := range cols {
		v := values[i]
		if b, ok := v.([]byte); ok && b == nil {
			v = nil
		}
		if c.kind == 1 {
			if v == true {
				mask[i/8] |= 1 << (i % 8)
			}
			b = append(b, 0)
			continue
		}
		if v != nil {
			mask[i/8] |= 1 << (i % 8)
		}
		if n, ok := jetFixed[c.kind]; ok {
			p := make([]byte, n)
			switch v := v.(type) {
			case int:
				switch n {
				case 4:
					le.PutUint32(p, uint32(v))
				case 8:
					le.PutUint64(p, uint64(v))
				}
			case float64:
				le.PutUint64(p, math.Float64bits(v))
			}
			b = append(b, p...)
			continue
		}
		switch v := v.(type) {
		case string:
			vars = append(vars, f.text(v))
		case []byte:
			vars = append(vars, v)
		default:
			vars = append(vars, nil)
		}
	}
	starts := []int{len(b)}
	for _, v := range vars {
		b = append(b, v...)
		starts = append(starts, len(b))
	}
	if f.old {
		for i := len(starts) - 1; i >= 0; i-- {
			b = append(b, byte(starts[i]))
		}
		for at, n := 1, len(b); at <= (n+1)/256 && starts[len(starts)-1] >= 256; at++ { // from which on 256 is added
			for i, s := range starts {
				if s >= 256*at {
					b = append(b, byte(i))
					break
				}
			}
		}
		b = append(b, byte(len(vars)))
	} else {
		for i := len(starts) - 1; i >= 0; i-- {
			b = le.AppendUint16(b, uint16(starts[i]))
		}
		b = le.AppendUint16(b, uint16(len(vars)))
	}
	return append(b, mask...)
}

// data is a page of rows; a row's flags stand in flags.
func (f *jetFile) data(owner uint32, rows [][]byte, flags map[int]uint16) []byte {
	p := make([]byte, f.size())
	p[0], p[1] = 1, 1
	at := 12
	if f.old {
		at = 8
	}
	le := binary.LittleEndian
	le.PutUint32(p[4:], owner)
	le.PutUint16(p[at:], uint16(len(rows)))
	end := len(p)
	for i, r := range rows {
		end -= len(r)
		copy(p[end:], r)
		le.PutUint16(p[at+2+2*i:], uint16(end)|flags[i])
	}
	le.PutUint16(p[2:], uint16(end-at-2-2*len(rows)))
	return p
}

// table is the page that describes a table; row is that of its map of pages in page 1.
func (f *jetFile) table(cols []jetCol, rows int, mapRow byte) []byte {
	p := make([]byte, f.size())
	le := binary.LittleEndian
	p[0], p[1] = 2, 1
	at := map[string]int{"rows": 16, "type": 40, "max": 41, "vars": 43, "cols": 45, "map": 55, "start": 63, "size": 25}
	if f.old {
		at = map[string]int{"rows": 12, "type": 20, "max": 21, "vars": 23, "cols": 25, "map": 35, "start": 43, "size": 18}
	}
	vars := 0
	offset := 0
	b := p[at["start"]:]
	for i, c := range cols {
		d := b[i*at["size"]:]
		d[0] = c.kind
		n, fixed := jetFixed[c.kind]
		flags := byte(2)
		if fixed {
			flags |= 1
		}
		if f.old {
			le.PutUint16(d[1:], uint16(i))
			le.PutUint16(d[3:], uint16(vars))
			le.PutUint16(d[5:], uint16(i))
			d[13] = flags
			le.PutUint16(d[14:], uint16(offset))
			le.PutUint16(d[16:], uint16(n))
		} else {
			le.PutUint16(d[5:], uint16(i))
			le.PutUint16(d[7:], uint16(vars))
			le.PutUint16(d[9:], uint16(i))
			d[15] = flags
			le.PutUint16(d[21:], uint16(offset))
			le.PutUint16(d[23:], uint16(n))
		}
		if fixed {
			offset += n
		} else {
			vars++
		}
	}
	le.PutUint32(p[at["rows"]:], uint32(rows))
	p[at["type"]] = 0x4e
	le.PutUint16(p[at["max"]:], uint16(len(cols)))
	le.PutUint16(p[at["vars"]:], uint16(vars))
	le.PutUint16(p[at["cols"]:], uint16(len(cols)))
	le.PutUint32(p[at["map"]:], 1<<8|uint32(mapRow))
	le.PutUint32(p[at["map"]+4:], 1<<8|uint32(mapRow))
	names := b[len(cols)*at["size"]:][:0]
	for _, c := range cols {
		n := f.text(c.name)
		if !f.old {
			n = nil
			for _, u := range utf16.Encode([]rune(c.name)) {
				n = binary.LittleEndian.AppendUint16(n, u)
			}
			names = append(names, byte(len(n)), 0)
		} else {
			names = append(names, byte(len(n)))
		}
		names = append(names, n...)
	}
	used := at["start"] + len(cols)*at["size"] + len(names)
	p[used], p[used+1] = 0xff, 0xff // no columns with parts elsewhere follow
	le.PutUint32(p[8:], uint32(used+2-8))
	return p
}

func (f *jetFile) bytes(version byte) []byte {
	head := make([]byte, f.size())
	copy(head, "\x00\x01\x00\x00Standard Jet DB\x00")
	if version >= 2 {
		copy(head[4:], "Standard ACE DB")
	}
	head[0x14] = version
	n := 128
	if f.old {
		n = 126
		binary.LittleEndian.PutUint16(head[0x3c:], 1252)
	}
	binary.LittleEndian.PutUint32(head[0x3e:], f.key)
	c, _ := rc4.NewCipher([]byte{0xc7, 0xda, 0x39, 0x6b})
	c.XORKeyStream(head[0x18:0x18+n], head[0x18:0x18+n])
	out := bytes.Clone(head)
	for i, p := range f.pages[1:] {
		p = bytes.Clone(p)
		if f.key != 0 {
			c, _ := rc4.NewCipher(binary.LittleEndian.AppendUint32(nil, f.key^uint32(i+1)))
			c.XORKeyStream(p, p)
		}
		out = append(out, p...)
	}
	return out
}

func jetMap(pages ...int) []byte {
	b := make([]byte, 5+64)
	for _, p := range pages {
		b[5+p/8] |= 1 << (p % 8)
	}
	return b
}

func long(kind byte, size int, to uint32, inline []byte) []byte {
	b := binary.LittleEndian.AppendUint32(nil, uint32(size))
	b[3] = kind
	b = binary.LittleEndian.AppendUint32(b, to)
	return append(append(b, 0, 0, 0, 0), inline...)
}

// jetPeople is a database of five people: one was moved to another page, two more were
// deleted, and their table is not the only one.
func jetPeople(version byte, key uint32) []byte {
	f := &jetFile{old: version == 0, key: key}
	le := binary.LittleEndian
	catalog := []jetCol{{"Id", 4}, {"Name", 0x0a}, {"Type", 3}, {"Flags", 4}, {"LvProp", 0x0b}}
	people := []jetCol{{"Nr", 4}, {"Name", 0x0a}, {"E-Mail", 0x0a}, {"Geboren", 8}, {"Notiz", 0x0c}, {"Aktiv", 1}, {"Umsatz", 5}}
	entry := func(id int, name string, typ byte) []byte {
		r := f.row(catalog, []any{id, name, 0, 0, nil})
		at := 2
		if f.old {
			at = 1
		}
		r[at+4] = typ
		return r
	}
	short := f.text("calls on Mondays")
	mid := f.text(strings.Repeat("likes tea. ", 40))
	far := f.text(strings.Repeat("told us about her knee. ", 60))
	row := func(i int, name, mail string, born float64, note []byte, active bool) []byte {
		return f.row(people, []any{i, name, mail, born, note, active, i*12345 + 5000})
	}
	live := [][]byte{
		row(1, "Anna Ott", "anna.ott@canary-jet.example", 29284, long(0x80, len(short), 0, short), true),
		row(2, "Jürgen Bär", "juergen@canary-jet.example", 27759.5, long(0x40, len(mid), 6<<8|0, nil), false),
		row(9, "Gone Gast", "gone@canary-jet.example", 20000, nil, false),
		row(3, "Eva Alt", "eva@canary-jet.example", 30000, long(0, len(far), 6<<8|1, nil), true),
		le.AppendUint32(nil, 5<<8|1),
		row(5, "Ida Lux", "ida@canary-jet.example", -2, nil, false),
	}
	if f.old {
		live[4] = append(live[4], 0) // no row is shorter than that
	}
	half := len(far) / 2
	f.pages = [][]byte{
		nil,
		f.data(1, [][]byte{jetMap(7), jetMap(4, 5), {0, 0, 0, 0, 0}}, nil),
		f.table(catalog, 3, 0),
		f.table(people, 5, 1),
		f.data(3, live, map[int]uint16{2: 0xc000, 4: 0x4000}),
		f.data(3, [][]byte{row(8, "Also Gone", "also@canary-jet.example", 20001, nil, true), row(4, "Uwe Łuk", "uwe@canary-jet.example", 36892, nil, true)}, map[int]uint16{0: 0xc000, 1: 0x8000}),
		f.data(0x4c41564c, [][]byte{mid, append(le.AppendUint32(nil, 6<<8|2), far[:half]...), append(le.AppendUint32(nil, 0), far[half:]...)}, nil),
		f.data(2, [][]byte{entry(2, "MSysObjects", 1), entry(3, "Kunden", 1), entry(12, "Elsewhere", 6)}, nil),
		f.data(77, [][]byte{[]byte("\xff\xfeDropped Dora, dora@canary-jet.example")}, nil), // its table is gone
	}
	if f.old {
		f.pages[5] = f.data(3, [][]byte{row(8, "Also Gone", "also@canary-jet.example", 20001, nil, true), row(4, "Uwe Luk", "uwe@canary-jet.example", 36892, nil, true)}, map[int]uint16{0: 0xc000, 1: 0x8000})
	}
	return f.bytes(version)
}

func TestAccess(t *testing.T) {
	for name, c := range map[string]struct {
		version byte
		key     uint32
	}{"Access 97": {0, 0}, "Access 2000": {1, 0}, "Access 2010": {3, 0}, "scrambled": {1, 0x12345678}, "scrambled, old": {0, 0x12345678}} {
		b := jetPeople(c.version, c.key)
		s, res := read(t, b)
		if res.Format != "access" || len(res.Partial) != 1 || !strings.Contains(res.Partial[0], "1 table of it: the rows are kept elsewhere") {
			t.Errorf("%s: %+v", name, res)
		}
		uwe := "Uwe Łuk"
		if c.version == 0 {
			uwe = "Uwe Luk"
		}
		has(t, s, "table Kunden\ncolumn Nr integer\ncolumn Name text\ncolumn E-Mail text\ncolumn Geboren timestamp\ncolumn Notiz text\ncolumn Aktiv boolean\ncolumn Umsatz decimal\n",
			"row 1|Anna Ott|anna.ott@canary-jet.example|1980-03-04|calls on Mondays|1|1.7345\n", "row 2|Jürgen Bär|juergen@canary-jet.example|1975-12-31 12:00:00|likes tea. likes tea.", "|0|2.9690\n",
			"row 3|Eva Alt|eva@canary-jet.example|1982-02-18|told us about her knee. ", "knee. |1|4.2035\n", "row 4|"+uwe+"|uwe@canary-jet.example|2001-01-01||1|", "row 5|Ida Lux|ida@canary-jet.example|1899-12-28||0|")
		live, gone, _ := strings.Cut(s.all(), "part deleted rows")
		if s.rows != 5 || strings.Contains(live, "gone@") || strings.Contains(live, "also@") {
			t.Errorf("%s: %d rows\n%s", name, s.rows, live)
		}
		for _, w := range []string{"9\tGone Gast\tgone@canary-jet.example", "8\tAlso Gone\talso@canary-jet.example", "Dropped Dora, dora@canary-jet.example\n"} {
			if !strings.Contains(gone, w) {
				t.Errorf("%s: no %q in what was deleted: %s", name, w, gone)
			}
		}
		if strings.Contains(gone, "uwe@") {
			t.Errorf("%s: who was moved is told as deleted", name)
		}
		for cut := 1; cut < len(b); cut += 997 {
			res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b[:cut]), Size: int64(cut)}, &sink{})
			var nr *formats.NotRead
			if err != nil && !errors.As(err, &nr) {
				t.Fatalf("%s, %d bytes: %v", name, cut, err)
			}
			if err == nil && len(res.Partial) < 1 {
				t.Errorf("%s, %d bytes of %d are taken for the whole", name, cut, len(b))
			}
		}
	}
	_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(jetPeople(2, 99)), Size: 9 * 4096}, &sink{})
	var nr *formats.NotRead
	if !errors.As(err, &nr) || nr.Format != "encrypted" {
		t.Errorf("a database with a password: %v", err)
	}
}

func FuzzAccess(f *testing.F) {
	fuzz(f, jetPeople(0, 0), jetPeople(1, 0), jetPeople(3, 0))
}
