package classify

import (
	"bytes"
	"net/netip"
	"strings"
	"unicode/utf8"
)

// Bytes of the part before the @, those that cannot begin it, and those of a domain.
const (
	ofLocal = 1 << iota
	notFirst
	ofDomain
)

var mailBytes = func() (t [256]byte) {
	for c := range t {
		if isAlnum(byte(c)) || c >= 0x80 {
			t[c] = ofLocal | ofDomain
		}
	}
	for _, c := range "._%+-'!#$&*?^`{|}~" {
		t[c] |= ofLocal
	}
	for _, c := range ".'&?{|}`-*%" {
		t[c] |= notFirst
	}
	t['-'] |= ofDomain
	return t
}()

// fileEnding says whether an ending is that of a file: they follow an @ in names
// of pictures (img@2x.png), never in addresses.
func fileEnding(tld []byte) bool {
	if len(tld) > 4 {
		return false
	}
	w := uint32(0)
	for _, c := range tld {
		w = w<<8 | uint32(lower(c))
	}
	for _, e := range fileEndings[w*0x9E3779B1>>(32-6)] {
		if e == w {
			return true
		}
	}
	return false
}

// fileEndings are endings of up to four letters, in a table by their hash.
var fileEndings = func() (out [1 << 6][]uint32) {
	for e := range strings.FieldsSeq("png jpg jpeg gif webp avif svg css js mjs cjs jsx tsx ts json md rb html htm xml yaml yml txt py sh tgz zip gz pdf ico woff scss less php tiff bmp heic mp4 exe jar log conf") {
		w := uint32(0)
		for i := range len(e) {
			w = w<<8 | uint32(e[i])
		}
		out[w*0x9E3779B1>>(32-6)] = append(out[w*0x9E3779B1>>(32-6)], w)
	}
	return out
}()

// email walks outwards from an @, or from what it is in a URL (%40) or in mail (=40).
func email(text []byte, at, from int) (found, bool) {
	start, sign := at, 1
	switch text[at] {
	case '%', '=':
		sign = 3
	case '\\':
		sign = 6
	}
	if at+sign < len(text) && text[at+sign] == '[' && sign == 1 {
		return literalEmail(text, at, from)
	}
	if at+sign >= len(text) || mailBytes[text[at+sign]]&ofDomain == 0 || at == from {
		return found{}, false
	}
	if at > from+2 && text[at-1] == '"' {
		return quotedEmail(text, at, from)
	}
	bits := byte(0) // of all letters
	dots := -1      // where the last two dots stand side by side
	for start > from && at-start < 64 && mailBytes[text[start-1]]&ofLocal != 0 {
		start--
		bits |= text[start]
		if text[start] == '.' && text[start+1] == '.' && dots < 0 {
			dots = start
		}
	}
	for start < at && mailBytes[text[start]]&notFirst != 0 {
		start++
	}
	if start == at || text[at-1] == '.' {
		return found{}, false
	}
	end, dot, label := at+sign, -1, at+sign
	for end < len(text) && end-at < 254 {
		c := text[end]
		if c == '.' {
			if end == label || text[end-1] == '-' {
				break
			}
			dot, label = end, end+1
		} else if mailBytes[c]&ofDomain == 0 {
			break
		}
		bits |= c
		end++
	}
	for end > at+sign && (text[end-1] == '.' || text[end-1] == '-') {
		end--
		if dot >= end {
			dot = bytes.LastIndexByte(text[:end], '.')
		}
	}
	if sign == 3 && text[at] == '%' { // the rest of the URL is escaped too
		// But a plus or a dot belongs to the address.
		for at-start > 3 {
			i := bytes.LastIndexByte(text[start:at], '%')
			for i > 0 && at-start-i > 3 && ofAddress(text[start+i:]) {
				if j := bytes.LastIndexByte(text[start:start+i], '%'); j < 0 {
					i = -1
				} else {
					i = j
				}
			}
			if i >= 0 && at-start-i > 3 {
				start += i + 3
			}
			break
		}
	}
	if start == at || dot <= at+sign || end-dot-1 < 2 || end-dot-1 > 24 || dots >= start {
		return found{}, false
	}
	tld, wide, most := text[dot+1:end], false, byte(0)
	for _, c := range tld {
		if isDigit(c) || c == '-' {
			if len(tld) < 5 || tld[0]|0x20 != 'x' || tld[1]|0x20 != 'n' || tld[2] != '-' || tld[3] != '-' {
				return found{}, false
			}
			break
		}
		wide = wide || c >= 0x80
	}
	if fileEnding(tld) && (len(tld) > 2 || bytes.IndexByte(text[at+sign:dot], '.') < 0) {
		return found{}, false
	}
	// Signs that are no letters, such as dashes and quotes of printers, end it.
	if bits >= 0x80 {
		for _, c := range text[start:end] {
			wide = wide || c >= 0x80
			most = max(most, c)
		}
	}
	if wide {
		for start < at && text[start] >= 0x80 && !utf8.RuneStart(text[start]) {
			start++
		}
		if cut := lastWideSign(text[start:at]); cut > 0 {
			start += cut
		}
		if most >= 0xe0 {
			start, end = amongUnspaced(text, start, at, at+sign, dot, end)
		}
		if !utf8.Valid(text[start:end]) || start == at {
			return found{}, false
		}
		if cut := firstWideSign(text[at+sign : end]); cut >= 0 {
			end = at + sign + cut
			dot = bytes.LastIndexByte(text[:end], '.')
			if dot <= at+sign || end-dot-1 < 2 {
				return found{}, false
			}
		}
	}
	// ssh://git@host.tld, git@host.tld:path and user:password@host are addresses of machines.
	if start > 1 && text[start-1] == '/' && text[start-2] == '/' {
		return found{}, false
	}
	if end < len(text) && text[end] == ':' && end+1 < len(text) && (isAlnum(text[end+1]) || text[end+1] == '/' || text[end+1] == '~' || text[end+1] == '.') {
		if machineUsers[string(text[start:bytes.IndexByte(text[start:end], '@')+start])] {
			return found{}, false
		}
		if _, ok := behindAddress(text, end); ok {
			return hit("email", start, end, .95), true // anna@mail.example:k3...
		}
		// anna@mail.example:word, as lists of stolen logins have it; a path on a machine has more to it.
		if word := text[end+1 : min(len(text), end+40)]; isAlnum(word[0]) && bytes.IndexAny(word[:wordEnd(word)], "/\\~.") < 0 {
			return hit("email", start, end, .85), true
		}
		return found{}, false
	}
	if start > 1 && text[start-1] == ':' && text[start-2] != ' ' && bytes.Contains(text[max(0, start-60):start], []byte("://")) && !mailto(text[max(0, start-7):start]) {
		return found{}, false
	}
	return hit("email", start, end, .99), true
}

