package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/risk"
)

func init() { command(newVersion) }

// version is set by the linker for releases: -X main.version=1.2.3
var version = "dev"

func newVersion(a *app) *cobra.Command {
	var list bool
	cmd := &cobra.Command{
		Use: "version", Short: "print the version of weaklink and of its model", Args: cobra.NoArgs,
		Long: `Prints the version of weaklink and the digest of its model. Where weaklink.yaml
in this folder replaces numbers of the model (constants), it prints the digest
that a run with them names, too, and the numbers, old and new. With --constants
it lists every number that can be replaced, with what it stands on:
V read in the source, S second-hand, M from memory, J our judgement.`,
		Example: "  weaklink version\n  weaklink version --constants",
		RunE: func(*cobra.Command, []string) error {
			cfg, err := a.settings()
			if err != nil {
				return err
			}
			var own *risk.Constants
			var known []risk.Override
			if cfg != nil {
				if own, known, err = scan.Own(cfg.Constants); err != nil {
					return err
				}
			}
			if a.format == "json" {
				out := map[string]any{"schema": "weaklink.version/1", "version": versionString(),
					"model": risk.Shipped(), "go": runtime.Version(), "os": runtime.GOOS, "arch": runtime.GOARCH}
				if len(known) > 0 {
					out["own"] = map[string]any{"model": own.Digest(), "constants": report.OwnNumbers(known)}
				}
				if list {
					c, err := risk.Load()
					if err != nil {
						return err
					}
					out["constants"] = sourced(c)
				}
				return a.printJSON(a.out, out)
			}
			if list {
				c, err := risk.Load()
				if err != nil {
					return err
				}
				return a.constants(c)
			}
			fmt.Fprintf(a.out, "weaklink %s\nmodel    %.12s\nbuilt    %s %s/%s\n", versionString(), risk.Shipped(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			if len(known) > 0 {
				fmt.Fprintf(a.out, "yours    %.12s\n", own.Digest())
				for _, o := range report.OwnNumbers(known) {
					fmt.Fprintf(a.out, "  %s\n", o.Say())
				}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&list, "constants", false, "list every number of the model that can be replaced")
	return cmd
}

// sourcedNumber is one number of the model with what it stands on.
type sourcedNumber struct {
	ID     string           `json:"id"`
	Value  float64          `json:"value"`
	Unit   string           `json:"unit"`
	Mark   string           `json:"mark"`
	Note   string           `json:"note,omitempty"`
	Given  *float64         `json:"given,omitempty"` // by the source, where it is in other money
	In     string           `json:"in,omitempty"`    // that money, as in USD 2015
	Source risk.Publication `json:"source"`
}

func sourced(c *risk.Constants) []sourcedNumber {
	var out []sourcedNumber
	for _, id := range c.IDs() {
		k, ok := c.Sourced(id)
		if !ok || k.Value == 0 && strings.Contains(id, ".eps.") { // it takes nothing from that
			continue
		}
		n := sourcedNumber{ID: id, Value: k.Value, Unit: k.Unit, Mark: k.Mark, Note: k.Note, Source: c.Sources[k.Source]}
		if k.As != nil {
			n.Given, n.In = &k.As.Value, fmt.Sprintf("%s %d", k.As.Currency, k.As.CurrencyYear)
		}
		out = append(out, n)
	}
	return out
}

func (a *app) constants(c *risk.Constants) error {
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, n := range sourced(c) {
		from := n.Source.Publisher + " " + strconv.Itoa(n.Source.Year)
		if n.Mark == "J" && n.Source.Publisher == "weaklink" {
			from = "judgement"
		}
		if n.Given != nil {
			from += fmt.Sprintf(" (%g in %s)", *n.Given, n.In)
		}
		fmt.Fprintf(w, "%s\t%.6g\t%s\t%s\t%s\n", n.ID, n.Value, n.Unit, n.Mark, from)
	}
	return w.Flush()
}

// versionString is the version, with the commit for a build from source.
func versionString() string {
	if version != "dev" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 8 {
			return version + "-" + s.Value[:8]
		}
	}
	return version
}
