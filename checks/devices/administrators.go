package devices

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var administrators = checks.Each(checks.Doc{
	ID:      "devices.administrators",
	Asks:    "Do people work at the machine without an administrator's rights?",
	Matters: "What an administrator opens may install itself, switch the protection off and read everybody's stored passwords.",
	Fix:     "Give everyone an ordinary account for the daily work, and keep one separate account for installing things.",
	Proof:   "On the machine: getent group sudo wheel docker; sudo -l -U NAME for each person",
	Control: "local-least-privilege",
	Who:     checks.ITPerson,
	Minutes: [2]int{15, 45},
	Cites:   []string{"CIS 8.1 5.4", "PCI DSS 4.0.1 7.2.1"},
}, facts.DevicesRights, func(_ checks.Scene, r facts.Rights) checks.Verdict {
	const say = "It is not known who is an administrator of the machine."
	switch {
	case r.Why != "":
		return unseen(say, r.Blind)
	case r.OpenDoors > 0:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("%s on the machine: no password is needed.", count(r.OpenDoors, "account stands open", "accounts stand open"))}
	case r.People == 0:
		return unseen(say, facts.Blind{Why: "no account of a person is kept on it; they may come from elsewhere", Next: "run on the machine: getent passwd"})
	case r.Quiet > 0:
		return checks.Verdict{Grip: chain.Weak, Pass: r.People - r.Admins, Of: r.People,
			Say: fmt.Sprintf("%d of %s can take over the machine without being asked for a password (%s).", r.Quiet, count(r.People, "account", "accounts"), few(r.Ways, 4))}
	case r.Admins >= r.People:
		return checks.Verdict{Grip: chain.Weak, Pass: 0, Of: r.People, Say: "Everybody who works at the machine does so as its administrator."}
	case r.Sudoers == "denied":
		return unseen(say, facts.Blind{Why: "the rules of sudo may not be read by this account", Next: "run the same scan as root (sudo weaklink scan host:)"})
	}
	return checks.Verdict{Grip: chain.Holds, Pass: r.People - r.Admins, Of: r.People, Say: fmt.Sprintf("%d of %s on the machine have no administrator's rights.", r.People-r.Admins, count(r.People, "account", "accounts"))}
})
