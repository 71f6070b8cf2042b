package website

import (
	"bytes"
	"errors"
	"math/bits"
)

// answer is what a server's first flight said.
type answer struct {
	hello      bool // there was a ServerHello
	version    version
	suite      uint16
	compressed bool
	retry      bool   // TLS 1.3 HelloRetryRequest
	group      uint16 // named by key_share or ServerKeyExchange; 0: not said
	dhBits     int    // length of a DHE prime; 0: not said
	chain      [][]byte
	renego     bool // secure renegotiation (RFC 5746)
	master     bool // extended master secret (RFC 7627)
	done       bool // nothing more will be said in clear

	alerted bool
	alert   byte // description, RFC 8446 section 6
	fatal   bool
}

// Alert descriptions that mean something to us.
const (
	alertHandshakeFailure byte = 40
	alertProtocolVersion  byte = 70
	alertInternalError    byte = 80
	alertUnrecognizedName byte = 112
)

var (
	errNotTLS    = errors.New("the answer is not TLS")
	errPlainHTTP = errors.New("plain http answers there")
	errCut       = errors.New("the answer is cut short")
)

const (
	maxRecord = 1<<14 + 2048
	maxFlight = 1 << 17
)

// flight takes a server's first flight apart. A handshake message may be split
// over records and a record may hold several, so they are joined first.
type flight struct {
	raw   []byte // bytes not yet a whole record
	msgs  []byte // handshake bytes not yet a whole message
	total int
	answer
}

// feed takes bytes as they come. It says whether nothing more is needed, and
// fails when the bytes cannot be TLS.
func (f *flight) feed(p []byte) (bool, error) {
	f.raw = append(f.raw, p...)
	f.total += len(p)
	if f.total > maxFlight {
		return true, errNotTLS
	}
	for !f.done && !f.fatal && len(f.raw) > 0 {
		kind := f.raw[0]
		switch {
		case f.total == len(f.raw) && bytes.HasPrefix(f.raw, []byte("HTTP/")):
			return true, errPlainHTTP
		case f.total == len(f.raw) && bytes.HasPrefix([]byte("HTTP/"), f.raw):
			return false, nil
		case f.hello && (kind == 20 || kind == 23):
			f.done = true // encrypted from here on
			return true, nil
		case kind != 21 && kind != 22, len(f.raw) > 1 && f.raw[1] != 3:
			return true, errNotTLS
		case len(f.raw) < 5:
			return false, nil
		}
		n := int(f.raw[3])<<8 | int(f.raw[4])
		if n == 0 || n > maxRecord {
			return true, errNotTLS
		}
		if len(f.raw) < 5+n {
			return false, nil
		}
		body := f.raw[5 : 5+n]
		f.raw = f.raw[5+n:]
		if kind == 21 {
			if err := f.takeAlert(body); err != nil {
				return true, err
			}
			continue
		}
		f.msgs = append(f.msgs, body...)
		if err := f.takeMessages(); err != nil {
			return true, err
		}
	}
	return f.done || f.fatal, nil
}

// takeAlert keeps the last alert. A warning (112, the name is not known here)
// may come before the ServerHello.
func (f *flight) takeAlert(body []byte) error {
	if len(body) != 2 {
		if f.hello {
			f.done = true
			return nil
		}
		return errNotTLS
	}
	f.alerted, f.alert = true, body[1]
	f.fatal = body[0] == 2
	return nil
}

