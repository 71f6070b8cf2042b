package classify

import "bytes"

var pemBegin = []byte("-----BEGIN ")

func privateKey(text []byte, i int) (Find, bool) {
	line := text[i:min(len(text), i+80)]
	if j := bytes.IndexByte(line, '\n'); j >= 0 {
		line = line[:j]
	}
	j := bytes.Index(line, []byte("PRIVATE KEY-----"))
	if j < 0 || bytes.IndexByte(line[:j], '"') >= 0 {
		return Find{}, false
	}
	end := i + j + len("PRIVATE KEY-----")
	if k := bytes.Index(text[end:min(len(text), i+16384)], []byte("-----END ")); k >= 0 {
		end += k + len("-----END ")
		if k := bytes.Index(text[end:min(len(text), end+40)], []byte("-----")); k >= 0 {
			end += k + len("-----")
		}
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
		if at > 0 && (c == '/' || c == '?' || c == ',') {
			break
		}
		end++
	}
	if start == i || at < 0 || colon < 0 || colon > at || at-colon < 2 || colon == i+3 && at-colon < 4 || end == at+1 {
		return Find{}, false
	}
	if placeholder(text[colon+1 : at]) {
		return Find{}, false
	}
	return Find{"connection_string", start, end, .97}, true
}

var placeholders = map[string]bool{}

func init() {
	for _, w := range []string{"password", "passwort", "changeme", "secret", "none", "null", "nil", "true", "false", "required", "optional", "example", "your_password", "yourpassword", "your-password", "mypassword", "pass", "hidden", "redacted", "reset", "forgot", "string", "undefined", "value", "text", "env", "user", "username", "test", "todo", "tbd", "siehe", "bool", "boolean", "object", "self", "this"} {
		placeholders[w] = true
	}
}

func placeholder(v []byte) bool {
	if len(v) < 3 || v[0] == '$' || v[0] == '<' || v[0] == '{' || v[0] == '%' || v[0] == '*' || v[0] == '[' {
		return true
	}
	var buf [16]byte
	if len(v) <= len(buf) {
		n := copy(buf[:], v)
		for i := range buf[:n] {
			buf[i] = lower(buf[i])
		}
		if placeholders[string(buf[:n])] {
			return true
		}
	}
	return bytes.Count(v, v[:1]) == len(v)
}

// passwordWords end the names of settings that are secrets.
var passwordWords = []string{"password", "passwort", "passwd", "passphrase", "pwd", "kennwort", "motdepasse", "mot de passe", "contraseña", "wachtwoord", "hasło", "haslo", "_pass", "-pass", "secret_key", "secretkey", "secret-key", "accesskey", "access_key", "api_key", "apikey", "api-key", "auth_token", "authtoken", "access_token", "accesstoken", "client_secret", "clientsecret", "client-secret", "accountkey", "sharedaccesskey"}

// assigned takes name = value where the name says that the value is a secret:
// password: ..., DB_PASSWORD="...", <password>...; sign is the place of the sign.
func assigned(text []byte, sign int) (Find, bool) {
	end := sign
	for end > 0 && sign-end < 4 && (text[end-1] == ' ' || text[end-1] == '"' || text[end-1] == '\'' || text[end-1] == ']') {
		end--
	}
	if end < 3 {
		return Find{}, false
	}
	switch lower(text[end-1]) {
	case 'd', 't', 'e', 's', 'y', 'n', 'a', 'o':
	default:
		return Find{}, false
	}
	from := max(0, end-16)
	var buf [16]byte
	n := 0
	for _, c := range text[from:end] {
		buf[n] = lower(c)
		n++
	}
	name := buf[:n]
	if !secretName(name) {
		return Find{}, false
	}
	if text[sign] == '>' {
		open := bytes.LastIndexByte(text[max(0, end-40):end], '<')
		if open < 0 || bytes.IndexByte(text[max(0, end-40)+open:end], '/') >= 0 {
			return Find{}, false
		}
	}
	return secretValue(text, sign)
}

func secretName(name []byte) bool {
	for _, w := range passwordWords {
		if bytes.HasSuffix(name, []byte(w)) {
			return true
		}
	}
	return string(name) == "pass" || len(name) > 4 && bytes.HasSuffix(name, []byte("pass")) && !isAlnum(name[len(name)-5])
}

func secretValue(text []byte, sign int) (Find, bool) {
	at := sign + 1
	for at < len(text) && at-sign < 6 && (text[at] == '=' || text[at] == '>' || text[at] == ' ') {
		at++
	}
	double := at-sign > 1 && (text[sign+1] == '=') // a comparison
	quote := byte(0)
	if at < len(text) && (text[at] == '"' || text[at] == '\'') {
		quote = text[at]
		at++
	}
	xml := text[sign] == '>'
	end := at
	for end < len(text) && end-at < 256 {
		c := text[end]
		if quote != 0 && c == quote || c == '\n' || c == '\r' || quote == 0 && (c <= ' ' || c == ',' || c == ';' || c == '"' || c == '&' && !xml || c == '<' && xml) {
			break
		}
		end++
	}
	v := text[at:end]
	if len(v) < 4 || double || placeholder(v) || bytes.IndexByte(v, ' ') >= 0 && quote == 0 {
		return Find{}, false
	}
	if quote == 0 {
		for _, c := range v {
			if c == '(' || c == '[' || c == '{' || c == '@' && text[sign] == '=' {
				return Find{}, false // a call, an index: code
			}
		}
		if spoken(v) && (end < len(text)-1 && text[end] == ' ' && isAlnum(text[end+1]) || text[sign] == ':' && len(v) < 8) {
			return Find{}, false // a sentence goes on
		}
	}
	return Find{"password", at, end, .85}, true
}

// spoken says whether v is small letters only, as words are.
func spoken(v []byte) bool {
	for _, c := range v {
		if (c < 'a' || c > 'z') && c < 0x80 {
			return false
		}
	}
	return true
}

var cvvWords = newWords("cvv", "cvv2", "cvc", "cvc2", "cv2", "card verification", "card code", "prüfziffer der karte", "kartenprüf")

// secretNumber takes the three digits of a card's back where a word says so.
func secretNumber(text []byte, i, end int) (Find, bool) {
	n := end - i
	if n != 3 && n != 4 {
		return Find{}, false
	}
	before := text[max(0, i-12):i]
	if bytes.IndexByte(before, 'v') < 0 && bytes.IndexByte(before, 'V') < 0 && bytes.IndexByte(before, 'd') < 0 {
		return Find{}, false
	}
	from := max(0, i-14) // the word and the number, nothing else between
	if !near(text[from:], i-from, cvvWords) {
		return Find{}, false
	}
	return Find{"cvv", i, end, .9}, true
}
