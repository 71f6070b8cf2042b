package backups

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

const (
	askLimit  = 2 * time.Minute // for an answer that takes no reading of data
	readLimit = 8 * time.Minute // for reading data
	// smallRepository in bytes: up to here all of it is read, which takes seconds.
	smallRepository = 2 << 30
)

// tool is what differs between the programs.
type tool interface {
	// snapshots says where the repository is and how it is opened, and lists what
	// is in it. Its error says why that cannot be.
	snapshots(context.Context, *repository) ([]snapshot, error)
	// files are the arguments that print the files of a snapshot, one JSON object a
	// line, and of which type a file is there.
	files(snapshot) (typ string, args []string)
	// read reads a snapshot and enters how whole it is.
	read(context.Context, *repository, *facts.BackupSet, snapshot)
	// damaged says whether a list could not be read because of damage.
	damaged(*failure) bool
	// proof is what a person can type to list the files of a snapshot.
	proof(snapshot) string
}

// repository is one look at the repository of a backup program.
type repository struct {
	eye
	tool
	t     collectors.Target
	see   collectors.See
	p     *program
	place facts.BackupPlace
	local string // path of a repository on this machine; empty: elsewhere
	bytes int64  // of a repository on this machine
}

// collect looks at one repository with the program called name, of the Debian
// package pack.
func (e eye) collect(ctx context.Context, t collectors.Target, see collectors.See, tool tool, name, pack string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	shut := func(err error) error { return closed(see, facts.BackupPlace{Target: t.ID, Tool: name}, err) }
	p, done, err := e.start(name, pack)
	if err != nil {
		return shut(err)
	}
	defer done()
	r := &repository{eye: e, tool: tool, t: t, see: see, p: p}
	if err := r.locate(); err != nil {
		return shut(err)
	}
	snaps, err := tool.snapshots(ctx, r)
	if err != nil {
		return shut(err)
	}
	return r.look(ctx, snaps)
}

// look looks into the newest snapshots and emits all.
func (r *repository) look(ctx context.Context, snaps []snapshot) error {
	newest, before := last(snaps)
	var sets []facts.BackupSet
	kept := map[string]int{}
	for _, s := range snaps {
		if kept[s.series]++; kept[s.series] > maxKept {
			r.place.Skipped++
			continue
		}
		set := r.set(s)
		var err error
		if newest[s.id] || before[s.id] && s.bytes < 0 {
			r.see.Progress(0, 0, "listing a snapshot")
			err = r.list(ctx, &set, s, newest[s.id])
		}
		if set.Latest = newest[s.id]; set.Latest && err == nil {
			r.read(ctx, r, &set, s)
		}
		var f *failure
		switch {
		case ctx.Err() != nil:
			r.place.Partial = "we were stopped before the end"
		case err == nil:
		case errors.As(err, &f) && r.damaged(f):
			set.Whole, set.Why = "no", r.p.name+" found damage in it"
		case set.Latest:
			set.Why = "its list of files could not be read"
			r.unseen(set.ID, set.Why, "try `"+r.proof(s)+"` yourself")
		}
		sets = append(sets, set)
	}
	r.place.Sets = len(snaps)
	if err := emit(r.see, sets, r.place); err != nil {
		return err
	}
	return ctx.Err()
}

// list lists the files of a snapshot; keep: as what it covers.
func (r *repository) list(ctx context.Context, set *facts.BackupSet, s snapshot, keep bool) error {
	var bytes, n int64
	covers := set.Covers
	typ, args := r.files(s)
	err := r.p.run(ctx, askLimit, files(typ, func(path string, size int64) {
		n++
		if bytes += size; n <= maxFiles && keep {
			covers = append(covers, facts.Cover{Kind: "file", Name: r.name("/" + strings.TrimPrefix(path, "/")), Rows: -1})
		}
	}), args...)
	if err != nil { // half a list says nothing about what is missing in it
		return err
	}
	set.Bytes, set.Files, set.Covers, set.Listed = bytes, n, covers, keep && n <= maxFiles
	return nil
}

// elsewhere is how the address of a repository on another machine begins.
var elsewhere = regexp.MustCompile(`^([a-z0-9]+:|[^/]+@[^/]+:|[A-Za-z0-9.-]{2,}:)`)

