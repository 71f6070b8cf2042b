package rootfs

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// Lock says whether the screen locks by itself, and whether the machine starts
// without asking who is there.
func (m *Machine) Lock() facts.Lock {
	l := facts.Lock{Locks: "unknown", AutoLogin: "unknown", After: -1}
	m.autoLogin(&l)
	switch l.Desktop = m.desktop(); l.Desktop {
	case "gnome":
		m.gnome(&l)
	case "kde":
		m.kde(&l)
	case "":
		l.Blind = facts.Blind{Why: "no desktop that we know is installed", Next: "leave the machine alone for 15 minutes and look"}
	default:
		l.Blind = facts.Blind{Why: "this version cannot read the settings of the desktop " + l.Desktop, Next: "leave the machine alone for 15 minutes and look"}
	}
	return l
}

// desktop is the one that is installed; of several, the one that we can read.
func (m *Machine) desktop() string {
	var names []string
	for _, dir := range []string{"usr/share/wayland-sessions", "usr/share/xsessions"} {
		all, err := m.Glob(dir + "/*.desktop")
		if err != nil {
			return ""
		}
		for _, f := range all {
			names = append(names, strings.TrimSuffix(path.Base(f), ".desktop"))
		}
	}
	for _, known := range []struct{ prefix, desktop string }{{"gnome", "gnome"}, {"ubuntu", "gnome"}, {"plasma", "kde"}, {"xfce", "xfce"}, {"cinnamon", "cinnamon"}, {"mate", "mate"}, {"lxqt", "lxqt"}} {
		if slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, known.prefix) }) {
			return known.desktop
		}
	}
	if len(names) > 0 {
		return "other"
	}
	return ""
}

const lookAtIt = "ask in each person's session: gsettings get org.gnome.desktop.screensaver lock-enabled"

// gnome: built in are a lock after 300 seconds of idling; the machine's own
// settings (dconf(7)) come before, those of a person before these, unless a
// lock file forbids it.
func (m *Machine) gnome(l *facts.Lock) {
	set, locks, err := m.dconf()
	if err != nil {
		l.Blind = Blind("the settings of the desktop could not be read", err, lookAtIt)
		return
	}
	const lockKey, idleKey, offKey = "org/gnome/desktop/screensaver/lock-enabled", "org/gnome/desktop/session/idle-delay", "org/gnome/desktop/lockdown/disable-lock-screen"
	on, idle := set[lockKey] != "false" && set[offKey] != "true", 300
	if v, ok := set[idleKey]; ok {
		if idle, err = strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(v, "uint32"))); err != nil {
			l.Blind = facts.Blind{Why: "the time after which the screen locks is set to what is no number", Next: lookAtIt}
			return
		}
	}
	if v, ok := set["org/gnome/desktop/screensaver/lock-delay"]; ok {
		if d, err := strconv.Atoi(strings.TrimSpace(strings.TrimPrefix(v, "uint32"))); err == nil && idle > 0 {
			idle += d
		}
	}
	l.After = idle
	l.Locks = map[bool]string{true: "yes", false: "no"}[on && idle > 0]
	l.Enforced = locks[lockKey] && locks[idleKey]
	if l.Enforced {
		return
	}
	persons, _, err := m.people()
	for _, p := range persons {
		if err != nil {
			break
		}
		var raw []byte
		raw, err = m.Read(p.home+"/.config/dconf/user", 16<<20)
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
			continue
		}
		for _, key := range []string{"lock-enabled", "idle-delay", "disable-lock-screen", "lock-delay"} {
			if bytes.Contains(raw, []byte(key)) {
				l.Locks, l.Blind = "unknown", facts.Blind{Why: "somebody who works at it has settings of their own for the lock of the screen", Next: lookAtIt}
				return
			}
		}
	}
	if err != nil {
		l.Locks, l.Blind = "unknown", Blind("the settings of the people who work at it could not be read", err, lookAtIt)
	}
}

