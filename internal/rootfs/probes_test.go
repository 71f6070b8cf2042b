//go:build unix

package rootfs

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
)

const socketHead = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"

// sound is a system in good order, as files.
func sound() map[string]string {
	sum := "d41d8cd98f00b204e9800998ecf8427e" // of nothing
	return map[string]string{
		"usr/lib/os-release": "NAME=\"Debian GNU/Linux\"\nID=debian\nVERSION_ID=\"12\"\n",
		"etc/hostname":       "web1\n",
		"etc/passwd":         "root:x:0:0::/root:/bin/bash\na:x:1000:1000::/home/a:/bin/bash\nb:x:1001:1001::/home/b:/bin/sh\n",
		"etc/group":          "root:x:0:\nsudo:x:27:a\na:x:1000:\nb:x:1001:\n",
		"etc/shadow":         "root:*:1:0:9:7:::\na:!:1:0:9:7:::\nb:!:1:0:9:7:::\n",
		"etc/sudoers":        "%sudo ALL=(ALL:ALL) ALL\n",
		"etc/fstab":          "/dev/mapper/c / ext4 defaults 0 1\n",
		"etc/crypttab":       "c UUID=1 none luks\n",
		"usr/share/wayland-sessions/gnome.desktop":    "",
		"etc/dconf/profile/user":                      "user-db:user\nsystem-db:local\n",
		"etc/dconf/db/local.d/1":                      "[org/gnome/desktop/session]\nidle-delay=uint32 300\n",
		"etc/gdm3/custom.conf":                        "[daemon]\n",
		"usr/sbin/clamd":                              "",
		"var/lib/clamav/daily.cvd":                    "ClamAV-VDB:07 Nov 2026 08-25 +0000:27817:" + strings.Repeat(" ", 512),
		"usr/sbin/sshd":                               "",
		"etc/ssh/sshd_config":                         "PasswordAuthentication no\nKbdInteractiveAuthentication no\n",
		"usr/lib/systemd/systemd-journald":            "",
		"etc/systemd/journald.conf":                   "[Journal]\nStorage=persistent\n",
		"var/lib/dpkg/status":                         "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5.2-1\n",
		"var/lib/dpkg/info/bash.md5sums":              sum + "  usr/bin/bash\n",
		"var/lib/dpkg/info/bash.list":                 "/.\n/usr/bin/bash\n",
		"usr/bin/bash":                                "",
		"usr/bin/unattended-upgrade":                  "",
		"etc/nginx/nginx.conf":                        "root /srv/shop;\n",
		"etc/apt/apt.conf.d/20auto-upgrades":          "APT::Periodic::Update-Package-Lists \"1\";\nAPT::Periodic::Unattended-Upgrade \"1\";\n",
		aptLists + "/h_debian-security_InRelease":     "Date: Mon, 23 Nov 2026 11:20:11 UTC\n",
		aptLists + "/h_debian-security_main_Packages": "Package: bash\nArchitecture: amd64\nVersion: 5.2-1\n",
		"proc/net/tcp":                                socketHead + "   0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 77 1 0 100 0 0 10 0\n",
		"proc/net/udp":                                socketHead,
		"proc/net/tcp6":                               socketHead,
		"proc/net/udp6":                               socketHead,
		"usr/sbin/chronyd":                            "",
		"var/lib/chrony/chrony.drift":                 "           -12.345678             0.012345\n",
		"etc/systemd/system/multi-user.target.wants/chrony.service": "",
		"etc/nftables.conf": "table inet f {\n chain input {\n  type filter hook input priority 0; policy drop;\n }\n}\n",
		"etc/systemd/system/sysinit.target.wants/nftables.service": "",
	}
}

