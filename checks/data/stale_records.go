package data

import (
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

const (
	// staleYears: claims from everyday contracts lapse after 3 years in Germany
	// (BGB section 195), and the French authority gives the same 3 years after the
	// last contact for customers in waiting. Who has not been seen for longer is
	// no client any more.
	staleYears = 3
	// bookYears: invoices and the orders behind them must be kept for up to 10
	// years (HGB section 257, AO section 147; Art. L123-22 Code de commerce). Nothing
	// that we know of asks a small business for more.
	bookYears = 10
	// straggler: below one in a hundred old records somebody does tidy up.
	straggler = 100
)

var staleRecords = checks.Each(checks.Doc{
	ID:      "data.stale-records",
	Asks:    "Is client data kept that nobody has needed for years?",
	Matters: "Data of former clients can still be stolen, must still be explained to them, and earns nothing.",
	Fix:     "Delete the records of {name} that were not touched for 3 years, keep invoices as long as the tax law says, and repeat it every January.",
	Proof:   "Sort {name} by its date column and look at the oldest rows.",
	Control: "minimisation",
	Who:     checks.Owner,
	Minutes: [2]int{30, 120},
	Cites:   []string{"GDPR Art. 5(1)(e)", "CIS 8.1 3.4"},
}, facts.DataStore, func(sc checks.Scene, s facts.Store) checks.Verdict {
	if !clientData(s) || s.Role == "backup" { // records leave the copies as the copies grow old
		return checks.Nothing()
	}
	age, err := sc.Days(s.Oldest)
	if err != nil {
		return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("It is not known how old the records in %s are.", called(s)),
			Why: "it has no column with a date and its own date is not known", Next: "add a column that says when a record was last used"}
	}
	years := staleYears
	if bookkeeping(s) {
		years = bookYears
	}
	if s.DatedBy != "column" && s.DatedBy != "mail" && s.DatedBy != "line" {
		if age <= years*365 {
			return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s was changed within the last %d years.", called(s), years)}
		}
		return checks.Verdict{Grip: staleGrip(age), Say: fmt.Sprintf("%s with data of %s has not been touched for %d years.", called(s), who(s), age/365)}
	}
	if age <= years*365 {
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The oldest record in %s is younger than %d years.", called(s), years)}
	}
	stale, all := int64(1), max(s.Records, 1)
	if len(s.Years) > 0 {
		stale, all = 0, 0
		for _, y := range s.Years {
			all += y.Records
			// Only years that were over that long ago count as a whole.
			if y.Year < sc.Now.Year()-years {
				stale += y.Records
			}
		}
	}
	atLeast := ""
	if slices.ContainsFunc(s.Years, func(y facts.Year) bool { return y.Year == sc.Now.Year()-years && y.Records > 0 }) {
		atLeast = "At least "
	}
	v := checks.Verdict{Pass: int(all - stale), Of: int(all)}
	if stale == 0 || stale*straggler < all {
		v.Grip, v.Say = chain.Holds, fmt.Sprintf("Hardly a record in %s is older than %d years.", called(s), years)
		return v
	}
	if s.MadeOnly {
		// A faithful client of 10 years looks the same here: never more than weak.
		v.Grip = chain.Weak
		v.Say = atLeast + fmt.Sprintf("%s of %s records in %s were entered more than %d years ago, and nothing shows that they were used since.", thousands(stale), thousands(all), called(s), years)
		return v
	}
	v.Grip = staleGrip(age)
	v.Say = atLeast + fmt.Sprintf("%s of %s records in %s were not touched for more than %d years; the oldest is %d years old.", thousands(stale), thousands(all), called(s), years, age/365)
	return v
})

// staleGrip: data past every period that a law asks for is kept unlawfully;
// before that it is more than is needed.
func staleGrip(days int) chain.Grip {
	if days > (bookYears+1)*365 {
		return chain.Broken
	}
	return chain.Weak
}

// bookkeeping reports whether s is what the tax law asks to be kept.
func bookkeeping(s facts.Store) bool {
	name := strings.ToLower(s.Name)
	for _, w := range []string{"order", "invoice", "payment", "booking", "bestell", "rechnung", "beleg", "buch", "zahlung", "facture", "commande", "fattur", "factura", "pedido", "ordine"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
