package classify

import (
	"bytes"
	"encoding/base64"
)

// encoded takes credentials in base 64: those of HTTP (RFC 7617) and of
// Docker's config.json behind "auth".
func encoded(text []byte, i, end int) (found, bool) {
	w, at := text[i:end], end
	switch {
	case len(w) == 5 && at < len(text) && text[at] == ' ': // Basic
		at++
	case len(w) == 4 && at+8 < len(text) && text[at] == '=' && i > 0 && text[i-1] == '_': // _auth= of npm
		at++
	case len(w) == 4 && at+3 < len(text) && (text[at] == '"' || text[at] == '\''): // "auth": "
		at++
		for at < len(text) && (text[at] == ' ' || text[at] == ':') {
			at++
		}
		if at >= len(text) || text[at] != '"' && text[at] != '\'' {
			return found{}, false
		}
		at++
	default:
		return found{}, false
	}
	stop := at
	for stop < len(text) && stop-at < 512 && base64Letter(text[stop]) {
		stop++
	}
	if stop-at < 8 {
		return found{}, false
	}
	out := decoded(text[at:stop])
	colon := bytes.IndexByte(out, ':')
	if colon < 1 || len(out)-colon < 4 || placeholder(out[colon+1:]) {
		return found{}, false
	}
	for _, c := range out {
		if c < ' ' || c == 0x7f {
			return found{}, false
		}
	}
	return hit("password", at, stop, .9), true
}

// encodedKey takes a private key in base 64, as a kubeconfig has them.
func encodedKey(text []byte, i int) (found, bool) {
	stop := i
	for stop < len(text) && stop-i < 16384 && base64Letter(text[stop]) {
		stop++
	}
	if stop-i < 200 || !bytes.Contains(decoded(text[i:i+64]), []byte("PRIVATE KEY")) {
		return found{}, false
	}
	return hit("private_key", i, stop, .99), true
}

func base64Letter(c byte) bool {
	return isAlnum(c) || c == '+' || c == '/' || c == '=' || c == '-' || c == '_'
}

func decoded(b []byte) []byte {
	b = bytes.TrimRight(b, "=")
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(b)))
	n, err := base64.RawStdEncoding.Decode(out, b)
	if err != nil {
		return nil
	}
	return out[:n]
}

// signature takes what signs the address of a store of Azure.
func signature(text []byte, line, i, end int) (found, bool) {
	if end >= len(text) || text[end] != '=' || !bytes.Contains(text[max(line, i-400):i], []byte("sv=20")) {
		return found{}, false
	}
	stop := end + 1
	for stop < len(text) && (isAlnum(text[stop]) || text[stop] == '%' || text[stop] == '+' || text[stop] == '/' || text[stop] == '=') {
		stop++
	}
	if stop-end < 43 {
		return found{}, false
	}
	return hit("service_token", end+1, stop, .95), true
}
