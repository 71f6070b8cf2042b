package classify

import "bytes"

// quotedKey takes a private key whose lines are one: "-----BEGIN ...\\n".
func quotedKey(text []byte, i int) (found, bool) {
	rest := text[i:min(len(text), i+16384)]
	at := bytes.Index(rest, []byte("PRIVATE KEY-----"))
	rest = rest[:quoteEnd(rest)]
	end := bytes.LastIndex(rest, []byte("-----"))
	if at < 0 || at > 64 || at+20 > len(rest) || end <= at || outlined(rest[at+len("PRIVATE KEY-----"):]) {
		return found{}, false
	}
	return hit("private_key", i, i+end+len("-----"), .99), true
}

func quoteEnd(b []byte) int {
	if i := bytes.IndexAny(b, "\"'`\n"); i >= 0 {
		return i
	}
	return len(b)
}

// ofPassport says whether the last words before end name a passport, which begins
// as a password does.
func ofPassport(text []byte, end int) bool {
	var buf [24]byte
	near := buf[:copy(buf[:], text[max(0, end-len(buf)):end])]
	for i, c := range near {
		if c == '\n' {
			clear(near[:i+1])
		}
		near[i] = lower(c)
	}
	for _, w := range []string{"passport", "passaport", "passeport", "pasaporte", "paspoort", "passnummer", "passnr"} {
		if bytes.Contains(near, []byte(w)) {
			return true
		}
	}
	return false
}

// putty takes a key file of PuTTY whole.
func putty(text []byte, i int) (found, bool) {
	rest := text[i:min(len(text), i+16384)]
	at := bytes.Index(rest, []byte("Private-Lines:"))
	if !bytes.HasPrefix(rest, []byte("PuTTY-User-Key-File-")) || at < 0 {
		return found{}, false
	}
	end := len(rest)
	if k := bytes.Index(rest[at:], []byte("Private-MAC:")); k >= 0 {
		end = at + k
		if nl := bytes.IndexByte(rest[end:], '\n'); nl >= 0 {
			end += nl
		} else {
			end = len(rest)
		}
	}
	return hit("private_key", i, i+end, .99), true
}

// pgpass takes the last part of host:5432:database:user:password.
func pgpass(text []byte, line, i int) (found, bool) {
	stop := i
	for stop < len(text) && text[stop] > ' ' {
		stop++
	}
	parts := bytes.Split(text[i+1:stop], []byte(":"))
	if len(parts) != 4 || len(parts[3]) < 4 || i == line || placeholder(parts[3]) {
		return found{}, false
	}
	return hit("password", stop-len(parts[3]), stop, .85), true
}

// odd are secrets that have neither a prefix of their own nor a sign before them.
func (s *scanner) odd(i, end int) (found, bool) {
	switch w := s.text[i:end]; {
	case lowerIs(w, "rabbitmqctl"), lowerIs(w, "htpasswd"), lowerIs(w, "schtasks"), lowerIs(w, "useradd"), lowerIs(w, "usermod"), lowerIs(w, "psexec"), lowerIs(w, "keytool"):
		return placed(s.text, end, w)
	case lowerIs(w, "bearer"):
		return bearer(s.text, end)
	case len(w) >= 5 && lowerIs(w[len(w)-5:], "token"):
		if end < len(s.text) && s.text[end] == ',' {
			f, ok := s.nextField(end)
			return f, ok && endsSecret(s.text[s.line:end])
		}
		if f, ok := s.setTo(i, end); ok {
			return f, true
		}
		if end < len(s.text) && s.text[end] == ' ' {
			return s.toldToken(end)
		}
		return found{}, false
	case lowerIs(w, "login"):
		if end < len(s.text) && s.text[end] == '(' {
			f, ok := argumentOf(s.text, end, 2)
			return f, ok && looksChosen(s.text[f.start:f.end])
		}
		return found{}, false
	}
	if f, ok := called(s.text, i, end); ok {
		return f, true
	}
	switch w := s.text[i:end]; {
	case lowerIs(w, "auth"):
		if f, ok := pair(s.text, end); ok {
			return f, true
		}
	case lowerIs(w, "echo"):
		return echoed(s.text, end)
	case lowerIs(w, "send"):
		return s.sentTo(end)
	case lowerIs(w, "user"):
		return s.ftpUser(i, end)
	case lowerIs(w, "using"):
		if f, ok := quotedOrBare(s.text, end); ok && bytes.Contains(bytes.ToLower(s.text[max(s.line, i-120):i]), []byte(" user ")) {
			return f, true
		}
		return found{}, false
	case lowerIs(w, "securestring"):
		return s.secured(i, end)
	case lowerIs(w, "ssha"):
		if i > 0 && s.text[i-1] == '{' {
			return hashed(s.text, i-2)
		}
		return found{}, false
	case lowerIs(w, "apiversion"), lowerIs(w, "kind"):
		s.manifest(end)
		return found{}, false
	case lowerIs(w, "mnemonic"), lowerIs(w, "phrase"):
		return walletWords(s.text, end)
	}
	switch text := s.text; text[i] | 0x20 {
	case 'a', 'b':
		return encoded(text, i, end)
	case 'm', 'f', 'i', 'g':
		return thirdArgument(text, end)
	case 't':
		return slashLogin(text, end)
	case 'n':
		return netUse(text, end)
	case 's':
		if end-i == 3 {
			return signature(text, s.line, i, end)
		}
		return slashLogin(text, end)
	case 'e':
		return slashLogin(text, end)
	case 'p':
		if end-i == 3 {
			return thirdArgument(text, end)
		}
		return putty(text, i)
	}
	return found{}, false
}

