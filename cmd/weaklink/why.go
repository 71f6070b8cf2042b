package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/risk"
)

func init() { command(newWhy) }

func newWhy(a *app) *cobra.Command {
	var runID string
	var constants bool
	cmd := &cobra.Command{
		Use: "why [LINK|FINDING|CHECK]", Short: "open a verdict or a finding down to its evidence and sources",
		Long: `Says why a run came to its verdict: every number of each link with how it comes
about, the findings it rests on, for each finding the evidence (what, seen when,
by which collector) and the numbers of the model that weigh it, each with its
source and a mark: V read in the source, S second-hand, M from memory, J our
judgement. Beside them stands a line to paste that ranks again with another
number. Further: how much of the answer hangs on judgement, the routes used
most, and what other measures would name and why they do not decide.

--constants lists the numbers of the model; with the beginning of an id, those.`,
		Example: "  weaklink why\n  weaklink why website\n  weaklink why website.exposed-files\n  weaklink why data.stray-copies@1f0c77aa --run 019ab3f0\n  weaklink why --constants mfa",
		Args:    cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var out []string
			for _, l := range chain.Links() {
				out = append(out, string(l))
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			what := ""
			if len(args) == 1 {
				what = args[0]
			}
			if constants {
				return a.whyConstants(what)
			}
			return a.why(cmd.Context(), runID, what)
		},
	}
	cmd.Flags().BoolVar(&constants, "constants", false, "list the numbers of the model: value, unit, mark, source")
	cmd.Flags().StringVar(&runID, "run", "", "the run, by its id or the beginning of it (default: the newest)")
	return cmd
}

// reasons is what `weaklink why` opens up.
type reasons struct {
	Schema   string             `json:"schema"`
	Run      string             `json:"run"`
	Verdict  *risk.Verdict      `json:"verdict,omitempty"`
	Links    []risk.LinkRisk    `json:"links"`
	Findings []reason           `json:"findings"`
	Opened   *report.Reasons    `json:"opened"`
	Steps    []risk.StepMeasure `json:"steps"` // of the graph, with the other measures; of the link that was asked about, if one was
}

// reason is one finding with all that it rests on.
type reason struct {
	Finding  chain.Finding          `json:"finding"`
	Drop     *risk.Range            `json:"drop,omitempty"` // EUR a year, if its control were repaired on this subject
	Control  risk.Control           `json:"-"`
	Numbers  []report.ShownConstant `json:"numbers"`
	Evidence []report.Sighting      `json:"evidence"`
	doc      checks.Doc
}

func (a *app) why(ctx context.Context, runID, what string) error {
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	run, err := h.run(ctx, runID)
	if err != nil {
		return err
	}
	past, err := h.past(ctx, run)
	if err != nil {
		return err
	}
	items, at, err := h.Facts(ctx, run.ID)
	if err != nil {
		return err
	}
	m, err := scan.Measured(past.Record, items, at)
	if err != nil {
		return fmt.Errorf("open run %.13s: %w", run.ID, err)
	}
	r, err := explainRun(past, items, at, m, what)
	if err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(a.out, r)
	}
	return r.print(a.out, a.width, past)
}

func explainRun(past scan.Past, items []evidence.Item, at map[string]evidence.Sighting, m *risk.Measures, what string) (*reasons, error) {
	c, err := risk.Load()
	if err != nil {
		return nil, err
	}
	also := advised(scan.Judgement{Advice: past.Record.Advice, Measures: m})
	if c, err = known(c, also.Overrides); err != nil {
		return nil, err
	}
	r := &reasons{Schema: "weaklink.why/1", Run: past.Run.ID, Links: []risk.LinkRisk{}, Findings: []reason{}, Steps: []risk.StepMeasure{}}
	v := past.Record.Verdict
	if what == "" {
		r.Verdict = &v
	}
	for _, l := range v.Links {
		if what == "" || what == l.Link {
			r.Links = append(r.Links, l)
		}
	}
	byDigest := make(map[string]evidence.Item, len(items))
	for _, it := range items {
		byDigest[it.Digest] = it
	}
	for _, f := range past.Record.Findings {
		// The verdict as a whole rests on what is weak or broken in its link.
		named := what == f.ID || what == f.Check || what == string(f.Link) || what == "" && string(f.Link) == v.Link && (f.Grip == chain.Broken || f.Grip == chain.Weak)
		if !named {
			continue
		}
		one := reason{Finding: f, Numbers: []report.ShownConstant{}, Evidence: []report.Sighting{}}
		if check, ok := checks.Lookup(f.Check); ok {
			one.doc = check.Doc
		}
		if k, ok := c.Control(f.Control); ok {
			one.Control, one.Numbers = k, report.ControlNumbers(c, k, also.Overrides)
		}
		for _, rep := range v.Repairs {
			if rep.Subject == f.Subject && slices.Contains(rep.Controls, f.Control) && f.Grip != chain.Holds {
				one.Drop = &rep.Drop
			}
		}
		for _, digest := range f.Evidence {
			it, s := byDigest[digest], at[digest]
			one.Evidence = append(one.Evidence, report.Sighting{Digest: digest, Kind: it.Kind, Subject: it.Subject, Method: it.Method, Target: s.Target, Collector: s.Collector, Seen: s.Seen})
		}
		r.Findings = append(r.Findings, one)
	}
	if len(r.Links) == 0 && len(r.Findings) == 0 {
		return nil, usage("name a link, a check (`weaklink checks`) or a finding id from the JSON report", "run %.13s says nothing about %q", past.Run.ID, what)
	}
	r.Opened = report.Opens(v, past.Record.Findings, also, c)
	if what != "" { // only what was asked about
		r.Opened.Links = slices.DeleteFunc(r.Opened.Links, func(l report.LinkReason) bool { return string(l.Link) != what })
	}
	if m != nil {
		for _, s := range m.Steps {
			if what == "" || slices.ContainsFunc(s.Controls, func(id string) bool { k, _ := c.Control(id); return k.Link == what }) {
				r.Steps = append(r.Steps, s)
			}
		}
	}
	slices.SortStableFunc(r.Findings, func(a, b reason) int {
		return cmp.Or(cmp.Compare(a.Finding.Grip, b.Finding.Grip), cmp.Compare(dropOf(b), dropOf(a)))
	})
	return r, nil
}

