package hosting

import (
	"context"
	"io"

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
	return &collector{key: redact.Key(env.Key), open: rootfs.Open, put: env.PutBlob}
}

type collector struct {
	key  redact.Key
	open func(addr string) (*rootfs.Machine, error)
	put  func(write func(io.Writer) error) (string, error) // keeps a blob; nil: nothing keeps one
}

func (*collector) Name() string      { return "hosting.server" }
func (*collector) Targets() []string { return []string{"host"} }
func (*collector) Emits() []string {
	return []string{facts.HostingSystem.Name, facts.HostingUpdates.Name, facts.HostingPorts.Name, facts.HostingFirewall.Name,
		facts.HostingLogin.Name, facts.HostingLogs.Name, facts.HostingClock.Name, facts.HostingPrograms.Name, facts.HostingFiles.Name}
}

func (*collector) Needs() collectors.Needs {
	return collectors.Needs{
		Root:    true,
		Touches: "read the system's settings, package records, lists of what runs and the folders that are watched for changes, and ask the kernel for its firewall rules",
		Never:   "change or start anything, ask the network, or keep the name of an account",
		Rights:  "any account sees a part; the firewall, other people's programs and some settings are shown to the administrator only (sudo weaklink scan host:). A copy of a disk needs the right to read its files",
	}
}

// Collect looks at the machine if it is a server.
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
	if id.System.Role != rootfs.Server {
		return nil // people work at it: collectors/devices looks at it
	}
	v := visit{see: see, subject: id.Subject(c.key.Name(id.Name, classify.NameSpans))}
	keep(&v, facts.HostingSystem, evidence.Enumerated, id.System, id.System.Blind)
	if id.System.ID == rootfs.WindowsID {
		see.Unseen(v.subject, "updates, firewall, encryption and accounts of a Windows machine stand in its registry, which this version cannot read", "on the machine: Settings > Update & Security")
		return v.failed
	}

	updates := m.Updates(ctx)
	keep(&v, facts.HostingUpdates, evidence.Enumerated, updates, updates.Blind)
	if updates.Auto == "unknown" {
		see.Unseen(v.subject, updates.AutoHow, updates.AutoNext)
	}
	if err := ctx.Err(); err != nil {
		return err
	}

	filter := m.Firewall(ctx, id.System.Container)
	method := evidence.Enumerated
	if m.Live {
		method = evidence.Enforced
	}
	keep(&v, facts.HostingFirewall, method, filter.Fact, filter.Fact.Blind)
	ports := m.Ports(ctx, filter)
	keep(&v, facts.HostingPorts, evidence.Enumerated, ports, ports.Blind)

	login := m.Login()
	keep(&v, facts.HostingLogin, evidence.Enumerated, login, login.Blind)
	logs := m.Logs()
	keep(&v, facts.HostingLogs, evidence.Enumerated, logs, logs.Blind)

	clock := m.Clock(ctx, id.System.Container)
	keep(&v, facts.HostingClock, evidence.Enumerated, clock, clock.Blind)

	see.Progress(0, 0, "comparing its programs with their packages' records")
	programs := m.Programs(ctx)
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, list := range [][]string{programs.Changed, programs.Unowned, programs.Setuid} {
		for i := range list {
			list[i] = c.key.Name(list[i], classify.NameSpans)
		}
	}
	keep(&v, facts.HostingPrograms, evidence.Enumerated, programs, programs.Blind)

	see.Progress(0, 0, "reading the folders that are watched for changes")
	c.files(ctx, m, t.Watch, &v)
	if err := ctx.Err(); err != nil {
		return err
	}
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
