//go:build unix

package queue

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/store"
)

const victim = "WEAKLINK_TEST_WORKER"

// slow makes a collector take its time, so that there is a middle to be killed in.
type slow struct{ collectors.Collector }

func (s slow) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	err := s.Collector.Collect(ctx, t, see) // everything is seen, nothing is sealed yet
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(1500 * time.Millisecond):
	}
	return err
}

// beTheWorker makes this process a worker until it is killed or told to stop,
// when a test below started it.
func beTheWorker() {
	at := os.Getenv(victim)
	if at == "" {
		return
	}
	url, dir, _ := strings.Cut(at, "\n")
	ctx, stop := context.WithCancel(context.Background())
	told := make(chan os.Signal, 1)
	signal.Notify(told, syscall.SIGTERM)
	go func() { <-told; stop() }()
	err := func() error {
		db, err := store.Open(ctx, url)
		if err != nil {
			return err
		}
		defer db.Close()
		q, err := Open(ctx, db, homeAt(db, dir, slog.New(slog.NewJSONHandler(os.Stderr, nil))))
		if err != nil {
			return err
		}
		defer q.Close()
		q.timing = quick
		q.wrap = func(c collectors.Collector) collectors.Collector { return slow{c} }
		fmt.Println("working")
		return q.Run(ctx, Queues()...)
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// worker starts a process that works.
func worker(t *testing.T, url, dir string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^$")
	cmd.Env = append(os.Environ(), victim+"="+url+"\n"+dir)
	log, err := os.CreateTemp(t.TempDir(), "log")
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill() //nolint:errcheck // it may be gone
		cmd.Wait()         //nolint:errcheck // it was killed
		if t.Failed() {
			raw, _ := os.ReadFile(log.Name())
			t.Log(string(raw))
		}
		log.Close()
	})
	return cmd
}

// reached waits until so many steps of the run are running and so many are left.
func (p *place) reached(t *testing.T, run string, what func(waiting, running int64, a store.Ask) bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		waiting, running, err := p.db.Waiting(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		a, err := p.State(t.Context(), run)
		if err != nil {
			t.Fatal(err)
		}
		if what(waiting[Files], running[Files], a) {
			return
		}
	}
	t.Fatal("it never came so far")
}

// whole says that the run came to exactly what a scan comes to.
func (p *place) whole(t *testing.T, run string, ask Ask) {
	t.Helper()
	want, root := direct(t, p, ask)
	if got := verdictOf(t, p.db, run); got != want {
		t.Errorf("jobs and scan differ: %s", firstDifference(got, want))
	}
	kept, err := p.db.Run(t.Context(), run)
	if err != nil || kept.Root != root || kept.Partial {
		t.Errorf("%+v, %v", kept, err)
	}
	counts, err := p.db.Counts(t.Context())
	if err != nil || counts["arrival"]+counts["arrival_gap"] != 0 {
		t.Errorf("left behind: %v, %v", counts, err)
	}
	ends := map[string]int{}
	for e, err := range p.Events(t.Context(), run, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if e.State == "seen" || e.State == "unseen" {
			ends[e.Target+" "+string(e.Link)]++
		}
		if e.State == store.Done {
			ends["run"]++
		}
	}
	for what, n := range ends {
		if n != 1 {
			t.Errorf("%s ended %d times", what, n)
		}
	}
	items, at, err := p.db.Facts(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, it := range items {
		seen = append(seen, at[it.Digest].Target+" "+it.Digest)
	}
	if slices.Sort(seen); len(slices.Compact(slices.Clone(seen))) != len(items) {
		t.Error("a fact is there twice")
	}
}

// Two workers in turn are killed in the middle of their steps, as the kernel
// does it. The third finishes the run: nothing is lost, nothing is there twice.
func TestKilledWorkersLoseAndDoubleNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: kills workers and waits until they are missed")
	}
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 3)
		p := openPlace(t, url, dir)
		run, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		first := worker(t, url, dir)
		p.reached(t, run.ID, func(_, running int64, _ store.Ask) bool { return running > 0 })
		time.Sleep(700 * time.Millisecond) // facts are there by now, no seal
		if err := first.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		open, err := p.State(t.Context(), run.ID)
		if err != nil {
			t.Fatal(err)
		}
		second := worker(t, url, dir)
		p.reached(t, run.ID, func(_, running int64, a store.Ask) bool { return running > 0 && a.Open < open.Open })
		if err := second.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		worker(t, url, dir)
		p.await(t, run.ID, time.Minute)
		t.Logf("the run ended %s after the second kill", time.Since(began).Round(100*time.Millisecond))
		p.whole(t, run.ID, ask)
	})
}

// A worker that is killed after it has fetched a job and before it has begun its
// step leaves a step that waits for a job which will never run.
func TestAStepWhoseJobIsGoneGetsAnother(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: waits until a job is missed")
	}
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 0)
		p := openPlace(t, url, dir)
		run, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		other, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		// One as a dead worker leaves it, the other as a lost row does.
		for _, q := range []string{"update river_job set state = 'running', attempt = 1, attempted_at = '2026-01-01 00:00:00' where id = (select job from step where run = $1)",
			"delete from river_job where id = (select job from step where run = $1)"} {
			if _, err := p.db.SQL().ExecContext(t.Context(), q, map[bool]string{true: run.ID, false: other.ID}[q[0] == 'u']); err != nil {
				t.Fatal(err)
			}
		}
		p.working(t, Queues()...)
		for _, id := range []string{run.ID, other.ID} {
			p.await(t, id, 30*time.Second)
			p.whole(t, id, ask)
		}
	})
}

// A worker that is told to stop in the middle of a step hands it back: another
// one goes on at once, without waiting until it is taken for dead.
func TestAWorkerThatStopsHandsBackItsSteps(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: waits for workers that stop")
	}
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 3)
		p := openPlace(t, url, dir)
		run, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		first := worker(t, url, dir)
		p.reached(t, run.ID, func(_, running int64, _ store.Ask) bool { return running > 0 })
		if err := first.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := first.Wait(); err != nil {
			t.Errorf("it ended with %v", err)
		}
		if _, running, err := p.db.Waiting(t.Context()); err != nil || running[Files] != 0 {
			t.Errorf("it left %v running, %v", running, err)
		}
		worker(t, url, dir)
		p.await(t, run.ID, time.Minute)
		p.whole(t, run.ID, ask)
	})
}

// A worker that is frozen is taken for dead; when it wakes up, what it still had
// to say is not written.
func TestAFrozenWorkerThatWakesUpWritesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: waits until a worker is missed")
	}
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 0)
		p := openPlace(t, url, dir)
		run, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		first := worker(t, url, dir)
		p.reached(t, run.ID, func(_, running int64, _ store.Ask) bool { return running > 0 })
		time.Sleep(500 * time.Millisecond)
		if err := first.Process.Signal(syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
		stop := p.working(t, Queues()...)
		p.await(t, run.ID, time.Minute)
		if err := first.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
		time.Sleep(3 * time.Second)
		stop()
		p.whole(t, run.ID, ask)
	})
}
