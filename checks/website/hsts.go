package website

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// halfAYear is what the common raters of headers ask for at least, in seconds.
const halfAYear = 15768000

var hsts = checks.All(checks.Doc{
	ID:      "website.hsts",
	Asks:    "Do browsers remember to use the encrypted page next time?",
	Matters: "Until a browser has been told, the first step of each visit is unencrypted and can be caught, for example in a café's network.",
	Fix:     "Send the header `Strict-Transport-Security: max-age=31536000` with every encrypted answer.",
	Fixes: map[string]string{
		"nginx":  "In the server block for 443: `add_header Strict-Transport-Security \"max-age=31536000\" always;`, then `nginx -t && systemctl reload nginx`.",
		"apache": "In the VirtualHost for 443: `Header always set Strict-Transport-Security \"max-age=31536000\"` (a2enmod headers), then reload.",
	},
	Proof:     "curl -sI https://{host}:{port}/ | grep -i strict-transport-security",
	Control:   "tls-in-transit",
	Unnoticed: true,
	Who:       checks.WebDeveloper,
	Minutes:   [2]int{5, 20},
	Cites:     []string{"RFC 6797", "OWASP ASVS 5.0 3.4.1"},
}, facts.WebsitePage, bySite(answers, func(_ checks.Scene, site string, pages []facts.Page) checks.Verdict {
	if !strings.HasPrefix(site, "https:") {
		return checks.Nothing() // without encryption browsers ignore the header; https-redirect speaks of that
	}
	if u, err := url.Parse(site); err == nil {
		if _, err := netip.ParseAddr(u.Hostname()); err == nil {
			return checks.Nothing() // for a bare address too (RFC 6797 8.1.1)
		}
	}
	age := maxAge(pages[0].Headers["strict-transport-security"])
	switch {
	case age < 0:
		return checks.Verdict{Grip: chain.Weak, Say: "Browsers are not told to come back encrypted next time."}
	case age == 0:
		return checks.Verdict{Grip: chain.Weak, Say: "Browsers are told to forget that the site is encrypted."}
	case age < 86400:
		return checks.Verdict{Grip: chain.Weak, Say: "Browsers are told to come back encrypted, but forget it within a day."}
	case age < halfAYear:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("Browsers are told to come back encrypted, but forget it after %d %s.", age/86400, plural(age/86400, "day"))}
	}
	return checks.Verdict{Grip: chain.Holds, Say: "Browsers remember to use the encrypted page."}
}))

// maxAge is the max-age of a Strict-Transport-Security header in seconds, -1
// where there is none that a browser would take.
func maxAge(header string) int {
	header, _, _ = strings.Cut(header, ",") // only the first one counts
	for part := range strings.SplitSeq(header, ";") {
		name, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if ok && strings.EqualFold(strings.TrimSpace(name), "max-age") {
			n, err := strconv.ParseUint(strings.Trim(strings.TrimSpace(value), `"`), 10, 31)
			if err == nil || errors.Is(err, strconv.ErrRange) { // then n is the largest there is
				return int(n)
			}
		}
	}
	return -1
}
