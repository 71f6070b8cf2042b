package devices

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var automaticUpdates = checks.Each(checks.Doc{
	ID:      "devices.automatic-updates",
	Asks:    "Does the machine install security updates by itself?",
	Matters: "Somebody forgets, is ill or on holiday; the attack comes within days of the update.",
	Fix:     "Switch on automatic security updates.",
	Fixes: map[string]string{
		"debian": "apt install unattended-upgrades && dpkg-reconfigure -plow unattended-upgrades",
		"ubuntu": "apt install unattended-upgrades && dpkg-reconfigure -plow unattended-upgrades",
		"fedora": "dnf install dnf-automatic, set apply_updates = yes in /etc/dnf/automatic.conf, systemctl enable --now dnf-automatic.timer",
	},
	Proof:   "On the machine: apt-config dump | grep Periodic",
	Control: "endpoint-updates",
	Who:     checks.ITPerson,
	Minutes: [2]int{10, 20},
	Cites:   []string{"CIS 8.1 7.3"},
}, facts.DevicesUpdates, func(_ checks.Scene, u facts.Updates) checks.Verdict {
	switch u.Auto {
	case "on":
		return checks.Verdict{Grip: chain.Holds, Say: "The machine installs security updates by itself."}
	case "off":
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The machine does not install security updates by itself: %s.", u.AutoHow)}
	}
	return unseen("It is not known whether the machine installs security updates by itself.", facts.Blind{Why: u.AutoHow, Next: u.AutoNext})
})
