package pdf

import (
	"bytes"
	"strconv"
)

// The objects of a file: nil, bool, float64, text, name, []any, dict, ref,
// stream; word is an operator or keyword.
type (
	name string
	text []byte
	word string
	dict map[name]any
	ref  int
)

type stream struct {
	dict dict
	raw  []byte
}

const maxNesting = 40

// lexer reads objects from a piece of a file. It never fails: what makes no
// sense is skipped, and at the end it says so.
type lexer struct {
	b   []byte
	pos int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelim(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (l *lexer) space() {
	for l.pos < len(l.b) {
		c := l.b[l.pos]
		if c == '%' {
			for l.pos < len(l.b) && l.b[l.pos] != '\n' && l.b[l.pos] != '\r' {
				l.pos++
			}
			continue
		}
		if !isSpace(c) {
			return
		}
		l.pos++
	}
}

// closing marks the end of an array or a dictionary.
const (
	closeArray = word("]")
	closeDict  = word(">>")
)

// next is the next object or word; ok is false at the end. Within content
// streams there are no references, so they are put together by object only.
func (l *lexer) next(depth int) (v any, ok bool) {
	l.space()
	if l.pos >= len(l.b) {
		return nil, false
	}
	c := l.b[l.pos]
	switch c {
	case '/':
		l.pos++
		return l.name(), true
	case '(':
		return l.literal(), true
	case '[':
		l.pos++
		var out []any
		for depth < maxNesting {
			v, ok := l.next(depth + 1)
			if !ok || v == closeArray {
				break
			}
			if w, is := v.(word); is {
				if out, is = reference(out, w); is {
					continue
				}
				if w == closeDict {
					break
				}
				v = keyword(w)
			}
			out = append(out, v)
		}
		return out, true
	case '<':
		if bytes.HasPrefix(l.b[l.pos:], []byte("<<")) {
			l.pos += 2
			return l.dict(depth), true
		}
		return l.hex(), true
	case ']':
		l.pos++
		return closeArray, true
	case '>':
		if bytes.HasPrefix(l.b[l.pos:], []byte(">>")) {
			l.pos += 2
			return closeDict, true
		}
		l.pos++
		return l.next(depth)
	case ')', '{', '}':
		l.pos++
		return word(string(c)), true
	}
	from := l.pos
	for l.pos < len(l.b) && !isSpace(l.b[l.pos]) && !isDelim(l.b[l.pos]) {
		l.pos++
	}
	s := l.b[from:l.pos]
	if c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9' {
		if f, err := strconv.ParseFloat(string(s[:min(len(s), 40)]), 64); err == nil {
			return f, true
		}
	}
	return word(s), true
}

// reference folds the end of list, "12 0" before an R, into one.
func reference(list []any, w word) ([]any, bool) {
	if w != "R" || len(list) < 2 {
		return list, false
	}
	n, ok := list[len(list)-2].(float64)
	_, gen := list[len(list)-1].(float64)
	if !ok || !gen || n < 0 || n > maxObjects*100 {
		return list, false
	}
	return append(list[:len(list)-2], ref(n)), true
}

func keyword(w word) any {
	switch w {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return w
}

func (l *lexer) dict(depth int) dict {
	out := dict{}
	var list []any
	for depth < maxNesting {
		v, ok := l.next(depth + 1)
		if !ok || v == closeDict {
			break
		}
		if w, is := v.(word); is {
			if list, is = reference(list, w); is {
				continue
			}
			if w == "endobj" || w == "stream" { // it was never closed
				l.pos -= len(w)
				break
			}
			v = keyword(w)
		}
		list = append(list, v)
	}
	for i := 0; i+1 < len(list); i += 2 {
		k, ok := list[i].(name)
		if !ok {
			i-- // out of step: try again one further
			continue
		}
		out[k] = list[i+1]
	}
	return out
}

func (l *lexer) name() name {
	var out []byte
	for l.pos < len(l.b) && !isSpace(l.b[l.pos]) && !isDelim(l.b[l.pos]) && len(out) < 128 {
		c := l.b[l.pos]
		if c == '#' && l.pos+2 < len(l.b) {
			if n, err := strconv.ParseUint(string(l.b[l.pos+1:l.pos+3]), 16, 8); err == nil {
				out = append(out, byte(n))
				l.pos += 3
				continue
			}
		}
		out = append(out, c)
		l.pos++
	}
	return name(out)
}

func (l *lexer) hex() text {
	l.pos++
	var out text
	half, high := false, byte(0)
	for l.pos < len(l.b) {
		c := l.b[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		var d byte
		switch {
		case c >= '0' && c <= '9':
			d = c - '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			d = c | 0x20 - 'a' + 10
		default:
			continue
		}
		if half = !half; half {
			high = d << 4
		} else {
			out = append(out, high|d)
		}
	}
	if half {
		out = append(out, high)
	}
	return out
}

func (l *lexer) literal() text {
	l.pos++
	var out text
	for depth := 1; l.pos < len(l.b); l.pos++ {
		c := l.b[l.pos]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.pos++
				return out
			}
		case '\\':
			l.pos++
			if l.pos >= len(l.b) {
				return out
			}
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return out
}

// escape reads what follows a backslash and leaves pos on its last byte.
func (l *lexer) escape(out text) text {
	switch c := l.b[l.pos]; c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b', 'f':
		return append(out, ' ')
	case '\r':
		if l.pos+1 < len(l.b) && l.b[l.pos+1] == '\n' {
			l.pos++
		}
		return out
	case '\n':
		return out
	default:
		if c < '0' || c > '7' {
			return append(out, c)
		}
		n := 0
		for i := 0; i < 3 && l.pos < len(l.b) && l.b[l.pos] >= '0' && l.b[l.pos] <= '7'; i++ {
			n = n*8 + int(l.b[l.pos]-'0')
			l.pos++
		}
		l.pos--
		return append(out, byte(n))
	}
}
