package formats_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/weaklink/weaklink/internal/formats"
)

// t.xlsb, inline.xlsb, t.xlml, t.fods and t.dbf were written by SheetJS 0.18.5.
func TestBooksOfOtherPrograms(t *testing.T) {
	const rows = "row Jürgen Müller|jm1@canary-xlsb.example|1980-03-04|12.5|1|x\nrow Łukasz Δ|lk3@canary-xlsb.example|1975-12-31|-3|0\nrow Anna Ott|ao@canary-xlsb.example|2001-01-01|1234567.25|1|says \"hi\"\nrow |||9.5||Jürgen!\ntable Zweite\ncolumn id_nr\ncolumn tel\nrow 1|+49 30 1234567"
	plain := strings.NewReplacer("1980-03-04", "29284", "1975-12-31", "27759", "2001-01-01", "36892")
	said := strings.NewReplacer("|1|", "|TRUE|", "|0\n", "|FALSE|\n")
	for name, c := range map[string]struct{ format, want string }{
		"t.xlsb": {"xlsx", rows}, "inline.xlsb": {"xlsx", rows}, "t.xlml": {"xml", plain.Replace(rows)}, "t.fods": {"ods", said.Replace(plain.Replace(rows))},
		"t.dbf": {"dbf", "column Name\ncolumn E-Mail\ncolumn burtsdatum double\ncolumn Umsatz double\ncolumn Aktiv boolean\ncolumn Notiz\nrow J_rgen M_ller|jm1@canary-xlsb.example|29284|12.5|T|x\n"},
	} {
		b := fixture(t, name)
		s, res := read(t, b)
		if res.Format != c.format || res.Shape != "table" || len(res.Partial) > 0 {
			t.Errorf("%s: %+v", name, res)
		}
		has(t, s, c.want)
		cut := b[:len(b)*2/3]
		if res, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(cut), Size: int64(len(cut))}, &sink{}); err == nil && len(res.Partial) == 0 && name != "t.fods" && name != "t.xlml" {
			t.Errorf("%s that is cut off is taken for read", name)
		}
	}
	// A record that was deleted is still there.
	gone := bytes.Clone(fixture(t, "t.dbf"))
	gone[binary.LittleEndian.Uint16(gone[8:])] = '*'
	s, _ := read(t, gone)
	has(t, s, "jm1@canary-xlsb.example")
}

// office.* were written by LibreOffice 7.4, two.lz4 by lz4 in two runs.
func TestFlatOfficeDocuments(t *testing.T) {
	for name, c := range map[string]struct{ format, want string }{
		"office.fods":   {"ods", "column Umsatz\nrow Jürgen Müller|jm1@canary-xls.example|1980-03-04|12,5\nrow Anna Weiß|aw2@"},
		"office.fodt":   {"xml", "Sehr geehrter Jürgen Müller, brief1@canary-doc.example\nŁukasz Δ\n"},
		"office.wordml": {"xml", "Sehr geehrter Jürgen Müller, brief1@canary-doc.example\nŁukasz Δ\n"},
		"two.lz4":       {"lz4", "row C|c@canary.example\nrow D|d@canary.example\nrow E|e@canary.example"},
	} {
		s, res := read(t, fixture(t, name))
		if res.Format != c.format || len(res.Partial) > 0 {
			t.Errorf("%s: %+v", name, res)
		}
		has(t, s, c.want)
	}
}

func TestRarerCharsets(t *testing.T) {
	text := "Name;Ort\nJürgen;Köln\nZoë;Łódź 😀\n"
	var le, be []byte
	for _, r := range text {
		le, be = binary.LittleEndian.AppendUint32(le, uint32(r)), binary.BigEndian.AppendUint32(be, uint32(r))
	}
	for name, b := range map[string][]byte{
		"utf-32 little endian": append([]byte{0xff, 0xfe, 0, 0}, le...), "utf-32 big endian": append([]byte{0, 0, 0xfe, 0xff}, be...),
		"utf-32 little endian without mark": le, "utf-32 big endian without mark": be,
	} {
		s, res := read(t, b)
		if res.Format != "csv" {
			t.Errorf("%s: %+v", name, res)
		}
		has(t, s, "column Name\ncolumn Ort\nrow Jürgen|Köln\nrow Zoë|Łódź 😀")
	}
	for charset, body := range map[string]string{"utf-7": "J+APw-rgen 1 +- 1 +2D3eAA- anna+AEA-canary.example", "windows-1250": "J\xfcrgen 1 + 1 \x80 anna@canary.example", "gb18030": "J\xa8\xb9rgen 1 + 1 \xc4\xe3 anna@canary.example",
		"shift_jis": "1 + 1 \x82\xa0 anna@canary.example", "koi8-r": "\xf0\xd2\xc9 1 + 1 anna@canary.example", "x-nobody-knows": "J\xfcrgen 1 + 1 anna@canary.example"} {
		s, _ := read(t, []byte("From: a@canary.example\r\nTo: b@canary.example\r\nSubject: x\r\nContent-Type: text/plain; charset=\""+charset+"\"\r\n\r\n"+body+"\r\n"))
		want := map[string]string{"utf-7": "Jürgen 1 + 1 😀 anna@canary.example", "windows-1250": "Jürgen 1 + 1 € anna", "gb18030": "Jürgen 1 + 1 你 anna", "shift_jis": "1 + 1 あ anna", "koi8-r": "При 1 + 1 anna", "x-nobody-knows": "Jürgen 1 + 1 anna"}[charset]
		has(t, s, want)
	}
}

