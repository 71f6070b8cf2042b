package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/weaklink/weaklink/internal/store"
)

// A real database that may not grow any more says what a full disk says.
func TestAFullDiskIsSaidWithWhatToDo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "runs.db")
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.SQL().ExecContext(t.Context(), "pragma max_page_count = 1"); err != nil { // no smaller than it is
		t.Fatal(err)
	}
	err = db.Tx(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(t.Context(), "create table heavy as select randomblob(9000000) as x")
		return err
	})
	var hinted interface{ Hint() string }
	if err == nil || !strings.Contains(err.Error(), "full") {
		t.Fatalf("writing 9 MB into a database that may not grow: %v", err)
	}
	if !errors.As(err, &hinted) || !strings.Contains(hinted.Hint(), path) || !strings.Contains(hinted.Hint(), "room") {
		t.Fatalf("%v has no hint that names %s", err, path)
	}

	_, err = db.Blobs(t.TempDir()).Put(func(io.Writer) error { return fmt.Errorf("write: %w", syscall.ENOSPC) })
	if !errors.Is(err, syscall.ENOSPC) || !errors.As(err, &hinted) {
		t.Fatalf("a blob on a full disk: %v, without a hint", err)
	}
	hinted = nil
	if err = db.Tx(t.Context(), func(tx *sql.Tx) error { return errors.New("another") }); errors.As(err, &hinted) {
		t.Fatalf("%v is no full disk, and has the hint %q", err, hinted.Hint())
	}
}
