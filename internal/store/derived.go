package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// derivedKept is for how many runs of a firm what was worked out is kept.
const derivedKept = 400

// KeepDerived keeps what a program worked out from a finished run, instead of
// what another one did. maker names the program: what it would work out
// otherwise has another maker.
func (db *DB) KeepDerived(ctx context.Context, run, maker string, body []byte) error {
	return db.WriteDerived(ctx, run, maker, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

// WriteDerived is KeepDerived of what write writes: it is never whole in memory.
func (db *DB) WriteDerived(ctx context.Context, run, maker string, write func(io.Writer) error) error {
	body, err := packed(write)
	if err != nil {
		return fmt.Errorf("keep what was worked out from run %s: %w", run, err)
	}
	err = db.change(ctx, func(tx *sql.Tx) error {
		var firm string
		var seq sql.NullInt64
		if err := tx.QueryRowContext(ctx, "select firm, seq from run where id = $1", run).Scan(&firm, &seq); err != nil {
			return err
		}
		if !seq.Valid {
			return errors.New("it has not finished")
		}
		_, err := tx.ExecContext(ctx, `insert into derived (run, maker, body) values ($1, $2, $3)
			on conflict (run) do update set maker = excluded.maker, body = excluded.body`, run, maker, body)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `delete from derived where run in (select id from run where firm = $1 and seq <=
			(select runs from firm where id = $1) - $2)`, firm, derivedKept)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep what was worked out from run %s: %w", run, err)
	}
	return nil
}

// Derived is what maker worked out from a run. The error wraps ErrNotFound when
// that is not kept.
func (db *DB) Derived(ctx context.Context, run, maker string) ([]byte, error) {
	var packed []byte
	err := db.snapshot(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, "select body from derived where run = $1 and maker = $2", run, maker).Scan(&packed)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("what was worked out from run %q is %w", run, ErrNotFound)
	}
	if err == nil {
		packed, err = unpack(packed)
	}
	if err != nil {
		return nil, fmt.Errorf("read what was worked out from run %q: %w", run, err)
	}
	return packed, nil
}

func pack(body []byte) ([]byte, error) {
	return packed(func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

func packed(write func(io.Writer) error) ([]byte, error) {
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, err
	}
	if err := errors.Join(write(z), z.Close()); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func unpack(packed []byte) ([]byte, error) {
	z, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return z.DecodeAll(packed, nil)
}
