package website

import (
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var formOverHTTP = checks.All(checks.Doc{
	ID:        "website.form-over-http",
	Asks:      "Does everything that visitors enter travel encrypted?",
	Matters:   "What is sent in clear can be read by anyone on the way: the café's network, the provider, the neighbour.",
	Fix:       "Let the form's address begin with https://, and serve the page that holds it encrypted.",
	Proof:     "open the page that is named above, look at its source, and search for `<form`: its action must begin with https:// or with /",
	Control:   "tls-in-transit",
	Unnoticed: true,
	Who:       checks.WebDeveloper,
	Minutes:   [2]int{10, 60},
	Cites:     []string{"GDPR Art. 32", "PCI DSS 4.0.1 4.2.1"},
}, facts.WebsitePage, func(_ checks.Scene, all []facts.Page) []checks.Verdict {
	return perSite(all, overHTTP)
})

func overHTTP(_ string, pages []facts.Page) checks.Verdict {
	forms, safe := 0, 0
	var bad *facts.Page
	var asks []string
	for i, p := range pages {
		for _, f := range p.Forms {
			if len(f.Asks) == 0 {
				continue
			}
			forms++
			if f.HTTPS && strings.HasPrefix(p.URL, "https:") {
				safe++
			} else if bad == nil {
				bad, asks = &pages[i], f.Asks
			}
		}
	}
	broke := slices.IndexFunc(pages, func(p facts.Page) bool { return p.Cut || p.Built })
	switch {
	case bad != nil:
		say := inWords(asks)
		if say == "" {
			say = "messages"
		}
		v := checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("The form on %s sends %s without encryption.", path(*bad), say), Pass: safe, Of: forms}
		if bad.Plain {
			v.Say = fmt.Sprintf("The form on %s asks for %s, and can also be had without encryption.", path(*bad), say)
		}
		return v
	case forms == 0:
		return checks.Nothing()
	case !slices.ContainsFunc(pages, readable):
		return unread(pages)
	case broke >= 0:
		return checks.Verdict{Grip: chain.Unseen, Say: "The forms that we could read send everything encrypted, but a part of the site could not be read.", Pass: safe, Of: forms,
			Why: "the page " + path(pages[broke]) + " came only in part, or is built by a script", Next: "look at the forms of this page in a browser: their action must begin with https:// or with /"}
	}
	return checks.Verdict{Grip: chain.Holds, Say: "Everything that visitors enter travels encrypted.", Pass: safe, Of: forms}
}
