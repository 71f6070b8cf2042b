package formats

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"unicode/utf8"
)

// Exports of tickets, mails and chats carry what was attached to them as base64
// in a field. A spotter stands between a text and who reads it, passes everything
// on, and keeps what decodes to a document, which is read when the text has ended.

const (
	spotLeast   = 100     // letters: what is shorter is a key, a number, a sum
	spotHead    = 4 << 10 // letters by which it is told what it is
	spotLine    = 60      // letters of the lines of base64 that is written in lines
	manySpotted = 10_000  // documents
)

// spotter is a reader over a text.
type spotter struct {
	r       io.Reader
	rd      *reader
	slashes bool // a backslash may stand in it, as JSON writes some letters
	binary  bool // only what is no text is kept
	lines   bool // it may stand in lines
	stride  int  // a run of so many letters in a row is seen

	state  int // 0: between runs; 1: not yet told; 2: kept; 3: not kept
	run    []byte
	before byte // the run
	prev   byte // the last of what was looked at
	after  bool // a backslash came
	line   int  // letters of this line
	first  int  // of the first line, 0: it goes on
	acc    uint32
	bits   int
	hex    bool // it is hexadecimal, as dumps write bytes

	now    *bytes.Buffer
	held   []*bytes.Buffer
	bytes  int64
	over   int    // documents that there was no room for
	letGo  func() // gives back the place of the one large thing in memory
	failed error
}

var spotLetter, spotSlash = func() (t, u [256]bool) {
	for i, v := range base64Value {
		t[i] = v >= 0
		u[i] = v >= 0 || i == '\\'
	}
	return t, u
}()

// spotted is the spotter over a text of a kind that carries documents, nil for
// one that does not. In XML they stand in lines, in JSON and tables in a row; a
// table has little that is not short, and is gone through in longer strides.
func (rd *reader) spotted(text io.Reader, kind string) *spotter {
	s := &spotter{r: text, rd: rd}
	switch kind {
	case "json", "ndjson":
		s.slashes, s.stride = true, spotLeast
	case "xml":
		s.lines, s.stride = true, spotLine
	case "html": // what is text is read with the page
		s.lines, s.binary, s.stride = true, true, spotLine
	case "csv", "sql":
		s.slashes, s.stride = kind == "sql", 5*spotLeast
	default:
		return nil
	}
	return s
}

// spottedCells is the spotter over the cells of a database.
func (rd *reader) spottedCells() *spotter {
	return &spotter{rd: rd, slashes: true, lines: true, stride: 5 * spotLeast}
}

// row looks at the cells of a row.
func (s *spotter) row(cells [][]byte) error {
	for _, c := range cells {
		if len(c) >= s.stride {
			s.prev = 0
			s.look(c)
			s.end(0)
		}
	}
	return s.failed
}

func (s *spotter) Read(p []byte) (int, error) {
	if s.failed != nil {
		return 0, s.failed
	}
	n, err := s.r.Read(p)
	s.look(p[:n])
	if err == io.EOF {
		s.end(0)
	}
	if s.failed != nil {
		err = s.failed
	}
	return n, err
}

// look goes through b in strides: a run that is long enough has a letter at the
// end of one, wherever it begins.
func (s *spotter) look(b []byte) {
	letter := &spotLetter
	if s.slashes {
		letter = &spotSlash
	}
	for i := 0; i < len(b); {
		if s.state > 0 {
			i += s.letters(b[i:])
			continue
		}
		j := i + s.stride - 1
		if j < len(b) && !letter[b[j]] {
			i = j + 1
			continue
		}
		k := min(j+1, len(b))
		for k > i && letter[b[k-1]] {
			k--
		}
		if k > i && j < len(b) { // see where it would end
			i = k
			continue
		}
		if k < len(b) {
			if s.before = s.prev; k > 0 {
				s.before = b[k-1]
			}
			s.state, s.run, s.after, s.line, s.first, s.acc, s.bits = 1, s.run[:0], false, 0, 0, 0, 0
		}
		i = k
	}
	if len(b) > 0 {
		s.prev = b[len(b)-1]
	}
}

// letters takes what belongs to the run from b and returns how much that was; the
// run ends where it is less.
func (s *spotter) letters(b []byte) int {
	from := 0 // of the letters in a row
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case s.after:
			s.after = false
			if from = i + 1; c == '/' {
				s.take(b[i : i+1])
			} else if c != 'n' && c != 'r' && c != 't' || !s.newLine() {
				s.end(c)
				return i
			}
		case base64Value[c] >= 0:
			s.line++
			continue
		default:
			s.take(b[from:i])
			from = i + 1
			switch {
			case c == '\\' && s.slashes:
				s.after = true
			case s.lines && (c == '\n' || c == '\r' || (c == ' ' || c == '\t') && s.line == 0) && s.newLine():
			default:
				s.end(c)
				return i + 1
			}
		}
	}
	s.take(b[from:])
	return len(b)
}

// newLine says whether the run goes on in the next line.
func (s *spotter) newLine() bool {
	if s.line > 0 && s.first == 0 {
		s.first = s.line
	}
	ok := s.line == 0 || s.line == s.first && s.first >= spotLine
	s.line = 0
	return ok
}

