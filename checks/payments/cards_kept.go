package payments

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var cardsKept = checks.AnyOf(checks.Doc{
	ID:      "payments.cards-kept",
	Asks:    "Is it true what you answered about keeping card numbers?",
	Matters: "Forms are signed on the strength of this answer. When it is wrong, the firm has signed for something that is not so.",
	Fix:     "Delete the numbers that were found, find out how they came there, and answer again.",
	Proof:   "grep -rnE '[3-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{1,4}' in the folders that were looked at",
	Control: "no-stored-card-data",
	Who:     checks.Owner,
	Minutes: [2]int{15, 90},
	Cites:   []string{"PCI DSS 4.0.1 3.2.1"},
}, checks.Source[facts.Store]{Kind: facts.DataStore}, checks.Source[facts.Coverage]{Kind: facts.DataCoverage}, answersTo("payments.cards-kept"),
	func(_ checks.Scene, stores []facts.Store, ledgers []facts.Coverage, answers []facts.Answer) []checks.Verdict {
		if len(answers) == 0 { // what was found stands in a finding of its own
			return nil
		}
		v := checks.Verdict{Subject: "firm", Grip: chain.Holds}
		at, n, partial := kept(stores, ledgers)
		switch {
		case answers[0].Value == "yes":
			v.Grip, v.Say = chain.Broken, "Card numbers are kept, by your own answer."
			if n > 0 {
				v.Say = fmt.Sprintf("Card numbers are kept, by your own answer, and so it was seen in %s.", at)
			}
		case n > 0:
			v.Grip, v.Say = chain.Broken, fmt.Sprintf("Your answer is contradicted: no card numbers are said to be kept, but %s holds some.", at)
		case partial != "":
			v.Grip, v.Say, v.Why, v.Next = chain.Unseen, "No card numbers were found, as you answered, but not everything was read.", partial, "look at the rest by hand, or scan it again"
		case len(stores)+len(ledgers) == 0:
			v.Say = "No card numbers are kept, by your own answer; no place with client data was looked at."
		default:
			v.Say = "No card numbers are kept, by your own answer, and none were found where we looked."
		}
		return []checks.Verdict{v}
	})

// kept says where card numbers were found for sure, in how many places, and
// why not everything could be read.
func kept(stores []facts.Store, ledgers []facts.Coverage) (at string, n int, partial string) {
	for _, l := range ledgers {
		if l.Partial != "" && partial == "" {
			partial = l.Target + ": " + l.Partial
		}
	}
	for _, s := range stores {
		if s.Partial != "" && partial == "" {
			partial = s.Name + ": " + s.Partial
		}
		if slices.ContainsFunc(s.Categories, func(c facts.Category) bool {
			return c.Category == "card" && (c.Confidence >= likely || slices.Contains(c.Kinds, "cvv") || slices.Contains(c.Kinds, "track_data"))
		}) {
			if n++; n == 1 {
				at = s.Name
			}
		}
	}
	return at, n, partial
}

// answersTo are the facts of answers to one question.
func answersTo(id string) checks.Source[facts.Answer] {
	return checks.Source[facts.Answer]{Kind: facts.FirmAnswer, Keep: func(a facts.Answer) bool { return a.ID == id && a.Value != "unknown" }}
}
