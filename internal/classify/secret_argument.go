package classify

import "bytes"

// netUse takes the password of a share of Windows: net use Z: \\nas\x k3... /user:anna.
func netUse(text []byte, end int) (found, bool) {
	line := text[end:lineEnd(text, end, 200)]
	if bytes.HasPrefix(line, []byte(" user ")) { // net user anna k3... /add
		parts := bytes.Fields(line[len(" user "):])
		if len(parts) < 2 || len(parts[1]) < 4 || bytes.ContainsAny(parts[1][:1], "/*%$<") || placeholder(parts[1]) {
			return found{}, false
		}
		from := end + bytes.Index(line, parts[1])
		return hit("password", from, from+len(parts[1]), .85), true
	}
	if !bytes.HasPrefix(line, []byte(" use ")) {
		return found{}, false
	}
	user := bytes.Index(line, []byte("/user:"))
	if user < 0 {
		if user = bytes.Index(line, []byte("/USER:")); user < 0 {
			return found{}, false
		}
	}
	before := bytes.TrimRight(line[:user], " ")
	from := bytes.LastIndexByte(before, ' ') + 1
	v := before[from:]
	if bytes.IndexByte(v, '\\') >= 0 || len(v) < 4 || v[len(v)-1] == ':' || v[0] == '/' || bytes.ContainsAny(v, "%$") { // it stands behind
		at := user + 6
		for at < len(line) && line[at] > ' ' {
			at++
		}
		for at < len(line) && line[at] == ' ' {
			at++
		}
		from = at
		for at < len(line) && line[at] > ' ' {
			at++
		}
		v = line[from:at]
	}
	if len(v) < 4 || v[0] == '/' || v[0] == '*' || v[0] == '%' || v[0] == '$' || placeholder(v) {
		return found{}, false
	}
	return hit("password", end+from, end+from+len(v), .85), true
}

// placed takes the password of programs that take it by its place: rabbitmqctl
// add_user shop k3..., htpasswd -b file anna k3..., schtasks ... /rp k3.... end is
// where the program's name ends.
func placed(text []byte, end int, program []byte) (found, bool) {
	stop := lineEnd(text, end, 240)
	fields, at := 0, end
	want, need := -1, ""
	switch {
	case lowerIs(program, "rabbitmqctl"):
		want, need = 2, "_"
	case lowerIs(program, "htpasswd"):
		want, need = 3, "b"
	case lowerIs(program, "schtasks"):
		need = "/rp"
	case lowerIs(program, "useradd"), lowerIs(program, "usermod"), lowerIs(program, "psexec"), lowerIs(program, "keytool"):
		need = "-p"
		if lowerIs(program, "keytool") {
			need = "-storepass"
		}
	}
	before := []byte(nil)
	for at < stop {
		for at < stop && text[at] == ' ' {
			at++
		}
		from := at
		for at < stop && text[at] > ' ' {
			at++
		}
		w := text[from:at]
		if len(w) == 0 {
			break
		}
		here := want >= 0 && fields == want || want < 0 && bytes.EqualFold(before, []byte(need))
		if fields == 0 && want >= 0 && !bytes.Contains(w, []byte(need)) {
			return found{}, false
		}
		if here {
			if len(w) < 4 || w[0] == '-' || w[0] == '/' || w[0] == '$' && bytes.IndexByte(w[1:], '$') < 0 || w[0] == '%' || w[0] == '"' || w[0] == '\'' || placeholder(w) {
				return found{}, false
			}
			return hit("password", from, at, .8), true
		}
		before = w
		fields++
	}
	return found{}, false
}

// thirdArgument takes the password of a call that opens a database or a mailbox,
// which stands behind the place and the user: mysqli_connect('db', 'root', 'k3...').
func thirdArgument(text []byte, end int) (found, bool) { return argumentOf(text, end, 3) }

// argumentOf takes the quoted argument at that place of the call whose name ends near end.
func argumentOf(text []byte, end, which int) (found, bool) {
	at := end
	for at < len(text) && at-end < 24 && (isAlnum(text[at]) || text[at] == '_') {
		at++
	}
	if at >= len(text) || text[at] != '(' {
		return found{}, false
	}
	at++
	for arg := 1; arg <= which && at < len(text); arg++ {
		for at < len(text) && text[at] == ' ' {
			at++
		}
		if at >= len(text) {
			return found{}, false
		}
		if (text[at] == 'b' || text[at] == '@' || text[at] == '&') && at+1 < len(text) && (text[at+1] == '\'' || text[at+1] == '"') {
			at++
		}
		q := text[at]
		if q != '\'' && q != '"' {
			if arg == which {
				return found{}, false
			}
			for at < len(text) && text[at] != ',' && text[at] != ')' && text[at] != '\n' {
				at++
			}
		} else {
			from := at + 1
			k := bytes.IndexByte(text[from:min(len(text), from+200)], q)
			if k < 0 {
				return found{}, false
			}
			at = from + k + 1
			if arg == which {
				v := text[from : from+k]
				if len(v) < 3 || placeholder(v) || bytes.ContainsAny(v, " \n{}<>") {
					return found{}, false
				}
				return hit("password", from, from+k, .85), true
			}
			for at < len(text) && text[at] == ' ' {
				at++
			}
		}
		if at >= len(text) || text[at] != ',' {
			return found{}, false
		}
		at++
	}
	return found{}, false
}

// slashLogin takes user/password@place as Oracle's programs and addresses have it.
func slashLogin(text []byte, end int) (found, bool) {
	at := end
	for at < len(text) && at-end < 24 && (text[at] == ' ' || text[at] == ':' || text[at] == '-' || isAlnum(text[at]) && text[at-1] == '-') {
		at++
	}
	user := at
	for at < len(text) && at-user < 32 && (isAlnum(text[at]) || text[at] == '_' || text[at] == '#') {
		at++
	}
	if at == user || at+4 > len(text) || text[at] != '/' || text[at+1] == '/' {
		return found{}, false
	}
	from := at + 1
	for at = from; at < len(text) && at-from < 64 && text[at] > ' ' && text[at] != '@' && text[at] != '"' && text[at] != '\'' && text[at] != '/'; {
		at++
	}
	v := text[from:min(at, len(text))]
	if (at >= len(text) || text[at] <= ' ') && end > 7 && startsLike(text[end-7:end], "sqlplus") && looksChosen(v) && varied(v) && !placeholder(v) {
		return hit("password", from, at, .8), true
	}
	if at >= len(text) || text[at] != '@' || len(v) < 3 || placeholder(v) || v[0] == '&' {
		return found{}, false
	}
	return hit("password", from, at, .85), true
}
