package formats

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
	"modernc.org/sqlite/vfs"
)

// maxValue is the largest value of a database that is read.
const maxValue = 1 << 20

// sqlite reads every table of a database. The database engine gets no path but
// a file system with this one file in it, which has no way to write: nothing is
// locked, created or changed beside it.
func (rd *reader) sqlite(at io.ReaderAt, size int64) (Result, error) {
	res := Result{Format: "sqlite", Shape: "table"}
	file, err := newDBFile(at, size)
	if err != nil {
		return res, err
	}
	var logs []remnantLog
	if rd.beside != nil {
		var done func()
		logs, done, err = rd.journals(file, &res)
		if err != nil {
			return res, err
		}
		defer done()
	}
	name, fsys, err := vfs.New(file)
	if err != nil {
		return res, fmt.Errorf("open database: %w", err)
	}
	defer fsys.Close()
	db, err := sql.Open("sqlite", "file:"+dbName+"?vfs="+name+"&mode=ro&immutable=1&_pragma=trusted_schema(0)&_pragma=query_only(1)&_pragma=cell_size_check(1)&_pragma=cache_size(-4096)&_pragma=temp_store(2)")
	if err != nil {
		return res, fmt.Errorf("open database: %w", err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	tables, err := rd.tables(db)
	if err != nil {
		return res, rd.databaseError(err)
	}
	known := &stillThere{seed: maphash.MakeSeed()}
	if err := rd.deleted(file, known, logs, &res); err != nil {
		return res, err
	}
	spot := rd.spottedCells()
	defer spot.close()
	var damagedTables, skipped, large int
	var later []blobColumn
	for _, t := range tables {
		if t.virtual {
			skipped++
			continue
		}
		if err := rd.sink.Table(t.name); err != nil {
			return res, err
		}
		n, blobs, err := rd.table(db, t.name, known, spot)
		large += n
		later = append(later, blobs...)
		if err != nil {
			var own sinkError
			if errors.As(err, &own) {
				return res, own.error
			}
			if rd.ctx.Err() != nil {
				return res, rd.ctx.Err()
			}
			damagedTables++
		}
	}
	if damagedTables > 0 {
		if damagedTables == len(tables) {
			return res, rd.databaseError(errors.New("no table can be read"))
		}
		res.Partial = append(res.Partial, plural(damagedTables, "table")+" of it could not be read to the end")
	}
	if skipped > 0 {
		res.Partial = append(res.Partial, plural(skipped, "virtual table")+" of it cannot be read here")
	}
	if err := rd.blobs(db, later, &res); err != nil {
		return res, err
	}
	if err := spot.read(&res); err != nil {
		return res, err
	}
	if err := rd.deleted(file, known, logs, &res); err != nil {
		return res, err
	}
	if file.moved() {
		res.Partial = append(res.Partial, "a program was changing it while we looked")
	}
	if large > 0 {
		res.Partial = append(res.Partial, plural(large, "value")+" larger than 1 MB not read")
	}
	return res, nil
}

// sinkError tells an error of the sink from one of the database.
type sinkError struct{ error }

func (rd *reader) databaseError(err error) error {
	if rd.ctx.Err() != nil {
		return rd.ctx.Err()
	}
	if strings.Contains(err.Error(), "encrypt") || strings.Contains(err.Error(), "not a database") {
		return &NotRead{"sqlite", "the database is damaged or encrypted", "open it with the program that made it"}
	}
	return &NotRead{"sqlite", "the database is damaged", "open it with the program that made it"}
}

// journals lays the write-ahead log over the database and says so when a
// program was in the middle of a change. It returns what lies beside the database.
func (rd *reader) journals(file *dbFile, res *Result) (logs []remnantLog, done func(), err error) {
	var open []io.Closer
	done = func() {
		for _, c := range open {
			c.Close()
		}
	}
	if j, size, c, err := rd.beside("-journal"); err == nil {
		var head [8]byte
		if n, _ := j.ReadAt(head[:], 0); size > 0 && n == 8 && head != [8]byte{} {
			res.Partial = append(res.Partial, "a program was changing it while we looked")
		}
		logs, open = append(logs, remnantLog{j, size}), append(open, c)
	} else if !errors.Is(err, fs.ErrNotExist) {
		res.Partial = append(res.Partial, "its newest changes could not be read")
	}
	log, size, c, err := rd.beside("-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return logs, done, nil
	}
	if err != nil {
		res.Partial = append(res.Partial, "its newest changes could not be read")
		return logs, done, nil
	}
	logs, open = append(logs, remnantLog{log, size}), append(open, c)
	if err := file.overlay(log, size); err != nil {
		done()
		return nil, nil, fmt.Errorf("read the log of a database: %w", err)
	}
	return logs, done, nil
}

type dbTable struct {
	name    string
	virtual bool
}

func (rd *reader) tables(db *sql.DB) ([]dbTable, error) {
	rows, err := db.QueryContext(rd.ctx, `select name, coalesce(sql, '') from sqlite_schema where type = 'table' order by name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []dbTable
	for rows.Next() {
		var name, def string
		if err := rows.Scan(&name, &def); err != nil {
			return nil, err
		}
		if strings.HasPrefix(name, "sqlite_") {
			continue
		}
		// A virtual table keeps its content in ordinary tables, which are read.
		virtual := strings.HasPrefix(strings.ToUpper(strings.TrimSpace(def)), "CREATE VIRTUAL")
		out = append(out, dbTable{name, virtual && !strings.Contains(strings.ToUpper(def), "USING FTS")})
	}
	return out, rows.Err()
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// table reads one table and returns how many values were too large, and in which
// columns there are bytes that are no text.
func (rd *reader) table(db *sql.DB, name string, known *stillThere, spot *spotter) (large int, later []blobColumn, err error) {
	cols, err := rd.columns(db, name)
	if err != nil || len(cols) == 0 {
		return 0, nil, err
	}
	odd := make([]bool, len(cols))
	defer func() {
		for i, c := range cols {
			if odd[i] {
				later = append(later, blobColumn{name, c})
			}
		}
	}()
	exprs := make([]string, len(cols))
	for i, c := range cols {
		exprs[i] = valueOf(c)
	}
	rows, err := db.QueryContext(rd.ctx, "select "+strings.Join(exprs, ", ")+" from "+quote(name))
	if err != nil {
		return 0, nil, err
	}
	defer rows.Close()
	values := make([]any, len(cols))
	into := make([]any, len(cols))
	for i := range values {
		into[i] = &values[i]
	}
	var row sqlRow
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return large, nil, err
		}
		row.reset()
		for i, v := range values {
			switch v := v.(type) {
			case string:
				from := len(row.buf)
				row.buf = append(row.buf, v...)
				known.note(row.buf[from:])
			case []byte:
				switch {
				case bytes.Equal(v, tooLarge):
					large++
				case isText(v):
					row.buf = append(row.buf, v...)
					known.note(v)
				case len(v) > smallBlob || bytes.Equal(v, readLater):
					odd[i] = true
				}
			case int64:
				row.buf = strconv.AppendInt(row.buf, v, 10)
			case float64:
				row.buf = strconv.AppendFloat(row.buf, v, 'f', -1, 64)
			case time.Time:
				row.buf = v.AppendFormat(row.buf, "2006-01-02 15:04:05")
			}
			row.end()
		}
		if err := spot.row(row.cells()); err != nil {
			return large, nil, sinkError{err}
		}
		if err := rd.sink.Row(row.cells()); err != nil {
			return large, nil, sinkError{err}
		}
	}
	return large, nil, rows.Err()
}

// columns tells the sink the columns of a table and returns those that can be read.
func (rd *reader) columns(db *sql.DB, table string) ([]string, error) {
	rows, err := db.QueryContext(rd.ctx, "select name, type from pragma_table_info(?)", table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var cols []string
	for rows.Next() {
		var name, typ string
		if err := rows.Scan(&name, &typ); err != nil {
			return nil, err
		}
		if len(cols) == maxColumns {
			break
		}
		if err := rd.sink.Column(name, typ); err != nil {
			return nil, sinkError{err}
		}
		cols = append(cols, name)
	}
	return cols, rows.Err()
}
