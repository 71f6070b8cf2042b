package hosting

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var endOfLife = checks.Each(checks.Doc{
	ID:      "hosting.end-of-life",
	Asks:    "Does the system of the server still get security fixes?",
	Matters: "Holes that are found from now on stay open for ever, and robots look for exactly those.",
	Fix:     "Move the server to a version that is still maintained; make a copy of everything before.",
	Fixes: map[string]string{
		"debian": "Upgrade release by release: change the name of the release in /etc/apt/sources.list, then apt update and apt full-upgrade.",
		"ubuntu": "Run do-release-upgrade; until then Ubuntu Pro brings fixes (free for up to five machines).",
	},
	Proof:   "On the server: cat /etc/os-release; compare the version with its maker's page of supported versions",
	Control: "server-patching",
	Who:     checks.Host,
	Minutes: [2]int{60, 480},
	Cites:   []string{"CIS 8.1 2.2", "PCI DSS 4.0.1 6.3.3"},
}, facts.HostingSystem, func(sc checks.Scene, s facts.System) checks.Verdict {
	left, err := sc.Days(s.EOL)
	if s.EOL == "" || err != nil {
		return unseen("It is not known whether the system of the server still gets security fixes.", s.Blind)
	}
	switch {
	case left <= 0:
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s %s gets security fixes until %s.", s.Name, s.Version, s.EOL)}
	case s.Extended:
		return unseen(fmt.Sprintf("%s %s has had no regular security fixes since %s; a paid support may still bring some.", s.Name, s.Version, s.EOL),
			facts.Blind{Why: "whether that support is paid for cannot be seen from the server's files", Next: "ask its maker's tool: pro status, or subscription-manager status"})
	}
	v := checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The server runs %s %s, which has had no security fixes since %s.", s.Name, s.Version, s.EOL)}
	if left > 2*365 {
		v.Grip = chain.Broken // so many known holes are open that tools for using them are sold
	}
	return v
})
