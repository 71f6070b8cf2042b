package hosting

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var watchedChanges = checks.Each(checks.Doc{
	ID:      "hosting.watched-changes",
	Asks:    "Would anybody notice if files on the server were changed?",
	Matters: "A page that skims card numbers is one changed file; without a watch it stays for months.",
	Fix:     "Let a program compare the files every night and send a mail, for example AIDE; keep its baseline on another machine.",
	Fixes: map[string]string{
		"debian": "apt install aide && aideinit && mv /var/lib/aide/aide.db.new /var/lib/aide/aide.db && systemctl enable --now dailyaidecheck.timer",
		"ubuntu": "apt install aide && aideinit && mv /var/lib/aide/aide.db.new /var/lib/aide/aide.db && systemctl enable --now dailyaidecheck.timer",
	},
	Proof:   "On the server: systemctl list-timers; ls -l /var/lib/aide",
	Control: "integrity-monitoring",
	Who:     checks.Host,
	Minutes: [2]int{30, 90},
	Cites:   []string{"CIS 8.1 3.14", "PCI DSS 4.0.1 11.5.2"},
}, facts.HostingPrograms, func(_ checks.Scene, p facts.Programs) checks.Verdict {
	switch p.Watched {
	case "none":
		return checks.Verdict{Grip: chain.Weak, Say: "No program that we know watches the server's files for changes."}
	case "", "unknown":
		return unseen("It is not known whether anything watches the server's files for changes.",
			facts.Blind{Why: "the places where such programs keep their baselines may not be read", Next: "run the same scan as root (sudo weaklink scan host:)"})
	}
	return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("%s watches the server's files for changes.", p.Watched)}
})
