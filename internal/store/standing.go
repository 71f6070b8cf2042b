package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// openIn is true of a span that was open in the run number $2 of the firm $1.
const openIn = "firm = $1 and first_seq <= $2 and (last_seq is null or last_seq >= $2)"

// openSpans are the ids of those.
func openSpans(ctx context.Context, tx *sql.Tx, firm string, seq int64) (map[string]bool, error) {
	var ids []string
	err := each(ctx, tx, into(&ids), "select id from span where "+openIn, firm, seq)
	out := make(map[string]bool, len(ids))
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// Targets says of each fact of a run at which target it was seen, the first by
// target and collector: what Facts says, without the facts.
func (db *DB) Targets(ctx context.Context, runID string) (map[string]string, error) {
	at := map[string]string{}
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		clear(at)
		read := func(scan func(...any) error) error {
			var digest, target string
			err := scan(&digest, &target)
			if had, dup := at[digest]; !dup || target < had {
				at[digest] = target
			}
			return err
		}
		err := each(ctx, tx, read, members("union all", "select m.fact_digest, s.target from sighting s @m where s.run = $1"), runID)
		if err != nil {
			return err
		}
		return each(ctx, tx, read, "select fact_digest, target from arrival where run = $1", runID)
	})
	if err != nil {
		return nil, fmt.Errorf("read where the facts of run %q were seen: %w", runID, err)
	}
	return at, nil
}

// Sources lists for facts the targets at which each was ever seen in the runs of
// a firm, sorted. It tells where a finding came from when the run before could
// not look there: only then can a later run say that the finding is gone.
func (db *DB) Sources(ctx context.Context, firm string, digests []string) (map[string][]string, error) {
	out := make(map[string][]string, len(digests))
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		clear(out)
		for left := digests; len(left) > 0; {
			n := min(together, len(left))
			marks, args := make([]string, n), []any{firm}
			for i, d := range left[:n] {
				marks[i], args = fmt.Sprintf("$%d", i+2), append(args, d)
			}
			err := each(ctx, tx, func(scan func(...any) error) error {
				var digest, target string
				err := scan(&digest, &target)
				out[digest] = append(out[digest], target)
				return err
			}, members("union", `select m.fact_digest, s.target from sighting s @m
				join run r on r.id = s.run where r.firm = $1 and m.fact_digest in (`+strings.Join(marks, ", ")+")"), args...)
			if err != nil {
				return err
			}
			left = left[n:]
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for where %d facts were seen: %w", len(digests), err)
	}
	for _, targets := range out {
		slices.Sort(targets)
	}
	return out, nil
}
