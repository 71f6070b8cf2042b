package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite" // also the driver "sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// applicationID marks a file as weaklink's (bytes 68 to 71 of the header,
// https://www.sqlite.org/fileformat2.html#application_id): "wlnk".
const applicationID = 0x776c6e6b

const readers = 4

func openSQLite(ctx context.Context, path string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	fresh, err := prepare(path)
	if err != nil {
		return nil, err
	}
	if fresh {
		// Before WAL, so that the mark is in the file itself from the first moment.
		if err := patient(ctx, func() error { return imprint(ctx, path) }); err != nil {
			return nil, fmt.Errorf("make the file: %w", err)
		}
	}
	// Every new connection needs its pragmas, so they stand in the address.
	pragmas := url.Values{
		"_pragma":       {"busy_timeout(5000)", "foreign_keys(1)", "journal_mode(WAL)", "synchronous(NORMAL)"},
		"_dqs":          {"0"},
		"_txlock":       {"immediate"},
		"_busy_timeout": {"5000"}, // first of all: switching to WAL may have to wait, too
	}
	write, err := sql.Open("sqlite", address(path, pragmas))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	if err := patient(ctx, func() error { return write.PingContext(ctx) }); err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read, err := sql.Open("sqlite", address(path, url.Values{
		"_pragma": {"busy_timeout(5000)"}, "_dqs": {"0"}, "_query_only": {"1"}, "_busy_timeout": {"5000"},
	}))
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	return &DB{write: write, read: read, place: path, engine: engine{dialect: goose.DialectSQLite3, compact: rewrite, mark: unnamed}}, nil
}

// patient tries again while the file is locked. SQLite itself does not wait
// when two connections switch a new file to WAL at the same moment.
func patient(ctx context.Context, try func() error) error {
	for end := time.Now().Add(5 * time.Second); ; {
		err := try()
		var failed *sqlite.Error
		if !errors.As(err, &failed) || failed.Code()&0xff != sqlite3.SQLITE_BUSY || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// address is the URI of a file: a path may hold ? and #, which mean something in one.
func address(path string, q url.Values) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/... on Windows
	}
	u := url.URL{Scheme: "file", Path: slashed, RawQuery: q.Encode()}
	return u.String()
}

// prepare makes sure that the file at path is there, private, and ours or
// empty (fresh). It reads the header itself: opening a stranger's database
// with the driver could already write to it.
func prepare(path string) (fresh bool, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return false, err
	}
	f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o600)
	if err != nil {
		return false, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() {
		return false, &UsageError{"it is no file", "name a file to keep runs in"}
	}
	if info.Size() > 0 {
		var head [72]byte
		if _, err := io.ReadFull(f, head[:]); err != nil || string(head[:16]) != "SQLite format 3\x00" || binary.BigEndian.Uint32(head[68:]) != applicationID {
			return false, &UsageError{"it holds something other than weaklink's runs and was left as it is", "name another file with --db"}
		}
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		if err := f.Chmod(0o600); err != nil {
			return false, fmt.Errorf("others may read it, and that could not be changed: %w", err)
		}
	}
	return info.Size() == 0, nil
}

func imprint(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", address(path, url.Values{"_busy_timeout": {"5000"}}))
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, fmt.Sprintf("pragma application_id = %d", applicationID))
	return errors.Join(err, db.Close())
}

// rewrite writes the file anew without the room that deleted rows left, so that
// what was deleted cannot be read from the file or its write-ahead log either.
func rewrite(ctx context.Context, db *DB) error {
	for _, q := range []string{"pragma wal_checkpoint(TRUNCATE)", "vacuum", "pragma wal_checkpoint(TRUNCATE)"} {
		if _, err := db.write.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("rewrite the database without what was deleted: %w", err)
		}
	}
	return nil
}

// CopyTo writes a consistent copy of the database to a new file at path, while
// runs go on. A plain copy of the file would miss its write-ahead log.
func (db *DB) CopyTo(ctx context.Context, path string) error {
	path, err := filepath.Abs(path) // so that it can never read as a file: URI
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return &UsageError{fmt.Sprintf("back up to %s: there is a file already", path), "name a new file"}
	}
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	// VACUUM INTO takes an empty file, which keeps the mode given above.
	if _, err := db.write.ExecContext(ctx, "vacuum into $1", path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, errors.Join(err, os.Remove(path)))
	}
	return nil
}
