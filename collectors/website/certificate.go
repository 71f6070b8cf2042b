package website

import (
	"bytes"
	"context"
	"crypto/dsa" //nolint:staticcheck // only to name what an old certificate holds
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// presented is the chain that a server showed, leaf first, in DER.
type presented struct {
	chain [][]byte
	err   error
}

// handshake finishes one ordinary handshake for the certificate: TLS 1.3 hides
// it from the prober. Nothing is verified here, because what is wrong with the
// certificate is what we want to see.
func (p *prober) handshake(ctx context.Context) presented {
	if p.left.Add(-1) < 0 {
		return presented{err: errSpent}
	}
	conn, err := p.connect(ctx)
	if err != nil {
		return presented{err: err}
	}
	defer conn.Close()
	var out presented
	conf := &tls.Config{
		InsecureSkipVerify: true, // see above
		MinVersion:         tls.VersionTLS10,
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error {
			out.chain = raw
			return nil
		},
	}
	for _, s := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
		conf.CipherSuites = append(conf.CipherSuites, s.ID)
	}
	if _, err := netip.ParseAddr(p.host); err != nil {
		conf.ServerName = p.host
	}
	ctx, cancel := context.WithTimeout(ctx, p.wait)
	defer cancel()
	err = tls.Client(conn, conf).HandshakeContext(ctx)
	if len(out.chain) == 0 {
		out.err = err
	}
	return out
}

// certificate emits website.certificate, or says why it cannot.
func (c *tlsCollector) certificate(site, host string, shown presented, sc scan, see collectors.See) error {
	for i := len(sc.surveys) - 1; i >= 0 && len(shown.chain) == 0; i-- {
		shown.chain = sc.surveys[i].chain // an old server: the prober saw it in clear
	}
	if len(shown.chain) == 0 {
		if newest(sc.surveys, tls13) == nil && len(sc.fact(host, 0).Protocols) == 0 {
			return nil // not TLS at all: said already
		}
		see.Unseen(site, "the server showed no certificate", "scan again; if it stays so, look with: openssl s_client -connect HOST:PORT")
		return nil
	}
	leaf, err := x509.ParseCertificate(shown.chain[0])
	if err != nil {
		see.Unseen(site, "its certificate is so malformed that it cannot be read",
			"have a new certificate issued, for example by Let's Encrypt")
		return nil
	}
	var rest []*x509.Certificate
	for _, raw := range shown.chain[1:] {
		if cert, err := x509.ParseCertificate(raw); err == nil {
			rest = append(rest, cert)
		}
	}
	system, err := x509.SystemCertPool()
	if err != nil {
		system = x509.NewCertPool()
	}
	body := describe(host, leaf)
	body.Authority, body.Fault = c.trust(leaf, rest, system)
	body.Trusted = body.Fault == ""
	it, err := facts.WebsiteCertificate.Item(site, evidence.Scanned, body)
	if err != nil {
		return err
	}
	return see.Fact(it)
}

const maxNames = 100

// describe is what the leaf says about itself.
func describe(host string, leaf *x509.Certificate) facts.Certificate {
	sum := sha256.Sum256(leaf.Raw)
	out := facts.Certificate{
		Host: host, Names: []string{}, Issuer: issuer(leaf),
		NotBefore: leaf.NotBefore.UTC().Format(time.RFC3339), NotAfter: leaf.NotAfter.UTC().Format(time.RFC3339),
		Signature: leaf.SignatureAlgorithm.String(), NameMatches: leaf.VerifyHostname(host) == nil,
		SHA256: hex.EncodeToString(sum[:]),
	}
	for _, n := range leaf.DNSNames {
		out.Names = append(out.Names, strings.ToLower(n))
	}
	for _, ip := range leaf.IPAddresses {
		out.Names = append(out.Names, ip.String())
	}
	out.Names = out.Names[:min(len(out.Names), maxNames)]
	switch k := leaf.PublicKey.(type) {
	case *rsa.PublicKey:
		out.Key, out.Bits = "rsa", k.N.BitLen()
	case *ecdsa.PublicKey:
		out.Key, out.Bits = "ecdsa", k.Curve.Params().BitSize
	case ed25519.PublicKey:
		out.Key, out.Bits = "ed25519", 256
	case *dsa.PublicKey:
		out.Key, out.Bits = "dsa", k.P.BitLen()
	default:
		out.Key = "unknown"
	}
	return out
}

