package access

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var adminSecondFactor = checks.All(checks.Doc{
	ID:      "access.admin-second-factor",
	Asks:    "Do the administrators need more than a password?",
	Matters: "An administrator can open every mailbox and every file. One stolen password is then enough for all of it.",
	Fix:     "Set up a second factor for each administrator today: myaccount.google.com, Security, 2-step verification; or aka.ms/mfasetup. Then demand it for administrators in the console.",
	Proof:   "Google Admin console: Account, Admin roles, then each user's Security. Microsoft Entra: Authentication methods, User registration details, filter on Admin",
	Control: "mfa",
	Who:     checks.Owner,
	Minutes: [2]int{10, 30},
	Cites:   []string{"GDPR Art. 32(1)(b)", "CIS 8.1 6.5", "PCI DSS 4.0.1 8.4.1"},
}, facts.AccessAccount, bySystem(func(_ checks.Scene, system string, all []facts.Account) checks.Verdict {
	all = open(all)
	admins := filter(all, func(a facts.Account) bool { return a.Admin == "yes" })
	without := filter(admins, func(a facts.Account) bool { return a.SecondFactor == "no" })
	unknown := filter(admins, func(a facts.Account) bool { return a.SecondFactor == "" })
	perhaps := filter(all, func(a facts.Account) bool { return a.Admin == "" && a.SecondFactor != "yes" })
	v := checks.Verdict{Pass: len(admins) - len(without) - len(unknown), Of: len(admins)}
	switch {
	case len(all) == 0:
		return checks.Nothing()
	case len(without) > 0:
		v.Grip = chain.Broken
		who := fmt.Sprintf("%d of %s of %s %s", len(without), count(len(admins), "administrator"), called(system), verb(len(without), "signs in", "sign in"))
		if len(admins) == 1 {
			who = fmt.Sprintf("The administrator of %s signs in", called(system))
		}
		v.Say = fmt.Sprintf("%s with a password alone: whoever steals it can open everything (%s).", who, rows(without))
		return v
	case len(unknown) > 0:
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether %d of %s of %s need more than a password.", len(unknown), count(len(admins), "administrator"), called(system)),
			Why: "the list does not say who has a second factor", Next: listAgain(system, "who has a second factor")}
	case len(perhaps) > 0:
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known who is an administrator of %s, and not every account has a second factor.", called(system)),
			Why: "the list does not say who is an administrator", Next: listAgain(system, "who is an administrator")}
	case len(admins) == 0 && len(filter(all, func(a facts.Account) bool { return a.SecondFactor != "yes" })) > 0:
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("The administrators of %s are not on the list.", called(system)),
			Why: "no account on the list is an administrator, and every such system has one", Next: "export all users, administrators too"}
	}
	v.Grip = chain.Holds
	if len(admins) == 0 {
		v.Say = fmt.Sprintf("Every account of %s has a second factor, so the administrators have one too.", called(system))
		v.Pass, v.Of = len(all), len(all)
		return v
	}
	v.Say = fmt.Sprintf("%s of %s %s a second factor.", count(len(admins), "administrator"), called(system), verb(len(admins), "has", "have"))
	return v
}))
