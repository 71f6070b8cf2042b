package classify

import "bytes"

// Find is one thing found in a text. Below a confidence of a half it is a hint:
// it is shown to those who ask for it and counted by nobody.
type Find struct {
	Kind       Kind
	Start, End int // byte offsets
	Confidence float64
}

const (
	classNone = iota
	classAt
	classDigit
	classPlus // and an opening bracket
	classLetter
	classDash
	classColon
	classAssign // = and >
	classPercent
)

var classes = func() (t [256]byte) {
	for c := '0'; c <= '9'; c++ {
		t[c] = classDigit
	}
	for c := 'A'; c <= 'Z'; c++ {
		t[c], t[c|0x20] = classLetter, classLetter
	}
	for c := 0x80; c < 0x100; c++ {
		t[c] = classLetter
	}
	t['@'], t['+'], t['('], t['-'], t[':'], t['='], t['>'], t['%'] = classAt, classPlus, classPlus, classDash, classColon, classAssign, classAssign, classPercent
	return t
}()

func isDigit(c byte) bool  { return c-'0' < 10 }
func isUpper(c byte) bool  { return c-'A' < 26 }
func isLetter(c byte) bool { return (c|0x20)-'a' < 26 }
func isAlnum(c byte) bool  { return isDigit(c) || isLetter(c) }

// lower is c as a small letter when it is one of ASCII.
func lower(c byte) byte {
	if isUpper(c) {
		return c | 0x20
	}
	return c
}

// Scan reads a whole text once and yields what it finds, in order and without
// overlap. It ends when yield returns false. A find other than a private key
// lies on one line and depends on that line alone.
func Scan(text []byte, yield func(Find) bool) {
	done := 0 // nothing before it is looked at again
	for i := 0; i < len(text); {
		var f Find
		ok, next := false, i+1
		switch classes[text[i]] {
		case classNone:
			i++
			continue
		case classLetter:
			next = wordEnd(text, i)
			f, ok = word(text, i, next)
		case classAt:
			f, ok = email(text, i, done)
		case classDigit, classPlus:
			f, ok, next = number(text, i)
		case classDash:
			if bytes.HasPrefix(text[i:], pemBegin) {
				f, ok = privateKey(text, i)
			}
		case classColon:
			if i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/' {
				f, ok = connection(text, i, done)
			} else if f, ok = assigned(text, i); !ok && i+1 < len(text) && text[i+1] == ':' {
				f, ok = ip6(text, i)
			}
		case classAssign:
			f, ok = assigned(text, i)
		case classPercent:
			if i+2 < len(text) && text[i+1] == '4' && text[i+2] == '0' {
				f, ok = email(text, i, done)
			}
		}
		if !ok || f.Start < done {
			i = next
			continue
		}
		if !yield(f) {
			return
		}
		done = f.End
		i = max(f.End, i+1)
	}
}

// wordEnd is behind the letters and digits from i.
func wordEnd(text []byte, i int) int {
	for i < len(text) && (classes[text[i]] == classLetter || classes[text[i]] == classDigit) {
		i++
	}
	return i
}
