package classify

import "bytes"

// beforeSign are the bytes that a name may end with, or its quotes, that is looked at
// where no word of the lexicon stands before the sign.
var beforeSign = func() (t [256]bool) {
	for c := range t {
		t[c] = isAlnum(byte(c)) || c >= 0x80
	}
	t[' '], t['"'], t['\''], t[']'], t['+'], t['*'] = true, true, true, true, true, true
	return t
}()

// behindColon takes what a colon stands before, by the name on its left.
func (s *scanner) behindColon(i int) (f found, ok bool) {
	text := s.text
	if s.near(ctxSpecialLabel, i, 2) {
		if f, ok = s.specialValue(i); ok {
			return f, true
		}
	}
	if i+5 < len(text) && text[i+1] > ' ' && text[i+1] != '/' && (text[s.line] == '[' || s.line > 12 && text[s.line-2] != ':' && text[s.line] == ' ') {
		if f, ok = s.belowList(i); ok {
			return f, true
		}
	}
	if s.done == i && s.address == i {
		if f, ok = behindAddress(text, i); ok {
			return f, true
		}
	}
	if i+2 >= len(text) {
		return f, false
	}
	switch c := text[i-1]; {
	case c == 'P' && i > 2 && text[i-2] == ';' && bytes.HasPrefix(text[s.line:i], []byte("WIFI:")): // the square that opens a network
		end := bytes.IndexByte(text[i:lineEnd(text, i, 80)], ';')
		if end < 5 || placeholder(text[i+1:i+end]) {
			return f, false
		}
		return hit("password", i+1, i+end, .9), true
	case text[i+1] == '$' || text[i+1] == '{' && isUpper(text[i+2]) || text[i+1] == ' ' && text[i+2] == '{' && i+3 < len(text) && isUpper(text[i+3]):
		return hashed(text, i)
	case c == 'e', c == 't' && bytes.HasSuffix(text[s.line:i], []byte(" Default")):
		return s.valueOf(i)
	case c == '"' && i > 1:
		if i > 3 && text[i-3] == '"' {
			return s.jwkOf(i)
		}
		if text[i-2] == 'e' {
			if f, ok = s.valueOf(i); ok {
				return f, true
			}
		}
		return s.tokenOf(i)
	case c == 'p' && i > 3 && text[i-2] == '/' && text[i-3] == ' ': // /p:k3... of xfreerdp
		return s.slashFlag(i)
	case c|0x20 == 'n', c|0x20 == 'y', c|0x20 == 't', c == 's', c == '\'', c == ' ' && i > 1 && text[i-2] == '"', c == '*', isDigit(c) && text[i+1] == ' ':
		return s.tokenOf(i)
	}
	return f, false
}

// jwkOf takes the private fields of a key in JSON (RFC 7517 and 7518): d, k and the primes.
func (s *scanner) jwkOf(i int) (found, bool) {
	text := s.text
	switch text[i-2] {
	case 'd', 'k', 'p', 'q':
	default:
		return found{}, false
	}
	if !bytes.Contains(text[max(0, i-2000):min(len(text), i+2000)], []byte(`"kty"`)) {
		return found{}, false
	}
	f, ok := secretValue(text, i)
	f.kind, f.confidence = "private_key", .95
	return f, ok && f.end-f.start >= 20 && varied(text[f.start:f.end])
}

// behindSign is the same of an equals sign, or the end of a tag.
func (s *scanner) behindSign(i int) (f found, ok bool) {
	text := s.text
	if s.near(ctxSpecialLabel, i, 2) {
		if f, ok = s.specialValue(i); ok {
			return f, true
		}
	}
	c := text[i-1]
	if c == 't' || c == ' ' && text[i-2] == 't' {
		if f, ok = s.valueOf(i); ok {
			return f, true
		}
	}
	switch c {
	case '"':
		if attributeKept(text, i) {
			return secretValue(text, i)
		}
		return s.tokenOf(i)
	case 'e':
		if f, ok = s.attributeOf(i); ok {
			return f, true
		}
	case 'n', 'N', 'y', 'Y', 't', 'T', 's', 'S', 'l', 'r', 'R', ' ', ']', ':', '?', '.', 'g', '+', '*', '\'', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return s.tokenOf(i)
	}
	return f, false
}

