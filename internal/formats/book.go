package formats

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
)

// Limits on what a workbook may have, far beyond what any has.
const (
	maxSheets    = 10_000
	maxStyles    = 1 << 16
	maxRelations = 100_000
)

// relations are the parts that a part refers to, by the name it has for them.
func relations(box *zipBox, part string) (map[string]string, error) {
	target := map[string]string{}
	if box.files[part] == nil {
		return target, nil
	}
	err := walk(box, part, func(x *xmlScanner) error {
		if x.kind == xmlStart && string(x.name) == "Relationship" && len(target) < maxRelations {
			t := string(x.attr("Target"))
			if !strings.HasPrefix(t, "/") {
				t = path.Join("xl", t)
			}
			target[string(x.attr("Id"))] = strings.TrimPrefix(t, "/")
		}
		return nil
	})
	return target, err
}

func (b *book) open(box *zipBox) ([]sheetRef, error) {
	target, err := relations(box, "xl/_rels/workbook.xml.rels")
	if err != nil {
		return nil, err
	}
	var sheets []sheetRef
	err = walk(box, "xl/workbook.xml", func(x *xmlScanner) error {
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
			if strings.Contains(part, "chartsheets/") || len(sheets) >= maxSheets {
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
		case x.kind == xmlStart && name == "numFmt" && len(custom) < maxStyles:
			custom[string(x.attr("numFmtId"))] = dateFormat(string(x.attr("formatCode")))
		case name == "cellXfs":
			inCells = x.kind == xmlStart
		case x.kind == xmlStart && name == "xf" && inCells && len(b.dates) < maxStyles:
			id := string(x.attr("numFmtId"))
			is, ok := custom[id]
			if !ok {
				n, _ := strconv.Atoi(id)
				is = builtInDate(n)
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

// readTexts reads the texts that cells refer to by number.
func (b *book) readTexts(rd *reader, box *zipBox) error {
	const part = "xl/sharedStrings.xml"
	if box.files[part] == nil {
		return nil
	}
	r, err := box.open(part)
	if err != nil {
		return err
	}
	defer r.Close()
	x := newXML(r)
	t := &b.texts
	inText, phonetic := false, 0
	start := 0
	for {
		if err := x.next(); err == io.EOF {
			x.w.release()
			return nil
		} else if err != nil {
			return err
		}
		switch x.kind {
		case xmlText:
			if inText && phonetic == 0 {
				t.all = append(t.all, x.text...)
				if len(t.all)-start > 4*maxCell { // no cell can hold that much
					err := rd.sink.Text(t.all[start:])
					if t.all = t.all[:start]; err != nil {
						return err
					}
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
				if err := t.end(rd, start); err != nil {
					return err
				}
				if inText || phonetic != 0 || x.w.done {
					continue
				}
				for len(x.w.data()) < 4<<10 && !x.w.done {
					if err := x.w.more(); err != nil {
						return err
					}
				}
				n, err := t.whole(rd, x.w.data())
				if x.w.skip(n); err != nil {
					return err
				}
			}
		}
	}
}

// end ends the text that begins at start.
func (t *sharedTexts) end(rd *reader, start int) error {
	if len(t.all)+4*len(t.ends) > maxSharedBytes {
		t.over = true
		err := rd.sink.Text(append(t.all[start:], '\n'))
		t.all = t.all[:start]
		return err
	}
	t.ends = append(t.ends, uint32(len(t.all)))
	return nil
}

// whole takes the texts that data begins with, as far as they are written in the
// plainest way, and says how long they are. The rest is left to the XML scanner.
func (t *sharedTexts) whole(rd *reader, data []byte) (n int, err error) {
	for {
		d := data[n:]
		from := 0
		switch {
		case bytes.HasPrefix(d, []byte("<si><t>")):
			from = len("<si><t>")
		case bytes.HasPrefix(d, []byte(`<si><t xml:space="preserve">`)):
			from = len(`<si><t xml:space="preserve">`)
		default:
			return n, nil
		}
		to := bytes.IndexByte(d[from:], '<')
		if to < 0 || to > maxCell || !bytes.HasPrefix(d[from+to:], []byte("</t></si>")) {
			return n, nil
		}
		start := len(t.all)
		if text := d[from : from+to]; bytes.IndexByte(text, '&') >= 0 {
			t.all = unescape(t.all, text)
		} else {
			t.all = append(t.all, text...)
		}
		if err := t.end(rd, start); err != nil {
			return n, err
		}
		n += from + to + len("</t></si>")
	}
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
		i := number(v)
		if i < 0 {
			i = number(bytes.TrimSpace(v))
		}
		return append(dst, b.texts.get(i)...)
	case 'e':
		return dst
	case 'n':
		date := style >= 0 && style < len(b.dates) && b.dates[style]
		if !date && asItStands(v) { // nearly always
			break
		}
		v = bytes.TrimSpace(v)
		if date || bytes.IndexByte(v, 'E') >= 0 || bytes.IndexByte(v, 'e') >= 0 { // a phone number as 4.915112345678E12
			if day := number(v); date && !b.date1904 && day >= 60 && day < 2958466 { // nearly always
				return civil(dst, day-25569)
			}
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

// asItStands says whether a number is shown as it is written.
func asItStands(v []byte) bool {
	for _, c := range v {
		if (c < '0' || c > '9') && c != '.' && c != '-' {
			return false
		}
	}
	return true
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

// civil appends the date that lies so many days behind 1970-01-01. Source:
// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
func civil(dst []byte, days int) []byte {
	z := days + 719468
	era := z / 146097
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day := doy - (153*mp+2)/5 + 1
	month := mp + 3
	year := yoe + era*400
	if month > 12 {
		month, year = month-12, year+1
	}
	return append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10))
}
