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
	flush := func() error {
		if len(bytes.TrimSpace(line)) == 0 {
			line = line[:0]
			return nil
		}
		err := rd.sink.Text(line)
		line = line[:0]
		return err
	}
	for {
		if len(line) > bufferSize/2 {
			if err := flush(); err != nil {
				return err
			}
		}
		switch z.Next() {
		case html.ErrorToken:
			if err := flush(); err != nil || in.err != nil {
				return firstError(err, in.err)
			}
			if z.Err() == html.ErrBufferExceeded { // an endless tag or text
				rest := io.MultiReader(bytes.NewReader(bytes.Clone(z.Raw())), bytes.NewReader(bytes.Clone(z.Buffered())), in)
				return rd.textOf(rest)
			}
			return nil
		case html.TextToken:
			line = append(line, z.Text()...)
		case html.CommentToken:
			line = append(append(line, z.Text()...), '\n')
		case html.StartTagToken, html.SelfClosingTagToken:
			line = append(line, before(tagName(z.Raw()[1:]))...)
			for more := true; more; {
				var key, val []byte
				key, val, more = z.TagAttr()
				line = attribute(line, key, val)
			}
		case html.EndTagToken:
			line = append(line, after(tagName(z.Raw()[2:]))...)
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

// tag is the name of a tag in small letters, cut to longer than any that parts text.
type tag struct {
	name [8]byte
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

// before and after are what parts the text around a tag.
func before(t tag) string {
	switch string(t.name[:t.n]) {
	case "br", "p", "div", "li", "tr", "h1", "h2", "h3", "option":
		return "\n"
	case "input":
		return " "
	}
	return ""
}

func after(t tag) string {
	switch string(t.name[:t.n]) {
	case "td", "th":
		return "\t"
	case "p", "div", "li", "tr", "h1", "h2", "h3", "title", "table", "dd", "option", "script", "style":
		return "\n"
	case "dt":
		return " "
	}
	return ""
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
