package backups

import (
	"context"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/weaklink/weaklink/collectors"
	"github.com/weaklink/weaklink/evidence"
	"github.com/weaklink/weaklink/facts"
)

// NewLive makes the collector that says where live data lies.
func NewLive(env collectors.Env) collectors.Collector { return &live{newEye(env)} }

type live struct{ eye }

func (*live) Name() string      { return "backups.where" }
func (*live) Targets() []string { return []string{"path", "sqlite", "postgres", "mysql"} }
func (*live) Emits() []string   { return []string{facts.BackupsLive.Name} }
func (*live) Needs() collectors.Needs {
	return collectors.Needs{
		Touches: "look on which disk it lies",
		Never:   "open it",
		Rights:  "no credentials: the right to list the folder it lies in. Of a database only its address is looked at",
	}
}

// Collect says where t lies. A place that cannot be found is for the collector
// of its content to report.
func (c *live) Collect(ctx context.Context, t collectors.Target, see collectors.See) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f := facts.BackupLive{Target: t.ID}
	switch t.Scheme {
	case "postgres", "mysql":
		u, err := url.Parse(t.Addr)
		if err != nil {
			return nil
		}
		f.Kind, f.Root = "database", c.name(strings.Trim(u.Path, "/"))
		if f.Where.Kind = "remote"; here(u) {
			f.Where.Kind = "local"
			if host, err := os.Hostname(); err == nil {
				f.Where.Machine = c.name(host)
			}
		}
	default:
		at, err := filepath.EvalSymlinks(t.Addr)
		if err != nil {
			return nil
		}
		if at, err = filepath.Abs(at); err != nil {
			return nil
		}
		st, err := os.Stat(at)
		if err != nil {
			return nil
		}
		f.Kind, f.Root, f.Where = "folder", c.name(filepath.ToSlash(at)), c.where(at)
		also, within := mountedAt(at)
		for _, p := range also {
			f.Also = append(f.Also, c.name(p))
		}
		f.Within = c.name(within)
		if !st.IsDir() {
			f.Kind = "file"
		}
	}
	it, err := facts.BackupsLive.Item(t.ID, evidence.Enumerated, f)
	if err != nil {
		return err
	}
	return see.Fact(it)
}

// here says whether a database address leads to this machine.
func here(u *url.URL) bool {
	host := u.Hostname()
	if host == "" || strings.HasPrefix(host, "/") || strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
