package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/store"
)

func init() { command(newMove) }

func newMove(a *app) *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use: "move --to URL", Short: "copy all runs into another database, and prove that they arrived",
		Long: `Copies everything that is kept - runs, evidence, findings, acceptances, records -
from one database into another, empty one: from a file to a Postgres server, back,
or between two of a kind. It arrives whole or not at all, and a digest over every
row on both sides proves it. The source stays as it is.

The keys of the firms are in no database and are not copied: without them what
was counted before cannot be matched. They lie in the folder that is named at the
end; every machine that is to scan needs them.

A password is better kept out of the command: in PGPASSWORD or ~/.pgpass.`,
		Example: "  weaklink move --to postgres://weaklink@db.example/weaklink\n  weaklink move --from postgres://weaklink@db.example/weaklink --to runs.db",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.move(cmd.Context(), from, to) },
	}
	cmd.Flags().StringVar(&to, "to", "", "the database that is written: a file or postgres://USER@HOST/NAME; must be empty")
	cmd.Flags().StringVar(&from, "from", "", "the database that is read (default: that of --db)")
	return cmd
}

func (a *app) move(ctx context.Context, from, to string) error {
	if to == "" {
		return usage("for example: weaklink move --to postgres://weaklink@db.example/weaklink", "move was not told where to")
	}
	dir, err := config.DataDir()
	if err != nil {
		return err
	}
	if from == "" {
		from = a.db
	}
	source, err := openHome(ctx, dir, from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := openHome(ctx, dir, to)
	if err != nil {
		return err
	}
	defer target.Close()
	if source.Place() == target.Place() && source.Shared() == target.Shared() {
		return usage("name another database with --to", "%s is both what would be read and what would be written", target.Place())
	}
	m, err := store.Move(ctx, source.DB, target.DB, source.blobs, target.blobs)
	if err != nil {
		return err
	}
	keys := filepath.Join(dir, "keys")
	if a.format == "json" {
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.moved/1", "from": source.Place(), "to": target.Place(), "root": m.Root, "rows": m.Rows,
			"blobs": m.Blobs, "blobs_missing": m.Missing, "keys": keys})
	}
	fmt.Fprintf(a.out, "Moved %d rows and %d %s from %s\n  to %s.\nThe digest over every row is the same on both sides:\n  %s\n", m.Rows, m.Blobs, word(m.Blobs, "blob"), source.Place(), target.Place(), m.Root)
	a.missing(m)
	fmt.Fprintf(a.out, "The source is as it was. Use the new one with --db or WEAKLINK_DB.\nThe keys of the firms are in no database: they stay in %s,\nand every other machine that is to scan these firms needs a copy of them.\n", keys)
	return nil
}

// missing says that blobs were not where they should be.
func (a *app) missing(m store.Moved) {
	if m.Missing > 0 {
		fmt.Fprintf(a.out, "%d %s that facts name were not there: people are then counted in each place only.\n", m.Missing, word(m.Missing, "blob"))
	}
}
