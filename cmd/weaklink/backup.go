package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/weaklink/weaklink/internal/config"
)

func init() { command(newBackup); command(newRestore) }

func newBackup(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "write all that is kept into one file, and read it back",
		Long: `Writes everything that is kept, as it is at one moment, into one compressed file
that only you may read, and reads it back before it takes its name. Scans may go
on meanwhile. ` + "`weaklink restore`" + ` puts it back, into a file or a Postgres server,
whichever it came from. With a name that ends in .db a database file is written
instead, for use with other tools: it holds no blobs.

The keys of the firms are not in it: the file alone reveals nobody. Keep a copy
of the folder that is named at the end in another place than the backup.`,
		Example: "  weaklink backup /srv/backup/weaklink-2026-11-28\n  weaklink backup copy.db && sqlite3 copy.db 'select count(*) from run'",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.backup(cmd.Context(), args[0]) },
	}
}

func (a *app) backup(ctx context.Context, path string) error {
	dir, err := config.DataDir()
	if err != nil {
		return err
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	keys := filepath.Join(dir, "keys")
	if strings.HasSuffix(path, ".db") {
		if h.Shared() {
			return usage("name a file that does not end in .db, or use pg_dump", "%s is no file that could be copied", h.Place())
		}
		if err := h.CopyTo(ctx, path); err != nil {
			return err
		}
		copied, err := openHome(ctx, dir, path)
		if err != nil {
			return fmt.Errorf("read the copy back: %w", err)
		}
		defer copied.Close()
		root, rows, err := copied.Root(ctx)
		if err != nil {
			return fmt.Errorf("read the copy back: %w", err)
		}
		return a.backedUp("Copied", h.Place(), path, root, rows, 0, keys)
	}
	m, err := h.Backup(ctx, path, versionString(), h.blobs)
	if err != nil {
		return err
	}
	if err := a.backedUp("Backed up", h.Place(), path, m.Root, m.Rows, m.Blobs, keys); err != nil || a.format == "json" {
		return err
	}
	a.missing(m)
	return nil
}

func (a *app) backedUp(done, from, path, root string, rows int64, blobs int, keys string) error {
	if a.format == "json" {
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.backup/1", "from": from, "file": path, "root": root, "rows": rows, "blobs": blobs, "keys": keys})
	}
	fmt.Fprintf(a.out, "%s %d rows and %d %s of %s\n  to %s, and read it back.\nDigest over every row:\n  %s\nThe keys of the firms are not in it: keep a copy of %s elsewhere.\n", done, rows, blobs, word(blobs, "blob"), from, path, root, keys)
	return nil
}

func newRestore(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "put a backup back, into a database that is empty",
		Long: `Puts back what ` + "`weaklink backup`" + ` wrote. The whole file is verified before anything
is written, and it arrives whole or not at all. Nothing is ever written over: the
database (--db, else the one in your home) has to be empty. The keys of the firms
are not in a backup: put back the folder that is named at the end as well.`,
		Example: "  weaklink restore /srv/backup/weaklink-2026-11-28\n  weaklink restore backup-of-the-server --db runs.db",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.restore(cmd.Context(), args[0]) },
	}
}

func (a *app) restore(ctx context.Context, path string) error {
	if !isFile(path) {
		return usage("name a file that `weaklink backup` made", "restore: there is no file %s", path)
	}
	dir, err := config.DataDir()
	if err != nil {
		return err
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer h.Close()
	head, m, err := h.Restore(ctx, path, h.blobs)
	if err != nil {
		return err
	}
	keys := filepath.Join(dir, "keys")
	if a.format == "json" {
		return a.printJSON(a.out, map[string]any{"schema": "weaklink.restored/1", "file": path, "to": h.Place(), "made": head.Made, "root": m.Root, "rows": m.Rows, "blobs": m.Blobs, "keys": keys})
	}
	fmt.Fprintf(a.out, "Restored %d rows and %d %s to %s,\nas they were on %s. Digest over every row:\n  %s\n", m.Rows, m.Blobs, word(m.Blobs, "blob"), h.Place(), head.Made.Format("2006-01-02 15:04 UTC"), m.Root)
	a.missing(m)
	fmt.Fprintf(a.out, "The keys of the firms were not in the backup: they belong into %s.\n", keys)
	return nil
}
