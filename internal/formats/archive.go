package formats

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/bzip2"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// errBomb is the error of a packed file that unpacks to far more than an
// honest one does.
var errBomb = errors.New("it unpacks to far more than an honest file does")

const bombNext = "do not open it; ask whoever put it there"

// budget counts what comes out of a packed stream against what went in.
type budget struct {
	ctx    context.Context
	r      io.Reader
	out    int64
	packed func() int64
	all    *total
}

func (b *budget) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.r.Read(p)
	b.out += int64(n)
	if b.all != nil {
		if over := b.all.add(n); over != nil {
			return 0, over
		}
	}
	if b.out > maxUnpacked || b.out > ratioFrom && b.out > maxRatio*b.packed() {
		return 0, errBomb
	}
	return n, err
}

// unpacked reads a stream that came out of an archive.
func (rd *reader) unpacked(r io.Reader) (Result, error) {
	head := make([]byte, 4<<10) // of most files in an archive of many that is all
	n, err := io.ReadFull(r, head)
	if err == nil {
		head = append(head, make([]byte, headSize-len(head))...)
		var more int
		more, err = io.ReadFull(r, head[n:])
		n += more
	}
	head = head[:n]
	if n == 0 && err == io.EOF {
		return Result{Format: "empty", Shape: "text"}, nil
	}
	if n == 0 || errors.Is(err, errBomb) {
		return Result{}, err
	}
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF { // what came out before is read
		r = broken{err}
	}
	r = io.MultiReader(bytes.NewReader(head), r)
	if open := placed(head); open != nil {
		all, done, err := rd.inMemory(r)
		if err != nil {
			return Result{}, err
		}
		defer done()
		return open(rd, all, all.size)
	}
	return rd.stream(r, head)
}

// broken is the end of a reader that failed.
type broken struct{ err error }

func (f broken) Read([]byte) (int, error) { return 0, f.err }

// packedResult turns what went wrong with packed data into words.
func packedResult(res Result, err error, format string) (Result, error) {
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return res, err
	case errors.Is(err, errBomb):
		return res, &NotRead{"bomb", errBomb.Error(), bombNext}
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader), errors.Is(err, zip.ErrChecksum),
		errors.Is(err, zip.ErrFormat), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, errDamaged), errors.Is(err, tar.ErrHeader),
		errors.As(err, new(bzip2.StructuralError)), isCorrupt(err):
		return res, &NotRead{format, "the packed file is damaged", "make it anew, or delete it"}
	}
	return res, err
}

func isCorrupt(err error) bool {
	return strings.Contains(err.Error(), "flate:") // flate.CorruptInputError has no sentinel
}

// counter counts what is read, and remembers what went wrong.
type counter struct {
	r   io.Reader
	n   int64
	err error
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// zip opens an archive: a workbook, a document, or a bundle of files.
func (rd *reader) zip(at io.ReaderAt, size int64) (Result, error) {
	at = within{at}
	list := &fileList{ReaderAt: at, left: maxList}
	z, err := zip.NewReader(list, size)
	if err != nil {
		if e := rd.ctx.Err(); e != nil {
			return Result{}, e
		}
		if list.left < 0 {
			return Result{}, &NotRead{"zip", "its list of files is larger than that of any honest archive", unpack}
		}
		return Result{}, &NotRead{"zip", "the packed file is damaged", "open it with the program that made it, or delete it"}
	}
	list.left = 1 << 62
	z.RegisterDecompressor(zip.Deflate, inflate)
	z.RegisterDecompressor(12, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(r)) })
	z.RegisterDecompressor(14, unlzma)
	z.RegisterDecompressor(93, unzstd)
	if !isOffice(z) {
		return rd.bundle(at, z)
	}
	byName := map[string]*zip.File{}
	for _, f := range z.File {
		byName[strings.TrimPrefix(f.Name, "/")] = f
	}
	box := &zipBox{ctx: rd.ctx, files: byName, all: rd.all}
	switch {
	case byName["xl/workbook.xml"] != nil:
		res, err := rd.xlsx(box)
		return rd.office(box, res, err, "xlsx")
	case byName["xl/workbook.bin"] != nil:
		res, err := rd.xlsb(box)
		return rd.office(box, res, err, "xlsx")
	case byName["word/document.xml"] != nil:
		res, err := rd.document(box, "docx", "word/")
		return rd.office(box, res, err, "docx")
	case byName["ppt/presentation.xml"] != nil:
		res, err := rd.document(box, "pptx", "ppt/")
		return rd.office(box, res, err, "pptx")
	case byName["content.xml"] != nil && byName["mimetype"] != nil:
		if locked, err := manifestLocked(box); err == nil && locked {
			return Result{}, &NotRead{"encrypted", "it is a document with a password", "nothing, if the password is kept elsewhere; else open it and look"}
		}
		if is(box, "opendocument.base") { // tables lie in files beside it
			return rd.bundle(at, z)
		}
		if is(box, "spreadsheet") {
			res, err := rd.ods(box)
			return rd.office(box, res, err, "ods")
		}
		res, err := rd.document(box, "odf", "content.xml")
		return rd.office(box, res, err, "odf")
	}
	return rd.bundle(at, z)
}

