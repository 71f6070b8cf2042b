package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
)

// stand is what tells whether the finding of a span that is open is as it was.
// Reading the spans of a firm of thousands of places takes longer than all else
// that a run takes in which nothing changed.
type stand struct {
	key   sum // of what findings are told apart by
	says  sum // of what they are compared by
	span  [16]byte
	first int64 // number of the run that opened it
}

// sum is a digest, cut to what never meets another of a hundred thousand.
type sum struct {
	a uint64
	b uint32
}

// sumSize is how many bytes of one are kept.
const sumSize = 12

func (s sum) compare(o sum) int { return cmp.Or(cmp.Compare(s.a, o.a), cmp.Compare(s.b, o.b)) }

func (s sum) append(to []byte) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(to, s.a), s.b)
}

func readSum(b []byte) sum { return sum{binary.BigEndian.Uint64(b), binary.BigEndian.Uint32(b[8:])} }

func (m stand) id() string { return hex.EncodeToString(m.span[:]) }

// keyed is a finding under its key.
type keyed struct {
	key sum
	*chain.Finding
}

// byKey are findings sorted by what they are told apart by. When two share id
// and subject the worse one counts.
func byKey(findings []chain.Finding) ([]keyed, error) {
	out := make([]keyed, len(findings))
	var buf []byte
	for i := range findings {
		f := &findings[i]
		if !f.Grip.Valid() {
			return nil, fmt.Errorf("finding %s has no valid grip", f.ID)
		}
		out[i].Finding = f
		out[i].key, buf = keySum(buf, f)
	}
	slices.SortFunc(out, func(a, b keyed) int {
		if n := a.key.compare(b.key); n != 0 {
			return n
		}
		return cmp.Or(cmp.Compare(a.Grip, b.Grip), strings.Compare(a.Say, b.Say))
	})
	return slices.CompactFunc(out, func(a, b keyed) bool { return a.key == b.key }), nil
}

func keySum(buf []byte, f *chain.Finding) (sum, []byte) {
	buf = appendText(appendText(buf[:0], f.ID), f.Subject)
	return sumOf(buf), buf
}

func saySum(buf []byte, f *chain.Finding) (sum, []byte) {
	buf = binary.AppendVarint(buf[:0], int64(f.Grip))
	buf = binary.AppendVarint(buf, int64(f.Pass))
	buf = binary.AppendVarint(buf, int64(f.Of))
	for _, s := range []string{f.Say, f.Control, f.Why, f.Next} {
		buf = appendText(buf, s)
	}
	for _, digest := range f.Evidence {
		buf = appendText(buf, digest)
	}
	return sumOf(buf), buf
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...) // lengths keep two from sharing one encoding
}

func sumOf(b []byte) sum {
	all := sha256.Sum256(b)
	return readSum(all[:])
}

// standsOf are the stands of a firm at its run number seq, sorted by key. ok is
// false when they have to be worked out from its spans.
func standsOf(ctx context.Context, tx *sql.Tx, firm string, seq int64) (all []stand, ok bool, err error) {
	if seq < 1 { // there is no run yet
		return nil, true, nil
	}
	var body []byte
	err = tx.QueryRowContext(ctx, "select body from stand where firm = $1 and seq = $2", firm, seq).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read the stands of the findings: %w", err)
	}
	const fixed = 2*sumSize + 16
	all = make([]stand, 0, len(body)/(fixed+1))
	for len(body) > 0 {
		var m stand
		if len(body) < fixed+1 {
			return nil, false, nil
		}
		m.key, m.says = readSum(body), readSum(body[sumSize:])
		copy(m.span[:], body[2*sumSize:])
		first, n := binary.Uvarint(body[fixed:])
		if n <= 0 {
			return nil, false, nil
		}
		m.first, body = int64(first), body[fixed+n:]
		all = append(all, m)
	}
	return all, true, nil
}

func keepStands(ctx context.Context, tx *sql.Tx, firm string, seq int64, all []stand) error {
	slices.SortFunc(all, func(a, b stand) int { return a.key.compare(b.key) })
	body := make([]byte, 0, len(all)*(2*sumSize+16+2))
	for i := range all {
		m := &all[i]
		body = append(m.says.append(m.key.append(body)), m.span[:]...)
		body = binary.AppendUvarint(body, uint64(m.first))
	}
	_, err := tx.ExecContext(ctx, `insert into stand (firm, seq, body) values ($1, $2, $3)
		on conflict (firm) do update set seq = excluded.seq, body = excluded.body`, firm, seq, body)
	if err != nil {
		return fmt.Errorf("keep the stands of the findings: %w", err)
	}
	return nil
}