// besideName says whether a value may begin behind the name of a secret that ends at
// end without a sign between: a blank, the next cell of a table, the argument of a call.
func besideName(text []byte, end int) bool {
	switch text[end] {
	case ' ', '\t', '(', ',':
		return true
	case '\n', '\r': // a value alone below its label
		return aloneBelow(text, end)
	case 0xef: // the wide colon of Chinese and Japanese
		return text[end+1] == 0xbc && text[end+2] == 0x9a
	}
	return false
}

// cellBreaks stand between a name and its value in a table, or are bytes of the wide
// colon.
var cellBreaks = func() (t [256]bool) {
	for _, c := range []byte{'\t', ' ', '|', '\n', '\r', 0xbc, 0x9a} {
		t[c] = true
	}
	return t
}()

// aloneBelow says whether the line that ends at end is a short name and nothing else,
// and the next one a single word.
func aloneBelow(text []byte, end int) bool {
	from := end
	for from > 0 && text[from-1] != '\n' {
		if from--; end-from > 24 || isDigit(text[from]) {
			return false
		}
	}
	at := end
	for at < len(text) && (text[at] == '\r' || text[at] == '\n') {
		at++
	}
	if at-end > 2 {
		return false
	}
	for at < len(text) && text[at] > ' ' {
		at++
	}
	return at == len(text) || text[at] == '\n' || text[at] == '\r'
}

// besideSign are the bytes that stand between a name and the sign behind it: quotes, those
// of JSON within JSON, and what makes := or ?= or += of it.
var besideSign = [256]bool{' ': true, '"': true, '\'': true, ']': true, ':': true, '?': true, '.': true, '\\': true, '+': true, '*': true}

// tokenOf takes the value of a name that ends with token or the like and is no word of
// the lexicon (HCLOUD_TOKEN=, "vercelToken":) where it is made by chance. sign is the
// place of the sign.
func (s *scanner) tokenOf(sign int) (found, bool) {
	text := s.text
	end := sign
	for end > s.line && sign-end < 6 && besideSign[text[end-1]] {
		end--
	}
	if end-s.line > 10 && bytes.HasSuffix(text[s.line:end], []byte("tring")) { // var stripeToken string =
		end -= len("string")
		for end > s.line && (text[end-1] == ' ' || text[end-1] == ':') {
			end--
		}
	} else if end-s.line > 10 && bytes.HasSuffix(text[s.line:end], []byte(": &str")) { // const X_TOKEN: &str =
		end -= len(": &str")
	}
	if !endsSecret(text[s.line:end]) {
		return found{}, false
	}
	f, ok := secretValue(text, sign)
	return f, ok && chance(text, f)
}

// chance says whether what was found looks as if it were made by chance.
func chance(text []byte, f found) bool {
	if f.kind != "password" {
		return true
	}
	v := text[f.start:f.end]
	if len(v) == 23 && v[6] == '.' && byChanceDrawn(v[7:]) { // of kubeadm
		return true
	}
	return len(v) >= 16 && (varied(v) || len(v) >= 20 && mixedCase(v)) && (!bytes.ContainsAny(v, "/: ") || len(v) >= 40 && v[0] != '/' && !bytes.ContainsAny(v, ": ") && atRandom(v)) && (bytes.IndexByte(v, '.') < 0 || bytes.Count(v, []byte(".")) < 3 && len(v) >= 24)
}

// mixedCase says whether letters of both sizes change often in v.
func mixedCase(v []byte) bool {
	changes := 0
	for i := 1; i < len(v); i++ {
		if isLetter(v[i]) && isLetter(v[i-1]) && isUpper(v[i]) != isUpper(v[i-1]) {
			changes++
		}
	}
	return changes*3 > len(v)
}

