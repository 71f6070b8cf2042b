package formats

import (
	"errors"
	"unicode/utf16"
	"unicode/utf8"
)

// space skips white space and shows the byte behind it.
func (j *jsonReader) space() (byte, bool, error) {
	if w := j.w; w.pos < w.end && w.buf[w.pos] > ' ' { // nearly always
		return w.buf[w.pos], true, nil
	}
	for {
		b, ok, err := j.w.peek()
		if err != nil || !ok {
			return 0, false, err
		}
		if b != ' ' && b != '\n' && b != '\t' && b != '\r' && b != 0x1e {
			return b, true, nil
		}
		j.w.skip(1)
	}
}

// bareByte are the bytes of numbers, true, false, null, NaN and Infinity.
var bareByte = func() (t [256]bool) {
	for _, b := range []byte("+-.0123456789eEtruefalsnNaIity") {
		t[b] = true
	}
	return t
}()

// bare reads a number, true, false or null into word; the last three are not
// worth keeping.
func (j *jsonReader) bare() error {
	j.word = j.word[:0]
	for {
		b, ok, err := j.w.peek()
		if err != nil {
			return err
		}
		if !ok || b <= ' ' || b == ',' || b == ']' || b == '}' || b == ':' {
			break
		}
		if len(j.word) > 64 || !bareByte[b] {
			return errSyntax
		}
		j.word = append(j.word, b)
		j.w.skip(1)
	}
	switch string(j.word) {
	case "":
		return errSyntax
	case "true", "false", "null":
		j.word = j.word[:0]
	}
	return nil
}

// str reads a string into word. A string longer than a cell goes on as text.
func (j *jsonReader) str(path string, t *jsonTable) error {
	j.w.skip(1)
	j.word = j.word[:0]
	for {
		// What holds no quote, escape or control character is taken whole.
		data := j.w.data()
		n := 0
		for n < len(data) && data[n] != '"' && data[n] != '\\' && data[n] >= 0x20 {
			n++
		}
		j.word = append(j.word, data[:n]...)
		j.w.skip(n)
		if len(j.word) > maxCell {
			cut := softCut(j.word)
			if err := j.flush(); err != nil {
				return err
			}
			if err := j.rd.sink.Text(j.word[:cut]); err != nil {
				return err
			}
			j.word = j.word[:copy(j.word, j.word[cut:])]
		}
		b, ok, err := j.w.next()
		switch {
		case err != nil:
			return err
		case !ok:
			return errSyntax
		case b == '"':
			return nil
		case b == '\\':
			if err := j.escape(); err != nil {
				return err
			}
		default:
			j.word = append(j.word, b)
		}
	}
}

func (j *jsonReader) escape() error {
	b, ok, err := j.w.next()
	if err != nil || !ok {
		return errors.Join(err, errSyntax)
	}
	switch b {
	case 'n', 'r':
		b = '\n'
	case 't':
		b = '\t'
	case 'b', 'f':
		b = ' '
	case 'u':
		r, err := j.hex4()
		if err != nil {
			return err
		}
		if utf16.IsSurrogate(r) {
			if s := j.w.data(); len(s) >= 6 && s[0] == '\\' && s[1] == 'u' || j.w.more() == nil {
				if s = j.w.data(); len(s) >= 2 && s[0] == '\\' && s[1] == 'u' {
					j.w.skip(2)
					low, err := j.hex4()
					if err != nil {
						return err
					}
					r = utf16.DecodeRune(r, low)
				}
			}
		}
		j.word = utf8.AppendRune(j.word, r)
		return nil
	}
	j.word = append(j.word, b)
	return nil
}

func (j *jsonReader) hex4() (rune, error) {
	var r rune
	for range 4 {
		b, ok, err := j.w.next()
		if err != nil || !ok {
			return 0, errors.Join(err, errSyntax)
		}
		switch {
		case b >= '0' && b <= '9':
			b -= '0'
		case b|0x20 >= 'a' && b|0x20 <= 'f':
			b = b | 0x20 - 'a' + 10
		default:
			return 0, errSyntax
		}
		r = r<<4 | rune(b)
	}
	return r, nil
}
