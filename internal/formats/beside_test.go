package formats_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/zstd"

	"github.com/weaklink/weaklink/internal/formats"
)

const hidden = "eva@beside.example"

// uu is b as uuencode writes it.
func uu(b string) string {
	var out strings.Builder
	out.WriteString("begin 644 list.csv\n")
	for len(b) > 0 {
		line := b[:min(45, len(b))]
		b = b[len(line):]
		out.WriteByte(byte(' ' + len(line)))
		for len(line) > 0 {
			var three [3]byte
			line = line[copy(three[:], line):]
			for _, six := range []byte{three[0] >> 2, three[0]<<4 | three[1]>>4, three[1]<<2 | three[2]>>6, three[2]} {
				if six &= 63; six == 0 {
					six = '`' - ' '
				}
				out.WriteByte(' ' + six)
			}
		}
		out.WriteByte('\n')
	}
	return out.String() + "`\nend\n"
}

// moved is b as yEnc writes it.
func moved(b string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "=ybegin line=128 size=%d name=list.csv\n", len(b))
	for _, c := range []byte(b) {
		switch c += 42; c {
		case 0, '\n', '\r', '=':
			out.WriteByte('=')
			c += 64
		}
		out.WriteByte(c)
	}
	return out.String() + "\n=yend size=1\n"
}

func pdfOf(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "trailer << /Root 1 0 R /Size %d >>\n%%%%EOF\n", len(objects)+1)
	return b.Bytes()
}

// withFields is a PDF file with a field, a remark, a link and an attached file.
func withFields() []byte {
	return pdfOf("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /Annots [4 0 R 7 0 R] >>",
		"<< /Kids [7 0 R] /FT /Tx /T (mail) /V (eva) >>", "<< /Type /Filespec /UF (l.csv) /EF << /F 6 0 R >> >>", "<< /Length 8 >>\nstream\na;b\n1;2\n\nendstream",
		"<< /Subtype /Widget /Parent 4 0 R /Contents (x) /A << /URI (mailto:eva) >> >>")
}

