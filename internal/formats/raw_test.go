package formats_test

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

var fiveLines = []string{"Anna Ottmann, anna@canary-raw.example, +49 30 5550101", "Jan Udenhof, jan@canary-raw.example, Hauptstr. 22, 80331 München", "Eva Altmeier, eva@canary-raw.example, Ringweg 3, 50667 Köln", "Uwe Bergström, uwe@canary-raw.example, +49 30 5550104", "Ida Luxemburg, ida@canary-raw.example, +49 30 5550105"}

func latin1(s string) string {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r))
	}
	return string(b)
}

func wide(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// Documents of programs of long ago, made by hand as their forms are described: whoever
// is in them is found, and it is said that only the raw text was read.
func TestOldDocumentsAreReadAsRawText(t *testing.T) {
	le := binary.LittleEndian
	text := latin1(strings.Join(fiveLines, "\r\n"))
	record := func(kind, head int, s string) []byte {
		b := le.AppendUint16(nil, uint16(kind))
		b = le.AppendUint16(b, uint16(head+len(s)))
		return append(append(b, make([]byte, head)...), s...)
	}
	cells := func(begin string, kind, head int, mark, end string) string {
		b := begin
		for _, l := range fiveLines {
			for _, c := range strings.Split(l, ", ") {
				b += string(record(kind, head, mark+latin1(c)+end))
			}
		}
		return b
	}
	word := func(flags uint16) []byte {
		b := make([]byte, 0x300)
		le.PutUint16(b, 0xa5dc)
		le.PutUint16(b[2:], 104)
		le.PutUint16(b[10:], flags)
		le.PutUint32(b[0x18:], 0x300)
		text := strings.ReplaceAll(text, "\r\n", "\r")
		le.PutUint32(b[0x1c:], uint32(0x300+len(text)))
		return append(b, text...)
	}
	perfect := func(mark string) *strings.Replacer {
		return strings.NewReplacer("\xf6", mark+"\x3f\x01"+mark, "\xfc", mark+"\x47\x01"+mark, " ", map[string]string{"\xc0": " ", "\xf0": "\x80"}[mark], "\r\n", map[string]string{"\xc0": "\n", "\xf0": "\xcc"}[mark])
	}
	for name, c := range map[string]struct{ in, format, why string }{
		"WordPerfect 5":        {"\xffWPC\x10\x00\x00\x00\x01\x0a\x00\x01\x00\x00\x00\x00" + perfect("\xc0").Replace(text), "wordperfect", "WordPerfect"},
		"WordPerfect 6":        {"\xffWPC\x10\x00\x00\x00\x01\x0a\x02\x01\x00\x00\x00\x00" + perfect("\xf0").Replace(text), "wordperfect", "WordPerfect"},
		"Lotus 1-2-3":          {cells("\x00\x00\x02\x00\x06\x04", 0x0f, 5, "'", "\x00"), "lotus", "Lotus"},
		"Lotus 1-2-3 3":        {cells("\x00\x00\x1a\x00\x00\x10\x04\x00"+strings.Repeat("\x00", 22), 0x16, 4, "'", "\x00"), "lotus", "Lotus"},
		"Quattro":              {cells("\x00\x00\x02\x00\x20\x51", 0x0f, 5, "'", "\x00"), "quattro", "Quattro"},
		"Excel 2":              {cells("\x09\x00\x04\x00\x02\x00\x10\x00", 4, 8, "", ""), "xls", "Excel before 5"},
		"Excel 4":              {cells("\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", 0x204, 8, "", ""), "xls", "Excel before 5"},
		"Word 2":               {"\xdb\xa5\x2d\x00" + strings.Repeat("\x00", 380) + text, "doc", "Word before 97"},
		"Word 6":               {string(compound(stream{"WordDocument", word(0)})), "doc", ""},
		"Word 95 in a hurry":   {string(compound(stream{"WordDocument", word(4)})), "doc", "Word before 97"},
		"Works 4":              {string(compound(stream{"MM", []byte(text)}, stream{"MatOST", []byte("MatO")})), "ole", "Works"},
		"Works 8":              {string(compound(stream{"CONTENTS", []byte("CHNKWKS\x00" + wide(strings.Join(fiveLines, "\r")))})), "ole", "Works"},
		"Publisher":            {string(compound(stream{"Contents", make([]byte, 600)}, stream{"Quill/QuillSub/CONTENTS", []byte("CHNKINK " + wide(strings.Join(fiveLines, "\r")))})), "ole", "Publisher"},
		"Project":              {string(compound(stream{"Props", make([]byte, 600)}, stream{"112/Task/Var2Data", []byte(wide(strings.Join(fiveLines, "\x00\x01")))})), "ole", "does not know"},
		"OneNote":              {"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3" + strings.Repeat("\x00", 1000) + wide(strings.Join(fiveLines, "\x00\x02")), "onenote", "OneNote"},
		"Outlook Express":      {"\xcf\xad\x12\xfe\xc5\xfd\x74\x6f\x66\xe3\xd1\x11" + strings.Repeat("\x00", 200) + text, "dbx", "Outlook Express"},
		"OneNote, and a large": {"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d" + strings.Repeat("\x00\xff\x13", 100_000) + wide(strings.Join(fiveLines, "\x00\x02")), "onenote", "OneNote"},
	} {
		s, res := read(t, []byte(c.in))
		if res.Format != c.format || c.why == "" && len(res.Partial) > 0 || c.why != "" && (len(res.Partial) != 1 || !strings.Contains(res.Partial[0], c.why) || !strings.Contains(res.Partial[0], "only the raw text was read")) {
			t.Errorf("%s: %+v", name, res)
		}
		for _, l := range fiveLines {
			for _, w := range strings.Split(l, ", ") {
				if !strings.Contains(s.all(), w) && len(w) > 10 {
					t.Errorf("%s: no %q in %.400q", name, w, s.all())
				}
			}
		}
	}
}

// An OpenDocument database keeps its tables in files beside what it shows.
func TestOpenDocumentDatabase(t *testing.T) {
	s, res := read(t, packed(t, "mimetype", "application/vnd.oasis.opendocument.base", "content.xml", "<?xml version=\"1.0\"?><office:document-content/>",
		"database/script", "CREATE MEMORY TABLE \"Kunden\"(\"ID\" INTEGER,\"Name\" VARCHAR(50),\"Mail\" VARCHAR(50))\nINSERT INTO \"Kunden\" VALUES(1,'Anna Ott','anna@canary-odb.example')\nINSERT INTO \"Kunden\" VALUES(2,'Jan Ude','jan@canary-odb.example')\n"))
	if len(res.Partial) > 0 {
		t.Errorf("%+v", res)
	}
	has(t, s, "part database/script\n", "VALUES(1,'Anna Ott','anna@canary-odb.example')\n", "VALUES(2,'Jan Ude','jan@canary-odb.example')")
	_, res = read(t, packed(t, "mimetype", "application/vnd.oasis.opendocument.base", "content.xml", "<?xml version=\"1.0\"?><office:document-content/>", "database/script", "CREATE CACHED TABLE a(b INTEGER)\n", "database/data", "\x00\x01\x02\x03"+strings.Repeat("\x00", 100)))
	if len(res.Partial) != 1 || !strings.Contains(res.Partial[0], "1 file within it") {
		t.Errorf("rows in a file of another form: %+v", res)
	}
}

// The long texts of a FoxPro table.
func TestLongTextsOfTables(t *testing.T) {
	be := binary.BigEndian
	in := make([]byte, 512)
	for i, l := range fiveLines {
		b := be.AppendUint32(nil, 1)
		b = be.AppendUint32(b, uint32(len(latin1(l))))
		b = append(b, latin1(l)...)
		in = append(in, append(b, make([]byte, (64-len(b)%64)%64+64*i)...)...)
	}
	be.PutUint32(in, uint32(len(in)/64))
	be.PutUint16(in[6:], 64)
	s, res := read(t, in)
	if res.Format != "fpt" || len(res.Partial) > 0 {
		t.Errorf("%+v", res)
	}
	has(t, s, fiveLines...)
	if strings.Count(s.all(), "\n") < 5 {
		t.Error("they are not told apart")
	}
}

func FuzzRawText(f *testing.F) {
	text := wide(strings.Join(fiveLines, "\x00\x02")) + latin1(strings.Join(fiveLines, "\x01"))
	fpt := append(make([]byte, 512), "\x00\x00\x00\x01\x00\x00\x00\x05abcde"...)
	fpt[3], fpt[7] = 9, 64
	fuzz(f, []byte("\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d"+text), []byte("\xffWPC"+text), compound(stream{"MM", []byte(text)}), append(fpt, make([]byte, 200)...))
}
