package rootfs

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// Logs says which logs of logins and errors the machine keeps, and for how long.
func (m *Machine) Logs() facts.Logs {
	l := facts.Logs{Journal: "unknown", Syslog: "unknown"}
	if err := m.journal(&l); err != nil {
		l.Blind = Blind("the settings of the system's journal could not be read", err, "run: journalctl --header | head")
		return l
	}
	if err := m.syslog(&l); err != nil {
		l.Blind = Blind("the settings of the log files could not be read", err, "look at /etc/rsyslog.conf and /etc/logrotate.d")
	}
	return l
}

// journal reads journald.conf(5): files in .d count after the main one, and
// the last value of a setting wins.
func (m *Machine) journal(l *facts.Logs) error {
	there, err := m.Has("usr/lib/systemd/systemd-journald")
	if err == nil && !there {
		there, err = m.Has("lib/systemd/systemd-journald")
	}
	if err != nil {
		return err
	}
	if !there {
		l.Journal = "none"
		return nil
	}
	set, err := m.settings("Journal", "usr/lib/systemd/journald.conf", "etc/systemd/journald.conf", "usr/lib/systemd/journald.conf.d/*.conf", "etc/systemd/journald.conf.d/*.conf")
	if err != nil {
		return err
	}
	folder, err := m.Has("var/log/journal")
	if err != nil {
		return err
	}
	switch strings.ToLower(set["Storage"]) {
	case "persistent":
		l.Journal = "persistent"
	case "volatile":
		l.Journal = "volatile"
	case "none":
		l.Journal = "none"
	default: // auto
		l.Journal = "volatile"
		if folder {
			l.Journal = "persistent"
		}
	}
	l.Trimmed = spanDays(set["MaxRetentionSec"])
	if m.Enabled("systemd-journal-upload") {
		l.Remote = true
	}
	return nil
}

// settings reads a section of files in the style of systemd, in order.
func (m *Machine) settings(section string, patterns ...string) (map[string]string, error) {
	out := map[string]string{}
	for _, p := range patterns {
		files := []string{p}
		if strings.Contains(p, "*") {
			var err error
			if files, err = m.Glob(p); err != nil {
				return nil, err
			}
		}
		for _, f := range files {
			raw, err := m.Read(f, 0)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				return nil, err
			}
			in := ""
			for line := range strings.Lines(string(raw)) {
				line = strings.TrimSpace(line)
				switch {
				case line == "" || line[0] == '#' || line[0] == ';':
				case line[0] == '[':
					in = strings.Trim(line, "[]")
				case in == section:
					if k, v, ok := strings.Cut(line, "="); ok {
						out[strings.TrimSpace(k)] = plain(strings.TrimSpace(v), 200)
					}
				}
			}
		}
	}
	return out, nil
}

// spanDays reads a time span of systemd in whole days; 0 when there is none.
func spanDays(v string) int {
	n := 0
	for n < len(v) && digit(v[n]) {
		n++
	}
	amount, err := strconv.Atoi(v[:n])
	if err != nil {
		return 0
	}
	switch strings.TrimSpace(v[n:]) {
	case "year", "years", "y":
		return amount * 365
	case "month", "months", "M":
		return amount * 30
	case "week", "weeks", "w":
		return amount * 7
	case "day", "days", "d":
		return amount
	case "h", "hour", "hours", "hr":
		return max(1, amount/24)
	case "", "s", "sec", "second", "seconds":
		return max(1, amount/86400) * min(1, amount)
	}
	return 0
}

// syslog reads rsyslog's rules: whether logins go to a file, and whether
// anything is sent to another machine; then how long logrotate keeps that file.
func (m *Machine) syslog(l *facts.Logs) error {
	raw, err := m.Read("etc/rsyslog.conf", 0)
	if errors.Is(err, fs.ErrNotExist) {
		l.Syslog = "none"
		return nil
	}
	if err != nil {
		return err
	}
	if !m.Enabled("rsyslog") && !m.Enabled("syslog") {
		l.Syslog = "none"
		return nil
	}
	text := string(raw)
	files, err := m.Glob("etc/rsyslog.d/*.conf")
	if err != nil {
		return err
	}
	for _, f := range files {
		raw, err := m.Read(f, 0)
		if err != nil {
			return err
		}
		text += "\n" + string(raw)
	}
	l.Syslog = "none"
	target := ""
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
		if strings.Contains(line, `type="omfwd"`) || strings.Contains(line, `type="omrelp"`) {
			l.Remote = true
		}
		f := strings.Fields(line)
		if len(f) < 2 || strings.HasPrefix(f[0], "$") {
			continue
		}
		to := f[len(f)-1]
		logins := strings.HasPrefix(f[0], "auth") || strings.HasPrefix(f[0], "*.")
		switch {
		case strings.HasPrefix(to, "@"):
			l.Remote = l.Remote || logins
		case logins && strings.HasPrefix(strings.TrimPrefix(to, "-"), "/"):
			l.Syslog, target = "files", strings.TrimPrefix(to, "-")
		}
	}
	if l.Syslog == "files" {
		return m.rotation(l, target)
	}
	return nil
}

// rotation reads logrotate's settings for one log file: how many old ones are
// kept, and how often a new one is begun.
func (m *Machine) rotation(l *facts.Logs, file string) error {
	files, err := m.Glob("etc/logrotate.d/*")
	if err != nil {
		return err
	}
	count, every := 0, 7
	read := func(line string) {
		switch f := strings.Fields(line); {
		case len(f) == 0:
		case f[0] == "daily":
			every = 1
		case f[0] == "weekly":
			every = 7
		case f[0] == "monthly":
			every = 30
		case f[0] == "yearly":
			every = 365
		case f[0] == "rotate" && len(f) > 1:
			count, _ = strconv.Atoi(f[1])
		}
	}
	main, err := m.Read("etc/logrotate.conf", 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // nothing is ever thrown away by it
	}
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(main)) {
		if !strings.ContainsAny(line, "{}") && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\t") {
			read(line)
		}
	}
	for _, f := range files {
		raw, err := m.Read(f, 0)
		if err != nil {
			return err
		}
		for block := range strings.SplitSeq(string(raw), "}") {
			names, body, ok := strings.Cut(block, "{")
			if ok && strings.Contains(" "+strings.Join(strings.Fields(names), " ")+" ", " "+file+" ") {
				for line := range strings.Lines(body) {
					read(strings.TrimSpace(line))
				}
				l.Days = count * every
				return nil
			}
		}
	}
	return nil
}
