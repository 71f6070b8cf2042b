package backups

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

// sqlText is what a dump in SQL says about itself, and what is in it.
type sqlText struct {
	tool, version, source, host string
	started, ended              time.Time
	trailer                     bool   // the tool wrote that it was done
	undone                      bool   // the tool wrote that it gave up
	said                        string // a message of the tool that stands where data should
	cut                         string // where it ends although it should not
	tables                      []string
	rows                        map[string]int64
	dollar                      string // the mark that closes the body of a function
}

var (
	mysqlHeader  = regexp.MustCompile(`^-- (MySQL|MariaDB) dump \S+\s+Distrib ([^,\s]+)`)
	mysqlDone    = regexp.MustCompile(`^-- Dump completed(?: on (\d{4}-\d\d-\d\d)\s+(\d{1,2}:\d\d:\d\d))?`)
	mysqlSource  = regexp.MustCompile(`^-- Host: (\S+)\s+Database: (.*)$`)
	postgresBy   = regexp.MustCompile(`^-- Dumped by (pg_dump|pg_dumpall) version (\S+)`)
	postgresTime = regexp.MustCompile(`^-- (Started|Completed) on (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)`)
	toolMessage  = regexp.MustCompile(`^(mysqldump|mariadb-dump|pg_dump|pg_dumpall): `)
	dollarMark   = regexp.MustCompile(`\$[A-Za-z_0-9]*\$`)
)

// comment reads a line that begins with two dashes.
func (d *sqlText) comment(line string) {
	line = strings.TrimRight(line, "\r\n ")
	switch {
	case line == "-- PostgreSQL database cluster dump":
		d.tool = "pg_dumpall"
	case line == "-- PostgreSQL database dump":
		d.tool = or(d.tool, "pg_dump")
	case strings.HasPrefix(line, "-- PostgreSQL database cluster dump complete"):
		d.trailer = true
	case strings.HasPrefix(line, "-- PostgreSQL database dump complete"):
		d.trailer = d.trailer || d.tool == "pg_dump" // within pg_dumpall it closes one database of several
	}
	if m := mysqlHeader.FindStringSubmatch(line); m != nil {
		d.tool, d.version = "mysqldump", m[2]
		if m[1] == "MariaDB" || strings.Contains(m[2], "MariaDB") {
			d.tool = "mariadb-dump"
		}
	} else if m := mysqlDone.FindStringSubmatch(line); m != nil {
		d.trailer = true
		if t, err := time.Parse("2006-01-02 15:04:05", m[1]+" "+pad(m[2])); err == nil {
			d.ended = t
		}
	} else if m := mysqlSource.FindStringSubmatch(line); m != nil {
		d.host, d.source = m[1], strings.TrimSpace(m[2])
	} else if m := postgresBy.FindStringSubmatch(line); m != nil {
		d.version = or(d.version, m[2])
	} else if m := postgresTime.FindStringSubmatch(line); m != nil {
		if t, err := time.Parse(time.DateTime, m[2]+" "+m[3]); err == nil {
			if m[1] == "Started" {
				d.started = t
			} else {
				d.ended = t
			}
		}
	}
}

func pad(clock string) string {
	if len(clock) == len("2:10:05") {
		return "0" + clock
	}
	return clock
}

// recognise reads the beginning of a text and reports whether it is a dump.
func (d *sqlText) recognise(head []byte) bool {
	create := false
	for _, line := range bytes.Split(head, []byte("\n")) {
		s := string(line[:min(len(line), 300)])
		if strings.HasPrefix(s, "--") {
			d.comment(s)
		}
		u := strings.ToUpper(s)
		create = create || strings.HasPrefix(u, "CREATE TABLE") || strings.HasPrefix(u, "INSERT INTO") || strings.HasPrefix(u, "COPY ")
		if m := toolMessage.FindStringSubmatch(s); m != nil {
			d.tool, d.said = or(d.tool, m[1]), "a message of "+m[1]+" stands in it where data should be"
		}
	}
	switch {
	case d.tool != "":
	case bytes.HasPrefix(head, []byte("PRAGMA foreign_keys=OFF;")):
		d.tool = "sqlite3"
	case create:
		d.tool = "unknown"
	}
	return d.tool != ""
}

