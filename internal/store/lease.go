package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Lease lets holder look at a host until a moment, together with at most
// slots-1 others, whichever machine they are on. It reports false when all
// slots are taken. Asking again prolongs what holder has.
func (db *DB) Lease(ctx context.Context, host, holder string, slots int, now, until time.Time) (ok bool, err error) {
	err = db.Tx(ctx, func(tx *sql.Tx) error {
		ok = false
		had, err := changed(tx.ExecContext(ctx, "update lease set until = $3 where host = $1 and holder = $2", host, holder, until.UnixMilli()))
		if err != nil || had {
			ok = had
			return err
		}
		for slot := range slots {
			got, err := changed(tx.ExecContext(ctx, `insert into lease (host, slot, holder, until) values ($1, $2, $3, $4)
				on conflict (host, slot) do update set holder = excluded.holder, until = excluded.until where lease.until < $5`,
				host, slot, holder, until.UnixMilli(), now.UnixMilli()))
			if err != nil || got {
				ok = got
				return err
			}
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("take a turn at %s: %w", host, err)
	}
	return ok, nil
}

// Release gives back what holder has.
func (db *DB) Release(ctx context.Context, host, holder string) error {
	err := db.Tx(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "delete from lease where host = $1 and holder = $2", host, holder)
		return err
	})
	if err != nil {
		return fmt.Errorf("give back the turn at %s: %w", host, err)
	}
	return nil
}

func changed(res sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}
