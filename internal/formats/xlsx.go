package formats

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// book is what the sheets of a workbook share.
type book struct {
	date1904 bool
	dates    []bool // by style number: is it shown as a date
	texts    sharedTexts
}

// sharedTexts holds the texts that cells refer to by number, in one buffer.
type sharedTexts struct {
	all  []byte
	ends []uint32
	over bool // there were more than fit
}

func (t *sharedTexts) get(i int) []byte {
	if i < 0 || i >= len(t.ends) {
		return nil
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]]
}

type sheetRef struct{ name, part string }

// xlsx reads every sheet of a workbook as a table.
func (rd *reader) xlsx(box *zipBox) (Result, error) {
	res := Result{Format: "xlsx", Shape: "table"}
	var b book
	sheets, err := b.open(box)
	if err != nil {
		return res, damaged(err)
	}
	if err := b.readStyles(box); err != nil {
		return res, damaged(err)
	}
	if err := b.readTexts(rd, box); err != nil {
		return res, damaged(err)
	}
	if b.texts.over {
		res.Partial = append(res.Partial, fmt.Sprintf("it holds more than %d MB of different texts; the rest was read as plain text", maxSharedBytes>>20))
	}
	read, broken := 0, 0
	var last error
	for _, s := range sheets {
		// The only sheet of a book goes by the name of the book.
		name := s.name
		if len(sheets) == 1 {
			name = ""
		}
		if err := rd.sink.Table(name); err != nil {
			return res, err
		}
		err := rd.sheet(box, s.part, &b)
		if err == errXML {
			broken++
			last = damaged(err)
			continue
		}
		if err != nil {
			return res, err
		}
		read++
	}
	if read == 0 && last != nil {
		return res, last
	}
	if broken > 0 {
		res.Partial = append(res.Partial, plural(broken, "sheet")+" of it is damaged")
	}
	// Remarks beside cells name people too.
	for _, name := range sortedNames(box) {
		if strings.HasPrefix(name, "xl/comments") || strings.HasPrefix(name, "xl/threadedComments/") || strings.HasPrefix(name, "xl/drawings/drawing") {
			if err := rd.paragraphs(box, name); err != nil && err != errXML {
				return res, err
			}
		}
		if strings.HasPrefix(name, "xl/media/") && len(res.Partial) == 0 {
			res.Partial = append(res.Partial, "text in its pictures is not recognised")
		}
	}
	return res, nil
}

