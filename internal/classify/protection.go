package classify

import (
	"bytes"
	"encoding/base64"
)

// protectedBy are how values begin that were hashed, encrypted or replaced by
// a token.
var protectedBy = []struct{ prefix, by string }{
	{"$2a$", "bcrypt"}, {"$2b$", "bcrypt"}, {"$2y$", "bcrypt"}, {"$wp$2y$", "bcrypt"}, {"{bcrypt}", "bcrypt"}, {"{BLF-CRYPT}", "bcrypt"}, {"bcrypt$", "bcrypt"},
	{"$argon2", "argon2"}, {"argon2$", "argon2"}, {"{ARGON2", "argon2"}, {"{argon2}", "argon2"},
	{"$scrypt$", "scrypt"}, {"scrypt:", "scrypt"}, {"$7$", "scrypt"}, {"$y$", "yescrypt"},
	{"pbkdf2", "pbkdf2"}, {"$pbkdf2", "pbkdf2"}, {"{PBKDF2", "pbkdf2"},
	{"$6$", "sha2crypt"}, {"$5$", "sha2crypt"}, {"$1$", "md5crypt"}, {"$apr1$", "md5crypt"}, {"$P$", "phpass"}, {"$H$", "phpass"}, {"$S$", "drupal"}, {"{CRYPT}", "crypt"},
	{"{SSHA", "ssha"}, {"{SHA", "sha1"}, {"{MD5}", "md5"}, {"sha1$", "sha1"}, {"sha256$", "sha256"},
	{":pbkdf2:", "pbkdf2"}, {":B:", "md5"}, {"bcrypt_sha256$", "bcrypt"}, {"$bcrypt", "bcrypt"}, {"$2x$", "bcrypt"}, {"scrypt$", "scrypt"}, {"$gy$", "yescrypt"}, {"$sha1$", "sha1"}, {"$sha$", "sha256"}, {"$SHA$", "sha256"}, {"$md5$", "md5"}, {"md5$", "md5"}, {"{SMD5}", "md5"}, {"SCRAM-SHA-", "pbkdf2"}, {"sha256:", "pbkdf2"}, {"sha512$", "sha512"}, {"{ssha", "ssha"}, {"{pbkdf2", "pbkdf2"}, {"{scrypt", "scrypt"},
	{"AQAAAAEAA", "pbkdf2"}, {"AQAAAAIAA", "pbkdf2"}, // of ASP.NET, version 3
	{"eyJpdiI6", "encrypted"}, {"{\"iv\":", "encrypted"}, {"{\"ct\":", "encrypted"}, {"gAAAAA", "encrypted"},
	{"enc:", "encrypted"}, {"encrypted:", "encrypted"}, {"{\"p\":\"", "encrypted"}, {"{\"p\": \"", "encrypted"},
	{"vault:v", "encrypted"}, {"ENC(", "encrypted"}, {"ENC[", "encrypted"}, {"U2FsdGVkX1", "encrypted"}, {"AQICAH", "encrypted"}, {"-----BEGIN PGP MESSAGE", "encrypted"}, {"age-encryption.org", "encrypted"},
	{"tok_", "token"}, {"pm_", "token"}, {"src_", "token"}, {"card_", "token"}, {"ptok_", "token"}, {"tkn_", "token"}, {"tkn:", "token"}, {"token:", "token"},
}

// protectedFirst are the same by their first letter.
var protectedFirst = func() (t [256][]uint8) {
	for i, p := range protectedBy {
		t[p.prefix[0]] = append(t[p.prefix[0]], uint8(i))
	}
	return t
}()

// protection recognises values that are not in clear. stars is how many of
// their letters may stand for others.
func protection(cell []byte, stars int) string {
	n := len(cell)
	if n < 4 {
		return ""
	}
	for _, at := range protectedFirst[cell[0]] {
		if p := &protectedBy[at]; n >= len(p.prefix)+10 && string(cell[:len(p.prefix)]) == p.prefix {
			return p.by
		}
	}
	if n < 24 && (cell[0] == '<' || cell[0] == '[' || cell[0] == '(') && struckOut(cell[1:n-1]) {
		return "masked"
	}
	if n >= 35 {
		if by := salted(cell); by != "" {
			return by
		}
	}
	if n >= 32 && bytes.IndexByte(cell, ' ') < 0 {
		if by := digest(cell); by != "" {
			return by
		}
		if ciphertext(cell) || sealed(cell) {
			return "encrypted"
		}
	}
	if stars >= 2 && masked(cell) {
		return "masked"
	}
	return ""
}

var digests = map[int]string{32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}

func digest(cell []byte) string {
	by := digests[len(cell)]
	if by == "" {
		return ""
	}
	digit, letter := false, false
	for _, b := range cell {
		if isDigit(b) {
			digit = true
		} else if l := b | 0x20; l >= 'a' && l <= 'f' {
			letter = true
		} else {
			return ""
		}
	}
	if !digit || !letter {
		return ""
	}
	return by
}

