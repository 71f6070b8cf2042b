package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// weighedKept is how many answers are kept for a firm.
const weighedKept = 32

// KeepWeighed keeps what was worked out for a firm under a key that names all
// that it depends on but the program, which maker names.
func (db *DB) KeepWeighed(ctx context.Context, firm, key, maker string, body []byte) error {
	packed, err := pack(body)
	if err != nil {
		return fmt.Errorf("keep what was weighed for %q: %w", firm, err)
	}
	err = db.change(ctx, func(tx *sql.Tx) error {
		const now = "(select runs from firm where id = $1)"
		if _, err := tx.ExecContext(ctx, `insert into weighed (firm, key, maker, seq, body) values ($1, $2, $3, `+now+`, $4)
			on conflict (firm, key) do update set maker = excluded.maker, seq = excluded.seq, body = excluded.body`, firm, key, maker, packed); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `delete from weighed where firm = $1 and key not in
			(select key from weighed where firm = $1 order by seq desc, key limit `+fmt.Sprint(weighedKept)+`)`, firm)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep what was weighed for %q: %w", firm, err)
	}
	return nil
}

// Weighed is what maker kept for a firm under a key; nil when that is gone.
func (db *DB) Weighed(ctx context.Context, firm, key, maker string) ([]byte, error) {
	var packed []byte
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "select body from weighed where firm = $1 and key = $2 and maker = $3", firm, key, maker).Scan(&packed)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		packed, err = unpack(packed)
	}
	if err != nil {
		return nil, fmt.Errorf("read what was weighed for %q: %w", firm, err)
	}
	return packed, nil
}
