package website

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var outdatedSoftware = checks.All(checks.Doc{
	ID:      "website.outdated-software",
	Asks:    "Does the software of the site still get security fixes?",
	Matters: "Holes in old versions are public, and robots look for sites that still have them.",
	Fix:     "Update to a version that is still maintained; if the site cannot be updated, plan its replacement.",
	Proof:   "curl -sI https://{host}:{port}/ | grep -iE '^(server|x-powered-by)'; compare the version with the maker's page of supported versions",
	Control: "web-patching",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{60, 960},
	Cites:   []string{"CIS 8.1 2.2", "CIS 8.1 7.4", "PCI DSS 4.0.1 6.3.3"},
}, facts.WebsitePage, bySite(anything, func(sc checks.Scene, _ string, pages []facts.Page) checks.Verdict {
	versions := 0
	var worst facts.Software
	oldest := -1
	for _, p := range pages {
		for _, s := range p.Software {
			if s.Version == "" {
				continue
			}
			versions++
			if s.EOL == "" {
				continue
			}
			if days, err := sc.Days(s.EOL); err == nil && days > 0 && days > oldest {
				worst, oldest = s, days
			}
		}
	}
	switch {
	case versions == 0:
		return checks.Nothing() // a site that tells no version is judged by what it can be seen to do
	case oldest < 0:
		return checks.Verdict{Grip: chain.Holds, Say: "No software that the site names is known to be out of support."}
	}
	v := checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The site runs %s %s, which has had no security fixes since %s.", worst.Name, worst.Version, worst.EOL)}
	// A distribution may still mend an old PHP; a shop system out of support nobody mends.
	switch worst.Name {
	case "Drupal", "Joomla", "Magento", "WordPress", "TYPO3":
		v.Grip = chain.Broken
	case "PHP":
		if oldest > 2*365 {
			v.Grip = chain.Broken
		}
	}
	return v
}))
