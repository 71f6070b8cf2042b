package classify

import "bytes"

// commandWords are programs that take a password among their arguments. Scripts,
// histories of shells and notes of how things are done keep such lines.
const commandWords = `mysql mysqldump mysqladmin mysqlimport mysqlcheck mysqlshow mariadb curl sshpass smbclient mongo mongosh mongodump mongorestore mongoexport redis sqlcmd bcp ldapsearch ldapmodify ldapadd plink pscp psftp docker podman unrar httpie lftp rar zip unzip openssl az helm oc cf rdesktop mosquitto signtool cqlsh evil crackmapexec netexec nxc ncftp smbmap rabbitmqadmin racadm ipmitool isql osql snmpwalk snmpget rpcclient`

// commandFlags are the arguments behind which the password stands, by the first
// letters of the program.
var commandFlags = []struct {
	program, flag string
	glued         bool // -psecret
	apart         bool // -p secret
	user          byte // the sign between a user and the password; 0: the password alone
}{
	{"mysql", "-p", true, false, 0},
	{"mariadb", "-p", true, false, 0},
	{"curl", "-u", true, true, ':'},
	{"curl", "--user", false, true, ':'},
	{"curl", "-U", true, true, ':'},
	{"curl", "--proxy-user", false, true, ':'},
	{"sshpass", "-p", true, true, 0},
	{"smbclient", "-U", true, true, '%'},
	{"mongo", "-p", false, true, 0},
	{"redis", "-a", false, true, 0},
	{"sqlcmd", "-P", true, true, 0},
	{"bcp", "-P", true, true, 0},
	{"ldap", "-w", true, true, 0},
	{"plink", "-pw", false, true, 0},
	{"pscp", "-pw", false, true, 0},
	{"psftp", "-pw", false, true, 0},
	{"docker", "-p", false, true, 0},
	{"podman", "-p", false, true, 0},
	{"unrar", "-p", true, false, 0},
	{"httpie", "-a", false, true, ':'},
	{"lftp", "-u", false, true, ','},
	{"7z", "-p", true, false, 0},
	{"rar", "-p", true, false, 0},
	{"rar", "-hp", true, false, 0},
	{"zip", "-P", true, true, 0},
	{"openssl", "-k", false, true, 0},
	{"az", "-p", false, true, 0},
	{"helm", "-p", false, true, 0},
	{"oc", "-p", true, true, 0},
	{"cf", "-p", false, true, 0},
	{"unzip", "-P", true, true, 0},
	{"rdesktop", "-p", true, true, 0},
	{"mosquitto", "-P", false, true, 0},
	{"cqlsh", "-p", false, true, 0},
	{"evil", "-p", false, true, 0},
	{"crackmapexec", "-p", false, true, 0},
	{"netexec", "-p", false, true, 0},
	{"nxc", "-p", false, true, 0},
	{"ncftp", "-p", false, true, 0},
	{"smbmap", "-p", false, true, 0},
	{"rabbitmqadmin", "-p", false, true, 0},
	{"racadm", "-p", false, true, 0},
	{"ipmitool", "-P", false, true, 0},
	{"isql", "-P", true, true, 0},
	{"osql", "-P", true, true, 0},
	{"snmp", "-A", false, true, 0},
	{"snmp", "-X", false, true, 0},
	{"rpcclient", "-U", true, true, '%'},
}

