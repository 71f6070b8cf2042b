package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
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

// RecallAll is Recall of several objects: what is noted of those that are whole,
// by object, and their facts, by digest.
func (db *DB) RecallAll(ctx context.Context, firm, target, collector string, objects []string) (map[string]evidence.Memo, map[string]evidence.Item, error) {
	memos := make(map[string]evidence.Memo, len(objects))
	var digests []string
	for left := objects; len(left) > 0; {
		n := min(asked, len(left))
		args := []any{firm, target, collector}
		for _, o := range left[:n] {
			args = append(args, o)
		}
		err := rowsOf(ctx, db.read, func(scan func(...any) error) error {
			var m evidence.Memo
			var body, list string
			if err := scan(&m.Object, &m.Mark, &body, &list); err != nil {
				return err
			}
			m.Body = json.RawMessage(body)
			var err error
			m.Facts, err = digestsIn(list)
			digests = append(digests, m.Facts...)
			memos[m.Object] = m
			return err
		}, "select object, mark, body, facts from memory where firm = "+db.engine.mark(1)+" and target = "+db.engine.mark(2)+
			" and collector = "+db.engine.mark(3)+" and object in ("+db.marks(4, n)+")", args...)
		if err != nil {
			return nil, nil, fmt.Errorf("recall what %s saw at %s: %w", collector, target, err)
		}
		left = left[n:]
	}
	items, err := db.factsBy(ctx, digests)
	if err != nil {
		return nil, nil, fmt.Errorf("recall what %s saw at %s: %w", collector, target, err)
	}
	for object, m := range memos {
		if slices.ContainsFunc(m.Facts, func(d string) bool { _, ok := items[d]; return !ok }) {
			delete(memos, object)
		}
	}
	return memos, items, nil
}

// asked is for how many rows one question asks.
const asked = 250

// marks are n places for values in a statement, from the place of a number on.
func (db *DB) marks(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(db.engine.mark(from + i))
	}
	return b.String()
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

// RecallAll is Recall of several objects: of those that are whole.
func (m Memory) RecallAll(ctx context.Context, target, collector string, objects []string) map[string]evidence.Recalled {
	if m.Fresh {
		return nil
	}
	memos, items, err := m.DB.RecallAll(ctx, m.Firm, target, collector, objects)
	if err != nil {
		return nil
	}
	out := make(map[string]evidence.Recalled, len(memos))
	for object, memo := range memos {
		r, whole := evidence.Recalled{Memo: memo}, true
		for _, d := range memo.Facts {
			it := items[d]
			whole = whole && (it.Blob == "" || m.Blobs.Has(it.Blob))
			r.Facts = append(r.Facts, it)
		}
		if whole {
			out[object] = r
		}
	}
	return out
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
	by, err := db.factsBy(ctx, digests)
	if err != nil {
		return nil, err
	}
	var out []evidence.Item
	for _, d := range digests {
		if it, ok := by[d]; ok {
			out = append(out, it)
		}
	}
	return out, nil
}

// factsBy are the facts of those digests that are kept still.
func (db *DB) factsBy(ctx context.Context, digests []string) (map[string]evidence.Item, error) {
	by := make(map[string]evidence.Item, len(digests))
	for left := digests; len(left) > 0; {
		n := min(asked, len(left))
		args := make([]any, n)
		for i, d := range left[:n] {
			args[i] = d
		}
		err := rowsOf(ctx, db.read, func(scan func(...any) error) error {
			var it evidence.Item
			var method, body string
			err := scan(&it.Digest, &it.Kind, &it.Version, &it.Subject, &method, &body, &it.Blob)
			it.Method, it.Body = evidence.Method(method), json.RawMessage(body)
			by[it.Digest] = it
			return err
		}, "select digest, kind, version, subject, method, body, blob from fact where digest in ("+db.marks(1, n)+")", args...)
		if err != nil {
			return nil, err
		}
		left = left[n:]
	}
	return by, nil
}