// stream is a file of a compound file; its path has slashes.
type stream struct {
	path string
	body []byte
}

// compound is a file of Microsoft's small file system, as Outlook writes one:
// sectors of 512 bytes, and a stream of short streams.
func compound(streams ...stream) []byte {
	const end, free, fatSector = 0xfffffffe, 0xffffffff, 0xfffffffd
	type node struct {
		name       string
		kind       byte
		kids       []int
		body       []byte
		start      uint32
		left, down uint32
	}
	nodes := []node{{name: "Root Entry", kind: 5}}
	at := map[string]int{"": 0}
	for _, s := range streams {
		dir := ""
		parts := strings.Split(s.path, "/")
		for i, p := range parts {
			path := strings.TrimPrefix(dir+"/"+p, "/")
			if _, ok := at[path]; !ok {
				n := node{name: p, kind: 1}
				if i == len(parts)-1 {
					n.kind, n.body = 2, s.body
				}
				at[path] = len(nodes)
				nodes[at[dir]].kids = append(nodes[at[dir]].kids, len(nodes))
				nodes = append(nodes, n)
			}
			dir = path
		}
	}
	var data, mini []byte
	var fat, miniFAT []uint32
	chain := func(b []byte, sector int, table []uint32) (uint32, []byte, []uint32) {
		if len(b) == 0 {
			return end, nil, table
		}
		start := uint32(len(table))
		b = append(bytes.Clone(b), make([]byte, (sector-len(b)%sector)%sector)...)
		for i := range len(b) / sector {
			next := uint32(len(table) + 1)
			if i == len(b)/sector-1 {
				next = end
			}
			table = append(table, next)
		}
		return start, b, table
	}
	add := func(b []byte) (start uint32) {
		var padded []byte
		start, padded, fat = chain(b, 512, fat)
		data = append(data, padded...)
		return start
	}
	for i := range nodes {
		if n := &nodes[i]; n.kind == 2 && len(n.body) >= 4096 {
			n.start = add(n.body)
		} else if n.kind == 2 {
			var padded []byte
			n.start, padded, miniFAT = chain(n.body, 64, miniFAT)
			mini = append(mini, padded...)
		}
	}
	nodes[0].start = add(mini)
	var table []byte
	for _, v := range miniFAT {
		table = binary.LittleEndian.AppendUint32(table, v)
	}
	miniStart := add(table)
	for i := range nodes {
		nodes[i].left, nodes[i].down = free, free
	}
	right := make([]uint32, len(nodes))
	for i := range right {
		right[i] = free
	}
	for i := range nodes {
		for k, kid := range nodes[i].kids { // a list is a tree too
			if k == 0 {
				nodes[i].down = uint32(kid)
			} else {
				right[nodes[i].kids[k-1]] = uint32(kid)
			}
		}
	}
	var dir []byte
	for i, n := range nodes {
		e := make([]byte, 128)
		u := utf16.Encode([]rune(n.name))
		for k, c := range u {
			binary.LittleEndian.PutUint16(e[2*k:], c)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(u)+2))
		e[66], e[67] = n.kind, 1
		binary.LittleEndian.PutUint32(e[68:], n.left)
		binary.LittleEndian.PutUint32(e[72:], right[i])
		binary.LittleEndian.PutUint32(e[76:], n.down)
		binary.LittleEndian.PutUint32(e[116:], n.start)
		size := len(n.body)
		if i == 0 {
			size = len(mini)
		}
		binary.LittleEndian.PutUint32(e[120:], uint32(size))
		dir = append(dir, e...)
	}
	dirStart := add(dir)
	fats := 1
	for fats*128 < len(fat)+fats {
		fats++
	}
	first := len(fat)
	for range fats {
		fat = append(fat, fatSector)
	}
	for len(fat)%128 != 0 {
		fat = append(fat, free)
	}
	for _, v := range fat {
		data = binary.LittleEndian.AppendUint32(data, v)
	}
	h := make([]byte, 512)
	copy(h, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	binary.LittleEndian.PutUint16(h[24:], 0x3e)
	binary.LittleEndian.PutUint16(h[26:], 3)
	binary.LittleEndian.PutUint16(h[28:], 0xfffe)
	binary.LittleEndian.PutUint16(h[30:], 9)
	binary.LittleEndian.PutUint16(h[32:], 6)
	binary.LittleEndian.PutUint32(h[44:], uint32(fats))
	binary.LittleEndian.PutUint32(h[48:], dirStart)
	binary.LittleEndian.PutUint32(h[56:], 4096)
	binary.LittleEndian.PutUint32(h[60:], miniStart)
	binary.LittleEndian.PutUint32(h[64:], uint32((len(miniFAT)+127)/128))
	binary.LittleEndian.PutUint32(h[68:], end)
	for i := range 109 {
		v := uint32(free)
		if i < fats {
			v = uint32(first + i)
		}
		binary.LittleEndian.PutUint32(h[76+4*i:], v)
	}
	return append(h, data...)
}

