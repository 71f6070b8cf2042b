package queue

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"github.com/riverqueue/river"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// The queues, named after what their steps wear.
const (
	Net     = "net"     // other hosts
	Browser = "browser" // a browser of our own, and other hosts
	DB      = "db"      // a database server
	Files   = "files"   // disks of this machine
	Judge   = "judge"   // the processor
)

// Queues lists all of them.
func Queues() []string { return []string{Net, Browser, DB, Files, Judge} }

// side is how many steps of a queue one process takes side by side.
func side(queue string) int {
	switch queue {
	case Net:
		return 8
	case DB, Files:
		return max(1, min(4, runtime.NumCPU()))
	}
	return 1
}

// Home is what a process that works needs beside the database.
type Home struct {
	Blobs   *store.Blobs
	Keys    *store.Keys
	Version string // of weaklink
	Maker   string // as in scan.Options
	Log     *slog.Logger
	// Concluded is told of a run that was judged just now; may be nil. What it
	// fails at is logged, and changes nothing about the run.
	Concluded func(context.Context, *scan.Result) error
}

// Queue is the queue of one database.
type Queue struct {
	db     *store.DB
	home   Home
	engine engine
	client *river.Client[*sql.Tx]
	timing timing
	counts counts
	wrap   func(collectors.Collector) collectors.Collector // tests make them slower; nil: as they are
}

// timing is how patient the queue is. Tests are less so.
type timing struct {
	beat, stale time.Duration // how often a holder says that it goes on; after how long without it somebody else may
	soft        time.Duration // how long a worker that is to stop goes on with what it has begun
	tries       int64         // how often a step is begun before it is given up
	readable    time.Duration // how long a word of progress stands before the next
}

var usual = timing{beat: 5 * time.Second, stale: 30 * time.Second, soft: 3 * time.Second, tries: 4, readable: 700 * time.Millisecond}

// counts are what the metrics tell.
type counts struct{ done, unseen, failed, taken, handed atomic.Int64 }

// EnqueueTx puts a run into the queue within a transaction (store.DB.Tx). The
// run has its id, and is kept, from the moment on at which it is committed.
// What cannot be done as asked is an InvalidError.
func (q *Queue) EnqueueTx(ctx context.Context, tx *sql.Tx, ask Ask) (chain.Run, error) {
	opt, err := ask.options(q.home.Version)
	if err != nil {
		return chain.Run{}, err
	}
	body, err := json.Marshal(ask)
	if err != nil {
		return chain.Run{}, fmt.Errorf("write down what the run is asked: %w", err)
	}
	run, err := scan.NewRun(opt)
	if err != nil {
		return run, err
	}
	if err := q.db.AddAsk(ctx, tx, run, body); err != nil {
		return run, err
	}
	if err := q.add(ctx, tx, []store.Step{{Run: run.ID, N: store.PlanStep, Queue: Judge, Limit: planLimit}}); err != nil {
		return run, err
	}
	_, err = q.db.AddEvent(ctx, tx, store.Event{Run: run.ID, At: run.Started, State: "asked", Say: "waiting for its turn"})
	return run, err
}

// Enqueue is EnqueueTx in a transaction of its own.
func (q *Queue) Enqueue(ctx context.Context, ask Ask) (run chain.Run, err error) {
	err = q.db.Tx(ctx, func(tx *sql.Tx) error {
		run, err = q.EnqueueTx(ctx, tx, ask)
		return err
	})
	return run, err
}

// Cancel ends the looking of a run, not the run: what was seen until then is
// judged and kept, and it is marked partial. It reports whether there was
// anything to cancel.
func (q *Queue) Cancel(ctx context.Context, run string) (had bool, err error) {
	err = q.db.Tx(ctx, func(tx *sql.Tx) error {
		open, err := q.db.CutAsk(ctx, tx, run)
		if had = open >= 0; err != nil || !had {
			return err
		}
		if _, err := q.db.AddEvent(ctx, tx, store.Event{Run: run, At: time.Now(), State: "note", Say: "it was told to stop: what was seen until then is judged"}); err != nil {
			return err
		}
		if open == 0 { // nobody else will come last
			return q.toJudge(ctx, tx, run)
		}
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("cancel run %s: %w", run, err)
	}
	return had, nil
}

// Pause keeps steps of a queue from beginning, anywhere, or lets them begin
// again. Those that have begun go on.
func (q *Queue) Pause(ctx context.Context, queue string, paused bool) error {
	if !slices.Contains(Queues(), queue) {
		return fmt.Errorf("there is no queue %q; there are %v", queue, Queues())
	}
	do := q.client.QueueResume
	if paused {
		do = q.client.QueuePause
	}
	if err := do(ctx, queue, nil); err != nil {
		return fmt.Errorf("pause queue %s: %w", queue, err)
	}
	return nil
}

// State is how far a run is. The error wraps store.ErrNotFound when no jobs make it.
func (q *Queue) State(ctx context.Context, run string) (store.Ask, error) { return q.db.Ask(ctx, run) }

// Run works on queues until ctx is done, then finishes what it has begun or,
// when that takes too long, hands it back for others to begin anew.
func (q *Queue) Run(ctx context.Context, queues ...string) error {
	conf := map[string]river.QueueConfig{}
	for _, name := range queues {
		if !slices.Contains(Queues(), name) {
			return fmt.Errorf("there is no queue %q; there are %v", name, Queues())
		}
		conf[name] = river.QueueConfig{MaxWorkers: side(name)}
	}
	if len(conf) == 0 {
		return fmt.Errorf("no queue was named; there are %v", Queues())
	}
	// A queue that nobody has worked on yet cannot be paused before, but is known from now on.
	client, err := river.NewClient(q.engine.driver, &river.Config{
		ID: name(), Queues: conf, Workers: q.workers(), Logger: q.home.Log, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: poll,
		JobTimeout: planLimit, RescueStuckJobsAfter: planLimit + margin, RetryPolicy: soon{}, SoftStopTimeout: q.timing.soft,
		CompletedJobRetentionPeriod: time.Hour,
	})
	if err != nil {
		return fmt.Errorf("work on the queue: %w", err)
	}
	away := context.WithoutCancel(ctx) // it is stopped below, not cut off
	if err := client.Start(away); err != nil {
		return fmt.Errorf("work on the queue: %w", err)
	}
	q.sweep(ctx)
	limit, cancel := context.WithTimeout(away, q.timing.soft+15*time.Second)
	defer cancel()
	if err := client.Stop(limit); err != nil {
		return fmt.Errorf("stop working: %w", err)
	}
	return nil
}

// poll is how often a worker looks for jobs that nobody told it of. Of new ones
// it is told, by the server or by a table of River's that is looked into every 50 ms.
const poll = time.Second

// soon tries again after seconds, not after days.
type soon struct{}

// NextRetry is when a job that failed is begun again.
func (soon) NextRetry(job *rowOfJob) time.Time {
	return time.Now().Add(min(30*time.Second, time.Duration(1<<min(job.Attempt, 5))*time.Second))
}

// name tells this process from every other, and says where it is.
func name() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%s-%d-%s", cmp.Or(host, "worker"), os.Getpid(), rand.Text()[:6])
}
