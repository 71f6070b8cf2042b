package data

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/formats"
	"github.com/weaklink/weaklink/internal/redact"
)

func init() { collectors.Register(New) }

// New makes the collector for one run.
func New(env collectors.Env) collectors.Collector {
	return &collector{env: env, key: redact.Key(env.Key), now: time.Now, etc: "/etc"}
}

type collector struct {
	env collectors.Env
	key redact.Key
	now func() time.Time
	etc string // where the machine lists its accounts
}

func (*collector) Name() string      { return "data.files" }
func (*collector) Targets() []string { return []string{"path", "sqlite"} }
func (*collector) Emits() []string {
	return []string{facts.DataStore.Name, facts.DataCoverage.Name, facts.AccessReaders.Name}
}
func (*collector) Needs() collectors.Needs {
	return collectors.Needs{
		Touches: "read every file below it, once or twice; hand pictures to tesseract (pages to pdftoppm before) and Outlook data files to readpst, where these are installed",
		Never:   "change, create or lock a file, follow a link out of it, or keep a value that we find",
		Rights:  "no credentials: the right to read the files and to list their folders; what this account may not read is said, not skipped",
	}
}

// hinted is an error that knows the step that would let us look.
type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// Collect looks at t.Addr, a folder or a file.
func (c *collector) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	place, err := openPlace(t)
	if err != nil {
		return err
	}
	defer place.root.Close()
	v := &visit{c: c, t: t, see: see, place: place, programs: formats.NewPrograms(""), installed: formats.Found()}
	if err := v.list(ctx); err != nil {
		return err
	}
	if t.Scheme == "sqlite" && len(v.files) == 1 && v.canOpen(v.files[0].path) && !v.isDatabase(v.files[0].path, v.files[0].size) {
		return hinted{fmt.Errorf("open %s as a database: it is none", t.ID), "give it as a plain path, then it is read as what it is"}
	}
	v.brake = newBrake(ctx, c.env.Rate)
	err = v.readAll(ctx)
	v.finish(ctx)
	return err
}

// place is a root to read from, and the one file in it that was asked for.
type place struct {
	root *os.Root
	file string // base name; empty for a whole folder
	gate *gate  // who can get at the root
	at   string // absolute path of the root
}

func openPlace(t collectors.Target) (place, error) {
	at := t.Addr
	st, err := os.Stat(at)
	if err != nil {
		return place{}, placeError(t, err)
	}
	p := place{}
	if !st.IsDir() {
		if !st.Mode().IsRegular() {
			return place{}, hinted{fmt.Errorf("open %s: it is neither a file nor a folder", t.ID), "name a folder or a file"}
		}
		// A link that the firm names itself is followed; links found later are not.
		if at, err = filepath.EvalSymlinks(at); err != nil {
			return place{}, placeError(t, err)
		}
		p.file = filepath.Base(at)
		at = filepath.Dir(at)
	} else if t.Scheme == "sqlite" {
		return place{}, hinted{fmt.Errorf("open %s as a database: it is a folder", t.ID), "name the database file"}
	}
	if p.root, err = os.OpenRoot(at); err != nil {
		return place{}, placeError(t, err)
	}
	p.gate = gateAbove(at)
	if p.at, err = filepath.Abs(at); err == nil {
		if real, err := filepath.EvalSymlinks(p.at); err == nil {
			p.at = real
		}
	}
	return p, nil
}

func placeError(t collectors.Target, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return hinted{fmt.Errorf("open %s: there is no such file or folder", t.ID), "check the path; relative paths start where weaklink was started"}
	case errors.Is(err, fs.ErrPermission):
		return hinted{fmt.Errorf("open %s: this account may not read it", t.ID), "run weaklink as an account that may read it"}
	}
	return hinted{fmt.Errorf("open %s: %s", t.ID, reason(err)), "check that the disk or share is there"}
}

