package classify

import "bytes"

// said takes a password that follows its word without a sign, as in .netrc and
// in letters: login bob password k3!x. It has to look like one.
func (s *scanner) said(end int) (found, bool) {
	text := s.text
	if end+7 > len(text) || !besideName(text, end) || ofPassport(text, end) {
		return found{}, false
	}
	odd, slash := false, false
	if text[end] == '(' { // setPassword("
		if text[end+1] == '"' || text[end+1] == '\'' {
			f, ok := quotedSaid(text, end+1)
			return f, ok && (varied(text[f.start:f.end]) || !gets(text, end)) // getSecret("vmPassword")
		}
		return found{}, false
	}
	if text[end] == ',' {
		return s.nextField(end)
	}
	from := end + 1
	for text[from-1] != ' ' && from < len(text)-6 && cellBreaks[text[from]] || from < len(text)-6 && text[from] == '|' && text[from+1] == ' ' && text[from-1] == ' ' {
		from++
	}
	if from > end+1 && text[from-1] == '|' {
		from++
	}
	if text[from] == '-' && text[from+1] == ' ' && text[end] == ' ' { // password - k3...
		from += 2
	}
	if bytes.HasPrefix(text[from:], []byte("is ")) {
		from += 3
	} else if to := isSaid(text[from:min(len(text), from+56)]); to > 0 {
		from += to
	}
	if from+3 < len(text) && isDigit(text[from]) && text[from+1] == ' ' && text[end] == ' ' { // enable secret 5 $1$..., of a router
		from += 2
	}
	if bytes.HasPrefix(text[from:], []byte("{code}")) { // of a wiki
		v := text[from+6 : lineEnd(text, from, 120)]
		if k := bytes.Index(v, []byte("{code}")); k > 7 && varied(v[:k]) && !placeholder(v[:k]) && bytes.IndexByte(v[:k], ' ') < 0 {
			return hit("password", from+6, from+6+k, .8), true
		}
		return found{}, false
	}
	if from < len(text) && (text[from] == '\'' || text[from] == '"' || text[from] == '`') {
		return quotedSaid(text, from)
	}
	if from < len(text) && (text[from] == '$' || text[from] == '{') {
		if f, ok := hashed(text, from-1); ok {
			return f, true
		}
	}
	if from+6 > len(text) {
		return found{}, false
	}
	at, digits, letters, upper, signs := from, 0, 0, 0, 0
	for at < len(text) && text[at] > ' ' && at-from < 300 {
		switch c := text[at]; {
		case isDigit(c):
			digits++
		case isLetter(c):
			if letters++; isUpper(c) {
				upper++
			}
		case c == '/':
			slash = true
		case c == '@' || c == '=' || c == '^' || c == '~':
			odd = true
		case c == '!' || c == '#' || c == '$' || c == '%' || c == '&' || c == '*' || c == '+' || c == '?' || c == '_' || c == '-':
			if at > from && c != '_' && c != '-' && c != '?' && at+1 < len(text) && isAlnum(text[at+1]) {
				signs++
			}
		case c == '.' || c == ',' || c == ';':
		default:
			return found{}, false
		}
		at++
	}
	for at > from && (text[at-1] == '.' || text[at-1] == ',' || text[at-1] == ';' || text[at-1] == '?') {
		at--
	}
	if slash && !atRandom(text[from:at]) || at-from > 64 && !atRandom(text[from:at]) || odd && bytes.IndexByte(text[from:at], '.') >= 0 || at-from < 6 || letters < 2 || digits == 0 && (signs == 0 && (at-from < 9 || from < end+4) || !mixedCase(text[from:at])) || digits == 1 && signs == 0 && (upper < 2 || upper == letters) && (at-from < 12 || bytes.Count(text[from:at], []byte("-")) < 2 || !isDigit(text[at-1])) || text[from] == '-' || placeholder(text[from:at]) {
		return found{}, false
	}
	return hit("password", from, at, .7), true
}

// nextField takes what stands behind the name of a secret in a row of a table with commas,
// if it is made by chance. comma is the place of the comma.
func (s *scanner) nextField(comma int) (found, bool) {
	text, end := s.text, comma+1
	for i := s.line; i < comma; i++ { // the name is the first field
		if !isAlnum(text[i]) && text[i] != '_' {
			return found{}, false
		}
	}
	for end < len(text) && end-comma < 200 && text[end] > ' ' && text[end] != ',' && text[end] != '"' {
		end++
	}
	f := hit("password", comma+1, end, .8)
	return f, end < len(text) && text[end] != '"' && chance(text, f) && !placeholder(text[comma+1:end])
}

