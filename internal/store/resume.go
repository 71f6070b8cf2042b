package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
)

// Cut is the newest run of a firm, if it was cut short or never finished, with
// what its collectors saw that got done in full, in the order of target and
// collector: none of that need be looked at again. The error wraps ErrNotFound
// when the newest run is whole, or there is none.
func (db *DB) Cut(ctx context.Context, firm string) (chain.Run, []evidence.Seen, error) {
	var r chain.Run
	var out []evidence.Seen
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		var err error
		r, err = scanRun(tx.QueryRowContext(ctx, "select "+runColumns+" from run where firm = $1 order by started desc, id desc limit 1", firm).Scan)
		if err != nil {
			return err
		}
		if !r.Finished.IsZero() && !r.Partial {
			return sql.ErrNoRows
		}
		all, err := sightings(ctx, tx, r.ID)
		if err != nil {
			return err
		}
		for _, s := range all {
			if !s.complete {
				continue
			}
			one := evidence.Seen{Sighting: s.Sighting}
			err := each(ctx, tx, func(scan func(...any) error) error {
				var it evidence.Item
				var method, body string
				err := scan(&it.Digest, &it.Kind, &it.Version, &it.Subject, &method, &body, &it.Blob)
				it.Method, it.Body = evidence.Method(method), json.RawMessage(body)
				one.Items = append(one.Items, it)
				return err
			}, members("union all", `select f.digest, f.kind, f.version, f.subject, f.method, f.body, f.blob from sighting s @m
				join fact f on f.digest = m.fact_digest where s.run = $1 and s.target = $2 and s.collector = $3`)+" order by 1", r.ID, s.Target, s.Collector)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	if errors.Is(err, sql.ErrNoRows) {
		return chain.Run{}, nil, fmt.Errorf("a run of %q that was cut short is %w", firm, ErrNotFound)
	}
	if err != nil {
		return chain.Run{}, nil, fmt.Errorf("look for a run of %q that was cut short: %w", firm, err)
	}
	return r, out, nil
}
