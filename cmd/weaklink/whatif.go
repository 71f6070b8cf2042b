package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/report"
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

// supposition is what --fix and --set come to.
type supposition struct {
	constants map[string]float64
	change    risk.Change
	fixed     []fixedPart
	set       []setPart
}

// findings are those that stand once the supposition holds.
func (s *supposition) findings(q *scan.Question, after *risk.Model) []chain.Finding {
	out := slices.Clone(q.Findings)
	for _, f := range q.Model.Fixes {
		settled := !f.Unseen && !slices.ContainsFunc(f.States, func(i int) bool { return after.States[i].Bad })
		for i := range out {
			if settled && slices.Contains(f.Findings, out[i].ID) {
				out[i].Grip = chain.Holds
			}
		}
	}
	return out
}

func supposed(q *scan.Question, fix, set []string) (*supposition, error) {
	s := &supposition{constants: map[string]float64{}, change: risk.Change{Set: map[int]float64{}}, fixed: []fixedPart{}, set: []setPart{}}
	named := map[string]bool{}
	for _, id := range fix {
		id = strings.TrimSpace(id)
		if named[id] {
			return nil, usage("name each once", "--fix names %s twice", id)
		}
		named[id] = true
		found, err := fixesOf(q, id)
		if err != nil {
			return nil, err
		}
		for _, i := range found {
			if !slices.Contains(s.change.Fix, i) {
				s.change.Fix = append(s.change.Fix, i)
			}
		}
	}
	slices.Sort(s.change.Fix)
	repaired := map[int]string{}
	for _, i := range s.change.Fix {
		f := q.Model.Fixes[i]
		s.fixed = append(s.fixed, fixedPart{ID: f.ID, Findings: orEmpty(f.Findings), EUR: f.EUR, Minutes: f.Minutes})
		for _, st := range f.States {
			repaired[st] = f.ID
		}
	}
	seen := map[string]bool{}
	// What is said of one subject counts before what is said of all.
	slices.SortStableFunc(set, func(a, b string) int { return boolInt(strings.Contains(a, "@")) - boolInt(strings.Contains(b, "@")) })
	for _, one := range set {
		id, x, err := assignment(one)
		if err != nil {
			return nil, err
		}
		if seen[id] {
			return nil, usage("name each once", "--set sets %s twice", id)
		}
		seen[id] = true
		states, isControl, err := statesOf(q, id)
		if err != nil {
			return nil, err
		}
		if !isControl {
			if strings.HasPrefix(id, "qbar.") {
				return nil, usage("change what it follows from: a .m, .eps or beta number", "--set cannot set %s: it is worked out from the other numbers", id)
			}
			was, _, ok := q.Model.Constants.Number(id)
			if !ok {
				return nil, usage(like(id, settable(q)), "--set %s: no control and no number of the model is called so", id)
			}
			s.constants[id] = x
			s.set = append(s.set, setPart{id, was, x})
			continue
		}
		if x < 0 || x > 1 {
			return nil, usage("0: it never works; 1: it always does", "--set %s cannot be %g: how well a control works lies between 0 and 1", id, x)
		}
		var mean float64
		for _, i := range states {
			if by, ok := repaired[i]; ok {
				return nil, usage("suppose one of the two", "--set %s contradicts --fix %s, which repairs the same", id, by)
			}
			st := q.Model.States[i]
			mean += st.A / (st.A + st.B) / float64(len(states))
			s.change.Set[i] = x
		}
		s.set = append(s.set, setPart{id, mean, x})
	}
	return s, nil
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// assignment is ID=VALUE.
func assignment(s string) (id string, x float64, err error) {
	at := strings.LastIndex(s, "=")
	if at <= 0 {
		return "", 0, usage("for example: --set mfa=0.9", "--set %q is no ID=VALUE", s)
	}
	id = strings.TrimSpace(s[:at])
	x, ok := parseNumber(strings.TrimSpace(s[at+1:]))
	if !ok {
		return "", 0, usage("for example: --set mfa=0.9", "--set %s cannot be %q: that is no number", id, s[at+1:])
	}
	return id, x, nil
}

// fixesOf says which fixes of the model an id names.
func fixesOf(q *scan.Question, id string) ([]int, error) {
	var out []int
	all := q.Model.Fixes
	add := func(i int) {
		if !slices.Contains(out, i) {
			out = append(out, i)
		}
	}
	for i, f := range all {
		if f.ID == id || slices.Contains(f.Findings, id) {
			return []int{i}, nil
		}
	}
	matched := map[chain.Grip]int{}
	for _, f := range q.Findings {
		if id != f.ID && id != f.Check && id != f.Control && id != string(f.Link) && id != f.Subject && id != report.Name(f.Subject) {
			continue
		}
		matched[f.Grip]++
		for i, x := range all {
			switch {
			case slices.Contains(x.Findings, f.ID):
				add(i)
			case f.Grip == chain.Unseen && (id == f.ID || id == f.Check) && x.Unseen && q.Model.States[x.States[0]].Control == f.Control:
				add(i) // nobody knows whether it is needed: suppose that it was and is done
			}
		}
	}
	if len(out) == 0 {
		for i, x := range all {
			if x.Unseen && q.Model.States[x.States[0]].Control == id {
				add(i)
			}
		}
	}
	switch {
	case len(out) > 0:
		return out, nil
	case matched[chain.Broken]+matched[chain.Weak] > 0:
		return nil, usage("`weaklink why "+id+"` shows it", "--fix %s: the model has nothing that this would move", id)
	case matched[chain.Unseen] > 0:
		return nil, usage("`weaklink plan` says what is worth finding out", "--fix %s: nobody has seen whether anything is wrong there", id)
	case matched[chain.Holds] > 0:
		return nil, usage("`weaklink plan` lists what is weak or broken", "--fix %s: it holds already, there is nothing to repair", id)
	}
	return nil, usage(like(id, fixable(q)), "--fix %s: the run has no finding, check, control, subject or link called so", id)
}

// statesOf says which states of the model CONTROL or CONTROL@SUBJECT names;
// isControl is false when it is none.
func statesOf(q *scan.Question, id string) (out []int, isControl bool, err error) {
	control, subject, one := strings.Cut(id, "@")
	if _, ok := q.Model.Constants.Control(control); !ok {
		if one {
			return nil, false, usage(like(control, controls(q)), "--set %s: no control is called %q", id, control)
		}
		return nil, false, nil
	}
	var subjects []string
	for i, s := range q.Model.States {
		if s.Control != control {
			continue
		}
		if !one || subject != "" && (s.Subject == subject || report.Name(s.Subject) == subject) {
			out = append(out, i)
		}
		if s.Subject != "" && !s.Face {
			subjects = append(subjects, control+"@"+s.Subject)
		}
	}
	if len(out) == 0 {
		hint := "it was looked at on no subject: --set " + control + "=VALUE"
		if len(subjects) > 0 {
			hint = like(id, subjects)
		}
		return nil, true, usage(hint, "--set %s: %s was not looked at there", id, control)
	}
	return out, true, nil
}

func controls(q *scan.Question) []string {
	var out []string
	for _, k := range q.Model.Constants.Controls() {
		out = append(out, k.ID)
	}
	return out
}

// settable is every id that --set takes, but for subjects.
func settable(q *scan.Question) []string {
	out := controls(q)
	for _, v := range q.Model.Constants.Values {
		if !strings.HasPrefix(v.ID, "qbar.") {
			out = append(out, v.ID)
		}
	}
	for _, k := range controls(q) {
		for _, field := range []string{"m", "sop", "g", "h", "half", "minutes", "eps.L", "eps.backup"} {
			out = append(out, k+"."+field)
		}
		for _, v := range risk.Vectors {
			out = append(out, k+".eps."+v)
		}
	}
	return out
}

// fixable is every id that --fix takes in this run.
func fixable(q *scan.Question) []string {
	var out []string
	add := func(id string) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, f := range q.Model.Fixes {
		for _, g := range q.Findings {
			if slices.Contains(f.Findings, g.ID) {
				add(g.ID)
				add(g.Check)
				add(g.Control)
				add(string(g.Link))
				add(g.Subject)
			}
		}
	}
	for _, f := range q.Model.Fixes {
		if f.Unseen {
			add(f.ID)
		}
	}
	return out
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
