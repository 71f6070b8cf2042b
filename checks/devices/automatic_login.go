package devices

import (
	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var automaticLogin = checks.Each(checks.Doc{
	ID:      "devices.automatic-login",
	Asks:    "Does the machine ask who is there when it starts?",
	Matters: "Switching it on is then all that a thief or a visitor has to do.",
	Fix:     "Switch off automatic login in the settings of users.",
	Proof:   "Restart the machine and see whether it asks for a password",
	Control: "screen-lock",
	Who:     checks.Owner,
	Minutes: [2]int{5, 10},
	Cites:   []string{"CIS 8.1 4.3"},
}, facts.DevicesLock, func(_ checks.Scene, l facts.Lock) checks.Verdict {
	switch l.AutoLogin {
	case "yes":
		return checks.Verdict{Grip: chain.Weak, Say: "The machine starts without asking for a password."}
	case "no":
		return checks.Verdict{Grip: chain.Holds, Say: "The machine asks for a password when it starts."}
	}
	return unseen("It is not known whether the machine asks for a password when it starts.", facts.Blind{Why: l.LoginWhy, Next: l.LoginNext})
})
