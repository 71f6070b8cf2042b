package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

func init() { command(newDiff) }

func newDiff(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "diff [RUN [RUN]]", Short: "say what became better, worse or unseen between two runs",
		Long: `Says what changed between two runs of the same firm: by default the newest and
the one before it; with one RUN, that run and the one before it; with two, the
first is the earlier. What is missing now counts as gone only where everything
was looked at in full again; otherwise it is unseen, which is never good news.`,
		Example: "  weaklink diff\n  weaklink diff 019ab3f0\n  weaklink diff 019ab3f0 019ac001 --format json",
		Args:    cobra.MaximumNArgs(2),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.diff(cmd.Context(), args) },
	}
}

// diffLine is one finding that is not the same, as --format json prints it.
type diffLine struct {
	Change  chain.Change `json:"change"`
	Finding string       `json:"finding"`
	Check   string       `json:"check"`
	Link    chain.Link   `json:"link"`
	Subject string       `json:"subject"`
	Before  string       `json:"before"` // grip; empty: new
	After   string       `json:"after"`  // grip; empty: gone or unseen now
	Say     string       `json:"say"`    // what is said now; before, where nothing is said now
}

func (a *app) diff(ctx context.Context, args []string) error {
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	before, after, err := h.pair(ctx, args)
	if err != nil {
		return err
	}
	all, same, err := scan.Diff(ctx, h, before, after)
	if err != nil {
		return err
	}
	if a.format == "json" {
		lines := make([]diffLine, 0, len(all))
		for _, d := range all {
			l := diffLine{d.Change, d.Finding.ID, d.Finding.Check, d.Finding.Link, d.Finding.Subject, "", "", d.Finding.Say}
			if d.Before != 0 {
				l.Before = d.Before.String()
			}
			if d.Change != chain.Gone && d.Finding.Grip != d.Before || d.Change == chain.New {
				l.After = d.Finding.Grip.String()
			}
			lines = append(lines, l)
		}
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.diff/1", "before": before.Run.ID, "after": after.Run.ID, "same": same, "changes": lines,
			"judged_alike": judgedAlike(before.Run, after.Run), "versions": []string{before.Run.Version, after.Run.Version}})
	}
	out := text.Diff{Width: a.width, Color: a.outTerminal && !a.noColor, ASCII: plainLocale(), Same: same,
		Before: text.When{ID: before.Run.ID, At: before.Run.Started}, After: text.When{ID: after.Run.ID, At: after.Run.Started}}
	if !judgedAlike(before.Run, after.Run) {
		out.Note = "These runs were judged by different rules: " + otherRules(before.Run, after.Run) + ". Some of this may come from that, and not from what you did. To be sure, scan once more and compare with that."
	}
	for _, d := range all {
		out.Lines = append(out.Lines, text.DiffLine{Change: d.Change, Before: d.Before, Finding: d.Finding, Was: d.Was, Name: report.Name(d.Finding.Subject)})
	}
	return out.Print(a.out)
}

// judgedAlike says that what differs between two runs is what was seen.
func judgedAlike(a, b chain.Run) bool { return a.Version == b.Version && a.Model == b.Model }

func otherRules(a, b chain.Run) string {
	if a.Version != b.Version {
		return fmt.Sprintf("weaklink %s, then %s", a.Version, b.Version)
	}
	return fmt.Sprintf("other numbers of the model (%.8s, then %.8s)", a.Model, b.Model)
}

// pair is the two runs that diff was asked about, the earlier one first.
func (h *home) pair(ctx context.Context, args []string) (before, after scan.Past, err error) {
	last := ""
	if len(args) > 0 {
		last = args[len(args)-1]
	}
	late, err := h.run(ctx, last)
	if err != nil {
		return before, after, err
	}
	var early chain.Run
	if len(args) == 2 {
		if early, err = h.run(ctx, args[0]); err != nil {
			return before, after, err
		}
	} else if early, err = h.Previous(ctx, late.ID); err != nil {
		if errors.Is(err, store.ErrNotFound) {
			return before, after, usage("scan it once more, then ask again", "run %.13s is the first of its firm: there is nothing to compare it with", late.ID)
		}
		return before, after, err
	}
	if early.Firm != late.Firm {
		return before, after, usage("name two runs of the same firm", "run %.13s is about %s, run %.13s about %s", early.ID, early.Firm, late.ID, late.Firm)
	}
	if before, err = h.past(ctx, early); err != nil {
		return before, after, err
	}
	after, err = h.past(ctx, late)
	return before, after, err
}

func (h *home) past(ctx context.Context, run chain.Run) (scan.Past, error) {
	if run.Finished.IsZero() {
		return scan.Past{}, fmt.Errorf("run %.13s never finished: it came to no verdict", run.ID)
	}
	raw, err := h.Verdict(ctx, run.ID)
	if err != nil {
		return scan.Past{}, err
	}
	return scan.ReadPast(run, raw)
}
