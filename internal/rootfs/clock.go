package rootfs

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/weaklink/weaklink/facts"
)

// timeService is a program that keeps a machine's clock in step with others.
type timeService struct {
	name    string
	at      []string // where it is installed, any of them
	process string   // its name in the kernel's list, of 15 letters at most
	units   []string // that start it, by any system of starting
	drift   []string // files that it writes only once it has reached a time server
	numbers bool     // they begin with a number
	kernel  bool     // it tells the kernel when the clock is in step
}

// timeServices from the packages of Debian, Fedora and Alpine. openntpd stands
// before ntpd, whose name it takes for its own program.
var timeServices = []timeService{
	{"chrony", []string{"usr/sbin/chronyd"}, "chronyd", []string{"chrony", "chronyd"}, []string{"var/lib/chrony/chrony.drift", "var/lib/chrony/drift"}, true, true},
	{"systemd-timesyncd", []string{"usr/lib/systemd/systemd-timesyncd", "lib/systemd/systemd-timesyncd"}, "systemd-timesyn", []string{"systemd-timesyncd"},
		[]string{"run/systemd/timesync/synchronized", "var/lib/systemd/timesync/clock", "var/lib/private/systemd/timesync/clock"}, false, true},
	{"openntpd", []string{"usr/sbin/openntpd", "usr/sbin/ntpctl"}, "ntpd", []string{"openntpd", "ntpd"}, []string{"var/lib/openntpd/db/ntpd.drift", "var/lib/openntpd/ntpd.drift", "var/db/ntpd.drift"}, true, false},
	{"ntpd", []string{"usr/sbin/ntpd"}, "ntpd", []string{"ntpsec", "ntp", "ntpd"}, []string{"var/lib/ntpsec/ntp.drift", "var/lib/ntp/ntp.drift", "var/lib/ntp/drift"}, true, true},
}

// Clock says what keeps the machine's clock in step, and when it last was. A
// container has its clock from the machine that it runs on.
func (m *Machine) Clock(ctx context.Context, container bool) facts.Clock {
	c := facts.Clock{Starts: "unknown", Running: "unknown", InStep: "unknown", Virtual: "unknown", Copy: !m.Live, Container: container}
	if container {
		return c
	}
	if m.Live {
		c.Virtual = m.virtual()
	}
	s, err := m.timeService(&c)
	if err != nil {
		c.Service = ""
		c.Blind = Blind("it could not be seen what keeps the clock in step", err, "run: timedatectl")
		return c
	}
	if m.Kernel != nil && s.kernel || s.name == "" && m.Kernel != nil {
		if in, err := m.Kernel(); err == nil {
			c.InStep = yesNo(in)
		}
	}
	if s.name == "" {
		return c
	}
	if err := m.lastInStep(s, &c); err != nil {
		c.Blind = Blind("when the clock was last in step", err, "run: timedatectl timesync-status, or chronyc tracking, or ntpq -p")
		return c
	}
	if m.Run != nil && c.Running == "yes" {
		m.askTimeService(ctx, s.name, &c)
	}
	return c
}

// timeService is the one that counts: that runs, else that is started, else
// that is there.
func (m *Machine) timeService(c *facts.Clock) (timeService, error) {
	running := m.Processes()
	best, rank := timeService{}, -1
	c.Service, c.Starts, c.Running = "none", "no", "no"
	for _, s := range timeServices {
		there, err := m.any(s.at)
		if err != nil {
			return timeService{}, err
		}
		if !there {
			continue
		}
		starts, err := m.starts(s.units)
		if err != nil {
			return timeService{}, err
		}
		runs := "unknown"
		if running != nil {
			runs = "no"
			for _, name := range running {
				if name == s.process {
					runs = "yes"
				}
			}
		}
		r := 0
		if starts {
			r = 1
		}
		if runs == "yes" {
			r += 2
		}
		if r > rank {
			best, rank = s, r
			c.Service, c.Starts, c.Running = s.name, yesNo(starts), runs
		}
	}
	return best, nil
}

