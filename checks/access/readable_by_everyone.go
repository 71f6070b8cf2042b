package access

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var readableByEveryone = checks.Each(checks.Doc{
	ID:      "access.readable-by-everyone",
	Asks:    "Can every account on the machine read the client data?",
	Matters: "An intern, a guest or a hijacked web program then sees what only the office should see.",
	Fix:     "Take the right to read {file}, or the folder it lies in, away from everyone else: chmod o-rwx.",
	Proof:   "ls -l '{file}'",
	Control: "least-privilege-data",
	Who:     checks.ITPerson,
	Minutes: [2]int{5, 20},
	Cites:   []string{"GDPR Art. 25(2)", "GDPR Art. 32(1)(b)", "CIS 8.1 3.3"},
}, facts.DataStore, func(_ checks.Scene, s facts.Store) checks.Verdict {
	if len(s.Categories) == 0 {
		return checks.Nothing()
	}
	switch s.Readers {
	case "everyone":
		// Never broken by itself: one must be on the machine first.
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("Every account on the machine can read %s.", s.Name)}
	case "owner", "group":
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("Not everyone on the machine can read %s.", s.Name)}
	}
	return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known who can read %s.", s.Name),
		Why: "its rights could not be read", Next: "look at the rights of the file in its properties"}
})
