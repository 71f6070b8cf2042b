package access

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var secretsInFiles = checks.Each(checks.Doc{
	ID:      "access.secrets-in-files",
	Asks:    "Do passwords or keys lie in files?",
	Matters: "A password in a file opens whatever it belongs to, for everyone who ever sees the file.",
	Fix:     "Put it into a password manager or a file that only the program can read, take it out of {name}, and change it, because it may have been read.",
	Proof:   "grep -niE 'passw|secret|BEGIN .*PRIVATE KEY' '{name}'",
	Control: "secrets-not-lying-about",
	Who:     checks.ITPerson,
	Minutes: [2]int{15, 60},
	Cites:   []string{"GDPR Art. 32(1)(b)", "CIS 8.1 3.11"},
}, facts.DataStore, func(_ checks.Scene, s facts.Store) checks.Verdict {
	var n int64
	var words []string
	for _, x := range s.Secrets {
		n += x.Count
		words = append(words, secretWords(x))
	}
	if n == 0 {
		switch {
		case s.Partial != "":
			return checks.Verdict{Grip: chain.Unseen, Say: fmt.Sprintf("No passwords were found in what could be read of %s.", s.Name),
				Why: s.Partial, Next: "look at the rest of it by hand, or scan it again"}
		case len(s.Categories) == 0:
			return checks.Nothing()
		}
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("No passwords or keys lie in %s.", s.Name)}
	}
	// A program needs its password somewhere: that is weak. Where everyone can read
	// it, or in a copy that travels, it lets someone in by itself.
	grip, where := chain.Weak, ""
	switch {
	case s.Readers == "everyone":
		grip, where = chain.Broken, ", and everyone on that machine can read it"
	case s.Role == "export" || s.Role == "dump" || s.Role == "copy" || s.Role == "archive":
		grip, where = chain.Broken, ", a copy outside its system"
	}
	return checks.Verdict{Grip: grip, Say: fmt.Sprintf("%s contains %s%s.", s.Name, strings.Join(words, " and "), where)}
})

func secretWords(x facts.Secret) string {
	one := map[string]string{
		"private_key": "private key", "connection_string": "database address with its password", "password": "password", "jwt": "access token",
	}[x.Kind]
	if one == "" {
		one = "access key"
	}
	if x.Count == 1 {
		return "1 " + one
	}
	many := one + "s"
	if x.Kind == "connection_string" {
		many = "database addresses with their passwords"
	}
	return fmt.Sprintf("%d %s", x.Count, many)
}
