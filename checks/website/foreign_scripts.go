package website

import (
	"fmt"
	"net/url"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var foreignScripts = checks.All(checks.Doc{
	ID:      "website.foreign-scripts",
	Asks:    "Do scripts of other companies run on the pages unchecked?",
	Matters: "A script sees everything on its page. If the company behind it is broken into, its script steals from all its customers' sites at once.",
	Fix:     "Remove the scripts that nobody needs, keep a copy of the others on your own site, or give them an integrity checksum.",
	Proof:   "curl -s https://{host}:{port}/ | grep -o '<script[^>]*src=[^>]*>'",
	Control: "script-integrity",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{20, 120},
	Cites:   []string{"W3C Subresource Integrity", "PCI DSS 4.0.1 6.4.3"},
}, facts.WebsitePage, bySite(texts, func(_ checks.Scene, _ string, pages []facts.Page) checks.Verdict {
	foreign, checked := 0, 0
	var hosts []string
	sensitive := ""
	for _, p := range pages {
		secret := slices.ContainsFunc(p.Forms, func(f facts.Form) bool { return f.Password || f.Card })
		for _, s := range p.Scripts {
			if !s.Foreign {
				continue
			}
			foreign++
			if s.Integrity {
				checked++
				continue
			}
			if u, err := url.Parse(s.URL); err == nil && !slices.Contains(hosts, u.Host) {
				hosts = append(hosts, u.Host)
			}
			if secret && sensitive == "" {
				sensitive = path(p)
			}
		}
	}
	slices.Sort(hosts)
	v := checks.Verdict{Grip: chain.Holds, Say: "No script of another company runs on the pages unchecked.", Pass: checked, Of: foreign}
	if foreign == 0 {
		v.Say = "Only the site's own scripts run on its pages."
		return v
	}
	if len(hosts) > 0 {
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("Scripts from %d other %s run unchecked, for example from %s.", len(hosts), plural(len(hosts), "company"), hosts[0])
		if sensitive != "" {
			v.Say = fmt.Sprintf("Scripts from %d other %s run unchecked, also on %s, where passwords or cards are entered.", len(hosts), plural(len(hosts), "company"), sensitive)
		}
	}
	return v
}))
