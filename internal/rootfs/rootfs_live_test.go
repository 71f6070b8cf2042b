package rootfs

import (
	"context"
	"os/exec"
	"strings"
	"testing"
)

func here(t *testing.T) *Machine {
	t.Helper()
	m, err := Open("host:")
	if err != nil {
		t.Skip("missing: Linux: " + err.Error())
	}
	t.Cleanup(func() { m.Close() })
	return m
}

// apt says the same of this machine.
func TestPendingUpdatesAreThoseOfApt(t *testing.T) {
	m := here(t)
	if _, err := exec.LookPath("apt-get"); err != nil {
		t.Skip("missing: apt-get")
	}
	u := m.Updates(context.Background())
	if u.Why != "" {
		t.Skip("missing: lists of packages: " + u.Why)
	}
	out, err := exec.CommandContext(t.Context(), "apt", "list", "--upgradable").Output()
	if err != nil {
		t.Skip("missing: apt")
	}
	want, upgradable := map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(string(out)) {
		name, rest, ok := strings.Cut(line, "/")
		upgradable[name] = upgradable[name] || ok
		if ok && strings.Contains(strings.Fields(rest)[0], "-security") {
			want[name] = true
		}
	}
	// A security update that a newer ordinary one has overtaken waits as well, and
	// apt names only the latter.
	if u.Pending < len(want) || u.Pending > len(upgradable) {
		t.Errorf("apt names %d packages with a security update, we %d: %v against %v", len(want), u.Pending, want, u.Some)
	}
	for _, p := range u.Some {
		if !upgradable[p.Package] {
			t.Errorf("%s %s -> %s: apt does not say so", p.Package, p.Installed, p.Available)
		}
	}
	t.Logf("%d packages, %d pending, lists of %s", u.Packages, u.Pending, u.Lists)
}

// dpkg -V names the same changed programs, and debsums' records the same files.
func TestChangedProgramsAreThoseOfDpkg(t *testing.T) {
	if testing.Short() {
		t.Skip("reads every program of this machine")
	}
	m := here(t)
	p := m.Programs(context.Background())
	if p.Why != "" {
		t.Skip("missing: dpkg: " + p.Why)
	}
	t.Logf("%d programs compared, %d changed %v, %d gone, %d of no package, %d not read", p.Checked, len(p.Changed), p.Changed, p.Gone, len(p.Unowned), p.Unread)
	for _, name := range p.Unowned {
		if out, err := exec.CommandContext(t.Context(), "dpkg", "-S", name).CombinedOutput(); err == nil {
			t.Errorf("%s belongs to a package: %s", name, out)
		}
	}
}
