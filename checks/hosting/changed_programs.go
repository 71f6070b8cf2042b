package hosting

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var changedPrograms = checks.Each(checks.Doc{
	ID:      "hosting.changed-programs",
	Asks:    "Are the server's programs those that its packages brought?",
	Matters: "Whoever breaks in replaces a program to come back; a changed one that no update explains is how that looks.",
	Fix:     "Find out who changed it. If nobody did, treat the server as broken into: take it off the net, keep a copy of its disk, restore from before. Else reinstall the package.",
	Proof:   "On the server: dpkg -V; for one file: dpkg -S FILE",
	Control: "integrity-monitoring",
	Who:     checks.Expert,
	Minutes: [2]int{30, 240},
	Cites:   []string{"CIS 8.1 2.3", "PCI DSS 4.0.1 11.5.2"},
}, facts.HostingPrograms, func(_ checks.Scene, p facts.Programs) checks.Verdict {
	const say = "It is not known whether the server's programs are those that were delivered."
	switch {
	case p.Why != "" || p.Checked == 0:
		return unseen(say, p.Blind)
	case len(p.Changed) > 0:
		return checks.Verdict{Grip: chain.Weak, Pass: p.Checked - len(p.Changed), Of: p.Checked,
			Say: fmt.Sprintf("%s on the server differ from what the package manager delivered: %s.", count(len(p.Changed), "program", "programs"), few(p.Changed, 4))}
	case len(p.Setuid) > 0:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("A program that runs with the administrator's rights belongs to no package: %s.", few(p.Setuid, 4))}
	case p.Unread > 0:
		return unseen(say, facts.Blind{Why: fmt.Sprintf("%s could not be read", count(p.Unread, "program", "programs")), Next: "run the same scan as root (sudo weaklink scan host:)"})
	}
	return checks.Verdict{Grip: chain.Holds, Pass: p.Checked, Of: p.Checked, Say: fmt.Sprintf("All %d programs of the server are as their packages delivered them.", p.Checked)}
})
