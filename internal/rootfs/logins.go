package rootfs

import (
	"errors"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"
)

// Login is an account of a machine that a person could sign in with. Its name
// and description are for fingerprints only.
type Login struct {
	Name, Description string
	UID               int
	Password          string // set | none | locked | unknown
	Keys              int    // -1: not readable
	Expires           string // YYYY-MM-DD
}

// Logins are the accounts of people, and what opens each: why is set when
// what opens them could not be read in full.
func (m *Machine) Logins() (out []Login, why error, err error) {
	raw, err := m.Read("etc/passwd", 8<<20)
	if err != nil {
		return nil, nil, err
	}
	shadow := map[string][]string{}
	secrets, why := m.Read("etc/shadow", 8<<20)
	for line := range strings.Lines(string(secrets)) {
		if f := strings.Split(strings.TrimSpace(line), ":"); len(f) >= 8 {
			shadow[f[0]] = f
		}
	}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == '+' || line[0] == '-' {
			continue
		}
		f := strings.Split(line, ":")
		if len(f) != 7 {
			return nil, nil, errors.New("a line of etc/passwd is garbled")
		}
		uid, err := strconv.Atoi(f[2])
		if err != nil {
			return nil, nil, errors.New("a line of etc/passwd is garbled")
		}
		if !ofPerson(f[0], uid, f[5], path.Base(f[6])) {
			continue
		}
		l := Login{Name: f[0], Description: f[4], UID: uid, Password: "unknown"}
		switch s, had := shadow[f[0]]; {
		case had:
			l.Password = passwordState(s[1])
			if days, err := strconv.Atoi(s[7]); err == nil {
				l.Expires = time.Unix(0, 0).UTC().AddDate(0, 0, days).Format(time.DateOnly)
			}
		case f[1] != "x":
			l.Password = passwordState(f[1])
		case why == nil:
			l.Password = "locked" // the file has no line for it
		}
		var unread error
		l.Keys, unread = m.keys(f[0], f[5])
		if why == nil {
			why = unread
		}
		out = append(out, l)
	}
	return out, why, nil
}

// ofPerson says whether an account is one that people sign in with. login.defs
// begins at 1000, older systems at 500.
func ofPerson(name string, uid int, home, shell string) bool {
	switch shell {
	case "nologin", "false", "sync", "shutdown", "halt", "git-shell", "true":
		return false
	}
	switch {
	case uid == 0:
		return name != "root"
	case uid >= 500 && uid < 1000:
		return strings.HasPrefix(home, "/home/")
	}
	return uid >= 1000 && uid < 60000
}

func passwordState(hash string) string {
	switch {
	case hash == "":
		return "none"
	case hash[0] == '!' || hash[0] == '*' || len(hash) < 13: // shorter than any hash
		return "locked"
	}
	return "set"
}

// keys counts the SSH keys that open an account.
func (m *Machine) keys(name, home string) (int, error) {
	n := 0
	for _, at := range []string{home + "/.ssh/authorized_keys", home + "/.ssh/authorized_keys2", "etc/ssh/authorized_keys/" + name} {
		raw, err := m.Read(strings.TrimPrefix(at, "/"), 4<<20)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return -1, err
		}
		for line := range strings.Lines(string(raw)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				n++
			}
		}
	}
	return n, nil
}