// bearer takes what a program shows who it is with (RFC 6750): Bearer k3...
func bearer(text []byte, end int) (found, bool) {
	if end >= len(text) || text[end] != ' ' {
		return found{}, false
	}
	at := end + 1
	for at < len(text) && at-end < 1<<12 && (isAlnum(text[at]) || bytes.IndexByte([]byte("-._~+/="), text[at]) >= 0) {
		at++
	}
	for at > end+1 && text[at-1] == '.' {
		at--
	}
	v := text[end+1 : at]
	if len(v) < 20 || !varied(v) || placeholder(v) || bytes.HasPrefix(v, []byte("eyJ")) || pathOfWords(v) {
		return found{}, false
	}
	if _, known := token(text, end+1); known {
		return found{}, false
	}
	return hit("password", end+1, at, .85), true
}

// webhook takes the address at which a chat takes messages from whoever knows it,
// from its colon.
func webhook(text []byte, i int) (found, bool) {
	if i+40 > len(text) {
		return found{}, false
	}
	if text[i+3] == 'o' && (bytes.HasPrefix(text[i+3:], []byte("open.feishu.cn/open-apis/bot/")) || bytes.HasPrefix(text[i+3:], []byte("oapi.dingtalk.com/robot/send?access_token="))) {
		end := i + 3
		for end < len(text) && end-i < 160 && (isAlnum(text[end]) || bytes.IndexByte([]byte("-_/.?="), text[end]) >= 0) {
			end++
		}
		start := i
		for start > 0 && i-start < 6 && isLetter(text[start-1]) {
			start--
		}
		return hit("service_token", start, end, .95), end-i > 60 && varied(text[end-32:end])
	}
	if text[i+3] != 'h' && text[i+3] != 'd' || text[i+4] != 'o' && text[i+4] != 'i' {
		if text[i+3] == 'w' && text[i+4] == 'w' { // www.
			return found{}, false
		}
		return officeHook(text, i)
	}
	rest := text[i+3 : min(len(text), i+160)]
	from := 0
	switch {
	case bytes.HasPrefix(rest, []byte("hooks.slack.com/services/T")), bytes.HasPrefix(rest, []byte("hooks.slack.com/workflows/T")):
		from = 24
	case bytes.HasPrefix(rest, []byte("discord.com/api/webhooks/")), bytes.HasPrefix(rest, []byte("discordapp.com/api/webhooks/")):
		from = bytes.Index(rest, []byte("webhooks/")) + len("webhooks/")
	default:
		return found{}, false
	}
	end := from
	for end < len(rest) && (isAlnum(rest[end]) || rest[end] == '/' || rest[end] == '_' || rest[end] == '-') {
		end++
	}
	last := bytes.LastIndexByte(rest[:end], '/')
	if last < from || end-last < 20 || filledIn(rest[last+1:end]) || !varied(rest[last+1:end]) && !mixedCase(rest[last+1:end]) {
		return found{}, false
	}
	start := i
	for start > 0 && i-start < 6 && isLetter(text[start-1]) {
		start--
	}
	return hit("service_token", start, i+3+end, .95), true // the address is the secret
}

// officeHook takes the address at which a channel of Microsoft Teams takes messages.
func officeHook(text []byte, i int) (found, bool) {
	host := i + 3
	for host < i+36 && isAlnum(text[host]) {
		host++
	}
	if text[host] != '.' || text[host+1] != 'w' || text[host+2] != 'e' {
		return found{}, false
	}
	const of = ".webhook.office.com/webhookb2/"
	if !bytes.HasPrefix(text[host:], []byte(of)) {
		return found{}, false
	}
	end := host + len(of)
	for end < len(text) && end-i < 300 && (isAlnum(text[end]) || bytes.IndexByte([]byte("-@/_"), text[end]) >= 0) {
		end++
	}
	if end-host < 100 {
		return found{}, false
	}
	start := i
	for start > 0 && i-start < 6 && isLetter(text[start-1]) {
		start--
	}
	return hit("service_token", start, end, .95), true
}
