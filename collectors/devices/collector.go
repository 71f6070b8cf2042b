package devices

import (
	"context"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/redact"
	"github.com/weaklink/weaklink/internal/rootfs"
)

func init() { collectors.Register(New) }

// New makes the collector for one run.
func New(env collectors.Env) collectors.Collector {
	return &collector{key: redact.Key(env.Key), open: rootfs.Open}
}

type collector struct {
	key  redact.Key
	open func(addr string) (*rootfs.Machine, error)
}

func (*collector) Name() string      { return "devices.machine" }
func (*collector) Targets() []string { return []string{"host"} }
func (*collector) Emits() []string {
	return []string{facts.DevicesSystem.Name, facts.DevicesUpdates.Name, facts.DevicesPorts.Name, facts.DevicesFirewall.Name,
		facts.DevicesMalware.Name, facts.DevicesDisk.Name, facts.DevicesLock.Name, facts.DevicesRights.Name, facts.DevicesClock.Name}
}

func (*collector) Needs() collectors.Needs {
	return collectors.Needs{
		Root:    true,
		Touches: "read the system's settings, package records and lists of what runs, and ask the kernel for its firewall rules",
		Never:   "change or start anything, ask the network, read anybody's documents, or keep the name of an account",
		Rights:  "any account sees a part; the firewall, other people's programs and some settings are shown to the administrator only (sudo weaklink scan host:). A copy of a disk needs the right to read its files",
	}
}

// Collect looks at the machine if people work at it.
func (c *collector) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m, err := c.open(t.Addr)
	if err != nil {
		return err
	}
	defer m.Close()
	id, err := m.Identify(t.As)
	if err != nil {
		return err
	}
	if id.System.Role != rootfs.Office {
		return nil // a server: collectors/hosting looks at it
	}
	v := visit{see: see, subject: id.Subject(c.key.Name(id.Name, classify.NameSpans))}
	if len(t.Watch) > 0 {
		see.Unseen(v.subject, "folders are watched for changes on servers only, and this is an office machine", "call it a server (as: server-NAME), or take watch: away")
	}
	keep(&v, facts.DevicesSystem, evidence.Enumerated, id.System, id.System.Blind)
	if id.System.ID == rootfs.WindowsID {
		see.Unseen(v.subject, "updates, firewall, encryption and accounts of a Windows machine stand in its registry, which this version cannot read", "on the machine: Settings > Update & Security")
		malware := m.Malware()
		keep(&v, facts.DevicesMalware, evidence.Enumerated, malware, malware.Blind)
		for _, p := range malware.Products {
			see.Unseen(v.subject, p.Name+": "+p.Why, p.Next)
		}
		return v.failed
	}

	updates := m.Updates(ctx)
	keep(&v, facts.DevicesUpdates, evidence.Enumerated, updates, updates.Blind)
	if updates.Auto == "unknown" {
		see.Unseen(v.subject, updates.AutoHow, updates.AutoNext)
	}
	if err := ctx.Err(); err != nil {
		return err
	}

	filter := m.Firewall(ctx, id.System.Container)
	fromKernel := evidence.Enumerated
	if m.Live {
		fromKernel = evidence.Enforced
	}
	keep(&v, facts.DevicesFirewall, fromKernel, filter.Fact, filter.Fact.Blind)
	ports := m.Ports(ctx, filter)
	keep(&v, facts.DevicesPorts, evidence.Enumerated, ports, ports.Blind)

	malware := m.Malware()
	keep(&v, facts.DevicesMalware, evidence.Enumerated, malware, malware.Blind)
	for _, p := range malware.Products {
		if p.Why != "" {
			see.Unseen(v.subject, p.Name+": "+p.Why, p.Next)
		}
	}
	disk := m.Disk(id.System.Container)
	keep(&v, facts.DevicesDisk, fromKernel, disk, disk.Blind)
	for _, d := range disk.Mounts {
		if d.Why != "" {
			see.Unseen(v.subject, d.At+": "+d.Why, d.Next)
		}
	}
	lock := m.Lock()
	keep(&v, facts.DevicesLock, evidence.Enumerated, lock, lock.Blind)
	if lock.AutoLogin == "unknown" {
		see.Unseen(v.subject, lock.LoginWhy, lock.LoginNext)
	}
	rights := m.Rights()
	keep(&v, facts.DevicesRights, evidence.Enumerated, rights, rights.Blind)
	if rights.Sudoers == "denied" {
		see.Unseen(v.subject, "the rules of sudo could not be read: this account may not read them", "run the same scan as root (sudo weaklink scan host:)")
	}
	clock := m.Clock(ctx, id.System.Container)
	keep(&v, facts.DevicesClock, evidence.Enumerated, clock, clock.Blind)
	return v.failed
}

// visit is one look at one machine.
type visit struct {
	see     collectors.See
	subject string
	failed  error
}

// keep emits a fact, and a gap when it is blind: then the target was not seen
// in full, and a check of it is unseen.
func keep[T any](v *visit, kind evidence.Kind[T], how evidence.Method, body T, blind facts.Blind) {
	it, err := kind.Item(v.subject, how, body)
	if err == nil {
		err = v.see.Fact(it)
	}
	if err != nil && v.failed == nil {
		v.failed = err
	}
	if blind.Why != "" {
		v.see.Unseen(v.subject, blind.Why, blind.Next)
	}
}
