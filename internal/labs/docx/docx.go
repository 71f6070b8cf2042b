// Package docx writes the smallest document that word processors open: a zip
// with one part of text and one of styles. It exists for the same reason as
// the workbook writer beside it: no library that could share its faults with
// the reader under test.
package docx

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Paragraph is one paragraph; Heading is 0 for text, else the level of a
// heading.
type Paragraph struct {
	Text    string
	Heading int
}

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const ns = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// Write writes a document.
func Write(w io.Writer, paras ...Paragraph) error {
	var body strings.Builder
	for _, p := range paras {
		body.WriteString("<w:p>")
		if p.Heading > 0 {
			fmt.Fprintf(&body, `<w:pPr><w:pStyle w:val="Heading%d"/></w:pPr>`, p.Heading)
		}
		body.WriteString(`<w:r><w:t xml:space="preserve">`)
		if err := xml.EscapeText(&body, []byte(p.Text)); err != nil {
			return err
		}
		body.WriteString("</w:t></w:r></w:p>")
	}
	var styles strings.Builder
	for i := range 3 {
		fmt.Fprintf(&styles, `<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %d"/><w:pPr><w:outlineLvl w:val="%d"/></w:pPr></w:style>`, i+1, i+1, i)
	}
	z := zip.NewWriter(w)
	for _, part := range []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
		{"word/styles.xml", "<w:styles " + ns + ">" + styles.String() + "</w:styles>"},
		{"word/document.xml", "<w:document " + ns + "><w:body>" + body.String() + "</w:body></w:document>"},
	} {
		f, err := z.Create(part.name)
		if err == nil {
			_, err = io.WriteString(f, head+part.text)
		}
		if err != nil {
			return fmt.Errorf("write %s of the document: %w", part.name, err)
		}
	}
	return z.Close()
}
