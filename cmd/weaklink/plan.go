package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/risk"
)

func init() { command(newPlan) }

// nothingToSpend is a budget of 0: to the engine 0 is no budget at all.
const nothingToSpend = 1e-6

func newPlan(a *app) *cobra.Command {
	var budget, hours float64
	cmd := &cobra.Command{
		Use: "plan [RUN]", Short: "what to do first within a budget, and what to find out next",
		Long: `Says which repairs lower the expected yearly loss most within a budget, in the
order in which to do them: quick wins first, then what saves most for its price
beyond the steps before it. Repairs on one way in replace each other, repairs of
ways side by side only help together; the plan knows both. At the end stands what
is worth finding out next. Nothing is looked at again.

RUN is a run id or its beginning (default: the newest run). What the firm lives
with for now (weaklink accept) is left out.`,
		Example:           "  weaklink plan\n  weaklink plan --budget 500\n  weaklink plan --budget 500 --hours 8 --format json\n  weaklink plan 019ab3f0 --budget 0",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeRun,
		RunE: func(cmd *cobra.Command, args []string) error {
			p := planQuestion{}
			for _, f := range []struct {
				name string
				x    float64
				into **float64
				unit string
			}{{"budget", budget, &p.budget.EUR, "EUR"}, {"hours", hours, &p.budget.Hours, "hours"}} {
				if !cmd.Flags().Changed(f.name) {
					continue
				}
				if !(f.x >= 0) || math.IsInf(f.x, 0) {
					return usage("leave it out to plan without a limit", "--%s cannot be %g: it is a number of %s, 0 or more", f.name, f.x, f.unit)
				}
				*f.into = &f.x
			}
			if len(args) == 1 {
				p.run = args[0]
			}
			return a.plan(cmd.Context(), p)
		},
	}
	cmd.Flags().Float64Var(&budget, "budget", 0, "what may be spent on repairs, `EUR`")
	cmd.Flags().Float64Var(&hours, "hours", 0, "how long all repairs together may take, `hours` of work")
	return cmd
}

// planBudget is what was asked for; nil: no limit.
type planBudget struct {
	EUR   *float64 `json:"eur"`
	Hours *float64 `json:"hours"`
}

func (b planBudget) limits() risk.Budget {
	limit := func(x *float64) float64 {
		if x == nil {
			return 0
		}
		return max(*x, nothingToSpend)
	}
	return risk.Budget{EUR: limit(b.EUR), Hours: limit(b.Hours)}
}

type planQuestion struct {
	run    string
	budget planBudget
}

// planAnswer is what `weaklink plan --format json` prints.
type planAnswer struct {
	Schema   string     `json:"schema"`
	Run      string     `json:"run"`
	Budget   planBudget `json:"budget"`
	Method   string     `json:"method"` // exact: every set was weighed; search: the best found
	Bound    float64    `json:"bound,omitempty"`
	EUR      float64    `json:"eur"`
	Hours    float64    `json:"hours"`
	Drop     risk.Range `json:"drop"`
	Before   risk.Year  `json:"before"`
	After    risk.Year  `json:"after"`
	Horizon  float64    `json:"horizon"` // years within which a repair is to pay
	Steps    []planStep `json:"steps"`
	TooMuch  []planRest `json:"too_much"` // does not fit the budget beside what saves more
	Idle     []planRest `json:"idle"`     // saves nothing once the plan is done
	Accepted []string   `json:"accepted"` // findings that the firm lives with
	Next     planNext   `json:"next"`
}

// planStep is one step; findings of one control on one subject are one step.
type planStep struct {
	ID       string     `json:"id"`
	Findings []string   `json:"findings"`
	Link     chain.Link `json:"link"`
	Subject  string     `json:"subject"`
	Name     string     `json:"name"`
	Control  string     `json:"control"`
	Do       []planWork `json:"do"`
	EUR      float64    `json:"eur"`
	Minutes  float64    `json:"minutes"`
	Drop     risk.Range `json:"drop"`  // beyond the steps before it
	Alone    risk.Range `json:"alone"` // if nothing else were done
	Left     float64    `json:"left"`
	Quick    bool       `json:"quick"`
	Pays     bool       `json:"pays"`
	Together []string   `json:"together"`
}

