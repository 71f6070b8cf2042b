package devices

import (
	"fmt"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

// longest is how long a machine may be left open: CIS asks for 15 minutes.
const longest = 15 * 60

var screenLock = checks.Each(checks.Doc{
	ID:      "devices.screen-lock",
	Asks:    "Does the screen lock by itself when nobody is there?",
	Matters: "Behind an open screen everybody who walks by is the person who left.",
	Fix:     "Let the screen lock after 5 minutes and ask for the password.",
	Fixes: map[string]string{
		"gnome": "Settings, Privacy, Screen Lock: on; or for all people on it: lock-enabled=true and idle-delay=uint32 300 in /etc/dconf/db/local.d, the same keys in its folder locks, then dconf update.",
		"kde":   "System Settings, Screen Locking: automatically after 5 minutes.",
	},
	Proof:   "Leave the machine alone for 15 minutes; or in its session: gsettings get org.gnome.desktop.screensaver lock-enabled",
	Control: "screen-lock",
	Who:     checks.Owner,
	Minutes: [2]int{5, 10},
	Cites:   []string{"CIS 8.1 4.3", "PCI DSS 4.0.1 8.2.8"},
}, facts.DevicesLock, func(_ checks.Scene, l facts.Lock) checks.Verdict {
	switch {
	case l.Why != "":
		return unseen("It is not known whether the screen of the machine locks by itself.", l.Blind)
	case l.Locks == "no":
		return checks.Verdict{Grip: chain.Weak, Say: "The screen of the machine never locks by itself."}
	case l.Locks == "yes" && l.After > longest:
		return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("The screen of the machine locks only after %d minutes.", l.After/60)}
	case l.Locks == "yes" && l.After > 0:
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The screen of the machine locks after %s.", count((l.After+59)/60, "minute", "minutes"))}
	}
	return unseen("It is not known whether the screen of the machine locks by itself.", l.Blind)
})
