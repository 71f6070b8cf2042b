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

// Across the coverage too: a place that was read to the end without meeting
// anybody's data was looked at, and has no such copies.
var strayCopies = checks.Across(checks.Doc{
	ID:      "data.stray-copies",
	Asks:    "Do exports, dumps or copies of client data lie about outside the system they came from?",
	Matters: "Nobody looks after a forgotten copy: it has no password, nobody updates it, and whoever finds it has everything.",
	Fix:     "Delete {name} if nobody needs it; if somebody does, move it where only that person can read it and write a deletion date into its name.",
	Proof:   "ls -l '{name}'",
	Control: "no-stray-copies",
	Who:     checks.Owner,
	Minutes: [2]int{5, 20},
	Cites:   []string{"GDPR Art. 5(1)(f)", "GDPR Art. 25(2)", "CIS 8.1 3.5"},
}, facts.DataCoverage, facts.DataStore, func(_ checks.Scene, places []facts.Coverage, stores []facts.Store) []checks.Verdict {
	var out []checks.Verdict
	holds := map[string]bool{}
	for _, s := range stores {
		if len(s.Categories) > 0 || s.Test == 0 { // a place of trials is as if it were none
			holds[s.Target] = true
		}
		if clientData(s) {
			out = append(out, strayCopy(s))
		}
	}
	for _, c := range places {
		// What could not be read is listed as not seen already.
		if !holds[c.Target] && c.Read > 0 && c.Listed == 0 && c.Unreadable == 0 && c.Partial == "" {
			out = append(out, checks.Verdict{Subject: c.Target, Grip: chain.Holds,
				Say: fmt.Sprintf("No copy of client data lies in %s: %s read to the end.", c.Target, filesWere(c.Read))})
		}
	}
	return out
})

func strayCopy(s facts.Store) checks.Verdict {
	v := checks.Verdict{Subject: s.ID, Grip: chain.Holds}
	switch {
	case !stray(s):
		v.Say = fmt.Sprintf("%s is not a stray copy.", called(s))
		return v
	case s.AtRest == "encrypted":
		v.Say = fmt.Sprintf("%s is a copy, but it is encrypted.", called(s))
		return v
	}
	v.Say = fmt.Sprintf("%s with %s of %s lies about outside its system.", upper(roleNames[s.Role]), detailWords[details[detailRank(s)]], who(s))
	v.Grip = chain.Weak // few people and nothing that hurts them: worth tidying up, no more
	if s.People.Best >= manyPeople || sensitive(s) {
		v.Grip = chain.Broken
	}
	return v
}

func filesWere(n int64) string {
	if n == 1 {
		return "1 file was"
	}
	return fmt.Sprintf("%d files were", n)
}
