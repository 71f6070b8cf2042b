package access

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var leaversDatabase = checks.Across(checks.Doc{
	ID:      "access.leavers-database",
	Asks:    "Can people who left still open the database?",
	Matters: "A database has accounts of its own: closing somebody's mailbox does not close them.",
	Fix:     "Take the right to sign in away (alter role NAME nologin; MySQL, MariaDB: alter user NAME account lock), hand over what belongs to it (reassign owned by NAME to ...), then drop the role.",
	Proof:   "psql -c '\\du', or mysql -e 'select User, Host from mysql.user'   (hold it beside the list of people who work here)",
	Control: "leavers-removed",
	Who:     checks.ITPerson,
	Minutes: [2]int{10, 30},
	Cites:   []string{"GDPR Art. 32(1)(b)", "CIS 8.1 6.2", "PCI DSS 4.0.1 8.2.5"},
}, facts.AccessRole, facts.AccessPerson, func(sc checks.Scene, roles []facts.Role, people []facts.Person) []checks.Verdict {
	var out []checks.Verdict
	s := newStaff(sc, people)
	for _, t := range databases(roles) {
		v := checks.Verdict{Subject: "account:" + t.id, Of: len(t.roles)}
		left, unclear := 0, 0
		for _, r := range t.roles {
			switch state, _ := find(s, r.Logins, ""); state {
			case "left":
				left++
				out = append(out, checks.Verdict{Subject: r.ID, Grip: chain.Broken, Say: fmt.Sprintf("The login %s of %s belongs to somebody who left.", r.Name, t.name)})
			case "unclear":
				unclear++
			}
		}
		switch {
		case left > 0:
			continue
		case len(people) == 0:
			v = checks.Verdict{Subject: v.Subject, Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether people who left can still open %s.", t.name),
				Why: "there is no list of who works here", Next: listOfPeople}
		case unclear > 0:
			v = checks.Verdict{Subject: v.Subject, Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether %s of %s %s to people who left.", count(unclear, "login"), t.name, verb(unclear, "belongs", "belong")),
				Why: "the list of people does not say clearly until when they work here", Next: "write the last day as 2026-11-30 beside each name, then scan again"}
		default:
			v.Grip, v.Pass = chain.Holds, v.Of
			v.Say = fmt.Sprintf("No login of %s is called after somebody who left.", t.name)
		}
		out = append(out, v)
	}
	return out
})
