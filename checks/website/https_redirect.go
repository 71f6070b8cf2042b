package website

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var httpsRedirect = checks.Each(checks.Doc{
	ID:      "website.https-redirect",
	Asks:    "Is a visitor who types the name of the site led to the encrypted page?",
	Matters: "Most people type the bare name. Without the redirect everything they read and enter can be read, and changed, by anyone on the way.",
	Fix:     "Let every address that begins with http:// answer with a permanent redirect to https:// on the same name.",
	Fixes: map[string]string{
		"nginx":     "In the server block that listens on port 80: `return 301 https://$host$request_uri;`, then `nginx -t && systemctl reload nginx`.",
		"apache":    "In the VirtualHost for port 80: `Redirect permanent / https://{host}/`, then `systemctl reload apache2`.",
		"wordpress": "Settings > General: write https:// in both addresses; at the host switch on \"force HTTPS\".",
	},
	Proof:     "curl -sI http://{host}/ | head -5   (must show 301 and Location: https://{host}/)",
	Control:   "tls-in-transit",
	Unnoticed: true,
	Who:       checks.WebDeveloper,
	Minutes:   [2]int{5, 30},
	Cites:     []string{"GDPR Art. 32", "PCI DSS 4.0.1 4.2.1", "RFC 9110 15.4.2"},
}, facts.WebsiteRedirect, func(_ checks.Scene, f facts.Redirect) checks.Verdict {
	switch {
	case f.Encrypted == "no":
		return checks.Verdict{Grip: chain.Broken, Say: "The site has no encrypted page at all: anyone on the way can read and change everything."}
	case !f.Listen:
		return checks.Verdict{Grip: chain.Holds, Say: "Nothing answers without encryption."}
	case f.Fault == "loop" || f.Fault == "too-many":
		return checks.Verdict{Grip: chain.Broken, TurnsAway: true, Say: "Visitors who type the name of the site are sent round in circles and never arrive."}
	case f.Fault == "private":
		return checks.Verdict{Grip: chain.Broken, TurnsAway: true, Say: "Visitors who type the name of the site are sent to an address inside somebody's private network."}
	case f.Fault == "downgrade":
		return checks.Verdict{Grip: chain.Broken, Say: "The site leads visitors from the encrypted page back to an unencrypted one."}
	case !f.HTTPS && (f.Status == 401 || f.Status == 403 || f.Status == 429 || f.Status >= 500):
		return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell where visitors end who type the name of the site.", Why: fmt.Sprintf("without encryption the site answers us with %d", f.Status),
			Next: "open " + f.From + " in a browser and see whether it ends on https"}
	case !f.HTTPS && f.Status >= 400:
		return checks.Verdict{Grip: chain.Holds, Say: "Without encryption the site shows nothing."}
	case !f.HTTPS:
		return checks.Verdict{Grip: chain.Weak, Say: "Visitors who type the name of the site stay on an unencrypted page, where anyone on the way can read along."}
	case len(f.Hops) > 0 && !strings.HasPrefix(f.Hops[0], "https:"):
		return checks.Verdict{Grip: chain.Weak, Say: "The way to the encrypted page leads over another unencrypted address first."}
	}
	return checks.Verdict{Grip: chain.Holds, Say: "Visitors who type the name of the site are led to the encrypted page."}
})
