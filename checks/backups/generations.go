package backups

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// lookBack is how many days may pass before damage is found: intruders stay
// unnoticed for days, and a wrongly deleted client is missed at the next order.
const lookBack = 14

var generations = checks.All(checks.Doc{
	ID:      "backups.generations",
	Asks:    "Can you go back to the state of two weeks ago?",
	Matters: "Damage is often found late. If only last night's copy is kept, it holds the damage too.",
	Fix:     "Keep the last 7 daily, 4 weekly and 6 monthly copies, each with its date in the name.",
	Fixes: map[string]string{
		"restic": "restic forget --keep-daily 7 --keep-weekly 4 --keep-monthly 6 (from the side that may delete)",
		"borg":   "borg prune --keep-daily 7 --keep-weekly 4 --keep-monthly 6 (from the side that may delete)",
	},
	Proof:   "Look for the oldest copy in the folder (restic: restic snapshots; borg: borg list).",
	Control: "backup-exists",
	Who:     checks.ITPerson,
	Minutes: [2]int{10, 45},
	Cites:   []string{"CIS 8.1 11.2"},
}, facts.BackupsSet, func(sc checks.Scene, sets []facts.BackupSet) []checks.Verdict {
	short, least := "", 1<<30
	good, of := 0, 0
	for _, row := range series(sets) {
		oldest, n := -1, 0
		for _, s := range row {
			if age, err := sc.Days(s.Taken); err == nil && s.Whole != "no" && s.Tool != "copied" {
				oldest, n = max(oldest, age), n+1
			}
		}
		if n == 0 {
			continue
		}
		of++
		if n == 1 {
			oldest = 0 // however old it is, there is nothing to go back to but it
		}
		if oldest >= lookBack {
			good++
		}
		if oldest < least {
			least, short = oldest, seriesName(row[0])
		}
	}
	v := checks.Verdict{Subject: firm, Pass: good, Of: of}
	switch {
	case of == 0:
		v.Grip, v.Say = chain.Unseen, "How far back the copies reach cannot be told."
		v.Why, v.Next = "no copy that is usable says when it was made", "let the date be part of the copy's name"
	case least <= 0:
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("Of %s there is one copy only: damage that is found after the next one cannot be undone.", short)
	case least < lookBack:
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("The copies of %s go back %d days only: damage that is found later cannot be undone.", short, least)
	default:
		v.Grip, v.Say = chain.Holds, fmt.Sprintf("The copies go back at least %d days.", least)
	}
	return []checks.Verdict{v}
})
