package store

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"
)

// Blobs keeps content under its digest, the same content once: in a folder, or,
// when the runs are on a server, there.
type Blobs struct {
	dir string
	db  *DB // nil: in the folder

	swept atomic.Int64 // when it was last looked for what was left behind, in seconds

	mu    sync.Mutex
	fresh []string // in the folder, and not settled yet
}

// NewBlobs keeps blobs in dir, which is made when the first one is put.
func NewBlobs(dir string) *Blobs { return &Blobs{dir: dir} }

// Blobs are where those of this database are kept: beside a file in dir, else
// in the database itself, where every worker finds them; dir is then where they
// are put together.
func (db *DB) Blobs(dir string) *Blobs {
	if db.Shared() {
		return &Blobs{dir: dir, db: db}
	}
	return NewBlobs(dir)
}

// Put keeps what write writes and returns its digest (hex SHA-256). A blob
// appears under its name only when it is whole. It outlives a machine that stops
// at once only when Settle has returned.
func (b *Blobs) Put(write func(io.Writer) error) (digest string, err error) {
	if digest, err = b.put(write); err != nil {
		return "", fmt.Errorf("keep a blob: %w", orFull(b.place(), err))
	}
	return digest, nil
}

func (b *Blobs) place() string {
	if b.db != nil {
		return b.db.place
	}
	return b.dir
}

func (b *Blobs) put(write func(io.Writer) error) (digest string, err error) {
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return "", err
	}
	b.sweep()
	d := drafts.Get().(*draft)
	defer drafts.Put(d)
	d.reset(b.dir)
	if err = write(d.w); err == nil {
		err = d.w.Flush()
	}
	digest = hex.EncodeToString(d.sum.Sum(nil))
	if err == nil && d.f == nil && b.db != nil {
		return digest, b.db.putSmall(context.Background(), digest, bytes.Clone(d.all))
	}
	if err == nil && d.f == nil {
		err = d.begin()
	}
	if d.f == nil {
		return "", err
	}
	defer os.Remove(d.f.Name()) // gone once renamed
	if err = errors.Join(err, d.f.Close()); err != nil {
		return "", err
	}
	if b.db != nil {
		return digest, b.db.putBlob(context.Background(), digest, d.f.Name())
	}
	if err := os.Rename(d.f.Name(), b.path(digest)); err != nil {
		return "", err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fresh = append(b.fresh, digest)
	return digest, nil
}

// draft is a blob that is being written. A small one becomes a file when all of it
// is there.
type draft struct {
	w   *bufio.Writer // into the draft
	dir string
	sum hash.Hash
	all []byte   // of a small one
	f   *os.File // nil: it is small until now
}

// drafts are lent out: a folder of small files makes thousands.
var drafts = sync.Pool{New: func() any {
	d := &draft{sum: sha256.New(), all: make([]byte, 0, smallest)}
	d.w = bufio.NewWriterSize(d, smallest)
	return d
}}

func (d *draft) reset(dir string) {
	d.w.Reset(d)
	d.sum.Reset()
	d.dir, d.all, d.f = dir, d.all[:0], nil
}

func (d *draft) Write(p []byte) (int, error) {
	d.sum.Write(p)
	if d.f == nil && len(d.all)+len(p) <= smallest {
		d.all = append(d.all, p...)
		return len(p), nil
	}
	if d.f == nil {
		if err := d.begin(); err != nil {
			return 0, err
		}
	}
	return d.f.Write(p)
}

// begin makes the file.
func (d *draft) begin() (err error) {
	if d.f, err = os.CreateTemp(d.dir, partial+"*"); err != nil { // 0600
		return err
	}
	_, err = d.f.Write(d.all)
	return err
}

