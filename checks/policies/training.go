package policies

import (
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var training = checks.Either(checks.Doc{
	ID:      "policies.training",
	Asks:    "Are people shown, again and again, how scam mails look?",
	Matters: "Most break-ins begin with a mail that somebody believed.",
	Fix: "Write down that everybody is shown real scam mails in the first week and once a year, and put the next day into the calendar; half an hour together is enough. " +
		"Keep a list of who was there.",
	Proof:   "search the rules for \"training\" (Ctrl-F)",
	Control: "phishing-training",
	Who:     checks.Owner,
	Minutes: [2]int{30, 120},
	Cites:   []string{"CIS 8.1 14.1", "CIS 8.1 14.2"},
}, checks.Source[facts.PolicyFolder]{Kind: facts.PoliciesFolder}, answersTo("policies.training"),
	func(_ checks.Scene, folders []facts.PolicyFolder, answers []facts.Answer) []checks.Verdict {
		return beside(folders, answers, "training", wording{
			written:  "The rules say when people are trained",
			missing:  "No rule says when people are trained",
			lived:    "Everybody was shown within the last year how scam mails look",
			notLived: "Not everybody was shown within the last year how scam mails look",
		})
	})
