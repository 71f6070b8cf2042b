package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// Carry lets a run that has not finished take over what a collector saw at a
// target in an earlier run of the same firm: with the time at which it was seen,
// and with what could not be seen then. It reports whether there was any of it.
func (db *DB) Carry(ctx context.Context, tx *sql.Tx, from, to, target, collector string) (bool, error) {
	res, err := tx.ExecContext(ctx, `insert into sighting (run, target, collector, version, seen, set_digest, complete, why)
		select n.id, s.target, s.collector, s.version, s.seen, s.set_digest, s.complete, s.why
		from sighting s join run o on o.id = s.run join run n on n.id = $2 and n.firm = o.firm and n.finished is null
		where s.run = $1 and s.target = $3 and s.collector = $4 on conflict (run, target, collector) do nothing`, from, to, target, collector)
	if err != nil {
		return false, fmt.Errorf("take over what %s saw at %s in run %s: %w", collector, target, from, err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// Source is who saw a fact, and of which kind it is.
type Source struct{ Target, Collector, Kind string }

// SourcesIn lists who saw facts in a run, by their digests; all of them, where
// several saw the same.
func (db *DB) SourcesIn(ctx context.Context, runID string, digests []string) ([]Source, error) {
	var out []Source
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		out = nil
		return each(ctx, tx, func(scan func(...any) error) error {
			var s Source
			var digest string
			err := scan(&s.Target, &s.Collector, &s.Kind, &digest)
			if slices.Contains(digests, digest) && !slices.Contains(out, s) {
				out = append(out, s)
			}
			return err
		}, members("union all", `select s.target, s.collector, f.kind, f.digest from sighting s @m
			join fact f on f.digest = m.fact_digest where s.run = $1`), runID)
	})
	if err != nil {
		return nil, fmt.Errorf("look for where the facts of run %q were seen: %w", runID, err)
	}
	slices.SortFunc(out, func(a, b Source) int {
		return strings.Compare(a.Target+"\x00"+a.Collector+"\x00"+a.Kind, b.Target+"\x00"+b.Collector+"\x00"+b.Kind)
	})
	return out, nil
}
