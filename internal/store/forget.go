package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// Forget deletes everything that is kept of a firm, and what only its runs had
// seen, and rewrites the file so that nothing of it can be recovered from
// there. It returns the digests of blobs that no fact names any more: delete
// those, and shred the firm's key. A firm that is not kept is forgotten already.
func (db *DB) Forget(ctx context.Context, firm string) (blobs []string, err error) {
	err = db.change(ctx, func(tx *sql.Tx) error {
		const ofFirm = "run in (select id from run where firm = $1)"
		var before, after, joined []string
		blobs = nil
		const list = "select distinct blob from fact where blob <> ''"
		if err := each(ctx, tx, into(&before), list); err != nil {
			return err
		}
		if err := each(ctx, tx, into(&joined), "select blob from joined where firm = $1", firm); err != nil {
			return err
		}
		for _, q := range []string{
			"delete from span_detail where span in (select id from span where firm = $1)",
			"delete from span where firm = $1",
			"delete from arrival_gap where " + ofFirm,
			"delete from arrival where " + ofFirm,
			"delete from sighting where " + ofFirm,
			"delete from derived where " + ofFirm,
			"delete from event where run in (select run from ask where firm = $1)",
			"delete from step where run in (select run from ask where firm = $1)",
			"delete from ask where firm = $1",
			"delete from acceptance where firm = $1",
			"delete from outcome where firm = $1",
			"delete from memory where firm = $1",
			"delete from weighed where firm = $1",
			"delete from joined where firm = $1",
			"delete from stand where firm = $1",
			"delete from run where firm = $1",
			"delete from firm where id = $1",
		} {
			if _, err := tx.ExecContext(ctx, q, firm); err != nil {
				return err
			}
		}
		if err := unbased(ctx, tx); err != nil {
			return err
		}
		for _, q := range []string{
			"delete from verdict where not exists (select 1 from run r where r.verdict = verdict.digest)",
			"delete from set_base where not exists (select 1 from sighting s where s.set_digest = set_base.set_digest)",
			"delete from set_less where not exists (select 1 from sighting s where s.set_digest = set_less.set_digest)",
			"delete from set_fact where not exists (select 1 from sighting s where s.set_digest = set_fact.set_digest)",
			"delete from set_gap where not exists (select 1 from sighting s where s.set_digest = set_gap.set_digest)",
			"delete from fact_set where not exists (select 1 from sighting s where s.set_digest = fact_set.digest)",
			"delete from fact where digest not in (select fact_digest from set_fact union select fact_digest from arrival)",
			"delete from gap where digest not in (select gap_digest from set_gap union select gap_digest from arrival_gap)",
		} {
			if _, err := tx.ExecContext(ctx, q); err != nil {
				return err
			}
		}
		if err := each(ctx, tx, into(&after), list); err != nil {
			return err
		}
		blobs = append(slices.DeleteFunc(before, func(d string) bool { return slices.Contains(after, d) }), joined...)
		return nil
	})
	if err == nil {
		err = db.engine.compact(ctx, db)
	}
	if err != nil {
		return nil, fmt.Errorf("forget %q: %w", firm, err)
	}
	return blobs, nil
}
