package backups

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"time"
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
				return -1, err
			}
		}
		_, err = io.Copy(io.Discard, r)
		return n, err
	}
	return -1, fs.ErrNotExist
}

// memory is a file system with one file in it.
type memory struct{ raw []byte }

func (m memory) Open(name string) (fs.File, error) {
	if name != "copy.db" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &memoryFile{bytes.NewReader(m.raw), int64(len(m.raw))}, nil
}

type memoryFile struct {
	*bytes.Reader
	size int64
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return memoryInfo(f.size), nil }
func (f *memoryFile) Close() error               { return nil }

type memoryInfo int64

func (memoryInfo) Name() string       { return "copy.db" }
func (i memoryInfo) Size() int64      { return int64(i) }
func (memoryInfo) Mode() fs.FileMode  { return 0o400 }
func (memoryInfo) ModTime() time.Time { return time.Time{} }
func (memoryInfo) IsDir() bool        { return false }
func (memoryInfo) Sys() any           { return nil }