// Settle makes what was put outlive a machine that stops at once: all of it
// together, since each file for itself takes a slow disk longer than reading what
// it is about.
func (b *Blobs) Settle() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.fresh) == 0 {
		return nil
	}
	if err := syncAll(b.dir); err != nil {
		for _, digest := range b.fresh {
			if err := syncFile(b.path(digest)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("keep blobs for good: %w", err)
			}
		}
	}
	b.fresh = nil
	return nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

const partial = ".part-"

// sweep removes what a killed process left half-written. A day is longer than
// any run writes on one blob. Listing a folder of thousands for each new one would
// cost more than the blobs: once an hour is often enough.
func (b *Blobs) sweep() {
	last, now := b.swept.Load(), time.Now().Unix()
	if now-last < 3600 || !b.swept.CompareAndSwap(last, now) {
		return
	}
	left, _ := filepath.Glob(filepath.Join(b.dir, partial+"*"))
	for _, name := range left {
		if info, err := os.Lstat(name); err == nil && time.Since(info.ModTime()) > 24*time.Hour {
			_ = os.Remove(name) // the next one tries again
		}
	}
}

func (b *Blobs) path(digest string) string { return filepath.Join(b.dir, digest) }

// Open reads the blob of that digest. Reading it to the end fails when the
// content is no longer what it was. The error wraps ErrNotFound when there is
// no such blob.
func (b *Blobs) Open(digest string) (io.ReadCloser, error) {
	if !isDigest(digest) {
		return nil, fmt.Errorf("blob %.12q is %w", digest, ErrNotFound)
	}
	if b.db != nil {
		r, err := b.db.openBlob(context.Background(), digest)
		if err != nil {
			return nil, fmt.Errorf("open blob %.12s: %w", digest, err)
		}
		return &checked{f: r, sum: sha256.New(), want: digest}, nil
	}
	f, err := os.Open(b.path(digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("blob %.12s is %w", digest, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("open a blob: %w", err)
	}
	return &checked{f: f, sum: sha256.New(), want: digest}, nil
}

// Delete removes a blob. One that is not there is deleted already.
func (b *Blobs) Delete(digest string) error {
	if !isDigest(digest) {
		return fmt.Errorf("delete a blob: %.12q is no digest", digest)
	}
	if b.db != nil {
		return b.db.deleteBlob(context.Background(), digest)
	}
	if err := os.Remove(b.path(digest)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete a blob: %w", err)
	}
	return nil
}

// isDigest keeps a name that came from elsewhere from leading out of the folder.
func isDigest(s string) bool {
	raw, err := hex.DecodeString(s)
	return err == nil && len(raw) == sha256.Size && hex.EncodeToString(raw) == s
}

// checked is a file that is held against its digest while it is read. Whoever
// reads it in small pieces puts a buffer before it.
type checked struct {
	f    io.ReadCloser
	sum  hash.Hash
	want string
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.f.Read(p)
	if c.sum == nil {
		return n, err
	}
	c.sum.Write(p[:n])
	if err == io.EOF && hex.EncodeToString(c.sum.Sum(nil)) != c.want {
		return n, fmt.Errorf("blob %.12s was changed since it was kept", c.want)
	}
	return n, err
}

// Part says that it is not read to its end, so that nothing can be held against
// its digest.
func (c *checked) Part() { c.sum = nil }

// Skip goes past n bytes. What is left of it then is a part.
func (c *checked) Skip(n int64) error {
	c.Part()
	if f, ok := c.f.(io.Seeker); ok {
		_, err := f.Seek(n, io.SeekCurrent)
		return err
	}
	_, err := io.CopyN(io.Discard, c.f, n)
	return err
}

func (c *checked) Close() error { return c.f.Close() }

// Has says whether the blob of that digest is kept.
func (b *Blobs) Has(digest string) bool {
	if !isDigest(digest) {
		return false
	}
	if b.db != nil {
		return b.db.hasBlob(context.Background(), digest)
	}
	info, err := os.Lstat(b.path(digest))
	return err == nil && info.Mode().IsRegular()
}
