package access

import (
	"fmt"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var needlessLogins = checks.All(checks.Doc{
	ID:      "access.needless-logins",
	Asks:    "Is every login of the database good for something?",
	Matters: "A login that was given nothing serves nobody, and is one more password that opens the door to the hall.",
	Fix:     "Ask whose it is; when nobody knows: alter role NAME nologin (MySQL, MariaDB: alter user NAME account lock), and drop it after a month in which nobody missed it.",
	Proof:   "psql -c \"select rolname from pg_roles where rolcanlogin\"   (then \\dp and \\du: what was each given?); mysql -e \"show grants for NAME\"",
	Control: "least-privilege-data",
	Who:     checks.ITPerson,
	Minutes: [2]int{5, 20},
	Cites:   []string{"CIS 8.1 5.3", "PCI DSS 4.0.1 7.2.4"},
}, facts.AccessRole, func(sc checks.Scene, all []facts.Role) []checks.Verdict {
	var out []checks.Verdict
	today := sc.Now.UTC().Format(time.DateOnly)
	for _, t := range databases(all) {
		bad := 0
		for _, r := range t.roles {
			if r.Initial || r.Ours || r.Everything != "" || r.Owns+r.Grants+r.Member+r.Reads > 0 || expired(r, today) {
				continue
			}
			bad++
			out = append(out, checks.Verdict{Subject: r.ID, Grip: chain.Weak, Say: fmt.Sprintf("The login %s can open %s, but nothing there was given to it.", r.Name, t.name)})
		}
		if bad == 0 {
			out = append(out, checks.Verdict{Subject: "account:" + t.id, Grip: chain.Holds, Pass: len(t.roles), Of: len(t.roles), Say: fmt.Sprintf("Every login of %s was given something to do there.", t.name)})
		}
	}
	return out
})
