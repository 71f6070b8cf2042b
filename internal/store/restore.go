package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/klauspost/compress/zstd"
)

// errCut is said of a backup that does not go to its end.
var errCut = errors.New("it is cut off or damaged")

// archiveSinks take what a backup holds. Either may be nil.
type archiveSinks struct {
	rows sink
	blob func(digest string, content io.Reader) error
}

// ReadArchive reads a whole backup and holds it against its own digests: every
// row, every blob, and every byte before the end.
func ReadArchive(path string) (ArchiveHead, Moved, error) {
	head, m, err := readArchive(path, archiveSinks{})
	if err != nil {
		return head, m, fmt.Errorf("read the backup %s: %w", path, err)
	}
	return head, m, nil
}

func readArchive(path string, to archiveSinks) (head ArchiveHead, m Moved, err error) {
	f, err := os.Open(path)
	if err != nil {
		return head, m, err
	}
	defer f.Close()
	size, err := verifyBytes(f)
	if err != nil {
		return head, m, err
	}
	r := bufio.NewReaderSize(io.LimitReader(f, size), 1<<16)
	line := make([]byte, len(archiveLine))
	if _, err := io.ReadFull(r, line); err != nil || string(line) != archiveLine {
		return head, m, &UsageError{"it is no backup of weaklink", "name a file that `weaklink backup` made"}
	}
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return head, m, err
	}
	defer z.Close()
	u := &unframer{r: z, sum: sha256.New()}
	d := newDigester()
	columns := -1
	for {
		kind, content, err := u.next()
		if err != nil {
			return head, m, err
		}
		switch kind {
		case frameHead:
			err = json.Unmarshal(content, &head)
		case frameTable:
			var t archiveTable
			if err = json.Unmarshal(content, &t); err == nil {
				columns = len(t.Columns)
				err = both{d, orNone(to.rows)}.table(t.Name, t.Columns)
			}
		case frameRow:
			if columns < 0 {
				return head, m, errCut
			}
			var values []any
			if values, err = decode(content, columns); err == nil {
				err = both{d, orNone(to.rows)}.row(values)
			}
		case frameBlob:
			err = u.readBlob(string(content), to.blob)
			m.Blobs++
		case frameEnd:
			m.Root, m.Rows = d.root(), d.rows
			return head, m, u.end(content, &m)
		default:
			err = errCut
		}
		if err != nil {
			return head, m, err
		}
	}
}

// verifyBytes holds a file against the digest at its end, and returns how long
// it is without that.
func verifyBytes(f *os.File) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	line := make([]byte, len(archiveLine))
	if _, err := f.ReadAt(line, 0); err != nil || string(line) != archiveLine {
		return 0, &UsageError{"it is no backup of weaklink", "name a file that `weaklink backup` made"}
	}
	size := info.Size() - 2*sha256.Size
	if size < int64(len(archiveLine)) {
		return 0, errCut
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(f, size)); err != nil {
		return 0, err
	}
	said := make([]byte, 2*sha256.Size)
	if _, err := io.ReadFull(f, said); err != nil || string(said) != hex.EncodeToString(sum.Sum(nil)) {
		return 0, errCut
	}
	_, err = f.Seek(0, io.SeekStart)
	return size, err
}

func orNone(s sink) sink {
	if s == nil {
		return none{}
	}
	return s
}

type none struct{}

func (none) table(string, []string) error { return nil }
func (none) row([]any) error              { return nil }

// unframer reads frames and hashes them.
type unframer struct {
	r      io.Reader
	sum    hash.Hash
	before []byte // sum before the last frame
	back   bool   // the last frame is to be given again
	kind   byte
	buf    []byte
}

func (u *unframer) next() (byte, []byte, error) {
	if u.back {
		u.back = false
		return u.kind, u.buf, nil
	}
	var head [5]byte
	if _, err := io.ReadFull(u.r, head[:]); err != nil {
		return 0, nil, fmt.Errorf("%w: %w", errCut, err)
	}
	size := binary.BigEndian.Uint32(head[1:])
	if size > frameMost {
		return 0, nil, errCut
	}
	if uint32(cap(u.buf)) < size {
		u.buf = make([]byte, size)
	}
	u.buf = u.buf[:size]
	if _, err := io.ReadFull(u.r, u.buf); err != nil {
		return 0, nil, fmt.Errorf("%w: %w", errCut, err)
	}
	u.before = u.sum.Sum(u.before[:0])
	u.sum.Write(head[:])
	u.sum.Write(u.buf)
	u.kind = head[0]
	return u.kind, u.buf, nil
}

