package website

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fake is a server that speaks only as much of the protocol as the prober
// hears: what no server of today can be set up to do.
type fake struct {
	offers   map[version][]uint16
	kinds    []uint32 // SSLv2; nil: off
	split    int      // bytes of handshake a record; 0: all in one
	warn     bool     // a warning alert comes first
	shuts    bool     // closes instead of sending an alert
	stubborn uint16   // picks this suite whatever was offered
	silentOn version  // never answers a hello of this version
	lower    bool     // answers TLS 1.2 to whoever asks for 1.1
	renego   bool
	most     int   // refuses longer lists of suites
	share    bool  // TLS 1.3: refuses a hello without a key share
	deflate  bool  // agrees to compress
	limit    int64 // resets every connection after so many
	served   atomic.Int64
}

func (f *fake) handle(conn net.Conn) {
	n := f.served.Add(1)
	h, err := readHello(conn)
	v, suites := h.version, h.suites
	if err != nil {
		return
	}
	if f.limit > 0 && n > f.limit {
		conn.(*net.TCPConn).SetLinger(0) // close becomes a reset
		return
	}
	if f.silentOn != 0 && v == f.silentOn {
		_, _ = io.Copy(io.Discard, conn)
		return
	}
	if v == ssl2 {
		f.answerSSLv2(conn)
		return
	}
	if f.lower && v == tls11 {
		v = tls12
	}
	pick := f.stubborn
	for _, id := range f.offers[v] {
		if pick == 0 && slices.Contains(suites, id) {
			pick = id
		}
	}
	if pick == 0 || len(f.offers[v]) == 0 || f.most > 0 && len(suites) > f.most || f.share && v == tls13 && !h.shares {
		if !f.shuts {
			_, _ = conn.Write([]byte{21, 3, 1, 0, 2, 2, alertHandshakeFailure})
		}
		return
	}
	if f.warn {
		_, _ = conn.Write([]byte{21, 3, 1, 0, 2, 1, alertUnrecognizedName})
	}
	body := append(be16(nil, uint16(min(v, tls12))), make([]byte, 32)...)
	body = be16(append(body, 0), pick)
	if f.deflate && h.compress {
		body = append(body, 1)
	} else {
		body = append(body, 0)
	}
	var ext []byte
	if f.renego {
		ext = extension(ext, extRenegotiation, []byte{0})
	}
	if v == tls13 {
		ext = extension(extension(ext, extVersions, []byte{3, 4}), extKeyShare, []byte{0, 29, 0, 1, 7})
	}
	if ext != nil {
		body = append(be16(body, uint16(len(ext))), ext...)
	}
	out := append(message(2, body), message(14, nil)...)
	size := f.split
	if size == 0 {
		size = len(out)
	}
	for part := range slices.Chunk(out, size) {
		_, _ = conn.Write(append(be16(be16([]byte{22}, uint16(v)), uint16(len(part))), part...))
	}
}

func (f *fake) answerSSLv2(conn net.Conn) {
	if f.kinds == nil {
		return
	}
	body := be16(be16([]byte{4, 0, 1, 0, 2}, 0), uint16(3*len(f.kinds)))
	body = be16(body, 16)
	for _, k := range f.kinds {
		body = append(body, byte(k>>16), byte(k>>8), byte(k))
	}
	body = append(body, make([]byte, 16)...)
	_, _ = conn.Write(append(be16(nil, 0x8000|uint16(len(body))), body...))
}

func message(kind byte, body []byte) []byte {
	return append([]byte{kind, byte(len(body) >> 16), byte(len(body) >> 8), byte(len(body))}, body...)
}

// readHello reads a client's hello far enough to know what it asks for.
func readHello(conn net.Conn) (hello, error) {
	head := make([]byte, 5)
	if _, err := io.ReadFull(conn, head); err != nil {
		return hello{}, err
	}
	if head[0]&0x80 != 0 {
		return hello{version: ssl2}, nil
	}
	msg := make([]byte, binary.BigEndian.Uint16(head[3:]))
	if _, err := io.ReadFull(conn, msg); err != nil {
		return hello{}, err
	}
	r := reader(msg)
	kind, _ := r.u8()
	_, _ = r.number(3)
	v, _ := r.u16()
	_, _ = r.take(32)
	_, _ = r.vec8()
	list, _ := r.vec16()
	compressions, _ := r.vec8()
	exts, _ := r.vec16()
	if kind != 1 {
		return hello{}, errors.New("no hello")
	}
	h := hello{version: version(v), compress: slices.Contains(compressions, 1)}
	for len(exts) > 0 {
		id, _ := exts.u16()
		body, ok := exts.vec16()
		switch {
		case !ok:
			return hello{}, errors.New("a broken extension")
		case id == extVersions:
			h.version = tls13
		case id == extKeyShare:
			h.shares = len(body) > 2
		}
	}
	for len(list) > 0 {
		id, _ := list.u16()
		h.suites = append(h.suites, id)
	}
	return h, nil
}

