package classify

import "bytes"

// namesItself says whether a value says what has to stand in its place: words
// with signs between them, one of which is for the secret itself or for whose it
// is (app_password, sk-your-key-here), or a reference to where it is kept.
func namesItself(v []byte) bool {
	if len(v) > 80 {
		return false
	}
	if len(v) > 4 && (string(v[:4]) == "arn:" || string(v[:4]) == "ref:") || bytes.HasPrefix(v, []byte("vault:")) || bytes.HasPrefix(v, []byte("op://")) || bytes.HasPrefix(v, []byte("keyvault")) || bytes.HasPrefix(v, []byte("@Microsoft.KeyVault")) {
		return true
	}
	if bytes.Count(v, []byte("/")) > 1 && pathOfWords(v) {
		return true
	}
	if bytes.HasSuffix(v, []byte("-here")) || bytes.HasSuffix(v, []byte("_here")) {
		return true
	}
	parts, own := 0, false
	for len(v) > 0 {
		at := bytes.IndexAny(v, "_- .")
		w := v
		if at >= 0 {
			w = v[:at]
		}
		for _, c := range w {
			if !isLetter(c) {
				return false
			}
		}
		var buf [24]byte
		if len(w) > 16 {
			return false
		}
		own = own || ownWords[string(lowered(buf[:0], w))]
		parts++
		if at < 0 {
			break
		}
		v = v[at+1:]
	}
	return parts > 1 && own
}

var ownWords = set("password passwort passwd passphrase pass pw secret token apikey key your my here xxx xxxx placeholder example sample replace change changeme insert todo dummy fake generate")

// worded says whether most of v is letters and blanks, as sentences are.
func worded(v []byte) bool {
	n := 0
	for _, c := range v {
		if isLetter(c) || c == ' ' || c >= 0x80 {
			n++
		}
	}
	return n*20 > len(v)*17
}

// relicKey is the licence of New Relic: 36 hexadecimal digits and four letters.
func relicKey(w []byte) bool {
	return len(w) == 40 && bytes.HasSuffix(w, []byte("NRAL")) && hex(w[:36])
}

// quotedLogin takes the third argument of what opens a database: the address
// stands before it, the user and the password are apart.
// getConnection("jdbc:mysql://db/shop", "root", "...").
func quotedLogin(text []byte, i, from int) (found, bool) {
	start := i
	for start > from && i-start < 40 && text[start-1] != '"' && text[start-1] > ' ' {
		start--
	}
	if start == from || text[start-1] != '"' || !bytes.HasPrefix(text[start:i], []byte("jdbc:")) {
		return found{}, false
	}
	at := i
	for range 2 { // over the address and the user
		k := bytes.IndexByte(text[at:min(len(text), at+200)], '"')
		if k < 0 {
			return found{}, false
		}
		at += k + 1
		for at < len(text) && (text[at] == ',' || text[at] == ' ') {
			at++
		}
		if at >= len(text) || text[at] != '"' {
			return found{}, false
		}
		at++
	}
	end := at
	for end < len(text) && end-at < 100 && text[end] != '"' && text[end] >= ' ' {
		end++
	}
	if end == len(text) || text[end] != '"' || end-at < 3 || placeholder(text[at:end]) {
		return found{}, false
	}
	return hit("password", at, end, .85), true
}

// innerPart says whether the name that ends at end is one of several parts with
// colons between them.
func (s *scanner) innerPart(end int) bool {
	at := end
	for at > s.line && (isAlnum(s.text[at-1]) || s.text[at-1] == '_' || s.text[at-1] == '-') {
		at--
	}
	return at > s.line && s.text[at-1] == ':'
}

// atRandom says whether a long value is made by chance: letters large and small
// and digits, no path and no words.
func atRandom(v []byte) bool {
	if len(v) < 32 || v[0] == '/' || v[0] == '.' {
		return false
	}
	upper, low, digits := 0, 0, 0
	for _, c := range v {
		switch {
		case isUpper(c):
			upper++
		case isDigit(c):
			digits++
		case isLetter(c):
			low++
		}
	}
	return upper > 4 && low > 4 && digits > 2
}

// innerVariable says whether the name that ends at end is one of a shell's: ${NAME.
func (s *scanner) innerVariable(end int) bool {
	at := end
	for at > s.line && (isAlnum(s.text[at-1]) || s.text[at-1] == '_') {
		at--
	}
	return at > s.line+1 && s.text[at-1] == '{' && s.text[at-2] == '$'
}

// pathOfWords says whether v is words with slashes between them.
func pathOfWords(v []byte) bool {
	for _, c := range v {
		if (c < 'a' || c > 'z') && c != '/' && c != '-' && c != '_' && c != '.' {
			return false
		}
	}
	return true
}

// alphabetic says whether ten letters of v stand in the order of the alphabet, as in examples.
func alphabetic(v []byte) bool {
	run := 0
	for i := 1; i < len(v); i++ {
		if run++; !isLetter(v[i]) || v[i] != v[i-1]+1 {
			run = 0
		} else if run == 9 {
			return true
		}
	}
	return false
}

// filledIn says whether v is one sign throughout, or holds eight of one in a row that
// stand for what is left out: xxxxxxxx, ********.
func filledIn(v []byte) bool {
	run := 0
	for i, c := range v {
		if i > 0 && c == v[i-1] {
			run++
		} else {
			run = 1
		}
		if run == 14 {
			return true
		}
		if run == 8 {
			switch c | 0x20 {
			case 'x', '*' | 0x20, '0' | 0x20, '1' | 0x20, '.' | 0x20, '#' | 0x20:
				return true
			}
		}
	}
	return run == len(v)
}
