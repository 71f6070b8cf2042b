// Package collecttest is the contract that every collector passes: a See that
// records, and Contract, which runs a collector against a world with planted
// values and fails when one of them comes out, when a fact is not of a kind it
// promised, when it says nothing at all, or when it does not stop.
package collecttest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
)

// Seen records what a collector sees. The zero value is ready.
type Seen struct {
	mu    sync.Mutex
	facts []evidence.Item
	gaps  []evidence.Gap
	steps []string
	log   bytes.Buffer
}

// Fact keeps it, after checking its digest.
func (s *Seen) Fact(it evidence.Item) error {
	if err := it.Verify(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.facts = append(s.facts, it)
	return nil
}

// Unseen keeps a gap.
func (s *Seen) Unseen(subject, why, next string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gaps = append(s.gaps, evidence.Gap{Subject: subject, Why: why, Next: next})
}

// Progress keeps what was said.
func (s *Seen) Progress(_, _ int64, say string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.steps = append(s.steps, say)
}

// Log writes into memory, so that tests can search it.
func (s *Seen) Log() *slog.Logger {
	return slog.New(slog.NewTextHandler(writer{s}, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

type writer struct{ s *Seen }

func (w writer) Write(p []byte) (int, error) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	return w.s.log.Write(p)
}

// Facts returns what was seen, sorted by kind and subject.
func (s *Seen) Facts() []evidence.Item {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := slices.Clone(s.facts)
	slices.SortFunc(out, func(a, b evidence.Item) int { return strings.Compare(a.Kind+a.Subject, b.Kind+b.Subject) })
	return out
}

// Gaps returns what could not be seen, in the order in which it was said.
func (s *Seen) Gaps() []evidence.Gap {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gaps)
}

// All is everything that left the collector, as one text.
func (s *Seen) All() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, _ := json.Marshal(map[string]any{"facts": s.facts, "gaps": s.gaps, "steps": s.steps})
	return string(raw) + s.log.String()
}

// Blobs keeps blobs in memory for Env.PutBlob.
type Blobs struct {
	mu  sync.Mutex
	all map[string][]byte
}

// Put stores what write writes under a made-up but content-addressed name.
func (b *Blobs) Put(write func(io.Writer) error) (string, error) {
	var buf bytes.Buffer
	if err := write(&buf); err != nil {
		return "", err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all == nil {
		b.all = map[string][]byte{}
	}
	it, err := evidence.Kind[[]byte]{Name: "blob", Version: 1}.Item("blob", evidence.Enumerated, buf.Bytes())
	if err != nil {
		return "", err
	}
	b.all[it.Digest] = buf.Bytes()
	return it.Digest, nil
}

// Open reads a stored blob.
func (b *Blobs) Open(digest string) (io.ReadCloser, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	raw, ok := b.all[digest]
	if !ok {
		return nil, fmt.Errorf("no blob %.12s", digest)
	}
	return io.NopCloser(bytes.NewReader(raw)), nil
}

// World is something for a collector to look at.
type World struct {
	Target   collectors.Target
	Canaries []string // planted values that must not come out
	Within   time.Duration
}

// Contract runs c on w and returns what it saw. Beside the outcome of the run
// itself it checks that c describes itself, stops when told to, and gives the
// same facts a second time.
func Contract(t *testing.T, c collectors.Collector, w World) *Seen {
	t.Helper()
	if c.Name() == "" || len(c.Targets()) == 0 || len(c.Emits()) == 0 || c.Needs().Touches == "" || c.Needs().Never == "" {
		t.Fatalf("%q does not say its name, targets, kinds, or what it touches and never does", c.Name())
	}
	if w.Within == 0 {
		w.Within = 30 * time.Second
	}
	first, second := &Seen{}, &Seen{}
	for _, s := range []*Seen{first, second} {
		ctx, cancel := context.WithTimeout(context.Background(), w.Within)
		err := c.Collect(ctx, w.Target, s)
		cancel()
		if err != nil {
			t.Fatalf("%s on %s: %v", c.Name(), w.Target.ID, err)
		}
	}
	if len(first.Facts()) == 0 && len(first.Gaps()) == 0 {
		t.Errorf("%s saw nothing and said nothing", c.Name())
	}
	for _, it := range first.Facts() {
		if !slices.Contains(c.Emits(), it.Kind) {
			t.Errorf("%s emitted a %s, which it does not list", c.Name(), it.Kind)
		}
	}
	for _, g := range first.Gaps() {
		if g.Subject == "" || g.Why == "" || g.Next == "" {
			t.Errorf("a gap lacks its subject, its reason or the next step: %+v", g)
		}
	}
	if a, b := evidence.Root(first.Facts()), evidence.Root(second.Facts()); a != b {
		t.Errorf("the same world gave other facts the second time")
	}
	text := strings.ToLower(first.All())
	for i, v := range w.Canaries {
		if strings.Contains(text, strings.ToLower(v)) {
			t.Errorf("planted value %d came out of the collector", i)
		}
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	done := make(chan struct{})
	go func() { _ = c.Collect(stopped, w.Target, &Seen{}); close(done) }()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		t.Errorf("%s went on for 5 s after it was told to stop", c.Name())
	}
	return first
}
