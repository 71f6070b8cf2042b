package policies

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var incidentContact = checks.Either(checks.Doc{
	ID:      "policies.incident-contact",
	Asks:    "Do the rules say what to do, and which number to call, when something goes wrong?",
	Matters: "Who has to search for the number loses the first hours, and the law gives 72 of them to report lost data.",
	Fix: "Write a page \"When something goes wrong\": tell at once, pull the network cable, switch nothing off, call this number - with a telephone number that is answered " +
		"- and hang it on the wall.",
	Proof:   "open the rules and look for a telephone number in the part about incidents",
	Control: "incident-plan",
	Who:     checks.Owner,
	Minutes: [2]int{15, 60},
	Cites:   []string{"GDPR Art. 33", "CIS 8.1 17.2", "PCI DSS 4.0.1 12.10.1"},
}, checks.Source[facts.PolicyFolder]{Kind: facts.PoliciesFolder}, answersTo("policies.incident-contact"),
	func(_ checks.Scene, folders []facts.PolicyFolder, answers []facts.Answer) []checks.Verdict {
		w := wording{
			written:  "The rules say whom to call when something goes wrong",
			missing:  "No rule says what to do when something goes wrong",
			lived:    "Everybody knows whom to call when something goes wrong",
			notLived: "Not everybody knows whom to call when something goes wrong",
		}
		_, phone := clause(folders, "incident-phone")
		where, plan := topic(folders, "incident")
		if len(folders) > 0 && plan && !phone {
			v := missing(folders, fmt.Sprintf("The rules say what to do when something goes wrong (%s), but not which number to call.", where))
			if v.Grip == chain.Weak && len(answers) > 0 && answers[0].Value == "yes" {
				v.Say = fmt.Sprintf("Your answer is not borne out by the rules: everybody knows whom to call, but the rules name no number (%s).", where)
			}
			return []checks.Verdict{v}
		}
		return beside(folders, answers, "incident-phone", w)
	})

// topic finds a topic and where its first rule stands.
func topic(folders []facts.PolicyFolder, id string) (where string, ok bool) {
	for _, d := range documents(folders) {
		for _, t := range d.Topics {
			if t.ID == id {
				return place(d, t.Page, t.Section), true
			}
		}
	}
	return "", false
}
