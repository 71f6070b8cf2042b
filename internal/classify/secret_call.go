package classify

import "bytes"

// passwordCalls are functions and fields that take a password by its place: which argument it is.
// Where strict is set others have the name too, and the argument has to look like a password.
var passwordCalls = map[string]struct {
	argument int
	strict   bool
}{
	"plainauth": {3, false}, "crammd5auth": {2, false}, "setbasicauth": {2, false}, "basicauth": {2, true}, "basicauthentication": {2, true}, "httpbasicauth": {2, false}, "httpdigestauth": {2, false}, "sequelize": {3, false}, "networkcredential": {2, false}, "passwordauthentication": {2, false}, "usernamepasswordcredentials": {2, false}, "usernamepasswordcredential": {2, false}, "usernamepasswordauthenticationtoken": {2, true}, "passwordauthenticator": {2, true}, "plainauthprovider": {2, false}, "plaintextauthprovider": {2, false}, "mongocredential": {3, true}, "createscramsha": {3, true}, "pscredential": {2, false}, "cookieparser": {1, false}, "secretkeyspec": {1, true}, "createhmac": {2, true}, "createcipheriv": {2, true}, "begin": {2, true}, "beginenterprise": {3, true}, "connect": {3, true}, "dbconnect": {3, true}, "credentials": {4, true}, "authenticate": {2, true}, "signin": {2, true}, "logon": {2, true}, "withcredentials": {2, true}, "setcredentials": {2, true}, "withbasicauth": {2, true}, "inmemoryuserdetailsmanager": {2, true}, "bind": {2, true}, "simplebind": {2, true}, "ldapbind": {3, true}, "hmac": {1, true}, "sign": {2, true}, "verify": {2, true}, "encrypt": {2, true}, "decrypt": {2, true}, "setlogin": {2, true}, "userpass": {2, true}, "unprotect": {1, true}, "fernet": {1, true}, "userpassword": {2, false}, "user": {3, true}, "encode": {2, true}, "aes": {1, true},
}

// keyCalls are those whose argument is a key, or else the name of what is done with it.
var keyCalls = set("encode aes hmac sign verify encrypt decrypt createhmac secretkeyspec fernet createcipheriv")

// called takes the password from a call whose name ends at end.
func called(text []byte, i, end int) (found, bool) {
	var buf [48]byte
	name := lowered(buf[:0], text[i:end])
	c, ok := passwordCalls[string(name)]
	if !ok {
		return found{}, false
	}
	at := end
	if at+2 < len(text) && text[at] == '_' && text[at+1] == 's' && text[at+2] == '(' { // simple_bind_s(
		at += 2
	}
	if text[min(at, len(text)-1)] == '.' && bytes.HasPrefix(text[at:], []byte(".new(")) { // hmac.new(
		at += 4
	}
	if at >= len(text) || text[at] != '(' {
		return found{}, false
	}
	f, ok := argumentOf(text, at, c.argument)
	if string(name) == "connect" && (!ok || !looksChosen(text[f.start:f.end])) { // of Oracle
		if f, ok = argumentOf(text, at, 2); !ok && at+2 < len(text) && (text[at+1] == '\'' || text[at+1] == '"') {
			return slashLogin(text, at+2)
		}
	}
	if !ok {
		return f, false
	}
	v := text[f.start:f.end]
	if keyCalls[string(name)] {
		return f, len(v) >= 12 && varied(v) && !bytes.ContainsAny(v, "/ .")
	}
	if len(v) < 6 && !varied(v) {
		return f, false
	}
	return f, !c.strict || len(v) > 5 && (varied(v) && !bytes.ContainsAny(v, "/") || c.argument > 1 && len(v) > 7 && looksChosen(v))
}

// looksChosen says whether v has digits, or letters of both sizes and signs, as passwords do
// and names do not.
func looksChosen(v []byte) bool {
	digits, letters, signs := 0, 0, 0
	for _, c := range v {
		switch {
		case isDigit(c):
			digits++
		case isLetter(c):
			letters++
		case c == '.' || c == '/' || c == '\\' || c == ':' || c == ',' || c <= ' ':
			return false
		default:
			signs++
		}
	}
	return letters > 1 && (digits > 0 || signs > 0 && mixedSize(v))
}