// end reads the last lines of a dump, for the dumps that are not read through.
func (d *sqlText) end(tail []byte) {
	for _, line := range bytes.Split(tail, []byte("\n")) {
		s := string(line[:min(len(line), 300)])
		if strings.HasPrefix(s, "--") {
			d.comment(s)
		}
		d.word(s)
	}
}

// word reads a line by which a script of sqlite3 ends.
func (d *sqlText) word(line string) {
	if d.tool != "sqlite3" {
		return
	}
	switch {
	case strings.HasPrefix(line, "COMMIT;"):
		d.trailer = true
	case strings.HasPrefix(line, "ROLLBACK;"):
		d.undone = true
	}
}

// escapes says whether a backslash in a string takes the next character along.
func (d *sqlText) escapes() bool { return d.tool == "mysqldump" || d.tool == "mariadb-dump" }

func (d *sqlText) table(name string) string {
	if d.rows == nil {
		d.rows = map[string]int64{}
	}
	if _, known := d.rows[name]; !known && name != "" && len(d.tables) < maxTables {
		d.tables = append(d.tables, name)
		d.rows[name] = 0
	}
	return name
}

// maxTables is how many tables of one dump are listed.
const maxTables = 20_000

// read reads a dump to its end. The error is one of reading, never of content.
func (d *sqlText) read(in io.Reader) error {
	r := bufio.NewReaderSize(in, bufferSize)
	for {
		head, err := r.Peek(512)
		if len(head) == 0 {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		if i := bytes.IndexByte(head, '\n'); i >= 0 {
			head = head[:i]
		}
		s := string(head)
		switch name, skip, kind := statement(s); {
		case d.dollar != "":
			err = d.skipLine(r)
		case strings.HasPrefix(s, "--"):
			d.comment(s)
			err = d.skipLine(r)
		case kind == "copy":
			// The columns of a wide table take more than what was looked at ahead.
			var line []byte
			if line, err = r.ReadSlice('\n'); err == nil && bytes.HasSuffix(bytes.TrimRight(line, "\r\n"), []byte("FROM stdin;")) {
				err = d.copied(r, d.table(name))
			}
		case kind == "insert":
			if _, err = r.Discard(skip); err == nil {
				err = d.values(r, d.table(name), true)
			}
		case kind == "create":
			d.table(name)
			if _, err = r.Discard(skip); err == nil {
				err = d.values(r, "", false)
			}
		default:
			if m := toolMessage.FindStringSubmatch(s); m != nil {
				d.said = "a message of " + m[1] + " stands in it where data should be"
			}
			d.word(s)
			err = d.skipLine(r)
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

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

// skipLine passes over one line of any length and watches for the bodies of
// functions, in which anything may stand.
func (d *sqlText) skipLine(r *bufio.Reader) error {
	for {
		line, err := r.ReadSlice('\n')
		if strings.HasPrefix(d.tool, "pg_") {
			for _, m := range dollarMark.FindAll(line, -1) {
				switch d.dollar {
				case "":
					d.dollar = string(m)
				case string(m):
					d.dollar = ""
				}
			}
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return err
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

// verdict says whether the dump is whole. read: it was read to its end.
func (d *sqlText) verdict() (whole, why string) {
	switch {
	case d.said != "":
		return "no", d.said
	case d.undone:
		return "no", "sqlite3 gave up while it made it"
	case d.cut != "":
		return "no", d.cut
	case d.trailer:
		return "yes", ""
	case slices.Contains([]string{"mysqldump", "mariadb-dump", "pg_dump", "pg_dumpall", "sqlite3"}, d.tool):
		return "no", "the line is missing by which " + d.tool + " says that it was done"
	}
	return "unknown", "it is not known which program made it, so its end cannot be told"
}
