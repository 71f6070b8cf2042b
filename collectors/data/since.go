package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// since is a session that can tell whether a table is as it was.
type since interface {
	witnessed(ctx context.Context, t *table) (same string, m moment, err error)
	unchanged(ctx context.Context, t *table, then, now moment) (bool, error)
}

// worthAsking is from which size a table is asked about: a smaller one is read sooner.
const worthAsking = 64 << 10

// tableMemo is what is noted about a table. It names nothing.
type tableMemo struct {
	memo
	moment
}

func (v *visit) tableObject(t *table) string {
	return string(v.c.key.Fingerprint("table", t.oid+"\x00"+t.path()))
}

// recall emits what a table held when it was read last, if it is as it was
// then, and says whether it did. Else it notes how a later look can tell.
func (r *tableReader) recall(ctx context.Context) (bool, error) {
	v, t := r.v, r.t
	s, ok := r.s.(since)
	if !ok || v.c.env.Memory == nil || program() == "" || t.bytes < worthAsking || t.partial != "" {
		return false, nil
	}
	same, now, err := s.witnessed(ctx, t)
	if err != nil || same == "" {
		return false, err
	}
	parts := []any{1, program(), v.c.env.Version, v.c.now().Year(), v.t.As, same, t.wide, t.id}
	for _, c := range t.columns {
		parts = append(parts, c)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", parts))
	r.mark, r.now = hex.EncodeToString(sum[:16]), now
	m, items, ok := v.c.env.Memory.Recall(ctx, v.t.ID, v.collector(), v.tableObject(t))
	var note tableMemo
	if !ok || m.Mark != r.mark || json.Unmarshal(m.Body, &note) != nil {
		return false, nil
	}
	for _, it := range items {
		if it.Kind != facts.DataStore.Name {
			return false, nil
		}
	}
	if as, err := s.unchanged(ctx, t, note.moment, now); err != nil || !as {
		return false, err
	}
	for _, it := range items {
		// What it takes on disk changes without its rows.
		store := facts.DataStore.Select([]evidence.Item{it})
		if len(store) != 1 {
			return false, nil
		}
		store[0].Bytes = t.bytes
		fresh, err := facts.DataStore.Item(it.Subject, it.Method, store[0])
		if err != nil {
			return false, sinkError{err}
		}
		if it.Blob != "" {
			fresh = fresh.WithBlob(it.Blob)
		}
		if err := v.see.Fact(fresh); err != nil {
			return false, sinkError{err}
		}
		v.stored(t, store[0])
	}
	r.recalled = &note
	v.mu.Lock()
	defer v.mu.Unlock()
	v.recalls++
	if note.Why == "" && len(items) == 0 {
		v.ledger.Clean++
	}
	v.total.Add(-t.bytes)
	return true, nil
}

// stored notes a table that holds something.
func (v *visit) stored(t *table, s facts.Store) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.kept = append(v.kept, keptTable{t.oid, t.name, s.ID})
	if v.ledger.Formats == nil {
		v.ledger.Formats = map[string]int64{}
	}
	v.ledger.Formats[s.Format]++
}

// remember notes what was seen of a table that was read to its end.
func (r *tableReader) remember(ctx context.Context, why, next string, emitted []string) error {
	if r.mark == "" || r.t.share > 0 {
		return nil
	}
	r.now.Rows = r.rows
	body, err := json.Marshal(tableMemo{memo{Format: r.s.format(), Why: why, Next: next}, r.now})
	if err != nil {
		return err
	}
	v := r.v
	v.mu.Lock()
	v.notes = append(v.notes, evidence.Memo{Object: v.tableObject(r.t), Mark: r.mark, Body: body, Facts: emitted})
	v.noted += r.t.bytes
	full := len(v.notes) >= heapNotes || v.noted >= heapBytes
	v.mu.Unlock()
	if full {
		return v.keepNotes(ctx)
	}
	return nil
}
