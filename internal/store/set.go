package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
)

// A set of what was seen is kept whole, or by what differs from the set of a run
// before it that is kept whole. One that differs in more than that part of it is
// kept whole: those after it differ from it by less.
const differs = 5

// leastSet is of how many facts a set is kept by difference.
const leastSet = 64

// members says a query over the facts of sightings s in which "@m" stands for the
// join with their sets, whose facts are m.fact_digest; both halves of it are put
// together by union or union all.
func members(together, query string) string {
	const (
		own  = "join set_fact m on m.set_digest = s.set_digest"
		base = `join set_base b on b.set_digest = s.set_digest join set_fact m on m.set_digest = b.base and not exists (
			select 1 from set_less l where l.set_digest = s.set_digest and l.fact_digest = m.fact_digest)`
	)
	return strings.Replace(query, "@m", own, 1) + " " + together + " " + strings.Replace(query, "@m", base, 1)
}

// setRows are the rows of a set that is not kept yet; the facts come sorted.
func setRows(ctx context.Context, tx *sql.Tx, runID, target, collector, set string, facts []string) ([]*rows, error) {
	own := &rows{into: "set_fact (set_digest, fact_digest)", fresh: true}
	base, had, err := baseOf(ctx, tx, runID, target, collector, len(facts))
	if err != nil {
		return nil, err
	}
	added, gone := apart(had, facts)
	if base == "" || differs*(len(added)+len(gone)) > len(facts) {
		for _, d := range facts {
			own.add(set, d)
		}
		return []*rows{own}, nil
	}
	on, less := &rows{into: "set_base (set_digest, base)", fresh: true}, &rows{into: "set_less (set_digest, fact_digest)", fresh: true}
	on.add(set, base)
	for _, d := range added {
		own.add(set, d)
	}
	for _, d := range gone {
		less.add(set, d)
	}
	return []*rows{on, own, less}, nil
}

// baseOf is the whole set that what was seen there in the newest finished run goes
// back to, and its facts, sorted; "": there is none that is worth it.
func baseOf(ctx context.Context, tx *sql.Tx, runID, target, collector string, size int) (base string, facts []string, err error) {
	if size < leastSet {
		return "", nil, nil
	}
	err = tx.QueryRowContext(ctx, `select coalesce((select b.base from set_base b where b.set_digest = s.set_digest), s.set_digest)
		from run own join run r on r.firm = own.firm join sighting s on s.run = r.id
		where own.id = $1 and r.id <> $1 and r.seq is not null and s.target = $2 and s.collector = $3
		order by r.seq desc limit 1`, runID, target, collector).Scan(&base)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	err = each(ctx, tx, into(&facts), "select fact_digest from set_fact where set_digest = $1 order by fact_digest", base)
	return base, facts, err
}

// apart is what only the second of two sorted lists holds, and what only the first does.
func apart(had, now []string) (added, gone []string) {
	for len(had) > 0 || len(now) > 0 {
		switch {
		case len(had) == 0 || len(now) > 0 && now[0] < had[0]:
			added, now = append(added, now[0]), now[1:]
		case len(now) == 0 || had[0] < now[0]:
			gone, had = append(gone, had[0]), had[1:]
		default:
			had, now = had[1:], now[1:]
		}
	}
	return added, gone
}

// unbased makes sets whole whose base no run has seen any more: what only those
// saw who are forgotten is not kept in the set of others.
func unbased(ctx context.Context, tx *sql.Tx) error {
	const lost = `select b.set_digest from set_base b where not exists (select 1 from sighting s where s.set_digest = b.base)
		and exists (select 1 from sighting s where s.set_digest = b.set_digest)`
	var sets []string
	if err := each(ctx, tx, into(&sets), lost); err != nil {
		return err
	}
	slices.Sort(sets)
	for _, set := range sets {
		for _, q := range []string{
			`insert into set_fact (set_digest, fact_digest) select b.set_digest, m.fact_digest from set_base b join set_fact m on m.set_digest = b.base
				where b.set_digest = $1 and not exists (select 1 from set_less l where l.set_digest = b.set_digest and l.fact_digest = m.fact_digest)`,
			"delete from set_less where set_digest = $1",
			"delete from set_base where set_digest = $1",
		} {
			if _, err := tx.ExecContext(ctx, q, set); err != nil {
				return err
			}
		}
	}
	return nil
}