// attributeKept says whether the tag that ends at i keeps its value from those who look
// into memory, as KeePass marks passwords.
func attributeKept(text []byte, i int) bool {
	return bytes.HasSuffix(text[max(0, i-24):i], []byte("ProtectInMemory=\"True\""))
}

// flagged takes --hmac-key k3... of any program, from its dashes.
func (s *scanner) flagged(i int) (found, bool) {
	text := s.text
	end := i + 2
	for end < len(text) && end-i < 40 && (isAlnum(text[end]) || text[end] == '-' || text[end] == '_') {
		end++
	}
	if i > 0 && end+3 < len(text) && text[i-1] == text[end] && (text[end] == '"' || text[end] == '\'') && text[end+1] == ',' { // ["--api-key", "k3..."]
		var buf [40]byte
		secret := endsSecret(text[i+2 : end])
		if !secret && !bytes.HasSuffix(lowered(buf[:0], text[i+2:end]), []byte("password")) {
			return found{}, false
		}
		f, ok := secretValue(text, end+1)
		return f, ok && (!secret || chance(text, f)) && text[f.start-1] == text[end]
	}
	if end >= len(text) || text[end] != ' ' && text[end] != '=' || !endsSecret(text[i+2:end]) {
		return found{}, false
	}
	f, ok := secretValue(text, end)
	return f, ok && chance(text, f)
}

// attributes says whether b is attributes of a tag: encoding="base64".
func attributes(b []byte) bool {
	return len(b) > 4 && b[0] == ' ' && b[len(b)-1] == '"' && bytes.IndexByte(b, '=') > 1 && bytes.IndexAny(b, "<>/") < 0
}

// endsSecret says whether a name ends with a word that many services give to what
// opens them, and is none of those that say something else with it.
func endsSecret(name []byte) bool {
	n := len(name)
	if n > 6 && isDigit(name[n-1]) { // some_api_token_2, Unseal Key 1
		for n > len(name)-2 && isDigit(name[n-1]) {
			n--
		}
		for n > 0 && (name[n-1] == '_' || name[n-1] == '-' || name[n-1] == ' ') {
			n--
		}
		name = name[:n]
	}
	if n < 5 {
		return false
	}
	// What all of secretEnds end with, asked first: most names do not.
	switch uint32(name[n-3]|0x20)<<16 | uint32(name[n-2]|0x20)<<8 | uint32(name[n-1]|0x20) {
	case 'k'<<16 | 'e'<<8 | 'n', 'k'<<16 | 'e'<<8 | 'y', 'p'<<16 | 'a'<<8 | 't', 'r'<<16 | 'e'<<8 | 't':
	case 'a'<<16 | 'l'<<8 | 's', 'i'<<16 | 'a'<<8 | 'l', 'e'<<16 | 'd'<<8 | 's', 'i'<<16 | 'n'<<8 | 'g', 'p'<<16 | 'e'<<8 | 'r':
	case 'i'<<16 | 'o'<<8 | 'n':
		if name[n-5]|0x20 != 'a' {
			return false
		}
	default:
		return false
	}
	from := n
	for from > 0 && n-from < 48 && (isAlnum(name[from-1]) || name[from-1] == '_' || name[from-1] == '-' || name[from-1] == '.' || name[from-1] == ' ' && from > 1 && isLetter(name[from-2])) {
		from--
	}
	var buf [64]byte
	low := lowered(buf[:0], name[from:])
	for i, c := range low {
		if c == '-' || c == ' ' || c == '.' {
			low[i] = '_'
		}
	}
	at := -1
	for _, w := range secretEnds {
		if bytes.HasSuffix(low, w) {
			at = len(low) - len(w)
			break
		}
	}
	if at < 0 {
		return false
	}
	if bytes.HasSuffix(low, []byte("key")) && at >= len(low)-4 { // no word that says more
		if at < 2 || at == len(low)-3 && name[n-3] != 'K' { // monkey
			return false
		}
		return !opensNothing(low, name[n-len(low):], at, openKeys)
	}
	return !opensNothing(low, name[n-len(low):], at, openTokens)
}

