package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/scan"
)

func init() { command(newReplay) }

func newReplay(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "replay [RUN|FILE]", Short: "judge stored evidence again and compare with what was said",
		Long: `Judges the stored facts of a run, or of a JSON report made with --with-facts,
once more and compares every finding and every number of the verdict.

Exit codes: 0 it agrees; 1 it differs (the first difference is named);
2 the facts are not here.`,
		Example: "  weaklink replay\n  weaklink replay 019ab3f0\n  weaklink replay report.json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			var c replayCase
			var err error
			switch {
			case len(args) == 1 && isFile(args[0]):
				c, err = fromReport(args[0])
			default:
				id := ""
				if len(args) == 1 {
					id = args[0]
				}
				c, err = a.fromStore(cmd, id)
			}
			if err != nil {
				return err
			}
			return a.replay(c)
		},
	}
}

// replayCase is a run's record with its facts.
type replayCase struct {
	id, root string
	record   json.RawMessage
	items    []evidence.Item
	at       map[string]evidence.Sighting
}

func (a *app) replay(c replayCase) error {
	_, differs, err := scan.Replay(c.record, c.items, c.at, c.root)
	if errors.Is(err, scan.ErrNoFacts) {
		return usage("scan with --with-facts, or replay where the run was made", "run %.13s: %w", c.id, err)
	}
	if err != nil {
		return err
	}
	if a.format == "json" {
		if err := a.printJSON(a.out, map[string]any{"schema": "weaklink.replay/1", "run": c.id, "facts": len(c.items), "agrees": differs == "", "difference": differs}); err != nil {
			return err
		}
	} else if differs == "" {
		fmt.Fprintf(a.out, "run %.13s agrees: %d facts judged again, every finding and number the same\n", c.id, len(c.items))
	} else {
		fmt.Fprintf(a.out, "run %.13s differs: %s\n", c.id, differs)
	}
	if differs != "" {
		return quiet(exitNothing)
	}
	return nil
}

func (a *app) fromStore(cmd *cobra.Command, id string) (replayCase, error) {
	h, err := a.open(cmd.Context())
	if err != nil {
		return replayCase{}, err
	}
	defer h.Close()
	r, err := h.run(cmd.Context(), id)
	if err != nil {
		return replayCase{}, err
	}
	c := replayCase{id: r.ID, root: r.Root}
	if c.record, err = h.Verdict(cmd.Context(), r.ID); err != nil {
		return c, err
	}
	c.items, c.at, err = h.Facts(cmd.Context(), r.ID)
	return c, err
}

func fromReport(path string) (replayCase, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return replayCase{}, usage("name a JSON report made with --with-facts", "read %s: %w", path, err)
	}
	var doc struct {
		Schema string `json:"schema"`
		Run    struct {
			ID   string `json:"id"`
			Root string `json:"root"`
		} `json:"run"`
		Facts  []factLine      `json:"facts"`
		Record json.RawMessage `json:"record"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil || doc.Schema != "weaklink.report/1" {
		return replayCase{}, usage("name a JSON report made with --with-facts", "%s is no weaklink report", path)
	}
	if len(doc.Record) == 0 || len(doc.Facts) == 0 {
		return replayCase{}, usage("make the report with: weaklink scan --with-facts -o report.json", "%s holds no facts", path)
	}
	c := replayCase{id: doc.Run.ID, root: doc.Run.Root, record: doc.Record, at: map[string]evidence.Sighting{}}
	for _, l := range doc.Facts {
		it := l.item()
		c.items = append(c.items, it)
		c.at[it.Digest] = evidence.Sighting{Target: l.Target, Collector: l.Collector, Seen: l.Seen}
	}
	return c, nil
}

func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && !st.IsDir()
}
