package labs

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// TillPC is the root filesystem of the grocer's till, a PC with a desktop that
// the staff work at: what a copy of its disk would hold of the system itself.
type TillPC struct {
	Target   Target
	Canaries []string // names of the people who have an account on it
	Planted  []string // names of the weaknesses in it
}

// TillWeaknesses lists every weakness of the till, in a fixed order.
func TillWeaknesses() []Weakness {
	return []Weakness{
		{"till-end-of-life", "The till runs a system that gets no security fixes any more.", "devices"},
		{"till-firewall", "The till's firewall lets everything in.", "devices"},
		{"till-signatures", "The till's protection against malware has not learned anything new for months.", "devices"},
		{"till-disk", "The till's disk is not encrypted.", "devices"},
		{"till-updates", "A security update for the till's browser was never installed, and none comes by itself.", "devices"},
		{"till-administrators", "Everybody who works at the till is its administrator.", "devices"},
		{"till-screen", "The till's screen never locks.", "devices"},
	}
}

// Till writes the till's root filesystem into dir, which must not be there yet,
// with these weaknesses and no others. Dates are counted from now. It makes no
// links, so that it comes out the same on every system.
func Till(dir string, now time.Time, plant ...string) (*TillPC, error) {
	t := &TillPC{Target: Target{At: "host:" + filepath.ToSlash(dir), As: "office-till"}}
	var known []string
	for _, w := range TillWeaknesses() {
		known = append(known, w.Name)
		if slices.Contains(plant, w.Name) {
			t.Planted = append(t.Planted, w.Name)
		}
	}
	for _, name := range plant {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("the till has no weakness called %q; there are: %s", name, strings.Join(known, ", "))
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		if errors.Is(err, os.ErrExist) {
			return nil, fmt.Errorf("write the made-up till to %s: something is there already", dir)
		}
		return nil, fmt.Errorf("write the made-up till: %w", err)
	}
	staff := People(grocerSeed+7, 3)
	for _, p := range staff {
		t.Canaries = append(t.Canaries, p.Full(), tillLogin(p))
	}
	at := now.UTC().AddDate(0, 0, -1)
	for name, text := range tillFiles(staff, now.UTC(), func(w string) bool { return slices.Contains(t.Planted, w) }) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return nil, fmt.Errorf("write the made-up till: %w", err)
		}
		if err := put(file, []byte(text), at); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func tillLogin(p Person) string { return strings.ToLower(p.Given + "." + p.Family) }

const tillFirewall = `#!/usr/sbin/nft -f
flush ruleset
table inet filter {
	chain input {
		type filter hook input priority filter; policy %s;
		iifname "lo" accept
		ct state established,related accept
		meta l4proto { icmp, ipv6-icmp } accept
	}
}
`

