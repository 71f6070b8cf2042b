package scan

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/store"

	_ "github.com/weaklink/weaklink/checks/website"
)

// puppet is a collector that does what a test tells it to.
type puppet struct {
	name string
	do   func(context.Context, collectors.Target, collectors.See) error
}

func (p puppet) Name() string      { return p.name }
func (p puppet) Targets() []string { return []string{"path"} }
func (p puppet) Emits() []string {
	return []string{facts.WebsiteRedirect.Name, facts.DataStore.Name}
}
func (p puppet) Needs() collectors.Needs {
	return collectors.Needs{Touches: "nothing", Never: "a thing"}
}
func (p puppet) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	return p.do(ctx, t, see)
}

var (
	stage   = map[string]func(context.Context, collectors.Target, collectors.See) error{}
	stageMu sync.Mutex
)

func init() {
	for _, name := range []string{"website.first", "website.second"} {
		collectors.Register(func(collectors.Env) collectors.Collector {
			return puppet{name, func(ctx context.Context, t collectors.Target, see collectors.See) error {
				stageMu.Lock()
				do := stage[name]
				stageMu.Unlock()
				if do == nil {
					return nil
				}
				return do(ctx, t, see)
			}}
		})
	}
}

type notes struct {
	mu  sync.Mutex
	all []string
}

func (n *notes) Update(string, int64, int64, string) {}
func (n *notes) Note(level, say string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.all = append(n.all, level+": "+say)
}

type rig struct {
	t      *testing.T
	db     *store.DB
	blobs  *store.Blobs
	day    time.Time
	resume []evidence.Seen
}