// pair calls fn for every stand and for every finding, both where they go
// together; either may be nil.
func pair(stands []stand, now []keyed, fn func(*stand, *keyed)) {
	for len(stands) > 0 || len(now) > 0 {
		order := 0
		switch {
		case len(now) == 0:
			order = -1
		case len(stands) == 0:
			order = 1
		default:
			order = stands[0].key.compare(now[0].key)
		}
		var m *stand
		var f *keyed
		if order <= 0 {
			m, stands = &stands[0], stands[1:]
		}
		if order >= 0 {
			f, now = &now[0], now[1:]
		}
		fn(m, f)
	}
}

// Absent are the subjects of the findings that a run had and that are not among
// those of now, sorted.
func (db *DB) Absent(ctx context.Context, runID string, now []chain.Finding) ([]string, error) {
	var out []string
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		out = nil
		run, seq, err := known(ctx, tx, runID)
		if err != nil || seq == 0 {
			return err
		}
		keys, err := byKey(now)
		if err != nil {
			return err
		}
		all, ok, err := standsOf(ctx, tx, run.Firm, seq)
		if err != nil {
			return err
		}
		var spans []string
		if ok {
			pair(all, keys, func(m *stand, f *keyed) {
				if f == nil {
					spans = append(spans, m.id())
				}
			})
		}
		var buf []byte
		read := func(scan func(...any) error) error {
			var f chain.Finding
			err := scan(&f.ID, &f.Subject)
			var key sum
			key, buf = keySum(buf, &f)
			if _, still := slices.BinarySearchFunc(keys, key, against); !still {
				out = append(out, f.Subject)
			}
			return err
		}
		const of = "select finding, subject from span where "
		if !ok {
			return each(ctx, tx, read, of+openIn, run.Firm, seq)
		}
		for left := spans; len(left) > 0 && err == nil; left = left[min(together, len(left)):] {
			marks, args := make([]string, min(together, len(left))), []any{}
			for i, id := range left[:len(marks)] {
				marks[i], args = fmt.Sprintf("$%d", i+1), append(args, id)
			}
			err = each(ctx, tx, read, of+"id in ("+strings.Join(marks, ", ")+")", args...)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read which findings of run %q are not there any more: %w", runID, err)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func against(f keyed, key sum) int { return f.key.compare(key) }

// Since says of the findings of a run since when they are like that, by their ids:
// most of them since one moment, those in by since another. Of two that share an
// id the last by its subject counts.
func (db *DB) Since(ctx context.Context, runID string, findings []chain.Finding) (by map[string]time.Time, most time.Time, err error) {
	err = db.snapshot(ctx, func(tx *sql.Tx) error {
		by, most = map[string]time.Time{}, time.Time{}
		run, seq, err := known(ctx, tx, runID)
		if err != nil || seq == 0 {
			return err
		}
		keys, err := byKey(findings)
		if err != nil {
			return err
		}
		firsts := make([]int64, len(keys)) // number of the run that said so first; 0: none did
		all, ok, err := standsOf(ctx, tx, run.Firm, seq)
		if err != nil {
			return err
		}
		if ok {
			at := -1
			pair(all, keys, func(m *stand, f *keyed) {
				if f != nil {
					at++
				}
				if m != nil && f != nil {
					firsts[at] = m.first
				}
			})
		} else if err := firstsOf(ctx, tx, run.Firm, seq, keys, firsts); err != nil {
			return err
		}
		times, err := runsOf(ctx, tx, run.Firm)
		if err != nil {
			return err
		}
		count := map[int64]int{}
		for _, n := range firsts {
			if n > 0 {
				count[n]++
			}
		}
		var mostly int64
		for n, of := range count {
			if of > count[mostly] || of == count[mostly] && n > mostly {
				mostly = n
			}
		}
		at := func(n int64) time.Time { return time.UnixMilli(times[n].started).UTC() }
		of := map[string]string{} // the subjects of those that are told apart
		for i, f := range keys {
			if n := firsts[i]; n > 0 && n != mostly {
				if subject, had := of[f.ID]; !had || subject < f.Subject {
					of[f.ID], by[f.ID] = f.Subject, at(n)
				}
			}
		}
		if mostly > 0 {
			most = at(mostly)
		}
		return nil
	})
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("read since when run %q has its findings: %w", runID, err)
	}
	return by, most, nil
}

// firstsOf looks up in the spans which run opened each.
func firstsOf(ctx context.Context, tx *sql.Tx, firm string, seq int64, keys []keyed, firsts []int64) error {
	var buf []byte
	return each(ctx, tx, func(scan func(...any) error) error {
		var f chain.Finding
		var first int64
		err := scan(&f.ID, &f.Subject, &first)
		var key sum
		key, buf = keySum(buf, &f)
		if at, ok := slices.BinarySearchFunc(keys, key, against); ok {
			firsts[at] = first
		}
		return err
	}, "select finding, subject, first_seq from span where "+openIn, firm, seq)
}
