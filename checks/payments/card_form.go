package payments

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var cardForm = checks.All(checks.Doc{
	ID:      "payments.card-form",
	Asks:    "Where do the card numbers go that customers type in?",
	Matters: "As long as card numbers pass through your own page or server, whoever gets into it reads them as they are typed. A payment provider's own fields keep them out of reach.",
	Fix:     "Let the payment provider show the card fields: its own page to pay on, or its fields in a frame. Then remove the card fields of your own page.",
	Fixes: map[string]string{
		"WordPress":  "WooCommerce: install the provider's own plugin (WooPayments, Mollie, Stripe), choose its hosted checkout, and delete any plugin that shows card fields of its own.",
		"Shopware":   "Install the provider's plugin from the store and switch off every payment method that shows card fields of its own.",
		"PrestaShop": "Install the provider's module, choose \"redirect\" or \"hosted fields\", and uninstall the old one.",
	},
	Proof:   "open the page where you pay, right-click into the field for the card number, choose Inspect: it should lie in an iframe of the provider",
	Control: "hosted-payment",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{60, 480},
	Cites:   []string{"PCI DSS 4.0.1 3.2.1", "PCI SSC FAQ 1291"},
}, facts.WebsitePage, func(_ checks.Scene, pages []facts.Page) []checks.Verdict {
	var out []checks.Verdict
	for _, s := range shops(pages) {
		if s.taking() {
			v := s.cardForm()
			v.Subject = "site:" + s.site
			out = append(out, v)
		}
	}
	return out
})

func (s shop) cardForm() checks.Verdict {
	worst := checks.Verdict{Grip: chain.Holds}
	for _, p := range s.own {
		for _, f := range p.Forms {
			if !f.Card {
				continue
			}
			if v := where(p, f); v.Grip < worst.Grip {
				worst = v
			}
		}
	}
	switch {
	case worst.Grip != chain.Holds:
		return worst
	case len(s.direct) > 0:
		name := strings.Join(s.providers, " and ")
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("A script of %s reads card numbers out of your own page; the page with the fields was not met.", name),
			Why: "the fields are drawn by a script, or behind a cart", Next: "put something into the cart, go to the page to pay on, and look where the card fields lie"}
	case len(s.framed) > 0:
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The card fields on %s are those of %s, in a frame of theirs.", path(s.framed[0]), strings.Join(s.providers, " and "))}
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("Customers pay on a page of %s.", strings.Join(s.providers, " and "))}
}

// where judges one form with card fields.
func where(p facts.Page, f facts.Form) checks.Verdict {
	at := path(p)
	host := hostOf(f.Action)
	name, known := providerAt(host, anyHost)
	switch {
	case !f.HTTPS:
		return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("Card numbers typed in on %s are sent without encryption.", at)}
	case f.Method == "GET":
		return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("Card numbers typed in on %s are sent as part of an address, so they stay in logs and histories.", at)}
	case f.Method == "SCRIPT":
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("Card numbers are typed into your own page %s, and a script sends them on.", at)}
	case known:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("Card numbers are typed into your own page %s and sent to %s.", at, name)}
	case f.Foreign:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("Card numbers typed in on %s are sent to %s, which is no payment provider that we know.", at, host)}
	}
	return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("Card numbers typed in on %s are sent to your own server.", at)}
}
