package backups

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/facts"
)

const (
	notRead     = "it is an older copy, of which only the beginning and the end were read"
	badPacking  = "it ends too early or was changed: it cannot be unpacked to its end"
	badArchive  = "it ends too early or was changed"
	maxInMemory = 64 << 20 // a packed database can only be opened in memory
	maxFiles    = 20_000   // of one archive or snapshot are listed
)

// copies is what a file that holds a copy is called.
var copies = []string{".sql", ".dump", ".pgdump", ".backup", ".db", ".sqlite", ".sqlite3", ".bak", ".gz", ".tgz", ".zst", ".xz", ".bz2", ".lz4", ".lzma", ".7z", ".rar", ".tzst", ".txz", ".tbz2", ".tar", ".zip", ".age", ".gpg", ".pgp", ".enc"}

// look looks at one file. deep: to its end. It reports false when it is no copy.
func (v *visit) look(f found, deep bool) (facts.BackupSet, bool) {
	s := facts.BackupSet{
		ID: v.subject(f.path), Target: v.t.ID, Name: v.name(f.path), Series: v.name(seriesOf(f.path)), Tool: "unknown", Encrypted: "no",
		Modified: stamp(f.mod), Bytes: f.size, Files: f.n, Whole: "unknown", Covers: []facts.Cover{},
	}
	l := &looking{visit: v, set: &s, f: f, deep: deep}
	ok := true
	if f.dir {
		if f.path == "." {
			s.Name, s.Series = v.name(v.called), v.name(seriesOf(v.called))
			s.ID = v.subject(v.called)
		}
		l.directory()
	} else {
		ok = l.file()
	}
	l.date()
	if s.Whole == "yes" && s.Level == 0 {
		s.Level = 1
		if deep {
			s.Level = 2
		}
	}
	if s.Whole != "yes" {
		s.Level = 0
	}
	if !ok && slices.Contains(copies, strings.ToLower(path.Ext(f.path))) {
		return s, true
	}
	return s, ok
}

// looking is one look at one copy.
type looking struct {
	*visit
	set  *facts.BackupSet
	f    found
	deep bool
	said time.Time // when it was taken, as the copy itself says
	by   string
}

// date settles when the copy was taken: by what stands in it, else by its name,
// else by the date of the file, which copying a file makes new.
func (l *looking) date() {
	named, ok := nameDate(l.f.path)
	switch {
	case !l.said.IsZero():
		l.set.Taken, l.set.TakenBy = stamp(l.said), l.by
	case ok && named.Before(l.f.mod.Add(36*time.Hour)):
		l.set.Taken, l.set.TakenBy = stamp(named), "name"
	default:
		l.set.Taken, l.set.TakenBy = stamp(l.f.mod), "mtime"
	}
}

func (l *looking) bad(why string) { l.set.Whole, l.set.Why = "no", why }

// open opens a file for reading. What is no file any more is not opened.
func (v *visit) open(p string) (*os.File, error) {
	h, err := v.root.OpenFile(p, openFlags, 0)
	if err != nil {
		return nil, err
	}
	if st, err := h.Stat(); err != nil || !st.Mode().IsRegular() {
		h.Close()
		return nil, errors.Join(err, errors.New("not a regular file"))
	}
	return h, nil
}

func (v *visit) progress(n int64) {
	const step = 16 << 20
	v.done += n
	if v.done/step != (v.done-n)/step {
		v.see.Progress(v.done, 0, "reading copies")
	}
}

