package classify

import "bytes"

var pemBegin = []byte("-----BEGIN ")

func privateKey(text []byte, i int) (found, bool) {
	if i > 0 && text[i-1] == '-' {
		return found{}, false
	}
	line := text[i:min(len(text), i+80)]
	if !bytes.HasPrefix(line, pemBegin) {
		return otherArmour(text, i, line)
	}
	if bytes.HasPrefix(line, openVPN) {
		return otherArmour(text, i, line)
	}
	if j := bytes.IndexByte(line, '\n'); j >= 0 {
		line = line[:j]
	}
	j := bytes.Index(line, []byte("PRIVATE KEY-----"))
	if j < 0 {
		if k := bytes.Index(line, []byte("PGP PRIVATE KEY BLOCK-----")); k >= 0 {
			j = k + len("PGP PRIVATE KEY BLOCK-----") - len("PRIVATE KEY-----")
		}
	}
	if j < 0 || bytes.IndexByte(line[:j], '"') >= 0 {
		return found{}, false
	}
	end := i + j + len("PRIVATE KEY-----")
	head := end
	if k := bytes.Index(text[end:min(len(text), i+16384)], []byte("-----END ")); k >= 0 {
		end += k + len("-----END ")
		if k := bytes.Index(text[end:min(len(text), end+40)], []byte("-----")); k >= 0 {
			end += k + len("-----")
		}
	}
	if end > head && end-head < 120 && outlined(text[head:end]) {
		return found{}, false // the armour of an example
	}
	return hit("private_key", i, end, .99), true
}

// otherArmour takes keys of SSH programs of old (RFC 4716 has the public half) and static
// keys of OpenVPN.
func otherArmour(text []byte, i int, line []byte) (found, bool) {
	end := []byte("---- END SSH2")
	if bytes.HasPrefix(line, openVPN) {
		end = []byte("-----END OpenVPN")
	} else if !bytes.HasPrefix(line, []byte("---- BEGIN SSH2 ")) || !bytes.Contains(line, []byte("PRIVATE KEY")) {
		return found{}, false
	}
	rest := text[i:min(len(text), i+16384)]
	stop := bytes.Index(rest, end)
	if stop < 200 || bytes.Contains(rest[:stop], []byte("...")) {
		return found{}, false
	}
	return hit("private_key", i, lineEnd(text, i+stop, 80), .99), true
}

var openVPN = []byte("-----BEGIN OpenVPN Static key")

// outlined says whether the armour of a key in an example is empty.
func outlined(body []byte) bool {
	body = bytes.TrimSuffix(body, []byte("-----"))
	if i := bytes.Index(body, []byte("-----END")); i >= 0 {
		body = body[:i]
	}
	return bytes.Contains(body, []byte("...")) || !bytes.ContainsFunc(body, func(r rune) bool { return r >= '0' && r < 0x80 })
}

