package hosting

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// freshDays: Debian and Ubuntu publish security fixes several times a week, and
// Debian's own lists are void after 7 days. Older lists say nothing about today.
const freshDays = 14

var securityUpdates = checks.Each(checks.Doc{
	ID:      "hosting.security-updates",
	Asks:    "Are all security updates installed on the server?",
	Matters: "What an update mends is public from that day on: everybody can read where the hole is.",
	Fix:     "Install the waiting updates and restart the server if they ask for it.",
	Fixes: map[string]string{
		"debian": "apt update && apt full-upgrade, then restart.",
		"ubuntu": "apt update && apt full-upgrade, then restart.",
		"alpine": "apk upgrade --update-cache, then restart.",
		"rhel":   "dnf upgrade --security --refresh, then restart.",
		"fedora": "dnf upgrade --security --refresh, then restart.",
	},
	Proof:   "On the server: apt update && apt list --upgradable; dnf updateinfo list --security; apk version -l '<'",
	Control: "server-patching",
	Who:     checks.Host,
	Minutes: [2]int{15, 60},
	Cites:   []string{"CIS 8.1 7.3", "PCI DSS 4.0.1 6.3.3"},
}, facts.HostingUpdates, func(sc checks.Scene, u facts.Updates) checks.Verdict {
	const say = "It is not known whether the server lacks security updates."
	if u.Why != "" {
		return unseen(say, u.Blind)
	}
	kind := "security "
	if u.Mixed { // within a release of such a system nearly every update closes a hole
		kind = ""
	}
	if u.Pending > 0 {
		var names []string
		for _, p := range u.Some[:min(len(u.Some), 5)] {
			names = append(names, p.Package)
		}
		if more := u.Pending - len(names); more > 0 {
			names = append(names, fmt.Sprintf("%d more", more))
		}
		return checks.Verdict{Grip: chain.Weak, Pass: u.Packages - u.Pending, Of: u.Packages,
			Say: fmt.Sprintf("%s not installed on the server: %s.", count(u.Pending, kind+"update is", kind+"updates are"), strings.Join(names, ", "))}
	}
	age, err := sc.Days(u.Lists)
	if err != nil {
		return unseen(say, facts.Blind{Why: "its lists of updates have no date", Next: "run: " + refresh(u) + ", then scan again"})
	}
	if age > freshDays {
		return unseen(say, facts.Blind{Why: fmt.Sprintf("its lists of updates are %d days old", age), Next: "run: " + refresh(u) + ", then scan again"})
	}
	if u.Restart {
		return checks.Verdict{Grip: chain.Weak, Say: "Updates are installed on the server but wait for a restart."}
	}
	return checks.Verdict{Grip: chain.Holds, Pass: u.Packages, Of: u.Packages, Say: fmt.Sprintf("No %supdate is missing on the server, as of %s.", kind, u.Lists)}
})

// refresh fetches the lists anew.
func refresh(u facts.Updates) string {
	switch u.Manager {
	case "apk":
		return "apk update"
	case "rpm":
		return "dnf makecache (or zypper refresh)"
	}
	return "apt update"
}
