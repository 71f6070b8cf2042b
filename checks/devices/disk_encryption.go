package devices

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var diskEncryption = checks.Each(checks.Doc{
	ID:      "devices.disk-encryption",
	Asks:    "Can somebody who takes the machine away read its disk?",
	Matters: "A stolen or sold machine gives away every file on it, and its stored passwords too; an encrypted one gives away nothing.",
	Fix:     "Encrypt the whole disk. On Linux that means installing the system anew with encryption switched on; keep the recovery key elsewhere.",
	Proof:   "On the machine: lsblk -o NAME,TYPE,MOUNTPOINT; / and /home must lie below a line of type crypt",
	Control: "disk-encryption",
	Who:     checks.ITPerson,
	Minutes: [2]int{60, 240},
	Cites:   []string{"GDPR Art. 32(1)(a)", "CIS 8.1 3.6"},
}, facts.DevicesDisk, func(_ checks.Scene, d facts.Disk) checks.Verdict {
	const say = "It is not known whether the machine's disk is encrypted."
	if d.Why != "" || len(d.Mounts) == 0 {
		return unseen(say, d.Blind)
	}
	var open []string
	var blind facts.Blind
	closed := 0
	for _, m := range d.Mounts {
		switch m.Encrypted {
		case "yes":
			closed++
		case "no":
			open = append(open, m.At)
		default:
			blind = facts.Blind{Why: m.At + ": " + m.Why, Next: m.Next}
		}
	}
	switch {
	case len(open) > 0:
		return checks.Verdict{Grip: chain.Weak, Pass: closed, Of: len(d.Mounts), Say: fmt.Sprintf("The machine's disk is not encrypted (%s): whoever takes it away can read it.", few(open, 4))}
	case closed < len(d.Mounts):
		return unseen(say, blind)
	}
	return checks.Verdict{Grip: chain.Holds, Pass: closed, Of: closed, Say: "The machine's disk is encrypted."}
})
