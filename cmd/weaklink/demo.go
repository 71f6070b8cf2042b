package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/internal/labs"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/report/text"
	"github.com/weaklink/weaklink/internal/scan"
)

func init() { command(newDemo) }

// demoSeed makes the demo say the same on every machine.
const demoSeed = 2026

type demoFlags struct {
	without, only []string
	seed          string
	outputs       []string
	serve         bool
}

func newDemo(a *app) *cobra.Command {
	var f demoFlags
	cmd := &cobra.Command{
		Use: "demo", Short: "start a small made-up grocer here and look at it for real",
		Long:    "Starts a small made-up grocer on this machine's loopback - a web shop, a customer\ndatabase, an address list, files on a share - and runs the real scanner on it.\nNothing else of this machine is looked at, and all of it is gone afterwards;\nwith --db FILE the run is kept there, for why, diff, facts and replay. With --serve\nit is shown on the owner's page, where one can watch, mend and look again.\n\nWeaknesses that are planted, each of which can be left out:\n" + weaknesses(),
		Example: "  weaklink demo\n  weaklink demo --serve\n  weaklink demo --without dump\n  weaklink demo --without dump,export --format json\n  weaklink demo --db demo.db && weaklink why website --db demo.db",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), f) },
	}
	cmd.Flags().StringSliceVar(&f.without, "without", nil, "leave out these planted weaknesses, and show both sentences side by side")
	cmd.Flags().StringSliceVar(&f.only, "only", nil, "plant only these weaknesses")
	cmd.Flags().StringVar(&f.seed, "seed", strconv.Itoa(demoSeed), "seed of the simulation")
	cmd.Flags().StringArrayVarP(&f.outputs, "output", "o", nil, "also write the report to this file ("+strings.Join(printable(), ", ")+")")
	cmd.Flags().BoolVar(&f.serve, "serve", false, "show it on the owner's page, until Ctrl-C")
	_ = cmd.RegisterFlagCompletionFunc("without", completeWeakness)
	_ = cmd.RegisterFlagCompletionFunc("only", completeWeakness)
	return cmd
}

func completeWeakness(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return weaknessNames(), cobra.ShellCompDirectiveNoFileComp
}

func weaknessNames() []string {
	var out []string
	for _, w := range labs.GrocerWeaknesses() {
		out = append(out, w.Name)
	}
	return out
}

func weaknesses() string {
	var b strings.Builder
	for _, w := range labs.GrocerWeaknesses() {
		fmt.Fprintf(&b, "  %-15s %s\n", w.Name, w.Say)
	}
	return strings.TrimRight(b.String(), "\n")
}

func (a *app) demo(ctx context.Context, f demoFlags) error {
	seed, err := strconv.ParseUint(f.seed, 10, 64)
	if err != nil {
		return usage("a seed is a whole number, 0 or more", "--seed cannot be %q", f.seed)
	}
	for _, name := range append(slices.Clone(f.without), f.only...) {
		if !slices.Contains(weaknessNames(), name) {
			return usage("planted are: "+strings.Join(weaknessNames(), ", "), "the demo plants no weakness called %q", name)
		}
	}
	for _, o := range f.outputs {
		if err := canPrint(o); err != nil {
			return err
		}
	}
	skip := []string{}
	if len(f.only) > 0 {
		for _, name := range weaknessNames() {
			if !slices.Contains(f.only, name) {
				skip = append(skip, name)
			}
		}
	}
	if f.serve && len(f.outputs) > 0 {
		return usage("the page offers the same files", "--serve and -o do not go together")
	}
	if f.serve {
		return a.demoServe(ctx, seed, append(skip, f.without...))
	}
	bar := a.progress()
	defer bar.Close()
	if a.format == "text" {
		fmt.Fprintln(a.out, "A small made-up grocer is started on this machine and looked at for real.")
	}
	before, err := a.look1(ctx, bar, seed, skip)
	if err != nil {
		return err
	}
	var after *report.Model
	if len(f.without) > 0 {
		if after, err = a.look1(ctx, bar, seed, append(skip, f.without...)); err != nil {
			return err
		}
	}
	bar.Close()
	shown := before
	if after != nil {
		shown = after
	}
	for _, path := range f.outputs {
		if err := write(path, shown); err != nil {
			return err
		}
	}
	if a.format == "json" {
		return a.demoJSON(before, after, f)
	}
	if err := a.print(shown, false); err != nil {
		return err
	}
	if after != nil {
		a.sideBySide(before, after, f.without)
	}
	fmt.Fprintf(a.out, "\nTry next:\n  weaklink demo --without %s\n  weaklink scan https://your-shop.example ./a-folder-with-client-data\n", next(f.without))
	return nil
}

