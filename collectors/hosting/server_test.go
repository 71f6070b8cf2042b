package hosting

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/weaklink/weaklink/chain"
	"github.com/weaklink/weaklink/checks"
	_ "github.com/weaklink/weaklink/checks/hosting" // the judges of what is seen here
	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/collectors/collecttest"
)

func server(t *testing.T, more map[string]string) string {
	t.Helper()
	files := map[string]string{
		"etc/os-release": "NAME=\"Debian GNU/Linux\"\nID=debian\nVERSION_ID=\"12\"\n", "etc/hostname": "web1\n",
		"usr/sbin/sshd": "", "etc/ssh/sshd_config": "PasswordAuthentication no\nKbdInteractiveAuthentication no\n",
		"usr/lib/systemd/systemd-journald": "", "etc/systemd/journald.conf": "[Journal]\nStorage=persistent\n",
		"var/lib/dpkg/status":                                      "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5.2-1\n",
		"var/lib/dpkg/info/bash.md5sums":                           "d41d8cd98f00b204e9800998ecf8427e  usr/bin/bash\n",
		"var/lib/dpkg/info/bash.list":                              "/.\n/usr/bin/bash\n/usr/bin/unattended-upgrade\n/usr/sbin/sshd\n",
		"usr/bin/bash":                                             "",
		"usr/bin/unattended-upgrade":                               "",
		"etc/apt/apt.conf.d/20auto-upgrades":                       "APT::Periodic::Update-Package-Lists \"1\";\nAPT::Periodic::Unattended-Upgrade \"1\";\n",
		"var/lib/apt/lists/h_debian-security_InRelease":            "Date: Mon, 23 Nov 2026 11:20:11 UTC\n",
		"var/lib/apt/lists/h_debian-security_main_Packages":        "Package: bash\nArchitecture: amd64\nVersion: 5.2-1\n",
		"var/lib/aide/aide.db":                                     "",
		"etc/cron.daily/aide":                                      "",
		"etc/nftables.conf":                                        "table inet f {\n chain input {\n  type filter hook input priority 0; policy drop;\n }\n}\n",
		"etc/systemd/system/sysinit.target.wants/nftables.service": "",
	}
	for k, v := range more {
		files[k] = v
	}
	dir := t.TempDir()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// grips are what the checks say of a server, by check.
func grips(t *testing.T, dir string) map[string]chain.Grip {
	t.Helper()
	target := collectors.Target{ID: "web1", Scheme: "host", Addr: "host:" + dir}
	seen := collecttest.Contract(t, New(collectors.Env{}), collecttest.World{Target: target})
	sc := checks.Scene{Now: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), Complete: func(string) bool { return true }}
	out := map[string]chain.Grip{}
	for _, c := range checks.Registered() {
		for _, f := range c.Judge(sc, seen.Facts()) {
			if f.Subject != "host:web1" {
				t.Errorf("%s is about %s", f.Check, f.Subject)
			}
			out[f.Check] = f.Grip
		}
	}
	return out
}

// A sound server holds in everything that its files show; what listens and runs they do not show.
func TestASoundServerHolds(t *testing.T) {
	for check, g := range grips(t, server(t, nil)) {
		want := chain.Holds
		if check == "hosting.open-ports" || check == "hosting.time-sync" {
			want = chain.Unseen
		}
		if g != want {
			t.Errorf("%s: %s", check, g)
		}
	}
}

// Each thing that is wrong is found by the check that is there for it, and by no other.
func TestEachFaultOfAServerIsFound(t *testing.T) {
	for check, file := range map[string][2]string{
		"hosting.end-of-life":       {"etc/os-release", "NAME=Debian\nID=debian\nVERSION_ID=11\n"},
		"hosting.security-updates":  {"var/lib/apt/lists/h_debian-security_main_Packages", "Package: bash\nArchitecture: amd64\nVersion: 5.2-1+deb12u1\n"},
		"hosting.automatic-updates": {"etc/apt/apt.conf.d/20auto-upgrades", "APT::Periodic::Unattended-Upgrade \"0\";\n"},
		"hosting.firewall":          {"etc/nftables.conf", "table inet f {\n chain input {\n  type filter hook input priority 0; policy accept;\n  tcp dport 3306 drop\n }\n}\n"},
		"hosting.remote-login":      {"etc/ssh/sshd_config", "PermitRootLogin yes\n"},
		"hosting.logs-kept":         {"etc/systemd/journald.conf", "[Journal]\nStorage=volatile\n"},
		"hosting.changed-programs":  {"usr/bin/bash", "another"},
	} {
		for c, g := range grips(t, server(t, map[string]string{file[0]: file[1]})) {
			if bad := g == chain.Weak || g == chain.Broken; bad != (c == check) {
				t.Errorf("with %s changed %s is %s", file[0], c, g)
			}
		}
	}
}
