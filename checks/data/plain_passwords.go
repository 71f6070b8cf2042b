package data

import (
	"fmt"
	"strings"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	"github.com/weaklink/weaklink/facts"
)

var plainPasswords = checks.Each(checks.Doc{
	ID:      "data.plain-passwords",
	Asks:    "Are the passwords of clients kept so that nobody can read them?",
	Matters: "People use one password in many places: whoever copies the table gets into their mail and their shops as well.",
	Fix:     "Let the program keep only a slow hash of each password (argon2id or bcrypt), convert what {name} holds now, and ask everybody for a new password at the next visit.",
	Proof:   "Look at 3 values of the password column of {name}: argon2 begins with $argon2, bcrypt with $2.",
	Control: "protected-at-rest",
	Who:     checks.WebDeveloper,
	Minutes: [2]int{60, 240},
	Cites:   []string{"GDPR Art. 32(1)(a)", "OWASP ASVS 5.0 11.4.2", "CIS 8.1 3.11"},
}, facts.DataStore, func(_ checks.Scene, s facts.Store) checks.Verdict {
	var slow []string
	worst := checks.Nothing()
	for _, c := range s.Columns {
		if c.Kind != "password" || c.Confidence < likelyPassword || c.Filled == 0 {
			continue
		}
		switch c.Protected {
		case "bcrypt", "argon2", "scrypt", "yescrypt", "pbkdf2", "sha2crypt", "drupal":
			slow = append(slow, c.Protected)
			continue
		case "masked":
			continue
		case "encrypted":
			worst = checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("%s holds %s passwords that whoever has the key can read, in the column %s.", called(s), thousands(c.Filled), c.Name)}
			continue
		case "":
			return checks.Verdict{Grip: chain.Broken, Say: fmt.Sprintf("%s holds %s passwords as they are, in the column %s.", called(s), thousands(c.Filled), c.Name)}
		}
		// Made for speed: a graphics card tries billions a second.
		worst = checks.Verdict{Grip: chain.Weak, Say: fmt.Sprintf("%s holds %s passwords that are only hashed for speed (%s), in the column %s.", called(s), thousands(c.Filled), fastHash(c.Protected), c.Name)}
		if stray(s) {
			worst.Grip = chain.Broken
			worst.Say = strings.TrimSuffix(worst.Say, ".") + ", a copy outside its system."
		}
	}
	if worst.Grip == 0 && len(slow) > 0 {
		return checks.Verdict{Grip: chain.Holds, Say: fmt.Sprintf("The passwords in %s are hashed with %s.", called(s), strings.Join(slow, " and "))}
	}
	return worst
})

// fastHash is what a hash made for speed is, in words where its name says too little.
func fastHash(name string) string {
	if say := fastHashes[name]; say != "" {
		return say
	}
	return name
}

var fastHashes = map[string]string{
	"ntlm":                  "NTLM, without salt",
	"mysql_native_password": "SHA-1 twice, without salt",
	"postgres_md5":          "MD5 with the name of the user for salt",
	"phpass":                "phpass, some thousand rounds of MD5",
	"md5crypt":              "md5crypt, a thousand rounds of MD5",
	"ssha":                  "SHA-1 with salt",
	"crypt":                 "crypt, of which DES reads eight letters only",
}

// likelyPassword: below it the name of the column alone has spoken.
const likelyPassword = .6
