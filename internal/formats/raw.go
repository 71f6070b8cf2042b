package formats

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// Documents of programs whose form we do not know are read as raw text: runs of
// letters in one byte or in two, a line each. That finds what is in most of them,
// and says so: such a file always counts as read in part.

const (
	rawLeast = 6 // letters of a run
	rawMost  = 16 << 10
)

// rawKinds are documents that are read so, by how they begin.
var rawKinds = []struct{ magic, format, name string }{
	{"\xffWPC", "wordperfect", "WordPerfect"},
	{"\x00\x00\x02\x00\x06\x04", "lotus", "Lotus or Works"}, {"\x00\x00\x02\x00\x04\x04", "lotus", "Lotus"}, {"\x00\x00\x02\x00\x05\x04", "lotus", "Lotus"},
	{"\x00\x00\x1a\x00", "lotus", "Lotus"}, {"\x00\x00\x02\x00\x20\x51", "quattro", "Quattro"}, {"\x00\x00\x02\x00\x21\x51", "quattro", "Quattro"}, {"\x00\x00\x02\x00\x01\x10", "quattro", "Quattro"}, {"\x00\x00\x02\x00\x02\x10", "quattro", "Quattro"},
	{"\x09\x00\x04\x00", "xls", "Excel before 5"}, {"\x09\x02\x06\x00", "xls", "Excel before 5"}, {"\x09\x04\x06\x00", "xls", "Excel before 5"}, {"\x09\x00\x06\x00", "xls", "Excel before 5"},
	{"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "onenote", "OneNote"}, {"\xa1\x2f\xff\x43\xd9\xef\x76\x4c", "onenote", "OneNote"},
	{"\x20\x54\x02\x00\x00\x00\x05\x54\x02\x00", "works", "Works"},
	{"\xdb\xa5\x2d\x00", "doc", "Word before 97"}, {"\x31\xbe\x00\x00\x00\xab", "write", "Write"}, {"\x9b\xa5\x21\x00", "doc", "Word before 97"},
	{"\xcf\xad\x12\xfe\xc5\xfd\x74\x6f", "dbx", "Outlook Express"},
}

// rawKind is how a document that begins with head is read as raw text, nil when it is
// none of those.
func rawKind(head []byte) func(*reader, io.Reader) (Result, error) {
	for _, k := range rawKinds {
		if bytes.HasPrefix(head, []byte(k.magic)) {
			return func(rd *reader, r io.Reader) (Result, error) {
				res := Result{Format: k.format, Shape: "text"}
				return res, rd.raw(r, k.name, k.magic[0] == 0xff, &res)
			}
		}
	}
	return nil
}

// raw hands over the text of a document of that program.
func (rd *reader) raw(r io.Reader, program string, perfect bool, res *Result) error {
	res.Partial = append(res.Partial, rawWhy(program))
	t := &rawText{rd: rd, perfect: perfect}
	if err := t.read(r); err != nil {
		return err
	}
	return t.flush()
}

func rawWhy(program string) string {
	return "it is a document of " + program + ", of which only the raw text was read"
}

// rawText gathers runs of letters.
type rawText struct {
	rd      *reader
	perfect bool // WordPerfect: blanks and ends of lines have bytes of their own
	line    []byte
}

func (t *rawText) read(r io.Reader) error {
	buf := make([]byte, 0, 64<<10)
	for end := false; !end; {
		n, err := io.ReadFull(r, buf[len(buf):cap(buf)])
		switch {
		case err == io.EOF, err == io.ErrUnexpectedEOF:
			end = true
		case err != nil:
			return err
		}
		if err := t.rd.ctx.Err(); err != nil {
			return err
		}
		buf = buf[:len(buf)+n]
		rest := t.runs(buf, end)
		buf = buf[:copy(buf, rest)]
		if len(t.line) > bufferSize/2 {
			if err := t.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *rawText) flush() error {
	if len(t.line) == 0 {
		return nil
	}
	err := t.rd.sink.Text(t.line)
	t.line = t.line[:0]
	return err
}

// runs takes the runs of b and returns what may go on in what comes next.
func (t *rawText) runs(b []byte, end bool) []byte {
	for i := 0; i < len(b); {
		n, step, letters, wide := 0, 1, 0, 0
		if i+3 < len(b) && b[i+1] == 0 && b[i+3] <= 5 && rawASCII(b[i]) {
			step = 2
		}
		from := len(t.line)
	run:
		for ; i+n+step <= len(b) && n < rawMost; n += step {
			c := b[i+n]
			switch {
			case step == 2 && b[i+n+1] > 0 && b[i+n+1] <= 5: // a letter of another alphabet
				letters++
				t.line = utf8.AppendRune(t.line, rune(le.Uint16(b[i+n:])))
				continue
			case step == 2 && b[i+n+1] != 0:
				break run
			case t.perfect && c == 0x80:
				c = ' '
			case t.perfect && (c == 0xc0 || c == 0xf0) && i+n+3 < len(b) && b[i+n+3] == c && b[i+n+2] == 1 && int(b[i+n+1]) < len(perfectLetters):
				letters++ // a letter of the set for many languages, between two marks
				t.line = utf8.AppendRune(t.line, perfectLetters[b[i+n+1]])
				n += 3
				continue
			case step == 1 && n > 0 && i+n+3 < len(b) && b[i+n+1] == 0 && b[i+n+3] == 0 && rawASCII(b[i+n+2]): // letters of two bytes begin here
				break run
			case rawASCII(c):
				if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '@' {
					letters++
				}
			case c >= 0xa0 && !t.perfect && (step == 2 || n > 0):
				letters++
				if wide++; step == 1 {
					t.line = append(t.line, c)
				} else {
					t.line = utf8.AppendRune(t.line, rune(c))
				}
				continue
			default:
				break run
			}
			t.line = append(t.line, c)
		}
		if i+n+step > len(b) && !end && n < rawMost {
			t.line = t.line[:from]
			return b[i:]
		}
		run := t.line[from:]
		if letters < rawLeast || letters*2 < n/step || wide*3 > n/step {
			t.line = t.line[:from]
			i += max(n, 1)
			continue
		}
		if step == 1 && wide > 0 && !utf8.Valid(run) {
			run = bytes.Clone(run)
			t.line = t.line[:from]
			for _, c := range run {
				t.line = utf8.AppendRune(t.line, windows1252(c))
			}
		}
		t.line = append(t.line, '\n')
		i += n
	}
	return nil
}

// perfectLetters are those of WordPerfect's set for many languages that have no key of their own.
var perfectLetters = func() (t [76]rune) {
	for i := range t {
		t[i] = ' '
	}
	t[23] = 'ß'
	copy(t[26:], []rune("ÁáÂâÄäÀàÅåÆæÇçÉéÊêËëÈèÍíÎîÏïÌìÑñÓóÔôÖöÒòÚúÛûÜüÙùŸÿ"))
	return t
}()

func rawASCII(c byte) bool { return c >= ' ' && c < 0x7f || c == '\t' }

// rawStreams reads the streams of a document of an old office program that is none
// of those whose form is known.
func (rd *reader) rawStreams(c *compound) (Result, error) {
	res := Result{Format: "ole", Shape: "text"}
	program := "a program that this version does not know"
	switch {
	case rd.has(c, "/Quill/QuillSub/CONTENTS"):
		program = "Publisher"
	case rd.has(c, "/VisioDocument"):
		program = "Visio"
	case rd.has(c, "/MatOST", "/CONTENTS", "/MM"):
		program = "Works"
	}
	res.Partial = append(res.Partial, rawWhy(program))
	t := &rawText{rd: rd}
	for _, e := range c.entries {
		if !e.stream || e.size == 0 {
			continue
		}
		err := t.read(&budget{ctx: rd.ctx, r: c.open(e), packed: func() int64 { return maxUnpacked }, all: rd.all})
		if errors.Is(err, io.ErrUnexpectedEOF) || err == errCompound {
			err = nil // the next one may be whole; it is read in part in any case
		}
		if err != nil {
			return res, err
		}
	}
	return res, t.flush()
}

// oldDoc reads a document of Word 6 or 95: its text lies in one piece, unless it was
// saved in a hurry ([MS-DOC] tells of those since; the first fields are the same).
func (rd *reader) oldDoc(main []byte, res *Result) error {
	if le.Uint16(main[10:])&0x100 != 0 {
		return &NotRead{"encrypted", "it is an office document with a password", "nothing, if the password is kept elsewhere; else open it and look"}
	}
	from, to := int64(le.Uint32(main[0x18:])), int64(le.Uint32(main[0x1c:]))
	if le.Uint16(main[10:])&4 != 0 || from < 0x20 || to <= from || to > int64(len(main)) {
		return rd.raw(bytes.NewReader(main), "Word before 97", false, res)
	}
	return rd.piece(encUTF8, main[from:to])
}

// isFPT says whether a file that begins with head has the long texts of a FoxPro
// table: it begins with where the next one goes and with the size of a block.
func isFPT(head []byte) bool {
	if len(head) < 520 || be.Uint16(head[4:]) != 0 || be.Uint16(head[6:]) == 0 || be.Uint32(head) == 0 {
		return false
	}
	if block := int64(be.Uint16(head[6:])); int64(be.Uint32(head))*block < 512 {
		return false
	}
	kind, n := be.Uint32(head[512:]), be.Uint32(head[516:])
	return len(bytes.TrimRight(head[24:512], "\x00")) == 0 && kind <= 2 && n > 0 && n < 16<<20
}

// fpt reads them, each a line or more.
func (rd *reader) fpt(r io.Reader) (Result, error) {
	res := Result{Format: "fpt", Shape: "text"}
	in := &counter{r: r}
	var head [512]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return res, err
	}
	block := int64(be.Uint16(head[6:]))
	damaged := &NotRead{"fpt", "the long texts of a table are cut off or damaged", "restore them from a backup"}
	objects := 0
	for {
		var h [8]byte
		if n, err := io.ReadFull(in, h[:]); err != nil {
			if err == io.EOF || err == io.ErrUnexpectedEOF && len(bytes.TrimRight(h[:n], "\x00\x1a")) == 0 {
				break
			}
			return res, firstError(in.err, damaged)
		}
		kind, left := be.Uint32(h[:]), int64(be.Uint32(h[4:]))
		if kind == 0 && left == 0 { // a block that holds nothing
			left = block - 8
		} else if kind != 1 {
			objects++
		}
		for at, text := 0, kind == 1; left > 0; at++ {
			b := make([]byte, min(left, 64<<10))
			n, err := io.ReadFull(in, b)
			left -= int64(n)
			if text && n > 0 {
				var line []byte
				for _, c := range b[:n] {
					line = utf8.AppendRune(line, windows1252(c))
				}
				if left == 0 {
					line = append(line, '\n')
				}
				if err := rd.sink.Text(line); err != nil {
					return res, err
				}
			}
			if err != nil {
				return res, firstError(in.err, damaged)
			}
		}
		if over := in.n % block; over > 0 {
			if _, err := io.CopyN(io.Discard, in, block-over); err == io.EOF {
				break
			} else if err != nil {
				return res, err
			}
		}
	}
	if objects > 0 {
		res.Partial = append(res.Partial, plural(objects, "object")+" within it: other programs' objects are not opened")
	}
	return res, nil
}