// starts says whether one of the units is started with the machine, by systemd,
// OpenRC or the links of System V.
func (m *Machine) starts(units []string) (bool, error) {
	for _, u := range units {
		if to, err := m.Link("etc/systemd/system/" + u + ".service"); err == nil && strings.HasSuffix(to, "dev/null") {
			continue // masked
		}
		if m.Enabled(u) {
			return true, nil
		}
		for _, p := range []string{"etc/runlevels/boot/" + u, "etc/runlevels/default/" + u, "etc/rc2.d/S??" + u, "etc/rc3.d/S??" + u, "etc/rc5.d/S??" + u} {
			found, err := m.Glob(p)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return false, err
			}
			if len(found) > 0 {
				return true, nil
			}
		}
	}
	return false, nil
}

// lastInStep is the newest day on which the service left word that it had
// reached a time server.
func (m *Machine) lastInStep(s timeService, c *facts.Clock) error {
	var newest time.Time
	for _, name := range s.drift {
		if !m.Live && strings.HasPrefix(name, "run/") {
			continue
		}
		st, err := m.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return err
		case !st.Mode().IsRegular():
			return ErrNotFile
		}
		if s.numbers {
			raw, err := m.Read(name, 0)
			if err != nil {
				return err
			}
			f := strings.Fields(string(raw))
			if len(f) == 0 {
				continue
			}
			if _, err := strconv.ParseFloat(f[0], 64); err != nil {
				return errors.New("its record of the clock's drift is garbled")
			}
		} else if st.Size() > 0 {
			return errors.New("its mark is no mark")
		}
		if st.ModTime().After(newest) {
			newest, c.From = st.ModTime(), "/"+name
		}
	}
	if !newest.IsZero() {
		c.Synced = newest.UTC().Format(time.DateOnly)
	}
	return nil
}

// askTimeService asks a running service itself. What it does not say stays as
// the kernel and the files say.
func (m *Machine) askTimeService(ctx context.Context, name string, c *facts.Clock) {
	switch name {
	case "chrony":
		raw, err := m.Run(ctx, "chronyc", "-c", "-n", "tracking")
		if err != nil {
			return
		}
		// Name, address, stratum, seconds of the last update, ..., leap status. A
		// clock that is its own reference (7F7F0101) follows nobody.
		f := strings.Split(strings.TrimSpace(string(raw)), ",")
		if len(f) != 14 {
			return
		}
		at, err := strconv.ParseFloat(f[3], 64)
		if err != nil {
			return
		}
		c.InStep = yesNo(slices.Contains([]string{"Normal", "Insert second", "Delete second"}, f[13]) && f[0] != "7F7F0101")
		if at > 0 && at < 1<<40 && f[0] != "7F7F0101" {
			c.Synced, c.From = time.Unix(int64(at), 0).UTC().Format(time.DateOnly), "chronyc"
		}
	case "openntpd":
		raw, err := m.Run(ctx, "ntpctl", "-s", "status")
		switch s := string(raw); {
		case err != nil:
		case strings.Contains(s, "clock unsynced"):
			c.InStep = "no"
		case strings.Contains(s, "clock synced"):
			c.InStep = "yes"
		}
	}
}

// hypervisors by what their machines call themselves.
var hypervisors = []string{"qemu", "kvm", "vmware", "virtualbox", "innotek", "xen", "virtual machine", "amazon ec2", "google", "digitalocean", "hetzner", "openstack", "bochs", "parallels", "bhyve"}

// virtual says whether the machine is one that another one plays: yes, no or unknown.
func (m *Machine) virtual() string {
	cpu, err := m.Read("proc/cpuinfo", 4<<20)
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(cpu)) {
		if name, flags, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "flags" && slices.Contains(strings.Fields(flags), "hypervisor") {
			return "yes"
		}
	}
	told := false
	for _, f := range []string{"sys/class/dmi/id/sys_vendor", "sys/class/dmi/id/product_name"} {
		raw, err := m.Read(f, 4096)
		if err != nil {
			continue
		}
		told = true
		for _, h := range hypervisors {
			if strings.Contains(strings.ToLower(string(raw)), h) {
				return "yes"
			}
		}
	}
	if !told {
		return "unknown"
	}
	return "no"
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
