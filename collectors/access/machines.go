package access

import (
	"context"
	"strings"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/classify"
	"github.com/weaklink/weaklink/internal/redact"
	"github.com/weaklink/weaklink/internal/rootfs"
)

func init() { collectors.Register(NewMachines) }

// NewMachines makes the collector of the accounts of machines for one run.
func NewMachines(env collectors.Env) collectors.Collector {
	return &machines{prints{redact.Key(env.Key)}, rootfs.Open}
}

type machines struct {
	prints
	open func(addr string) (*rootfs.Machine, error)
}

func (*machines) Name() string      { return "access.machines" }
func (*machines) Targets() []string { return []string{"host"} }
func (*machines) Emits() []string   { return []string{facts.AccessMachineAccount.Name} }
func (*machines) Needs() collectors.Needs {
	return collectors.Needs{
		Root:    true,
		Touches: "read which accounts people can sign in to the machine with, whether each has a password, and count the SSH keys that open it",
		Never:   "try a password, keep a hash, a key, or the name of an account",
	}
}

// Collect reads the accounts of the machine at t.Addr.
func (c *machines) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
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
	machine := id.Subject(c.key.Name(id.Name, classify.NameSpans))
	logins, why, err := m.Logins()
	if err != nil {
		b := rootfs.Blind("whose accounts are on the machine is not known", err, "run on the machine: getent passwd")
		see.Unseen("account:"+machine, b.Why, b.Next)
		return nil
	}
	if why != nil && len(logins) > 0 {
		b := rootfs.Blind("which accounts of the machine are open is not known in full", why, "run on the machine: passwd -S -a")
		see.Unseen("account:"+machine, b.Why, b.Next)
	}
	for _, l := range logins {
		a := facts.MachineAccount{Target: t.ID, Machine: machine, UID: l.UID, Password: l.Password, Keys: l.Keys, Expires: l.Expires, Task: isRole(l.Name)}
		a.ID = "account:" + machine + "/" + string(c.login(l.Name))
		a.Logins = c.withLogin(nil, l.Name)
		for i, part := range strings.Split(l.Description, ",") {
			if strings.Contains(part, "@") {
				a.Logins = c.withLogin(a.Logins, part)
			} else if i == 0 {
				a.Name = c.name(part)
			}
		}
		it, err := facts.AccessMachineAccount.Item(a.ID, evidence.Enumerated, a)
		if err != nil {
			return err
		}
		if err := see.Fact(it); err != nil {
			return err
		}
	}
	return nil
}
