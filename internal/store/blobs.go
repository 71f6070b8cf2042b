package store

import (
	"bufio"
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
	"sync/atomic"
	"time"
)

// Blobs keeps content under its digest, the same content once: in a folder, or,
// when the runs are on a server, there.
type Blobs struct {
	dir string
	db  *DB // nil: in the folder

	swept atomic.Int64 // when it was last looked for what was left behind, in seconds
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
// appears under its name only when it is whole.
func (b *Blobs) Put(write func(io.Writer) error) (digest string, err error) {
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return "", fmt.Errorf("keep a blob: %w", err)
	}
	b.sweep()
	f, err := os.CreateTemp(b.dir, partial+"*") // 0600
	if err != nil {
		return "", fmt.Errorf("keep a blob: %w", err)
	}
	defer os.Remove(f.Name()) // gone once renamed
	sum := sha256.New()
	w := bufio.NewWriterSize(f, 1<<16)
	err = write(io.MultiWriter(w, sum))
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("keep a blob: %w", err)
	}
	digest = hex.EncodeToString(sum.Sum(nil))
	if b.db != nil {
		if err := b.db.putBlob(context.Background(), digest, f.Name()); err != nil {
			return "", fmt.Errorf("keep a blob: %w", err)
		}
		return digest, nil
	}
	if err := os.Rename(f.Name(), b.path(digest)); err != nil {
		return "", fmt.Errorf("keep a blob: %w", err)
	}
	return digest, nil
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
		return &checked{f: r, buf: bufio.NewReaderSize(r, 1<<16), sum: sha256.New(), want: digest}, nil
	}
	f, err := os.Open(b.path(digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("blob %.12s is %w", digest, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("open a blob: %w", err)
	}
	return &checked{f: f, buf: bufio.NewReaderSize(f, 1<<16), sum: sha256.New(), want: digest}, nil
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

// checked is a file that is held against its digest while it is read.
type checked struct {
	f    io.ReadCloser
	buf  *bufio.Reader
	sum  hash.Hash
	want string
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.buf.Read(p)
	c.sum.Write(p[:n])
	if err == io.EOF && hex.EncodeToString(c.sum.Sum(nil)) != c.want {
		return n, fmt.Errorf("blob %.12s was changed since it was kept", c.want)
	}
	return n, err
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
