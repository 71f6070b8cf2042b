package rootfs

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// sshd's settings that matter here, with the values that OpenSSH has built in
// (sshd_config(5), OpenSSH 9 and 10).
var sshdDefaults = map[string]string{
	"permitrootlogin": "without-password", "passwordauthentication": "yes", "kbdinteractiveauthentication": "yes",
	"permitemptypasswords": "no", "pubkeyauthentication": "yes", "usepam": "no", "authenticationmethods": "any",
}

// Login reads how people may log in from afar: the settings of OpenSSH's
// server, Include and Match as it reads them itself.
func (m *Machine) Login() facts.Login {
	var l facts.Login
	there, err := m.Has("usr/sbin/sshd")
	if err != nil {
		l.Blind = Blind("it could not be seen whether a server for remote logins is installed", err, "run: sshd -T")
		return l
	}
	l.Installed = &there
	if !there {
		return l
	}
	c := &sshdConfig{m: m, values: map[string]string{}, forAll: map[string]string{}}
	if err := c.file("etc/ssh/sshd_config", 0); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = errors.New("etc/ssh/sshd_config is not there")
		}
		l.Blind = Blind("the settings for remote logins could not be read", err, "run: sshd -T")
		return l
	}
	l.Settings = map[string]string{}
	for name, value := range sshdDefaults {
		if v, ok := c.values[name]; ok {
			value = v
		}
		if v, ok := c.forAll[name]; ok { // what a Match block sets goes before
			value = v
		}
		l.Settings[name] = value
	}
	l.Exceptions = c.exceptions
	return l
}

type sshdConfig struct {
	m          *Machine
	values     map[string]string // the first value of a setting counts
	forAll     map[string]string // likewise, of those in a block Match all
	matching   bool              // we are in a Match block
	when       string            // kinds of its criteria; "" is for all
	exceptions []facts.Exception
	files      int
}

// file reads one file of settings; an included one stands where it is named.
func (c *sshdConfig) file(name string, depth int) error {
	if c.files++; depth > 16 || c.files > 200 {
		return errors.New("files that include one another")
	}
	raw, err := c.m.Read(name, 0)
	if err != nil {
		return err
	}
	outer, within := c.when, c.matching
	for line := range strings.Lines(string(raw)) {
		words, ok := sshdWords(line)
		if !ok {
			return fmt.Errorf("a line of %s is garbled", path.Base(name))
		}
		if len(words) == 0 {
			continue
		}
		key := strings.ToLower(words[0])
		if len(words) < 2 {
			return fmt.Errorf("a setting in %s has no value", path.Base(name))
		}
		switch key {
		case "include":
			for _, pattern := range words[1:] {
				if !path.IsAbs(pattern) {
					pattern = "/etc/ssh/" + pattern
				}
				files, err := c.m.Glob(strings.TrimPrefix(pattern, "/"))
				if err != nil {
					return err
				}
				for _, f := range files {
					if err := c.file(f, depth+1); err != nil {
						return err
					}
				}
			}
		case "match":
			c.when, c.matching = criteria(words[1:]), true
		default:
			c.set(key, words[1:])
		}
	}
	c.when, c.matching = outer, within // a Match block ends with its file
	return nil
}

func (c *sshdConfig) set(key string, words []string) {
	if key == "challengeresponseauthentication" || key == "skeyauthentication" {
		key = "kbdinteractiveauthentication"
	}
	if _, ours := sshdDefaults[key]; !ours {
		return
	}
	value := plain(strings.Join(words, " "), 100)
	if key != "authenticationmethods" {
		value = strings.ToLower(value)
	}
	if key == "permitrootlogin" && value == "prohibit-password" {
		value = "without-password" // two words for one thing; sshd -T prints this one
	}
	if c.when != "" {
		e := facts.Exception{For: c.when, Name: key, Value: value}
		if !slices.Contains(c.exceptions, e) && len(c.exceptions) < 50 {
			c.exceptions = append(c.exceptions, e)
		}
		return
	}
	to := c.values
	if c.matching {
		to = c.forAll
	}
	if _, set := to[key]; !set {
		to[key] = value
	}
}

// criteria are the kinds of criteria of a Match line; whom they name is nobody's
// business. "" is for a line that matches all.
func criteria(words []string) string {
	var out []string
	for i := 0; i < len(words); i++ {
		kind, _, joined := strings.Cut(strings.ToLower(words[i]), "=")
		switch kind {
		case "all":
			continue
		case "canonical", "final", "invalid-user":
		case "user", "group", "host", "localaddress", "localport", "address", "rdomain", "version":
			if !joined {
				i++
			}
		default:
			kind = "other"
		}
		out = append(out, kind)
	}
	return strings.Join(out, " ")
}

// sshdWords cuts a line as sshd does: blanks or one equals sign after the
// name, double quotes hold a word together, a # begins a comment.
func sshdWords(line string) ([]string, bool) {
	line = strings.TrimSpace(strings.TrimRight(line, "\r\n"))
	if line == "" || line[0] == '#' {
		return nil, true
	}
	if strings.ContainsRune(line, 0) {
		return nil, false
	}
	n := strings.IndexAny(line, " \t=")
	if n < 0 {
		return []string{line}, true
	}
	key, rest := line[:n], strings.TrimSpace(line[n:])
	rest = strings.TrimSpace(strings.TrimPrefix(rest, "="))
	out := []string{key}
	var b strings.Builder
	in, quoted := false, false
	for _, c := range rest {
		switch {
		case c == '"':
			quoted, in = !quoted, true
		case c == '#' && !in && !quoted:
			return out, true
		case (c == ' ' || c == '\t') && !quoted:
			if in {
				out = append(out, b.String())
				b.Reset()
			}
			in = false
		default:
			in = true
			b.WriteRune(c)
		}
	}
	if in {
		out = append(out, b.String())
	}
	return out, !quoted
}
