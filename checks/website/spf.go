package website

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var spf = checks.Each(checks.Doc{
	ID:      "website.spf",
	Asks:    "Does the domain say which computers may send mail in its name?",
	Matters: "Without such a list anyone can send a mail that says it is from you: an invoice with another bank account, a link to a copy of your shop.",
	Fix:     "Keep one TXT record at the domain that begins with v=spf1, names those who really send for you and ends in -all or ~all. For a domain that sends no mail: `v=spf1 -all`.",
	Fixes: map[string]string{
		"Microsoft 365":    "At whoever keeps the domain's DNS, one TXT record at the domain itself: `v=spf1 include:spf.protection.outlook.com -all`.",
		"Google Workspace": "At whoever keeps the domain's DNS, one TXT record at the domain itself: `v=spf1 include:_spf.google.com ~all`.",
	},
	Proof:   "dig +short TXT {name} | grep spf1   (one line, and it ends in -all or ~all)",
	Control: "mail-spoofing-protection",
	Who:     checks.ITPerson,
	Minutes: [2]int{10, 60},
	Cites:   []string{"RFC 7208", "CIS 8.1 9.5", "BSI TR-03182"},
}, facts.WebsiteDomain, func(_ checks.Scene, d facts.Domain) checks.Verdict {
	s := d.SPF
	weak := func(say string) checks.Verdict { return checks.Verdict{Grip: chain.Weak, Say: say} }
	switch {
	case s.State == "none":
		return weak(fmt.Sprintf("Nothing says who may send mail in the name of %s, so anyone may try.", d.Name))
	case s.State != "found":
		return unanswered(d, "who may send mail in the name of "+d.Name)
	case s.Records > 1:
		return weak(fmt.Sprintf("There are %d lists of who may send mail in the name of %s, so receivers take none of them.", s.Records, d.Name))
	case s.Stranger == "pass":
		return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("The list of who may send mail in the name of %s lets everyone in.", d.Name)}
	case s.Fault == "loop":
		return weak(fmt.Sprintf("The list of who may send mail in the name of %s leads back to itself, so receivers ignore it.", d.Name))
	case s.Fault != "":
		return weak(fmt.Sprintf("The list of who may send mail in the name of %s has a mistake, so receivers ignore it.", d.Name))
	case s.Lookups > 10:
		return weak(fmt.Sprintf("The list of who may send mail in the name of %s makes receivers ask %d questions; after ten they give up and ignore it.", d.Name, s.Lookups))
	case s.Voids > 2:
		return weak(fmt.Sprintf("The list of who may send mail in the name of %s names %d places that are not there; after two receivers give up and ignore it.", d.Name, s.Voids))
	case len(s.Unknown) > 0 || s.Stranger == "unknown" || s.Stranger == "":
		return unanswered(d, "all of those who may send mail in the name of "+d.Name)
	case s.Stranger == "error":
		return weak(fmt.Sprintf("Receivers cannot work out who may send mail in the name of %s, so they ignore the list.", d.Name))
	case s.Stranger == "neutral" || s.Stranger == "none":
		return weak(fmt.Sprintf("The list of who may send mail in the name of %s does not say what to do with everybody else.", d.Name))
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The domain %s says who may send mail in its name, and that nobody else may.", d.Name)}
})

// unanswered says that DNS did not answer about something.
func unanswered(d facts.Domain, what string) checks.Verdict {
	return checks.Verdict{Grip: chain.Unseen, Say: "We could not find out " + what + ".", Why: "DNS gave no answer",
		Next: "scan again; if it stays so, ask whoever keeps the domain " + d.Name + ", or name another DNS server with --dns HOST:PORT"}
}

// sendsNoMail says whether a domain declares that no mail comes from it.
func sendsNoMail(d facts.Domain) bool {
	s := d.SPF
	return (d.MX.Null || d.MX.State == "none") && s.State == "found" && s.Records == 1 && s.All == "fail" && s.Stranger == "fail" && len(s.Includes) == 0
}
