package hosting

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// enoughDays: break-ins are often noticed after weeks; CIS asks for 90 days.
const enoughDays = 90

var logsKept = checks.Each(checks.Doc{
	ID:      "hosting.logs-kept",
	Asks:    "Does the server remember for three months who logged in and what failed?",
	Matters: "After a break-in only the logs tell whose data was taken; without them the law makes you assume everybody's.",
	Fix:     "Keep the journal on disk (Storage=persistent in /etc/systemd/journald.conf) and the text logs for 90 days (rotate 13 in /etc/logrotate.d/rsyslog).",
	Proof:   "On the server: journalctl --list-boots | head -1; ls -lt /var/log/auth.log*",
	Control: "log-monitoring",
	Who:     checks.Host,
	Minutes: [2]int{10, 30},
	Cites:   []string{"CIS 8.1 8.10", "PCI DSS 4.0.1 10.5.1", "GDPR Art. 33"},
}, facts.HostingLogs, func(_ checks.Scene, l facts.Logs) checks.Verdict {
	const say = "It is not known for how long the server keeps its logs."
	copied := ""
	if l.Remote {
		copied = " A copy goes to another machine."
	}
	switch {
	case l.Syslog == "files" && l.Days >= enoughDays:
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The server keeps its logs for %d days.", l.Days) + copied}
	case l.Journal == "persistent" && (l.Trimmed == 0 || l.Trimmed >= enoughDays):
		return checks.Verdict{Grip: chain.Holds, Say: "The server keeps its logs on disk, as many as fit." + copied}
	case l.Why != "" || l.Journal == "unknown" || l.Syslog == "unknown" || l.Journal == "":
		return unseen(say, l.Blind)
	case l.Syslog == "files" && l.Days == 0:
		return unseen(say, facts.Blind{Why: "nothing says when old log files are thrown away", Next: "look at the oldest: ls -lt /var/log/auth.log*"})
	case l.Remote:
		return unseen("The server sends its logs to another machine; for how long they are kept there is not known.", facts.Blind{Why: "that machine was not looked at", Next: "ask whoever runs it"})
	case l.Syslog == "files" || l.Journal == "persistent":
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The server forgets its logs after %d days.", max(l.Days, l.Trimmed))}
	case l.Journal == "volatile":
		return checks.Verdict{Grip: chain.Weak, Say: "The server forgets its logs whenever it restarts."}
	}
	return checks.Verdict{Grip: chain.Weak, Say: "The server keeps no logs of logins and errors."}
})