// argument takes the password from the dash of an argument, where a program that
// takes one stands before it on the line.
func (s *scanner) argument(i int) (found, bool) {
	text := s.text
	if i-s.command > 400 || i == 0 || text[i-1] != ' ' && text[i-1] != '\t' {
		return found{}, false
	}
	program := text[s.command:min(len(text), s.command+16)]
	long := bytes.HasPrefix(text[i:], []byte("--password"))
	for j := range commandFlags {
		k := &commandFlags[j]
		if !startsLike(program, k.program) {
			continue
		}
		flag, apart, glued, user := k.flag, k.apart, k.glued, k.user
		if long {
			flag, apart, glued, user = "--password", true, false, 0
		}
		if !bytes.HasPrefix(text[i:], []byte(flag)) {
			continue
		}
		at := i + len(flag)
		if at >= len(text) {
			continue
		}
		switch c := text[at]; {
		case c == ' ' || c == '=' && len(flag) > 2:
			if !apart {
				continue
			}
			for at++; at < len(text) && text[at] == ' ' && at-i < 16; at++ {
			}
		case !glued || c <= ' ' || startsLike(text[i+1:min(len(text), i+9)], "password"):
			continue
		}
		// Without -d and its like, docker -p says which ports are forwarded.
		switch k.program {
		case "docker", "podman", "az", "helm", "oc", "cf":
			if before := text[s.command:i]; !bytes.Contains(before, []byte(" login")) && (k.program != "az" || !bytes.Contains(before, []byte(" -u "))) {
				return found{}, false
			}
		}
		return s.given(at, user)
	}
	return found{}, false
}

// login takes -u user:password where the address that it is for follows, without
// the program before it.
func (s *scanner) login(i int) (found, bool) {
	f, ok := s.given(i+3, ':')
	if !ok {
		return f, false
	}
	rest := bytes.TrimLeft(s.text[f.end:min(len(s.text), int(f.end)+12)], "'\" ")
	if bytes.HasPrefix(rest, []byte("http")) {
		return f, true
	}
	// The line goes on that a program began.
	alone := len(bytes.TrimLeft(s.text[s.line:i], " \t")) == 0 && s.line > 2 && s.text[s.line-2] == '\\'
	return f, alone && !spoken(s.text[f.start:f.end])
}

// startsLike compares the begin of a word with small letters.
func startsLike(w []byte, begin string) bool {
	return len(w) >= len(begin) && lowerIs(w[:len(begin)], begin)
}

// given takes the value of an argument: behind the user, where both are in one.
func (s *scanner) given(at int, user byte) (found, bool) {
	text := s.text
	quote := byte(0)
	if at < len(text) && (text[at] == '\'' || text[at] == '"') {
		quote = text[at]
		at++
	}
	end := at
	for end < len(text) && end-at < 200 {
		c := text[end]
		if quote != 0 && c == quote || c == '\n' || c == '\r' || quote == 0 && (c <= ' ' || c == '"' || c == '\'' || c == '`' || c == '|' || c == ';' || c == '>' || c == '<' || c == ')') {
			break
		}
		end++
	}
	if quote != 0 && (end >= len(text) || text[end] != quote) {
		return found{}, false
	}
	if user != 0 {
		sign := bytes.IndexByte(text[at:end], user)
		switch {
		case sign < 0:
			return found{}, false
		case sign == end-at-1 && looksChosen(text[at:end-1]) && !isAlnum(text[min(end, len(text)-1)]) && (quote != 0 || text[min(end, len(text)-1)] == ' '): // a token for a name
			end--
		default:
			at += sign + 1
		}
		if quote == 0 && at == end && at+3 < len(text) && (text[at] == '\'' || text[at] == '"') { // anna:'k3...'
			return s.given(at, 0)
		}
	}
	for quote == 0 && end > at && (text[end-1] == '.' || text[end-1] == ',') {
		end--
	}
	v := text[at:end]
	if len(v) < 3 || v[0] == '-' || v[0] == '/' || v[0] == '@' || placeholder(v) && !lowerIs(v, "secret") || bytes.Contains(v, []byte("$")) && (quote != '\'' || v[0] == '$' && allCaps(v[1:])) || bytes.Contains(v, []byte("{{")) {
		return found{}, false
	}
	if !isAlnum(v[0]) && spoken(v[1:]) {
		return found{}, false // (secret), _x
	}
	return hit("password", at, end, .85), true
}