// zipBehind says whether a file that begins as a program or a script does, or as
// nothing that is known, ends as a zip does: it unpacks itself, or was put behind
// something else.
func zipBehind(at io.ReaderAt, size int64, head []byte) bool {
	if !bytes.HasPrefix(head, []byte("MZ")) && !bytes.HasPrefix(head, []byte("\x7fELF")) && !bytes.HasPrefix(head, []byte("#!")) && (packing(head) != nil || isPicture(head) || sniffEncoding(head) != encNone) {
		return false
	}
	tail := make([]byte, min(size, 1<<10))
	if n, _ := at.ReadAt(tail, size-int64(len(tail))); n < len(tail) {
		return false
	}
	i := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	return i >= 0 && len(tail)-i >= 22 && int(le.Uint16(tail[i+20:])) == len(tail)-i-22 && le.Uint16(tail[i+10:]) > 0
}

// maxList is how long the list of files in an archive may be: an entry of it takes
// several times as much in memory. It is enough for 150,000 files.
const maxList = 16 << 20

// fileList is an archive while its list of files is read.
type fileList struct {
	io.ReaderAt
	left int64
}

func (l *fileList) ReadAt(p []byte, off int64) (int, error) {
	if l.left -= int64(len(p)); l.left < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return l.ReaderAt.ReadAt(p, off)
}

// isOffice says whether an archive is a document of an office program.
func isOffice(z *zip.Reader) bool {
	return slices.ContainsFunc(z.File, func(f *zip.File) bool {
		switch strings.TrimPrefix(f.Name, "/") {
		case "xl/workbook.xml", "xl/workbook.bin", "word/document.xml", "ppt/presentation.xml", "content.xml":
			return true
		}
		return false
	})
}

// office ends the reading of an office file with what is put into it.
func (rd *reader) office(box *zipBox, res Result, err error, format string) (Result, error) {
	if err == nil {
		err = rd.loose(box, &res)
	}
	if err == nil {
		err = rd.attached(box, &res)
	}
	return packedResult(res, err, format)
}

type zipBox struct {
	ctx   context.Context
	files map[string]*zip.File
	all   *total
}

// open unpacks a part of an office file within the limits.
func (b *zipBox) open(name string) (io.ReadCloser, error) {
	f := b.files[name]
	if f == nil {
		return nil, &NotRead{"office", "a part of it is missing", "open it with the program that made it and save it again"}
	}
	r, err := openEntry(b.ctx, f, b.all)
	if err != nil || !strings.HasSuffix(name, ".xml") {
		return r, err
	}
	// XML may be in two bytes a letter, though no office program writes it so.
	var mark [2]byte
	n, _ := io.ReadFull(r, mark[:])
	whole := io.MultiReader(bytes.NewReader(mark[:n]), r)
	switch string(mark[:n]) {
	case "\xff\xfe":
		whole = newDecoder(encUTF16LE, whole)
	case "\xfe\xff":
		whole = newDecoder(encUTF16BE, whole)
	}
	return struct {
		io.Reader
		io.Closer
	}{whole, r}, nil
}

