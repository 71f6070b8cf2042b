package store

import (
	"errors"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// fullError says that there is no room left where runs are kept.
type fullError struct {
	error
	place string
}

func (e *fullError) Unwrap() error { return e.error }

// Hint is what to do about it.
func (e *fullError) Hint() string {
	return "make room where runs are kept (" + e.place + ") and run the same again: what was read is mostly kept"
}

// orFull is err, with a hint when its cause is a full disk. SQLite says so in two
// ways: it is full, or the memory that processes share could not grow. Postgres has
// 53100 (https://www.postgresql.org/docs/current/errcodes-appendix.html).
func orFull(place string, err error) error {
	var lite *sqlite.Error
	var server *pgconn.PgError
	var known interface{ Hint() string }
	switch {
	case errors.As(err, &known): // another disk, and whoever wrote there knows which
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
	case errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_FULL || lite.Code() == sqlite3.SQLITE_IOERR_SHMSIZE):
	case errors.As(err, &server) && server.Code == "53100":
	default:
		return err
	}
	return &fullError{err, place}
}