// pair takes the second of two quoted values behind auth: auth=("anna", "k3..."),
// basic_auth 'anna', 'k3...'.
func pair(text []byte, end int) (found, bool) {
	at := end
	for at < len(text) && at-end < 5 && (text[at] == ' ' || text[at] == '=' || text[at] == ':' || text[at] == '(' || text[at] == '[') {
		at++
	}
	if at == end || at+6 > len(text) || text[at] != '\'' && text[at] != '"' {
		return found{}, false
	}
	q := text[at]
	k := bytes.IndexByte(text[at+1:min(len(text), at+80)], q)
	if k < 1 {
		return found{}, false
	}
	at += k + 2
	if at+4 > len(text) || text[at] != ',' {
		return found{}, false
	}
	for at++; at < len(text)-1 && text[at] == ' '; at++ {
	}
	if text[at] != q || bytes.IndexByte(text[at:lineEnd(text, at, 120)], ':') == 0 {
		return found{}, false
	}
	return quotedSaid(text, at)
}

// echoed takes the password that is printed into a program which reads it: echo 'k3...' |
// sudo -S make, echo "root:k3..." | chpasswd.
func echoed(text []byte, end int) (found, bool) {
	line := text[end:lineEnd(text, end, 240)]
	bar := bytes.IndexByte(line, '|')
	if bar < 6 {
		return found{}, false
	}
	behind := line[bar:]
	named := bytes.Contains(behind, []byte("chpasswd"))
	if !named && !bytes.Contains(behind, []byte("--stdin")) && !bytes.Contains(behind, []byte("password-stdin")) && !bytes.Contains(behind, []byte("sudo -S")) && !bytes.Contains(behind, []byte("kinit")) && !bytes.Contains(behind, []byte("passphrase-fd 0")) && !bytes.Contains(behind, []byte("smbpasswd -s")) && !bytes.Contains(behind, []byte("cryptsetup")) && !bytes.Contains(behind, []byte("vncpasswd -f")) {
		return found{}, false
	}
	said := bytes.TrimSpace(line[:bar])
	for bytes.HasPrefix(said, []byte("-")) {
		at := bytes.IndexByte(said, ' ')
		if at < 0 {
			return found{}, false
		}
		said = said[at+1:]
	}
	if len(said) > 2 && (said[0] == '"' || said[0] == '\'') && said[len(said)-1] == said[0] {
		said = said[1 : len(said)-1]
	}
	if named {
		said = said[bytes.IndexByte(said, ':')+1:]
	}
	if len(said) < 4 || bytes.ContainsAny(said, " $`<>{}\"'") || placeholder(said) {
		return found{}, false
	}
	from := end + bytes.LastIndex(line[:bar], said)
	return hit("password", from, from+len(said), .9), true
}

// sentTo takes what a script of expect types where a password is asked for.
func (s *scanner) sentTo(end int) (found, bool) {
	text := s.text
	if end+8 > len(text) || text[end] != ' ' || s.line < 10 {
		return found{}, false
	}
	at := end + 1
	if bytes.HasPrefix(text[at:], []byte("-- ")) {
		at += 3
	}
	above := text[max(0, s.line-80) : s.line-1]
	above = above[bytes.LastIndexByte(above, '\n')+1:]
	if text[at] != '"' || !bytes.Contains(above, []byte("assword")) && !bytes.Contains(text[s.line:end], []byte("assword")) {
		return found{}, false
	}
	to := at + 1
	for to < len(text) && to-at < 80 && text[to] != '"' && text[to] != '\\' && text[to] > ' ' {
		to++
	}
	if v := text[at+1 : min(to, len(text))]; len(v) < 4 || v[0] == '$' || placeholder(v) {
		return found{}, false
	}
	return hit("password", at+1, to, .85), true
}