// glued takes a password that stands directly behind its word, or behind the one letter for
// is, among letters without blanks. It ends where they go on.
func (s *scanner) glued(at int) (found, bool) {
	text, from := s.text, at
	digits, letters := 0, 0
	for at < len(text) && at-from < 40 && text[at] > ' ' && text[at] < 0x7f {
		if isDigit(text[at]) {
			digits++
		} else if isLetter(text[at]) {
			letters++
		}
		at++
	}
	v := text[from:at]
	if len(v) < 6 || digits == 0 || letters < 2 || placeholder(v) || bytes.ContainsAny(v, "(){}<>") {
		return found{}, false
	}
	return hit("password", from, at, .8), true
}

// setTo takes the second argument of a call whose first is the name of a token:
// setProperty("VERCEL_TOKEN", "k3..."). The name ends at end.
func (s *scanner) setTo(i, end int) (found, bool) {
	text := s.text
	if end+4 >= len(text) || text[end] != '"' && text[end] != '\'' || text[end+1] != ',' {
		return found{}, false
	}
	for i > s.line && (isAlnum(text[i-1]) || text[i-1] == '_' || text[i-1] == '-' || text[i-1] == '.') {
		i--
	}
	if i < s.line+2 || text[i-1] != text[end] || text[i-2] != '(' {
		return found{}, false
	}
	f, ok := secretValue(text, end+1)
	return f, ok && chance(text, f)
}

// gets says whether the name that ends at end asks for what it names: getSecret.
func gets(text []byte, end int) bool {
	from := end
	for from > 0 && end-from < 32 && isAlnum(text[from-1]) {
		from--
	}
	return startsLike(text[from:end], "get") || startsLike(text[from:end], "read") || startsLike(text[from:end], "find") || startsLike(text[from:end], "fetch")
}

// toldToken takes what is made by chance behind the word for it and a blank, or one small word:
// the optimizely token k3..., the API key is k3....
func (s *scanner) toldToken(end int) (found, bool) {
	text, at := s.text, end+1
	if from := end - len("token"); from > s.line && (isAlnum(text[from-1]) || text[from-1] == '-' || text[from-1] == '_') && !endsSecret(text[s.line:end]) { // --next-token
		return found{}, false
	}
	if to := isSaid(text[at:min(len(text), at+24)]); to > 0 {
		at += to
	}
	quote := at < len(text) && (text[at] == '"' || text[at] == '\'' || text[at] == '`')
	if quote {
		at++
	}
	from := at
	for at < len(text) && at-from < 300 && (isAlnum(text[at]) || text[at] == '-' || text[at] == '_') {
		at++
	}
	v := text[from:at]
	if len(v) < 16 || placeholder(v) || !byChanceDrawn(v) || at < len(text) && (text[at] == '.' && at+1 < len(text) && isAlnum(text[at+1]) || text[at] == '/' || text[at] == '=' || text[at] == ':' || text[at] == '@') {
		return found{}, false
	}
	if _, known := token(text, from); known {
		return found{}, false
	}
	return hit("password", from, at, .75), true
}

// isSaid is where the value begins in "for the admin account is k3!x": behind small
// words and one that says what it is. 0: it is not said so.
func isSaid(b []byte) int {
	for i := 0; i < len(b); {
		at := i
		for at < len(b) && inName(b[at]) {
			at++
		}
		if at == i || at >= len(b) || b[at] != ' ' && b[at] != ':' && b[at] != '\'' {
			return 0
		}
		w := b[i:at]
		i = at + 1
		if b[at] == '\'' {
			if len(w) > 1 { // c'est
				return 0
			}
			continue
		}
		if b[at] == ':' {
			if i < len(b) && b[i] == ' ' {
				return i + 1
			}
			return 0
		}
		switch string(w) {
		case "to", "was", "war", "était", "era", "este", "je", "είναι", "это", "is", "ist", "lautet", "est", "es", "è", "jest", "är", "er", "on", "é", "now", "jetzt", "auf":
			return i
		}
	}
	return 0
}

// saidOf takes a password behind a colon that stands a few words after the word
// for it: mot de passe du wifi : k3!x. It has to look like one.
func (s *scanner) saidOf(i int) (found, bool) {
	text, at := s.text, int(s.seen[ctxSecret])
	if i+7 > len(text) || text[i+1] != ' ' || at >= i || text[at] != ' ' {
		return found{}, false
	}
	for _, c := range text[at:i] {
		if c != ' ' && !inName(c) && c != '-' && c != '(' && c != ')' {
			return found{}, false
		}
	}
	s.seen[ctxSecret] = 0
	f, ok := s.said(i + 1)
	return f, ok
}

