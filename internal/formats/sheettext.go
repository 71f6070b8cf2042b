package formats

import (
	"bytes"
	"strconv"
	"strings"
)

// Tables as old programs exchange them in text: SYLK (.slk), a cell a line with
// its row and column, and DIF, a cell in two lines.

// sniffSheet is slk or dif, empty for other text.
func sniffSheet(s []byte) string {
	switch {
	case bytes.HasPrefix(s, []byte("ID;P")) && (bytes.Contains(s, []byte("\nC;")) || bytes.Contains(s, []byte("\rC;"))):
		return "slk"
	case bytes.HasPrefix(s, []byte("TABLE\r\n0,1\r\n")), bytes.HasPrefix(s, []byte("TABLE\n0,1\n")):
		return "dif"
	}
	return ""
}

// eachLine calls fn with every line, without its end, of which more than a window
// holds is cut.
func eachLine(w *window, fn func(line []byte) error) error {
	for {
		data := w.data()
		n := bytes.IndexByte(data, '\n') + 1
		switch {
		case n > 0:
		case w.done && len(data) == 0:
			return nil
		case w.done || w.full():
			n = len(data)
		default:
			if err := w.more(); err != nil {
				return err
			}
			continue
		}
		if err := fn(bytes.TrimRight(data[:n], "\r\n")); err != nil {
			return err
		}
		w.skip(n)
	}
}

// slk reads a table in SYLK: C;X2;Y1;K"Name", where a row or column that is not
// said is that of the line before. A cell of a row that was left is a row of its own.
func (rd *reader) slk(w *window) error {
	if err := rd.sink.Table(""); err != nil {
		return err
	}
	s := slkReader{h: &headed{sink: rd.sink}, dates: map[int]bool{}}
	if err := eachLine(w, func(line []byte) error { return s.line(line) }); err != nil {
		return err
	}
	return firstError(s.end(), s.h.flush())
}

type slkReader struct {
	h       *headed
	row     [][]byte
	x, y    int
	at      int    // the row that row is
	formats []bool // by number: it shows a date
	dates   map[int]bool
	some    bool
	room    padding
}

// padding is how many empty cells were made for cells that say where they stand: in
// a file that means well these are few, and one that does not could ask for
// thousands with every line.
type padding struct{ empty, cells int }

// put puts a cell at its place in a row, or behind the last where there was too
// much room already.
func (r *padding) put(row [][]byte, at int, cell []byte) [][]byte {
	const free, each = 1 << 20, 64
	r.cells++
	if gap := at - len(row); gap > 0 {
		if r.empty += gap; r.empty > free+each*r.cells {
			at = len(row)
		}
	}
	for len(row) <= at {
		row = append(row, nil)
	}
	row[at] = cell
	return row
}

func (s *slkReader) line(line []byte) error {
	kind, rest, _ := bytes.Cut(line, []byte(";"))
	switch string(kind) {
	case "P":
		if code, ok := bytes.CutPrefix(rest, []byte("P")); ok {
			s.formats = append(s.formats, dateFormat(string(code)))
		}
		return nil
	case "C", "F":
	default:
		return nil
	}
	var value []byte
	has, format := false, -1
	for len(rest) > 0 {
		var field []byte
		field, rest = slkField(rest)
		if len(field) == 0 {
			continue
		}
		switch n := number(field[1:]); field[0] {
		case 'X':
			s.x = n
		case 'Y':
			s.y = n
		case 'P':
			format = n
		case 'K':
			value, has = field[1:], true
		}
	}
	if string(kind) == "F" {
		if format >= 0 && format < len(s.formats) && len(s.dates) < maxColumns {
			s.dates[s.x] = s.formats[format]
		}
		return nil
	}
	if !has {
		return nil
	}
	if s.y != s.at {
		if err := s.end(); err != nil {
			return err
		}
		s.at = s.y
	}
	cell := dayOf(value, s.dates[s.x])
	if text, ok := bytes.CutPrefix(value, []byte(`"`)); ok {
		text = bytes.TrimSuffix(text, []byte(`"`))
		cell = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte(`""`), []byte(`"`)), []byte(";;"), []byte(";"))
	}
	s.row, s.some = s.room.put(s.row, max(0, min(s.x, 2*maxColumns)-1), cell), true
	return nil
}

// slkField cuts a field off: ;; stands for a semicolon.
func slkField(b []byte) (field, rest []byte) {
	for i := 0; i < len(b); i++ {
		if b[i] != ';' {
			continue
		}
		if i+1 < len(b) && b[i+1] == ';' {
			i++
			continue
		}
		return b[:i], b[i+1:]
	}
	return b, nil
}

func (s *slkReader) end() error {
	if !s.some {
		return nil
	}
	s.some = false
	err := s.h.row(s.row)
	clear(s.row)
	s.row = s.row[:0]
	return err
}

// dayOf is a number of a cell, as a date where the cell shows one.
func dayOf(value []byte, date bool) []byte {
	if !date {
		return bytes.Clone(value)
	}
	if x, err := strconv.ParseFloat(string(value), 64); err == nil && x >= 1 && x < 2_958_466 {
		return (&book{}).date(nil, x)
	}
	return bytes.Clone(value)
}

// dif reads a table in DIF: pairs of lines, a type and a number, then a text.
func (rd *reader) dif(w *window) error {
	if err := rd.sink.Table(""); err != nil {
		return err
	}
	h := &headed{sink: rd.sink}
	var row [][]byte
	data, second := false, false
	var kind, num string
	err := eachLine(w, func(line []byte) error {
		if !data {
			data = string(line) == "DATA"
			second = data
			kind, num = "", ""
			return nil
		}
		if second = !second; !second { // the first line of a pair
			if kind == "" && string(line) != "0,0" {
				return nil
			}
			kind, num, _ = strings.Cut(string(line), ",")
			return nil
		}
		text := bytes.TrimSpace(line)
		switch kind {
		case "-1":
			if len(row) > 0 {
				err := h.row(row)
				row = row[:0]
				return err
			}
		case "0":
			if num = strings.TrimSpace(num); string(text) == "NA" || string(text) == "ERROR" {
				num = ""
			}
			row = append(row, []byte(num))
		case "1":
			if t, ok := bytes.CutPrefix(text, []byte(`"`)); ok {
				text = bytes.ReplaceAll(bytes.TrimSuffix(t, []byte(`"`)), []byte(`""`), []byte(`"`))
			}
			row = append(row, bytes.Clone(text))
		}
		return nil
	})
	if err == nil && len(row) > 0 {
		err = h.row(row)
	}
	return firstError(err, h.flush())
}
