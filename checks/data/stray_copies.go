package data

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// manyPeople parts a list whose loss letters can mend from one that must be
// reported and explained: at 100 people nobody writes the letters by hand. It
// is the same step as in protection.yaml.
const manyPeople = 100

// forgotten: what was taken from a table and is a quarter behind it is no list
// that somebody works with.
const forgotten = 90

// The coverage too: a place that was read to the end without meeting anybody's
// data was looked at, and has no such copies. And whom the places have in common:
// a copy need not be called one.
var strayCopies = checks.AnyOf(checks.Doc{
	ID:      "data.stray-copies",
	Asks:    "Do exports, dumps or copies of client data lie about outside the system they came from?",
	Matters: "Nobody looks after a forgotten copy: it has no password, nobody updates it, and whoever finds it has everything.",
	Fix:     "Delete {file} if nobody needs it; if somebody does, move it where only that person can read it and write a deletion date into its name.",
	Proof:   "ls -l '{file}'",
	Control: "no-stray-copies",
	Who:     checks.Owner,
	Minutes: [2]int{5, 20},
	Cites:   []string{"GDPR Art. 5(1)(f)", "GDPR Art. 25(2)", "CIS 8.1 3.5"},
}, checks.Source[facts.Coverage]{Kind: facts.DataCoverage}, checks.Source[facts.Store]{Kind: facts.DataStore}, checks.Source[facts.Union]{Kind: facts.DataUnion}, func(sc checks.Scene, places []facts.Coverage, stores []facts.Store, unions []facts.Union) []checks.Verdict {
	var out []checks.Verdict
	taken := takenFrom(sc, stores, unions)
	holds := map[string]bool{}
	for _, s := range stores {
		if len(s.Categories) > 0 || s.Test == 0 && !onlyGuarded(s) { // a place of trials is as if it were none
			holds[s.Target] = true
		}
		if clientData(s) {
			out = append(out, strayCopy(s, taken[s.ID]))
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

// onlyGuarded says whether a place is known for columns that are hashed, encrypted or
// masked, and for nothing else.
func onlyGuarded(s facts.Store) bool {
	return len(s.Secrets) == 0 && slices.ContainsFunc(s.Columns, func(c facts.Column) bool { return c.Protected != "" })
}

// taking is from where a file was taken, and how many days it is behind.
type taking struct {
	from   string
	behind int
}

// takenFrom are the files, by their ids, that hold nobody who is not in another
// place as well and that were left behind it.
func takenFrom(sc checks.Scene, stores []facts.Store, unions []facts.Union) map[string]taking {
	byID := map[string]facts.Store{}
	for _, s := range stores {
		byID[s.ID] = s
	}
	out := map[string]taking{}
	for _, u := range unions {
		for _, o := range u.Overlaps {
			of := o.A
			if o.Copy == o.A {
				of = o.B
			}
			s, original := byID[o.Copy], byID[of]
			if o.Copy == "" || s.Role != "file" || s.Shape != "table" || original.ID == "" || stray(original) || original.Role == "backup" {
				continue
			}
			behind := o.Behind
			if age, err := sc.Days(s.Modified); behind == 0 && s.DatedBy == "mtime" && err == nil {
				behind = age
			}
			if behind >= forgotten && behind > out[s.ID].behind {
				out[s.ID] = taking{called(original), behind}
			}
		}
	}
	return out
}

func strayCopy(s facts.Store, from taking) checks.Verdict {
	v := checks.Verdict{Subject: s.ID, Grip: chain.Holds}
	switch {
	case !stray(s) && from.behind > 0 && s.AtRest != "encrypted":
		// It may still be worked with: never more than weak.
		v.Grip = chain.Weak
		v.Say = fmt.Sprintf("%s is a copy of part of %s with %s of %s, and %d days behind it.", called(s), from.from, detailWords[details[detailRank(s)]], who(s), from.behind)
		return v
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
