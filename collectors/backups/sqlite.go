package backups

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
	"modernc.org/sqlite/vfs"
)

// database is what a copy of a SQLite file holds.
type database struct {
	tables  []string
	rows    map[string]int64
	whole   string
	why     string
	partial string
}

const sqliteMagic = "SQLite format 3\x00"

// readDatabase opens the database file name below fsys, which has no way to
// write, asks it to check itself, and counts its rows.
func readDatabase(ctx context.Context, fsys fs.FS, name string) (d database, err error) {
	d = database{rows: map[string]int64{}, whole: "unknown"}
	id, mount, err := vfs.New(fsys)
	if err != nil {
		return d, err
	}
	defer mount.Close()
	at := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: name}).EscapedPath(), RawQuery: "vfs=" + id +
		"&mode=ro&immutable=1&_pragma=trusted_schema(0)&_pragma=query_only(1)&_pragma=cell_size_check(1)&_pragma=cache_size(-4096)&_pragma=temp_store(2)"}).String()
	db, err := sql.Open("sqlite", at)
	if err != nil {
		return d, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	bad := func(err error) (database, error) {
		if ctx.Err() != nil {
			return d, ctx.Err()
		}
		d.whole, d.why = "no", "the database in it is damaged"
		if strings.Contains(err.Error(), "not a database") || strings.Contains(err.Error(), "encrypt") {
			d.why = "the database in it is damaged or encrypted"
		}
		return d, nil
	}
	var said string
	if err := db.QueryRowContext(ctx, "pragma integrity_check(1)").Scan(&said); err != nil {
		return bad(err)
	}
	if said != "ok" {
		return bad(errors.New(said))
	}
	if d.tables, err = tables(ctx, db); err != nil {
		return bad(err)
	}
	for _, t := range d.tables {
		var n int64
		if err := db.QueryRowContext(ctx, `select count(*) from "`+strings.ReplaceAll(t, `"`, `""`)+`"`).Scan(&n); err != nil {
			return bad(err)
		}
		d.rows[t] = n
	}
	d.whole = "yes"
	return d, nil
}

func tables(ctx context.Context, db *sql.DB) ([]string, error) {
	rows, err := db.QueryContext(ctx, `select name from sqlite_schema where type = 'table' and name not like 'sqlite\_%' escape '\' and coalesce(sql, '') not like 'create virtual%' order by name`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() && len(out) < maxTables {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		out = append(out, name)
	}
	return out, rows.Err()
}

// memory is a file system with one file in it.
type memory struct{ raw []byte }

func (m memory) Open(name string) (fs.File, error) {
	if name != "copy.db" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memoryFile{bytes.NewReader(m.raw), int64(len(m.raw))}, nil
}

type memoryFile struct {
	*bytes.Reader
	size int64
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return memoryInfo(f.size), nil }
func (f *memoryFile) Close() error               { return nil }

type memoryInfo int64

func (memoryInfo) Name() string       { return "copy.db" }
func (i memoryInfo) Size() int64      { return int64(i) }
func (memoryInfo) Mode() fs.FileMode  { return 0o400 }
func (memoryInfo) ModTime() time.Time { return time.Time{} }
func (memoryInfo) IsDir() bool        { return false }
func (memoryInfo) Sys() any           { return nil }
