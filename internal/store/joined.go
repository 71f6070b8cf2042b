package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
)

// Joined is how the people of a firm were joined, as a program keeps it from one
// run to the next: one blob a firm, where its other blobs are.
type Joined struct {
	DB    *DB
	Blobs *Blobs
	Firm  string
	Maker string // names the program: another one joins all anew
	Fresh bool   // nothing is read
}

// mostJoined is how much of it is read at most.
const mostJoined = 1 << 30

// Was is what Keep kept last. The error wraps ErrNotFound when there is nothing.
func (j Joined) Was(ctx context.Context) ([]byte, error) {
	if j.Fresh {
		return nil, fmt.Errorf("how people were joined is %w", ErrNotFound)
	}
	var blob string
	var size int64
	err := j.DB.snapshot(ctx, func(tx *sql.Tx) error {
		var maker string
		err := tx.QueryRowContext(ctx, "select blob, maker, size from joined where firm = $1 order by seq desc limit 1", j.Firm).Scan(&blob, &maker, &size)
		if errors.Is(err, sql.ErrNoRows) || err == nil && (maker != j.Maker || size < 0 || size > mostJoined) {
			return ErrNotFound
		}
		return err
	})
	var body []byte
	if err == nil {
		body, err = j.read(blob, size)
	}
	if err != nil {
		return nil, fmt.Errorf("read how the people of %q were joined: %w", j.Firm, err)
	}
	return body, nil
}

func (j Joined) read(blob string, size int64) ([]byte, error) {
	r, err := j.Blobs.Open(blob)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if p, ok := r.(interface{ Part() }); ok {
		p.Part() // it ends with a sum of its own
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(r, body); err != nil {
		return nil, err
	}
	if n, err := r.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		return nil, errors.Join(errors.New("it is longer than it was"), err)
	}
	return body, nil
}

// Keep keeps what write writes, and deletes what was kept before.
func (j Joined) Keep(ctx context.Context, write func(io.Writer) error) error {
	if err := j.keep(ctx, write); err != nil {
		return fmt.Errorf("keep how the people of %q were joined: %w", j.Firm, err)
	}
	return nil
}

func (j Joined) keep(ctx context.Context, write func(io.Writer) error) error {
	var size counter
	blob, err := j.Blobs.Put(func(w io.Writer) error { return write(io.MultiWriter(w, &size)) })
	if err != nil {
		return err
	}
	var old []string
	err = j.DB.change(ctx, func(tx *sql.Tx) error {
		old = nil
		if _, err := tx.ExecContext(ctx, `insert into joined (firm, blob, maker, seq, size)
			values ($1, $2, $3, (select coalesce(max(seq), 0) + 1 from joined where firm = $1), $4)
			on conflict (firm, blob) do update set maker = excluded.maker, seq = excluded.seq, size = excluded.size`, j.Firm, blob, j.Maker, int64(size)); err != nil {
			return err
		}
		return each(ctx, tx, into(&old), "select blob from joined where firm = $1 and blob <> $2", j.Firm, blob)
	})
	if err != nil {
		return errors.Join(err, j.Blobs.Delete(blob))
	}
	for _, blob := range old { // a run that is killed here leaves the row, and the next one deletes both
		if err := j.Blobs.Delete(blob); err != nil {
			return err
		}
		if err := j.DB.change(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, "delete from joined where firm = $1 and blob = $2", j.Firm, blob)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// counter counts bytes.
type counter int64

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}
