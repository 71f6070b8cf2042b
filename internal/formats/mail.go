package formats

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// Mail is read line by line: a message may hold another, an attachment may be a
// workbook, and a mailbox may be larger than memory (RFC 5322, 2045 to 2047).

const (
	maxHeader   = 256 << 10 // of one message; what is longer is body
	maxParts    = 20_000    // of one message
	ownParts    = 500       // attachments that are places of their own
	maxBoundary = 200
)

type mailbox struct {
	rd       *reader
	b        *bundle
	br       *bufio.Reader
	mbox     bool
	bounds   []string
	fresh    bool // the next byte begins a line
	blank    bool // the line before was empty: "From " may begin a message
	stop     int  // what ended the part: a position in bounds, or one of the following
	closed   bool // ... and it was the last part within that boundary
	parts    int
	attached int
	left     []byte // of the line being handed over
	plain    bool   // the lines are text in which an attachment may begin
	begun    string // the name of the one that does: no line comes before it is taken
	moved    bool   // how it is coded
	err      error
}

const (
	running = -1 - iota // nothing
	atEnd               // the end of the file
	atFrom              // the next message of a mailbox
)

// mail reads a message or a mailbox.
func (rd *reader) mail(r io.Reader, head []byte) (Result, error) {
	b, err := rd.unpack("mail")
	if err != nil {
		return Result{}, err
	}
	m := &mailbox{rd: rd, b: b, br: bufio.NewReaderSize(r, 64<<10), fresh: true, blank: true}
	m.mbox = bytes.HasPrefix(head, []byte("From "))
	if m.mbox {
		m.skipLine() // From ...
	}
	for {
		m.bounds, m.stop, m.parts = m.bounds[:0], running, 0
		if err := m.message(0); err != nil {
			b.notes(" attached to it")
			return b.res, err
		}
		if m.err != nil {
			b.notes(" attached to it")
			return b.res, m.err
		}
		if m.stop != atFrom {
			break
		}
	}
	b.notes(" attached to it")
	return b.res, nil
}

// message reads headers and body. The text of the body belongs to the mailbox,
// an attachment is a place of its own.
func (m *mailbox) message(depth int) error {
	h, err := m.header()
	if err != nil {
		return err
	}
	if err := m.tell(h); err != nil {
		return err
	}
	return m.part(h, depth)
}

func (m *mailbox) part(h fields, depth int) error {
	if m.parts++; m.parts > maxParts || depth > 20 {
		m.b.miss("mail", "mail is nested deeper, or has more parts, than any honest one", bombNext)
		return m.drain()
	}
	if err := m.rd.ctx.Err(); err != nil {
		return err
	}
	kind, params := mediaType(h.get("content-type"))
	_, disp := mediaType(h.get("content-disposition"))
	name := firstOf(disp["filename"], params["name"])
	encoded := strings.ToLower(strings.TrimSpace(h.get("content-transfer-encoding")))
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "":
		if kind == "multipart/encrypted" {
			m.b.miss("encrypted", "it is encrypted", keptElsewhere)
		}
		return m.multipart(params["boundary"], depth)
	case kind == "message/rfc822" && encoded != "base64" && encoded != "quoted-printable":
		return m.message(depth + 1)
	case kind == "application/pkcs7-mime" && !strings.Contains(params["smime-type"], "signed"):
		m.b.miss("encrypted", "it is encrypted", keptElsewhere)
		return m.drain()
	case kind == "application/pgp-signature", kind == "application/pkcs7-signature", kind == "application/x-pkcs7-signature":
		return m.drain()
	}
	body, coded := io.Reader(bodyReader{m}), false
	switch encoded {
	case "base64":
		body = &base64Reader{r: body}
	case "quoted-printable":
		body = &quotedReader{r: bufio.NewReaderSize(body, 32<<10)}
	case "x-uuencode", "uuencode", "x-uue":
		body, coded = &inTextReader{m: m}, true
	}
	var err error
	switch {
	case coded:
		err = m.attachment(name, kind, body)
	case name == "" && kind == "text/html":
		err = m.rd.html(inCharset(body, params["charset"]))
	case name == "" && (kind == "text/plain" || kind == "" || strings.HasPrefix(kind, "text/") && kind != "text/csv"):
		m.plain = encoded != "base64" && encoded != "quoted-printable"
		err = m.rd.textOf(inCharset(body, params["charset"]))
		for err == nil && m.begun != "" {
			name, coded := m.begun, &inTextReader{m: m, begun: true, moved: m.moved}
			m.begun, m.plain = "", false
			if err = m.attachment(name, "", coded); err == nil {
				m.plain = true
				err = m.rd.textOf(inCharset(body, params["charset"]))
			}
		}
		m.plain = false
	case name == "" && strings.HasPrefix(kind, "message/"): // delivery reports
		err = m.rd.textOf(body)
	default:
		err = m.attachment(name, kind, body)
	}
	if err != nil {
		return err
	}
	return m.drain()
}

