package data

import (
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var specialWithoutNeed = checks.Each(checks.Doc{
	ID:      "data.special-without-need",
	Asks:    "Is there data about health, religion, origin or the like, although the business does not live from it?",
	Matters: "Such data may be kept only with the person's express consent or by law, and its loss harms people in a way that money does not mend.",
	Fix:     "Delete from {name} what nobody needs; for what is left, write down who consented to what, and lock it away from the rest.",
	Proof:   "Search {name} for words such as allergy, diagnosis, religion.",
	Control: "minimisation",
	Who:     checks.Owner,
	Minutes: [2]int{15, 120},
	Cites:   []string{"GDPR Art. 9", "GDPR Art. 5(1)(c)", "GDPR Art. 35"},
}, facts.DataStore, func(sc checks.Scene, s facts.Store) checks.Verdict {
	if !clientData(s) {
		return checks.Nothing()
	}
	var records int64
	var kinds []string
	confidence := 0.0
	for _, c := range s.Categories {
		if c.Category == "special" || c.Category == "health" {
			records = max(records, c.Records)
			confidence = max(confidence, c.Confidence)
			kinds = append(kinds, c.Category)
		}
	}
	if len(kinds) == 0 {
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("No health or other especially sensitive data was found in %s.", called(s))}
	}
	if keepsHealthData(sc.Firm.Sector) && !slices.Contains(kinds, "special") && !stray(s) {
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s holds health data, which is what this business works with.", called(s))}
	}
	what := "health data"
	if slices.Contains(kinds, "special") {
		what = "especially sensitive data"
	}
	say := fmt.Sprintf("%s was found in %s records of %s.", upper(what), thousands(max(records, 1)), called(s))
	// Whether somebody consented cannot be seen, so keeping it is weak; a copy
	// that lies about has no consent behind it.
	if stray(s) && confidence >= .8 && records >= 10 {
		return checks.Verdict{Grip: chain.Broken, Say: strings.TrimSuffix(say, ".") + ", a copy outside its system."}
	}
	return checks.Verdict{Grip: chain.Weak, Say: say}
})
