package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/weaklink/weaklink/chain"
)

// Record keeps what really happened to a firm, which must be known, and returns
// it with its id: the kind and the day, with a number behind it for a second
// one of that day. The same one twice is a UsageError: it would count twice.
func (db *DB) Record(ctx context.Context, firm string, o chain.Outcome) (chain.Outcome, error) {
	o.On, o.Recorded = o.On.UTC().Truncate(24*time.Hour), o.Recorded.UTC().Truncate(time.Millisecond)
	err := db.change(ctx, func(tx *sql.Tx) error {
		if o.Kind == "" || o.On.IsZero() {
			return errors.New("it has no kind or no day")
		}
		var n int
		if err := tx.QueryRowContext(ctx, "select count(*) from firm where id = $1", firm).Scan(&n); err != nil {
			return err
		}
		if n == 0 {
			return fmt.Errorf("the firm %q is %w", firm, ErrNotFound)
		}
		old, err := outcomes(ctx, tx, firm)
		if err != nil {
			return err
		}
		taken := make(map[string]bool, len(old))
		for _, x := range old {
			taken[x.ID] = true
			if x.Kind == o.Kind && x.On.Equal(o.On) && x.Link == o.Link && x.What == o.What && x.Note == o.Note {
				return &UsageError{"it is recorded already, as " + x.ID, "if it was another one, say with --note what makes it another"}
			}
		}
		base := string(o.Kind) + "-" + o.On.Format(time.DateOnly)
		o.ID = base
		for i := 2; taken[o.ID]; i++ {
			o.ID = fmt.Sprintf("%s-%d", base, i)
		}
		_, err = tx.ExecContext(ctx, "insert into outcome (firm, id, kind, day, link, what, note, recorded) values ($1, $2, $3, $4, $5, $6, $7, $8)",
			firm, o.ID, string(o.Kind), o.On.UnixMilli(), string(o.Link), o.What, o.Note, o.Recorded.UnixMilli())
		return err
	})
	if err != nil {
		return chain.Outcome{}, fmt.Errorf("record the %s of %s: %w", o.Kind, o.On.Format(time.DateOnly), err)
	}
	return o, nil
}

// Unrecord takes back that something happened. It reports whether there was such a record.
func (db *DB) Unrecord(ctx context.Context, firm, id string) (bool, error) {
	var n int64
	err := db.change(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, "delete from outcome where firm = $1 and id = $2", firm, id)
		if err == nil {
			n, err = res.RowsAffected()
		}
		return err
	})
	if err != nil {
		return false, fmt.Errorf("take back the record %s: %w", id, err)
	}
	return n > 0, nil
}

// Outcomes lists what happened to a firm, the earliest first.
func (db *DB) Outcomes(ctx context.Context, firm string) ([]chain.Outcome, error) {
	var out []chain.Outcome
	err := db.snapshot(ctx, func(tx *sql.Tx) (err error) {
		out, err = outcomes(ctx, tx, firm)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list what happened to %q: %w", firm, err)
	}
	return out, nil
}

func outcomes(ctx context.Context, tx *sql.Tx, firm string) ([]chain.Outcome, error) {
	var out []chain.Outcome
	err := each(ctx, tx, func(scan func(...any) error) error {
		var o chain.Outcome
		var kind, link string
		var day, recorded int64
		err := scan(&o.ID, &kind, &day, &link, &o.What, &o.Note, &recorded)
		o.Kind, o.Link, o.On, o.Recorded = chain.Occasion(kind), chain.Link(link), when(day), when(recorded)
		out = append(out, o)
		return err
	}, "select id, kind, day, link, what, note, recorded from outcome where firm = $1", firm)
	slices.SortFunc(out, func(a, b chain.Outcome) int {
		return cmp.Or(a.On.Compare(b.On), a.Recorded.Compare(b.Recorded), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}
