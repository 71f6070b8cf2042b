package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/config"
	"github.com/weaklink/weaklink/internal/store"
)

// home is where runs, blobs and keys of this installation are kept.
type home struct {
	*store.DB
	blobs *store.Blobs
	keys  *store.Keys
}

// open opens the place that --db names, else the one in the data folder.
func (a *app) open(ctx context.Context) (*home, error) {
	dir, err := config.DataDir()
	if err != nil {
		return nil, err
	}
	return openHome(ctx, dir, a.db)
}

func openHome(ctx context.Context, dir, url string) (*home, error) {
	db, err := store.Open(ctx, cmp.Or(url, filepath.Join(dir, "weaklink.db")))
	if err != nil {
		return nil, fmt.Errorf("open the place where runs are kept: %w", err)
	}
	return &home{DB: db, blobs: db.Blobs(filepath.Join(dir, "blobs")), keys: store.NewKeys(filepath.Join(dir, "keys"))}, nil
}

func (h *home) run(ctx context.Context, id string) (chain.Run, error) {
	r, err := h.Run(ctx, id)
	if err != nil {
		return r, notFound(err, id)
	}
	return r, nil
}

// key is the key of the job's firm. That of the demo is made anew each time.
func (h *home) key(ctx context.Context, j *job) ([32]byte, error) {
	if j.madeUp {
		return h.keys.Key(j.firm.Name)
	}
	return h.keys.Of(ctx, h.DB, j.firm.Name)
}

func (h *home) openBlob(digest string) (io.ReadCloser, error) { return h.blobs.Open(digest) }

// exists says whether a path is there, for collectors.Parse.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// orEmpty keeps nil slices from being printed as null.
func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
