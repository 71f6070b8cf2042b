package firewall

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

func (w *walk) match(c *chain, m match) tri {
	hit := no
	for _, it := range m.items {
		hit = either(hit, w.item(c, m.left, it))
	}
	// What a packet does not have is neither equal nor unequal to anything.
	if w.lacks(m.left) {
		return no
	}
	if m.not {
		return not(hit)
	}
	return hit
}

// lacks says whether the packet has no such field: a UDP packet has no TCP port.
func (w *walk) lacks(left string) bool {
	proto, _, _ := strings.Cut(left, " ")
	switch proto {
	case "ip":
		return !w.p.From.Is4()
	case "ip6":
		return w.p.From.Is4()
	case "tcp", "udp":
		return w.p.Proto != proto
	case "icmp", "icmpv6", "icmp6", "igmp", "arp", "sctp", "dccp", "udplite", "esp", "ah", "comp":
		return true
	}
	return false
}

// item says whether the packet's field has this value.
func (w *walk) item(c *chain, left string, it item) tri {
	if w.lacks(left) {
		return no
	}
	if it.set != "" {
		s := w.r.sets[c.family+" "+c.table+" "+it.set]
		if s == nil || s.unknown {
			return maybe
		}
		hit := no
		for _, in := range s.items {
			hit = either(hit, w.item(c, left, in))
		}
		return hit
	}
	p := w.p
	switch left {
	case "meta iifname":
		return is(interfaceMatches(it.lo, p.In))
	case "meta oifname", "meta oif", "meta oiftype":
		return no // a packet that comes in has none yet
	case "meta nfproto":
		return is(p.From.Is4() == (it.lo == "ipv4" || it.lo == "2"))
	case "meta protocol", "ether type":
		return is(p.From.Is4() && it.lo == "ip" || !p.From.Is4() && it.lo == "ip6")
	case "meta l4proto", "ip protocol", "ip6 nexthdr":
		return is(protocolIs(it.lo, p.Proto))
	case "meta pkttype":
		return is(it.lo == "host" || it.lo == "unicast")
	case "ip saddr", "ip6 saddr":
		return addressIn(it, p.From)
	case "ip daddr", "ip6 daddr":
		return destinationIn(it)
	case "tcp dport", "udp dport", "th dport":
		return portIn(it, p.Port)
	case "tcp sport", "udp sport", "th sport":
		return portIn(it, 50123)
	case "tcp flags":
		return is(it.lo == "syn")
	case "ct state":
		return is(it.lo == "new")
	case "ct status", "ct expectation":
		return no
	case "ct direction":
		return is(it.lo == "original")
	case "fib daddr type":
		return is(it.lo == "local")
	case "fib saddr,iif oif", "fib saddr oif":
		return is(it.lo == "exists" || it.lo == "true") // we speak of packets that come the way they should
	}
	return maybe
}

// interfaceMatches: nft writes a pattern eth*, iptables eth+.
func interfaceMatches(pattern, name string) bool {
	if p, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(name, p)
	}
	if p, ok := strings.CutSuffix(pattern, "+"); ok {
		return strings.HasPrefix(name, p)
	}
	return pattern == name
}

var protocolNumbers = map[string]string{"1": "icmp", "6": "tcp", "17": "udp", "58": "ipv6-icmp"}

func protocolIs(v, proto string) bool {
	if n, ok := protocolNumbers[v]; ok {
		v = n
	}
	return v == "all" || v == "0" || strings.EqualFold(v, proto)
}

func addressIn(it item, a netip.Addr) tri {
	if it.hi != "" {
		lo, err1 := netip.ParseAddr(it.lo)
		hi, err2 := netip.ParseAddr(it.hi)
		if err1 != nil || err2 != nil {
			return maybe
		}
		return is(lo.BitLen() == a.BitLen() && lo.Compare(a) <= 0 && a.Compare(hi) <= 0)
	}
	if p, ok := prefixOf(it.lo); ok {
		return is(p.Contains(a))
	}
	return maybe
}

func prefixOf(s string) (netip.Prefix, bool) {
	if p, err := netip.ParsePrefix(s); err == nil {
		return p.Masked(), true
	}
	if a, err := netip.ParseAddr(s); err == nil {
		return netip.PrefixFrom(a, a.BitLen()), true
	}
	addr, mask, ok := strings.Cut(s, "/") // iptables also takes 10.0.0.0/255.0.0.0
	if !ok {
		return netip.Prefix{}, false
	}
	a, err1 := netip.ParseAddr(addr)
	m, err2 := netip.ParseAddr(mask)
	if err1 != nil || err2 != nil || !a.Is4() || !m.Is4() {
		return netip.Prefix{}, false
	}
	bits := 0
	b := m.As4()
	for i := range 32 {
		set := b[i/8]&(0x80>>(i%8)) != 0
		if set && bits != i {
			return netip.Prefix{}, false // holes in the mask
		}
		if set {
			bits++
		}
	}
	return netip.PrefixFrom(a, bits).Masked(), true
}