// Not on a page, not in a cell, not in the text: what programs keep beside it.
func TestWhatLiesBesideTheTextIsRead(t *testing.T) {
	book := func(more ...string) []byte {
		return packed(t, append([]string{"xl/workbook.xml", `<workbook><sheets><sheet name="a" r:id="x"/></sheets></workbook>`,
			"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`}, more...)...)
	}
	letter := func(more ...string) []byte {
		return packed(t, append([]string{"word/document.xml", `<w:document><w:body><w:p><w:t>Nothing</w:t></w:p></w:body></w:document>`}, more...)...)
	}
	mail := func(body string) []byte {
		return []byte("From: shop@firm.example\nTo: office@firm.example\nSubject: list\nMIME-Version: 1.0\n\nSee below.\n" + body + "Kind regards, ute@firm.example\n")
	}
	list := "name;mail\n" + strings.Repeat("Eva Beside;"+hidden+"\n", 9)
	head := []byte{0x5a, 0x2a, 0x4d, 0x18, 5, 0, 0, 0, 'a', 'b', 'c', 'd', 'e'}
	z, _ := zstd.NewWriter(nil)
	page := []string{"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"}
	wide := binary.BigEndian.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(hidden)) {
		wide = binary.BigEndian.AppendUint16(wide, u)
	}
	for what, b := range map[string][]byte{
		"rows that a pivot table was made of":    book("xl/pivotCache/pivotCacheDefinition1.xml", `<p><sharedItems><s v="`+hidden+`"/></sharedItems></p>`),
		"rows of another file":                   book("xl/externalLinks/externalLink1.xml", `<e><cell r="A1"><v>`+hidden+`</v></cell></e>`),
		"a name that stands for a value":         packed(t, "xl/workbook.xml", `<workbook><sheets><sheet name="a"/></sheets><definedNames><definedName name="to">"`+hidden+`"</definedName></definedNames></workbook>`, "xl/worksheets/sheet1.xml", `<worksheet/>`),
		"the head of a printed sheet":            packed(t, "xl/workbook.xml", `<workbook><sheets><sheet name="a"/></sheets></workbook>`, "xl/worksheets/sheet1.xml", `<worksheet><sheetData/><headerFooter><oddHeader>&amp;C`+hidden+`</oddHeader></headerFooter></worksheet>`),
		"where a link in a sheet leads":          book("xl/worksheets/_rels/sheet1.xml.rels", `<Relationships><Relationship Id="a" Target="mailto:`+hidden+`" TargetMode="External"/></Relationships>`),
		"a remark on the file":                   book("docProps/core.xml", `<c><dc:description>`+hidden+`</dc:description></c>`),
		"where a link in a letter leads":         letter("word/_rels/document.xml.rels", `<Relationships><Relationship Id="a" Target="mailto:`+hidden+`" TargetMode="External"/></Relationships>`),
		"a page that is part of a letter":        letter("word/afchunk.html", "<html><p>"+hidden),
		"data that a form was filled with":       letter("customXml/item1.xml", "<a><b>"+hidden+"</b></a>"),
		"a letter in two bytes a sign":           packed(t, "word/document.xml", string(utf16le(`<?xml version="1.0"?><w:document><w:p><w:t>`+hidden+`</w:t></w:p></w:document>`))),
		"the foot of an OpenDocument page":       packed(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<a><text:p>x</text:p></a>", "styles.xml", "<s><text:p>"+hidden+"</text:p></s>"),
		"a file in the text of a mail":           mail(uu(list)),
		"a file in the text, as news have it":    mail(moved(list)),
		"a field of a PDF":                       pdfOf(append([]string{"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>"}, append(page, "<< /Type /Page /Parent 2 0 R >>", "<< /FT /Tx /T (mail) /V ("+hidden+") >>")...)...),
		"a field of a PDF in two bytes a sign":   pdfOf(append([]string{"<< /Type /Catalog /Pages 2 0 R >>"}, append(page, "<< /Type /Page /Parent 2 0 R /Annots [4 0 R] >>", fmt.Sprintf("<< /Subtype /Widget /FT /Tx /V <%x> >>", wide))...)...),
		"a remark in a PDF":                      pdfOf(append([]string{"<< /Type /Catalog /Pages 2 0 R >>"}, append(page, "<< /Type /Page /Parent 2 0 R /Annots [4 0 R] >>", "<< /Subtype /Text /Contents (call "+hidden+") >>")...)...),
		"a file attached to a PDF":               pdfOf(append([]string{"<< /Type /Catalog /Pages 2 0 R >>"}, append(page, "<< /Type /Page /Parent 2 0 R >>", "<< /Type /Filespec /UF (list.csv) /EF << /F 5 0 R >> >>", fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(list), list))...)...),
		"text that an address of a page carries": []byte(`<!doctype html><a href="data:text/csv;base64,` + base64.StdEncoding.EncodeToString([]byte(list)) + `">x</a>`),
		"a file in base64":                       []byte(base64.StdEncoding.EncodeToString([]byte(list)) + "\n"),
		"bytes that look like a mark":            []byte("\xff\xfe\xfa caf\xe9\n" + strings.Repeat("write to "+hidden+" about it\n", 3)),
		"a frame that is skipped":                append(head, z.EncodeAll([]byte(list), nil)...),
		"cells parted by their own sign":         []byte(strings.ReplaceAll(list, ";", "\x1f")),
	} {
		t.Run(what, func(t *testing.T) {
			s, res := read(t, b)
			has(t, s, hidden)
			if len(res.Partial) > 0 {
				t.Errorf("said to be read in part: %q", res.Partial)
			}
		})
	}
}

// Who wrote a file is somebody of the firm: it would be told of every file.
func TestWhoWroteAFileIsNoClient(t *testing.T) {
	s, _ := read(t, packed(t, "word/document.xml", `<w:document><w:p><w:t>Nothing</w:t></w:p></w:document>`,
		"docProps/core.xml", `<c><dc:creator>`+hidden+`</dc:creator><cp:lastModifiedBy>`+hidden+`</cp:lastModifiedBy><dc:title>Offer</dc:title></c>`))
	if has(t, s, "Offer"); strings.Contains(s.all(), hidden) {
		t.Error("its author is told")
	}
}

func TestTextThatIsNoCodeStaysText(t *testing.T) {
	for _, b := range []string{
		strings.Repeat("ACGTTGCAAGCTTGCAACGTTGCAAGCTTGCAACGTTGCAAGCTTGCAACGTTGCA\n", 20),
		"begin 644 the letter with a joke\nand go on " + hidden + "\n",
		"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\n",
	} {
		s, res := read(t, []byte(b))
		if res.Format != "txt" || !strings.Contains(s.all(), strings.TrimSpace(strings.Split(b, "\n")[0])) {
			t.Errorf("%.40q is read as %s", b, res.Format)
		}
	}
}

func TestWhatIsNotOpenedIsCalledByItsName(t *testing.T) {
	for begins, why := range map[string]string{"PGDMP\x01\x0e": "pg_dump", "Obj\x01\x04\x16avro.schema": "Avro", "ARROW1\x00\x00\xff": "Arrow", "MSWIM\x00\x00\x00": "disk image"} {
		b := []byte(begins + strings.Repeat("name,"+hidden+"\n", 9))
		_, err := formats.Read(t.Context(), formats.Source{R: bytes.NewReader(b), Size: int64(len(b))}, &sink{})
		var nr *formats.NotRead
		if !errors.As(err, &nr) || !strings.Contains(nr.Why, why) || nr.Next == "" {
			t.Errorf("%.5q: %v", begins, err)
		}
	}
}
