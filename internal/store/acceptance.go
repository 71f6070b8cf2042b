package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/weaklink/weaklink/chain"
)

// Accept keeps that firm lives with a finding for a time. A later word about
// the same finding replaces the earlier one. The firm must be known.
func (db *DB) Accept(ctx context.Context, firm string, a chain.Acceptance) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `insert into acceptance (firm, finding, why, who, given, until) values ($1, $2, $3, $4, $5, $6)
			on conflict (firm, finding) do update set why = excluded.why, who = excluded.who, given = excluded.given, until = excluded.until`,
			firm, a.Finding, a.Why, a.Who, a.Given.UnixMilli(), a.Until.UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("keep that %s is accepted: %w", a.Finding, err)
	}
	return nil
}

// Withdraw takes an acceptance back. It reports whether there was one.
func (db *DB) Withdraw(ctx context.Context, firm, finding string) (bool, error) {
	var n int64
	err := db.change(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "delete from acceptance where firm = $1 and finding = $2", firm, finding)
		if err == nil {
			n, err = res.RowsAffected()
		}
		return err
	})
	if err != nil {
		return false, fmt.Errorf("take back that %s is accepted: %w", finding, err)
	}
	return n > 0, nil
}

// Acceptances lists what a firm lives with at a moment, sorted by finding.
func (db *DB) Acceptances(ctx context.Context, firm string, at time.Time) ([]chain.Acceptance, error) {
	var out []chain.Acceptance
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, func(scan func(...any) error) error {
			var a chain.Acceptance
			var given, until int64
			err := scan(&a.Finding, &a.Why, &a.Who, &given, &until)
			a.Given, a.Until = when(given), when(until)
			out = append(out, a)
			return err
		}, "select finding, why, who, given, until from acceptance where firm = $1 and until > $2 order by finding", firm, at.UnixMilli())
	})
	if err != nil {
		return nil, fmt.Errorf("list what %q accepted: %w", firm, err)
	}
	return out, nil
}