type planWork struct {
	Fix     string      `json:"fix"`
	Who     checks.Role `json:"who"`
	Minutes [2]int      `json:"minutes"`
}

type planRest struct {
	ID       string     `json:"id"`
	Findings []string   `json:"findings"`
	Link     chain.Link `json:"link"`
	Name     string     `json:"name"`
	Do       []planWork `json:"do"`
	EUR      float64    `json:"eur"`
	Minutes  float64    `json:"minutes"`
	More     float64    `json:"more"` // what it would save beyond the plan, EUR a year
}

type planNext struct {
	Looks   []planLook `json:"looks"`   // worth it, the best use of a minute first
	Neutral int        `json:"neutral"` // unknowns that do not change what to do
	EVPI    float64    `json:"evpi"`
	Horizon float64    `json:"horizon"`
}

type planLook struct {
	risk.Look
	Asks string `json:"asks"`
	Next string `json:"next,omitempty"` // the step that would let us look, where it is known
}

func (a *app) plan(ctx context.Context, p planQuestion) error {
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	r, q, err := a.reopen(ctx, h, p.run)
	if err != nil {
		return err
	}
	accepted, err := h.Acceptances(ctx, r.Run.Firm, time.Now())
	if err != nil {
		return err
	}
	ans := &planAnswer{Schema: "weaklink.plan/1", Run: r.Run.ID, Budget: p.budget, Steps: []planStep{}, TooMuch: []planRest{}, Idle: []planRest{}, Accepted: []string{}}
	m := *q.Model
	m.Fixes = slices.DeleteFunc(slices.Clone(m.Fixes), func(f risk.Fix) bool {
		lived := len(f.Findings) > 0 && !slices.ContainsFunc(f.Findings, func(id string) bool {
			return !slices.ContainsFunc(accepted, func(a chain.Acceptance) bool { return a.Finding == id })
		})
		if lived {
			ans.Accepted = append(ans.Accepted, f.Findings...)
		}
		return lived
	})
	plan, err := risk.Planned(&m, p.budget.limits(), q.Options)
	if err != nil {
		return fmt.Errorf("plan the repairs: %w", err)
	}
	next, err := risk.FindOut(&m, q.Options)
	if err != nil {
		return fmt.Errorf("work out what to find out next: %w", err)
	}
	var done risk.Change
	for i, f := range m.Fixes {
		if slices.ContainsFunc(plan.Steps, func(s risk.Step) bool { return s.Fix == f.ID }) {
			done.Fix = append(done.Fix, i)
		}
	}
	both, err := risk.Compare(&m, m.Changed(done), q.Options)
	if err != nil {
		return fmt.Errorf("weigh the plan: %w", err)
	}
	ans.fill(plan, next, both, r.Findings)
	ans.Horizon = m.Constants.Value("plan.horizon")
	if a.format == "json" {
		return a.printJSON(a.out, ans)
	}
	return ans.print(a.out, a.width, len(r.Findings))
}

