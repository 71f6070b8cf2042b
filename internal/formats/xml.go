package formats

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// xmlScanner cuts XML into tags and texts. It knows nothing of DTDs: an entity
// that is none of the five is kept as it stands, so nothing can be made to
// expand. Slices are valid until the next call.
type xmlScanner struct {
	w     *window
	name  []byte // local name of the tag, without prefix
	attrs []byte
	kind  xmlKind
	text  []byte
	self  bool // <a/>: the end follows
	cdata bool // more of a text that stands as it is follows
	buf   []byte
}

type xmlKind int

const (
	xmlStart xmlKind = iota + 1
	xmlEnd
	xmlText
)

var errXML = errors.New("it is not well-formed")

func newXML(r io.Reader) *xmlScanner { return &xmlScanner{w: newWindow(r)} }

// each calls fn for every tag and text.
func (x *xmlScanner) each(fn func() error) error {
	for {
		if err := x.next(); err == io.EOF {
			x.w.release()
			return nil
		} else if err != nil {
			return err
		}
		if err := fn(); err != nil {
			return err
		}
	}
}

// next moves to the next tag or text; io.EOF at the end.
func (x *xmlScanner) next() error {
	if x.self {
		x.self = false
		x.kind = xmlEnd
		return nil
	}
	if x.cdata {
		return x.raw()
	}
	for {
		data := x.w.data()
		if len(data) == 0 {
			if x.w.done {
				return x.w.ending(io.EOF)
			}
			if err := x.w.more(); err != nil {
				return err
			}
			continue
		}
		if data[0] != '<' {
			return x.chars()
		}
		if len(data) > 1 && data[1] != '!' && data[1] != '?' { // nearly always
			return x.tag()
		}
		switch {
		case x.has("<!--"):
			if err := x.until("-->"); err != nil {
				return err
			}
		case x.has("<![CDATA["):
			x.w.skip(len("<![CDATA["))
			return x.raw()
		case x.has("<?"):
			if err := x.until("?>"); err != nil {
				return err
			}
		case x.has("<!"):
			if err := x.until(">"); err != nil {
				return err
			}
		default:
			return x.tag()
		}
	}
}

// has says whether the data begins with s, reading on when it is too short to say.
func (x *xmlScanner) has(s string) bool {
	for len(x.w.data()) < len(s) && !x.w.done {
		if x.w.more() != nil {
			return false
		}
	}
	return bytes.HasPrefix(x.w.data(), []byte(s))
}

// raw reads text that stands as it is, to its end or a bufferful of it.
func (x *xmlScanner) raw() error {
	x.kind, x.cdata, x.buf = xmlText, false, x.buf[:0]
	for {
		data := x.w.data()
		i := bytes.Index(data, []byte("]]>"))
		n := i
		if i < 0 {
			n = max(0, len(data)-2)
			if x.w.done {
				n = len(data)
			}
		}
		x.buf = append(x.buf, data[:n]...)
		x.w.skip(n)
		switch {
		case i >= 0:
			x.w.skip(3)
		case x.w.done:
			if len(x.buf) == 0 {
				return x.w.ending(errXML)
			}
			x.cdata = true // what is there of it, and then that it does not end
		case len(x.buf) > maxCell:
			x.cdata = true
		default:
			if err := x.w.more(); err != nil {
				return err
			}
			continue
		}
		x.text = x.buf
		return nil
	}
}

func (x *xmlScanner) until(stop string) error {
	for {
		data := x.w.data()
		i := bytes.Index(data, []byte(stop))
		n := i
		if i < 0 {
			n = max(0, len(data)-len(stop)+1)
		}
		x.w.skip(n)
		if i >= 0 {
			x.w.skip(len(stop))
			return nil
		}
		if x.w.done {
			return x.w.ending(errXML)
		}
		if err := x.w.more(); err != nil {
			return err
		}
	}
}

