package website

import (
	"reflect"
	"testing"
)

// seedFlights are first flights as servers send them.
func seedFlights() [][]byte {
	hello := func(v version, suite uint16, ext []byte) []byte {
		b := append(be16(nil, uint16(min(v, tls12))), make([]byte, 32)...)
		b = append(be16(append(b, 0), suite), 0)
		if ext != nil {
			b = append(be16(b, uint16(len(ext))), ext...)
		}
		return message(2, b)
	}
	record := func(kind byte, body []byte) []byte {
		return append(be16([]byte{kind, 3, 3}, uint16(len(body))), body...)
	}
	cert := message(11, append([]byte{0, 0, 6, 0, 0, 3}, 1, 2, 3))
	curve := message(12, []byte{3, 0, 29, 1, 9})
	prime := message(12, append(be16(nil, 3), 0, 1, 0xff))
	ext13 := extension(extension(nil, extVersions, []byte{3, 4}), extKeyShare, []byte{0x11, 0xec})
	return [][]byte{
		record(22, append(append(append(hello(tls12, 0xc02f, extension(nil, extRenegotiation, []byte{0})), cert...), curve...), message(14, nil)...)),
		record(22, append(append(hello(tls10, 0x0033, nil), prime...), message(14, nil)...)),
		record(22, hello(tls13, 0x1301, ext13)),
		append(record(21, []byte{1, 112}), record(22, hello(tls12, 0x009c, nil))...),
		record(21, []byte{2, 40}),
		[]byte("HTTP/1.1 400 Bad Request\r\n\r\n"),
		{0x80, 0x0e, 4, 0, 1, 0, 2, 0, 0, 0, 3, 0, 0, 1, 0, 0x80},
		nil,
	}
}

// Whatever a server sends, reading it ends, never reads past a length, and
// does not depend on how the network cut it up.
func FuzzFirstFlight(f *testing.F) {
	for _, b := range seedFlights() {
		f.Add(b, uint8(1))
		f.Add(b, uint8(5))
	}
	f.Fuzz(func(t *testing.T, b []byte, cut uint8) {
		var whole flight
		done, err := whole.feed(b)
		var parts flight
		var done2 bool
		var err2 error
		step := int(cut)%7 + 1
		for rest := b; len(rest) > 0 && !done2; rest = rest[min(step, len(rest)):] {
			done2, err2 = parts.feed(rest[:min(step, len(rest))])
		}
		if done != done2 || (err == nil) != (err2 == nil) || !reflect.DeepEqual(whole.answer, parts.answer) {
			t.Errorf("whole: %v %v %+v\nin parts: %v %v %+v", done, err, whole.answer, done2, err2, parts.answer)
		}
		if whole.hello && whole.dhBits > 8*len(b) {
			t.Errorf("a prime of %d bits in %d bytes", whole.dhBits, len(b))
		}
		kinds, chain, on, more, err := readSSLv2(b)
		if len(kinds) > len(b)/3 || on && (more || err != nil) || len(chain) > len(b) {
			t.Errorf("SSLv2: %v %v %v %v", kinds, on, more, err)
		}
	})
}

func TestEverySeedIsReadAsWhatItIs(t *testing.T) {
	var got []answer
	for _, b := range seedFlights() {
		var f flight
		_, _ = f.feed(b)
		got = append(got, f.answer)
	}
	switch {
	case !got[0].hello || got[0].suite != 0xc02f || got[0].group != 29 || !got[0].renego || len(got[0].chain) != 1 || !got[0].done:
		t.Errorf("TLS 1.2 with ECDHE: %+v", got[0])
	case got[1].dhBits != 9 || got[1].version != tls10: // the prime is 0x01ff
		t.Errorf("TLS 1.0 with DHE: %+v", got[1])
	case got[2].version != tls13 || got[2].group != 0x11ec || !got[2].done:
		t.Errorf("TLS 1.3: %+v", got[2])
	case !got[3].hello || !got[3].alerted || got[3].fatal:
		t.Errorf("a warning first: %+v", got[3])
	case !got[4].fatal || got[4].alert != 40:
		t.Errorf("an alert: %+v", got[4])
	}
	kinds, _, on, _, err := readSSLv2(seedFlights()[6])
	if err != nil || !on || len(kinds) != 1 || kinds[0] != 0x010080 {
		t.Errorf("SSLv2: %v %v %v", kinds, on, err)
	}
}
