package backups

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

const (
	// freshDays: a copy is made every night, so the last one is of yesterday.
	freshDays = 1
	// staleDays: a week of orders and changes can still be typed in again from
	// paper and mail; more than that nobody does.
	staleDays = 7
	// endedDays: a series whose last copy is that much older than the last copy
	// of all has ended; what it held is judged by which stores are in a copy.
	endedDays = 90
)

var fresh = checks.All(checks.Doc{
	ID:      "backups.fresh",
	Asks:    "How much work would be lost if you had to go back to the last copy?",
	Matters: "Whatever came in after the last copy is gone: orders, appointments, changed addresses.",
	Fix:     "Make the copy every night by a timer, and let it send a message when it fails, so that silence never means success.",
	Proof:   "Sort the folder with the copies by date and look at the newest one (restic: restic snapshots --latest 1; borg: borg list --last 1).",
	Control: "backup-fresh",
	Who:     checks.ITPerson,
	Minutes: [2]int{15, 60},
	Cites:   []string{"GDPR Art. 32(1)(c)", "CIS 8.1 11.2"},
}, facts.BackupsSet, func(sc checks.Scene, sets []facts.BackupSet) []checks.Verdict {
	type last struct {
		set facts.BackupSet
		age int
	}
	var all []last
	youngest := 1 << 30
	for _, row := range series(sets) {
		for _, s := range row {
			age, err := sc.Days(s.Taken)
			if s.Whole == "no" || s.Tool == "copied" || err != nil {
				continue
			}
			// Clocks and time zones differ by a day at most.
			if age < -1 {
				return []checks.Verdict{{Subject: firm, Grip: chain.Unseen, Say: "We cannot tell how old the last copy is.",
					Why: fmt.Sprintf("%s says that it was made in the future", called(s)), Next: "set the clock of the machine that makes the copies, and of this one"}}
			}
			all = append(all, last{s, max(age, 0)})
			youngest = min(youngest, max(age, 0))
			break
		}
	}
	var running []last
	for _, l := range all {
		if l.age-youngest < endedDays {
			running = append(running, l)
		}
	}
	if len(running) == 0 {
		return []checks.Verdict{{Subject: firm, Grip: chain.Unseen, Say: "We cannot tell how old the last usable copy is.",
			Why: "no copy that is usable says when it was made", Next: "let the date be part of the copy's name"}}
	}
	worst, pass := running[0], 0
	for _, l := range running {
		if l.age > worst.age {
			worst = l
		}
		if l.age <= freshDays {
			pass++
		}
	}
	v := checks.Verdict{Subject: firm, Pass: pass, Of: len(running)}
	by := ""
	if worst.set.TakenBy == "mtime" {
		by = ", going by the date of the file"
	}
	switch {
	case worst.age > staleDays:
		v.Grip, v.Say = chain.Broken, fmt.Sprintf("The last usable copy of %s was made %s%s: all that came in since would be lost.", seriesName(worst.set), ago(worst.age), by)
	case worst.age > freshDays:
		v.Grip, v.Say = chain.Weak, fmt.Sprintf("The last usable copy of %s was made %s%s.", seriesName(worst.set), ago(worst.age), by)
	default:
		v.Grip, v.Say = chain.Holds, fmt.Sprintf("The last copy was made %s%s.", ago(worst.age), by)
	}
	return []checks.Verdict{v}
})
