package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/evidence"
)

// Remember keeps what a collector saw of objects of a target. An object that
// was remembered before is as it is now.
func (db *DB) Remember(ctx context.Context, firm, target, collector string, all []evidence.Memo) error {
	noted := &rows{into: "memory (firm, target, collector, object, mark, body, facts)", known: "(firm, target, collector, object)",
		then: "do update set mark = excluded.mark, body = excluded.body, facts = excluded.facts"}
	last := make(map[string]int, len(all)) // one statement says nothing twice of an object
	for i, m := range all {
		last[m.Object] = i
	}
	for i, m := range all {
		if last[m.Object] != i {
			continue
		}
		list, err := json.Marshal(m.Facts)
		if err != nil {
			return fmt.Errorf("remember what %s saw at %s: %w", collector, target, err)
		}
		noted.add(firm, target, collector, m.Object, m.Mark, string(m.Body), string(list))
	}
	err := db.change(ctx, func(tx *sql.Tx) error { return db.insert(ctx, tx, noted) })
	if err != nil {
		return fmt.Errorf("remember what %s saw at %s: %w", collector, target, err)
	}
	return nil
}

// Recall is what was remembered of an object, with its facts. ok is false when
// there is nothing, or when one of the facts is kept no more.
func (db *DB) Recall(ctx context.Context, firm, target, collector, object string) (m evidence.Memo, items []evidence.Item, ok bool, err error) {
	m, list, err := db.memo(ctx, firm, target, collector, object)
	if errors.Is(err, sql.ErrNoRows) {
		return m, nil, false, nil
	}
	if err == nil {
		items, err = db.items(ctx, list)
	}
	m.Facts, ok = list, err == nil && len(items) == len(list)
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
	if m.Blobs != nil {
		if err := m.Blobs.Settle(); err != nil { // a later run relies on them
			return err
		}
	}
	return m.DB.Remember(ctx, m.Firm, target, collector, all)
}

func (db *DB) memo(ctx context.Context, firm, target, collector, object string) (m evidence.Memo, facts []string, err error) {
	var body, list string
	err = db.read.QueryRowContext(ctx, "select mark, body, facts from memory where firm = $1 and target = $2 and collector = $3 and object = $4",
		firm, target, collector, object).Scan(&m.Mark, &body, &list)
	if err != nil {
		return m, nil, err
	}
	m.Object, m.Body = object, json.RawMessage(body)
	return m, facts, json.Unmarshal([]byte(list), &facts)
}

// items are the facts of those digests that are kept still, in that order.
func (db *DB) items(ctx context.Context, digests []string) ([]evidence.Item, error) {
	by := make(map[string]evidence.Item, len(digests))
	for left := digests; len(left) > 0; {
		n := min(together, len(left))
		marks, args := make([]string, n), make([]any, n)
		for i, d := range left[:n] {
			marks[i], args[i] = fmt.Sprintf("$%d", i+1), d
		}
		found, err := db.read.QueryContext(ctx, "select digest, kind, version, subject, method, body, blob from fact where digest in ("+strings.Join(marks, ", ")+")", args...)
		if err != nil {
			return nil, err
		}
		for found.Next() {
			var it evidence.Item
			var method, body string
			if err := found.Scan(&it.Digest, &it.Kind, &it.Version, &it.Subject, &method, &body, &it.Blob); err != nil {
				return nil, errors.Join(err, found.Close())
			}
			it.Method, it.Body = evidence.Method(method), json.RawMessage(body)
			by[it.Digest] = it
		}
		if err := errors.Join(found.Err(), found.Close()); err != nil {
			return nil, err
		}
		left = left[n:]
	}
	var out []evidence.Item
	for _, d := range digests {
		if it, ok := by[d]; ok {
			out = append(out, it)
		}
	}
	return out, nil
}
