package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/docs/schema"
	"github.com/weaklink/weaklink/risk"
)

func init() { command(newModel) }

// largestGraph is where reading stops: no graph that can be weighed is larger.
const largestGraph = 256 << 20

type modelFlags struct {
	seed    uint64
	samples int
	exact   bool
	schema  string
}

func newModel(a *app) *cobra.Command {
	var f modelFlags
	cmd := &cobra.Command{
		Use: "model GRAPH.json|-", Short: "the risk engine alone, on an attack graph given as a file",
		Long: `Reads an attack graph (nodes, edges with controls, losses, fixes) and says how
likely each asset is reached, what a year may cost, which link is the weakest and
how sure that is, what to do for a budget and what to find out first. Nothing is
looked at, no firm is needed and no catalogue is used: only what the file says.

A number written as {"a": 8, "b": 2} is uncertain: Beta(8, 2). Any other number
is known. With --exact nothing is sampled but what is uncertain.`,
		Example: `  weaklink model --schema graph           the format, with every rule
  weaklink model docs/model/f-office.json --exact
  weaklink model graph.json --format json | jq '.links[0]'
  echo '{"nodes": [{"id": "web", "kind": "source"},
      {"id": "data", "kind": "asset", "loss": 90000}],
    "edges": [{"from": "web", "to": "data", "beta": 0.5,
      "controls": ["patching"]}],
    "controls": [{"id": "patching", "link": "website",
      "state": {"a": 2, "b": 3}, "sop": 0.95, "eps": 0.7}],
    "rates": {"web": 0.1}}' | weaklink model -`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"json"}, cobra.ShellCompDirectiveFilterFileExt
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.schema != "" {
				return a.modelSchema(f.schema)
			}
			if len(args) == 0 {
				return usage("name a file, or - for what is piped in; `weaklink model --schema graph` is the format", "there is no graph to read")
			}
			raw, err := readGraph(cmd.InOrStdin(), args[0])
			if err != nil {
				return err
			}
			g, err := risk.ParseGraph(raw)
			if err != nil {
				return usage("`weaklink model --schema graph` prints the format", "read the graph %s: %w", args[0], err)
			}
			if cmd.Flags().Changed("seed") {
				g.Seed = f.seed
			}
			if cmd.Flags().Changed("samples") {
				if f.samples < 1 || f.samples > risk.MostSamples {
					return usage(fmt.Sprintf("the default is %d", defaultSamples), "--samples %d: it lies between 1 and %d", f.samples, risk.MostSamples)
				}
				g.Samples = f.samples
			}
			if cmd.Flags().Changed("exact") {
				g.Exact = f.exact
			}
			return a.answerGraph(g, args[0])
		},
	}
	fl := cmd.Flags()
	fl.Uint64Var(&f.seed, "seed", 0, "seed of the random numbers (default: the file's, else 0)")
	fl.IntVar(&f.samples, "samples", 0, fmt.Sprintf("campaigns by vector (default: the file's, else %d)", defaultSamples))
	fl.BoolVar(&f.exact, "exact", false, "work the probabilities out by decision diagrams instead of sampling")
	fl.StringVar(&f.schema, "schema", "", "print the JSON Schema of what is read (graph) or written (model)")
	return cmd
}

const defaultSamples = 65536

func (a *app) modelSchema(name string) error {
	if name != "graph" && name != "model" {
		return usage("--schema graph is what is read, --schema model what is written", "no schema is called %q here", name)
	}
	_, err := a.out.Write(schema.Get(name))
	return err
}

func readGraph(in io.Reader, name string) ([]byte, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, usage("check the path", "read the graph: %w", err)
		}
		defer f.Close()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, largestGraph+1))
	switch {
	case err != nil:
		return nil, usage("name a file", "read the graph %s: %w", name, err)
	case len(raw) > largestGraph:
		return nil, usage("", "read the graph %s: it is larger than %d MB", name, largestGraph>>20)
	}
	return raw, nil
}

func (a *app) answerGraph(g *risk.Graph, name string) error {
	c, err := risk.Load()
	if err != nil {
		return err
	}
	answer, err := g.Answer(c)
	switch {
	case risk.NoRoute(err):
		return &failure{exitNothing, fmt.Errorf("weigh the graph %s: %w", name, err), "find out how an attacker would get to an asset first, and write down those edges"}
	case err != nil:
		return usage("", "weigh the graph %s: %w", name, err)
	}
	if a.format == "json" {
		return a.printJSON(a.out, answer)
	}
	return printAnswer(a.out, g, answer)
}

