package rootfs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/google/nftables"

	"github.com/weaklink/weaklink/facts"
	"github.com/weaklink/weaklink/internal/rootfs/firewall"
)

// Filter is the packet filter of a machine, read and ready to be asked.
type Filter struct {
	Fact       facts.Firewall
	rules      *firewall.Ruleset // nil: not known
	interfaces []string
	v6         bool
}

// quietPort is a port that nobody opens on purpose: what happens to it is what
// happens to everything that no rule speaks of.
const quietPort = 47613

// Firewall reads and evaluates the machine's packet filter.
func (m *Machine) Firewall(ctx context.Context, container bool) Filter {
	f := Filter{v6: true}
	switch {
	case container:
		f.Fact.Blind = facts.Blind{Why: "this is a container: the machine that it runs on decides what gets in",
			Next: "run the scan on the machine that runs the container"}
	case m.Live:
		f.live(ctx, m)
	default:
		f.files(m)
	}
	f.Fact.Inbound, f.Fact.Near = string(firewall.Unknown), string(firewall.Unknown)
	if f.rules == nil {
		return f
	}
	f.Fact.Rules = f.rules.Rules
	for _, name := range f.rules.Interfaces() {
		if !slices.Contains(f.interfaces, name) {
			f.interfaces = append(f.interfaces, name)
		}
	}
	in := f.rules.Reach(f.interfaces, "tcp", quietPort, false, f.v6)
	nearby := f.rules.Reach(f.interfaces, "tcp", quietPort, true, f.v6)
	f.Fact.Inbound, f.Fact.Near = string(in.Answer), string(nearby.Answer)
	f.Fact.Unclear = in.Unclear
	if in.Answer == firewall.Unknown {
		f.Fact.Blind = facts.Blind{Why: "the answer hangs on rules that we cannot evaluate: " + strings.Join(in.Unclear, "; "),
			Next: "try from another machine: nmap -Pn the address of this one"}
	}
	if in.Answer == firewall.Drop {
		for _, p := range f.rules.Ports() {
			if f.rules.Reach(f.interfaces, "tcp", p, false, f.v6).Answer == firewall.Accept {
				f.Fact.Opened = append(f.Fact.Opened, p)
			}
		}
	}
	return f
}

// Reach is what happens to a new connection from the internet to a port.
func (f Filter) Reach(proto string, port int) (answer, why string) {
	if f.rules == nil {
		return string(firewall.Unknown), f.Fact.Why
	}
	d := f.rules.Reach(f.interfaces, proto, port, false, f.v6)
	switch d.Answer {
	case firewall.Accept:
		return "yes", ""
	case firewall.Drop:
		return "no", ""
	}
	return string(firewall.Unknown), "it hangs on rules that we cannot evaluate: " + strings.Join(d.Unclear, "; ")
}

func (f *Filter) blind(what string, err error, next string) {
	f.rules, f.Fact.Blind = nil, Blind(what, err, next)
}

// live asks the kernel: nft for its rules, iptables-save for those of iptables
// that nft cannot show, and for the older iptables that nft does not know.
func (f *Filter) live(ctx context.Context, m *Machine) {
	if all, err := m.List("sys/class/net"); err == nil {
		for _, e := range all {
			f.interfaces = append(f.interfaces, e.Name())
		}
	}
	if raw, err := m.Read("proc/net/if_inet6", 0); err == nil {
		f.v6 = slices.ContainsFunc(strings.Split(string(raw), "\n"), func(l string) bool {
			w := strings.Fields(l)
			return len(w) == 6 && w[5] != "lo"
		})
	}
	const asRoot = "run the same scan as root (sudo weaklink scan host:)"
	if !Administrator() {
		f.blind("the rules of the packet filter", errors.New("only the administrator may read them"), asRoot)
		return
	}
	raw, err := m.Run(ctx, "nft", "-j", "list", "ruleset")
	switch {
	case errors.Is(err, ErrNoTool):
		f.withoutNft(ctx, m)
	case err != nil:
		f.blind("the rules of the packet filter could not be listed", err, "run: nft list ruleset")
		return
	default:
		var foreign bool
		if f.rules, foreign, err = firewall.JSON(raw); err != nil {
			f.blind("what nft lists could not be understood", err, "run: nft list ruleset")
			return
		}
		f.Fact.From = "nft"
		if foreign {
			f.saved(ctx, m, "iptables-save", "ip6tables-save")
		}
	}
	if f.rules == nil {
		return
	}
	// The older iptables has its rules elsewhere in the kernel.
	for _, v := range []struct{ names, tool, family string }{{"proc/net/ip_tables_names", "iptables-legacy-save", "ip"}, {"proc/net/ip6_tables_names", "ip6tables-legacy-save", "ip6"}} {
		names, err := m.Read(v.names, 0)
		if errors.Is(err, fs.ErrNotExist) || err == nil && strings.TrimSpace(string(names)) == "" {
			continue
		}
		if err == nil {
			names, err = m.Run(ctx, v.tool)
		}
		var more *firewall.Ruleset
		if err == nil {
			more, err = firewall.Save(v.family, names)
		}
		if err != nil {
			f.blind("there are rules of the older iptables that could not be read", err, "run: "+v.tool)
			return
		}
		f.rules.Merge(more)
		f.Fact.From += ", " + v.tool
	}
}

