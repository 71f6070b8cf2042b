package devices

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// risky are services that only the machine itself or its administrator needs.
var risky = map[int]string{
	21: "file transfer without encryption", 22: "remote login", 23: "remote login without encryption", 139: "file sharing", 445: "file sharing", 2049: "file sharing", 2375: "the control of its containers", 3306: "the database MySQL",
	3389: "remote desktop", 5432: "the database PostgreSQL", 5900: "remote desktop", 6379: "the store Redis", 8080: "a web program", 27017: "the database MongoDB",
}

var openPorts = checks.Each(checks.Doc{
	ID:      "devices.open-ports",
	Asks:    "Do programs on the machine answer to other machines?",
	Matters: "What answers can be attacked, by an infected neighbour or in a foreign network.",
	Fix:     "Switch off sharing and remote access that nobody uses, or close them in the machine's firewall.",
	Proof:   "On the machine: ss -tlnp; from another machine: nmap -Pn {name}",
	Control: "host-firewall",
	Who:     checks.ITPerson,
	Minutes: [2]int{10, 45},
	Cites:   []string{"CIS 8.1 4.8", "CIS 8.1 4.5"},
}, facts.DevicesPorts, func(_ checks.Scene, p facts.Ports) checks.Verdict {
	const say = "It is not known what can be reached on the machine from outside."
	if p.Why != "" || p.Ports == nil {
		return unseen(say, p.Blind)
	}
	var open, unclear []string
	worst := chain.Weak
	why := facts.Blind{Next: "try from another machine: nmap -Pn the address of this one"}
	outside, shut := 0, 0
	for _, port := range p.Ports {
		if port.Proto != "tcp" || !port.Outside {
			continue
		}
		outside++
		name := risky[port.Port]
		if name == "" || port.Reach == "no" {
			shut++
			continue
		}
		name = fmt.Sprintf("%s (port %d)", name, port.Port)
		switch {
		case port.Reach == "yes" && !slices.Contains(open, name):
			open = append(open, name)
			if port.Port == 2375 {
				worst = chain.Broken // whoever reaches it commands the machine, without a password
			}
		case port.Reach != "yes" && !slices.Contains(unclear, name):
			unclear = append(unclear, name)
			why.Why = port.Why
		}
	}
	switch {
	case len(open) > 0:
		return checks.Verdict{Grip: worst, Pass: shut, Of: outside, Say: fmt.Sprintf("Other machines can reach this on the machine: %s.", few(open, 4))}
	case len(unclear) > 0:
		return unseen(fmt.Sprintf("It is not known whether other machines can reach this on the machine: %s.", few(unclear, 4)), why)
	}
	return checks.Verdict{Grip: chain.Holds, Pass: shut, Of: outside, Say: "No program for sharing or remote access on the machine answers to other machines."}
})