// opensNothing says whether the word right before at, or any that says so of the whole, is one of
// what opens nothing. low is the name in small letters, as is the name as it stands.
func opensNothing(low, as []byte, at int, words map[string]bool) bool {
	end := at
	for end > 0 {
		for end > 0 && low[end-1] == '_' {
			end--
		}
		from := end
		for from > 0 && low[from-1] != '_' && (from == end || !isUpper(as[from]) || isUpper(as[from-1])) {
			from--
		}
		part := low[from:end]
		if words[string(part)] && (end >= at-1 || openAlways[string(part)]) {
			return true
		}
		end = from
	}
	return false
}

var (
	secretEnds = [][]byte{[]byte("credentials"), []byte("credential"), []byte("creds"), []byte("secretstring"), []byte("pepper"), []byte("token"), []byte("_pat"), []byte("webhook_secret"), []byte("apikey"), []byte("api_key"), []byte("license_key"), []byte("admin_key"), []byte("app_key"), []byte("application_key"), []byte("auth_key"), []byte("service_key"), []byte("account_key"), []byte("deploy_key"), []byte("consumer_key"), []byte("ssh_key"), []byte("master_key"), []byte("shared_key"), []byte("signing_key"), []byte("storage_key"), []byte("subscription_key"), []byte("hmac_key"), []byte("hmackey"), []byte("licence_key"), []byte("encryption_key"), []byte("access_key"), []byte("admin_key"), []byte("adminkey"), []byte("authorization"), []byte("_key"), []byte("key")}
	// openTokens stand before token where it opens nothing, openKeys before key. A word counts
	// whole: a pagerduty_token is no page token, a mongo_key no monkey.
	openTokens = set("page nextpage next continuation continue csrf xsrf sync nextsync public publishable cancel cancellation change cursor max stop eos bos pad unk sep cls mask design idempotency device lexer verification resume skip delta push tracking site pagination lock nextlock")
	openKeys   = set("public publishable publish site cache partition primary foreign sort row group object message routing dedup deduplication unique hash map order job lookup index host translation registry component state event data storageobject test item recordid don mon tur whis hoc joc search verify verifying verification file issue project tracking rsa peer hot short schema sequence bucket natural surrogate composite parent range field column property label locale lang i18n arrow any press up down left right enter escape idempotency correlation join filter metric feature flag widget menu tab layout theme config setting param query header device color colour s3object manager verifier verification")
	// openAlways say so wherever they stand in a name.
	openAlways = set("next page continuation cursor public publishable csrf xsrf pagination idempotency")
)

// valueOf takes value: k3... of the environment of a container, where the line before
// says name: DB_PASSWORD, and default = "k3..." of Terraform. sign is the place of the sign.
func (s *scanner) valueOf(sign int) (found, bool) {
	text := s.text
	name := bytes.TrimRight(text[max(0, sign-10):sign], " \"'")
	if s.line < 8 || !bytes.HasSuffix(name, []byte("value")) && !bytes.HasSuffix(name, []byte("efault")) {
		return found{}, false
	}
	if bytes.HasSuffix(name, []byte("Default")) {
		return s.parameterOf(sign)
	}
	// The name stands on the line above, in Terraform above the type.
	end := s.line - 1
	before := max(0, end-120) + bytes.LastIndexByte(text[max(0, end-120):end], '\n') + 1
	line := bytes.TrimRight(text[before:end], " \r\"'{,")
	for _, w := range [][]byte{[]byte("type"), []byte("description"), []byte("sensitive")} {
		if before > 8 && bytes.HasPrefix(bytes.TrimLeft(line, " \t"), w) {
			end = before - 1
			before = max(0, end-120) + bytes.LastIndexByte(text[max(0, end-120):end], '\n') + 1
			line = bytes.TrimRight(text[before:end], " \r\"'{,")
		}
	}
	at := bytes.Index(line, []byte("name:"))
	if at < 0 {
		at = bytes.Index(line, []byte(`"name":`))
	}
	if at < 0 {
		at = bytes.Index(line, []byte(`"key":`))
	}
	if at < 0 && bytes.HasPrefix(line, []byte("variable ")) { // of Terraform
		at = 0
	}
	if at < 0 || len(bytes.Trim(line[:at], " -{\t")) > 0 {
		return found{}, false
	}
	if ends := before + len(line); int(s.seen[ctxSecret]) == ends {
		return secretValue(text, sign)
	} else if endsSecret(line[at+5:]) {
		f, ok := secretValue(text, sign)
		return f, ok && chance(text, f)
	}
	return found{}, false
}