// quotedSaid takes a password in quotes behind its word, as in SQL: IDENTIFIED BY
// 'k3!x'. It has to look like one.
func quotedSaid(text []byte, quote int) (found, bool) {
	end, upper, low, digits := quote+1, 0, 0, 0
	for end < len(text) && end-quote < 100 && text[end] != text[quote] {
		switch c := text[end]; {
		case c <= ' ':
			return found{}, false
		case isDigit(c):
			digits++
		case isUpper(c):
			upper++
		case isLetter(c):
			low++
		}
		end++
	}
	v := text[quote+1 : min(end, len(text))]
	if end >= len(text) || text[end] != text[quote] || len(v) < 6 || upper+low < 2 || digits == 0 && (upper == 0 || low == 0 || len(v) < 10) || placeholder(v) || bytes.ContainsAny(v, "${}<>") && !bytes.ContainsAny(v, "0123456789") {
		return found{}, false
	}
	return hit("password", quote+1, end, .75), true
}

// inside takes the value of a name in which the word for a secret stands before
// others: SECRET_TOKEN=, secret_key_base:, <property name="db.password" value=. It
// has to look like one made by chance, unless the name ends with the word.
func (s *scanner) inside(sign int) (found, bool) {
	text, at := s.text, int(s.seen[ctxSecret])
	end := sign
	for end > at && (text[end-1] == ' ' || text[end-1] == '"' || text[end-1] == '\'') {
		end--
	}
	if text[sign] == '>' && text[sign-1] == '"' && tagOfSecret(text[max(s.line, sign-100):sign]) {
		return secretValue(text, sign)
	}
	if text[sign] == '=' && typed(text[at:end]) {
		return secretValue(text, sign)
	}
	attribute := bytes.HasSuffix(text[at:end], []byte("\" value")) || text[sign] == '>' && (string(text[at:end]) == "><Value" || string(text[at:end]) == "><value" || string(text[at:sign]) == "\"><value" || attributes(text[at:sign]))
	if text[sign] == '>' && !attribute && nextCell(text[at:sign]) {
		f, ok := secretValue(text, sign)
		return f, ok && f.end-f.start > 5 && !spoken(text[f.start:f.end])
	}
	if !attribute {
		if namesNoSecret(text, end) || ofPassport(text, end) {
			return found{}, false
		}
		for _, c := range text[at:end] {
			if !isAlnum(c) && c != '_' && c != '.' && c != '-' {
				return found{}, false
			}
		}
	}
	f, ok := secretValue(text, sign)
	if !ok || attribute {
		return f, ok
	}
	v := text[f.start:f.end]
	return f, len(v) >= 20 && varied(v) && !bytes.ContainsAny(v, "/:. ") || len(v) >= 40 && atRandom(v) && !bytes.Contains(v, []byte("://"))
}

// tagOfSecret says whether the tag at the end of b, which has attributes, is one of a
// password: <wsse:Password Type="...".
func tagOfSecret(b []byte) bool {
	b = b[bytes.LastIndexByte(b, '<')+1:]
	at := bytes.IndexByte(b, ' ')
	if at < 4 {
		return false
	}
	var buf [112]byte
	name := lowered(buf[:0], b[:at])
	return bytes.HasSuffix(name, []byte("password")) || bytes.HasSuffix(name, []byte("secret")) || bytes.HasSuffix(name, []byte("passwd"))
}

// typed says whether b is the type that stands between a name and its value: ": &str" of
// Rust, ": String" of Kotlin and Scala, " As String" of Basic.
func typed(b []byte) bool {
	if bytes.HasPrefix(b, []byte(" As ")) || bytes.HasPrefix(b, []byte(" as ")) {
		b = b[len(" As "):]
	} else if b = bytes.TrimLeft(b, " ?!"); len(b) > 0 && b[0] == ':' {
		b = bytes.TrimLeft(b[1:], " &")
	} else {
		return false
	}
	return len(b) > 2 && (bytes.EqualFold(b, []byte("string")) || string(b) == "str" || string(b) == "'static str" || string(b) == "[]byte")
}

// nextCell says whether b is what stands between two cells of a table: </td><td.
func nextCell(b []byte) bool {
	if len(b) < 8 || b[0] != '<' || b[1] != '/' {
		return false
	}
	close := bytes.IndexByte(b, '>')
	if close < 0 {
		return false
	}
	b = bytes.TrimLeft(b[close+1:], " \r\n\t")
	return bytes.HasPrefix(b, []byte("<td")) || bytes.HasPrefix(b, []byte("<dd"))
}
