package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
)

func init() { command(newChecks) }

func newChecks(a *app) *cobra.Command {
	answers := false
	cmd := &cobra.Command{
		Use: "checks [ID]", Short: "list the checks, or say what one asks and how to fix it",
		Example: "  weaklink checks\n  weaklink checks website.exposed-files\n  weaklink checks website\n  weaklink checks --answers",
		Args:    cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			for _, c := range checks.Registered() {
				ids = append(ids, c.Doc.ID)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if answers {
				return a.listQuestions()
			}
			all := checks.Registered()
			if len(args) == 1 {
				var err error
				if all, err = pick(all, args[0]); err != nil {
					return err
				}
			}
			switch {
			case a.format == "json":
				return a.checksJSON(all)
			case len(args) == 1 && len(all) == 1 && all[0].Doc.ID == args[0]:
				explain(a.out, all[0])
			default:
				list(a.out, all)
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&answers, "answers", false, "list the questions that weaklink.yaml can answer")
	return cmd
}

// pick is the check of that ID, or every check of that link.
func pick(all []checks.Check, name string) ([]checks.Check, error) {
	if c, ok := checks.Lookup(name); ok {
		return []checks.Check{c}, nil
	}
	var out []checks.Check
	for _, c := range all {
		if string(c.Doc.Link()) == name {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		if _, err := chain.ParseLink(name); err == nil {
			return nil, usage("`weaklink checks` lists those there are", "this build has no check of the link %q yet", name)
		}
		return nil, usage("`weaklink checks` lists them", "no check is called %q", name)
	}
	return out, nil
}

func list(w io.Writer, all []checks.Check) {
	last := chain.Link("")
	for _, l := range chain.Links() {
		for _, c := range all {
			if c.Doc.Link() != l {
				continue
			}
			if l != last {
				if last != "" {
					fmt.Fprintln(w)
				}
				fmt.Fprintln(w, strings.ToUpper(string(l)))
				last = l
			}
			fmt.Fprintf(w, "  %-31s %s\n", c.Doc.ID, c.Doc.Asks)
		}
	}
}

func explain(w io.Writer, c checks.Check) {
	d := c.Doc
	fmt.Fprintf(w, "%s\n\nasks     %s\nmatters  %s\nfix      %s\n", d.ID, d.Asks, d.Matters, d.Fix)
	for _, stack := range sortedKeys(d.Fixes) {
		fmt.Fprintf(w, "  on %s:\n    %s\n", stack, strings.ReplaceAll(d.Fixes[stack], "\n", "\n    "))
	}
	fmt.Fprintf(w, "by       %s, %d to %d minutes\nproof    %s\ncontrol  %s\nreads    %s\n",
		d.Who, d.Minutes[0], d.Minutes[1], d.Proof, d.Control, strings.Join(c.Kinds, ", "))
	if len(d.Cites) > 0 {
		fmt.Fprintf(w, "cites    %s\n", strings.Join(d.Cites, "; "))
	}
}

func (a *app) checksJSON(all []checks.Check) error {
	out := make([]map[string]any, 0, len(all))
	for _, c := range all {
		d := c.Doc
		one := map[string]any{"id": d.ID, "link": d.Link(), "asks": d.Asks, "matters": d.Matters, "fix": d.Fix,
			"proof": d.Proof, "control": d.Control, "who": d.Who, "minutes": d.Minutes, "cites": orEmpty(d.Cites), "kinds": c.Kinds}
		if len(d.Fixes) > 0 {
			one["fixes"] = d.Fixes
		}
		out = append(out, one)
	}
	return a.printJSON(a.out, map[string]any{"schema": "weaklink.checks/1", "checks": out})
}
