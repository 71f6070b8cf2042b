package website

import (
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var tlsVersions = checks.Each(checks.Doc{
	ID:      "website.tls-versions",
	Asks:    "Does the website refuse the old kinds of encryption that can be broken?",
	Matters: "Somebody on the same network can push a visitor down to the oldest encryption that the site still takes, and the oldest ones give passwords and orders away.",
	Fix:     "Allow TLS 1.2 and TLS 1.3 only. Every browser since 2014 can do that.",
	Fixes: map[string]string{
		"nginx":  "Write `ssl_protocols TLSv1.2 TLSv1.3;` into the http block (and remove other ssl_protocols lines), then `nginx -t && systemctl reload nginx`.",
		"apache": "Write `SSLProtocol -all +TLSv1.2 +TLSv1.3` into ssl.conf (and remove other SSLProtocol lines), then `apachectl configtest && systemctl reload apache2`.",
		"caddy":  "Remove the `protocols` line from the `tls` block: Caddy takes TLS 1.2 and 1.3 by itself; then `caddy reload`.",
	},
	Proof:     "curl -sv --tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 https://{host}:{port}/ -o /dev/null   (must fail; with --tlsv1.2 instead of --tls-max 1.1 it must work)",
	Control:   "tls-in-transit",
	Unnoticed: true,
	Who:       checks.WebDeveloper,
	Minutes:   [2]int{10, 45},
	Cites:     []string{"RFC 8996", "RFC 7568", "RFC 6176", "PCI DSS 4.0.1 4.2.1", "GDPR Art. 32"},
}, facts.WebsiteTLS, func(_ checks.Scene, f facts.TLS) checks.Verdict {
	on := func(v string) bool {
		return slices.ContainsFunc(f.Protocols, func(p facts.TLSProtocol) bool { return p.Version == v })
	}
	unknown := func(v string) bool { return slices.Contains(f.Unknown, v) }
	var dead, old []string
	for _, v := range []string{"SSLv2", "SSLv3"} {
		if on(v) {
			dead = append(dead, versionName(v))
		}
	}
	for _, v := range []string{"TLSv1.0", "TLSv1.1"} {
		if on(v) {
			old = append(old, versionName(v))
		}
	}
	modern := on("TLSv1.2") || on("TLSv1.3")
	switch {
	case len(dead) > 0:
		return checks.Verdict{Grip: chain.Broken, Say: "The website still takes " + and(append(dead, old...)) + ", whose encryption has been broken in public."}
	case len(f.Protocols) > 0 && !modern && !unknown("TLSv1.2") && !unknown("TLSv1.3"):
		return checks.Verdict{Grip: chain.Broken, TurnsAway: true, Say: "The website knows no encryption newer than " + old[len(old)-1] + ", which today's browsers refuse."}
	case len(old) > 0:
		return checks.Verdict{Grip: chain.Weak, Say: "The website still takes " + and(old) + ", which no browser has needed since 2014."}
	case len(f.Unknown) > 0 || !modern:
		names := f.Unknown
		if len(names) == 0 {
			names = []string{"any kind of encryption"}
		}
		all := make([]string, len(names))
		for i, v := range names {
			all[i] = versionName(v)
		}
		return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell whether the website takes " + strings.Join(all, " or ") + ".",
			Why:  "the server gave no clear answer about it",
			Next: "scan again, from a computer that the site's firewall does not slow down"}
	case !on("TLSv1.3"):
		return checks.Verdict{Grip: chain.Holds, Say: "The website refuses every broken kind of encryption; it could also offer the newest, TLS 1.3."}
	}
	return checks.Verdict{Grip: chain.Holds, Say: "The website takes today's kinds of encryption only."}
})

// versionName is a version as people write it: "TLSv1.0" is TLS 1.0.
func versionName(v string) string {
	for _, p := range []string{"TLS", "SSL"} {
		if n, ok := strings.CutPrefix(v, p+"v"); ok {
			return p + " " + n
		}
	}
	return v
}

// and joins words as a sentence does.
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
