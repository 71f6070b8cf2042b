package data

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var unprotectedAtRest = checks.Each(checks.Doc{
	ID:      "data.unprotected-at-rest",
	Asks:    "Can anyone who gets hold of the file read sensitive client data in it?",
	Matters: "A file can be copied, mailed or lost; if it is encrypted, none of that gives anything away.",
	Fix:     "Encrypt {file} or the folder it lies in, keep the password elsewhere, and delete the unencrypted one.",
	Proof:   "Open '{name}' on another machine: if it opens without a password, it is not protected.",
	Control: "protected-at-rest",
	Who:     checks.ITPerson,
	Minutes: [2]int{20, 90},
	Cites:   []string{"GDPR Art. 32(1)(a)", "CIS 8.1 3.11"},
}, facts.DataStore, func(_ checks.Scene, s facts.Store) checks.Verdict {
	what := detailWords[details[detailRank(s)]]
	switch {
	case !clientData(s):
		return checks.Nothing()
	case s.AtRest == "encrypted":
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s is encrypted.", called(s))}
	case !sensitive(s) && !(portable(s) && s.People.Best >= worthStealing):
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s holds %s only, which need not be encrypted.", called(s), what)}
	case s.AtRest != "clear":
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether %s is encrypted.", called(s)),
			Why: "what we looked at does not say how it is stored", Next: "ask whoever runs it whether the data is encrypted on disk"}
	case portable(s) && detailRank(s) > 3 && s.People.Best >= manyPeople:
		// Cards or health data of many, in a file that is made to be carried off.
		return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("%s with %s of %s can be read by whoever gets the file.", upper(roleNames[s.Role]), what, who(s))}
	}
	return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("%s holds %s of %s and is not encrypted.", called(s), what, who(s))}
})

// worthStealing is the number of people from which plain contact data is stolen
// for its own sake. It is the same step as in protection.yaml.
const worthStealing = 10_000
