package website

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var certificateStrength = checks.Each(checks.Doc{
	ID:      "website.certificate-strength",
	Asks:    "Is the key behind the website's certificate too strong to be guessed?",
	Matters: "Whoever works out a short key, or forges an old kind of signature, can pass for your website without any browser noticing.",
	Fix:     "Make a new key (ECDSA P-256, or RSA with at least 2048 bits) and have a new certificate issued for it.",
	Fixes: map[string]string{
		"nginx":  "Run `certbot certonly --nginx --key-type ecdsa --force-renewal -d {host}`, then `systemctl reload nginx`.",
		"apache": "Run `certbot certonly --apache --key-type ecdsa --force-renewal -d {host}`, then `systemctl reload apache2`.",
		"caddy":  "Put `key_type p256` into the global options of the Caddyfile, delete the old certificate below Caddy's data directory, then `caddy reload`.",
	},
	Proof:     "openssl s_client -connect {host}:{port} -servername {host} </dev/null 2>/dev/null | openssl x509 -noout -text | grep -E 'Public-Key|Signature Algorithm'",
	Control:   "tls-in-transit",
	Unnoticed: true,
	Who:       checks.WebDeveloper,
	Minutes:   [2]int{15, 60},
	Cites:     []string{"NIST SP 800-57 Part 1", "GDPR Art. 32", "PCI DSS 4.0.1 4.2.1"},
}, facts.WebsiteCertificate, func(_ checks.Scene, c facts.Certificate) checks.Verdict {
	if grip, say := signatureGrip(c); grip == chain.Broken {
		return checks.Verdict{Grip: grip, Say: say}
	}
	key := fmt.Sprintf("an %s key of %d bits", strings.ToUpper(c.Key), c.Bits)
	// Lengths of one strength in SP 800-57 part 1, table 2: RSA 2048 = EC 224.
	floor, guessable := map[string]int{"rsa": 2048, "dsa": 2048, "ecdsa": 224, "ed25519": 224}[c.Key], map[string]int{"rsa": 1024, "ecdsa": 160, "ed25519": 160}[c.Key]
	switch {
	case floor == 0 || c.Bits <= 0 || c.Signature == "":
		return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell how strong the website's key is.",
			Why: "its certificate holds a kind of key or signature that we do not know", Next: "ask whoever issued it which key it has: the proof command shows it"}
	case c.Key == "dsa":
		return checks.Verdict{Grip: chain.Weak, Say: "The website's certificate has a DSA key, which browsers no longer accept."}
	case c.Bits < guessable:
		return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("The website's certificate has %s, which can be worked out with rented computers.", key)}
	case c.Bits < floor:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The website's certificate has %s, shorter than what is considered safe.", key)}
	}
	if grip, say := signatureGrip(c); grip == chain.Weak {
		return checks.Verdict{Grip: grip, Say: say}
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The website's certificate has %s, which is strong enough.", key)}
})

// signatureGrip judges how the certificate is signed; Holds when there is
// nothing to say. A certificate that signed itself proves nothing by its
// signature, so that its age does not matter: website.certificate-valid speaks.
func signatureGrip(c facts.Certificate) (chain.Grip, string) {
	switch {
	case c.Fault == "self-signed":
	case strings.HasPrefix(c.Signature, "MD"):
		return chain.Broken, "The website's certificate is signed with MD5 or older, which has been forged in practice."
	case strings.Contains(c.Signature, "SHA1"):
		return chain.Weak, "The website's certificate is signed with SHA-1, which browsers refuse and which can be forged at some cost."
	}
	return chain.Holds, ""
}
