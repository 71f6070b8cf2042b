package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
)

// file is a file that is to be read.
type file struct {
	path  string // slashes, relative to the root
	size  int64
	mod   time.Time
	gate  *gate
	known known

	noted *evidence.Recalled // what is known of it from an earlier run
	asked bool               // whether there is anything, too
}

// list walks the target and notes every file. Nothing is opened but folders.
func (v *visit) list(ctx context.Context) error {
	v.see.Progress(0, 0, "looking what there is")
	l := &v.ledger
	if v.place.file != "" {
		st, err := v.place.root.Stat(v.place.file)
		if err != nil {
			return placeError(v.t, err)
		}
		l.Files, l.Bytes = 1, st.Size()
		v.total.Store(st.Size())
		v.files = []file{{v.place.file, st.Size(), st.ModTime(), v.place.gate.below(st, false, nil), knownOf(st), nil, false}}
		return nil
	}
	above := map[string]*gate{".": v.place.gate}
	globs := compileGlobs(v.c.env.Ignore)
	var linksOut, disk string
	var disks int64
	err := fs.WalkDir(v.place.root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if e := ctx.Err(); e != nil {
			return e
		}
		if err != nil {
			if p == "." {
				return placeError(v.t, err)
			}
			l.Unreadable++
			v.gaps.add(v.subject(p), "the folder could not be listed: "+reason(err), nextFor(err))
			return fs.SkipDir
		}
		parent := above[path.Dir(p)]
		switch {
		case d.IsDir():
			if info, err := d.Info(); err == nil && p != "." {
				above[p] = parent.below(info, true, func() ([]byte, error) { return v.aclOfFolder(p) })
			}
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			l.Links++
			// A link that leads nowhere or in a circle hides nothing; one that leads
			// out is refused by the root.
			if _, err := v.place.root.Stat(p); err != nil && !errors.Is(err, fs.ErrNotExist) && !isLoop(err) {
				l.LinksOut++
				linksOut = p
			}
			return nil
		case !d.Type().IsRegular():
			l.Special++
			if d.Type()&fs.ModeDevice != 0 && d.Type()&fs.ModeCharDevice == 0 { // a pipe, a socket, a terminal keeps nothing
				disks++
				disk = p
			}
			return nil
		}
		info, err := d.Info()
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) { // gone while we looked
				l.Unreadable++
				v.gaps.add(v.subject(p), reason(err), nextFor(err))
			}
			return nil
		}
		l.Files++
		l.Bytes += info.Size()
		if hidden(p) {
			l.Hidden++
		}
		if globs.match(p) {
			l.Ignored++
			l.IgnoredBytes += info.Size()
			return nil
		}
		v.total.Add(info.Size())
		v.files = append(v.files, file{p, info.Size(), info.ModTime(), parent.below(info, false, nil), knownOf(info), nil, false})
		return nil
	})
	if err != nil {
		return err
	}
	if l.LinksOut > 0 {
		v.gaps.add(v.subject(linksOut), fmt.Sprintf("%s out of the folder and %s not followed", plural(l.LinksOut, "link leads", "links lead"), map[bool]string{true: "was", false: "were"}[l.LinksOut == 1]), "name the place it leads to as a target of its own")
	}
	if disks > 0 {
		v.gaps.add(v.subject(disk), fmt.Sprintf("%s not opened: what lies on it is seen only where it is mounted", plural(disks, "disk is", "disks are")), "name the folder where it is mounted as a target of its own")
	}
	return nil
}

func hidden(p string) bool {
	for _, part := range strings.Split(p, "/") {
		if strings.HasPrefix(part, ".") {
			return true
		}
	}
	return false
}

// aclOfFolder is the list of further rights of a folder in the target.
func (v *visit) aclOfFolder(p string) ([]byte, error) {
	h, err := v.place.root.Open(p)
	if err != nil {
		return nil, err
	}
	defer h.Close()
	return aclOfFile(h)
}

func (v *visit) canOpen(path string) bool {
	h, err := v.open(path)
	if err != nil {
		return false // whoever reads it says why
	}
	h.Close()
	return true
}

const sqliteMagic = "SQLite format 3\x00"

// isDatabase says whether a file begins like a database. An empty file is an
// empty database.
func (v *visit) isDatabase(path string, size int64) bool {
	h, err := v.open(path)
	if err != nil {
		return false
	}
	defer h.Close()
	return size == 0 || startsDatabase(h)
}

func startsDatabase(h io.ReaderAt) bool {
	head := make([]byte, len(sqliteMagic))
	n, _ := h.ReadAt(head, 0)
	return n == len(head) && string(head) == sqliteMagic
}

// companion says whether p is a journal that is read with its database.
func (v *visit) companion(p string) bool {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if base, ok := strings.CutSuffix(p, suffix); ok {
			return v.isDatabase(base, -1)
		}
	}
	return false
}

// reason is an error in words that hold no name.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "this account may not read it"
	case errors.Is(err, fs.ErrNotExist):
		return "it was gone before we came to it"
	case errors.Is(err, errNotRegular):
		return "it was replaced by something that is no file"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "it was shortened while we read it"
	}
	return "the disk or share failed to deliver it"
}

func nextFor(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "run weaklink as an account that may read it"
	case errors.Is(err, fs.ErrNotExist):
		return "scan again when nobody is working on it"
	}
	return "check the disk or share, then scan again"
}

// gaps are pooled by reason, so that ten thousand pictures are one sentence.
type gaps struct{ all []gap }

type gap struct{ subject, why, next string }

func (g *gaps) add(subject, why, next string) {
	g.all = append(g.all, gap{subject, why, next})
}

// pooled is how many gaps of one reason are listed one by one.
const pooled = 5

func (g *gaps) report(see collectors.See, target string) {
	n := map[string]int{}
	first := map[string]gap{}
	for _, x := range g.all {
		if n[x.why]++; n[x.why] == 1 || x.subject < first[x.why].subject {
			first[x.why] = x
		}
	}
	for _, x := range g.all {
		if n[x.why] <= pooled {
			see.Unseen(x.subject, x.why, x.next)
		}
	}
	for why, count := range n {
		if count > pooled {
			x := first[why]
			_, example, _ := strings.Cut(x.subject, "#")
			see.Unseen(target, fmt.Sprintf("%d places were not read, the first of them %s: %s", count, example, why), x.next)
		}
	}
}

func plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