func sortedNames(box *zipBox) []string {
	var names []string
	for n := range box.files {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}

func damaged(err error) error {
	if err == errXML {
		return &NotRead{"xlsx", "the workbook is damaged", "open it with the program that made it and save it again"}
	}
	return err
}

// walk calls fn for every tag and text of a part.
func walk(box *zipBox, part string, fn func(*xmlScanner) error) error {
	r, err := box.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	x := newXML(r)
	for {
		if err := x.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := fn(x); err != nil {
			return err
		}
	}
}

func (b *book) open(box *zipBox) ([]sheetRef, error) {
	target := map[string]string{}
	const rels = "xl/_rels/workbook.xml.rels"
	if box.files[rels] != nil {
		err := walk(box, rels, func(x *xmlScanner) error {
			if x.kind == xmlStart && string(x.name) == "Relationship" {
				t := string(x.attr("Target"))
				if !strings.HasPrefix(t, "/") {
					t = path.Join("xl", t)
				}
				target[string(x.attr("Id"))] = strings.TrimPrefix(t, "/")
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	var sheets []sheetRef
	err := walk(box, "xl/workbook.xml", func(x *xmlScanner) error {
		if x.kind != xmlStart {
			return nil
		}
		switch string(x.name) {
		case "workbookPr":
			v := string(x.attr("date1904"))
			b.date1904 = v == "1" || v == "true"
		case "sheet":
			id := x.attr("r:id")
			if id == nil {
				id = x.attr("relationships:id")
			}
			part := target[string(id)]
			if part == "" {
				part = fmt.Sprintf("xl/worksheets/sheet%d.xml", len(sheets)+1)
			}
			if strings.Contains(part, "chartsheets/") {
				return nil
			}
			sheets = append(sheets, sheetRef{string(x.attr("name")), part})
		}
		return nil
	})
	return sheets, err
}

// readStyles finds out which styles show a number as a date.
func (b *book) readStyles(box *zipBox) error {
	const part = "xl/styles.xml"
	if box.files[part] == nil {
		return nil
	}
	custom := map[string]bool{}
	inCells := false
	return walk(box, part, func(x *xmlScanner) error {
		switch name := string(x.name); {
		case x.kind == xmlStart && name == "numFmt":
			custom[string(x.attr("numFmtId"))] = dateFormat(string(x.attr("formatCode")))
		case name == "cellXfs":
			inCells = x.kind == xmlStart
		case x.kind == xmlStart && name == "xf" && inCells:
			id := string(x.attr("numFmtId"))
			is, ok := custom[id]
			if !ok {
				n, _ := strconv.Atoi(id)
				is = n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
			}
			b.dates = append(b.dates, is)
		}
		return nil
	})
}

// dateFormat says whether a number format shows a date: it names a year, month
// or day outside of quotes and brackets.
func dateFormat(code string) bool {
	var quote byte
	for i := 0; i < len(code); i++ {
		c := code[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"':
			quote = '"'
		case c == '[':
			quote = ']'
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == 'y' || c == 'Y' || c == 'd' || c == 'D' || c == 'm' || c == 'M' || c == 'j' || c == 'J':
			return !strings.HasPrefix(strings.ToLower(code), "general")
		}
	}
	return false
}

func (b *book) readTexts(rd *reader, box *zipBox) error {
	const part = "xl/sharedStrings.xml"
	if box.files[part] == nil {
		return nil
	}
	t := &b.texts
	inText, phonetic := false, 0
	start := 0
	return walk(box, part, func(x *xmlScanner) error {
		switch x.kind {
		case xmlText:
			if inText && phonetic == 0 {
				t.all = append(t.all, x.text...)
				if len(t.all)-start > 4*maxCell { // no cell can hold that much
					err := rd.sink.Text(t.all[start:])
					t.all = t.all[:start]
					return err
				}
			}
		case xmlStart:
			switch string(x.name) {
			case "si":
				start = len(t.all)
			case "t":
				inText = true
			case "rPh":
				phonetic++
			}
		case xmlEnd:
			switch string(x.name) {
			case "t":
				inText = false
			case "rPh":
				phonetic--
			case "si":
				if len(t.all)+4*len(t.ends) > maxSharedBytes {
					t.over = true
					if err := rd.sink.Text(append(t.all[start:], '\n')); err != nil {
						return err
					}
					t.all = t.all[:start]
					return nil
				}
				t.ends = append(t.ends, uint32(len(t.all)))
			}
		}
		return nil
	})
}

// sheet reads the rows of one sheet.
func (rd *reader) sheet(box *zipBox, part string, b *book) error {
	h := &headed{sink: rd.sink}
	var row sqlRow
	var value []byte
	kind := byte('n')
	style, col, inValue := 0, 0, false
	err := walk(box, part, func(x *xmlScanner) error {
		switch x.kind {
		case xmlText:
			if inValue {
				value = append(value, x.text...)
				if len(value) > 4*maxCell || len(row.buf) > 16*maxCell {
					err := rd.sink.Text(value)
					value = value[:0]
					return err
				}
			}
		case xmlStart:
			switch string(x.name) {
			case "row":
				row.reset()
			case "c":
				col, kind, style = len(row.ends), 'n', 0
				var key, val []byte
				for a := x.attrs; len(a) > 0; {
					key, val, a = nextAttr(a)
					switch string(key) {
					case "r":
						if c := columnOf(val); c >= 0 {
							col = c
						}
					case "t":
						kind = cellKind(val)
					case "s":
						style, _ = strconv.Atoi(string(val))
					}
				}
				value = value[:0]
			case "v", "t":
				inValue = true
			case "f", "rPh":
				inValue = false
			}
		case xmlEnd:
			switch string(x.name) {
			case "v", "t":
				inValue = false
			case "c":
				if len(value) == 0 {
					return nil
				}
				for len(row.ends) < min(col, 2*maxColumns) {
					row.end()
				}
				row.buf = b.cell(row.buf, kind, style, value)
				row.end()
			case "row":
				return h.row(row.cells())
			}
		}
		return nil
	})
	if e := h.flush(); err == nil {
		err = e
	}
	return err
}

// columnOf is the column of a cell reference: 0 for A7, 26 for AA1, -1 for none.
func columnOf(ref []byte) int {
	n := 0
	for _, c := range ref {
		if c < 'A' || c > 'Z' || n > 1<<20 {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1
}

// cellKind is one letter for the type of a cell: a number, a shared text, an
// error, or text as it stands.
func cellKind(t []byte) byte {
	switch string(t) {
	case "", "n":
		return 'n'
	case "s":
		return 's'
	case "e":
		return 'e'
	}
	return 't'
}

// cell appends the value of a cell as a person sees it.
func (b *book) cell(dst []byte, kind byte, style int, v []byte) []byte {
	switch kind {
	case 's':
		if i, err := strconv.Atoi(string(bytes.TrimSpace(v))); err == nil {
			return append(dst, b.texts.get(i)...)
		}
		return dst
	case 'e':
		return dst
	case 'n':
		v = bytes.TrimSpace(v)
		date := style >= 0 && style < len(b.dates) && b.dates[style]
		if date || bytes.IndexByte(v, 'E') >= 0 || bytes.IndexByte(v, 'e') >= 0 { // a phone number as 4.915112345678E12
			if f, err := strconv.ParseFloat(string(v), 64); err == nil {
				if date && f >= 0 && f < 2958466 {
					return b.date(dst, f)
				}
				return strconv.AppendFloat(dst, f, 'f', -1, 64)
			}
		}
	}
	return append(dst, v...)
}

// date appends a day number as a date. Day 60 of 1900 never was.
func (b *book) date(dst []byte, f float64) []byte {
	day := int(f)
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case b.date1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case day < 60:
		base = base.AddDate(0, 0, 1)
	}
	t := base.AddDate(0, 0, day)
	if frac := f - float64(day); frac > 1e-6 {
		return t.Add(time.Duration(frac*86400+.5)*time.Second).AppendFormat(dst, time.DateTime)
	}
	return t.AppendFormat(dst, time.DateOnly)
}