// withoutNft is for machines without the nft tool: iptables-save shows the
// rules that iptables made; if the kernel has no table at all there is no rule.
func (f *Filter) withoutNft(ctx context.Context, m *Machine) {
	c, err := nftables.New()
	var tables []*nftables.Table
	if err == nil {
		tables, err = c.ListTables()
	}
	if err != nil && !strings.Contains(err.Error(), "not supported") {
		f.blind("the kernel did not list its tables", err, "install nftables, then run: nft list ruleset")
		return
	}
	f.rules, f.Fact.From = firewall.New(), "kernel"
	if len(tables) == 0 {
		return
	}
	f.saved(ctx, m, "iptables-save", "ip6tables-save")
	for _, t := range tables {
		known := t.Name == "filter" || t.Name == "nat" || t.Name == "mangle" || t.Name == "raw" || t.Name == "security"
		if f.rules != nil && (!known || t.Family != nftables.TableFamilyIPv4 && t.Family != nftables.TableFamilyIPv6) {
			f.blind("the kernel has rules of nftables", errors.New("the tool that lists them is not installed"), "install nftables, then scan again")
		}
	}
}

// saved replaces the tables that iptables made by what its own tool prints.
func (f *Filter) saved(ctx context.Context, m *Machine, tools ...string) {
	for i, tool := range tools {
		raw, err := m.Run(ctx, tool)
		var r *firewall.Ruleset
		if err == nil {
			r, err = firewall.Save([]string{"ip", "ip6"}[i], raw)
		}
		if err != nil {
			f.blind("there are rules made by iptables that could not be read", err, "install iptables, then run: "+tool)
			return
		}
		family := []string{"ip", "ip6"}[i]
		f.rules.Without(func(fam, table string) bool {
			return fam == family && slices.Contains([]string{"filter", "nat", "mangle", "raw", "security"}, table)
		})
		f.rules.Merge(r)
		f.Fact.From = strings.TrimPrefix(f.Fact.From+", "+tool, ", ")
	}
}

// files reads the rules that are loaded when the system starts: ufw, nftables
// and iptables-persistent, those that are switched on.
func (f *Filter) files(m *Machine) {
	f.rules = firewall.New()

	for _, read := range []func(*Machine) (found bool, err error){f.ufw, f.nftablesConf, f.persistent} {
		if _, err := read(m); err != nil {
			f.blind("the rules that are loaded at the start could not be read", err, "run the scan on the machine itself: sudo weaklink scan host:")
			return
		}
	}
	if m.Enabled("firewalld") {
		f.blind("the machine starts firewalld", errors.New("this version cannot read its files"), "run the scan on the machine itself: sudo weaklink scan host:")
		return
	}
	if f.Fact.From == "" {
		f.Fact.From, f.Fact.Started = "no rules are loaded at the start", "no"
	}
}

func (f *Filter) started(from string) {
	f.Fact.From = strings.TrimPrefix(f.Fact.From+", "+from, ", ")
	f.Fact.Started = "yes"
}

