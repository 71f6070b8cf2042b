package backups

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var whole = checks.All(checks.Doc{
	ID:      "backups.whole",
	Asks:    "Is the last copy complete, or was it cut off?",
	Matters: "A full disk or a lost connection ends a copy half way. The file is there every morning, and nobody sees that half of the clients are missing in it.",
	Fix:     "Look why it was cut (full disk, lost connection, an error in the log of the job), make it anew, and let the job fail loudly: set -o pipefail, and look for the closing line after each run.",
	Proof:   "tail -c 300 FILE.sql must show \"dump complete\" or \"Dump completed\"; gzip -t FILE.gz, zstd -t FILE.zst and sqlite3 FILE.db 'pragma integrity_check' must not complain (restic: restic check; borg: borg check).",
	Control: "backup-exists",
	Who:     checks.ITPerson,
	Minutes: [2]int{15, 90},
	Cites:   []string{"GDPR Art. 32(1)(c)", "CIS 8.1 11.5"},
}, facts.BackupsSet, func(_ checks.Scene, sets []facts.BackupSet) []checks.Verdict {
	var bad, unknown []facts.BackupSet
	older := true // each cut copy has a whole one before it
	good := 0
	for _, row := range series(sets) {
		switch last := row[0]; last.Whole {
		case "yes":
			good++
		case "no":
			bad = append(bad, last)
			older = older && hasWhole(row[1:])
		default:
			unknown = append(unknown, last)
		}
	}
	v := checks.Verdict{Subject: firm, Pass: good, Of: good + len(bad) + len(unknown)}
	switch {
	case len(bad) > 0:
		v.Grip = chain.Broken
		then := "and there is no whole one before it"
		if older {
			v.Grip, then = chain.Weak, "the one before it is whole"
		}
		what := fmt.Sprintf("The last copy of %s cannot be used", seriesName(bad[0]))
		if n := len(bad) - 1; n > 0 {
			what = fmt.Sprintf("The last copies of %s and %d more cannot be used", seriesName(bad[0]), n)
		}
		v.Say = fmt.Sprintf("%s (%s), %s.", what, bad[0].Why, then)
	case len(unknown) > 0:
		v.Grip, v.Say = chain.Unseen, fmt.Sprintf("We could not see whether %s is complete.", called(unknown[0]))
		if n := len(unknown) - 1; n > 0 {
			v.Say = fmt.Sprintf("We could not see whether %s and %d more are complete.", called(unknown[0]), n)
		}
		v.Why = unknown[0].Why
		v.Next = "restore it into an empty folder and look whether everything is there"
	default:
		v.Grip, v.Say = chain.Holds, "The last copy is complete in itself."
		if good > 1 {
			v.Say = fmt.Sprintf("The last copy of each of %d series is complete in itself.", good)
		}
	}
	return []checks.Verdict{v}
})

func hasWhole(sets []facts.BackupSet) bool {
	for _, s := range sets {
		if s.Whole == "yes" {
			return true
		}
	}
	return false
}
