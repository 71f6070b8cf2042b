package classify

import "bytes"

// hashed takes the hash of a password where it begins, behind a quote, a colon, a blank or
// a sign: $2y$10$..., {SSHA}....
func hashed(text []byte, before int) (found, bool) {
	if before >= 0 && before+2 < len(text) && text[before] == ':' && text[before+1] == ' ' { // a directory's
		before++
	}
	v := text[before+1 : min(len(text), before+400)]
	known := false
	for _, w := range hashBegins {
		known = known || bytes.HasPrefix(v, w)
	}
	if !known {
		return found{}, false
	}
	n := 0
	for n < len(v) && v[n] > ' ' && (v[n] != ':' || v[0] == 'p' || v[0] == 's' || v[0] == 'S' || v[0] == 'a') && v[n] != '"' && v[n] != '\'' && v[n] != ';' && v[n] != '\\' && (v[n] != ',' || n+2 < len(v) && v[n+2] == '=') && v[n] != '<' && v[n] != ')' {
		n++
	}
	if n < 20 {
		return found{}, false
	}
	return hit("password", before+1, before+1+n, .9), true
}

// hashBegins are how hashes of passwords begin where programs write them with what they
// were made by (crypt(5), PHC string format, RFC 2307, Django, Werkzeug, GRUB, PostgreSQL).
var hashBegins = func() (out [][]byte) {
	for _, w := range []string{"$apr1$", "$1$", "$5$", "$6$", "$7$", "$8$", "$9$", "$2y$", "$2a$", "$2b$", "$2x$", "$y$", "$gy$", "$argon2", "$scrypt$", "$pbkdf2", "$P$", "$H$", "$S$", "$wp$2y$", "$sha1$", "$md5$", "$bcrypt-sha256$", "$krb5", "{SHA}", "{SSHA}", "{SSHA256}", "{SSHA512}", "{SHA256}", "{SHA512}", "{SMD5}", "{MD5}", "{CRYPT}", "{crypt}", "{ARGON2", "{PBKDF2", "{BLF-CRYPT}", "{SHA512-CRYPT}", "{bcrypt}$2", "pbkdf2_sha", "pbkdf2:sha", "scrypt:", "argon2:$argon2", "argon2$argon2", "bcrypt_sha256$$2", "bcrypt$$2", "sha1$", "SCRAM-SHA-", "grub.pbkdf2."} {
		out = append(out, []byte(w))
	}
	return out
}()

// dollar takes the hash that begins with the dollar at i.
func dollar(text []byte, i int) (found, bool) {
	if i+20 > len(text) || i > 0 && (isAlnum(text[i-1]) || text[i-1] == '$') {
		return found{}, false
	}
	if c := text[i+1]; !isAlnum(c) || text[i+2] != '$' && text[i+3] != '$' && c != 'a' && c != 's' && c != 'p' && c != 'w' && c != 'b' && c != 'm' && c != 'k' {
		return found{}, false
	}
	f, ok := hashed(text, i-1)
	if !ok {
		return f, false
	}
	for _, c := range text[f.start:f.end] { // all else is another alphabet's bytes
		if !isAlnum(c) && bytes.IndexByte([]byte("./$=,+-_*@"), c) < 0 {
			return f, false
		}
	}
	return f, varied(text[f.start:f.end])
}

// wordHash takes the hash of a password that begins with the word at i.
func wordHash(text []byte, i int) (found, bool) {
	if i > 0 && (isAlnum(text[i-1]) || text[i-1] == '_' || text[i-1] == '-') {
		return found{}, false
	}
	f, ok := hashed(text, i-1)
	if !ok || f.end-f.start < 40 || bytes.Count(text[f.start:f.end], []byte("$"))+bytes.Count(text[f.start:f.end], []byte(".")) < 2 {
		return found{}, false
	}
	return f, true
}

// bareHash takes what is a hash of a password by its length and the sign before it, or by
// the line that it stands in: '*94BD...' of MySQL, 'md5...' of PostgreSQL, 'S:...' of
// Oracle, bob:500:LM:NT::: of Windows.
func (s *scanner) bareHash(i, end int) (found, bool) {
	text, n := s.text, end-i
	switch {
	case n == 40 && i > 0 && text[i-1] == '*' && (i == 1 || text[i-2] == '\n' || text[i-2] == '\'' || text[i-2] == '"' || text[i-2] == ' ' || text[i-2] == '\t' || text[i-2] == ',') && hex(text[i:end]) && chanceHex(text[i:end]):
		return hit("password", i-1, end, .9), true
	case n == 35 && i > 0 && (text[i-1] == '\'' || text[i-1] == '"') && string(text[i:i+3]) == "md5" && chanceHex(text[i+4:end]) && hex(text[i+3:i+4]):
		return hit("password", i, end, .9), true
	case n == 60 && i > 2 && text[i-1] == ':' && text[i-2] == 'S' && (text[i-3] == '\'' || text[i-3] == ';') && chanceHex(text[i:end]):
		return hit("password", i-2, end, .9), true
	case n == 32 && end+36 < len(text) && text[end] == ':' && i > 2 && text[i-1] == ':' && isDigit(text[i-2]) && hex(text[i:end]) && chanceHex(text[end+1:end+33]) && text[end+33] == ':' && text[end+34] == ':':
		return hit("password", i, end+33, .95), true
	}
	return found{}, false
}
