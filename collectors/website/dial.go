package website

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/idna"

	"github.com/weaklink/weaklink/collectors"
)

// errPrivate is the cause of a refused connection: a public site sent us to an
// address inside somebody's network, which could make us a tool against it.
var errPrivate = errors.New("the address belongs to a private network")

// unreachable is a target that could not be looked at, with the step that
// would let us.
type unreachable struct {
	what  string // what we tried, on what
	err   error
	hint  string
	found bool // the name has an address, but nothing answers there
}

func (e *unreachable) Error() string { return e.what + ": " + e.err.Error() }
func (e *unreachable) Unwrap() error { return e.err }

// Hint is the step that would let us look.
func (e *unreachable) Hint() string { return e.hint }

const (
	dialTimeout = 6 * time.Second // for all addresses of a host together
	nextAddress = 400 * time.Millisecond
)

// dialer connects to the target of a run and to where the target leads. It
// honours --resolve and --dns, and connects into private ranges only when the
// target itself lies in one or the person running it named the address.
type dialer struct {
	env  collectors.Env
	host string // of the target, in ASCII and lower case
	port int
	memo *memo
}

type memo struct {
	mu    sync.Mutex
	names map[string][]netip.Addr
}

// newDialer makes a dialer for a run on the target host:port.
func newDialer(env collectors.Env, host string, port int) dialer {
	return dialer{env: env, host: asciiHost(host), port: port, memo: &memo{names: map[string][]netip.Addr{}}}
}

// DialContext connects to addr ("host:port"), as net.Dialer.DialContext does.
// A refused private address gives an error that wraps errPrivate; a host that
// cannot be found or reached gives one with a Hint.
func (d dialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	to, err := d.addresses(ctx, addr)
	if err != nil {
		return nil, err
	}
	conn, err := race(ctx, network, to)
	if err != nil {
		return nil, &unreachable{"connect to " + addr, plainNet(err),
			"check that the site is up and that this computer may reach it; --resolve HOST:PORT:ADDR names another address", true}
	}
	return conn, nil
}

// addresses is where host:port may be reached, in the order in which to try.
func (d dialer) addresses(ctx context.Context, addr string) ([]netip.AddrPort, error) {
	host, service, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("connect to %q: %w", addr, err)
	}
	port, err := strconv.ParseUint(service, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("connect to %q: no port number", addr)
	}
	host = asciiHost(host)
	if to, ok := d.env.Dial(host, int(port)); ok {
		return []netip.AddrPort{to}, nil // a person named this very address
	}
	ips, err := d.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	var out []netip.AddrPort
	for _, ip := range ips {
		if d.may(ctx, host, ip) {
			out = append(out, netip.AddrPortFrom(ip, uint16(port)))
		}
	}
	if len(out) == 0 {
		return nil, &unreachable{"connect to " + addr, errPrivate,
			"scan that address as a target of its own if it is yours", false}
	}
	return out, nil
}

// may says whether a connection to ip, found for host, is allowed: always for
// the target itself; into a private range only when the target lies in one.
// Link-local addresses answer with a cloud machine's own passwords, so nothing
// but a link-local target leads there.
func (d dialer) may(ctx context.Context, host string, ip netip.Addr) bool {
	if host == d.host || !private(ip) {
		return true
	}
	var home []netip.Addr
	if to, ok := d.env.Dial(d.host, d.port); ok {
		home = append(home, to.Addr())
	} else if found, err := d.lookup(ctx, d.host); err == nil {
		home = found
	}
	for _, h := range home {
		if private(h) && (linkLocal(h) || !linkLocal(ip)) {
			return true
		}
	}
	return false
}

func linkLocal(ip netip.Addr) bool { return ip.Unmap().IsLinkLocalUnicast() }

// notPublic are the special ranges of RFC 6890 that net/netip has no word for.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("::/96"),
	netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("fec0::/10"),
}

// private says whether ip is not on the public internet.
func private(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsValid() || ip.IsPrivate() || ip.IsLoopback() || ip.IsUnspecified() || ip.IsMulticast() || ip.IsLinkLocalUnicast() {
		return true
	}
	for _, p := range notPublic {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// race connects to the first address that answers, starting the next one when
// the one before is slow: a dead IPv6 route must not cost the whole time.
func race(ctx context.Context, network string, to []netip.AddrPort) (net.Conn, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type answer struct {
		conn net.Conn
		err  error
	}
	answers := make(chan answer, len(to))
	start := func(a netip.AddrPort) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, a.String())
		answers <- answer{conn, err}
	}
	var first error
	started, open := 0, 0
	wait := time.NewTimer(0)
	defer wait.Stop()
	for {
		select {
		case <-wait.C:
			if started < len(to) {
				go start(to[started])
				started, open = started+1, open+1
				wait.Reset(nextAddress)
			}
		case a := <-answers:
			open--
			if a.err == nil {
				go func(left int) { // whoever still arrives is sent home
					for range left {
						if late := <-answers; late.conn != nil {
							late.conn.Close()
						}
					}
				}(open)
				return a.conn, nil
			}
			if first == nil {
				first = a.err
			}
			if open == 0 && started == len(to) {
				return nil, first
			}
			wait.Reset(0)
		}
	}
}

// plainNet says in words what the network said in codes.
func plainNet(err error) error {
	var timeout net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return errors.New("no answer in time")
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return op.Err
	}
	return err
}

// asciiHost is a host name as it travels: lower case, punycode, no final dot,
// no brackets around an IPv6 address.
func asciiHost(host string) string {
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		return ascii
	}
	return host
}

// originOf is the https origin of host:port: the port only when it is not 443.
func originOf(host string, port int) string {
	host = asciiHost(host)
	if port == 443 {
		if strings.Contains(host, ":") {
			host = "[" + host + "]"
		}
		return "https://" + host
	}
	return "https://" + net.JoinHostPort(host, strconv.Itoa(port))
}
