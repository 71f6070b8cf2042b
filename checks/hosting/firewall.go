package hosting

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var firewall = checks.Each(checks.Doc{
	ID:      "hosting.firewall",
	Asks:    "Does the server turn away connections that nobody asked for?",
	Matters: "Without that, every program that somebody starts on it can be reached by everyone at once.",
	Fix:     "Turn away what comes in by default and open only the ports that visitors need. Keep a second session open while you do it.",
	Fixes: map[string]string{
		"debian": "apt install ufw && ufw default deny incoming && ufw allow 22/tcp && ufw allow 80/tcp && ufw allow 443/tcp && ufw enable",
		"ubuntu": "ufw default deny incoming && ufw allow 22/tcp && ufw allow 80/tcp && ufw allow 443/tcp && ufw enable",
	},
	Proof:   "From another machine: nmap -Pn {name}; on the server: nft list ruleset",
	Control: "exposure-limited",
	Who:     checks.Host,
	Minutes: [2]int{15, 60},
	Cites:   []string{"CIS 8.1 4.4", "PCI DSS 4.0.1 1.4.2"},
}, facts.HostingFirewall, func(_ checks.Scene, f facts.Firewall) checks.Verdict {
	switch f.Inbound {
	case "drop":
		return checks.Verdict{Grip: chain.Holds, Say: "The server turns away connections that no rule allows."}
	case "accept":
		if f.Rules == 0 {
			return checks.Verdict{Grip: chain.Weak, Say: "The server has no firewall rule: a connection to any port gets through to it."}
		}
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The server has %s, but a connection to a port that no rule names gets through.", count(f.Rules, "firewall rule", "firewall rules"))}
	}
	return unseen("It is not known what the server's firewall lets in.", f.Blind)
})
