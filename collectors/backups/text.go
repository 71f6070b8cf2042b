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
	trailer                     bool             // the tool wrote that it was done
	undone                      bool             // the tool wrote that it gave up
	said                        string           // a message of the tool that stands where data should
	cut                         string           // where it ends although it should not
	tables                      []string         // keys of rows, in the order in which they came
	rows                        map[string]int64 // by the name of the table, behind that of its database when there are several
	program                     bool             // in the body of a trigger or routine of MySQL
	database                    string           // in which what follows is, in a dump of several
}

var (
	// MySQL 9.7: "MySQL dump 10.13  Distrib 9.7.4, for Linux"; MariaDB 10.11:
	// "MariaDB dump 10.19  Distrib 10.11.19-MariaDB"; from 11 on: "MariaDB dump 10.19-11.4.2-MariaDB".
	mysqlHeader  = regexp.MustCompile(`^-- (MySQL|MariaDB) dump (?:\d+\.\d+\s+Distrib |\d+\.\d+-)([^,\s]+)`)
	mysqlDone    = regexp.MustCompile(`^-- Dump completed(?: on (\d{4}-\d\d-\d\d)\s+(\d{1,2}:\d\d:\d\d))?`)
	mysqlSource  = regexp.MustCompile(`^-- Host: (\S+)\s+Database: (.*)$`)
	postgresBy   = regexp.MustCompile(`^-- Dumped by (pg_dump|pg_dumpall) version (\S+)`)
	postgresTime = regexp.MustCompile(`^-- (Started|Completed) on (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)`)
	toolMessage  = regexp.MustCompile(`^(mysqldump|mariadb-dump|pg_dump|pg_dumpall): `)
	mysqlUse     = regexp.MustCompile("^USE `(.*)`;")
	postgresUse  = regexp.MustCompile(`^\\connect (?:-reuse-previous=\S+ )?(\S.*)$`)
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
	// A line that looks like the end can stand in a value: whoever reads it to its end says.
	d.trailer, d.ended = false, time.Time{}
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

// between parts the name of a database from that of a table in it.
const between = "\x00"

func (d *sqlText) table(name string) string {
	if d.rows == nil {
		d.rows = map[string]int64{}
	}
	if d.database != "" && name != "" {
		name = d.database + between + name
	}
	if _, known := d.rows[name]; !known && name != "" && len(d.tables) < maxTables {
		d.tables = append(d.tables, name)
		d.rows[name] = 0
	}
	return name
}

// use reads a line that says of which database the following is.
func (d *sqlText) use(line string) {
	line = strings.TrimRight(line, "\r\n ")
	if m := mysqlUse.FindStringSubmatch(line); m != nil && d.escapes() {
		d.database = strings.ReplaceAll(m[1], "``", "`")
	} else if m := postgresUse.FindStringSubmatch(line); m != nil && strings.HasPrefix(d.tool, "pg_") {
		name := m[1]
		if named, ok := strings.CutPrefix(strings.Trim(name, `"`), "dbname='"); ok {
			name = strings.NewReplacer(`\'`, `'`, `\\`, `\`).Replace(strings.TrimSuffix(named, "'"))
		}
		d.database, _ = identifier(strings.TrimSpace(name))
	}
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
		ahead := string(head) // a name may hold line ends
		s, _, _ := strings.Cut(ahead, "\n")
		if d.escapes() && strings.HasPrefix(s, "DELIMITER ") {
			d.program = strings.TrimSpace(s) != "DELIMITER ;"
		}
		switch name, skip, kind := statement(ahead); {
		case d.program:
			err = skipLine(r)
		case strings.HasPrefix(s, "--"):
			d.comment(s)
			err = skipLine(r)
		case kind == "copy":
			var rest []byte
			if _, err = r.Discard(skip); err == nil {
				rest, err = d.statement(r)
			}
			if err == nil && bytes.HasSuffix(rest, []byte(" FROM stdin;")) {
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
			d.use(s)
			if strings.HasPrefix(d.tool, "pg_") && strings.TrimSpace(s) != "" && s[0] != '\\' {
				_, err = d.statement(r)
			} else {
				err = skipLine(r)
			}
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

// verdict says whether the dump is whole.
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
