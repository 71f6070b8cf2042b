package scan

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

const (
	answersTarget = "answers"
	answerer      = "scan.answers"
)

// answered turns what a person answered into facts, so that an answer is weighed
// as what it is: claimed, or documented when a file shows it. One that says
// "unknown" is kept too: it is an answer.
func answered(answers map[string]checks.Answer) ([]evidence.Item, error) {
	var out []evidence.Item
	for _, id := range slices.Sorted(maps.Keys(answers)) {
		a := answers[id]
		method := evidence.Claimed
		if a.File != "" {
			method = evidence.Documented
		}
		it, err := facts.FirmAnswer.Item("firm", method, facts.Answer{ID: id, Value: a.Value, On: a.On, File: a.File != ""})
		if err != nil {
			return nil, err
		}
		out = append(out, it)
	}
	return out, nil
}

// keepAnswers puts the answers among what the run saw.
func keepAnswers(ctx context.Context, st Store, run chain.Run, seen *seen, opt Options) error {
	items, err := answered(opt.Answers)
	if err != nil || len(items) == 0 {
		return err
	}
	s := evidence.Sighting{Target: answersTarget, Collector: answerer, Version: opt.Version, Seen: run.Started}
	for _, it := range items {
		if err := st.Fact(ctx, run.ID, answersTarget, answerer, it); err != nil {
			return fmt.Errorf("keep the answers: %w", err)
		}
		seen.facts = append(seen.facts, it)
		seen.at[it.Digest] = s
	}
	state := chain.TargetState{Target: answersTarget, Complete: true}
	if err := st.Seal(ctx, run.ID, s, state); err != nil {
		return fmt.Errorf("keep the answers: %w", err)
	}
	seen.states = append(seen.states, state)
	return nil
}