func TestOldProtocolsAreSeen(t *testing.T) {
	f := &fake{kinds: []uint32{0x010080, 0x0700c0}, offers: map[version][]uint16{
		ssl3:  {0x0005, 0x000a, 0x0003},
		tls12: {0xc02f},
	}}
	seen, err := look(t, serve(t, f.handle))
	if err != nil {
		t.Fatal(err)
	}
	got := tlsOf(t, seen)
	if d := cmp.Diff([]string{"SSLv2", "SSLv3", "TLSv1.2"}, versionsOf(got)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"SSL_CK_RC4_128_WITH_MD5", "SSL_CK_DES_192_EDE3_CBC_WITH_MD5"}, suitesOf(got, "SSLv2")); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_RSA_EXPORT_WITH_RC4_40_MD5"}, suitesOf(got, "SSLv3")); d != "" {
		t.Error(d)
	}
	for id, want := range map[string]string{"sslv2": "yes", "sslv3": "yes", "rc4": "yes", "export": "yes", "3des-sweet32": "yes",
		"null": "no", "anon": "no", "no-forward-secrecy": "no", "no-secure-renegotiation": "yes", "tls1.0-only": "no"} {
		if hole(got, id) != want {
			t.Errorf("%s is %s, want %s", id, hole(got, id), want)
		}
	}
}

func TestSSLv2WithoutACipherIsStillOn(t *testing.T) {
	f := &fake{kinds: []uint32{}, offers: map[version][]uint16{tls12: {0xc02f}}}
	seen, err := look(t, serve(t, f.handle))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"SSLv2", "TLSv1.2"}, versionsOf(tlsOf(t, seen))); d != "" {
		t.Error(d)
	}
}

