package store

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"
)

func schema(t *testing.T, db *DB) []string {
	t.Helper()
	rows, err := db.write.QueryContext(t.Context(), "select type || ' ' || name || ' ' || coalesce(sql, '') from sqlite_master where name not like 'goose%' and name not like 'sqlite%' order by 1")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func TestEveryMigrationCanBeTakenBack(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "weaklink.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	up := schema(t, db)
	if len(up) < len(kept) {
		t.Fatalf("only %d tables and indexes: %v", len(up), up)
	}
	p, err := db.migrator()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.DownTo(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	if down := schema(t, db); len(down) != 0 {
		t.Errorf("left behind: %v", down)
	}
	if err := db.migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again := schema(t, db); !slices.Equal(up, again) {
		t.Errorf("up again gives another schema:\n%v\n%v", up, again)
	}
	if n, err := db.Counts(t.Context()); err != nil || len(n) != len(kept) {
		t.Error(err)
	}
}

func TestAFileOfANewerWeaklinkIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "weaklink.db")
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.write.ExecContext(t.Context(), "insert into goose_db_version (version_id, is_applied) values (9999, 1)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	var usage *UsageError
	if _, err := Open(t.Context(), path); !errors.As(err, &usage) {
		t.Errorf("a newer file is opened: %v", err)
	}
}

func TestReadersCannotWrite(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "weaklink.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.read.ExecContext(t.Context(), "insert into firm (id, runs) values ('x', 0)"); err == nil {
		t.Error("a reader writes")
	}
	for pragma, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "synchronous": "1", "busy_timeout": "5000"} {
		var got string
		if err := db.write.QueryRowContext(t.Context(), "pragma "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", pragma, got, err, want)
		}
	}
}