func (s *spotter) take(b []byte) {
	switch s.state {
	case 1:
		s.run = append(s.run, b...)
		if len(s.run) >= spotHead {
			s.tell(0)
		}
	case 2:
		s.decode(b)
	}
}

func (s *spotter) end(c byte) {
	if s.state == 1 && len(s.run) >= spotLeast {
		s.tell(c)
	}
	s.state, s.now = 0, nil
}

// tell looks at how the run begins, and keeps what is a document.
func (s *spotter) tell(next byte) {
	head := s.run
	s.state = 3
	if s.before == '.' || next == '.' { // a part of a token
		return
	}
	plain := []byte(nil)
	if head, s.hex = hexadecimal(head); s.hex {
		plain, _ = hex.AppendDecode(nil, head[:len(head)&^1])
	} else {
		plain, _ = io.ReadAll(&base64Reader{r: bytes.NewReader(head)})
	}
	if placed(plain) == nil && packing(plain) == nil && !isPicture(plain) && !bytes.HasPrefix(plain, []byte("{\\rtf")) && (s.binary || !plainText(plain)) {
		return
	}
	if len(s.held) >= manySpotted || s.bytes > maxInner {
		s.over++
		return
	}
	s.state, s.now = 2, &bytes.Buffer{}
	s.held = append(s.held, s.now)
	s.decode(head)
}

func (s *spotter) decode(b []byte) {
	if s.state != 2 {
		return
	}
	out := s.now.AvailableBuffer()
	width := 6
	if s.hex {
		width = 4
	}
	for _, c := range b {
		v := base64Value[c]
		if s.hex {
			v = hexValue(c)
		}
		if v < 0 {
			continue
		}
		s.acc = s.acc<<width | uint32(v)
		if s.bits += width; s.bits >= 8 {
			s.bits -= 8
			out = append(out, byte(s.acc>>s.bits))
		}
	}
	s.now.Write(out)
	if s.bytes += int64(len(out)); s.bytes > manyInner && s.letGo == nil && !s.rd.lone {
		free, err := s.rd.alone()
		if err != nil {
			s.failed = err
			return
		}
		s.letGo = free
	}
	if s.bytes > maxInner { // this one is cut off, and not read
		s.bytes -= int64(s.now.Len())
		s.held = s.held[:len(s.held)-1]
		s.over++
		s.state, s.now = 3, nil
	}
}

// hexadecimal cuts off what dumps write before bytes, and says whether all that is
// left are hexadecimal digits.
func hexadecimal(b []byte) ([]byte, bool) {
	digits := b
	for _, mark := range []string{"0x", "0X", "x", "X"} {
		if bytes.HasPrefix(b, []byte(mark)) {
			digits = b[len(mark):]
			break
		}
	}
	for _, c := range digits {
		if hexValue(c) < 0 {
			return b, false
		}
	}
	return digits, true
}

func hexValue(c byte) int8 {
	switch {
	case c >= '0' && c <= '9':
		return int8(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int8(c|0x20-'a') + 10
	}
	return -1
}

// plainText says whether these bytes are text that people read, rather than a key
// or a number that happens to be in base64.
func plainText(b []byte) bool {
	if bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		enc := sniffEncoding(b)
		return enc == encUTF16LE || enc == encUTF16BE
	}
	wide, blanks := 0, 0
	for _, c := range b {
		switch {
		case c == ' ' || c == '\n':
			blanks++
		case c == '\r' || c == '\t':
		case c < ' ' || c == 0x7f:
			return false
		case c >= utf8.RuneSelf:
			wide++
		}
	}
	for n := range min(4, len(b)) { // the last letter may be cut
		if utf8.Valid(b[:len(b)-n]) {
			return blanks > 0 || bytes.ContainsAny(b, ",;<{")
		}
	}
	return wide*5 < len(b) && blanks > 2 // an older charset
}

// read reads what was kept, as files within the file.
func (s *spotter) read(res *Result) error {
	defer s.close()
	if len(s.held) == 0 && s.over == 0 {
		return nil
	}
	rd := s.rd
	b, err := rd.unpack(res.Format)
	if err != nil {
		nr := err.(*NotRead)
		res.Partial = append(res.Partial, plural(len(s.held)+s.over, "document")+" in fields: "+nr.Why)
		return nil
	}
	b.inner.lone = b.inner.lone || s.letGo != nil
	for i, doc := range s.held {
		if err = rd.all.add(doc.Len()); err != nil {
			err = &NotRead{"bomb", errBomb.Error(), bombNext}
			break
		}
		if err = b.member(fmt.Sprintf("attached %d", i+1), func(inner *reader) (Result, error) { return inner.unpacked(doc) }); err != nil {
			break
		}
		s.held[i] = nil
	}
	if s.over > 0 {
		res.Partial = append(res.Partial, plural(s.over, "document")+" in fields: there are more than can be held in memory")
	}
	b.notes(" in fields of it")
	res.Partial = append(res.Partial, b.res.Partial...)
	if err == nil {
		err = rd.sink.Part(rd.within)
	}
	return err
}

func (s *spotter) close() {
	if s.letGo != nil {
		s.letGo()
		s.letGo = nil
	}
	s.held = nil
}
