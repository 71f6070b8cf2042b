package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

// ErrNotFound is the cause of every error that says a run is not kept here.
var ErrNotFound = errors.New("not kept here")

// UsageError says that what was asked for cannot be done as asked. It is the
// caller's to repair; the hint says how.
type UsageError struct{ msg, hint string }

func (e *UsageError) Error() string { return e.msg }

// Hint is what to do about it.
func (e *UsageError) Hint() string { return e.hint }

// DB is where runs are kept. It is safe for use by many goroutines, by several
// processes and, on Postgres, from several machines.
type DB struct {
	// On SQLite one writer, because it has only one anyway: a second would wait
	// in the engine, where nobody sees it wait. Readers never wait for it.
	write, read *sql.DB
	place       string // a path, or an address without user and password
	engine      engine
	small       small // blobs, on a server
}

// engine is what differs between the two.
type engine struct {
	dialect          goose.Dialect
	schema           func(sql string) string // the migrations in its own words; nil: as they are
	options          []goose.ProviderOption
	change, snapshot *sql.TxOptions
	again            func(error) bool // whether a transaction lost a race and may be tried again; nil: never
	compact          func(context.Context, *DB) error
	mark             func(n int) string // where the nth value of a long statement stands
	url              string             // with its password: never printed; empty on SQLite
}

// Open opens the database that url names and brings it to the newest schema.
// url is PATH, sqlite:PATH or postgres://USER@HOST/DATABASE. A file is made when
// it is not there, readable by its owner only, as is a folder that had to be
// made for it. A file or a schema that holds something other than weaklink's
// runs is refused untouched. No error repeats a password.
func Open(ctx context.Context, url string) (*DB, error) {
	place, err := placeOf(url)
	if err != nil {
		return nil, err
	}
	open := openSQLite
	if IsPostgres(url) {
		open = openPostgres
	} else {
		url = place
	}
	db, err := open(ctx, url)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", place, orFull(place, err))
	}
	if err := db.migrate(ctx); err != nil {
		return nil, fmt.Errorf("open %s: %w", place, orFull(place, errors.Join(err, db.Close())))
	}
	return db, nil
}

// IsPostgres says whether url names a Postgres database.
func IsPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}

// placeOf is what may be printed of url: the path, or the address of a server
// without user, password and settings.
func placeOf(url string) (string, error) {
	if IsPostgres(url) {
		return postgresPlace(url)
	}
	scheme, rest, found := strings.Cut(url, ":")
	switch {
	case url == "" || url == "sqlite:":
		return "", &UsageError{"no place to keep runs was named", "give a file, for example --db runs.db"}
	case scheme == "sqlite":
		url = strings.TrimPrefix(rest, "//")
	case found && strings.HasPrefix(rest, "//"):
		// The rest may hold a password, so it is not repeated.
		return "", &UsageError{fmt.Sprintf("runs are kept in SQLite or Postgres, not in %s", scheme), "give a file, for example --db runs.db, or postgres://USER@HOST/DATABASE"}
	}
	if strings.HasPrefix(url, ":memory:") {
		return "", &UsageError{"runs cannot be kept in memory: several connections share them", "give a file, for example --db runs.db"}
	}
	return url, nil
}

// Place is where the runs are: the database file, or the address of the server
// without user and password.
func (db *DB) Place() string { return db.place }

// Shared says that the runs are kept on a server, where several machines may
// work on them, and not in a file of this one.
func (db *DB) Shared() bool { return db.engine.url != "" }

// Close waits for running statements and closes the database.
func (db *DB) Close() error { return errors.Join(db.read.Close(), db.write.Close()) }

// Counts is the number of rows of every table of what is kept of firms.
func (db *DB) Counts(ctx context.Context) (map[string]int64, error) {
	out := make(map[string]int64, len(kept))
	err := db.snapshot(ctx, func(q *sql.Tx) error {
		for _, t := range kept {
			var n int64
			if err := q.QueryRowContext(ctx, "select count(*) from "+t.name).Scan(&n); err != nil {
				return fmt.Errorf("count the rows of %s: %w", t.name, err)
			}
			out[t.name] = n
		}
		return nil
	})
	return out, err
}

// change runs fn in one transaction of the writer. On an engine that has many
// writers fn runs again when it lost a race: it must set what it returns anew.
func (db *DB) change(ctx context.Context, fn func(*sql.Tx) error) error {
	return db.attempt(ctx, db.engine.change, fn)
}

// Tx runs fn in one transaction of the writer, as change does, but on a server
// it waits for rows that another transaction changes instead of giving way: for
// what a queue does, where a row says by itself whose turn it is. fn must set
// what it returns anew, and must not use db.
func (db *DB) Tx(ctx context.Context, fn func(*sql.Tx) error) error {
	return db.attempt(ctx, nil, fn)
}

func (db *DB) attempt(ctx context.Context, opt *sql.TxOptions, fn func(*sql.Tx) error) error {
	var err error
	for try := range 40 {
		if err = inTx(ctx, db.write, opt, fn); err == nil || db.engine.again == nil || !db.engine.again(err) {
			return orFull(db.place, err)
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(time.Duration(rand.IntN(5+5*try)) * time.Millisecond):
		}
	}
	return fmt.Errorf("others kept changing the same rows: %w", err)
}

// snapshot runs fn on one state of the database, whatever is written meanwhile.
func (db *DB) snapshot(ctx context.Context, fn func(*sql.Tx) error) error {
	return inTx(ctx, db.read, db.engine.snapshot, fn)
}

func inTx(ctx context.Context, pool *sql.DB, opt *sql.TxOptions, fn func(*sql.Tx) error) error {
	tx, err := pool.BeginTx(ctx, opt)
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
	return rowsOf(ctx, q, fn, query, args...)
}

// rowsOf is each of a query that needs no transaction.
func rowsOf(ctx context.Context, q interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, fn func(scan func(...any) error) error, query string, args ...any) error {
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

// Ping says whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.read.PingContext(ctx); err != nil {
		return fmt.Errorf("ask the database: %w", err)
	}
	return nil
}