// probes are what is said of a sound system, each as one word; "" is unseen.
var probes = map[string]func(m *Machine) string{
	"system":  func(m *Machine) string { id, err := m.Identify("server"); return word(err == nil, id.System.EOL) },
	"updates": func(m *Machine) string { u := m.Updates(context.Background()); return word(u.Why == "", u.Lists) },
	"automatic": func(m *Machine) string {
		u := m.Updates(context.Background())
		return word(u.Auto != "unknown", u.Auto)
	},
	"firewall": func(m *Machine) string {
		f := m.Firewall(context.Background(), false)
		return word(f.Fact.Inbound != "unknown", f.Fact.Inbound)
	},
	"login": func(m *Machine) string {
		l := m.Login()
		return word(l.Why == "" && l.Installed != nil && *l.Installed, l.Settings["passwordauthentication"])
	},
	"ports": func(m *Machine) string {
		f := m.Firewall(context.Background(), false)
		live := *m
		live.Live = true
		p := live.Ports(context.Background(), f)
		return word(p.Why == "" && len(p.Ports) == 1, "one")
	},
	"files": func(m *Machine) string {
		f, _ := m.Files(context.Background(), watch("/etc"))
		return word(f.Why == "" && f.Unread == 0 && f.Records != "", f.Records)
	},
	"watch": func(m *Machine) string {
		f, unsure := m.Watch(nil)
		return word(unsure == "", fmt.Sprint(len(f)))
	},
	"journal": func(m *Machine) string { l := m.Logs(); return word(l.Why == "" && l.Journal != "unknown", l.Journal) },
	"programs": func(m *Machine) string {
		p := m.Programs(context.Background())
		return word(p.Why == "" && p.Unread == 0, fmt.Sprint(p.Checked))
	},
	"malware": func(m *Machine) string {
		p := m.Malware()
		return word(p.Why == "" && len(p.Products) == 1 && p.Products[0].Signatures != "", "signatures")
	},
	"disk": func(m *Machine) string {
		d := m.Disk(false)
		if d.Why != "" || len(d.Mounts) == 0 || d.Mounts[0].Encrypted == "unknown" {
			return ""
		}
		return d.Mounts[0].Encrypted
	},
	"clock": func(m *Machine) string {
		c := m.Clock(context.Background(), false)
		return word(c.Why == "" && c.Synced != "", c.Service)
	},
	"lock":      func(m *Machine) string { l := m.Lock(); return word(l.Why == "", l.Locks) },
	"autologin": func(m *Machine) string { l := m.Lock(); return word(l.AutoLogin != "unknown", l.AutoLogin) },
	"rights": func(m *Machine) string {
		r := m.Rights()
		return word(r.Why == "" && r.Sudoers != "denied", fmt.Sprint(r.Admins, " of ", r.People))
	},
}

func word(seen bool, s string) string {
	if !seen {
		return ""
	}
	return s
}

func plant(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, files)
	for at := dir; at != filepath.Clean(os.TempDir()) && at != "/"; at = filepath.Dir(at) { // that folder itself is everybody's
		os.Chmod(at, 0o755) //nolint:errcheck // another account must be able to come by
	}
	return dir
}

func TestASoundSystemIsSeen(t *testing.T) {
	dir := plant(t, sound())
	if err := os.Symlink("../usr/lib/os-release", filepath.Join(dir, "etc/os-release")); err != nil {
		t.Skip("missing: links: " + err.Error())
	}
	m := &Machine{Root: openRoot(t, dir)}
	want := map[string]string{"system": "2028-06-30", "updates": "2026-11-23", "automatic": "on", "firewall": "drop", "login": "no", "journal": "persistent",
		"programs": "1", "malware": "signatures", "disk": "yes", "lock": "yes", "autologin": "no", "rights": "1 of 2", "ports": "one", "files": "dpkg", "watch": "2", "clock": "chrony"}
	for probe := range probes {
		if got := probes[probe](m); got != want[probe] {
			t.Errorf("%s: %q, want %q", probe, got, want[probe])
		}
	}
}

// faults is, for every file that a probe hangs on, what its absence means and
// what is no content of such a file. What is denied, is a pipe that nobody
// writes to, a circle of links, a folder or far too large is unseen in any case.
var faults = []struct {
	probe, path string
	absent      string // what an absent file means; "" is unseen
	garbage     string // a content that is none, with the same meaning as unseen
}{
	{"system", "usr/lib/os-release", "", "\x00\x01"},
	{"updates", "var/lib/dpkg/status", "", "what is this\n"},
	{"updates", aptLists + "/h_debian-security_InRelease", "", "Date: yesterday\n"},
	{"updates", aptLists + "/h_debian-security_main_Packages", "", "\x7fELF\n"},
	{"automatic", "etc/apt/apt.conf.d/20auto-upgrades", "", "APT\x00"},
	{"firewall", "etc/nftables.conf", "accept", "table inet f {\n chain input {\n"},
	{"login", "etc/ssh/sshd_config", "", "PasswordAuthentication\n"},
	{"journal", "etc/systemd/journald.conf", "volatile", "[Journal]\x00"},
	{"programs", "var/lib/dpkg/info/bash.md5sums", "", "short  usr/bin/bash\n"},
	{"programs", "usr/bin/bash", "", ""},
	{"malware", "var/lib/clamav/daily.cvd", "", "ClamAV-VDB:some day"},
	{"disk", "etc/fstab", "", "/dev/mapper/c /\n"},
	{"disk", "etc/crypttab", "no", "c\n"},
	{"lock", "etc/dconf/db/local.d/1", "yes", "[org/gnome/desktop/session]\nidle-delay=soon\n"},
	{"autologin", "etc/gdm3/custom.conf", "", "[dae\x00"},
	{"rights", "etc/passwd", "", "a:b\n"},
	{"rights", "etc/group", "", "sudo\n"},
	{"rights", "etc/sudoers", "0 of 2", "%sudo\x00"},
	{"ports", "proc/net/tcp", "", "what is this\n"},
	{"ports", "proc/net/udp", "", "  sl  local\n 0: x\n"},
	{"ports", "proc/net/tcp6", "one", socketHead + "   0: 0000:0016\n"},
	{"files", "var/lib/dpkg/status", "", "what is this\n"},
	{"clock", "var/lib/chrony/chrony.drift", "", "what is this\n"},
	{"watch", "etc/nginx/nginx.conf", "1", "root\x00"},
}

