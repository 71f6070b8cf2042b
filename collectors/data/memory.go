package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// A file that is as it was is not read again: what it held is known. It is as
// it was when everything that the system says of it is - place, size, the times
// of its last change and of the last change to its rights, which no program can
// set back - and when this program and the way it was asked are the same.

// memo is what is noted about a file. It names nothing.
type memo struct {
	Format string `json:"format,omitempty"`
	Why    string `json:"why,omitempty"` // it was not read to the end
	Next   string `json:"next,omitempty"`
}

// known is what the system says of a file beside its size and time.
type known struct {
	dev, ino uint64
	changed  time.Time // its content or its rights; zero: the system does not say
}

// tick is how coarse the clock of a file system is: a change within one tick of
// another leaves no trace. Systems that keep no parts of a second get two.
func tick(t time.Time) time.Duration {
	if t.Nanosecond() == 0 {
		return 2100 * time.Millisecond
	}
	return 25 * time.Millisecond
}

// program tells one build of this program from every other: what was found by
// another one may not be what this one would find.
var program = sync.OnceValue(func() string {
	id, dirty := "", true
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, s := range b.Settings {
			switch s.Key {
			case "vcs.revision":
				id, dirty = s.Value, false
			case "vcs.modified":
				dirty = dirty || s.Value == "true"
			}
		}
	}
	if dirty {
		if p, err := os.Executable(); err == nil {
			if st, err := os.Stat(p); err == nil {
				id += fmt.Sprintf(" %d %d", st.Size(), st.ModTime().UnixNano())
			}
		}
	}
	return id
})

// mark is the digest of all that what we say of f depends on. Empty: it cannot
// be told whether f will have changed.
func (v *visit) mark(f file, format string) string {
	if f.known.changed.IsZero() || program() == "" {
		return ""
	}
	parts := []any{1, program(), v.c.env.Version, v.c.now().Year(), v.c.env.Country, v.t.Scheme, v.t.As, roleOfTarget(v.t.Addr), v.inCopies(f.path), f.gate.open.String(),
		f.path, f.size, f.mod.UnixNano(), f.known.dev, f.known.ino, f.known.changed.UnixNano()}
	parts = append(parts, v.installed)
	if format == "sqlite" { // its newest changes lie beside it
		for _, suffix := range []string{"-wal", "-journal"} {
			if st, err := v.place.root.Lstat(f.path + suffix); err == nil {
				parts = append(parts, suffix, st.Size(), st.ModTime().UnixNano(), knownOf(st).changed.UnixNano())
			}
		}
	}
	sum := sha256.Sum256(fmt.Append(nil, parts...))
	return hex.EncodeToString(sum[:16])
}

func (v *visit) object(f file) string { return string(v.c.key.Fingerprint("file", f.path)) }

// recalled enters a file that is as it was into the ledger and emits what it
// held, and says whether that could be done.
func (v *visit) recalled(ctx context.Context, f file) (bool, error) {
	if v.c.env.Memory == nil || f.known.changed.IsZero() {
		return false, nil
	}
	var m evidence.Memo
	var items []evidence.Item
	ok := f.noted != nil
	switch {
	case ok:
		m, items = f.noted.Memo, f.noted.Facts
	case !f.asked:
		m, items, ok = v.c.env.Memory.Recall(ctx, v.t.ID, v.c.Name(), v.object(f))
	}
	if !ok {
		return false, nil
	}
	var note memo
	if json.Unmarshal(m.Body, &note) != nil || m.Mark == "" || m.Mark != v.mark(f, note.Format) {
		return false, nil
	}
	var stores []string
	for _, it := range items {
		if it.Kind != facts.DataStore.Name {
			return false, nil
		}
		stores = append(stores, it.Subject)
	}
	for _, it := range items {
		if err := collectors.Again(v.see, it); err != nil {
			return false, err
		}
	}
	f.gate.list = func() ([]byte, error) {
		h, err := v.open(f.path)
		if err != nil {
			return nil, err
		}
		defer h.Close()
		return aclOfFile(h)
	}
	// Who could read it was mostly the same then, and whatever it is, it is kept with
	// the rest: in a look that recalls thousands of files there is nothing to lose.
	told := func(it evidence.Item) error { return collectors.Again(v.see, it) }
	if err := v.readable(f.gate, stores, told); err != nil {
		return false, err
	}
	v.count(f, note.Format, v.subject(f.path), note.Why, note.Next)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.recalls++
	if note.Why == "" && len(stores) == 0 {
		v.ledger.Clean++
	}
	v.total.Add(-f.size)
	return true, nil
}

// askedTogether is of how many files the memory is asked at once.
const askedTogether = 250

// askAll is some files with what is known of them, if the memory can be asked so.
func (v *visit) askAll(ctx context.Context, some []file) []file {
	if v.c.env.Memory == nil || len(some) < 2 {
		return some
	}
	objects := make([]string, len(some))
	for i, f := range some {
		objects[i] = v.object(f)
	}
	known := collectors.RecallAll(ctx, v.c.env.Memory, v.t.ID, v.c.Name(), objects)
	if known == nil {
		return some
	}
	out := slices.Clone(some)
	for i := range out {
		if r, ok := known[objects[i]]; ok {
			out[i].noted = &r
		}
		out[i].asked = true
	}
	return out
}

// Notes are kept in heaps: what a killed run did not keep yet is read again.
const (
	heapNotes = 256
	heapBytes = 32 << 20
	heapFor   = time.Second / 2
)

// remember notes what was seen of a file that was read.
func (v *visit) remember(ctx context.Context, f file, note memo, emitted []string) error {
	if v.c.env.Memory == nil {
		return nil
	}
	mark := v.mark(f, note.Format)
	last := f.known.changed
	if f.mod.After(last) {
		last = f.mod
	}
	if mark == "" || v.c.now().Sub(last) < tick(last) {
		return nil // it may change once more without a trace
	}
	body, err := json.Marshal(note)
	if err != nil {
		return err
	}
	slices.Sort(emitted)
	v.mu.Lock()
	v.notes = append(v.notes, evidence.Memo{Object: v.object(f), Mark: mark, Body: body, Facts: emitted})
	v.noted += f.size
	now := time.Now()
	if len(v.notes) == 1 {
		v.heaped = now
	}
	full := len(v.notes) >= heapNotes || v.noted >= heapBytes || now.Sub(v.heaped) >= heapFor
	v.mu.Unlock()
	if full {
		return v.keepNotes(ctx)
	}
	return nil
}

func (v *visit) keepNotes(ctx context.Context) error {
	v.mu.Lock()
	heap := v.notes
	v.notes, v.noted = nil, 0
	v.mu.Unlock()
	if len(heap) == 0 {
		return nil
	}
	return v.c.env.Memory.Remember(context.WithoutCancel(ctx), v.t.ID, v.collector(), heap)
}

func (v *visit) collector() string {
	if v.place.root == nil {
		return databasesName
	}
	return v.c.Name()
}

// lasting says whether a reason for not reading a file will still be there next
// time if the file stays the same.
func lasting(why string) bool {
	return !strings.Contains(why, "while we ") && !strings.HasPrefix(why, "the disk or share")
}
