package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
)

// Keep keeps what a running collector just saw at a target, and what it could
// not look at, in one transaction. The same fact or gap twice is one. It fails
// when the run is not there or has finished, and when the digest of a fact is
// not that of its content; nothing is kept then.
func (db *DB) Keep(ctx context.Context, runID, target, collector string, items []evidence.Item, gaps []evidence.Gap) error {
	err := db.keep(ctx, runID, target, collector, items, gaps)
	switch {
	case err == nil:
		return nil
	case len(items) == 1 && len(gaps) == 0:
		return fmt.Errorf("keep a fact of %s about %s in run %s: %w", collector, target, runID, err)
	case len(items) == 0:
		return fmt.Errorf("keep a gap of %s at %s in run %s: %w", collector, target, runID, err)
	}
	return fmt.Errorf("keep %d facts of %s about %s in run %s: %w", len(items), collector, target, runID, err)
}

func (db *DB) keep(ctx context.Context, runID, target, collector string, items []evidence.Item, gaps []evidence.Gap) error {
	facts, err := factRows(items)
	if err != nil {
		return err
	}
	arrivals := &rows{into: "arrival (run, target, collector, fact_digest)"}
	for _, it := range items {
		arrivals.add(runID, target, collector, it.Digest)
	}
	missed, arrivedGaps := &rows{into: "gap (digest, target, subject, why, next)", known: "(digest)"}, &rows{into: "arrival_gap (run, target, collector, gap_digest)"}
	for _, g := range gaps {
		g.Subject, g.Why, g.Next = readable(g.Subject), readable(g.Why), readable(g.Next)
		digest := gapDigest(g)
		missed.add(digest, g.Target, g.Subject, g.Why, g.Next)
		arrivedGaps.add(runID, g.Target, collector, digest)
	}
	return db.change(ctx, func(tx *sql.Tx) error {
		if _, err := running(ctx, tx, runID); err != nil {
			return err
		}
		return db.insert(ctx, tx, facts, arrivals, missed, arrivedGaps)
	})
}

// factRows are facts as they are kept. One whose digest is not that of its
// content is none.
func factRows(items []evidence.Item) (*rows, error) {
	facts := &rows{into: "fact (digest, kind, version, subject, method, body, blob)", known: "(digest)"}
	for _, it := range items {
		if err := it.Verify(); err != nil {
			return nil, err
		}
		facts.add(it.Digest, it.Kind, it.Version, it.Subject, string(it.Method), string(it.Body), it.Blob)
	}
	return facts, nil
}

// Fact is Keep of one fact.
func (db *DB) Fact(ctx context.Context, runID, target, collector string, it evidence.Item) error {
	return db.Keep(ctx, runID, target, collector, []evidence.Item{it}, nil)
}

// Gap is Keep of one gap.
func (db *DB) Gap(ctx context.Context, runID, collector string, g evidence.Gap) error {
	return db.Keep(ctx, runID, g.Target, collector, nil, []evidence.Gap{g})
}

// readable is s as text that every engine keeps: the name of a file may be any bytes.
func readable(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\uFFFD"), "\uFFFD")
}

func gapDigest(g evidence.Gap) string {
	h := sha256.New()
	for _, s := range []string{g.Target, g.Subject, g.Why, g.Next} {
		fmt.Fprintf(h, "%d:%s", len(s), s) // lengths keep two gaps from sharing one encoding
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Seal says that collector s.Collector is done with s.Target, and how far it
// came. All that arrived from it and what comes last becomes one set, which an
// unchanged run shares with the run before: then none of it is written. Sealing
// again (a job that was repeated) keeps every fact of before, and takes the gaps
// and the state of the later time.
func (db *DB) Seal(ctx context.Context, runID string, s evidence.Sighting, state chain.TargetState, last ...evidence.Item) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		if _, err := running(ctx, tx, runID); err != nil {
			return err
		}
		return db.seal(ctx, tx, runID, s, state.Complete, readable(state.Why), last)
	})
	if err != nil {
		return fmt.Errorf("seal what %s saw at %s in run %s: %w", s.Collector, s.Target, runID, err)
	}
	return nil
}

