package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/risk"
)

func init() { command(newWhatIf) }

func newWhatIf(a *app) *cobra.Command {
	var fix, set []string
	cmd := &cobra.Command{
		Use: "whatif [RUN] [--fix ID,...] [--set ID=VALUE,...]", Short: "say what a repair, or another number, would change in the verdict",
		Long: `Weighs a run again as if something were otherwise, and prints both verdicts side
by side. Nothing is looked at again, and nothing is kept.

--fix takes the id of a finding (all that one repair settles is repaired with
it), a check, a control, a subject or a link: everything that is weak or broken
there. --set takes a number of the model (as weaklink.yaml does under constants),
or a control and how well it works, 0 to 1: everywhere, or on one subject.

RUN is a run id or its beginning (default: the newest run).`,
		Example:           "  weaklink whatif --fix website.exposed-files\n  weaklink whatif --fix access --set mfa=0.9\n  weaklink whatif --set mfa@account:google-workspace=1\n  weaklink whatif --set callback-rule.m=0.5,firm.margin=0.4",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeRun,
		RunE: func(cmd *cobra.Command, args []string) error {
			id := ""
			if len(args) == 1 {
				id = args[0]
			}
			return a.whatIf(cmd.Context(), id, fix, set)
		},
	}
	cmd.Flags().StringSliceVar(&fix, "fix", nil, "suppose these are repaired: findings, checks, controls, subjects, links")
	cmd.Flags().StringSliceVar(&set, "set", nil, "suppose these numbers: CONTROL=VALUE, CONTROL@SUBJECT=VALUE or CONSTANT=VALUE")
	_ = cmd.RegisterFlagCompletionFunc("fix", a.completeFix)
	_ = cmd.RegisterFlagCompletionFunc("set", a.completeSet)
	return cmd
}

// whatIfAnswer is what `weaklink whatif --format json` prints.
type whatIfAnswer struct {
	Schema  string      `json:"schema"`
	Run     string      `json:"run"`
	Fixed   []fixedPart `json:"fixed"`
	Set     []setPart   `json:"set"`
	Before  whatIfSide  `json:"before"`
	After   whatIfSide  `json:"after"`
	Saves   risk.Range  `json:"saves"` // EUR a year; below 0: it costs
	Same    bool        `json:"same"`  // nothing changes, in no possible world
	Samples int         `json:"samples"`
	Seed    uint64      `json:"seed"`
}

// fixedPart is one repair that is supposed to be done.
type fixedPart struct {
	ID       string   `json:"id"`
	Findings []string `json:"findings"`
	EUR      float64  `json:"eur"`
	Minutes  float64  `json:"minutes"`
}

// setPart is one number that is supposed to be otherwise.
type setPart struct {
	ID  string  `json:"id"`
	Was float64 `json:"was"` // of a control: its mean
	To  float64 `json:"to"`
}

// whatIfSide is a verdict.
type whatIfSide struct {
	Sentence    string       `json:"sentence"`
	Wording     risk.Wording `json:"wording"`
	Link        *string      `json:"link"`
	Subject     *string      `json:"subject"`
	Confidence  float64      `json:"confidence"`
	PYear       risk.Range   `json:"p_year"`
	Expected    risk.Range   `json:"expected"` // EUR a year
	DropIfFixed risk.Range   `json:"drop_if_fixed"`
}

func (a *app) whatIf(ctx context.Context, runID string, fix, set []string) error {
	if len(fix) == 0 && len(set) == 0 {
		return usage("for example: weaklink whatif --fix website.exposed-files", "name something to suppose with --fix or --set")
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	r, q, err := a.reopen(ctx, h, runID)
	if err != nil {
		return err
	}
	s, err := supposed(q, fix, set)
	if err != nil {
		return err
	}
	model, err := q.Suppose(s.constants)
	if err != nil {
		say, hint, _ := strings.Cut(err.Error(), "\n  hint: ")
		return usage(hint, "suppose other numbers: %w", errors.New(say))
	}
	after := model.Changed(s.change)
	both, err := risk.Compare(q.Model, after, q.Options)
	if err != nil {
		return usage("take another number", "suppose that: %w", err)
	}
	ans := &whatIfAnswer{Schema: "weaklink.whatif/1", Run: r.Run.ID, Fixed: s.fixed, Set: s.set, Saves: both.Saves, Same: both.Same, Seed: q.Options.Seed}
	v, err := q.Weigh(q.Model)
	if err != nil {
		return err
	}
	ans.Samples = v.Samples
	if ans.Before, err = side(r, v, q.Findings); err != nil {
		return err
	}
	if v, err = q.Weigh(after); err != nil {
		return usage("take another number", "suppose that: %w", err)
	}
	if ans.After, err = side(r, v, s.findings(q, after)); err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(a.out, ans)
	}
	return ans.print(a.out, a.width)
}

