package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/weaklink/weaklink/evidence"
)

// Remember keeps what a collector saw of objects of a target. An object that
// was remembered before is as it is now.
func (db *DB) Remember(ctx context.Context, firm, target, collector string, all []evidence.Memo) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		for _, m := range all {
			list, err := json.Marshal(m.Facts)
			if err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, `insert into memory (firm, target, collector, object, mark, body, facts)
				values ($1, $2, $3, $4, $5, $6, $7)
				on conflict (firm, target, collector, object) do update set mark = excluded.mark, body = excluded.body, facts = excluded.facts`,
				firm, target, collector, m.Object, m.Mark, string(m.Body), string(list))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("remember what %s saw at %s: %w", collector, target, err)
	}
	return nil
}

// Recall is what was remembered of an object, with its facts. ok is false when
// there is nothing, or when one of the facts is kept no more.
func (db *DB) Recall(ctx context.Context, firm, target, collector, object string) (m evidence.Memo, items []evidence.Item, ok bool, err error) {
	err = db.snapshot(ctx, func(tx *sql.Tx) error {
		var body, list string
		err := tx.QueryRowContext(ctx, `select mark, body, facts from memory where firm = $1 and target = $2 and collector = $3 and object = $4`,
			firm, target, collector, object).Scan(&m.Mark, &body, &list)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		m.Object, m.Body = object, json.RawMessage(body)
		if err := json.Unmarshal([]byte(list), &m.Facts); err != nil {
			return err
		}
		for _, digest := range m.Facts {
			it := evidence.Item{Digest: digest}
			var method, body string
			err := tx.QueryRowContext(ctx, "select kind, version, subject, method, body, blob from fact where digest = $1", digest).
				Scan(&it.Kind, &it.Version, &it.Subject, &method, &body, &it.Blob)
			if errors.Is(err, sql.ErrNoRows) {
				return nil
			}
			if err != nil {
				return err
			}
			it.Method, it.Body = evidence.Method(method), json.RawMessage(body)
			items = append(items, it)
		}
		ok = true
		return nil
	})
	if err != nil {
		err = fmt.Errorf("recall what %s saw at %s: %w", collector, target, err)
	}
	return m, items, ok, err
}

// Memory is what the collectors of earlier runs of a firm noted, for those of a
// run: a collectors.Memory.
type Memory struct {
	DB    *DB
	Blobs *Blobs
	Firm  string
	Fresh bool // nothing is recalled; what is seen is remembered all the same
}

// Recall is what was noted of an object, with its facts. ok is false when there
// is nothing, or when something of it is kept no more: then it is looked at again.
func (m Memory) Recall(ctx context.Context, target, collector, object string) (evidence.Memo, []evidence.Item, bool) {
	if m.Fresh {
		return evidence.Memo{}, nil, false
	}
	memo, items, ok, err := m.DB.Recall(ctx, m.Firm, target, collector, object)
	if err != nil || !ok {
		return memo, nil, false
	}
	for _, it := range items {
		if it.Blob != "" && !m.Blobs.Has(it.Blob) {
			return memo, nil, false
		}
	}
	return memo, items, true
}

// Remember keeps what a collector noted.
func (m Memory) Remember(ctx context.Context, target, collector string, all []evidence.Memo) error {
	return m.DB.Remember(ctx, m.Firm, target, collector, all)
}
