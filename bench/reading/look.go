package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"

	"github.com/weaklink/weaklink/collectors"
	_ "github.com/weaklink/weaklink/collectors/data"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/internal/store"
)

// look reads a folder as a scan does.
func look(folder, profile string) error {
	temp, err := os.MkdirTemp("", "bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	s := &seen{}
	blobs := store.NewBlobs(temp)
	env := collectors.Env{Key: [32]byte{1}, Version: "bench", Temp: temp, PutBlob: func(write func(io.Writer) error) (string, error) {
		s.counting = used().CPU // who is in a place is counted from here to its fact
		return blobs.Put(write)
	}}
	target, err := collectors.Parse(folder, func(string) bool { return true })
	if err != nil {
		return err
	}
	var at collectors.Collector
	for _, c := range collectors.For(collectors.All(env), target.Scheme) {
		if c.Name() == "data.files" {
			at = c
		}
	}
	if at == nil {
		return errors.New("no collector reads files")
	}
	if profile != "" {
		f, err := os.Create(profile)
		if err == nil {
			err = pprof.StartCPUProfile(f)
		}
		if err != nil {
			return err
		}
	}
	before := used()
	err = at.Collect(context.Background(), target, s)
	u := used()
	pprof.StopCPUProfile()
	u.CPU -= before.CPU + s.counted
	u.Counting = s.counted
	slices.Sort(s.facts)
	sum := sha256.Sum256([]byte(strings.Join(s.facts, "\n")))
	u.Seen = hex.EncodeToString(sum[:8])
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(u)
}

type seen struct {
	mu                sync.Mutex
	facts             []string
	counting, counted float64
}

func (s *seen) Fact(it evidence.Item) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.counting > 0 {
		s.counted += used().CPU - s.counting
		s.counting = 0
	}
	s.facts = append(s.facts, it.Digest+" "+it.Blob)
	if os.Getenv("BENCH_FACTS") != "" {
		_, err := os.Stderr.Write(append(it.Body, '\n'))
		return err
	}
	return nil
}

func (s *seen) Unseen(subject, why, next string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.facts = append(s.facts, subject+" "+why)
}
func (s *seen) Progress(done, of int64, say string) {}
func (s *seen) Log() *slog.Logger                   { return slog.New(slog.NewTextHandler(io.Discard, nil)) }
