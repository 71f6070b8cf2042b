package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
)

// Moved is what was moved, backed up or restored.
type Moved struct {
	Root    string // digest over all rows; the same on both sides
	Rows    int64
	Blobs   int
	Missing int // blobs that facts name and that the source does not have
}

// Move copies all that is kept from one database into another, empty one, with
// the blobs, and proves by the root digest that it arrived. What is there is
// written in one transaction: it is there whole or not at all. The source stays
// as it is. Firms' keys are not in a database and are not moved.
func Move(ctx context.Context, from, to *DB, fromBlobs, toBlobs *Blobs) (Moved, error) {
	var m Moved
	empty, err := to.Empty(ctx)
	if err == nil && !empty {
		err = &UsageError{to.place + " holds runs already, and nothing is written over them", "name a new file, or an empty database"}
	}
	if err != nil {
		return m, fmt.Errorf("move to %s: %w", to.place, err)
	}
	var added []string
	// One state of the source for both blobs and rows.
	err = from.snapshot(ctx, func(src *sql.Tx) error {
		digests, err := blobsOf(ctx, src)
		if err != nil {
			return err
		}
		for _, d := range digests {
			fresh, err := toBlobs.take(d, fromBlobs)
			if errors.Is(err, ErrNotFound) {
				m.Missing++
				continue
			}
			if err != nil {
				return err
			}
			if m.Blobs++; fresh {
				added = append(added, d)
			}
		}
		return to.fill(ctx, func(out sink) (string, error) {
			d := newDigester()
			err := export(ctx, src, both{out, d})
			m.Root, m.Rows = d.root(), d.rows
			return m.Root, err
		})
	})
	if err != nil {
		for _, d := range added {
			err = errors.Join(err, toBlobs.Delete(d))
		}
		return Moved{}, fmt.Errorf("move from %s to %s: %w", from.place, to.place, err)
	}
	return m, nil
}

// blobsOf lists the blobs that facts name, sorted.
func blobsOf(ctx context.Context, tx *sql.Tx) ([]string, error) {
	var out []string
	err := each(ctx, tx, into(&out), "select distinct blob from fact where blob <> '' order by blob")
	return out, err
}

// take copies a blob from another place; fresh says that it was not here.
func (b *Blobs) take(digest string, from *Blobs) (fresh bool, err error) {
	if r, err := b.Open(digest); err == nil {
		_, err = io.Copy(io.Discard, r)
		if err = errors.Join(err, r.Close()); err == nil {
			return false, nil
		}
	}
	r, err := from.Open(digest)
	if err != nil {
		return false, err
	}
	defer r.Close()
	got, err := b.Put(func(w io.Writer) error {
		_, err := io.Copy(w, r)
		return err
	})
	if err == nil && got != digest {
		err = fmt.Errorf("blob %.12s arrived as %.12s", digest, got)
	}
	return true, err
}
