package website

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var foreignScripts = checks.All(checks.Doc{
	ID:      "website.foreign-scripts",
	Asks:    "Do scripts of other companies run on the pages unchecked?",
	Matters: "A script sees everything on its page. If the company behind it is broken into, its script steals from all its customers' sites at once.",
	Fix: "Remove the scripts that nobody needs, keep a copy of the others on your own site, or give them an integrity checksum. " +
		"A payment provider's own script stays as it is: name its address in a Content-Security-Policy and in the list of scripts.",
	Proof:   "curl -s https://{host}:{port}/ | grep -o '<script[^>]*src=[^>]*>'",
	Control: "script-integrity",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{20, 120},
	Cites:   []string{"W3C Subresource Integrity", "PCI DSS 4.0.1 6.4.3"},
}, facts.WebsitePage, bySite(texts, func(_ checks.Scene, _ string, pages []facts.Page) checks.Verdict {
	foreign, checked := 0, 0
	var hosts, hosted []string
	sensitive := ""
	for _, p := range pages {
		secret := slices.ContainsFunc(p.Forms, func(f facts.Form) bool { return f.Password || f.Card })
		for _, s := range p.Scripts {
			if !s.Foreign {
				continue
			}
			u, err := url.Parse(s.URL)
			if err == nil && !s.Integrity && u.Scheme == "https" {
				// Payment providers change their script at any time and forbid a copy or a
				// checksum of it. PCI DSS 6.4.3 asks that it is authorised, which its address is.
				if name, ok := checks.ProviderAt(strings.ToLower(u.Hostname()), checks.Provider.Any); ok {
					if !slices.Contains(hosted, name) {
						hosted = append(hosted, name)
					}
					continue
				}
			}
			foreign++
			if s.Integrity {
				checked++
				continue
			}
			if err == nil && !slices.Contains(hosts, u.Host) {
				hosts = append(hosts, u.Host)
			}
			if secret && sensitive == "" {
				sensitive = path(p)
			}
		}
	}
	slices.Sort(hosts)
	slices.Sort(hosted)
	v := checks.Verdict{Grip: chain.Holds, Say: "No script of another company runs on the pages unchecked.", Pass: checked, Of: foreign}
	if len(hosts) == 0 && len(hosted) > 0 {
		v.Say = fmt.Sprintf("No script of another company runs on the pages unchecked, but for that of the payment provider (%s), which comes from its own address as it must.", strings.Join(hosted, ", "))
		return v
	}
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
