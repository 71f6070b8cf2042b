package devices

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var firewall = checks.Each(checks.Doc{
	ID:      "devices.firewall",
	Asks:    "Does the machine turn away connections that nobody asked for?",
	Matters: "One infected machine in the office or a stranger in the same café then reaches whatever runs on this one.",
	Fix:     "Switch the machine's firewall on and let it turn away what comes in.",
	Fixes: map[string]string{
		"debian": "apt install ufw && ufw default deny incoming && ufw enable",
		"ubuntu": "ufw default deny incoming && ufw enable",
	},
	Proof:   "On the machine: nft list ruleset; from another machine: nmap -Pn {name}",
	Control: "host-firewall",
	Who:     checks.ITPerson,
	Minutes: [2]int{10, 30},
	Cites:   []string{"CIS 8.1 4.5", "PCI DSS 4.0.1 1.5.1"},
}, facts.DevicesFirewall, func(_ checks.Scene, f facts.Firewall) checks.Verdict {
	switch {
	case f.Inbound == "accept" && f.Rules == 0:
		return checks.Verdict{Grip: chain.Weak, Say: "The machine has no firewall rule: every connection from outside gets through to it."}
	case f.Inbound == "accept":
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The machine has %s, but its firewall lets everything in.", count(f.Rules, "firewall rule", "firewall rules"))}
	case f.Inbound == "drop" && f.Near == "drop":
		return checks.Verdict{Grip: chain.Holds, Say: "The machine turns away connections that no rule allows."}
	case f.Inbound == "drop" && f.Near == "accept":
		return checks.Verdict{Grip: chain.Weak, Say: "The machine lets in everything that comes from the same network, such as an infected neighbour."}
	}
	return unseen("It is not known what the machine's firewall lets in.", f.Blind)
})
