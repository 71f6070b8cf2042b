// Command people measures how well people are told apart: it plants a crowd in a
// database, a CSV, a sheet and a mailbox, with one value in fifty mistyped, has
// the collector look, and holds the count against the truth.
//
//	people -worlds N [-seed S]
//	people [-n N] [-seed S] [-postgres] [-off SHARE] [-right SHARE]
//
// Without -postgres the database is a SQLite file.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	_ "modernc.org/sqlite"

	"github.com/weaklink/weaklink/collectors"
	_ "github.com/weaklink/weaklink/collectors/data"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/labs/crowd"
	"github.com/weaklink/weaklink/internal/labs/postgres"
	"github.com/weaklink/weaklink/internal/redact"
)

func main() {
	n := flag.Int("n", 250_000, "people")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "of chance")
	server := flag.Bool("postgres", false, "the table lies on a PostgreSQL server")
	off := flag.Float64("off", .02, "bar: how far the count may be off")
	right := flag.Float64("right", .995, "bar: share of joined pairs that are about one person")
	each := flag.Int("worlds", 0, "instead: make so many small worlds of each kind, and see how often the interval holds the truth")
	flag.Parse()
	if *each > 0 {
		if err := worlds(*each, *seed, .95); err != nil {
			fmt.Fprintln(os.Stderr, "bench people:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(*n, *seed, *server, *off, *right); err != nil {
		fmt.Fprintln(os.Stderr, "bench people:", err)
		os.Exit(1)
	}
}

func run(n int, seed uint64, server bool, off, right float64) error {
	dir, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	c := crowd.Make(n, seed)
	if err := c.WriteFiles(dir); err != nil {
		return err
	}
	targets := []collectors.Target{{ID: dir, Scheme: "path", Addr: dir}}
	if server {
		pg, err := postgres.Start(postgres.Options{})
		if err != nil {
			return err
		}
		defer pg.Close()
		if err := fill(pg, c); err != nil {
			return err
		}
		addr := pg.URL("bench", "bench", "bench")
		targets = append(targets, collectors.Target{ID: "postgres://bench", Scheme: "postgres", Addr: addr})
	} else if err := c.WriteSQLite(filepath.Join(dir, "shop.sqlite")); err != nil {
		return err
	}
	fmt.Printf("seed %d: %d people, %d rows, %d in the list, %d in the sheet, %d mails, %d typos\n", seed, n, len(c.Database), len(c.List)-1, len(c.Sheet)-1, len(c.Mails), c.Typos)

	key := [32]byte{1, 2, 3}
	got := &see{blobs: map[string][]byte{}}
	env := collectors.Env{Key: key, PutBlob: got.put, Temp: dir}
	start := time.Now()
	for _, t := range targets {
		for _, col := range collectors.For(collectors.All(env), t.Scheme) {
			if col.Name() != "data.files" && col.Name() != "data.databases" {
				continue
			}
			if err := col.Collect(context.Background(), t, got); err != nil {
				return err
			}
		}
	}
	var sets []evidence.Set
	for _, it := range got.items {
		if it.Kind != facts.DataStore.Name {
			continue
		}
		if it.Blob == "" {
			continue
		}
		keys, err := evidence.OpenSet(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(got.blobs[it.Blob])), nil })
		if err != nil {
			return err
		}
		sets = append(sets, keys)
		s, err := facts.DataStore.Decode(it)
		if err != nil {
			return err
		}
		types := map[evidence.KeyType]int{}
		for _, k := range keys.Keys {
			types[k.Type]++
		}
		fmt.Printf("   %s: %d to %d, best %d; keys by type %v\n", s.Name, s.People.Low, s.People.High, s.People.Best, types)
	}
	fmt.Printf("read in %.1f s\n", time.Since(start).Seconds())
	k := redact.Key(key)
	m, err := c.Measure(sets, func(kind, v string) evidence.Key {
		switch kind {
		case "name":
			return evidence.Key{Type: evidence.KeyName, Print: k.Quick().OfName(v)}
		}
		typ, _ := classify.KeyType(classify.Kind(kind))
		return evidence.Key{Type: typ, Print: k.Quick().Of(kind, classify.Normalise(classify.Kind(kind), v))}
	})
	if err != nil {
		return err
	}
	fmt.Println(m)
	if m.Off() > off || m.Off() < -off || m.Right < right {
		return fmt.Errorf("bar not met: within %.1f %%, %.1f %% of joins right", 100*off, 100*right)
	}
	return nil
}

func fill(pg *postgres.Cluster, c *crowd.Crowd) error {
	ctx := context.Background()
	if err := pg.Exec("postgres", "create role bench login password 'bench'; grant pg_read_all_data to bench", "create database bench"); err != nil {
		return err
	}
	if err := pg.Exec("bench", "create table customers ("+strings.Join(c.Columns, " text, ")+" text)"); err != nil {
		return err
	}
	conn, err := pg.Connect(ctx, "bench")
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.CopyFrom(ctx, pgx.Identifier{"customers"}, c.Columns, pgx.CopyFromSlice(len(c.Database), func(i int) ([]any, error) { return crowd.Row(c.Database[i]), nil }))
	return err
}

// see keeps what a collector saw.
type see struct {
	mu    sync.Mutex
	items []evidence.Item
	blobs map[string][]byte
}

func (s *see) put(write func(io.Writer) error) (string, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	id := fmt.Sprint(len(s.blobs))
	s.blobs[id] = b.Bytes()
	return id, nil
}

func (s *see) Fact(it evidence.Item) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items = append(s.items, it)
	return nil
}

func (s *see) Unseen(subject, why, next string) {
	fmt.Printf("   not seen: %s: %s\n", subject, why)
}
func (s *see) Progress(int64, int64, string) {}
func (s *see) Log() *slog.Logger             { return slog.New(slog.DiscardHandler) }
