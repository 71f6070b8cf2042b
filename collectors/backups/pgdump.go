package backups

import (
	"bufio"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
)

// pgArchive is the table of contents of an archive of pg_dump: -Fc, -Fd or -Ft.
// Source of the format: pg_backup_archiver.c of PostgreSQL 12 to 18, archive
// versions 1.12 to 1.16.
type pgArchive struct {
	format  byte // 1 custom, 3 tar, 5 directory
	intSize int
	offSize int
	minor   byte
	packed  string // none, gzip, lz4, zstd
	made    time.Time
	source  string
	version string // of pg_dump
	entries []pgEntry
}

type pgEntry struct {
	id            int64
	data          bool // it has a block of data
	desc          string
	schema, table string
	copied        bool // its data are lines of COPY
	file          string
}

// errNotArchive is the cause when a file begins like an archive and is none
// that can be read here.
var errNotArchive = errors.New("not an archive of a known version")

const (
	maxEntries  = 200_000
	maxPgString = 16 << 20
)

// pgReader reads the numbers and strings of an archive; the first error stays.
type pgReader struct {
	r   *bufio.Reader
	a   *pgArchive
	err error
}

func (p *pgReader) byte() byte {
	if p.err != nil {
		return 0
	}
	var b byte
	b, p.err = p.r.ReadByte()
	return b
}

func (p *pgReader) int() int64 {
	neg := p.byte() != 0
	var n int64
	for i := range p.a.intSize {
		n |= int64(p.byte()) << (8 * i)
	}
	if neg {
		return -n
	}
	return n
}

// str reads a string; one that is longer than any name is passed over.
func (p *pgReader) str() (string, bool) {
	n := p.int()
	if p.err != nil || n < 0 {
		return "", false
	}
	if n > maxPgString {
		p.err = errNotArchive
		return "", false
	}
	const keep = 4096
	buf := make([]byte, min(n, keep))
	if _, err := io.ReadFull(p.r, buf); err != nil {
		p.err = err
	} else if _, err := io.CopyN(io.Discard, p.r, n-int64(len(buf))); err != nil {
		p.err = err
	}
	return string(buf), true
}

func (p *pgReader) text() string { s, _ := p.str(); return s }

// readArchive reads the header and the table of contents.
func readArchive(r *bufio.Reader) (*pgArchive, error) {
	a := &pgArchive{packed: "none"}
	p := &pgReader{r: r, a: a}
	var magic [5]byte
	if _, err := io.ReadFull(r, magic[:]); err != nil || string(magic[:]) != "PGDMP" {
		return nil, errNotArchive
	}
	major, minor, _ := p.byte(), p.byte(), p.byte()
	a.minor, a.intSize, a.offSize, a.format = minor, int(p.byte()), int(p.byte()), p.byte()
	if p.err == nil && (major != 1 || minor < 12 || minor > 16 || a.intSize < 1 || a.intSize > 8 || a.offSize < 1 || a.offSize > 8) {
		return nil, fmt.Errorf("%w: %d.%d", errNotArchive, major, minor)
	}
	if minor >= 15 {
		a.packed = map[byte]string{0: "none", 1: "gzip", 2: "lz4", 3: "zstd"}[p.byte()]
	} else if p.int() != 0 {
		a.packed = "gzip"
	}
	var clock [7]int
	for i := range clock {
		clock[i] = int(p.int())
	}
	a.made = time.Date(clock[5]+1900, time.Month(clock[4]+1), clock[3], clock[2], clock[1], clock[0], 0, time.UTC)
	a.source = p.text()
	_ = p.text() // version of the server
	a.version, _, _ = strings.Cut(p.text(), " ")
	n := p.int()
	if n < 0 || n > maxEntries {
		return nil, errNotArchive
	}
	for i := int64(0); i < n && p.err == nil; i++ {
		a.entries = append(a.entries, p.entry())
	}
	return a, p.err
}

