package policies

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var reviewed = checks.All(checks.Doc{
	ID:      "policies.reviewed",
	Asks:    "Has somebody looked over each document of rules within the last year?",
	Matters: "Rules that name people who have left and systems that are gone are not followed.",
	Fix:     "Read each document once, strike what is no longer so, and write below its title: \"Last reviewed: \" and today's date.",
	Proof:   "search each document for \"reviewed\" (Ctrl-F)",
	Control: "rules-acknowledged",
	Who:     checks.Owner,
	Minutes: [2]int{20, 90},
	Cites:   []string{"GDPR Art. 24", "PCI DSS 4.0.1 12.1.2"},
}, facts.PoliciesFolder, func(sc checks.Scene, folders []facts.PolicyFolder) []checks.Verdict {
	var fresh int
	var old, never string
	list := rules(folders)
	for _, d := range list {
		days, err := sc.Days(d.Reviewed)
		switch {
		case d.Reviewed == "" || err != nil || days < 0: // a day that has not come is no review
			if never == "" {
				never = d.Name
			}
		case days > 365:
			if old == "" {
				old = fmt.Sprintf("%s was last reviewed %d days ago", d.Name, days)
			}
		default:
			fresh++
		}
	}
	v := checks.Verdict{Subject: "firm", Grip: chain.Weak, Pass: fresh, Of: len(list)}
	switch {
	case len(list) == 0:
		if why, next := gap(folders); why != "" {
			return one(checks.Verdict{Grip: chain.Unseen, Say: "No document of rules could be read.", Why: why, Next: next})
		}
		return nil // nothing to review: that is another check's finding
	case old != "":
		v.Say = old + "."
	case never != "":
		v.Say = fmt.Sprintf("%s does not say when it was last reviewed.", never)
	default:
		if why, next := gap(folders); why != "" {
			return one(checks.Verdict{Grip: chain.Unseen, Say: "The documents that could be read were reviewed within a year.", Why: why, Next: next, Pass: fresh, Of: len(list)})
		}
		v.Grip, v.Say = chain.Holds, "Every document of rules was reviewed within the last year."
	}
	if rest := len(list) - fresh; rest > 1 {
		v.Say = fmt.Sprintf("%d of %d documents were not reviewed within the last year; %s", rest, len(list), v.Say)
	}
	return []checks.Verdict{v}
})
