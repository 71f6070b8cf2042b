package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/weaklink/weaklink/evidence"
)

// Earlier is the fact of that kind about that subject in the newest finished
// run of a firm that has one, and when it was seen; ok is false when there is none.
func (db *DB) Earlier(ctx context.Context, firm, kind, subject string) (it evidence.Item, s evidence.Sighting, ok bool, err error) {
	err = db.snapshot(ctx, func(tx *sql.Tx) error {
		var method, body string
		var seen int64
		err := tx.QueryRowContext(ctx, `select digest, kind, version, subject, method, body, blob, target, collector, seen_by, seen from (`+
			members("union all", `select f.digest, f.kind, f.version, f.subject, f.method, f.body, f.blob, s.target, s.collector, s.version as seen_by, s.seen, r.seq
			from sighting s @m join fact f on f.digest = m.fact_digest join run r on r.id = s.run
			where r.firm = $1 and r.seq is not null and f.kind = $2 and f.subject = $3`)+`) as every_one
			order by seq desc, target, collector, digest limit 1`, firm, kind, subject).
			Scan(&it.Digest, &it.Kind, &it.Version, &it.Subject, &method, &body, &it.Blob, &s.Target, &s.Collector, &s.Version, &seen)
		it.Method, it.Body, s.Seen = evidence.Method(method), json.RawMessage(body), when(seen)
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return it, s, false, nil
	}
	if err != nil {
		return it, s, false, fmt.Errorf("look for an earlier %s about %s: %w", kind, subject, err)
	}
	return it, s, true, nil
}
