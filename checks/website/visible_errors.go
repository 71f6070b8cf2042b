package website

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var visibleErrors = checks.All(checks.Doc{
	ID:      "website.visible-errors",
	Asks:    "Do the pages work without showing errors?",
	Matters: "A visitor who meets an error leaves, and what the error prints tells attackers how the site is built.",
	Fix:     "Repair what fails, and switch off the display of errors to visitors (write them into a log instead).",
	Fixes: map[string]string{
		"php":       "In php.ini: `display_errors=Off` and `log_errors=On`.",
		"wordpress": "In wp-config.php: `define('WP_DEBUG_DISPLAY', false);`.",
	},
	Proof:   "open the page that is named above in a private browser window",
	Control: "works-without-errors",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{15, 180},
	Cites:   []string{"OWASP ASVS 5.0 16.5", "CIS 8.1 16.1"},
}, facts.WebsitePage, bySite(anything, func(_ checks.Scene, _ string, pages []facts.Page) checks.Verdict {
	good := 0
	var bad *facts.Page
	for i, p := range pages {
		if p.Error == "" {
			good++
		} else if bad == nil || bad.Error == "missing" && p.Error != "missing" && !bad.Front {
			bad = &pages[i]
		}
	}
	if bad == nil {
		if front := pages[0]; front.Front && front.Status >= 400 {
			return unread(pages)
		}
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("None of the %d %s we read shows an error.", len(pages), plural(len(pages), "page")), Pass: good, Of: len(pages)}
	}
	v := checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The page %s shows visitors an error of the server.", path(*bad)), Pass: good, Of: len(pages)}
	switch {
	case bad.Error == "missing" && bad.Front:
		v.Grip, v.TurnsAway, v.Say = chain.Broken, true, "Visitors find nothing: the front page of the site is missing."
	case bad.Error == "missing":
		v.Say = fmt.Sprintf("The front page leads visitors to %s, which is not there.", path(*bad))
	case bad.Front || len(bad.Forms) > 0: // where visitors arrive, or leave an order
		v.Grip, v.TurnsAway = chain.Broken, true
	}
	return v
}))