// file looks at a copy that is one file and reports whether it is one.
func (l *looking) file() bool {
	h, err := l.open(l.f.path)
	if err != nil {
		l.set.Why = reason(err)
		if l.deep || !errors.Is(err, fs.ErrPermission) {
			l.unseen(l.f.path, reason(err), "run weaklink as an account that may read it")
		}
		return slices.Contains(copies, strings.ToLower(path.Ext(l.f.path)))
	}
	defer h.Close()
	if l.f.size == 0 {
		l.bad("it is empty")
		return false
	}
	head := make([]byte, headSize)
	n, err := io.ReadFull(h, head)
	if head = head[:n]; n == 0 {
		l.set.Why = reason(err)
		l.unseen(l.f.path, reason(err), "look whether the disk is sound")
		return true
	}
	if by := sealedBy(head, l.f.path); by != "" {
		l.set.Encrypted, l.set.Format = by, "file"
		l.set.Why = "it is encrypted, so only its size and its age can be seen"
		return true
	}
	src := &source{ctx: l.ctx, r: io.NewSectionReader(h, 0, l.f.size), read: l.progress}
	if l.set.Packed = packedWith(head); l.set.Packed == "xz" && !closedXZ(h, l.f.size) {
		l.bad(badPacking)
		return true
	}
	if l.set.Packed != "" {
		if head, err = l.unpackHead(h); err != nil {
			l.bad(badPacking)
			return true
		}
	}
	if !l.deep {
		known, err := l.content(h, head, bytes.NewReader(head))
		if err != nil && l.set.Whole != "no" { // its beginning is too short to tell
			l.set.Whole, l.set.Why = "unknown", notRead
		}
		return known
	}
	in, closeIn, err := unpack(src, l.set.Packed)
	if err != nil {
		l.bad(badPacking)
		return true
	}
	defer closeIn()
	if l.set.Packed != "" {
		in = &packedReader{r: in, src: src, size: l.f.size}
	}
	known, err := l.content(h, head, in)
	if known && err == nil && l.set.Packed != "" {
		_, err = io.Copy(io.Discard, in) // what follows the end must be readable too: checksums stand there
	}
	l.failed(src, err)
	if st, err := h.Stat(); err == nil && l.ctx.Err() == nil && (st.Size() != l.f.size || !st.ModTime().Equal(l.f.mod)) {
		l.set.Whole, l.set.Why, l.set.Listed = "unknown", "it was written while we read it", false
		l.unseen(l.f.path, l.set.Why, "scan again when the backup is done")
	}
	return known
}

// failed notes why the content could not be read to its end.
func (l *looking) failed(src *source, err error) {
	switch {
	case err == nil, l.ctx.Err() != nil:
	case src.failed != nil:
		l.set.Whole, l.set.Why = "unknown", reason(src.failed)
		l.unseen(l.f.path, reason(src.failed), "look whether the disk is sound")
	case errors.Is(err, errBomb):
		l.set.Whole, l.set.Why, l.set.Listed = "unknown", err.Error(), false
		l.unseen(l.f.path, l.set.Why, "look where this file comes from; do not unpack it")
	case errors.Is(err, errHole):
		l.bad("a stretch in it is empty: the disk lost what stood there")
	case l.set.Packed != "" && errors.Is(err, errDamaged):
		l.bad(badPacking)
	default:
		l.bad(badArchive)
	}
}

// unpackHead is the beginning of what is packed.
func (l *looking) unpackHead(h *os.File) ([]byte, error) {
	r, done, err := unpack(&source{ctx: l.ctx, r: io.NewSectionReader(h, 0, l.f.size)}, l.set.Packed)
	if err != nil {
		return nil, err
	}
	defer done()
	head := make([]byte, headSize)
	n, err := io.ReadFull(r, head)
	if n > 0 || errors.Is(err, io.EOF) {
		return head[:n], nil
	}
	return nil, err
}

