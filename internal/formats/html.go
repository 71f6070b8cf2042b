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
			name, more := z.TagName()
			line = append(line, before[string(name)]...)
			for more {
				var key, val []byte
				key, val, more = z.TagAttr()
				line = attribute(line, key, val)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			line = append(line, after[string(name)]...)
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

// before and after are what parts the text around a tag.
var before = map[string]string{"br": "\n", "p": "\n", "div": "\n", "li": "\n", "tr": "\n", "h1": "\n", "h2": "\n", "h3": "\n", "option": "\n", "input": " "}
var after = map[string]string{"p": "\n", "div": "\n", "li": "\n", "tr": "\n", "td": "\t", "th": "\t", "h1": "\n", "h2": "\n", "h3": "\n", "title": "\n",
	"table": "\n", "dt": " ", "dd": "\n", "option": "\n", "script": "\n", "style": "\n"}

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
