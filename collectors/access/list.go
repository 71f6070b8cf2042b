package access

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/formats"
)

// maxRows is how many rows of a list are read: more people than a business of
// our size has accounts.
const maxRows = 50_000

// maxBytes is how large a list may be before it is surely something else.
const maxBytes = 256 << 20

// hinted is an error that knows the step that would let us look.
type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// list is the table of a file whose columns we know most of.
type list struct {
	fields fields
	names  []string // of its columns, folded
	rows   [][]string
	at     map[string][]int // field -> columns, best first
	twice  []string         // fields whose column is there twice under the same name
	first  int              // the row of the first entry, counted from 1
	cut    bool             // there were more than maxRows
	why    string           // why not all of it was read
}

// fields are the names under which columns are known: field -> names, best
// first, folded.
type fields map[string][]string

// readList reads the table in the file of t that has most of the fields known.
func readList(ctx context.Context, t collectors.Target, known fields) (*list, error) {
	h, size, err := openFile(t)
	if err != nil {
		return nil, err
	}
	defer h.Close()
	s := &sheets{known: known}
	res, err := formats.Read(ctx, formats.Source{R: h, Size: size}, s)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var unread *formats.NotRead
	switch {
	case errors.As(err, &unread):
		return nil, hinted{fmt.Errorf("read %s: %s", t.ID, unread.Why), unread.Next}
	case err != nil:
		return nil, hinted{fmt.Errorf("read %s: the disk or share failed to deliver it", t.ID), "check the disk or share, then scan again"}
	}
	l := s.best()
	if l == nil {
		return nil, hinted{fmt.Errorf("read %s: it is no table with columns", t.ID), "give it as csv or xlsx with the names of the columns in the first row"}
	}
	if len(res.Partial) > 0 {
		l.why = res.Partial[0]
	}
	return l, nil
}

func openFile(t collectors.Target) (*os.File, int64, error) {
	at, err := filepath.EvalSymlinks(t.Addr)
	if err == nil {
		var st os.FileInfo
		if st, err = os.Stat(at); err == nil && !st.Mode().IsRegular() {
			return nil, 0, hinted{fmt.Errorf("read %s: it is not a file", t.ID), "name one csv or xlsx file"}
		} else if err == nil && st.Size() > maxBytes {
			return nil, 0, hinted{fmt.Errorf("read %s: it is larger than %d MB", t.ID, maxBytes>>20), "name the list of people or users itself"}
		} else if err == nil {
			var h *os.File
			if h, err = os.Open(at); err == nil {
				return h, st.Size(), nil
			}
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, 0, hinted{fmt.Errorf("read %s: there is no such file", t.ID), "check the path; relative paths start where weaklink was started"}
	case errors.Is(err, fs.ErrPermission):
		return nil, 0, hinted{fmt.Errorf("read %s: this account may not read it", t.ID), "run weaklink as an account that may read it"}
	}
	return nil, 0, hinted{fmt.Errorf("read %s: it cannot be opened", t.ID), "check that the disk or share is there"}
}

// sheets takes the tables of a file. It is a formats.Sink.
type sheets struct {
	known  fields
	tables []*list
	cur    *list
	titles int // lines above the table
	text   []byte
}

// maxText is how much text is looked through for a table of so few rows that
// the reader of the file did not take it for one.
const maxText = 64 << 10

func (s *sheets) Part(string) error { s.cur = nil; s.titles = 0; return nil }

func (s *sheets) Table(string) error {
	s.cur = &list{first: s.titles + 2}
	s.tables = append(s.tables, s.cur)
	return nil
}

func (s *sheets) Column(name, _ string) error {
	s.cur.names = append(s.cur.names, name)
	return nil
}

func (s *sheets) Text(span []byte) error {
	s.titles += bytes.Count(span, []byte("\n"))
	if len(s.text)+len(span) <= maxText {
		s.text = append(s.text, span...)
	}
	if s.cur != nil && len(s.cur.rows) == 0 {
		s.cur.first = s.titles + 2
	}
	return nil
}

func (s *sheets) Row(cells [][]byte) error {
	if len(s.cur.rows) >= maxRows {
		s.cur.cut = true
		return nil
	}
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = strings.TrimSpace(string(c))
	}
	s.cur.rows = append(s.cur.rows, row)
	return nil
}

// best is the table with most of the known columns, or nil when none has any.
func (s *sheets) best() *list {
	if len(s.tables) == 0 {
		s.tables = small(s.text)
	}
	var best *list
	for _, l := range s.tables {
		l.match(s.known)
		if len(l.at) == 0 && len(l.rows) > 0 {
			// The reader of the file took the names of the columns for an entry.
			l.names, l.rows = l.rows[0], l.rows[1:]
			l.match(s.known)
		}
		if len(l.at) > 0 && (best == nil || len(l.at) > len(best.at)) {
			best = l
		}
	}
	return best
}

// small reads text as a table with every separator there is.
func small(text []byte) []*list {
	var out []*list
	first := 2
	if text = bytes.TrimPrefix(text, []byte("\ufeff")); bytes.HasPrefix(text, []byte("#TYPE ")) { // Export-Csv of Windows PowerShell
		_, text, _ = bytes.Cut(text, []byte("\n"))
		first++
	}
	for _, comma := range []rune{',', ';', '\t'} {
		r := csv.NewReader(bytes.NewReader(text))
		r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.TrimLeadingSpace = comma, true, -1, true
		rows, err := r.ReadAll()
		if err != nil || len(rows) < 2 || len(rows[0]) < 2 {
			continue
		}
		for _, row := range rows {
			for i := range row {
				row[i] = strings.TrimSpace(row[i])
			}
		}
		out = append(out, &list{names: rows[0], rows: rows[1:], first: first})
	}
	return out
}

func (l *list) match(known fields) {
	l.fields, l.at, l.twice = known, map[string][]int{}, nil
	where := map[string][]int{}
	for i, n := range l.names {
		if f := foldHeader(n); f != "" {
			where[f] = append(where[f], i)
		}
	}
	for field, names := range known {
		for _, n := range names {
			cols := where[n]
			if len(cols) > 1 {
				l.twice = append(l.twice, field)
			}
			l.at[field] = append(l.at[field], cols...)
		}
		if len(l.at[field]) == 0 {
			delete(l.at, field)
		}
	}
}

func (l *list) has(field string) bool { return len(l.at[field]) > 0 }

// cell is the first filled cell of a field in a row.
func (l *list) cell(row []string, field string) string {
	for _, i := range l.at[field] {
		if i < len(row) && row[i] != "" {
			return row[i]
		}
	}
	return ""
}

// cells are all filled cells of a field in a row.
func (l *list) cells(row []string, field string) []string {
	var out []string
	for _, i := range l.at[field] {
		if i < len(row) && row[i] != "" {
			out = append(out, row[i])
		}
	}
	return out
}

// foldHeader writes the name of a column in small letters and digits, without
// accents and without what stands in brackets: "2sv Enrolled [READ ONLY]" is
// 2svenrolled.
func foldHeader(s string) string {
	if i := strings.IndexByte(s, '['); i > 0 {
		s = s[:i]
	}
	return foldWord(s)
}

func foldWord(s string) string {
	s = strings.ReplaceAll(strings.ToLower(s), "ß", "ss")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFD.String(s))
}

// named makes the fields of a table of names, apart by |.
func named(table map[string]string) fields {
	out := fields{}
	for field, names := range table {
		for _, n := range strings.Split(names, "|") {
			out[field] = append(out[field], foldWord(n))
		}
	}
	return out
}
