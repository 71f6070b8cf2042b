package formats

import (
	"bufio"
	"io"
	"strconv"
	"unicode/utf8"

	textenc "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// rtf reads the text of a Rich Text file: what is in groups of fonts, styles
// and pictures is no text (Rich Text Format Specification 1.9.1). objects is how
// many objects of other programs were put into it.
func (rd *reader) rtf(r io.Reader) (objects int, err error) {
	br := bufio.NewReaderSize(r, 64<<10)
	var out []byte
	var letter textenc.Encoding // of \'xx; nil: Windows-1252
	type group struct {
		hidden bool
		uc     int // letters that stand in for one \u
	}
	cur, stack := group{uc: 1}, []group(nil)
	skip := 0      // letters still to be left out
	fresh := false // a group has just begun
	put := func(c rune) {
		if skip > 0 {
			skip--
		} else if !cur.hidden {
			out = utf8.AppendRune(out, c)
		}
	}
	for n := 0; ; n++ {
		if len(out) > bufferSize/2 {
			if err := rd.sink.Text(out); err != nil {
				return objects, err
			}
			out = out[:0]
		}
		c, err := br.ReadByte()
		if err == io.EOF {
			break
		}
		if err != nil {
			return objects, err
		}
		switch c {
		case '{':
			if len(stack) < 10_000 {
				stack = append(stack, cur)
			}
			fresh = true
			continue
		case '}':
			if len(stack) > 0 {
				cur, stack = stack[len(stack)-1], stack[:len(stack)-1]
			}
			skip = 0
		case '\r', '\n':
		case '\\':
			word, num, has, sign := control(br)
			switch {
			case sign == '*':
				cur.hidden = true // unless the reader knows what follows, which we need not
			case sign == '\'':
				b := []byte{byte(num)}
				if letter != nil {
					if s, err := letter.NewDecoder().Bytes(b); err == nil {
						put([]rune(string(s))[0])
						break
					}
				}
				put(windows1252(b[0]))
			case sign == '~', sign == '_':
				put(' ')
			case sign == '-':
			case sign != 0:
				put(rune(sign))
			}
			switch word {
			case "par", "line", "row", "sect", "page":
				put('\n')
			case "tab", "cell", "nestcell":
				put('\t')
			case "emdash", "endash", "bullet", "emspace", "enspace":
				put(' ')
			case "u":
				if num < 0 {
					num += 65536
				}
				put(rune(num))
				skip = cur.uc
			case "uc":
				cur.uc = max(0, min(num, 10))
			case "ansicpg":
				if has && num != 1252 {
					letter, _ = htmlindex.Get("windows-" + strconv.Itoa(num))
				}
			case "bin":
				if _, err := io.CopyN(io.Discard, br, int64(max(num, 0))); err != nil && err != io.EOF {
					return objects, err
				}
			case "fonttbl", "colortbl", "stylesheet", "pict", "themedata", "colorschememapping", "datastore", "latentstyles", "listtable", "listoverridetable", "rsidtbl", "objdata":
				if fresh {
					cur.hidden = true
				}
				if word == "objdata" {
					objects++
				}
			}
		default:
			if c < 0x80 {
				put(rune(c))
			} else {
				put(windows1252(c))
			}
		}
		fresh = false
	}
	if len(out) == 0 {
		return objects, nil
	}
	return objects, rd.sink.Text(append(out, '\n'))
}

// control reads what stands behind a backslash: a word with a number, or a sign.
func control(br *bufio.Reader) (word string, num int, has bool, sign byte) {
	c, err := br.ReadByte()
	if err != nil {
		return "", 0, false, 0
	}
	if c == '\'' {
		var h [2]byte
		for i := range h {
			h[i], _ = br.ReadByte()
		}
		hi, lo := unhex(h[0]), unhex(h[1])
		if hi < 0 || lo < 0 {
			return "", 0, false, 0
		}
		return "", hi<<4 | lo, true, '\''
	}
	isLetter := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
	if !isLetter(c) {
		if c == '\n' || c == '\r' {
			return "par", 0, false, 0
		}
		return "", 0, false, c
	}
	var w [32]byte
	n := 0
	for err == nil && isLetter(c) {
		if n < len(w) {
			w[n] = c
			n++
		}
		c, err = br.ReadByte()
	}
	neg := c == '-' && err == nil
	if neg {
		c, err = br.ReadByte()
	}
	for err == nil && c >= '0' && c <= '9' {
		if has = true; num < 1<<27 {
			num = num*10 + int(c-'0')
		}
		c, err = br.ReadByte()
	}
	if neg {
		num = -num
	}
	if err == nil && c != ' ' {
		_ = br.UnreadByte() // it was just read
	}
	return string(w[:n]), num, has, 0
}