// visit is one look at one target.
type visit struct {
	c     *collector
	t     collectors.Target
	see   collectors.See
	place place
	files []file

	programs  *formats.Programs // that read pictures and mail files
	installed string            // which of them there are

	done  atomic.Int64 // bytes read
	total atomic.Int64 // bytes to read
	pace  pace         // of a database

	mu     sync.Mutex
	ledger facts.Coverage
	// recalls counts what is as it was when it was last read, and was not read
	// again. It is no fact: a look that recalls sees what one that reads sees.
	recalls int64
	partly  int64 // tables of which only what changed was read
	gaps    gaps
	failed  error

	machine *machine // nil until somebody asks who can read a file
	readers int      // facts about that
	kept    []keptTable

	brake   *brake
	reasons reasons
	notes   []evidence.Memo // that wait to be kept
	noted   int64           // bytes they are about
	heaped  time.Time       // since when the first of them waits
}

// readers is how many files are read side by side: enough to keep a disk busy,
// few enough that an old machine stays usable.
func readers() int { return min(4, max(2, runtime.NumCPU())) }

func (v *visit) readAll(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	next := make(chan file)
	var wg sync.WaitGroup
	for range readers() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for f := range next {
				if err := v.one(ctx, f); err != nil {
					v.fail(err)
					cancel()
				}
			}
		}()
	}
feed:
	for some := range slices.Chunk(v.files, askedTogether) {
		for _, f := range v.askAll(ctx, some) {
			select {
			case next <- f:
			case <-ctx.Done():
				break feed
			}
		}
	}
	close(next)
	wg.Wait()
	if err := v.keepNotes(ctx); err != nil {
		v.fail(err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.failed != nil {
		return v.failed
	}
	return ctx.Err()
}

func (v *visit) fail(err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.failed == nil {
		v.failed = err
	}
}

// finish says what was left out, and closes the ledger: what nobody came to
// is listed, with that as the reason.
func (v *visit) finish(ctx context.Context) {
	l := &v.ledger
	l.Target = v.t.ID
	if ctx.Err() != nil || v.failed != nil {
		l.Partial = "we were stopped before the end"
		files, bytes := l.Files-l.Read-l.Ignored, l.Bytes-l.ReadBytes-l.IgnoredBytes
		v.reasons.add("nobody came to it: "+l.Partial, files-l.Listed, bytes-l.ListedBytes, "")
		l.Listed, l.ListedBytes = files, bytes
	}
	l.NotRead = v.reasons.list()
	if l.Partial == "" && l.Listed+l.Unreadable+l.LinksOut > 0 {
		l.Partial = "not everything in it could be read"
	}
	v.gaps.report(v.see, v.t.ID)
	it, err := facts.DataCoverage.Item(v.t.ID, evidence.Enumerated, *l)
	if err == nil {
		err = v.see.Fact(it)
	}
	if err != nil {
		v.see.Log().Error("keep the ledger of a target", "cause", err.Error())
	}
	say := plural(l.Files, v.unit(), v.unit()+"s")
	switch {
	case v.recalls == 1:
		say += ", one of them as it was when it was last read"
	case v.recalls > 1:
		say += fmt.Sprintf(", %d of them as they were when they were last read", v.recalls)
	}
	switch {
	case v.partly == 1:
		say += ", of one only what changed was read"
	case v.partly > 1:
		say += fmt.Sprintf(", of %d only what changed was read", v.partly)
	}
	done, total := v.done.Load(), v.total.Load()
	if ctx.Err() == nil {
		done = total // the last word, whatever the sizes were that were told before
	}
	v.see.Progress(done, total, say)
}

// unit is what the ledger counts.
func (v *visit) unit() string {
	if v.place.root == nil {
		return "table"
	}
	return "file"
}

// name is a path, table or column as it may be kept.
func (v *visit) name(s string) string { return v.c.key.Name(s, classify.NameSpans) }

// subject is the key of a place within the target.
func (v *visit) subject(path string) string {
	return "store:" + v.t.ID + "#" + v.name(path)
}
