package website

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var dmarc = checks.Each(checks.Doc{
	ID:      "website.dmarc",
	Asks:    "Do receivers refuse mail that only claims to be from the firm?",
	Matters: "Only this makes the big mail services stop forged mail with your name in the sender's line; without it your customers and your bookkeeper see it as yours.",
	Fix:     "Add a TXT record at _dmarc.{name}: first `v=DMARC1; p=none; rua=mailto:you@{name}`, read the reports for two weeks until every sender of yours passes, then p=quarantine or p=reject. For a domain that sends no mail at once: `v=DMARC1; p=reject`.",
	Proof:   "dig +short TXT _dmarc.{name}   (must hold p=quarantine or p=reject)",
	Control: "mail-spoofing-protection",
	Who:     checks.ITPerson,
	Minutes: [2]int{15, 240},
	Cites:   []string{"RFC 9989", "RFC 7489", "CIS 8.1 9.5", "BSI TR-03182"},
}, facts.WebsiteDomain, func(_ checks.Scene, d facts.Domain) checks.Verdict {
	m := d.DMARC
	weak := func(say string) checks.Verdict { return checks.Verdict{Grip: chain.Weak, Say: say} }
	steps := []string{"none", "quarantine", "reject"}
	step := slices.Index(steps, m.Policy)
	if m.Testing && step > 0 { // RFC 9989: receivers do what stands one step below
		step--
	}
	switch {
	case m.State == "none":
		return weak(fmt.Sprintf("Receivers are not told to refuse mail that only claims to be from %s.", d.Name))
	case m.State != "found":
		return unanswered(d, "what receivers do with mail that only claims to be from "+d.Name)
	case m.Records > 1:
		return weak(fmt.Sprintf("There are %d rules for mail that only claims to be from %s, so receivers follow none of them.", m.Records, d.Name))
	case step < 0:
		return weak(fmt.Sprintf("The rule for mail that only claims to be from %s has a mistake, so receivers do not follow it.", d.Name))
	case step == 0 && m.Testing:
		return weak(fmt.Sprintf("The rule for mail that only claims to be from %s is still being tried out: such mail is let through.", d.Name))
	case step == 0:
		return weak(fmt.Sprintf("Mail that only claims to be from %s is counted, but let through.", d.Name))
	case m.Percent < 100:
		return weak(fmt.Sprintf("Of the mail that only claims to be from %s, %d of 100 are stopped.", d.Name, m.Percent))
	case d.Name == d.Organisation && m.Subdomains == "none":
		return weak(fmt.Sprintf("Mail that only claims to be from %s is stopped, but not mail from names below it, such as office.%s.", d.Name, d.Name))
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("Receivers are told to stop mail that only claims to be from %s.", d.Name)}
})
