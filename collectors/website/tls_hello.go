package website

import (
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"net/netip"
	"slices"
)

// version is a protocol version as it travels in a hello.
type version uint16

const (
	ssl2  version = 0x0002
	ssl3  version = 0x0300
	tls10 version = 0x0301
	tls11 version = 0x0302
	tls12 version = 0x0303
	tls13 version = 0x0304
)

// allVersions, oldest first: the order in which a fact lists them.
var allVersions = []version{ssl2, ssl3, tls10, tls11, tls12, tls13}

func (v version) String() string {
	return map[version]string{ssl2: "SSLv2", ssl3: "SSLv3", tls10: "TLSv1.0", tls11: "TLSv1.1", tls12: "TLSv1.2", tls13: "TLSv1.3"}[v]
}

// hello is one question to the server.
type hello struct {
	version  version
	host     string // sent as SNI when it is a name
	suites   []uint16
	groups   []uint16
	compress bool // offer DEFLATE beside none
	fallback bool // say that this is a second try with an older version
	shares   bool // TLS 1.3: send real key shares; else none, which makes the server name its group
}

// Extension numbers (IANA "TLS ExtensionType Values").
const (
	extServerName    uint16 = 0
	extGroups        uint16 = 10
	extPointFormats  uint16 = 11
	extSignatures    uint16 = 13
	extPadding       uint16 = 21
	extMasterSecret  uint16 = 23
	extVersions      uint16 = 43
	extKeyShare      uint16 = 51
	extRenegotiation uint16 = 0xff01
)

// signatures offered, SHA-1 and older pairs included: a server that has
// nothing else must still answer.
var signatures = []uint16{
	0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0603, 0x0806, 0x0601, 0x0807, 0x0808, 0x0809, 0x080a, 0x080b,
	0x0904, 0x0905, 0x0906, 0x0303, 0x0301, 0x0203, 0x0201, 0x0402, 0x0302, 0x0202, 0x0101,
}

// bytes is h as it travels, record header included.
func (h hello) bytes() []byte {
	if h.version == ssl2 {
		return sslv2Hello()
	}
	body := be16(nil, uint16(min(h.version, tls12)))
	body = append(body, random(32)...)
	if h.version == tls13 {
		// Some boxes between us and the server expect a session id (RFC 8446, D.4).
		body = append(append(body, 32), random(32)...)
	} else {
		body = append(body, 0)
	}
	ids := slices.Clone(h.suites)
	if h.version == ssl3 {
		ids = append(ids, scsvRenegotiation) // has no extensions to say it with
	}
	if h.fallback {
		ids = append(ids, scsvFallback)
	}
	body = be16(body, uint16(2*len(ids)))
	for _, id := range ids {
		body = be16(body, id)
	}
	if h.compress {
		body = append(body, 2, 1, 0)
	} else {
		body = append(body, 1, 0)
	}
	if h.version > ssl3 {
		ext := h.extensions()
		// Some old load balancers choke on hellos of 256 to 511 bytes (RFC 7685).
		if n := 4 + len(body) + 2 + len(ext); n > 255 && n < 512 {
			ext = extension(ext, extPadding, make([]byte, max(0, 512-n-4)))
		}
		body = append(be16(body, uint16(len(ext))), ext...)
	}
	msg := append([]byte{1, byte(len(body) >> 16), byte(len(body) >> 8), byte(len(body))}, body...)
	record := be16([]byte{22}, uint16(min(h.version, tls10)))
	return append(be16(record, uint16(len(msg))), msg...)
}

func (h hello) extensions() []byte {
	var ext []byte
	if _, err := netip.ParseAddr(h.host); err != nil && h.host != "" {
		name := append(be16([]byte{0}, uint16(len(h.host))), h.host...)
		ext = extension(ext, extServerName, append(be16(nil, uint16(len(name))), name...))
	}
	ext = extension(ext, extGroups, list16(h.groups))
	ext = extension(ext, extSignatures, list16(signatures))
	if h.version == tls13 {
		ext = extension(ext, extVersions, []byte{2, 3, 4})
		return extension(ext, extKeyShare, h.keyShares())
	}
	ext = extension(ext, extPointFormats, []byte{3, 0, 1, 2})
	ext = extension(ext, extMasterSecret, nil)
	return extension(ext, extRenegotiation, []byte{0})
}

// keyShares is empty as a rule: the server then answers with a retry request
// that names suite and group, and nobody has computed a key.
func (h hello) keyShares() []byte {
	var all []byte
	if h.shares {
		for _, g := range []struct {
			id    uint16
			curve ecdh.Curve
		}{{29, ecdh.X25519()}, {23, ecdh.P256()}} {
			if !slices.Contains(h.groups, g.id) {
				continue
			}
			if k, err := g.curve.GenerateKey(rand.Reader); err == nil {
				pub := k.PublicKey().Bytes()
				all = append(be16(be16(all, g.id), uint16(len(pub))), pub...)
			}
		}
	}
	return append(be16(nil, uint16(len(all))), all...)
}

// sslv2Hello offers every cipher kind of SSLv2 in its own framing.
func sslv2Hello() []byte {
	body := []byte{1, 0, 2}
	body = be16(body, uint16(3*len(sslv2Suites)))
	body = be16(be16(body, 0), 16) // no session, a challenge of 16 bytes
	for _, s := range sslv2Suites {
		body = append(body, byte(s.id>>16), byte(s.id>>8), byte(s.id))
	}
	body = append(body, random(16)...)
	return append([]byte{0x80 | byte(len(body)>>8), byte(len(body))}, body...)
}

// groupsFor are the groups to offer: the hybrid and ML-KEM ones and those with
// a tls13 name exist in TLS 1.3 alone, the small old curves only before it.
func groupsFor(v version) []uint16 {
	var out []uint16
	for _, g := range groupNames {
		only13 := g.id >= 0x0200 || g.id >= 31 && g.id <= 41
		only12 := g.id <= 22 || g.id >= 26 && g.id <= 28
		if v == tls13 && !only12 || v != tls13 && !only13 {
			out = append(out, g.id)
		}
	}
	return out
}

// retryRandom marks a ServerHello that is a HelloRetryRequest (RFC 8446, 4.1.3).
var retryRandom = sha256.Sum256([]byte("HelloRetryRequest"))

func be16(b []byte, v uint16) []byte { return binary.BigEndian.AppendUint16(b, v) }

func list16(v []uint16) []byte {
	b := be16(nil, uint16(2*len(v)))
	for _, x := range v {
		b = be16(b, x)
	}
	return b
}

func extension(b []byte, id uint16, body []byte) []byte {
	return append(be16(be16(b, id), uint16(len(body))), body...)
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return b
}