func TestAnswersInEveryShapeAreUnderstood(t *testing.T) {
	tests := map[string]*fake{
		"one byte a record":            {split: 1},
		"split in the middle":          {split: 7},
		"a warning first":              {warn: true},
		"a shut door instead of alert": {shuts: true},
		"older version asked":          {lower: true},
	}
	for name, f := range tests {
		t.Run(name, func(t *testing.T) {
			f.offers = map[version][]uint16{tls12: {0xc02f, 0x009c}}
			f.renego = true
			seen, err := look(t, serve(t, f.handle), hasty)
			if err != nil {
				t.Fatal(err)
			}
			got := tlsOf(t, seen)
			if d := cmp.Diff([]string{"TLSv1.2"}, versionsOf(got)); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff([]string{"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"}, suitesOf(got, "TLSv1.2")); d != "" {
				t.Error(d)
			}
			if got.Protocols[0].Partial || len(got.Unknown) > 0 || hole(got, "no-secure-renegotiation") != "no" {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestAServerThatChokesOnLongListsIsAskedInParts(t *testing.T) {
	want := []string{"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_RC4_128_SHA", "TLS_DH_anon_WITH_AES_256_CBC_SHA"}
	f := &fake{most: 128, offers: map[version][]uint16{tls12: {0xc02f, 0x0005, 0x003a}}}
	seen, err := look(t, serve(t, f.handle), hasty)
	if err != nil {
		t.Fatal(err)
	}
	got := tlsOf(t, seen)
	if d := cmp.Diff(want, suitesOf(got, "TLSv1.2")); d != "" {
		t.Error(d)
	}
	if hole(got, "anon") != "yes" || hole(got, "rc4") != "yes" {
		t.Errorf("%+v", got.Holes)
	}
}

func TestAServerThatWantsAKeyShareGetsOne(t *testing.T) {
	f := &fake{share: true, offers: map[version][]uint16{tls13: {0x1302, 0x1301}}}
	seen, err := look(t, serve(t, f.handle), hasty)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"}, suitesOf(tlsOf(t, seen), "TLSv1.3")); d != "" {
		t.Error(d)
	}
}

func TestCompressionAndSilentFallbackAreHoles(t *testing.T) {
	for _, deflate := range []bool{true, false} {
		f := &fake{deflate: deflate, offers: map[version][]uint16{tls11: {0xc013}, tls12: {0xc013}}}
		seen, err := look(t, serve(t, f.handle), hasty)
		if err != nil {
			t.Fatal(err)
		}
		got := tlsOf(t, seen)
		if hole(got, "compression") != yesNo(deflate) || hole(got, "no-fallback-scsv") != "yes" {
			t.Errorf("%+v", got.Holes)
		}
	}
}

func TestAVersionThatIsNotAnsweredIsUnknownAndNotRefused(t *testing.T) {
	t.Parallel()
	f := &fake{silentOn: ssl3, offers: map[version][]uint16{tls12: {0xc02f}}}
	seen, err := look(t, serve(t, f.handle), hasty)
	if err != nil {
		t.Fatal(err)
	}
	got := tlsOf(t, seen)
	if d := cmp.Diff([]string{"SSLv3"}, got.Unknown); d != "" {
		t.Error(d)
	}
	if hole(got, "sslv3") != "unknown" || hole(got, "rc4") != "unknown" {
		t.Errorf("sslv3 is %s, rc4 is %s; want unknown", hole(got, "sslv3"), hole(got, "rc4"))
	}
	if g := seen.Gaps(); len(g) == 0 || !contains(g[0].Why, "SSL 3") {
		t.Errorf("gaps: %+v", g)
	}
}

func TestAServerThatPicksWhatWasNotOfferedEndsTheList(t *testing.T) {
	f := &fake{stubborn: 0x0005, offers: map[version][]uint16{tls12: {0x0005}}}
	seen, err := look(t, serve(t, f.handle), hasty)
	if err != nil {
		t.Fatal(err)
	}
	got := tlsOf(t, seen)
	if p := got.Protocols[0]; !p.Partial || len(p.Suites) != 1 {
		t.Errorf("%+v", p)
	}
	if len(seen.Gaps()) == 0 {
		t.Error("nothing was said about it")
	}
	if n := f.served.Load(); n > 40 {
		t.Errorf("%d connections", n)
	}
}

// A server that stops talking to us after a few connections has not said that
// it offers nothing more.
func TestARateLimitIsNotARefusal(t *testing.T) {
	for _, limit := range []int64{3, 9, 14} {
		f := &fake{limit: limit, offers: map[version][]uint16{tls10: {0x002f, 0x0035}, tls12: {0xc02f, 0x009c, 0x009d, 0x002f, 0x0035}}}
		seen, err := look(t, serve(t, f.handle), hasty)
		if err != nil {
			t.Fatal(err)
		}
		if len(seen.Gaps()) == 0 {
			t.Errorf("limit %d: nothing was said about it", limit)
		}
		for _, it := range seen.Facts() {
			if it.Kind != "website.tls" {
				continue
			}
			got := tlsOf(t, seen)
			for _, p := range got.Protocols {
				want := map[string]int{"TLSv1.0": 2, "TLSv1.2": 5}[p.Version]
				if len(p.Suites) < want && !p.Partial {
					t.Errorf("limit %d: %s looks complete with %d of %d suites", limit, p.Version, len(p.Suites), want)
				}
			}
			if hole(got, "rc4") == "no" {
				t.Errorf("limit %d: rc4 is said to be absent", limit)
			}
		}
	}
}

// However much a server takes, we ask it so often and no more, and say so.
func TestAServerIsAskedOnlySoOften(t *testing.T) {
	f := &fake{offers: map[version][]uint16{tls11: suites().tls12, tls12: suites().tls12}}
	seen, err := look(t, serve(t, f.handle), hasty)
	if err != nil {
		t.Fatal(err)
	}
	if n := f.served.Load(); n > maxConnections+1 { // one to see that it is there
		t.Errorf("%d connections", n)
	}
	got := tlsOf(t, seen)
	for _, p := range got.Protocols {
		if !p.Partial {
			t.Errorf("%s looks complete with %d suites", p.Version, len(p.Suites))
		}
	}
	if hole(got, "compression") != "no" || hole(got, "no-fallback-scsv") != "yes" {
		t.Errorf("nothing was kept back for what comes last: %+v", got.Holes)
	}
	if g := seen.Gaps(); len(g) == 0 || !contains(g[0].Next, "switch off") {
		t.Errorf("gaps: %+v", g)
	}
}