func (ans *planAnswer) fill(plan risk.Plan, next risk.Next, both risk.Comparison, findings []chain.Finding) {
	ans.Method, ans.Bound, ans.EUR, ans.Hours, ans.Drop = plan.Method, plan.Bound, plan.EUR, plan.Hours, plan.Drop
	ans.Before, ans.After = both.Before, both.After
	for _, s := range plan.Steps {
		f, do := work(s.Findings, findings)
		ans.Steps = append(ans.Steps, planStep{ID: s.Fix, Findings: orEmpty(s.Findings), Link: f.Link, Subject: f.Subject, Name: report.Name(f.Subject),
			Control: f.Control, Do: do, EUR: s.EUR, Minutes: s.Minutes, Drop: s.Drop, Alone: s.Alone, Left: s.Left, Quick: s.Quick, Pays: s.Pays, Together: orEmpty(s.Together)})
	}
	for _, x := range plan.Rest {
		f, do := work(x.Findings, findings)
		rest := planRest{ID: x.Fix, Findings: orEmpty(x.Findings), Link: f.Link, Name: report.Name(f.Subject), Do: do, EUR: x.EUR, Minutes: x.Minutes, More: x.More}
		if x.More > 0 {
			ans.TooMuch = append(ans.TooMuch, rest)
		} else {
			ans.Idle = append(ans.Idle, rest)
		}
	}
	ans.Next = planNext{Looks: []planLook{}, Neutral: next.Neutral, EVPI: next.EVPI, Horizon: next.Horizon}
	for _, l := range next.Looks {
		if l.EVPPI <= 0 {
			continue
		}
		look := planLook{Look: l, Asks: asks(l.Control)}
		for _, f := range findings {
			if f.Grip == chain.Unseen && f.Control == l.Control && look.Next == "" {
				look.Next = f.Next
			}
		}
		ans.Next.Looks = append(ans.Next.Looks, look)
	}
}

// work is what a step settles, the worst first, and what is to be done for it.
func work(ids []string, findings []chain.Finding) (worst chain.Finding, do []planWork) {
	do = []planWork{}
	for i, id := range ids {
		k := slices.IndexFunc(findings, func(f chain.Finding) bool { return f.ID == id })
		if k < 0 {
			continue
		}
		if i == 0 {
			worst = findings[k]
		}
		c, ok := checks.Lookup(findings[k].Check)
		if !ok {
			continue
		}
		w := planWork{report.Filled(c.Doc.Fix, findings[k].Subject), c.Doc.Who, c.Doc.Minutes}
		if !slices.ContainsFunc(do, func(o planWork) bool { return o.Fix == w.Fix }) {
			do = append(do, w)
		}
	}
	return worst, do
}

// asks is the question that looking at a control would answer.
func asks(control string) string {
	for _, c := range checks.Registered() {
		if c.Doc.Control == control {
			return c.Doc.Asks
		}
	}
	if c, err := risk.Load(); err == nil {
		if k, ok := c.Control(control); ok {
			return "Is this stopped: " + k.Stops + "?"
		}
	}
	return control
}

const shownRest = 8 // things that do not fit, listed in text; the rest is counted

