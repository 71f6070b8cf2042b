package access

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var leavers = checks.Across(checks.Doc{
	ID:      "access.leavers",
	Asks:    "Are the accounts of people who left closed?",
	Matters: "Who has left can go on reading mail and client data, and so can whoever gets hold of the old password. Nobody notices.",
	Fix:     "Switch the account off today (Google: Suspend user; Microsoft 365: Block sign-in), sign it out everywhere, hand its mail over, and put this on the list of what is done on a last day.",
	Proof:   "Hold the list of users of the console beside the list of people who work here",
	Control: "leavers-removed",
	Who:     checks.Owner,
	Minutes: [2]int{10, 30},
	Cites:   []string{"GDPR Art. 32(1)(b)", "CIS 8.1 6.2", "PCI DSS 4.0.1 8.2.5"},
}, facts.AccessAccount, facts.AccessPerson, func(sc checks.Scene, all []facts.Account, people []facts.Person) []checks.Verdict {
	return bySystem(func(sc checks.Scene, system string, all []facts.Account) checks.Verdict {
		all = filter(open(all), isPerson)
		if len(all) == 0 {
			return checks.Nothing()
		}
		if len(people) == 0 {
			return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether people who left can still sign in to %s.", called(system)),
				Why: "there is no list of who works here", Next: listOfPeople}
		}
		s := newStaff(sc, people)
		var left, perhaps, nobody []facts.Account
		longest, after := 0, 0
		for _, a := range all {
			switch state, until := find(s, a.Logins, a.Name); {
			case state == "left" && a.Enabled == "yes":
				left = append(left, a)
				if days, err := sc.Days(until); err == nil {
					longest = max(longest, days)
				}
				if until != "" && a.LastSignIn != "never" && a.LastSignIn > until {
					after++
				}
			case state == "left" || state == "unclear":
				perhaps = append(perhaps, a)
			case state == "nobody" && a.Sort == "person":
				nobody = append(nobody, a)
			case state == "nobody":
				perhaps = append(perhaps, a)
			}
		}
		v := checks.Verdict{Of: len(all), Pass: len(all) - len(left) - len(perhaps) - len(nobody)}
		switch {
		case len(left) > 0:
			v.Grip = chain.Broken
			v.Say = fmt.Sprintf("%s of %s %s who left and %s still open", count(len(left), "account"), called(system), verb(len(left), "belongs to somebody", "belong to people"), verb(len(left), "is", "are"))
			if longest > 0 {
				v.Say += fmt.Sprintf(", up to %d days after the last day", longest)
			}
			v.Say += ": " + rows(left) + "."
			if after > 0 {
				v.Say += fmt.Sprintf(" Somebody signed in to %s after the last day.", verb(len(left), "it", fmt.Sprintf("%d of them", after)))
			}
		case len(nobody) > 0:
			v.Grip = chain.Weak
			v.Say = fmt.Sprintf("%s of %s %s to nobody on the list of people: %s.", count(len(nobody), "open account"), called(system), verb(len(nobody), "belongs", "belong"), rows(nobody))
		case len(perhaps) > 0:
			return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether %s of %s %s to people who left: %s.", count(len(perhaps), "account"), called(system), verb(len(perhaps), "belongs", "belong"), rows(perhaps)),
				Why:  "the lists do not say clearly whose the account is, until when that person works here, or whether it is switched off",
				Next: "write the mail address, and the last day as 2026-11-30, beside each name on the list of people; export the users with their status"}
		default:
			v.Grip = chain.Holds
			v.Say = fmt.Sprintf("Every open account of a person at %s belongs to somebody who works here.", called(system))
			if !slices.ContainsFunc(people, func(p facts.Person) bool { return s.state[p.ID] == "left" }) {
				v.Say += " The list of people names nobody who left."
			}
		}
		return v
	})(sc, all)
})