// locate finds out where the repository is.
func (r *repository) locate() error {
	r.place = facts.BackupPlace{Target: r.t.ID, Tool: r.p.name}
	at := strings.TrimPrefix(r.t.Addr, "local:")
	at = strings.TrimPrefix(at, "file://")
	if elsewhere.MatchString(at) {
		r.place.Where = facts.Where{Kind: "remote"}
		return nil
	}
	abs, err := filepath.Abs(at)
	if err != nil {
		return placeError(r.t, err)
	}
	st, err := os.Stat(abs)
	if err != nil {
		return placeError(r.t, err)
	}
	r.local, r.place.Where, r.place.Locked, r.place.Writers = abs, r.where(abs), locked(abs), writers(st.Mode())
	_ = filepath.WalkDir(abs, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if st, err := d.Info(); err == nil {
				r.bytes += st.Size()
			}
		}
		return nil
	})
	return nil
}

// address is what the program is told.
func (r *repository) address() string { return or(r.local, r.t.Addr) }

// smallFile is up to where a file beside the data is copied rather than linked.
const smallFile = 1 << 20

// shadow makes a private folder that leads to a repository on this machine, in
// which borg can put what it likes. Even with --bypass-lock it writes the index
// of a repository anew when an interrupted backup left none: docs/why/bad-input.md.
func (r *repository) shadow() error {
	if r.local == "" {
		return nil
	}
	at := filepath.Join(r.p.dir, "repository")
	if err := os.Mkdir(at, 0o700); err != nil {
		return fmt.Errorf("make a private folder for %s: %w", r.p.name, err)
	}
	list, err := os.ReadDir(r.local)
	if err != nil {
		return placeError(r.t, err)
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), "lock.") { // of somebody who works on it
			continue
		}
		from, to := filepath.Join(r.local, e.Name()), filepath.Join(at, e.Name())
		if st, err := os.Stat(from); err == nil && st.Mode().IsRegular() && st.Size() <= smallFile {
			raw, err := os.ReadFile(from)
			if err != nil {
				return placeError(r.t, err)
			}
			if err := os.WriteFile(to, raw, 0o600); err != nil {
				return fmt.Errorf("make a private folder for %s: %w", r.p.name, err)
			}
			continue
		}
		if err := os.Symlink(from, to); err != nil {
			return fmt.Errorf("make a private folder for %s: %w", r.p.name, err)
		}
	}
	r.local = at
	return nil
}

// unseen notes something about the repository that could not be looked at.
func (r *repository) unseen(subject, why, next string) {
	r.place.Partial = or(r.place.Partial, why)
	r.see.Unseen(subject, why, next)
}

// snapshot is one snapshot of a repository, before it is looked into.
type snapshot struct {
	id, name     string // as the program knows it, and as it may be kept
	series, host string
	roots        []string
	taken        time.Time
	version      string
	bytes, files int64
	plain        bool // what is in it can be read without a password
}

// last says which snapshots of all are the two newest of their series, and
// sorts all: newest first.
func last(all []snapshot) (newest, before map[string]bool) {
	slices.SortStableFunc(all, func(a, b snapshot) int { return b.taken.Compare(a.taken) })
	newest, before = map[string]bool{}, map[string]bool{}
	count := map[string]int{}
	for _, s := range all {
		switch count[s.series]++; count[s.series] {
		case 1:
			newest[s.id] = true
		case 2:
			before[s.id] = true
		}
	}
	return newest, before
}

// set is what is known of a snapshot from the list of snapshots.
func (r *repository) set(s snapshot) facts.BackupSet {
	out := facts.BackupSet{
		ID: "backup:" + r.t.ID + "#" + s.name, Target: r.t.ID, Name: s.name, Series: r.name(s.series), Tool: r.p.name, Version: s.version,
		Format: "repository", Encrypted: r.p.name, Host: r.name(s.host), Taken: stamp(s.taken), TakenBy: "snapshot",
		Bytes: s.bytes, Files: s.files, Whole: "unknown", Why: "it is an older snapshot, which was not looked into", Covers: []facts.Cover{},
	}
	if s.plain {
		out.Encrypted = "no"
	}
	for _, p := range s.roots {
		out.Covers = append(out.Covers, facts.Cover{Kind: "root", Name: r.name(filepath.ToSlash(p)), Rows: -1})
	}
	return out
}

// slow turns a limit that was reached into words.
func slow(err error) (why, next string, ok bool) {
	if errors.Is(err, errSlow) {
		return "it took longer than it may", "give the target more time (max_time), or scan on the machine where the repository lies", true
	}
	if errors.Is(err, errCut) {
		return "the answer of the program was cut or is none that is known here", "look whether a newer version of the program or of weaklink is there", true
	}
	return "", "", false
}
