package backups

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"strings"
)

var dollarMark = regexp.MustCompile(`^(?:[\pL_][\pL_0-9]*)?\$`)

// statement tells the statements that hold or make a table, the table's name
// and how many bytes both take.
func statement(s string) (name string, skip int, kind string) {
	u := strings.ToUpper(s[:min(len(s), 40)])
	for _, p := range []struct{ begin, kind string }{
		{"COPY ", "copy"}, {"INSERT INTO ", "insert"}, {"INSERT IGNORE INTO ", "insert"}, {"REPLACE INTO ", "insert"},
		{"CREATE TABLE IF NOT EXISTS ", "create"}, {"CREATE TABLE ", "create"}, {"CREATE UNLOGGED TABLE ", "create"},
	} {
		if strings.HasPrefix(u, p.begin) {
			name, n := identifier(s[len(p.begin):])
			return name, len(p.begin) + n, p.kind
		}
	}
	return "", 0, ""
}

// identifier reads a name, quoted or not, with its schema, and says how long it is.
func identifier(s string) (string, int) {
	var b strings.Builder
	i := 0
	for i < len(s) {
		c := s[i]
		if c == '"' || c == '`' || c == '[' {
			end := c
			if c == '[' {
				end = ']'
			}
			i++
			for ; i < len(s); i++ {
				if s[i] == end {
					if i+1 < len(s) && s[i+1] == end { // a doubled quote stands for one
						i++
					} else {
						break
					}
				}
				b.WriteByte(s[i])
			}
			i++
			continue
		}
		if c == ' ' || c == '(' || c == ';' || c == '\r' {
			break
		}
		b.WriteByte(c)
		i++
	}
	return b.String(), min(i, len(s))
}

// skipLine passes over one line of any length.
func skipLine(r *bufio.Reader) error {
	for {
		if _, err := r.ReadSlice('\n'); !errors.Is(err, bufio.ErrBufferFull) {
			return err
		}
	}
}

// statement passes over a statement of PostgreSQL of any kind: in strings,
// names and the bodies of functions anything may stand, lines that look like the
// rest of a dump among it. end is how it ends, up to its semicolon.
func (d *sqlText) statement(r *bufio.Reader) (end []byte, err error) {
	depth := 0
	var last byte
	const keep = 64
	for {
		var c byte
		if c, err = r.ReadByte(); err == nil {
			switch c {
			case '\'', '"':
				err = quoted(r, c, c == '\'' && (last == 'E' || last == 'e'))
			case '-':
				if next, _ := r.Peek(1); len(next) == 1 && next[0] == '-' {
					err = skipLine(r)
				}
			case '$':
				if !inName(last) {
					err = body(r)
				}
			case '(':
				depth++
			case ')':
				depth--
			case ';':
				if depth <= 0 {
					return append(end, c), skipLine(r)
				}
			}
		}
		if end = append(end, c); len(end) > 8*keep {
			end = append(end[:0], end[len(end)-keep:]...)
		}
		if errors.Is(err, io.EOF) {
			d.cut = "it ends in the middle of a statement"
		}
		if err != nil {
			return nil, err
		}
		last = c
	}
}

func inName(c byte) bool {
	return c == '_' || c == '$' || c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// body passes over what stands between two marks like $_$, when a dollar begins one.
func body(r *bufio.Reader) error {
	head, _ := r.Peek(65)
	mark := append([]byte{'$'}, dollarMark.Find(head)...)
	if len(mark) == 1 { // a parameter
		return nil
	}
	_, _ = r.Discard(len(mark) - 1)
	at := 0
	for {
		c, err := r.ReadByte()
		if err != nil {
			return err
		}
		switch {
		case c == mark[at]:
			if at++; at == len(mark) {
				return nil
			}
		case c == '$': // it may be the first of the mark that closes
			at = 1
		default:
			at = 0
		}
	}
}

// copied counts the lines of a COPY up to the one that closes it.
func (d *sqlText) copied(r *bufio.Reader, table string) error {
	n, err := copyLines(r)
	d.rows[table] += n
	if errors.Is(err, io.EOF) {
		d.cut = "it ends in the middle of the rows of a table"
	}
	return err
}

// copyLines counts lines up to the "\." that closes them.
func copyLines(r *bufio.Reader) (n int64, err error) {
	start := true
	for {
		line, err := r.ReadSlice('\n')
		if start && (bytes.Equal(line, []byte("\\.\n")) || bytes.Equal(line, []byte("\\.\r\n"))) {
			return n, nil
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			start = false
		case err != nil:
			return n, err
		default:
			n++
			start = true
		}
	}
}

// values passes over the rest of a statement and counts the rows after VALUES.
func (d *sqlText) values(r *bufio.Reader, table string, count bool) error {
	depth, seen, word := 0, false, make([]byte, 0, 8)
	escapes := d.escapes()
	var last byte
	for {
		c, err := r.ReadByte()
		if err != nil {
			if errors.Is(err, io.EOF) {
				d.cut = "it ends in the middle of a statement"
			}
			return err
		}
		switch c {
		case '\'', '"', '`':
			if err := quoted(r, c, c != '`' && (escapes || c == '\'' && (last == 'E' || last == 'e'))); err != nil {
				if errors.Is(err, io.EOF) {
					d.cut = "it ends in the middle of a value"
				}
				return err
			}
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 && seen && count {
				d.rows[table]++
			}
		case ';':
			if depth <= 0 {
				return nil
			}
		}
		if depth == 0 && !seen {
			if c|0x20 >= 'a' && c|0x20 <= 'z' {
				if len(word) < 8 {
					word = append(word, c&^0x20)
				}
				seen = string(word) == "VALUES"
			} else {
				word = word[:0]
			}
		}
		last = c
	}
}

// quoted passes over the rest of a quoted value. Two quotes in a row read as
// the end of one and the beginning of another, which comes to the same.
func quoted(r *bufio.Reader, quote byte, escapes bool) error {
	for {
		c, err := r.ReadByte()
		switch {
		case err != nil:
			return err
		case c == '\\' && escapes:
			if _, err := r.ReadByte(); err != nil {
				return err
			}
		case c == quote:
			return nil
		}
	}
}

// errHole is the cause when a stretch of a text is empty.
var errHole = errors.New("a stretch of zeros")

// holes finds a stretch of zeros, which no program writes into a text: after a
// power cut a file can have its length and not its content.
type holes struct {
	r io.Reader
	n int
}

func (h *holes) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	for b := p[:n]; len(b) > 0; {
		if i := bytes.IndexFunc(b, func(r rune) bool { return r != 0 }); i != 0 {
			if i < 0 {
				i = len(b)
			}
			if h.n += i; h.n >= 512 {
				return 0, errHole
			}
			b = b[i:]
			continue
		}
		h.n = 0
		i := bytes.IndexByte(b, 0)
		if i < 0 {
			break
		}
		b = b[i:]
	}
	return n, err
}
