package payments

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var storedCardNumbers = checks.Each(checks.Doc{
	ID:      "payments.stored-card-numbers",
	Asks:    "Are card numbers kept anywhere?",
	Matters: "Whoever finds them can spend other people's money, and the business owes the banks for it.",
	Fix:     "Delete the numbers from {name} and let the payment provider keep them; a business needs at most the last 4 digits.",
	Proof:   "grep -nE '[3-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{1,4}' '{name}'",
	Control: "no-stored-card-data",
	Who:     checks.Owner,
	Minutes: [2]int{15, 90},
	Cites:   []string{"PCI DSS 4.0.1 3.2.1", "PCI DSS 4.0.1 3.3.1", "PCI DSS 4.0.1 3.5.1"},
}, facts.DataStore, func(_ checks.Scene, s facts.Store) checks.Verdict {
	for _, c := range s.Categories {
		if c.Category != "card" {
			continue
		}
		say := fmt.Sprintf("%s holds %s of payment cards.", s.Name, numbers(c.Records))
		if slices.Contains(c.Kinds, "track_data") {
			return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("%s holds what stands on the magnetic stripe of payment cards, which nobody may keep.", s.Name)}
		}
		if slices.Contains(c.Kinds, "cvv") {
			// Codes may not be kept for a minute after the payment, not even encrypted.
			return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("%s holds %s of payment cards with their security codes, which nobody may keep.", s.Name, numbers(c.Records))}
		}
		if c.Confidence < likely {
			return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("%s holds what looks like %s of payment cards.", s.Name, numbers(c.Records))}
		}
		return checks.Verdict{Grip: chain.Broken, Say: say}
	}
	switch {
	case s.Partial != "":
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("No card numbers were found in what could be read of %s.", s.Name),
			Why: s.Partial, Next: "look at the rest of it by hand, or scan it again"}
	case len(s.Categories) == 0:
		return checks.Nothing()
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("No card numbers are kept in %s.", s.Name)}
})

// likely: one number in ten passes the checksum of a card by chance, so a find
// that nothing else speaks for is not called certain.
const likely = .75

func numbers(n int64) string {
	if n <= 1 {
		return "1 number"
	}
	return fmt.Sprintf("%d numbers", n)
}