func unicode16(s string) []byte { return utf16le(s)[2:] }

func outlook(t testing.TB) []byte {
	book := workbook(t, `<row><c t="inlineStr"><is><t>sheet@canary.example</t></is></c></row>`)
	return compound(stream{"__properties_version1.0", make([]byte, 64)}, stream{"__substg1.0_0037001F", unicode16("Straße 5")}, stream{"__substg1.0_1000001F", unicode16("Hello anna@canary.example")}, stream{"__substg1.0_0C1F001E", []byte("sender@canary.example")},
		stream{"__recip_version1.0_#00000000/__substg1.0_39FE001F", unicode16("to@canary.example")}, stream{"__substg1.0_10090102", packedRTF},
		stream{"__attach_version1.0_#00000000/__properties_version1.0", make([]byte, 16)}, stream{"__attach_version1.0_#00000000/__substg1.0_3707001F", unicode16("Preisliste ä.xlsx")}, stream{"__attach_version1.0_#00000000/__substg1.0_37010102", book},
		stream{"__attach_version1.0_#00000001/__substg1.0_3704001E", []byte("l.csv")}, stream{"__attach_version1.0_#00000001/__substg1.0_37010102", []byte("name;mail\nAnna;csv@canary.example\nJan;jan@canary.example\n" + strings.Repeat("x;y@canary.example\n", 400))},
		stream{"__attach_version1.0_#00000002/__substg1.0_3701000D/__substg1.0_1000001F", unicode16("a message within: inner@canary.example")})
}

// packedRTF is the example of [MS-OXRTFCP], 4.1.1.
var packedRTF = []byte{0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 3, 0, 0x0a, 0, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0}

func TestOutlookMessageWithAttachments(t *testing.T) {
	s, res := read(t, outlook(t))
	if res.Format != "mail" || len(res.Partial) > 0 {
		t.Errorf("%+v", res)
	}
	has(t, s, "Straße 5", "Hello anna@canary.example", "sender@canary.example", "to@canary.example", "hello world", "part Preisliste ä.xlsx", "sheet@canary.example", "row Anna|csv@canary.example", "inner@canary.example")
}

func TestOfficeDocumentWithPassword(t *testing.T) {
	locked := compound(stream{"EncryptionInfo", make([]byte, 200)}, stream{"EncryptedPackage", make([]byte, 9000)}, stream{"\x06DataSpaces/Version", make([]byte, 76)})
	_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(locked), Size: int64(len(locked))}, &sink{})
	var nr *formats.NotRead
	if !errors.As(err, &nr) || nr.Format != "encrypted" || !strings.Contains(nr.Why, "password") {
		t.Errorf("%v", err)
	}
}

// attribute is one of winmail.dat.
func tnefAttribute(level byte, id uint32, body []byte) []byte {
	out := append([]byte{level}, binary.LittleEndian.AppendUint32(nil, id)...)
	out = append(binary.LittleEndian.AppendUint32(out, uint32(len(body))), body...)
	sum := uint16(0)
	for _, c := range body {
		sum += uint16(c)
	}
	return binary.LittleEndian.AppendUint16(out, sum)
}