func dropOf(r reason) float64 {
	if r.Drop == nil {
		return 0
	}
	return r.Drop.Best
}

const (
	shownReasons  = 8 // findings opened in full in text; the rest is counted
	shownEvidence = 3
)

func (r *reasons) print(out io.Writer, width int, past scan.Past) error {
	w := text.NewWriter(out, width)
	if v := r.Verdict; v != nil {
		switch {
		case v.Link == "":
			w.Para("", "", fmt.Sprintf("Run %.13s names no link: nothing weak or broken was seen.", r.Run))
		default:
			w.Para("", "", fmt.Sprintf("Run %.13s names %s, %s: repairing what was seen weak or broken there would lower the expected loss by %s EUR a year (90 %% range %s to %s), more than any other link that was looked at in %d of 100 draws.",
				r.Run, v.Link, report.Name(v.Subject), report.Money(v.DropIfFixed.Best), report.Money(v.DropIfFixed.Low), report.Money(v.DropIfFixed.High), int(v.Confidence*100+.5)))
		}
		w.Para("", "", fmt.Sprintf("%d possible worlds were drawn with seed %d from model %.8s; in each, campaigns of seven kinds ran through the graph of this firm, once as it stands and once with each link repaired, with the same random numbers.", v.Samples/64, v.Seed, v.Model))
	}
	r.printLinks(w)
	told := map[string]bool{}
	for i, f := range r.Findings {
		if i == shownReasons {
			w.Title(fmt.Sprintf("and %d more findings: name one, or use --format json", len(r.Findings)-i))
			break
		}
		w.Title(fmt.Sprintf("%s: %s, %s", f.Finding.ID, f.Finding.Grip, report.Name(f.Finding.Subject)))
		w.Para("  ", "  ", f.Finding.Say)
		if f.Finding.Why != "" {
			w.Para("  ", "  ", "Not seen because "+f.Finding.Why+".")
		}
		if f.doc.Asks != "" {
			w.Para("  asks      ", "            ", f.doc.Asks+" "+f.doc.Matters)
		}
		if f.Drop != nil {
			w.Para("  worth     ", "            ", fmt.Sprintf("%s EUR a year (90 %% range %s to %s), if %s held here", report.Money(f.Drop.Best), report.Money(f.Drop.Low), report.Money(f.Drop.High), f.Finding.Control))
		}
		for i, e := range f.Evidence {
			if i == shownEvidence {
				w.Para("            ", "            ", fmt.Sprintf("and %d more: --format json names them", len(f.Evidence)-i))
				break
			}
			w.Para("  evidence  ", "            ", fmt.Sprintf("%s about %s, %s by %s on %s, digest %.12s", e.Kind, report.Name(e.Subject), e.Method, e.Collector, e.Seen.Format("2006-01-02 15:04 MST"), e.Digest))
		}
		if f.Control.ID != "" {
			w.Para("  control   ", "            ", f.Control.ID+" stops: "+f.Control.Stops)
		}
		numbers := f.Numbers
		if told[f.Control.ID] {
			numbers = nil // they stand with the finding above
		}
		told[f.Control.ID] = true
		for _, n := range numbers {
			w.Para("            ", "              ", shownConstant(n))
		}
		if line := challengeOf(numbers); line != "" {
			w.Para("  challenge ", "            ", line)
		}
		if len(f.doc.Cites) > 0 {
			w.Para("  cites     ", "            ", strings.Join(f.doc.Cites, "; "))
		}
	}
	r.printOpened(w)
	w.Title("")
	w.Para("", "", fmt.Sprintf("`weaklink facts` prints the evidence itself; `weaklink replay %.13s` judges it again.", past.Run.ID))
	return w.Flush()
}
