package formats

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ole reads an old office document or an Outlook message.
func (rd *reader) ole(at io.ReaderAt, size int64) (Result, error) {
	c, err := openCompound(at, size)
	if err != nil {
		if e := rd.ctx.Err(); e != nil {
			return Result{}, e
		}
		head := make([]byte, min(size, headSize))
		if n, _ := at.ReadAt(head, 0); err == errCompound {
			if e := unreadable(head[:n]); e != nil && e.Format == "encrypted" {
				return Result{}, e
			}
		}
		return Result{}, err
	}
	if _, ok := c.find("/EncryptedPackage"); ok {
		return Result{}, &NotRead{"encrypted", "it is an office document with a password", "nothing, if the password is kept elsewhere; else open it and look"}
	}
	var res Result
	switch {
	case rd.has(c, "/Workbook", "/Book"):
		e, _ := c.find("/Workbook")
		if e.name == "" {
			e, _ = c.find("/Book")
		}
		res = Result{Format: "xls", Shape: "table"}
		err = rd.xls(c.open(e), &res)
	case rd.has(c, "/WordDocument"):
		res = Result{Format: "doc", Shape: "text"}
		err = rd.doc(c, &res)
	case rd.has(c, "/PowerPoint Document"):
		res = Result{Format: "ppt", Shape: "text"}
		err = rd.ppt(c)
	case rd.has(c, "/__properties_version1.0"):
		return rd.msg(c)
	default:
		res, err = rd.rawStreams(c)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = &NotRead{res.Format, errCompound.Why, errCompound.Next}
	}
	return res, err
}

func (rd *reader) has(c *compound, paths ...string) bool {
	for _, p := range paths {
		if _, ok := c.find(p); ok {
			return true
		}
	}
	return false
}

// maxStream is how much of a stream is taken into memory.
const maxStream = 16 << 20

// doc reads the text of a Word document of 97 to 2003: the table stream says
// where its pieces lie and in which of two spellings ([MS-DOC], 2.4.1).
func (rd *reader) doc(c *compound, res *Result) error {
	e, _ := c.find("/WordDocument")
	main, err := c.all(e, 64<<20)
	if err != nil && len(main) < 0x1aa {
		return err
	}
	if len(main) < 0x20 {
		return errCompound
	}
	if kind := le.Uint16(main); kind == 0xa5dc || kind == 0xa59b || kind == 0xa5db {
		return rd.oldDoc(main, res)
	}
	if len(main) < 0x1aa || le.Uint16(main) != 0xa5ec {
		return &NotRead{"doc", "it is a document of a very old Word", "save it in the current format and scan again"}
	}
	flags := le.Uint16(main[10:])
	if flags&0x100 != 0 {
		return &NotRead{"encrypted", "it is an office document with a password", "nothing, if the password is kept elsewhere; else open it and look"}
	}
	table := "/0Table"
	if flags&0x200 != 0 {
		table = "/1Table"
	}
	t, ok := c.find(table)
	if !ok {
		return errCompound
	}
	tab, err := c.all(t, maxStream)
	if err != nil {
		return err
	}
	at, size := int64(le.Uint32(main[0x1a2:])), int64(le.Uint32(main[0x1a6:]))
	if at+size > int64(len(tab)) {
		return errCompound
	}
	clx := tab[at : at+size]
	for len(clx) > 3 && clx[0] == 1 { // formatting
		n := 3 + int(le.Uint16(clx[1:]))
		clx = clx[min(n, len(clx)):]
	}
	if len(clx) < 5 || clx[0] != 2 {
		return errCompound
	}
	plc := clx[5:]
	n := (len(plc) - 4) / 12
	damaged := n <= 0
	for i := range max(n, 0) {
		chars := int64(le.Uint32(plc[4*i+4:])) - int64(le.Uint32(plc[4*i:]))
		fc := le.Uint32(plc[4*(n+1)+8*i+2:])
		from, enc, bytesOf := int64(fc&0x3fffffff), encUTF16LE, 2*chars
		if fc&0x40000000 != 0 {
			from, enc, bytesOf = from/2, encUTF8, chars
		}
		if chars < 0 || from+bytesOf > int64(len(main)) {
			damaged = true
			continue
		}
		if err := rd.piece(enc, main[from:from+bytesOf]); err != nil {
			return err
		}
	}
	if damaged {
		return errCompound
	}
	return nil
}

// piece hands over text with the marks of paragraphs and cells as line ends and
// blanks.
func (rd *reader) piece(enc encoding, b []byte) error {
	for len(b) > 0 {
		n := min(len(b), 64<<10) // an even number
		var text []byte
		if enc == encUTF8 {
			for _, c := range b[:n] {
				text = utf8.AppendRune(text, windows1252(c))
			}
		} else {
			text, _ = io.ReadAll(newDecoder(enc, bytes.NewReader(b[:n])))
		}
		b = b[n:]
		for i, c := range text {
			switch c {
			case '\r', 0x0b, 0x0c:
				text[i] = '\n'
			case 7: // the end of a cell
				text[i] = '\t'
			case 0x13, 0x14, 0x15, 1, 2, 3, 4, 5, 8: // marks of fields and pictures
				text[i] = ' '
			}
		}
		if err := rd.sink.Text(append(text, '\n')); err != nil {
			return err
		}
	}
	return nil
}

