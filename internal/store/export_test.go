package store

import (
	"context"
	"database/sql"
	"testing"

	"github.com/pressly/goose/v3"
)

// What tests of an engine may reach.

func (db *DB) Migrator() (*goose.Provider, error) { return db.migrator() }
func (db *DB) Migrate(ctx context.Context) error  { return db.migrate(ctx) }
func (db *DB) Writer() *sql.DB                    { return db.write }
func Tables() []string                            { return vacuumed() }

// Read runs a statement as a reader.
func (db *DB) Read(ctx context.Context, q string) error {
	return db.snapshot(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, q)
		return err
	})
}

// ForgetStands deletes what can be worked out again.
func ForgetStands(t *testing.T, db *DB) {
	t.Helper()
	if res, err := db.write.ExecContext(t.Context(), "delete from stand"); err != nil {
		t.Fatal(err)
	} else if n, err := res.RowsAffected(); err != nil || n == 0 {
		t.Fatal("nothing stood", err)
	}
}