func (x *xmlScanner) tag() error {
	end := -1
	for {
		data := x.w.data()
		if end = tagEnd(data); end >= 0 {
			break
		}
		if x.w.done || x.w.full() {
			return x.w.ending(errXML)
		}
		if err := x.w.more(); err != nil {
			return err
		}
	}
	body := x.w.data()[1:end]
	x.w.skip(end + 1)
	x.kind = xmlStart
	if len(body) > 0 && body[0] == '/' {
		x.kind, body = xmlEnd, body[1:]
	} else if len(body) > 0 && body[len(body)-1] == '/' {
		x.self, body = true, body[:len(body)-1]
	}
	x.name, x.attrs = body, nil
	from := 0
	for i, b := range body {
		if b == ':' {
			from = i + 1
		} else if b <= ' ' {
			x.name, x.attrs = body[:i], body[i:]
			break
		}
	}
	x.name = x.name[from:]
	return nil
}

// tagEnd is where the tag that data begins with ends; a ">" within quotes does
// not end it. Tags are short, so one plain loop beats searching for each byte.
func tagEnd(data []byte) int {
	var quote byte
	for i, b := range data {
		switch {
		case quote != 0:
			if b == quote {
				quote = 0
			}
		case b == '>':
			return i
		case b == '"' || b == '\'':
			quote = b
		}
	}
	return -1
}

// chars reads text up to the next tag, or a bufferful of it.
func (x *xmlScanner) chars() error {
	for {
		data := x.w.data()
		end := bytes.IndexByte(data, '<')
		if end < 0 {
			if !x.w.done && !x.w.full() {
				if err := x.w.more(); err != nil {
					return err
				}
				continue
			}
			if end = len(data); x.w.full() {
				end = softCut(data)
			}
		}
		x.kind, x.text = xmlText, data[:end]
		if bytes.IndexByte(x.text, '&') >= 0 {
			x.buf = unescape(x.buf[:0], x.text)
			x.text = x.buf
		}
		x.w.skip(end)
		return nil
	}
}

// attr is the value of an attribute by its name with prefix, nil when absent.
func (x *xmlScanner) attr(name string) []byte {
	var key, val []byte
	for a := x.attrs; len(a) > 0; {
		if key, val, a = nextAttr(a); string(key) == name {
			if bytes.IndexByte(val, '&') >= 0 {
				return unescape(nil, val)
			}
			return val
		}
	}
	return nil
}

// nextAttr cuts the first attribute off a.
func nextAttr(a []byte) (key, val, rest []byte) {
	i := 0
	for i < len(a) && a[i] <= ' ' {
		i++
	}
	from := i
	for i < len(a) && a[i] != '=' && a[i] > ' ' {
		i++
	}
	key = a[from:i]
	for i < len(a) && (a[i] == '=' || a[i] <= ' ') {
		i++
	}
	if i == len(a) || a[i] != '"' && a[i] != '\'' {
		return nil, nil, nil
	}
	quote := a[i]
	i++
	from = i
	for i < len(a) && a[i] != quote {
		i++
	}
	if i == len(a) {
		return nil, nil, nil
	}
	return key, a[from:i], a[i+1:]
}

// unescape appends s to dst with the five entities and numbered characters
// resolved, and the _x000D_ of office programs.
func unescape(dst, s []byte) []byte {
	for {
		i := bytes.IndexByte(s, '&')
		if i < 0 {
			return append(dst, s...)
		}
		dst = append(dst, s[:i]...)
		s = s[i:]
		end := bytes.IndexByte(s[:min(len(s), 12)], ';')
		if end < 0 {
			dst, s = append(dst, '&'), s[1:]
			continue
		}
		switch ent := string(s[1:end]); ent {
		case "amp":
			dst = append(dst, '&')
		case "lt":
			dst = append(dst, '<')
		case "gt":
			dst = append(dst, '>')
		case "quot":
			dst = append(dst, '"')
		case "apos":
			dst = append(dst, '\'')
		default:
			r, ok := charRef(ent)
			if !ok {
				dst, s = append(dst, '&'), s[1:]
				continue
			}
			dst = utf8.AppendRune(dst, r)
		}
		s = s[end+1:]
	}
}

func charRef(ent string) (rune, bool) {
	if len(ent) < 2 || ent[0] != '#' {
		return 0, false
	}
	digits, base := ent[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseInt(digits, base, 32)
	return rune(n), err == nil
}
