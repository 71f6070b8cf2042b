package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/evidence"
)

type sighting struct {
	evidence.Sighting
	complete bool
	why      string
}

// sightings lists what was sealed in a run, sorted by target and collector.
// Sorting is ours everywhere: two engines may order text differently.
func sightings(ctx context.Context, tx *sql.Tx, runID string) ([]sighting, error) {
	var out []sighting
	err := each(ctx, tx, func(scan func(...any) error) error {
		var s sighting
		var seen, complete int64
		err := scan(&s.Target, &s.Collector, &s.Version, &seen, &complete, &s.why)
		s.Seen, s.complete = when(seen), complete != 0
		out = append(out, s)
		return err
	}, "select target, collector, version, seen, complete, why from sighting where run = $1", runID)
	slices.SortFunc(out, func(a, b sighting) int { return bySource(a.Sighting, b.Sighting) })
	return out, err
}

// Facts returns what was seen in a run: each fact once, sorted by kind,
// subject and digest, and for each digest one sighting of it, the first by
// target and collector. Facts of a collector that never got done are among
// them, sighted at the start of the run.
func (db *DB) Facts(ctx context.Context, runID string) ([]evidence.Item, map[string]evidence.Sighting, error) {
	var items []evidence.Item
	at := make(map[string]evidence.Sighting)
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		run, _, err := known(ctx, tx, runID)
		if err != nil {
			return err
		}
		read := func(scan func(...any) error) error {
			var it evidence.Item
			var s evidence.Sighting
			var method, body string
			var seen int64
			if err := scan(&s.Target, &s.Collector, &s.Version, &seen, &it.Digest, &it.Kind, &it.Version, &it.Subject, &method, &body, &it.Blob); err != nil {
				return err
			}
			it.Method, it.Body, s.Seen = evidence.Method(method), json.RawMessage(body), when(seen)
			had, dup := at[it.Digest]
			if !dup {
				items = append(items, it)
			}
			if !dup || bySource(s, had) < 0 {
				at[it.Digest] = s
			}
			return nil
		}
		const columns = "f.digest, f.kind, f.version, f.subject, f.method, f.body, f.blob"
		err = each(ctx, tx, read, members("union all", "select s.target, s.collector, s.version, s.seen, "+columns+` from sighting s
			@m join fact f on f.digest = m.fact_digest where s.run = $1`), runID)
		if err != nil {
			return err
		}
		return each(ctx, tx, read, "select a.target, a.collector, r.version, r.started, "+columns+` from arrival a
			join run r on r.id = a.run join fact f on f.digest = a.fact_digest where a.run = $1`, run.ID)
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the facts of run %q: %w", runID, err)
	}
	slices.SortFunc(items, func(a, b evidence.Item) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Subject, b.Subject), strings.Compare(a.Digest, b.Digest))
	})
	return items, at, nil
}

// Gaps returns what could not be looked at in a run, each gap once, sorted by
// target, subject and reason.
func (db *DB) Gaps(ctx context.Context, runID string) ([]evidence.Gap, error) {
	var out []evidence.Gap
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		if _, _, err := known(ctx, tx, runID); err != nil {
			return err
		}
		return each(ctx, tx, func(scan func(...any) error) error {
			var g evidence.Gap
			err := scan(&g.Target, &g.Subject, &g.Why, &g.Next)
			out = append(out, g)
			return err
		}, `select g.target, g.subject, g.why, g.next from gap g where g.digest in (
			select m.gap_digest from sighting s join set_gap m on m.set_digest = s.set_digest where s.run = $1
			union select gap_digest from arrival_gap where run = $1)`, runID)
	})
	if err != nil {
		return nil, fmt.Errorf("read the gaps of run %q: %w", runID, err)
	}
	slices.SortFunc(out, func(a, b evidence.Gap) int {
		return cmp.Or(strings.Compare(a.Target, b.Target), strings.Compare(a.Subject, b.Subject), strings.Compare(a.Why, b.Why), strings.Compare(a.Next, b.Next))
	})
	return out, nil
}

// States says for each target of a run how far it was collected, sorted by
// target: complete when every collector that began there was sealed complete.
// In a run that has not finished no target is complete: nobody knows yet which
// collectors are still to come.
func (db *DB) States(ctx context.Context, runID string) ([]chain.TargetState, error) {
	var out []chain.TargetState
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		run, _, err := known(ctx, tx, runID)
		if err != nil {
			return err
		}
		all, err := sightings(ctx, tx, runID)
		if err != nil {
			return err
		}
		rest, err := unsealed(ctx, tx, run)
		if err != nil {
			return err
		}
		for _, s := range rest {
			all = append(all, sighting{s, false, whyCut})
		}
		out = states(all, !run.Finished.IsZero())
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read how far run %q came: %w", runID, err)
	}
	return out, nil
}

func states(all []sighting, finished bool) []chain.TargetState {
	byTarget := make(map[string]chain.TargetState)
	for _, s := range all {
		st, had := byTarget[s.Target]
		if !had {
			st = chain.TargetState{Target: s.Target, Complete: true}
		}
		if !s.complete {
			st.Complete, st.Why = false, cmp.Or(st.Why, s.why)
		}
		byTarget[s.Target] = st
	}
	out := make([]chain.TargetState, 0, len(byTarget))
	for _, st := range byTarget {
		if !finished && st.Complete {
			st.Complete, st.Why = false, "the run has not finished"
		}
		out = append(out, st)
	}
	slices.SortFunc(out, func(a, b chain.TargetState) int { return strings.Compare(a.Target, b.Target) })
	return out
}
