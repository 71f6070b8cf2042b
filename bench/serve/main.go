// Command serve measures the owner's page over a firm with a year of daily looks.
//
//	serve [-year FILE] [-files N] WEAKLINK
//
// The year is made of two real looks, of the demo's grocer and of a folder of
// small lists, and is kept in FILE for the next time. Bars: every page 50 ms at
// its 99th percentile, a switch of what-if 100 ms, 150 MB, and 1 s from the
// start of the process to the first page of somebody who is signed in.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"

	_ "github.com/weaklink/weaklink/checks/access"
	_ "github.com/weaklink/weaklink/checks/backups"
	_ "github.com/weaklink/weaklink/checks/data"
	_ "github.com/weaklink/weaklink/checks/devices"
	_ "github.com/weaklink/weaklink/checks/hosting"
	_ "github.com/weaklink/weaklink/checks/payments"
	_ "github.com/weaklink/weaklink/checks/policies"
	_ "github.com/weaklink/weaklink/checks/website"
)

func main() {
	year := flag.String("year", "", "where the year is kept; empty: it is made anew")
	files := flag.Int("files", 150, "lists in the folder")
	runs := flag.Int("runs", 365, "looks")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "serve: name the program")
		os.Exit(2)
	}
	if err := run(context.Background(), flag.Arg(0), *year, *files, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench serve:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, weaklink, kept string, files, runs int) error {
	dir, err := os.MkdirTemp("", "bench-serve-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if kept == "" {
		kept = filepath.Join(dir, "year.db")
	}
	folder := filepath.Join(dir, "lists")
	if err := lists(folder, files); err != nil {
		return err
	}
	if _, err := os.Stat(kept); errors.Is(err, fs.ErrNotExist) {
		if err := made(ctx, weaklink, dir, folder, kept, runs); err != nil {
			return err
		}
	}
	db := filepath.Join(dir, "runs.db")
	if err := copyFile(kept, db); err != nil {
		return err
	}
	return measure(ctx, weaklink, dir, db, folder)
}

func made(ctx context.Context, weaklink, dir, folder, to string, runs int) error {
	var w world
	for i, args := range [][]string{{"demo"}, {"scan", folder}} {
		db := filepath.Join(dir, fmt.Sprintf("seen%d.db", i))
		cmd := exec.CommandContext(ctx, weaklink, append(args, "--db", db)...)
		cmd.Env = append(os.Environ(), "WEAKLINK_SAMPLES=1024", "WEAKLINK_DATA="+filepath.Join(dir, "seen"))
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%v: %w: %.500s", args, err, out)
		}
		if err := w.seenIn(ctx, db); err != nil {
			return err
		}
	}
	n, err := w.year(ctx, to, runs, "bench")
	fmt.Printf("made %d looks of %d facts\n", runs, n)
	return err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
