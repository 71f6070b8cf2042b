package backups

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var offMachine = checks.Across(checks.Doc{
	ID:      "backups.off-machine",
	Asks:    "Does a copy survive when the machine or the disk does not?",
	Matters: "A copy on the same disk dies with it, and whoever locks your files for ransom locks every copy that the machine can write to.",
	Fix:     "Keep one copy where the machine can add but not delete: a disk that is unplugged after the copy, or a backup service in append-only mode.",
	Fixes: map[string]string{
		"restic": "Run the other side as `rest-server --append-only`, and do the forgetting from there.",
		"borg":   "On the other side put `command=\"borg serve --append-only --restrict-to-path /srv/backup\",restrict` before the key in authorized_keys.",
	},
	Proof:   "df FOLDER-WITH-THE-DATA FOLDER-WITH-THE-COPIES: the same file system in both lines means that one broken disk takes both.",
	Control: "backup-offline-or-immutable",
	Who:     checks.ITPerson,
	Minutes: [2]int{30, 180},
	Cites:   []string{"GDPR Art. 32(1)(c)", "CIS 8.1 11.4"},
}, facts.BackupsPlace, facts.BackupsLive, func(sc checks.Scene, places []facts.BackupPlace, lives []facts.BackupLive) []checks.Verdict {
	best := checks.Verdict{}
	for _, p := range places {
		v := place(p, lives)
		// One place that holds is enough; what could not be seen may be one.
		if v.Grip > best.Grip {
			best = v
		}
	}
	if a, ok := sc.Answers["backups.offline-copy"]; ok && a.Value == "yes" && best.Grip <= chain.Weak {
		best = checks.Verdict{Grip: chain.Unseen, Say: "You say that a copy is kept elsewhere; the one that we saw would fall with the machine.",
			Why: "the copy elsewhere was not given to look at", Next: "plug it in and give its place as a target too"}
	}
	best.Subject = firm
	return []checks.Verdict{best}
})

// place judges one place by what can be seen from this machine.
func place(p facts.BackupPlace, lives []facts.BackupLive) checks.Verdict {
	if p.Partial != "" && p.Sets == 0 || p.Where.Kind == "unknown" || p.Where.Kind == "" {
		return checks.Verdict{Grip: chain.Unseen, Say: "We could not see where your copies lie.",
			Why: "it could not be told on which disk " + p.Target + " is", Next: "scan on the machine where the copies lie"}
	}
	if p.Sets == 0 {
		return checks.Verdict{Grip: chain.Broken, Say: "No copy survives the machine, because there is none."}
	}
	fixed := p.Locked == "append-only" || p.Locked == "immutable"
	switch p.Where.Kind {
	case "remote":
		if fixed {
			return checks.Verdict{Grip: chain.Holds, Say: "A copy lies on another machine and cannot be deleted from here."}
		}
		return checks.Verdict{Grip: chain.Unseen, Say: "A copy lies on another machine; whether an intruder could delete it from here is not known.",
			Why: "what the other side forbids cannot be seen without trying to delete", Next: "ask whoever runs it whether it is append-only, or has object lock or snapshots of its own"}
	case "share":
		if fixed {
			return checks.Verdict{Grip: chain.Holds, Say: "A copy lies on a network disk and is kept from being changed."}
		}
		return checks.Verdict{Grip: chain.Weak, Say: "The copies lie on a network disk that is connected all the time: a program that locks the files of this machine reaches them too."}
	}
	same, near := "", ""
	for _, l := range lives {
		switch {
		case l.Where.Kind != "local" || l.Where.Machine != p.Where.Machine:
		case l.Where.Device != "" && l.Where.Device == p.Where.Device, l.Where.Disk != "" && l.Where.Disk == p.Where.Disk:
			same = l.Target
		default:
			near = l.Target
		}
	}
	switch {
	case same != "" && fixed:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The copies cannot be changed, but they lie on the same disk as %s: when it breaks, both are gone.", same)}
	case same != "":
		return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("The copies lie on the same disk as %s: when it breaks or is locked for ransom, both are gone.", same)}
	case fixed:
		return checks.Verdict{Grip: chain.Holds, Say: "A copy lies on a disk of its own and is kept from being changed."}
	case near != "":
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The copies lie in the same machine as %s: who gets into it, or walks off with it, has both.", near)}
	}
	return checks.Verdict{Grip: chain.Unseen, Say: "The copies lie on a disk of this machine; whether your data does too was not seen.",
		Why: "nothing that they are copies of was looked at on this machine", Next: "scan it together with the folder or database that it protects, on the machine where that lies"}
}
