//go:build unix

package rootfs

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/weaklink/weaklink/facts"
)

const (
	following = "A29FC87B,162.159.200.123,4,1795600000.123456789,-0.000012,0.000008,0.000020,-12.345,0.001,0.012,0.010,0.001,64.5,Normal\n"
	itself    = "7F7F0101,127.127.1.1,10,1795600000.0,0,0,0,0,0,0,0,0,64.5,Normal\n"
	nobody    = "00000000,,0,0.000000000,0.000000000,0.000000000,0.000000000,0.000,0.000,0.000,1.000000000,1.000000000,0.0,Not synchronised\n"
)

// What a running machine says of its clock, by what is there and what the tools
// and the kernel answer.
func TestClock(t *testing.T) {
	chrony := map[string]string{"usr/sbin/chronyd": "", "etc/systemd/system/multi-user.target.wants/chrony.service": "", "proc/7/comm": "chronyd\n"}
	openntpd := map[string]string{"usr/sbin/ntpd": "", "usr/sbin/ntpctl": "", "etc/runlevels/default/openntpd": "", "proc/7/comm": "ntpd\n"}
	bare := map[string]string{"proc/cpuinfo": "flags\t\t: fpu sse\n", "sys/class/dmi/id/sys_vendor": "Dell Inc.\n"}
	yes, no := true, false
	for _, c := range []struct {
		name   string
		files  map[string]string
		kernel *bool
		says   string
		err    error
		want   string // service, starts, running, in step, synced, virtual
	}{
		{"chrony follows a server", chrony, &yes, following, nil, "chrony yes yes yes 2026-11-25"},
		{"chrony follows nobody, whatever the kernel says", chrony, &yes, nobody, nil, "chrony yes yes no "},
		{"chrony follows its own clock", chrony, &yes, itself, nil, "chrony yes yes no "},
		{"chronyc is absent", chrony, &yes, "", ErrNoTool, "chrony yes yes yes "},
		{"chronyc is absent and the kernel says no", chrony, &no, "", ErrNoTool, "chrony yes yes no "},
		{"chronyc gives no answer in time", chrony, nil, "", context.DeadlineExceeded, "chrony yes yes unknown "},
		{"chronyc may not ask", chrony, nil, "", os.ErrPermission, "chrony yes yes unknown "},
		{"chronyc says rubbish", chrony, nil, "506 Cannot talk to daemon\n", nil, "chrony yes yes unknown "},
		{"chronyc says half a line", chrony, nil, following[:40], nil, "chrony yes yes unknown "},
		{"chronyc names no time", chrony, nil, strings.Replace(following, "1795600000.123456789", "soon", 1), nil, "chrony yes yes unknown "},
		{"openntpd in step", openntpd, &no, "4/4 peers valid, clock synced, stratum 3\n", nil, "openntpd yes yes yes "},
		{"openntpd not in step", openntpd, nil, "4/4 peers valid, clock unsynced\n", nil, "openntpd yes yes no "},
		{"openntpd may not be asked, and does not tell the kernel", openntpd, &no, "", os.ErrPermission, "openntpd yes yes unknown "},
		{"none", map[string]string{"proc/7/comm": "sshd\n"}, &no, "", nil, "none no no no "},
		{"installed only", map[string]string{"usr/sbin/chronyd": "", "proc/7/comm": "sshd\n"}, &no, "", nil, "chrony no no no "},
		{"timesyncd, no longer than its letters", map[string]string{"lib/systemd/systemd-timesyncd": "", "proc/7/comm": "systemd-timesyn\n"}, &yes, "", nil, "systemd-timesyncd no yes yes "},
		{"of two the one that runs", map[string]string{"usr/sbin/chronyd": "", "etc/systemd/system/multi-user.target.wants/chrony.service": "", "usr/sbin/ntpd": "", "proc/7/comm": "ntpd\n"}, &yes, "", nil, "ntpd no yes yes "},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{}
			for _, from := range []map[string]string{bare, c.files} {
				for name, text := range from {
					files[name] = text
				}
			}
			m := &Machine{Root: openRoot(t, plant(t, files)), Live: true}
			m.Run = func(context.Context, string, ...string) ([]byte, error) { return []byte(c.says), c.err }
			if c.kernel != nil {
				m.Kernel = func() (bool, error) { return *c.kernel, nil }
			}
			got := m.Clock(t.Context(), false)
			if s := clockWords(got); s != c.want || got.Virtual != "no" || got.Why != "" {
				t.Errorf("got  %q (virtual %s, %s)\nwant %q", s, got.Virtual, got.Why, c.want)
			}
		})
	}
}

func clockWords(c facts.Clock) string {
	return fmt.Sprintf("%s %s %s %s %s", c.Service, c.Starts, c.Running, c.InStep, c.Synced)
}

// A copy shows what is installed and started and when it was last in step; a
// container shows nothing, and its kernel and services are not asked.
func TestClockOfACopyAndOfAContainer(t *testing.T) {
	dir := plant(t, sound())
	day := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(dir, "var/lib/chrony/chrony.drift"), day, day); err != nil {
		t.Fatal(err)
	}
	m := &Machine{Root: openRoot(t, dir)}
	if c := m.Clock(t.Context(), false); clockWords(c) != "chrony yes unknown unknown 2026-11-20" || !c.Copy || c.From != "/var/lib/chrony/chrony.drift" {
		t.Errorf("copy: %+v", c)
	}
	if err := os.Symlink("/dev/null", filepath.Join(dir, "etc/systemd/system/chrony.service")); err != nil {
		t.Fatal(err)
	}
	if c := m.Clock(t.Context(), false); c.Starts != "no" {
		t.Errorf("masked: %+v", c)
	}
	asked := false
	m = &Machine{Root: openRoot(t, dir), Live: true, Kernel: func() (bool, error) { asked = true; return true, nil }}
	m.Run = func(context.Context, string, ...string) ([]byte, error) { asked = true; return nil, errors.New("no") }
	if c := m.Clock(t.Context(), true); c.Service != "" || c.InStep != "unknown" || !c.Container || asked {
		t.Errorf("container: %+v, asked %v", c, asked)
	}
}

// A machine that another one plays is known by the processor's or the maker's word.
func TestVirtualMachines(t *testing.T) {
	for want, files := range map[string]map[string]string{
		"yes":     {"proc/cpuinfo": "flags : fpu hypervisor sse\n"},
		"no":      {"proc/cpuinfo": "flags : fpu\n", "sys/class/dmi/id/product_name": "PowerEdge R250\n"},
		"unknown": {"proc/cpuinfo": "Features : fp asimd\n"},
	} {
		m := &Machine{Root: openRoot(t, plant(t, files)), Live: true}
		if got := m.virtual(); got != want {
			t.Errorf("%v: %s", files, got)
		}
	}
	m := &Machine{Root: openRoot(t, plant(t, map[string]string{"proc/cpuinfo": "x\n", "sys/class/dmi/id/sys_vendor": "QEMU\n"})), Live: true}
	if got := m.virtual(); got != "yes" {
		t.Errorf("QEMU: %s", got)
	}
}
