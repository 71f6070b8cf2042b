package rootfs

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
)

// Root is a root filesystem to read from.
type Root struct{ root *os.Root }

// OpenRoot opens the folder dir as the root of a system.
func OpenRoot(dir string) (*Root, error) {
	// A pipe would be waited for until somebody writes into it.
	st, err := os.Stat(dir)
	if err == nil && !st.IsDir() {
		err = &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
	}
	if err != nil {
		return nil, err
	}
	r, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Root{r}, nil
}

// Close lets go of the folder.
func (r *Root) Close() error { return r.root.Close() }

// maxLinks is how many links in a row are followed, as in the kernel.
const maxLinks = 40

// ErrLoop is returned for links that lead round in circles.
var ErrLoop = errors.New("too many links in a row")

// ErrNotFile is returned for what is neither a file nor a folder.
var ErrNotFile = errors.New("it is neither a file nor a folder")

// ErrTooLarge is returned for a file larger than its reader expects.
var ErrTooLarge = errors.New("it is larger than such a file can be")

// Resolve follows every link in name as the system itself would, with the
// folder as its "/": it returns a path without links, relative to the folder.
// What is not there gives an error that is fs.ErrNotExist.
func (r *Root) Resolve(name string) (string, error) { return r.resolve(name, true) }

func (r *Root) resolve(name string, last bool) (string, error) {
	todo := parts(name)
	var done []string
	for links := 0; len(todo) > 0; {
		part := todo[0]
		todo = todo[1:]
		if part == ".." {
			done = done[:max(0, len(done)-1)] // ".." of the root is the root
			continue
		}
		at := path.Join(path.Join(done...), part)
		st, err := r.root.Lstat(at)
		if err != nil {
			return "", err
		}
		if st.Mode()&fs.ModeSymlink == 0 || len(todo) == 0 && !last {
			done = append(done, part)
			continue
		}
		if links++; links > maxLinks {
			return "", fmt.Errorf("%s: %w", name, ErrLoop)
		}
		to, err := r.root.Readlink(at)
		if err != nil {
			return "", err
		}
		if path.IsAbs(to) {
			done = done[:0]
		}
		todo = append(parts(to), todo...)
	}
	if len(done) == 0 {
		return ".", nil
	}
	return path.Join(done...), nil
}

func parts(name string) []string {
	return slices.DeleteFunc(strings.Split(name, "/"), func(s string) bool { return s == "" || s == "." })
}

// Stat describes what name leads to.
func (r *Root) Stat(name string) (fs.FileInfo, error) {
	at, err := r.Resolve(name)
	if err != nil {
		return nil, err
	}
	return r.root.Lstat(at)
}

// Lstat describes name itself, even when it is a link.
func (r *Root) Lstat(name string) (fs.FileInfo, error) {
	at, err := r.resolve(name, false)
	if err != nil {
		return nil, err
	}
	return r.root.Lstat(at)
}

// Link is where the link name points, as written.
func (r *Root) Link(name string) (string, error) {
	at, err := r.resolve(name, false)
	if err != nil {
		return "", err
	}
	return r.root.Readlink(at)
}

// Has says whether something is there. A right that we lack is an error.
func (r *Root) Has(name string) (bool, error) {
	_, err := r.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Open opens the file that name leads to, without waiting for a pipe.
func (r *Root) Open(name string) (*os.File, error) {
	at, err := r.Resolve(name)
	if err != nil {
		return nil, err
	}
	f, err := r.root.OpenFile(at, openFlags, 0)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err == nil && !st.Mode().IsRegular() && !st.IsDir() {
		err = fmt.Errorf("open %s: %w", name, ErrNotFile)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// ErrNotText is returned for settings with a zero byte in them: what a crash
// leaves of a file that was being written, or another kind of file.
var ErrNotText = errors.New("it is no text")

// settingSize bounds a settings file in bytes.
const settingSize = 1 << 20

// Read reads a file of at most most bytes; 0 stands for a settings file: text,
// of their size. A larger one is an error: half a file must not read as a whole one.
func (r *Root) Read(name string, most int64) ([]byte, error) {
	settings := most == 0
	if settings {
		most = settingSize
	}
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.Size() > most {
		return nil, fmt.Errorf("read %s: %w", name, ErrTooLarge)
	}
	raw, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, err
	}
	if int64(len(raw)) > most {
		return nil, fmt.Errorf("read %s: %w", name, ErrTooLarge)
	}
	if settings && bytes.IndexByte(raw, 0) >= 0 {
		return nil, fmt.Errorf("read %s: %w", name, ErrNotText)
	}
	return raw, nil
}

// maxEntries bounds a folder.
const maxEntries = 200_000

// List lists the names in a folder, sorted.
func (r *Root) List(name string) ([]fs.DirEntry, error) {
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, err := f.ReadDir(maxEntries)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return all, nil
}

// Glob lists the paths in one folder whose last part matches a pattern, sorted
// as a shell sorts them. An absent folder has none.
func (r *Root) Glob(pattern string) ([]string, error) {
	dir, last := path.Split(pattern)
	all, err := r.List(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range all {
		if ok, err := path.Match(last, e.Name()); err != nil {
			return nil, err
		} else if ok && (!strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(last, ".")) {
			out = append(out, dir+e.Name())
		}
	}
	return out, nil
}

// Reason is an error of reading in words, without the path of the machine that
// the folder lies on.
func Reason(err error) string {
	var p *fs.PathError
	switch {
	case err == nil:
		return ""
	case errors.Is(err, fs.ErrPermission):
		return "this account may not read it"
	case errors.Is(err, fs.ErrNotExist):
		return "it is not there"
	case errors.Is(err, ErrTooLarge), errors.Is(err, ErrLoop), errors.Is(err, ErrNotFile), errors.Is(err, ErrNotText):
		for _, known := range []error{ErrTooLarge, ErrLoop, ErrNotFile, ErrNotText} {
			if errors.Is(err, known) {
				return known.Error()
			}
		}
	case errors.As(err, &p):
		return p.Err.Error()
	}
	return err.Error()
}
