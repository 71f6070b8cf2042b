package policies

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var restoreRule = checks.All(checks.Doc{
	ID:      "policies.restore-rule",
	Asks:    "Do the rules say how often a backup is made, and how often something is restored from it?",
	Matters: "A backup that nobody has to try is one that nobody knows to work.",
	Fix:     "Write two sentences: \"A backup runs every night. On the first Monday of each quarter one of us restores a file from it and notes the day.\"",
	Proof:   "search the rules for \"restore\" (Ctrl-F)",
	Control: "incident-plan",
	Who:     checks.Owner,
	Minutes: [2]int{10, 30},
	Cites:   []string{"GDPR Art. 32", "CIS 8.1 11.1", "CIS 8.1 11.5"},
}, facts.PoliciesFolder, func(_ checks.Scene, folders []facts.PolicyFolder) []checks.Verdict {
	_, made := clause(folders, "backup-made")
	where, tried := clause(folders, "restore-test")
	switch {
	case made && tried:
		return one(checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The rules say how often a backup is made and tried out (%s).", where)})
	case made:
		return []checks.Verdict{missing(folders, "The rules say how often a backup is made, but not that anybody tries to restore from it.")}
	case tried:
		return []checks.Verdict{missing(folders, "The rules say that restoring is tried, but not how often a backup is made.")}
	}
	return []checks.Verdict{missing(folders, "No rule says how often a backup is made or tried out.")}
})
