package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/text"
)

func init() { command(newAccept) }

type acceptFlags struct {
	why, who, until string
	withdraw        bool
}

func newAccept(a *app) *cobra.Command {
	var f acceptFlags
	cmd := &cobra.Command{
		Use: "accept [FINDING]", Short: "live with a weakness until a day, and say why",
		Long: `Keeps that the firm has decided to live with a finding of its newest run until a
day, at most a year ahead. The weakness stays in the report and in the verdict,
marked as accepted; only the list of what to do leaves it out. Without FINDING,
lists what is accepted now.`,
		Example: "  weaklink accept\n  weaklink accept data.stale-records@db89e6a7 \\\n    --why \"the tax office wants them\" --until 2027-03-31\n  weaklink accept data.stale-records@db89e6a7 --withdraw",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			h, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer h.Close()
			if len(args) == 0 {
				return a.accepted(cmd.Context(), h)
			}
			return a.accept(cmd.Context(), h, args[0], f)
		},
	}
	cmd.Flags().StringVar(&f.why, "why", "", "why the firm can live with it")
	cmd.Flags().StringVar(&f.until, "until", "", "the last day on which it counts, YYYY-MM-DD")
	cmd.Flags().StringVar(&f.who, "by", "", "who decided")
	cmd.Flags().BoolVar(&f.withdraw, "withdraw", false, "take an acceptance back")
	return cmd
}

func (a *app) accept(ctx context.Context, h *home, id string, f acceptFlags) error {
	run, err := h.run(ctx, "")
	if err != nil {
		return err
	}
	if f.withdraw {
		had, err := h.Withdraw(ctx, run.Firm, id)
		if err != nil {
			return err
		}
		if !had {
			return usage("`weaklink accept` lists what is accepted", "%s is not accepted", id)
		}
		fmt.Fprintf(a.out, "%s is no longer accepted.\n", id)
		return nil
	}
	past, err := h.past(ctx, run)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(past.Record.Findings, func(x chain.Finding) bool { return x.ID == id })
	if i < 0 {
		return usage("ids stand in the JSON report, and `weaklink why LINK` shows them", "the newest run has no finding %q", id)
	}
	found := past.Record.Findings[i]
	if found.Grip != chain.Broken && found.Grip != chain.Weak {
		return usage("only what is weak or broken can be accepted", "%s %s", id, map[chain.Grip]string{chain.Holds: "holds", chain.Unseen: "was not seen"}[found.Grip])
	}
	if strings.TrimSpace(f.why) == "" {
		return usage("for example: --why \"the old till is replaced in March\"", "an acceptance needs a reason")
	}
	day, err := time.Parse(time.DateOnly, f.until)
	if err != nil {
		return usage("for example: --until "+time.Now().AddDate(0, 3, 0).Format(time.DateOnly), "an acceptance needs a last day, YYYY-MM-DD")
	}
	now := time.Now().UTC()
	until := day.AddDate(0, 0, 1)
	switch {
	case !until.After(now):
		return usage("name a day that is still to come", "--until %s is past", f.until)
	case until.Sub(now) > chain.LongestAcceptance:
		return usage("decide again in a year", "--until %s is more than a year ahead", f.until)
	}
	acc := chain.Acceptance{Finding: id, Why: strings.TrimSpace(f.why), Who: f.who, Given: now, Until: until}
	if err := h.Accept(ctx, run.Firm, acc); err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(a.out, acceptedJSON(run.Firm, []chain.Acceptance{acc}))
	}
	w := text.NewWriter(a.out, a.width)
	w.Para("", "", fmt.Sprintf("Accepted until %s: %s (%s) It stays in the report and in the verdict; the list of what to do leaves it out.", f.until, found.Say, report.Name(found.Subject)))
	return w.Flush()
}

// accepted lists what the firm of the newest run lives with.
func (a *app) accepted(ctx context.Context, h *home) error {
	run, err := h.run(ctx, "")
	if err != nil {
		return err
	}
	all, err := h.Acceptances(ctx, run.Firm, time.Now())
	if err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(a.out, acceptedJSON(run.Firm, all))
	}
	w := text.NewWriter(a.out, a.width)
	if len(all) == 0 {
		w.Para("", "", "Nothing is accepted for "+run.Firm+".")
	}
	for _, x := range all {
		w.Para("", "  ", fmt.Sprintf("%s until %s: %s", x.Finding, x.Until.AddDate(0, 0, -1).Format(time.DateOnly), x.Why))
	}
	return w.Flush()
}

func acceptedJSON(firm string, all []chain.Acceptance) map[string]any {
	return map[string]any{"schema": "weaklink.accepted/1", "firm": firm, "accepted": orEmpty(all)}
}
