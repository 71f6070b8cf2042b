package website

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
	"github.com/weaklink/weaklink/facts"
)

// authority is a certificate authority of the test's own.
type authority struct {
	cert *x509.Certificate
	key  crypto.Signer
}

func newKey(t testing.TB) crypto.Signer {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func newAuthority(t testing.TB, name string, under *authority) *authority {
	t.Helper()
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().AddDate(-1, 0, 0), NotAfter: time.Now().AddDate(5, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	a := &authority{key: newKey(t)}
	if under == nil {
		under = &authority{tmpl, a.key}
	}
	raw, err := x509.CreateCertificate(rand.Reader, tmpl, under.cert, a.key.Public(), under.key)
	if err != nil {
		t.Fatal(err)
	}
	if a.cert, err = x509.ParseCertificate(raw); err != nil {
		t.Fatal(err)
	}
	return a
}

// issue makes a certificate for localhost, 127.0.0.1 and shop.example, after
// change had its way with it.
func (a *authority) issue(t testing.TB, change func(*x509.Certificate), key crypto.Signer, between ...*authority) tls.Certificate {
	t.Helper()
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: "shop.example"},
		NotBefore: time.Now().AddDate(0, 0, -10), NotAfter: time.Now().AddDate(0, 0, 80),
		DNSNames: []string{"shop.example", "localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if change != nil {
		change(tmpl)
	}
	if key == nil {
		key = newKey(t)
	}
	parent, signer := tmpl, key // nil authority: it vouches for itself
	if a != nil {
		parent, signer = a.cert, a.key
	}
	raw, err := x509.CreateCertificate(rand.Reader, tmpl, parent, key.Public(), signer)
	if err != nil {
		t.Fatal(err)
	}
	out := tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}
	for _, b := range between {
		out.Certificate = append(out.Certificate, b.cert.Raw)
	}
	return out
}

func (a *authority) pool() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(a.cert)
	return p
}

// serve accepts connections on loopback until the test ends.
func serve(t testing.TB, handle func(net.Conn)) netip.AddrPort {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			wg.Go(func() {
				defer conn.Close()
				conn.SetDeadline(time.Now().Add(20 * time.Second))
				handle(conn)
			})
		}
	})
	t.Cleanup(func() { l.Close(); wg.Wait() })
	return l.Addr().(*net.TCPAddr).AddrPort()
}

func serveTLS(t testing.TB, conf *tls.Config) netip.AddrPort {
	return serve(t, func(conn net.Conn) { _ = tls.Server(conn, conf).Handshake() })
}

// look runs the collector on https://shop.example, led to at.
func look(t testing.TB, at netip.AddrPort, change ...func(*tlsCollector)) (*collecttest.Seen, error) {
	t.Helper()
	return lookAt(t, "https://shop.example", collectors.Env{Resolve: []collectors.Override{{Host: "shop.example", Port: 443, To: at}}}, change...)
}

func lookAt(t testing.TB, url string, env collectors.Env, change ...func(*tlsCollector)) (*collecttest.Seen, error) {
	t.Helper()
	target, err := collectors.Parse(url, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	c := newTLS(env)
	for _, f := range change {
		f(c)
	}
	seen := &collecttest.Seen{}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	err = c.Collect(ctx, target, seen)
	return seen, err
}

// hasty makes a collector that does not wait long for a silent server.
func hasty(c *tlsCollector) { c.wait, c.pause = 300*time.Millisecond, 5*time.Millisecond }

func tlsOf(t testing.TB, s *collecttest.Seen) facts.TLS {
	t.Helper()
	all := facts.WebsiteTLS.Select(s.Facts())
	if len(all) != 1 {
		t.Fatalf("got %d facts about TLS, want 1; gaps: %+v", len(all), s.Gaps())
	}
	return all[0]
}

func certificateOf(t testing.TB, s *collecttest.Seen) facts.Certificate {
	t.Helper()
	all := facts.WebsiteCertificate.Select(s.Facts())
	if len(all) != 1 {
		t.Fatalf("got %d certificates, want 1; gaps: %+v", len(all), s.Gaps())
	}
	return all[0]
}

func urlOf(at netip.AddrPort) string { return "https://127.0.0.1:" + strconv.Itoa(int(at.Port())) }

func versionsOf(f facts.TLS) []string {
	var out []string
	for _, p := range f.Protocols {
		out = append(out, p.Version)
	}
	return out
}

func suitesOf(f facts.TLS, version string) []string {
	for _, p := range f.Protocols {
		if p.Version == version {
			var out []string
			for _, s := range p.Suites {
				out = append(out, s.Name)
			}
			return out
		}
	}
	return nil
}

func hole(f facts.TLS, id string) string {
	for _, h := range f.Holes {
		if h.ID == id {
			return h.State
		}
	}
	return "absent"
}
