package backups

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

const (
	// shrunk and collapsed: the size of the last copy against the median of those
	// before it. Client lists grow; a clean-up takes a part, not nine tenths.
	shrunk    = .5
	collapsed = .1
	compared  = 10
)

var steady = checks.All(checks.Doc{
	ID:      "backups.steady",
	Asks:    "Is the last copy about as large as the ones before it?",
	Matters: "A copy that is suddenly small was taken of an empty or half-empty database: the loss is already there, and each night another good copy is thrown away.",
	Fix:     "Keep the older copies from being deleted now, then look at the data itself: is everything still there?",
	Proof:   "List the copies by date with their sizes and compare the last with the ones before (ls -lt; restic stats; borg info).",
	Control: "backup-exists",
	Who:     checks.ITPerson,
	Minutes: [2]int{10, 60},
	Cites:   []string{"CIS 8.1 11.5"},
}, facts.BackupsSet, func(_ checks.Scene, sets []facts.BackupSet) []checks.Verdict {
	worst, of := 1.0, 0
	var small facts.BackupSet
	for _, row := range series(sets) {
		last := row[0]
		if last.Tool == "copied" || last.Bytes < 0 {
			continue
		}
		var before []int64
		for _, s := range row[1:] {
			if s.Bytes > 0 && s.Whole != "no" && s.Packed == last.Packed && s.Format == last.Format && len(before) < compared {
				before = append(before, s.Bytes)
			}
		}
		if len(before) == 0 {
			continue
		}
		of++
		slices.Sort(before)
		if share := float64(last.Bytes) / float64(before[len(before)/2]); share < worst {
			worst, small = share, last
		}
	}
	v := checks.Verdict{Subject: firm}
	switch {
	case of == 0:
		v.Grip, v.Say = chain.Unseen, "Whether a copy is as large as it should be cannot be told."
		v.Why, v.Next = "there is no older copy to compare it with", "keep several copies, each with its date in the name"
	case worst <= collapsed:
		v.Grip, v.Say = chain.Broken, fmt.Sprintf("The last copy of %s is %.0f %% smaller than those before it: most of the data is not in it.", seriesName(small), 100*(1-worst))
	case worst < shrunk:
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("The last copy of %s is %.0f %% smaller than those before it.", seriesName(small), 100*(1-worst))
	default:
		v.Grip, v.Say = chain.Holds, "The last copies are about as large as the ones before them."
	}
	return []checks.Verdict{v}
})
