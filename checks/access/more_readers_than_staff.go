package access

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var moreReadersThanStaff = checks.Across(checks.Doc{
	ID:      "access.more-readers-than-staff",
	Asks:    "Can fewer accounts read the client data than people work here?",
	Matters: "Each account that can read it is one password that is enough. More accounts than people means that nobody keeps count.",
	Fix:     "Take the right to read away from those who do not need it for their work. `weaklink who {name}` lists them with the way by which each got it.",
	Proof:   "getfacl FILE; getent group GROUP   (for a table: psql -c '\\dp TABLE')",
	Control: "least-privilege-data",
	Who:     checks.ITPerson,
	Minutes: [2]int{15, 60},
	Cites:   []string{"GDPR Art. 25(2)", "CIS 8.1 3.3", "PCI DSS 4.0.1 7.2"},
}, facts.DataStore, facts.AccessReaders, func(sc checks.Scene, stores []facts.Store, readers []facts.Reader) []checks.Verdict {
	if sc.Firm.Staff <= 0 {
		return nil // there is nothing to hold the number against
	}
	type tally struct{ people, all int }
	by := map[string]tally{}
	for _, r := range readers {
		n := by[r.Store]
		n.all++
		if r.Login && !r.Admin {
			n.people += max(1, r.Accounts)
		}
		by[r.Store] = n
	}
	var out []checks.Verdict
	for _, s := range stores {
		n := by[s.ID]
		// A file open to everyone on its machine has a check of its own.
		if len(s.Categories) == 0 || n.all == 0 || s.Readers == "everyone" {
			continue
		}
		v := checks.Verdict{Subject: s.ID, Grip: chain.Holds, Say: fmt.Sprintf("%s can read %s.", count(n.people, "account"), s.Name)}
		if n.people > sc.Firm.Staff {
			v.Grip = chain.Weak
			v.Say = fmt.Sprintf("%s can read %s, and %d people work here.", count(n.people, "account"), s.Name, sc.Firm.Staff)
		}
		out = append(out, v)
	}
	return out
})