// wordEnd is where the first blank or end of line is.
func wordEnd(b []byte) int {
	if i := bytes.IndexAny(b, " \t\r\n"); i >= 0 {
		return i
	}
	return len(b)
}

// machineUsers are those as whom one works on another machine.
var machineUsers = set("git root admin deploy deployer ubuntu debian centos ec2-user backup www-data hg svn gitlab jenkins ansible vagrant pi user")

func mailto(b []byte) bool { return bytes.EqualFold(b, []byte("mailto:")) }

// amongUnspaced cuts an address of ASCII out of letters without blanks between words.
func amongUnspaced(text []byte, start, at, domain, dot, end int) (int, int) {
	if text[at-1] < 0x80 {
		for p := at - 1; p > start; p-- {
			if text[p] >= 0xe0 && unspaced(text, p) {
				start = p + 3
				for start < at && mailBytes[text[start]]&notFirst != 0 {
					start++
				}
				break
			}
		}
	}
	if text[domain] < 0x80 && text[dot+1] < 0x80 {
		for p := dot + 3; p < end; p++ {
			if text[p] >= 0xe0 && unspaced(text, p) {
				return start, p
			}
		}
	}
	return start, end
}

// lastWideSign is behind the last rune of b that is punctuation outside of
// ASCII, firstWideSign before the first; 0 and -1 without one.
func lastWideSign(b []byte) int {
	out := 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		i += n
		if wideSign(r) {
			out = i
		}
	}
	return out
}

func firstWideSign(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if wideSign(r) {
			return i
		}
		i += n
	}
	return -1
}

func wideSign(r rune) bool {
	if r >= 0xc0 && r < 0x2000 {
		return r == 0xd7 || r == 0xf7
	}
	return r >= 0x80 && r < 0xc0 && r != 0xaa && r != 0xb5 && r != 0xba || r >= 0x2000 && r <= 0x206f || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff0f || r >= 0xff1a && r <= 0xff20 || r >= 0xff3b && r <= 0xff40 || r >= 0xff5b && r <= 0xff65
}

