//go:build unix

package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/weaklink/weaklink/checks/data"
	_ "github.com/weaklink/weaklink/checks/policies"
	_ "github.com/weaklink/weaklink/collectors/data"
	_ "github.com/weaklink/weaklink/collectors/policies"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/internal/labs/postgres"
	"github.com/weaklink/weaklink/internal/scan"
	"github.com/weaklink/weaklink/internal/store"
)

// quick is for tests: nobody waits half a minute.
var quick = timing{beat: 200 * time.Millisecond, stale: 3 * time.Second, soft: 3 * time.Second, tries: 4}

var (
	cluster *postgres.Cluster
	start   sync.Once
	failed  error
	made    int
)

func TestMain(m *testing.M) {
	beTheWorker()
	code := m.Run()
	if cluster != nil {
		cluster.Close()
	}
	os.Exit(code)
}

// engines gives the address of a new database on each.
func engines(t *testing.T, fn func(t *testing.T, url string)) {
	t.Run("sqlite", func(t *testing.T) { fn(t, filepath.Join(t.TempDir(), "weaklink.db")) })
	t.Run("postgres", func(t *testing.T) {
		postgres.Need(t)
		start.Do(func() {
			cluster, failed = postgres.Start(postgres.Options{Settings: []string{"max_connections = 200"}})
		})
		if failed != nil {
			t.Fatal(failed)
		}
		made++
		name := fmt.Sprint("queue", made)
		if err := cluster.Exec("postgres", "create database "+name); err != nil {
			t.Fatal(err)
		}
		fn(t, fmt.Sprintf("postgres:///%s?host=%s&port=%d&user=postgres", name, cluster.Socket, cluster.Port))
	})
}

// place is a queue with its database and home.
type place struct {
	*Queue
	db  *store.DB
	dir string
	log *bytes.Buffer
}

func openPlace(t *testing.T, url, dir string) *place {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	p := &place{db: db, dir: dir, log: new(bytes.Buffer)}
	p.Queue, err = Open(t.Context(), db, homeAt(db, dir, slog.New(slog.NewJSONHandler(&locked{w: p.log}, nil))))
	if err != nil {
		t.Fatal(err)
	}
	p.timing = quick
	t.Cleanup(func() {
		p.Queue.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			t.Log(p.log.String())
		}
	})
	return p
}

func homeAt(db *store.DB, dir string, log *slog.Logger) Home {
	return Home{Blobs: db.Blobs(filepath.Join(dir, "blobs")), Keys: store.NewKeys(filepath.Join(dir, "keys")), Version: "1.2.3", Log: log}
}