func (db *DB) seal(ctx context.Context, tx *sql.Tx, runID string, s evidence.Sighting, complete bool, why string, last []evidence.Item) error {
	key := []any{runID, s.Target, s.Collector}
	var facts, gaps []string
	err := each(ctx, tx, into(&facts), "select fact_digest from arrival where run = $1 and target = $2 and collector = $3 union "+
		members("union", "select m.fact_digest from sighting s @m where s.run = $1 and s.target = $2 and s.collector = $3"), key...)
	if err != nil {
		return err
	}
	if err := each(ctx, tx, into(&gaps), "select gap_digest from arrival_gap where run = $1 and target = $2 and collector = $3", key...); err != nil {
		return err
	}
	for _, it := range last {
		facts = append(facts, it.Digest)
	}
	slices.Sort(facts)
	facts = slices.Compact(facts)
	set := setDigest(facts, gaps)
	res, err := tx.ExecContext(ctx, "insert into fact_set (digest, facts, gaps) values ($1, $2, $3) on conflict (digest) do nothing", set, len(facts), len(gaps))
	if err != nil {
		return err
	}
	if fresh, err := res.RowsAffected(); err != nil {
		return err
	} else if fresh > 0 { // else every one of its facts is there
		kept, err := factRows(last)
		if err != nil {
			return err
		}
		of, err := setRows(ctx, tx, runID, s.Target, s.Collector, set, facts)
		if err != nil {
			return err
		}
		missed := &rows{into: "set_gap (set_digest, gap_digest)", fresh: true}
		for _, d := range gaps {
			missed.add(set, d)
		}
		if err := db.insert(ctx, tx, append([]*rows{kept, missed}, of...)...); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `insert into sighting (run, target, collector, version, seen, set_digest, complete, why)
		values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (run, target, collector) do update
		set version = excluded.version, seen = excluded.seen, set_digest = excluded.set_digest, complete = excluded.complete, why = excluded.why`,
		runID, s.Target, s.Collector, s.Version, s.Seen.UnixMilli(), set, bit(complete), why)
	if err != nil {
		return err
	}
	for _, table := range []string{"arrival", "arrival_gap"} {
		if _, err := tx.ExecContext(ctx, "delete from "+table+" where run = $1 and target = $2 and collector = $3", key...); err != nil {
			return err
		}
	}
	return nil
}

func into(list *[]string) func(func(...any) error) error {
	return func(scan func(...any) error) error {
		var s string
		err := scan(&s)
		*list = append(*list, s)
		return err
	}
}

// setDigest addresses a set by its members; the facts come sorted.
func setDigest(facts, gaps []string) string {
	slices.Sort(gaps)
	h := sha256.New()
	for _, d := range facts {
		fmt.Fprintln(h, "fact", d)
	}
	for _, d := range gaps {
		fmt.Fprintln(h, "gap", d)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// whyCut is said of a collector that began and never said that it was done.
const whyCut = "the run was cut short before this was looked at in full"

// sealRest seals what collectors left behind that were never sealed. A part of
// the engine that only reports gaps does that, and a collector that was killed.
func (db *DB) sealRest(ctx context.Context, tx *sql.Tx, run chain.Run) error {
	rest, err := unsealed(ctx, tx, run)
	if err != nil {
		return err
	}
	for _, s := range rest {
		var why string
		err := tx.QueryRowContext(ctx, `select coalesce(min(g.why), $4) from arrival_gap a join gap g on g.digest = a.gap_digest
			where a.run = $1 and a.target = $2 and a.collector = $3`, run.ID, s.Target, s.Collector, whyCut).Scan(&why)
		if err != nil {
			return err
		}
		if err := db.seal(ctx, tx, run.ID, s, false, why, nil); err != nil {
			return err
		}
	}
	return nil
}

// unsealed lists who is in the arrivals of a run, sorted by target and collector.
func unsealed(ctx context.Context, tx *sql.Tx, run chain.Run) ([]evidence.Sighting, error) {
	var out []evidence.Sighting
	err := each(ctx, tx, func(scan func(...any) error) error {
		s := evidence.Sighting{Version: run.Version, Seen: run.Started}
		err := scan(&s.Target, &s.Collector)
		out = append(out, s)
		return err
	}, `select target, collector from arrival where run = $1
		union select target, collector from arrival_gap where run = $1`, run.ID)
	slices.SortFunc(out, bySource)
	return out, err
}

func bySource(a, b evidence.Sighting) int {
	if c := strings.Compare(a.Target, b.Target); c != 0 {
		return c
	}
	return strings.Compare(a.Collector, b.Collector)
}
