package access

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var leaversMachine = checks.Across(checks.Doc{
	ID:      "access.leavers-machine",
	Asks:    "Can people who left still sign in to a server or an office machine?",
	Matters: "A machine has accounts of its own, and a key on it opens it whatever the password is. Closing somebody's mailbox closes neither.",
	Fix:     "Find the account by its number (getent passwd NUMBER). Close it: usermod --expiredate 1 NAME, which shuts out passwords and keys alike; take its lines out of authorized_keys; hand over its files, then userdel NAME.",
	Proof:   "getent passwd | awk -F: '$3>=1000'; sudo passwd -S -a   (hold it beside the list of people who work here)",
	Control: "leavers-removed",
	Who:     checks.ITPerson,
	Minutes: [2]int{5, 30},
	Cites:   []string{"GDPR Art. 32(1)(b)", "CIS 8.1 6.2", "PCI DSS 4.0.1 8.2.5"},
}, facts.AccessMachineAccount, facts.AccessPerson, func(sc checks.Scene, all []facts.MachineAccount, people []facts.Person) []checks.Verdict {
	var out []checks.Verdict
	s := newStaff(sc, people)
	today := sc.Now.UTC().Format(time.DateOnly)
	machines := map[string][]facts.MachineAccount{}
	for _, a := range all {
		if opens(a, today) != "no" {
			machines[a.Machine] = append(machines[a.Machine], a)
		}
	}
	for machine, accounts := range machines {
		name := machine[strings.IndexByte(machine, ':')+1:]
		v := checks.Verdict{Subject: "account:" + machine, Of: len(accounts)}
		left, unclear := 0, 0
		for _, a := range accounts {
			who, how := whose(s, a)
			switch {
			case who == "unclear", who == "left" && opens(a, today) == "unknown":
				unclear++
			case who == "left":
				left++
				f := checks.Verdict{Subject: a.ID, Grip: chain.Broken, Say: fmt.Sprintf("Account number %d of %s belongs to somebody who left (%s), and is open: %s.", a.UID, name, how, doors(a))}
				if how == byLoginAlone {
					f.Grip = chain.Weak
					f.Say = fmt.Sprintf("Account number %d of %s probably belongs to somebody who left (%s), and is open: %s.", a.UID, name, how, doors(a))
				}
				out = append(out, f)
			}
		}
		switch {
		case len(people) == 0:
			v = checks.Verdict{Subject: v.Subject, Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether people who left can still sign in to %s.", name), Why: "there is no list of who works here", Next: listOfPeople}
		case unclear > 0:
			v = checks.Verdict{Subject: v.Subject, Grip: chain.Unseen, Say: fmt.Sprintf("It is not known whether %s of %s %s to people who left and %s open.", count(unclear, "account"), name, verb(unclear, "belongs", "belong"), verb(unclear, "is", "are")),
				Why: "the account's name and its description do not clearly point to one person, the list does not say until when that person works here, or what opens the account could not be read", Next: "write the login name and the last day as 2026-11-30 beside each name on the list of people, and scan the machine as root"}
		case left > 0:
			continue
		default:
			v.Grip, v.Pass = chain.Holds, v.Of
			v.Say = fmt.Sprintf("No open account of %s is called after somebody who left.", name)
		}
		out = append(out, v)
	}
	return out
})

// opens says whether an account can be signed in to: yes, no or unknown.
func opens(a facts.MachineAccount, today string) string {
	switch {
	case a.Expires != "" && a.Expires <= today:
		return "no"
	case a.Password == "set" || a.Password == "none" || a.Keys > 0:
		return "yes"
	case a.Password == "unknown" || a.Keys < 0:
		return "unknown"
	}
	return "no"
}

func doors(a facts.MachineAccount) string {
	var out []string
	switch a.Password {
	case "set":
		out = append(out, "it has a password")
	case "none":
		out = append(out, "it asks for no password")
	}
	if a.Keys > 0 {
		out = append(out, count(a.Keys, "SSH key")+" "+verb(a.Keys, "opens", "open")+" it")
	}
	return and(out)
}

const byLoginAlone = "matched by the login name alone"

// whose says whose an account of a machine is, and what that was told from. A
// login name and a person's name that point to different people point to nobody.
func whose(s staff, a facts.MachineAccount) (state, how string) {
	login, _ := find(s, a.Logins, "")
	name, _ := find(s, a.Logins[:0], a.Name)
	named := a.Name != "" && name != "nobody"
	switch {
	case a.Task && !named:
		return "nobody", "" // backup@ may stand on the list beside whoever looked after it
	case login == "unclear" || name == "unclear":
		return "unclear", ""
	case login == "left" && name == "left":
		if !samePerson(s, a) {
			return "unclear", ""
		}
		return "left", "matched by the login name and the full name"
	case login == "left" && a.Name == "":
		return "left", byLoginAlone
	case login == "left", login == "here" && name == "left":
		return "unclear", "" // it is described as somebody else's
	case login == "nobody" && name == "left":
		return "left", "matched by the full name"
	}
	return login, ""
}

// samePerson says whether one person bears both the login and the name.
func samePerson(s staff, a facts.MachineAccount) bool {
	for _, l := range a.Logins {
		for _, id := range s.byLogin[string(l)] {
			if slices.Contains(s.byName[string(a.Name)], id) {
				return true
			}
		}
	}
	return false
}
