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
}, facts.WebsitePage, bySite(answers, func(_ checks.Scene, _ string, pages []facts.Page) checks.Verdict {
	h := pages[0].Headers
	rules := csp(pages[0])
	var missing []string
	if !rules.limitScripts() {
		missing = append(missing, "which scripts may run")
	}
	if !frameOption(h["x-frame-options"]) && !rules.limitFrames() {
		missing = append(missing, "who may frame its pages")
	}
	if kind, _, _ := strings.Cut(h["x-content-type-options"], ","); !strings.EqualFold(strings.TrimSpace(kind), "nosniff") {
		missing = append(missing, "that files are what they say they are")
	}
	if r := lastWord(h["referrer-policy"]); r == "unsafe-url" || r == "no-referrer-when-downgrade" {
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

// frameOption says whether browsers take the header: one of two words, which
// may stand there twice.
func frameOption(header string) bool {
	var one string
	for part := range strings.SplitSeq(header, ",") {
		word := strings.ToLower(strings.TrimSpace(part))
		if word != "deny" && word != "sameorigin" || one != "" && one != word {
			return false
		}
		one = word
	}
	return true
}

// lastWord is the word of a Referrer-Policy that counts: the last one known.
func lastWord(header string) string {
	out := ""
	for part := range strings.SplitSeq(strings.ToLower(header), ",") {
		switch word := strings.TrimSpace(part); word {
		case "no-referrer", "no-referrer-when-downgrade", "origin", "origin-when-cross-origin", "same-origin", "strict-origin", "strict-origin-when-cross-origin", "unsafe-url":
			out = word
		}
	}
	return out
}
