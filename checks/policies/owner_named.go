package policies

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var ownerNamed = checks.All(checks.Doc{
	ID:      "policies.owner-named",
	Asks:    "Does each document of rules say who looks after it?",
	Matters: "A rule that nobody looks after is nobody's to explain, to change or to enforce.",
	Fix:     "Write below the title of each document: \"Responsible: \" and a name or a role.",
	Proof:   "search each document for \"responsible\" or \"owner\" (Ctrl-F)",
	Control: "rules-acknowledged",
	Who:     checks.Owner,
	Minutes: [2]int{5, 15},
	Cites:   []string{"PCI DSS 4.0.1 12.1.3"},
}, facts.PoliciesFolder, func(_ checks.Scene, folders []facts.PolicyFolder) []checks.Verdict {
	list := rules(folders)
	owned, without := 0, ""
	for _, d := range list {
		if d.Owner {
			owned++
		} else if without == "" {
			without = d.Name
		}
	}
	v := checks.Verdict{Subject: "firm", Grip: chain.Holds, Say: "Every document of rules says who looks after it.", Pass: owned, Of: len(list)}
	why, next := gap(folders)
	switch {
	case len(list) == 0 && why == "":
		return nil
	case without != "":
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("%s does not say who looks after it.", without)
		if n := len(list) - owned; n > 1 {
			v.Say = fmt.Sprintf("%d of %d documents do not say who looks after them, for example %s.", n, len(list), without)
		}
	case why != "":
		v.Grip, v.Say, v.Why, v.Next = chain.Unseen, "Not every document of rules could be read.", why, next
	}
	return []checks.Verdict{v}
})