// dconf reads the machine's own settings: the key files of the databases that
// the profile names, and which of them people may not change.
func (m *Machine) dconf() (set map[string]string, locks map[string]bool, err error) {
	set, locks = map[string]string{}, map[string]bool{}
	raw, err := m.Read("etc/dconf/profile/user", 0)
	if errors.Is(err, fs.ErrNotExist) {
		return set, locks, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var bases []string
	for line := range strings.Lines(string(raw)) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "system-db:"); ok {
			bases = append(bases, plain(name, 64))
		}
	}
	slices.Reverse(bases) // the first one named has the last word
	for _, base := range bases {
		files, err := m.Glob("etc/dconf/db/" + base + ".d/*")
		if err != nil {
			return nil, nil, err
		}
		for _, f := range files {
			if st, err := m.Stat(f); err != nil || st.IsDir() {
				continue
			}
			raw, err := m.Read(f, 0)
			if err != nil {
				return nil, nil, err
			}
			dir := ""
			for line := range strings.Lines(string(raw)) {
				line = strings.TrimSpace(line)
				if strings.HasPrefix(line, "[") {
					dir = strings.Trim(line, "[]/")
				} else if k, v, ok := strings.Cut(line, "="); ok && !strings.HasPrefix(line, "#") {
					set[dir+"/"+strings.TrimSpace(k)] = strings.TrimSpace(v)
				}
			}
		}
		files, err = m.Glob("etc/dconf/db/" + base + ".d/locks/*")
		if err != nil {
			return nil, nil, err
		}
		for _, f := range files {
			raw, err := m.Read(f, 0)
			if err != nil {
				return nil, nil, err
			}
			for line := range strings.Lines(string(raw)) {
				locks[strings.Trim(strings.TrimSpace(line), "/")] = true
			}
		}
	}
	return set, locks, nil
}

// kde: built in is a lock after 5 minutes; a person's own file comes before.
func (m *Machine) kde(l *facts.Lock) {
	persons, _, err := m.people()
	files := [][]string{{"etc/xdg/kscreenlockerrc"}}
	for _, p := range persons {
		files = append(files, []string{"etc/xdg/kscreenlockerrc", p.home + "/.config/kscreenlockerrc"})
	}
	l.Locks, l.After = "yes", 300
	for _, own := range files {
		if err != nil {
			break
		}
		var set map[string]string
		if set, err = m.settings("Daemon", own...); err != nil {
			break
		}
		minutes := 5
		if v, ok := set["Timeout"]; ok {
			if minutes, err = strconv.Atoi(v); err != nil {
				err = errors.New("the time after which the screen locks is no number")
				break
			}
		}
		l.After = max(l.After, minutes*60)
		if strings.EqualFold(set["Autolock"], "false") || minutes == 0 {
			l.Locks = "no"
		}
	}
	if err != nil && l.Locks != "no" {
		l.Locks, l.After = "unknown", -1
		l.Blind = Blind("the settings of the desktop could not be read", err, "leave the machine alone for 15 minutes and look")
	}
}

// autoLogin reads the login screen's settings.
func (m *Machine) autoLogin(l *facts.Lock) {
	found := false
	for _, dm := range []struct {
		name, dir, section string
		files              []string
		key, off           string
	}{
		{"gdm", "etc/gdm3", "daemon", []string{"etc/gdm3/custom.conf", "etc/gdm3/daemon.conf"}, "AutomaticLoginEnable", "false"},
		{"gdm", "etc/gdm", "daemon", []string{"etc/gdm/custom.conf"}, "AutomaticLoginEnable", "false"},
		{"lightdm", "etc/lightdm", "Seat:*", []string{"usr/share/lightdm/lightdm.conf.d/*.conf", "etc/lightdm/lightdm.conf.d/*.conf", "etc/lightdm/lightdm.conf"}, "autologin-user", ""},
		{"lightdm", "etc/lightdm", "SeatDefaults", []string{"etc/lightdm/lightdm.conf"}, "autologin-user", ""},
		{"sddm", "usr/lib/sddm", "Autologin", []string{"usr/lib/sddm/sddm.conf.d/*.conf", "etc/sddm.conf.d/*.conf", "etc/sddm.conf"}, "User", ""},
	} {
		there, err := m.Has(dm.dir)
		if err == nil && !there {
			continue
		}
		var set map[string]string
		if err == nil {
			set, err = m.settings(dm.section, dm.files...)
		}
		if err != nil {
			l.LoginWhy, l.LoginNext = "the settings of the login screen could not be read: "+Reason(err), "restart the machine and see whether it asks for a password"
			return
		}
		found = true
		if v := strings.ToLower(set[dm.key]); v != dm.off && v != "" && v != "0" {
			l.AutoLogin, l.Because = "yes", "the login screen ("+dm.name+") is set to log somebody in by itself"
			return
		}
	}
	if !found {
		l.LoginWhy, l.LoginNext = "no login screen that we know is installed", "restart the machine and see whether it asks for a password"
		return
	}
	l.AutoLogin = "no"
}
