package backups

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// restored is the level from which a copy was brought back and looked at. Below
// it nothing is proven: a cut dump and a flipped bit pass the checks that read.
const restored = 3

var restores = checks.All(checks.Doc{
	ID:      "backups.restores",
	Asks:    "Was a copy ever brought back to life?",
	Matters: "Copies that look right and cannot be restored are found out on the worst day. Only a restore shows that the data, the key and the way to do it are all there.",
	Fix:     "Once a quarter, restore the last copy on another machine, open a few clients you know, note how long it took and who did it.",
	Fixes: map[string]string{
		"postgres": "createdb probe && pg_restore --exit-on-error --no-owner -d probe LAST.dump && psql probe -c 'select count(*) from customers' && dropdb probe",
		"mysql":    "mysqladmin create probe && gunzip -c LAST.sql.gz | mysql probe && mysql probe -e 'select count(*) from customers' && mysqladmin drop probe",
		"sqlite":   "cp LAST.db /tmp/probe.db && sqlite3 /tmp/probe.db 'pragma integrity_check; select count(*) from customers' && rm /tmp/probe.db",
	},
	Proof:   "Ask who restored a copy last, on which day, and what they saw.",
	Control: "backup-restores",
	Who:     checks.ITPerson,
	Minutes: [2]int{30, 180},
	Cites:   []string{"GDPR Art. 32(1)(d)", "CIS 8.1 11.5"},
}, facts.BackupsSet, func(sc checks.Scene, sets []facts.BackupSet) []checks.Verdict {
	usable, back, total := 0, 0, 0
	for _, row := range series(sets) {
		total++
		ok, proven := false, false
		for _, s := range row {
			ok = ok || s.Whole != "no"
			proven = proven || s.Level >= restored
		}
		if ok {
			usable++
		}
		if proven {
			back++
		}
	}
	v := checks.Verdict{Subject: firm, Pass: back, Of: total}
	switch {
	case usable == 0:
		v.Grip, v.Say = chain.Broken, "No copy could be restored: every one of them is damaged."
	case back == total:
		v.Grip, v.Say = chain.Holds, "A copy was restored and looked at."
	default:
		v.Grip, v.Say = chain.Unseen, "Nobody has shown that your data comes back from a copy."
		v.Why = "we read copies; reading one is not restoring it"
		if a, ok := sc.Answers["backups.last-restore"]; ok && a.Value != "" && a.Value != "no" {
			v.Why = fmt.Sprintf("you say that one was restored (%s); we have not seen it", a.Value)
		}
		v.Next = "restore the last copy into an empty place and compare it with what you have"
	}
	return []checks.Verdict{v}
})
