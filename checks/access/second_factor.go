package access

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var secondFactor = checks.All(checks.Doc{
	ID:      "access.second-factor",
	Asks:    "Does signing in need more than a password?",
	Matters: "Passwords are guessed, stolen and used twice. With a second step on the phone a stolen password alone opens nothing.",
	Fix:     "Have everybody set up the second step on their phone, then demand it: Google Admin console, Security, 2-step verification, Enforcement on; Microsoft Entra, Properties, Security defaults on.",
	Proof:   "Google Admin console: Directory, Users, column 2-step verification. Microsoft Entra: Users, Per-user MFA, or Authentication methods, User registration details",
	Control: "mfa",
	Who:     checks.ITPerson,
	Minutes: [2]int{30, 120},
	Cites:   []string{"GDPR Art. 32(1)(b)", "CIS 8.1 6.3", "PCI DSS 4.0.1 8.4"},
}, facts.AccessAccount, bySystem(func(_ checks.Scene, system string, all []facts.Account) checks.Verdict {
	// A guest signs in at home; nobody may sign in to a shared mailbox itself.
	all = filter(open(all), func(a facts.Account) bool { return a.Sort != "guest" && a.Sort != "shared" })
	if len(all) == 0 {
		return checks.Nothing()
	}
	without := filter(all, func(a facts.Account) bool { return a.SecondFactor == "no" })
	unknown := filter(all, func(a facts.Account) bool { return a.SecondFactor == "" })
	known := len(all) - len(unknown)
	v := checks.Verdict{Pass: known - len(without), Of: known}
	switch {
	case len(without) > 0:
		v.Grip = chain.Weak
		v.Say = fmt.Sprintf("%d of %s of %s %s with a password alone: %s.", len(without), count(known, "account"), called(system), verb(len(without), "opens", "open"), rows(without))
	case len(unknown) > 0:
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether %d of %s of %s need more than a password.", len(unknown), count(len(all), "account"), called(system)),
			Why: "the list does not say who has a second factor", Next: listAgain(system, "who has a second factor")}
	default:
		v.Grip = chain.Holds
		v.Say = fmt.Sprintf("A second factor is set up for all %s of %s.", count(len(all), "account"), called(system))
	}
	return v
}))
