package data

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// manyPeople parts a list whose loss letters can mend from one that must be
// reported and explained: at 100 people nobody writes the letters by hand. It
// is the same step as in protection.yaml.
const manyPeople = 100

var strayCopies = checks.Each(checks.Doc{
	ID:      "data.stray-copies",
	Asks:    "Do exports, dumps or copies of client data lie about outside the system they came from?",
	Matters: "Nobody looks after a forgotten copy: it has no password, nobody updates it, and whoever finds it has everything.",
	Fix:     "Delete the copy if nobody needs it; if somebody does, move it where only that person can read it and write a deletion date into its name.",
	Proof:   "ls -l '{name}'",
	Control: "no-stray-copies",
	Who:     checks.Owner,
	Minutes: [2]int{5, 20},
	Cites:   []string{"GDPR Art. 5(1)(f)", "GDPR Art. 25(2)", "CIS 8.1 3.5"},
}, facts.DataStore, func(_ checks.Scene, s facts.Store) checks.Verdict {
	switch {
	case !clientData(s):
		return checks.Nothing()
	case !stray(s):
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s is not a stray copy.", called(s))}
	case s.AtRest == "encrypted":
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s is a copy, but it is encrypted.", called(s))}
	}
	say := fmt.Sprintf("%s with %s of %s lies about outside its system.", upper(roleNames[s.Role]), detailWords[details[detailRank(s)]], who(s))
	if s.People.Best >= manyPeople || sensitive(s) {
		return checks.Verdict{Grip: chain.Broken, Say: say}
	}
	// Few people and nothing that hurts them: worth tidying up, no more.
	return checks.Verdict{Grip: chain.Weak, Say: say}
})
