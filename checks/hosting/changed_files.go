package hosting

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// The engine knows this id: accepting its finding says that the changes were
// the firm's own, and the next run compares with the files as they were then.
var changedFiles = checks.Each(checks.Doc{
	ID:      "hosting.changed-files",
	Asks:    "Did anybody change the website's files or the server's settings unnoticed?",
	Matters: "Whoever breaks into a shop adds a file or a line to one, and copies every card that is typed in from then on.",
	Fix:     "Ask who changed these files. If it was your own work, say so with weaklink accept, this finding and the reason: the next scan then compares with the files as they are now. If nobody did, take the website off the net, keep a copy of the disk and restore from before.",
	Proof:   "On the server: find /etc /var/www -type f -newerct 'YYYY-MM-DD' -ls (the day named here); which package a file belongs to: dpkg -S FILE",
	Control: "integrity-monitoring",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{15, 120},
	Cites:   []string{"PCI DSS 4.0.1 11.5.2", "PCI DSS 4.0.1 11.6.1", "CIS 8.1 3.14"},
}, facts.HostingChanges, func(_ checks.Scene, c facts.FileChanges) checks.Verdict {
	const say = "It is not known whether the website's files or the server's settings were changed."
	acting := c.Added.Acting + c.Changed.Acting + c.Removed.Acting
	places := few(c.Compared, 4)
	switch {
	case c.Why != "":
		return unseen(say, c.Blind)
	case c.First:
		return unseen("The files of the server were listed for the first time; whether anybody changes them is told by the next scan.",
			facts.Blind{Why: fmt.Sprintf("there was no earlier list to compare %s with", count(c.Files, "file", "files")), Next: "scan again tomorrow, and then regularly"})
	case c.Since == "" || c.Compared == nil:
		return unseen(say, facts.Blind{})
	case acting > 0:
		var parts, some []string
		for _, p := range []struct {
			c    facts.FileChange
			verb string
		}{{c.Added, "added"}, {c.Changed, "changed"}, {c.Removed, "removed"}} {
			if p.c.Acting > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", p.c.Acting, p.verb))
				some = append(some, p.c.Some...)
			}
		}
		how := "not by the package manager"
		if c.Records == "" {
			how = "and no package manager says why"
		}
		return checks.Verdict{Grip: chain.Weak, Pass: max(0, c.Files-acting), Of: c.Files,
			Say: fmt.Sprintf("Since %s %s, %s: %s (%s).", c.Since, count(acting, "file of the server differs", "files of the server differ"), how, few(some, 4), strings.Join(parts, ", "))}
	case len(c.Compared) == 0:
		return unseen(say, facts.Blind{Why: "none of the folders of the earlier list was looked at now", Next: "scan again: these folders are compared from now on"})
	case c.Unread > 0:
		return unseen(say, facts.Blind{Why: fmt.Sprintf("%s could not be compared", count(c.Unread, "file or folder", "files or folders")), Next: "run the same scan as root (sudo weaklink scan host:)"})
	case len(c.Lost) > 0:
		return unseen(say, facts.Blind{Why: "no longer looked at: " + few(c.Lost, 4), Next: "name it in weaklink.yaml (watch:) if it is to be watched"})
	case len(c.New) > 0:
		return unseen(say, facts.Blind{Why: "there is no earlier list of " + few(c.New, 4), Next: "scan again: it is compared from now on"})
	case c.Unsure != "":
		return unseen(say, facts.Blind{Why: c.Unsure, Next: "name the folder in weaklink.yaml: watch: [/etc, /var/www]"})
	}
	rest := ""
	if n := c.Added.ByPackages + c.Changed.ByPackages + c.Removed.ByPackages; n > 0 {
		rest += fmt.Sprintf(" The package manager changed %d.", n)
	}
	if n := c.Added.Other + c.Changed.Other + c.Removed.Other; n > 0 {
		rest += fmt.Sprintf(" %s that no machine obeys came, went or changed.", count(n, "file", "files"))
	}
	return checks.Verdict{Grip: chain.Holds, Pass: c.Files, Of: c.Files,
		Say: fmt.Sprintf("Since %s nobody but the package manager changed a program, page or setting in %s.%s", c.Since, places, rest)}
})