// ftpUser takes user anna k3... of a script for ftp, where open or another command stands above.
func (s *scanner) ftpUser(i, end int) (found, bool) {
	text := s.text
	if i != s.line || s.line < 6 || end >= len(text) || text[end] != ' ' {
		return found{}, false
	}
	above := text[max(0, s.line-80) : s.line-1]
	above = above[bytes.LastIndexByte(above, '\n')+1:]
	if !bytes.HasPrefix(above, []byte("open ")) && !bytes.HasPrefix(above, []byte("ftp ")) && !bytes.Contains(above, []byte("ftp -n")) && !bytes.HasPrefix(above, []byte("verbose")) {
		return found{}, false
	}
	parts := bytes.Fields(text[end:lineEnd(text, end, 120)])
	if len(parts) != 2 || len(parts[1]) < 4 || placeholder(parts[1]) {
		return found{}, false
	}
	from := end + bytes.LastIndex(text[end:lineEnd(text, end, 120)], parts[1])
	return hit("password", from, from+len(parts[1]), .85), true
}

// typedInto takes what a test types into the field of a password, which ends at end:
// fill('input[name="password"]', 'k3...'), (By.ID, "password").send_keys("k3...").
func typedInto(text []byte, end int) (found, bool) {
	at := end
	for at < len(text) && at-end < 5 && (text[at] == '"' || text[at] == '\'' || text[at] == ']' || text[at] == ')') {
		at++
	}
	if at == end || at+8 > len(text) {
		return found{}, false
	}
	if text[at] == ',' && (text[end] == ']' || at-end > 1 && text[end+1] == ']' || bytes.IndexByte(text[max(0, end-14):end], '#') >= 0) {
		for at++; at < len(text)-1 && text[at] == ' '; at++ {
		}
	} else if text[at] == '.' {
		open := at + 1
		for open < len(text) && open-at < 16 && (isLetter(text[open]) || text[open] == '_') {
			open++
		}
		if open+2 > len(text) || text[open] != '(' || !typers[string(text[at+1:open])] {
			return found{}, false
		}
		at = open + 1
	} else {
		return found{}, false
	}
	if text[at] != '"' && text[at] != '\'' {
		return found{}, false
	}
	return quotedSaid(text, at)
}

var typers = map[string]bool{"type": true, "fill": true, "send_keys": true, "sendKeys": true, "setValue": true, "set_value": true, "typeText": true, "enter": true, "set": true, "val": true, "pressSequentially": true, "fill_in": true, "addValue": true, "replaceText": true, "enterText": true}

// dataSource takes user:password@tcp(place) of Go's drivers, from the at.
func dataSource(text []byte, i int) (found, bool) {
	if i+6 > len(text) || text[i+1] != 't' && text[i+1] != 'u' || !bytes.HasPrefix(text[i+1:], []byte("tcp(")) && !bytes.HasPrefix(text[i+1:], []byte("unix(")) {
		return found{}, false
	}
	from := i
	for from > 0 && i-from < 120 && text[from-1] > ' ' && text[from-1] != '"' && text[from-1] != '\'' && text[from-1] != '`' && text[from-1] != '=' {
		from--
	}
	colon := bytes.IndexByte(text[from:i], ':')
	if colon < 1 || from+colon+2 > i || placeholder(text[from+colon+1:i]) || bytes.ContainsAny(text[from:i], "/%{}()") {
		return found{}, false
	}
	close := bytes.IndexByte(text[i:min(len(text), i+120)], ')')
	if close < 0 {
		return found{}, false
	}
	return hit("connection_string", from, i+close+1, .95), true
}

