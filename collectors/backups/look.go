package backups

import (
	"archive/tar"
	"archive/zip"
	"bufio"
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
var copies = []string{".sql", ".dump", ".pgdump", ".backup", ".db", ".sqlite", ".sqlite3", ".bak", ".gz", ".tgz", ".zst", ".xz", ".bz2", ".tar", ".zip", ".age", ".gpg", ".pgp", ".enc"}

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
		in = packedReader{in, src}
	}
	known, err := l.content(h, head, in)
	if known && err == nil {
		_, err = io.Copy(io.Discard, in) // what follows the end must be readable too: checksums stand there
	}
	l.failed(src, err)
	return known
}

// failed notes why the content could not be read to its end.
func (l *looking) failed(src *source, err error) {
	switch {
	case err == nil, l.ctx.Err() != nil:
	case src.failed != nil:
		l.set.Whole, l.set.Why = "unknown", reason(src.failed)
		l.unseen(l.f.path, reason(src.failed), "look whether the disk is sound")
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
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && l.set.Packed == "":
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
		err = d.read(in)
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
			l.covers("table", t, d.rows[t])
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
	if st, err := l.root.Lstat(l.f.path + "-wal"); err == nil && st.Size() > 0 && l.set.Packed == "" && l.set.Whole == "yes" {
		l.set.Whole, l.set.Why = "unknown", "a journal lies beside it: what stands in that was not counted, and a copy that was made without it may lack it"
	}
	for _, t := range d.tables {
		l.covers("table", t, d.rows[t])
	}
	l.set.Listed = d.whole == "yes"
	return nil
}

// postgres reads an archive of pg_dump -Fc.
func (l *looking) postgres(in io.Reader) error {
	r := bufio.NewReaderSize(in, bufferSize)
	a, err := readArchive(r)
	if a != nil {
		l.archive(a, "custom")
	}
	if errors.Is(err, errNotArchive) {
		l.set.Why = "it is of a version of pg_dump that is not known here"
		return nil
	}
	if err != nil {
		return err
	}
	if !l.deep {
		l.set.Why = notRead
		return nil
	}
	rows, missing, unread, err := a.blocks(r)
	if err != nil {
		return err
	}
	l.entries(a, func(e pgEntry) int64 { return rows[e.id] })
	l.judge(missing, unread)
	return nil
}

func (l *looking) archive(a *pgArchive, format string) {
	l.set.Tool, l.set.Version, l.set.Format = "pg_dump", a.version, format
	l.set.Source = l.name(a.source)
	l.said, l.by = a.made, "header"
}

func (l *looking) entries(a *pgArchive, rows func(pgEntry) int64) {
	for _, e := range a.entries {
		if e.desc == "TABLE DATA" && len(l.set.Covers) < maxTables {
			l.covers("table", e.name(), rows(e))
		}
	}
	l.set.Listed = len(l.set.Covers) < maxTables
}

func (l *looking) judge(missing, unread int) {
	switch {
	case missing > 0:
		l.bad("data that its table of contents names are not in it")
	case unread > 0:
		l.set.Whole, l.set.Level = "yes", 1
		l.set.Why = "its blocks are all there, and packed in a way that cannot be unpacked here"
	default:
		l.set.Whole = "yes"
	}
}

// tar reads an archive of files, or one of pg_dump -Ft.
func (l *looking) tar(in io.Reader) error {
	l.set.Tool, l.set.Format = "tar", "archive"
	if !l.deep {
		l.set.Why = notRead
		return nil
	}
	zeros := &trailing{r: in}
	t := tar.NewReader(zeros)
	var a *pgArchive
	rows := map[string]int64{}
	for {
		e, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if e.Name == "toc.dat" && l.set.Files == 1 && len(rows) == 0 {
			if a, err = readArchive(bufio.NewReader(t)); err != nil && !errors.Is(err, errNotArchive) {
				return err
			}
			if err == nil {
				l.archive(a, "tar")
			}
		}
		n := int64(-1)
		if a != nil && path.Ext(e.Name) == ".dat" && e.Name != "toc.dat" {
			if n, err = copyLines(bufio.NewReaderSize(t, bufferSize)); err != nil && !errors.Is(err, io.EOF) {
				return err
			}
		}
		if rows[e.Name] = n; e.Typeflag == tar.TypeReg && a == nil && len(l.set.Covers) < maxFiles {
			l.covers("file", strings.TrimPrefix(path.Clean("/"+e.Name), "/"), -1)
		}
	}
	if _, err := io.Copy(io.Discard, zeros); err != nil {
		return err
	}
	if zeros.n < 1024 { // two empty blocks close every archive
		l.bad("the end of the archive is missing")
		return nil
	}
	l.set.Whole = "yes"
	if a == nil {
		l.set.Files, l.set.Listed = int64(len(rows)), len(rows) < maxFiles
		return nil
	}
	missing := 0
	for _, e := range a.entries {
		name := e.file
		if e.desc == "BLOBS" {
			name = "blobs.toc"
		}
		if _, ok := rows[name]; e.data && !ok {
			missing++
		}
	}
	l.entries(a, func(e pgEntry) int64 { return rows[e.file] })
	l.judge(missing, 0)
	return nil
}

// trailing counts the zero bytes at the end of what went through it.
type trailing struct {
	r io.Reader
	n int
}

func (t *trailing) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if end := bytes.TrimRight(p[:n], "\x00"); len(end) == 0 {
		t.n += n
	} else {
		t.n = n - len(end)
	}
	return n, err
}

// zip reads every file of an archive: each has a checksum.
func (l *looking) zip(h *os.File) error {
	l.set.Tool, l.set.Format = "zip", "archive"
	if !l.deep {
		l.set.Why = notRead
		return nil
	}
	z, err := zip.NewReader(h, l.f.size)
	if err != nil {
		return err
	}
	l.set.Files = int64(len(z.File))
	for _, e := range z.File {
		if e.Flags&1 != 0 {
			l.set.Encrypted, l.set.Why = "zip", "it is encrypted, so only its size and its age can be seen"
			return nil
		}
		if e.FileInfo().IsDir() {
			continue
		}
		r, err := e.Open()
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, &source{ctx: l.ctx, r: r})
		r.Close()
		if err != nil {
			return err
		}
		if len(l.set.Covers) < maxFiles {
			l.covers("file", strings.TrimPrefix(path.Clean("/"+e.Name), "/"), -1)
		}
	}
	l.set.Whole, l.set.Listed = "yes", len(z.File) < maxFiles
	return nil
}
