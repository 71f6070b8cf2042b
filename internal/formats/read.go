package formats

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
)

// Sink takes what a reader finds. Slices are valid only during the call. An
// error ends the reading and is returned by Read.
type Sink interface {
	// Part says that a file within an archive begins, by its name there. What
	// comes next belongs to it; a table of the part before does not go on.
	Part(name string) error
	// Table says that a table or sheet begins, or goes on if it was there before.
	Table(name string) error
	// Column adds a column to the table. It may come after rows, which then
	// have nothing in it. typ is its declared type, empty when there is none.
	Column(name, typ string) error
	// Row has at most one cell a column; missing cells are empty.
	Row(cells [][]byte) error
	// Text is UTF-8 that belongs to no row: whole lines, save for lines longer
	// than the buffer, which are cut where no value is likely to go on. A span
	// that ends with a form feed is a page of a document.
	Text(span []byte) error
}

// Source is a file to read.
type Source struct {
	R    io.ReaderAt
	Size int64
	// Beside opens the file of the same name with suffix appended: the journals
	// of a database lie there. It may be nil. A missing file is fs.ErrNotExist.
	Beside func(suffix string) (io.ReaderAt, int64, io.Closer, error)
	// Read is called with the number of bytes just read of the file. It may be nil.
	Read func(n int64)
	// Programs read what we do not; nil: none is asked.
	Programs *Programs
	// File is what R reads, when that is a file: a program gets it, never a path.
	File *os.File
}

// Result is what became of a file that was read.
type Result struct {
	Format  string   // txt, csv, tsv, slk, dif, gnumeric, json, ndjson, sql, html, xml, rtf, mail, vcard, ldif, ical, xlsx, xls, ods, docx, doc, odf, pptx, ppt, pdf, pst, image, sqlite, access, dbf, fpt, wordperfect, lotus, quattro, onenote, works, write, dbx, ole, parquet, zip, tar, 7z, rar, gzip, bzip2, xz, lzma, zstd, lz4, base64, empty
	Shape   string   // table | text
	Partial []string // why not all of it was read; empty: all of it was
}

// NotRead is the error of a file that cannot be read.
type NotRead struct {
	Format string // pdf, image, encrypted, ...
	Why    string // completes "not read: ..."
	Next   string
}

func (e *NotRead) Error() string { return e.Why }

// Limits on what a packed file may unpack to. A deflate stream holds at most
// 1,032 bytes for one; honest sheets and dumps stay below 100.
const (
	maxRatio       = 200
	ratioFrom      = 100 << 20 // bytes unpacked from one stream before the ratio counts
	totalFrom      = 512 << 20 // the same, from everything in one file
	maxUnpacked    = 64 << 30  // by one file, over everything packed in it
	maxEntries     = 20_000
	maxDepth       = 6 // of packings within packings: dump.tar.gz in a zip in a mail is four
	headSize       = 64 << 10
	bufferSize     = 256 << 10
	maxColumns     = 2_000
	maxSharedBytes = 64 << 20
)

// Read reads src into sink and says what it was.
func Read(ctx context.Context, src Source, sink Sink) (Result, error) {
	if src.Size == 0 {
		return Result{Format: "empty", Shape: "text"}, nil
	}
	at := &countingAt{ctx: ctx, r: src.R, read: src.Read}
	rd := &reader{ctx: ctx, sink: sink, beside: src.Beside, programs: src.Programs, opened: src.File, all: &total{size: src.Size}}
	return rd.guarded(at, src.Size)
}

// guarded reads a file and takes a fault of ours in a parser for damage in the
// file: one strange document must not end the look at all others. What the
// fault was is not kept, for it may quote the file.
func (rd *reader) guarded(at io.ReaderAt, size int64) (res Result, err error) {
	inSink := false
	sink := rd.sink
	rd.sink = &marking{Sink: sink, inside: &inSink}
	defer func() {
		if r := recover(); r != nil {
			if inSink { // not ours to hide
				panic(r)
			}
			err = &NotRead{res.Format, "it is built in a way that this version stumbles over", "open it with the program that made it and save it anew"}
		}
	}()
	return rd.file(at, size)
}

// marking notes whether the sink is at work.
type marking struct {
	Sink
	inside *bool
}

func (m *marking) Row(cells [][]byte) error {
	*m.inside = true
	err := m.Sink.Row(cells)
	*m.inside = false
	return err
}

func (m *marking) Text(span []byte) error {
	*m.inside = true
	err := m.Sink.Text(span)
	*m.inside = false
	return err
}

// Guessed passes on what the sink may want to know.
func (m *marking) Guessed() {
	if g, ok := m.Sink.(Guesser); ok {
		g.Guessed()
	}
}

type reader struct {
	ctx    context.Context
	sink   Sink
	beside func(string) (io.ReaderAt, int64, io.Closer, error)
	depth  int
	within string // the archive being read, by its name in the archive around it
	all    *total
	rars   int  // rar archives around what is read
	lone   bool // it holds the place of the one document that is in memory as a whole

	programs *Programs
	opened   *os.File // what is read, when it is a file of the system
	whole    io.Reader
	written  *written // what was written of whole
}