// readBlob reads the parts of a blob and holds them against its digest.
func (u *unframer) readBlob(digest string, to func(string, io.Reader) error) error {
	if !isDigest(digest) {
		return errCut
	}
	parts := &blobFrames{u: u, sum: sha256.New()}
	if to != nil {
		if err := to(digest, parts); err != nil {
			return err
		}
	}
	if _, err := io.Copy(io.Discard, parts); err != nil {
		return err
	}
	if hex.EncodeToString(parts.sum.Sum(nil)) != digest {
		return fmt.Errorf("%w: blob %.12s is not what it was", errCut, digest)
	}
	return nil
}

type blobFrames struct {
	u    *unframer
	left []byte
	sum  hash.Hash
	done bool
}

func (b *blobFrames) Read(p []byte) (int, error) {
	for len(b.left) == 0 {
		if b.done {
			return 0, io.EOF
		}
		kind, content, err := b.u.next()
		if err != nil {
			return 0, err
		}
		if kind != frameData {
			b.u.back, b.done = true, true
			continue
		}
		b.sum.Write(content)
		b.left = content
	}
	n := copy(p, b.left)
	b.left = b.left[n:]
	return n, nil
}

// end holds the trailer against what was read, and makes sure that nothing follows.
func (u *unframer) end(content []byte, m *Moved) error {
	var e archiveEnd
	if err := json.Unmarshal(content, &e); err != nil {
		return fmt.Errorf("%w: %w", errCut, err)
	}
	m.Missing = e.Missing
	if e.Root != m.Root || e.Rows != m.Rows || e.Blobs != m.Blobs || e.Sum != hex.EncodeToString(u.before) {
		return fmt.Errorf("%w: its content is not what its end says", errCut)
	}
	if n, err := io.Copy(io.Discard, u.r); n > 0 || err != nil {
		return fmt.Errorf("%w: something follows its end", errCut)
	}
	return nil
}

// Restore puts a backup into the empty database, whichever engine it was made
// of, in one transaction. The whole file is read and verified before anything
// is written. One of an older weaklink is brought up to date; one of a newer is
// refused.
func (db *DB) Restore(ctx context.Context, path string, blobs *Blobs) (ArchiveHead, Moved, error) {
	head, m, err := db.restore(ctx, path, blobs)
	if err != nil {
		return head, Moved{}, fmt.Errorf("restore %s to %s: %w", path, db.place, err)
	}
	return head, m, nil
}

func (db *DB) restore(ctx context.Context, path string, blobs *Blobs) (ArchiveHead, Moved, error) {
	head, m, err := readArchive(path, archiveSinks{})
	if err != nil {
		return head, m, err
	}
	if empty, err := db.Empty(ctx); err != nil || !empty {
		return head, m, errors.Join(err, &UsageError{"it holds runs already, and nothing is written over them", "name a new file or an empty database with --db"})
	}
	p, err := db.migrator()
	if err != nil {
		return head, m, err
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return head, m, err
	}
	if head.Schema > have {
		return head, m, &UsageError{fmt.Sprintf("it was made by a newer weaklink (%s, schema %d; this one knows %d)", head.Version, head.Schema, have), "use that newer weaklink"}
	}
	if head.Schema < have {
		if _, err := p.DownTo(ctx, head.Schema); err != nil {
			return head, m, err
		}
	}
	var added []string
	keep := func(digest string, content io.Reader) error {
		if r, err := blobs.Open(digest); err == nil {
			return r.Close()
		}
		got, err := blobs.Put(func(w io.Writer) error {
			_, err := io.Copy(w, content)
			return err
		})
		added = append(added, got)
		return err
	}
	err = db.fill(ctx, func(out sink) (string, error) {
		_, again, err := readArchive(path, archiveSinks{out, keep})
		if err == nil && again != m {
			err = errors.New("the file was changed while it was read")
		}
		return m.Root, err
	})
	if err != nil {
		for _, d := range added {
			err = errors.Join(err, blobs.Delete(d))
		}
	}
	return head, m, errors.Join(err, db.migrate(ctx))
}
