//go:build linux

package rootfs

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// ufw's own files, as its package brings them, say what ufw makes of them.
func TestUfwIsEvaluated(t *testing.T) {
	if _, err := os.Stat("/etc/ufw/before.rules"); err != nil {
		t.Skip("missing: ufw")
	}
	files := sound()
	for _, name := range []string{"before.rules", "after.rules", "user.rules", "before6.rules", "after6.rules", "user6.rules"} {
		raw, err := os.ReadFile("/etc/ufw/" + name)
		if err != nil {
			raw, err = os.ReadFile("/usr/share/ufw/" + name)
		}
		if err != nil {
			t.Skip("missing: root, to read ufw's files: " + err.Error())
		}
		files["etc/ufw/"+name] = string(raw)
	}
	delete(files, "etc/nftables.conf")
	files["etc/default/ufw"] = "IPV6=yes\nDEFAULT_INPUT_POLICY=\"DROP\"\n"
	files["etc/ufw/ufw.conf"] = "ENABLED=yes\n"
	files["etc/systemd/system/multi-user.target.wants/ufw.service"] = ""
	for name, c := range map[string]struct {
		edit    func(map[string]string)
		inbound string
		ssh     string
	}{
		"deny, nothing opened": {func(map[string]string) {}, "drop", "no"},
		"allow":                {func(f map[string]string) { f["etc/default/ufw"] = "DEFAULT_INPUT_POLICY=\"ACCEPT\"\n" }, "accept", "yes"},
		"switched off":         {func(f map[string]string) { f["etc/ufw/ufw.conf"] = "ENABLED=no\n" }, "accept", "yes"},
		"ssh opened": {func(f map[string]string) {
			f["etc/ufw/user.rules"] = strings.Replace(f["etc/ufw/user.rules"], "### RULES ###", "-A ufw-user-input -p tcp --dport 22 -j ACCEPT", 1)
		}, "drop", "yes"},
		"ssh opened, few at a time": {func(f map[string]string) {
			f["etc/ufw/user.rules"] = strings.Replace(f["etc/ufw/user.rules"], "### RULES ###", "-A ufw-user-input -p tcp --dport 22 -m conntrack --ctstate NEW -m recent --set\n"+
				"-A ufw-user-input -p tcp --dport 22 -m conntrack --ctstate NEW -m recent --update --seconds 30 --hitcount 6 -j ufw-user-limit\n-A ufw-user-input -p tcp --dport 22 -j ufw-user-limit-accept", 1)
		}, "drop", "yes"},
		"a file is gone": {func(f map[string]string) { delete(f, "etc/ufw/user6.rules") }, "unknown", "unknown"},
		"no policy":      {func(f map[string]string) { f["etc/default/ufw"] = "IPV6=yes\n" }, "unknown", "unknown"},
	} {
		own := map[string]string{}
		for k, v := range files {
			own[k] = v
		}
		c.edit(own)
		m := &Machine{Root: openRoot(t, plant(t, own))}
		f := m.Firewall(context.Background(), false)
		if f.Fact.Inbound != c.inbound {
			t.Errorf("%s: %s (%s %v)", name, f.Fact.Inbound, f.Fact.Why, f.Fact.Unclear)
		}
		if ssh, why := f.Reach("tcp", 22); ssh != c.ssh {
			t.Errorf("%s: ssh %s %s", name, ssh, why)
		}
	}
}

// A program changed by hand is the one that dpkg -V names.
func TestAChangedProgramIsTheOneThatDpkgNames(t *testing.T) {
	if _, err := exec.LookPath("dpkg"); err != nil {
		t.Skip("missing: dpkg")
	}
	files := sound()
	sums := ""
	for _, name := range []string{"ls", "cp", "mv"} {
		files["usr/bin/"+name] = ""
		sums += "d41d8cd98f00b204e9800998ecf8427e  usr/bin/" + name + "\n"
	}
	files["usr/bin/cp"] = "something else"
	files["var/lib/dpkg/status"] = "Package: coreutils\nStatus: install ok installed\nMaintainer: x\nArchitecture: amd64\nVersion: 1\nDescription: x\n"
	files["var/lib/dpkg/info/coreutils.md5sums"] = sums
	files["var/lib/dpkg/info/coreutils.list"] = "/.\n/usr\n/usr/bin\n/usr/bin/ls\n/usr/bin/cp\n/usr/bin/mv\n"
	files["var/lib/dpkg/info/format"] = "1\n"
	files["usr/bin/planted"] = ""
	dir := plant(t, files)
	if err := os.Chmod(filepath.Join(dir, "usr/bin/planted"), 0o755|os.ModeSetuid); err != nil {
		t.Fatal(err)
	}
	p := (&Machine{Root: openRoot(t, dir)}).Programs(context.Background())
	if p.Checked != 3 || strings.Join(p.Changed, " ") != "/usr/bin/cp" || strings.Join(p.Setuid, " ") != "/usr/bin/planted" {
		t.Errorf("%+v", p)
	}
	out, _ := exec.CommandContext(t.Context(), "dpkg", "--root="+dir, "-V").Output() // its code is not 0 when something differs
	if !strings.Contains(string(out), "/usr/bin/cp") || strings.Count(string(out), "\n") != 1 {
		t.Errorf("dpkg -V: %s", out)
	}
}

// Two versions are in the order in which dpkg has them.
func TestVersionsAreInDpkgsOrder(t *testing.T) {
	if _, err := exec.LookPath("dpkg"); err != nil {
		t.Skip("missing: dpkg")
	}
	all := []string{"1.0", "1.0-1", "1.0-1+deb12u1", "1.0~rc1", "1.0~rc1-1", "1:0.9", "1.0+dfsg-2", "1.0.10", "1.0.9", "1.0a", "1.0-1~bpo1", "2", "0", "1.0-10", "1.00-1", "1.0-1.1", "12u14", "1.0+"}
	for i, a := range all {
		for _, b := range all[i:] {
			want := 0
			for op, n := range map[string]int{"lt": -1, "gt": 1} {
				if exec.CommandContext(t.Context(), "dpkg", "--compare-versions", a, op, b).Run() == nil {
					want = n
				}
			}
			if got := CompareVersions(a, b); got != want || CompareVersions(b, a) != -want {
				t.Errorf("%s and %s: %d, dpkg says %d", a, b, got, want)
			}
		}
	}
}