// attributeOf takes value="k3..." of a tag whose attribute before says what it is:
// <entry name="xeroToken" value="k3...">. sign is the place of the equals sign.
func (s *scanner) attributeOf(sign int) (found, bool) {
	text := s.text
	before := text[max(s.line, sign-100):sign]
	if !bytes.HasSuffix(before, []byte("value")) {
		return found{}, false
	}
	before = before[:len(before)-len("value")]
	before = bytes.TrimSuffix(before, []byte("android:"))
	name := bytes.TrimRight(before, " ")
	if len(name) < 8 || len(name) == len(before) || name[len(name)-1] != '"' && name[len(name)-1] != '\'' || bytes.IndexByte(name, '<') < 0 {
		return found{}, false
	}
	name = name[:len(name)-1]
	f, ok := secretValue(text, sign)
	if !ok {
		return f, false
	}
	if sign-int(s.seen[ctxSecret]) <= len("\" android:value")+1 && s.near(ctxSecret, sign, 16) && !namesNoSecret(text, int(s.seen[ctxSecret])) {
		return f, true
	}
	return f, endsSecret(name) && chance(text, f)
}

// parameterOf takes Default: k3... of a parameter of CloudFormation, whose name stands above
// its type. sign is the place of the sign.
func (s *scanner) parameterOf(sign int) (found, bool) {
	text := s.text
	lines := bytes.Split(bytes.TrimSuffix(text[max(0, s.line-120):s.line], []byte("\n")), []byte("\n"))
	for i := len(lines) - 1; i > 0; i-- {
		line := bytes.TrimSpace(lines[i])
		if !bytes.HasSuffix(line, []byte(":")) {
			continue
		}
		name := line[:len(line)-1]
		var buf [64]byte
		if len(name) > 48 || !endsSecret(name) && !bytes.HasSuffix(lowered(buf[:0], name), []byte("password")) {
			break
		}
		f, ok := secretValue(text, sign)
		return f, ok && (chance(text, f) || f.end-f.start > 7 && varied(text[f.start:f.end]))
	}
	return found{}, false
}

// behindAddress takes the password of address:password, as files for mail servers and
// lists of stolen accounts have them, from the colon.
func behindAddress(text []byte, colon int) (found, bool) {
	end, digits, letters := colon+1, 0, 0
	for end < len(text) && end-colon < 80 && text[end] > ' ' && text[end] != '"' && text[end] != '\'' && text[end] != '<' && text[end] != '|' && text[end] != ';' && text[end] != ',' {
		if isDigit(text[end]) {
			digits++
		} else if isLetter(text[end]) {
			letters++
		}
		end++
	}
	v := text[colon+1 : end]
	if len(v) < 6 || digits == 0 || letters < 2 || bytes.ContainsAny(v, "/@~") || bytes.HasSuffix(v, []byte(".git")) || placeholder(v) {
		return found{}, false
	}
	return hit("password", colon+1, end, .8), true
}