func (ans *planAnswer) print(out io.Writer, width, findings int) error {
	w := text.NewWriter(out, width)
	within := ""
	if b := ans.Budget; b.EUR != nil || b.Hours != nil {
		var parts []string
		if b.EUR != nil {
			parts = append(parts, fmt.Sprintf("%s EUR", amount(*b.EUR)))
		}
		if b.Hours != nil {
			parts = append(parts, fmt.Sprintf("%g hours", *b.Hours))
		}
		within = " within " + strings.Join(parts, " and ")
	}
	switch {
	case len(ans.Steps) == 0 && len(ans.TooMuch) > 0:
		w.Para("", "", fmt.Sprintf("Run %.13s: no repair that saves anything fits%s.", ans.Run, within))
	case len(ans.Steps) == 0 && findings == 0:
		w.Para("", "", fmt.Sprintf("Run %.13s: nothing was seen, so there is nothing to repair yet; the end says what to find out.", ans.Run))
	case len(ans.Steps) == 0:
		w.Para("", "", fmt.Sprintf("Run %.13s: there is nothing to repair that would save anything.", ans.Run))
	default:
		w.Para("", "", fmt.Sprintf("Run %.13s: %s%s, %s of work for about %s EUR.", ans.Run, counted(len(ans.Steps), "step"), within, worked(60*ans.Hours), amount(ans.EUR)))
		w.Para("", "", fmt.Sprintf("Of 100 businesses like yours, %s have damage in a year as it is, %s after all steps. The plan saves %s EUR in an average year (90 %% range %s to %s) and leaves %s of %s.",
			outOf100(ans.Before.P.Best), outOf100(ans.After.P.Best), report.Money(ans.Drop.Best), amount(ans.Drop.Low), amount(ans.Drop.High), report.Money(ans.After.Expected.Best), report.Money(ans.Before.Expected.Best)))
	}
	ans.steps(w)
	if len(ans.TooMuch) > 0 {
		w.Title("Does not fit beside these")
		for i, x := range ans.TooMuch {
			if i == shownRest {
				w.Line(fmt.Sprintf("  and %d more: --format json lists them", len(ans.TooMuch)-i))
				break
			}
			fix := x.ID
			if len(x.Do) > 0 {
				fix = x.Do[0].Fix
			}
			w.Para("  - ", "    ", fmt.Sprintf("%s (%s EUR, %s; would save %s EUR a year more) %s", fix, amount(x.EUR), worked(x.Minutes), amount(x.More), x.ID))
		}
	}
	if n := len(ans.Idle); n > 0 && len(ans.Steps) > 0 {
		var ids []string
		for _, alike := range report.Gather(ans.Idle, func(x planRest) string { return checkOf(x.ID) }) {
			if ids = append(ids, alike[0].ID); len(alike) > 1 {
				ids[len(ids)-1] = fmt.Sprintf("%s of %d things", checkOf(alike[0].ID), len(alike))
			}
		}
		w.Title("Saves nothing once these are done")
		w.Para("  ", "  ", strings.Join(ids, ", "))
	}
	if len(ans.Accepted) > 0 {
		w.Title("Accepted for now")
		w.Para("  ", "  ", strings.Join(ans.Accepted, ", "))
	}
	w.Title("Find out next")
	for _, l := range ans.Next.Looks {
		w.Para("  - ", "    ", fmt.Sprintf("%s (%s, %d minutes; worth %s EUR over %g years, changes what to do in %s of 100 cases)", l.Asks, l.Link, l.Minutes, amount(l.EVPPI), ans.Next.Horizon, outOf100(l.Changes)))
		if l.Next != "" {
			w.Para("    ", "    ", sentence(l.Next))
		}
	}
	switch n := ans.Next.Neutral; {
	case len(ans.Next.Looks) == 0:
		w.Para("  ", "  ", fmt.Sprintf("Nothing that we have not seen would change what to do (%s).", counted(n, "unknown")))
	case n > 0:
		w.Para("  ", "  ", fmt.Sprintf("%s more would not change what to do.", counted(n, "unknown")))
	}
	if len(ans.Steps) > 0 {
		w.Title("")
		switch ans.Method {
		case "exact":
			w.Para("", "", "Every combination of repairs that could be better was weighed: no other saves more within the limits.")
		default:
			w.Para("", "", fmt.Sprintf("There are too many combinations to weigh each; this is the best that a search found. None saves more than about %s EUR a year.", report.Money(ans.Bound)))
		}
		w.Para("", "", fmt.Sprintf("Look again after each step. `weaklink whatif --fix %s` shows what one alone would change.", ans.Steps[0].ID))
	}
	return w.Flush()
}

// amount is money with two significant digits, below 10 with what is there.
func amount(x float64) string {
	switch {
	case x < 0:
		return "-" + amount(-x)
	case x < .05:
		return "0"
	case x < 1:
		return "less than 1"
	}
	return report.Money(x)
}

// outOf100 says a probability on the one denominator that is used everywhere.
func outOf100(p float64) string {
	switch n := 100 * p; {
	case n >= 9.95 || n == 0:
		return fmt.Sprintf("%.0f", n)
	case n < .05:
		return "fewer than 0.1"
	default:
		return fmt.Sprintf("%.1f", n)
	}
}

// worked is how long something takes in all.
func worked(minutes float64) string {
	n := int(math.Round(minutes))
	return report.Minutes([2]int{n, n})
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func unless(is bool, say string) string {
	if is {
		return ""
	}
	return say
}

// sentence is a step as findings say it, as a sentence.
func sentence(s string) string {
	s = strings.TrimRight(s, ".")
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
