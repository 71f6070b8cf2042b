package backups

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path"
	"strings"
)

// tar reads an archive of files, or one of pg_dump -Ft.
func (l *looking) tar(in io.Reader) error {
	l.set.Tool, l.set.Format = "tar", "archive"
	if !l.deep {
		l.set.Why = notRead
		return nil
	}
	zeros := &trailing{r: in}
	t := tar.NewReader(zeros)
	var a *pgArchive
	var entries, n int64
	rows := map[string]int64{} // of the files of pg_dump
	for {
		e, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if entries++; e.Name == "toc.dat" && entries == 1 {
			if a, err = readArchive(bufio.NewReader(t)); err != nil && !errors.Is(err, errNotArchive) {
				return err
			}
			if err == nil {
				l.archive(a, "tar")
			}
		}
		n = -1
		if a != nil && path.Ext(e.Name) == ".dat" && e.Name != "toc.dat" {
			if n, err = copyLines(bufio.NewReaderSize(t, bufferSize)); err != nil && !errors.Is(err, io.EOF) {
				return err
			}
		}
		if a != nil {
			rows[e.Name] = n
		} else if e.Typeflag == tar.TypeReg && len(l.set.Covers) < maxFiles {
			l.covers("file", strings.TrimPrefix(path.Clean("/"+e.Name), "/"), -1)
		}
	}
	// A record is filled up with zeros; a whole disk of them is not read.
	if _, err := io.CopyN(io.Discard, zeros, 64<<20); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if zeros.n < 1024 { // two empty blocks close every archive
		l.bad("the end of the archive is missing")
		return nil
	}
	l.set.Whole = "yes"
	if a == nil {
		l.set.Files, l.set.Listed = entries, entries < maxFiles
		return nil
	}
	missing := 0
	for _, e := range a.entries {
		name := e.file
		if e.desc == "BLOBS" {
			name = "blobs.toc"
		}
		if _, ok := rows[name]; e.data && !ok {
			missing++
		}
	}
	l.entries(a, func(e pgEntry) int64 { return rows[e.file] })
	l.judge(missing, 0)
	return nil
}

// trailing counts the zero bytes at the end of what went through it.
type trailing struct {
	r io.Reader
	n int
}

func (t *trailing) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if end := bytes.TrimRight(p[:n], "\x00"); len(end) == 0 {
		t.n += n
	} else {
		t.n = n - len(end)
	}
	return n, err
}

// zip reads every file of an archive: each has a checksum.
func (l *looking) zip(h *os.File) error {
	l.set.Tool, l.set.Format = "zip", "archive"
	if !l.deep {
		l.set.Why = notRead
		return nil
	}
	z, err := zip.NewReader(h, l.f.size)
	if err != nil {
		return err
	}
	l.set.Files = int64(len(z.File))
	var out int64
	for _, e := range z.File {
		if e.Flags&1 != 0 {
			l.set.Encrypted, l.set.Why = "zip", "it is encrypted, so only its size and its age can be seen"
			return nil
		}
		if e.FileInfo().IsDir() {
			continue
		}
		r, err := e.Open()
		if err != nil {
			return err
		}
		n, err := io.Copy(io.Discard, io.LimitReader(&source{ctx: l.ctx, r: r}, freely+maxRatio*l.f.size-out))
		r.Close()
		if out += n; swollen(out, l.f.size) {
			return errBomb
		}
		if err != nil {
			return err
		}
		if len(l.set.Covers) < maxFiles {
			l.covers("file", strings.TrimPrefix(path.Clean("/"+e.Name), "/"), -1)
		}
	}
	l.set.Whole, l.set.Listed = "yes", len(z.File) < maxFiles
	return nil
}
