package website

import (
	"crypto/dsa" //nolint:staticcheck // see its use
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/facts"
)

func TestEveryFaultOfACertificateHasItsName(t *testing.T) {
	root, other := newAuthority(t, "Grocer Root", nil), newAuthority(t, "Other Root", nil)
	middle := newAuthority(t, "Grocer Issuing", root)
	fetchable := func(c *x509.Certificate) { c.IssuingCertificateURL = []string{"http://ca.example/middle.crt"} }
	day := 24 * time.Hour
	tests := map[string]struct {
		cert      tls.Certificate
		fault     string
		matches   bool
		authority string
	}{
		"good, with its chain":      {middle.issue(t, nil, nil, middle), "", true, "given"},
		"the middle one forgotten":  {middle.issue(t, fetchable, nil), "incomplete-chain", true, ""},
		"self-signed":               {(*authority)(nil).issue(t, nil, nil), "self-signed", true, ""},
		"an authority nobody knows": {other.issue(t, nil, nil), "unknown-authority", true, ""},
		"for another name":          {root.issue(t, func(c *x509.Certificate) { c.DNSNames, c.IPAddresses = []string{"other.example"}, nil }, nil), "", false, "given"},
		"only a common name":        {root.issue(t, func(c *x509.Certificate) { c.DNSNames, c.IPAddresses = nil, nil }, nil), "", false, "given"},
		"expired is not untrusted":  {root.issue(t, func(c *x509.Certificate) { c.NotAfter = time.Now().Add(-3 * day) }, nil), "", true, "given"},
		"not yet valid neither":     {root.issue(t, func(c *x509.Certificate) { c.NotBefore = time.Now().Add(3 * day) }, nil), "", true, "given"},
		"not made for websites": {root.issue(t, func(c *x509.Certificate) {
			c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}
		}, nil), "wrong-use", true, ""},
		"the chain in the wrong order": {middle.issue(t, nil, nil, root, other, middle), "", true, "given"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			at := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{tc.cert}})
			seen, err := lookAt(t, "https://shop.example", collectors.Env{
				Roots:   root.pool(),
				Resolve: []collectors.Override{{Host: "shop.example", Port: 443, To: at}},
			})
			if err != nil {
				t.Fatal(err)
			}
			c := certificateOf(t, seen)
			if c.Fault != tc.fault || c.Trusted != (tc.fault == "") || c.NameMatches != tc.matches || c.Authority != tc.authority {
				t.Errorf("%+v", c)
			}
			if c.Host != "shop.example" || len(c.SHA256) != 64 {
				t.Errorf("%+v", c)
			}
			if _, err := time.Parse(time.RFC3339, c.NotAfter); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAnExpiredAuthorityInBetweenIsAFault(t *testing.T) {
	root := newAuthority(t, "Grocer Root", nil)
	c := newTLS(collectors.Env{Roots: root.pool()})
	middle := newAuthority(t, "Grocer Issuing", root)
	leaf := parse(t, middle.issue(t, func(c *x509.Certificate) { c.NotAfter = time.Now().AddDate(8, 0, 0) }, nil))
	c.now = func() time.Time { return time.Now().AddDate(7, 0, 0) } // the middle one lives 5 years
	if _, fault := c.trust(leaf, []*x509.Certificate{middle.cert}, x509.NewCertPool()); fault != faultOldChain {
		t.Errorf("fault %q", fault)
	}
}

// A certificate that ran out before the one above it was made again hangs on an
// authority in good order: that it ran out is told once, by its own dates.
func TestAnExpiredCertificateBelowAYoungerAuthorityIsNotUntrusted(t *testing.T) {
	root := newAuthority(t, "Grocer Root", nil)
	middle := newAuthority(t, "Grocer Issuing", root)
	c := newTLS(collectors.Env{Roots: root.pool()})
	leaf := parse(t, middle.issue(t, func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = middle.cert.NotBefore.AddDate(-1, 0, 0), middle.cert.NotBefore.AddDate(0, -1, 0)
	}, nil))
	if by, fault := c.trust(leaf, []*x509.Certificate{middle.cert}, x509.NewCertPool()); by != "given" || fault != "" {
		t.Errorf("by %q, fault %q", by, fault)
	}
}

