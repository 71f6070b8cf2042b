package access

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var sharedAccounts = checks.All(checks.Doc{
	ID:      "access.shared-accounts",
	Asks:    "Does everybody sign in as themselves?",
	Matters: "A password that several people know leaves with each of them, is never changed, and nobody can tell later who did what.",
	Fix:     "Turn the account into a group or shared mailbox that people open with their own account (Google: Groups, Collaborative inbox; Microsoft 365: Convert to shared mailbox, and block its sign-in), then change its password.",
	Proof:   "Sign in to the console and look at the accounts named after a task, such as info@: when did somebody last sign in to them, and who knows the password?",
	Control: "no-shared-accounts",
	Who:     checks.ITPerson,
	Minutes: [2]int{20, 90},
	Cites:   []string{"GDPR Art. 32(1)(b)", "CIS 8.1 5.1", "PCI DSS 4.0.1 8.2.2"},
}, facts.AccessAccount, bySystem(func(_ checks.Scene, system string, all []facts.Account) checks.Verdict {
	all = open(all)
	if len(all) == 0 {
		return checks.Nothing()
	}
	tasks := filter(all, func(a facts.Account) bool { return a.Sort == "role" || a.Sort == "shared" })
	// One that nobody ever signed in to is no password that people share.
	used := filter(tasks, func(a facts.Account) bool { return a.Enabled == "yes" && a.LastSignIn != "never" })
	unknown := filter(all, func(a facts.Account) bool {
		return a.Sort == "" || (a.Sort == "role" || a.Sort == "shared") && a.Enabled == "" && a.LastSignIn != "never"
	})
	switch {
	case len(used) > 0:
		return checks.Verdict{Grip: chain.Weak, Pass: len(all) - len(used), Of: len(all),
			Say: fmt.Sprintf("%s of %s %s to a task instead of a person and can be signed in to: %s.", count(len(used), "account"), called(system), verb(len(used), "belongs", "belong"), rows(used))}
	case len(unknown) > 0:
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether %s of %s %s used by several people.", count(len(unknown), "account"), called(system), verb(len(unknown), "is", "are")),
			Why: "the list does not say whose they are, or whether they can be signed in to", Next: listAgain(system, "the name of the person, and the status of the account")}
	}
	return checks.Verdict{Grip: chain.Holds, Pass: len(all), Of: len(all), Say: fmt.Sprintf("Every account of %s that people sign in to belongs to one person.", called(system))}
}))