// destinationIn: the packet is for the machine itself, whose address we do not
// know. It is for one machine, not for all, and not for its loopback.
func destinationIn(it item) tri {
	p, ok := prefixOf(it.lo)
	if it.hi != "" || !ok {
		return maybe
	}
	switch {
	case p.Bits() == 0:
		return yes
	case p.Addr().IsMulticast(), p.Addr().IsLoopback(), p.Addr() == netip.AddrFrom4([4]byte{255, 255, 255, 255}):
		return no
	}
	return maybe
}

func portIn(it item, port int) tri {
	lo, ok := portOf(it.lo)
	if !ok {
		return maybe
	}
	hi := lo
	if it.hi != "" {
		if hi, ok = portOf(it.hi); !ok {
			return maybe
		}
	}
	return is(lo <= port && port <= hi)
}

// services by name, as rules in files write them (/etc/services).
var services = map[string]int{"ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "domain": 53, "dns": 53, "bootps": 67, "bootpc": 68, "http": 80, "kerberos": 88,
	"pop3": 110, "sunrpc": 111, "ntp": 123, "netbios-ns": 137, "netbios-dgm": 138, "netbios-ssn": 139, "imap2": 143, "imap": 143, "snmp": 161,
	"ldap": 389, "https": 443, "microsoft-ds": 445, "submissions": 465, "submission": 587, "ipp": 631, "ldaps": 636, "imaps": 993, "pop3s": 995,
	"openvpn": 1194, "nfs": 2049, "mysql": 3306, "rdp": 3389, "ms-wbt-server": 3389, "mdns": 5353, "postgresql": 5432, "http-alt": 8080, "dhcpv6-client": 546, "dhcpv6-server": 547}

func portOf(s string) (int, bool) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, n >= 0 && n <= 65535
	}
	n, ok := services[s]
	return n, ok
}

// Decision is the worst that can happen over several ways in.
type Decision struct {
	Answer  Answer
	Unclear []string
}

// From the internet and from a neighbour in the same private network: made-up
// senders. No packet is sent to anyone.
var (
	internet = []netip.Addr{netip.MustParseAddr("81.2.69.142"), netip.MustParseAddr("2a02:2e0:3fe:1001::77")}
	near     = []netip.Addr{netip.MustParseAddr("192.168.1.77"), netip.MustParseAddr("192.168.178.77"), netip.MustParseAddr("10.11.12.13"),
		netip.MustParseAddr("172.20.1.9"), netip.MustParseAddr("fe80::77"), netip.MustParseAddr("fd12:3456::77")}
)

// inside are interfaces of the machine's own: what comes in there comes from
// its containers, virtual machines or a tunnel that somebody built.
func inside(name string) bool {
	return name == "lo" || slices.ContainsFunc([]string{"docker", "br-", "veth", "virbr", "vnet", "tun", "tap", "wg", "tailscale", "zt", "lxc", "lxd", "podman", "cni", "flannel", "cali", "ifb", "dummy"},
		func(p string) bool { return strings.HasPrefix(name, p) })
}

// Reach says whether a new connection to a port gets in by any of the
// interfaces: from the internet, or from the private network when nearby.
func (r *Ruleset) Reach(interfaces []string, proto string, port int, nearby, v6 bool) Decision {
	senders := internet
	if nearby {
		senders = near
	}
	out := Decision{Answer: Drop}
	ways := slices.DeleteFunc(slices.Clone(interfaces), inside)
	if len(ways) == 0 {
		ways = []string{"eth0"}
	}
	for _, in := range ways {
		for _, from := range senders {
			if !from.Is4() && !v6 {
				continue
			}
			a, unclear := r.Decide(Packet{In: in, From: from, Proto: proto, Port: port})
			switch {
			case a == Accept:
				return Decision{Answer: Accept}
			case a == Unknown:
				out.Answer = Unknown
				for _, u := range unclear {
					if len(out.Unclear) < 5 && !slices.Contains(out.Unclear, u) {
						out.Unclear = append(out.Unclear, u)
					}
				}
			}
		}
	}
	return out
}
