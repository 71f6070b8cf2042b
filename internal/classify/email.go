package classify

import (
	"bytes"
	"unicode/utf8"
)

func localByte(c byte) bool {
	return isAlnum(c) || c >= 0x80 || bytes.IndexByte([]byte("._%+-'!#$&*/=?^`{|}~"), c) >= 0
}

// fileEndings follow an @ in names of pictures (img@2x.png), never in addresses.
var fileEndings = map[string]bool{"png": true, "jpg": true, "jpeg": true, "gif": true, "webp": true, "svg": true, "css": true, "js": true, "ts": true, "json": true, "html": true, "md": true, "txt": true, "py": true, "sh": true, "tgz": true, "zip": true}

// email walks outwards from an @, or from the %40 that it is in a URL.
func email(text []byte, at, from int) (Find, bool) {
	start, sign := at, 1
	if text[at] == '%' {
		sign = 3
	}
	if at > from+2 && text[at-1] == '"' {
		return quotedEmail(text, at, from)
	}
	for start > from && at-start < 64 && localByte(text[start-1]) {
		start--
	}
	for start < at && bytes.IndexByte([]byte(".'/=&?{|}`-*"), text[start]) >= 0 {
		start++
	}
	if i := bytes.LastIndexByte(text[start:at], '='); i >= 0 { // a=b@c in a query or setting
		start += i + 1
	}
	if i := bytes.LastIndexByte(text[start:at], '/'); i >= 0 {
		start += i + 1
	}
	end, dot, label := at+sign, -1, at+sign
	for end < len(text) && end-at < 254 {
		c := text[end]
		if c == '.' {
			if end == label || text[end-1] == '-' {
				break
			}
			dot, label = end, end+1
		} else if !isAlnum(c) && c != '-' && c < 0x80 {
			break
		}
		end++
	}
	for end > at+sign && (text[end-1] == '.' || text[end-1] == '-') {
		end--
		if dot >= end {
			dot = bytes.LastIndexByte(text[:end], '.')
		}
	}
	if sign == 3 { // the rest of the URL is escaped too
		if i := bytes.LastIndexByte(text[start:at], '%'); i >= 0 && at-start-i > 3 {
			start += i + 3
		}
	}
	if start == at || text[at-1] == '.' || dot <= at+sign || end-dot-1 < 2 || end-dot-1 > 24 {
		return Find{}, false
	}
	if bytes.Contains(text[start:at], []byte("..")) {
		return Find{}, false
	}
	tld := text[dot+1 : end]
	for _, c := range tld {
		if isDigit(c) && !bytes.HasPrefix(bytes.ToLower(tld), []byte("xn--")) {
			return Find{}, false
		}
	}
	if fileEndings[string(bytes.ToLower(tld))] && len(tld) < 5 {
		return Find{}, false
	}
	if !utf8.Valid(text[start:end]) {
		return Find{}, false
	}
	// ssh://git@host.tld, git@host.tld:path and user:password@host are addresses of machines.
	if start > 1 && text[start-1] == '/' && text[start-2] == '/' {
		return Find{}, false
	}
	if end < len(text) && text[end] == ':' && end+1 < len(text) && (isAlnum(text[end+1]) || text[end+1] == '/' || text[end+1] == '~') {
		return Find{}, false
	}
	if start > 0 && text[start-1] == ':' && !bytes.HasSuffix(bytes.ToLower(text[max(0, start-7):start]), []byte("mailto:")) && start > 1 && text[start-2] != ' ' && bytes.Contains(text[max(0, start-60):start], []byte("://")) {
		return Find{}, false
	}
	return Find{"email", start, end, .99}, true
}

// quotedEmail takes "anna ott"@mail.example.
func quotedEmail(text []byte, at, from int) (Find, bool) {
	start := at - 2
	for start > from && at-start < 66 && text[start] != '"' && text[start] >= ' ' {
		start--
	}
	if text[start] != '"' || at-start < 3 {
		return Find{}, false
	}
	// The domain is that of an address with a plain name.
	plain := append([]byte{'x'}, text[at:min(len(text), at+255)]...)
	f, ok := email(plain, 1, 0)
	return Find{"email", start, at + f.End - 1, .95}, ok
}