// total counts what one file unpacks to, whatever is packed in whatever: many
// small bombs are one large one.
type total struct{ size, out int64 }

func (t *total) add(n int) error {
	if t.out += int64(n); t.out > maxUnpacked || t.out > totalFrom && t.out > maxRatio*t.size {
		return errBomb
	}
	return nil
}

// file reads something that can be read at any place.
func (rd *reader) file(at io.ReaderAt, size int64) (Result, error) {
	head := make([]byte, min(size, headSize))
	n, err := at.ReadAt(head, 0)
	if head = head[:n]; n == 0 {
		if err == nil || err == io.EOF {
			return Result{}, &NotRead{"", "it was emptied while we looked", "scan again"}
		}
		return Result{}, err
	}
	if open := placed(head); open != nil {
		return open(rd, at, size)
	}
	if zipBehind(at, size, head) {
		return rd.zip(at, size)
	}
	whole := io.NewSectionReader(at, 0, size)
	if rd.opened != nil && size > smallHole {
		rd.whole, rd.written = whole, &written{f: rd.opened, at: at, size: size}
	}
	return rd.stream(whole, head)
}

// placed is what reads a file that begins with head and can only be read at any
// place, nil for one that is read from front to end.
func placed(head []byte) func(*reader, io.ReaderAt, int64) (Result, error) {
	begins := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case begins("SQLite format 3\x00"):
		return (*reader).sqlite
	case begins("PK\x03\x04"), begins("PK\x05\x06"):
		return (*reader).zip
	case begins(sevenMagic):
		return (*reader).sevenZip
	case isAccess(head):
		return (*reader).access
	case begins(cfb):
		return (*reader).ole
	case begins(pstMagic):
		return (*reader).pst
	case isParquet(head):
		return (*reader).parquet
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) && !begins("From "):
		return (*reader).pdf
	}
	return nil
}

// stream reads something that can only be read from front to end. head is its
// beginning, which r delivers again.
func (rd *reader) stream(r io.Reader, head []byte) (res Result, err error) {
	if open := packing(head); open != nil {
		return open(rd, r)
	}
	if isPicture(head) {
		return rd.picture(r)
	}
	if e := unreadable(head); e != nil {
		return Result{}, e
	}
	if t := sniffDBF(head); t != nil {
		return rd.dbf(r, t)
	}
	if isTNEF(head) {
		return rd.tnef(r)
	}
	if isFPT(head) {
		return rd.fpt(r)
	}
	if open := rawKind(head); open != nil {
		return open(rd, r)
	}
	enc := sniffEncoding(head)
	if enc == encUTF8 && codedText(head) {
		return rd.single("base64", r, func(r io.Reader) (io.Reader, func(), error) { return &base64Reader{r: r}, nil, nil })
	}
	if enc == encNone {
		return Result{}, &NotRead{"binary", "it is not text and of no kind that can be opened", "look at it with the program that made it"}
	}
	if rd.written != nil && r == rd.whole {
		r = rd.written
	}
	sample := decodeSample(enc, head)
	res = Result{Shape: "text", Format: "txt"}
	d, kind := sniffText(bytes.TrimRight(sample, "\x00")) // room that was never used
	var text io.Reader = newDecoder(enc, r)
	if enc == encUTF8 && (kind == "html" || kind == "xml") {
		text = inCharset(r, charsetOf(head))
	}
	if spot := rd.spotted(text, kind); spot != nil {
		text = spot
		defer func() {
			if err == nil {
				err = spot.read(&res)
			}
			spot.close()
		}()
	}
	if kind == "html" || kind == "xml" {
		if res.Format = kind; kind == "html" {
			return res, rd.html(text)
		}
		if open := flatOffice(sample); open != nil {
			return open(rd, text)
		}
		err := rd.markup(text, sample, &res)
		return res, err
	}
	if bytes.HasPrefix(sample, []byte("{\\rtf")) {
		res.Format = "rtf"
		objects, err := rd.rtf(r)
		if objects > 0 {
			res.Partial = append(res.Partial, plural(objects, "object")+" within it: other programs' objects are not opened")
		}
		return res, err
	}
	if kind := sniffCards(bytes.TrimSpace(sample)); kind != "" {
		res.Format, res.Shape = kind, "table"
		return res, rd.cards(text, kind)
	}
	if kind == "mail" && enc == encUTF8 {
		return rd.mail(r, bytes.TrimPrefix(head, []byte{0xef, 0xbb, 0xbf}))
	}
	if bytes.HasPrefix(sample, []byte("%!PS")) {
		res.Partial = append(res.Partial, "it is a program that draws pages (PostScript), of which only what is written out is read")
	}
	w := newWindow(text)
	switch kind {
	case "json", "ndjson":
		res.Format, res.Shape = kind, "table"
		err = rd.json(w, &res)
	case "sql":
		res.Format, res.Shape = kind, "table"
		err = rd.sql(w, &res)
	case "slk":
		res.Format, res.Shape = kind, "table"
		err = rd.slk(w)
	case "dif":
		res.Format, res.Shape = kind, "table"
		err = rd.dif(w)
	case "csv":
		res.Shape = "table"
		if res.Format = "csv"; d.delim == '\t' {
			res.Format = "tsv"
		}
		err = rd.csv(w, d)
	case "mail":
		res.Format = kind
		err = rd.text(w)
	default:
		err = rd.text(w)
	}
	if err == nil {
		err = w.failed
	}
	w.release()
	return res, err
}

