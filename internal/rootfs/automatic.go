package rootfs

import (
	"errors"
	"io/fs"
	"strings"
)

// automatic says whether security updates are installed by themselves: on, off
// or unknown, what it was told from, and the step that would settle it.
func (m *Machine) automatic() (state, how, next string) {
	if ok, err := m.Has("etc/apt"); err != nil || !ok {
		return m.automaticOther()
	}
	conf, err := m.aptConfig()
	if err != nil {
		return "unknown", "the settings of apt could not be read: " + Reason(err), "run: apt-config dump | grep Periodic"
	}
	ready, err := m.Has("usr/bin/unattended-upgrade")
	if err == nil && !ready {
		ready, err = m.Has("usr/bin/unattended-upgrades")
	}
	switch {
	case err != nil:
		return "unknown", "it could not be seen whether unattended-upgrades is installed: " + Reason(err), "run: dpkg -l unattended-upgrades"
	case !ready:
		return "off", "unattended-upgrades is not installed", ""
	}
	for _, k := range []string{"apt::periodic::enable", "apt::periodic::update-package-lists", "apt::periodic::unattended-upgrade"} {
		v, set := conf[k]
		if k == "apt::periodic::enable" && !set {
			continue // on unless switched off
		}
		if !aptOn(v) {
			return "off", "apt's settings leave " + k + " off", ""
		}
	}
	if to, err := m.Link("etc/systemd/system/apt-daily-upgrade.timer"); err == nil && to == "/dev/null" {
		return "off", "the timer that would install them is masked", ""
	}
	return "on", "unattended-upgrades is installed and apt's settings switch it on", ""
}

// automaticOther is for systems that do not use apt.
func (m *Machine) automaticOther() (state, how, next string) {
	raw, err := m.Read("etc/dnf/automatic.conf", 0)
	if errors.Is(err, fs.ErrNotExist) {
		return "unknown", "this version knows the automatic updates of apt and dnf only", "look at the system's update settings"
	}
	if err != nil {
		return "unknown", "the settings of dnf-automatic could not be read: " + Reason(err), "run: systemctl list-timers 'dnf*'"
	}
	if m.Enabled("dnf-automatic-install") {
		return "on", "dnf-automatic-install starts with the system", ""
	}
	apply := false
	for line := range strings.Lines(string(raw)) {
		k, v, _ := strings.Cut(line, "=")
		if strings.TrimSpace(k) == "apply_updates" {
			apply = strings.EqualFold(strings.TrimSpace(v), "yes") || strings.EqualFold(strings.TrimSpace(v), "true")
		}
	}
	if apply && (m.Enabled("dnf-automatic") || m.Enabled("dnf5-automatic")) {
		return "on", "dnf-automatic is set to install what it fetches", ""
	}
	return "off", "dnf-automatic does not install what it fetches", ""
}

// aptOn reads a period of apt: a number of days, or always; 0 is never.
func aptOn(v string) bool {
	v = strings.ToLower(v)
	return v != "" && strings.Trim(v, "0") != "" && v != "no" && v != "false" && v != "off"
}

// aptConfig is apt.conf(5): every setting by its full name in lower case, the
// last one of a name. Lists are left out.
func (m *Machine) aptConfig() (map[string]string, error) {
	files, err := m.Glob("etc/apt/apt.conf.d/*")
	if err != nil {
		return nil, err
	}
	if ok, err := m.Has("etc/apt/apt.conf"); err != nil {
		return nil, err
	} else if ok {
		files = append(files, "etc/apt/apt.conf")
	}
	out := map[string]string{}
	for _, f := range files {
		base := f[strings.LastIndexByte(f, '/')+1:]
		if strings.Contains(base, ".") && !strings.HasSuffix(base, ".conf") {
			continue // apt passes over such names, .dpkg-old among them
		}
		if st, err := m.Stat(f); err == nil && st.IsDir() {
			continue
		}
		raw, err := m.Read(f, 0)
		if err != nil {
			return nil, err
		}
		parseApt(string(raw), out)
	}
	return out, nil
}

// parseApt reads `A::B "v";` and `A { B "v"; };`.
func parseApt(text string, out map[string]string) {
	var scope []string
	var words []string
	full := func(name string) string {
		return strings.ToLower(strings.Join(append(append([]string{}, scope...), name), "::"))
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '#' && !strings.HasPrefix(text[i:], "#clear") || strings.HasPrefix(text[i:], "//"):
			i += lineEnd(text[i:])
		case strings.HasPrefix(text[i:], "/*"):
			n := strings.Index(text[i+2:], "*/")
			if n < 0 {
				return
			}
			i += n + 4
		case c == '"':
			n := strings.IndexByte(text[i+1:], '"')
			if n < 0 {
				return
			}
			words = append(words, text[i+1:i+1+n])
			i += n + 2
		case c == '{':
			name := ""
			if len(words) > 0 {
				name = words[0]
			}
			scope, words = append(scope, name), nil
			i++
		case c == '}':
			scope, words = scope[:max(0, len(scope)-1)], nil
			i++
		case c == ';':
			if len(words) == 2 && !strings.HasSuffix(words[0], "::") {
				out[full(words[0])] = words[1]
			}
			words = nil
			i++
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		default:
			n := strings.IndexAny(text[i:], " \t\r\n;{}\"")
			if n <= 0 {
				n = len(text) - i
			}
			words = append(words, text[i:i+n])
			i += n
		}
	}
}

func lineEnd(s string) int {
	if n := strings.IndexByte(s, '\n'); n >= 0 {
		return n + 1
	}
	return len(s)
}
