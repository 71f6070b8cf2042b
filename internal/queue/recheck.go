package queue

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// Once is a look at one finding: which it is, in which run it was made, and what
// was said then.
type Once struct {
	Run     string `json:"run"`
	Finding string `json:"finding"`
	Say     string `json:"say"`
}

// Recheck looks again at what one finding of a finished run rests on, and at
// nothing else: what the other collectors saw then is taken over, with the time
// at which they saw it. otherwise is what to look at when that run was not asked
// for here; nil: there is nothing.
func (q *Queue) Recheck(ctx context.Context, run, finding string, otherwise *Ask) (chain.Run, error) {
	ask, err := q.Asked(ctx, run)
	if errors.Is(err, store.ErrNotFound) && otherwise != nil {
		ask, err = *otherwise, nil
	}
	if err != nil {
		return chain.Run{}, err
	}
	old, err := q.db.Run(ctx, run)
	if err != nil {
		return chain.Run{}, err
	}
	raw, err := q.db.Verdict(ctx, run)
	if err != nil {
		return chain.Run{}, err
	}
	past, err := scan.ReadPast(old, raw)
	if err != nil {
		return chain.Run{}, err
	}
	i := slices.IndexFunc(past.Record.Findings, func(f chain.Finding) bool { return f.ID == finding })
	if i < 0 {
		return chain.Run{}, Invalid(fmt.Errorf("run %.13s has no finding %s", run, finding), "look again at everything")
	}
	f := past.Record.Findings[i]
	opt, err := ask.options(q.home.Version)
	if err != nil {
		return chain.Run{}, err
	}
	from, err := q.db.SourcesIn(ctx, run, f.Evidence)
	if err != nil {
		return chain.Run{}, err
	}
	var on []scan.Rested
	for _, s := range from {
		on = append(on, scan.Rested{Target: s.Target, Kind: s.Kind})
	}
	steps, _ := opt.Steps()
	fresh := scan.Recheck(steps, f, on)
	if len(fresh) == 0 {
		return chain.Run{}, Invalid(errors.New("nothing that is looked at shows whether this is mended: it rests on an answer"), "change the answer, and look again at everything")
	}
	ask.Once = &Once{Run: run, Finding: finding, Say: f.Say}
	var begun chain.Run
	err = q.db.Tx(ctx, func(tx *sql.Tx) error {
		// The plan of the run holds the looks that are not there already.
		if begun, err = q.EnqueueTx(ctx, tx, ask); err != nil {
			return err
		}
		for _, s := range steps {
			if slices.ContainsFunc(fresh, func(n scan.Step) bool { return n.Target.ID == s.Target.ID && n.Collector.Name() == s.Collector.Name() }) {
				continue
			}
			if _, err := q.db.Carry(ctx, tx, run, begun.ID, s.Target.ID, s.Collector.Name()); err != nil {
				return err
			}
		}
		if old.Partial { // what it did not get to is not seen now, either
			_, err = q.db.AddEvent(ctx, tx, store.Event{Run: begun.ID, At: time.Now(), State: "note", Say: "the look before was cut short: what it did not get to is still not seen"})
		}
		return err
	})
	return begun, err
}

// Asked is what a run was asked. The error wraps store.ErrNotFound when no jobs
// made that run.
func (q *Queue) Asked(ctx context.Context, run string) (Ask, error) {
	kept, err := q.db.Ask(ctx, run)
	if err != nil {
		return Ask{}, err
	}
	return readAsk(kept.Body)
}
