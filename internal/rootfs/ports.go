package rootfs

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/weaklink/weaklink/facts"
)

// Ports lists what listens, as the kernel says it, and what the packet filter
// does with a connection to it.
func (m *Machine) Ports(ctx context.Context, f Filter) facts.Ports {
	out := facts.Ports{Ports: []facts.Port{}}
	if !m.Live {
		out.Blind = facts.Blind{Why: "a copy of its files does not show what listens", Next: "run the scan on the machine itself: sudo weaklink scan host:"}
		return out
	}
	owners := m.sockets(ctx)
	for _, table := range []struct{ file, proto, state string }{
		{"proc/net/tcp", "tcp", "0A"}, {"proc/net/tcp6", "tcp", "0A"}, {"proc/net/udp", "udp", "07"}, {"proc/net/udp6", "udp", "07"}} {
		raw, err := m.Read(table.file, 64<<20)
		if errors.Is(err, fs.ErrNotExist) && strings.HasSuffix(table.file, "6") {
			continue // no IPv6 in this kernel
		}
		var all []socket
		if err == nil {
			all, err = parseSockets(string(raw), table.state)
		}
		if err != nil {
			out.Ports = []facts.Port{}
			out.Blind = Blind("what listens could not be read from /"+table.file, err, "run: ss -tulnp")
			return out
		}
		for _, s := range all {
			p := facts.Port{Proto: table.proto, Address: s.local.Addr().String(), Port: int(s.local.Port()), Program: owners[s.inode], Outside: !s.local.Addr().IsLoopback()}
			p.Reach = "no"
			if p.Outside {
				p.Reach, p.Why = f.Reach(p.Proto, p.Port)
			}
			out.Ports = append(out.Ports, p)
		}
	}
	if ctx.Err() != nil {
		return facts.Ports{Ports: []facts.Port{}, Blind: facts.Blind{Why: "we were stopped before the end", Next: "run: ss -tulnp"}}
	}
	slices.SortFunc(out.Ports, func(a, b facts.Port) int {
		return cmp.Or(strings.Compare(a.Proto, b.Proto), cmp.Compare(a.Port, b.Port), strings.Compare(a.Address, b.Address), strings.Compare(a.Program, b.Program))
	})
	out.Ports = slices.Compact(out.Ports)
	return out
}

type socket struct {
	local netip.AddrPort
	inode string
}

// parseSockets reads /proc/net/tcp and its kin: the sockets in a state that
// have no other end.
func parseSockets(text, state string) ([]socket, error) {
	var out []socket
	first := true
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if first {
			if len(f) < 2 || f[0] != "sl" {
				return nil, errors.New("it is no list of sockets")
			}
			first = false
			continue
		}
		if len(f) < 10 {
			return nil, errors.New("a line of it is cut")
		}
		local, err1 := parseEnd(f[1])
		remote, err2 := parseEnd(f[2])
		if err1 != nil || err2 != nil {
			return nil, errors.New("a line of it names no address")
		}
		if f[3] == state && remote.Port() == 0 {
			out = append(out, socket{local, f[9]})
		}
	}
	if first {
		return nil, errors.New("it is empty")
	}
	return out, nil
}

// parseEnd reads 0100007F:1F90: the address in words of the machine's own
// byte order, the port as a number.
func parseEnd(s string) (netip.AddrPort, error) {
	a, p, ok := strings.Cut(s, ":")
	raw, err := hex.DecodeString(a)
	port, err2 := strconv.ParseUint(p, 16, 16)
	if !ok || err != nil || err2 != nil || len(raw) != 4 && len(raw) != 16 {
		return netip.AddrPort{}, fmt.Errorf("%q is no end of a connection", s)
	}
	for i := 0; i < len(raw); i += 4 {
		binary.NativeEndian.PutUint32(raw[i:], binary.BigEndian.Uint32(raw[i:]))
	}
	addr, _ := netip.AddrFromSlice(raw)
	return netip.AddrPortFrom(addr.Unmap(), uint16(port)), nil
}

// Processes are the names of the running programs by process id; nil when
// they cannot be listed.
func (m *Machine) Processes() map[string]string {
	if !m.Live {
		return nil
	}
	all, err := m.List("proc")
	if err != nil {
		return nil
	}
	out := map[string]string{}
	for _, e := range all {
		if _, err := strconv.Atoi(e.Name()); err != nil {
			continue
		}
		if raw, err := m.Read("proc/"+e.Name()+"/comm", 4096); err == nil {
			out[e.Name()] = plain(strings.TrimSpace(string(raw)), 40)
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// sockets says which program holds which socket, as far as our rights go.
func (m *Machine) sockets(ctx context.Context) map[string]string {
	out := map[string]string{}
	for pid, name := range m.Processes() {
		if ctx.Err() != nil {
			return out
		}
		all, err := m.List("proc/" + pid + "/fd")
		if err != nil {
			continue
		}
		for _, fd := range all {
			to, err := m.root.Readlink("proc/" + pid + "/fd/" + fd.Name())
			if inode, ok := strings.CutPrefix(to, "socket:["); err == nil && ok {
				inode = strings.TrimSuffix(inode, "]")
				if out[inode] == "" || name < out[inode] {
					out[inode] = name
				}
			}
		}
	}
	return out
}
