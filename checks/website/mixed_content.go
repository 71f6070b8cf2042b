package website

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var mixedContent = checks.All(checks.Doc{
	ID:      "website.mixed-content",
	Asks:    "Do encrypted pages load parts of themselves without encryption?",
	Matters: "An unencrypted script can be changed on the way and then reads everything on the page; browsers block it or take the padlock away.",
	Fix:     "Change the address in the page from http:// to https://, or keep a copy of the file on your own site.",
	Proof:   "curl -s https://{host}:{port}/ | grep -n 'src=.http:\\|href=.http:'",
	Control: "tls-in-transit",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{10, 60},
	Cites:   []string{"W3C Mixed Content", "OWASP ASVS 5.0 12.2"},
}, facts.WebsitePage, bySite(texts, func(_ checks.Scene, site string, pages []facts.Page) checks.Verdict {
	if site[:min(len(site), 6)] != "https:" {
		return checks.Nothing()
	}
	clean := 0
	var active, passive *facts.Page
	var what facts.Mixed
	for i, p := range pages {
		ok := true
		if csp(p).has("upgrade-insecure-requests") {
			clean++ // the page tells browsers to ask for everything encrypted
			continue
		}
		for _, m := range p.Mixed {
			if m.What == "form" {
				continue // form-over-http speaks of that
			}
			ok = false
			switch {
			case m.Active && active == nil:
				active, what = &pages[i], m
			case !m.Active && passive == nil && active == nil:
				passive, what = &pages[i], m
			}
		}
		if ok {
			clean++
		}
	}
	v := checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("All %d pages load everything encrypted.", len(pages)), Pass: clean, Of: len(pages)}
	if len(pages) == 1 {
		v.Say = "The page loads everything encrypted."
	}
	switch {
	case active != nil:
		// Every browser of today refuses it: what is lost is a part of the page, not yet a password.
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("The encrypted page %s loads a %s without encryption (line %d), which browsers block.", path(*active), what.What, what.Line)
	case passive != nil:
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("The encrypted page %s loads pictures or media without encryption (line %d).", path(*passive), what.Line)
	}
	return v
}))
