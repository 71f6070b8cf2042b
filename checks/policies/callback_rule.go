package policies

import (
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var callbackRule = checks.Either(checks.Doc{
	ID:      "policies.callback-rule",
	Asks:    "Is every change of bank details confirmed by a call to a known number?",
	Matters: "A forged mail with new bank details is all it takes to send a payment to a thief, and the bank rarely gets it back.",
	Fix: "Write one sentence into the rules, and have everybody confirm it: \"Before we pay to new or changed bank details, one of us calls back on the number that we had before; " +
		"never on the number in the mail.\"",
	Proof:   "search the rules for \"call back\" (Ctrl-F)",
	Control: "callback-rule",
	Who:     checks.Owner,
	Minutes: [2]int{10, 30},
	Cites:   []string{"CIS 8.1 14.2"},
}, checks.Source[facts.PolicyFolder]{Kind: facts.PoliciesFolder}, answersTo("policies.callback-rule"),
	func(_ checks.Scene, folders []facts.PolicyFolder, answers []facts.Answer) []checks.Verdict {
		return beside(folders, answers, "call-back", wording{
			written:  "The rules demand a call to a known number before bank details are changed",
			missing:  "No rule says that changed bank details are confirmed by a call",
			lived:    "Somebody calls back on a known number before bank details are changed",
			notLived: "Payments are changed on the word of a mail or a call",
		})
	})
