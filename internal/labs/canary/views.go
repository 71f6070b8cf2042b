package canary

import (
	"bytes"
	"html"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// views searches b as it is and with each kind of escape undone, alone and one
// inside the other (a URL in HTML, HTML in JSON, JSON in HTML).
func (c *collect) views(name string, b []byte, base int64, seen map[seenKey]bool) {
	c.match(name, plain, b, base, seen)
	look := func(view string, text []byte, changed bool) {
		if changed {
			c.match(name, view, text, base, seen)
		}
	}
	j, isJSON := unJSON(b)
	look("json", j, isJSON)
	u, isURL := unURL(b)
	look("url", u, isURL)
	h, isHTML := unHTML(b)
	look("html", h, isHTML)
	if q, ok := unQuoted(b); ok {
		look("quoted-printable", q, true)
	}
	all := b
	if isJSON || isURL || isHTML {
		for _, undo := range []func([]byte) ([]byte, bool){unHTML, unJSON, unHTML, unURL, unJSON} {
			all, _ = undo(all)
		}
		look("nested", all, true)
		if w, ok := unWrap(all); ok {
			look("wrapped", w, true)
		}
	}
	if w, ok := unWrap(b); ok {
		look("wrapped", w, true)
	}
	if bytes.IndexByte(b, '+') >= 0 { // a space in a query, but itself in a phone number
		bare, _ := unJSON(b)
		bare, _ = unHTML(bare)
		f, _ := unURL(bytes.ReplaceAll(bare, []byte{'+'}, []byte{' '}))
		look("form", f, true)
	}
	if w, ok := unLine(b); ok {
		look("lines", w, true)
	}
	for _, t := range pdfText(b) {
		look("pdf", t, true)
	}
}

// unJSON undoes backslash escapes: those of JSON and JavaScript, and the \' of SQL.
func unJSON(b []byte) ([]byte, bool) {
	if bytes.IndexByte(b, '\\') < 0 {
		return b, false
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		next := bytes.IndexByte(b[i:], '\\')
		if next < 0 || i+next+1 >= len(b) {
			out = append(out, b[i:]...)
			break
		}
		out = append(out, b[i:i+next]...)
		i += next
		switch e := b[i+1]; e {
		case 'u', 'x':
			r, n := escaped(b[i:])
			if n == 0 {
				out, i = append(out, b[i]), i+1
				continue
			}
			if lo, m := escaped(b[i+n:]); utf16.IsSurrogate(r) && m > 0 {
				r, n = utf16.DecodeRune(r, lo), n+m
			}
			out, i = utf8.AppendRune(out, r), i+n
		case 'n', 'r', 't', 'b', 'f':
			out, i = append(out, ' '), i+2
		default:
			out, i = append(out, e), i+2
		}
	}
	return out, true
}

// escaped reads \uXXXX or \xXX and says how long it is; 0 when it is neither.
func escaped(b []byte) (rune, int) {
	digits := 0
	if len(b) >= 6 && b[0] == '\\' && b[1] == 'u' {
		digits = 4
	} else if len(b) >= 4 && b[0] == '\\' && b[1] == 'x' {
		digits = 2
	} else {
		return 0, 0
	}
	n, err := strconv.ParseUint(string(b[2:2+digits]), 16, 32)
	if err != nil {
		return 0, 0
	}
	return rune(n), 2 + digits
}

// unURL undoes %XX.
func unURL(b []byte) ([]byte, bool) {
	if bytes.IndexByte(b, '%') < 0 {
		return b, false
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '%' && i+2 < len(b) && isHex(b[i+1]) && isHex(b[i+2]):
			out = append(out, unHex(b[i+1])<<4|unHex(b[i+2]))
			i += 2
		default:
			out = append(out, b[i])
		}
	}
	return out, true
}

// unHTML undoes character references, named and numbered.
func unHTML(b []byte) ([]byte, bool) {
	if bytes.IndexByte(b, '&') < 0 {
		return b, false
	}
	return []byte(html.UnescapeString(string(b))), true
}

// unQuoted undoes quoted-printable, in which mails are written.
func unQuoted(b []byte) ([]byte, bool) {
	if bytes.IndexByte(b, '=') < 0 {
		return b, false
	}
	out := make([]byte, 0, len(b))
	changed := false
	for i := 0; i < len(b); i++ {
		if b[i] == '=' && i+2 < len(b) && isHex(b[i+1]) && isHex(b[i+2]) {
			out = append(out, unHex(b[i+1])<<4|unHex(b[i+2]))
			i, changed = i+2, true
			continue
		}
		if b[i] == '=' && i+1 < len(b) && (b[i+1] == '\n' || b[i+1] == '\r' && i+2 < len(b) && b[i+2] == '\n') {
			if i++; b[i] == '\r' {
				i++
			}
			changed = true
			continue
		}
		out = append(out, b[i])
	}
	return out, changed
}

// unWrap makes one space of each run of white space and no-break spaces, so
// that a value broken over two lines is whole again.
func unWrap(b []byte) ([]byte, bool) {
	out := make([]byte, 0, len(b))
	changed, inside := false, false
	for i := 0; i < len(b); i++ {
		ch := b[i]
		white := ch == ' ' || ch == '\n' || ch == '\r' || ch == '\t'
		if ch == 0xc2 && i+1 < len(b) && b[i+1] == 0xa0 {
			white, changed = true, true
			i++
		}
		if !white {
			out, inside = append(out, ch), false
			continue
		}
		changed = changed || inside || ch != ' '
		if !inside {
			out = append(out, ' ')
		}
		inside = true
	}
	return out, changed
}

// unLine joins the lines of base64 and hex blocks, as in mails and PEM files:
// lines of at least 40 characters of those alphabets and nothing else.
func unLine(b []byte) ([]byte, bool) {
	if bytes.IndexByte(b, '\n') < 0 {
		return b, false
	}
	out := make([]byte, 0, len(b))
	changed := false
	for len(b) > 0 {
		line, rest, found := bytes.Cut(b, []byte{'\n'})
		bare := bytes.TrimRight(line, "\r")
		block := len(bare) >= 40
		for _, ch := range bare {
			if !(ch|0x20-'a' < 26 || ch-'0' < 10 || ch == '+' || ch == '/' || ch == '-' || ch == '_' || ch == '=') {
				block = false
				break
			}
		}
		if block {
			out, changed = append(out, bare...), true
		} else {
			out = append(out, line...)
			if found {
				out = append(out, '\n')
			}
		}
		b = rest
	}
	return out, changed
}

func isHex(c byte) bool { return c-'0' < 10 || (c|0x20)-'a' < 6 }

func unHex(c byte) byte {
	if c-'0' < 10 {
		return c - '0'
	}
	return (c | 0x20) - 'a' + 10
}