// side puts a verdict into the words of the report.
func side(r *scan.Result, v risk.Verdict, findings []chain.Finding) (whatIfSide, error) {
	now := *r
	now.Verdict, now.Findings = v, findings
	m, err := model(&now)
	if err != nil {
		return whatIfSide{}, err
	}
	return whatIfSide{Sentence: m.Verdict.Sentence, Wording: v.Wording, Link: m.Verdict.Link, Subject: m.Verdict.Subject, Confidence: v.Confidence,
		PYear: v.Loss.PYear, Expected: v.Loss.Expected, DropIfFixed: v.DropIfFixed}, nil
}

func (ans *whatIfAnswer) print(out io.Writer, width int) error {
	w := text.NewWriter(out, width)
	w.Para("", "", fmt.Sprintf("Run %.13s, supposing that", ans.Run))
	for _, f := range ans.Fixed {
		more := ""
		if n := len(f.Findings) - 1; n > 0 {
			more = fmt.Sprintf(" and %s that the same repair settles", counted(n, "more finding"))
			if n > 1 {
				more = fmt.Sprintf(" and %d more findings that the same repair settles", n)
			}
		}
		w.Para("  - ", "    ", fmt.Sprintf("%s%s is repaired (%s, about %s EUR)", f.ID, more, worked(f.Minutes), amount(f.EUR)))
	}
	for _, s := range ans.Set {
		w.Para("  - ", "    ", fmt.Sprintf("%s is %.4g instead of %.4g", s.ID, s.To, s.Was))
	}
	if ans.Same {
		w.Title("Nothing changes")
		w.Para("  ", "  ", "In no possible world does this make a difference: "+ans.Before.Sentence)
		return w.Flush()
	}
	w.Title("Before")
	w.Para("  ", "  ", ans.Before.Sentence)
	w.Title("After")
	w.Para("  ", "  ", ans.After.Sentence)
	w.Title(fmt.Sprintf("  %-38s %18s %18s", "", "before", "after"))
	row := func(what, before, after string) { w.Line(fmt.Sprintf("  %-38s %18s %18s", what, before, after)) }
	b, f := ans.Before, ans.After
	row("weakest link", name(b.Link), name(f.Link))
	row("how sure, of 100", sure(b), sure(f))
	row("of 100 businesses, damage in a year", outOf100(b.PYear.Best), outOf100(f.PYear.Best))
	row("  9 in 10 times between", outOf100(b.PYear.Low)+" and "+outOf100(b.PYear.High), outOf100(f.PYear.Low)+" and "+outOf100(f.PYear.High))
	row("expected loss, EUR a year", amount(b.Expected.Best), amount(f.Expected.Best))
	row("mending the weakest link saves", amount(b.DropIfFixed.Best), amount(f.DropIfFixed.Best))
	w.Title("")
	switch s := ans.Saves; {
	case s.Best >= 0:
		w.Para("", "", fmt.Sprintf("This saves %s EUR in an average year (90 %% range %s to %s).", amount(s.Best), amount(s.Low), amount(s.High)))
	default:
		w.Para("", "", fmt.Sprintf("This costs %s EUR more in an average year (90 %% range %s to %s).", amount(-s.Best), amount(-s.High), amount(-s.Low)))
	}
	if name(b.Link) == name(f.Link) && b.Wording == f.Wording {
		w.Para("", "", "The answer stays the same.")
	}
	return w.Flush()
}

func name(link *string) string {
	if link == nil {
		return "none"
	}
	return *link
}

func sure(s whatIfSide) string {
	if s.Link == nil {
		return "-"
	}
	return fmt.Sprintf("%.0f", math.Round(100*s.Confidence))
}
