package website

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

const shortKey = 1024 // bits; receivers ignore keys below (RFC 8301 3.2)

var dkim = checks.Each(checks.Doc{
	ID:      "website.dkim",
	Asks:    "Is the firm's mail signed with a key that cannot be forged?",
	Matters: "A signature is how receivers tell your mail from a forgery even after it was forwarded; unsigned mail lands among the junk more and more often.",
	Fix:     "Switch on signing (DKIM) at whoever carries your mail, with a key of 2048 bits, and put the record it shows you into the domain's DNS.",
	Proof:   "send a mail to an address outside the firm, open its source there, and look for `dkim=pass` and the name behind `s=`; then: dig +short TXT NAME._domainkey.{name}",
	Control: "mail-spoofing-protection",
	Who:     checks.ITPerson,
	Minutes: [2]int{15, 90},
	Cites:   []string{"RFC 6376", "RFC 8301", "CIS 8.1 9.5"},
}, facts.WebsiteDomain, func(_ checks.Scene, d facts.Domain) checks.Verdict {
	if sendsNoMail(d) {
		return checks.Nothing()
	}
	const next = "look into the source of a mail that you sent: the name behind s= in DKIM-Signature is where the key is"
	unseen := func(why string) checks.Verdict {
		return checks.Verdict{Grip: chain.Unseen, Say: "We cannot tell whether the firm's mail is signed.", Why: why, Next: next}
	}
	switch {
	case d.DKIM.Wildcard:
		return unseen("the domain answers every name with a key, so what was found proves nothing")
	case d.DKIM.State == "none":
		return unseen(fmt.Sprintf("no key was found under the %d usual names; it may have another one", d.DKIM.Tried))
	case d.DKIM.State != "found":
		return unanswered(d, "whether the firm's mail is signed")
	}
	good, tried := 0, 0
	var short *facts.DKIMKey
	for i, k := range d.DKIM.Keys {
		switch {
		case k.Revoked: // one that was taken out of use is no fault
		case k.Testing:
			tried++
		case k.Kind == "rsa" && k.Bits > 0 && k.Bits < shortKey:
			short = &d.DKIM.Keys[i]
		case k.Kind == "rsa" && k.Bits == 0 || k.Kind == "other":
		default:
			good++
		}
	}
	switch {
	case short != nil:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The key %s that signs mail from %s has %d bits only: it can be computed, and receivers ignore it.", short.Selector, d.Name, short.Bits)}
	case good > 0:
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("Mail from %s can be signed: a good key is in place.", d.Name), Pass: good, Of: good}
	case tried > 0:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The key that signs mail from %s is marked as being tried out, so receivers do not rely on it.", d.Name)}
	}
	return unseen("the keys that were found cannot be used; there may be others")
})
