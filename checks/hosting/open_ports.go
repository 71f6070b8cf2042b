package hosting

import (
	"fmt"
	"slices"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// risky are services that only the server itself or its administrator needs.
var risky = map[int]string{
	21: "file transfer without encryption", 23: "remote login without encryption", 111: "the directory of network services", 135: "Windows services", 139: "Windows file sharing", 445: "Windows file sharing",
	512: "remote commands without a password", 513: "remote login without encryption", 873: "file copies by rsync", 1433: "the database SQL Server", 1521: "the database Oracle", 2049: "file sharing by NFS", 2375: "the control of its containers", 2376: "the control of its containers",
	3306: "the database MySQL", 3389: "remote desktop", 5432: "the database PostgreSQL", 5900: "remote desktop", 5984: "the database CouchDB", 6379: "the store Redis", 9200: "the search Elasticsearch", 11211: "the store Memcached", 27017: "the database MongoDB",
}

var openPorts = checks.Each(checks.Doc{
	ID:      "hosting.open-ports",
	Asks:    "Can strangers reach services of the server that only the server itself needs?",
	Matters: "A database that answers the whole world needs only one guessed password or one hole to be emptied.",
	Fix:     "Let the service listen on 127.0.0.1 only, or close its port in the firewall; give administrators a VPN.",
	Proof:   "On the server: ss -tlnp; from another machine: nmap -Pn {name}",
	Control: "exposure-limited",
	Who:     checks.Host,
	Minutes: [2]int{10, 45},
	Cites:   []string{"CIS 8.1 4.4", "CIS 8.1 4.8", "PCI DSS 4.0.1 1.3.1"},
}, facts.HostingPorts, func(_ checks.Scene, p facts.Ports) checks.Verdict {
	const say = "It is not known what can be reached on the server from outside."
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
		return checks.Verdict{Grip: worst, Pass: shut, Of: outside, Say: fmt.Sprintf("Other machines can reach this on the server: %s.", few(open, 4))}
	case len(unclear) > 0:
		return unseen(fmt.Sprintf("It is not known whether other machines can reach this on the server: %s.", few(unclear, 4)), why)
	}
	return checks.Verdict{Grip: chain.Holds, Pass: shut, Of: outside, Say: "Nothing that only the server itself needs can be reached from outside."}
})
