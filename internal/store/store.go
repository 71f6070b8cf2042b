package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// ErrNotFound is the cause of every error that says a run is not kept here.
var ErrNotFound = errors.New("not kept here")

// UsageError says that what was asked for cannot be done as asked. It is the
// caller's to repair; the hint says how.
type UsageError struct{ msg, hint string }

func (e *UsageError) Error() string { return e.msg }

// Hint is what to do about it.
func (e *UsageError) Hint() string { return e.hint }

// DB is where runs are kept. It is safe for use by many goroutines and, on one
// file, by several processes.
type DB struct {
	// One writer, because SQLite has only one anyway: a second would wait in
	// the engine, where nobody sees it wait. Readers never wait for it.
	write, read *sql.DB
	path        string
}

// Open opens the database that url names and brings it to the newest schema.
// url is PATH or sqlite:PATH. The file is made when it is not there, readable
// by its owner only, as is a folder that had to be made for it. A file that
// holds something other than weaklink's runs is refused untouched.
func Open(ctx context.Context, url string) (*DB, error) {
	path, err := pathOf(url)
	if err != nil {
		return nil, err
	}
	db, err := openSQLite(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if err := db.migrate(ctx); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, errors.Join(err, db.Close()))
	}
	return db, nil
}

func pathOf(url string) (string, error) {
	scheme, rest, found := strings.Cut(url, ":")
	switch {
	case url == "" || url == "sqlite:":
		return "", &UsageError{"no place to keep runs was named", "give a file, for example --db runs.db"}
	case scheme == "sqlite":
		url = strings.TrimPrefix(rest, "//")
	case found && strings.HasPrefix(rest, "//"):
		// The rest may hold a password, so it is not repeated.
		return "", &UsageError{fmt.Sprintf("this build keeps its runs in SQLite, not in %s", scheme), "give a file, for example --db runs.db"}
	}
	if strings.HasPrefix(url, ":memory:") {
		return "", &UsageError{"runs cannot be kept in memory: several connections share them", "give a file, for example --db runs.db"}
	}
	return url, nil
}

// Path is the database file.
func (db *DB) Path() string { return db.path }

// Close waits for running statements and closes the database.
func (db *DB) Close() error { return errors.Join(db.read.Close(), db.write.Close()) }

// tables holds every table, children before parents.
var tables = []string{
	"span_detail", "span", "arrival_gap", "arrival", "sighting", "set_gap", "set_fact",
	"fact_set", "gap", "fact", "run", "verdict", "acceptance", "outcome", "memory", "firm",
}

// Counts is the number of rows of every table.
func (db *DB) Counts(ctx context.Context) (map[string]int64, error) {
	out := make(map[string]int64, len(tables))
	err := db.snapshot(ctx, func(q *sql.Tx) error {
		for _, t := range tables {
			var n int64
			if err := q.QueryRowContext(ctx, "select count(*) from "+t).Scan(&n); err != nil {
				return fmt.Errorf("count the rows of %s: %w", t, err)
			}
			out[t] = n
		}
		return nil
	})
	return out, err
}

// change runs fn in one transaction of the writer.
func (db *DB) change(ctx context.Context, fn func(*sql.Tx) error) error {
	return inTx(ctx, db.write, fn)
}

// snapshot runs fn on one state of the database, whatever is written meanwhile.
func (db *DB) snapshot(ctx context.Context, fn func(*sql.Tx) error) error {
	return inTx(ctx, db.read, fn)
}

func inTx(ctx context.Context, pool *sql.DB, fn func(*sql.Tx) error) error {
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing once committed
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// each calls fn for every row of a query. A row that cannot be read ends it.
func each(ctx context.Context, q *sql.Tx, fn func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := fn(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
