package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func init() { command(newForget) }

func newForget(a *app) *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use: "forget FIRM", Short: "delete everything that is kept of a firm, and destroy its key",
		Long: `Deletes every run, fact, finding, acceptance and record of a firm, and the key
that its fingerprints were made with: whatever copy of the database is left
somewhere can then be tied to nobody. It cannot be undone.`,
		Example: "  weaklink forget \"Corner Grocer\" --yes",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.forget(cmd.Context(), args[0], yes) },
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "do it: it cannot be undone")
	return cmd
}

func (a *app) forget(ctx context.Context, firm string, yes bool) error {
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	runs, err := h.Runs(ctx, firm, 0)
	if err != nil {
		return err
	}
	if len(runs) == 0 {
		return usage("a firm is called as in weaklink.yaml, or as the report says under run.firm", "nothing is kept of a firm called %q", firm)
	}
	if !yes {
		return usage("add --yes; it cannot be undone", "%d %s of %q would be deleted", len(runs), word(len(runs), "run"), firm)
	}
	if err := h.forgetAll(ctx, firm); err != nil {
		return err
	}
	if a.format == "json" {
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.forgotten/1", "firm": firm, "runs": len(runs)})
	}
	fmt.Fprintf(a.out, "Deleted %d %s of %s and destroyed its key.\n", len(runs), word(len(runs), "run"), firm)
	return nil
}

// forgetAll deletes what is kept of a firm, and what makes copies of it useless.
func (h *home) forgetAll(ctx context.Context, firm string) error {
	blobs, err := h.Forget(ctx, firm)
	if err != nil {
		return err
	}
	for _, d := range blobs {
		err = errors.Join(err, h.blobs.Delete(d))
	}
	if err = errors.Join(err, h.keys.Shred(firm)); err != nil {
		return fmt.Errorf("the runs of %q are gone, but not all that belongs to them: %w", firm, err)
	}
	return nil
}
