package backups

import (
	"context"
	"errors"
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

// repository is one look at the repository of a backup program.
type repository struct {
	eye
	t     collectors.Target
	see   collectors.See
	p     *program
	place facts.BackupPlace
	local string // path of a repository on this machine; empty: elsewhere
	bytes int64  // of a repository on this machine
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

// unseen notes something about the repository that could not be looked at.
func (r *repository) unseen(subject, why, next string) {
	r.place.Partial = or(r.place.Partial, why)
	r.see.Unseen(subject, why, next)
}

// snapshot is one snapshot of a repository, before it is looked into.
type snapshot struct {
	id, series, host string
	roots            []string
	taken            time.Time
	version          string
	bytes, files     int64
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
		ID: "backup:" + r.t.ID + "#" + s.id, Target: r.t.ID, Name: s.id, Series: r.name(s.series), Tool: r.p.name, Version: s.version,
		Format: "repository", Encrypted: r.p.name, Host: r.name(s.host), Taken: stamp(s.taken), TakenBy: "snapshot",
		Bytes: s.bytes, Files: s.files, Whole: "unknown", Why: "it is an older snapshot, which was not looked into", Covers: []facts.Cover{},
	}
	for _, p := range s.roots {
		out.Covers = append(out.Covers, facts.Cover{Kind: "root", Name: r.name(filepath.ToSlash(p)), Rows: -1})
	}
	return out
}

// listing gathers the files of one snapshot.
type listing struct {
	r     *repository
	set   *facts.BackupSet
	bytes int64
	files int64
}

func (l *listing) file(path string, size int64) {
	l.files++
	l.bytes += size
	if l.files <= maxFiles {
		l.set.Covers = append(l.set.Covers, facts.Cover{Kind: "file", Name: l.r.name("/" + strings.TrimPrefix(path, "/")), Rows: -1})
	}
}

// done closes the list of a snapshot: it was read to its end.
func (l *listing) done(keep bool) {
	l.set.Bytes, l.set.Files = l.bytes, l.files
	if l.set.Listed = l.files <= maxFiles; !keep {
		l.set.Covers = slices.DeleteFunc(l.set.Covers, func(c facts.Cover) bool { return c.Kind == "file" })
		l.set.Listed = false
	}
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

// stopped says whether the whole look was stopped.
func stopped(ctx context.Context, err error) bool { return err != nil && ctx.Err() != nil }
