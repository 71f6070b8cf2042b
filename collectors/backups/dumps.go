package backups

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

// NewDumps makes the collector of folders of dumps for one run.
func NewDumps(env collectors.Env) collectors.Collector { return &dumps{newEye(env)} }

type dumps struct{ eye }

func (*dumps) Name() string      { return "backups.dumps" }
func (*dumps) Targets() []string { return []string{"dump"} }
func (*dumps) Emits() []string   { return []string{facts.BackupsSet.Name, facts.BackupsPlace.Name} }
func (*dumps) Needs() collectors.Needs {
	return collectors.Needs{
		Touches: "read the newest copy of each series to its end, and the beginning and end of the older ones",
		Never:   "change, restore or decrypt one, or keep a value that stands in it",
		Rights:  "no credentials: the right to read the copies and to list their folder",
	}
}

const (
	// maxCopies is how many files of one place are looked into, newest first.
	maxCopies = 5000
	// maxListed is how many files of one place are listed at all.
	maxListed = 500_000
	// maxKept is how many copies of one series are kept as facts.
	maxKept = 300
	// maxDeep is how many copies of one series are read to their end at most:
	// when the newest is damaged, the one before it is what there is.
	maxDeep = 4
)

// found is a file, or a folder that pg_dump wrote, that may be a copy.
type found struct {
	path string // slashes, relative to the root
	size int64
	mod  time.Time
	dir  bool
	n    int64 // files it consists of
}

// visit is one look at one folder or file.
type visit struct {
	eye
	ctx     context.Context
	t       collectors.Target
	see     collectors.See
	root    *os.Root
	called  string // name of the folder
	only    *found // the one file that was asked for
	done    int64
	place   facts.BackupPlace
	partial string
	gaps    map[string]int // by reason: ten thousand closed files are one sentence
}

// Collect looks at t.Addr, a folder or a file.
func (c *dumps) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	v, err := c.visit(ctx, t, see)
	if err != nil {
		return closed(see, facts.BackupPlace{Target: t.ID, Tool: "files"}, err)
	}
	defer v.root.Close()
	return v.all()
}

// visit opens the place.
func (c *dumps) visit(ctx context.Context, t collectors.Target, see collectors.See) (*visit, error) {
	st, err := os.Stat(t.Addr)
	if err != nil {
		return nil, placeError(t, err)
	}
	at, err := filepath.EvalSymlinks(t.Addr)
	if err != nil {
		return nil, placeError(t, err)
	}
	if at, err = filepath.Abs(at); err != nil {
		return nil, placeError(t, err)
	}
	v := &visit{eye: c.eye, ctx: ctx, t: t, see: see}
	dir := at
	if !st.IsDir() {
		if !st.Mode().IsRegular() {
			return nil, hinted{fmt.Errorf("open %s: it is neither a file nor a folder", t.ID), "name a folder or a file"}
		}
		dir = filepath.Dir(at)
		v.only = &found{filepath.Base(at), st.Size(), st.ModTime(), false, 1}
	}
	if v.root, err = os.OpenRoot(dir); err != nil {
		return nil, placeError(t, err)
	}
	v.called = filepath.Base(dir)
	v.place = facts.BackupPlace{Target: t.ID, Tool: "files", Where: c.where(at), Locked: locked(at), Writers: writers(st.Mode())}
	return v, nil
}

// all looks at the copies and emits them. What was seen before a stop is kept.
func (v *visit) all() error {
	files := []found{}
	var err error
	if v.only != nil {
		files = append(files, *v.only)
	} else if files, err = v.list(); err != nil {
		return closed(v.see, v.place, err)
	}
	sets := v.sets(files)
	if v.ctx.Err() != nil {
		v.partial = "we were stopped before the end"
	}
	v.more()
	v.place.Partial = v.partial
	if err := emit(v.see, sets, v.place); err != nil {
		return err
	}
	return v.ctx.Err()
}

func placeError(t collectors.Target, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return hinted{fmt.Errorf("open %s: there is no such file or folder", t.ID), "check the path, and that the disk with the copies is plugged in"}
	case errors.Is(err, fs.ErrPermission):
		return hinted{fmt.Errorf("open %s: this account may not read it", t.ID), "run weaklink as an account that may read it"}
	}
	return hinted{fmt.Errorf("open %s: %s", t.ID, reason(err)), "check that the disk or share is there"}
}

// pooled is how many gaps of one reason are listed one by one.
const pooled = 5

// unseen notes something that could not be looked at.
func (v *visit) unseen(p, why, next string) {
	v.partial = or(v.partial, "not everything in it could be read")
	if v.gaps == nil {
		v.gaps = map[string]int{}
	}
	if v.gaps[why]++; v.gaps[why] <= pooled {
		v.see.Unseen(v.subject(p), why, next)
	}
}

// more says how many gaps were not listed one by one.
func (v *visit) more() {
	for why, n := range v.gaps {
		if n > pooled {
			v.see.Unseen("backup:"+v.t.ID, fmt.Sprintf("%d more of them: %s", n-pooled, why), "run weaklink as an account that may read all of the folder")
		}
	}
}

func (v *visit) subject(p string) string { return "backup:" + v.t.ID + "#" + v.name(p) }