func (m *mailbox) attachment(name, kind string, body io.Reader) error {
	if name = decodeWords(name); name == "" {
		_, name, _ = strings.Cut(kind, "/")
		name = "attached " + name
	}
	m.attached++
	err := m.b.member(name, func(inner *reader) (Result, error) {
		if m.attached > ownParts {
			inner.sink = flat{m.rd.sink}
		}
		return inner.unpacked(body)
	})
	if e := m.rd.sink.Part(m.rd.within); err == nil {
		err = e
	}
	return err
}

func (m *mailbox) multipart(boundary string, depth int) error {
	if len(boundary) > maxBoundary {
		boundary = boundary[:maxBoundary]
	}
	at := len(m.bounds)
	m.bounds = append(m.bounds, boundary)
	if err := m.drain(); err != nil { // what stands before the first part is for programs that know no parts
		return err
	}
	for m.stop == at && !m.closed {
		m.stop = running
		h, err := m.header()
		if err != nil {
			return err
		}
		if err := m.part(h, depth+1); err != nil {
			return err
		}
	}
	m.bounds = m.bounds[:at]
	if m.stop == at {
		m.stop = running
		return m.drain()
	}
	return nil
}

// drain reads to the end of the part.
func (m *mailbox) drain() error {
	for {
		if _, ok := m.line(); !ok {
			return m.err
		}
	}
}

// line is the next line of the part, or a piece of one that is very long. ok is
// false when the part ends; m.stop says why.
func (m *mailbox) line() (b []byte, ok bool) {
	m.left = nil
	if m.stop != running || m.err != nil || m.begun != "" {
		return nil, false
	}
	b, err := m.br.ReadSlice('\n')
	if len(b) == 0 && err != nil {
		if m.stop = atEnd; err != io.EOF {
			m.err = err
		}
		return nil, false
	}
	fresh := m.fresh
	m.fresh = b[len(b)-1] == '\n'
	if !fresh {
		return b, true
	}
	blank := m.blank
	m.blank = len(lineOf(b)) == 0
	if m.mbox && blank && bytes.HasPrefix(b, []byte("From ")) && isFromLine(b) {
		m.stop = atFrom
		return nil, false
	}
	if m.plain && (b[0] == 'b' || b[0] == '=') {
		if name, moved, ok := inText(b); ok {
			m.begun, m.moved = firstOf(name, "file in the text"), moved
			return nil, false
		}
	}
	if len(b) > 2 && b[0] == '-' && b[1] == '-' {
		line := bytes.TrimRight(b[2:], "\r\n \t")
		for i := len(m.bounds) - 1; i >= 0; i-- {
			rest, is := bytes.CutPrefix(line, []byte(m.bounds[i]))
			if is && (len(rest) == 0 || string(rest) == "--") {
				m.stop, m.closed = i, len(rest) > 0
				return nil, false
			}
		}
	}
	return b, true
}

// lineOf is a line without its end.
func lineOf(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}

// isFromLine tells the line between two messages from a sentence: it has a time
// of day, and behind it a year.
func isFromLine(b []byte) bool {
	f := bytes.Fields(b[:min(len(b), 400)])
	if len(f) < 3 {
		return false
	}
	clock := false
	for _, w := range f[2:] {
		switch h, m, ok := bytes.Cut(w, []byte(":")); {
		case ok && len(h) <= 2 && number(h) >= 0 && len(m) >= 2 && number(m[:2]) >= 0:
			clock = true
		case clock && len(w) == 4 && number(w) >= 1970:
			return true
		}
	}
	return false
}

func (m *mailbox) skipLine() {
	for {
		b, err := m.br.ReadSlice('\n')
		if err != bufio.ErrBufferFull || len(b) == 0 {
			return
		}
	}
}

// bodyReader is what is left of the part.
type bodyReader struct{ m *mailbox }

func (r bodyReader) Read(p []byte) (n int, err error) {
	m := r.m
	for n < len(p) {
		if len(m.left) == 0 {
			b, ok := m.line()
			switch {
			case ok:
			case n > 0: // why is said next time
				return n, nil
			case m.err != nil:
				return 0, m.err
			default:
				return 0, io.EOF
			}
			m.left = b // valid until the next line is asked for
		}
		k := copy(p[n:], m.left)
		m.left = m.left[k:]
		n += k
	}
	return n, nil
}

// inCharset turns r into UTF-8. A charset that nobody knows is found out by
// what the bytes look like.
func inCharset(r io.Reader, charset string) io.Reader {
	charset = strings.ToLower(strings.TrimSpace(charset))
	switch charset {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "windows-1252", "unknown-8bit":
		return newDecoder(encUTF8, r)
	case "utf-7", "unicode-1-1-utf-7":
		return &utf7Reader{r: bufio.NewReaderSize(r, 4<<10)}
	}
	enc, err := htmlindex.Get(charset)
	if err != nil || charset == "replacement" {
		return newDecoder(encUTF8, r)
	}
	return enc.NewDecoder().Reader(r)
}

func firstOf(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}

// flat is a sink that takes rows as lines of text.
type flat struct{ Sink }

func (flat) Part(string) error           { return nil }
func (flat) Table(string) error          { return nil }
func (flat) Column(string, string) error { return nil }
func (f flat) Row(cells [][]byte) error {
	return f.Sink.Text(append(bytes.Join(cells, []byte("\t")), '\n'))
}
