package backups

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var exists = checks.Across(checks.Doc{
	ID:      "backups.exists",
	Asks:    "Is there a copy of your data at all?",
	Matters: "A disk dies, a laptop is stolen, a program locks all files: without a copy that is the end of your client list.",
	Fix:     "Set up a copy that is made every night without anybody thinking of it, to a disk or service that is not in the same machine.",
	Fixes: map[string]string{
		"postgres": "As the database's owner, every night: pg_dump -Fc DATABASE > /mnt/backup/DATABASE-$(date +%F).dump",
		"mysql":    "Every night: mysqldump --single-transaction DATABASE | gzip > /mnt/backup/DATABASE-$(date +%F).sql.gz",
		"sqlite":   "Every night: sqlite3 FILE.db \".backup '/mnt/backup/FILE-$(date +%F).db'\" (copying the file while it is in use is not enough)",
	},
	Proof:   "Open the place where your backups should lie and look for a file of last night.",
	Control: "backup-exists",
	Who:     checks.ITPerson,
	Minutes: [2]int{30, 120},
	Cites:   []string{"GDPR Art. 32(1)(c)", "CIS 8.1 11.2"},
}, facts.BackupsPlace, facts.BackupsSet, func(_ checks.Scene, places []facts.BackupPlace, sets []facts.BackupSet) []checks.Verdict {
	total, partial := 0, ""
	for _, p := range places {
		total += p.Sets
		if p.Partial != "" {
			partial = p.Target + ": " + p.Partial
		}
	}
	usable := 0
	for _, s := range sets {
		if s.Whole != "no" {
			usable++
		}
	}
	v := checks.Verdict{Subject: firm}
	switch {
	case usable > 0:
		v.Grip, v.Say = chain.Holds, fmt.Sprintf("There %s of your data in %s.", isAre(total, "copy", "copies"), plural(len(places), "place"))
	case partial != "":
		v.Grip, v.Say = chain.Unseen, "We could not see whether there is a copy of your data."
		v.Why, v.Next = partial, "make that place readable for weaklink, then scan again"
	case total > 0:
		v.Grip, v.Say = chain.Broken, fmt.Sprintf("There %s where your backups should be, and not one is usable.", isAre(total, "file", "files"))
	default:
		v.Grip, v.Say = chain.Broken, "There is not one copy in the place where your backups should be."
	}
	return []checks.Verdict{v}
})

func isAre(n int, one, many string) string {
	if n == 1 {
		return "is 1 " + one
	}
	return fmt.Sprintf("are %d %s", n, many)
}