func newRig(t *testing.T) *rig {
	t.Helper()
	dir := t.TempDir()
	db, err := store.Open(t.Context(), filepath.Join(dir, "weaklink.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &rig{t: t, db: db, blobs: store.NewBlobs(filepath.Join(dir, "blobs")), day: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
}

// scan runs the two puppets on one target each call, a day later than the last.
func (r *rig) scan(ctx context.Context, first, second func(context.Context, collectors.Target, collectors.See) error) *Result {
	r.t.Helper()
	stageMu.Lock()
	stage["website.first"], stage["website.second"] = first, second
	stageMu.Unlock()
	r.day = r.day.Add(24 * time.Hour)
	res, err := Scan(ctx, r.db, Options{
		Firm: chain.Firm{Name: "grocer"}, Targets: []collectors.Target{{ID: "a", Scheme: "path", Addr: "a"}},
		Version: "test", Now: func() time.Time { return r.day }, Progress: &notes{}, Log: slog.New(slog.DiscardHandler),
		OpenBlob: func(d string) (io.ReadCloser, error) { return r.blobs.Open(d) }, Samples: 512, MaxTime: 2 * time.Second, Plan: "all of it", Resume: r.resume,
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return res
}

func redirect(https bool) func(context.Context, collectors.Target, collectors.See) error {
	return func(_ context.Context, _ collectors.Target, see collectors.See) error {
		it, err := facts.WebsiteRedirect.Item("site:https://shop.example", evidence.Scanned,
			facts.Redirect{From: "http://shop.example/", Listen: true, HTTPS: https, SameHostFirst: https, Status: 301})
		if err != nil {
			return err
		}
		return see.Fact(it)
	}
}

func grips(r *Result, check string) (out []chain.Grip) {
	for _, f := range r.Findings {
		if f.Check == check {
			out = append(out, f.Grip)
		}
	}
	return out
}

func changeOf(r *Result, check string) (out []chain.Change) {
	for _, c := range r.Changes {
		if strings.HasPrefix(c.Finding, check+"@") {
			out = append(out, c.Change)
		}
	}
	return out
}

const httpsRedirect = "website.https-redirect"

// A failure of one part never hides the others, and never turns green.
func TestACollectorThatFailsHidesNothing(t *testing.T) {
	for name, fail := range map[string]func(context.Context, collectors.Target, collectors.See) error{
		"panics": func(context.Context, collectors.Target, collectors.See) error {
			panic("anna.beispiel@mail.example.org")
		},
		"errors": func(context.Context, collectors.Target, collectors.See) error {
			return errors.New("read the folder: denied")
		},
		"hangs": func(ctx context.Context, _ collectors.Target, _ collectors.See) error { <-ctx.Done(); return ctx.Err() },
		"lies": func(_ context.Context, _ collectors.Target, see collectors.See) error {
			return see.Fact(evidence.Item{Kind: "website.tls"})
		},
		"forgets": func(_ context.Context, _ collectors.Target, see collectors.See) error {
			see.Unseen("x", "because", "do")
			return nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			res := r.scan(t.Context(), redirect(false), fail)
			if len(grips(res, httpsRedirect)) != 1 || grips(res, httpsRedirect)[0] == chain.Holds {
				t.Errorf("the other collector's finding is lost: %v", res.Findings)
			}
			if len(res.Gaps) != 1 || res.Gaps[0].Why == "" || res.Gaps[0].Next == "" {
				t.Errorf("want one gap with a reason and a next step, got %+v", res.Gaps)
			}
			if len(res.States) != 1 || res.States[0].Complete {
				t.Errorf("the target counts as collected in full: %+v", res.States)
			}
			if strings.Contains(fmt.Sprintf("%+v", res.Gaps), "beispiel") {
				t.Error("what a collector died of is kept, and it may be personal")
			}
		})
	}
}

// Gone because it was repaired and gone because nobody could look must differ.
func TestGoneIsNotTheSameAsUnseen(t *testing.T) {
	broken := func(context.Context, collectors.Target, collectors.See) error { return errors.New("connect: refused") }
	nothing := func(context.Context, collectors.Target, collectors.See) error { return nil }

	r := newRig(t)
	r.scan(t.Context(), redirect(false), nil)
	if got := changeOf(r.scan(t.Context(), redirect(true), nil), httpsRedirect); len(got) != 1 || got[0] != chain.BetterNow {
		t.Errorf("after the repair: %v, want better", got)
	}

	r = newRig(t)
	r.scan(t.Context(), redirect(false), nil)
	if got := changeOf(r.scan(t.Context(), broken, nil), httpsRedirect); len(got) != 1 || got[0] != chain.UnseenNow {
		t.Errorf("with the collector unplugged: %v, want unseen now", got)
	}
	if got := changeOf(r.scan(t.Context(), nothing, nil), httpsRedirect); len(got) != 1 || got[0] != chain.Gone {
		t.Errorf("collected in full and not there any more: %v, want gone", got)
	}
}

// A run that is cut short keeps and judges what it saw until then.
func TestACutRunKeepsWhatItSaw(t *testing.T) {
	r := newRig(t)
	ctx, cancel := context.WithCancel(t.Context())
	res := r.scan(ctx, redirect(false), func(c context.Context, _ collectors.Target, _ collectors.See) error {
		time.Sleep(50 * time.Millisecond) // lets the first one finish
		cancel()
		<-c.Done()
		return c.Err()
	})
	if !res.Run.Partial || len(grips(res, httpsRedirect)) != 1 {
		t.Fatalf("partial %v, findings %v", res.Run.Partial, res.Findings)
	}
	kept, err := r.db.Run(t.Context(), "")
	if err != nil || kept.ID != res.Run.ID || !kept.Partial {
		t.Errorf("the cut run is not kept as partial: %+v, %v", kept, err)
	}
	if len(res.Gaps) != 1 || res.Gaps[0].Why != "the run was cut short" {
		t.Errorf("gaps: %+v", res.Gaps)
	}
}

// The next run goes on where the one before was cut short: what a collector saw
// to the end is not looked at again and keeps the time at which it was seen;
// what was interrupted is.
func TestACutRunIsTakenUp(t *testing.T) {
	r := newRig(t)
	ctx, cancel := context.WithCancel(t.Context())
	cut := r.scan(ctx, redirect(false), func(c context.Context, _ collectors.Target, _ collectors.See) error {
		time.Sleep(50 * time.Millisecond)
		cancel()
		<-c.Done()
		return c.Err()
	})
	run, seen, err := r.db.Cut(t.Context(), "grocer")
	if err != nil || run.ID != cut.Run.ID || run.Plan != "all of it" || len(seen) != 1 || seen[0].Sighting.Collector != "website.first" || len(seen[0].Items) != 1 {
		t.Fatalf("run %+v, seen %+v, %v", run, seen, err)
	}
	r.resume = seen
	again := false
	res := r.scan(t.Context(), func(context.Context, collectors.Target, collectors.See) error {
		t.Error("what was seen to the end is looked at again")
		return nil
	}, func(context.Context, collectors.Target, collectors.See) error {
		again = true
		return nil
	})
	if !again || res.Run.Partial || len(grips(res, httpsRedirect)) != 1 {
		t.Errorf("looked again: %v, partial: %v, findings: %v", again, res.Run.Partial, res.Findings)
	}
	if at := res.Seen[res.Facts[0].Digest].Seen; !at.Equal(cut.Run.Started) {
		t.Errorf("seen at %v, want %v", at, cut.Run.Started)
	}
	if _, _, err := r.db.Cut(t.Context(), "grocer"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a whole run can be taken up: %v", err)
	}
}

// The same facts give the same verdict; changed facts are found out.
func TestReplay(t *testing.T) {
	r := newRig(t)
	res := r.scan(t.Context(), redirect(false), nil)
	items, at, err := r.db.Facts(t.Context(), res.Run.ID)
	if err != nil {
		t.Fatal(err)
	}
	record, err := r.db.Verdict(t.Context(), res.Run.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, differs, err := Replay(record, items, at, res.Run.Root); err != nil || differs != "" {
		t.Errorf("replay differs: %q, %v", differs, err)
	}
	if _, _, err := Replay(record, nil, nil, res.Run.Root); !errors.Is(err, ErrNoFacts) {
		t.Errorf("without facts: %v", err)
	}
	forged := strings.Replace(string(record), `"grip":"`, `"grip":"holds","was":"`, 1)
	if _, differs, err := Replay([]byte(forged), items, at, res.Run.Root); err != nil || !strings.Contains(differs, "grip") {
		t.Errorf("a forged record agrees: %q, %v", differs, err)
	}
	items[0].Body = []byte(`{"https":true}`)
	if _, differs, err := Replay(record, items, at, res.Run.Root); err != nil || !strings.Contains(differs, "stored digest") {
		t.Errorf("a forged fact agrees: %q, %v", differs, err)
	}
}

// What nothing in this build looks at is said, not skipped.
func TestATargetThatNothingLooksAtIsSaid(t *testing.T) {
	r := newRig(t)
	res, err := Scan(t.Context(), r.db, Options{
		Firm: chain.Firm{Name: "grocer"}, Targets: []collectors.Target{{ID: "ldap://x", Scheme: "ldap"}},
		Version: "test", Now: func() time.Time { return r.day }, Progress: &notes{}, Log: slog.New(slog.DiscardHandler), Samples: 512,
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Gaps) != 1 || !strings.Contains(res.Gaps[0].Why, "ldap") || res.States[0].Complete {
		t.Errorf("gaps %+v, states %+v", res.Gaps, res.States)
	}
	if res.Verdict.Link != "" {
		t.Errorf("nothing was seen and %q is named", res.Verdict.Link)
	}
}