func winmail(t testing.TB) []byte {
	prop := func(typ, id uint16, v []byte) []byte {
		out := binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, typ), id)
		if id >= 0x8000 {
			out = append(append(out, make([]byte, 16)...), 0, 0, 0, 0, 1, 0, 0, 0)
		}
		if typ == 3 {
			return append(out, v...)
		}
		out = binary.LittleEndian.AppendUint32(append(out, 1, 0, 0, 0), uint32(len(v)))
		return append(append(out, v...), make([]byte, (4-len(v)%4)%4)...)
	}
	props := bytes.Join([][]byte{{5, 0, 0, 0}, prop(3, 0x0e08, []byte{1, 2, 3, 4}), prop(0x1f, 0x0c1f, unicode16("sender@canary.example")), prop(0x1e, 0x8123, []byte("named@canary.example")), prop(0x102, 0x1009, packedRTF), prop(0x102, 0x1013, []byte("<p>page@canary.example</p>"))}, nil)
	return bytes.Join([][]byte{{0x78, 0x9f, 0x3e, 0x22, 1, 0}, tnefAttribute(1, 0x00089006, []byte{0, 0, 1, 0}), tnefAttribute(1, 0x00018004, []byte("Stra\xdfe 5\x00")), tnefAttribute(1, 0x00069003, props),
		tnefAttribute(2, 0x00069002, make([]byte, 14)), tnefAttribute(2, 0x00018010, []byte("list.xlsx\x00")), tnefAttribute(2, 0x0006800f, workbook(t, `<row><c t="inlineStr"><is><t>sheet@canary.example</t></is></c></row>`)),
		tnefAttribute(2, 0x00069002, make([]byte, 14)), tnefAttribute(2, 0x0006800f, []byte("name;mail\nAnna;csv@canary.example\nJan;jan@canary.example\n"))}, nil)
}

func TestWinmail(t *testing.T) {
	b := winmail(t)
	s, res := read(t, b)
	if res.Format != "mail" || len(res.Partial) > 0 {
		t.Errorf("%+v", res)
	}
	has(t, s, "Straße 5", "sender@canary.example", "named@canary.example", "hello world", "page@canary.example", "part list.xlsx", "sheet@canary.example", "row Anna|csv@canary.example")
	cut := b[:len(b)-30]
	_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(cut), Size: int64(len(cut))}, &sink{})
	var nr *formats.NotRead
	if !errors.As(err, &nr) || !strings.Contains(nr.Why, "damaged") {
		t.Errorf("cut off: %v", err)
	}
	// As it comes: attached to a mail.
	s, _ = read(t, []byte("From: a@canary.example\r\nTo: b@canary.example\r\nSubject: x\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\n"+wrapped(b)))
	has(t, s, "part winmail.dat", "sheet@canary.example")
}

// Names in the letters of DOS, and files of kinds of tar that nobody knows.
func TestNamesAndKindsInOldArchives(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: "Kunden m\x81ssen/Stra\xe1e.txt", NonUTF8: true})
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(w, "old@canary.example")
	z.Close()
	s, res := read(t, b.Bytes())
	if len(res.Partial) > 0 {
		t.Errorf("%+v", res)
	}
	has(t, s, "part Kunden müssen/Straße.txt", "old@canary.example")

	b.Reset()
	tw := tar.NewWriter(&b)
	for _, kind := range []byte{tar.TypeReg, tar.TypeCont} {
		tw.WriteHeader(&tar.Header{Name: string(kind) + ".txt", Typeflag: kind, Size: 20, Mode: 0o600, Format: tar.FormatUSTAR})
		io.WriteString(tw, "kind"+string(kind)+"@canary.example")
	}
	tw.Close()
	s, _ = read(t, b.Bytes())
	has(t, s, "kind0@canary.example", "kind7@canary.example")
}

// Documents and texts in other letters that a database keeps as bytes.
func TestFilesWithinADatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"create table papers (id integer, flag blob, body blob)", "create table plain (id integer, name text)", "insert into plain values (1, 'last@canary.example')"} {
		if _, err := db.Exec(q); err != nil {
			t.Fatal(q, err)
		}
	}
	noise := bytes.Repeat([]byte{1, 0xfe, 0, 0x80, 7}, 100)
	for i, b := range [][]byte{workbook(t, `<row><c t="inlineStr"><is><t>sheet@canary.example</t></is></c></row>`), unicode16(strings.Repeat("wide@canary.example ", 10)), []byte("plain@canary.example"), noise,
		append([]byte("name;mail\nAnna;large@canary.example\nJan;j@k.example\n"), bytes.Repeat([]byte("x;y\n"), 400_000)...), {0}, {0xff, 0}} {
		if _, err := db.Exec("insert into papers values (?, x'00', ?)", i, b); err != nil {
			t.Fatal(err)
		}
	}
	db.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, res := read(t, b)
	if res.Format != "sqlite" || res.Shape != "table" || len(res.Partial) != 1 || res.Partial[0] != "1 file within it: it is not text and of no kind that can be opened" {
		t.Errorf("%+v", res)
	}
	has(t, s, "part papers/body 1", "sheet@canary.example", "wide@canary.example", "|plain@canary.example", "row Anna|large@canary.example", "row 1|last@canary.example")
}