// A method that says something of a machine is a probe: it must be among the
// probes, and each probe must have its four faults - absent, timeout (a pipe),
// denied, garbage - so that a new one cannot be forgotten.
func TestEveryProbeHasItsFaults(t *testing.T) {
	of := map[string][]string{"Identify": {"system"}, "Updates": {"updates", "automatic"}, "Firewall": {"firewall"}, "Login": {"login"}, "Logs": {"journal"},
		"Programs": {"programs"}, "Malware": {"malware"}, "Disk": {"disk"}, "Lock": {"lock", "autologin"}, "Rights": {"rights"}, "Ports": {"ports"}, "Files": {"files"}, "Watch": {"watch"}, "Clock": {"clock"}}
	known := map[string]bool{}
	typ := reflect.TypeFor[*Machine]()
	for i := range typ.NumMethod() {
		method := typ.Method(i)
		tells := false
		for j := range method.Type.NumOut() {
			out := method.Type.Out(j)
			for out.Kind() == reflect.Slice || out.Kind() == reflect.Pointer {
				out = out.Elem()
			}
			tells = tells || strings.HasSuffix(out.PkgPath(), "/facts") || out == reflect.TypeFor[Filter]() || out == reflect.TypeFor[Identity]()
		}
		if !tells {
			continue
		}
		if len(of[method.Name]) == 0 {
			t.Errorf("%s is a probe without a word in probes", method.Name)
		}
		for _, p := range of[method.Name] {
			known[p] = true
		}
	}
	m := &Machine{Root: openRoot(t, plant(t, sound()))}
	for probe, ask := range probes {
		if !known[probe] {
			t.Errorf("%s belongs to no method", probe)
		}
		rows, garbage, absent := 0, false, false
		for _, f := range faults {
			if f.probe == probe {
				rows++
				garbage = garbage || f.garbage != ""
				absent = absent || f.absent == "" || f.absent != ask(m) || probe == "lock" // without a setting GNOME locks by itself
			}
		}
		if rows == 0 || !garbage || !absent {
			t.Errorf("%s lacks a fault: %d files, garbage %v, absent %v", probe, rows, garbage, absent)
		}
	}
	for probe := range known {
		if probes[probe] == nil {
			t.Errorf("%s is not in probes", probe)
		}
	}
}

// Nothing turns green because we could not look: whatever is wrong with what a
// probe reads, it says that it did not see.
func TestWhatCannotBeReadIsUnseen(t *testing.T) {
	for _, c := range faults {
		for _, mode := range []string{"absent", "garbage", "denied", "pipe", "loop", "folder", "large"} {
			if mode == "garbage" && c.garbage == "" {
				continue // any text is one
			}
			t.Run(c.probe+"/"+filepath.Base(c.path)+"/"+mode, func(t *testing.T) {
				files := sound()
				want := ""
				switch mode {
				case "absent":
					delete(files, c.path)
					want = c.absent
				case "garbage":
					files[c.path] = c.garbage
				}
				dir := plant(t, files)
				at := filepath.Join(dir, c.path)
				switch mode {
				case "pipe", "loop", "folder", "large":
					if err := os.Remove(at); err != nil {
						t.Fatal(err)
					}
				}
				var err error
				switch mode {
				case "pipe":
					err = syscall.Mkfifo(at, 0o644)
				case "loop":
					err = os.Symlink(filepath.Base(at), at)
				case "folder":
					err = os.Mkdir(at, 0o755)
				case "large":
					var f *os.File
					if f, err = os.Create(at); err == nil {
						err = errors.Join(f.Truncate(8<<30), f.Close())
					}
				case "denied":
					err = os.Chmod(at, 0)
				}
				if err != nil {
					t.Skip("missing: " + err.Error())
				}
				m := &Machine{Root: openRoot(t, dir)}
				if mode == "denied" && os.Geteuid() == 0 {
					if err := syscall.Seteuid(65534); err != nil {
						t.Skip("missing: another account: " + err.Error())
					}
					defer syscall.Seteuid(0) //nolint:errcheck // back to what we were
				}
				if mode == "folder" && strings.HasSuffix(filepath.Dir(c.path), ".d") {
					want = map[string]string{"automatic": "off", "lock": "yes"}[c.probe] // passed over by apt and dconf too
				}
				if got := probes[c.probe](m); got != want {
					t.Errorf("%s says %q, want %q", c.probe, got, want)
				}
			})
		}
	}
}