// literalEmail takes anna@[192.0.2.1] (RFC 5321, 4.1.3).
func literalEmail(text []byte, at, from int) (found, bool) {
	n := bytes.IndexByte(text[at:min(len(text), at+56)], ']')
	if n < 4 {
		return found{}, false
	}
	host := string(text[at+2 : at+n])
	if len(host) > 5 && strings.EqualFold(host[:5], "ipv6:") {
		host = host[5:]
	}
	if _, err := netip.ParseAddr(host); err != nil {
		return found{}, false
	}
	start := at
	for start > from && at-start < 64 && mailBytes[text[start-1]]&ofLocal != 0 {
		start--
	}
	for start < at && mailBytes[text[start]]&notFirst != 0 {
		start++
	}
	return hit("email", start, at+n+1, .95), start < at
}

// quotedEmail takes "anna ott"@mail.example.
func quotedEmail(text []byte, at, from int) (found, bool) {
	start := at - 2
	for start > from && at-start < 66 && text[start] != '"' && text[start] >= ' ' {
		start--
	}
	if text[start] != '"' || at-start < 3 {
		return found{}, false
	}
	// The domain is that of an address with a plain name.
	var plain [256]byte
	plain[0] = 'x'
	n := copy(plain[1:], text[at:])
	f, ok := email(plain[:n+1], 1, 0)
	return hit("email", start, at+int(f.end)-1, .95), ok
}

// ofAddress says whether b begins with a sign of an address as URLs escape it: a
// plus, a dot, a dash, a line below.
func ofAddress(b []byte) bool {
	if len(b) < 3 {
		return false
	}
	switch string(b[1:3]) {
	case "2B", "2b", "2E", "2e", "2D", "2d", "5F", "5f":
		return true
	}
	return false
}

// spelledEmail takes anna [at] mail [dot] example, as people write it whom robots shall
// not read, from its bracket.
func spelledEmail(text []byte, i, from int) (found, bool) {
	if i+5 > len(text) || text[i+1]|0x20 != 'a' || text[i+2]|0x20 != 't' || text[i+3] != ']' && text[i+3] != ')' {
		return found{}, false
	}
	start := i
	for {
		at := start
		if at > from && text[at-1] == ' ' {
			at--
		}
		for at > from && i-at < 64 && text[at-1] < 0x80 && mailBytes[text[at-1]]&ofLocal != 0 {
			at--
		}
		if at > from && at < start && (text[at-1] == ']' || text[at-1] == ')') || at == start {
			break
		}
		// anna (dot) ott
		start = at
		if p := dotBefore(text, at, from); p < at {
			start = p
			continue
		}
		break
	}
	for start < i && (text[start] == ' ' || mailBytes[text[start]]&notFirst != 0) {
		start++
	}
	if start >= i {
		return found{}, false
	}
	end, dots, label := i+4, 0, 0
	if end < len(text) && text[end] == ' ' {
		end++
	}
	last := end
	for end < len(text) && end-i < 80 {
		if c := text[end]; isAlnum(c) || c == '-' {
			end++
			label++
			last = end
			continue
		}
		if label == 0 {
			break
		}
		if n := dotAt(text, end); n > 0 && end+n < len(text) && isAlnum(text[end+n]) {
			end += n
			dots++
			label = 0
			continue
		}
		break
	}
	if dots == 0 || label < 2 {
		return found{}, false
	}
	return hit("email", start, last, .93), true
}

// dotAt is how long the dot is that stands at i, or that is spelled there: [dot], (dot).
func dotAt(text []byte, i int) int {
	if text[i] == '.' {
		return 1
	}
	at := i
	if text[at] == ' ' {
		at++
	}
	if at+5 > len(text) || text[at] != '[' && text[at] != '(' || !bytes.EqualFold(text[at+1:at+4], []byte("dot")) || text[at+4] != ']' && text[at+4] != ')' {
		return 0
	}
	if at += 5; at < len(text) && text[at] == ' ' {
		at++
	}
	return at - i
}

// dotBefore is where a spelled dot begins that ends at i.
func dotBefore(text []byte, i, from int) int {
	at := i
	if at > from && text[at-1] == ' ' {
		at--
	}
	if at-5 < from || text[at-1] != ']' && text[at-1] != ')' || !bytes.EqualFold(text[at-4:at-1], []byte("dot")) || text[at-5] != '[' && text[at-5] != '(' {
		return i
	}
	return at - 5
}
