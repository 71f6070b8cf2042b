package backups

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"path"
)

// directory reads a copy of pg_dump -Fd: a table of contents and a file a table.
func (l *looking) directory() {
	h, err := l.open(path.Join(l.f.path, "toc.dat"))
	if err != nil {
		l.set.Why = reason(err)
		l.unseen(l.f.path, reason(err), "run weaklink as an account that may read it")
		return
	}
	defer h.Close()
	a, err := readArchive(bufio.NewReader(h))
	if a != nil {
		l.archive(a, "directory")
	}
	switch {
	case errors.Is(err, errNotArchive):
		l.set.Why = "it is of a version of pg_dump that is not known here"
		return
	case err != nil:
		l.bad(badArchive)
		return
	case !l.deep:
		l.set.Why = notRead
		return
	}
	rows := map[string]int64{}
	missing, unread := 0, 0
	for _, e := range a.entries {
		if !e.data || e.file == "" {
			continue
		}
		n, err := l.part(e)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			missing++
		case errors.Is(err, errPacking):
			unread++
		case l.ctx.Err() != nil:
			return
		case errors.As(err, new(*fs.PathError)): // the disk's fault or the rights', not the copy's
			l.set.Why = "a file of it: " + reason(err)
			l.unseen(l.f.path, l.set.Why, "run weaklink as an account that may read it, and look whether the disk is sound")
			return
		case err != nil:
			l.bad(badPacking)
			return
		}
		rows[e.file] = n
	}
	l.entries(a, func(e pgEntry) int64 { return rows[e.file] })
	l.judge(missing, unread)
}

// errPacking is the cause when a file is packed in a way that is not known here.
var errPacking = errors.New("packed in an unknown way")

// part reads the file of one entry to its end and counts its rows.
func (l *looking) part(e pgEntry) (int64, error) {
	name := path.Join(l.f.path, path.Base(e.file))
	for _, p := range []struct{ ext, how string }{{"", ""}, {".gz", "gzip"}, {".zst", "zstd"}, {".lz4", "lz4"}} {
		h, err := l.open(name + p.ext)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return -1, err
		}
		defer h.Close()
		src := &source{ctx: l.ctx, r: h, read: l.progress}
		if p.how == "lz4" {
			_, err := io.Copy(io.Discard, src)
			return -1, errors.Join(err, errPacking)
		}
		if p.how != "" {
			l.set.Packed = p.how
		}
		in, done, err := unpack(src, p.how)
		if err != nil {
			return -1, err
		}
		defer done()
		r := bufio.NewReaderSize(in, bufferSize)
		n := int64(-1)
		if e.copied {
			if n, err = copyLines(r); err != nil {
				return -1, errors.Join(err, src.failed)
			}
		}
		_, err = io.Copy(io.Discard, r)
		return n, errors.Join(err, src.failed)
	}
	return -1, fs.ErrNotExist
}

// postgres reads an archive of pg_dump -Fc.
func (l *looking) postgres(in io.Reader) error {
	r := bufio.NewReaderSize(in, bufferSize)
	a, err := readArchive(r)
	if a != nil {
		l.archive(a, "custom")
	}
	if errors.Is(err, errNotArchive) {
		l.set.Why = "it is of a version of pg_dump that is not known here"
		return nil
	}
	if err != nil {
		return err
	}
	if !l.deep {
		l.set.Why = notRead
		return nil
	}
	rows, missing, unread, err := a.blocks(r)
	if err != nil {
		return err
	}
	l.entries(a, func(e pgEntry) int64 { return rows[e.id] })
	l.judge(missing, unread)
	return nil
}

func (l *looking) archive(a *pgArchive, format string) {
	l.set.Tool, l.set.Version, l.set.Format = "pg_dump", a.version, format
	l.set.Source = l.name(a.source)
	l.said, l.by = a.made, "header"
}

func (l *looking) entries(a *pgArchive, rows func(pgEntry) int64) {
	for _, e := range a.entries {
		if e.desc == "TABLE DATA" && len(l.set.Covers) < maxTables {
			l.covers("table", e.name(), rows(e))
		}
	}
	l.set.Listed = len(l.set.Covers) < maxTables
}

func (l *looking) judge(missing, unread int) {
	switch {
	case missing > 0:
		l.bad("data that its table of contents names are not in it")
	case unread > 0:
		l.set.Whole, l.set.Level = "yes", 1
		l.set.Why = "its blocks are all there, and packed in a way that cannot be unpacked here"
	default:
		l.set.Whole = "yes"
	}
}