// A link leads where it would lead on the system itself, and never out of it.
func TestLinksStayInside(t *testing.T) {
	out := t.TempDir()
	write(t, out, map[string]string{"secret": "outside", "os-release": "ID=outside\n"})
	files := sound()
	files["secret"] = "inside"
	dir := plant(t, files)
	for name, to := range map[string]string{"etc/os-release": "../usr/lib/os-release", "abs": "/usr/lib/os-release", "up": "../../../../secret", "out": filepath.Join(out, "secret"), "folder": out} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("missing: links")
		}
	}
	r := openRoot(t, dir)
	for name, want := range map[string]string{"etc/os-release": "ID=debian", "abs": "ID=debian", "up": "inside", "out": "", "folder/secret": "", "../../etc/hostname": "web1"} {
		raw, err := r.Read(name, 0)
		if want == "" && err == nil || want != "" && (err != nil || !strings.Contains(string(raw), want)) {
			t.Errorf("%s: %q, %v", name, raw, err)
		}
	}
}

// A running machine whose tools fail, hang or print rubbish has a firewall that
// is not known.
func TestToolsThatFailSayNothing(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("missing: root, without which nothing is asked")
	}
	files := sound()
	maps.DeleteFunc(files, func(k, _ string) bool { return strings.HasPrefix(k, "etc/nftables") })
	dir := plant(t, files)
	open := `{"nftables": [{"metainfo": {"version": "1.0.6"}}]}`
	foreign := `{"nftables": [{"chain": {"family": "ip", "table": "filter", "name": "INPUT", "type": "filter", "hook": "input", "prio": 0, "policy": "accept"}},
		{"rule": {"family": "ip", "table": "filter", "chain": "INPUT", "expr": [{"xt": null}]}}]}`
	type tool struct {
		out string
		err error
	}
	for name, c := range map[string]struct {
		tools map[string]tool
		want  string
	}{
		"no rule at all":              {map[string]tool{"nft": {open, nil}}, "accept"},
		"nft hangs":                   {map[string]tool{"nft": {"", context.DeadlineExceeded}}, ""},
		"nft prints rubbish":          {map[string]tool{"nft": {"Segmentation fault", nil}}, ""},
		"nft prints another thing":    {map[string]tool{"nft": {`{"version": 1}`, nil}}, ""},
		"rules of iptables, no tool":  {map[string]tool{"nft": {foreign, nil}, "iptables-save": {"", ErrNoTool}}, ""},
		"rules of iptables, rubbish":  {map[string]tool{"nft": {foreign, nil}, "iptables-save": {"oops\n", nil}}, ""},
		"rules of iptables, readable": {map[string]tool{"nft": {foreign, nil}, "iptables-save": {"*filter\n:INPUT DROP [0:0]\nCOMMIT\n", nil}, "ip6tables-save": {"*filter\n:INPUT DROP [0:0]\nCOMMIT\n", nil}}, "drop"},
		"half of the two families":    {map[string]tool{"nft": {foreign, nil}, "iptables-save": {"*filter\n:INPUT DROP [0:0]\nCOMMIT\n", nil}, "ip6tables-save": {"", nil}}, "accept"},
	} {
		m := &Machine{Root: openRoot(t, dir), Live: true, Run: func(_ context.Context, tool string, _ ...string) ([]byte, error) {
			r, ok := c.tools[tool]
			if !ok {
				return nil, ErrNoTool
			}
			return []byte(r.out), r.err
		}}
		if got := probes["firewall"](m); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