func (f *flight) takeMessages() error {
	for len(f.msgs) >= 4 && !f.done {
		n := int(f.msgs[1])<<16 | int(f.msgs[2])<<8 | int(f.msgs[3])
		if n > maxFlight {
			return errNotTLS
		}
		if len(f.msgs) < 4+n {
			return nil
		}
		kind, body := f.msgs[0], f.msgs[4:4+n]
		f.msgs = f.msgs[4+n:]
		if kind != 0 && kind != 2 && !f.hello {
			return errNotTLS // nothing may come before ServerHello but HelloRequest
		}
		var err error
		switch kind {
		case 2:
			if err = f.takeHello(reader(body)); err == nil && f.version == tls13 {
				f.done = true
			}
		case 11:
			f.takeChain(reader(body))
		case 12:
			f.takeKeyExchange(reader(body))
		case 14:
			f.done = true
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f *flight) takeHello(r reader) error {
	if f.hello {
		return errNotTLS
	}
	v, ok := r.u16()
	rnd, ok1 := r.take(32)
	session, ok2 := r.vec8()
	suite, ok3 := r.u16()
	compression, ok4 := r.u8()
	if !ok || !ok1 || !ok2 || !ok3 || !ok4 || len(session) > 32 {
		return errCut
	}
	f.hello, f.version, f.suite, f.compressed = true, version(v), suite, compression != 0
	f.retry = string(rnd) == string(retryRandom[:])
	if len(r) == 0 {
		return nil
	}
	exts, ok := r.vec16()
	if !ok {
		return errCut
	}
	for len(exts) > 0 {
		id, ok := exts.u16()
		body, ok1 := exts.vec16()
		if !ok || !ok1 {
			return errCut
		}
		switch id {
		case extRenegotiation:
			f.renego = true
		case extMasterSecret:
			f.master = true
		case extVersions:
			if v, ok := body.u16(); ok && version(v) == tls13 {
				f.version = tls13
			}
		case extKeyShare:
			f.group, _ = body.u16()
		}
	}
	return nil
}

// takeChain reads the certificates that travel in clear before TLS 1.3. What
// cannot be read is left out: the suite is known all the same.
func (f *flight) takeChain(r reader) {
	all, ok := r.vec24()
	for ok && len(all) > 0 {
		var one reader
		if one, ok = all.vec24(); ok && len(one) > 0 {
			f.chain = append(f.chain, append([]byte(nil), one...))
		}
	}
}

// takeKeyExchange reads the named curve, or how long the DHE prime is.
func (f *flight) takeKeyExchange(r reader) {
	if isPSK(suiteName(f.suite)) {
		if _, ok := r.vec16(); !ok { // the hint which key is meant
			return
		}
	}
	switch keyExchange(f.suite) {
	case "ecdhe":
		kind, ok := r.u8()
		if id, ok1 := r.u16(); ok && ok1 && kind == 3 {
			f.group = id
		}
	case "dhe":
		if p, ok := r.vec16(); ok {
			f.dhBits = bitLen(p)
		}
	}
}

func bitLen(p []byte) int {
	for len(p) > 0 && p[0] == 0 {
		p = p[1:]
	}
	if len(p) == 0 {
		return 0
	}
	return 8*(len(p)-1) + bits.Len8(p[0])
}

// readSSLv2 reads an SSLv2 SERVER-HELLO. on says that the server speaks SSLv2
// at all, which an empty list or "no cipher" says too; more asks for more bytes.
func readSSLv2(b []byte) (kinds []uint32, chain []byte, on, more bool, err error) {
	if len(b) == 0 {
		return nil, nil, false, true, nil
	}
	if b[0]&0x80 == 0 {
		return nil, nil, false, false, errNotTLS
	}
	if len(b) < 2 {
		return nil, nil, false, true, nil
	}
	n := int(b[0]&0x7f)<<8 | int(b[1])
	if len(b) < 2+n {
		return nil, nil, false, n >= 3, errOr(n >= 3, nil, errNotTLS)
	}
	r := reader(b[2 : 2+n])
	kind, _ := r.u8()
	if kind == 0 { // an error message: 1 = no cipher in common
		code, ok := r.u16()
		return nil, nil, ok && code == 1, false, errOr(ok, nil, errNotTLS)
	}
	_, ok := r.u16() // session hit, certificate type
	v, ok1 := r.u16()
	certLen, ok2 := r.u16()
	kindsLen, ok3 := r.u16()
	_, ok4 := r.u16() // connection id
	cert, ok5 := r.take(int(certLen))
	list, ok6 := r.take(int(kindsLen))
	if kind != 4 || !ok || !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || !ok6 || version(v) != ssl2 {
		return nil, nil, false, false, errNotTLS
	}
	for ; len(list) >= 3; list = list[3:] {
		kinds = append(kinds, uint32(list[0])<<16|uint32(list[1])<<8|uint32(list[2]))
	}
	return kinds, cert, true, false, nil
}

func errOr(ok bool, good, bad error) error {
	if ok {
		return good
	}
	return bad
}

// reader takes lengths and values off the front of a message, and never past
// its end.
type reader []byte

func (r *reader) take(n int) (reader, bool) {
	if n > len(*r) {
		return nil, false
	}
	out := (*r)[:n:n]
	*r = (*r)[n:]
	return out, true
}

func (r *reader) number(n int) (int, bool) {
	b, ok := r.take(n)
	v := 0
	for _, x := range b {
		v = v<<8 | int(x)
	}
	return v, ok
}

func (r *reader) u8() (byte, bool)    { v, ok := r.number(1); return byte(v), ok }
func (r *reader) u16() (uint16, bool) { v, ok := r.number(2); return uint16(v), ok }

func (r *reader) vec(n int) (reader, bool) {
	size, ok := r.number(n)
	if !ok {
		return nil, false
	}
	return r.take(size)
}

func (r *reader) vec8() (reader, bool)  { return r.vec(1) }
func (r *reader) vec16() (reader, bool) { return r.vec(2) }
func (r *reader) vec24() (reader, bool) { return r.vec(3) }