func TestWithoutAnyAuthorityWeCannotJudge(t *testing.T) {
	c := newTLS(collectors.Env{})
	leaf := parse(t, newAuthority(t, "Some Root", nil).issue(t, nil, nil))
	if _, fault := c.trust(leaf, nil, x509.NewCertPool()); fault != faultNoAuthority {
		t.Errorf("fault %q", fault)
	}
}

func TestIPAndLocalhostTargetsWork(t *testing.T) {
	root := newAuthority(t, "Grocer Root", nil)
	at := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{root.issue(t, nil, nil)}})
	for _, host := range []string{"127.0.0.1", "localhost"} {
		seen, err := lookAt(t, originOf(host, int(at.Port())), collectors.Env{Roots: root.pool()})
		if err != nil {
			t.Fatal(err)
		}
		if c := certificateOf(t, seen); !c.NameMatches || !c.Trusted {
			t.Errorf("%s: %+v", host, c)
		}
	}
}

func TestKeysAreMeasured(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, ed, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	ca := newAuthority(t, "Grocer Root", nil)
	for _, tc := range []struct {
		cert tls.Certificate
		key  string
		bits int
	}{{ca.issue(t, nil, rsaKey), "rsa", 1024}, {ca.issue(t, nil, p384), "ecdsa", 384}, {ca.issue(t, nil, ed), "ed25519", 256}} {
		if c := describe("shop.example", parse(t, tc.cert)); c.Key != tc.key || c.Bits != tc.bits || c.Signature != "ECDSA-SHA256" {
			t.Errorf("%+v", c)
		}
	}
	if c := describe("shop.example", &x509.Certificate{Raw: []byte{1}, PublicKey: &dsa.PublicKey{Parameters: dsa.Parameters{P: big.NewInt(1 << 40)}}}); c.Key != "dsa" || c.Bits != 41 {
		t.Errorf("%+v", c)
	}
}

// A certificate that signed itself may carry a person's name or address.
func TestNobodysNameComesOutOfACertificate(t *testing.T) {
	cert := (*authority)(nil).issue(t, func(c *x509.Certificate) {
		c.Subject = pkix.Name{CommonName: "Mathilde Canary", Organization: []string{"Canary Household"}}
		c.EmailAddresses = []string{"mathilde@canary.example"}
	}, nil)
	seen, err := look(t, serveTLS(t, &tls.Config{Certificates: []tls.Certificate{cert}}))
	if err != nil {
		t.Fatal(err)
	}
	if c := certificateOf(t, seen); c.Issuer != "itself" {
		t.Errorf("issuer %q", c.Issuer)
	}
	for _, canary := range []string{"Mathilde", "Canary"} {
		if contains(seen.All(), canary) {
			t.Errorf("%q came out", canary)
		}
	}
}

func parse(t testing.TB, c tls.Certificate) *x509.Certificate {
	t.Helper()
	leaf, err := x509.ParseCertificate(c.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return leaf
}

func TestAnUnreadableCertificateIsUnseen(t *testing.T) {
	ca := newAuthority(t, "Grocer Root", nil)
	cert := ca.issue(t, nil, nil)
	bad := tls.Certificate{Certificate: [][]byte{append([]byte{0x30, 0x03}, 1, 1, 1)}, PrivateKey: cert.PrivateKey}
	got, err := look(t, serveTLS(t, &tls.Config{GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &bad, nil }, MaxVersion: tls.VersionTLS12,
		CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}}))
	if err != nil {
		t.Fatal(err)
	}
	if len(facts.WebsiteCertificate.Select(got.Facts())) != 0 || len(got.Gaps()) == 0 {
		t.Errorf("facts %+v, gaps %+v", got.Facts(), got.Gaps())
	}
}
