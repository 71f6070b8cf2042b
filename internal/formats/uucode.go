package formats

import (
	"bytes"
	"io"
	"strings"
)

// Attachments of old mail programs and of news stand in the text itself: behind a
// line "begin 644 NAME" as three bytes in four letters, or behind "=ybegin" as
// bytes moved by 42.

// inText is the name of an attachment that begins with a line of text.
func inText(line []byte) (name string, moved, ok bool) {
	line = bytes.TrimRight(line, "\r\n")
	if rest, is := bytes.CutPrefix(line, []byte("begin ")); is {
		mode, called, found := bytes.Cut(rest, []byte(" "))
		if !found || len(mode) < 3 || len(mode) > 4 || len(called) == 0 {
			return "", false, false
		}
		for _, c := range mode {
			if c < '0' || c > '7' {
				return "", false, false
			}
		}
		return strings.ToValidUTF8(string(called), "?"), false, true
	}
	if rest, is := bytes.CutPrefix(line, []byte("=ybegin ")); is && bytes.Contains(rest, []byte("size=")) {
		_, called, _ := bytes.Cut(rest, []byte("name="))
		return strings.ToValidUTF8(string(bytes.TrimSpace(called)), "?"), true, true
	}
	return "", false, false
}

// inTextReader decodes what stands in the text, to the line that ends it or to
// the end of the part.
type inTextReader struct {
	m     *mailbox
	moved bool
	begun bool
	done  bool
	buf   []byte
	out   []byte
}

func (d *inTextReader) Read(p []byte) (int, error) {
	for len(d.out) == 0 {
		if d.done {
			return 0, io.EOF
		}
		b, ok := d.m.line()
		if !ok {
			d.done = true
			if d.m.err != nil {
				return 0, d.m.err
			}
			continue
		}
		line := bytes.TrimRight(b, "\r\n")
		switch {
		case !d.begun:
			_, d.moved, d.begun = inText(line)
		case d.moved:
			d.unmove(line)
		default:
			d.uu(line)
		}
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

func (d *inTextReader) uu(line []byte) {
	if string(line) == "end" {
		d.done = true
		return
	}
	if len(line) < 2 {
		return
	}
	n := int(line[0]-' ') & 63
	d.buf = d.buf[:0]
	for s := line[1:]; n > 0 && len(s) > 0; s = s[min(4, len(s)):] {
		var v uint32
		for i := range 4 { // a mailer may have cut blanks off the end
			c := byte(' ')
			if i < len(s) {
				c = s[i]
			}
			v = v<<6 | uint32(c-' ')&63
		}
		three := [3]byte{byte(v >> 16), byte(v >> 8), byte(v)}
		d.buf = append(d.buf, three[:min(n, 3)]...)
		n -= 3
	}
	d.out = d.buf
}

func (d *inTextReader) unmove(line []byte) {
	if bytes.HasPrefix(line, []byte("=yend")) {
		d.done = true
		return
	}
	if bytes.HasPrefix(line, []byte("=ypart")) {
		return
	}
	d.buf = d.buf[:0]
	for i := 0; i < len(line); i++ {
		c := line[i]
		if c == '=' && i+1 < len(line) {
			i++
			c = line[i] - 64
		}
		d.buf = append(d.buf, c-42)
	}
	d.out = d.buf
}