// tillFiles are the files of the till by path.
func tillFiles(staff []Person, now time.Time, has func(string) bool) map[string]string {
	choose := func(weakness, with, without string) string {
		if has(weakness) {
			return with
		}
		return without
	}
	release := choose("till-end-of-life",
		"NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"20.04\"\nPRETTY_NAME=\"Ubuntu 20.04.6 LTS\"\n",
		"NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"26.04\"\nPRETTY_NAME=\"Ubuntu 26.04 LTS\"\n")
	f := map[string]string{
		"usr/lib/os-release": release, "etc/os-release": release, "etc/hostname": "till\n",
		"usr/share/wayland-sessions/gnome.desktop":                         "[Desktop Entry]\nName=GNOME\nExec=gnome-session\n",
		"etc/gdm3/custom.conf":                                             "[daemon]\nWaylandEnable=true\n",
		"etc/systemd/system/display-manager.service":                       "",
		"etc/systemd/system/sysinit.target.wants/nftables.service":         "",
		"etc/systemd/system/multi-user.target.wants/clamav-daemon.service": "",
		"etc/nftables.conf":                                                fmt.Sprintf(tillFirewall, choose("till-firewall", "accept", "drop")),
		"usr/sbin/clamd":                                                   "",
		"etc/fstab":                                                        choose("till-disk", "UUID=4d9a2f5e-1111-4c61-9a57-000000000001 / ext4 errors=remount-ro 0 1\n", "/dev/mapper/till_crypt / ext4 errors=remount-ro 0 1\n"),
		"etc/crypttab":                                                     choose("till-disk", "# <target name> <source device> <key file> <options>\n", "till_crypt UUID=4d9a2f5e-1111-4c61-9a57-000000000002 none luks,discard\n"),
		"etc/dconf/profile/user":                                           "user-db:user\nsystem-db:local\n",
		"etc/dconf/db/local.d/10-till":                                     "[org/gnome/desktop/session]\nidle-delay=uint32 " + choose("till-screen", "0", "300") + "\n[org/gnome/desktop/screensaver]\nlock-enabled=" + choose("till-screen", "false", "true") + "\n",
		"etc/dconf/db/local.d/locks/10-till":                               "/org/gnome/desktop/session/idle-delay\n/org/gnome/desktop/screensaver/lock-enabled\n",
		"etc/sudoers":                                                      "Defaults env_reset\nroot ALL=(ALL:ALL) ALL\n%sudo ALL=(ALL:ALL) ALL\n",
	}
	passwd := "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\n"
	shadow := "root:*:20000:0:99999:7:::\ndaemon:*:20000:0:99999:7:::\n"
	group := "root:x:0:\n"
	var admins []string
	for i, p := range staff {
		passwd += fmt.Sprintf("%s:x:%d:%d:%s:/home/%s:/bin/bash\n", tillLogin(p), 1000+i, 1000+i, p.Full(), tillLogin(p))
		shadow += tillLogin(p) + ":!:20000:0:99999:7:::\n"
		group += fmt.Sprintf("%s:x:%d:\n", tillLogin(p), 1000+i)
		if i == 0 || has("till-administrators") {
			admins = append(admins, tillLogin(p))
		}
	}
	f["etc/passwd"], f["etc/shadow"], f["etc/group"] = passwd, shadow, group+"sudo:x:27:"+strings.Join(admins, ",")+"\n"

	made := now.AddDate(0, 0, -1)
	if has("till-signatures") {
		made = now.AddDate(0, -7, 0)
	}
	head := fmt.Appendf(nil, "ClamAV-VDB:%s:27000:2000000:90:0:0:builder:0", made.Format("02 Jan 2006 15-04 -0700"))
	f["var/lib/clamav/daily.cvd"] = string(append(head, bytes.Repeat([]byte{' '}, 512-len(head))...))

	const installed, mended = "128.0-1", "128.0-2"
	have := choose("till-updates", installed, mended)
	paragraph := func(name, version string) string {
		return fmt.Sprintf("Package: %s\nStatus: install ok installed\nArchitecture: amd64\nVersion: %s\n\n", name, version)
	}
	f["var/lib/dpkg/status"] = paragraph("bash", "5.2.15-2") + paragraph("clamav-daemon", "1.4.2-1") + paragraph("webbrowser", have)
	const lists = "var/lib/apt/lists/security.ubuntu.com_ubuntu_dists_till-security_"
	f[lists+"InRelease"] = "Origin: Ubuntu\nSuite: till-security\nDate: " + now.AddDate(0, 0, -1).Format("Mon, 02 Jan 2006 15:04:05") + " UTC\n"
	f[lists+"main_binary-amd64_Packages"] = "Package: webbrowser\nArchitecture: amd64\nVersion: " + mended + "\n\n"
	f["etc/apt/apt.conf.d/20auto-upgrades"] = "APT::Periodic::Update-Package-Lists \"1\";\nAPT::Periodic::Unattended-Upgrade \"" + choose("till-updates", "0", "1") + "\";\n"
	f["usr/bin/unattended-upgrade"] = ""
	return f
}
