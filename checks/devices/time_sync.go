package devices

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// clockDays is how long a clock may go without a time server: a quartz strays
// by some seconds in a week.
const clockDays = 7

var timeSync = checks.Each(checks.Doc{
	ID:      "devices.time-sync",
	Asks:    "Is the machine's clock kept in step with a time server?",
	Matters: "With a wrong clock updates and secure pages are refused, sign-in codes fail, and nobody can tell afterwards what happened when.",
	Fix:     "Let one service keep the clock, and start it with the machine: systemctl enable --now systemd-timesyncd (or chrony).",
	Fixes: map[string]string{
		"debian": "apt install systemd-timesyncd && timedatectl set-ntp true",
		"ubuntu": "timedatectl set-ntp true",
		"fedora": "dnf install chrony && systemctl enable --now chronyd",
		"alpine": "apk add chrony && rc-update add chronyd default && rc-service chronyd start",
	},
	Proof:   "On the machine: timedatectl; chronyc tracking",
	Control: "endpoint-updates",
	Who:     checks.ITPerson,
	Minutes: [2]int{5, 15},
	Cites:   []string{"CIS 8.1 8.4", "PCI DSS 4.0.1 10.6.1"},
}, facts.DevicesClock, func(sc checks.Scene, c facts.Clock) checks.Verdict {
	const say = "It is not known whether the machine's clock is kept in step."
	weak := func(say string, args ...any) checks.Verdict {
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf(say, args...)}
	}
	days, err := sc.Days(c.Synced)
	switch {
	case c.Container:
		return unseen(say, facts.Blind{Why: "it is a container, whose clock is that of the machine that it runs on", Next: "run the same scan on that machine: sudo weaklink scan host:"})
	case c.Why != "" || c.Service == "":
		return unseen(say, c.Blind)
	case c.Service == "none" && c.Copy:
		return unseen(say, facts.Blind{Why: "a copy of its files has no service for it, and does not show whether another machine keeps its clock", Next: "run the scan on the machine itself: sudo weaklink scan host:"})
	case c.Service == "none" && c.InStep == "yes":
		return unseen(say, facts.Blind{Why: "its kernel calls the clock in step, but no service that we know keeps it so", Next: "run timedatectl, and ask whoever set the machine up"})
	case c.Service == "none" && c.Virtual == "no":
		return weak("Nothing keeps the machine's clock in step.")
	case c.Running == "no" && c.Virtual != "no" && !c.Copy:
		return unseen(say, facts.Blind{Why: "no service for it runs, but it is or may be a virtual machine, whose clock its host can keep", Next: "ask the host, or start a service of your own"})
	case c.Running == "no":
		return weak("The machine has %s, but it does not run: nothing keeps the clock in step.", c.Service)
	case c.Starts == "no" && c.Running != "yes":
		return weak("The machine has %s, but nothing starts it: the clock is not kept in step.", c.Service)
	case c.Running != "yes":
		why := fmt.Sprintf("a copy of its files does not show whether %s runs", c.Service)
		if !c.Copy {
			why = "the programs that run could not be listed"
		}
		return unseen(say, facts.Blind{Why: why, Next: "run the scan on the machine itself: sudo weaklink scan host:"})
	case c.InStep == "no":
		return weak("%s runs, but the clock is in step with no time server.", c.Service)
	case c.Synced != "" && (err != nil || days < -1):
		return unseen(say, facts.Blind{Why: "the day on which it was last in step cannot be right", Next: "run: timedatectl"})
	case c.Synced != "" && days > clockDays:
		return weak("%s runs, but has reached no time server for %d days.", c.Service, days)
	case c.Synced != "" || c.InStep == "yes":
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s keeps the machine's clock in step.", c.Service)}
	}
	return unseen(say, facts.Blind{Why: fmt.Sprintf("%s runs, but nothing shows that it ever reached a time server", c.Service), Next: "run: timedatectl timesync-status, or chronyc tracking, or ntpq -p"})
})
