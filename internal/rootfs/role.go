package rootfs

import (
	"errors"
	"slices"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// The roles of a machine.
const (
	Server = "server"
	Office = "office"
)

// Identity is what a machine is and what it is called.
type Identity struct {
	System facts.System
	Name   string // as given, else its own host name
}

// Subject is the key of the machine: host:NAME for a server, machine:ID for
// one that people work at.
func (i Identity) Subject(name string) string {
	if i.System.Role == Office {
		return "machine:" + name
	}
	return "host:" + name
}

// Identify says what the machine is. as is the name that the firm gave it:
// "server" or "office", alone or followed by a dash and a name, settles the
// role; anything else only names it.
func (m *Machine) Identify(as string) (Identity, error) {
	rel, err := m.Release()
	if errors.Is(err, ErrNoSystem) && !m.Live {
		if windows, err := m.windows(); err == nil && windows {
			rel = Release{"ID": WindowsID, "VARIANT_ID": "desktop"}
		}
	}
	if err != nil && rel == nil {
		return Identity{}, err
	}
	id := Identity{System: rel.system(), Name: m.hostName()}
	if err != nil {
		id.System = windowsSystem()
	}
	id.System.Copy = !m.Live
	if id.System.ID == "ubuntu" && id.System.Extended {
		all, err := m.Glob(aptLists + "/esm.ubuntu.com_infra_*")
		id.System.Extended = err != nil || len(all) > 0 // it is attached to the paid support
	}
	id.System.Container = m.container()
	role, _, _ := strings.Cut(strings.ToLower(as), "-")
	switch {
	case role == Server || role == Office:
		id.System.Role, id.System.Because = role, []string{"the firm says so"}
		if strings.Contains(as, "-") {
			id.Name = as
		}
	default:
		id.System.Role, id.System.Because = m.role(rel)
		if as != "" {
			id.Name = as
		}
	}
	return id, nil
}

func (m *Machine) hostName() string {
	for _, file := range []string{"proc/sys/kernel/hostname", "etc/hostname"} {
		if !m.Live && strings.HasPrefix(file, "proc") {
			continue
		}
		raw, err := m.Read(file, 4096)
		if name := strings.TrimSpace(string(raw)); err == nil && name != "" {
			return strings.ReplaceAll(plain(strings.Fields(name)[0], 64), "/", "-")
		}
	}
	return "unnamed"
}

// container says whether the system is one in a container: its disks, kernel
// and way to the network belong to another machine. A virtual machine made from
// a container's image keeps the mark, but has the kernel's own threads and a
// disk of its own.
func (m *Machine) container() bool {
	if !m.Live {
		return false
	}
	marked := false
	for _, mark := range []string{".dockerenv", "run/.containerenv", "run/systemd/container"} {
		if ok, err := m.Has(mark); ok && err == nil {
			marked = true
		}
	}
	if !marked {
		return false
	}
	thread, _ := m.Read("proc/2/comm", 4096)
	mounts, _ := m.Read("proc/self/mounts", 4<<20)
	own := false
	for line := range strings.Lines(string(mounts)) {
		if f := strings.Fields(line); len(f) > 2 && f[1] == "/" {
			own = strings.HasPrefix(f[0], "/dev/")
		}
	}
	return strings.TrimSpace(string(thread)) != "kthreadd" || !own
}

// services that make a machine a server when they start with it.
var services = []string{"apache2", "httpd", "nginx", "caddy", "lighttpd", "mariadb", "mysql", "mysqld", "postgresql", "redis-server", "mongod",
	"postfix", "exim4", "dovecot", "named", "bind9", "samba", "smbd", "nfs-server", "php-fpm", "tomcat9", "tomcat10", "slapd"}

// role tells a server from a machine that somebody works at. A screen with a
// desktop, or a battery, is a machine for people; a Linux without either is
// run as a server.
func (m *Machine) role(rel Release) (string, []string) {
	var office, server []string
	for _, dir := range []string{"usr/share/xsessions", "usr/share/wayland-sessions"} {
		if all, err := m.Glob(dir + "/*.desktop"); err == nil && len(all) > 0 {
			office = append(office, "it has a graphical desktop")
			break
		}
	}
	if _, err := m.Lstat("etc/systemd/system/display-manager.service"); err == nil {
		office = append(office, "it starts with a login screen")
	}
	switch strings.ToLower(rel["VARIANT_ID"]) {
	case "workstation", "desktop", "kde", "silverblue", "kinoite":
		office = append(office, "its system is the edition for desktops")
	case "server":
		server = append(server, "its system is the edition for servers")
	}
	if m.Live {
		if all, err := m.Glob("sys/class/power_supply/BAT*"); err == nil && len(all) > 0 {
			office = append(office, "it has a battery")
		}
		// SMBIOS 3.7, table 17: 8-10, 14, 30-32 can be carried; 17, 23, 28, 29 stand in racks.
		if raw, err := m.Read("sys/class/dmi/id/chassis_type", 64); err == nil {
			switch c := strings.TrimSpace(string(raw)); {
			case slices.Contains([]string{"8", "9", "10", "14", "30", "31", "32"}, c):
				office = append(office, "its case is that of a laptop or tablet")
			case slices.Contains([]string{"17", "23", "28", "29"}, c):
				server = append(server, "its case is that of a server")
			}
		}
	}
	for _, s := range services {
		if m.Enabled(s) {
			server = append(server, "it starts "+s)
		}
	}
	switch {
	case len(office) > 0:
		return Office, office
	case len(server) > 0:
		return Server, server
	}
	return Server, []string{"it has no graphical desktop"}
}

// Enabled says whether a systemd unit is started with the system.
func (m *Machine) Enabled(service string) bool {
	for _, want := range []string{"multi-user.target.wants", "graphical.target.wants", "sysinit.target.wants", "sockets.target.wants", "timers.target.wants", "network-pre.target.wants", "basic.target.wants"} {
		for _, ending := range []string{".service", ".socket", ".timer"} {
			if _, err := m.Lstat("etc/systemd/system/" + want + "/" + service + ending); err == nil {
				return true
			}
		}
	}
	return false
}
