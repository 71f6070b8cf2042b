package formats

import (
	"bytes"
	"io"
)

// Office documents in one XML file: what Excel 2003 calls an XML spreadsheet, and
// many web programs still export under the name of .xls (SpreadsheetML), the same
// of Word, the flat files of OpenDocument, tables of Gnumeric and of UOF, the
// Chinese standard that LibreOffice writes too (.uos).

// flatOffice is what reads an office document that is one XML file, nil for other XML.
func flatOffice(sample []byte) func(*reader, io.Reader) (Result, error) {
	head := sample[:min(len(sample), 4<<10)]
	switch {
	case bytes.Contains(head, []byte("urn:schemas-microsoft-com:office:spreadsheet")) && bytes.Contains(head, []byte("Workbook")):
		return (*reader).sheetML
	case bytes.Contains(head, []byte("表:电子表格")) || bytes.Contains(head, []byte("uof:UOF")) && bytes.Contains(sample, []byte("电子表格")):
		return (*reader).sheetML
	case bytes.Contains(head, []byte("http://www.gnumeric.org/v10.dtd")) && bytes.Contains(head, []byte("Workbook")):
		return (*reader).gnumeric
	case bytes.Contains(head, []byte("application/vnd.oasis.opendocument.spreadsheet")) && bytes.Contains(head, []byte("document")):
		return (*reader).flatODS
	case bytes.Contains(head, []byte("http://schemas.microsoft.com/office/word/2003/wordml")), bytes.Contains(head, []byte("http://schemas.microsoft.com/office/2006/xmlPackage")),
		bytes.Contains(head, []byte("application/vnd.oasis.opendocument.")) && bytes.Contains(head, []byte("document")):
		return (*reader).flatDocument
	}
	return nil
}

func (rd *reader) sheetML(r io.Reader) (Result, error) {
	res := Result{Format: "xml", Shape: "table"}
	s := &sheetML{rd: rd}
	x := newXML(r)
	err := x.each(func() error { return s.event(x) })
	if s.h != nil {
		err = firstError(err, s.h.flush())
	}
	if err == errXML {
		res.Partial = append(res.Partial, "it is damaged in the middle; the rest was read as plain text")
		return res, rd.text(x.w)
	}
	return res, err
}

type sheetML struct {
	rd     *reader
	h      *headed
	row    sqlRow
	value  []byte
	col    int  // of the cell, from 0
	date   bool // it is one, with a time of day
	full   bool // its value was read
	inData bool
	remark bool // within a remark beside the cell
}

func (s *sheetML) event(x *xmlScanner) error {
	switch x.kind {
	case xmlText:
		if s.inData || s.remark {
			s.value = append(s.value, x.text...)
			if len(s.value) > 4*maxCell || len(s.row.buf) > 16*maxCell {
				return s.say()
			}
		}
	case xmlStart:
		switch string(x.name) {
		case "Worksheet", "工作表":
			if s.h != nil {
				if err := s.h.flush(); err != nil {
					return err
				}
			}
			s.h = &headed{sink: s.rd.sink}
			return s.rd.sink.Table(string(x.attr("ss:Name")) + string(x.attr("表:名称")))
		case "Row", "行":
			s.row.reset()
		case "Cell", "单元格":
			s.col = len(s.row.ends)
			if n := max(number(x.attr("ss:Index")), number(x.attr("表:列号"))); n > 0 {
				s.col = n - 1
			}
			s.value, s.full = s.value[:0], false
		case "Data", "数据":
			s.inData, s.date = !s.remark, string(x.attr("ss:Type")) == "DateTime"
		case "Comment":
			s.remark = true
		}
	case xmlEnd:
		switch string(x.name) {
		case "Data", "数据":
			if s.inData && s.h != nil {
				s.full = true
				return s.cell()
			}
			s.inData = false
		case "单元格": // one without anything still has its place
			if !s.full && s.h != nil {
				return s.cell()
			}
		case "Comment":
			s.remark = false
			return s.say()
		case "Row", "行":
			if s.h != nil {
				return s.h.row(s.row.cells())
			}
		}
	}
	return nil
}

// cell ends a cell.
func (s *sheetML) cell() error {
	s.inData = false
	if s.date { // 1980-03-04T00:00:00.000
		s.value, _, _ = bytes.Cut(s.value, []byte("T00:00:00"))
	}
	for len(s.row.ends) < min(s.col, 2*maxColumns) {
		s.row.end()
	}
	s.row.buf = append(s.row.buf, s.value...)
	s.row.end()
	s.value = s.value[:0]
	return nil
}

// say hands over a text that is in no cell.
func (s *sheetML) say() error {
	if len(s.value) == 0 {
		return nil
	}
	err := s.rd.sink.Text(append(s.value, '\n'))
	s.value = s.value[:0]
	return err
}

func (rd *reader) flatODS(r io.Reader) (Result, error) {
	res := Result{Format: "ods", Shape: "table"}
	err := rd.odsRows(newXML(r))
	if err == errXML {
		return res, &NotRead{"ods", "the workbook is damaged", "open it with the program that made it and save it again"}
	}
	return res, err
}

func (rd *reader) flatDocument(r io.Reader) (Result, error) {
	res := Result{Format: "xml", Shape: "text"}
	x := newXML(r)
	err := rd.paragraphsOf(x)
	if err == errXML {
		res.Partial = append(res.Partial, "it is damaged in the middle; the rest was read as plain text")
		return res, rd.text(x.w)
	}
	return res, err
}
