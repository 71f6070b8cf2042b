package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"
)

// A backup is one file for both engines: a line that says what it is, then,
// compressed, frames of a letter, a length and content. docs/why/engines.md
const (
	archiveLine = "weaklink backup 1\n"
	frameHead   = 'H' // header, JSON
	frameTable  = 'T' // archiveTable, JSON
	frameRow    = 'R' // a row as encode writes it
	frameBlob   = 'B' // digest of the blob that follows
	frameData   = 'D' // a part of it
	frameEnd    = 'E' // trailer, JSON: a file without it was cut off
	frameMost   = 256 << 20
)

// ArchiveHead says what a backup is of.
type ArchiveHead struct {
	Made    time.Time `json:"made"`
	Version string    `json:"version"` // of weaklink
	Schema  int64     `json:"schema"`  // of the tables
}

type archiveTable struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
}

type archiveEnd struct {
	Root    string `json:"root"`
	Rows    int64  `json:"rows"`
	Blobs   int    `json:"blobs"`
	Missing int    `json:"missing"`
	Sum     string `json:"sum"` // SHA-256 over every frame before this one
}

// framer writes frames and hashes them.
type framer struct {
	w   io.Writer
	sum hash.Hash
	buf []byte
}

func (f *framer) frame(kind byte, content []byte) error {
	f.buf = append(binary.BigEndian.AppendUint32(append(f.buf[:0], kind), uint32(len(content))), content...)
	f.sum.Write(f.buf)
	_, err := f.w.Write(f.buf)
	return err
}

func (f *framer) json(kind byte, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return f.frame(kind, raw)
}

func (f *framer) table(name string, columns []string) error {
	return f.json(frameTable, archiveTable{name, columns})
}

func (f *framer) row(values []any) error {
	raw, err := encode(nil, values)
	if err != nil {
		return err
	}
	return f.frame(frameRow, raw)
}

// Backup writes all that is kept, as it is at one moment, with the blobs, into
// a new file that only its owner may read, and reads it back before it takes
// its name. Firms' keys are not in it: a copy of it alone reveals nobody.
func (db *DB) Backup(ctx context.Context, path, version string, blobs *Blobs) (Moved, error) {
	m, err := db.backup(ctx, path, version, blobs)
	if err != nil {
		return Moved{}, fmt.Errorf("back up %s to %s: %w", db.place, path, err)
	}
	return m, nil
}

func (db *DB) backup(ctx context.Context, path, version string, blobs *Blobs) (m Moved, err error) {
	if _, err := os.Lstat(path); err == nil {
		return m, &UsageError{"there is a file already", "name a new file"}
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".weaklink-*") // 0600
	if errors.Is(err, fs.ErrNotExist) {
		return m, &UsageError{"there is no such folder", "name a file in a folder that exists"}
	}
	if err != nil {
		return m, err
	}
	defer os.Remove(f.Name()) // gone once it has its name
	w := bufio.NewWriterSize(f, 1<<16)
	err = db.snapshot(ctx, func(tx *sql.Tx) (err error) {
		m, err = db.archive(ctx, tx, w, version, blobs)
		return err
	})
	if err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return m, err
	}
	_, back, err := ReadArchive(f.Name())
	if err != nil {
		return m, fmt.Errorf("what was written cannot be read back: %w", err)
	}
	if back != m {
		return m, fmt.Errorf("what was written reads back as something else (root %.12s, not %.12s)", back.Root, m.Root)
	}
	// A link fails where there is a file by now; a rename would replace it.
	if err := os.Link(f.Name(), path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return m, &UsageError{"there is a file already", "name a new file"}
		}
		return m, os.Rename(f.Name(), path) // a file system without links
	}
	return m, nil
}

func (db *DB) archive(ctx context.Context, tx *sql.Tx, w io.Writer, version string, blobs *Blobs) (m Moved, err error) {
	p, err := db.migrator()
	if err != nil {
		return m, err
	}
	schema, err := p.GetDBVersion(ctx)
	if err != nil {
		return m, err
	}
	// Over the compressed bytes, too: not every bit of them changes what they say.
	whole := sha256.New()
	plain := w
	w = io.MultiWriter(plain, whole)
	if _, err := io.WriteString(w, archiveLine); err != nil {
		return m, err
	}
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(true))
	if err != nil {
		return m, err
	}
	defer z.Close() // twice is fine
	out := &framer{w: z, sum: sha256.New()}
	if err := out.json(frameHead, ArchiveHead{time.Now().UTC().Truncate(time.Second), version, schema}); err != nil {
		return m, err
	}
	d := newDigester()
	if err := export(ctx, tx, both{out, d}); err != nil {
		return m, err
	}
	m.Root, m.Rows = d.root(), d.rows
	digests, err := blobsOf(ctx, tx)
	if err != nil {
		return m, err
	}
	for _, digest := range digests {
		err := out.blob(digest, blobs)
		if errors.Is(err, ErrNotFound) {
			m.Missing++
			continue
		}
		if err != nil {
			return m, err
		}
		m.Blobs++
	}
	if err := out.json(frameEnd, archiveEnd{m.Root, m.Rows, m.Blobs, m.Missing, hex.EncodeToString(out.sum.Sum(nil))}); err != nil {
		return m, err
	}
	if err := z.Close(); err != nil {
		return m, err
	}
	_, err = io.WriteString(plain, hex.EncodeToString(whole.Sum(nil)))
	return m, err
}

func (f *framer) blob(digest string, blobs *Blobs) error {
	r, err := blobs.Open(digest)
	if err != nil {
		return err
	}
	defer r.Close()
	if err := f.frame(frameBlob, []byte(digest)); err != nil {
		return err
	}
	buf := make([]byte, partSize)
	for {
		n, err := io.ReadFull(r, buf)
		if n > 0 {
			if err := f.frame(frameData, buf[:n]); err != nil {
				return err
			}
		}
		if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
