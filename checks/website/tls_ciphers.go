package website

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var tlsCiphers = checks.Each(checks.Doc{
	ID:      "website.tls-ciphers",
	Asks:    "Are all the locks strong that the website agrees to use?",
	Matters: "A connection is as safe as the weakest lock that both sides agree on: a site that still takes a bad one can be tricked into using it, and what was recorded can be read later.",
	Fix:     "Offer only suites with forward secrecy and AES-GCM or ChaCha20: Mozilla's \"intermediate\" list.",
	Fixes: map[string]string{
		"nginx":  "Write `ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305;` into the http block (remove other ssl_ciphers and ssl_dhparam lines), then `nginx -t && systemctl reload nginx`.",
		"apache": "Write `SSLCipherSuite ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305` and `SSLCompression off` into ssl.conf (remove other SSLCipherSuite lines), then `apachectl configtest && systemctl reload apache2`.",
		"caddy":  "Remove the `ciphers` line from the `tls` block: Caddy offers only strong suites by itself; then `caddy reload`.",
	},
	Proof:     "nmap --script ssl-enum-ciphers -p {port} {host}   (each suite must be graded A; or, for what your openssl still knows: openssl s_client -connect {host}:{port} -servername {host} -tls1_2 -cipher 'aNULL:eNULL:RC4:3DES:@SECLEVEL=0' </dev/null, which must fail)",
	Control:   "tls-in-transit",
	Unnoticed: true,
	Who:       checks.WebDeveloper,
	Minutes:   [2]int{10, 45},
	Cites:     []string{"RFC 9325", "RFC 7465", "PCI DSS 4.0.1 4.2.1", "GDPR Art. 32"},
}, facts.WebsiteTLS, func(_ checks.Scene, f facts.TLS) checks.Verdict {
	seen := map[string]bool{}
	suites, partial := 0, false
	forward := false
	for _, p := range f.Protocols {
		if p.Version == "SSLv2" {
			continue // all of it is broken: website.tls-versions says so
		}
		partial = partial || p.Partial
		for _, s := range p.Suites {
			suites++
			for _, fault := range suiteFaults(s.Name) {
				seen[fault] = true
			}
			forward = forward || hasForwardSecrecy(s.Name)
		}
	}
	unsure := slices.ContainsFunc(f.Unknown, func(v string) bool { return v != "SSLv2" }) || partial
	var unsureHoles bool
	for _, h := range f.Holes {
		if text, ok := holeFaults[h.ID]; ok {
			seen[text] = seen[text] || h.State == "yes"
			unsureHoles = unsureHoles || h.State == "unknown"
		}
	}
	if suites == 0 || unsure && !anyTrue(seen) {
		return checks.Verdict{Grip: chain.Unseen, Say: "We could not see every lock that the website agrees to use.",
			Why:  "the server did not answer all our questions",
			Next: "scan again, from a computer that the site's firewall does not slow down"}
	}
	if !forward && !unsure {
		seen[faultNoForward] = true
	}
	// The worst first; only what opens a connection by itself is broken.
	for _, group := range []struct {
		grip chain.Grip
		list []string
	}{
		{chain.Broken, []string{faultNull, faultAnon, faultShort}},
		{chain.Weak, []string{faultRC4, fault3DES, faultWeakDH, faultNoForward, faultCompress, faultRenegotiate}},
	} {
		var found []string
		for _, fault := range group.list {
			if seen[fault] {
				found = append(found, fault)
			}
		}
		if len(found) > 0 {
			return checks.Verdict{Grip: group.grip, Say: "The website agrees to " + and(found) + "."}
		}
	}
	if unsureHoles {
		return checks.Verdict{Grip: chain.Unseen, Say: "Every lock that we saw at the website is strong, but some questions stayed open.",
			Why: "the server did not answer all our questions", Next: "scan again"}
	}
	return checks.Verdict{Grip: chain.Holds, Say: "Every lock that the website agrees to use is strong enough."}
})

// The faults, so as to follow "the website agrees to".
const (
	faultNull        = "connections that are not encrypted at all"
	faultAnon        = "connections in which nobody proves who he is"
	faultShort       = "locks so short that they can be forced"
	faultRC4         = "the RC4 cipher, which leaks what it hides"
	fault3DES        = "the old 3DES cipher"
	faultWeakDH      = "keys made from too short a number"
	faultNoForward   = "keys that open all recordings once the server's own key is stolen"
	faultCompress    = "compression, which gives secrets away by their length"
	faultRenegotiate = "restarts in which a stranger can slip in words of his own"
)

var holeFaults = map[string]string{
	"weak-dh": faultWeakDH, "compression": faultCompress, "no-secure-renegotiation": faultRenegotiate,
}

// suiteFaults reads the IANA name of a suite.
func suiteFaults(name string) []string {
	var out []string
	has := func(part string) bool { return strings.Contains(name, part) }
	if has("_NULL_") || name == "TLS_SHA256_SHA256" || name == "TLS_SHA384_SHA384" {
		out = append(out, faultNull)
	}
	if has("_anon_") {
		out = append(out, faultAnon)
	}
	if has("EXPORT") || has("_DES40_") || has("_DES_CBC_") { // 40 and 56 bits
		out = append(out, faultShort)
	}
	if has("RC4") {
		out = append(out, faultRC4)
	}
	if has("3DES") { // blocks of 64 bits repeat (SWEET32)
		out = append(out, fault3DES)
	}
	return out
}

// hasForwardSecrecy says whether a suite makes a new key for each connection:
// every TLS 1.3 suite (no _WITH_ in its name) and those with ECDHE or DHE.
func hasForwardSecrecy(name string) bool {
	return !strings.Contains(name, "_WITH_") || strings.Contains(name, "_ECDHE_") || strings.Contains(name, "_DHE_")
}

func anyTrue(m map[string]bool) bool {
	for _, v := range m {
		if v {
			return true
		}
	}
	return false
}
