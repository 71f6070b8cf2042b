package classify

import "bytes"

func privateKey(text []byte, i int) (Find, bool) {
	line := text[i:min(len(text), i+80)]
	if !bytes.Contains(line, []byte("PRIVATE KEY-----")) {
		return Find{}, false
	}
	end := i + len(line)
	if j := bytes.Index(text[i:min(len(text), i+8192)], []byte("-----END ")); j > 0 {
		end = i + j + len("-----END ")
	}
	return Find{"private_key", i, end, .99}, true
}

// connection takes scheme://user:password@host, from its colon.
func connection(text []byte, i, from int) (Find, bool) {
	start := i
	for start > from && i-start < 24 && (isAlnum(text[start-1]) || text[start-1] == '+') {
		start--
	}
	end := i + 3
	at, colon := -1, -1
	for end < len(text) && end-i < 256 {
		c := text[end]
		if c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' || c == '/' && at < 0 || c == '?' && at < 0 {
			break
		}
		if c == '@' {
			at = end
		}
		if c == ':' && colon < 0 {
			colon = end
		}
		end++
		if at > 0 && c == '/' {
			break
		}
	}
	if start == i || at < 0 || colon < 0 || colon > at || at-colon < 2 || colon == i+3 && at-colon < 4 {
		return Find{}, false
	}
	pw := text[colon+1 : at]
	if placeholder(pw) {
		return Find{}, false
	}
	return Find{"connection_string", start, end, .97}, true
}

func placeholder(v []byte) bool {
	if len(v) < 3 || v[0] == '$' || v[0] == '<' || v[0] == '{' || v[0] == '%' || v[0] == '*' {
		return true
	}
	low := string(bytes.ToLower(v))
	switch low {
	case "password", "passwort", "changeme", "xxxx", "xxxxx", "xxxxxx", "xxxxxxxx", "secret", "none", "null", "true", "false", "required", "optional", "example", "your_password", "yourpassword", "mypassword", "pass", "hidden", "redacted", "reset", "forgot", "string", "undefined":
		return true
	}
	return bytes.Count(v, v[:1]) == len(v)
}

// capitals takes what begins with a capital and has a known prefix.
func capitals(text []byte, i int) (Find, bool) {
	rest := text[i:]
	if (bytes.HasPrefix(rest, []byte("AKIA")) || bytes.HasPrefix(rest, []byte("ASIA"))) && run(rest) == 20 {
		for _, c := range rest[:20] {
			if !isUpper(c) && !isDigit(c) {
				return Find{}, false
			}
		}
		if bytes.HasSuffix(rest[:20], []byte("EXAMPLE")) {
			return Find{}, false
		}
		return Find{"aws_key", i, i + 20, .97}, true
	}
	if f, ok := assigned(text, i); ok {
		return f, true
	}
	return person(text, i)
}

// run is how many letters, digits, dashes and underscores b begins with.
func run(b []byte) int {
	n := 0
	for n < len(b) && (isAlnum(b[n]) || b[n] == '_' || b[n] == '-') {
		n++
	}
	return n
}

// word takes what begins with a small letter: tokens, and passwords behind their word.
func word(text []byte, i int) (Find, bool) {
	rest := text[i:]
	switch rest[0] {
	case 'g':
		for _, p := range []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_"} {
			if bytes.HasPrefix(rest, []byte(p)) && run(rest) == 40 {
				return Find{"github_token", i, i + 40, .98}, true
			}
		}
		if bytes.HasPrefix(rest, []byte("github_pat_")) && run(rest) > 40 {
			return Find{"github_token", i, i + run(rest), .98}, true
		}
	case 's', 'r':
		if n := run(rest); n >= 24 && (bytes.HasPrefix(rest, []byte("sk_live_")) || bytes.HasPrefix(rest, []byte("rk_live_"))) {
			return Find{"stripe_key", i, i + n, .98}, true
		}
	case 'x':
		if n := run(rest); n >= 20 && bytes.HasPrefix(rest, []byte("xox")) && len(rest) > 4 && rest[4] == '-' {
			return Find{"slack_token", i, i + n, .95}, true
		}
	case 'e':
		if bytes.HasPrefix(rest, []byte("eyJ")) {
			n, dots := 0, 0
			for n < len(rest) && (isAlnum(rest[n]) || rest[n] == '_' || rest[n] == '-' || rest[n] == '.') {
				if rest[n] == '.' {
					dots++
				}
				n++
			}
			if dots == 2 && n > 60 {
				return Find{"jwt", i, i + n, .95}, true
			}
		}
	}
	return assigned(text, i)
}

var passwordWords = [][]byte{[]byte("password"), []byte("passwort"), []byte("passwd"), []byte("pwd"), []byte("kennwort"), []byte("motdepasse"), []byte("contraseña"), []byte("db_pass"), []byte("secret_key"), []byte("api_key"), []byte("apikey"), []byte("auth_token"), []byte("access_token"), []byte("client_secret")}

// assigned takes name = value where the name says that the value is a secret:
// password: ..., DB_PASSWORD="...", <password>...
func assigned(text []byte, i int) (Find, bool) {
	n := run(text[i:])
	if n < 3 || n > 40 {
		return Find{}, false
	}
	var buf [40]byte
	for j := range n {
		c := text[i+j]
		if isUpper(c) {
			c |= 0x20
		}
		buf[j] = c
	}
	name := buf[:n]
	hit := false
	for _, w := range passwordWords {
		if bytes.HasSuffix(name, w) {
			hit = true
			break
		}
	}
	if !hit {
		return Find{}, false
	}
	at := i + n
	for at < len(text) && (text[at] == '"' || text[at] == '\'' || text[at] == ']') {
		at++
	}
	for at < len(text) && text[at] == ' ' {
		at++
	}
	if at >= len(text) || text[at] != '=' && text[at] != ':' {
		return Find{}, false
	}
	for at++; at < len(text) && (text[at] == '=' || text[at] == '>' || text[at] == ' '); at++ {
	}
	quote := byte(0)
	if at < len(text) && (text[at] == '"' || text[at] == '\'') {
		quote = text[at]
		at++
	}
	end := at
	for end < len(text) && end-at < 128 {
		c := text[end]
		if quote != 0 && c == quote || quote == 0 && (c <= ' ' || c == ',' || c == ';' || c == '"') || c == '\n' {
			break
		}
		end++
	}
	v := text[at:end]
	if len(v) < 4 || placeholder(v) || bytes.IndexByte(v, '(') >= 0 || bytes.IndexByte(v, ' ') >= 0 && quote == 0 {
		return Find{}, false
	}
	return Find{"password", at, end, .85}, true
}

// secretNumber takes the three digits of a card's back where a word says so.
func secretNumber(text []byte, i, end int) (Find, bool) {
	if n := end - i; (n == 3 || n == 4) && near(text, i, "cvv", "cvc", "cv2", "card verification", "prüfziffer der karte") {
		return Find{"cvv", i, end, .9}, true
	}
	return Find{}, false
}
