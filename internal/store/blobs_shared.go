package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// partSize is how much of a blob one row holds.
const partSize = 1 << 20

// putBlob keeps the content of a file under its digest.
func (db *DB) putBlob(ctx context.Context, digest, path string) error {
	if info, err := os.Stat(path); err == nil && info.Size() < partSize {
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return db.putSmall(ctx, digest, raw)
	}
	return db.change(ctx, func(tx *sql.Tx) error {
		var n int
		if err := tx.QueryRowContext(ctx, "select count(*) from blob_part where digest = $1", digest).Scan(&n); err != nil || n > 0 {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		buf := make([]byte, partSize)
		for part := 0; ; part++ {
			size, err := io.ReadFull(f, buf)
			if err == io.EOF && part > 0 {
				return nil
			}
			if err != nil && err != io.EOF && !errors.Is(err, io.ErrUnexpectedEOF) {
				return err
			}
			// An empty blob is one part, too.
			if _, err := tx.ExecContext(ctx, "insert into blob_part (digest, part, data) values ($1, $2, $3)", digest, part, buf[:size]); err != nil {
				return err
			}
			if size < partSize {
				return nil
			}
		}
	})
}

// putSmall keeps a blob of one part: most are small, and are one statement, which
// is a transaction.
func (db *DB) putSmall(ctx context.Context, digest string, raw []byte) error {
	if raw == nil {
		raw = []byte{}
	}
	_, err := db.write.ExecContext(ctx, "insert into blob_part (digest, part, data) values ($1, 0, $2) on conflict do nothing", digest, raw)
	if err == nil {
		db.small.put(digest, raw)
	}
	return err
}

// openBlob reads it part by part.
func (db *DB) openBlob(ctx context.Context, digest string) (io.ReadCloser, error) {
	if raw, ok := db.small.get(digest); ok {
		return io.NopCloser(bytes.NewReader(raw)), nil
	}
	r := &parts{ctx: ctx, db: db, digest: digest}
	if err := r.next(); err == io.EOF {
		return nil, fmt.Errorf("it is %w", ErrNotFound)
	} else if err != nil {
		return nil, err
	}
	if r.whole {
		db.small.put(digest, r.left)
	}
	return r, nil
}

type parts struct {
	ctx    context.Context
	db     *DB
	digest string
	part   int
	whole  bool // there is no part after this one
	left   []byte
}

func (p *parts) next() error {
	if p.whole {
		return io.EOF
	}
	err := p.db.read.QueryRowContext(p.ctx, "select data from blob_part where digest = $1 and part = $2", p.digest, p.part).Scan(&p.left)
	p.part++
	p.whole = err == nil && len(p.left) < partSize
	if errors.Is(err, sql.ErrNoRows) {
		return io.EOF
	}
	return err
}

func (p *parts) Read(to []byte) (int, error) {
	for len(p.left) == 0 {
		if err := p.next(); err != nil {
			return 0, err
		}
	}
	n := copy(to, p.left)
	p.left = p.left[n:]
	return n, nil
}

func (p *parts) Close() error { return nil }

func (db *DB) hasBlob(ctx context.Context, digest string) bool {
	if _, ok := db.small.get(digest); ok {
		return true
	}
	var n int
	err := db.read.QueryRowContext(ctx, "select count(*) from blob_part where digest = $1 and part = 0", digest).Scan(&n)
	return err == nil && n > 0
}

func (db *DB) deleteBlob(ctx context.Context, digest string) error {
	db.small.drop(digest)
	err := db.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "delete from blob_part where digest = $1", digest)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete a blob: %w", err)
	}
	return nil
}

// small are the small blobs that were put or read last. Counting people reads
// each of them several times, and each time is a way to the server and back.
type small struct {
	mu   sync.Mutex
	by   map[string][]byte
	size int
}

const (
	smallest = 64 << 10 // bytes of one
	smallAll = 8 << 20  // of all together
)

func (s *small) get(digest string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, ok := s.by[digest]
	return raw, ok
}

func (s *small) put(digest string, raw []byte) {
	if len(raw) > smallest {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by == nil || s.size+len(raw) > smallAll {
		s.by, s.size = map[string][]byte{}, 0
	}
	if _, had := s.by[digest]; !had {
		s.by[digest], s.size = raw, s.size+len(raw)
	}
}

func (s *small) drop(digest string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.size -= len(s.by[digest])
	delete(s.by, digest)
}
