package website

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var securityHeaders = checks.All(checks.Doc{
	ID:      "website.security-headers",
	Asks:    "Does the site use what browsers offer to contain a mistake in its pages?",
	Matters: "If somebody gets a line of their own into a page, these four headers decide whether it can read along, be framed by a copy of the site, or tell others where the visitor came from.",
	Fix:     "Send these headers with every page: Content-Security-Policy, X-Frame-Options: SAMEORIGIN, X-Content-Type-Options: nosniff, Referrer-Policy: strict-origin-when-cross-origin.",
	Fixes: map[string]string{
		"nginx":  "`add_header X-Frame-Options SAMEORIGIN always; add_header X-Content-Type-Options nosniff always; add_header Referrer-Policy strict-origin-when-cross-origin always; add_header Content-Security-Policy \"default-src 'self'\" always;` - try the last one as Content-Security-Policy-Report-Only first.",
		"apache": "`Header always set X-Frame-Options SAMEORIGIN`, `Header always set X-Content-Type-Options nosniff`, `Header always set Referrer-Policy strict-origin-when-cross-origin`, `Header always set Content-Security-Policy \"default-src 'self'\"` - try the last one as Content-Security-Policy-Report-Only first.",
	},
	Proof:   "curl -sI https://{host}:{port}/ | grep -iE 'content-security|x-frame|x-content-type|referrer'",
	Control: "web-hardening",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{30, 240},
	Cites:   []string{"OWASP Secure Headers Project", "OWASP ASVS 5.0 3.4", "CIS 8.1 16.1"},
}, facts.WebsitePage, bySite(func(_ checks.Scene, _ string, pages []facts.Page) checks.Verdict {
	h := pages[0].Headers
	policy := strings.ToLower(h["content-security-policy"])
	var missing []string
	if !containsScripts(policy) {
		missing = append(missing, "which scripts may run")
	}
	if frame := strings.ToLower(h["x-frame-options"]); frame != "deny" && frame != "sameorigin" && !strings.Contains(policy, "frame-ancestors") {
		missing = append(missing, "who may frame its pages")
	}
	if !strings.EqualFold(strings.TrimSpace(h["x-content-type-options"]), "nosniff") {
		missing = append(missing, "that files are what they say they are")
	}
	if r := strings.ToLower(h["referrer-policy"]); r == "unsafe-url" || r == "no-referrer-when-downgrade" {
		missing = append(missing, "that addresses of pages stay private")
	}
	const of = 4
	v := checks.Verdict{Grip: chain.Holds, Say: "The pages tell browsers how to contain a mistake in them.", Pass: of - len(missing), Of: of}
	// One header short is a nicety; without rules for scripts and frames a
	// single mistake in a page is enough.
	if len(missing) >= 2 {
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("The pages do not tell browsers %s.", and(missing))
	}
	return v
}))

// containsScripts says whether a policy limits scripts at all: a list without
// unsafe-inline (or with nonces or hashes beside it) and without a bare *.
func containsScripts(policy string) bool {
	var rule string
	for part := range strings.SplitSeq(policy, ";") {
		fields := strings.Fields(part)
		if len(fields) == 0 {
			continue
		}
		if fields[0] == "script-src" || fields[0] == "default-src" && rule == "" {
			rule = strings.Join(fields[1:], " ") + " "
		}
	}
	if rule == "" {
		return false
	}
	strict := strings.Contains(rule, "'nonce-") || strings.Contains(rule, "'sha256-") || strings.Contains(rule, "'sha384-") || strings.Contains(rule, "'sha512-")
	return (!strings.Contains(rule, "'unsafe-inline'") || strict) && !strings.HasPrefix(rule, "* ") && !strings.Contains(rule, " * ") && !strings.Contains(rule, "data: ")
}