func (p *pgReader) entry() pgEntry {
	e := pgEntry{id: p.int()}
	e.data = p.int() != 0
	_, _ = p.str() // table oid
	_, _ = p.str() // oid
	e.table, e.desc = p.text(), p.text()
	_ = p.int()    // section
	_, _ = p.str() // definition
	_, _ = p.str() // drop
	stmt, _ := p.str()
	e.copied = strings.HasPrefix(stmt, "COPY ")
	e.schema = p.text()
	_, _ = p.str() // tablespace
	if p.a.minor >= 14 {
		_, _ = p.str() // access method
	}
	if p.a.minor >= 16 {
		_ = p.int() // kind of relation
	}
	_, _ = p.str() // owner
	_, _ = p.str() // with oids
	for p.err == nil {
		if _, more := p.str(); !more { // dependencies
			break
		}
	}
	if p.a.format == 1 {
		for range p.a.offSize + 1 { // state and offset of its data
			p.byte()
		}
	} else {
		e.file = p.text()
	}
	return e
}

func (e pgEntry) name() string {
	if e.schema == "" {
		return e.table
	}
	return e.schema + "." + e.table
}

// blocks reads every block of data of a -Fc archive to its end and counts the
// rows of the tables. missing is how many entries have no block; unread is how
// many blocks are packed in a way that cannot be unpacked here.
func (a *pgArchive) blocks(r *bufio.Reader) (rows map[int64]int64, missing, unread int, err error) {
	rows = map[int64]int64{}
	byID := map[int64]pgEntry{}
	for _, e := range a.entries {
		byID[e.id] = e
	}
	seen := map[int64]bool{}
	p := &pgReader{r: r, a: a}
	for {
		kind, e := r.ReadByte()
		if errors.Is(e, io.EOF) {
			break
		}
		if e != nil {
			return rows, 0, unread, e
		}
		id := p.int()
		if p.err != nil {
			return rows, 0, unread, p.err
		}
		switch kind {
		case 1:
			n, ok, err := a.content(&chunks{p: p}, byID[id].copied)
			if err != nil {
				return rows, 0, unread, err
			}
			if rows[id] = n; !ok {
				unread++
				rows[id] = -1
			}
		case 3: // large objects, each with its number, up to number 0
			for {
				if oid := p.int(); p.err != nil {
					return rows, 0, unread, p.err
				} else if oid == 0 {
					break
				}
				if _, _, err := a.content(&chunks{p: p}, false); err != nil {
					return rows, 0, unread, err
				}
			}
		default:
			return rows, 0, unread, errDamaged
		}
		seen[id] = true
	}
	for _, e := range a.entries {
		if e.data && !seen[e.id] {
			missing++
		}
	}
	return rows, missing, unread, nil
}

// content reads one block. ok is false when it was passed over still packed.
func (a *pgArchive) content(c *chunks, copied bool) (rows int64, ok bool, err error) {
	var in io.Reader = c
	ok = true
	switch a.packed {
	case "gzip":
		z, e := zlib.NewReader(bufio.NewReader(c))
		if e != nil {
			return 0, false, c.cause()
		}
		in = z
	case "zstd":
		z, e := zstd.NewReader(c, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if e != nil {
			return 0, false, c.cause()
		}
		defer z.Close()
		in = z
	case "none":
	default:
		ok, copied = false, false
	}
	br := bufio.NewReaderSize(in, 32<<10) // one for each of many tables
	if rows = -1; copied {
		if rows, err = copyLines(br); err != nil {
			return 0, false, c.cause()
		}
	}
	if _, err := io.Copy(io.Discard, br); err != nil {
		return 0, false, c.cause()
	}
	if _, err := io.Copy(io.Discard, c); err != nil {
		return 0, false, c.cause()
	}
	return rows, ok, nil
}

// chunks are the pieces of one block, each after its length, up to length 0.
type chunks struct {
	p    *pgReader
	left int64
	done bool
}

// cause is the error of the file below, or that its content is damaged.
func (c *chunks) cause() error {
	if c.p.err != nil {
		return c.p.err
	}
	return errDamaged
}

func (c *chunks) Read(b []byte) (int, error) {
	if c.p.err != nil {
		return 0, c.p.err
	}
	for c.left == 0 && !c.done {
		if c.left = c.p.int(); c.p.err != nil {
			if errors.Is(c.p.err, io.EOF) {
				c.p.err = io.ErrUnexpectedEOF
			}
			return 0, c.p.err
		}
		if c.left < 0 {
			c.p.err = errDamaged
			return 0, errDamaged
		}
		c.done = c.left == 0
	}
	if c.done {
		return 0, io.EOF
	}
	n, err := c.p.r.Read(b[:min(int64(len(b)), c.left)])
	c.left -= int64(n)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		c.p.err = err
	}
	return n, err
}
