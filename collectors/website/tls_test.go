package website

import (
	"crypto/tls"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
)

func TestAnOrdinaryServerIsSeenWholeAndFast(t *testing.T) {
	ca := newAuthority(t, "Test Root", nil)
	at := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{ca.issue(t, nil, nil)}})
	start := time.Now()
	seen, err := lookAt(t, urlOf(at), collectors.Env{Roots: ca.pool()})
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	f := tlsOf(t, seen)
	if took > time.Second {
		t.Errorf("took %v, want less than a second on loopback", took)
	}
	if d := cmp.Diff([]string{"TLSv1.2", "TLSv1.3"}, versionsOf(f)); d != "" {
		t.Error(d)
	}
	if len(f.Unknown) > 0 || len(seen.Gaps()) > 0 {
		t.Errorf("unknown %v, gaps %+v", f.Unknown, seen.Gaps())
	}
	c := certificateOf(t, seen)
	if !c.Trusted || !c.NameMatches || c.Authority != "given" || c.Key != "ecdsa" || c.Bits != 256 {
		t.Errorf("certificate: %+v", c)
	}
}

// What crypto/tls says it was set up for is what must be found.
func TestTheSuitesFoundAreTheSuitesSetUp(t *testing.T) {
	ca := newAuthority(t, "Test Root", nil)
	cert := ca.issue(t, nil, nil)
	tests := []struct {
		name     string
		min, max uint16
		suites   []uint16
		versions []string
		want     []string // under the newest version up to 1.2
	}{
		{"1.0 to 1.1", tls.VersionTLS10, tls.VersionTLS11, []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, tls.TLS_ECDHE_ECDSA_WITH_RC4_128_SHA},
			[]string{"TLSv1.0", "TLSv1.1"}, []string{"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"}},
		{"1.2 alone", tls.VersionTLS12, tls.VersionTLS12, []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384}, []string{"TLSv1.2"}, []string{"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"}},
		{"1.3 alone", tls.VersionTLS13, tls.VersionTLS13, nil, []string{"TLSv1.3"}, nil},
		{"1.1 to 1.3", tls.VersionTLS11, tls.VersionTLS13, []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA}, []string{"TLSv1.1", "TLSv1.2", "TLSv1.3"}, []string{"TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			at := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tc.min, MaxVersion: tc.max, CipherSuites: tc.suites})
			seen, err := look(t, at)
			if err != nil {
				t.Fatal(err)
			}
			f := tlsOf(t, seen)
			if d := cmp.Diff(tc.versions, versionsOf(f)); d != "" {
				t.Error(d)
			}
			for _, v := range tc.versions {
				got := suitesOf(f, v)
				slices.Sort(got)
				want := tc.want
				if v == "TLSv1.3" {
					want = []string{"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"}
				}
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s: %s", v, d)
				}
			}
			if len(seen.Gaps()) > 0 {
				t.Errorf("gaps: %+v", seen.Gaps())
			}
		})
	}
}

func TestTheCollectorKeepsItsContract(t *testing.T) {
	ca := newAuthority(t, "Test Root", nil)
	at := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{ca.issue(t, nil, nil)}})
	target, err := collectors.Parse(urlOf(at), func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	collecttest.Contract(t, newTLS(collectors.Env{Roots: ca.pool()}), collecttest.World{Target: target})
}
