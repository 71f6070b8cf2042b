package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// reopen judges the facts of a run again, so that more can be asked about it.
func (a *app) reopen(ctx context.Context, h *home, id string) (*scan.Result, *scan.Question, error) {
	run, err := h.run(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	r := &scan.Result{Run: run}
	if r.Record, err = h.Verdict(ctx, run.ID); err != nil {
		if errors.Is(err, store.ErrNotFound) {
			err = usage("`weaklink scan` with the same targets makes a new one", "run %.13s never finished, so nothing can be asked about it", run.ID)
		}
		return nil, nil, err
	}
	if r.Facts, r.Seen, err = h.Facts(ctx, run.ID); err != nil {
		return nil, nil, err
	}
	q, err := scan.Reopen(r.Record, r.Facts, r.Seen, run.Root)
	switch {
	case errors.Is(err, scan.ErrNoFacts):
		return nil, nil, usage("ask where the run was made", "run %.13s: %w", run.ID, err)
	case err != nil:
		return nil, nil, fmt.Errorf("judge run %.13s again: %w", run.ID, err)
	}
	if q.Differs != "" {
		if err := a.warn(fmt.Sprintf("this build judges run %.13s differently (%s); what follows is its own judgement", run.ID, q.Differs)); err != nil {
			return nil, nil, err
		}
	}
	r.Firm, r.Findings, r.Hints = q.Case.Firm, q.Findings, q.Hints()
	return r, q, nil
}

// warn says something that is not the answer.
func (a *app) warn(say string) error {
	if a.format == "json" {
		return a.printJSON(a.err, map[string]any{"schema": "weaklink.progress/1", "level": "warn", "done": 0, "of": 0, "say": say})
	}
	fmt.Fprintln(a.err, "weaklink:", say)
	return nil
}

// completeRun offers the runs that are kept.
func (a *app) completeRun(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	h, err := a.open(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	defer h.Close()
	runs, err := h.Runs(cmd.Context(), "", 50)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []string
	for _, r := range runs {
		out = append(out, r.ID)
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