// look1 starts the grocer without the given weaknesses, scans it in a data
// folder of its own, and clears both away.
func (a *app) look1(ctx context.Context, bar scan.Progress, seed uint64, without []string) (*report.Model, error) {
	dir, err := os.MkdirTemp("", "weaklink-demo-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the demo: %w", err)
	}
	defer os.RemoveAll(dir)
	world, err := labs.Grocer(filepath.Join(dir, "grocer"), time.Now(), without...)
	if err != nil {
		return nil, fmt.Errorf("start the demo's grocer: %w", err)
	}
	defer world.Close()
	open := func() (*home, error) { return openHome(ctx, filepath.Join(dir, "data"), "") }
	if a.db != "" { // whoever names a file wants to ask about it afterwards
		open = func() (*home, error) { return a.open(ctx) }
	}
	h, err := open()
	if err != nil {
		return nil, err
	}
	defer h.Close()
	samples, err := samplesOf(env("SAMPLES", ""))
	if err != nil {
		return nil, err
	}
	j := &job{seed: &seed, samples: samples, fresh: true, madeUp: true, log: slog.New(slog.DiscardHandler), firm: chain.Firm(world.Firm), answers: map[string]checks.Answer{}}
	for id, value := range world.Answers {
		j.answers[id] = checks.Answer{Value: value, By: "owner"}
	}
	for _, w := range world.Targets {
		t, err := parseTarget(w.At)
		if err != nil {
			return nil, err
		}
		if w.As != "" {
			t.ID, t.As = w.As, w.As
		}
		j.targets = append(j.targets, t)
	}
	if j.env.Resolve, err = overrides(world.Resolve); err != nil {
		return nil, err
	}
	if j.env.Roots, err = authorities(world.CA); err != nil {
		return nil, err
	}
	j.env.Version = versionString()
	_, m, err := a.look(ctx, h, j, bar)
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, quiet(exitInterrupted)
	}
	m.Run.Lost = a.db == ""
	return m, nil
}

// sideBySide shows what the planted weakness did to the verdict.
func (a *app) sideBySide(before, after *report.Model, without []string) {
	fmt.Fprintln(a.out)
	text.SideBySide(a.out, a.width,
		text.Side{Title: "as planted", Body: before.Verdict.Sentence},
		text.Side{Title: "without " + strings.Join(without, ", "), Body: after.Verdict.Sentence})
}

func (a *app) demoJSON(before, after *report.Model, f demoFlags) error {
	out := map[string]any{"schema": "weaklink.demo/1", "planted": weaknessNames(), "without": orEmpty(f.without)}
	for name, m := range map[string]*report.Model{"before": before, "after": after} {
		if m == nil {
			continue
		}
		raw, err := json.Marshal(m)
		if err != nil {
			return fmt.Errorf("print json: %w", err)
		}
		out[name] = json.RawMessage(raw)
	}
	return a.printJSON(a.out, out)
}

// next is the first planted weakness that was not left out, for the line to try next.
func next(without []string) string {
	for _, name := range weaknessNames() {
		if !slices.Contains(without, name) {
			return strings.Join(append(slices.Clone(without), name), ",")
		}
	}
	return weaknessNames()[0]
}
