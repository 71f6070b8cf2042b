package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// SignIn is a secret that opens the served pages, by its hash: a link that works
// once, or a session.
type SignIn struct {
	Hash  string // SHA-256, hex
	Kind  string // link | session
	Made  time.Time
	Until time.Time // the first moment at which it no longer counts
}

// AddSignIn keeps s, and drops what no longer counts.
func (db *DB) AddSignIn(ctx context.Context, s SignIn) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "delete from sign_in where until <= $1", s.Made.UnixMilli()); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "insert into sign_in (hash, kind, made, until) values ($1, $2, $3, $4)", s.Hash, s.Kind, s.Made.UnixMilli(), s.Until.UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("keep a way to sign in: %w", err)
	}
	return nil
}

// SpendSignIn takes a link or session away. It reports whether it still counted:
// of two who come with the same link, one is let in.
func (db *DB) SpendSignIn(ctx context.Context, kind, hash string, now time.Time) (bool, error) {
	var n int64
	err := db.change(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "delete from sign_in where hash = $1 and kind = $2 and until > $3", hash, kind, now.UnixMilli())
		if err == nil {
			n, err = res.RowsAffected()
		}
		return err
	})
	if err != nil {
		return false, fmt.Errorf("spend a way to sign in: %w", err)
	}
	return n > 0, nil
}

// Session reports whether a session counts.
func (db *DB) Session(ctx context.Context, hash string, now time.Time) (bool, error) {
	var n int
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "select count(*) from sign_in where hash = $1 and kind = 'session' and until > $2", hash, now.UnixMilli()).Scan(&n)
	})
	if err != nil {
		return false, fmt.Errorf("look up a session: %w", err)
	}
	return n == 1, nil
}
