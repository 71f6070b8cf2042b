package website

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var caa = checks.Each(checks.Doc{
	ID:        "website.caa",
	Asks:      "Does the domain say who may issue certificates for it?",
	Matters:   "Any of a hundred authorities may issue a certificate for your name to somebody who deceives it; with this record only the one that you use may.",
	Fix:       "Add a CAA record at {name} that names the authority of your certificates, for example `0 issue \"letsencrypt.org\"`.",
	Proof:     "dig +short CAA {name}",
	Control:   "tls-in-transit",
	Unnoticed: true,
	Who:       checks.ITPerson,
	Minutes:   [2]int{10, 30},
	Cites:     []string{"RFC 8659"},
}, facts.WebsiteDomain, func(_ checks.Scene, d facts.Domain) checks.Verdict {
	switch c := d.CAA; {
	case c.State == "none":
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("Every certificate authority of the world may issue a certificate for %s.", d.Name)}
	case c.State != "found":
		return unanswered(d, "who may issue certificates for "+d.Name)
	case c.Nobody:
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("Nobody may issue certificates for %s.", d.Name)}
	default:
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("Only %s may issue certificates for %s.", and(c.Issuers), d.Name)}
	}
})
