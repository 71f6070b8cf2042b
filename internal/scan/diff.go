package scan

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
)

// Difference is one finding that is not the same in two runs. What was said
// before is empty for a new one, what is said now for one that is gone.
type Difference struct {
	Change  chain.Change
	Finding chain.Finding // as it is now; as it was when it is gone or unseen now
	Before  chain.Grip    // 0: it is new
	Was     string        // what was said before
}

// Past is a run as it was kept.
type Past struct {
	Run    chain.Run
	Record Record
}

// ReadPast reads the record that a store keeps of a run.
func ReadPast(run chain.Run, raw json.RawMessage) (Past, error) {
	p := Past{Run: run}
	if err := json.Unmarshal(raw, &p.Record); err != nil {
		return p, fmt.Errorf("read what run %.13s came to: %w", run.ID, err)
	}
	return p, nil
}

// Diff holds the findings of a run against those of an earlier one of the same
// firm, worst news first; what is the same is left out and counted. A finding
// that is missing now is gone only if everything that its evidence came from
// was collected in full; else it is unseen now.
func Diff(ctx context.Context, st Store, before, after Past) (out []Difference, same int, err error) {
	gone, err := looked(ctx, st, before.Run, before.Record.Findings, after.Record.States, after.Record.Only)
	if err != nil {
		return nil, 0, err
	}
	type key struct{ id, subject string }
	now := make(map[key]chain.Finding, len(after.Record.Findings))
	for _, f := range after.Record.Findings {
		now[key{f.ID, f.Subject}] = f
	}
	known := make(map[key]bool, len(before.Record.Findings))
	for _, old := range before.Record.Findings {
		k := key{old.ID, old.Subject}
		known[k] = true
		f, still := now[k]
		d := Difference{Finding: f, Before: old.Grip, Was: old.Say}
		switch {
		case still:
			if d.Change = chain.Step(old, f); d.Change == chain.Same {
				same++
				continue
			}
		case gone(old.Subject):
			d.Change, d.Finding = chain.Gone, old
		default:
			d.Change, d.Finding = chain.UnseenNow, old
		}
		out = append(out, d)
	}
	for _, f := range after.Record.Findings {
		if !known[key{f.ID, f.Subject}] {
			out = append(out, Difference{Change: chain.New, Finding: f})
		}
	}
	slices.SortFunc(out, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(news(a.Change), news(b.Change)), cmp.Compare(a.Finding.Grip, b.Finding.Grip),
			cmp.Compare(a.Finding.Link.Index(), b.Finding.Link.Index()), strings.Compare(a.Finding.ID, b.Finding.ID))
	})
	return out, same, nil
}

// news ranks changes, bad news first.
func news(c chain.Change) int {
	return slices.Index([]chain.Change{chain.WorseNow, chain.New, chain.UnseenNow, chain.BetterNow, chain.Gone}, c)
}
