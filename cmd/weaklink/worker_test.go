package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/internal/queue"
	"github.com/weaklink/weaklink/internal/store"
)

// written is what a running command has written so far.
type written struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *written) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

func (w *written) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

// lines are the lines of a log, each of which is JSON.
func (w *written) lines(t *testing.T) []map[string]any {
	t.Helper()
	var out []map[string]any
	for dec := json.NewDecoder(strings.NewReader(w.String())); ; {
		var v map[string]any
		if err := dec.Decode(&v); err == io.EOF {
			return out
		} else if err != nil {
			t.Fatalf("%v: %s", err, w.String())
		}
		out = append(out, v)
	}
}

// Two workers share the queues of one database. What one is asked for is done,
// an operator sees it, no password is logged, and both end when they are told to.
func TestWorkersShareADatabase(t *testing.T) {
	c, url := aDatabase(t)
	dir := t.TempDir()
	t.Setenv("WEAKLINK_DATA", filepath.Join(dir, "data"))
	t.Setenv("WEAKLINK_SAMPLES", "2048")
	files := filepath.Join(dir, "share")
	if err := os.MkdirAll(files, 0o700); err != nil {
		t.Fatal(err)
	}
	canary := "name,email,phone\nZebulon Canary,zebulon.canary@mail.example.org,+49 30 901820\n"
	if err := os.WriteFile(filepath.Join(files, "customers.csv"), []byte(canary), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var logs [2]written
	codes := make(chan int, 2)
	for i, queues := range []string{"net,files,db", "judge"} {
		go func() {
			var out bytes.Buffer
			codes <- run(ctx, []string{"worker", "--queues", queues, "--metrics", "127.0.0.1:0", "--db", url}, console{in: strings.NewReader(""), out: &out, err: &logs[i], width: narrow})
		}()
	}
	address := func(i int) string {
		for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			for _, l := range logs[i].lines(t) {
				if at, ok := l["metrics"].(string); ok {
					return at
				}
			}
		}
		t.Fatalf("worker %d does not begin: %s", i, logs[i].String())
		return ""
	}
	get := func(at string) string {
		t.Helper()
		resp, err := http.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		raw, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %s, %v", at, resp.StatusCode, raw, err)
		}
		return string(raw)
	}
	look, judge := address(0), address(1)
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	q, err := queue.Open(t.Context(), db, queue.Home{Blobs: db.Blobs(dir), Keys: store.NewKeys(dir), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer q.Close()
	asked, err := q.Enqueue(t.Context(), queue.Ask{Firm: chain.Firm{Name: "Corner Grocer"}, Samples: 2048,
		Targets: []queue.Target{{At: files, As: "share"}, {At: "postgres://jo@127.0.0.1:1/crm", As: "crm"}}})
	if err != nil {
		t.Fatal(err)
	}
	limit, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var events []string
	for e, err := range q.Events(limit, asked.ID, 0) {
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, string(raw))
	}
	got, err := db.Run(t.Context(), asked.ID)
	if err != nil || got.Finished.IsZero() {
		t.Fatalf("%+v, %v\n%v\n%s%s", got, err, events, logs[0].String(), logs[1].String())
	}
	numbers := get(look)
	for _, want := range []string{`weaklink_steps_total{outcome="unseen"} 1`, `weaklink_steps_waiting{queue="net"} 0`, "weaklink_database_up 1", "process_resident_memory_bytes "} {
		if !strings.Contains(numbers, want) {
			t.Errorf("%q is missing in\n%s", want, numbers)
		}
	}
	if s := get(strings.Replace(judge, "/metrics", "/healthz", 1)); s != "ok\n" {
		t.Errorf("%q", s)
	}
	stop()
	for range 2 {
		if code := <-codes; code != exitDone {
			t.Errorf("a worker ended with %d: %s%s", code, logs[0].String(), logs[1].String())
		}
	}
	all := logs[0].String() + logs[1].String() + strings.Join(events, "\n") + numbers + c.Log()
	for _, secret := range []string{"canary", "Canary", "Zebulon", "901820"} {
		if strings.Contains(all, secret) {
			t.Errorf("%s is in a log, an event or a number", secret)
		}
	}
	logs[0].lines(t) // all of it is JSON
}

func TestAWorkerIsToldWhatIsWrongWithTheCall(t *testing.T) {
	t.Setenv("WEAKLINK_DATA", t.TempDir())
	for _, args := range [][]string{{"--queues", "nonsense"}, {"--queues", ""}, {"--metrics", "0.0.0.0:9464"}, {"--metrics", "9464"}} {
		var out, errs bytes.Buffer
		if code := run(t.Context(), append([]string{"worker"}, args...), console{in: strings.NewReader(""), out: &out, err: &errs, width: narrow}); code != exitUsage || !strings.Contains(errs.String(), "hint:") {
			t.Errorf("%v: exit %d, %s", args, code, errs.String())
		}
	}
}
