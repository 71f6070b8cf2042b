package policies

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var demandedTopics = checks.Either(checks.Doc{
	ID:      "policies.demanded-topics",
	Asks:    "Are there written rules on what a firm of this size needs them for?",
	Matters: "What is written nowhere is decided by each one alone, on a bad day, in a hurry.",
	Fix: "Up to 4 people: one page with what matters most and whom to call. From 5 on: client data, access, and what to do when something goes wrong. " +
		"From 10 on: also keeping and deleting, devices, mail, payments, suppliers and backups. A few sentences that demand something are worth more than a handbook.",
	Proof:   "read the headings of the documents in the folder of the rules",
	Control: "rules-acknowledged",
	Who:     checks.Owner,
	Minutes: [2]int{30, 240},
	Cites:   []string{"GDPR Art. 24", "CIS 8.1 14.1", "PCI DSS 4.0.1 12.1.1"},
}, checks.Source[facts.PolicyFolder]{Kind: facts.PoliciesFolder}, checks.Source[facts.Person]{Kind: facts.AccessPerson}, topicsCovered)

func topicsCovered(sc checks.Scene, folders []facts.PolicyFolder, people []facts.Person) []checks.Verdict {
	if len(folders) == 0 {
		return nil
	}
	n, said := staff(sc, crewOf(sc, people))
	sc.Firm.Staff = n
	out := covered(sc, folders)
	if said != "" {
		for i := range out {
			out[i].Say += " " + said
		}
	}
	return out
}

func covered(sc checks.Scene, folders []facts.PolicyFolder) []checks.Verdict {
	d, known := demanded(sc.Firm)
	all := demands()[len(demands())-1].Topics
	var have, lack []string
	for _, t := range all {
		if _, ok := topic(folders, t); ok {
			have = append(have, t)
		}
	}
	for _, t := range d.Topics {
		if !slices.Contains(have, t) {
			lack = append(lack, t)
		}
	}
	v := checks.Verdict{Subject: "firm", Grip: chain.Holds, Pass: len(d.Topics) - len(lack), Of: len(d.Topics)}
	incident := slices.Contains(have, "incident")
	switch {
	case len(have) == 0:
		return []checks.Verdict{missing(folders, "No document sets a rule for any of the topics that matter."+aside(folders))}
	case d.Any > 0 && (len(have) < d.Any || !incident):
		say := "The page of rules does not say what to do when something goes wrong."
		if incident {
			say = "The page of rules says what to do when something goes wrong, and nothing else."
		}
		return []checks.Verdict{missing(folders, say)}
	case !known && len(have) < len(all):
		v.Grip, v.Why, v.Next = chain.Unseen, "how many people work here was not said", "say it in weaklink.yaml: firm: {staff: 7}, or give the list of people as people:staff.csv"
		v.Say = fmt.Sprintf("There are rules on %d of nine topics; how many are called for depends on how many people work here.", len(have))
		return []checks.Verdict{v}
	case len(lack) > 0:
		m := missing(folders, fmt.Sprintf("There are no rules on %s.%s", inWords(lack), aside(folders)))
		m.Pass, m.Of = v.Pass, v.Of
		return []checks.Verdict{m}
	}
	v.Say = fmt.Sprintf("There are written rules on %s.", inWords(have))
	return []checks.Verdict{v}
}
