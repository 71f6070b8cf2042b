package labs

import (
	"crypto/md5" // what dpkg keeps of the files of a package
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// ServerWeaknesses lists what can be wrong with the server behind the grocer's
// shop, in a fixed order.
func ServerWeaknesses() []Weakness {
	return []Weakness{
		{"server-login", "People log in to the server from afar with a password alone, the administrator too.", "hosting"},
		{"server-firewall", "The server's firewall lets everything in.", "hosting"},
		{"server-updates", "A security update for the web server was never installed, and none comes by itself.", "hosting"},
		{"server-logs", "The server forgets its logs whenever it restarts.", "hosting"},
		{"server-unwatched", "Nothing would notice if files on the server were changed.", "hosting"},
	}
}

// Server writes the root filesystem of the server behind the shop into dir,
// which must not be there yet: what a copy of its disk would hold of the system
// itself. has says what is planted. Dates are counted from now.
func Server(dir string, now time.Time, has func(string) bool) (Target, error) {
	t := Target{At: "host:" + filepath.ToSlash(dir), As: "server-shop"}
	files := serverFiles(now.UTC(), has)
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return t, fmt.Errorf("write the made-up server: %w", err)
		}
		if err := put(path, []byte(files[name]), now.AddDate(0, 0, -1)); err != nil {
			return t, err
		}
	}
	return t, nil
}

func serverFiles(now time.Time, has func(string) bool) map[string]string {
	choose := func(weakness, with, without string) string {
		if has(weakness) {
			return with
		}
		return without
	}
	release := "NAME=\"Debian GNU/Linux\"\nID=debian\nVERSION_ID=\"13\"\nVERSION_CODENAME=trixie\nPRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n"
	const daemon, program = "usr/sbin/sshd", "usr/sbin/nginx"
	f := map[string]string{
		"usr/lib/os-release": release, "etc/os-release": release, "etc/hostname": "shop\n", "etc/debian_version": "13.1\n",
		"etc/systemd/system/multi-user.target.wants/nginx.service": "",
		"etc/systemd/system/multi-user.target.wants/ssh.service":   "",
		"etc/systemd/system/sysinit.target.wants/nftables.service": "",
		"etc/nftables.conf":                  fmt.Sprintf(serverFirewall, choose("server-firewall", "accept", "drop")),
		"etc/passwd":                         "root:x:0:0:root:/root:/bin/bash\nwww-data:x:33:33:www-data:/var/www:/usr/sbin/nologin\n",
		"etc/shadow":                         "root:*:20000:0:99999:7:::\nwww-data:*:20000:0:99999:7:::\n",
		"etc/group":                          "root:x:0:\nwww-data:x:33:\nsudo:x:27:\n",
		"etc/ssh/sshd_config":                "Port 22\nUsePAM yes\nKbdInteractiveAuthentication no\nPermitEmptyPasswords no\nPermitRootLogin " + choose("server-login", "yes", "prohibit-password") + "\nPasswordAuthentication " + choose("server-login", "yes", "no") + "\n",
		daemon:                               "\x7fELF sshd of a made-up server\n",
		program:                              "\x7fELF nginx of a made-up server\n",
		"usr/lib/systemd/systemd-journald":   "\x7fELF journald of a made-up server\n",
		"usr/bin/unattended-upgrade":         "#!/usr/bin/python3\n",
		"etc/apt/apt.conf.d/20auto-upgrades": "APT::Periodic::Update-Package-Lists \"1\";\nAPT::Periodic::Unattended-Upgrade \"" + choose("server-updates", "0", "1") + "\";\n",
		"etc/systemd/journald.conf":          "[Journal]\nStorage=" + choose("server-logs", "volatile", "persistent") + "\n",
	}
	if !has("server-unwatched") {
		f["var/lib/aide/aide.db"] = "@@begin_db\n"
		f["usr/bin/aide"] = "\x7fELF aide of a made-up server\n"
		f["etc/systemd/system/timers.target.wants/dailyaidecheck.timer"] = ""
	}
	const installed, mended = "1.26.3-1", "1.26.3-2"
	paragraph := func(name, version string) string {
		return fmt.Sprintf("Package: %s\nStatus: install ok installed\nArchitecture: amd64\nVersion: %s\n\n", name, version)
	}
	f["var/lib/dpkg/status"] = paragraph("openssh-server", "1:10.0p1-7") + paragraph("nginx", choose("server-updates", installed, mended)) + paragraph("unattended-upgrades", "2.12")
	for name, paths := range map[string][]string{"openssh-server": {daemon}, "nginx": {program}, "unattended-upgrades": {"usr/bin/unattended-upgrade"}} {
		var sums, list string
		for _, p := range paths {
			sum := md5.Sum([]byte(f[p]))
			sums += hex.EncodeToString(sum[:]) + "  " + p + "\n"
			list += "/" + p + "\n"
		}
		f["var/lib/dpkg/info/"+name+".md5sums"], f["var/lib/dpkg/info/"+name+".list"] = sums, list
	}
	const lists = "var/lib/apt/lists/security.debian.org_debian-security_dists_trixie-security_"
	f[lists+"InRelease"] = "Origin: Debian\nSuite: stable-security\nCodename: trixie-security\nDate: " + now.AddDate(0, 0, -1).Format("Mon, 02 Jan 2006 15:04:05") + " UTC\n"
	f[lists+"main_binary-amd64_Packages"] = "Package: nginx\nArchitecture: amd64\nVersion: " + mended + "\n\n"
	return f
}

const serverFirewall = `#!/usr/sbin/nft -f
flush ruleset
table inet filter {
	chain input {
		type filter hook input priority filter; policy %s;
		iifname "lo" accept
		ct state established,related accept
		meta l4proto { icmp, ipv6-icmp } accept
		tcp dport { 22, 80, 443 } accept
	}
}
`
