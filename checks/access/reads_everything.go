package access

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var readsEverything = checks.All(checks.Doc{
	ID:      "access.reads-everything",
	Asks:    "Can a login of the database read all of it, whatever is in there?",
	Matters: "Whoever gets hold of that one password, out of a program's settings or a backup script, has every client.",
	Fix:     "Give the login the tables that it needs and nothing else: grant select on TABLE to NAME, then alter role NAME nosuperuser, or revoke pg_read_all_data from NAME. MySQL, MariaDB: revoke select, super, file on *.* from NAME.",
	Proof:   "psql -c '\\du'   (Superuser, or member of pg_read_all_data); mysql -e \"select User, Host from mysql.user where 'Y' in (Select_priv, Super_priv, File_priv)\"",
	Control: "least-privilege-data",
	Who:     checks.ITPerson,
	Minutes: [2]int{20, 120},
	Cites:   []string{"GDPR Art. 25(2)", "CIS 8.1 3.3", "CIS 8.1 5.4", "PCI DSS 4.0.1 7.2.5"},
}, facts.AccessRole, func(_ checks.Scene, all []facts.Role) []checks.Verdict {
	var out []checks.Verdict
	for _, t := range databases(all) {
		bad := 0
		for _, r := range t.roles {
			// One administrator has to be, and the login that looks for us is known.
			if r.Everything == "" || r.Initial || r.Ours {
				continue
			}
			bad++
			out = append(out, checks.Verdict{Subject: r.ID, Grip: chain.Weak, Say: fmt.Sprintf("The login %s can read everything in %s: %s.", r.Name, t.name, everythingWords[r.Everything])})
		}
		if bad == 0 {
			out = append(out, checks.Verdict{Subject: "account:" + t.id, Grip: chain.Holds, Pass: len(t.roles), Of: len(t.roles),
				Say: fmt.Sprintf("No login of %s but its administrator can read everything whatever is in there.", t.name)})
		}
	}
	return out
})

var everythingWords = map[string]string{
	"superuser":                 "it is, or can become, an administrator of the server",
	"pg_read_all_data":          "it was given the right to read all data",
	"pg_read_server_files":      "it may read the server's own files",
	"select_everywhere":         "it was given the right to read all databases of the server",
	"file":                      "it may read the server's own files",
	"pg_execute_server_program": "it may start programs on the server",
}
