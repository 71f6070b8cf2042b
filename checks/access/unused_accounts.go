package access

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// Days after which an account counts as not used: PCI DSS and CIS take 90 and
// 45; a parental leave is longer, so this is never broken.
const (
	unusedDays = 90
	newDays    = 30
)

var unusedAccounts = checks.All(checks.Doc{
	ID:      "access.unused-accounts",
	Asks:    "Is every account that is open in use?",
	Matters: "Nobody notices when a stranger signs in to an account that nobody uses.",
	Fix:     "Ask whose the account is. Switch it off (Google: Suspend; Microsoft 365: Block sign-in) and delete it after a month in which nobody missed it.",
	Proof:   "Google Admin console: Directory, Users, sort by Last sign in. Microsoft 365 admin center: Reports, Usage, Active users",
	Control: "leavers-removed",
	Who:     checks.ITPerson,
	Minutes: [2]int{10, 40},
	Cites:   []string{"CIS 8.1 5.3", "PCI DSS 4.0.1 8.2.6"},
}, facts.AccessAccount, bySystem(func(sc checks.Scene, system string, all []facts.Account) checks.Verdict {
	all = open(all)
	if len(all) == 0 {
		return checks.Nothing()
	}
	var never, long, unknown []facts.Account
	for _, a := range all {
		switch age, err := sc.Days(a.LastSignIn); {
		case a.LastSignIn == "never":
			if made, err := sc.Days(a.Created); err != nil || made > newDays {
				never = append(never, a)
			}
		case err != nil:
			unknown = append(unknown, a)
		case age > unusedDays:
			long = append(long, a)
		}
	}
	unused := append(never, long...)
	known := len(all) - len(unknown)
	switch {
	case len(unused) > 0:
		what := fmt.Sprintf("not used for %d days or more", unusedDays)
		if len(long) == 0 {
			what = "never used"
		} else if len(never) > 0 {
			what = "never used, or " + what
		}
		return checks.Verdict{Grip: chain.Weak, Pass: known - len(unused), Of: known,
			Say: fmt.Sprintf("%d of %s of %s %s open and %s: %s.", len(unused), count(known, "account"), called(system), verb(len(unused), "is", "are"), what, rows(unused))}
	case len(unknown) > 0:
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known when %d of %s of %s were last used.", len(unknown), count(len(all), "account"), called(system)),
			Why: "the list does not say when somebody last signed in", Next: listAgain(system, "the day of the last sign-in")}
	}
	return checks.Verdict{Grip: chain.Holds, Pass: len(all), Of: len(all), Say: fmt.Sprintf("Every open account of %s was used in the last %d days, or is new.", called(system), unusedDays)}
}))