// belowList takes the password of name:password on a line below one that says that such follow,
// as of cloud-init and of postfix. colon is the place of the colon.
func (s *scanner) belowList(colon int) (found, bool) {
	text := s.text
	from := colon
	for from > s.line && (isAlnum(text[from-1]) || text[from-1] == '_' || text[from-1] == '-' || text[from-1] == '.') {
		from--
	}
	if from == colon || colon+5 > len(text) {
		return found{}, false
	}
	lead := bytes.TrimSpace(text[s.line:from])
	switch {
	case len(lead) == 0 && s.line > 12: // below list: | of chpasswd
		above := text[max(0, s.line-200) : s.line-1]
		if above = bytes.TrimRight(above, " \r"); !bytes.HasSuffix(above, []byte("list: |")) && !(bytes.Contains(above, []byte("list: |\n")) && bytes.Contains(above, []byte("chpasswd:"))) {
			return found{}, false
		}
	case len(lead) > 3 && lead[0] == '[' && from-s.line < 80 && ofHost(lead) && (text[from-1] == ' ' || text[from-1] == '\t'): // [smtp.acme.de]:587 anna:k3...
	default:
		return found{}, false
	}
	end := lineEnd(text, colon, 120)
	for end > colon && text[end-1] <= ' ' {
		end--
	}
	v := text[colon+1 : end]
	if len(v) < 4 || bytes.IndexByte(v, ' ') >= 0 || placeholder(v) || len(lead) > 0 && !looksChosen(v) && !varied(v) || v[0] == '/' {
		return found{}, false
	}
	return hit("password", colon+1, end, .85), true
}

// ofHost says whether b is a host in square brackets, with a port or without.
func ofHost(b []byte) bool {
	at := bytes.IndexByte(b, ']')
	return at > 3 && bytes.IndexByte(b[:at], '.') > 0 && (at == len(b)-1 || b[at+1] == ':' && allDigits(b[at+2:]))
}

// quotedOrBare takes a password behind a blank, in quotes or without.
func quotedOrBare(text []byte, end int) (found, bool) {
	if end+5 > len(text) || text[end] != ' ' {
		return found{}, false
	}
	if text[end+1] == '\'' || text[end+1] == '"' {
		return quotedSaid(text, end+1)
	}
	to := end + 1
	for to < len(text) && text[to] > ' ' {
		to++
	}
	v := text[end+1 : to]
	return hit("password", end+1, to, .75), len(v) > 5 && looksChosen(v) && varied(v) && !placeholder(v)
}

// secured takes the plain text that PowerShell is given to protect, which stands behind
// ConvertTo-SecureString, or before it and a bar.
func (s *scanner) secured(i, end int) (found, bool) {
	text := s.text
	from, to := max(s.line, i-160), lineEnd(text, end, 160)
	if !bytes.Contains(bytes.ToLower(text[from:to]), []byte("-asplaintext")) {
		return found{}, false
	}
	before := bytes.TrimRight(text[from:max(from, i-len("ConvertTo-"))], " |")
	if n := len(before); n > 6 && n < i-from-len("ConvertTo-")-1 && (before[n-1] == '"' || before[n-1] == '\'') {
		if at := bytes.LastIndexByte(before[:n-1], before[n-1]); at >= 0 && from+at >= s.done {
			return quotedSaid(text, from+at)
		}
	}
	at := bytes.IndexAny(text[end:to], "\"'")
	if at < 0 {
		return found{}, false
	}
	return quotedSaid(text, end+at)
}

// manifest notes that what follows is a Secret of Kubernetes, whose values are in base 64.
// end is behind the word apiVersion or kind.
func (s *scanner) manifest(end int) {
	if end < s.looked { // what is there was looked at from the word before
		return
	}
	rest := s.text[end:min(len(s.text), end+4000)]
	if at := bytes.Index(rest, []byte("\n---")); at >= 0 {
		rest = rest[:at]
	}
	s.looked = end + len(rest)
	for _, w := range [][]byte{[]byte("kind: Secret"), []byte("kind: secret"), []byte(`kind: "Secret"`), []byte("kind: 'Secret'"), []byte(`"kind":"Secret"`), []byte(`"kind": "Secret"`)} {
		if at := bytes.Index(s.text[max(0, end-4):end+len(rest)], w); at >= 0 {
			if to := max(0, end-4) + at + len(w); to == len(s.text) || !isLetter(s.text[to]) {
				s.sealed = end + len(rest)
				return
			}
		}
	}
}

