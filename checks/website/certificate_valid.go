package website

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var certificateValid = checks.Each(checks.Doc{
	ID:   "website.certificate-valid",
	Asks: "Does the website prove that it is really yours?",
	Matters: "With a wrong or expired certificate every browser warns your visitors away, and those who click on " +
		"learn to ignore the one warning that would protect them from a fake site.",
	Fix: "Have a certificate issued for exactly this name by a public authority (Let's Encrypt is free), install it with every certificate of its chain, and let it renew by itself.",
	Fixes: map[string]string{
		"nginx":  "Run `certbot --nginx -d {host}`; it installs the full chain and renews it. By hand: `ssl_certificate` must point to fullchain.pem, not cert.pem; then `nginx -t && systemctl reload nginx`.",
		"apache": "Run `certbot --apache -d {host}`; it installs the full chain and renews it. By hand: `SSLCertificateFile` must point to fullchain.pem; then `apachectl configtest && systemctl reload apache2`.",
		"caddy":  "Write the name as the site address (`{host} { ... }`) without `tls internal`: Caddy then gets and renews the certificate itself; then `caddy reload`.",
	},
	Proof:   "curl -sSI https://{host}:{port}/ >/dev/null   (must print nothing; openssl s_client -connect {host}:{port} -servername {host} </dev/null shows the chain)",
	Control: "tls-in-transit",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{15, 60},
	Cites:   []string{"GDPR Art. 32", "PCI DSS 4.0.1 4.2.1", "CIS 8.1 3.10"},
}, facts.WebsiteCertificate, func(sc checks.Scene, c facts.Certificate) checks.Verdict {
	since, err := sc.Days(c.NotBefore)
	until, err2 := sc.Days(c.NotAfter)
	if err != nil || err2 != nil || c.Host == "" {
		return checks.Verdict{Grip: chain.Unseen, Say: "The dates of the website's certificate cannot be read.",
			Why: "the certificate that was stored has no readable dates or no host", Next: "scan the site again"}
	}
	if c.Fault == "no-authorities" {
		return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell whether browsers trust the website's certificate.",
			Why:  "the computer that looked has no list of trusted authorities",
			Next: "install the ca-certificates package on the computer that scans, then scan again"}
	}
	var wrong []string
	switch {
	case until > 0:
		wrong = append(wrong, "ran out "+ago(until))
	case since < 0:
		wrong = append(wrong, "becomes valid only in "+days(-since))
	}
	if !c.NameMatches {
		wrong = append(wrong, "is for another name than "+c.Host)
	}
	if why := untrusted(c); why != "" {
		wrong = append(wrong, why)
	}
	if len(wrong) > 0 {
		return checks.Verdict{Grip: chain.Broken, TurnsAway: true, Say: "The website's certificate " + strings.Join(wrong, " and ") + ", so browsers warn every visitor."}
	}
	by := ""
	if c.Authority == "given" {
		by = ", by the authority that you named"
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The website's certificate is genuine and made for %s%s.", c.Host, by)}
})

// untrusted says why browsers do not trust c, so as to follow "the certificate".
func untrusted(c facts.Certificate) string {
	if c.Trusted {
		return ""
	}
	if why, ok := map[string]string{
		"self-signed":      "was signed by the site itself instead of by an authority",
		"incomplete-chain": "comes without the certificate between it and its authority",
		"expired-chain":    "hangs on an authority's certificate that ran out",
		"weak-signature":   "is signed in an old way that browsers refuse",
		"wrong-use":        "is not made for websites",
		"not-allowed":      "comes from an authority that may not vouch for this name",
	}[c.Fault]; ok {
		return why
	}
	return "comes from an authority that browsers do not know"
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func ago(n int) string { return days(n) + " ago" }
