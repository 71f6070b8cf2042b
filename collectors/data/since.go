package data

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// since is a session that can tell what of a table is as it was.
type since interface {
	parts(ctx context.Context, t *table) ([]partID, error)
	witnessed(ctx context.Context, t *table) (family, files string, m moment, err error)
	since(ctx context.Context, t *table, parts []*part, then, now moment) (map[string]partSince, error)
}

// partSince is what became of a part since.
type partSince struct {
	old, young int64  // rows that were there then, and that came later
	last, next string // where the last of the old ones lies, and the first of the young ones; empty: not known
}

// worthAsking is from which size a table is asked about: a smaller one is read sooner.
const worthAsking = 64 << 10

// tableMemo is what is noted about a table. It names nothing.
type tableMemo struct {
	memo
	moment
	Family string     `json:"family,omitempty"`
	Blob   string     `json:"blob,omitempty"` // where the people of the parts are
	Parts  []partNote `json:"parts,omitempty"`
}

// marks are what must be the same: of the whole table, and of what its parts
// have in common. Empty: it cannot be told whether it will have changed.
type marks struct{ whole, family string }

func (v *visit) tableObject(t *table) string {
	return string(v.c.key.Fingerprint("table", t.oid+"\x00"+t.path()))
}

func markOf(parts ...any) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q", parts))
	return hex.EncodeToString(sum[:16])
}

// recall emits what a table held when it was read last, if it is as it was
// then, and says whether it did. Else it finds out what of it is, and notes how
// a later look can tell.
func (r *tableReader) recall(ctx context.Context) (done bool, err error) {
	v, t := r.v, r.t
	if r.parts, err = partsOf(ctx, r.s, t); err != nil {
		return false, err
	}
	s, ok := r.s.(since)
	if !ok || v.c.env.Memory == nil || program() == "" || t.bytes < worthAsking || t.partial != "" {
		return false, nil
	}
	family, files, now, err := s.witnessed(ctx, t)
	if err != nil || family == "" {
		return false, err
	}
	parts := []any{2, program(), v.c.env.Version, v.c.now().Year(), v.c.env.Country, v.t.As, family, t.wide, t.id, len(r.parts) > 1}
	for _, c := range t.columns {
		parts = append(parts, c)
	}
	r.marks.family = markOf(parts...)
	r.marks.whole, r.now = markOf(r.marks.family, files), now
	for _, p := range r.parts {
		p.mark = markOf(r.marks.family, cmp.Or(p.mark, files))
	}
	m, items, ok := v.c.env.Memory.Recall(ctx, v.t.ID, v.collector(), v.tableObject(t))
	var note tableMemo
	if !ok || json.Unmarshal(m.Body, &note) != nil || m.Mark != r.marks.whole && (note.Family != r.marks.family || len(note.Parts) == 0) {
		return false, nil
	}
	for _, it := range items {
		if it.Kind != facts.DataStore.Name {
			return false, nil
		}
	}
	seen, err := s.since(ctx, t, r.parts, note.moment, now)
	if err != nil || seen == nil {
		return false, err
	}
	var all partSince
	for _, s := range seen {
		all.old, all.young = all.old+s.old, all.young+s.young
	}
	if m.Mark != r.marks.whole || all.old != note.Rows || all.young > 0 {
		r.match(note, items, seen)
		return false, nil
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

// match finds the parts of a table whose rows are those that were noted, and
// takes the people in them out of the blob of the table.
func (r *tableReader) match(note tableMemo, items []evidence.Item, seen map[string]partSince) {
	blob := ""
	for _, it := range items {
		blob = it.Blob
	}
	if blob != note.Blob || r.v.c.env.OpenBlob == nil {
		return
	}
	var keys []kept
	for _, p := range r.parts {
		i := slices.IndexFunc(note.Parts, func(n partNote) bool { return n.ID == p.id && n.Mark == p.mark })
		s := seen[p.id]
		if i < 0 || s.old != note.Parts[i].Rows || s.young > 0 && !(note.Parts[i].Going && s.behind()) {
			continue
		}
		if p.note = &note.Parts[i]; s.young > 0 {
			p.after = s.last
		}
		if p.note.Many > 0 && !p.note.Lost {
			p.keys.hard.dir, p.keys.soft.dir = r.v.c.env.Temp, r.v.c.env.Temp
			keys = append(keys, kept{&p.keys, p.note.At, p.note.Many})
		}
	}
	slices.SortFunc(keys, func(a, b kept) int { return cmp.Compare(a.at, b.at) })
	if restore(func() (io.ReadCloser, error) { return r.v.c.env.OpenBlob(blob) }, keys) == nil {
		return
	}
	for _, p := range r.parts { // then all of it is read
		p.keys.empty()
		p.note, p.after = nil, ""
	}
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
	if r.marks.family == "" || r.t.share > 0 {
		return nil
	}
	r.now.Rows = r.rows
	note := tableMemo{memo: memo{Format: r.s.format(), Why: why, Next: next}, moment: r.now}
	if r.first != nil && r.first.cur.keys.dropped == 0 && (len(r.parts) > 1 || r.parts[0].going) {
		note.Family, note.Blob = r.marks.family, r.blob
		for _, p := range r.parts {
			note.Parts = append(note.Parts, p.toNote(r.blob))
		}
	}
	body, err := json.Marshal(note)
	if err != nil {
		return err
	}
	v := r.v
	v.mu.Lock()
	v.notes = append(v.notes, evidence.Memo{Object: v.tableObject(r.t), Mark: r.marks.whole, Body: body, Facts: emitted})
	v.noted += r.t.bytes
	full := len(v.notes) >= heapNotes || v.noted >= heapBytes
	v.mu.Unlock()
	if full {
		return v.keepNotes(ctx)
	}
	return nil
}