func openEntry(ctx context.Context, f *zip.File, all *total) (io.ReadCloser, error) {
	if f.Flags&1 != 0 {
		return nil, &NotRead{"encrypted", "it is packed with a password", keptElsewhere}
	}
	r, err := f.Open()
	if err != nil {
		if errors.Is(err, zip.ErrAlgorithm) {
			return nil, &NotRead{"zip", "it is packed in a way that this version does not know", unpack}
		}
		return nil, err
	}
	packed := int64(f.CompressedSize64)
	return struct {
		io.Reader
		io.Closer
	}{&budget{ctx: ctx, r: r, packed: func() int64 { return packed }, all: all}, r}, nil
}

// bundle reads every file of a zip.
func (rd *reader) bundle(at io.ReaderAt, z *zip.Reader) (Result, error) {
	b, err := rd.unpack("zip")
	if err != nil {
		return Result{}, err
	}
	if overlaps(z) {
		return b.res, &NotRead{"bomb", "files in it lie one upon the other, as in no honest archive", bombNext}
	}
	if z.Comment != "" {
		if err := rd.sink.Text([]byte(strings.ToValidUTF8(z.Comment, "?") + "\n")); err != nil {
			return b.res, err
		}
	}
	for _, f := range z.File {
		if f.UncompressedSize64 == 0 && f.CompressedSize64 == 0 {
			if hidden(at, f) {
				b.miss("zip", "the packed file is damaged", "make it anew, or delete it")
			}
			continue
		}
		if f.UncompressedSize64 == 0 && f.CRC32 == 0 && f.FileInfo().IsDir() {
			continue
		}
		if err := b.member(nameOf(f), func(inner *reader) (Result, error) { return inner.entry(f) }); err != nil {
			return b.res, err
		}
	}
	return b.result()
}

// nameOf is the name of a file in an archive. Old programs wrote names in the
// letters of DOS.
func nameOf(f *zip.File) string {
	if f.NonUTF8 && !utf8.ValidString(f.Name) {
		if s, err := charmap.CodePage437.NewDecoder().String(f.Name); err == nil {
			return s
		}
	}
	return nameIn(f.Name)
}

func nameIn(name string) string { return strings.ToValidUTF8(name, "?") }

// overlaps says whether two files of an archive share bytes of it: so a small
// file is made to unpack to a very large one.
func overlaps(z *zip.Reader) bool {
	type span struct{ from, to int64 }
	var all []span
	for _, f := range z.File[:min(len(z.File), maxEntries)] {
		if from, err := f.DataOffset(); err == nil && f.CompressedSize64 > 0 && f.CompressedSize64 < 1<<62 {
			all = append(all, span{from, from + int64(f.CompressedSize64)})
		}
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Compare(a.from, b.from) })
	for i := 1; i < len(all); i++ {
		if all[i].from < all[i-1].to {
			return true
		}
	}
	return false
}

// hidden says whether there is something where a file lies that the list of the
// archive says is empty: neither the next file nor the list begins there.
func hidden(at io.ReaderAt, f *zip.File) bool {
	from, err := f.DataOffset()
	if err != nil {
		return false
	}
	var next [2]byte
	_, err = at.ReadAt(next[:], from)
	return err == nil && string(next[:]) != "PK"
}

func (rd *reader) entry(f *zip.File) (Result, error) {
	r, err := openEntry(rd.ctx, f, rd.all)
	if err != nil {
		return Result{}, err
	}
	defer r.Close()
	return rd.unpacked(r)
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// is says whether an OpenDocument file is of that kind.
func is(box *zipBox, kind string) bool {
	r, err := box.open("mimetype")
	if err != nil {
		return false
	}
	defer r.Close()
	b, _ := io.ReadAll(io.LimitReader(r, 200)) // what cannot be read is no spreadsheet
	return strings.Contains(string(b), kind)
}

// within refuses a place before the beginning, which a damaged list of files
// can name.
type within struct{ io.ReaderAt }

func (w within) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return w.ReaderAt.ReadAt(p, off)
}