type locked struct {
	mu sync.Mutex
	w  *bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

// working runs a worker until the test or the function it returns ends it.
func (p *place) working(t *testing.T, queues ...string) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx, queues...) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// await waits for the end of a run and returns its events.
func (p *place) await(t *testing.T, run string, limit time.Duration) []Event {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	var out []Event
	for e, err := range p.Events(ctx, run, 0) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	a, err := p.State(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	if !a.Ended() {
		t.Fatalf("after %s run %s is still %s with %d steps open: %v\n%s", limit, run, a.State, a.Open, out, p.log.String())
	}
	return out
}

// world is a small firm on disk; more makes it slower to look at.
func world(t *testing.T, more int) (string, Ask) {
	t.Helper()
	dir := t.TempDir()
	file := func(name, text string) string {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	var ask Ask
	ask.Firm = chain.Firm{Name: "Corner Grocer", Staff: 7}
	ask.Samples = 1024
	for n := range 3 + more {
		var rows bytes.Buffer
		rows.WriteString("name,email,phone,iban\n")
		for i := range 200 {
			fmt.Fprintf(&rows, "Anna Beispiel%d,anna%d@mail.example.org,+49 30 90%04d,DE89370400440532013000\n", i, i*(n+1), i)
		}
		ask.Targets = append(ask.Targets, Target{At: filepath.Dir(file(fmt.Sprintf("share%d/customers.csv", n), rows.String())), As: fmt.Sprint("share", n)})
	}
	rules := filepath.Dir(file("rules/access.md", "# Access\nResponsible: the owner\nPasswords must be kept in the manager.\n"))
	ask.Targets = append(ask.Targets, Target{At: "policies:" + rules, As: "rules"}, Target{At: filepath.Join(dir, "nothing-here"), As: "gone"},
		Target{At: "ldap://127.0.0.1/x", As: "nobody looks at this"})
	ask.Answers = map[string]checks.Answer{"policies.callback-rule": {Value: "no", On: "2026-01-02"}}
	return dir, ask
}

// verdictOf is the whole record of a run: what was said of every target, every
// finding, every number.
func verdictOf(t *testing.T, db *store.DB, run string) string {
	t.Helper()
	raw, err := db.Verdict(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// direct is the same scan without a queue, on a database of its own.
func direct(t *testing.T, p *place, ask Ask) (verdict, root string) {
	t.Helper()
	other := openPlace(t, filepath.Join(t.TempDir(), "direct.db"), p.dir)
	opt, err := ask.options("1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	if err := other.equip(t.Context(), &opt, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	r, err := scan.Scan(t.Context(), other.db, opt)
	if err != nil {
		t.Fatal(err)
	}
	return verdictOf(t, other.db, r.Run.ID), r.Run.Root
}

func TestJobsComeToTheSameVerdictAsAScan(t *testing.T) {
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 0)
		p := openPlace(t, url, filepath.Join(dir, "home"))
		run, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		stop := p.working(t, Queues()...)
		events := p.await(t, run.ID, time.Minute)
		stop()
		a, err := p.State(t.Context(), run.ID)
		if err != nil || a.State != store.Done || a.Open != 0 {
			t.Fatalf("%+v, %v", a, err)
		}
		want, root := direct(t, p, ask)
		if got := verdictOf(t, p.db, run.ID); got != want {
			t.Errorf("jobs and scan differ: %s", firstDifference(got, want))
		}
		kept, err := p.db.Run(t.Context(), run.ID)
		if err != nil || kept.Root != root || kept.Partial || kept.Finished.IsZero() {
			t.Errorf("%+v, %v", kept, err)
		}
		items, at, err := p.db.Facts(t.Context(), run.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, differs, err := scan.Replay(json.RawMessage(want), items, at, kept.Root); differs != "" || err != nil {
			t.Errorf("judged again it differs: %s, %v", differs, err)
		}
		// A page that watched saw every target end, and knows when it is over.
		states := map[string]string{}
		for i, e := range events {
			if e.Seq != int64(i+1) {
				t.Errorf("event %d has number %d", i+1, e.Seq)
			}
			states[e.Target] = e.State
		}
		for _, tg := range []string{"share0", "share1", "share2", "rules"} {
			if states[tg] != "seen" {
				t.Errorf("%s was last %q: %v", tg, states[tg], events)
			}
		}
		if states["gone"] != "unseen" || events[0].State != "asked" || events[len(events)-1].State != "done" {
			t.Errorf("%v", events)
		}
	})
}

func TestAskingForTheImpossibleKeepsNothing(t *testing.T) {
	engines(t, func(t *testing.T, url string) {
		p := openPlace(t, url, t.TempDir())
		good := Ask{Firm: chain.Firm{Name: "x"}, Targets: []Target{{At: "./x"}}}
		for name, spoil := range map[string]func(*Ask){
			"no firm": func(a *Ask) { a.Firm.Name = "" }, "no target": func(a *Ask) { a.Targets = nil },
			"no such scheme": func(a *Ask) { a.Targets = []Target{{At: "gopher://x"}} }, "a secret": func(a *Ask) { a.Targets = []Target{{At: "./x", Secret: "canary"}} },
			"resolve": func(a *Ask) { a.Resolve = []Override{{Host: "x", To: "nowhere"}} }, "ca": func(a *Ask) { a.CA = "x" },
			"a password":   func(a *Ask) { a.Targets = []Target{{At: "postgres://jo:canary@db/crm"}} },
			"another":      func(a *Ask) { a.Targets = []Target{{At: "restic:rest:https://jo:can/ary@db/crm"}} },
			"in a setting": func(a *Ask) { a.Targets = []Target{{At: "mysql://db/crm?tls=true&Password=canary"}} },
		} {
			a := good
			spoil(&a)
			_, err := p.Enqueue(t.Context(), a)
			if invalid, ok := err.(*InvalidError); !ok || invalid.Hint() == "" {
				t.Errorf("%s: %v", name, err)
			} else if strings.Contains(err.Error(), "ary") {
				t.Errorf("it is repeated: %v", err)
			}
		}
		if empty, err := p.db.Empty(t.Context()); err != nil || !empty {
			t.Errorf("something was kept, %v", err)
		}
		if had, err := p.Cancel(t.Context(), "no such run"); had || err != nil {
			t.Errorf("%v, %v", had, err)
		}
		if err := p.Pause(t.Context(), "no such queue", true); err == nil {
			t.Error("a queue that is none is paused")
		}
	})
}

func TestACancelledRunIsJudgedAndSaysSo(t *testing.T) {
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 0)
		p := openPlace(t, url, filepath.Join(dir, "home"))
		run, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		early, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		if had, err := p.Cancel(t.Context(), early.ID); !had || err != nil {
			t.Errorf("%v, %v", had, err)
		}
		// Only the plan is made: nobody works on files.
		stop := p.working(t, Judge)
		for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			if a, err := p.State(t.Context(), run.ID); err != nil || time.Now().After(end) {
				t.Fatal("there is no plan", err)
			} else if a.Open > 0 {
				break
			}
		}
		if had, err := p.Cancel(t.Context(), run.ID); !had || err != nil {
			t.Errorf("%v, %v", had, err)
		}
		for _, id := range []string{run.ID, early.ID} {
			p.await(t, id, 30*time.Second)
			if had, err := p.Cancel(t.Context(), id); had || err != nil {
				t.Errorf("what is over was cancelled: %v", err)
			}
			kept, err := p.db.Run(t.Context(), id)
			if err != nil || !kept.Partial || kept.Finished.IsZero() {
				t.Errorf("%+v, %v", kept, err)
			}
			states, err := p.db.States(t.Context(), id)
			if err != nil || len(states) < len(ask.Targets) {
				t.Errorf("%v, %v", states, err)
			}
			for _, s := range states {
				if s.Complete && s.Target != "answers" && s.Target != "firm" {
					t.Errorf("%s counts as looked at", s.Target)
				}
			}
		}
		stop()
	})
}

func TestAPausedQueueBeginsNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("slow: waits for what must not begin")
	}
	engines(t, func(t *testing.T, url string) {
		dir, ask := world(t, 0)
		p := openPlace(t, url, filepath.Join(dir, "home"))
		defer p.working(t, Queues()...)()
		time.Sleep(300 * time.Millisecond)
		if err := p.Pause(t.Context(), Files, true); err != nil {
			t.Fatal(err)
		}
		time.Sleep(700 * time.Millisecond) // on a file it is told by a table that is looked into
		run, err := p.Enqueue(t.Context(), ask)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		a, err := p.State(t.Context(), run.ID)
		if err != nil || a.State != store.Looking || a.Open < 4 {
			t.Errorf("%+v, %v", a, err)
		}
		waiting, running, err := p.db.Waiting(t.Context())
		if err != nil || waiting[Files] < 4 || running[Files] != 0 {
			t.Errorf("%v, %v, %v", waiting, running, err)
		}
		if err := p.Pause(t.Context(), Files, false); err != nil {
			t.Fatal(err)
		}
		p.await(t, run.ID, 30*time.Second)
	})
}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	around := func(s string) string { return s[max(0, i-200):min(len(s), i+100)] }
	return fmt.Sprintf("at %d\n%s\n%s", i, around(a), around(b))
}