// content reads what is in a copy once it is unpacked.
func (l *looking) content(h *os.File, head []byte, in io.Reader) (known bool, err error) {
	low := bytes.ToLower(bytes.TrimLeft(head[:min(len(head), 512)], " \t\r\n\ufeff"))
	switch {
	case len(head) == 0:
		l.bad("it is empty once it is unpacked")
		return true, nil
	case bytes.HasPrefix(head, []byte("PGDMP")):
		return true, l.postgres(in)
	case bytes.HasPrefix(head, []byte(sqliteMagic)):
		return true, l.database(in)
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return true, l.tar(in)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && l.set.Packed == "" && strings.EqualFold(path.Ext(l.f.path), ".zip"): // office files begin like that too
		return true, l.zip(h)
	case bytes.HasPrefix(low, []byte("<!doctype html")) || bytes.HasPrefix(low, []byte("<html")):
		l.bad("it is a web page, no copy of data")
		return false, nil
	case bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")):
		l.bad("it was saved as UTF-16, which no database program reads back")
		return false, nil
	}
	d := &sqlText{}
	if !d.recognise(head) {
		if l.set.Packed != "" {
			_, err = io.Copy(io.Discard, in)
		}
		l.set.Why = "it is not known what it is"
		return l.set.Packed != "", err
	}
	return true, l.text(h, d, in)
}

// text reads a dump in SQL.
func (l *looking) text(h *os.File, d *sqlText, in io.Reader) error {
	l.set.Format = "plain"
	var err error
	switch {
	case l.deep:
		err = d.read(&holes{r: in})
	case l.set.Packed == "":
		tail := make([]byte, min(l.f.size, 4096))
		if _, err = h.ReadAt(tail, l.f.size-int64(len(tail))); errors.Is(err, io.EOF) {
			err = nil
		}
		d.end(tail)
	}
	l.set.Tool, l.set.Version = d.tool, d.version
	l.set.Source, l.set.Host = l.name(d.source), l.name(d.host)
	if !d.ended.IsZero() {
		l.said, l.by = d.ended, "trailer"
	} else if !d.started.IsZero() {
		l.said, l.by = d.started, "header"
	}
	if err != nil {
		return err
	}
	if l.set.Whole, l.set.Why = d.verdict(); !l.deep && l.set.Packed != "" && d.said == "" {
		l.set.Whole, l.set.Why = "unknown", notRead
	}
	if l.deep {
		for _, t := range d.tables {
			database, name, ok := strings.Cut(t, between)
			if !ok {
				database, name = "", t
			}
			l.set.Covers = append(l.set.Covers, facts.Cover{Kind: "table", Name: l.name(name), Database: l.name(database), Rows: d.rows[t]})
		}
		l.set.Listed = d.tool != "unknown" && len(d.tables) < maxTables
	}
	return nil
}

func (l *looking) covers(kind, name string, rows int64) {
	l.set.Covers = append(l.set.Covers, facts.Cover{Kind: kind, Name: l.name(name), Rows: rows})
}

// database reads a copy of a SQLite file.
func (l *looking) database(in io.Reader) error {
	l.set.Tool, l.set.Format = "sqlite", "database"
	if !l.deep {
		l.set.Why = notRead
		return nil
	}
	fsys, name := l.root.FS(), l.f.path
	if l.set.Packed != "" {
		raw, err := io.ReadAll(io.LimitReader(in, maxInMemory+1))
		if err != nil {
			return err
		}
		if len(raw) > maxInMemory {
			l.set.Why = "it is a packed database that is too large to be opened here"
			return nil
		}
		fsys, name = memory{raw}, "copy.db"
	}
	d, err := readDatabase(l.ctx, fsys, name)
	if err != nil {
		return err
	}
	l.set.Whole, l.set.Why = d.whole, d.why
	if l.set.Packed == "" && l.set.Whole == "yes" && (l.journal("-wal") || l.journal("-journal")) {
		l.set.Whole, l.set.Why = "unknown", "a journal lies beside it: what stands in that was not counted, and a copy that was made without it may lack it"
	}
	for _, t := range d.tables {
		l.covers("table", t, d.rows[t])
	}
	l.set.Listed = d.whole == "yes"
	return nil
}

// journal says whether a journal lies beside a database in which something
// stands. One that is done with is empty or begins with zeros.
func (l *looking) journal(suffix string) bool {
	h, err := l.open(l.f.path + suffix)
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	defer h.Close()
	var head [4]byte
	_, err = io.ReadFull(h, head[:])
	return err == nil && head != [4]byte{}
}
