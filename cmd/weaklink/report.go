package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/report"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

func init() { command(newReport) }

func newReport(a *app) *cobra.Command {
	var f scanFlags
	cmd := &cobra.Command{
		Use: "report [RUN] [-o FILE]...", Short: "print the report of a run that was made before",
		Long: `Prints what a run said, from what was kept of it: nothing is looked at again.
RUN is a run id or its beginning (default: the newest run). With -o the report
goes into files, each in the form that its suffix names, and not to the screen.`,
		Example: "  weaklink report\n  weaklink report 019ab3f0 -o report.html -o report.pdf\n  weaklink report --format json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id := ""
			if len(args) == 1 {
				id = args[0]
			}
			return a.report(cmd.Context(), id, f)
		},
	}
	fl := cmd.Flags()
	fl.StringArrayVarP(&f.outputs, "output", "o", nil, "write the report to this file ("+printableList()+"); may be repeated")
	fl.BoolVar(&f.withFacts, "with-facts", false, "put the evidence into the JSON report")
	fl.BoolVarP(&f.verbose, "verbose", "v", false, "also list what holds")
	return cmd
}

func (a *app) report(ctx context.Context, id string, f scanFlags) error {
	for _, o := range f.outputs {
		if err := canPrint(o); err != nil {
			return err
		}
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	m, ok, err := h.same(ctx, id, a, f)
	if err != nil {
		return err
	}
	if !ok {
		if m, err = a.again(ctx, h, id, f); err != nil {
			return err
		}
	}
	if len(f.outputs) == 0 {
		return a.print(m, f.verbose)
	}
	for _, path := range f.outputs {
		if err := write(path, m); err != nil {
			return err
		}
	}
	return nil
}

// same is the report that this very program kept when it judged the run, if the
// evidence is still what it was: judging it again comes to the same and takes far
// longer.
func (h *home) same(ctx context.Context, id string, a *app, f scanFlags) (*report.Model, bool, error) {
	run, err := h.run(ctx, id)
	if err != nil {
		return nil, false, err
	}
	m, err := h.derived(ctx, run.ID)
	if err != nil {
		return nil, false, nil //nolint:nilerr // it is worked out anew
	}
	r := &scan.Result{Run: run}
	if r.Facts, r.Seen, err = h.Facts(ctx, run.ID); err != nil {
		return nil, false, err
	}
	for _, it := range r.Facts {
		if it.Verify() != nil {
			return nil, false, nil // who judges it again says so
		}
	}
	if evidence.Root(r.Facts) != run.Root {
		return nil, false, nil
	}
	if f.withFacts {
		if r.Record, err = h.Verdict(ctx, run.ID); err != nil {
			return nil, false, err
		}
	}
	a.add(m, r, f)
	return m, true, nil
}

// again judges a run once more, and says where this build would say otherwise.
func (a *app) again(ctx context.Context, h *home, id string, f scanFlags) (*report.Model, error) {
	r, differs, err := h.result(ctx, id)
	if err != nil {
		return nil, err
	}
	if differs != "" {
		say := fmt.Sprintf("this build judges run %.13s differently (%s); the report says what was said then", r.Run.ID, differs)
		if r.Run.Version != versionString() {
			say += fmt.Sprintf(", by weaklink %s", r.Run.Version)
		}
		if a.format == "json" {
			if err := a.printJSON(a.err, map[string]any{"schema": "weaklink.progress/1", "level": "warn", "done": 0, "of": 0, "say": say}); err != nil {
				return nil, err
			}
		} else {
			fmt.Fprintln(a.err, "weaklink:", say)
		}
	}
	return a.model(r, f)
}

// result is a stored run as Scan returned it. What the store does not keep -
// which protection each store of data calls for, and the like - is worked out
// from the facts again; findings and verdict are those of the time. differs
// names the first thing that this build would say otherwise.
func (h *home) result(ctx context.Context, id string) (r *scan.Result, differs string, err error) {
	run, err := h.run(ctx, id)
	if err != nil {
		return nil, "", err
	}
	r = &scan.Result{Run: run}
	if r.Record, err = h.Verdict(ctx, run.ID); err != nil {
		if errors.Is(err, store.ErrNotFound) {
			err = usage("`weaklink scan` with the same targets makes a new one", "run %.13s never finished, so there is no report of it", run.ID)
		}
		return nil, "", err
	}
	if r.Facts, r.Seen, err = h.Facts(ctx, run.ID); err != nil {
		return nil, "", err
	}
	j, differs, err := scan.Replay(r.Record, r.Facts, r.Seen, run.Root)
	if err != nil {
		return nil, "", fmt.Errorf("report run %.13s: %w", run.ID, err)
	}
	if j == nil { // the facts are not what they were: Replay judges nothing then
		return nil, "", fmt.Errorf("report run %.13s: its evidence was changed: %s", run.ID, differs)
	}
	var rec scan.Record
	if err := json.Unmarshal(r.Record, &rec); err != nil {
		return nil, "", fmt.Errorf("read the record of run %.13s: %w", run.ID, err)
	}
	r.Firm, r.Judgement = rec.Firm, *j
	r.Findings, r.Verdict, r.States = rec.Findings, rec.Verdict, rec.States
	if rec.Advice != nil {
		r.Advice = rec.Advice
	}
	if differs != "" { // they would not go with what was said then
		r.Measures, r.Mended = nil, nil
	}
	if r.Gaps, err = h.Gaps(ctx, run.ID); err != nil {
		return nil, "", err
	}
	if r.Changes, err = h.Changes(ctx, run.ID, rec.Findings); err != nil {
		return nil, "", err
	}
	if r.Since, r.Most, err = h.Since(ctx, run.ID, rec.Findings); err != nil {
		return nil, "", err
	}
	return r, differs, nil
}

// contact is whom the settings say to call, if there are settings.
func (a *app) contact() *report.Contact {
	cfg, err := a.settings()
	if err != nil || cfg == nil || (cfg.Contact.Name == "" && cfg.Contact.Mail == "" && cfg.Contact.Phone == "") {
		return nil
	}
	return &report.Contact{Name: cfg.Contact.Name, Role: cfg.Contact.Role, Mail: cfg.Contact.Mail, Phone: cfg.Contact.Phone}
}
