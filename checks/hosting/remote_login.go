package hosting

import (
	"fmt"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var remoteLogin = checks.Each(checks.Doc{
	ID:      "hosting.remote-login",
	Asks:    "Does a login to the server from afar need more than a password?",
	Matters: "Robots try passwords on every server day and night; a key cannot be guessed.",
	Fix:     "Give every administrator a key, try it, then set PasswordAuthentication no, KbdInteractiveAuthentication no and PermitRootLogin prohibit-password in /etc/ssh/sshd_config and reload ssh.",
	Proof:   "On the server: sshd -T | grep -E '^(permitrootlogin|passwordauthentication|kbdinteractiveauthentication|permitemptypasswords)'",
	Control: "server-hardening",
	Who:     checks.Host,
	Minutes: [2]int{15, 60},
	Cites:   []string{"CIS 8.1 4.1", "CIS 8.1 6.4", "PCI DSS 4.0.1 8.4.2"},
}, facts.HostingLogin, func(_ checks.Scene, l facts.Login) checks.Verdict {
	if l.Why != "" {
		return unseen("It is not known how people log in to the server from afar.", l.Blind)
	}
	if l.Installed == nil {
		return unseen("It is not known how people log in to the server from afar.", facts.Blind{Why: "nobody looked whether it has a program for logins", Next: "run: sshd -T"})
	}
	if !*l.Installed {
		return checks.Verdict{Grip: chain.Holds, Say: "The server has no program for logins by SSH."}
	}
	for _, name := range []string{"passwordauthentication", "kbdinteractiveauthentication", "permitrootlogin", "permitemptypasswords", "usepam"} {
		if l.Settings[name] == "" {
			return unseen("It is not known how people log in to the server from afar.", facts.Blind{Why: "the setting " + name + " was not seen", Next: "run: sshd -T"})
		}
	}
	set := func(name string) bool { return l.Settings[name] == "yes" }
	password := set("passwordauthentication") || set("kbdinteractiveauthentication") && set("usepam")
	if keyToo(l.Settings["authenticationmethods"]) {
		password = false
	}
	switch {
	case set("passwordauthentication") && set("permitemptypasswords"):
		return checks.Verdict{Grip: chain.Broken, Say: "The server lets accounts without a password log in from afar."}
	case password && set("permitrootlogin"):
		return checks.Verdict{Grip: chain.Weak, Say: "The server's administrator can log in from afar with a password alone, which can be guessed."}
	case password:
		return checks.Verdict{Grip: chain.Weak, Say: "People log in to the server from afar with a password alone, which can be guessed."}
	}
	for _, e := range l.Exceptions {
		if e.Value == "yes" && (e.Name == "passwordauthentication" || e.Name == "kbdinteractiveauthentication" && set("usepam") || e.Name == "permitemptypasswords") {
			return checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("Logins to the server need a key, except for some (by %s), who get in with a password alone.", e.For)}
		}
	}
	return checks.Verdict{Grip: chain.Holds, Say: "A login to the server from afar needs a key."}
})

// keyToo says whether every way in that is listed asks for a key.
func keyToo(methods string) bool {
	ways := strings.Fields(methods)
	for _, w := range ways {
		if !slices.Contains(strings.Split(w, ","), "publickey") {
			return false
		}
	}
	return len(ways) > 0
}
