package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/weaklink/weaklink/chain"
)

// key tells findings apart. The id alone would do but for its subject being cut
// to 32 bits there: with tens of thousands of subjects two may share one.
type key struct{ id, subject string }

// Changes says again how the findings of a finished run differ from those of
// the run before, as Finish said it: findings are those that the run itself
// made. A run that has not finished has none.
func (db *DB) Changes(ctx context.Context, runID string, findings []chain.Finding) ([]chain.Changed, error) {
	var out []chain.Changed
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		run, seq, err := known(ctx, tx, runID)
		if err != nil || seq == 0 {
			return err
		}
		now, err := byKey(findings)
		if err != nil {
			return err
		}
		still := make(map[key]bool, len(now))
		for _, f := range now {
			still[key{f.ID, f.Subject}] = true
		}
		open, err := openSpans(ctx, tx, run.Firm, seq)
		if err != nil {
			return err
		}
		// What is not among the findings and was not closed could not be looked at.
		closed := make(map[string]bool)
		err = each(ctx, tx, func(scan func(...any) error) error {
			var id string
			var k key
			err := scan(&id, &k.id, &k.subject)
			if !still[k] && !open[id] {
				closed[k.subject] = true
			}
			return err
		}, "select id, finding, subject from span where "+openIn, run.Firm, seq-1)
		if err != nil {
			return err
		}
		c := comparison{now: now, complete: func(subject string) bool { return closed[subject] }}
		if err := c.holdAll(ctx, tx, run.Firm, seq-1); err != nil {
			return err
		}
		out = c.plan().changes
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read what changed in run %q: %w", runID, err)
	}
	return out, nil
}
