package rootfs

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// For made-up settings we say what sshd itself says of them.
func TestLoginSettingsAreThoseOfSSHD(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("missing: root, which sshd -T asks for")
	}
	sshd, err := exec.LookPath("/usr/sbin/sshd")
	if err != nil {
		t.Skip("missing: sshd")
	}
	if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
		t.Skip("missing: a place for sshd: " + err.Error())
	}
	key := filepath.Join(t.TempDir(), "key")
	if out, err := exec.CommandContext(t.Context(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).CombinedOutput(); err != nil {
		t.Skipf("missing: ssh-keygen that works: %s", out)
	}
	rounds := 60
	if testing.Short() {
		rounds = 8
	}
	compared := 0
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		pick := func(from ...string) string { return from[r.IntN(len(from))] }
		lines := func(n int) string {
			var b strings.Builder
			for range n {
				b.WriteString(pick("PermitRootLogin yes", "PermitRootLogin no", "PermitRootLogin prohibit-password", "permitrootlogin=forced-commands-only", "PasswordAuthentication no", "PasswordAuthentication \"yes\"",
					"# PasswordAuthentication no", "  KbdInteractiveAuthentication no", "ChallengeResponseAuthentication yes", "PermitEmptyPasswords yes", "UsePAM yes", "PubkeyAuthentication no", "X11Forwarding no", "PubkeyAuthentication = yes # why not", "") + "\n")
			}
			return b.String()
		}
		root := t.TempDir()
		text := lines(r.IntN(3))
		if r.IntN(2) == 0 {
			text += "Include " + root + "/etc/ssh/sshd_config.d/*.conf\n"
		}
		text += lines(r.IntN(4))
		if r.IntN(3) == 0 {
			text += "Match User nobody-here Address 10.0.0.0/8\n" + "PasswordAuthentication no\n" + "PermitRootLogin no\n"
			if r.IntN(2) == 0 {
				text += "Match all\nPermitRootLogin yes\n"
			}
		}
		write(t, root, map[string]string{"etc/ssh/sshd_config": text, "etc/ssh/sshd_config.d/10-a.conf": lines(2), "etc/ssh/sshd_config.d/20-b.conf": lines(2), "usr/sbin/sshd": ""})
		out, err := exec.CommandContext(t.Context(), sshd, "-T", "-f", filepath.Join(root, "etc/ssh/sshd_config"), "-h", key, "-C", "user=root,host=h,addr=81.2.69.142").CombinedOutput()
		if err != nil {
			t.Fatalf("%v %s\n%s", err, out, text)
		}
		// Seen from within the folder, the included files lie where its own paths say.
		inside := strings.ReplaceAll(text, root, "")
		write(t, root, map[string]string{"etc/ssh/sshd_config": inside})
		m := &Machine{Root: openRoot(t, root)}
		l := m.Login()
		if l.Why != "" || l.Installed == nil || !*l.Installed {
			t.Fatalf("%+v\n%s", l, text)
		}
		for line := range strings.Lines(string(out)) {
			k, v, _ := strings.Cut(strings.TrimSpace(line), " ")
			if _, ours := sshdDefaults[k]; ours {
				compared++
				if l.Settings[k] != v {
					t.Errorf("%s: sshd says %q, we %q\n%s", k, v, l.Settings[k], text)
				}
			}
		}
	}
	if compared < rounds*6 {
		t.Errorf("only %d settings were compared", compared)
	}
	t.Log(fmt.Sprint(compared, " settings compared"))
}

func write(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		at := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func openRoot(t *testing.T, dir string) *Root {
	t.Helper()
	r, err := OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}