// printAnswer is the answer for people.
func printAnswer(out io.Writer, g *risk.Graph, m risk.Answer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", m.Verdict.Sentence)
	fmt.Fprintf(&b, "\nExpected loss a year  %s", digits(m.EAL.Mean))
	if m.EAL.Low < m.EAL.High {
		fmt.Fprintf(&b, " (90 %%: %s to %s)", digits(m.EAL.Low), digits(m.EAL.High))
	}
	fmt.Fprintf(&b, "\nAny asset in a year   %s\n", digits(m.PYear))
	fmt.Fprintf(&b, "\nREACHED by one campaign\n")
	for _, asset := range sortedKeys(m.Reach) {
		most := 0.0
		for _, p := range m.Reach[asset] {
			most = max(most, p)
		}
		for _, v := range sortedKeys(m.Reach[asset]) {
			if p := m.Reach[asset][v]; p > 0 || most == 0 { // else no way leads there by that vector
				fmt.Fprintf(&b, "  %-24s by %-16s %s\n", asset, v, digits(p))
			}
		}
	}
	if len(m.Links) > 0 {
		fmt.Fprintf(&b, "\nLINKS: saved a year at the state of practice, and how often it is first\n")
		for _, l := range m.Links {
			fmt.Fprintf(&b, "  %-24s %-10s (%s to %s)  %.2f\n", l.Link, digits(l.Drop.Mean), digits(l.Drop.Low), digits(l.Drop.High), l.Confidence)
		}
	}
	if len(m.Fixes) > 0 {
		fmt.Fprintf(&b, "\nFIXES: saved a year alone, and for each EUR\n")
		for _, f := range m.Fixes {
			per := "free"
			if f.PerEUR != nil {
				per = digits(*f.PerEUR)
			}
			fmt.Fprintf(&b, "  %-24s %-10s %s\n", f.ID, digits(f.Drop), per)
		}
	}
	if len(m.Plan) > 0 {
		fmt.Fprintf(&b, "\nPLAN%s: saves %s a year for %s EUR (%s)\n", budgetOf(g), digits(m.Planned.Drop), digits(m.Planned.EUR), m.Planned.Method)
		for i, s := range m.Plan {
			fmt.Fprintf(&b, "  %d. %-21s %s more\n", i+1, s.ID, digits(s.Drop))
		}
	}
	if len(m.Next) > 0 {
		fmt.Fprintf(&b, "\nFIND OUT NEXT: what knowing it is worth\n")
		for _, n := range m.Next {
			per := ""
			if n.PerMinute != nil {
				per = digits(*n.PerMinute) + " a minute"
			}
			fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("  %-24s %-10s %s", n.Control, digits(n.EVPPI), per), " "))
		}
	}
	if len(m.Notes) > 0 {
		fmt.Fprintln(&b)
		for _, n := range m.Notes {
			fmt.Fprintf(&b, "Note: %s.\n", n)
		}
	}
	switch {
	case m.Exact && m.Samples == 0:
		fmt.Fprintf(&b, "\nExact.\n")
	case m.Exact:
		fmt.Fprintf(&b, "\nExact for each of %d draws of what is uncertain, seed %d; standard error of the expected loss %s.\n", m.Samples, m.Seed, digits(m.SE))
	default:
		fmt.Fprintf(&b, "\n%d samples, seed %d; standard error of the expected loss %s.\n", m.Samples, m.Seed, digits(m.SE))
	}
	if _, err := io.WriteString(out, b.String()); err != nil {
		return errors.Join(errors.New("print the answer"), err)
	}
	return nil
}

func budgetOf(g *risk.Graph) string {
	if g.Budget == nil {
		return ""
	}
	var of []string
	if g.Budget.EUR > 0 {
		of = append(of, digits(g.Budget.EUR)+" EUR")
	}
	if g.Budget.Hours > 0 {
		of = append(of, digits(g.Budget.Hours)+" hours")
	}
	if len(of) == 0 {
		return ""
	}
	return " within " + strings.Join(of, " and ")
}

// digits is a number with four digits that count.
func digits(x float64) string {
	if x >= 1000 || x <= -1000 {
		return fmt.Sprintf("%.0f", x)
	}
	return fmt.Sprintf("%.4g", x)
}
