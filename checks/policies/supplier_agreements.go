package policies

import (
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var supplierAgreements = checks.Either(checks.Doc{
	ID:      "policies.supplier-agreements",
	Asks:    "Does a written agreement stand before a supplier gets client data?",
	Matters: "Without one the supplier owes you nothing when it loses your clients' data, and handing the data over was unlawful.",
	Fix: "List every company that handles client data for you (host, newsletter, bookkeeping, IT), ask each for its data processing agreement, sign and file it; " +
		"write down that no new one gets data before.",
	Proof:   "search the rules for \"agreement\" (Ctrl-F), then look into the folder with the signed ones",
	Control: "supplier-agreements",
	Who:     checks.Owner,
	Minutes: [2]int{60, 240},
	Cites:   []string{"GDPR Art. 28", "CIS 8.1 15.4"},
}, checks.Source[facts.PolicyFolder]{Kind: facts.PoliciesFolder}, answersTo("policies.supplier-agreements"),
	func(_ checks.Scene, folders []facts.PolicyFolder, answers []facts.Answer) []checks.Verdict {
		return beside(folders, answers, "supplier-agreement", wording{
			written:  "The rules demand an agreement before a supplier gets client data",
			missing:  "No rule demands an agreement before a supplier gets client data",
			lived:    "There is a signed agreement with every supplier that handles client data",
			notLived: "There is no signed agreement with every supplier that handles client data",
		})
	})
