package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
)

// Course lists every span of a firm's findings, the oldest first, without what
// may change while a span stays open: for who draws how the links fared.
func (db *DB) Course(ctx context.Context, firm string) ([]chain.Span, error) {
	var out []chain.Span
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		out = nil
		return each(ctx, tx, func(scan func(...any) error) error {
			var s chain.Span
			var link string
			var grip int
			var last sql.NullString
			err := scan(&s.Finding.ID, &s.Finding.Check, &s.Finding.Subject, &link, &grip, &s.FirstRun, &last)
			s.Finding.Link, s.Finding.Grip, s.LastRun = chain.Link(link), chain.Grip(grip), last.String
			out = append(out, s)
			return err
		}, "select finding, check_id, subject, link, grip, first_run, last_run from span where firm = $1 order by first_seq, id", firm)
	})
	if err != nil {
		return nil, fmt.Errorf("read how the findings of %q went: %w", firm, err)
	}
	return out, nil
}

// Every lists the facts of a kind that were seen in the runs of a firm, each
// once and with the time at which it was seen first, the newest first.
func (db *DB) Every(ctx context.Context, firm, kind string) (items []evidence.Item, first map[string]time.Time, err error) {
	first = map[string]time.Time{}
	err = db.snapshot(ctx, func(tx *sql.Tx) error {
		items = nil
		return each(ctx, tx, func(scan func(...any) error) error {
			var it evidence.Item
			var method, body string
			var seen int64
			err := scan(&it.Digest, &it.Kind, &it.Version, &it.Subject, &method, &body, &it.Blob, &seen)
			it.Method, it.Body, first[it.Digest] = evidence.Method(method), json.RawMessage(body), when(seen)
			items = append(items, it)
			return err
		}, `select digest, kind, version, subject, method, body, blob, min(seen) from (`+
			members("union all", `select f.digest, f.kind, f.version, f.subject, f.method, f.body, f.blob, s.seen from run r
			join sighting s on s.run = r.id @m join fact f on f.digest = m.fact_digest where r.firm = $1 and f.kind = $2`)+`) as every_one
			group by digest, kind, version, subject, method, body, blob`, firm, kind)
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read every %s of %q: %w", kind, firm, err)
	}
	slices.SortFunc(items, func(a, b evidence.Item) int {
		if c := first[b.Digest].Compare(first[a.Digest]); c != 0 {
			return c
		}
		return strings.Compare(a.Digest, b.Digest)
	})
	return items, first, nil
}