// sealed recognises ciphertext in parts: a token of JWE, which has five, and what
// stands behind the vector or before the tag that it was made with.
func sealed(cell []byte) bool {
	if bytes.HasPrefix(cell, []byte("eyJ")) {
		return bytes.Count(cell, []byte(".")) == 4
	}
	sign := byte(0)
	for _, b := range cell {
		if b == ':' || b == '.' || b == '|' {
			sign = b
			break
		}
	}
	if sign == 0 || len(cell) > 4096 {
		return false
	}
	parts, body := 0, 0
	for part := range bytes.SplitSeq(cell, []byte{sign}) {
		if parts++; parts > 3 || len(part) < 16 || !(chanceHex(part) || ciphertext(part)) {
			return false
		}
		body += len(part)
	}
	return parts > 1 && body >= 44
}

// chanceHex says whether part is hexadecimal and of figures and letters.
func chanceHex(part []byte) bool {
	return len(part)%2 == 0 && hex(part) && bytes.ContainsAny(part, "0123456789") && bytes.ContainsAny(part, "abcdefABCDEF")
}

// struckOut says whether a cell names what was done to its value.
func struckOut(cell []byte) bool {
	var buf [24]byte
	switch string(lowered(buf[:0], cell)) {
	case "redacted", "masked", "removed", "hidden", "anonymized", "anonymised", "anonymisiert", "geschwärzt", "gelöscht", "anonymisé", "supprimé":
		return true
	}
	return false
}

// salted recognises digests that stand beside their salt (Joomla, Magento, xt:Commerce),
// MySQL's PASSWORD(), passwords of PostgreSQL, records of Keycloak, and bytes of
// chance as databases print them.
func salted(cell []byte) string {
	switch {
	case cell[0] == '*' && len(cell) == 41 && hex(cell[1:]):
		return "mysql_native_password" // SHA-1 twice, without salt
	case len(cell) == 35 && bytes.HasPrefix(cell, []byte("md5")) && hex(cell[3:]):
		return "postgres_md5" // with the user's name for salt
	case cell[0] == '{' && bytes.Contains(cell, []byte(`"salt"`)) && (bytes.Contains(cell, []byte(`"value"`)) || bytes.Contains(cell, []byte(`"hash"`))):
		return "pbkdf2"
	case len(cell) == 42 && cell[0] == '0' && hex(cell[2:]): // an address of Ethereum
		return ""
	case (bytes.HasPrefix(cell, []byte(`\x`)) || bytes.HasPrefix(cell, []byte("0x"))) && hex(cell[2:min(len(cell), 4096)]):
		odd := 0
		for i := 2; i+1 < len(cell) && i < 1024; i += 2 {
			if c := cell[i] | 0x20; c < '2' || c > '7' { // no letter of ASCII begins with another digit
				odd++
			}
		}
		if odd*6 > len(cell)-2 {
			return "encrypted"
		}
	}
	if at := bytes.IndexByte(cell, ':'); at > 0 && len(cell)-at < 80 && len(cell)-at > 2 {
		if by := digest(cell[:at]); by != "" && bytes.IndexByte(cell, ' ') < 0 {
			return by
		}
	}
	return ""
}

// ciphertext says whether cell is base64 of bytes that look like chance.
func ciphertext(cell []byte) bool {
	if len(cell) > 4096 {
		cell = cell[:4096]
	}
	upper, low, digit := false, false, false
	for _, b := range cell {
		switch {
		case isUpper(b):
			upper = true
		case isLetter(b):
			low = true
		case isDigit(b):
			digit = true
		case b != '+' && b != '/' && b != '=' && b != '-' && b != '_':
			return false
		}
	}
	if !upper || !low || !digit {
		return false
	}
	in := bytes.Map(func(r rune) rune {
		switch r {
		case '-':
			return '+'
		case '_':
			return '/'
		case '=':
			return -1
		}
		return r
	}, cell)
	in = in[:len(in)&^3]
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(in)))
	n, err := base64.RawStdEncoding.Decode(out, in)
	if err != nil {
		return false
	}
	odd := 0
	for _, b := range out[:n] {
		if b < 9 || b > 13 && b < 32 || b > 126 {
			odd++
		}
	}
	return odd*4 > n // of chance 63 in 100 are no letters
}

// crossed says whether x stand for digits: XXX-XX-1234.
func crossed(cell []byte) bool {
	x, digits := 0, 0
	for _, b := range cell {
		switch {
		case b|0x20 == 'x':
			x++
		case isDigit(b):
			digits++
		case b != '-' && b != ' ' && b != '.' && b != '/':
			return false
		}
	}
	return x >= 5 && x >= digits && len(cell) >= 6
}

// masked says whether part of the cell was struck out: a third by stars, dots
// or a run of x, or the local part of an address.
func masked(cell []byte) bool {
	if crossed(cell) {
		return true
	}
	struck, kept, x := 0, 0, 0
	for i, b := range cell {
		switch {
		case b == '*' || b == 0xe2 && i+2 < len(cell) && cell[i+1] == 0x80 && cell[i+2] == 0xa2:
			struck++
		case b|0x20 == 'x':
			if x++; x == 4 {
				struck += 4
			} else if x > 4 {
				struck++
			}
			continue
		case isAlnum(b):
			kept++
		}
		if x < 4 {
			kept += x
		}
		x = 0
	}
	at := bytes.IndexByte(cell, '@')
	return struck >= 3 && struck*2 >= kept && len(cell) >= 6 || struck >= 2 && at > 2 && cell[at-1] == '*'
}
