package classify

import "bytes"

// Find is one thing found in a text.
type Find struct {
	Kind       Kind
	Start, End int // byte offsets
	Confidence float64
}

const (
	classNone = iota
	classAt
	classDigit
	classPlus
	classUpper
	classLower
	classDash
	classColon
	classOpen
)

var classes = func() (t [256]byte) {
	for c := '0'; c <= '9'; c++ {
		t[c] = classDigit
	}
	for c := 'A'; c <= 'Z'; c++ {
		t[c] = classUpper
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c] = classLower
	}
	t['@'], t['+'], t['-'], t[':'], t['('] = classAt, classPlus, classDash, classColon, classOpen
	return t
}()

func isDigit(c byte) bool { return c-'0' < 10 }
func isUpper(c byte) bool { return c-'A' < 26 }
func isAlnum(c byte) bool { return isDigit(c) || (c|0x20)-'a' < 26 }

// Scan reads a whole text once and yields what it finds, in order and without
// overlap. It ends when yield returns false.
func Scan(text []byte, yield func(Find) bool) {
	done := 0 // nothing before it is looked at again
	for i := 0; i < len(text); i++ {
		var f Find
		ok := false
		switch classes[text[i]] {
		case classAt:
			f, ok = email(text, i, done)
		case classDigit, classPlus, classOpen:
			var skip int
			f, ok, skip = number(text, i, done)
			if !ok && skip > i {
				i = skip - 1
				continue
			}
		case classUpper:
			if i > 0 && isAlnum(text[i-1]) {
				continue
			}
			if f, ok = iban(text, i); !ok {
				if f, ok = lettered(text, i); !ok {
					f, ok = capitals(text, i)
				}
			}
		case classLower:
			if i > 0 && isAlnum(text[i-1]) {
				continue
			}
			f, ok = word(text, i)
		case classDash:
			if bytes.HasPrefix(text[i:], []byte("-----BEGIN ")) {
				f, ok = privateKey(text, i)
			}
		case classColon:
			if i+2 < len(text) && text[i+1] == '/' && text[i+2] == '/' {
				f, ok = connection(text, i, done)
			}
		}
		if !ok || f.Start < done {
			continue
		}
		if !yield(f) {
			return
		}
		done = f.End
		i = f.End - 1
	}
}