// issuer is who issued a certificate. One that issued itself may be named
// after a person, so its own name is not repeated.
func issuer(leaf *x509.Certificate) string {
	name := leaf.Issuer.CommonName
	if len(leaf.Issuer.Organization) > 0 {
		name = strings.Join([]string{leaf.Issuer.Organization[0], name}, " ")
	}
	switch name = strings.TrimSpace(name); {
	case bytes.Equal(leaf.RawIssuer, leaf.RawSubject):
		return "itself"
	case strings.Contains(name, "@"):
		return "an authority named by an e-mail address"
	case name == "":
		return "an authority without a name"
	}
	return name
}

// Faults of a certificate whose name and dates are judged apart.
const (
	faultSelfSigned  = "self-signed"
	faultUnknown     = "unknown-authority"
	faultIncomplete  = "incomplete-chain"
	faultOldChain    = "expired-chain"  // an authority between it and the root has expired
	faultOldSigning  = "weak-signature" // signed in a way that browsers refuse (MD5, SHA-1)
	faultUse         = "wrong-use"      // not meant for websites
	faultConstraint  = "not-allowed"    // its authority may not issue for this name
	faultInvalid     = "invalid"
	faultNoAuthority = "no-authorities" // this computer knows no authority to judge by
)

// trust says which pool trusts leaf, or else the fault. The leaf's own dates
// and name do not count: they are facts of their own.
func (c *tlsCollector) trust(leaf *x509.Certificate, rest []*x509.Certificate, system *x509.CertPool) (authority, fault string) {
	between := x509.NewCertPool()
	for _, cert := range rest {
		between.AddCert(cert)
	}
	now := c.now()
	when := now
	if when.Before(leaf.NotBefore) {
		when = leaf.NotBefore.Add(time.Second)
	} else if when.After(leaf.NotAfter) {
		when = leaf.NotAfter.Add(-time.Second)
	}
	verify := func(pool *x509.CertPool) error {
		// As if it were in date today: its authorities may be younger than it is.
		today := *leaf
		today.NotBefore, today.NotAfter = now.Add(-time.Hour), now.Add(time.Hour)
		_, err := today.Verify(x509.VerifyOptions{Roots: pool, Intermediates: between, CurrentTime: now})
		if err != nil && !when.Equal(now) {
			if _, then := leaf.Verify(x509.VerifyOptions{Roots: pool, Intermediates: between, CurrentTime: when}); then == nil {
				return nil // and they have run out with it
			}
		}
		return err
	}
	err := verify(system)
	if err == nil {
		return "system", ""
	}
	if c.env.Roots != nil {
		given := verify(c.env.Roots)
		if given == nil {
			return "given", ""
		}
		var stranger x509.UnknownAuthorityError
		if !errors.As(given, &stranger) {
			err = given // the given authority knows it and says what is wrong
		}
	}
	return "", c.faultOf(err, leaf, rest, system)
}

func (c *tlsCollector) faultOf(err error, leaf *x509.Certificate, rest []*x509.Certificate, system *x509.CertPool) string {
	var invalid x509.CertificateInvalidError
	var constraint x509.ConstraintViolationError
	switch {
	case errors.As(err, &invalid):
		switch invalid.Reason {
		case x509.Expired:
			return faultOldChain
		case x509.IncompatibleUsage:
			return faultUse
		case x509.CANotAuthorizedForThisName, x509.NameConstraintsWithoutSANs, x509.TooManyConstraints:
			return faultConstraint
		}
		return faultInvalid
	case errors.As(err, &constraint):
		return faultConstraint
	case selfSigned(leaf):
		return faultSelfSigned
	case oldSigning(leaf.SignatureAlgorithm):
		return faultOldSigning
	case system.Equal(x509.NewCertPool()) && c.env.Roots == nil:
		return faultNoAuthority
	case incomplete(leaf, rest):
		return faultIncomplete
	}
	return faultUnknown
}

// selfSigned says whether cert vouches for itself. A signature that Go refuses
// to check for its age counts as checked.
func selfSigned(cert *x509.Certificate) bool {
	if !bytes.Equal(cert.RawIssuer, cert.RawSubject) {
		return false
	}
	err := cert.CheckSignature(cert.SignatureAlgorithm, cert.RawTBSCertificate, cert.Signature)
	var old x509.InsecureAlgorithmError
	return err == nil || errors.As(err, &old)
}

func oldSigning(a x509.SignatureAlgorithm) bool {
	s := a.String()
	return strings.HasPrefix(s, "MD") || strings.Contains(s, "SHA1")
}

// incomplete says whether the server forgot the certificate between its own
// and the root: the issuer of its own is not here, and it says where that can
// be fetched, which those of private authorities hardly ever do.
func incomplete(leaf *x509.Certificate, rest []*x509.Certificate) bool {
	return len(leaf.IssuingCertificateURL) > 0 && !slices.ContainsFunc(rest, func(cert *x509.Certificate) bool {
		return bytes.Equal(cert.RawSubject, leaf.RawIssuer)
	})
}
