// Package xlsx writes the smallest workbook that office programs open: a zip
// with sheet XML, shared strings and one date style. It exists so that the
// worlds hold real workbooks without a library that could share its faults with
// the reader under test.
package xlsx

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"
)

// Sheet is one sheet: a name and rows of cells. A cell is a string (stored in
// the shared strings), an int or float64 (a number), a time.Time (a day in the
// 1900 date system) or nil (empty).
type Sheet struct {
	Name string
	Rows [][]any
}

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// Write writes a workbook of the given sheets.
func Write(w io.Writer, sheets ...Sheet) error {
	z := zip.NewWriter(w)
	part := func(name string, write func(*bufio.Writer)) error {
		f, err := z.Create(name)
		if err != nil {
			return fmt.Errorf("write %s of the workbook: %w", name, err)
		}
		b := bufio.NewWriterSize(f, 1<<16)
		b.WriteString(head)
		write(b)
		if err := b.Flush(); err != nil {
			return fmt.Errorf("write %s of the workbook: %w", name, err)
		}
		return nil
	}
	shared := map[string]int{}
	var order []string
	count := 0
	index := func(s string) int {
		count++
		i, ok := shared[s]
		if !ok {
			i = len(order)
			shared[s] = i
			order = append(order, s)
		}
		return i
	}
	parts := []struct {
		name  string
		write func(*bufio.Writer)
	}{
		{"[Content_Types].xml", func(b *bufio.Writer) { contentTypes(b, len(sheets)) }},
		{"_rels/.rels", func(b *bufio.Writer) {
			b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
		}},
		{"xl/workbook.xml", func(b *bufio.Writer) { workbook(b, sheets) }},
		{"xl/_rels/workbook.xml.rels", func(b *bufio.Writer) { relations(b, len(sheets)) }},
		{"xl/styles.xml", func(b *bufio.Writer) { b.WriteString(styles) }},
	}
	for i, s := range sheets {
		parts = append(parts, struct {
			name  string
			write func(*bufio.Writer)
		}{fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), func(b *bufio.Writer) { s.write(b, index) }})
	}
	// The shared strings are known only once every sheet is written.
	parts = append(parts, struct {
		name  string
		write func(*bufio.Writer)
	}{"xl/sharedStrings.xml", func(b *bufio.Writer) { sharedStrings(b, order, count) }})
	for _, p := range parts {
		if err := part(p.name, p.write); err != nil {
			return err
		}
	}
	return z.Close()
}

func contentTypes(b *bufio.Writer, n int) {
	b.WriteString(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`)
	for i := range n {
		fmt.Fprintf(b, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
	}
	b.WriteString(`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`)
}

func workbook(b *bufio.Writer, sheets []Sheet) {
	b.WriteString(`<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>`)
	for i, s := range sheets {
		fmt.Fprintf(b, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escape(s.Name), i+1, i+1)
	}
	b.WriteString(`</sheets></workbook>`)
}

func relations(b *bufio.Writer, n int) {
	const base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := range n {
		fmt.Fprintf(b, `<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>`, i+1, base, i+1)
	}
	fmt.Fprintf(b, `<Relationship Id="rId%d" Type="%sstyles" Target="styles.xml"/>`, n+1, base)
	fmt.Fprintf(b, `<Relationship Id="rId%d" Type="%ssharedStrings" Target="sharedStrings.xml"/></Relationships>`, n+2, base)
}

// Cell format 0 is general, 1 is the built-in date format 14.
const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`

func (s Sheet) write(b *bufio.Writer, index func(string) int) {
	b.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	for r, row := range s.Rows {
		fmt.Fprintf(b, `<row r="%d">`, r+1)
		for c, cell := range row {
			ref := Column(c)
			switch v := cell.(type) {
			case nil:
			case string:
				fmt.Fprintf(b, `<c r="%s%d" t="s"><v>%d</v></c>`, ref, r+1, index(v))
			case time.Time:
				fmt.Fprintf(b, `<c r="%s%d" s="1"><v>%d</v></c>`, ref, r+1, Serial(v))
			default:
				fmt.Fprintf(b, `<c r="%s%d"><v>%v</v></c>`, ref, r+1, v)
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
}

func sharedStrings(b *bufio.Writer, order []string, count int) {
	fmt.Fprintf(b, `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="%d" uniqueCount="%d">`, count, len(order))
	for _, s := range order {
		b.WriteString(`<si><t xml:space="preserve">`)
		b.WriteString(escape(s))
		b.WriteString(`</t></si>`)
	}
	b.WriteString(`</sst>`)
}

// Column is the letters of column c, counted from 0: 0 is A, 26 is AA.
func Column(c int) string {
	s := ""
	for c++; c > 0; c = (c - 1) / 26 {
		s = string(rune('A'+(c-1)%26)) + s
	}
	return s
}

// Serial is the day number of t in the 1900 date system, whose day 60 is a
// 29 February 1900 that never was: from March 1900 on, days since 1899-12-30.
func Serial(t time.Time) int {
	y, m, d := t.Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(s string) string { return escaper.Replace(s) }