func (f *Filter) nftablesConf(m *Machine) (bool, error) {
	const at = "etc/nftables.conf"
	raw, err := m.Read(at, 8<<20)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !m.Enabled("nftables") {
		f.Fact.Set = append(f.Fact.Set, facts.Setting{Name: "nftables", Value: "not started", From: "/" + at})
		return false, nil
	}
	r, err := firewall.Text(string(raw), func(pattern string) ([]string, error) {
		if !path.IsAbs(pattern) {
			pattern = "/etc/" + pattern
		}
		files := []string{pattern}
		if strings.ContainsAny(pattern, "*?[") {
			if files, err = m.Glob(strings.TrimPrefix(pattern, "/")); err != nil {
				return nil, err
			}
		}
		var out []string
		for _, file := range files {
			raw, err := m.Read(file, 8<<20)
			if err != nil {
				return nil, err
			}
			out = append(out, string(raw))
		}
		return out, nil
	})
	if err != nil {
		return false, err
	}
	f.rules.Merge(r)
	f.started("/" + at)
	return true, nil
}

func (f *Filter) persistent(m *Machine) (bool, error) {
	found := false
	for _, v := range []struct{ at, family string }{{"etc/iptables/rules.v4", "ip"}, {"etc/iptables/rules.v6", "ip6"}} {
		raw, err := m.Read(v.at, 8<<20)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return false, err
		}
		if !m.Enabled("netfilter-persistent") {
			f.Fact.Set = append(f.Fact.Set, facts.Setting{Name: "netfilter-persistent", Value: "not started", From: "/" + v.at})
			continue
		}
		r, err := firewall.Save(v.family, raw)
		if err != nil {
			return false, err
		}
		f.rules.Merge(r)
		f.started("/" + v.at)
		found = true
	}
	return found, nil
}

// ufw puts its own files together as ufw-init does: its chains are called from
// the chain INPUT, and the policy stands in /etc/default/ufw.
func (f *Filter) ufw(m *Machine) (bool, error) {
	conf, err := m.Read("etc/ufw/ufw.conf", 0)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	on := strings.EqualFold(shell(conf)["ENABLED"], "yes")
	if !on || !m.Enabled("ufw") {
		f.Fact.Set = append(f.Fact.Set, facts.Setting{Name: "ufw", Value: "off", From: "/etc/ufw/ufw.conf"})
		return false, nil
	}
	raw, err := m.Read("etc/default/ufw", 0)
	if err != nil {
		return false, fmt.Errorf("etc/default/ufw: %w", err)
	}
	set := shell(raw)
	policy := strings.ToUpper(set["DEFAULT_INPUT_POLICY"])
	if policy == "" {
		return false, errors.New("etc/default/ufw names no policy")
	}
	if policy == "REJECT" {
		policy = "DROP"
	}
	f.v6 = !strings.EqualFold(set["IPV6"], "no") // then ufw itself lets nothing in over IPv6
	for _, v := range []struct{ family, ending, prefix string }{{"ip", ".rules", "ufw"}, {"ip6", "6.rules", "ufw6"}} {
		if v.family == "ip6" && !f.v6 {
			continue
		}
		text := "*filter\n:INPUT " + policy + " [0:0]\n"
		for _, c := range []string{"before-input", "user-input", "after-input", "not-local", "skip-to-policy-input", "logging-deny", "logging-allow", "user-logging-input", "user-limit", "user-limit-accept"} {
			text += ":" + v.prefix + "-" + c + " - [0:0]\n"
		}
		text += "-A INPUT -j " + v.prefix + "-before-input\n-A INPUT -j " + v.prefix + "-after-input\n" +
			"-A " + v.prefix + "-skip-to-policy-input -j " + policy + "\n"
		for _, part := range []string{"before", "user", "after"} {
			raw, err := m.Read("etc/ufw/"+part+v.ending, 0)
			if err != nil {
				return false, fmt.Errorf("etc/ufw/%s%s: %w", part, v.ending, err)
			}
			text += string(raw) + "\n"
			if part == "before" {
				text += "*filter\n-A " + v.prefix + "-before-input -j " + v.prefix + "-user-input\n"
			}
		}
		r, err := firewall.Save(v.family, []byte(text))
		if err != nil {
			return false, err
		}
		f.rules.Merge(r)
	}
	f.Fact.Set = append(f.Fact.Set, facts.Setting{Name: "ufw", Value: "on", From: "/etc/ufw/ufw.conf"})
	f.started("/etc/ufw")
	return true, nil
}

// shell reads NAME=value lines.
func shell(raw []byte) map[string]string { return parseRelease(raw) }
