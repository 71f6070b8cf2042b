package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
)

// partSize is how much of a blob one row holds.
const partSize = 1 << 20

// putBlob keeps the content of a file under its digest.
func (db *DB) putBlob(ctx context.Context, digest, path string) error {
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

// openBlob reads it part by part.
func (db *DB) openBlob(ctx context.Context, digest string) (io.ReadCloser, error) {
	r := &parts{ctx: ctx, db: db, digest: digest}
	if err := r.next(); err == io.EOF {
		return nil, fmt.Errorf("it is %w", ErrNotFound)
	} else if err != nil {
		return nil, err
	}
	return r, nil
}

type parts struct {
	ctx    context.Context
	db     *DB
	digest string
	part   int
	left   []byte
}

func (p *parts) next() error {
	err := p.db.read.QueryRowContext(p.ctx, "select data from blob_part where digest = $1 and part = $2", p.digest, p.part).Scan(&p.left)
	p.part++
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

func (db *DB) deleteBlob(ctx context.Context, digest string) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "delete from blob_part where digest = $1", digest)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete a blob: %w", err)
	}
	return nil
}
