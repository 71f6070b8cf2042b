package backups

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var recoveryKey = checks.All(checks.Doc{
	ID:      "backups.recovery-key",
	Asks:    "Would the key to the encrypted copies be there if the machine and the person who set them up were not?",
	Matters: "An encrypted copy without its key is noise. The key most often lies only on the machine that the copy is meant to replace.",
	Fix:     "Print the key or passphrase, seal it in an envelope, put it where the insurance papers are, and tell a second person.",
	Fixes: map[string]string{
		"borg":   "borg key export --paper ::, and write the passphrase beside it.",
		"restic": "The passphrase is all it takes: write it down together with the repository's address.",
	},
	Proof:   "Ask a second person to fetch the key without using the machine that makes the copies.",
	Control: "recovery-key-escrowed",
	Who:     checks.Owner,
	Minutes: [2]int{10, 30},
	Cites:   []string{"GDPR Art. 32(1)(c)", "CIS 8.1 11.3"},
}, facts.BackupsSet, func(sc checks.Scene, sets []facts.BackupSet) []checks.Verdict {
	with := ""
	for _, s := range sets {
		if s.Encrypted != "no" && s.Encrypted != "" {
			with = s.Encrypted
		}
	}
	if with == "" {
		return nil
	}
	a := sc.Answers["backups.recovery-key"]
	switch a.Value {
	case "yes":
		say := "You say that the key to the copies is kept in a second place."
		if a.File != "" {
			say = fmt.Sprintf("The key to the copies is kept in a second place, says %s.", a.File)
		}
		return []checks.Verdict{{Subject: firm, Grip: chain.Holds, Say: say}}
	case "no":
		return []checks.Verdict{{Subject: firm, Grip: chain.Broken, Say: "The copies are encrypted, and you say that their key is kept in no second place: with the machine, all copies are lost."}}
	}
	return []checks.Verdict{{Subject: firm, Grip: chain.Unseen, Say: fmt.Sprintf("The copies are encrypted (%s); whether their key is kept in a second place is not known.", with),
		Why: "no program can see what lies in your safe", Next: "answer the question backups.recovery-key (yes or no) in weaklink.yaml"}}
})
