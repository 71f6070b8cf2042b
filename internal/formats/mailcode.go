package formats

import (
	"bufio"
	"bytes"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// base64Reader decodes base64 and leaves out whatever is none: mail programs
// and virus scanners put lines of their own into it. A group that is cut off at
// the end still gives its whole bytes.
type base64Reader struct {
	r    io.Reader
	buf  [3 << 10]byte
	in   []byte
	acc  uint32
	bits int
	err  error
}

var base64Value = func() (t [256]int8) {
	for i := range t {
		t[i] = -1
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		t[c] = int8(i)
	}
	return t
}()

func (d *base64Reader) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if len(d.in) == 0 {
			if d.err != nil {
				break
			}
			if n > 0 { // hand over before waiting for more
				return n, nil
			}
			k, err := d.r.Read(d.buf[:])
			d.in, d.err = d.buf[:k], err
			continue
		}
		c := d.in[0]
		d.in = d.in[1:]
		if c == '=' { // what follows begins anew
			d.bits = 0
			continue
		}
		v := base64Value[c]
		if v < 0 {
			continue
		}
		d.acc = d.acc<<6 | uint32(v)
		if d.bits += 6; d.bits >= 8 {
			d.bits -= 8
			p[n] = byte(d.acc >> d.bits)
			n++
		}
	}
	if n == 0 && d.err != nil {
		return 0, d.err
	}
	return n, nil
}

// codedText says whether a file that begins with head is nothing but base64 of
// something that can be read: lines of its letters, all of one length but the last.
func codedText(head []byte) bool {
	width, lines := 0, 0
	for s := head; len(s) > 0; lines++ {
		line, rest, ended := bytes.Cut(s, []byte("\n"))
		line = bytes.TrimSuffix(line, []byte("\r"))
		if lines == 0 {
			if width = len(line); width < 40 {
				return false
			}
		}
		if len(line) > width || len(line) < width && ended && len(bytes.TrimSpace(rest)) > 0 {
			return false
		}
		for _, c := range line {
			if c != '=' && base64Value[c] < 0 {
				return false
			}
		}
		s = rest
	}
	plain, _ := io.ReadAll(&base64Reader{r: bytes.NewReader(head)})
	if len(plain) < 30 {
		return false
	}
	if placed(plain) != nil || packing(plain) != nil {
		return true
	}
	for n := range 4 { // the last letter may be cut
		if cut := plain[:len(plain)-n]; utf8.Valid(cut) {
			return sniffEncoding(cut) == encUTF8 && bytes.IndexByte(cut, ' ')+bytes.IndexByte(cut, '\n') > -2
		}
	}
	return false
}

// quotedReader decodes quoted-printable; what is no code stays as it stands.
type quotedReader struct {
	r   *bufio.Reader
	out []byte
	err error
}

func (d *quotedReader) Read(p []byte) (int, error) {
	for len(d.out) == 0 {
		if d.err != nil {
			return 0, d.err
		}
		line, err := d.r.ReadSlice('\n')
		if err != nil && err != bufio.ErrBufferFull {
			d.err = err
		}
		d.out = decodeQuoted(line) // valid until the next line; the buffer holds more than any line of honest mail
	}
	n := copy(p, d.out)
	d.out = d.out[n:]
	return n, nil
}

// decodeQuoted decodes a line in place.
func decodeQuoted(line []byte) []byte {
	if bytes.IndexByte(line, '=') < 0 {
		return line
	}
	body := bytes.TrimRight(line, "\r\n")
	end := line[len(body):]
	if t := bytes.TrimRight(body, " \t"); len(t) > 0 && t[len(t)-1] == '=' { // the line goes on
		body, end = t[:len(t)-1], nil
	}
	out := body[:0]
	for i := 0; i < len(body); i++ {
		if body[i] == '=' && i+2 < len(body) {
			hi, lo := unhex(body[i+1]), unhex(body[i+2])
			if hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		out = append(out, body[i])
	}
	return append(out, end...)
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// utf7Reader decodes UTF-7 (RFC 2152): what stands between + and - is UTF-16 in
// base64.
type utf7Reader struct {
	r     *bufio.Reader
	out   []byte
	coded bool
	fresh bool // the + was the last byte
	acc   uint32
	bits  int
	high  rune // the first half of a letter
}

func (d *utf7Reader) Read(p []byte) (int, error) {
	for len(d.out) < len(p) && len(d.out) < 4<<10 {
		c, err := d.r.ReadByte()
		if err != nil {
			if len(d.out) > 0 {
				break
			}
			return 0, err
		}
		v := base64Value[c]
		switch {
		case !d.coded && c == '+':
			d.coded, d.fresh, d.acc, d.bits, d.high = true, true, 0, 0, 0
		case !d.coded:
			d.out = append(d.out, c)
		case v >= 0:
			d.fresh = false
			d.acc = d.acc<<6 | uint32(v)
			if d.bits += 6; d.bits >= 16 {
				d.bits -= 16
				d.unit(rune(d.acc >> d.bits & 0xffff))
			}
		default:
			if d.coded = false; c != '-' {
				d.out = append(d.out, c)
			} else if d.fresh {
				d.out = append(d.out, '+')
			}
		}
	}
	n := copy(p, d.out)
	d.out = d.out[:copy(d.out, d.out[n:])]
	return n, nil
}

func (d *utf7Reader) unit(u rune) {
	if d.high != 0 {
		d.out = utf8.AppendRune(d.out, utf16.DecodeRune(d.high, u))
		d.high = 0
	} else if u >= 0xd800 && u < 0xdc00 {
		d.high = u
	} else {
		d.out = utf8.AppendRune(d.out, u)
	}
}