// list finds what may be a copy. Links are not followed.
func (v *visit) list() ([]found, error) {
	v.see.Progress(0, 0, "looking which copies there are")
	var all []found
	err := fs.WalkDir(v.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if e := v.ctx.Err(); e != nil {
			return e
		}
		if err != nil {
			v.unseen(p, reason(err), "run weaklink as an account that may read it")
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			if _, err := v.root.Lstat(path.Join(p, "toc.dat")); err == nil {
				all = append(all, v.folder(p))
				return fs.SkipDir
			}
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			// A link that leads nowhere or in a circle hides nothing; one that leads out
			// is refused by the root.
			if _, err := v.root.Stat(p); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ELOOP) {
				v.unseen(p, "it is a link that leads out of the folder, which was not followed", "name the place it leads to as a target of its own: dump:PATH")
			}
			return nil
		}
		if !d.Type().IsRegular() || companion(p) {
			return nil
		}
		if len(all) == maxListed {
			v.partial = or(v.partial, fmt.Sprintf("there are more than %d files in it", maxListed))
			return fs.SkipAll
		}
		st, err := d.Info()
		if err != nil {
			v.unseen(p, reason(err), "scan again")
			return nil
		}
		all = append(all, found{p, st.Size(), st.ModTime(), false, 1})
		return nil
	})
	if err != nil && v.ctx.Err() == nil {
		return nil, placeError(v.t, err)
	}
	slices.SortFunc(all, func(a, b found) int {
		return cmp.Or(b.mod.Compare(a.mod), strings.Compare(a.path, b.path))
	})
	return all, nil
}

// folder is a copy in the directory format of pg_dump.
func (v *visit) folder(p string) found {
	f := found{path: p, dir: true}
	_ = fs.WalkDir(v.root.FS(), p, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		if st, err := d.Info(); err == nil {
			f.size += st.Size()
			f.n++
			if st.ModTime().After(f.mod) {
				f.mod = st.ModTime()
			}
		}
		return nil
	})
	return f
}

// companion says whether a file belongs to the database file beside it.
func companion(p string) bool {
	for _, e := range []string{"-wal", "-shm", "-journal"} {
		if strings.HasSuffix(p, e) {
			return true
		}
	}
	return false
}

// sets looks at every copy from outside, and into the last of each series.
func (v *visit) sets(all []found) []facts.BackupSet {
	type one struct {
		set  facts.BackupSet
		from found
		deep bool
	}
	series := map[string][]*one{}
	var plain []found
	for i, f := range all {
		if v.ctx.Err() != nil {
			break
		}
		if i >= maxCopies { // told by its name alone
			if slices.Contains(copies, strings.ToLower(path.Ext(f.path))) {
				v.place.Skipped++
			} else if v.place.Other++; !aside(f.path) {
				plain = append(plain, f)
			}
			continue
		}
		s, ok := v.look(f, false)
		if !ok {
			v.place.Other++
			if !aside(f.path) {
				plain = append(plain, f)
			}
			continue
		}
		series[s.Series] = append(series[s.Series], &one{set: s, from: f})
	}
	var names []string
	for name := range series {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []facts.BackupSet
	for _, name := range names {
		row := series[name]
		newest := func() {
			slices.SortFunc(row, func(a, b *one) int {
				return cmp.Or(strings.Compare(b.set.Taken, a.set.Taken), strings.Compare(b.set.Name, a.set.Name))
			})
		}
		// Reading a copy can show that it is older than its file: then another one
		// is the last. A damaged one makes the one before it count.
		for range maxDeep {
			newest()
			i := 0
			for i < len(row) && row[i].deep && row[i].set.Whole == "no" {
				i++
			}
			if i == len(row) || row[i].deep || v.ctx.Err() != nil {
				break
			}
			row[i].set, _ = v.look(row[i].from, true)
			row[i].deep = true
		}
		newest()
		row[0].set.Latest = true
		for i, o := range row {
			if i == maxKept {
				v.place.Skipped += len(row) - i
				break
			}
			out = append(out, o.set)
		}
		v.place.Sets += len(row)
	}
	if len(plain) > 0 {
		out = append(out, v.plain(plain))
		v.place.Sets++
	}
	return out
}

// aside says whether a file lies beside copies and is none itself.
func aside(p string) bool {
	base := strings.ToLower(path.Base(p))
	if strings.HasPrefix(base, "readme") || strings.HasPrefix(base, ".") {
		return true
	}
	return slices.Contains([]string{".log", ".sha256", ".sha512", ".sha1", ".md5", ".sig", ".sh", ".bat", ".ps1", ".py", ".conf", ".cfg", ".ini"}, path.Ext(base))
}

// plain is the copy that the files make which were copied as they are. Their
// dates say when the originals were changed, not when they were copied.
func (v *visit) plain(files []found) facts.BackupSet {
	s := facts.BackupSet{ID: "backup:" + v.t.ID + "#", Target: v.t.ID, Name: "files as they are", Series: "files as they are", Tool: "copied", Format: "files",
		Encrypted: "no", TakenBy: "mtime", Files: int64(len(files)), Whole: "unknown", Why: "files were copied as they are; nothing says whether all of them arrived",
		Covers: []facts.Cover{}, Listed: len(files) <= maxFiles, Latest: true}
	var newest time.Time
	slices.SortFunc(files, func(a, b found) int { return strings.Compare(a.path, b.path) })
	for _, f := range files {
		s.Bytes += f.size
		if f.mod.After(newest) {
			newest = f.mod
		}
		if len(s.Covers) < maxFiles {
			s.Covers = append(s.Covers, facts.Cover{Kind: "file", Name: v.name(f.path), Rows: -1})
		}
	}
	s.Taken = stamp(newest)
	s.Modified = s.Taken
	return s
}
