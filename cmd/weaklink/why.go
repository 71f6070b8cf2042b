package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

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
	cmd := &cobra.Command{
		Use: "why [LINK|FINDING|CHECK]", Short: "open a verdict or a finding down to its evidence and sources",
		Long: `Says why a run came to its verdict: the numbers of each link, the findings they
rest on, for each finding the evidence (what, seen when, by which collector) and
the numbers of the model that weigh it, each with its source and a mark:
V read in the source, S second-hand, M from memory, J our judgement.`,
		Example: "  weaklink why\n  weaklink why website\n  weaklink why website.exposed-files\n  weaklink why data.stray-copies@1f0c77aa --run 019ab3f0",
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
			return a.why(cmd.Context(), runID, what)
		},
	}
	cmd.Flags().StringVar(&runID, "run", "", "the run, by its id or the beginning of it (default: the newest)")
	return cmd
}

// reasons is what `weaklink why` opens up.
type reasons struct {
	Schema   string          `json:"schema"`
	Run      string          `json:"run"`
	Verdict  *risk.Verdict   `json:"verdict,omitempty"`
	Links    []risk.LinkRisk `json:"links"`
	Findings []reason        `json:"findings"`
}

// reason is one finding with all that it rests on.
type reason struct {
	Finding  chain.Finding `json:"finding"`
	Drop     *risk.Range   `json:"drop,omitempty"` // EUR a year, if its control were repaired on this subject
	Control  risk.Control  `json:"-"`
	Numbers  []number      `json:"numbers"`
	Evidence []seenFact    `json:"evidence"`
	doc      checks.Doc
}

// number is one number of the model with where it comes from.
type number struct {
	ID     string  `json:"id"`
	Value  float64 `json:"value"`
	Means  string  `json:"means"`
	Mark   string  `json:"mark"`
	Source string  `json:"source"`
}

// seenFact is one fact and its sighting.
type seenFact struct {
	Digest    string          `json:"digest"`
	Kind      string          `json:"kind"`
	Subject   string          `json:"subject"`
	Method    evidence.Method `json:"method"`
	Target    string          `json:"target"`
	Collector string          `json:"collector"`
	Seen      time.Time       `json:"seen"`
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
	r, err := explainRun(past, items, at, what)
	if err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(a.out, r)
	}
	return r.print(a.out, a.width, past)
}

func explainRun(past scan.Past, items []evidence.Item, at map[string]evidence.Sighting, what string) (*reasons, error) {
	c, err := risk.Load()
	if err != nil {
		return nil, err
	}
	r := &reasons{Schema: "weaklink.why/1", Run: past.Run.ID, Links: []risk.LinkRisk{}, Findings: []reason{}}
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
		one := reason{Finding: f, Evidence: []seenFact{}}
		if check, ok := checks.Lookup(f.Check); ok {
			one.doc = check.Doc
		}
		if k, ok := c.Control(f.Control); ok {
			one.Control, one.Numbers = k, numbers(c, k)
		}
		for _, rep := range v.Repairs {
			if rep.Subject == f.Subject && slices.Contains(rep.Controls, f.Control) && f.Grip != chain.Holds {
				one.Drop = &rep.Drop
			}
		}
		for _, digest := range f.Evidence {
			it, s := byDigest[digest], at[digest]
			one.Evidence = append(one.Evidence, seenFact{digest, it.Kind, it.Subject, it.Method, s.Target, s.Collector, s.Seen})
		}
		r.Findings = append(r.Findings, one)
	}
	if len(r.Links) == 0 && len(r.Findings) == 0 {
		return nil, usage("name a link, a check (`weaklink checks`) or a finding id from the JSON report", "run %.13s says nothing about %q", past.Run.ID, what)
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

// numbers are the model's numbers about a control, each with its source. All
// but the share of firms are judgement (see the head of risk/constants.yaml).
func numbers(c *risk.Constants, k risk.Control) []number {
	out := []number{
		{k.ID + ".m", k.M, "share of firms of this size in which it holds", k.Mark, k.Source},
		{k.ID + ".sop", k.SoP, "what a careful small firm reaches", "J", "judgement"},
	}
	ways := map[string]string{"X": "an exploit of something exposed", "K": "stolen or guessed credentials", "P": "phishing", "S": "the route over a supplier",
		"D": "a lost device", "I": "misuse from inside", "E": "an error", "L": "the way onward once inside", "backup": "the copy failing when it is needed"}
	for _, v := range append(slices.Clone(risk.Vectors), "L", "backup") {
		if e := k.Eps[v]; e > 0 {
			out = append(out, number{k.ID + ".eps." + v, e, "share that it takes from " + ways[v], "J", "judgement"})
		}
	}
	if k.G > 0 {
		out = append(out, number{k.ID + ".g", k.G, "weight for data kept or captured unlawfully", "J", "judgement"})
	}
	if k.H > 0 {
		out = append(out, number{k.ID + ".h", k.H, "share of visitors who leave", "J", "judgement"})
	}
	return append(out, number{k.ID + ".half", k.Half, "days after which what was seen counts half", "J", "judgement"})
}

const shownReasons = 8 // findings opened in full in text; the rest is counted

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
	if len(r.Links) > 0 {
		w.Title("Links: what bringing them to the state of practice would save, EUR a year")
		for _, l := range r.Links {
			w.Line(fmt.Sprintf("  %-9s seen %7s   all %7s   strength %.2f   first %3.0f in 100", l.Link, report.Money(l.DropSeen.Best), report.Money(l.Drop.Best), l.Strength.Best, l.Confidence*100))
		}
		w.Para("  ", "  ", "seen: repairing only what was looked at, which is what the verdict ranks. first: how often it comes first among links with something weak or broken.")
	}
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
		for _, e := range f.Evidence {
			w.Para("  evidence  ", "            ", fmt.Sprintf("%s about %s, %s by %s on %s, digest %.12s", e.Kind, report.Name(e.Subject), e.Method, e.Collector, e.Seen.Format("2006-01-02 15:04 MST"), e.Digest))
		}
		if f.Control.ID != "" {
			w.Para("  control   ", "            ", f.Control.ID+" stops: "+f.Control.Stops)
		}
		for _, n := range f.Numbers {
			w.Para("            ", "              ", fmt.Sprintf("%g  %s  [%s, %s]", n.Value, n.Means, n.Mark, n.Source))
		}
		if len(f.doc.Cites) > 0 {
			w.Para("  cites     ", "            ", strings.Join(f.doc.Cites, "; "))
		}
	}
	w.Title("")
	w.Para("", "", fmt.Sprintf("`weaklink facts` prints the evidence itself; `weaklink replay %.13s` judges it again.", past.Run.ID))
	return w.Flush()
}
