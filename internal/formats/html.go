package formats

import (
	"bytes"
	"io"
	"net/url"

	"golang.org/x/net/html"
)

// html hands over what a page says, its comments and scripts, and the
// attributes that can hold a value. It goes on where a page is damaged.
func (rd *reader) html(r io.Reader) error {
	in := &failing{r: r}
	z := html.NewTokenizer(in)
	z.SetMaxBuf(bufferSize)
	var line []byte
	tables := htmlTables{rd: rd}
	asWritten := 0 // elements that we are in whose lines are lines
	flush := func() error {
		if len(bytes.TrimSpace(line)) == 0 {
			line = line[:0]
			tables.handedOver()
			return nil
		}
		err := rd.sink.Text(line)
		line = line[:0]
		tables.handedOver()
		return err
	}
	var err error
	for {
		if len(line) > bufferSize/2 {
			if err := flush(); err != nil {
				return err
			}
		}
		switch z.Next() {
		case html.ErrorToken:
			if line, err = tables.close(line); err != nil {
				return err
			}
			if err := flush(); err != nil || in.err != nil {
				return firstError(err, in.err)
			}
			if z.Err() == html.ErrBufferExceeded { // an endless tag or text
				rest := io.MultiReader(bytes.NewReader(bytes.Clone(z.Raw())), bytes.NewReader(bytes.Clone(z.Buffered())), in)
				return rd.textOf(rest)
			}
			return nil
		case html.TextToken:
			if asWritten > 0 {
				line = append(line, z.Text()...)
			} else {
				line = flowing(line, z.Text())
			}
		case html.CommentToken:
			line = append(append(line, z.Text()...), '\n')
		case html.StartTagToken, html.SelfClosingTagToken:
			t := tagName(z.Raw()[1:])
			if line, err = tables.start(t, line); err != nil {
				return err
			}
			if !t.ofTable() {
				line = lineEnds(line, endsAbove(t))
				switch string(t.name[:t.n]) {
				case "br":
					line = append(line, '\n')
				case "input":
					line = append(line, ' ')
				}
				if keepsLines(t) {
					asWritten++
				}
			}
			for more := len(z.Raw()) > len("<>")+t.n; more; {
				var key, val []byte
				key, val, more = z.TagAttr()
				line = attribute(line, key, val)
			}
		case html.EndTagToken:
			t := tagName(z.Raw()[2:])
			if line, err = tables.end(t, line); err != nil {
				return err
			}
			if t.ofTable() {
				continue
			}
			if line = lineEnds(line, endsBelow(t)); string(t.name[:t.n]) == "dt" {
				line = append(line, ' ')
			}
			if keepsLines(t) {
				asWritten = max(0, asWritten-1)
			}
		}
	}
}

// attribute appends an attribute that people read or programs send.
func attribute(line, key, val []byte) []byte {
	switch string(key) {
	case "value", "content", "title", "alt", "placeholder", "label", "summary":
	case "href", "action", "src":
		if i := bytes.IndexByte(val, ':'); i < 0 && bytes.IndexByte(val, '@') < 0 && bytes.IndexByte(val, '=') < 0 {
			return line
		}
		if plain, err := url.PathUnescape(string(val)); err == nil {
			val = []byte(plain)
		}
		for _, scheme := range []string{"mailto:", "tel:", "sms:"} {
			val = bytes.TrimPrefix(val, []byte(scheme))
		}
	default:
		if !bytes.HasPrefix(key, []byte("data-")) {
			return line
		}
	}
	if bytes.HasPrefix(val, []byte("data:")) {
		val = carriedText(val)
	}
	if len(val) == 0 {
		return line
	}
	return append(append(append(line, ' '), val...), ' ')
}

// carriedText is the text that a data: address carries (RFC 2397), nothing when
// it is none.
func carriedText(address []byte) []byte {
	kind, body, ok := bytes.Cut(address[len("data:"):], []byte(","))
	kind = bytes.ToLower(kind)
	if !ok || !bytes.HasPrefix(kind, []byte("text/")) && !bytes.HasPrefix(kind, []byte("application/json")) && !bytes.HasPrefix(kind, []byte("application/xml")) &&
		len(kind) > 0 && kind[0] != ';' {
		return nil
	}
	if bytes.HasSuffix(bytes.TrimSpace(kind), []byte(";base64")) {
		body, _ = io.ReadAll(&base64Reader{r: bytes.NewReader(body)})
	}
	return bytes.ToValidUTF8(body, []byte("?"))
}

// tag is the name of a tag in small letters, cut if it is longer than any that matters here.
type tag struct {
	name [12]byte
	n    int
}

// tagName is the name that b, what stands behind < or </, begins with. The
// tokenizer's own TagName copies it twice, which is a tenth of reading a table.
func tagName(b []byte) (t tag) {
	for _, c := range b {
		switch c {
		case ' ', '\n', '\r', '\t', '\f', '/', '>':
			return t
		}
		if t.n == len(t.name) {
			return t
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		t.name[t.n] = c
		t.n++
	}
	return t
}

// ofTable says whether it begins or ends a row or a cell, as most tags of a list do.
func (t *tag) ofTable() bool {
	return t.n == 2 && t.name[0] == 't' && (t.name[1] == 'd' || t.name[1] == 'r' || t.name[1] == 'h')
}

// endsAbove and endsBelow are how many ends of lines part the text around a tag. Two, an
// empty line, part whom it is about: above a heading, around a paragraph, below a list.
func endsAbove(t tag) int {
	switch string(t.name[:t.n]) {
	case "div", "li", "option", "dt":
		return 1
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "table", "blockquote", "section", "article", "address", "pre":
		return 2
	}
	return 0
}

func endsBelow(t tag) int {
	switch string(t.name[:t.n]) {
	case "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "title", "dd", "option", "script", "style":
		return 1
	case "p", "table", "ul", "ol", "dl", "blockquote", "section", "article", "address", "pre":
		return 2
	}
	return 0
}

// keepsLines says whether the lines within a tag are lines.
func keepsLines(t tag) bool {
	switch string(t.name[:t.n]) {
	case "pre", "textarea", "script", "style":
		return true
	}
	return false
}

// lineEnds ends the line, with n ends of lines in all. Nothing begins a text.
func lineEnds(line []byte, n int) []byte {
	if n == 0 || len(line) == 0 {
		return line
	}
	line = bytes.TrimRight(line, " \t")
	for len(line) > 0 && !bytes.HasSuffix(line, []byte("\n\n")[:n]) {
		line = append(line, '\n')
	}
	return line
}

// flowing appends text as a page shows it: an end of line is a blank there, and
// blanks are one.
func flowing(line, text []byte) []byte {
	from := 0
	for i, c := range text {
		if c > ' ' || c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '\f' {
			continue
		}
		line = append(line, text[from:i]...)
		from = i + 1
		if len(line) > 0 && line[len(line)-1] > ' ' {
			line = append(line, ' ')
		}
	}
	return append(line, text[from:]...)
}

// failing remembers what went wrong below, which the tokenizer takes for the end.
type failing struct {
	r   io.Reader
	err error
}

func (f *failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && err != io.EOF {
		f.err = err
	}
	return n, err
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
