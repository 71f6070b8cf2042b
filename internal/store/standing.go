package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
)

// Standing is Findings with nothing of a finding but its id and subject: which
// were open in a run, and since when. It takes a fraction of the time.
func (db *DB) Standing(ctx context.Context, runID string) ([]chain.Span, error) {
	var open []span
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		run, seq, err := known(ctx, tx, runID)
		if err != nil || seq == 0 {
			return err
		}
		open, err = standing(ctx, tx, run.Firm, seq)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read which findings run %q had: %w", runID, err)
	}
	sortSpans(open)
	return bare(open), nil
}

func bare(all []span) []chain.Span {
	out := make([]chain.Span, len(all))
	for i, s := range all {
		out[i] = s.Span
	}
	return out
}

// standing lists the spans that were open in a firm's run number seq.
func standing(ctx context.Context, tx *sql.Tx, firm string, seq int64) (out []span, err error) {
	if seq < 1 {
		return nil, nil
	}
	err = each(ctx, tx, func(scan func(...any) error) error {
		var s span
		var last sql.NullString
		err := scan(&s.id, &s.Finding.ID, &s.Finding.Subject, &s.FirstRun, &last, &s.Since)
		s.LastRun = last.String
		out = append(out, s)
		return err
	}, `select s.id, s.finding, s.subject, s.first_run, s.last_run, r.started from span s join run r on r.id = s.first_run
		where s.firm = $1 and s.first_seq <= $2 and (s.last_seq is null or s.last_seq >= $2)`, firm, seq)
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
		err := each(ctx, tx, read, "select m.fact_digest, s.target from sighting s join set_fact m on m.set_digest = s.set_digest where s.run = $1", runID)
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
			}, `select distinct m.fact_digest, s.target from set_fact m join sighting s on s.set_digest = m.set_digest
				join run r on r.id = s.run where r.firm = $1 and m.fact_digest in (`+strings.Join(marks, ", ")+")", args...)
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