// ppt reads the texts of a presentation of 97 to 2003 ([MS-PPT], 2.3.1), with an
// empty line between slides.
func (rd *reader) ppt(c *compound) error {
	if rd.has(c, "/EncryptedSummary") {
		return &NotRead{"encrypted", "it is an office document with a password", "nothing, if the password is kept elsewhere; else open it and look"}
	}
	e, _ := c.find("/PowerPoint Document")
	r := &skipper{r: c.open(e)}
	var head [8]byte
	for {
		if _, err := io.ReadFull(r, head[:]); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := rd.ctx.Err(); err != nil {
			return err
		}
		kind, size := le.Uint16(head[2:]), int64(le.Uint32(head[4:]))
		switch {
		case head[0]&0xf == 0xf: // a container: its records follow
			if kind == slide || kind == notes {
				if err := rd.sink.Text([]byte("\n\n")); err != nil {
					return err
				}
			}
			if kind == 0x2f14 {
				return &NotRead{"encrypted", "it is an office document with a password", "nothing, if the password is kept elsewhere; else open it and look"}
			}
		case (kind == 0x0fa0 || kind == 0x0fa8 || kind == 0x0fba) && size <= maxStream:
			b := make([]byte, 0, min(size, 64<<10))
			buf := bytes.NewBuffer(b)
			if _, err := io.CopyN(buf, r, size); err != nil {
				return err
			}
			enc := encUTF16LE
			if kind == 0x0fa8 {
				enc = encUTF8
			}
			if err := rd.piece(enc, buf.Bytes()); err != nil {
				return err
			}
		default:
			if kind == slidePersist { // in the outline, before the texts of a slide
				if err := rd.sink.Text([]byte("\n\n")); err != nil {
					return err
				}
			}
			if err := r.skip(size); err != nil {
				return err
			}
		}
	}
}

// Records between the texts of two slides ([MS-PPT], 2.13.24).
const (
	slide        = 0x03ee
	notes        = 0x03f0
	slidePersist = 0x03f3
)

type skipper struct{ r io.Reader }

func (s *skipper) Read(p []byte) (int, error) { return s.r.Read(p) }
func (s *skipper) skip(n int64) error {
	got, err := io.CopyN(io.Discard, s.r, n)
	if got < n && (err == nil || err == io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// msg reads a message that Outlook saved as a file: a stream a property, named
// by its number and type ([MS-OXMSG], 2.1).
func (rd *reader) msg(c *compound) (Result, error) {
	b, err := rd.unpack("mail")
	if err != nil {
		return Result{}, err
	}
	names := map[string]string{} // storage -> file name
	for _, e := range c.entries {
		if strings.HasSuffix(e.path, "/__substg1.0_3707001F") || strings.HasSuffix(e.path, "/__substg1.0_3707001E") {
			raw, err := c.all(e, 4096)
			if err != nil {
				continue
			}
			name := string(raw)
			if strings.HasSuffix(e.path, "F") {
				name = string(decodeSample(encUTF16LE, raw))
			}
			names[e.path[:strings.LastIndexByte(e.path, '/')]] = strings.ToValidUTF8(name, "?")
		}
	}
	damaged := false
	note := func(err error) error {
		if errors.Is(err, io.ErrUnexpectedEOF) || err == errCompound {
			damaged = true
			return nil
		}
		return err
	}
	for _, e := range c.entries {
		tag, ok := strings.CutPrefix(e.name, "__substg1.0_")
		if !ok || !e.stream || len(tag) < 8 {
			continue
		}
		if err := rd.ctx.Err(); err != nil {
			return b.res, err
		}
		id, err := strconv.ParseUint(tag[:8], 16, 32)
		if err != nil {
			continue
		}
		within := e.path[:strings.LastIndexByte(e.path, '/')]
		r := c.open(e)
		switch {
		case id == 0x37010102: // an attached file
			name := names[within]
			if name == "" {
				name = "attached"
			}
			err = b.member(name, func(inner *reader) (Result, error) { return inner.unpacked(r) })
			if e := rd.sink.Part(rd.within); err == nil {
				err = e
			}
		case id == 0x10130102 || id == 0x1013001f || id == 0x1013001e: // the body as a page
			if id == 0x1013001f {
				r = newDecoder(encUTF16LE, r)
			}
			err = rd.html(inCharset(r, ""))
		case id == 0x10090102: // the body with its formatting
			var v []byte
			if v, err = c.all(e, maxStream); err == nil {
				err = rd.compressedRTF(v, b)
			}
		case id&0xffff == 0x1f:
			err = rd.textOf(newDecoder(encUTF16LE, &closing{r: r, end: []byte{'\n', 0}}))
		case id&0xffff == 0x1e:
			err = rd.textOf(newDecoder(encUTF8, &closing{r: r, end: []byte{'\n'}}))
		}
		if err = note(err); err != nil {
			b.notes(" attached to it")
			return b.res, err
		}
	}
	b.notes(" attached to it")
	if damaged {
		return b.res, &NotRead{"mail", errCompound.Why, errCompound.Next}
	}
	return b.res, nil
}

// closing adds end to what r delivers.
type closing struct {
	r   io.Reader
	end []byte
}

func (c *closing) Read(p []byte) (int, error) {
	if c.r != nil {
		n, err := c.r.Read(p)
		if err != io.EOF {
			return n, err
		}
		if c.r = nil; n > 0 {
			return n, nil
		}
	}
	n := copy(p, c.end)
	if c.end = c.end[n:]; n == 0 {
		return 0, io.EOF
	}
	return n, nil
}