// textOf hands over r as text.
func (rd *reader) textOf(r io.Reader) error {
	w := newWindow(r)
	defer w.release()
	return rd.text(w)
}

// text hands over w as spans of whole lines.
func (rd *reader) text(w *window) error {
	for {
		if !w.full() && !w.done {
			if err := w.more(); err != nil {
				return err
			}
			continue
		}
		data := w.data()
		cut := len(data)
		if !w.done { // only a full window is searched: it fills in small steps
			if cut = bytes.LastIndexByte(data, '\n') + 1; cut == 0 {
				cut = softCut(data)
			}
		}
		if cut > 0 {
			if err := rd.sink.Text(data[:cut]); err != nil {
				return err
			}
			w.skip(cut)
		}
		if w.done && len(w.data()) == 0 {
			return w.failed
		}
	}
}

// softCut is where a piece of an endless line can end: after the last byte that
// closes something, else after the last blank, else anywhere but within a rune.
func softCut(b []byte) int {
	low := len(b) - min(len(b)/2, 8<<10)
	for _, set := range []string{"\n\r}])", "\"'>,;|\t", " "} {
		if i := bytes.LastIndexAny(b[low:], set); i >= 0 {
			return low + i + 1
		}
	}
	cut := len(b)
	for cut > len(b)-4 && cut > 0 && b[cut-1] >= 0x80 {
		cut--
	}
	if cut == 0 || b[cut-1] >= 0x80 {
		return len(b)
	}
	return cut
}

// unreadable recognises kinds of files that are not opened.
func unreadable(head []byte) *NotRead {
	for _, m := range magics {
		if len(head) >= m.at+len(m.magic) && string(head[m.at:m.at+len(m.magic)]) == m.magic {
			e := m.NotRead
			if m.magic == cfb && bytes.Contains(head, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
				e = NotRead{"encrypted", "it is an office document with a password", "nothing, if the password is kept elsewhere; else open it and look"}
			}
			return &e
		}
	}
	return nil
}

const cfb = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

type magic struct {
	at    int
	magic string
	NotRead
}

// magics are how files begin. Those of two letters that a word can have are
// left to the test for binary content.
var magics = []magic{
	{0, cfb, NotRead{"ole", "it is a document of an old office program", "save it in the current format and scan again"}},
	{0, "-----BEGIN PGP MESSAGE", NotRead{"encrypted", "it is encrypted", keptElsewhere}},
	{0, "age-encryption.org/", NotRead{"encrypted", "it is encrypted", keptElsewhere}},
	{0, "Salted__", NotRead{"encrypted", "it is encrypted", keptElsewhere}},
	{0, "PGDMP", NotRead{"pg_dump", "it is a dump of pg_dump in a form of its own", "make a script of it (pg_restore -f dump.sql FILE) and scan that"}},
	{0, "Obj\x01", NotRead{"avro", "Avro files are not opened by this version", "export its rows as csv or Parquet and scan those"}},
	{0, "ARROW1\x00\x00", NotRead{"arrow", "Arrow files are not opened by this version", "export its rows as csv or Parquet and scan those"}},
	{0, "MSWIM\x00\x00\x00", NotRead{"wim", "disk images are not opened by this version", "unpack it and scan the folder"}},
	{0, "\x03\xd9\xa2\x9a", NotRead{"encrypted", "it is a store of passwords, encrypted", "nothing, if its password is kept elsewhere"}},
	{0, "\x7fELF", NotRead{"program", "it is a program", "nothing, unless it is unknown to you"}},
}

const (
	unpack        = "unpack it and scan the folder"
	keptElsewhere = "nothing, if the key is kept elsewhere"
)

// countingAt counts what is read and stops when the context does.
type countingAt struct {
	ctx  context.Context
	r    io.ReaderAt
	read func(int64)
}

func (c *countingAt) ReadAt(p []byte, off int64) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.ReadAt(p, off)
	if c.read != nil && n > 0 {
		c.read(int64(n))
	}
	return n, err
}

func joinNames(a, b string) string {
	return strings.Trim(a+"/"+b, "/")
}

func columnName(i int) string { return fmt.Sprintf("column %d", i+1) }