// connection takes scheme://user:password@host, from its colon.
func connection(text []byte, i, from int) (found, bool) {
	end := i + 3
	at, colon := -1, -1
	for end < len(text) && end-i < 256 {
		c := text[end]
		if !ofURL[c] {
			end++
			continue
		}
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
	if at < 0 || colon < 0 {
		return found{}, false
	}
	start := i
	for start > from && i-start < 24 && (isAlnum(text[start-1]) || text[start-1] == '+') {
		start--
	}
	if start == i || colon > at || at-colon < 2 || colon == i+3 && at-colon < 4 || end == at+1 {
		return found{}, false
	}
	if placeholder(text[colon+1 : at]) {
		return found{}, false
	}
	return hit("connection_string", start, end, .97), true
}

// ofURL are the bytes that mean something in an address with a password.
var ofURL = func() (t [256]bool) {
	for c := range t {
		t[c] = c <= ' ' || bytes.IndexByte([]byte("\"'<>`/?@:,"), byte(c)) >= 0
	}
	return t
}()

var placeholders = map[string]bool{}

func init() {
	for _, w := range []string{"password", "passwort", "changeme", "secret", "none", "null", "nil", "true", "false", "required", "optional", "example", "your_password", "yourpassword", "your-password", "mypassword", "pass", "hidden", "redacted", "reset", "forgot", "string", "undefined", "value", "text", "env", "user", "username", "test", "todo", "tbd", "siehe", "bool", "boolean", "object", "self", "this", "xxx", "xxxx", "yes", "no", "on", "off", "new", "old", "and", "or", "is", "the", "confirm", "incorrect", "invalid", "wrong", "expired", "missing", "int", "varchar", "char", "type", "input", "field", "label", "your_secret", "your_api_key", "not", "set", "unset", "default", "empty", "unknown", "n/a", "keine", "unbekannt", "passwords", "kennwort", "token", "password123456", "changeit", "my_password", "insert", "replace", "replace_me", "replaceme", "change_me", "change-me", "number", "any", "masked", "encrypted", "prompt", "stdin", "file", "keyring", "vault", "wymagane", "erforderlich", "pflichtfeld", "obligatoire", "requis", "obligatorio", "requerido", "obbligatorio", "richiesto", "verplicht", "vereist", "obrigatório", "påkrævd", "krävs", "pakollinen", "povinné", "kötelező", "zorunlu", "обязательно", "mandatory", "geheimnis", "geheim", "secreto", "segreto", "segredo", "tajemnica", "hemlighet", "hasło", "contraseña", "wachtwoord", "senha", "heslo", "şifre", "parola", "jeton", "пароль", "Пароль", "Новый пароль"} {
		placeholders[w] = true
	}
}

func placeholder(v []byte) bool {
	if len(v) < 3 || v[0] == '!' && len(v) > 4 && spoken(v[1:]) || v[0] == '#' && v[1] == '{' || bytes.Contains(v, []byte("EXAMPLE")) || v[0] == '$' && (len(v) < 2 || !isDigit(v[1]) && v[1] != 'P' && v[1] != 'a') || v[0] == '<' || v[0] == '{' || v[0] == '%' || v[0] == '*' && (v[1] == '*' || !varied(v)) || v[0] == '[' || v[0] == '!' && tagged(v) || bytes.Contains(v, []byte("/secrets/")) || keptElsewhere(v) {
		return true
	}
	var buf [24]byte
	if w := bytes.TrimRight(v, ".!"); len(w) > 2 && len(w) <= len(buf) { // required.
		n := copy(buf[:], w)
		for i := range buf[:n] {
			buf[i] = lower(buf[i])
		}
		if placeholders[string(buf[:n])] {
			return true
		}
	}
	if namesItself(v) || publicKeyOf(v) {
		return true
	}
	for _, p := range fillers {
		if len(v) >= len(p) && bytes.EqualFold(v[:len(p)], p) {
			return true
		}
	}
	if bytes.HasSuffix(v, []byte("...")) || calls(v) {
		return true
	}
	return filledIn(v) || len(v) > 9 && alphabetic(v)
}

// publicKeyOf says whether v is the half of a pair of keys that a page shows to everybody, the
// parameter of a statement, or a pattern that values are measured by.
func publicKeyOf(v []byte) bool {
	switch v[0] {
	case 'p':
		return bytes.HasPrefix(v, []byte("pk_")) || bytes.HasPrefix(v, []byte("pk.eyJ")) || bytes.HasPrefix(v, []byte("phc_")) || bytes.HasPrefix(v, []byte("pub_")) || bytes.HasPrefix(v, []byte("public"))
	case ':':
		return len(v) > 2 && spoken(bytes.ReplaceAll(v[1:], []byte("_"), nil))
	case '^':
		return v[len(v)-1] == '$'
	}
	return false
}

// keptElsewhere says whether v says where a secret is kept, or is one that only its keeper opens.
func keptElsewhere(v []byte) bool {
	for _, w := range elsewhere {
		if bytes.HasPrefix(v, w) {
			return true
		}
	}
	return len(v) > 150 && v[0] == 'A' && v[1] == 'g' && (v[2]-'A' < 4) // sealed for a cluster
}

var elsewhere = [][]byte{[]byte("ssm:/"), []byte("ENC["), []byte("ref+"), []byte("file:/"), []byte("secret://"), []byte("gcp-secret:"), []byte("awssm:"), []byte("string)")}

// calls says whether v is a call: env(DB_PASSWORD).
func calls(v []byte) bool {
	open := bytes.IndexByte(v, '(')
	return open > 1 && v[len(v)-1] == ')' && code(v[:open]) && code(v[open+1:len(v)-1])
}

// tagged says whether v begins with a tag of YAML, a word behind an exclamation mark.
func tagged(v []byte) bool {
	word, under := v[1:], false
	if at := bytes.IndexByte(word, ' '); at >= 0 {
		word = word[:at]
	}
	for _, c := range word {
		if under = under || c == '_' || isUpper(word[0]) && len(word) < 9; c != '_' && !isLetter(c) {
			return false
		}
	}
	return under || len(word) < len(v)-1
}

// fillers begin what a reader is asked to replace.
var fillers = [][]byte{[]byte("your_"), []byte("your-"), []byte("your "), []byte("yourpass"), []byte("yourapi"), []byte("my-secret"), []byte("my_secret"), []byte("change_"), []byte("change-"), []byte("replace_"), []byte("replace-"), []byte("insert_"), []byte("insert-"), []byte("enter_"), []byte("example"), []byte("xxxx"), []byte("dummy"), []byte("placeholder")}

// notSecret end names that hold no secret themselves: passwordRef, secret_path.
var notSecret = []string{"ref", "_id", "keyid", "arn", "existingsecret", "passwordkey", "manager", "version", "file", "path", "field", "label", "length", "policy", "hint", "url", "uri", "type", "name", "expires", "expiry", "attempts", "reset", "prompt", "placeholder", "text", "error", "message", "min", "max", "count"}

func namesNoSecret(text []byte, end int) bool {
	var buf [16]byte
	from := max(0, end-len(buf))
	n := copy(buf[:], text[from:end])
	for i := range buf[:n] {
		buf[i] = lower(buf[i])
	}
	for _, w := range notSecret {
		if bytes.HasSuffix(buf[:n], []byte(w)) {
			return true
		}
	}
	return false
}

// assigned takes name = value where the name, which ends shortly before the
// sign, says that the value is a secret: password: ..., DB_PASSWORD="...",
// <password>...; sign is the place of the sign.
func (s *scanner) assigned(sign int) (found, bool) {
	text := s.text
	end := sign
	for end > 0 && sign-end < 6 && (text[end-1] == ' ' || text[end-1] == '"' || text[end-1] == '\'' || text[end-1] == ']' || text[end-1] == '\\' || text[end-1] == '+' || text[end-1] == '*') {
		end--
	}
	if end < 2 || text[end-1] == '=' || text[end-1] == '!' || int(s.seen[ctxSecret]) > end || bytes.IndexByte(text[s.seen[ctxSecret]:end], ',') >= 0 || namesNoSecret(text, end) || ofPassport(text, end) {
		return found{}, false
	}
	if sign+1 < len(text) && text[sign] == ':' && (text[sign+1] == '?' || text[sign+1] == '-') && s.innerVariable(end) {
		return found{}, false // ${DB_PASSWORD:?missing}
	}
	if text[sign] == ':' && sign == end && sign+1 < len(text) && text[sign+1] > ' ' && s.innerPart(end) {
		return found{}, false // arn:aws:secretsmanager:...:secret:crm
	}
	if text[sign] == '>' {
		open := bytes.LastIndexByte(text[max(0, end-60):end], '<')
		if open < 0 || bytes.IndexByte(text[max(0, end-60)+open:end], '/') >= 0 {
			return found{}, false
		}
	}
	return secretValue(text, sign)
}

// defined takes define('DB_PASSWORD', '...') of PHP, from the end of the name.
func (s *scanner) defined(i, end int) (found, bool) {
	text := s.text
	for end < len(text) && (isAlnum(text[end]) || text[end] == '_') {
		end++
	}
	for end < len(text) && text[end] == ']' {
		end++
	}
	if end+3 >= len(text) || text[end] != '\'' && text[end] != '"' || text[end+1] != ',' {
		return found{}, false
	}
	if bytes.Contains(text[max(s.line, i-60):i], []byte("define(")) {
		return secretValue(text, end+1)
	}
	quote := text[end]
	at := end + 2
	if bytes.HasPrefix(text[at:], []byte("\"value\":")) { // "key":"password","value":"k3..."
		at += len("\"value\":")
	} else if open := bytes.LastIndexByte(text[max(s.line, i-60):i], quote); !bytes.Contains(text[max(s.line, i-60):i], []byte("buildConfigField(")) && (open < 1 || text[max(s.line, i-60)+open-1] != '(') { // no first argument
		return found{}, false
	}
	for at < len(text) && text[at] == ' ' {
		at++
	}
	if at >= len(text) || text[at] != '\'' && text[at] != '"' {
		return found{}, false
	}
	if text[at] == '"' && at+2 < len(text) && text[at+1] == '\\' && text[at+2] == '"' { // quotes within the quotes
		at += 2
	}
	f, ok := quotedSaid(text, at)
	if ok && text[f.end-1] == '\\' {
		f.end--
	}
	return f, ok && varied(text[f.start:f.end])
}

// blockValue takes the one line of a block of YAML, | or > with its signs, from there.
func blockValue(text []byte, at int) (found, bool) {
	line := lineEnd(text, at, 8)
	if at == line || len(bytes.Trim(text[at:line], "|>-+\r ")) > 0 || line >= len(text) {
		return found{}, false
	}
	from := line + 1
	for from < len(text) && from-line < 24 && (text[from] == ' ' || text[from] == '\t') {
		from++
	}
	end := lineEnd(text, from, 300)
	for end > from && text[end-1] <= ' ' {
		end--
	}
	v := text[from:end]
	if from == line+1 || len(v) < 6 || bytes.ContainsAny(v, " \t") || placeholder(v) || v[0] == '-' || v[0] == '{' || v[0] == '#' {
		return found{}, false
	}
	return hit("password", from, end, .85), true
}

// otherwise takes what stands for a value that is not set: process.env.KEY || "k3...".
// at is where what it stands for begins.
func otherwise(text []byte, at int) (found, bool) {
	line := text[at:lineEnd(text, at, 120)]
	for _, w := range [][]byte{[]byte("|| "), []byte("?? "), []byte(" or "), []byte("?: ")} {
		if k := bytes.LastIndex(line, w); k > 2 {
			if from := k + len(w); from < len(line) && (line[from] == '"' || line[from] == '\'') && !bytes.ContainsAny(line[:k], "\"';,=") {
				f, ok := quotedSaid(text, at+from)
				return f, ok && varied(text[f.start:f.end])
			}
		}
	}
	return found{}, false
}

func secretValue(text []byte, sign int) (found, bool) {
	at := sign + 1
	for at < len(text) && at-sign < 24 && (text[at] == '=' || text[at] == '>' || text[at] == ' ' || text[at] == '\t') {
		at++
	}
	if at < len(text) && text[at] == '\n' && text[sign] == ':' && at == sign+1 { // a long value of YAML begins on the next line
		to := at + 1
		for to < len(text) && to-at < 24 && text[to] == ' ' {
			to++
		}
		if to < len(text) && to > at+1 && (text[to] == '"' || text[to] == '\'') {
			at = to
		}
	}
	if at+1 < len(text) && text[sign] == ':' && at > sign+1 && text[at-1] == '>' && (text[at] == '\n' || text[at] == '-' && text[at+1] == '\n') {
		if f, ok := blockValue(text, at-1); ok {
			return f, true
		}
	}
	if at+1 < len(text) && text[sign] == ':' && text[at] == '|' { // a block of YAML
		if f, ok := blockValue(text, at); ok {
			return f, true
		}
	}
	double := at-sign > 1 && (text[sign+1] == '=') // a comparison
	if double && at < len(text) && (text[at] == '"' || text[at] == '\'') {
		f, ok := quotedSaid(text, at)
		return f, ok && varied(text[f.start:f.end])
	}
	if at+3 < len(text) && text[sign] == ':' && text[at] == '*' && text[at+1] == '*' && text[at+2] == ' ' { // **Password:** of Markdown
		at += 3
	}
	quote, escaped := byte(0), false
	for at+1 < len(text) && text[at] == '\\' && (text[at+1] == '"' || text[at+1] == '\\') { // JSON within JSON
		escaped = true
		at++
	}
	if at+1 < len(text) && (text[at] == 'b' || text[at] == 'N') && (text[at+1] == '\'' || text[at+1] == '"') { // bytes of Python, letters of SQL
		at++
	}
	if at < len(text) && (text[at] == '"' || text[at] == '\'' || text[at] == '`') {
		quote = text[at]
		at++
	}
	if at > 0 && at < len(text) && text[at] == '$' {
		if f, ok := hashed(text, at-1); ok {
			return f, true
		}
	}
	xml := text[sign] == '>'
	if xml { // <token>, and the value on a line of its own
		for at < len(text) && at-sign < 48 && (text[at] == '\n' || text[at] == '\r' || text[at] == ' ' || text[at] == '\t') {
			at++
		}
	}
	end := at
	for end < len(text) && end-at < 256 {
		c := text[end]
		if quote != 0 && (c == quote && text[end-1] != '\\' || escaped && c == '\\') || c == '\n' || c == '\r' || quote == 0 && (c <= ' ' || c == ',' && !xml || c == ';' && !xml || c == '"' || c == '&' && !xml && parameter(text, end) || c == '<' && xml) {
			break
		}
		end++
	}
	if xml {
		stop := end
		for stop < len(text) && stop-end < 24 && (text[stop] == '\n' || text[stop] == '\r' || text[stop] == ' ') {
			stop++
		}
		if stop < len(text) && text[stop] != '<' && bytes.HasSuffix(text[:sign], []byte("<auth-user-pass")) { // the user stands before it
			at, end = stop, stop
			for end < len(text) && text[end] > ' ' {
				end++
			}
			for stop = end; stop < len(text) && stop-end < 8 && text[stop] <= ' '; {
				stop++
			}
		}
		if stop >= len(text) || text[stop] != '<' {
			return found{}, false
		}
		for end > at && text[end-1] <= ' ' {
			end--
		}
	}
	v := text[at:end]
	if quote != 0 && bytes.HasPrefix(v, pemBegin) { // a key in JSON
		return quotedKey(text, at)
	}
	if quote == 0 && !xml {
		for len(v) > 0 && (v[len(v)-1] == '\'' || v[len(v)-1] == ')' && bytes.IndexByte(v, '(') < 0 || v[len(v)-1] == '}' && bytes.IndexByte(v, '{') < 0) {
			v = v[:len(v)-1]
		}
		end = at + len(v)
	}
	if quote == 0 && startsLike(v, "convertto-securestring") && end+1 < len(text) && (text[end+1] == '"' || text[end+1] == '\'') {
		return secretValue(text, end)
	}
	if quote == 0 && !xml && text[sign] != '>' && end+3 < len(text) && text[end] == ' ' && (text[end+1] == '|' || text[end+1] == '?' || text[end+1] == 'o') {
		if f, ok := otherwise(text, at); ok {
			return f, true
		}
	}
	if len(v) < 3 || double || placeholder(v) && !(quote == '\'' && v[0] == '$' && literal(v[1:])) || bytes.IndexByte(v, ' ') >= 0 && quote == 0 || bytes.Contains(v, []byte("${")) || bytes.Contains(v, []byte("{{")) || bytes.HasPrefix(v, []byte("ENC(")) {
		return found{}, false
	}
	if quote != 0 && bytes.Count(v, []byte(" ")) > 1 && !xml && worded(v) { // a sentence of a translation
		return found{}, false
	}
	if at := bytes.IndexByte(v, ' '); at > 2 && quote != 0 && worded(v) && v[len(v)-1] == '?' && placeholder(v[:at]) { // forgotten?
		return found{}, false
	}
	if quote == 0 && !xml {
		for i, c := range v {
			if c == '(' || c == '[' || c == '{' || c == '.' && i > 0 && (text[sign] == '=' || end < len(text) && text[end] == ',') && code(v) {
				return found{}, false // a call, an index: code
			}
		}
		if spoken(v) && (end < len(text)-1 && text[end] == ' ' && isAlnum(text[end+1]) || text[sign] == ':' && len(v) < 8) {
			return found{}, false // a sentence goes on
		}
		if text[sign] == ':' && len(v) < 6 && allDigits(v) && at-sign > 2 {
			return found{}, false
		}
	}
	if f, ok := token(text, at); ok && int(f.end) == end {
		return f, true
	}
	return hit("password", at, end, .85), true
}

// literal says whether what a dollar stands before in single quotes is no variable's name.
func literal(v []byte) bool {
	return len(v) > 6 && varied(v) && isDigit(v[len(v)-1]) && mixedSize(v) && bytes.IndexByte(v, '_') < 0 && !placeholder(v)
}

// mixedSize says whether v has large and small letters.
func mixedSize(v []byte) bool {
	upper, low := false, false
	for _, c := range v {
		upper = upper || isUpper(c)
		low = low || isLetter(c) && !isUpper(c)
	}
	return upper && low
}

// parameter says whether the & at i begins the next parameter of a query.
func parameter(text []byte, i int) bool {
	for j := i + 1; j < len(text) && j-i < 40; j++ {
		if c := text[j]; c == '=' {
			return j > i+1
		} else if !isAlnum(c) && c != '_' && c != '-' && c != '.' && c != ';' {
			return false
		}
	}
	return false
}

// code says whether v is names with dots between, as in os.environ.
func code(v []byte) bool {
	for _, c := range v {
		if !isLetter(c) && c != '.' && c != '_' {
			return false
		}
	}
	return true
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