// ofManifest takes a value in base 64 of a Secret of Kubernetes. colon is the place of the colon.
func (s *scanner) ofManifest(colon int) (found, bool) {
	text, at := s.text, colon+1
	for at < len(text) && (text[at] == ' ' || text[at] == '"' || text[at] == '\'') {
		at++
	}
	if at < len(text) && (text[at] == '|' || text[at] == '>') {
		f, ok := blockValue(text, at)
		if !ok {
			return f, false
		}
		at = int(f.start)
	}
	end := base64End(text, at)
	v := text[at:end]
	if len(v) < 12 || len(v)%4 != 0 || bytes.ContainsAny(v, "-_") || end < len(text) && text[end] > ' ' && text[end] != '"' && text[end] != '\'' {
		return found{}, false
	}
	out := decoded(v)
	if len(out) < 8 || !varied(v) && !mixedCase(v) || bytes.HasPrefix(out, []byte("-----BEGIN CERT")) || bytes.HasPrefix(out, []byte("-----BEGIN PUBLIC")) {
		return found{}, false
	}
	for _, c := range out {
		if c < 9 || c > 0x7e {
			return hit("password", at, end, .85), len(v) >= 24
		}
	}
	return hit("password", at, end, .9), !placeholder(bytes.TrimSpace(out))
}

// slashFlag takes /p:k3... where the user stands on the line as well. colon is its place.
func (s *scanner) slashFlag(colon int) (found, bool) {
	text := s.text
	if !bytes.Contains(text[s.line:lineEnd(text, s.line, 300)], []byte(" /u:")) {
		return found{}, false
	}
	at, end := colon+1, colon+1
	quote := at < len(text) && (text[at] == '"' || text[at] == '\'')
	if quote {
		at++
		end++
	}
	for end < len(text) && (quote && text[end] != text[at-1] && text[end] != '\n' || !quote && text[end] > ' ') {
		end++
	}
	v := text[at:end]
	if len(v) < 4 || v[0] == '$' || v[0] == '%' || v[0] == '/' || placeholder(v) {
		return found{}, false
	}
	return hit("password", at, end, .85), true
}

// walletWords takes the words behind mnemonic = or seed phrase:.
func walletWords(text []byte, end int) (found, bool) {
	at := end
	for at < len(text) && at-end < 6 && (text[at] == ' ' || text[at] == '=' || text[at] == ':' || text[at] == '"' || text[at] == '\'') {
		at++
	}
	to := at
	for to < len(text) && to-at < 240 && (text[to] == ' ' || text[to] >= 'a' && text[to] <= 'z') {
		to++
	}
	for to > at && text[to-1] == ' ' {
		to--
	}
	if at == end || to-at < 40 || !phrase(text[at:to]) {
		return found{}, false
	}
	return hit("private_key", at, to, .9), true
}

// phrase says whether v may stand for the key of a wallet (BIP 39): twelve small words or more.
func phrase(v []byte) bool {
	n := 0
	for w := range bytes.FieldsSeq(v) {
		if n++; len(w) < 3 || len(w) > 8 || !spoken(w) {
			return false
		}
	}
	return n >= 12 && n <= 24 && n%3 == 0
}

// secretBehind takes the secret of forty letters that stands behind the name of a key of Amazon.
func secretBehind(text []byte, end int) (found, bool) {
	at := end
	for at < len(text) && at-end < 6 && (text[at] == '"' || text[at] == '\'' || text[at] == ',' || text[at] == ' ' || text[at] == ':' || text[at] == ';' || text[at] == '\t' || text[at] == '|') {
		at++
	}
	from := at
	for at < len(text) && at-from < 42 && (isAlnum(text[at]) || text[at] == '/' || text[at] == '+') {
		at++
	}
	if from == end || at-from != 40 || !atRandom(text[from:at]) {
		return found{}, false
	}
	return hit("password", from, at, .9), true
}
