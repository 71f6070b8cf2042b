package data

import (
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var needlessDetail = checks.Each(checks.Doc{
	ID:      "data.needless-detail",
	Asks:    "Does a list of clients say more about them than serving them takes?",
	Matters: "A birth date or an identity number beside a name and an address is what someone needs to pass for that person.",
	Fix:     "Delete the column from {name} if nobody can say what it is for; if only the age matters, keep the year.",
	Proof:   "Open {name} and ask for every column: which work stops without it?",
	Control: "minimisation",
	Who:     checks.Owner,
	Minutes: [2]int{10, 60},
	Cites:   []string{"GDPR Art. 5(1)(c)", "GDPR Art. 25(1)"},
}, facts.DataStore, func(sc checks.Scene, s facts.Store) checks.Verdict {
	if !holds(s, "contact") {
		return checks.Nothing()
	}
	extra := needless(s)
	switch {
	case len(extra) == 0:
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s says no more about people than serving them takes.", called(s))}
	case keepsHealthData(sc.Firm.Sector) || staffList(s):
		// A practice and a payroll cannot do without birth dates.
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s holds %s, which this work needs.", called(s), strings.Join(extra, " and "))}
	}
	// Never more than weak: it takes another hole before anyone can use it.
	return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("%s keeps %s of %s beside their contact data.", called(s), strings.Join(extra, " and "), who(s))}
})

// needless is what s holds beyond contact and payment. Health and the like have
// a check of their own.
func needless(s facts.Store) []string {
	var out []string
	for _, c := range s.Categories {
		if c.Category != "identity" {
			continue
		}
		for _, k := range c.Kinds {
			word := "identity numbers"
			switch k {
			case "birth_date":
				word = "birth dates"
			case "gender":
				continue // the form of address in many languages
			case "nationality":
				word = "nationalities"
			}
			if !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	slices.Sort(out)
	return out
}

func staffList(s facts.Store) bool {
	name := strings.ToLower(s.Name)
	for _, w := range []string{"payroll", "employee", "staff", "lohn", "gehalt", "mitarbeiter", "personal", "salari", "dipendent", "emplead"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
