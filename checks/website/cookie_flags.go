package website

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var cookieFlags = checks.All(checks.Doc{
	ID:      "website.cookie-flags",
	Asks:    "Are the cookies that carry a login kept from strangers?",
	Matters: "Whoever gets hold of the login cookie is logged in as that customer, without a password.",
	Fix:     "Set Secure, HttpOnly and SameSite=Lax on every cookie that carries a login or a cart.",
	Fixes: map[string]string{
		"php":       "In php.ini: `session.cookie_secure=1`, `session.cookie_httponly=1`, `session.cookie_samesite=Lax`.",
		"nginx":     "In front of an application that cannot do it: `proxy_cookie_flags ~ secure httponly samesite=lax;`.",
		"wordpress": "In wp-config.php: `define('FORCE_SSL_ADMIN', true);` and serve the whole site over https.",
	},
	Proof:   "curl -sI https://{host}:{port}/ | grep -i '^set-cookie'   (look at what stands after the value)",
	Control: "web-hardening",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{15, 90},
	Cites:   []string{"RFC 6265", "OWASP ASVS 5.0 3.3", "PCI DSS 4.0.1 6.2.4"},
}, facts.WebsitePage, bySite(anything, func(_ checks.Scene, site string, pages []facts.Page) checks.Verdict {
	seen := map[string]facts.Cookie{}
	for _, p := range pages {
		for _, c := range p.Cookies {
			had, dup := seen[c.Name]
			if dup { // the same cookie from several pages is as safe as its weakest form
				c.Secure, c.HTTPOnly = c.Secure && had.Secure, c.HTTPOnly && had.HTTPOnly
				if had.SameSite == "none" {
					c.SameSite = had.SameSite
				}
			}
			seen[c.Name] = c
		}
	}
	if len(seen) == 0 {
		return checks.Nothing()
	}
	bad, sessions, worst, missing := 0, 0, "", []string(nil)
	for _, name := range sorted(seen) {
		c := seen[name]
		var lacks []string
		if !c.Secure && strings.HasPrefix(site, "https:") {
			lacks = append(lacks, "Secure")
		}
		if c.Session {
			sessions++
			if !c.HTTPOnly && !strings.Contains(strings.ToLower(c.Name), "csrf") && !strings.Contains(strings.ToLower(c.Name), "xsrf") {
				lacks = append(lacks, "HttpOnly")
			}
			// Where nothing is said browsers of today take Lax; "none" says to send it along from anywhere.
			if c.SameSite == "none" {
				lacks = append(lacks, "SameSite")
			}
		} else {
			lacks = nil // one that carries no login is no key to anything
		}
		if len(lacks) > 0 {
			if bad++; len(lacks) > len(missing) {
				worst, missing = c.Name, lacks
			}
		}
	}
	if sessions == 0 {
		return checks.Nothing()
	}
	v := checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The %d %s that carry a login are kept from strangers.", sessions, plural(sessions, "cookie")), Pass: sessions - bad, Of: sessions}
	if sessions == 1 {
		v.Say = "The cookie that carries the login is kept from strangers."
	}
	if bad > 0 {
		// Each needs one more mistake to be used: a page in clear, a foreign line of script, a foreign page.
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("The cookie %s, which by its name carries a login, can be stolen too easily: it lacks %s.", worst, and(missing))
	}
	return v
}))
