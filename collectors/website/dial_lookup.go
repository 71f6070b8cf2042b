package website

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"time"

	"github.com/miekg/dns"
)

var (
	errNoSuchName = errors.New("no such name")
	errNoAddress  = errors.New("the name has no address")
)

// lookup is the addresses of host, asked for once a run. localhost never
// leaves this computer (RFC 6761).
func (d dialer) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{ip}, nil
	}
	d.memo.mu.Lock()
	found, ok := d.memo.names[host]
	d.memo.mu.Unlock()
	if ok {
		return found, nil
	}
	var err error
	switch {
	case host == "":
		return nil, errors.New("look up a name: it is empty")
	case host == "localhost" && d.env.DNS != "":
		found = []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.IPv6Loopback()}
	case d.env.DNS != "":
		found, err = ask(ctx, d.env.DNS, host)
	default:
		found, err = system(ctx, host)
	}
	if err != nil {
		where := "the system's DNS"
		if d.env.DNS != "" {
			where = "the DNS server at " + d.env.DNS
		}
		hint := "check the spelling; --resolve HOST:PORT:ADDR or --dns HOST:PORT can help with a name that is not public"
		if !errors.Is(err, errNoSuchName) && !errors.Is(err, errNoAddress) {
			hint = "check that this computer can reach " + where + ", then scan again"
		}
		return nil, &unreachable{"look up " + host + " in " + where, err, hint, false}
	}
	d.memo.mu.Lock()
	d.memo.names[host] = found
	d.memo.mu.Unlock()
	return found, nil
}

// system asks the resolver of this computer.
func system(ctx context.Context, host string) ([]netip.Addr, error) {
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	var de *net.DNSError
	switch {
	case errors.As(err, &de) && de.IsNotFound:
		return nil, errNoSuchName
	case errors.As(err, &de) && de.IsTimeout:
		return nil, errors.New("no answer in time")
	case err != nil:
		return nil, plainNet(err)
	}
	for i := range found {
		found[i] = found[i].Unmap()
	}
	return found, nil
}

const (
	dnsTimeout = 2 * time.Second
	aliasHops  = 8
)

// ask asks one DNS server for the A and AAAA records of host and follows the
// aliases that the server leaves to us.
func ask(ctx context.Context, server, host string) ([]netip.Addr, error) {
	name := dns.Fqdn(host)
	for range aliasHops {
		var found []netip.Addr
		alias := ""
		var failed error
		for _, kind := range []uint16{dns.TypeA, dns.TypeAAAA} {
			m, err := exchange(ctx, server, name, kind)
			if err != nil {
				failed = err
				continue
			}
			ips, next := read(m, name)
			found = append(found, ips...)
			if next != "" {
				alias = next
			}
		}
		switch {
		case len(found) > 0:
			return found, nil
		case failed != nil:
			return nil, failed
		case alias == "":
			return nil, errNoAddress
		}
		name = alias
	}
	return nil, errors.New("its aliases lead on and on")
}

// exchange sends one question, over TCP when the answer does not fit.
func exchange(ctx context.Context, server, name string, kind uint16) (*dns.Msg, error) {
	q := new(dns.Msg)
	q.SetQuestion(name, kind)
	c := &dns.Client{Timeout: dnsTimeout}
	m, _, err := c.ExchangeContext(ctx, q, server)
	if err == nil && m.Truncated {
		c.Net = "tcp"
		m, _, err = c.ExchangeContext(ctx, q, server)
	}
	if err != nil {
		return nil, plainNet(err)
	}
	switch m.Rcode {
	case dns.RcodeSuccess:
		return m, nil
	case dns.RcodeNameError:
		return nil, errNoSuchName
	}
	return nil, errors.New("it answered " + dns.RcodeToString[m.Rcode])
}

// read takes the addresses for name out of an answer, and where an alias
// chain without addresses ends.
func read(m *dns.Msg, name string) (ips []netip.Addr, alias string) {
	at := dns.CanonicalName(name)
	for range m.Answer {
		i := slices.IndexFunc(m.Answer, func(rr dns.RR) bool {
			c, ok := rr.(*dns.CNAME)
			return ok && dns.CanonicalName(c.Hdr.Name) == at && dns.CanonicalName(c.Target) != at
		})
		if i < 0 {
			break
		}
		at = dns.CanonicalName(m.Answer[i].(*dns.CNAME).Target)
		alias = at
	}
	for _, rr := range m.Answer {
		if dns.CanonicalName(rr.Header().Name) != at {
			continue
		}
		switch r := rr.(type) {
		case *dns.A:
			if ip, ok := netip.AddrFromSlice(r.A); ok {
				ips = append(ips, ip.Unmap())
			}
		case *dns.AAAA:
			if ip, ok := netip.AddrFromSlice(r.AAAA); ok {
				ips = append(ips, ip)
			}
		}
	}
	return ips, alias
}
